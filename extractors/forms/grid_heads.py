"""Entries of a grid that stand where the row of a label meets a column with a head: years side by side, 专职 over 工作人员."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpora.tables import Cell
from extractors.forms.catalogue import Meaning
from extractors.forms.entries import resolve, says_place
from extractors.forms.grid import Grid
from extractors.forms.grid_around import is_elsewhere
from extractors.forms.grid_fit import in_same_columns
from extractors.forms.grid_noted import Noted


def enter_row(noted: Noted, label: Cell, meanings: Sequence[Meaning], contexts: Sequence[str]) -> None:
    """Note the row of a label whose columns have heads of years or kinds, above them or in the row itself.

    Args:
        noted: the entries so far.
        label: in front of the row.
        meanings: of the label.
        contexts: labels and headings around it, nearest first.
    """
    entries = list(_entries_in_row(noted.grid, label))
    if any("changed" in kinds for _, kinds in entries[:1]):
        noted.rows_read.add(label.address)
    resolved = resolve(meanings, contexts)
    if resolved is None or not any(says_place(kinds) for _, kinds in entries):
        return
    if is_elsewhere(noted.grid, resolved[0], label):
        return
    noted.rows_read.add(label.address)
    for entry, kinds in entries:
        if kinds:
            noted.enter(resolved[0], label, entry, kinds, 0.97)


def enter_column(noted: Noted, head: Cell, meanings: Sequence[Meaning], contexts: Sequence[str]) -> bool:
    """Note the column under a head where each row has a label of its own: 专职 over the row 工作人员.

    Args:
        noted: the entries so far.
        head: over the column.
        meanings: of the head.
        contexts: labels and headings around it, nearest first.

    Returns:
        Whether there was any.
    """
    found = False
    for cell in _cells_under(noted.grid, head):
        before = (left for left in noted.grid.table.row(cell.row) if left.column < cell.column)
        labels = [left for left in before if left.text and not left.text[0].isdigit()]
        if labels and _has_own_field(noted.grid, labels[-1], head):
            break
        meant = _meant_in_row(noted.grid, labels, meanings, contexts)
        if meant is not None:
            found |= noted.enter(meant[0], head, cell, meant[1], 0.9)
    return found


def _entries_in_row(grid: Grid, label: Cell) -> Iterator[tuple[Cell, tuple[str, ...]]]:
    """The cells behind a label up to the next one, with what their heads say; heads may stand in the row: 年初数 | 5 | 年末数 | 6."""
    in_row: tuple[str, ...] = ()
    cell = grid.table.right_of(label)
    while cell is not None:
        kind = grid.kind(cell) if cell.text else None
        if kind is not None:
            in_row = (kind,)
        elif grid.is_label(cell):
            return
        else:
            yield cell, in_row or grid.kinds_over(cell)
        cell = grid.table.right_of(cell)


def _cells_under(grid: Grid, head: Cell) -> Iterator[Cell]:
    """The cells under a head in its columns, down to the next label."""
    cell = grid.table.below(head)
    while cell is not None and not grid.table.spans(cell) and in_same_columns(cell, head) and not grid.is_label(cell):
        yield cell
        cell = grid.table.below(cell)


def _meant_in_row(
    grid: Grid, labels: Sequence[Cell], meanings: Sequence[Meaning], contexts: Sequence[str]
) -> tuple[Meaning, tuple[str, ...]] | None:
    """What a head means in a row with labels, and the year that they say; None where they do not go with the head."""
    for label in reversed(labels):
        narrowed = resolve(meanings, [label.text])
        if narrowed is not None and narrowed[1]:
            return narrowed[0], ()
        kind = grid.catalogue.column(label.text)
        if kind is not None and (kind.isdigit() or kind in ("previous", "current")):
            resolved = resolve(meanings, contexts)
            return None if resolved is None else (resolved[0], (kind,))
    return None


def _has_own_field(grid: Grid, label: Cell, head: Cell) -> bool:
    """Whether the row of a label has a field of its own, so that the head above has nothing to do with it."""
    if label.row <= head.row or not any(m.under is None for m in grid.meanings(label)):
        return False
    stub = grid.table.at(head.row, label.column)
    return stub is not None and any(m.under is None and not m.reworded for m in grid.meanings(stub))
