"""Reading order of a page: its words to regions of lines, by recursive cuts.

Words are put in rows. The longest stretch of rows that a white gutter parts into two columns of
running text is cut there, and each side and the rows above and below are treated again in the same way; all other rows
are read across. So newspaper columns are read one after the other, while tables and forms, whose cells do not fill
their columns, stay in row order.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.readers.pdf_words import Word

_GUTTER = 0.8  # in ems
_DRAWN_TWICE = 0.3  # in ems
_SAME_ROW = 0.5  # distance of middles, in ems
_MIN_ROWS = 3
_MIN_COLUMN = 6.0  # width of a column of running text, in ems
_FILLED = 0.7  # share of the column that its typical row fills
_MOST_GUTTERS = 40  # places tried on one page
_LETTER_SPACED = 3
_CELL_GAP = 2.5  # ems; a gap this wide parts cells, and so do two of the width below
_TWO_CELL_GAPS = 1.5

_Span = tuple[float, float]
Row = list[Word]


@dataclass(slots=True)
class Line:
    """A line of text with the edges of its characters.

    ``cells`` says that wide gaps part it like the cells of a table; ``table`` is the index of the table in its place.
    """

    text: str
    edges: list[float]
    top: float
    bottom: float
    em: float
    page: int = 0
    cells: bool = False
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
    return [row if len(row) == 1 else _once(sorted(row, key=lambda w: w.edges[0])) for row in rows]


def _once(row: Row) -> Row:
    """A row without words drawn twice, a little apart, to look bold."""
    kept = row[:1]
    for word in row[1:]:
        if word.text != kept[-1].text or word.x0 - kept[-1].x0 > _DRAWN_TWICE * word.em:
            kept.append(word)
    return kept


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


def _bounds(rows: Sequence[Row]) -> _Span:
    return min(w.x0 for row in rows for w in row), max(w.x1 for row in rows for w in row)


def _gutters(rows: Sequence[Row], em: float) -> list[float]:
    """Places where columns may part: half an em before words that follow a gap, if at least three rows agree."""
    starts = sorted(
        after.x0 for row in rows for before, after in itertools.pairwise(row) if after.x0 - before.x1 >= _GUTTER * em
    )
    groups: list[list[float]] = []
    for start in starts:
        if groups and start - groups[-1][0] <= 0.5 * em:
            groups[-1].append(start)
        else:
            groups.append([start])
    usual = sorted((group for group in groups if len(group) >= _MIN_ROWS), key=lambda group: (-len(group), group[0]))
    return sorted(group[0] - _GUTTER * em / 2 for group in usual[:_MOST_GUTTERS])


def _crosses(row: Row, x: float, margin: float) -> bool:
    return any(w.x0 < x + margin and w.x1 > x - margin for w in row)


def _runs(rows: Sequence[Row], x: float, margin: float) -> list[tuple[int, int]]:
    """Stretches of rows, as (first, behind the last), that leave ``x`` free."""
    runs: list[tuple[int, int]] = []
    first = 0
    for at, row in enumerate(rows):
        if _crosses(row, x, margin):
            runs.append((first, at))
            first = at + 1
    runs.append((first, len(rows)))
    return [(a, b) for a, b in runs if b - a >= _MIN_ROWS]


def _trimmed(rows: Sequence[Row], first: int, end: int, x: float) -> int:
    """The end of a run without the left-hand rows at its end that stand apart from it, such as the next heading."""
    last = end
    while last > first and all(w.x1 <= x for w in rows[last - 1]):
        last -= 1
    for at in range(max(last, first + 1), end):
        if rows[at][0].top - rows[at - 1][0].bottom > rows[at][0].em:
            return at
    return end


def _cut(rows: Sequence[Row]) -> tuple[int, int, float] | None:
    """The longest stretch of rows that a gutter parts into two columns, with the gutter's place."""
    em = statistics.median(w.em for row in rows for w in row)
    margin = _GUTTER * em / 2 * 0.9
    best: tuple[int, int, float] | None = None
    most = 0
    for x in _gutters(rows, em):
        for first, end in _runs(rows, x, margin):
            two_sided = sum(row[0].x1 <= x <= row[-1].x0 for row in rows[first:end])
            if two_sided <= most:
                continue
            end = _trimmed(rows, first, end, x)
            if all(_is_running_text(side, em) for side in _split(rows[first:end], x)):
                best, most = (first, end, x), two_sided
    return best


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
    cut = _cut(rows) if sum(len(row) > 1 for row in rows) >= _MIN_ROWS else None
    if cut is None:
        return [Region([line_of(row) for row in rows], left, right, column)]
    first, end, x = cut
    regions = regions_of(rows[:first], (left, right), column=column)
    for side in _split(rows[first:end], x):
        # rows are made anew: lines of two columns at slightly other heights had been one row
        regions += regions_of(rows_of([w for row in side for w in row]), column=True)
    return regions + regions_of(rows[end:], (left, right), column=column)


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
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(row)]
    return max(gaps) - min(gaps) <= 0.5 * row[0].em and max(gaps) <= 3 * row[0].em


def line_of(row: Row) -> Line:
    """The words of a row put together."""
    first = row[0]
    if len(row) == 1:
        return Line(first.text, first.edges, first.top, first.bottom, first.em)
    spaced = _is_letter_spaced(row)
    text, edges = first.text, first.edges.copy()
    gaps: list[float] = []
    for before, after in itertools.pairwise(row):
        gap = "" if spaced else _gap(before, after)
        gaps.append((after.x0 - before.x1) / max(before.em, after.em))
        edges[-1:] = [before.x1, *after.edges] if gap else after.edges
        text += gap + after.text
    cells = not spaced and (max(gaps) > _CELL_GAP or sum(gap > _TWO_CELL_GAPS for gap in gaps) > 1)
    return Line(text, edges, min(w.top for w in row), max(w.bottom for w in row), max(w.em for w in row), cells=cells)
