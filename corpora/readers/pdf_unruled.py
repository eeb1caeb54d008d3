"""Tables of a PDF page that no lines draw: rows of numbers that stand below one another in columns.

They must be found before the page is read in columns of prose, because the white between their columns looks like the
gutter between two columns of a newspaper.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.readers.pdf_layout import Row
from corpora.readers.pdf_tables import Cell, Table
from corpora.readers.pdf_words import Word

_NUMBER = re.compile(r"[-−(（]?[¥￥]?\d[\d,，]*(?:\.\d+)?%?[)）]?|[-—–]{1,2}|/")
_FIGURE = re.compile(r"\d")
_SEPARATED = re.compile(r"\d[,.，]\d")
_COLON = re.compile("[:：]")
_HAN = re.compile("[\u4e00-\u9fff]")
_NARROW_GAP = 0.2  # ems
_SAME_CELL = 0.9  # ems: words nearer than this belong to one cell
_FEWEST_ROWS = 3
_LONGEST_CELL = 40  # characters
_MOST_HEADER_ROWS = 3
_LEADING = 3.2  # ems between the rows of one table
_MOST_LABEL_ROWS = 2  # rows without numbers in a row inside a table
_FEWEST_HEADS = 3  # names of columns over fewer rows, or over the name of a group
_PADDING = 2.0


@dataclass(slots=True)
class _Segment:
    """Words of one row that stand close together: the text of a cell."""

    words: list[Word]

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def is_number(self) -> bool:
        return bool(_NUMBER.fullmatch(self.text))


_Line = list[_Segment]


def unruled_tables(rows: Sequence[Row]) -> tuple[list[Table], list[Word]]:
    """Tables without lines, from the top of the page, and the words outside of them.

    At least three rows hold a name and numbers, the numbers of all rows stand in the same columns, and there are two
    columns of numbers or amounts (1,234.50): a list with page numbers is no table.

    Args:
        rows: the rows of a page, words of ruled tables taken out.
    """
    lines = [_segments(row) for row in rows]
    tables: list[Table] = []
    taken: set[int] = set()
    at = 0
    while at < len(lines):
        end = _end_of_run(rows, lines, at)
        table = _table(rows, lines, at, end, taken) if end is not None else None
        if table is None or end is None:
            at += 1
            continue
        tables.append(table[0])
        taken |= set(range(table[1], end))
        at = end
    outside = [word for number, row in enumerate(rows) if number not in taken for word in row]
    return tables, outside


def _segments(row: Row) -> _Line:
    found: _Line = []
    for word in row:
        gap = word.x0 - found[-1].x1 if found else 0.0
        # A number that a narrow gap parts from a name stands in a narrow column of its own: 货币资金 1.
        is_own = (
            gap > _NARROW_GAP * word.em and _NUMBER.fullmatch(word.text) and found and _HAN.search(found[-1].text[-1:])
        )
        if found and gap < _SAME_CELL * word.em and not is_own:
            found[-1].words.append(word)
        else:
            found.append(_Segment([word]))
    return found


def _is_data(line: _Line) -> bool:
    """Whether a row holds a name and at least one number as a cell of its own."""
    if len(line) < 2 or line[0].is_number or any(len(segment.text) > _LONGEST_CELL for segment in line):
        return False
    return any(segment.is_number and _FIGURE.search(segment.text) for segment in line[1:])


def _end_of_run(rows: Sequence[Row], lines: Sequence[_Line], start: int) -> int | None:
    """The index behind the last row of numbers of a run that begins at ``start``; None when none begins there."""
    if not _is_data(lines[start]):
        return None
    end, at, between = start + 1, start + 1, 0
    while at < len(lines) and between <= _MOST_LABEL_ROWS and _follows(rows, at):
        if _is_data(lines[at]):
            end, between = at + 1, 0
        elif _may_stand_between(lines[at]):
            between += 1
        else:
            break
        at += 1
    rows_found = sum(map(_is_data, lines[start:end]))
    return end if rows_found >= _FEWEST_ROWS or (rows_found > 1 and _is_headed(rows, lines, start)) else None


def _is_headed(rows: Sequence[Row], lines: Sequence[_Line], start: int) -> bool:
    """Whether the row above two rows of numbers names each of their columns."""
    above, line = lines[start - 1] if start else [], lines[start]
    return (
        len(above) == len(line) > _FEWEST_HEADS
        and len(lines[start + 1]) == len(line)
        and _is_header(rows, lines, start - 1)
    )


def _follows(rows: Sequence[Row], at: int) -> bool:
    """Whether a row stands near enough below the one before."""
    above, here = rows[at - 1], rows[at]
    return min(w.top for w in here) - max(w.bottom for w in above) <= _LEADING * max(w.em for w in above)


def _may_stand_between(line: _Line) -> bool:
    """Whether a row without numbers may belong to a table: names of groups (流动资产：), no sentences."""
    return all(len(segment.text) <= _LONGEST_CELL // 2 and "。" not in segment.text for segment in line)


def _table(
    rows: Sequence[Row], lines: Sequence[_Line], start: int, end: int, taken: set[int]
) -> tuple[Table, int] | None:
    """The table over a run of rows with its header above, and the index of its first row."""
    data = [line for line in lines[start:end] if _is_data(line)]
    columns = _columns(data)
    numeric = [
        column for column in columns[1:] if any(s.is_number for line in data for s in line if _within(s, column))
    ]
    amounts = any(_SEPARATED.search(s.text) for line in data for s in line)
    if not numeric or (len(numeric) < 2 and not amounts) or len(columns) > 30:
        return None
    first = start
    while (
        first > 0
        and start - first < _MOST_HEADER_ROWS
        and first - 1 not in taken
        and _is_header(rows, lines, first - 1)
    ):
        first -= 1
    heads = range(first, start)
    if first == start:
        first = _header_over_groups(rows, lines, start, columns, taken)
        heads = range(first, min(first + 1, start))
    cells = [
        cell
        for at in range(first, end)
        for cell in _cells(
            _by_columns(lines[at], columns) if at in heads else lines[at], at - first, columns, at in heads
        )
    ]
    return _grid(cells, columns, rows[first:end]), first


def _header_over_groups(
    rows: Sequence[Row], lines: Sequence[_Line], start: int, columns: Sequence[tuple[float, float]], taken: set[int]
) -> int:
    """The row of heads when names of groups (流动资产：) stand between it and the first numbers; ``start`` without one."""
    for at in range(start - 1, max(start - 2 - _MOST_LABEL_ROWS, -1), -1):
        if at in taken or not _may_stand_between(lines[at]) or not _follows(rows, at + 1):
            return start
        if len(_by_columns(lines[at], columns)) >= _FEWEST_HEADS and _is_header(rows, lines, at):
            return at
    return start


def _by_columns(line: _Line, columns: Sequence[tuple[float, float]]) -> _Line:
    """Names that stand so close that they look like one, apart by the columns over which their words stand."""
    found: _Line = []
    for segment in line:
        last = -1
        for number, word in enumerate(segment.words):
            middle = (word.x0 + word.x1) / 2
            own = min(range(len(columns)), key=lambda k: max(columns[k][0] - middle, middle - columns[k][1], 0.0))
            if number and own == last:
                found[-1].words.append(word)
            else:
                found.append(_Segment([word]))
            last = own
    return found


def _is_header(rows: Sequence[Row], lines: Sequence[_Line], at: int) -> bool:
    """Whether a row above numbers names their columns: two short names or more, no labels with colons."""
    line = lines[at]
    return (
        len(line) >= 2
        and _follows(rows, at + 1)
        and all(len(s.text) <= _LONGEST_CELL // 2 and not _COLON.search(s.text) for s in line)
        and not _is_data(line)
    )


def _columns(lines: Sequence[_Line]) -> list[tuple[float, float]]:
    """The columns as spans of x: segments of all rows that overlap stand in one column."""
    spans: list[tuple[float, float]] = []
    for x0, x1 in sorted((s.x0, s.x1) for line in lines for s in line):
        if spans and x0 <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    return spans


def _within(segment: _Segment, column: tuple[float, float]) -> bool:
    return segment.x0 <= column[1] and segment.x1 >= column[0]


def _cells(line: _Line, row: int, columns: Sequence[tuple[float, float]], is_header: bool) -> list[Cell]:
    """The cells of a row; a header with fewer names than columns spans those that stand nearest to it."""
    places: list[tuple[int, int, _Segment]] = []
    if is_header and 0 < len(line) < len(columns):
        middles = [(a + b) / 2 for a, b in columns]
        nearest = [min(range(len(line)), key=lambda k, m=m: abs(line[k].middle - m)) for m in middles]  # type: ignore[misc]
        if not any(_within(s, columns[0]) for s in line):
            nearest[0] = -1
        for number, segment in enumerate(line):
            own = [at for at, k in enumerate(nearest) if k == number]
            if own:
                places.append((own[0], own[-1] - own[0] + 1, segment))
    else:
        for segment in line:
            own = [at for at, column in enumerate(columns) if _within(segment, column)]
            if not own:
                own = [min(range(len(columns)), key=lambda k: abs(sum(columns[k]) / 2 - segment.middle))]
            if places and places[-1][0] + places[-1][1] > own[0]:
                places[-1][2].words.extend(segment.words)
            else:
                places.append((own[0], own[-1] - own[0] + 1, segment))
    return [Cell(row, column, (0, 0, 0, 0), segment.words, (1, width)) for column, width, segment in places]


def _grid(found: list[Cell], columns: Sequence[tuple[float, float]], rows: Sequence[Row]) -> Table:
    """The table with a box for each cell, empty cells included."""
    edges = [columns[0][0] - _PADDING]
    edges += [(left[1] + right[0]) / 2 for left, right in itertools.pairwise(columns)]
    xs = [*edges, columns[-1][1] + _PADDING]
    tops, bottoms = [min(w.top for w in row) for row in rows], [max(w.bottom for w in row) for row in rows]
    ys = [tops[0], *((b + t) / 2 for b, t in zip(bottoms, tops[1:], strict=False)), bottoms[-1]]
    owner: dict[tuple[int, int], Cell] = {}
    for cell in found:
        for right in range(cell.span[1]):
            owner[(cell.row, cell.column + right)] = cell
    for at in range(len(rows)):
        for column in range(len(columns)):
            owner.setdefault((at, column), Cell(at, column, (0, 0, 0, 0), []))
    cells = sorted({id(cell): cell for cell in owner.values()}.values(), key=lambda c: (c.row, c.column))
    for cell in cells:
        cell.box = (xs[cell.column], ys[cell.row], xs[cell.column + cell.span[1]], ys[cell.row + 1])
    return Table((xs[0], ys[0], xs[-1], ys[-1]), cells, xs, ys, owner)
