"""Pictures of documents (photographs, scans as .jpg, .png, .tif …), read by text recognition."""

from __future__ import annotations

from corpora import clock
from corpora.cleaning import DocumentBuilder
from corpora.document import Document
from corpora.errors import LimitExceeded, NeedsOcr
from corpora.limits import MAX_PAGES
from corpora.readers import ocr
from corpora.readers.page_layout import LaidPage, build_pages, lay_out
from corpora.readers.sniff import sniff

_LONG, _SHORT = 842.0, 595.0  # points: a picture is taken for a page of A4


def read_image(doc: str, doc_id: str, data: bytes) -> Document:
    """Read a picture; a .tif may hold several pages.

    Places count in points on a page of A4 as wide as the picture. Warnings: ``ocr``; with the
    document partial, ``time_cut`` (no time for the pages behind).

    Raises:
        NeedsOcr: text recognition is not installed.
        Corrupt: the picture cannot be decoded.
        LimitExceeded: more pages than the fixed limit.
        EmptyText: nothing was recognised.
    """
    if not ocr.is_available():
        raise NeedsOcr()
    builder = DocumentBuilder(doc, doc_id, sniff(data), squeeze_han=True)
    builder.warn("ocr")
    found = ocr.pictures(data)
    if len(found) > MAX_PAGES:
        raise LimitExceeded(f"> {MAX_PAGES:,} pages")
    pages: list[LaidPage] = []
    for number, picture in enumerate(found, 1):
        clock.tick()
        if pages and clock.is_late():
            builder.warn("time_cut", partial=True)
            break
        height, width = picture.shape[:2]
        across = _SHORT if width <= height else _LONG
        down = across * height / width
        recognised = ocr.recognise(picture, (0.0, 0.0, across, down))
        pages.append(lay_out(number, down, recognised.words, recognised.lines.copy))
    build_pages(builder, pages)
    return builder.build(pages=len(found))
