"""A Word document put together from another format: what .doc, .rtf and .odt say, in the words of WordprocessingML.

Their readers transcribe and leave all judgement to the reader of .docx: numbers are counted, deletions left out, merged
cells given once and notes placed in one way for all of them.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from corpora.readers.docx_package import W

_MOST_DEPTH = 20  # tables in tables
_SAME_EDGE = 15  # twips by which the rows of a table drawn by hand differ
# What XML cannot hold (XML 1.0, 2.2); lone surrogates among it.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, *children: etree._Element, **attributes: object) -> etree._Element:
    """A WordprocessingML element; ``tag`` and the attributes are named without prefix."""
    made = etree.Element(W + tag)
    for name, content in attributes.items():
        made.set(W + name, _NOT_XML.sub("", str(content)))
    made.extend(children)
    return made


def text_run(text: str, *properties: etree._Element) -> etree._Element:
    """A run of text; line feeds in it become line breaks."""
    run = element("r")
    if properties:
        run.append(element("rPr", *properties))
    for at, part in enumerate(_NOT_XML.sub("", text).split("\n")):
        if at:
            run.append(element("br"))
        if part:
            etree.SubElement(run, W + "t").text = part
    return run


def symbol_run(kind: str, **attributes: object) -> etree._Element:
    """A run that holds one element beside text, such as ``fldChar`` or ``footnoteReference``."""
    return element("r", element(kind, **attributes))


def paragraph(properties: Iterable[etree._Element], runs: Iterable[etree._Element]) -> etree._Element:
    """A paragraph; its properties come first, as the schema has it."""
    made = element("p", element("pPr", *properties))
    made.extend(runs)
    return made


def cell(content: Iterable[etree._Element], *, span: int = 1, merge: str = "", across: str = "") -> etree._Element:
    """A table cell: ``span`` grid columns wide; ``merge`` (down) and ``across``: ``restart``, ``continue`` or empty."""
    properties = element("tcPr")
    if span > 1:
        properties.append(element("gridSpan", val=span))
    for tag, state in (("hMerge", across), ("vMerge", merge)):
        if state:
            properties.append(element(tag, val=state))
    made = element("tc", properties)
    made.extend(content)
    return made


def text_box(content: Iterable[etree._Element]) -> etree._Element:
    """A run that anchors a text box."""
    box = element("txbxContent")
    box.extend(content)
    return element("r", element("drawing", box))


@dataclass(slots=True)
class Transcript:
    """The parts of a transcribed document, as the reader of Word files asks for them."""

    body: etree._Element = field(default_factory=lambda: element("body"))
    parts: dict[str, etree._Element] = field(default_factory=dict)
    repaired: bool = False

    def document(self) -> etree._Element:
        """Root of the main part."""
        return element("document", self.body)

    def related(self, kind: str) -> etree._Element | None:
        """Root of ``styles``, ``numbering``, ``footnotes`` or ``endnotes``."""
        return self.parts.get(kind)

    def add(self, kind: str, child: etree._Element) -> None:
        """Put an element into the part ``kind``."""
        if kind not in self.parts:
            self.parts[kind] = element(kind)
        self.parts[kind].append(child)


# Number formats in the order of their codes ([MS-OSHARED] 2.2.1.3 MSONFC), named as in ECMA-376 Part 1, 17.18.59.
_FORMATS = (
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hex",
    "chicago",
    "ideographDigital",
    "japaneseCounting",
    "aiueo",
    "iroha",
    "decimalFullWidth",
    "decimalHalfWidth",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "aiueoFullWidth",
    "irohaFullWidth",
    "decimalZero",
    "bullet",
    "ganada",
    "chosung",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
)
_NO_NUMBER = 0xFF


def number_format(code: int) -> str:
    """The name of a number format by its code in .doc and .rtf; unknown ones are shown as 1, 2, 3."""
    if code == _NO_NUMBER:
        return "none"
    return _FORMATS[code] if 0 <= code < len(_FORMATS) else "decimal"


def level_text(text: str) -> str:
    """The text of a list level, in which .doc and .rtf write a level's number as the character of its index."""
    return "".join(f"%{ord(c) + 1}" if ord(c) < 9 else c for c in text)


# ---------------------------------------------------------------------------------------------------------------------
# tables told by marks in the text


@dataclass(slots=True)
class Row:
    """A finished row: the content of its cells, the bounds of its cells in twips, and how each cell is merged.

    ``edges`` has one more entry than there are cells; ``down`` and ``across`` hold ``restart``, ``continue`` or nothing.
    """

    cells: list[list[etree._Element]]
    edges: Sequence[int] = ()
    down: Sequence[str] = ()
    across: Sequence[str] = ()
    deleted: bool = False


@dataclass(slots=True)
class _Table:
    rows: list[Row] = field(default_factory=list)
    cells: list[list[etree._Element]] = field(default_factory=list)
    content: list[etree._Element] = field(default_factory=list)


class Flow:
    """Paragraphs one after the other, of which those in tables say how deep they stand and where cells and rows end.

    ``lost_cells`` tells that cells came without the end of their row: they are given as paragraphs.
    """

    def __init__(self, parent: etree._Element) -> None:
        self.parent = parent
        self.lost_cells = False
        self._tables: list[_Table] = []

    def paragraph(self, made: etree._Element, depth: int) -> None:
        """Add a paragraph that stands in ``depth`` tables."""
        self.go_to(depth)
        if self._tables:
            self._tables[-1].content.append(made)
        else:
            self.parent.append(made)

    def go_to(self, depth: int) -> None:
        """Open and close tables until so many are open."""
        while len(self._tables) > min(depth, _MOST_DEPTH):
            self._close()
        while len(self._tables) < min(depth, _MOST_DEPTH):
            self._tables.append(_Table())

    def end_cell(self) -> None:
        """The open cell is done."""
        if self._tables:
            table = self._tables[-1]
            table.cells.append(table.content)
            table.content = []

    def end_row(self, edges: Sequence[int], down: Sequence[str], across: Sequence[str], *, deleted: bool) -> None:
        """The open row is done; its shape may be told only now. ``Row`` says what the arguments mean."""
        if self._tables and self._tables[-1].cells:
            table = self._tables[-1]
            table.rows.append(Row(table.cells, edges, down, across, deleted))
            table.cells, table.content = [], []

    def _close(self) -> None:
        table = self._tables.pop()
        target = self._tables[-1].content if self._tables else self.parent
        if table.rows:
            target.append(_ruled(table.rows))
        # Cells without an end of row, as in damaged files, stay as paragraphs.
        self.lost_cells |= bool(table.cells)
        for content in (*table.cells, table.content):
            target.extend(content)

    def close(self) -> None:
        """End all open tables."""
        self.go_to(0)


def _ruled(rows: Sequence[Row]) -> etree._Element:
    """The rows as w:tbl; cells get their grid columns from where their edges stand."""
    edges = [
        list(row.edges) if len(row.edges) > len(row.cells) else [1440 * k for k in range(len(row.cells) + 1)]
        for row in rows
    ]
    lines: list[int] = []
    for edge in sorted({edge for row in edges for edge in row}):
        if not lines or edge - lines[-1] > _SAME_EDGE:
            lines.append(edge)
    table = element("tbl")
    for row, own in zip(rows, edges, strict=True):
        columns = [max(bisect.bisect_right(lines, edge) - 1, 0) for edge in own]
        properties = element("trPr")
        if row.deleted:
            properties.append(element("del"))
        if columns[0]:
            properties.append(element("gridBefore", val=columns[0]))
        made = element("tr", properties)
        for at, content in enumerate(row.cells):
            down = row.down[at] if at < len(row.down) else ""
            across = row.across[at] if at < len(row.across) else ""
            made.append(cell(content, span=max(columns[at + 1] - columns[at], 1), merge=down, across=across))
        table.append(made)
    return table
