"""Which numbers stand as the parts of a total, and whether the text names all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.audit.partitions import Partition
from extractors.audit.reading import Number, between, unit_of

REACH = 260
"""How many characters behind its total a part may stand when nothing else links them."""

_PARTIAL = re.compile(
    r"(?<![一高中平同初均特优相])等(?![级于额次同待候一二三四五六七八九十两0-9０-９])|主要|部分|重点|尤其|特别是|最[多大高]|之[多首]"
)
_SUFFIX_TOTAL = re.compile(r"(?:共计?|合计|总计|总共|一共|总数|总量)[\u4e00-\u9fff：:]{0,8}$")
_OF_IT = re.compile(r"^(?:其中|按|从|分)")
_REST = re.compile(r"其余|其他|其它|剩余|剩下|余下|另外")
_DIVIDED = re.compile(r"分别|依次|按[^，。；]{1,12}[分看计]|分[^，。；]{1,8}看|构成|由[^。；]{0,20}组成")
_OPENED = re.compile(r"^[^，,。；;]{0,6}[（(](?!其中|含|包括|内含)|^[^，,。；;]{0,8}[：:](?!其中|主要)")
_CLAUSE_END = re.compile(r"[，,；;：:。、（）()]")
_CUT = re.compile(r"[；;。\n]")
_WITHOUT = re.compile(r"[未没]|不(?!足|少于|低于|超过)|尚待|正在")
_GOES_ON = re.compile(r"^[、和及与]")
# Sentences with numbers between a total and its last part.
_FARTHEST = 5
_LISTED = re.compile(r"[（(](?!含|包括)|[：:]|[，,]?(?:其中|包括|分别)[：:，,]?")
# Behind a number: the next item, without a verb of its own before the comma.
_LISTED_ON = re.compile(r"^[、，,；;][^。]{0,14}$")
_CLOSED = re.compile(r"^[^（(]{0,8}[）)]")
_FIGURES = ("share", "change")


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
        behind = first.sentence == self.total.sentence + 1 and first.index == self.total.index + 1
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


def is_amount(number: Number) -> bool:
    """Whether a number can be a total or a part: no rate and no difference."""
    return number.observation.measure not in _FIGURES and number.observation.unit != "%"


def division(partition: Partition, total: Number, numbers: Sequence[Number]) -> Division | None:
    """The parts of a total in one way of dividing it, None where the text gives fewer than two members."""
    found: defaultdict[str, list[Number]] = defaultdict(list)
    for part in _near(total, numbers):
        member = partition.member_of(part)
        if member is not None and _belongs(partition, total, part, numbers):
            found[member].append(part)
    if len(found) < 2:
        return None
    return Division(partition, total, {m: tuple(found[m]) for m in partition.members if m in found})


def _near(total: Number, numbers: Sequence[Number]) -> Iterator[Number]:
    """The numbers that may be parts: linked ones, those shortly behind, and those before a total at the sentence's end."""
    closing = bool(_SUFFIX_TOTAL.search(total.phrase))
    for part in numbers:
        if part.index == total.index or not is_amount(part):
            continue
        behind = 0 < part.observation.start - total.observation.end <= REACH
        before = closing and part.sentence == total.sentence and part.index < total.index
        if part.observation.part_of == total.observation.id or behind or before:
            yield part


def _belongs(partition: Partition, total: Number, part: Number, numbers: Sequence[Number]) -> bool:
    t, p = total.observation, part.observation
    if (t.article, t.status, unit_of(t.unit)) != (p.article, p.status, unit_of(p.unit)):
        return False
    if abs(part.sentence - total.sentence) > (_FARTHEST if p.part_of == t.id else 1):
        return False
    if partition.by != "indicator" and not _same_thing(partition, total, part):
        return False
    if partition.by != "scope" and t.scope != p.scope:
        return False
    if partition.by != "org_type" and p.org_type != t.org_type:
        return False
    if p.part_of is not None:
        return p.part_of == t.id
    same_time = p.period == t.period and (p.area == t.area or partition.by == "scope")
    return same_time and not _has_rival(partition, total, part, numbers)


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


def names_only_some(total: Number, parts: Sequence[Number]) -> bool:
    """Whether the words around a list say that it is not whole (等, 主要, 部分)."""
    first, last = min(parts, key=lambda n: n.index), max(parts, key=lambda n: n.index)
    opening = between(total, first) if total.index < first.index else ""
    words = [opening, *(p.left for p in parts if p is not first), last.right[:4]]
    return any(_PARTIAL.search(w) for w in words) or goes_on(last)


def _is_counterpart(first: Number, second: Number) -> bool:
    """Whether one of two numbers is of those that did and the other of those that did not."""
    without = [bool(_WITHOUT.search(n.phrase + _CLAUSE_END.split(n.right)[0])) for n in (first, second)]
    return without == [False, True] and not _CUT.search(between(first, second))


def goes_on(last: Number) -> bool:
    """Whether a further number is listed behind the last part."""
    return bool(_GOES_ON.search(last.right)) and last.end + len(last.right) < len(last.text)


def runs(total: Number, numbers: Sequence[Number]) -> Iterator[tuple[Number, ...]]:
    """The stated parts of a total, as far as they stand side by side with nothing but rates between them."""
    held: list[Number] = []
    for number in numbers:
        o = number.observation
        if o.part_of == total.observation.id and unit_of(o.unit) == unit_of(total.observation.unit):
            if held and (not _side_by_side(held[-1], number, numbers) or o.status != held[-1].observation.status):
                yield tuple(held)
                held = []
            held.append(number)
    if held:
        yield tuple(held)


def written_runs(total: Number, numbers: Sequence[Number]) -> Iterator[tuple[Number, ...]]:
    """The numbers that the text lists right behind a total, in brackets, after a colon or 其中, whatever they are linked to."""
    opened = _LISTED.match(total.right)
    if opened is None:
        return
    held: list[Number] = []
    closing = "）" in opened[0] or "（" in opened[0] or "(" in opened[0]
    for number in numbers[total.index + 1 :]:
        words = number.left if held else number.left[opened.end() :]
        if number.sentence != total.sentence or (held and not _LISTED_ON.match(words)):
            break
        o = number.observation
        if is_amount(number):
            if o.unit != total.observation.unit or o.status != total.observation.status:
                break
            held.append(number)
        if closing and _CLOSED.search(number.right):
            break
    if len(held) > 1:
        yield tuple(held)


def segments(run: tuple[Number, ...]) -> list[tuple[Number, ...]]:
    """A run cut at semicolons and sentence ends, unless its parts stand apart by them throughout, as items of a list."""
    cut: list[list[Number]] = [[run[0]]]
    for before, part in pairwise(run):
        if _CUT.search(between(before, part)):
            cut.append([])
        cut[-1].append(part)
    return [run] if len(cut) == len(run) else [tuple(c) for c in cut]


def _side_by_side(first: Number, second: Number, numbers: Sequence[Number]) -> bool:
    apart = [n for n in numbers[first.index + 1 : second.index] if is_amount(n)]
    return not apart and (first.sentence == second.sentence or second.sentence == first.sentence + 1)


def says_all(total: Number, parts: Sequence[Number]) -> str | None:
    """How the words say that a list names all parts.

    ``rest`` (其余…), ``counterpart`` (已办结12件, 未办结3件), ``divided`` (分别, 按…分, brackets) or None.
    """
    if _REST.search(parts[-1].phrase):
        return "rest"
    if len(parts) == 2 and _is_counterpart(*parts):
        return "counterpart"
    if total.sentence != parts[0].sentence or total.index > parts[0].index:
        return None
    opening = between(total, parts[0])
    if "其中" in opening:
        return None
    return "divided" if _DIVIDED.search(opening) or _OPENED.search(opening) else None
