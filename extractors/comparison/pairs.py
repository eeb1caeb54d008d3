"""What a comparison gives: articles side by side, and the words in which two of them differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "renumbered", "changed", "moved", "added", "removed"]

_MOST_WORK = 4_000_000  # products of numbers of words beyond which two articles are not compared word by word
_LONGEST_ISLAND = 1  # words; fewer equal ones between two changes only break the reading


@dataclass(frozen=True, slots=True)
class Side:
    """An article on one side: ``number`` as written or None, the chapter's title or None, the words without the number.

    ``start`` is the offset of the article in its clean text, None for an article of a skeleton.
    """

    number: str | None
    chapter: str | None
    text: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """An article of the earlier text (or of the skeleton) and its counterpart; one of them may be missing.

    ``topic`` and ``basis`` say what an article of a skeleton is about and where that comes from, else None.
    """

    change: Change
    old: Side | None
    new: Side | None
    topic: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of an article; ``changed`` when the other side does not have them."""

    text: str
    changed: bool


def marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut into pieces that the other has and has not; the pieces of each give the text again."""
    import rjieba

    left, right = rjieba.cut(old), rjieba.cut(new)
    if len(left) * len(right) > _MOST_WORK:
        return (Piece(old, True),), (Piece(new, True),)
    blocks = list(_blocks(left, right))
    return (
        _pieces(left, [(a, size) for a, _, size in blocks]),
        _pieces(right, [(b, size) for _, b, size in blocks]),
    )


def _blocks(left: list[str], right: list[str]) -> Iterator[tuple[int, int, int]]:
    """Equal stretches that are worth showing: not a lone comma between two changes."""
    found = [b for b in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks() if b.size]
    for a, b, size in found:
        at_end = (a == 0 and b == 0) or (a + size == len(left) and b + size == len(right))
        if at_end or size > _LONGEST_ISLAND or len(left[a]) > 1:
            yield a, b, size


def _pieces(words: list[str], kept: list[tuple[int, int]]) -> tuple[Piece, ...]:
    out: list[Piece] = []
    at = 0
    for start, size in [*kept, (len(words), 0)]:
        for text, changed in (("".join(words[at:start]), True), ("".join(words[start : start + size]), False)):
            if text:
                out.append(Piece(text, changed))
        at = start + size
    return tuple(out)
