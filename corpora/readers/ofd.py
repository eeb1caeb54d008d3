"""OFD files (GB/T 33190-2016), the fixed-layout format of Chinese offices: text as it stands in the XML, with page and box.

Words and drawn lines go the same way as those of a PDF: columns in order, paragraphs whole, ruled tables as cells.
Measures in the file are millimetres; everything here is in points. Seals and other annotations are no text.
"""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from corpora import clock
from corpora.cleaning import DocumentBuilder
from corpora.document import Box, Document
from corpora.errors import Corrupt, Encrypted, LimitExceeded, NeedsOcr
from corpora.limits import MAX_CHARACTERS, MAX_PAGES
from corpora.readers import ocr
from corpora.readers.ofd_objects import Matrix, numbers, text_words, thin_lines
from corpora.readers.page_layout import LaidPage, build_pages, lay_out
from corpora.readers.pdf_tables import Ruling
from corpora.readers.pdf_words import Word
from corpora.readers.sniff import OFD
from corpora.readers.zip_parts import ZipParts

_POINTS = 72 / 25.4  # in a millimetre
_A4 = (0.0, 0.0, 210.0, 297.0)
_MOST_DEPTH = 50
_MOST_PICTURES = 20  # of a page that are looked at
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x80-\x9f]")
_UNREADABLE_SHARE = 0.1


def read_ofd(doc: str, doc_id: str, data: bytes) -> Document:
    """Read an OFD file.

    Warnings: ``ocr`` (pages read by text recognition) and, each with ``partial``: ``pages_without_text`` (scanned pages), ``unreadable_text`` (pages whose glyphs
    stand for no characters), ``damaged_pages``, ``embedded_not_read`` (attachments), ``xml_repaired``,
    ``text_cut`` (more characters than the fixed limit), ``time_cut`` (no time for the pages behind).

    Raises:
        NeedsOcr: no page has text.
        Encrypted: it needs a password.
        Corrupt: the main parts are missing or cannot be parsed.
        LimitExceeded: more pages than the fixed limit.
        EmptyText: all pages are blank.
    """
    parts = ZipParts(data)
    main = parts.needed("OFD.xml")
    if next(_named(main, "Encryptions"), None) is not None:
        raise Encrypted("OFD")
    builder = DocumentBuilder(doc, doc_id, OFD, squeeze_han=True)
    if title := next((node.text or "" for node in _named(main, "Title")), ""):
        builder.hints["title"] = title
    roots = [_inside("", node.text or "") for node in _named(main, "DocRoot")]
    if not roots:
        raise Corrupt("OFD.xml")
    found = [page for root in roots for page in _pages(parts, root, builder)]
    if len(found) > MAX_PAGES:
        raise LimitExceeded(f"> {MAX_PAGES:,} pages")
    if parts.repaired:
        builder.warn("xml_repaired", partial=True)
    build_pages(builder, _readable(parts, found, builder))
    return builder.build(pages=len(found))


@dataclass(slots=True)
class _Page:
    """What a page shows; ``pictures`` are the paths of its pictures (empty for drawings) and where they stand, in points."""

    height: float
    words: list[Word]
    lines: list[Ruling]
    pictures: list[tuple[str, Box]] = field(default_factory=list)


def _readable(parts: ZipParts, pages: list[_Page | None], builder: DocumentBuilder) -> list[LaidPage]:
    """The pages that have readable text; raises when none has but some show something."""
    laid: list[LaidPage] = []
    characters = silent = unreadable = damaged = 0
    for number, page in enumerate(pages, 1):
        clock.tick()
        if laid and clock.is_late():
            builder.warn("time_cut", partial=True)
            break
        if page is None:
            damaged += 1
            continue
        if not page.words and _recognise(page, parts):
            builder.warn("ocr")
        text = "".join(word.text for word in page.words)
        characters += len(text)
        if laid and characters > MAX_CHARACTERS:
            builder.warn("text_cut", partial=True)
            break
        if len(_UNREADABLE.findall(text)) > _UNREADABLE_SHARE * len(text):
            unreadable += 1
        elif text:
            laid.append(lay_out(number, page.height, page.words, page.lines.copy))
        else:
            silent += bool(page.pictures)
    if not laid and damaged and not (silent or unreadable):
        raise Corrupt("OFD")
    if not laid and (silent or unreadable):
        raise NeedsOcr("文字层的字符没有编码" if unreadable else "")
    for count, code in ((silent, "pages_without_text"), (unreadable, "unreadable_text"), (damaged, "damaged_pages")):
        if count:
            builder.warn(code, partial=True)
    return laid


def _recognise(page: _Page, parts: ZipParts) -> bool:
    """Whether text recognition is installed and reads something in the pictures of a page; it becomes the page's text."""
    if not ocr.is_available():
        return False
    for path, box in page.pictures[:_MOST_PICTURES]:
        data = parts.read(path) if path else None
        try:
            pictures = ocr.pictures(data) if data else []
        except Corrupt:  # a picture format of its own (JBIG2): the page stays one without text
            continue
        for picture in pictures[:1]:
            recognised = ocr.recognise(picture, box)
            page.words += recognised.words
            page.lines += recognised.lines
    return bool(page.words)


def _media(parts: ZipParts, folder: str, document: etree._Element) -> dict[str, str]:
    """The paths of the pictures that the resource files of a document list, by their id."""
    found: dict[str, str] = {}
    for name in ("PublicRes", "DocumentRes"):
        for entry in _named(document, name):
            path = _inside(folder, entry.text or "")
            resources = parts.tree(path)
            if resources is None:
                continue
            base = _inside(posixpath.dirname(path), resources.get("BaseLoc", ""))
            for medium in _named(resources, "MultiMedia"):
                found[medium.get("ID", "")] = _inside(base, medium.findtext("{*}MediaFile") or "")
    return found


def _box(node: etree._Element, matrix: Matrix) -> Box:
    """Where an object stands on its page, in points."""
    box = (numbers(node.get("Boundary")) + [0.0] * 4)[:4]
    (x0, y0), (x1, y1) = matrix(box[0], box[1]), matrix(box[0] + box[2], box[1] + box[3])
    return x0 * _POINTS, y0 * _POINTS, x1 * _POINTS, y1 * _POINTS


def _pages(parts: ZipParts, root: str, builder: DocumentBuilder) -> Iterator[_Page | None]:
    """The pages of one document; None for a page that cannot be parsed."""
    document = parts.needed(root)
    if next(_named(document, "Attachments"), None) is not None:
        builder.warn("embedded_not_read", partial=True)
    folder = posixpath.dirname(root)
    area = next((_area(node) for node in _named(document, "PageArea")), _A4)
    templates = {
        node.get("ID", ""): _inside(folder, node.get("BaseLoc", "")) for node in _named(document, "TemplatePage")
    }
    content = functools.lru_cache(maxsize=16)(parts.tree)
    media = _media(parts, folder, document)
    for entry in _named(document, "Page"):
        try:
            root_of_page = content(_inside(folder, entry.get("BaseLoc", "")))
        except Corrupt:
            root_of_page = None
        if root_of_page is None:
            yield None
            continue
        own = next((_area(node) for node in root_of_page.iterchildren("{*}Area")), area)
        page = _Page(own[3] * _POINTS, [], [])
        corner = Matrix(e=-own[0], f=-own[1])
        for used in root_of_page.iterchildren("{*}Template"):
            template = templates.get(used.get("TemplateID", ""))
            if template and (below := content(template)) is not None:
                _collect(below, corner, page)
        _collect(root_of_page, corner, page)
        page.pictures = [(media.get(identity, ""), box) for identity, box in page.pictures]
        yield page


def _collect(root: etree._Element, corner: Matrix, page: _Page) -> None:
    """Add what the layers of a page or template show."""
    for content in root.iterchildren("{*}Content"):
        for layer in content.iterchildren("{*}Layer"):
            _objects(layer, corner, page, 0)


def _objects(parent: etree._Element, matrix: Matrix, page: _Page, depth: int) -> None:
    for node in parent:
        name = node.tag.rpartition("}")[2]
        if node.get("Visible") == "false" or depth > _MOST_DEPTH:
            continue
        if name == "TextObject":
            page.words += text_words(node, matrix, _POINTS)
        elif name == "PathObject":
            page.lines += thin_lines(node, matrix, _POINTS)
        elif name == "ImageObject":
            page.pictures.append((node.get("ResourceID", ""), _box(node, matrix)))
        elif name == "CompositeObject":
            page.pictures.append(("", _box(node, matrix)))
        elif name == "PageBlock":
            _objects(node, matrix, page, depth + 1)


def _area(node: etree._Element) -> tuple[float, float, float, float]:
    """The box of a page, in millimetres."""
    box = numbers(node.findtext("{*}PhysicalBox"))
    return (box[0], box[1], box[2], box[3]) if len(box) >= 4 and box[2] > 0 and box[3] > 0 else _A4


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(f"{{*}}{name}")


def _inside(folder: str, path: str) -> str:
    """The path of a part named in a part of that folder; one that begins with a slash counts from the top."""
    return posixpath.normpath(posixpath.join("/", folder, path.strip())).lstrip("/")
