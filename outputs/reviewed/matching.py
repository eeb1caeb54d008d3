"""Which Word paragraph a place of the clean text comes from.

The clean text shows automatic numbers that the paragraph's own text does not hold, so both are compared without their
leading numbers; the k-th line with some text belongs to the k-th paragraph with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_SHORTEST_PART = 6
_AROUND = 3  # lines compared on each side of one that stands several times
_GOOD_ENOUGH = 88.0
_NUMBER = re.compile(
    r"(?:第[0-9一二三四五六七八九十百零〇○两]{1,6}[章节条款项]|[(][0-9一二三四五六七八九十]{1,4}[)]|"
    r"[0-9一二三四五六七八九十]{1,4}[、.．)]|[①-⑳])"
)


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in the form that is compared: NFKC, no blanks. ``origin[i]`` is where character i stood."""

    text: str
    origin: tuple[int, ...]


def normal(text: str) -> Normal:
    """The comparable form of a text."""
    characters, origin = [], []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFKC", char):
            if not part.isspace():
                characters.append(part)
                origin.append(place)
    return Normal("".join(characters), tuple(origin))


def without_number(text: str) -> str:
    """A comparable text without a number such as ``第四条`` or ``(一)`` at its start."""
    match = _NUMBER.match(text)
    return text[match.end() :] if match else text


@dataclass(frozen=True, slots=True)
class Place:
    """Characters ``start`` to ``end`` of a paragraph's own text."""

    paragraph: int
    start: int
    end: int


class Matcher:
    """Finds places of the clean text among the paragraphs of a Word file.

    Args:
        text: the clean text.
        paragraphs: the paragraphs' own texts, in the order of the file.
    """

    def __init__(self, text: str, paragraphs: Sequence[str]) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._paragraphs = [normal(paragraph) for paragraph in paragraphs]
        self._cores = [without_number(paragraph.text) for paragraph in self._paragraphs]
        self._line_cores = [without_number(normal(line).text) for line in self._lines]
        self._paragraphs_of: dict[str, list[int]] = {}
        for number, core in enumerate(self._cores):
            self._paragraphs_of.setdefault(core, []).append(number)

    def place(self, start: int, end: int) -> Place | None:
        """The paragraph that holds ``text[start:end]`` (the part on its first line), None where none is like it."""
        before = self._text.count("\n", 0, start)
        line_start = self._text.rfind("\n", 0, start) + 1
        line_end = line_start + len(self._lines[before])
        quote = normal(self._text[start : min(end, line_end)]).text
        paragraph = self._same_line(before)
        if paragraph is None:
            paragraph = self._holding(quote, before)
        return None if paragraph is None else self._within(paragraph, quote)

    def first(self) -> Place | None:
        """The first paragraph with text: the title."""
        return next((self._whole(number) for number, core in enumerate(self._cores) if core), None)

    def _same_line(self, line: int) -> int | None:
        """The paragraph with the line's text; of several the one whose neighbours are the line's, then by rank.

        The clean text leaves out what the file still holds (a table of contents, deleted paragraphs), so that the rank
        alone would lead astray.
        """
        core = self._line_cores[line]
        same = self._paragraphs_of.get(core) if core else None
        if not same:
            return None
        rank = self._line_cores[:line].count(core)
        return max(same, key=lambda number: (self._neighbours(line, number), -abs(same.index(number) - rank)))

    def _neighbours(self, line: int, paragraph: int) -> int:
        """How many of the lines around a line are the paragraphs around a paragraph, empty ones not counted."""
        return sum(
            mine == other
            for step in (1, -1)
            for mine, other in zip(_few(self._line_cores, line, step), _few(self._cores, paragraph, step), strict=False)
        )

    def _holding(self, quote: str, line: int) -> int | None:
        """The paragraph nearest in place among those that hold the quote or lie in it; else the most alike."""
        from rapidfuzz import fuzz, process

        expected = line / max(len(self._lines), 1) * len(self._cores)
        core = without_number(quote)
        parts = [
            number
            for number, other in enumerate(self._cores)
            if core and (core in other or (len(other) >= _SHORTEST_PART and other in quote))
        ]
        if parts:
            return min(parts, key=lambda number: abs(number - expected))
        found = process.extractOne(core, self._cores, scorer=fuzz.ratio, score_cutoff=_GOOD_ENOUGH) if core else None
        return int(found[2]) if found else None

    def _within(self, paragraph: int, quote: str) -> Place:
        candidate = self._paragraphs[paragraph]
        for wanted in (quote, without_number(quote)):
            at = candidate.text.find(wanted) if wanted else -1
            if at >= 0:
                return Place(paragraph, candidate.origin[at], candidate.origin[at + len(wanted) - 1] + 1)
        return self._whole(paragraph)

    def _whole(self, paragraph: int) -> Place:
        origin = self._paragraphs[paragraph].origin
        return Place(paragraph, origin[0], origin[-1] + 1) if origin else Place(paragraph, 0, 0)


def _few(cores: Sequence[str], at: int, step: int) -> list[str]:
    """The next ``_AROUND`` texts before (``step`` -1) or after (1) a place."""
    beyond = cores[at + 1 : at + 1 + 4 * _AROUND] if step > 0 else cores[max(at - 4 * _AROUND, 0) : at][::-1]
    return [core for core in beyond if core][:_AROUND]
