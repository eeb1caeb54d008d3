"""Word files (.docx): the text as a reader of the printed document would see it, automatic numbers included.

Tracked insertions stand, deletions do not; fields give their result; every table cell comes once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from corpora.cleaning import DocumentBuilder
from corpora.document import BlockKind, Document
from corpora.errors import Corrupt, EmptyText
from corpora.readers.docx_numbering import Label, Numbering, numbered
from corpora.readers.docx_package import MC, Package, W, is_on, number, value
from corpora.readers.docx_runs import Inline, RunReader, choice, controlled
from corpora.readers.docx_styles import Style, Styles
from corpora.readers.sniff import DOCX

_P, _TBL, _TR, _TC = W + "p", W + "tbl", W + "tr", W + "tc"
_PPR, _RPR, _PSTYLE, _NUMPR, _OUTLINE = W + "pPr", W + "rPr", W + "pStyle", W + "numPr", W + "outlineLvl"
_VAL = W + "val"
# Wrappers of paragraphs, rows and cells that are not shown themselves.
_WRAPPERS = {W + "customXml", W + "smartTag", W + "ins", W + "moveTo"}
_DELETED = (W + "del", W + "moveFrom")
_MAX_HEADING = 120  # characters; longer "headings" are body text with an outline level
_MAX_SPAN = 100  # columns; Word allows 63
_PARTIAL = {"embedded_not_read", "charts_not_read", "numbering_lost", "notes_not_read", "xml_repaired"}


def read_docx(doc: str, doc_id: str, data: bytes) -> Document:
    """Read a Word file.

    Warnings: ``deletions_left_out``, ``insertions_kept`` (tracked changes), ``hidden_text_left_out``,
    ``comments_left_out``, ``contents_left_out`` (a table of contents), ``prompts_left_out`` (empty content controls),
    ``images_not_read``; and, with the document partial, ``charts_not_read``, ``embedded_not_read``,
    ``numbering_lost``, ``notes_not_read``, ``xml_repaired``.

    Raises:
        Corrupt: the main part is missing, has a DTD or cannot be parsed.
        LimitExceeded: a part inflates to more than 40 MB.
        EmptyText: no text in it.
    """
    return read_word(Package(data), DocumentBuilder(doc, doc_id, DOCX))


class Parts(Protocol):
    """What a Word document is made of: the parts of a package, or what another format was transcribed to."""

    @property
    def repaired(self) -> bool:
        """Whether broken XML had to be mended."""
        ...

    def document(self) -> etree._Element:
        """Root of the main part."""
        ...

    def related(self, kind: str) -> etree._Element | None:
        """Root of ``styles``, ``numbering``, ``footnotes`` or ``endnotes``; None when there is no such part."""
        ...


def read_word(parts: Parts, builder: DocumentBuilder) -> Document:
    """Read the parts of a Word document into ``builder``; warnings and errors as for ``read_docx``."""
    reader = _Reader(parts, builder)
    reader.body()
    if parts.repaired:
        reader.warn("xml_repaired")
    try:
        return builder.build()
    except EmptyText as error:
        if parts.repaired:
            raise Corrupt("word/document.xml") from error
        raise


@dataclass(slots=True)
class _Context:
    """Where paragraphs go: into ``lines`` inside a table cell, else into blocks, of ``kind`` if that is given.

    ``after`` holds the tables and text boxes of a cell, which follow when the table around it is done.
    """

    kind: BlockKind | None = None
    is_cell: bool = False
    lines: list[str] = field(default_factory=list)
    after: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class _Properties:
    """What a paragraph's own w:pPr says; ``mark`` holds the properties of its paragraph mark."""

    style: str | None = None
    num_id: int | None = None
    level: int | None = None
    outline: int | None = None
    mark: etree._Element | None = None


@dataclass(slots=True)
class _Cell:
    """A w:tc, its column and the rows and columns that it covers; ``down`` and ``right`` say how it is merged."""

    element: etree._Element
    column: int
    rows: int = 1
    columns: int = 1
    down: str | None = None
    right: str | None = None


class _Reader:
    """Walks one document in the order of its text; holds the counters of its lists and tables and its notes."""

    def __init__(self, parts: Parts, builder: DocumentBuilder) -> None:
        self.builder = builder
        self._parts = parts
        self._root = parts.document()
        self._styles = Styles(parts.related("styles"))
        self._numbering = Numbering(parts.related("numbering"), self._styles)
        may_hide = self._styles.may_hide or next(self._root.iter(W + "vanish"), None) is not None
        self._runs = RunReader(self._styles, self.warn, may_hide)
        self._tables = 0
        self._notes: list[tuple[str, str]] = []

    def warn(self, code: str) -> None:
        self.builder.warn(code, partial=code in _PARTIAL)

    def body(self) -> None:
        """Read the body, then the notes in the order of their references."""
        body = self._root.find(W + "body")
        self._flow(self._root if body is None else body, _Context())
        for kind in ("footnotes", "endnotes"):
            wanted = dict.fromkeys(note_id for part, note_id in self._notes if part == kind)
            root = self._parts.related(kind) if wanted else None
            notes = {} if root is None else {note.get(W + "id"): note for note in root}
            for note_id in wanted:
                if note_id in notes:
                    self._flow(notes[note_id], _Context("footnote"))
                else:
                    self.warn("notes_not_read")

    def _flow(self, parent: etree._Element, context: _Context) -> None:
        """Read the paragraphs and tables below a body, cell, text box or note."""
        carried = ""  # text of paragraphs whose mark was deleted: it belongs to the next one
        for element in self._children(parent):
            if element.tag == _P:
                carried = self._paragraph(element, carried, context)
            elif element.tag == _TBL:
                self._emit("paragraph", carried, None, context)
                carried = ""
                if context.is_cell:
                    context.after.append(element)
                else:
                    self._table(element, context)
            elif element.tag == W + "altChunk":
                self.warn("embedded_not_read")
        self._emit("paragraph", carried, None, context)

    def _children(self, parent: etree._Element) -> Iterator[etree._Element]:
        """Block-level children: content controls and insertions opened, deletions left out."""
        for element in parent:
            tag = element.tag
            if tag == _P:
                yield element
            elif tag == W + "sdt":
                content = controlled(element, self.warn)
                if content is not None:
                    yield from self._children(content)
            elif tag in _WRAPPERS:
                yield from self._children(element)
            elif tag in _DELETED:
                if len(element):
                    self.warn("deletions_left_out")
            elif tag == MC + "AlternateContent":
                yield from self._children(choice(element))
            else:
                yield element

    def _paragraph(self, paragraph: etree._Element, carried: str, context: _Context) -> str:
        """Read one paragraph; returns the text that goes over to the next one because the mark between was deleted."""
        properties = _properties(paragraph)
        style = self._styles.get(properties.style)
        inline = self._runs.read(paragraph)
        if inline.text.strip() and (code := _left_out(style)):
            self.warn(code)
        elif properties.mark is not None and self._mark_is_gone(properties.mark):
            carried += inline.text
        elif not (inline.hidden and not inline.text.strip()):
            label = self._label(properties, style)
            text = (carried + inline.text).strip()
            kind, level = _kind(style, properties, label, text)
            self._emit(kind, numbered(label, text) if label else text, level, context)
            carried = ""
        self._notes += inline.notes
        self._boxes(inline, context)
        return carried

    def _emit(self, kind: BlockKind, text: str, level: int | None, context: _Context) -> None:
        if not text:
            return
        if context.is_cell:
            context.lines.append(text)
            return
        if kind == "heading" and level is None:
            self.builder.hints.setdefault("title", text)
        self.builder.add(context.kind or kind, text, level=level)

    def _boxes(self, inline: Inline, context: _Context) -> None:
        if context.is_cell:
            context.after += inline.boxes
        else:
            for box in inline.boxes:
                self._flow(box, _Context("text_box"))

    def _label(self, properties: _Properties, style: Style) -> Label | None:
        if properties.num_id is None and not style.num_id:
            return None
        place = self._numbering.place(properties.num_id, properties.level, properties.style)
        label = None if place is None else self._numbering.label(*place)
        if label is None and properties.num_id:
            self.warn("numbering_lost")
        return label

    def _mark_is_gone(self, mark: etree._Element) -> bool:
        """Whether the paragraph mark was deleted (tracked) or is a style separator: the next paragraph continues."""
        if any(child.tag in _DELETED for child in mark):
            self.warn("deletions_left_out")
            return True
        return is_on(mark, "specVanish")

    def _table(self, table: etree._Element, context: _Context) -> None:
        rows = _grid(self._cells(row) for row in self._rows(table))
        if sum(len(row) for row in rows) == 1:
            # A frame around text, as in documents pasted from a web page: not a table.
            self._flow(next(cell.element for row in rows for cell in row), context)
            return
        index, self._tables = self._tables, self._tables + 1
        after: list[etree._Element] = []
        for at, row in enumerate(rows):
            for cell in row:
                inside = _Context(is_cell=True)
                self._flow(cell.element, inside)
                place = (index, at, cell.column)
                self.builder.add("table_cell", "\n".join(inside.lines), cell=place, span=(cell.rows, cell.columns))
                after += inside.after
        for element in after:
            if element.tag == _TBL:
                self._table(element, context)
            else:
                self._flow(element, _Context("text_box"))

    def _rows(self, table: etree._Element) -> Iterator[etree._Element]:
        for row in self._children(table):
            if row.tag == _TR:
                properties = row.find(W + "trPr")
                if properties is not None and properties.find(W + "del") is not None:
                    self.warn("deletions_left_out")
                else:
                    yield row

    def _cells(self, row: etree._Element) -> list[_Cell]:
        """The cells of a row with their place in the grid, those that only continue another cell included."""
        properties = row.find(W + "trPr")
        column = (number(value(properties, "gridBefore")) or 0) if properties is not None else 0
        cells: list[_Cell] = []
        for element in self._children(row):
            if element.tag != _TC:
                continue
            cell = _Cell(element, column)
            properties = element.find(W + "tcPr")
            if properties is not None:
                cell.columns = min(max(number(value(properties, "gridSpan")) or 1, 1), _MAX_SPAN)
                if properties.find(W + "cellDel") is not None:
                    self.warn("deletions_left_out")
                    column += cell.columns
                    continue
                cell.down = _merge(properties, "vMerge")
                cell.right = _merge(properties, "hMerge")
            cells.append(cell)
            column += cell.columns
        return cells


def _merge(properties: etree._Element, name: str) -> str | None:
    """``restart`` where a merged cell begins, ``continue`` where one goes on, None for a cell of its own."""
    merge = properties.find(W + name)
    return None if merge is None else merge.get(_VAL, "continue")


def _grid(rows: Iterable[list[_Cell]]) -> list[list[_Cell]]:
    """The rows with each merged cell once, where it begins, and the rows and columns that it covers."""
    opened: dict[int, _Cell] = {}  # by column, the merged cell that the row below may continue
    grid: list[list[_Cell]] = []
    for row in rows:
        kept: list[_Cell] = []
        for at, cell in enumerate(row):
            if cell.right == "continue":
                if at and row[at - 1] in kept:
                    row[at - 1].columns += cell.columns
                    row[at] = row[at - 1]  # the next part of the same merged cell continues this one, too
            elif cell.down == "continue" and cell.column in opened:
                opened[cell.column].rows += 1
            else:
                kept.append(cell)
                if cell.down is None:
                    opened.pop(cell.column, None)
                else:
                    opened[cell.column] = cell
        grid.append(kept)
    return grid


def _left_out(style: Style) -> str | None:
    """Why paragraphs of a style are not given, if so: hidden ones, and lines of a table of contents."""
    if style.hidden:
        return "hidden_text_left_out"
    return "contents_left_out" if style.name.startswith("toc ") else None


def _properties(paragraph: etree._Element) -> _Properties:
    properties = _Properties()
    # By the schema the properties come first; nothing else is looked at, since this runs for every paragraph.
    first = paragraph[0] if len(paragraph) else None
    for child in () if first is None or first.tag != _PPR else first:
        tag = child.tag
        if tag == _PSTYLE:
            properties.style = child.get(_VAL)
        elif tag == _NUMPR:
            properties.num_id = number(value(child, "numId"))
            properties.level = number(value(child, "ilvl"))
        elif tag == _OUTLINE:
            properties.outline = number(child.get(_VAL))
        elif tag == _RPR:
            properties.mark = child
    return properties


def _kind(style: Style, properties: _Properties, label: Label | None, text: str) -> tuple[BlockKind, int | None]:
    """Kind and heading level of a paragraph by its style, its own outline level and its numbering."""
    outline = style.outline if properties.outline is None else properties.outline
    if outline is not None and 0 <= outline <= 8 and len(text) <= _MAX_HEADING:
        return "heading", outline + 1
    if style.name == "title":
        return "heading", None
    if style.name in ("caption", "题注"):
        return "caption", None
    return ("paragraph" if label is None else "list_item"), None
