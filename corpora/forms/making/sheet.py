"""Sets blocks as a workbook: numbers stored as numbers, merged ranges, one sheet from break to break."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence

from corpora.forms.making.blocks import Block, Break, Grid, as_lines


def write(blocks: Sequence[Block]) -> bytes:
    """The bytes of an .xlsx file. A table inside a cell is not supported."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime.datetime(2024, 3, 29, 9, tzinfo=datetime.UTC)})
    text, money = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0.00"})
    whole = book.add_format({"border": 1, "num_format": "#,##0"})
    sheet, top = None, 0
    plain = list(as_lines(blocks))
    for at, block in enumerate(plain):
        if isinstance(block, Break) or sheet is None:
            sheet, top = book.add_worksheet(block.name or None if isinstance(block, Break) else None), 0
            if isinstance(block, Break):
                continue
        if not isinstance(block, Grid):
            sheet.write_string(top, 0, block.text)
            top += 1
            continue
        for row, column, cell in block.placed():
            if cell.across > 1 or cell.down > 1:
                last = (top + row + cell.down - 1, column + cell.across - 1)
                sheet.merge_range(top + row, column, *last, "", text)
            if cell.number is not None:
                sheet.write_number(top + row, column, cell.number, money if "." in cell.text else whole)
            else:
                sheet.write_string(top + row, column, cell.text, text)
        top += len(block.rows) + (at + 1 < len(plain))
    book.close()
    return out.getvalue()
