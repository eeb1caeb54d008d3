"""The PDF reader: text layer, reading order, paragraphs, tables, and the page and box of every character."""

from __future__ import annotations

import ctypes
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpora.cleaning import DocumentBuilder
from corpora.document import Document, Fragment
from corpora.errors import Corrupt, Encrypted, LimitExceeded, NeedsOcr
from corpora.limits import MAX_CHARACTERS, MAX_PAGES
from corpora.readers.pdf_furniture import PageRows, furniture
from corpora.readers.pdf_layout import Line, Region, Row, regions_of, rows_of
from corpora.readers.pdf_paragraphs import Paragraph, body_size, paragraphs_of
from corpora.readers.pdf_tables import Cell, Table, rulings, tables_of
from corpora.readers.pdf_words import PageWords, Word, page_words

MEDIA_TYPE = "application/pdf"
_FILE_TITLE = re.compile(r"^Microsoft Word - |\.(?:docx?|wps|pdf|rtf)$", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]{2}")  # producers also put names like "untitled" or "1" there
_TABLE_MARK = "\ufffc"
_GAPS = 2


@dataclass(slots=True)
class _Page:
    rows: PageRows
    tables: list[Table]


class _Source:
    """An open PDF; pages are loaded one at a time and closed again."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2.raw as pdfium

        pdfium_is_ready()
        self._pdfium = pdfium
        self._data = data  # pdfium reads from this memory while the document is open
        self._raw = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._raw:
            if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
                raise Encrypted()
            raise Corrupt()

    def __enter__(self) -> _Source:
        return self

    def __exit__(self, *_: object) -> None:
        self._pdfium.FPDF_CloseDocument(self._raw)

    def count(self) -> int:
        """Number of pages."""
        return int(self._pdfium.FPDF_GetPageCount(self._raw))

    def pages(self) -> Iterator[Any]:
        """Each page, open; None for a page that is damaged."""
        for index in range(self.count()):
            page = self._pdfium.FPDF_LoadPage(self._raw, index)
            try:
                yield page or None
            finally:
                if page:
                    self._pdfium.FPDF_ClosePage(page)

    def information(self, key: bytes) -> str:
        """An entry of the document's information dictionary."""
        size = self._pdfium.FPDF_GetMetaText(self._raw, key, None, 0)
        if size <= 2:
            return ""
        buffer = ctypes.create_string_buffer(size)
        self._pdfium.FPDF_GetMetaText(self._raw, key, buffer, size)
        return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip()


def pdfium_is_ready() -> None:
    """Start pdfium (importing ``pypdfium2`` does it, once for a process)."""
    import pypdfium2  # noqa: F401


def _has_gaps(rows: Sequence[Row]) -> bool:
    """Whether words stand apart in their rows, so that a table is possible."""
    return sum(b.x0 - a.x1 > a.em for row in rows for a, b in itertools.pairwise(row)) >= _GAPS


def _page(raw: Any, number: int, found: PageWords) -> _Page:
    """Rows and tables of a page; a mark stands in the rows where a table stands on the page."""
    import pypdfium2.raw as pdfium

    words = found.words
    tables: list[Table] = []
    rows = rows_of(words)
    if _has_gaps(rows) and pdfium.FPDFPage_GetRotation(raw) == 0:
        rect = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(raw, ctypes.byref(rect))
        if rect.left == 0:
            tables, words = tables_of(rulings(raw, rect.top), words)
    if tables:
        marks = [Word(_TABLE_MARK, [t.box[0], t.box[2]], t.box[1] + 3, t.box[1] + 3, 0.1) for t in tables]
        rows = rows_of([*words, *marks])
    return _Page(PageRows(number, found.height, rows), tables)


def _mark_tables(regions: Sequence[Region], page: int, tables: Sequence[Table], first: int) -> None:
    """Number the lines and replace table marks by the index of their table, counted from ``first``."""
    waiting = {round(t.box[1] + 3, 3): first + k for k, t in enumerate(tables)}
    for region in regions:
        lines: list[Line] = []
        for line in region.lines:
            line.page = page
            if _TABLE_MARK not in line.text:
                lines.append(line)
                continue
            lines.append(
                replace(line, table=waiting.pop(round(line.bottom, 3), None) if line.text == _TABLE_MARK else None)
            )
            if line.text != _TABLE_MARK:
                lines[-1].text = line.text.replace(_TABLE_MARK, " ")
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


def _read_pages(source: _Source, builder: DocumentBuilder) -> list[_Page]:
    """The pages that have readable text; raises when none has."""
    pages: list[_Page] = []
    characters = silent = unreadable = damaged = 0
    for number, raw in enumerate(source.pages(), 1):
        if raw is None:
            damaged += 1
            continue
        found = page_words(raw)
        if found.words:
            characters += sum(len(w.text) for w in found.words)
            if characters > MAX_CHARACTERS:
                raise LimitExceeded()
            pages.append(_page(raw, number, found))
        else:
            unreadable += not found.readable
            silent += found.readable and not found.blank
    if not pages and damaged and not (silent or unreadable):
        raise Corrupt()
    if not pages and (silent or unreadable):
        raise NeedsOcr("文字层的字符没有编码" if unreadable else "")
    for count, code in ((silent, "pages_without_text"), (unreadable, "unreadable_text"), (damaged, "damaged_pages")):
        if count:
            builder.warn(code, partial=True)
    return pages


def _text_bounds(pages: Sequence[_Page]) -> tuple[float, float] | None:
    """Left and right side of the text over all pages, so that a page with few lines is not taken for narrow."""
    words = [w for page in pages for row in page.rows.rows for w in row]
    return (min(w.x0 for w in words), max(w.x1 for w in words)) if words else None


def read_pdf(doc: str, doc_id: str, data: bytes) -> Document:
    """Read a PDF by its text layer.

    Columns are read one after the other, broken lines put together to paragraphs, running headers, footers and page
    numbers left out; cells of ruled tables become ``table_cell`` blocks in row order. Each character keeps its place
    (``Document.locate``).

    Args:
        doc: path of the source, as it stands in ``Document.doc``.
        doc_id: id of the source's bytes.
        data: the bytes of the file.

    Returns:
        The document. Warnings, each with ``partial``: ``pages_without_text`` (scanned pages among others),
        ``unreadable_text`` (pages whose glyphs stand for no characters), ``damaged_pages``.

    Raises:
        NeedsOcr: no page has a text layer that can be read.
        Encrypted: the file needs a password.
        Corrupt: pdfium cannot open the file, or no page of it.
        LimitExceeded: more pages or characters than the fixed limits.
        EmptyText: all pages are blank.
    """
    builder = DocumentBuilder(doc, doc_id, MEDIA_TYPE, squeeze_han=True)
    with _Source(data) as source:
        count = source.count()
        if count > MAX_PAGES:
            raise LimitExceeded()
        if count == 0:
            raise Corrupt()
        pages = _read_pages(source, builder)
        title = _FILE_TITLE.sub("", source.information(b"Title"))
    if _HAN.search(title):
        builder.hints["title"] = title
    _build(builder, pages)
    return builder.build(pages=count)


def _build(builder: DocumentBuilder, pages: Sequence[_Page]) -> None:
    for page, drop in zip(pages, furniture([page.rows for page in pages]), strict=True):
        page.rows.rows[:] = [row for at, row in enumerate(page.rows.rows) if at not in drop]
    bounds = _text_bounds(pages)
    regions: list[Region] = []
    tables: list[tuple[int, Table]] = []
    for page in pages:
        here = regions_of(page.rows.rows, bounds)
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
