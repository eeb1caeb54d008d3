"""Parts against their total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice, product

from extractors.audit.divisions import Division, division, may_be_parts
from extractors.audit.findings import finding
from extractors.audit.interval import Interval, interval_of, is_exact, is_rounded, size_of, step_of
from extractors.audit.lists import (
    goes_on,
    items,
    names_none_left,
    names_only_some,
    runs,
    says_all,
    segments,
    written_runs,
)
from extractors.audit.partitions import Partition, memberships, partitions
from extractors.audit.reading import Number, around, is_amount, unit_of
from extractors.audit.wording import added, amount, named
from extractors.records import Finding, Severity

_WAYS = 200
# A list that misses its total by so little names all parts and errs in a digit; one that misses it by more than
# half names only some, whatever its words.
_NEARLY = 0.1
_HARDLY_WHOLE = 0.5
_HARDLY_MEANT = 1.25
# Beyond what members left out may make up, and not so much that the total is another one.
_LEFT_OUT = 0.15
_FEWEST = 3
_EXPLAINING = 8
# One person or case counts in several parts: 其中女性30人、党员20人.
_MANY_SIDED = frozenset({"人", "人次", "件"})


def check_sums(numbers: Sequence[Number]) -> Iterator[Finding]:
    """Findings on parts that do not add up to the total that they are parts of."""
    members = [memberships(number) if is_amount(number) else {} for number in numbers]
    for total in numbers:
        if not is_amount(total) or interval_of(total.observation) is None:
            continue
        used: set[int] = set()
        near = tuple(may_be_parts(total, numbers))
        for partition in _ways_named([members[part.index] for part in near]):
            divided = division(partition, total, near, numbers) if partition.divides(total) else None
            if divided is None or used & {p.index for ps in divided.parts.values() for p in ps}:
                continue
            used |= {p.index for parts in divided.parts.values() for p in parts}
            yield from _divided(divided, numbers)
        open_runs = [run for run in _open_runs(total, numbers) if not used & {p.index for p in run}]
        listed = [f for run in open_runs for segment in segments(run) for f in _listed(total, segment, numbers)]
        yield from listed or ([] if used else _overfull(total, items(total, numbers), numbers))


def _ways_named(members: Sequence[Mapping[int, str]]) -> list[Partition]:
    """The ways of dividing of which at least two members are there, in their order; ``members`` of each part."""
    named: defaultdict[int, set[str]] = defaultdict(set)
    for held in members:
        for place, member in held.items():
            named[place].add(member)
    return [partitions()[place] for place in sorted(named) if len(named[place]) > 1]


def _open_runs(total: Number, numbers: Sequence[Number]) -> Iterator[tuple[Number, ...]]:
    """The lists behind a total that do not make it up, without pieces of lists that do or are longer."""
    all_runs = sorted({*written_runs(total, numbers), *runs(total, numbers)}, key=lambda run: (-len(run), run[0].index))
    settled: set[int] = set()
    for run in all_runs:
        here = {p.index for p in run}
        if not here <= settled and not _begins_whole(total, run):
            yield run
        settled |= here


def _divided(divided: Division, numbers: Sequence[Number]) -> Iterator[Finding]:
    total, partition = divided.total, divided.partition
    ways = list(_ways(divided))
    if any(_fits(total, way) for way in ways):
        return
    parts = ways[0]
    together = sum(p.value for p in parts)
    if together > total.value * _HARDLY_MEANT and not divided.together:
        return
    if _exceeds(total, parts):
        if goes_on(parts[-1]) and not divided.whole:
            return
        if not _explained(total, parts, numbers):
            yield _finding(total, parts, "error" if divided.complete and _all_exact(total, parts) else "warning")
        return
    if not divided.complete or not _all_exact(total, parts) or names_only_some(total, parts):
        return
    gap = (total.value - together) / total.value
    if gap > _HARDLY_WHOLE or (divided.by_place and gap > _NEARLY / 2):
        return
    minor = 0.0 if names_none_left(parts[-1]) else partition.minor
    if not divided.whole and not minor < gap <= minor + _LEFT_OUT:
        return
    if not _explained(total, parts, numbers):
        yield _finding(total, parts, "error" if divided.whole or not partition.minor else "warning")


def _ways(divided: Division) -> Iterator[tuple[Number, ...]]:
    """The sets of parts that may be meant, the likeliest first."""
    members = divided.parts.values()
    if divided.partition.repeats:
        stated = sorted((p for parts in members for p in parts), key=lambda n: n.index)
        beside = tuple(p for p in stated if p.sentence == stated[0].sentence)
        if all(any(p in beside for p in parts) for parts in members):
            yield beside
        yield tuple(stated)
    yield from islice(product(*members), _WAYS)


def _begins_whole(total: Number, run: Sequence[Number]) -> bool:
    """Whether a run, or its beginning (further numbers may follow a list), makes up the total."""
    whole = interval_of(total.observation)
    return whole is None or any(so_far is None or so_far.meets(whole) for so_far in islice(_running_sums(run), 1, None))


def _listed(total: Number, parts: Sequence[Number], numbers: Sequence[Number]) -> Iterator[Finding]:
    """A plain list: whole when its words say so or next to nothing is missing."""
    if len(parts) < 2 or not _all_exact(total, parts) or _fits(total, parts) or names_only_some(total, parts):
        return
    gap = abs(sum(p.value for p in parts) - total.value)
    if gap > total.value * _NEARLY and all(p.phrase.endswith("类") for p in parts):
        return  # 516家（教育类290家、民政服务类72家）: some of the kinds
    how = says_all(total, parts)
    nearly = (
        gap <= total.value * _NEARLY and len(parts) >= _FEWEST and not any(is_rounded(p.observation) for p in parts)
    )
    if gap > total.value * _HARDLY_WHOLE or (how is None and not nearly):
        return
    if len(parts) >= _FEWEST and any(_fits(p, [q for q in parts if q is not p]) for p in parts):
        return  # a part with parts of its own behind it
    if any(_fits(total, some) for n in range(2, len(parts)) for some in islice(combinations(parts, n), _WAYS)):
        return
    if not _explained(total, parts, numbers):
        yield _finding(total, parts, "error" if how else "warning")


def _overfull(total: Number, parts: Sequence[Number], numbers: Sequence[Number]) -> Iterator[Finding]:
    """Parts that one 其中 lists and that are more than their total, whether or not they are all."""
    if len(parts) < 2 or unit_of(total.observation.unit) in _MANY_SIDED or not _all_exact(total, parts):
        return
    meant = sum(p.value for p in parts) <= total.value * _HARDLY_MEANT
    if meant and _exceeds(total, parts) and not _explained(total, parts, numbers):
        yield _finding(total, parts, "warning")


def _explained(total: Number, parts: Sequence[Number], numbers: Sequence[Number]) -> bool:
    """Whether one more number of the same sentences completes the sum, or another number is the total meant."""
    sentences = {total.sentence, *(p.sentence for p in parts)}
    concerned = {total.index, *(p.index for p in parts)}
    others = [
        n
        for n in around(total, numbers, _EXPLAINING)
        if min(sentences) - 1 <= n.sentence <= max(sentences)
        and n.index not in concerned
        and is_amount(n)
        and n.value
        and unit_of(n.observation.unit) == unit_of(total.observation.unit)
    ]
    return any(
        _fits(total, (*parts, other)) or _fits(other, parts) or _fits(other, (total, *parts)) for other in others
    )


def _all_exact(total: Number, parts: Iterable[Number]) -> bool:
    return all(is_exact(n.observation) for n in (total, *parts))


def _fits(total: Number, parts: Sequence[Number]) -> bool:
    whole, together = interval_of(total.observation), _together(parts)
    return whole is None or together is None or together.meets(whole)


def _exceeds(total: Number, parts: Sequence[Number]) -> bool:
    whole, together = interval_of(total.observation), _together(parts)
    return whole is not None and together is not None and together.exceeds(whole)


def _together(parts: Sequence[Number]) -> Interval | None:
    """The sum of the parts, None where the digits of one are masked."""
    *_, result = Interval(0, 0), *_running_sums(parts)
    return result


def _running_sums(parts: Sequence[Number]) -> Iterator[Interval | None]:
    """The sum up to each part; 120万元 beside 94.2万元 counts as 120.0, numbers of one list being written alike."""
    finest: dict[float, float] = {}
    result: Interval | None = Interval(0, 0)
    for place, part in enumerate(parts):
        size, step = size_of(part.observation), step_of(part.observation)
        before = finest.setdefault(size, step)
        finest[size] = min(step, before)
        if result is not None and finest[size] == before:
            result = _added(result, (part,), finest)
        elif result is not None:
            result = _added(Interval(0, 0), parts[: place + 1], finest)
        yield result


def _added(result: Interval, parts: Iterable[Number], steps: Mapping[float, float]) -> Interval | None:
    for part in parts:
        own = interval_of(part.observation, steps[size_of(part.observation)])
        if own is None:
            return None
        result += own
    return result


def _finding(total: Number, parts: Sequence[Number], severity: Severity) -> Finding:
    found = sum(p.value for p in parts)
    difference = amount(abs(found - total.value), total)
    message = f"分项之和与总数不符：{added(parts, total)}，与总数“{named(total)}”不符（差{difference}）"
    observations = [n.observation for n in sorted((total, *parts), key=lambda n: n.index)]
    return finding("sum", "sum", severity, message, observations, total.value, found)
