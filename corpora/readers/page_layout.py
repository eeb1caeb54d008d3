"""Words and drawn lines of pages to the blocks of a document: for all formats that place characters on pages."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpora.cleaning import DocumentBuilder
from corpora.document import Fragment
from corpora.readers.pdf_furniture import TABLE_MARK, PageRows, furniture
from corpora.readers.pdf_layout import Line, Region, Row, columns_of, regions_of, rows_of
from corpora.readers.pdf_paragraphs import Paragraph, body_size, paragraphs_of
from corpora.readers.pdf_tables import Cell, Ruling, Table, tables_of
from corpora.readers.pdf_unruled import unruled_tables
from corpora.readers.pdf_words import Word

_GAPS = 2


@dataclass(slots=True)
class LaidPage:
    """Rows and tables of a page; a mark stands in the rows where a table stands on the page."""

    rows: PageRows
    tables: list[Table]


def _has_gaps(rows: Sequence[Row]) -> bool:
    """Whether words stand apart in their rows, so that a table is possible."""
    return sum(b.x0 - a.x1 > a.em for row in rows for a, b in itertools.pairwise(row)) >= _GAPS


def lay_out(number: int, height: float, words: list[Word], rulings: Callable[[], Sequence[Ruling]]) -> LaidPage:
    """Find the rows and tables of a page.

    Args:
        number: of the page, from 1.
        height: of the page, in points.
        words: of the page; places in points from its top left corner.
        rulings: gives the lines drawn on the page; asked only where the words could stand in a table.
    """
    tables: list[Table] = []
    rows = rows_of(words)
    if _has_gaps(rows):
        tables, words = tables_of(rulings(), words)
        loose, words = unruled_tables(rows_of(words) if tables else rows)
        tables = sorted([*tables, *loose], key=lambda table: (table.box[1], table.box[0]))
    if tables:
        marks = [Word(TABLE_MARK, [t.box[0], t.box[2]], t.box[1] + 3, t.box[1] + 3, 0.1) for t in tables]
        rows = rows_of([*words, *marks])
    return LaidPage(PageRows(number, height, rows), tables)


def _mark_tables(regions: Sequence[Region], page: int, tables: Sequence[Table], first: int) -> None:
    """Number the lines and replace table marks by the index of their table, counted from ``first``."""
    waiting = {round(t.box[1] + 3, 3): first + k for k, t in enumerate(tables)}
    for region in regions:
        lines: list[Line] = []
        for line in region.lines:
            line.page = page
            if TABLE_MARK not in line.text:
                lines.append(line)
                continue
            lines.append(
                replace(line, table=waiting.pop(round(line.bottom, 3), None) if line.text == TABLE_MARK else None)
            )
            if line.text != TABLE_MARK:
                lines[-1].text = line.text.replace(TABLE_MARK, " ")
        region.lines = lines
    if waiting and regions:
        # a mark that shares its row with text: the table follows that text
        regions[-1].lines += [Line("", [0.0, 0.0], 0, 0, 0, page, table=index) for index in sorted(waiting.values())]


def _cell_block(builder: DocumentBuilder, cell: Cell, page: int, place: tuple[int, int, int]) -> None:
    """Add the text of a cell, its lines joined."""
    lines = [line for region in regions_of(rows_of(cell.words), (cell.box[0], cell.box[2])) for line in region.lines]
    for line in lines:
        line.page = page
    # a cell narrower than its text breaks it anywhere, so every full line goes on
    inner = max((line.x1 for line in lines), default=cell.box[2])
    parts = paragraphs_of(
        [Region(lines, min((x.x0 for x in lines), default=0.0), inner)], body_size([Region(lines, 0, 0)])
    )
    text, fragments = "", []
    for part in parts:
        if isinstance(part, Paragraph):
            text += " " if text else ""
            fragments += [_shifted(f, len(text)) for f in part.fragments]
            text += part.text
    builder.add("table_cell", text, page=page, bbox=cell.box, cell=place, span=cell.span, fragments=fragments)


def _shifted(fragment: Fragment, by: int) -> Fragment:
    return Fragment(
        fragment.start + by, fragment.end + by, fragment.page, fragment.top, fragment.bottom, fragment.edges
    )


def _text_bounds(pages: Sequence[LaidPage]) -> tuple[float, float] | None:
    """Left and right side of the text over all pages, so that a page with few lines is not taken for narrow."""
    words = [w for page in pages for row in page.rows.rows for w in row]
    return (min(w.x0 for w in words), max(w.x1 for w in words)) if words else None


def build_pages(builder: DocumentBuilder, pages: Sequence[LaidPage]) -> None:
    """Add the blocks of all pages to ``builder``: furniture left out, columns in order, paragraphs whole."""
    found = furniture([page.rows for page in pages])
    # What would leave nothing is no furniture: the same short page several times.
    if any(len(page.rows.rows) > len(drop) for page, drop in zip(pages, found, strict=True)):
        for page, drop in zip(pages, found, strict=True):
            page.rows.rows[:] = [row for at, row in enumerate(page.rows.rows) if at not in drop]
    bounds = _text_bounds(pages)
    known = columns_of([page.rows.rows for page in pages]) if len(pages) > 1 else []
    regions: list[Region] = []
    tables: list[tuple[int, Table]] = []
    for page in pages:
        here = regions_of(page.rows.rows, bounds, known)
        _mark_tables(here, page.rows.number, page.tables, len(tables))
        tables += [(page.rows.number, table) for table in page.tables]
        regions += here
    for item in paragraphs_of(regions, body_size(regions)):
        if isinstance(item, Paragraph):
            builder.add(item.kind, item.text, page=item.page, bbox=item.bbox, fragments=item.fragments)
            continue
        number, table = tables[item]
        for cell in table.cells:
            _cell_block(builder, cell, number, (item, cell.row, cell.column))
