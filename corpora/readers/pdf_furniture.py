"""Running headers, running footers and page numbers, which are no part of a document's text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.readers.pdf_layout import Row, line_of

_ZONE = 0.11  # share of the page's height at its top and bottom where furniture stands
TABLE_MARK = "\ufffc"  # stands in the rows of a page where a table stands on it
_DEPTH = 3  # rows looked at from the top and from the bottom
_APART = 1.0  # white between furniture and text, in ems; lines of a paragraph stand nearer
_OTHER_SIZE = 0.15
_GRID = 8.0  # points; heights of the same furniture on two pages differ less

_NUMBER = "[0-9０-９]{1,4}|[ivxlcIVXLC]{1,6}|[〇零一二三四五六七八九十百]{1,4}"
_PAGE_NUMBER = re.compile(
    rf"""(?x)
    [-—–―·•~～]+\s*(?:{_NUMBER})\s*[-—–―·•~～]+                         # - 3 -   — 3 —
    | 第?\s*(?:{_NUMBER})\s*[/／]\s*(?:共\s*)?(?:{_NUMBER})\s*(?:页)?     # 3/10   3 / 共 10 页
    | 第\s*(?:{_NUMBER})\s*页[\s,，、/／（(]*(?:共\s*(?:{_NUMBER})\s*页)?[)）]?  # 第 3 页 共 10 页
    | 共\s*(?:{_NUMBER})\s*页[\s,，、/／]*第\s*(?:{_NUMBER})\s*页
    | [Pp]age\s*\d{{1,4}}(?:\s*of\s*\d{{1,4}})?
    """
)
_BARE_NUMBER = re.compile("[0-9０-９]{1,4}")
_DIGITS = re.compile("[0-9０-９]+")


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of one page; ``number`` counts from 1, ``height`` in points."""

    number: int
    height: float
    rows: list[Row]


_Key = tuple[str, bool, int]


def _candidates(page: PageRows) -> list[tuple[int, str, bool]]:
    """Index and text of rows that may be furniture, outermost first; True for those at the top."""
    count = len(page.rows)
    found: list[tuple[int, str, bool]] = []
    for at in range(min(_DEPTH, count)):
        if TABLE_MARK in line_of(page.rows[at]).text:
            break  # a table that goes on from the page before is no running header
        if page.rows[at][0].bottom <= _ZONE * page.height:
            found.append((at, line_of(page.rows[at]).text, True))
    for at in range(count - 1, max(count - 1 - _DEPTH, -1), -1):
        if TABLE_MARK in line_of(page.rows[at]).text:
            break
        if page.rows[at][0].top >= (1 - _ZONE) * page.height:
            found.append((at, line_of(page.rows[at]).text, False))
    return found


def _keys(page: PageRows, at: int, text: str, is_top: bool) -> tuple[_Key, _Key]:
    """What furniture of two pages has in common: its text without digits, and its height (on two shifted grids)."""
    row = page.rows[at][0]
    distance = row.middle if is_top else page.height - row.middle
    pattern = _DIGITS.sub("#", "".join(text.split()))
    return (pattern, is_top, 2 * round(distance / _GRID)), (pattern, is_top, 2 * int(distance / _GRID) + 1)


def _is_counting(numbers: Sequence[tuple[int, int]]) -> bool:
    """Whether bare numbers rise with the pages that they stand on."""
    offsets = Counter(number - page for page, number in numbers)
    return bool(offsets) and offsets.most_common(1)[0][1] >= 2


def furniture(pages: Sequence[PageRows]) -> list[set[int]]:
    """Indexes of the rows of each page that are running headers, running footers or page numbers.

    A row is furniture when it stands near the top or bottom edge and is written as a page number, or when the same
    text but for its digits stands at the same height on at least half of the pages (at least two; odd and even pages
    may differ, so from six pages on a third is enough). Bare numbers must count the pages.
    """
    found = [_candidates(page) for page in pages]
    seen: Counter[_Key] = Counter()
    bare: list[tuple[int, int]] = []
    for page, candidates in zip(pages, found, strict=True):
        for at, text, is_top in candidates:
            seen.update(_keys(page, at, text, is_top))
            if _BARE_NUMBER.fullmatch(text):
                bare.append((page.number, int(text)))
    enough = max(2, -(-len(pages) // (3 if len(pages) >= 6 else 2)))
    counting = _is_counting(bare)
    return [
        {
            at
            for is_top in (True, False)
            for at in _drop(
                page, [(at, text) for at, text, top in candidates if top is is_top], is_top, seen, enough, counting
            )
        }
        for page, candidates in zip(pages, found, strict=True)
    ]


def _drop(
    page: PageRows, candidates: list[tuple[int, str]], is_top: bool, seen: Counter[_Key], enough: int, counting: bool
) -> list[int]:
    """The furniture among the candidates of one edge of a page, outermost first."""
    numbers: list[int] = []
    repeated: list[int] = []
    for depth, (at, text) in enumerate(candidates):
        if _BARE_NUMBER.fullmatch(text):
            if counting:
                numbers.append(at)
        elif _PAGE_NUMBER.fullmatch(text.strip()):
            numbers.append(at)
        elif depth == len(numbers) + len(repeated) and any(
            seen[key] >= enough for key in _keys(page, at, text, is_top)
        ):
            repeated.append(at)
    while repeated and not _is_apart(page.rows, repeated[-1], 1 if is_top else -1):
        repeated.pop()
    return numbers + repeated


def _is_apart(rows: Sequence[Row], at: int, inward: int) -> bool:
    """Whether white or another size of type parts a row from the next row inward."""
    if not 0 <= at + inward < len(rows):
        return True
    row, after = rows[at][0], rows[at + inward][0]
    em = max(row.em, after.em)
    white = after.top - row.bottom if inward > 0 else row.top - after.bottom
    return white > _APART * em or abs(row.em - after.em) > _OTHER_SIZE * em
