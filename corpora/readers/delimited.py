"""Comma-separated values: a table written as text, which is read as a sheet of a workbook is."""

from __future__ import annotations

import csv
import io

from corpora.readers.sheets import Sheet

_DELIMITERS = ",;\t"


def sheet_of(text: str) -> Sheet | None:
    """The rows of comma-separated values; None where no two rows have two cells.

    What parts the cells is told by the first rows: a comma, a semicolon or a tab, whichever stands there most often.
    """
    begin = text[:2000]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=begin.count))
    sheet = Sheet("")
    try:
        for at, row in enumerate(rows):
            sheet.cells |= {(at, column): cell for column, cell in enumerate(row) if cell.strip()}
    except csv.Error:  # a cell longer than any table has, as behind a quotation mark that nobody closed
        return None
    return sheet if len({row for row, column in sheet.cells if column}) > 1 else None
