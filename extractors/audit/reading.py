"""The numbers of a document in order, with the words around each as far as their sentences are known."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from extractors.left_out import is_left_out
from extractors.records import Observation

_CLAUSE_MARK = re.compile(r"[，,；;：:（）()。！？!?\n]|——")
_FIGURES = ("share", "change")
WINDOW = 60
"""How many numbers before and behind one can have to do with it."""

_SENTENCE = attrgetter("sentence")
_SAME_UNITS = {"个": "家", "名": "人", "位": "人", "场次": "场", "％": "%"}


def unit_of(unit: str) -> str:
    """The unit under which numbers of the same things are compared: 个 and 家 alike."""
    return _SAME_UNITS.get(unit, unit)


@dataclass(frozen=True, slots=True)
class Number:
    """An observation in its place.

    ``sentence`` is the index of its sentence in the document, ``text`` that sentence (``""`` when unknown), ``at`` where
    the quote begins in it; ``left`` are the words since the number before it or the start of the sentence, ``right`` those
    up to the next number.
    """

    observation: Observation
    index: int
    sentence: int
    text: str
    at: int
    left: str
    right: str

    @property
    def end(self) -> int:
        """Where the quote ends in the sentence."""
        return self.at + len(self.observation.quote)

    @property
    def value(self) -> float:
        """The value, 0 where the digits are masked."""
        return float(self.observation.value or 0)

    @property
    def phrase(self) -> str:
        """The words of the number's own clause before it."""
        return _CLAUSE_MARK.split(self.left)[-1]


def read_numbers(observations: Sequence[Observation]) -> list[Number]:
    """The observations of one document in order of their place, each with the words around it."""
    ordered = sorted(observations, key=lambda o: (o.start, o.end, o.id))
    numbers: list[Number] = []
    first = 0
    while first < len(ordered):
        last = _last_of_sentence(ordered, first)
        numbers += _placed(ordered[first : last + 1], len(numbers), numbers[-1].sentence + 1 if numbers else 0)
        first = last + 1
    return numbers


def _last_of_sentence(ordered: Sequence[Observation], first: int) -> int:
    """Index of the last observation that stands in the same sentence as the one at ``first``."""
    sentence = _sentence(ordered[first])
    last = first
    while last + 1 < len(ordered):
        following = ordered[last + 1]
        if not sentence or _sentence(following) != sentence or following.end - ordered[first].start > len(sentence):
            break
        last += 1
    return last


def _sentence(o: Observation) -> str:
    return o.reason.sentence if o.reason else ""


def _placed(held: Sequence[Observation], index: int, number: int) -> list[Number]:
    text = _sentence(held[0])
    begin = _sentence_start(held, text) if text else None
    made = []
    for position, o in enumerate(held):
        if begin is None:
            made.append(Number(o, index + position, number, "", 0, "", ""))
            continue
        floor = max(held[position - 1].end - begin, 0) if position else 0
        ceiling = held[position + 1].start - begin if position + 1 < len(held) else len(text)
        at = o.start - begin
        left, right = text[min(floor, at) : at], text[o.end - begin : ceiling]
        made.append(Number(o, index + position, number, text, at, left, right))
    return made


def _sentence_start(held: Sequence[Observation], text: str) -> int | None:
    """Where the sentence begins in the document: the place at which all its quotes stand where they should."""
    at = text.find(held[0].quote)
    while at >= 0:
        begin = held[0].start - at
        if all(text.startswith(o.quote, o.start - begin) for o in held):
            return begin
        at = text.find(held[0].quote, at + 1)
    return None


def between(first: Number, second: Number) -> str:
    """The words from the end of one number to the start of a later one; a line feed stands for a sentence's end."""
    if first.sentence == second.sentence:
        return first.text[first.end : second.at]
    return first.text[first.end :] + "\n" + second.text[: second.at]


def around(number: Number, numbers: Sequence[Number], sentences: int) -> list[Number]:
    """The numbers near another one, without it, in order: at most so many sentences and ``WINDOW`` numbers away."""
    here = number.index
    low, high = max(here - WINDOW, 0), min(here + WINDOW, len(numbers))
    first = bisect_left(numbers, number.sentence - sentences, low, here, key=_SENTENCE)
    last = bisect_right(numbers, number.sentence + sentences, here, high, key=_SENTENCE)
    return [*numbers[first:here], *numbers[here + 1 : last]]


def is_amount(number: Number) -> bool:
    """Whether a number can be a total or a part: no rate, no difference, and not left out of what is counted."""
    figure = number.observation.measure in _FIGURES or number.observation.unit == "%"
    return not figure and not is_left_out(number.text, number.at, number.end)
