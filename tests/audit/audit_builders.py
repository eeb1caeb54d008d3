"""Observations for tests, written as marked text: ``全县登记社会组织⟦412家|i=reg.total;id=T⟧，其中社会团体⟦180家|o=社会团体;of=T⟧``."""

from __future__ import annotations

import re
from typing import Any

from extractors.records import Observation, Reason

_MARK = re.compile(r"⟦([^|⟧]+)(?:\|([^⟧]*))?⟧")
_NUMBER = re.compile(r"([\d,]+(?:\.\d+)?)\s*([万亿]?)(.*)")
_SIZES = {"": 1, "万": 10_000, "亿": 100_000_000}
_KEYS = {
    "i": "indicator",
    "o": "org_type",
    "a": "area",
    "c": "scope",
    "p": "period",
    "b": "bound",
    "s": "status",
    "k": "measure",
    "g": "grade",
    "of": "part_of",
    "max": "value_max",
    "id": "id",
    "u": "unit",
    "v": "value",
    "n": "article",
}
_DEFAULTS: dict[str, Any] = {
    "indicator": "reg.total",
    "org_type": "社会组织",
    "area": "青禾县",
    "scope": "total",
    "period": "2022-12-31",
    "grade": None,
    "part_of": None,
    "bound": "exact",
    "status": "actual",
    "measure": "stock",
    "value_max": None,
    "article": 0,
}


def observed(marked: str, doc: str = "甲.txt", **defaults: Any) -> list[Observation]:
    """The observations of a marked text; what a mark leaves out has the defaults."""
    text, marks = "", []
    last = 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        marks.append((len(text), match[1], match[2] or ""))
        text += match[1]
        last = match.end()
    text += marked[last:]
    return [_observation(text, doc, at, quote, given, {**_DEFAULTS, **defaults}) for at, quote, given in marks]


def _observation(text: str, doc: str, at: int, quote: str, given: str, fields: dict[str, Any]) -> Observation:
    number = _NUMBER.match(quote)
    assert number is not None, quote
    value = float(number[1].replace(",", "")) * _SIZES[number[2]]
    fields = {"value": int(value) if value.is_integer() else value, "unit": number[3], "id": f"{doc}-{at}", **fields}
    if fields["unit"] == "%":
        fields["measure"] = "share"
    for pair in filter(None, given.split(";")):
        key, _, written = pair.partition("=")
        fields[_KEYS[key]] = None if written == "None" else written
    if fields["value_max"] is not None:
        fields["value_max"] = float(fields["value_max"])
    if fields["value"] in (None, "None"):
        fields["value"] = None
    start = max(text.rfind(mark, 0, at) for mark in "。！？\n") + 1
    ends = [end for mark in "。！？\n" if (end := text.find(mark, at + len(quote))) >= 0]
    return Observation(
        doc=doc,
        doc_id=doc,
        label=fields["indicator"],
        quote=quote,
        start=at,
        end=at + len(quote),
        page=None,
        bbox=None,
        section=(),
        confidence=0.9,
        flags=(),
        reason=Reason("test", (), text[start : min(ends, default=len(text))]),
        **fields,
    )
