"""Workbooks (.xlsx): each sheet a table, its numbers and dates as they are shown (ECMA-376 Part 1, 18)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from lxml import etree

from corpora.cleaning import DocumentBuilder
from corpora.document import Document
from corpora.errors import Corrupt, LimitExceeded, Unsupported
from corpora.readers.number_formats import BUILT_IN, shown
from corpora.readers.sheets import Sheet, add_sheets
from corpora.readers.sniff import XLSX
from corpora.readers.zip_parts import ZipParts

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_STRICT_RELATION: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_MOST_CELLS = 1_000_000
_MOST_COLUMNS = 16_384


def read_xlsx(doc: str, doc_id: str, data: bytes) -> Document:
    """Read a workbook.

    Warnings: ``hidden_text_left_out`` (hidden sheets, rows, columns), ``comments_left_out``, ``images_not_read``; and,
    with the document partial, ``charts_not_read``, ``formulas_not_calculated`` (no result is stored), ``xml_repaired``.

    Raises:
        Unsupported: a binary workbook (.xlsb).
        Corrupt: the workbook part is missing or cannot be parsed.
        LimitExceeded: a part inflates to more than 40 MB, or there are more than a million cells.
        EmptyText: no text in it.
    """
    builder = DocumentBuilder(doc, doc_id, XLSX)
    book = _Book(ZipParts(data), builder)
    add_sheets(builder, book.sheets())
    if book.parts.repaired:
        builder.warn("xml_repaired", partial=True)
    return builder.build()


@dataclass(slots=True)
class _Formats:
    """The number format of each cell format, by its index."""

    codes: list[str]
    since_1904: bool


class _Book:
    def __init__(self, parts: ZipParts, builder: DocumentBuilder) -> None:
        self.parts = parts
        self._builder = builder
        self._main = "xl/workbook.xml"
        root = parts.tree(self._main)
        if root is None:
            raise Unsupported("Excel (.xlsb)") if "xl/workbook.bin" in parts.names() else Corrupt(self._main)
        self._root = _transitional(root)
        properties = self._root.find(_S + "workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._strings = [_text(item) for item in self._items("sharedstrings", "si")]
        self._formats = _Formats(self._codes(), since_1904)
        self._count = 0

    def _items(self, part: str, tag: str) -> list[etree._Element]:
        root = self.parts.tree(f"xl/{part}.xml")
        return [] if root is None else list(_transitional(root).iterchildren(_S + tag))

    def _codes(self) -> list[str]:
        root = self.parts.tree("xl/styles.xml")
        if root is None:
            return []
        root = _transitional(root)
        own = {f.get("numFmtId", ""): f.get("formatCode", "") for f in root.iter(_S + "numFmt")}
        formats = root.find(_S + "cellXfs")
        ids = [xf.get("numFmtId", "0") for xf in (() if formats is None else formats)]
        return [own.get(i) or BUILT_IN.get(int(i) if i.isdigit() and len(i) < 9 else 0, "General") for i in ids]

    def sheets(self) -> Iterator[Sheet]:
        """The sheets that are shown, in order."""
        relations = self.parts.related(self._main)
        for entry in self._root.iter(_S + "sheet"):
            if entry.get("state") in ("hidden", "veryHidden"):
                self._builder.warn("hidden_text_left_out")
                continue
            part = relations.get(entry.get(_RELATION) or entry.get(_STRICT_RELATION) or "", "")
            root = self.parts.tree(part) if part else None
            if root is not None and root.tag.endswith("}worksheet"):
                self._around(part)
                yield self._sheet(entry.get("name", ""), _transitional(root))
            elif root is not None and root.tag.endswith("}chartsheet"):
                self._builder.warn("charts_not_read", partial=True)

    def _around(self, part: str) -> None:
        """Tell of comments, charts and pictures that stand on a sheet."""
        for target in self.parts.related(part).values():
            if "/comments" in target or "/threadedcomments" in target:
                self._builder.warn("comments_left_out")
            elif "/drawings/drawing" in target:
                for drawn in self.parts.related(target).values():
                    if "/charts/" in drawn:
                        self._builder.warn("charts_not_read", partial=True)
                    elif "/media/" in drawn:
                        self._builder.warn("images_not_read")

    def _sheet(self, name: str, root: etree._Element) -> Sheet:
        sheet = Sheet(name)
        hidden_rows: set[int] = set()
        row_at = -1
        for row in root.iter(_S + "row"):
            row_at = _number(row.get("r"), row_at + 2) - 1
            if row.get("hidden") in ("1", "true"):
                hidden_rows.add(row_at)
            column = -1
            for cell in row:
                if cell.tag != _S + "c":
                    continue
                place = _place(cell.get("r", ""))
                column = place[1] if place else column + 1
                text = self._cell(cell)
                if text:
                    sheet.cells[row_at, column] = text
                    self._count += 1
                    if self._count > _MOST_CELLS:
                        raise LimitExceeded(f"> {_MOST_CELLS:,} cells")
        sheet.hidden_rows = hidden_rows
        sheet.hidden_columns = _hidden_columns(root)
        for merge in root.iter(_S + "mergeCell"):
            first, _, last = merge.get("ref", "").partition(":")
            a, b = _place(first), _place(last)
            if a and b:
                sheet.merged.append((a[0], b[0], a[1], b[1]))
        return sheet

    def _cell(self, cell: etree._Element) -> str:
        """What a cell shows."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(_S + "is")
            return "" if inline is None else _text(inline)
        stored = cell.findtext(_S + "v")
        if not stored:
            if kind == "n" and cell.find(_S + "f") is not None:
                self._builder.warn("formulas_not_calculated", partial=True)
            return ""
        if kind == "s":
            at = _number(stored, -1)
            return self._strings[at] if 0 <= at < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if stored == "1" else "FALSE"
        if kind != "n":
            return stored
        try:
            value = Decimal(stored.strip())
        except InvalidOperation:
            return stored
        if not value.is_finite() or abs(value.adjusted()) > 300:
            return stored
        style = _number(cell.get("s"), 0)
        code = self._formats.codes[style] if 0 <= style < len(self._formats.codes) else "General"
        return shown(value, code, since_1904=self._formats.since_1904)


def _transitional(root: etree._Element) -> etree._Element:
    """A part in the usual namespace; strict files (ISO/IEC 29500) differ in it alone."""
    if root.tag.startswith(_STRICT):
        for node in root.iter():
            if isinstance(node.tag, str) and node.tag.startswith(_STRICT):
                node.tag = _S + node.tag[len(_STRICT) :]
    return root


def _text(item: etree._Element) -> str:
    """The text of a string, without its phonetic guide."""
    guides = {t for guide in item.iterchildren(_S + "rPh") for t in guide.iter(_S + "t")}
    return "".join(t.text or "" for t in item.iter(_S + "t") if t not in guides)


def _number(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def _place(reference: str) -> tuple[int, int] | None:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _hidden_columns(root: etree._Element) -> set[int]:
    hidden: set[int] = set()
    for column in root.iter(_S + "col"):
        if column.get("hidden") in ("1", "true") and len(hidden) < _MOST_COLUMNS:
            first, last = _number(column.get("min"), 1), _number(column.get("max"), 1)
            hidden |= set(range(first - 1, min(last, _MOST_COLUMNS)))
    return hidden
