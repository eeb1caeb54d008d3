"""Reading order of a page: its words to regions of lines, by recursive cuts.

Words are put in rows. Rows that leave a common white gutter with running text on both of its sides are cut there, and
each side is treated again in the same way; all other rows are read across. So newspaper columns are read one after
the other, while tables and forms, whose cells do not fill their columns, stay in row order.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.readers.pdf_words import Word

_GUTTER = 0.8  # in ems
_SAME_ROW = 0.5  # distance of middles, in ems
_MIN_ROWS = 3
_MIN_COLUMN = 6.0  # width of a column of running text, in ems
_FILLED = 0.7  # share of the column that its typical row fills
_LETTER_SPACED = 3

_Span = tuple[float, float]
Row = list[Word]


@dataclass(slots=True)
class Line:
    """A line of text with the edges of its characters; ``table`` is the index of the table that stands in its place."""

    text: str
    edges: list[float]
    top: float
    bottom: float
    em: float
    page: int = 0
    table: int | None = None

    @property
    def x0(self) -> float:
        """Left side."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Right side."""
        return self.edges[-1]


@dataclass(slots=True)
class Region:
    """Lines read one after the other, and the left and right side of the column they stand in."""

    lines: list[Line]
    left: float
    right: float
    column: bool = False


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Words of one height together, rows from the top, words of a row from the left."""
    rows: list[Row] = []
    middle, em = 0.0, 0.0
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.edges[0])):
        here = (word.top + word.bottom) / 2
        if rows and abs(here - middle) <= _SAME_ROW * max(em, word.em):
            rows[-1].append(word)
            if word.em > em:
                middle, em = here, word.em
        else:
            rows.append([word])
            middle, em = here, word.em
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda w: w.edges[0])
    return rows


def _free(row: Row, left: float, right: float) -> list[_Span]:
    """Stretches between ``left`` and ``right`` that no word of a row covers."""
    spans: list[_Span] = []
    at = left
    for word in row:
        if word.x0 > at:
            spans.append((at, word.x0))
        at = max(at, word.x1)
    if right > at:
        spans.append((at, right))
    return spans


def _common(some: list[_Span], others: list[_Span], width: float) -> list[_Span]:
    """Stretches of at least ``width`` that lie in both lists."""
    both = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return [(a, b) for a, b in both if b - a >= width]


def _is_running_text(rows: Sequence[Row], em: float) -> bool:
    """Whether one side of a gutter is a column of prose: rows enough, wide enough, and mostly full."""
    widths = [max(w.x1 for w in row) - min(w.x0 for w in row) for row in rows if row]
    if len(widths) < _MIN_ROWS or max(widths) < _MIN_COLUMN * em:
        return False
    return statistics.median(widths) >= _FILLED * max(widths)


def _split(rows: Sequence[Row], at: float) -> tuple[list[Row], list[Row]]:
    left = [[w for w in row if w.x1 <= at] for row in rows]
    right = [[w for w in row if w.x0 >= at] for row in rows]
    return [r for r in left if r], [r for r in right if r]


def _cut(rows: Sequence[Row], gutters: list[_Span]) -> tuple[list[Row], list[Row]] | None:
    """The two sides of the widest gutter that parts running text, or None."""
    em = statistics.median(w.em for row in rows for w in row)
    for a, b in sorted(gutters, key=lambda g: (g[0] - g[1], g[0])):
        sides = _split(rows, (a + b) / 2)
        if all(_is_running_text(side, em) for side in sides):
            return sides
    return None


def _bounds(rows: Sequence[Row]) -> _Span:
    return min(w.x0 for row in rows for w in row), max(w.x1 for row in rows for w in row)


def _groups(rows: Sequence[Row], left: float, right: float) -> list[tuple[list[Row], list[_Span]]]:
    """Runs of rows that share at least one free stretch, with the stretches that they share."""
    groups: list[tuple[list[Row], list[_Span]]] = []
    for row in rows:
        width = _GUTTER * max(w.em for w in row)
        free = _free(row, left, right)
        if groups and (common := _common(groups[-1][1], free, width)):
            groups[-1] = ([*groups[-1][0], row], common)
        else:
            groups.append(([row], free))
    return groups


def regions_of(rows: Sequence[Row], bounds: _Span | None = None, *, column: bool = False) -> list[Region]:
    """Regions in reading order.

    Args:
        rows: rows of one page or column, from the top.
        bounds: left and right side of the column; by default those of the words.
        column: whether the rows were cut off as a column.
    """
    if not rows:
        return []
    left, right = bounds or _bounds(rows)
    if all(len(row) == 1 for row in rows):
        return [Region([line_of(row) for row in rows], left, right, column)]
    regions: list[Region] = []
    across: list[Line] = []

    def read_across() -> None:
        if across:
            regions.append(Region(across.copy(), left, right, column))
            across.clear()

    for group, free in _groups(rows, left, right):
        sides = _cut(group, free) if len(group) >= _MIN_ROWS and any(len(row) > 1 for row in group) else None
        if sides is None:
            across.extend(line_of(row) for row in group)
            continue
        read_across()
        for side in sides:
            # rows are made anew: lines of two columns at slightly other heights had been one row
            regions.extend(regions_of(rows_of([w for row in side for w in row]), column=True))
    read_across()
    return regions


def _is_narrow(character: str) -> bool:
    return character <= "~"


def _gap(before: Word, after: Word) -> str:
    """What stands between two words of a line: nothing, a space, or a full-width space for a wide gap."""
    em = max(before.em, after.em)
    gap = after.x0 - before.x1
    narrow = _is_narrow(before.text[-1]), _is_narrow(after.text[0])
    if all(narrow):
        return " " if gap > 0.15 * em else ""
    if any(narrow):
        return " " if gap > 0.6 * em else ""
    return "\u3000" if gap > 0.8 * em else ""


def _is_letter_spaced(row: Row) -> bool:
    """Whether a row is a title whose single characters were set apart (``总 结``, ``章　　程``)."""
    if len(row) < _LETTER_SPACED or any(len(w.text) > 1 or _is_narrow(w.text) for w in row):
        return False
    gaps = [b.x0 - a.x1 for a, b in zip(row, row[1:], strict=False)]
    return max(gaps) - min(gaps) <= 0.5 * row[0].em and max(gaps) <= 3 * row[0].em


def line_of(row: Row) -> Line:
    """The words of a row put together."""
    first = row[0]
    if len(row) == 1:
        return Line(first.text, first.edges, first.top, first.bottom, first.em)
    spaced = _is_letter_spaced(row)
    text, edges = first.text, first.edges.copy()
    for before, after in zip(row, row[1:], strict=False):
        gap = "" if spaced else _gap(before, after)
        edges[-1:] = [before.x1, *after.edges] if gap else after.edges
        text += gap + after.text
    return Line(
        text, edges, min(w.top for w in row), max(w.bottom for w in row), max(w.em for w in row)
    )
