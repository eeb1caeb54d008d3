"""The entries of one table as they are found: no text is the entry of two labels."""

from __future__ import annotations

from collections.abc import Sequence

from corpora.tables import Cell
from extractors.forms.catalogue import Meaning
from extractors.forms.entries import Address, Entry, confidence_of, says_place, suffix_of
from extractors.forms.grid import LONGEST_HEAD, Grid
from extractors.forms.grid_around import contexts
from extractors.forms.grid_inside import choices_in_bracket, fields_inside
from extractors.forms.grid_units import unit_for
from extractors.forms.values import Value, parse


class Noted:
    """What was read of a grid so far.

    Attributes:
        grid: the table.
        entries: in the order in which they were found.
        rows_read: the addresses of labels whose rows were read under heads of columns.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.entries: list[Entry] = []
        self.rows_read: set[Address] = set()
        self._taken: set[Address] = set()

    def is_taken(self, cell: Cell) -> bool:
        """Whether the text of a cell is the entry of a label already."""
        return cell.address in self._taken

    def free(self, cell: Cell | None) -> Cell | None:
        """The cell, unless it is taken."""
        return None if cell is None or self.is_taken(cell) else cell

    def enter(self, meaning: Meaning, label: Cell, cell: Cell, kinds: Sequence[str], confidence: float) -> bool:
        """Note the entry of a label, with what else its text holds.

        Args:
            meaning: of the label.
            label: the label's cell.
            cell: with the entry.
            kinds: what the heads of its column say.
            confidence: of the way in which the entry was found.

        Returns:
            Whether it was noted: not if it is taken, has the wrong type, or stands in a column that is none of the field's.
        """
        suffix = suffix_of(meaning, kinds, self.grid.latest_year)
        if suffix is None or self.is_taken(cell):
            return False
        unit = unit_for(self.grid, label, cell) if meaning.field.type == "money" else None
        value = parse(meaning.field, cell.text, unit)
        if not value.fit or (meaning.reworded and not _is_choice(meaning, value)):
            return False
        entry = Entry(
            field=meaning.field,
            suffix=suffix,
            label=label.text,
            value=value,
            written=cell.text[: len(cell.text) - len(value.rest)].strip() if value.rest else cell.text,
            unit=unit or meaning.field.unit,
            page=cell.page,
            address=cell.address,
            start=cell.start,
            end=cell.end,
            confidence=confidence_of(confidence, value, meaning),
            in_statement=meaning.field.statement is not None and (self.grid.is_statement or says_place(kinds)),
        )
        self.enter_all(cell, [entry])
        self._enter_rest(entry, label, cell)
        return True

    def enter_all(self, cell: Cell, entries: Sequence[Entry]) -> None:
        """Note what makes up the whole text of a cell, which is taken by it."""
        self._taken.add(cell.address)
        self.entries += entries

    def _enter_rest(self, entry: Entry, label: Cell, cell: Cell) -> None:
        """Note the further fields in a text that the type of its entry does not explain."""
        if entry.value.rest:
            around = [label.text, *contexts(self.grid, label)]
            before = label.text if len(label.text) <= LONGEST_HEAD else ""
            self.entries += fields_inside(self.grid, cell, around, self.entries, own=entry.field.id, before=before)
        elif entry.field.type == "person":
            self.entries += choices_in_bracket(self.grid, cell, label.text)


def _is_choice(meaning: Meaning, value: Value) -> bool:
    """Whether a chosen word is one of the field's; a label in other words must not ask for something else."""
    field = meaning.field
    return field.type != "choice" or value.value is None or not field.choices or value.value in field.choices
