"""The list and style definitions of a binary Word file, transcribed to those of WordprocessingML."""

from __future__ import annotations

from lxml import etree

from corpora.errors import Corrupt
from corpora.readers.doc_file import LIST_OVERRIDES, LISTS, STYLES, Properties, WordFile, properties, signed, u16, u32
from corpora.readers.docx_package import W
from corpora.readers.word_tree import Transcript, element, level_text, number_format

LIST, LEVEL, OUTLINE, HIDDEN = 0x460B, 0x260A, 0x2640, 0x083C

_FOLLOWED = ("tab", "space", "nothing")
_NO_STYLE = 0x0FFF
_MOST_LISTS = 4096
# Built-in styles by their number ([MS-DOC] 2.9.271): the names that tell what a paragraph is.
_BUILT_IN = {**{k: f"heading {k}" for k in range(1, 10)}, **{18 + k: f"toc {k}" for k in range(1, 10)}}
_BUILT_IN |= {34: "caption", 62: "Title"}


class _Cursor:
    """Reads one structure after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, size: int) -> bytes:
        """The next bytes. Raises Corrupt when there are not so many."""
        if size < 0 or self.at + size > len(self.data):
            raise Corrupt("list table")
        self.at += size
        return self.data[self.at - size : self.at]


def transcribe_lists(word: WordFile, transcript: Transcript) -> None:
    """Write ``numbering``: the definitions (LSTF with its LVLs, 2.9.131 and 2.9.147) and the lists (LFO, 2.9.132)."""
    heads = _Cursor(word.part(LISTS))
    if len(heads.data) < 2:
        return
    count = u16(heads.take(2), 0)
    levels = _Cursor(word.behind(LISTS))
    known: dict[int, int] = {}
    for number in range(min(count, _MOST_LISTS)):
        head = heads.take(28)
        known[u32(head, 0)] = number
        definition = element("abstractNum", abstractNumId=number)
        for at in range(1 if head[26] & 1 else 9):
            style = u16(head, 8 + 2 * at)
            definition.append(_level(levels, at, None if style == _NO_STYLE else style))
        transcript.add("numbering", definition)
    for made in _lists(_Cursor(word.part(LIST_OVERRIDES)), known):
        transcript.add("numbering", made)


def _lists(cursor: _Cursor, known: dict[int, int]) -> list[etree._Element]:
    if len(cursor.data) < 4:
        return []
    heads = [cursor.take(16) for _ in range(min(u32(cursor.take(4), 0), _MOST_LISTS))]
    made: list[etree._Element] = []
    for number, head in enumerate(heads, 1):
        one = element("num", element("abstractNumId", val=known.get(u32(head, 0), -1)), numId=number)
        made.append(one)
    for one, head in zip(made, heads, strict=True):
        cursor.take(4)
        for _ in range(head[12]):
            start, flags = u32(cursor.data, cursor.at), u32(cursor.data, cursor.at + 4)
            cursor.take(8)
            level = flags & 15
            override = element("lvlOverride", ilvl=level)
            if flags & 0x20:
                definition = _level(cursor, level, None)
                override.append(definition)
                start = int(next(definition.iter(W + "start")).get(W + "val", "1"))
            if flags & 0x10:
                override.insert(0, element("startOverride", val=start))
            one.append(override)
    return made


def _level(cursor: _Cursor, at: int, style: int | None) -> etree._Element:
    """One LVL (2.9.147) as w:lvl."""
    head = cursor.take(28)
    cursor.take(head[25])  # paragraph properties of the number
    cursor.take(head[24])  # character properties
    text = cursor.take(2 * u16(cursor.take(2), 0)).decode("utf-16-le", "replace")
    level = element(
        "lvl",
        element("start", val=signed(head[0:4])),
        element("numFmt", val=number_format(head[4])),
        element("lvlText", val=level_text(text)),
        element("suff", val=_FOLLOWED[head[15]] if head[15] < 3 else "tab"),
        ilvl=at,
    )
    if style is not None:
        level.append(element("pStyle", val=style))
    if head[5] & 4:
        level.append(element("isLgl"))
    if head[5] & 8:
        level.append(element("lvlRestart", val=head[26]))
    return level


def transcribe_styles(word: WordFile, transcript: Transcript) -> None:
    """Write ``styles`` from the style sheet (STSH, 2.9.271): names, what they are based on, and what matters of them."""
    data = word.part(STYLES)
    if len(data) < 6:
        return
    at = 2 + u16(data, 0)
    base = u16(data, 4)
    number = 0
    while at + 2 <= len(data):
        size = u16(data, at)
        if size:
            transcript.add("styles", _style(data[at + 2 : at + 2 + size], base, number))
        at += 2 + size
        number += 1


def _style(data: bytes, base: int, number: int) -> etree._Element:
    built_in, kind, count = u16(data, 0) & 0xFFF, u16(data, 2) & 15, u16(data, 4) & 15
    based_on = u16(data, 2) >> 4
    length = u16(data, base)
    name = data[base + 2 : base + 2 + 2 * length].decode("utf-16-le", "replace")
    made = element(
        "style",
        element("name", val=_BUILT_IN.get(built_in, name)),
        type="paragraph" if kind == 1 else "character",
        styleId=number,
    )
    if based_on != _NO_STYLE:
        made.append(element("basedOn", val=based_on))
    if kind == 1 and built_in == 0:
        made.set(W + "default", "1")
    at = base + 2 + 2 * length + 2
    for part in range(count if kind in (1, 2) else 0):
        at += at & 1
        if at + 2 > len(data):
            break
        size = u16(data, at)
        raw = data[at + 2 : at + 2 + size]
        at += 2 + size
        if kind == 1 and part == 0:
            made.append(element("pPr", *paragraph_properties(properties(raw[2:]))))
        elif properties(raw).get(HIDDEN, b"\0")[:1] == b"\1":
            made.append(element("rPr", element("vanish")))
    return made


def paragraph_properties(found: Properties) -> list[etree._Element]:
    """Numbering and outline level of a paragraph or style."""
    made: list[etree._Element] = []
    if LIST in found or LEVEL in found:
        numbering = element("numPr")
        if LEVEL in found:
            numbering.append(element("ilvl", val=found[LEVEL][0] if found[LEVEL] else 0))
        if LIST in found:
            # A negative index is the same list without the indents of its own; 0 takes numbering off.
            numbering.append(element("numId", val=abs(signed(found[LIST]))))
        made.append(numbering)
    if OUTLINE in found:
        made.append(element("outlineLvl", val=found[OUTLINE][0] if found[OUTLINE] else 9))
    return made
