"""Which cell of a grid may hold the entry of a label, and how well what it says suits the field."""

from __future__ import annotations

import re

from corpora.tables import Cell
from corpora.tables.headers import is_value
from corpora.tables.units import named_unit
from extractors.forms.catalogue import Meaning
from extractors.forms.entries import PLACED_BY_COLUMN
from extractors.forms.grid import LONGEST_HEAD, Grid
from extractors.forms.grid_around import upwards
from extractors.forms.values import parse

TYPED = 2  # fit of a text that only a field of this type has
_PEOPLE = ("人", "名")
_TIMES = re.compile("次数|场次|[（(][次场][）)]")
_FEWEST_GAPS = 3  # rows


def entry_beside(grid: Grid, label: Cell) -> Cell | None:
    """The cell on the right in which the entry of a label stands: behind codes, units and columns left empty."""
    cell = grid.table.right_of(label)
    while cell is not None and (grid.is_beside_the_point(cell) or _is_gap(grid, label, cell)):
        cell = grid.table.right_of(cell)
    return cell


def fit(grid: Grid, meaning: Meaning, label: Cell, cell: Cell | None) -> int:
    """How well a cell suits as the entry of a label: 0 for none, another label or the wrong type, else as ``Value.fit``."""
    if cell is None or (meaning.field.unit in _PEOPLE and _counts_times(grid, cell)):
        return 0
    if cell.text and grid.is_label(cell) and not is_word_of(grid, meaning, cell):
        return 0
    return parse(meaning.field, cell.text, named_unit(label.text)).fit


def is_word_of(grid: Grid, meaning: Meaning, cell: Cell) -> bool:
    """Whether a cell that looks like a label is one of the words to be chosen (法人, 专职)."""
    if meaning.field.type == "year":
        return grid.catalogue.column(cell.text) not in PLACED_BY_COLUMN
    if meaning.field.type == "choice" and (words := grid.meanings(cell)) and words[0].reworded:
        return parse(meaning.field, cell.text).fit == TYPED
    return cell.text.strip() in (*meaning.field.choices, *meaning.field.words)


def in_same_columns(cell: Cell, other: Cell) -> bool:
    """Whether two cells cover the same columns."""
    return (cell.column, cell.columns) == (other.column, other.columns)


def _is_gap(grid: Grid, label: Cell, cell: Cell) -> bool:
    """Whether an empty cell only keeps labels and entries apart: it is empty beside every label of that column."""
    following = grid.table.right_of(cell)
    if cell.text or following is None or not following.text or grid.is_label(following):
        return False
    beside = [
        grid.table.at(other.row, cell.column)
        for other in grid.table.cells
        if other.column == label.column and other.text
    ]
    return not any(other is not None and other.text for other in beside) and len(beside) >= _FEWEST_GAPS


def _counts_times(grid: Grid, cell: Cell) -> bool:
    """Whether the head over a cell says that it counts how often something was done: 监事会 under 召开次数."""
    head = next((above for above in upwards(grid, cell) if above.text and not is_value(above.text)), None)
    if head is None or len(head.text) > LONGEST_HEAD or not _TIMES.search(head.text):
        return False
    beside = grid.table.right_of(head)
    return beside is None or not is_value(beside.text)
