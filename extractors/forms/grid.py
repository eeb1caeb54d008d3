"""What the cells of a form's table are: labels, heads of columns, names of sections, numbering beside the point."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from corpora.tables import Cell, Table
from extractors.forms.catalogue import Catalogue, Meaning
from extractors.forms.labels import normal

LONGEST_HEAD = 20  # characters
LONGEST_SECTION = 40
_COUNTED = {"次": "次数", "场": "次数", "人": "人数", "名": "人数", "个": "数", "家": "数"}
_NEAR_HEADINGS = 4


class Grid:
    """A table with what the catalogue knows of its cells; asks only, and keeps nothing of what is read.

    Args:
        table: the grid.
        catalogue: the fields.
        headings: the headings in front of the table, nearest first.
        unit: of money where the table itself names none.
    """

    def __init__(self, table: Table, catalogue: Catalogue, headings: Sequence[str], unit: str | None) -> None:
        self.table = table
        self.catalogue = catalogue
        self.headings = [h for h in (table.caption, *reversed(table.before), *headings) if h]
        self.unit = unit
        self._kinds_over: dict[tuple[int, int], tuple[str, ...]] = {}

    # -- labels --------------------------------------------------------------------------------------------------------

    def meanings(self, cell: Cell) -> tuple[Meaning, ...]:
        """What a cell may mean as a label; none when it is none, or unknown."""
        known = self.catalogue.meanings(cell.text)
        if known or not cell.text or cell.column or len(cell.text) > LONGEST_HEAD:
            return known
        # 理事会 | 次 | 3: the unit beside it says what is counted.
        beside = self.table.right_of(cell)
        counted = _COUNTED.get(beside.text.strip()) if beside is not None else None
        return self.catalogue.meanings(cell.text.strip() + counted) if counted else ()

    def is_label(self, cell: Cell | None) -> bool:
        """Whether a cell is a label of a field or the head of a column."""
        return (
            cell is not None
            and bool(cell.text)
            and not self.is_beside_the_point(cell)
            and (bool(self.meanings(cell)) or self.kind(cell) is not None)
        )

    def is_beside_the_point(self, cell: Cell) -> bool:
        """Whether a cell stands in a column of numbering, codes or units."""
        return "skip" in self.kinds_over(cell) and self.kind(cell) != "skip"

    # -- heads of columns ----------------------------------------------------------------------------------------------

    def kind(self, cell: Cell) -> str | None:
        """What a cell says as the head of a column, as in ``Catalogue.column``, or ``changed``; None if it is no head."""
        kind = self.catalogue.column(cell.text)
        if kind is None and len(cell.text) <= LONGEST_HEAD and self.catalogue.places.changes.search(normal(cell.text)):
            return "changed"
        return kind

    def is_head(self, row: int, column: int) -> bool:
        """Whether the cell at a place heads its column."""
        cell = self.table.at(row, column)
        if cell is None or not cell.text or self.table.spans(cell):
            return False
        kind = self.kind(cell)
        return kind is not None and not (kind.isdigit() and self._is_year_of_form(cell))

    def kinds_over(self, cell: Cell) -> tuple[str, ...]:
        """What the heads above a cell say, outermost first; heads hold down to the next row that names a section."""
        known, column = self._kinds_over, cell.column
        if (cell.row, column) in known:
            return known[cell.row, column]
        at = cell.row - 1
        while at >= 0 and (at + 1, column) not in known and not self.is_head(at, column) and not self.is_section(at):
            at -= 1
        if (at + 1, column) in known:
            found = known[at + 1, column]
        elif at < 0 or not self.is_head(at, column):
            found = ()
        else:
            found = self._heads_upwards(at, column)
        for between in range(at + 1, cell.row + 1):
            known[between, column] = found
        return found

    def _is_year_of_form(self, cell: Cell) -> bool:
        """Whether a year is the entry of a label (报告年度), so that it heads no column."""
        around = (self.table.left_of(cell), self.table.above(cell))
        return any(m.field.type == "year" for other in around if other is not None for m in self.meanings(other))

    def _heads_upwards(self, row: int, column: int) -> tuple[str, ...]:
        """What the head at a place and those upon it say, outermost first."""
        kinds: list[str] = []
        while row >= 0 and self.is_head(row, column):
            cell = self.table.at(row, column)
            if cell is not None and (kind := self.kind(cell)):
                kinds.insert(0, kind)
                row = cell.row
            row -= 1
        return tuple(kinds)

    # -- rows and the whole --------------------------------------------------------------------------------------------

    def is_section(self, row: int) -> bool:
        """Whether a row holds one short text alone over all columns: it names what follows."""
        alone = self.alone(row)
        return alone is not None and alone.columns >= self.table.columns

    def alone(self, row: int) -> Cell | None:
        """The only cell with text of a row, when it is short."""
        words = [cell for cell in self.table.row(row) if cell.text]
        return words[0] if len(words) == 1 and len(words[0].text) <= LONGEST_SECTION else None

    @cached_property
    def latest_year(self) -> str | None:
        """The latest of the years that head columns."""
        kinds = (self.catalogue.column(cell.text) for cell in self.table.cells if len(cell.text) <= LONGEST_HEAD)
        return max((kind for kind in kinds if kind and kind.isdigit()), default=None)

    @cached_property
    def is_statement(self) -> bool:
        """Whether the table as a whole is one of the three financial statements."""
        names = self.catalogue.places.statement_names.values()
        return any(pattern.search(h) for h in self.headings[:_NEAR_HEADINGS] for pattern in names)
