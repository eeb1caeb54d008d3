"""The lines and table cells of a web page as a browser would show them, in order, with the element each stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from corpora.cleaning import HAN
from corpora.document import BlockKind

_BREAKING = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "svg",
        "canvas",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "map",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "datalist",
        "nav",
        "footer",
        "aside",
    ]
)
_CONTROLS = frozenset(["input", "select", "textarea"])
_KINDS: dict[str, BlockKind] = {"li": "list_item", "dd": "list_item", "caption": "caption", "figcaption": "caption"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WIDE: Final = HAN + "\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201d\u2026"
# A line break of the source between two Chinese characters shows as nothing, elsewhere as a space.
_SOURCE_BREAK = re.compile(f"(?<=[{_WIDE}])[ \t\f]*[\r\n]\\s*(?=[{_WIDE}])")
_SOURCE_SPACE = re.compile("[ \t\r\n\f]+")
_INLINE = {"span", "label", "b", "strong", "em", "i", "font"}
# Tables with longer cells place the page, they hold no data; in characters.
_MAX_CELL = 400
_MAX_CELL_OF_PARAGRAPHS = 120
_MANY_PARAGRAPHS = 4
_CELLS_OF_A_FORM = 12
_MOST_LONG = 0.2
_FIELDS_OF_A_FORM = 6


@dataclass(slots=True)
class Piece:
    """One shown line or table cell; ``links`` counts its characters that are links."""

    element: etree._Element
    kind: BlockKind
    text: str
    links: int = 0
    level: int | None = None
    cell: tuple[int, int, int] | None = None
    span: tuple[int, int] = (1, 1)

    @property
    def is_link(self) -> bool:
        """Whether seven tenths of the line or more are links; an empty cell is none."""
        return bool(self.text) and self.links >= 0.7 * len(self.text)


@dataclass(slots=True)
class _Line:
    parts: list[str] = field(default_factory=list)
    links: int = 0


class PageReader:
    """Turns the element tree of a page into pieces.

    ``controls`` says that what was entered into input fields is text, too: so in the cells of a form and on pages that
    are one (see :func:`is_filled_in`), while elsewhere such fields belong to the page and not to what it says.
    """

    def __init__(self, *, controls: bool = False) -> None:
        self.pieces: list[Piece] = []
        self._controls = controls
        self._line = _Line()
        self._tables = 0

    def read(self, root: etree._Element) -> list[Piece]:
        """All pieces of the page, navigation included; hidden elements are not shown."""
        self._element(root, root, "paragraph", None, False)
        self._flush(root, "paragraph", None)
        return self.pieces

    def _element(
        self, element: etree._Element, holder: etree._Element, kind: BlockKind, level: int | None, linked: bool
    ) -> None:
        """Read one element; ``holder`` is the block element around it, with its ``kind`` and heading ``level``."""
        tag = element.tag
        if not isinstance(tag, str) or _is_hidden(element):
            return
        if self._controls and tag in _CONTROLS:
            self._text(_entered(element), linked, tag == "textarea")
        if tag in _UNSEEN:
            return
        if tag == "table" and is_data(element):
            self._flush(holder, kind, level)
            self._table(element)
            return
        breaks = tag in _BREAKING
        if breaks or tag == "br":
            self._flush(holder, kind, level)
        if breaks:
            holder = element
            kind = _KINDS.get(tag, kind if kind == "list_item" else "paragraph")
            if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
                kind, level = "heading", int(tag[1])
        linked = linked or tag == "a"
        self._text(element.text, linked, tag == "pre")
        for child in element:
            self._element(child, holder, kind, level, linked)
            self._text(child.tail or _gap_behind(child), linked, tag == "pre")
        if breaks:
            self._flush(holder, kind, level)

    def _text(self, text: str | None, linked: bool, preformatted: bool) -> None:
        if text:
            self._line.parts.append(text.replace("\n", "\u2028") if preformatted else text)
            if linked:
                self._line.links += len(text.strip())

    def _flush(self, holder: etree._Element, kind: BlockKind, level: int | None) -> None:
        line, self._line = self._line, _Line()
        for text in collapse("".join(line.parts)).split("\u2028"):
            if text.strip():
                self.pieces.append(Piece(holder, kind, text.strip(), line.links, level))

    def _table(self, table: etree._Element) -> None:
        index, self._tables = self._tables, self._tables + 1
        for caption in table.iterchildren("caption"):
            self._element(caption, caption, "caption", None, False)
        taken: set[tuple[int, int]] = set()
        for at, row in enumerate(_rows(table)):
            column = 0
            for cell in row.iterchildren("td", "th"):
                while (at, column) in taken:
                    column += 1
                width, height = _span(cell, "colspan"), _span(cell, "rowspan")
                taken |= {(at + down, column + right) for down in range(height) for right in range(width)}
                inside = PageReader(controls=True)
                inside.read(cell)
                text = " ".join(piece.text for piece in inside.pieces)
                links = sum(piece.links for piece in inside.pieces)
                place, span = (index, at, column), (height, width)
                self.pieces.append(Piece(cell, "table_cell", text, links, cell=place, span=span))
                column += width


def _gap_behind(element: etree._Element) -> str | None:
    """The gap that a page draws by its style sheet between a label and its value: <span class=k>住所</span><span class=v>…."""
    following = element.getnext()
    if following is None or element.tag not in _INLINE or following.tag not in _INLINE:
        return None
    own, other = element.get("class"), following.get("class")
    return "\u3000" if element.tag == "label" or (own and other and own != other) else None


def collapse(text: str) -> str:
    """White space as a browser shows it, without the spaces that Chinese text gets from line breaks of the source."""
    return _SOURCE_SPACE.sub(" ", _SOURCE_BREAK.sub("", text))


def is_data(table: etree._Element) -> bool:
    """Whether a table holds data: two rows and columns or more, no table inside, and no long text in a cell.

    A form holds some long texts (its scope, its report of the year) among many short cells.
    """
    rows = list(_rows(table))
    if len(rows) < 2 or max(len(row) for row in rows) < 2 or next(table.iterdescendants("table"), None) is not None:
        return False
    cells = [cell for row in rows for cell in row.iterchildren("td", "th")]
    long = sum(1 for cell in cells if _places_text(cell))
    return long == 0 or (len(cells) >= _CELLS_OF_A_FORM and long <= _MOST_LONG * len(cells))


def _places_text(cell: etree._Element) -> bool:
    """Whether a cell holds a text of several paragraphs or of more length than data have."""
    length = sum(len(text) for text in cell.itertext())
    several = sum(1 for _ in cell.iterdescendants("p", "div")) >= _MANY_PARAGRAPHS
    return length > (_MAX_CELL_OF_PARAGRAPHS if several else _MAX_CELL)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _span(cell: etree._Element, name: str) -> int:
    """A span as a number from 1 to 100: larger ones are errors of the page."""
    written = cell.get(name, "1").strip()
    return min(max(int(written), 1), 100) if written.isascii() and written.isdigit() and len(written) < 6 else 1


def _entered(control: etree._Element) -> str:
    """What was entered into an input field: its text, the chosen entry, or the state of the box."""
    if control.tag == "textarea":
        return "".join(map(str, control.itertext()))
    if control.tag == "select":
        chosen = [option for option in control.iterdescendants("option") if option.get("selected") is not None]
        return "".join(map(str, chosen[0].itertext())).strip() if chosen else ""
    kind = control.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if control.get("checked") is not None else "□"
    return control.get("value", "") if kind in ("text", "number", "date", "email", "tel", "url") else ""


def is_filled_in(root: etree._Element) -> bool:
    """Whether a page is a form that was filled in: many fields hold text. A search box or a login are no form."""
    fields = (control for control in root.iter("input", "select", "textarea") if not _is_hidden(control))
    return sum(1 for control in fields if _entered(control).strip(" ☑□")) >= _FIELDS_OF_A_FORM


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))
