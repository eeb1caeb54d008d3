"""Documents of a run that give different numbers for the same fact."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, NamedTuple

from extractors.audit.findings import Number, ordered, tidy
from extractors.records import Finding, Observation, as_dict

_SAME_UNITS = {"个": "家", "名": "人", "位": "人", "场次": "场"}


class _Stated(NamedTuple):
    """What is kept of an observation."""

    doc: str
    doc_id: str
    id: str
    start: int
    value: Number
    quote: str


def audit_across(observations: Iterable[Observation | Mapping[str, Any]]) -> list[Finding]:
    """Conflicts between the documents of a run.

    Args:
        observations: of all documents, as records or as objects of observations.jsonl, in any order; they are looked at
            one at a time.

    Returns:
        One finding of kind ``cross_document`` for each fact of which documents give different exact numbers; it stands
        under the last document, its observations name those of the others too (an id begins with its ``doc_id``).
    """
    stated: dict[Hashable, dict[str, _Stated]] = {}
    for observation in observations:
        o = as_dict(observation) if isinstance(observation, Observation) else observation
        if _is_comparable(o):
            documents = stated.setdefault(_identity(o), {})
            mine = _Stated(o["doc"], o["doc_id"], o["id"], o["start"], o["value"], o["quote"])
            known = documents.get(mine.doc)
            if known is None or (mine.start, mine.id) < (known.start, known.id):
                documents[mine.doc] = mine
    return ordered(
        _conflict(sorted(documents.values()))
        for documents in stated.values()
        if len({s.value for s in documents.values()}) > 1
    )


def _is_comparable(o: Mapping[str, Any]) -> bool:
    exact = o["bound"] == "exact" and o["value"] is not None and o["value_max"] is None and o["status"] == "actual"
    named = o["indicator"] != "other" and o["area"] is not None and o["period"] is not None
    return bool(exact and named and o["measure"] == "stock")


def _identity(o: Mapping[str, Any]) -> Hashable:
    unit = _SAME_UNITS.get(o["unit"], o["unit"])
    who = (o["indicator"], o["org_type"], o["area"], o["scope"])
    return (*who, o["period"], o["grade"], o["status"], o["measure"], unit)


def _conflict(stated: list[_Stated]) -> Finding:
    said = "，".join(f"《{s.doc}》为{s.quote}" for s in stated)
    first, last = stated[0], stated[-1]
    other = next(s for s in stated if s.value != last.value)
    return Finding(
        doc=last.doc,
        doc_id=last.doc_id,
        check="conflict",
        kind="cross_document",
        severity="warning",
        message=f"不同文件对同一事项的数字不一致：{said}",
        observations=tuple(s.id for s in stated),
        fields=(),
        expected=tidy(first.value if first.value != last.value else other.value),
        found=tidy(last.value),
    )
