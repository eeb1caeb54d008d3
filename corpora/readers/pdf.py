"""The PDF reader: text layer, reading order, paragraphs, tables, and the page and box of every character."""

from __future__ import annotations

import ctypes
import functools
import os
import re
from collections.abc import Iterator, Sequence
from typing import Any

from corpora import clock
from corpora.cleaning import DocumentBuilder
from corpora.document import Document
from corpora.errors import Corrupt, Encrypted, LimitExceeded, NeedsOcr
from corpora.limits import MAX_CHARACTERS, MAX_PAGES
from corpora.pdf_guard import check_streams
from corpora.readers import ocr
from corpora.readers.page_layout import LaidPage, build_pages, lay_out
from corpora.readers.pdf_tables import Ruling, rulings
from corpora.readers.pdf_words import PageWords, page_words, rendered

MEDIA_TYPE = "application/pdf"
_FILE_TITLE = re.compile(r"^Microsoft Word - |\.(?:docx?|wps|pdf|rtf)$", re.IGNORECASE)
_MOST_SIDE = 2_400  # pixels of a rendered page
_FONTS = "/usr/share/fonts", "/usr/share/X11/fonts/Type1", "/usr/share/X11/fonts/TTF", "/usr/local/share/fonts"
_WITHOUT_DIGITS = "DroidSansFallback"
_KEPT: list[ctypes.Array[Any]] = []  # pdfium goes on reading the list of folders
_HAN = re.compile("[\u4e00-\u9fff]{2}")  # producers also put names like "untitled" or "1" there


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


@functools.cache
def pdfium_is_ready() -> None:
    """Start pdfium, once for a process, without fonts that make it lose text.

    Where a font is not embedded pdfium takes one of the machine, and passes over characters standing alone that have no
    glyph in it: with Droid Sans Fallback, which has no digits, single figures in tables are gone. So the folders of
    fonts (those of pdfium's Linux build) are given to it without that font's.
    """
    import pypdfium2  # noqa: F401  (starts pdfium, with all fonts of the machine)

    folders = [folder for top in _FONTS for folder, _, _ in os.walk(top)]
    bad = [folder for folder in folders if any(name.startswith(_WITHOUT_DIGITS) for name in os.listdir(folder))]
    if bad:
        leaves = [f for f in folders if f not in bad and not any(b.startswith(f + os.sep) for b in bad)]
        _restart(leaves)


def _restart(folders: Sequence[str]) -> None:
    """Start pdfium again with the fonts of some folders and what is below them."""
    import pypdfium2.raw as pdfium

    char = ctypes.POINTER(ctypes.c_char)
    paths = (char * (len(folders) + 1))()
    for at, folder in enumerate(folders):
        paths[at] = ctypes.cast(ctypes.create_string_buffer(os.fsencode(folder)), char)
    _KEPT.append(paths)
    pdfium.FPDF_DestroyLibrary()
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths))


def _rulings(raw: Any) -> list[Ruling]:
    """The lines drawn on a page; none for turned pages and those whose box does not begin at its left edge."""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFPage_GetRotation(raw) != 0:
        return []
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(raw, ctypes.byref(rect))
    return rulings(raw, rect.top) if rect.left == 0 else []


def _recognised(raw: Any, found: PageWords) -> ocr.Recognised | None:
    """What text recognition reads on a page; None where it is not installed."""
    if not ocr.is_available():
        return None
    scale = min(ocr.DPI / 72, _MOST_SIDE / max(found.width, found.height, 1.0))
    return ocr.recognise(rendered(raw, found.width, found.height, scale), (0.0, 0.0, found.width, found.height))


def _read_pages(source: _Source, builder: DocumentBuilder) -> list[LaidPage]:
    """The pages that have readable text; raises when none has."""
    pages: list[LaidPage] = []
    characters = silent = unreadable = damaged = 0
    for number, raw in enumerate(source.pages(), 1):
        clock.tick()
        if pages and clock.is_late():
            builder.warn("time_cut", partial=True)
            break
        if raw is None:
            damaged += 1
            continue
        found = page_words(raw)
        recognised = _recognised(raw, found) if not found.words and not found.blank else None
        if recognised is not None and recognised.words:
            builder.warn("ocr")
            pages.append(lay_out(number, found.height, recognised.words, recognised.lines.copy))
        elif found.words:
            characters += sum(len(w.text) for w in found.words)
            if pages and characters > MAX_CHARACTERS:
                builder.warn("text_cut", partial=True)
                break
            pages.append(lay_out(number, found.height, found.words, functools.partial(_rulings, raw)))
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
        The document. Warnings: ``ocr`` (pages read by text recognition) and, each with ``partial``: ``pages_without_text`` (scanned pages among others),
        ``unreadable_text`` (pages whose glyphs stand for no characters), ``damaged_pages``, ``text_cut`` (more
        characters than the fixed limit: the pages behind are left out), ``time_cut`` (the same for want of time).

    Raises:
        NeedsOcr: no page has a text layer that can be read.
        Encrypted: the file needs a password.
        Corrupt: pdfium cannot open the file, or no page of it.
        LimitExceeded: more pages than the fixed limit, or streams that burst.
        EmptyText: all pages are blank.
    """
    check_streams(data)
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
    build_pages(builder, pages)
    return builder.build(pages=count)
