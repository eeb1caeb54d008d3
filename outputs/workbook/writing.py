"""Writing cells of any worksheet: text is always text, numbers are always numbers, limits of the format are kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from outputs.cells import without_controls
from outputs.workbook.styles import Styles

Record = dict[str, Any]
MAX_LISTED = 200_000
MAX_LINKS = 60_000
MAX_NOTES = 20_000
_MAX_TEXT = 32_000
_MAX_PATH = 250
LINE_HEIGHT = 14.0
ONE_PAGE = 330  # characters that are still readable on one A3 page
_LARGE_PRINT = 210  # characters across an A3 page at 70 %, also with the wider fonts of other programs
_A4 = 9
_A3 = 8


class CellWriter:
    """Writes cells and counts what had to be changed or left out, for the sheet that explains the workbook."""

    def __init__(self) -> None:
        self.replaced = 0
        self._links: dict[str, int] = {}
        self._notes = 0
        self.links_left_out = 0
        self.notes_left_out = 0

    def text(self, sheet: Any, row: int, column: int, value: str, style: Any) -> None:
        """A text cell, never a formula; control characters become U+FFFD, a text beyond the format's limit is cut."""
        sheet.write_string(row, column, self.clean(value), style)

    def clean(self, value: str) -> str:
        """A text that a cell or note can hold."""
        cleaned = without_controls(value)
        if cleaned != value:
            self.replaced += sum(a != b for a, b in zip(cleaned, value, strict=True))
        return cleaned if len(cleaned) <= _MAX_TEXT else f"{cleaned[:_MAX_TEXT]}…"

    def value(self, sheet: Any, row: int, column: int, value: str | int | float | None, style: Any) -> None:
        """A number as a number, a text as a text, None as an empty cell."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            self.text(sheet, row, column, value, style)
        else:
            sheet.write_number(row, column, value, style)

    def link(self, sheet: Any, row: int, column: int, target: str, style: Any) -> None:
        """A link to a place in the workbook (``'Sheet'!A1``); the cell's own value is to be written after it."""
        name = sheet.get_name()
        if self._links.get(name, 0) >= MAX_LINKS:
            self.links_left_out += 1
            return
        self._links[name] = self._links.get(name, 0) + 1
        sheet.write_url(row, column, f"internal:{target}", style, "→")

    def file_link(self, sheet: Any, row: int, column: int, path: str, text: str, style: Any) -> None:
        """A link to a file beside the workbook, where its path is one that a spreadsheet can hold."""
        if len(path) <= _MAX_PATH and "#" not in path:  # what follows # would be taken for a place in the file
            from xlsxwriter.url import Url

            url = Url(f"external:{path}")
            url._set_object_link()  # keeps the slashes; with backslashes only Windows finds the file
            url.text = text
            sheet.write_url(row, column, url, style)

    def note(self, sheet: Any, row: int, column: int, lines: Sequence[str]) -> None:
        """A note on a cell, sized to its text."""
        if self._notes >= MAX_NOTES:
            self.notes_left_out += 1
            return
        self._notes += 1
        text = self.clean("\n".join(lines))
        height = 18 * sum(1 + len(line) // 26 for line in text.split("\n")) + 8
        sheet.write_comment(
            row,
            column,
            text,
            {"width": 340, "height": min(height, 420), "font_name": "宋体", "font_size": 9, "author": ""},
        )


def lines_in(text: str, width: float) -> int:
    """How many lines a text takes in a column of ``width`` characters; Han and full-width characters count two.

    Not every program fits the heights of wrapped rows when it opens a file, so they are set.
    """
    room = max(width - 1, 2)
    return sum(
        max(1, math.ceil(sum(1 if ord(char) < 0x2000 else 2 for char in line) / room)) for line in text.split("\n")
    )


def page_breaks(widths: Sequence[Sequence[int]], fixed: int) -> list[int]:
    """Where a table too wide for one page is broken between groups of columns that belong together.

    Args:
        widths: of each column, by group, in characters.
        fixed: width of the first columns, which are repeated on every page.

    Returns:
        The numbers of columns, counted from the first group, before which a new page begins.
    """
    breaks, used, column = [], 0, 0
    for group in widths:
        if used and fixed + used + sum(group) > _LARGE_PRINT:
            breaks.append(column)
            used = 0
        used += sum(group)
        column += len(group)
    return breaks


def set_up_page(sheet: Any, title: str, head: tuple[int, int], width: int, fixed_columns: int = 0) -> None:
    """Landscape pages that repeat the head rows; a table too wide for one page repeats its first columns instead.

    Args:
        sheet: the worksheet.
        title: what stands in the page head.
        head: first and last head row, from 0.
        width: of all columns, in characters.
        fixed_columns: how many first columns are repeated on a table wider than a page; 0 always fits it to one page.
    """
    sheet.set_landscape()
    sheet.repeat_rows(*head)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_header(f"&C&10{title}")
    sheet.set_footer("&C&9第 &P 页，共 &N 页")
    if width <= ONE_PAGE or not fixed_columns:
        sheet.set_paper(_A4 if width <= 170 else _A3)
        sheet.fit_to_pages(1, 0)
        return
    sheet.set_paper(_A3)
    sheet.set_print_scale(70)
    sheet.print_across()
    sheet.repeat_columns(0, fixed_columns - 1)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its head, width in characters, how to get its value, and how its cells look.

    ``fill`` gives a background colour or None; ``style`` a whole format instead, or None.
    ``technical`` columns are for programs and are not printed.
    """

    head: str
    width: int
    get: Callable[[Record], str | int | float | None]
    fill: Callable[[Record], str | None] | None = None
    style: Callable[[Styles, Record], Any] | None = None
    wrap: bool = False
    align: str = "left"
    technical: bool = False


def _look(column: ListColumn) -> dict[str, Any]:
    look: dict[str, Any] = {"align": column.align}
    if column.wrap:
        look["text_wrap"] = True
    elif column.align == "right":
        look["indent"] = 1  # else a number touches the text of the next column
    return look


class ListSheet:
    """A sheet that lists records one a row, with a filter; rows beyond ``MAX_LISTED`` are counted, not written."""

    FIRST_ROW = 3

    def __init__(
        self, sheet: Any, title: str, remark: str, columns: Sequence[ListColumn], styles: Styles, cells: CellWriter
    ) -> None:
        self.sheet, self.columns, self._styles, self._cells = sheet, columns, styles, cells
        self._plain = [styles.get(**_look(column)) for column in columns]
        self.rows = 0
        self.left_out = 0
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, title, styles.title())
        sheet.write_string(1, 0, remark, styles.remark())
        sheet.set_row(2, 24)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(2, number, column.head, styles.head())
        sheet.freeze_panes(self.FIRST_ROW, 1)
        self._printed = [column for column in columns if not column.technical]
        set_up_page(sheet, title, (2, 2), sum(column.width for column in self._printed))

    def add(self, record: Record) -> int | None:
        """Write a record; returns its row (from 0), None when the sheet is full."""
        if self.rows >= MAX_LISTED:
            self.left_out += 1
            return None
        row = self.FIRST_ROW + self.rows
        self.rows += 1
        values = [column.get(record) for column in self.columns]
        self.sheet.set_row(row, self._height(values))
        for number, (column, plain, value) in enumerate(zip(self.columns, self._plain, values, strict=True)):
            style = (column.style and column.style(self._styles, record)) or plain
            fill = column.fill and column.fill(record)
            if fill:
                style = self._styles.get(**_look(column), bg_color=fill)
            self._cells.value(self.sheet, row, number, value, style)
        return row

    def _height(self, values: Sequence[str | int | float | None]) -> float:
        lines = 1
        for column, value in zip(self.columns, values, strict=True):
            if column.wrap and isinstance(value, str) and len(value) * 2 > column.width:
                lines = max(lines, lines_in(value, column.width))
        return min(LINE_HEIGHT * lines + 4, 400.0)

    def finish(self) -> None:
        """Set the filter over all rows; an empty list says so."""
        if not self.rows:
            self.sheet.write_string(self.FIRST_ROW, 0, "（无）", self._styles.remark())
        self.sheet.print_area(0, 0, max(self.FIRST_ROW, 2 + self.rows), len(self._printed) - 1)
        self.sheet.autofilter(2, 0, max(2, 2 + self.rows), len(self.columns) - 1)
