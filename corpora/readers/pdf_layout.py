"""Reading order of a page: its words to regions of lines, by recursive cuts.

Words are put in rows. The longest stretch of rows that a white gutter parts into two columns of
running text is cut there, and each side and the rows above and below are treated again in the same way; all other rows
are read across. A page takes over the two columns of another page of its document where its rows fit into them, because
the last page may hold too little to show its columns by itself. So newspaper columns are read one after the other, while tables and forms, whose cells do not fill
their columns, stay in row order.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from corpora.readers.pdf_words import Word

_GUTTER = 0.8  # in ems
_DRAWN_TWICE = 0.3  # in ems
_SAME_ROW = 0.5  # distance of middles, in ems
_MIN_ROWS = 3
_MIN_COLUMN = 6.0  # width of a column of running text, in ems
_FILLED = 0.7  # share of the column that its typical row fills
_MOST_GUTTERS = 40  # places tried on one page
_TWIN_ROWS = 6  # rows of each of two columns of one width
_TWIN_WIDTH = 10.0  # their least width, in ems
_SAME_WIDTH = 1.5  # ems that their widths may differ
_AT_EDGE = 1.5  # ems that a line that was broken may end before the right side
_REACHING = 1 / 3  # share of the lines that end there
_SHOWING_ROWS = 10  # rows that a column has on a page which shows other pages their columns
_BESIDE = 0.5  # ems that a word may stand out of a column
_INDENTED = 2.5  # ems that the first line of a paragraph is indented
_MOST_COLUMNS = 4  # pairs of columns of one document
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


@dataclass(frozen=True, slots=True)
class Columns:
    """Left and right side, in points, of each of two columns of one width."""

    left: _Span
    right: _Span

    @property
    def gutter(self) -> float:
        """The middle between the columns."""
        return (self.left[1] + self.right[0]) / 2


@dataclass(frozen=True, slots=True)
class _Cut:
    """Rows from ``first`` to before ``end`` that are parted at ``x``; sides of the columns where another page shows them."""

    first: int
    end: int
    x: float
    columns: Columns | None = None


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


def _runs(rows: Sequence[Row], breaks: Callable[[Row], bool], fewest: int) -> list[tuple[int, int]]:
    """Stretches of rows between those that break them, as (first, behind the last)."""
    runs: list[tuple[int, int]] = []
    first = 0
    for at, row in enumerate(rows):
        if breaks(row):
            runs.append((first, at))
            first = at + 1
    runs.append((first, len(rows)))
    return [(a, b) for a, b in runs if b - a >= fewest]


def _trimmed(rows: Sequence[Row], first: int, end: int, x: float) -> int:
    """The end of a run without the left-hand rows at its end that stand apart from it, such as the next heading."""
    last = end
    while last > first and all(w.x1 <= x for w in rows[last - 1]):
        last -= 1
    for at in range(max(last, first + 1), end):
        if rows[at][0].top - rows[at - 1][0].bottom > rows[at][0].em:
            return at
    return end


def _twins(rows: Sequence[Row], x: float, em: float, fewest: int) -> Columns | None:
    """The columns at both sides of ``x`` if they are of one width and a good part of their lines was broken at its end.

    Text of many short paragraphs, whose typical line does not fill its column, shows its columns in no other way.
    """
    sides = _split(rows, x)
    if any(len(side) < fewest for side in sides):
        return None
    spans = [_bounds(side) for side in sides]
    widths = [right - left for left, right in spans]
    if min(widths) < _TWIN_WIDTH * em or max(widths) - min(widths) > _SAME_WIDTH * em:
        return None
    for side, span in zip(sides, spans, strict=True):
        if sum(row[-1].x1 >= span[1] - _AT_EDGE * em for row in side) < _REACHING * len(side):
            return None
    return Columns(spans[0], spans[1])


def _two_sided(rows: Sequence[Row], x: float) -> int:
    return sum(row[0].x1 <= x <= row[-1].x0 for row in rows)


def _are_entries(rows: Sequence[Row], x: float) -> bool:
    """Whether a gutter parts labels from their entries, or numbers and codes from names, row by row, and no columns of text."""
    sides = [
        ([w for w in row if w.x1 <= x], [w for w in row if w.x0 >= x]) for row in rows if row[0].x1 <= x <= row[-1].x0
    ]
    labels = sum(left[-1].text.endswith(("：", ":")) for left, right in sides if left and right)
    figures = sum(all(_is_narrow(c) for w in left for c in w.text) for left, right in sides if left and right)
    return 2 * max(labels, figures) > len(sides)


def _stands_in(rows: Sequence[Row], columns: Columns, em: float) -> bool:
    """Whether most rows of each side begin where lines and paragraphs of the columns begin."""
    for side, (left, _) in zip(_split(rows, columns.gutter), (columns.left, columns.right), strict=True):
        if 2 * sum(row[0].x0 <= left + _INDENTED * em for row in side) <= len(side):
            return False
    return True


def _taken_over(rows: Sequence[Row], columns: Columns, em: float) -> _Cut | None:
    """The longest stretch of rows that stands in the columns of another page."""
    spans = [(left - _BESIDE * em, right + _BESIDE * em) for left, right in (columns.left, columns.right)]

    def stands_out(row: Row) -> bool:
        return not all(any(left <= w.x0 and w.x1 <= right for left, right in spans) for w in row)

    cuts: list[_Cut] = []
    for first, behind in _runs(rows, stands_out, 1):
        end = behind if behind == len(rows) else _trimmed(rows, first, behind, columns.gutter)
        if _two_sided(rows[first:end], columns.gutter) and _stands_in(rows[first:end], columns, em):
            cuts.append(_Cut(first, end, columns.gutter, columns))
    return max(cuts, key=lambda cut: _two_sided(rows[cut.first : cut.end], cut.x), default=None)


def _cut(rows: Sequence[Row], known: Sequence[Columns] = ()) -> _Cut | None:
    """The longest stretch of rows that a gutter parts into two columns."""
    em = _em(rows)
    margin = _GUTTER * em / 2 * 0.9
    best: _Cut | None = None
    most = 0
    for columns in known:
        cut = _taken_over(rows, columns, em)
        if cut is not None and _two_sided(rows[cut.first : cut.end], cut.x) > most:
            best, most = cut, _two_sided(rows[cut.first : cut.end], cut.x)
    for x in _gutters(rows, em):
        for first, end in _runs(rows, partial(_crosses, x=x, margin=margin), _MIN_ROWS):
            two_sided = _two_sided(rows[first:end], x)
            if two_sided <= most:
                continue
            end = _trimmed(rows, first, end, x)
            here = rows[first:end]
            if _are_entries(here, x):
                continue
            if all(_is_running_text(side, em) for side in _split(here, x)) or _twins(here, x, em, _TWIN_ROWS):
                best, most = _Cut(first, end, x), two_sided
    return best


def _em(rows: Sequence[Row]) -> float:
    return statistics.median(w.em for row in rows for w in row)


def _may_have_columns(rows: Sequence[Row]) -> bool:
    return sum(len(row) > 1 for row in rows) >= _MIN_ROWS


def columns_of(pages: Sequence[Sequence[Row]]) -> list[Columns]:
    """The pairs of columns that pages of a document show clearly, those of most rows first.

    Args:
        pages: the rows of each page, from the top.
    """
    found: list[tuple[int, Columns]] = []
    for rows in pages:
        cut = _cut(rows) if _may_have_columns(rows) else None
        if cut is not None:
            here = rows[cut.first : cut.end]
            columns = _twins(here, cut.x, _em(rows), _SHOWING_ROWS)
            found += [(len(here), columns)] if columns else []
    usual: list[Columns] = []
    for _, columns in sorted(found, key=lambda item: -item[0]):
        if all(abs(columns.left[0] - c.left[0]) + abs(columns.right[0] - c.right[0]) > 1 for c in usual):
            usual.append(columns)
    return usual[:_MOST_COLUMNS]


def regions_of(
    rows: Sequence[Row], bounds: _Span | None = None, known: Sequence[Columns] = (), *, column: bool = False
) -> list[Region]:
    """Regions in reading order.

    Args:
        rows: rows of one page or column, from the top.
        bounds: left and right side of the column; by default those of the words.
        known: columns that pages of the document show, as ``columns_of`` gives them.
        column: whether the rows were cut off as a column.
    """
    if not rows:
        return []
    left, right = bounds or _bounds(rows)
    cut = _cut(rows, known) if known or _may_have_columns(rows) else None
    if cut is None:
        return [Region([line_of(row) for row in rows], left, right, column)]
    regions = regions_of(rows[: cut.first], (left, right), known, column=column)
    sides = (cut.columns.left, cut.columns.right) if cut.columns else (None, None)
    for side, span in zip(_split(rows[cut.first : cut.end], cut.x), sides, strict=True):
        # rows are made anew: lines of two columns at slightly other heights had been one row
        regions += regions_of(rows_of([w for row in side for w in row]), span, column=True)
    return regions + regions_of(rows[cut.end :], (left, right), known, column=column)


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
