"""Documents of one organisation held against each other: what last year closed with opens this year (X09), the conclusions
of lists and forms (X24), one code for one name (X22)."""

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
from extractors.forms.credit_code import fault
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
_WANTED: Final = {name for pair in _CARRIED for name in pair} | {
    "name", "credit_code", "report_year", "conclusion", "prior_conclusion",
}  # fmt: skip
_YEAR = re.compile(r"(20\d\d)\s*年")
_MISSED: Final = ("未参检",)
_GRAVE: Final = ("未参检", "不合格")  # two years of which in a row end in the registration being withdrawn
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
        self._named: defaultdict[str, dict[str, _Filed]] = defaultdict(dict)  # by code, the documents by name

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
        self._name(filed.values.get("credit_code"), filed.values.get("name"), document)

    def _name(self, code: object, name: object, document: Mapping[str, Any]) -> None:
        if isinstance(code, str) and isinstance(name, str) and fault(code) is None:
            self._named[code].setdefault(_plain(name), _Filed(document["doc"], document["doc_id"]))

    def _add_notice(self, document: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> None:
        year = _YEAR.search(document.get("title") or "")
        for row in rows:
            if row["field"] == "credit_code":
                self._name(row["value"], row["org_name"], document)
            if year is None:
                continue
            if row["field"] == "conclusion" and row["value"] and row["org_name"]:
                concluded = _Concluded(document["doc"], document["doc_id"], row["value"])
                self._notices[(row["org_name"], year[1])].append(concluded)

    def findings(self) -> list[Finding]:
        """All findings, in order of the later form, of the field, of the organisation."""
        return sorted(
            [
                *self._carried_over(),
                *self._contradicted(),
                *self._in_a_row(),
                *self._told_otherwise(),
                *self._names_of_a_code(),
            ],
            key=lambda f: (f.doc, f.check, f.fields, f.message),
        )

    def _carried_over(self) -> Iterator[Finding]:
        by_organisation: defaultdict[str, list[_Filed]] = defaultdict(list)
        # A form may give the name alone, where another of the organisation gives its code as well.
        codes = {
            _plain(str(f.values["name"])): f.values["credit_code"]
            for f in self._forms
            if f.values.get("name") and f.values.get("credit_code")
        }
        for filed in self._forms:
            name = _plain(str(filed.values.get("name") or ""))
            key = filed.values.get("credit_code") or codes.get(name) or name
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

    def _in_a_row(self) -> Iterator[Finding]:
        """An organisation that the lists of two years running call not inspected or not qualified (条例 Art 30, 待核)."""
        for (name, year), stated in self._notices.items():
            earlier = self._notices.get((name, str(int(year) - 1)), [])
            now, before = ([s for s in said if s.conclusion in _GRAVE] for said in (stated, earlier))
            if now and before:
                message = f"{name}连续两年{before[0].conclusion}、{now[0].conclusion}（{int(year) - 1}、{year}年度）"
                yield _of_conclusions(now[0], message, before[0].conclusion, now[0].conclusion)

    def _told_otherwise(self) -> Iterator[Finding]:
        """A form that states another conclusion of its year, or of the year before, than the list of that year."""
        for filed in self._forms:
            year, name = filed.values.get("report_year"), filed.values.get("name")
            if not isinstance(year, int) or not isinstance(name, str):
                continue
            for field_id, of_year in (("conclusion", year), ("prior_conclusion", year - 1)):
                own, listed = filed.values.get(field_id), self._notices.get((name, str(of_year)), [])
                if own and listed and all(own != s.conclusion for s in listed):
                    message = f"表中{of_year}年度检查结论为{own}，而{listed[0].doc}中为{listed[0].conclusion}"
                    said = _Concluded(filed.doc, filed.doc_id, str(own))
                    yield _of_conclusions(said, message, listed[0].conclusion, str(own), field_id)

    def _names_of_a_code(self) -> Iterator[Finding]:
        """One credit code beside two names; a name that only adds to the other (全称 and 简称) is the same."""
        for code, documents in self._named.items():
            names = sorted(documents, key=lambda name: documents[name].doc)
            for first, other in pairwise(names):
                if first in other or other in first:
                    continue
                at = documents[other]
                message = f"统一社会信用代码{code}在{documents[first].doc}中属{first}，在{at.doc}中属{other}"
                yield Finding(
                    at.doc, at.doc_id, "X22", "cross_document", "warning", message, (), ("name", "credit_code"), first, other
                )  # fmt: skip


def _plain(name: str) -> str:
    """A name as it is compared: without spaces, brackets of one width."""
    return "".join(name.split()).replace("(", "（").replace(")", "）")


def _of_conclusions(said: _Concluded, message: str, expected: str, found: str, field_id: str = "conclusion") -> Finding:
    return Finding(
        said.doc, said.doc_id, "X24", "cross_document", "warning", message, (), (field_id,), expected, found
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
