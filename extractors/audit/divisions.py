"""Which numbers stand as the parts of a total in a known way of dividing it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.audit.partitions import Partition
from extractors.audit.reading import Number, around, is_amount, unit_of
from extractors.records import Observation

REACH = 260
"""How many characters behind its total a part may stand when nothing else links them."""

_SUFFIX_TOTAL = re.compile(r"(?:共计?|合计|总计|总共|一共|总数|总量)[\u4e00-\u9fff：:]{0,8}$")
_OF_IT = re.compile(r"^(?:其中|按|从|分)")
# Sentences with numbers between a total and its last part.
_FARTHEST = 5


@dataclass(frozen=True, slots=True)
class Division:
    """A total with the numbers that may be its parts, by member; ``linked`` ones are stated to be parts of it."""

    partition: Partition
    total: Number
    parts: dict[str, tuple[Number, ...]]

    @property
    def complete(self) -> bool:
        """Whether no required member is missing."""
        return self.partition.required <= self.parts.keys()

    @property
    def together(self) -> bool:
        """Whether total and parts stand in one sentence, or the parts in the next, which opens with 其中 or 按…分."""
        parts = [p for held in self.parts.values() for p in held]
        first = min(parts, key=lambda n: n.index)
        if len({p.sentence for p in parts}) > 1:
            return False
        behind = first.sentence == self.total.sentence + 1 and first.index <= self.total.index + 2
        return first.sentence == self.total.sentence or (behind and bool(_OF_IT.search(first.left)))

    @property
    def by_place(self) -> bool:
        """Whether parts are named places (某县12家) rather than levels."""
        place = self.total.observation.area
        return any(p.observation.area not in (place, None) for parts in self.parts.values() for p in parts)

    @property
    def whole(self) -> bool:
        """Whether no member at all is missing."""
        return len(self.parts) == len(self.partition.members)


def division(partition: Partition, total: Number, near: Sequence[Number], numbers: Sequence[Number]) -> Division | None:
    """The parts of a total in one way of dividing it, None where the text gives fewer than two members.

    ``near`` are the numbers that may be parts of this total in any way (``may_be_parts``).
    """
    found: defaultdict[str, list[Number]] = defaultdict(list)
    for part in near:
        member = partition.member_of(part)
        if member is not None and _belongs(partition, total, part, numbers):
            found[member].append(part)
    if len(found) < 2:
        return None
    return Division(partition, total, {m: tuple(found[m]) for m in partition.members if m in found})


def may_be_parts(total: Number, numbers: Sequence[Number]) -> Iterator[Number]:
    """The numbers alike that may be parts: linked ones, those shortly behind, and those before a total that closes a sentence."""
    t, closing = total.observation, bool(_SUFFIX_TOTAL.search(total.phrase))
    for part in around(total, numbers, _FARTHEST):
        p = part.observation
        behind = 0 < p.start - t.end <= REACH
        before = closing and part.sentence == total.sentence and part.index < total.index
        if (behind or before or p.part_of == t.id) and is_amount(part) and _alike(t, p):
            yield part


def _alike(t: Observation, p: Observation) -> bool:
    return t.article == p.article and t.status == p.status and unit_of(t.unit) == unit_of(p.unit)


def _belongs(partition: Partition, total: Number, part: Number, numbers: Sequence[Number]) -> bool:
    t, p = total.observation, part.observation
    if abs(part.sentence - total.sentence) > (_FARTHEST if p.part_of == t.id else 1):
        return False
    if partition.by != "indicator" and not _same_thing(partition, total, part):
        return False
    if partition.by != "scope" and t.scope != p.scope:
        return False
    if partition.by != "org_type" and p.org_type != t.org_type:
        return False
    if p.part_of == t.id:
        return True
    if p.part_of is not None and not (part.sentence == total.sentence and _names(partition, total, part)):
        return False
    same_time = p.period == t.period and (p.area == t.area or partition.by == "scope")
    return same_time and not _has_rival(partition, total, part, numbers)


def _names(partition: Partition, total: Number, part: Number) -> bool:
    """Whether a part stands right behind a total in a list of types, so that no total before that one is meant."""
    return partition.by == "org_type" and 0 < part.index - total.index <= len(partition.members) + 1


def _same_thing(partition: Partition, total: Number, part: Number) -> bool:
    t, p = total.observation, part.observation
    if partition.by == "words":
        alike = t.indicator == p.indicator or {t.indicator, p.indicator} <= partition.within
        return t.unit == p.unit and t.measure == p.measure and (alike or p.part_of == t.id)
    return t.indicator == p.indicator and (partition.by == "grade" or t.grade == p.grade)


def _has_rival(partition: Partition, total: Number, part: Number, numbers: Sequence[Number]) -> bool:
    """Whether another total of the same kind stands between a total and a part."""
    low, high = sorted((total.index, part.index))
    return any(
        n.observation.indicator == total.observation.indicator
        and partition.divides(n)
        and partition.member_of(n) is None
        and is_amount(n)
        for n in numbers[low + 1 : high]
    )
