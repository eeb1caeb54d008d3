"""Tables that stand as lines of text: columns parted by tabs, bars or wide gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpora.document import Block, Document
from corpora.tables.headers import header_columns, is_value
from corpora.tables.model import Cell, Table
from corpora.tables.units import named_unit

# Tables found in lines are numbered behind those of the format itself.
_FIRST_INDEX = 10_000
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
_LINES_BEFORE = 3
_LONGEST_LINE = 60
_JUDGED = 40  # lines
_GAPS = (
    re.compile(r"[ \u3000]*\t[ \t\u3000]*"),
    re.compile(r"[ \u3000]*[|｜][ \u3000]*"),
    re.compile(r"[ \u3000]{2,}"),
)


def line_tables(document: Document, *, of_numbers: bool = True) -> Iterator[Table]:
    """Tables made of lines: three or more in a row that one kind of gap cuts into the same number of columns.

    The first line must hold words only, and the columns behind the first mostly numbers: what is less regular is prose.

    Args:
        document: as read.
        of_numbers: False gives tables of words too (lists of names); the caller must know what it looks for.
    """
    lines = [b for b in document.blocks if b.cell is None]
    at = index = 0
    while at < len(lines):
        table = next(
            (t for gap in _GAPS if (t := _table(document, lines, at, gap, _FIRST_INDEX + index, of_numbers))), None
        )
        if table is None:
            at += 1
        else:
            index += 1
            at += table.rows
            yield table


def _split(text: str, gap: re.Pattern[str]) -> list[tuple[int, int]]:
    """Begin and end of the columns of a line, which a bar may open and close."""
    begin, spans = 0, []
    for found in gap.finditer(text):
        spans.append((begin, found.start()))
        begin = found.end()
    spans.append((begin, len(text)))
    if len(spans) > 1 and spans[0][0] == spans[0][1]:
        spans = spans[1:]
    if len(spans) > 1 and spans[-1][0] == spans[-1][1]:
        spans = spans[:-1]
    return spans


def _table(
    document: Document, lines: Sequence[Block], first: int, gap: re.Pattern[str], index: int, of_numbers: bool
) -> Table | None:
    """The table that begins with a line, None where none does."""
    # Whether it is a table is told by its beginning, so that many lines that are none stay cheap.
    if not _is_table(_cells(document, lines, first, gap, index, _JUDGED), of_numbers):
        return None
    cells = _cells(document, lines, first, gap, index, len(lines))
    rows, columns = cells[-1].row + 1, cells[-1].column + 1
    before = _before(document, lines, first)
    unit = next((u for line in reversed(before) if (u := named_unit(line))), None)
    caption = next((line for line in reversed(before) if named_unit(line) is None), None)
    return Table(index, cells, rows, columns, before, (), caption, unit, 1, header_columns(cells, columns, 1))


def _cells(
    document: Document, lines: Sequence[Block], first: int, gap: re.Pattern[str], index: int, most: int
) -> tuple[Cell, ...]:
    """The cells of at most so many lines, as long as the gaps cut them into the same number of columns."""
    cells: list[Cell] = []
    columns = 0
    for row, at in enumerate(range(first, min(first + most, len(lines)))):
        block = lines[at]
        spans = _split(document.text[block.start : block.end], gap)
        if len(spans) < _FEWEST_COLUMNS or (columns and len(spans) != columns):
            break
        columns = len(spans)
        for c, (a, b) in enumerate((block.start + a, block.start + b) for a, b in spans):
            text = document.text[a:b].strip()
            cells.append(Cell(row, c, 1, 1, text, a, b, block.page, None, (index, row, c)))
    return tuple(cells)


def _is_table(cells: Sequence[Cell], of_numbers: bool) -> bool:
    """Whether lines are enough, the first holds words only, and (if wanted) the columns behind the first mostly numbers."""
    if not cells or cells[-1].row + 1 < _FEWEST_ROWS:
        return False
    body = [c for c in cells if c.row and c.column]
    values = sum(is_value(c.text) for c in body)
    if of_numbers and 2 * values < len(body):
        return False
    return not any(is_value(c.text) for c in cells if c.row == 0)


def _before(document: Document, lines: Sequence[Block], first: int) -> tuple[str, ...]:
    found: list[str] = []
    for block in reversed(lines[max(first - _LINES_BEFORE, 0) : first]):
        if block.end - block.start > _LONGEST_LINE:
            break
        found.append(document.text[block.start : block.end])
    return tuple(reversed(found))
