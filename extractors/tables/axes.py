"""The headers of a table, read: for each row and column its path of headers, with what stands around the grid."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from corpora.tables import Cell, Table
from corpora.tables.units import named_unit
from extractors.observations.setting import Setting
from extractors.observations.subject import types_in
from extractors.tables.headers import Header, holds_places, read_header
from extractors.tables.values import cell_value
from extractors.tables.wording import bare, says

_PARTICULAR = re.compile(r"(?:单\s*位|日期|制表|填报|编制|报送|填表|时间|截止|截至)[^：:]{0,6}[：:]")
_DECIMAL = re.compile(r"\d[.．]\d|[%％]")


class Axis:
    """The headers of one axis of a table: for each row (or column) its header cells, outermost first, read and as text."""

    def __init__(self, paths: dict[int, tuple[Header, ...]], texts: dict[int, tuple[str, ...]]) -> None:
        self.paths = paths
        self.texts = texts
        # Each different header once: what is asked of all of them does not depend on how often one stands there.
        self.every = tuple(dict.fromkeys(h for path in paths.values() for h in path))
        self.by_place = any(h.area or h.own for h in self.every)

    def inner(self, at: int) -> Header:
        """The innermost header that says anything."""
        path = self.paths.get(at, ())
        return next(
            (h for h in reversed(path) if h.words or h.area or h.own or h.total), path[-1] if path else Header("")
        )


@dataclass(frozen=True, slots=True)
class Heads:
    """A table with its headers read.

    Attributes:
        table: the grid.
        setting: what holds for the article around it.
        rows, columns: the headers of each axis.
        particulars: words of the rows among the headers that hold particulars of the table (填报单位：…　单位：家).
        decimals: the columns that hold decimals or percent signs.
        captioned: the organisations that the caption counts (社会组织), None where it names none.
    """

    table: Table
    setting: Setting
    rows: Axis
    columns: Axis
    particulars: tuple[str, ...]
    decimals: frozenset[int]
    captioned: str | None


def read_heads(table: Table, setting: Setting) -> Heads:
    """The headers of a table, read once for all its cells."""
    left_out = _particulars(table)
    return Heads(
        table=table,
        setting=setting,
        rows=_row_axis(table, setting),
        columns=_column_axis(table, setting, left_out.keys()),
        particulars=tuple(text for texts in left_out.values() for text in texts),
        decimals=frozenset(c.column for c in table.body() if _DECIMAL.search(c.text)),
        captioned=_last_kind(table.caption or ""),
    )


def _last_kind(caption: str) -> str | None:
    kinds = types_in(caption)
    return caption[kinds[-1][0] : kinds[-1][1]] if kinds else None


def label_columns(table: Table) -> list[list[str]]:
    """The labels of each column of row headers."""
    return [
        [c.text for c in table.cells if c.column == at and c.row >= table.header_rows]
        for at in range(table.header_columns)
    ]


def identifies(table: Table, cell: Cell) -> bool:
    """Whether a cell stands in a column of numbering, dates or telephone numbers."""
    heads = table.column_headers(cell)
    return cell.columns == 1 and bool(heads) and says("identifiers", bare(heads[-1].text))


def _row_axis(table: Table, setting: Setting) -> Axis:
    """The headers of each row."""
    place_columns = set()
    for at, labels in enumerate(label_columns(table)):
        heads = [c.text for c in table.cells if c.row < table.header_rows and c.column == at and not table.spans(c)]
        if holds_places(labels, heads[-1] if heads else ""):
            place_columns.add(at)
    paths: dict[int, tuple[Header, ...]] = {}
    texts: dict[int, tuple[str, ...]] = {}
    over = sections_of(table)
    section: tuple[Header, ...] = ()
    for row in range(1, table.rows):
        if row in over:
            # What a section is about in general (一、登记情况) is left to its rows; a type, place or year holds for them.
            read = read_header(over[row].text, setting.base)
            section = (read,) if read.area or read.period or types_in(read.words) else ()
        if row < table.header_rows or row in over:
            continue
        cells = [table.at(row, column) for column in range(table.header_columns)]
        kept: dict[tuple[int, int, int], Cell] = {c.address: c for c in cells if c is not None and c.text.strip()}
        # 合计 may stand where the others have their running number.
        shown = [c for c in kept.values() if not identifies(table, c) or says("totals", bare(c.text))]
        texts[row] = tuple(c.text for c in shown)
        own = tuple(read_header(c.text, setting.base, is_place=c.column in place_columns) for c in shown)
        paths[row] = (*section, *own) if own else ()
    return Axis(_without_starred_parts(paths), texts)


def _without_starred_parts(paths: dict[int, tuple[Header, ...]]) -> dict[int, tuple[Header, ...]]:
    """The headers of rows; where other marks (#, 其中) tell parts, a star says something else (累计数)."""
    every = [h for path in paths.values() for h in path]
    if not any(h.part and not h.starred for h in every):
        return paths
    return {row: tuple(replace(h, part=False) if h.starred else h for h in path) for row, path in paths.items()}


def sections_of(table: Table) -> dict[int, Cell]:
    """The rows below the headers of the columns that hold one cell of words only: headings inside the table."""
    found: dict[int, Cell] = {}
    headed = False
    for row in range(table.rows):
        cells = [cell for cell in table.row(row) if cell.text.strip()]
        alone = headed and len(cells) == 1 and cells[0].row == row and cells[0].column == 0
        if alone and (table.spans(cells[0]) or row >= table.header_rows) and cell_value(cells[0].text, None) is None:
            found[row] = cells[0]
        headed = headed or len(cells) > 1
    return found


def with_own_caption(table: Table) -> Table:
    """The table with the caption that stands before it, where a heading inside it was taken for one."""
    if table.caption not in {cell.text for cell in sections_of(table).values()}:
        return table
    lines = [line for line in reversed(table.before) if named_unit(line) is None]
    return replace(table, caption=lines[0] if lines else None)


def _particulars(table: Table) -> dict[int, list[str]]:
    """The rows among the headers that hold particulars of the table (填报单位：…　单位：家), with their words."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row < table.header_rows and cell.text.strip():
            rows.setdefault(cell.row, []).append(cell.text)
    return {row: texts for row, texts in rows.items() if any(_PARTICULAR.search(text) for text in texts)}


def _column_axis(table: Table, setting: Setting, left_out: Collection[int]) -> Axis:
    """The headers of each column."""
    found: dict[int, list[Cell]] = {}
    for column in range(table.header_columns, table.columns):
        kept: dict[tuple[int, int, int], Cell] = {}
        for row in range(table.header_rows):
            cell = table.at(row, column)
            if cell is not None and cell.text.strip() and not table.spans(cell) and cell.row not in left_out:
                kept[cell.address] = cell
        found[column] = list(kept.values())
    are_places = holds_places([cells[-1].text for cells in found.values() if cells], "")
    return Axis(
        {c: tuple(read_header(h.text, setting.base, is_place=are_places) for h in cells) for c, cells in found.items()},
        {c: tuple(h.text for h in cells) for c, cells in found.items()},
    )
