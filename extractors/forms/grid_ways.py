"""Grids whose entries stand neither behind nor below their labels."""

from __future__ import annotations

from collections.abc import Callable

from corpora.tables import Cell
from extractors.forms.catalogue import Meaning
from extractors.forms.grid import Grid
from extractors.forms.grid_fit import TYPED, fit
from extractors.forms.labels import is_in_brackets

Way = Callable[[Cell], Cell | None]


def other_way(grid: Grid) -> Way | None:
    """From a label to its entry, where that is above or in front, as more entries suit there; None for other grids."""
    table = grid.table
    labels = [
        (cell, meanings[0])
        for cell in table.cells
        if (meanings := [m for m in grid.meanings(cell) if m.field.type not in ("text", "person")])
    ]
    above, before, under, beside = (
        sum(_suits(grid, meaning, label, way(label)) for label, meaning in labels)
        for way in (table.above, table.left_of, table.below, table.right_of)
    )
    if above and _are_bracketed(grid):
        return table.above if above >= beside else None
    others = max(under, beside)
    if above > others or (0 < above == others and _ends_with_labels(grid)):
        return table.above
    return table.left_of if before > max(others, above) else None


def _suits(grid: Grid, meaning: Meaning, label: Cell, cell: Cell | None) -> bool:
    """Whether a cell holds what only a field of the label's type has."""
    return cell is not None and bool(cell.text) and fit(grid, meaning, label, cell) == TYPED


def _are_bracketed(grid: Grid) -> bool:
    """Whether most labels stand in brackets as a whole, as they do under what they name."""
    labels = [cell.text for cell in grid.table.cells if cell.text and grid.meanings(cell)]
    return 2 * sum(is_in_brackets(text.strip()) for text in labels) > len(labels)


def _ends_with_labels(grid: Grid) -> bool:
    """Whether the first row holds no label and the last one nothing else."""
    rows = [[cell for cell in grid.table.row(row) if cell.text] for row in range(grid.table.rows)]
    filled = [row for row in rows if row]
    return not any(map(grid.is_label, filled[0])) and all(map(grid.is_label, filled[-1]))
