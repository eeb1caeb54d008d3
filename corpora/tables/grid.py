"""From blocks to grids: the cells of each table, tables that go on over a page break put together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpora.document import Block, Document
from corpora.tables.headers import header_columns, header_rows
from corpora.tables.model import Cell, Table
from corpora.tables.units import named_unit

_LINES_BEFORE: Final = 3
_LONGEST_LINE: Final = 60  # characters of a line that may name a table
_LINES_AFTER: Final = 4
_NOTE = re.compile(r"(?:附?注|备注|说明|注释)\s*\d*\s*[:：.、]|[*＊#＃※]")
_UNIT_LINE = re.compile(r"[（(]?\s*(?:计量|金额|货币)?单\s*位\s*[:：]")
_NAME = re.compile(r"(?:表|情况|明细|概况|摘要|名单|信息|统计)(?:[（(][^（）()]{0,20}[)）])?$")
_SAME_EDGE: Final = 4.0  # points
_MOST_SQUARES: Final = 1_000_000  # of a grid


@dataclass(slots=True)
class RawTable:
    """The cells of one table as found, and the indexes of its first and last block in the document.

    ``head`` is how many rows of headers it has where that is known, None where its cells have to tell; ``caption``
    likewise is its name, None where the lines around it have to tell.
    """

    index: int
    cells: list[Cell]
    first: int
    last: int
    head: int | None = None
    caption: str | None = None


def tables_of(document: Document) -> tuple[Table, ...]:
    """The tables of a document, in order.

    Tables of the format itself (Word, HTML, ruled tables of a PDF, sheets). A table that goes on over a page break is
    one table; the header that the new page repeats comes once. Rows and columns without a cell do not count where a
    grid would be boundless with them, and what is boundless all the same is no table.

    Args:
        document: as read.
    """
    raws = _joined(_raw_tables(document), document)
    for raw in raws:
        raw.cells = _bounded(raw.cells)
    return tuple(table_of(raw, document) for raw in raws if raw.cells)


def _raw_tables(document: Document) -> list[RawTable]:
    found: dict[int, RawTable] = {}
    for at, block in enumerate(document.blocks):
        if block.cell is not None:
            raw = found.setdefault(block.cell[0], RawTable(block.cell[0], [], at, at))
            raw.cells.append(_cell(block, document))
            raw.last = at
    for block in document.blank_cells:
        if block.cell is not None and block.cell[0] in found:
            found[block.cell[0]].cells.append(_cell(block, document))
    for raw in found.values():
        raw.cells.sort(key=lambda cell: (cell.row, cell.column))
    return sorted(found.values(), key=lambda raw: raw.first)


def _cell(block: Block, document: Document) -> Cell:
    address = block.cell or (0, 0, 0)
    text = document.text[block.start : block.end]
    rows, columns = block.span
    return Cell(address[1], address[2], rows, columns, text, block.start, block.end, block.page, block.bbox, address)


def _joined(raws: Sequence[RawTable], document: Document) -> list[RawTable]:
    """Tables with each that goes on over a page break as one."""
    joined: list[RawTable] = []
    for raw in raws:
        before = joined[-1] if joined else None
        if before is None or not _goes_on(before, raw, document):
            joined.append(raw)
            continue
        rows = max(cell.row + cell.rows for cell in before.cells)
        repeated = _repeated_rows(before, raw)
        before.cells += [replace(cell, row=cell.row - repeated + rows) for cell in raw.cells if cell.row >= repeated]
        before.last = raw.last
    return joined


def _goes_on(before: RawTable, raw: RawTable, document: Document) -> bool:
    """Whether a table is the continuation of the one before: on the next page, nothing between, the same columns."""
    last, first = before.cells[-1], raw.cells[0]
    if last.page is None or first.page != last.page + 1 or raw.first != before.last + 1:
        return False
    ours, theirs = _edges(raw), _edges([c for c in before.cells if c.page == last.page])
    return (
        ours is not None
        and theirs is not None
        and len(ours) == len(theirs)
        and all(abs(a - b) <= _SAME_EDGE for a, b in zip(ours, theirs, strict=True))
    )


def _edges(cells: RawTable | Sequence[Cell]) -> list[float] | None:
    """The left edges of the columns in points, and the right edge of the table; None without boxes."""
    listed = cells.cells if isinstance(cells, RawTable) else cells
    lefts = {cell.column: cell.bbox[0] for cell in listed if cell.bbox is not None}
    rights = [cell.bbox[2] for cell in listed if cell.bbox is not None]
    return [lefts[column] for column in sorted(lefts)] + [max(rights)] if rights else None


def _repeated_rows(before: RawTable, raw: RawTable) -> int:
    """How many rows at the top of a continuation repeat the header of the table."""
    count = 0
    while (words := _words(raw, count)) and words == _words(before, count):
        count += 1
    return count


def _words(raw: RawTable, row: int) -> list[str]:
    return [cell.text for cell in raw.cells if cell.row == row and cell.text]


def _bounded(cells: list[Cell]) -> list[Cell]:
    """The cells of a table; of a boundless grid (a cell in row 1,048,576) renumbered, none where that does not help."""
    if _squares(cells) <= _MOST_SQUARES:
        return cells
    rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})
    closer = [
        replace(
            cell,
            row=(row := bisect_left(rows, cell.row)),
            column=(column := bisect_left(columns, cell.column)),
            rows=bisect_left(rows, cell.row + cell.rows) - row,
            columns=bisect_left(columns, cell.column + cell.columns) - column,
        )
        for cell in cells
    ]
    return closer if _squares(closer) <= _MOST_SQUARES else []


def _squares(cells: Sequence[Cell]) -> int:
    """The squares of a grid, or those that its cells cover, where they lie upon each other and cover more."""
    grid = max(cell.row + cell.rows for cell in cells) * max(cell.column + cell.columns for cell in cells)
    return max(grid, sum(cell.rows * cell.columns for cell in cells))


def table_of(raw: RawTable, document: Document) -> Table:
    """The grid that cells make, with its headers and what the lines around it say."""
    cells = tuple(sorted(raw.cells, key=lambda cell: (cell.row, cell.column)))
    rows = max(cell.row + cell.rows for cell in cells)
    columns = max(cell.column + cell.columns for cell in cells)
    before = _before(raw, document)
    after = _after(raw, document)
    head = header_rows(cells, rows) if raw.head is None else raw.head
    titles = _titles(cells, columns, head)
    return Table(
        index=raw.index,
        cells=cells,
        rows=rows,
        columns=columns,
        before=before,
        after=after,
        caption=raw.caption or _caption(titles, before, document, raw),
        unit=_unit(titles, before, cells, head),
        header_rows=head,
        header_columns=header_columns(cells, columns, head),
    )


def _titles(cells: Sequence[Cell], columns: int, head: int) -> list[str]:
    """The rows above the headers that name the table: over all columns, or in the first cell of a row that is empty else."""
    if columns < 2:
        return []
    filled = Counter(cell.row for cell in cells if cell.text)
    above = [cell for cell in cells if cell.row < head and cell.text]
    alone = {
        cell.address for cell in above if cell.column == 0 and filled[cell.row] == 1 and cell.row + cell.rows < head
    }
    return [cell.text for cell in above if cell.columns >= columns or cell.address in alone]


def _before(raw: RawTable, document: Document) -> tuple[str, ...]:
    lines: list[str] = []
    for at in range(raw.first - 1, max(raw.first - 1 - _LINES_BEFORE, -1), -1):
        block = document.blocks[at]
        if block.cell is not None or block.end - block.start > _LONGEST_LINE:
            break
        lines.append(document.text[block.start : block.end])
    return tuple(reversed(lines))


def _after(raw: RawTable, document: Document) -> tuple[str, ...]:
    lines: list[str] = []
    for block in document.blocks[raw.last + 1 : raw.last + 1 + _LINES_AFTER]:
        line = document.text[block.start : block.end]
        if block.cell is not None or not (_NOTE.match(line) or block.kind == "footnote"):
            break
        lines.append(line)
    return tuple(lines)


def _caption(titles: Sequence[str], before: Sequence[str], document: Document, raw: RawTable) -> str | None:
    """The name of a table: its own title row, a line of kind caption, a line that ends as names do, the last line."""
    named = [line for line in titles if not _UNIT_LINE.match(line)]
    if named:
        return named[0]
    at = raw.first - 1
    while at >= 0 and document.blocks[at].cell is None and raw.first - at <= _LINES_BEFORE:
        block = document.blocks[at]
        if block.kind == "caption":
            return document.text[block.start : block.end]
        at -= 1
    lines = [line for line in reversed(before) if not _UNIT_LINE.match(line) and not line.endswith(("。", "；"))]
    return next((line for line in lines if _NAME.search(line.strip())), lines[0] if lines else None)


def _unit(titles: Sequence[str], before: Sequence[str], cells: Sequence[Cell], head: int) -> str | None:
    """The unit of all numbers: a title row, the lines before from the nearest, or the corner."""
    corner = [cell.text for cell in cells if cell.row < max(head, 1) and cell.row == 0 and _UNIT_LINE.search(cell.text)]
    for line in (*titles, *corner, *reversed(before)):
        if unit := named_unit(line):
            return unit
    return None
