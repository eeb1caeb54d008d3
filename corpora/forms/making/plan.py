"""Which forms stand in which split: family, organisation, format, hand and seeded error of each."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpora.forms.making.blocks import Block
from corpora.forms.making.draft import LABELS, WAN, Draft, Row
from corpora.forms.making.facts import INCOMES, Facts, Kind, organisation
from corpora.forms.making.faults import FAULTS
from corpora.forms.making.layouts import FAMILIES, WORDINGS
from corpora.forms.making.wordings import reworded

Split = Literal["train", "dev", "test"]
Format = Literal["docx", "pdf", "html", "xlsx"]

# How the person who filled the form writes: boxes, where they stand, dates, an amount of nothing, commas, empty fields.
_HANDS: tuple[dict[str, object], ...] = (
    {},
    {"boxes": ("√", "□"), "date": "iso", "zero": "", "commas": False},
    {"boxes": ("■", "□"), "date": "dot", "zero": "—", "empty": "/"},
    {"boxes": ("", ""), "date": "cn", "zero": "0.00", "empty": "无"},
    {"boxes": ("☑", "□"), "after": True, "date": "iso", "zero": "0", "commas": False},
    {"boxes": ("☒", "□"), "date": "cn", "zero": "0.00"},
)


@dataclass(frozen=True, slots=True)
class Plan:
    """One form of the corpus; ``fault`` is a key of ``FAULTS`` or None for a form without errors."""

    doc: str
    split: Split
    family: str
    format: Format
    kind: Kind
    seed: int
    hand: int = 0
    fault: str | None = None
    public: bool = False
    controls: bool = False
    earlier: bool = False

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.doc}.{self.format}"


def _p(doc: str, family: str, format_: Format, kind: Kind, seed: int, hand: int, fault: str | None = None, public: bool = False, controls: bool = False, earlier: bool = False) -> Plan:  # fmt: skip
    split: Split = {"a": "train", "d": "dev", "t": "test"}[doc[0]]  # type: ignore[assignment]
    return Plan(doc, split, family, format_, kind, seed, hand, fault, public, controls, earlier)


PLANS: tuple[Plan, ...] = (
    _p("a_01", "ministry", "docx", "ST", 1, 0),
    _p("a_02", "ministry", "docx", "ST", 2, 5, "X03", controls=True),
    _p("a_03", "ministry", "xlsx", "ST", 3, 1, "X20"),
    _p("a_04", "ministry", "pdf", "ST", 4, 2, "X12"),
    _p("a_05", "foundation", "docx", "JJ", 5, 0, public=True),
    _p("a_06", "foundation", "docx", "JJ", 6, 3, "X16"),
    _p("a_07", "foundation", "pdf", "JJ", 7, 4, "X14", public=True),
    _p("a_08", "shandong", "docx", "MF", 8, 1),
    _p("a_09", "shandong", "html", "MF", 9, 0, "X01"),
    _p("a_10", "shandong", "pdf", "MF", 10, 3, "X23"),
    _p("a_11", "jiangxi", "docx", "ST", 11, 2, "X10"),
    _p("a_12", "jiangxi", "pdf", "MF", 12, 5),
    _p("a_13", "portal", "html", "ST", 13, 4, "X25"),
    _p("a_14", "portal", "html", "MF", 14, 0),
    _p("a_15", "portal", "docx", "JJ", 15, 3, "X19", controls=True),
    _p("a_16", "jiangxi", "docx", "ST", 16, 1, "X21", controls=True),
    _p("a_17", "stacked", "docx", "ST", 61, 0),
    _p("a_18", "stacked", "pdf", "JJ", 62, 2, "X03"),
    _p("a_19", "boxes", "html", "MF", 63, 1),
    _p("a_20", "definitions", "html", "ST", 64, 3, "X04"),
    _p("a_21", "entry_fields", "html", "JJ", 65, 5),
    _p("a_22", "dotted", "docx", "MF", 66, 4),
    _p("a_23", "captioned", "docx", "ST", 67, 0, "X13"),
    _p("a_24", "indicators", "xlsx", "MF", 68, 0, "X03"),
    _p("a_25", "indicators", "pdf", "JJ", 69, 1),
    _p("a_26", "three_years", "docx", "ST", 70, 3),
    _p("a_27", "upright", "docx", "MF", 71, 4, "X04"),
    _p("a_28", "questions", "docx", "ST", 72, 3),
    _p("a_29", "prose", "docx", "MF", 73, 0, "X05"),
    _p("a_30", "spaced", "xlsx", "JJ", 74, 5),
    _p("a_31", "shares", "html", "ST", 75, 1),
    _p("d_01", "ministry", "docx", "ST", 21, 4, "X22"),
    _p("d_02", "ministry", "docx", "ST", 22, 1),
    _p("d_03", "ministry", "pdf", "ST", 23, 0, "X04"),
    _p("d_04", "foundation", "docx", "JJ", 24, 2, "X18"),
    _p("d_05", "foundation", "pdf", "JJ", 25, 5, "X15", public=True),
    _p("d_06", "shandong", "docx", "MF", 26, 4, "X02"),
    _p("d_07", "shandong", "html", "MF", 27, 2),
    _p("d_08", "jiangxi", "docx", "MF", 28, 3, "X11", controls=True),
    _p("d_09", "portal", "html", "ST", 29, 1, "X13"),
    _p("d_10", "portal", "docx", "ST", 30, 0, "X06"),
    _p("d_11", "portal", "html", "MF", 31, 3, earlier=True),
    _p("d_12", "portal", "html", "MF", 31, 0, "X09"),
    _p("t_01", "card", "docx", "ST", 41, 0),
    _p("t_02", "card", "docx", "MF", 42, 4, "X01o"),
    _p("t_03", "card", "pdf", "ST", 43, 2, "X11"),
    _p("t_04", "card", "html", "MF", 44, 1, "X07"),
    _p("t_05", "lines", "docx", "MF", 45, 0, "X25"),
    _p("t_06", "lines", "pdf", "MF", 46, 3),
    _p("t_07", "lines", "docx", "MF", 47, 5, "X22t"),
    _p("t_08", "county", "docx", "ST", 48, 3, "X13"),
    _p("t_09", "county", "xlsx", "ST", 49, 0),
    _p("t_10", "county", "html", "ST", 50, 2, "X03"),
    _p("t_11", "county", "pdf", "ST", 51, 1, "X21"),
    _p("t_12", "workbook", "xlsx", "ST", 52, 0, "X08"),
    _p("t_13", "workbook", "xlsx", "MF", 53, 4),
    _p("t_14", "workbook", "xlsx", "ST", 54, 1, "X05"),
    _p("t_15", "charity", "docx", "JJ", 55, 0, "X15", public=True),
    _p("t_16", "charity", "html", "JJ", 56, 5, "X17"),
    _p("t_17", "charity", "pdf", "JJ", 57, 2),
    _p("t_18", "card", "html", "MF", 58, 3, earlier=True),
    _p("t_19", "card", "docx", "MF", 58, 0, "X09"),
)


def drafted(plan: Plan) -> tuple[list[Block], list[Row], list[Row]]:
    """The blocks of a planned form, the gold of its fields, and of its findings."""
    grain = 10_000 if FAMILIES[plan.family][1] == WAN or plan.family == "ministry" else 1
    facts = organisation(plan.seed, plan.kind, grain=grain, public=plan.public)
    if plan.earlier:
        facts = year_before(facts, organisation(plan.seed + 500, plan.kind, 2022, grain=grain))
    findings: list[Row] = []
    if plan.fault == "X09":
        findings.append({"doc": plan.doc, "check": "X09", "also": []})
    elif plan.fault:
        fault = FAULTS[plan.fault]
        fault.apply(facts)
        findings.append({"doc": plan.doc, "check": fault.check, "also": list(fault.also)})
    layout, unit = FAMILIES[plan.family]
    labels = WORDINGS.get(plan.family) or _reworded(plan, unit)
    draft = Draft(facts, labels, unit, **_HANDS[plan.hand])  # type: ignore[arg-type]
    blocks = layout(draft)
    return blocks, [{"doc": plan.doc, **row} for row in draft.gold], findings


def _reworded(plan: Plan, unit: str) -> dict[str, str]:
    """Labels in other words; the unit stands in the label of an amount outside of the statements."""
    chance = random.Random(f"{plan.doc} {plan.seed}")
    labels = {name: reworded(name, usual, chance) for name, usual in LABELS.items()}
    return labels | {"registered_capital": f"{labels['registered_capital']}（{unit}）"}


def year_before(facts: Facts, other: Facts) -> Facts:
    """The year before an organisation's year, with one amount that does not agree with it.

    Closing figures are the opening figures of ``facts``, except that net assets and long-term investment are higher by
    12,300 元 at both ends of the year: each form agrees in itself, the two do not agree with each other (X09).
    """
    before = Facts(facts.kind, facts.year - 1, dict(other.money), dict(facts.plain), facts.public)
    before.plain |= {"report_year": facts.year - 1, "report_date": f"{facts.year}-03-15"}
    money = before.money
    for name in facts.money:
        if name.endswith("_opening"):
            money[name.removesuffix("_opening")] = facts.money[name]
        if "_prior" in name:
            money[name.replace("_prior", "")] = facts.money[name]
    change = {part: money[f"net_assets_change_{part}"] for part in ("unrestricted", "restricted")}
    for part, moved in change.items():
        money[f"net_assets_{part}_opening"] = money[f"net_assets_{part}"] - moved
    money["net_assets_total_opening"] = money["net_assets_total"] - sum(change.values())
    total = money["net_assets_total_opening"] + money["liabilities_total_opening"]
    moved = total - money["assets_total_opening"]
    for name in ("assets_total", "liabilities_and_net_assets_total", "current_assets_total", "cash_and_bank"):
        money[f"{name}_opening"] += moved
    money["liabilities_and_net_assets_total_opening"] = money["assets_total_opening"] = total
    for end in ("", "_opening"):
        for name in ("net_assets_total", "net_assets_unrestricted", "assets_total", "long_term_investment_total", "liabilities_and_net_assets_total"):  # fmt: skip
            money[name + end] += 1_230_000
    grown = money["cash_and_bank"] - money["cash_and_bank_opening"]
    money["cash_operating"] += grown - money["cash_net_increase"]
    money["cash_net_increase"] = grown
    for item in ("income_total", "expense_total", "assets_total", "net_assets_total"):
        money[f"summary_{item}"] = money[item]
    assert sum(money[f"income_{item}"] for item in INCOMES) == money["income_total"]
    return before


def of_split(split: Split) -> Iterator[Plan]:
    """The forms of one split."""
    return (plan for plan in PLANS if plan.split == split)
