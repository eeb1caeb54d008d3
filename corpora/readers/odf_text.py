"""What OpenDocument text and tables are made of (ISO/IEC 26300-1): names, white space, the text inside a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from corpora.readers.word_tree import element, symbol_run, text_box, text_run

_URN: Final = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE: Final = _URN % "office"
TEXT: Final = _URN % "text"
TABLE: Final = _URN % "table"
STYLE: Final = _URN % "style"
DRAW: Final = _URN % "drawing"
LO: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

_SPACE = re.compile("[ \t\r\n]+")
_MOST_SPACES = 1_000
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_MARKS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_LEFT_OUT = {
    TEXT + "tracked-changes",
    TEXT + "hidden-text",
    TEXT + "ruby-text",
    OFFICE + "annotation-end",
    TEXT + "toc-mark",
    TEXT + "bookmark",
}
# What a drawing holds that may hold text of its own: frames, shapes.
_SHAPES = {DRAW + name for name in ("frame", "g", "custom-shape", "rect", "ellipse", "circle", "polygon", "path")}


def attribute(node: etree._Element, name: str, default: str = "") -> str:
    """An attribute by its full name."""
    return node.get(name, default)


def count(node: etree._Element, name: str, most: int) -> int:
    """A positive number in an attribute, 1 when it is missing or no number, at most ``most``."""
    text = node.get(name, "1")
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 10 else 1


class Inline:
    """Transcribes the content of paragraphs; ``flow`` transcribes block content, of notes and frames."""

    def __init__(
        self, hidden: Callable[[str], bool], flow: Callable[[etree._Element], list[etree._Element]], notes: Notes
    ) -> None:
        self._hidden = hidden
        self._flow = flow
        self._notes = notes
        self._inserted: set[str] = set()
        self.insertions: set[str] = set()  # ids of the tracked changes that put text in

    def runs(self, paragraph: etree._Element) -> list[etree._Element]:
        """The runs of one paragraph."""
        made: list[etree._Element] = []
        self._content(paragraph, made, hidden=False)
        return made

    def _content(self, node: etree._Element, made: list[etree._Element], *, hidden: bool) -> None:
        self._text(node.text, made, hidden=hidden)
        for child in node:
            if child.tag in _MARKS:
                self._put(_MARKS[child.tag], made, hidden=hidden)
            elif child.tag == TEXT + "s":
                self._put(" " * count(child, TEXT + "c", _MOST_SPACES), made, hidden=hidden)
            elif child.tag == TEXT + "span":
                self._content(child, made, hidden=hidden or self._hidden(attribute(child, TEXT + "style-name")))
            elif not self._special(child, made) and child.tag not in _LEFT_OUT:
                self._content(child, made, hidden=hidden)
            self._text(child.tail, made, hidden=hidden)

    def _text(self, text: str | None, made: list[etree._Element], *, hidden: bool) -> None:
        if text:
            self._put(_SPACE.sub(" ", text), made, hidden=hidden)

    def _put(self, text: str, made: list[etree._Element], *, hidden: bool) -> None:
        run = text_run(text, *([element("vanish")] if hidden else []))
        made.append(element("ins", run) if self._inserted else run)

    def _special(self, node: etree._Element, made: list[etree._Element]) -> bool:
        """Whether a node is no text of the paragraph itself; what it stands for is put in its place."""
        tag = node.tag
        if tag == TEXT + "note":
            made.append(self._notes.add(node, self._flow))
        elif tag == OFFICE + "annotation":
            made.append(symbol_run("commentReference"))
        elif tag == TEXT + "change":
            made.append(element("del", text_run("")))
        elif tag == TEXT + "change-start":
            if (change := attribute(node, TEXT + "change-id")) in self.insertions:
                self._inserted.add(change)
        elif tag == TEXT + "change-end":
            self._inserted.discard(attribute(node, TEXT + "change-id"))
        elif tag in _SHAPES:
            made += self.shape(node)
        else:
            return False
        return True

    def shape(self, node: etree._Element) -> list[etree._Element]:
        """A frame or drawing: its text as text boxes, its pictures and objects as such."""
        made: list[etree._Element] = []
        for child in node:
            if child.tag == DRAW + "text-box":
                made.append(text_box(self._flow(child)))
            elif child.tag in _SHAPES:
                made += self.shape(child)
            elif child.tag == DRAW + "image" and node.find(DRAW + "object") is None:
                made.append(element("r", element("drawing", etree.Element(_BLIP))))
            elif child.tag in (DRAW + "object", DRAW + "object-ole"):
                made.append(element("r", element("object", etree.Element(_OBJECT))))
        if node.tag != DRAW + "frame" and (text := self._flow(node)):
            made.append(text_box(text))
        return made


class Notes:
    """The footnotes and endnotes met so far, by part."""

    def __init__(self) -> None:
        self.parts: dict[str, list[etree._Element]] = {"footnotes": [], "endnotes": []}

    def add(self, node: etree._Element, flow: Callable[[etree._Element], list[etree._Element]]) -> etree._Element:
        """Keep a note and give the run that refers to it."""
        kind = "endnote" if attribute(node, TEXT + "note-class") == "endnote" else "footnote"
        notes = self.parts[f"{kind}s"]
        body = node.find(TEXT + "note-body")
        notes.append(element(kind, *([] if body is None else flow(body)), id=len(notes)))
        return symbol_run(f"{kind}Reference", id=len(notes) - 1)
