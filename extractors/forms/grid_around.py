"""What stands around a cell of a grid: labels, heads, stubs and sections, by which a label is understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from corpora.tables import Cell
from extractors.forms.catalogue import Meaning
from extractors.forms.grid import LONGEST_HEAD, Grid
from extractors.forms.labels import normal

_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[)）]|附?表\d")
# What stands alone in a row of a sheet and names the table below.
_CALLS_TABLE = re.compile(
    r"(?:情况|信息|数据|指标|明细|概况|统计|表)(?:[（(][^（）()]*[）)])?$|[（(](?:单位[:：])?[^（）()]{0,3}元[）)]$"
)
_BEFORE_COLON = re.compile(r"[^:：]{2,12}(?=[:：])")
_SPECIFIC = ("count", "rate")  # types whose labels say enough to be read anywhere


def contexts(grid: Grid, cell: Cell) -> list[str]:
    """Labels and headings around a cell, nearest first."""
    return [
        *left_of(grid, cell),
        *_above(grid, cell),
        *_stub(grid, cell),
        *section(grid, cell.row),
        *grid.headings,
        *_siblings(grid, cell),
        *_last_above(grid, cell),
    ]


def left_of(grid: Grid, cell: Cell) -> Iterator[str]:
    """The nearest label on the left, merged cells that group this row with others, and what this row is a part of."""
    nearest = False
    column = cell.column - 1
    while column >= 0:
        left = grid.table.at(cell.row, column)
        if left is None:
            column -= 1
            continue
        if left.text and (left.rows > cell.rows or (not nearest and grid.meanings(left))):
            nearest = nearest or bool(grid.meanings(left))
            yield left.text
        column = left.column - 1
    yield from _opening(grid, cell)
    yield from _whole_of(grid, cell)


def section(grid: Grid, row: int) -> Iterator[str]:
    """The row above that names a section: over all columns, or (in sheets) numbered as headings are."""
    for at in range(row - 1, -1, -1):
        alone = grid.alone(at)
        if alone is None:
            continue
        exact = any(not meaning.reworded for meaning in grid.meanings(alone))
        numbered = alone.column == 0 and not exact and (_NUMBERED.match(alone.text) or _CALLS_TABLE.search(alone.text))
        if numbered or alone.columns >= grid.table.columns:
            yield alone.text
            return


def upwards(grid: Grid, cell: Cell) -> Iterator[Cell]:
    """The cells over the first column of a cell, nearest first."""
    above = grid.table.above(cell)
    while above is not None:
        yield above
        above = grid.table.at(above.row - 1, cell.column)


def is_elsewhere(grid: Grid, meaning: Meaning, cell: Cell) -> bool:
    """Whether the labels here are about something else: a branch, a project, what was changed."""
    places = grid.catalogue.places
    if meaning.field.section in places.read_there or meaning.field.type in _SPECIFIC:
        return False
    nearest = next(chain(section(grid, cell.row), grid.headings), None)
    return nearest is not None and places.elsewhere.search(normal(nearest)) is not None


def label_before(grid: Grid, cell: Cell) -> str:
    """The short text in the cell on the left, with which a text may begin: 理事会 | 本年度召开（3）次."""
    left = grid.table.left_of(cell)
    return left.text if left is not None and len(left.text) <= LONGEST_HEAD else ""


def begin_of_row(grid: Grid, cell: Cell) -> Iterator[str]:
    """What the first cell of a row says in front of its own entry: 党员年龄：35岁以下 12名 | 36—50岁 14名."""
    first = grid.table.at(cell.row, 0)
    if first is not None and (head := _BEFORE_COLON.match(first.text)):
        yield head[0]


def _opening(grid: Grid, cell: Cell) -> Iterator[str]:
    """The first cell of the row where it only names what the row is about: another label follows it."""
    first = grid.table.at(cell.row, 0)
    if first is not None and first.text and first.column + first.columns <= cell.column:
        follower = grid.table.right_of(first)
        if follower is not None and follower.text and grid.meanings(follower):
            yield first.text


def _whole_of(grid: Grid, cell: Cell) -> Iterator[str]:
    """The label of which a row marked 其中, or one behind such a row, is a part: the nearest whole one above."""
    marked = _is_part(cell)
    if not marked and any(meaning.under is None for meaning in grid.meanings(cell)):
        return
    for above in upwards(grid, cell):
        if not above.text and not marked:
            return
        if above.text and not _is_part(above):
            if marked:
                yield above.text
            return
        marked = marked or _is_part(above)


def _is_part(cell: Cell) -> bool:
    return "其中" in cell.text[:4]


def _above(grid: Grid, cell: Cell) -> Iterator[str]:
    """Heads that span this column and others; not those that span the table."""
    for above in upwards(grid, cell):
        if grid.table.spans(above):
            return
        if above.text and above.columns > cell.columns:
            yield above.text
        elif above.text and not grid.is_label(above):
            return


def _stub(grid: Grid, cell: Cell) -> Iterator[str]:
    """The head of the column in which a label stands, such as 接受捐赠情况."""
    for row in range(cell.row - 1, -1, -1):
        if grid.is_section(row):
            return
        top = grid.table.at(row, cell.column)
        if top is not None and any(grid.is_head(row, at) for at in range(cell.column + 1, grid.table.columns)):
            if top.text and not grid.table.spans(top):
                yield top.text
            return


def _siblings(grid: Grid, cell: Cell) -> Iterator[str]:
    """The sections of the fields that labels in the same row name: 总数 beside 专职 and 兼职 is that of the staff."""
    sections = [
        meaning.field.section
        for other in grid.table.row(cell.row)
        if other.text and other is not cell
        for meaning in grid.meanings(other)
        if meaning.under is None
    ]
    yield from dict.fromkeys(sections)


def _last_above(grid: Grid, cell: Cell) -> Iterator[str]:
    """The last label of the row above, of which a part may begin the next row: 离退休人员兼任 | 2 // 其中：地厅级以上 | 1."""
    if _is_part(cell) and cell.row:
        yield from [other.text for other in grid.table.row(cell.row - 1) if grid.is_label(other)][-1:]
