"""What stands around each number: its sentence, its clause, and the words on both sides of it.

The zones of a number, by the example ``全年准予成立登记87家、变更登记403家`` with the number 403家:
``left`` is 变更登记 (up to the number before or the nearest clause mark), ``shared`` is 全年准予成立登记87家 (the rest of the
clause), ``before`` are the earlier clauses of the sentence, ``right`` follows the number. ``addressed``: the clause
begins with 对 or 将 and says behind the number what is done.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.observations.subject import types_in
from extractors.quantities.model import Quantity

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_MARK = re.compile(r"[，,；;：:（）()【】｜]|——")
# A wide gap parts what stands behind a number from it: 行政处罚　33件　取缔　1个.
_RIGHT_END = re.compile(r"[，,；;：:（）()【】｜、。！？!?\n\u3000]|  ")
# 对未参检的81家，列入活动异常名录: what is done to them follows.
_ADDRESSED = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d][）)、.．是要]+)?(?:并|还|已|依法)?(?:对|将|把|给予|责令|向)(?!接|口|应)"
)
# 合计275万元, 四年总计1355万元, 合起来1,900万元, 两年1175万元
_SUMMING = re.compile(r"(?:[共合总]计|合起来|加起来|[两二三四五六]年|共)[为达是]?(?:约)?$")
BRACKET = re.compile("[（()）]")
BRACKETED = re.compile(r"[（(][^（()）]*[）)]")
"""A bracket that has been closed again."""
# 新办二十一个注销六个, 党支部64个其中新建9个: without a mark between them, a verb or 其中 behind a number is of the next.
_OF_THE_NEXT = re.compile(
    r"其中[^，。；]{0,8}|(?:依法|已|共|又|再|办理)?(?:注销|撤销|吊销|变更|取缔|劝散|新办|新登记|新成立)(?:登记|社会组织|了)?"
)
_LISTED = re.compile("[、和与及]|，?(?:以及|和)")
_RIGHT_WINDOW = 28
_ROUNDING = 1e-9  # of a total, where its parts have decimals
# In characters: how far a sentence without marks is looked at; in sentences: how far back a paragraph is.
_LONGEST = 600
_MOST_SENTENCES = 60


@dataclass(slots=True)
class Sentence:
    """A sentence that holds numbers; ``start``/``end`` count in the text, quantities are in order.

    ``previous`` is the sentence before it in the paragraph; ``paragraph`` where its paragraph begins.
    """

    start: int
    end: int
    text: str
    quantities: list[Quantity]
    previous: str
    paragraph: int


@dataclass(slots=True)
class Frame:
    """The zones of one number; positions count in the text.

    ``whole`` is the place in the sentence of an earlier number that this one and its neighbours add up to, None without one;
    ``sum_behind`` that of the later number that says what they come to (…，合计275万元).
    """

    quantity: Quantity
    sentence: Sentence
    index: int
    left_start: int
    clause_start: int
    right_end: int
    left: str
    right: str
    shared: str
    before: str
    addressed: bool
    whole: int | None
    sum_behind: int | None

    @property
    def written(self) -> str:
        """The number as it stands."""
        start = self.sentence.start
        return self.sentence.text[self.quantity.start - start : self.quantity.end - start]


def bracket_open(frame: Frame) -> int:
    """Where in the sentence the bracket was opened that holds the number (社会团体74个（学术性19个，行业性23个）); -1 without one."""
    text, here = frame.sentence.text, frame.quantity.start - frame.sentence.start
    opened = max(text.rfind("（", 0, here), text.rfind("(", 0, here))
    return opened if opened > max(text.rfind("）", 0, here), text.rfind(")", 0, here)) else -1


def sentences_with_numbers(text: str, quantities: Sequence[Quantity]) -> Iterator[Sentence]:
    """The sentences that hold at least one quantity, in order.

    Text without sentence marks is cut to windows around its numbers, so that the work stays linear in its length.
    """
    marks = [m.start() for m in _SENTENCE_END.finditer(text)]
    held: list[Quantity] = []
    for quantity in quantities:
        if held and (quantity.start >= _end(text, marks, held) or quantity.start - held[0].start > _LONGEST):
            yield _sentence(text, marks, held)
            held = []
        held.append(quantity)
    if held:
        yield _sentence(text, marks, held)


def _end(text: str, marks: Sequence[int], held: Sequence[Quantity]) -> int:
    """Where the sentence of these numbers ends: at the next mark, at most a window behind the last."""
    at = bisect.bisect_left(marks, held[-1].end)
    return min(marks[at] if at < len(marks) else len(text), held[-1].end + _LONGEST)


def _sentence(text: str, marks: Sequence[int], held: Sequence[Quantity]) -> Sentence:
    first = held[0].start
    at = bisect.bisect_left(marks, first)
    start = max(marks[at - 1] + 1 if at else 0, first - _LONGEST)
    end = _end(text, marks, held)
    paragraph = start
    for mark in range(at - 1, max(at - 1 - _MOST_SENTENCES, -1), -1):
        if text[marks[mark]] == "\n":
            break
        paragraph = marks[mark - 1] + 1 if mark else 0
    earlier = marks[at - 2] + 1 if at > 1 else 0
    before = text[max(earlier, start - _LONGEST) : start - 1] if at and text[start - 1] != "\n" else ""
    return Sentence(start, end, text[start:end], list(held), before, paragraph)


def _last_mark(text: str, start: int, end: int) -> int:
    """End of the last mark in ``text[start:end]``, or ``start``."""
    last = start
    for found in _MARK.finditer(text, start, end):
        last = found.end()
    return last


def wholes(text: str, numbers: Sequence[Quantity]) -> dict[int, int]:
    """The numbers of a sentence that add up to one before them, at least two in a row: place of the part → place of the whole.

    142家社会组织设摊，其中民非91家、社团45家、基金会6家: shares between them do not count. One total may be divided twice
    (党组织167个，其中党总支7个、党支部160个；单独组建112个，联合组建55个).
    """
    found: dict[int, int] = {}
    for place, total in enumerate(numbers):
        closed = _closes(text, total, numbers[-1].end)
        behind = [n for n in range(place + 1, len(numbers)) if numbers[n].unit != "%"]
        # 共863家（其中升格21家），5A级4家、…: what a bracket adds is not of the row.
        outer = [n for n in behind if _is_level(text, total.end, numbers[n].start)]
        for places in (iter(behind), iter(outer) if len(outer) < len(behind) else iter(())):
            while row := _row_that_makes(total.value or 0.0, total.unit, numbers, places):
                if closed is None or numbers[row[0]].end < closed:
                    found.update(dict.fromkeys(row, place))
    return found


def _is_level(text: str, start: int, end: int) -> bool:
    """Whether a stretch leaves no bracket open."""
    return text.count("（", start, end) + text.count("(", start, end) == text.count("）", start, end) + text.count(
        ")", start, end
    )


def _closes(text: str, total: Quantity, end: int) -> int | None:
    """Where the bracket ends that a number stands in (教育（32家）、文化（17家）、体育（15家）: no total); None outside of brackets."""
    bracket = BRACKET.search(text, total.end, end)
    return bracket.start() if bracket and bracket[0] in "）)" else None


def _row_that_makes(total: float, unit: str, numbers: Sequence[Quantity], places: Iterable[int]) -> list[int]:
    """The first of ``places``, at least two, whose numbers in a unit add up to a total; none where they do not."""
    row: list[int] = []
    rest = whole = total
    for n in places:
        part = numbers[n]
        if part.unit != unit or not part.value or part.value > rest + _ROUNDING * whole:
            break
        row.append(n)
        rest -= part.value
        if len(row) > 1 and rest <= _ROUNDING * whole:
            return row
    return []


def made_up(total: float, unit: str, sentence: Sentence) -> list[int]:
    """The numbers of a later sentence that make up a total, at least two and the first of its unit among them; else none."""
    places = [n for n, quantity in enumerate(sentence.quantities) if quantity.unit == unit]
    return _row_that_makes(total, unit, sentence.quantities, places)


def sums_behind(text: str, sentence: Sentence) -> dict[int, int]:
    """The numbers that a later one of the sentence sums up, at least two in a row: place of the part → place of the sum.

    福彩公益金出了180万元，财政配套95万元，合计275万元: the sum says that it is one.
    """
    numbers = sentence.quantities
    found: dict[int, int] = {}
    for place in range(2, len(numbers)):
        total = numbers[place]
        if _SUMMING.search(text, numbers[place - 1].end, total.start):
            found.update(
                dict.fromkeys(_row_that_makes(total.value or 0.0, total.unit, numbers, range(place - 1, -1, -1)), place)
            )
    return found


def _runs_on(left: str, text: str, start: int, end: int) -> bool:
    """Whether what stands between two numbers without a mark is of the second alone."""
    if not left or start == end:
        return False
    # 社团一百三十八个民非一百七十九个
    before, between = types_in(left), types_in(text[start:end])
    typed = bool(before) and before[-1][1] == len(left) and [t[:2] for t in between] == [(0, end - start)]
    return typed or _OF_THE_NEXT.fullmatch(text, start, end) is not None


def frames(text: str, sentence: Sentence) -> list[Frame]:
    """The frames of a sentence's numbers, in order."""
    made = []
    numbers = sentence.quantities
    whole_of = wholes(text, numbers) if len(numbers) > 2 else {}
    sum_of = sums_behind(text, sentence) if len(numbers) > 2 else {}
    clause_start = floor = sentence.start
    for index, quantity in enumerate(numbers):
        left_start = _last_mark(text, floor, quantity.start)
        # A clause runs on over a number that no mark parts from the next.
        if left_start > floor:
            clause_start = left_start
        elif index:
            comma = text.rfind("、", floor, quantity.start)
            left_start = comma + 1 if comma >= 0 else floor
        floor = quantity.end
        ceiling = min(quantity.end + _RIGHT_WINDOW, sentence.end)
        if index + 1 < len(numbers):
            ceiling = min(ceiling, numbers[index + 1].start)
        left = text[left_start : quantity.start]
        addressed = bool(_ADDRESSED.match(left))
        stop = _RIGHT_END.search(text, quantity.end, ceiling)
        if stop and addressed and stop[0] in "，,":
            further = _RIGHT_END.search(text, stop.end(), ceiling)
            stop = further if further or ceiling == sentence.end else stop
        right_end = stop.start() if stop else ceiling
        followed = index + 1 < len(numbers) and right_end == ceiling
        if followed and _runs_on(left, text, quantity.end, right_end):
            right_end = quantity.end
        made.append(
            Frame(
                quantity=quantity,
                sentence=sentence,
                index=index,
                left_start=left_start,
                clause_start=clause_start,
                right_end=right_end,
                left=left,
                right=text[quantity.end : right_end],
                shared=text[clause_start:left_start],
                before=text[sentence.start : clause_start],
                addressed=addressed,
                whole=whole_of.get(index),
                sum_behind=sum_of.get(index),
            )
        )
    for frame, after in zip(reversed(made[:-1]), reversed(made[1:]), strict=True):
        joined = _LISTED.fullmatch(text, frame.quantity.end, after.quantity.start)
        if joined and frame.quantity.unit == after.quantity.unit:
            frame.right, frame.right_end = after.right, after.right_end  # 150万元、180万元用于公益创投
    return made
