"""What the audit says of single observations: flags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace

from extractors.records import Finding, Observation

FLAG_OF_KIND = {"sum": "sum_mismatch", "share": "share_mismatch", "conflict": "conflict", "cross_document": "conflict"}
"""The flag that an observation gets from a finding of each kind."""


def flagged(observations: Sequence[Observation], findings: Sequence[Finding]) -> list[Observation]:
    """The observations of one document with the flags that follow from the audit.

    Args:
        observations: of one document, in any order.
        findings: of that document (findings across documents may be among them).

    Returns:
        The same observations in the same order; those that a finding names carry ``sum_mismatch``, ``share_mismatch`` or
        ``conflict``, and those that state again what stands earlier in the document carry ``repeated``.
    """
    more: defaultdict[str, set[str]] = defaultdict(set)
    for finding in findings:
        flag = FLAG_OF_KIND.get(finding.kind)
        for concerned in finding.observations if flag else ():
            more[concerned].add(str(flag))
    for repeat in _repeats(observations):
        more[repeat].add("repeated")
    return [replace(o, flags=tuple(sorted({*o.flags, *more[o.id]}))) if o.id in more else o for o in observations]


def _repeats(observations: Sequence[Observation]) -> set[str]:
    """Ids of the observations that state again what stands earlier; equal items of one list are different facts."""
    first: dict[Hashable, Observation] = {}
    repeats = set()
    for o in sorted(observations, key=lambda o: (o.start, o.end, o.id)):
        if o.value is None:
            continue
        earlier = first.setdefault(_fact(o), o)
        if earlier is not o and not _listed_together(earlier, o):
            repeats.add(o.id)
    return repeats


def _listed_together(first: Observation, second: Observation) -> bool:
    if first.part_of is not None and first.part_of == second.part_of:
        return True
    sentences = {o.reason.sentence if o.reason else o.id for o in (first, second)}
    return len(sentences) == 1 and second.start - first.start < len(sentences.pop())


def _fact(o: Observation) -> Hashable:
    name = o.label if o.indicator == "other" else ""
    where = (o.area, o.scope, o.period, o.grade)
    how_much = (o.value, o.value_max, o.unit, o.bound, o.status, o.measure)
    return (o.indicator, name, o.org_type, *where, *how_much)
