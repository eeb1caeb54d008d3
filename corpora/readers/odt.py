"""OpenDocument texts and tables (.odt, .ods): transcribed to WordprocessingML and read like a .docx.

Deleted text stands apart from the text in this format and is not given; list numbers are counted from their styles.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from corpora.cleaning import DocumentBuilder
from corpora.document import Document
from corpora.errors import Encrypted, Unsupported
from corpora.readers.docx import read_word
from corpora.readers.odf_lists import Lists
from corpora.readers.odf_text import DRAW, OFFICE, STYLE, TABLE, TEXT, Inline, Notes, attribute, count
from corpora.readers.sheets import title_of
from corpora.readers.sniff import ODF
from corpora.readers.word_tree import Transcript, cell, element, paragraph, text_run
from corpora.readers.zip_parts import ZipParts

_MOST_REPEATED = 64  # rows or cells said once with a number of times; spreadsheets say millions of empty ones so
_MOST_COLUMNS = 1_024
_OUTLINE = "\0outline"  # name under which the numbering of headings is kept
_CONTENTS = {TEXT + name for name in ("table-of-content", "illustration-index", "table-index", "alphabetical-index")}
_THROUGH = {TEXT + "section", TEXT + "index-body", TEXT + "user-index", TEXT + "bibliography", TEXT + "list-header"}
_ROWS = {TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")}


def read_odf(doc: str, doc_id: str, data: bytes) -> Document:
    """Read an OpenDocument text or spreadsheet.

    Warnings: as for .docx, where the format has such things.

    Raises:
        Unsupported: a drawing, presentation or formula.
        Encrypted: a part needs a password.
        Corrupt: the main part is missing or cannot be parsed.
        EmptyText: no text in it.
    """
    parts = ZipParts(data)
    _refuse_passwords(parts)
    return read_word(_Transcriber(parts).transcript(), DocumentBuilder(doc, doc_id, ODF))


def _refuse_passwords(parts: ZipParts) -> None:
    manifest = parts.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise Encrypted("OpenDocument")


class _Transcriber:
    def __init__(self, parts: ZipParts) -> None:
        self._made = Transcript()
        self._lists = Lists(self._made)
        self._notes = Notes()
        self._hidden: set[str] = set()
        self._list_styles: dict[str, str] = {}  # paragraph style → list style
        content = parts.needed("content.xml")
        for root in (parts.tree("styles.xml"), content):
            for node in () if root is None else root.iter(STYLE + "style", TEXT + "list-style", TEXT + "outline-style"):
                self._style(node)
        body = content.find(f"{OFFICE}body/{OFFICE}text")
        self._sheets = content.find(f"{OFFICE}body/{OFFICE}spreadsheet")
        main = self._sheets if body is None else body
        if main is None:
            raise Unsupported("OpenDocument")
        self._body = main
        self._inline = Inline(self._hidden.__contains__, self._inside, self._notes)
        self._made.repaired = parts.repaired

    def transcript(self) -> Transcript:
        """The whole file in the parts of a .docx."""
        for region in self._body.iter(TEXT + "changed-region"):
            if region.find(TEXT + "insertion") is not None:
                self._inline.insertions.add(attribute(region, TEXT + "id"))
        for node in self._flow(self._body):
            self._made.body.append(node)
        for part, notes in self._notes.parts.items():
            for note in notes:
                self._made.add(part, note)
        return self._made

    def _style(self, node: etree._Element) -> None:
        name = attribute(node, STYLE + "name")
        if node.tag != STYLE + "style":
            self._lists.define(node, _OUTLINE if node.tag == TEXT + "outline-style" else name)
            return
        made = element("style", element("name", val=name.replace("_20_", " ")), styleId=name, type="paragraph")
        if parent := attribute(node, STYLE + "parent-style-name"):
            made.append(element("basedOn", val=parent))
        if (level := attribute(node, STYLE + "default-outline-level")).isdigit():
            made.append(element("pPr", element("outlineLvl", val=int(level) - 1)))
        text, table = node.find(STYLE + "text-properties"), node.find(STYLE + "table-properties")
        if table is not None and attribute(table, TABLE + "display") == "false":
            self._hidden.add(name)
        if text is not None and attribute(text, TEXT + "display") == "none":
            self._hidden.add(name)
            made.append(element("rPr", element("vanish")))
        if STYLE + "list-style-name" in node.attrib:
            self._list_styles[name] = attribute(node, STYLE + "list-style-name")
        self._made.add("styles", made)

    # -----------------------------------------------------------------------------------------------------------------
    # blocks

    def _inside(self, parent: etree._Element) -> list[etree._Element]:
        return list(self._flow(parent))

    def _flow(self, parent: etree._Element) -> Iterator[etree._Element]:
        """The paragraphs and tables below a body, cell, note or frame."""
        for node in parent:
            tag = node.tag
            if tag in (TEXT + "p", TEXT + "h"):
                yield self._paragraph(node)
            elif tag == TEXT + "list":
                yield from self._list(node, None, 0)
            elif tag == TABLE + "table":
                yield from self._table(node)
            elif tag in _CONTENTS:
                gallery = element("docPartGallery", val="Table of Contents")
                yield element("sdt", element("sdtPr", element("docPartObj", gallery)))
            elif tag == TEXT + "section" and attribute(node, TEXT + "display") == "none":
                yield paragraph((), [text_run("…", element("vanish"))])
            elif tag in _THROUGH:
                yield from self._flow(node)
            elif runs := self._inline.shape(node) if tag.startswith(DRAW) else []:
                yield paragraph((), runs)

    def _paragraph(self, node: etree._Element, place: tuple[int, int] | None = None) -> etree._Element:
        """A paragraph or heading; ``place`` is its list and level."""
        style = attribute(node, TEXT + "style-name")
        content = [element("pStyle", val=style)]
        if node.tag == TEXT + "h":
            level = count(node, TEXT + "outline-level", 9) - 1
            content.append(element("outlineLvl", val=level))
            if place is None and attribute(node, TEXT + "is-list-header") != "true":
                number = self._lists.begin(_OUTLINE, goes_on=True)
                place = None if number is None else (number, level)
        if place is not None:
            content.append(element("numPr", element("ilvl", val=place[1]), element("numId", val=place[0])))
        return paragraph(content, self._inline.runs(node))

    def _list(self, node: etree._Element, outer: tuple[str, int] | None, level: int) -> Iterator[etree._Element]:
        """The items of a list; ``outer`` is the style and number of the list that it is inside of."""
        style = attribute(node, TEXT + "style-name") or (outer[0] if outer else self._style_of(node))
        if outer is not None and style == outer[0]:
            number: int | None = outer[1]
        else:
            goes_on = attribute(node, TEXT + "continue-numbering") == "true" or TEXT + "continue-list" in node.attrib
            number = self._lists.begin(style, goes_on=goes_on)
        for item in node:
            if item.tag == TEXT + "list-item" and attribute(item, TEXT + "start-value").isdigit():
                start = count(item, TEXT + "start-value", 1_000_000)
                number = self._lists.begin(style, goes_on=False, start=start, level=level)
            yield from self._item(item, (style, number), min(level, 8))

    def _item(self, item: etree._Element, own: tuple[str, int | None], level: int) -> Iterator[etree._Element]:
        style, number = own
        is_first = item.tag == TEXT + "list-item"
        for node in item:
            if node.tag == TEXT + "list":
                yield from self._list(node, None if number is None else (style, number), level + 1)
            elif node.tag in (TEXT + "p", TEXT + "h"):
                yield self._paragraph(node, (number, level) if is_first and number is not None else None)
            else:
                continue
            is_first = False

    def _style_of(self, node: etree._Element) -> str:
        """The list style that the first paragraph of a list without one names."""
        first = next(node.iter(TEXT + "p", TEXT + "h"), None)
        return "" if first is None else self._list_styles.get(attribute(first, TEXT + "style-name"), "")

    # -----------------------------------------------------------------------------------------------------------------
    # tables

    def _table(self, node: etree._Element) -> Iterator[etree._Element]:
        if attribute(node, TABLE + "style-name") in self._hidden:
            yield paragraph((), [text_run("…", element("vanish"))])
            return
        if self._sheets is not None and node.getparent() is self._sheets:
            heading = element("outlineLvl", val=0)
            yield paragraph([heading], [text_run(title_of(attribute(node, TABLE + "name")))])
        table = element("tbl")
        below: dict[int, tuple[int, int]] = {}  # column of a merged cell → rows it still covers, columns
        for row in self._rows(node):
            for _ in range(count(row, TABLE + "number-rows-repeated", _MOST_REPEATED) if len(row) else 0):
                made, filled = self._row(row, below)
                if not filled and self._sheets is not None:
                    break
                table.append(made)
        if len(table):
            yield table

    def _rows(self, node: etree._Element) -> Iterator[etree._Element]:
        for child in node:
            if child.tag == TABLE + "table-row":
                yield child
            elif child.tag in _ROWS:
                yield from self._rows(child)

    def _row(self, row: etree._Element, below: dict[int, tuple[int, int]]) -> tuple[etree._Element, bool]:
        """A row as w:tr, and whether any of its cells holds text."""
        made, column, filled = element("tr"), 0, False
        for node in row:
            if node.tag == TABLE + "covered-table-cell":
                repeated = count(node, TABLE + "number-columns-repeated", _MOST_COLUMNS)
                for _ in range(repeated):
                    if column in below:
                        rows, span = below.pop(column)
                        made.append(cell([], span=span, merge="continue"))
                        if rows > 1:
                            below[column] = (rows - 1, span)
                    column += 1
            elif node.tag == TABLE + "table-cell":
                content = self._inside(node)
                filled |= bool(content)
                repeated = count(node, TABLE + "number-columns-repeated", _MOST_COLUMNS if content else _MOST_REPEATED)
                span = count(node, TABLE + "number-columns-spanned", _MOST_COLUMNS)
                rows = count(node, TABLE + "number-rows-spanned", 100_000)
                for at in range(repeated):
                    below.pop(column, None)
                    if rows > 1:
                        below[column] = (rows - 1, span)
                    own = content if at == 0 else self._inside(node)
                    made.append(cell(own, span=span, merge="restart" if rows > 1 else ""))
                    column += 1
                # The columns that a wide cell covers follow as covered cells, which are passed over one by one.
        return made, filled
