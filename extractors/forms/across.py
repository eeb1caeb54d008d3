"""Forms of one organisation held against each other: what last year closed with opens this year (X09); conclusions (X24)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from extractors.audit.findings import tidy
from extractors.forms.amounts import amount_text
from extractors.forms.catalogue import field_catalogue
from extractors.records import Finding

# What stands in this year's form, and in last year's.
_CARRIED: Final = (
    ("assets_total_opening", "assets_total"),
    ("liabilities_total_opening", "liabilities_total"),
    ("net_assets_total_opening", "net_assets_total"),
    ("net_assets_unrestricted_opening", "net_assets_unrestricted"),
    ("net_assets_restricted_opening", "net_assets_restricted"),
    ("cash_and_bank_opening", "cash_and_bank"),
    ("income_total_prior", "income_total"),
    ("expense_total_prior", "expense_total"),
    ("prior_net_assets", "net_assets_total"),
    ("prior_income_total", "income_total"),
)
_WANTED: Final = {name for pair in _CARRIED for name in pair} | {"name", "credit_code", "report_year"}
_YEAR = re.compile(r"(20\d\d)\s*年")
_MISSED: Final = ("未参检",)
_EXACT: Final = 1.0  # 元
_ROUNDED: Final = 100.0  # 元: the last digit of 万元 with two decimals


@dataclass(slots=True)
class _Filed:
    """What is kept of a form."""

    doc: str
    doc_id: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Concluded:
    """A conclusion that a notice states of an organisation for a year."""

    doc: str
    doc_id: str
    conclusion: str


class FormsAcross:
    """Collects the form records of a run document by document, then finds what does not agree between them."""

    def __init__(self) -> None:
        self._forms: list[_Filed] = []
        self._notices: defaultdict[tuple[str, str], list[_Concluded]] = defaultdict(list)

    def add(self, document: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> None:
        """Take in the form records of one document.

        Args:
            document: its record in documents.jsonl.
            rows: its records in forms.jsonl.
        """
        if document.get("doc_type") == "inspection_notice":
            self._add_notice(document, rows)
            return
        filed = _Filed(document["doc"], document["doc_id"])
        filed.values = {
            row["field"]: row["value"] for row in rows if row["field"] in _WANTED and row["value"] is not None
        }
        if filed.values:
            self._forms.append(filed)

    def _add_notice(self, document: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> None:
        year = _YEAR.search(document.get("title") or "")
        if year is None:
            return
        for row in rows:
            if row["field"] == "conclusion" and row["value"] and row["org_name"]:
                concluded = _Concluded(document["doc"], document["doc_id"], row["value"])
                self._notices[(row["org_name"], year[1])].append(concluded)

    def findings(self) -> list[Finding]:
        """All findings, in order of the later form, of the field, of the organisation."""
        return sorted(
            [*self._carried_over(), *self._contradicted()], key=lambda f: (f.doc, f.check, f.fields, f.message)
        )

    def _carried_over(self) -> Iterator[Finding]:
        by_organisation: defaultdict[str, list[_Filed]] = defaultdict(list)
        for filed in self._forms:
            key = filed.values.get("credit_code") or filed.values.get("name")
            if key and isinstance(filed.values.get("report_year"), int):
                by_organisation[str(key)].append(filed)
        for forms in by_organisation.values():
            ordered = sorted(forms, key=lambda f: (f.values["report_year"], f.doc))
            for before, now in pairwise(ordered):
                if now.values["report_year"] == before.values["report_year"] + 1:
                    yield from _compare(before, now)

    def _contradicted(self) -> Iterator[Finding]:
        """An organisation that one list calls inspected and another one not, for the same year."""
        for (name, year), stated in self._notices.items():
            missed = [s for s in stated if s.conclusion in _MISSED]
            others = [s for s in stated if s.conclusion not in _MISSED]
            if missed and others:
                message = f"{name}{year}年度在{others[0].doc}中为{others[0].conclusion}，在{missed[0].doc}中为{missed[0].conclusion}"
                first, last = sorted((missed[0], others[0]), key=lambda s: s.doc)
                yield Finding(
                    last.doc, last.doc_id, "X24", "cross_document", "warning", message, (), ("conclusion",),
                    first.conclusion, last.conclusion,
                )  # fmt: skip


def _compare(before: _Filed, now: _Filed) -> Iterator[Finding]:
    fields = field_catalogue().fields
    for opening, closing in _CARRIED:
        stated, expected = now.values.get(opening), before.values.get(closing)
        if not isinstance(stated, int | float) or not isinstance(expected, int | float):
            continue
        rounded = any(value % _ROUNDED == 0 for value in (stated, expected))
        if abs(stated - expected) <= (_ROUNDED if rounded else _EXACT):
            continue
        label = fields[closing].label
        message = (
            f"本年表中{label}的年初（上年）数{amount_text(stated, '元')}，与上年表（{before.doc}）的"
            f"{amount_text(expected, '元')}不符，相差{amount_text(abs(stated - expected), '元')}"
        )
        yield Finding(
            now.doc, now.doc_id, "X09", "cross_document", "warning", message, (), (opening,), tidy(expected), tidy(stated)
        )  # fmt: skip
