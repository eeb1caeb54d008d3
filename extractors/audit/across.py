"""Documents of a run that give different numbers for the same fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from extractors.audit.conflicts import are_alike, is_unique
from extractors.audit.findings import Number, ordered, tidy
from extractors.audit.reading import unit_of
from extractors.audit.wording import period_in_words
from extractors.records import Finding, Observation


class _Fact(NamedTuple):
    """What two documents must agree in to speak of the same; a stock of a year is one of its end."""

    indicator: str
    org_type: str | None
    area: str | None
    scope: str | None
    period: str | None
    grade: str | None
    measure: str
    unit: str


class _Stated(NamedTuple):
    """What is kept of an observation."""

    doc: str
    doc_id: str
    id: str
    start: int
    value: Number
    quote: str
    label: str


def audit_across(observations: Iterable[Observation | Mapping[str, Any]]) -> list[Finding]:
    """Conflicts between the documents of a run.

    Args:
        observations: of all documents, as records or as objects of observations.jsonl, in any order; they are looked at
            one at a time.

    Returns:
        One finding of kind ``cross_document`` for each fact of which documents give different exact numbers; it stands
        under the last document, its observations name those of the others too (an id begins with its ``doc_id``).
    """
    stated: dict[_Fact, dict[str, _Stated]] = {}
    for observation in observations:
        o = observation if isinstance(observation, Observation) else _read_back(observation)
        if o.area is None or o.period is None or not is_unique(o):
            continue
        documents = stated.setdefault(_fact(o), {})
        mine = _Stated(o.doc, o.doc_id, o.id, o.start, o.value or 0, o.quote, o.label)
        documents[o.doc] = min(documents.get(o.doc, mine), mine)
    found = (_conflict(fact, sorted(documents.values())) for fact, documents in stated.items())
    return ordered(f for f in found if f)


def _read_back(record: Mapping[str, Any]) -> Observation:
    return Observation(**record, reason=None)


def _fact(o: Observation) -> _Fact:
    year_end = o.measure == "stock" and o.period is not None and (len(o.period) == 4 or o.period[4:] == "-12")
    period = f"{o.period[:4]}-12-31" if year_end and o.period else o.period
    return _Fact(o.indicator, o.org_type, o.area, o.scope, period, o.grade, o.measure, unit_of(o.unit))


def _conflict(fact: _Fact, stated: list[_Stated]) -> Finding | None:
    """A finding, if numbers differ and are near enough to be meant for the same."""
    first, last = stated[0], stated[-1]
    other = next((s for s in reversed(stated) if s.value != first.value), None)
    if other is None or not all(s.value == first.value or are_alike(first.value, s.value) for s in stated):
        return None
    said = "，".join(f"《{s.doc}》为“{s.quote}”" for s in stated)
    return Finding(
        doc=last.doc,
        doc_id=last.doc_id,
        check="conflict",
        kind="cross_document",
        severity="warning",
        message=f"不同文件对同一事项（{_in_words(fact, last.label)}）的数字不一致：{said}",
        observations=tuple(s.id for s in stated),
        fields=(),
        expected=tidy(first.value),
        found=tidy(other.value),
    )


def _in_words(fact: _Fact, label: str) -> str:
    """A fact as people name it: 青禾县本级，2022年12月31日，登记社会组织数，社会团体."""
    level = {"own": "本级", "sub": "下级"}.get(fact.scope or "", "")
    said = (f"{fact.area}{level}", period_in_words(fact.period or ""), label, fact.org_type, fact.grade)
    return "，".join(word for word in said if word)
