"""Old workbooks (.xls, and .et of Kingsoft WPS): each sheet a table, its numbers and dates as they are shown."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

from corpora.cleaning import DocumentBuilder
from corpora.document import Document
from corpora.errors import Corrupt, Encrypted
from corpora.readers.number_formats import shown
from corpora.readers.ole import streams
from corpora.readers.sheets import Sheet, add_sheets
from corpora.readers.sniff import XLS


def read_xls(doc: str, doc_id: str, data: bytes) -> Document:
    """Read a workbook of Excel 5 to 2003.

    Warnings: ``hidden_text_left_out`` (hidden sheets, rows, columns).

    Raises:
        Encrypted: it needs a password.
        Corrupt: it cannot be parsed.
        EmptyText: no text in it.
    """
    builder = DocumentBuilder(doc, doc_id, XLS)
    book = _opened(data)
    try:
        shown = [sheet for sheet in book.sheets() if not sheet.visibility]
        if len(shown) < book.nsheets:
            builder.warn("hidden_text_left_out")
        add_sheets(builder, (_sheet(book, sheet) for sheet in shown))
    finally:
        book.release_resources()
    return builder.build()


def _opened(data: bytes) -> Any:
    import xlrd

    # xlrd follows circles in a damaged container for ever, so that is opened by a reader that does not.
    found = streams(data, ("Workbook", "Book"))
    workbook = found.get("Workbook") or found.get("Book") or b""
    try:
        return xlrd.open_workbook(file_contents=workbook, formatting_info=True, logfile=io.StringIO())
    except (MemoryError, RecursionError):
        raise
    # Damaged workbooks make xlrd fail in a dozen ways of Python; only its word for passwords tells more than this.
    except Exception as error:
        if "encrypted" in str(error):
            raise Encrypted("Excel") from error
        raise Corrupt(f"Excel: {str(error)[:100]}") from error


def _sheet(book: Any, raw: Any) -> Sheet:
    sheet = Sheet(raw.name)
    for row in range(raw.nrows):
        for column, cell in enumerate(raw.row(row)):
            if text := _shown(book, cell):
                sheet.cells[row, column] = text
    sheet.merged = [(first, last - 1, left, right - 1) for first, last, left, right in raw.merged_cells]
    sheet.hidden_rows = {row for row, info in raw.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {column for column, info in raw.colinfo_map.items() if info.hidden}
    return sheet


def _shown(book: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        form = book.format_map.get(book.xf_list[cell.xf_index].format_key) if cell.xf_index is not None else None
        value = Decimal(repr(float(cell.value)))
        if not value.is_finite():
            return ""
        return shown(value, form.format_str if form else "General", since_1904=book.datemode == 1)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#"))
    return ""
