"""The records that a run writes, field by field in the order of the contract. All are frozen."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

Box = tuple[float, float, float, float]
Bound = Literal["exact", "approx", "min", "max"]
Status = Literal["actual", "planned", "masked"]
Measure = Literal["stock", "flow", "share", "change"]
Level = Literal["law", "ministry", "local", "recommended"]
VerdictName = Literal["satisfied", "partial", "missing", "violated", "not_applicable"]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an observation got its indicator: the deciding rule and the words it saw. Kept beside the record."""

    rule: str
    cues: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Observation:
    """A number that measures something, with all that the text says about it.

    ``value``/``value_max`` are in base units (元, 家, 人, %), ints where whole; None when masked. ``start``/``end`` count
    code points of the clean text and ``text[start:end] == quote``. ``bbox`` is ``(x0, top, x1, bottom)`` in points.
    """

    doc: str
    doc_id: str
    id: str
    indicator: str
    label: str
    value: int | float | None
    value_max: int | float | None
    unit: str
    bound: Bound
    status: Status
    measure: Measure
    org_type: str | None
    area: str | None
    scope: Literal["total", "own", "sub"] | None
    period: str | None
    grade: str | None
    part_of: str | None
    quote: str
    start: int
    end: int
    page: int | None
    bbox: Box | None
    section: tuple[str, ...]
    article: int
    confidence: float
    flags: tuple[str, ...]
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule judged on one charter. ``start``/``end``/``quote`` give the deciding text, None when it is missing."""

    doc: str
    doc_id: str
    org_name: str | None
    org_type: str | None
    rule: str
    title: str
    level: Level
    verdict: VerdictName
    defects: tuple[str, ...]
    article: str | None
    quote: str | None
    start: int | None
    end: int | None
    suggestion: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an annual-inspection form."""

    doc: str
    doc_id: str
    org_name: str | None
    field: str
    label: str
    value: int | float | str | None
    written: str
    unit: str | None
    page: int | None
    cell: tuple[int, int, int] | None
    confidence: float
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Two things in the numbers that do not agree. ``observations`` are ids, ``fields`` field ids."""

    doc: str
    doc_id: str
    check: str
    kind: str
    severity: Severity
    message: str
    observations: tuple[str, ...]
    fields: tuple[str, ...]
    expected: int | float | str | None
    found: int | float | str | None


Record = Observation | Verdict | Field | Finding


def columns(record: type[Record]) -> tuple[str, ...]:
    """The contract's keys of a record class, in order (``reason`` stays inside the program)."""
    return tuple(f.name for f in fields(record) if f.name != "reason")


def as_dict(record: Record) -> dict[str, Any]:
    """A record as the object that stands in JSONL: keys in the contract's order, tuples as lists."""
    return {
        name: list(value) if isinstance(value := getattr(record, name), tuple) else value
        for name in columns(type(record))
    }
