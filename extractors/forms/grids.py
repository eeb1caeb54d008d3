"""Fields in tables: labels beside, above or inside the cells of their entries; one label over several columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from corpora.tables import Cell, Table
from extractors.forms.catalogue import Catalogue
from extractors.forms.entries import Entry
from extractors.forms.grid import LONGEST_SECTION, Grid
from extractors.forms.grid_around import begin_of_row, contexts, label_before
from extractors.forms.grid_combined import enter_combined
from extractors.forms.grid_heads import enter_row
from extractors.forms.grid_inside import choices_in_bracket, fields_inside
from extractors.forms.grid_label import enter_by_way, enter_label
from extractors.forms.grid_noted import Noted
from extractors.forms.grid_people import cells_outside_lists
from extractors.forms.grid_units import unit_for
from extractors.forms.grid_ways import other_way
from extractors.forms.ticks import has_boxes
from extractors.forms.values import amounts_in
from extractors.forms.wrapped import unwrapped

_STARTS_AMOUNT = "0123456789-−¥￥("


class GridReader:
    """Reads the fields of one table, once.

    Args:
        table: the grid.
        catalogue: the fields.
        headings: the headings in front of the table, nearest first.
        unit: of money where the table itself names none.

    Attributes:
        unread: amounts that are no entry, in 元.
    """

    def __init__(self, table: Table, catalogue: Catalogue, headings: Sequence[str], unit: str | None) -> None:
        self._grid = Grid(unwrapped(table, catalogue), catalogue, headings, unit)
        self._cells = [cell for cell in cells_outside_lists(self._grid) if cell.text]
        self._noted = Noted(self._grid)
        self.unread: list[float] = []

    def read(self) -> list[Entry]:
        """All entries, in the order in which they were found."""
        self._read_labels()
        for cell in self._cells:
            if len(cell.text) <= LONGEST_SECTION:
                self._read_several(cell)
        for cell in self._cells:
            if not self._noted.is_taken(cell) and not self._grid.meanings(cell):
                self._read_text(cell)
        return self._noted.entries

    def _read_labels(self) -> None:
        """Note the entries of all cells that are labels."""
        way = other_way(self._grid)
        # Rows under heads first: there a cell 合计 is a head, and no label of what stands under it.
        passes = (partial(enter_by_way, way),) if way else (enter_row, enter_label)
        for enter in passes:
            for cell in self._cells:
                if not self._noted.is_taken(cell) and (meanings := self._grid.meanings(cell)):
                    enter(self._noted, cell, meanings, contexts(self._grid, cell))

    def _read_several(self, cell: Cell) -> None:
        """Note what a short cell says as a label with its choices in brackets, or as several labels."""
        if has_boxes(cell.text):
            self._noted.entries += choices_in_bracket(self._grid, cell)
        if not self._grid.meanings(cell):
            enter_combined(self._noted, cell)

    def _read_text(self, cell: Cell) -> None:
        """Note the fields inside a cell that is neither label nor entry; its amounts are unread where there are none."""
        around = [*contexts(self._grid, cell), *begin_of_row(self._grid, cell)]
        before = label_before(self._grid, cell)
        found = fields_inside(self._grid, cell, around, self._noted.entries, before=before)
        self._noted.entries += found
        if not found and cell.text[0] in _STARTS_AMOUNT and not self._grid.is_beside_the_point(cell):
            first = self._grid.table.row(cell.row)[0]
            self.unread += amounts_in(cell.text, unit_for(self._grid, first, cell))
