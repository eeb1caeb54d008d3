"""The entry of one label in a grid: beside or below it, or some other way from it."""

from __future__ import annotations

from collections.abc import Sequence

from corpora.tables import Cell
from extractors.forms.catalogue import Meaning
from extractors.forms.entries import resolve
from extractors.forms.grid import Grid
from extractors.forms.grid_around import is_elsewhere
from extractors.forms.grid_fit import TYPED, entry_beside, fit, in_same_columns, is_word_of
from extractors.forms.grid_heads import enter_column
from extractors.forms.grid_inside import choice_inside
from extractors.forms.grid_noted import Noted
from extractors.forms.grid_ways import Way
from extractors.forms.values import parse


def enter_label(noted: Noted, label: Cell, meanings: Sequence[Meaning], contexts: Sequence[str]) -> None:
    """Note the entry beside or below a label, whichever suits it better.

    Args:
        noted: the entries so far.
        label: the label's cell.
        meanings: of the label.
        contexts: labels and headings around it, nearest first.
    """
    if label.address in noted.rows_read:
        return
    resolved = resolve(meanings, contexts)
    if resolved is None:
        enter_column(noted, label, meanings, contexts)
        return
    grid, meaning = noted.grid, resolved[0]
    if is_elsewhere(grid, meaning, label):
        return
    right, below = entry_beside(grid, label), _below(grid, label)
    if meaning.field.also is not None and right is not None:
        noted.entries += choice_inside(grid, grid.catalogue.fields[meaning.field.also], label, right)
    beside, under = (fit(grid, meaning, label, noted.free(cell)) for cell in (right, below))
    if below is not None and under and (under > beside or (under == beside and _is_header_row(noted, label.row))):
        if not enter_column(noted, label, meanings, contexts) and _is_single(grid, meaning, below):
            noted.enter(meaning, label, below, (), 0.9)
    elif right is not None and beside:
        noted.enter(meaning, label, right, (), 0.96)


def enter_by_way(way: Way, noted: Noted, label: Cell, meanings: Sequence[Meaning], contexts: Sequence[str]) -> None:
    """Note the entry that stands some other way from its label.

    Args:
        way: from a label to its entry.
        noted: the entries so far.
        label: the label's cell.
        meanings: of the label.
        contexts: labels and headings around it, nearest first.
    """
    resolved, entry = resolve(meanings, contexts), way(label)
    if resolved is None or entry is None or is_elsewhere(noted.grid, resolved[0], label):
        return
    if fit(noted.grid, resolved[0], label, entry):
        noted.enter(resolved[0], label, entry, (), 0.9)


def _below(grid: Grid, label: Cell) -> Cell | None:
    """The cell under a label, where it covers the same columns."""
    below = grid.table.below(label)
    return below if below is not None and in_same_columns(below, label) else None


def _is_header_row(noted: Noted, row: int) -> bool:
    """Whether the labels of a row stand over their entries: more of them are followed by labels than by entries."""
    grid = noted.grid
    votes = 0
    for cell in grid.table.row(row):
        meanings = grid.meanings(cell)
        left = grid.table.left_of(cell)
        if not meanings or (left is not None and any(is_word_of(grid, m, cell) for m in grid.meanings(left))):
            continue
        beside = fit(grid, meanings[0], cell, grid.table.right_of(cell))
        under = fit(grid, meanings[0], cell, noted.free(_below(grid, cell)))
        votes += (beside < 1 <= under) - (under < 1 <= beside)
    return votes > 0


def _is_single(grid: Grid, meaning: Meaning, below: Cell) -> bool:
    """Whether an entry under a label stands alone, so that it is no list."""
    following = grid.table.below(below)
    if following is None or not following.text or grid.is_label(following) or grid.is_section(following.row):
        return True
    if grid.is_label(grid.table.left_of(following)) and not any(map(grid.is_label, grid.table.row(below.row))):
        return True
    typed = parse(meaning.field, below.text).fit == TYPED
    return typed and not (in_same_columns(following, below) and parse(meaning.field, following.text).fit == TYPED)
