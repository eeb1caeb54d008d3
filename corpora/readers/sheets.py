"""A sheet of a workbook as blocks: one table a sheet, each cell once, as it is shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from corpora.cleaning import DocumentBuilder

_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_MOST_SQUARES = 50_000  # of a grid whose empty cells are kept


@dataclass(slots=True)
class Sheet:
    """A sheet: the texts of its cells by (row, column) from 0.

    ``merged`` are the ranges shown as one cell: first and last row, first and last column. Hidden rows and columns
    are left out.
    """

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()


def title_of(name: str) -> str:
    """The name of a sheet where its author gave one, else nothing (Sheet1)."""
    return "" if _DEFAULT_NAME.fullmatch(name.strip()) else name.strip()


def add_sheets(builder: DocumentBuilder, sheets: Iterable[Sheet]) -> None:
    """Add sheets as tables, each behind its name as a heading; those without visible text are passed over."""
    number = 0
    for sheet in sheets:
        number += _add(builder, number, sheet)


def _add(builder: DocumentBuilder, number: int, sheet: Sheet) -> bool:
    """Add a sheet as table ``number``; False when nothing of it is shown."""
    spans, covered = _spans(sheet)
    texts = {place: text for place, text in sheet.cells.items() if text.strip() and place not in covered}
    shown = {
        (row, column): text
        for (row, column), text in texts.items()
        if row not in sheet.hidden_rows and column not in sheet.hidden_columns
    }
    if len(shown) < len(texts):
        builder.warn("hidden_text_left_out")
    if not shown:
        return False
    builder.add("heading", title_of(sheet.name), level=1)
    top, left = min(row for row, _ in shown), min(column for _, column in shown)
    bottom, right = max(row for row, _ in shown), max(column for _, column in shown)
    places = sorted(shown)
    if (bottom - top + 1) * (right - left + 1) <= _MOST_SQUARES:
        places = [
            (row, column)
            for row in range(top, bottom + 1)
            if row not in sheet.hidden_rows
            for column in range(left, right + 1)
            if column not in sheet.hidden_columns and (row, column) not in covered
        ]
    for row, column in places:
        span = spans.get((row, column), (1, 1))
        place = (number, row - top, column - left)
        builder.add("table_cell", shown.get((row, column), ""), cell=place, span=span)
    return True


def _spans(sheet: Sheet) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """The rows and columns of each merged cell by its place, and the places that merged cells cover."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    filled = [place for place, text in sheet.cells.items() if text.strip()]
    bottom, right = max((row for row, _ in filled), default=0), max((column for _, column in filled), default=0)
    squares = 0
    for first, last, left, end in sheet.merged:
        # Ranges may reach far beyond what is filled in, such as whole columns.
        last, end = min(last, bottom), min(end, max(right, left))
        if last >= first and end >= left and squares < _MOST_SQUARES:
            squares += (last - first + 1) * (end - left + 1)
            spans[first, left] = (last - first + 1, end - left + 1)
            covered |= {(r, c) for r in range(first, last + 1) for c in range(left, end + 1)} - {(first, left)}
    return spans, covered
