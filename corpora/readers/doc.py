"""Binary Word files: .doc of Word 97 to 2003, and .wps and .doc of Kingsoft WPS, which are the same format.

The file is transcribed to WordprocessingML and read like a .docx ([MS-DOC]; section numbers below are its own).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from lxml import etree

from corpora.cleaning import DocumentBuilder
from corpora.document import Document
from corpora.readers.doc_file import (
    ANCHORS,
    BOX_TEXTS,
    DRAWINGS,
    END_REFS,
    END_TEXTS,
    NOTE_REFS,
    NOTE_TEXTS,
    Properties,
    WordFile,
    plex,
    signed,
    u16,
    u32,
)
from corpora.readers.doc_lists import HIDDEN, paragraph_properties, transcribe_lists, transcribe_styles
from corpora.readers.docx import read_word
from corpora.readers.docx_package import W
from corpora.readers.sniff import DOC
from corpora.readers.word_tree import Flow, Transcript, element, paragraph, symbol_run, text_box, text_run

# sprms (2.6): what characters, paragraphs and rows say of themselves
_DELETED, _INSERTED, _SPECIAL, _SYMBOL, _CHARACTER_STYLE, _DATA = 0x0800, 0x0801, 0x0855, 0x6A09, 0x4A30, 0x0806
_PLACE = 0x6A03  # of a picture or form field in the data stream
_IN_TABLE, _ROW_END, _DEPTH, _INNER_CELL, _INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
_ROW, _MERGED_DOWN = 0xD608, 0xD62B
_CELL_MARK, _PAGE_MARK, _PARAGRAPH_MARK = "\x07", "\x0c", "\r"
_TICKED, _EMPTY = "F0FE", "F0A8"  # boxes of the font Wingdings
_FIELDS = {"\x13": "begin", "\x14": "separate", "\x15": "end"}
_PLAIN = {"\x0b": "\n", "\x1e": "-", "\x1f": "", "\x0e": "", "\x0c": "", "\x0d": "", "\x07": "", "\xa0": " "}
_PICTURE, _NOTE, _COMMENT, _DRAWING, _SYMBOL_PLACE = "\x01", "\x02", "\x05", "\x08", "("
_MARKS = frozenset("\x01\x02\x05\x08\x13\x14\x15")


def read_doc(doc: str, doc_id: str, data: bytes) -> Document:
    """Read a binary Word file.

    Warnings: as for .docx. Pictures, charts and embedded objects are all told as ``images_not_read``. ``rows_not_read``, with
    the document partial: the end of a table's row is damaged, and its cells are given as paragraphs.

    Raises:
        Encrypted: it is protected by a password.
        Unsupported: it was written by a Word before Word 97.
        Corrupt: its structures lead out of the file.
        EmptyText: no text in it.
    """
    builder = DocumentBuilder(doc, doc_id, DOC)
    return read_word(_Transcriber(WordFile(data), builder).transcript(), builder)


class _Transcriber:
    """Transcribes one file; ``builder`` is told what could not be read."""

    def __init__(self, word: WordFile, builder: DocumentBuilder) -> None:
        self._word = word
        self._builder = builder
        lengths = word.lengths
        self._notes_at = lengths["main"]
        self._ends_at = self._notes_at + lengths["footnotes"] + lengths["headers"] + lengths["comments"]
        self._boxes_at = self._ends_at + lengths["endnotes"]
        self._note_references = {cp: str(k) for k, cp in enumerate(plex(word.part(NOTE_REFS), 2)[0][:-1])}
        self._end_references = {cp: str(k) for k, cp in enumerate(plex(word.part(END_REFS), 2)[0][:-1])}
        self._boxes = self._box_ranges()
        # A drawing without text is a picture only if the file stores any; most are the red line of a letterhead.
        self._has_pictures = _STORED_PICTURE in word.part(DRAWINGS)
        positions, shapes = plex(word.part(ANCHORS), 26)
        self._anchors = {cp: u32(shape, 0) for cp, shape in zip(positions, shapes, strict=False)}

    def transcript(self) -> Transcript:
        """The whole file in the parts of a .docx."""
        made = Transcript()
        transcribe_styles(self._word, made)
        transcribe_lists(self._word, made)
        self._flow(made.body, 0, self._notes_at)
        # Boxes whose anchor was not found, such as those of grouped shapes, follow the text.
        for identity in list(self._boxes):
            made.body.append(paragraph((), self._box(identity)))
        for kind, number, base in (("footnotes", NOTE_TEXTS, self._notes_at), ("endnotes", END_TEXTS, self._ends_at)):
            bounds = plex(self._word.part(number), 0)[0]
            for at, (start, end) in enumerate(itertools.pairwise(bounds)):
                note = element(kind[:-1], id=at)
                self._flow(note, base + start, base + end)
                made.add(kind, note)
        return made

    def _box_ranges(self) -> dict[int, tuple[int, int]]:
        """Where the text of each text box stands, by the number of its shape (FTXBXS, 2.9.100)."""
        bounds, boxes = plex(self._word.part(BOX_TEXTS), 22)
        ranges = zip(boxes, itertools.pairwise(bounds), strict=False)
        return {u32(box, 14): (self._boxes_at + a, self._boxes_at + b) for box, (a, b) in ranges if b - a > 1}

    def _box(self, identity: int) -> list[etree._Element]:
        start, end = self._boxes.pop(identity, (0, 0))
        if start == end:
            return []
        holder = element("body")
        self._flow(holder, start, end)
        return [text_box(list(holder))]

    # -----------------------------------------------------------------------------------------------------------------
    # paragraphs and tables (2.4.3 and 2.4.4)

    def _flow(self, parent: etree._Element, start: int, end: int) -> None:
        """Transcribe the paragraphs between two positions; those in tables go into rows and cells."""
        flow = Flow(parent)
        for first, last in self._paragraphs(start, end):
            style, found = self._word.paragraph(last)
            depth = _depth(found)
            inner = depth > 1
            if depth and _is_on(found, _INNER_ROW_END if inner else _ROW_END):
                flow.go_to(depth)
                flow.end_row(*_shape(found), deleted=self._is_deleted(last))
                continue
            flow.paragraph(self._paragraph(first, last, style, found), depth)
            if depth and (_is_on(found, _INNER_CELL) if inner else self._word.text[last] == _CELL_MARK):
                flow.end_cell()
        flow.close()
        if flow.lost_cells:
            self._builder.warn("rows_not_read", partial=True)

    def _paragraphs(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        """First and last position of each paragraph; the last is its mark."""
        text = self._word.text
        end = min(end, len(text))
        first = start
        for at in range(start, end):
            mark = text[at]
            if mark in (_PARAGRAPH_MARK, _CELL_MARK) or (mark == _PAGE_MARK and self._word.ends_paragraph(at)):
                yield first, at
                first = at + 1
        if first < end:
            yield first, end - 1

    def _is_deleted(self, at: int) -> bool:
        return any(_is_on(found, _DELETED) for _, _, found in self._word.runs(at, at + 1))

    def _paragraph(self, first: int, last: int, style: int, found: Properties) -> etree._Element:
        runs: list[etree._Element] = []
        mark: Properties = {}
        for start, end, own in self._word.runs(first, last + 1):
            mark = own
            made = self._run(start, end, own)
            if made and _is_on(own, _DELETED):
                made = [element("del", *made)]
            elif made and _is_on(own, _INSERTED):
                made = [element("ins", *made)]
            runs += made
        content = [element("pStyle", val=style), *paragraph_properties(found)]
        if _is_on(mark, _DELETED) and self._word.text[last] == _PARAGRAPH_MARK:
            content.append(element("rPr", element("del")))
        return paragraph(content, runs)

    # -----------------------------------------------------------------------------------------------------------------
    # characters (2.4.1)

    def _run(self, start: int, end: int, found: Properties) -> list[etree._Element]:
        """Characters of one kind: text, and the special characters that stand for something else."""
        own = []
        if HIDDEN in found:
            own.append(element("vanish", val=int(_is_on(found, HIDDEN))))
        if _CHARACTER_STYLE in found:
            own.append(element("rStyle", val=u16(found[_CHARACTER_STYLE], 0)))
        text = self._word.text[start:end]
        if _is_on(found, _SPECIAL) and _SYMBOL in found and text.startswith(_SYMBOL_PLACE):
            return [symbol_run("sym", char=f"{u16(found[_SYMBOL], 2):X}") for _ in text]
        if _MARKS.isdisjoint(text):
            return [text_run(_unicode(text), *own)]
        made: list[etree._Element] = []
        begun = start
        for at in range(start, end):
            if self._word.text[at] in _MARKS:
                if begun < at:
                    made.append(text_run(_unicode(self._word.text[begun:at]), *_copies(own)))
                made += self._mark(at, found)
                begun = at + 1
        if begun < end:
            made.append(text_run(_unicode(self._word.text[begun:end]), *_copies(own)))
        return made

    def _mark(self, at: int, found: Properties) -> list[etree._Element]:
        character = self._word.text[at]
        if character in _FIELDS:
            return [symbol_run("fldChar", fldCharType=_FIELDS[character])]
        if character == _NOTE:
            if at in self._note_references:
                return [symbol_run("footnoteReference", id=self._note_references[at])]
            relative = self._end_references.get(at)
            return [] if relative is None else [symbol_run("endnoteReference", id=relative)]
        if character == _COMMENT:
            return [symbol_run("commentReference")] if at < self._notes_at else []
        if character == _DRAWING and self._anchors.get(at) in self._boxes:
            return self._box(self._anchors[at])
        if character == _PICTURE and _is_on(found, _DATA):
            state = self._word.check_box(signed(found.get(_PLACE, b"")))
            return [] if state is None else [symbol_run("sym", char=_TICKED if state else _EMPTY)]
        is_picture = _DATA not in found if character == _PICTURE else character == _DRAWING and self._has_pictures
        return [element("r", element("drawing", etree.Element(_BLIP)))] if is_picture else []


_STORED_PICTURE = b"\x07\xf0"  # type of a record OfficeArtFBSE ([MS-ODRAW] 2.2.32)
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"


def _copies(elements: Sequence[etree._Element]) -> list[etree._Element]:
    return [element(e.tag.removeprefix(W), val=e.get(W + "val")) for e in elements]


def _unicode(text: str) -> str:
    """Text without control characters, surrogates put together."""
    text = "".join(_PLAIN.get(c, c) for c in text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _is_on(found: Properties, code: int) -> bool:
    return found.get(code, b"\0")[:1] in (b"\1", b"\x81")


def _depth(found: Properties) -> int:
    if _DEPTH in found:
        return max(signed(found[_DEPTH]), 0)
    return int(_is_on(found, _IN_TABLE))


# Merging of cells in a row definition (2.9.320 TCGRF) and in changes to it (2.9.318).
_ACROSS = {1: "continue", 2: "restart", 3: "restart"}
_DOWN = {1: "continue", 3: "restart"}


def _shape(found: Properties) -> tuple[list[int], list[str], list[str]]:
    """The bounds of a row's cells in twips, and how each is merged down and across (2.9.321 TDefTableOperand)."""
    operand = found.get(_ROW, b"")
    count = min(operand[2], 64) if len(operand) > 2 else 0
    edges = [signed(operand[3 + 2 * k : 5 + 2 * k]) for k in range(count + 1)]
    base = 3 + 2 * (count + 1)
    flags = [signed(operand[base + 20 * k : base + 20 * k + 2]) for k in range(count)]
    down = [_DOWN.get(own >> 5 & 3, "") for own in flags]
    later = found.get(_MERGED_DOWN, b"")
    if len(later) >= 3 and later[1] < count:
        down[later[1]] = _DOWN.get(later[2], "")
    return edges, down, [_ACROSS.get(own & 3, "") for own in flags]
