"""The unit of money of a cell in a grid: beside its label, above it, or around the table."""

from __future__ import annotations

from corpora.tables import Cell
from corpora.tables.units import bare_unit, named_unit, unit_of
from extractors.forms.grid import LONGEST_SECTION, Grid
from extractors.forms.grid_around import left_of, section
from extractors.forms.labels import normal


def unit_for(grid: Grid, label: Cell, entry: Cell) -> str | None:
    """The unit of an entry: in the label, its row, the lines of the table above, or around the table; None without one."""
    unit = named_unit(label.text) or _in_row(grid, label) or _above(grid, entry)
    if unit:
        return unit
    around = (named_unit(normal(text)) for text in (*left_of(grid, label), *section(grid, label.row)))
    return unit_of(grid.table, entry) or next((unit for unit in around if unit), None) or grid.unit


def unit_inside(grid: Grid, cell: Cell) -> str | None:
    """The unit of what the text of a cell says: of its headers, or around the table; None without one."""
    return unit_of(grid.table, cell) or grid.unit


def _in_row(grid: Grid, label: Cell) -> str | None:
    """The unit that stands in a cell of its own beside a label, under a head 计量单位 or behind the entry."""
    for cell in grid.table.row(label.row):
        if cell.column <= label.column:
            continue
        if grid.meanings(cell) and not grid.is_beside_the_point(cell):
            return None
        if unit := bare_unit(cell.text):
            return unit
    return None


def _above(grid: Grid, entry: Cell) -> str | None:
    """The unit in the column's head, or in a cell above that says 单位."""
    for row in range(entry.row - 1, -1, -1):
        above = grid.table.at(row, entry.column)
        if above is not None and 0 < len(above.text) <= LONGEST_SECTION and (unit := named_unit(above.text)):
            return unit
        for cell in grid.table.row(row):
            if "单位" in cell.text and (unit := named_unit(cell.text)):
                return unit
    return None
