"""Which Word paragraph a place of the clean text comes from.

The clean text shows automatic numbers that the paragraph's own text does not hold, so both are compared without their
leading numbers; the k-th line with some text belongs to the k-th paragraph with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST_HEADING = 24
# A sentence, or a line of a table of contents.
_NO_HEADING = re.compile(r"[。；，]|[.…·]{3,}[0-9]*$")
_SHORTEST_PART = 6
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

    def heading(self, words: Sequence[str]) -> Place | None:
        """The first heading that holds the first of the words that any heading holds."""
        for word in words:
            for number, core in enumerate(self._cores):
                if word in core and len(core) <= _LONGEST_HEADING and not _NO_HEADING.search(core):
                    return self._whole(number)
        return None

    def first(self) -> Place | None:
        """The first paragraph with text: the title."""
        return next((self._whole(number) for number, core in enumerate(self._cores) if core), None)

    def _same_line(self, line: int) -> int | None:
        core = without_number(normal(self._lines[line]).text)
        if not core:
            return None
        rank = Counter(without_number(normal(other).text) for other in self._lines[:line])[core]
        same = [number for number, other in enumerate(self._cores) if other == core]
        return same[min(rank, len(same) - 1)] if same else None

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
