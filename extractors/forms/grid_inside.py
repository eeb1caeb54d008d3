"""Fields that the text of a cell in a grid holds besides, or instead of, one entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpora.tables import Cell
from extractors.forms.catalogue import FieldInfo, Meaning
from extractors.forms.entries import Entry, confidence_of, suffix_of
from extractors.forms.grid import Grid
from extractors.forms.grid_fit import TYPED
from extractors.forms.grid_units import unit_inside
from extractors.forms.running import Found, begins_with_label, scan
from extractors.forms.values import named_choice, parse

_BRACKET_BEHIND = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]\s*$")
_KIND_OF_POST = "专兼职"
_YEAR_AND_NUMBER = re.compile(r"\s*(?P<head>[^:：\d]{2,8})[:：]\s*(?P<rest>\S.*)$")


def fields_inside(
    grid: Grid, cell: Cell, contexts: Sequence[str], known: Sequence[Entry], *, own: str | None = None, before: str = ""
) -> list[Entry]:
    """The fields that the text of a cell names with their values.

    Args:
        grid: the table.
        cell: whose text is looked through.
        contexts: labels and headings around it, nearest first.
        known: the entries of the table so far.
        own: the id of the field whose entry the cell holds.
        before: the label with which its text begins.
    """
    unit = unit_inside(grid, cell)
    loose = begins_with_label(cell.text, grid.catalogue)
    found_here = list(scan(cell.text, contexts, grid.catalogue, unit, loose=loose, before=before))
    if not found_here and (year := _year_of_left(grid, cell, known, unit)) is not None:
        found_here = [year]
    return [_entry(found, cell, unit) for found in found_here if found.meaning.field.id != own]


def choice_inside(grid: Grid, field: FieldInfo, label: Cell, cell: Cell) -> Iterator[Entry]:
    """A choice that the entry of another field names: 党组织 | 已建立联合党支部."""
    named = named_choice(field, cell.text)
    if named is None or any(not m.reworded for m in grid.meanings(cell)):
        return
    start = cell.start + cell.text.index(named)
    value = parse(field, named)
    yield Entry(field, "", label.text, value, named, None, cell.page, cell.address, start, start + len(named), 0.88)


def choices_in_bracket(grid: Grid, cell: Cell, label: str | None = None) -> Iterator[Entry]:
    """What a cell says in brackets behind a name or a label: 黎婉仪（□专职 ☑兼职）, 秘书长（√专职 □兼职）.

    Args:
        grid: the table.
        cell: with the bracket.
        label: of the name; None where the bracket stands behind the label itself.
    """
    bracket = _BRACKET_BEHIND.search(cell.text)
    if bracket is None:
        return
    label = cell.text[: bracket.start()] if label is None else label
    asked = {meaning.field.id for meaning in grid.catalogue.meanings(label.strip() + _KIND_OF_POST)}
    start, end = (cell.start + at for at in bracket.span(1))
    for field in grid.catalogue.fields.values():
        if field.type != "choice" or field.id not in asked:
            continue
        value = parse(field, bracket[1])
        if value.value in field.choices:
            yield Entry(field, "", label, value, bracket[1], None, cell.page, cell.address, start, end, 0.93)


def _year_of_left(grid: Grid, cell: Cell, known: Sequence[Entry], unit: str | None) -> Found | None:
    """A number that only says its year, behind the cell that names its field: 货币资金：5.00 | 年初：4.00."""
    left = grid.table.left_of(cell)
    own = _YEAR_AND_NUMBER.match(cell.text)
    if left is None or own is None or grid.catalogue.column(own["head"]) != "previous":
        return None
    there = [entry for entry in known if entry.address == left.address and not entry.suffix]
    if len({entry.field.id for entry in there}) != 1:
        return None
    meaning = Meaning(there[0].field, previous=True)
    value = parse(meaning.field, own["rest"], unit)
    label = f"{there[0].label}{own['head']}"
    if value.fit != TYPED:
        return None
    return Found(meaning, label, value, own["rest"], own.start("rest"), len(cell.text), 0.92)


def _entry(found: Found, cell: Cell, unit: str | None) -> Entry:
    """What was found in the text of a cell, with its place in the document."""
    field = found.meaning.field
    return Entry(
        field=field,
        suffix=suffix_of(found.meaning, (), None) or "",
        label=found.label,
        value=found.value,
        written=found.written,
        unit=(unit if field.type == "money" else None) or field.unit,
        page=cell.page,
        address=cell.address,
        start=cell.start + found.start,
        end=cell.start + found.end,
        confidence=confidence_of(found.strength, found.value, found.meaning),
        in_sentence=found.in_sentence,
    )
