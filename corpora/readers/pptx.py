"""Slides (.pptx): the text and tables of each slide from its top, titles as headings (ECMA-376 Part 1, 19 and 21)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from corpora.cleaning import DocumentBuilder
from corpora.document import Document
from corpora.errors import LimitExceeded
from corpora.limits import MAX_PAGES
from corpora.readers.sniff import PPTX
from corpora.readers.zip_parts import ZipParts

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TITLES = {"title", "ctrTitle"}
_FURNITURE = {"dt", "ftr", "hdr", "sldNum"}
_MOST_SPAN = 1_000
_MOST_DEPTH = 50


def read_pptx(doc: str, doc_id: str, data: bytes) -> Document:
    """Read slides; ``pages`` counts them.

    Warnings: ``images_not_read``, ``comments_left_out`` (speaker's notes), ``hidden_text_left_out`` (hidden slides); and,
    with the document partial, ``charts_not_read``, ``embedded_not_read``, ``xml_repaired``.

    Raises:
        Corrupt: the main part is missing or cannot be parsed.
        LimitExceeded: more slides than the fixed limit.
        EmptyText: no text in it.
    """
    parts = ZipParts(data)
    builder = DocumentBuilder(doc, doc_id, PPTX)
    root = parts.needed("ppt/presentation.xml")
    relations = parts.related("ppt/presentation.xml")
    slides = [relations.get(entry.get(_RELATION, ""), "") for entry in root.iter(_P + "sldId")]
    if len(slides) > MAX_PAGES:
        raise LimitExceeded(f"> {MAX_PAGES:,} slides")
    reader = _Reader(builder)
    for number, part in enumerate(slides, 1):
        slide = parts.tree(part) if part else None
        if slide is None:
            continue
        if slide.get("show") in ("0", "false"):
            builder.warn("hidden_text_left_out")
            continue
        if any("/notesslides/" in target for target in parts.related(part).values()):
            builder.warn("comments_left_out")
        for tree in slide.iter(_P + "spTree"):
            reader.shapes(tree, number, 0)
    if parts.repaired:
        builder.warn("xml_repaired", partial=True)
    return builder.build(pages=len(slides))


class _Reader:
    def __init__(self, builder: DocumentBuilder) -> None:
        self._builder = builder
        self._tables = 0

    def shapes(self, parent: etree._Element, page: int, depth: int) -> None:
        """Read the shapes of a slide or group, from the top; those placed by their layout come first."""
        for shape in sorted(parent, key=_place):
            if shape.tag == _P + "sp":
                self._text(shape, page)
            elif shape.tag == _P + "graphicFrame":
                self._graphic(shape, page)
            elif shape.tag == _P + "pic":
                self._builder.warn("images_not_read")
            elif shape.tag == _P + "grpSp" and depth < _MOST_DEPTH:
                self.shapes(shape, page, depth + 1)

    def _text(self, shape: etree._Element, page: int) -> None:
        holder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        kind = None if holder is None else holder.get("type", "body")
        if kind in _FURNITURE:
            return
        for text in _paragraphs(shape):
            if kind in _TITLES:
                self._builder.add("heading", text, page=page, level=1)
            else:
                self._builder.add("paragraph", text, page=page)

    def _graphic(self, shape: etree._Element, page: int) -> None:
        table = next(shape.iter(_A + "tbl"), None)
        if table is None:
            kind = next((node.get("uri", "") for node in shape.iter(_A + "graphicData")), "")
            self._builder.warn("embedded_not_read" if "ole" in kind else "charts_not_read", partial=True)
            return
        for r, row in enumerate(table.iterchildren(_A + "tr")):
            for c, cell in enumerate(row.iterchildren(_A + "tc")):
                if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
                    continue
                span = _span(cell, "rowSpan"), _span(cell, "gridSpan")
                text = "\n".join(_paragraphs(cell))
                self._builder.add("table_cell", text, page=page, cell=(self._tables, r, c), span=span)
        self._tables += 1


def _span(cell: etree._Element, name: str) -> int:
    text = cell.get(name, "1")
    return min(max(int(text), 1), _MOST_SPAN) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _place(shape: etree._Element) -> tuple[int, int]:
    """Top and left side of a shape in EMU, before all others when its layout places it."""
    offset = next(shape.iter(_A + "off"), None)
    try:
        return (-1, -1) if offset is None else (int(offset.get("y", "")), int(offset.get("x", "")))
    except ValueError:
        return -1, -1


def _paragraphs(parent: etree._Element) -> Iterator[str]:
    for paragraph in parent.iter(_A + "p"):
        parts: list[str] = []
        for node in paragraph.iter(_A + "t", _A + "br"):
            parts.append("\n" if node.tag == _A + "br" else node.text or "")
        yield "".join(parts)
