"""Errors put into an organisation's figures on purpose, each so that one check finds it.

A fault changes what the form will print, and names the further checks that may rightly speak of the same error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpora.forms.making.facts import Facts

_SLIP = 1_230_000  # 分: 12,300 元, larger than any rounding of a form


@dataclass(frozen=True, slots=True)
class Fault:
    """One seeded error: the check that must find it, and those that may as well."""

    check: str
    apply: Callable[[Facts], None]
    also: tuple[str, ...] = ()


def _add(*names: str, by: int = _SLIP) -> Callable[[Facts], None]:
    def apply(facts: Facts) -> None:
        for name in names:
            facts.money[name] += by

    return apply


def _set(**values: int | str | float) -> Callable[[Facts], None]:
    def apply(facts: Facts) -> None:
        facts.plain |= values

    return apply


def _bad_code(facts: Facts) -> None:
    code = str(facts.plain["credit_code"])
    facts.plain["credit_code"] = code[:-1] + ("5" if code[-1] != "5" else "7")


def _other_kind(facts: Facts) -> None:
    """The code of another organisation type, valid in itself."""
    import random

    from corpora.forms.making.facts import credit_code

    facts.plain["credit_code"] = credit_code("MF" if facts.kind == "ST" else "ST", random.Random(facts.name))


def _late(facts: Facts) -> None:
    facts.plain["established"] = f"{facts.year + 1}-02-18"


def _spend_little(facts: Facts) -> None:
    """Spending for charity far under the rate that the law asks for; all sums and the printed rate follow it."""
    money = facts.money
    less = money["charity_spending"] * 3 // 4 // 10_000 * 10_000
    if not facts.public:
        less = (money["charity_spending"] - money["prior_net_assets"] // 20) // 10_000 * 10_000
    for name in ("charity_spending", "expense_activities", "expense_activities_unrestricted", "expense_total", "expense_total_unrestricted", "summary_expense_total"):  # fmt: skip
        money[name] -= less
    for name in ("personnel", "daily", "depreciation", "tax"):
        money[f"expense_{name}"] = money[f"expense_{name}_unrestricted"] = 0
    for name in ("net_assets_change", "net_assets_change_unrestricted", "net_assets_unrestricted", "net_assets_total",
                 "summary_net_assets_total", "liabilities_and_net_assets_total", "assets_total", "summary_assets_total",
                 "long_term_investment_total"):  # fmt: skip
        money[name] += less
    base = money["prior_income_adjusted"] if facts.public else money["prior_net_assets"]
    facts.plain["spending_ratio"] = round(100 * money["charity_spending"] / base, 2)
    facts.plain["admin_ratio"] = round(100 * money["expense_management"] / money["expense_total"], 2)


def _pay_much(facts: Facts) -> None:
    """Wages and office costs moved out of charity spending until they pass every permitted rate."""
    money = facts.money
    more = money["charity_spending"] // 4 // 10_000 * 10_000
    for name in ("charity_spending", "expense_activities", "expense_activities_unrestricted"):
        money[name] -= more
    for name in ("wages_expense", "expense_management", "expense_management_unrestricted", "expense_management_wages", "expense_management_wages_unrestricted"):  # fmt: skip
        money[name] += more
    base = money["prior_income_adjusted"] if facts.public else money["prior_net_assets"]
    facts.plain["spending_ratio"] = round(100 * money["charity_spending"] / base, 2)
    facts.plain["admin_ratio"] = round(100 * money["expense_management"] / money["expense_total"], 2)


def _in_yuan(facts: Facts) -> None:
    """An amount in 元 in a form of 万元."""
    facts.money["charity_spending"] *= 10_000


FAULTS = {
    "X01": Fault("X01", _add("liabilities_and_net_assets_total")),
    "X01o": Fault("X01", _add("liabilities_and_net_assets_total_opening")),
    "X02": Fault("X02", _add("net_assets_restricted"), also=("X06", "X05")),
    "X03": Fault("X03", _add("income_other", "income_other_unrestricted")),
    "X04": Fault("X04", _add("expense_management", "expense_management_unrestricted"), also=("X17",)),
    "X05": Fault("X05", _add("net_assets_change"), also=("X06", "X03")),
    "X06": Fault(
        "X06",
        _add(
            "net_assets_total_opening",
            "net_assets_unrestricted_opening",
            "assets_total_opening",
            "long_term_investment_total_opening",
            "liabilities_and_net_assets_total_opening",
        ),
        also=("X09",),
    ),
    "X07": Fault("X07", _add("fixed_assets_depreciation")),
    "X08": Fault("X08", _add("cash_net_increase")),
    "X10": Fault("X10", lambda facts: _set(party_age_36_50=int(facts.plain["party_age_36_50"]) + 2)(facts)),
    "X11": Fault("X11", _set(party_organisation="否", party_organisation_form="", party_members_full_time=3)),
    "X12": Fault(
        "X12", lambda facts: _set(branches_cancelled_registered=int(facts.plain["branches_cancelled"]) + 2)(facts)
    ),
    "X13": Fault("X13", _set(members_units=11, members_individuals=16, members_total=27)),
    "X14": Fault("X14", _add("donations_total_table", "donations_total_table_cash")),
    "X15": Fault("X15", _spend_little, also=("X16", "X17")),
    "X16": Fault("X16", _spend_little, also=("X15", "X17")),
    "X17": Fault("X17", _pay_much, also=("X18", "X15")),
    "X18": Fault("X18", _in_yuan, also=("X15", "X16", "X17")),
    "X19": Fault("X19", _set(council_meetings=0)),
    "X20": Fault("X20", _set(leaders_over_70=2)),
    "X20c": Fault("X20", _set(leaders_civil_servants=1)),
    "X21": Fault("X21", _set(fee_standard_meeting="第二届理事会第四次会议")),
    "X22": Fault("X22", _bad_code),
    "X22t": Fault("X22", _other_kind),
    "X23": Fault("X23", _late),
    "X25": Fault("X25", _add("summary_income_total")),
}
