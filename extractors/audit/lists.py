"""Lists of numbers behind a total, and whether their words say that they name all parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.audit.reading import WINDOW, Number, around, between, is_amount, unit_of

_PARTIAL = re.compile(
    r"(?<![一高中平同初均特优相])等(?![级于额次同待候一二三四五六七八九十两0-9０-９])|主要|部分|重点|尤其|特别是|最[多大高]|之[多首]"
)
_REST = re.compile(r"其余|其他|其它|剩余|剩下|余下|另外")
_NONE_LEFT = re.compile(r"^[，,、；;（(][^，。；]{0,6}[无没]有?[^，。；]{0,6}(?:基金会|其他|不合格)")
_DIVIDED = re.compile(r"分别|依次|按[^，。；]{1,12}[分看计]|分[^，。；]{1,8}看|构成|由[^。；]{0,20}组成")
_OPENED = re.compile(r"^[^，,。；;]{0,6}[（(](?!其中|含|包括|内含)|^[^，,。；;]{0,8}[：:](?!其中|主要)")
_CLAUSE_END = re.compile(r"[，,；;：:。、（）()]")
_CUT = re.compile(r"[；;。\n]")
_WITHOUT = re.compile(r"[未没]|不(?!足|少于|低于|超过)|尚待|正在")
_GOES_ON = re.compile(r"^[、和及与]")
_LISTED = re.compile(r"[^，,。；;：:、（(）)]{0,16}(?:[（(](?!含|包括)|[：:]|[，,]?(?:其中|当中|包括|分别)[：:，,]?)")
# Behind a number: the next item, without a verb of its own before the comma.
_LISTED_ON = re.compile(r"^[、，,；;][^。]{0,14}$")
_OF_IT = re.compile(r"^[，,：:（(]?其中")
_CLOSED = re.compile(r"^[^（(]{0,8}[）)]")
# Sentences with numbers between a total and the last number that is stated to be a part of it.
_FARTHEST = 10


def names_only_some(total: Number, parts: Sequence[Number]) -> bool:
    """Whether the words around a list say that it is not whole (等, 主要, 部分)."""
    first, last = min(parts, key=lambda n: n.index), max(parts, key=lambda n: n.index)
    opening = between(total, first) if total.index < first.index else ""
    words = [opening, *(p.left for p in parts if p is not first), last.right[:4]]
    return any(_PARTIAL.search(w) for w in words) or goes_on(last)


def names_none_left(last: Number) -> bool:
    """Whether the words behind a list say that there are no others (社会团体101个、民非95个，无基金会)."""
    return bool(_NONE_LEFT.search(last.right))


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
    for number in around(total, numbers, _FARTHEST):
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
    for number in numbers[total.index + 1 : total.index + WINDOW]:
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


def items(total: Number, numbers: Sequence[Number]) -> tuple[Number, ...]:
    """The stated parts that stand right behind a total after 其中, joined by nothing but 、."""
    held: list[Number] = []
    for number in numbers[total.index + 1 : total.index + WINDOW]:
        o = number.observation
        joined = number.left.startswith("、") if held else _OF_IT.search(number.left)
        linked = o.part_of == total.observation.id and unit_of(o.unit) == unit_of(total.observation.unit)
        if not (joined and linked and is_amount(number)):
            break
        held.append(number)
    return tuple(held)


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
