"""Lists of people in a grid, in which 专职 and 党员 are said of one person and not of the organisation."""

from __future__ import annotations

from itertools import pairwise

from corpora.tables import Cell
from extractors.forms.grid import Grid
from extractors.forms.labels import normal

_FEWEST_NAMED = 3  # columns


def cells_outside_lists(grid: Grid) -> list[Cell]:
    """The cells of a grid but those of the rows of such lists."""
    head: list[int] = []  # columns of the list
    listed: set[int] = set()
    for row in range(grid.table.rows):
        cells = [cell for cell in grid.table.row(row) if cell.text]
        named = [cell.column for cell in cells if normal(cell.text) in grid.catalogue.places.people]
        if len(named) >= _FEWEST_NAMED and any(a + 1 == b for a, b in pairwise(named)):
            head = named
        elif head and (len(cells) < 2 or any(grid.is_label(c) and c.column not in head for c in cells[:2])):
            head = []
        elif head:
            listed.add(row)
    return [cell for cell in grid.table.cells if cell.row not in listed]
