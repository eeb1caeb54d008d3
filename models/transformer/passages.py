"""Texts as tokens: one a character, one for each number, and passages of so many tokens with the numbers that they are read for.

A number becomes a token of its order of magnitude, so that nothing can be learned from its digits. Other runs of digits
(years, document numbers) are one token too.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

START, BREAK, UNKNOWN, PAD, MASK = "[CLS]", "[SEP]", "[UNK]", "[PAD]", "[MASK]"
LINE, YEAR, DIGITS = "[LINE]", "[YEAR]", "[DIGITS]"
MASKED_NUMBER = "[NUM?]"
# Upper ends of the orders of magnitude.
_ORDERS = (1, 10, 100, 1_000, 10_000, 1_000_000, 100_000_000)
NUMBERS = (*[f"[NUM{n}]" for n in range(len(_ORDERS) + 1)], MASKED_NUMBER)
DOC_TYPES = (
    "work_report",
    "work_plan",
    "press_article",
    "press_page",
    "inspection_notice",
    "statistics",
    "notice",
    "other",
)
SPECIAL = (PAD, UNKNOWN, START, BREAK, MASK, LINE, YEAR, DIGITS, *NUMBERS, *[f"[{name}]" for name in DOC_TYPES])
# What a vocabulary cannot do without; of the others, what it lacks reads as unknown.
NEEDED = (UNKNOWN, START, BREAK, *NUMBERS)
# Digits, a line end, blanks, or characters that are a token each.
_PIECE = re.compile(r"[0-9０-９]+|\n[\s　]*|[ \t　]+|[^\d\s]+|.", re.DOTALL)
# Punctuation reads as full-width, other characters as half-width.
_PUNCTUATION = "，；：（）！？"
_WIDE = {chr(ord("！") + n): chr(ord("!") + n) for n in range(94)}
_WIDTHS = {wide: plain for wide, plain in _WIDE.items() if wide not in _PUNCTUATION} | {
    _WIDE[sign]: sign for sign in _PUNCTUATION
}
_OTHER_WIDTH = re.compile(f"[{re.escape(''.join(_WIDTHS))}]")
# In tokens: how much of a title and of a heading's path is kept (their ends say most).
_TITLE, _HEADINGS = 24, 32
# In tokens: text of a passage, and of it what stands before and behind the numbers that it is read for.
BODY, BEFORE, BEHIND = 192, 48, 24


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: the span of its digits with their magnitude, and its value in base units (None: masked)."""

    start: int
    end: int
    value: float | None


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text; ``at`` is the place of each number among them."""

    names: tuple[str, ...]
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Tokens that a model reads at once; ``numbers`` are (index of a number of the text, its place among the tokens)."""

    tokens: tuple[str, ...]
    numbers: tuple[tuple[int, int], ...]


def tokens_of(text: str, numbers: Sequence[Number]) -> Tokens:
    """The tokens of a text; ``numbers`` are in order and do not overlap."""
    text = _OTHER_WIDTH.sub(lambda found: _WIDTHS[found[0]], text)
    names: list[str] = []
    at: list[int] = []
    here = 0
    for number in numbers:
        _add(text, here, number.start, names)
        at.append(len(names))
        names.append(_order(number.value))
        here = number.end
    _add(text, here, len(text), names)
    return Tokens(tuple(names), tuple(at))


def _add(text: str, start: int, end: int, names: list[str]) -> None:
    for piece in _PIECE.findall(text, start, end):
        if piece[0] == "\n":
            names.append(LINE)
        elif piece[0].isdecimal():
            names.append(YEAR if len(piece) == 4 else DIGITS)
        elif not piece.isspace():
            names.extend(piece)


def _order(value: float | None) -> str:
    return MASKED_NUMBER if value is None else NUMBERS[bisect.bisect_right(_ORDERS, abs(value))]


def preface(doc_type: str, title: str, headings: str) -> tuple[str, ...]:
    """What a passage begins with: the document's type, its title and the headings above, innermost last."""
    kind = doc_type if doc_type in DOC_TYPES else "other"
    shown, path = tokens_of(title, ()).names, tokens_of(headings, ()).names
    return (START, f"[{kind}]", *shown[-_TITLE:], BREAK, *path[-_HEADINGS:], BREAK)


def window(tokens: Tokens, first: int) -> tuple[int, int, range]:
    """The window over a text that begins before a number: start, end (in tokens) and the indices of the numbers it is read for."""
    start = max(0, tokens.at[first] - BEFORE)
    end = min(start + BODY, len(tokens.names))
    last = end if end == len(tokens.names) else end - BEHIND
    behind = bisect.bisect_left(tokens.at, last, lo=first)
    return start, min(end, tokens.at[behind - 1] + 1 + BEHIND), range(first, behind)


def windows(tokens: Tokens) -> Iterator[tuple[int, int, range]]:
    """Windows over a text such that each number is read in one."""
    first = 0
    while first < len(tokens.at):
        made = window(tokens, first)
        yield made
        first = made[2].stop


def passage(tokens: Tokens, prefaced: Sequence[str], start: int, end: int, wanted: Sequence[int]) -> Passage:
    """The passage of a window, read for the ``wanted`` numbers."""
    shift = len(prefaced) - start
    return Passage((*prefaced, *tokens.names[start:end]), tuple((n, tokens.at[n] + shift) for n in wanted))
