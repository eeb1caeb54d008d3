"""Rich Text Format (.rtf, often named .doc): transcribed to WordprocessingML and read like a .docx.

What is skipped is what a printed page would not show: deleted and hidden text, field codes, comments, headers. Numbers
of lists are taken as their program wrote them for others to read (``listtext``, ``pntext``); where it did not, they
are counted from the definitions of the lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from corpora.cleaning import DocumentBuilder
from corpora.document import Document
from corpora.errors import Corrupt, LimitExceeded
from corpora.readers.docx import read_word
from corpora.readers.docx_package import W
from corpora.readers.rtf_lists import ListReader, StyleReader
from corpora.readers.rtf_tokens import Token, codec_of_font, codec_of_page, tokens
from corpora.readers.sniff import RTF
from corpora.readers.word_tree import Flow, Transcript, element, paragraph, symbol_run, text_box, text_run

_MOST_GROUPS = 2_000  # groups in groups
_VAL = W + "val"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_WORDS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
}
_SYMBOLS = {"~": "\xa0", "_": "-", "\n": "\r", "\r": "\r", "\\": "\\", "{": "{", "}": "}"}
# Destinations that hold no text of the document, in which pictures and objects are told of.
_SKIPPED = frozenset(
    [
        "colortbl",
        "info",
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "fldinst",
        "annotation",
        "atnid",
        "atnauthor",
        "atntime",
        "atndate",
        "atnicn",
        "atnref",
        "atnparent",
        "bkmkstart",
        "bkmkend",
        "pict",
        "nonshppict",
        "objdata",
        "objclass",
        "objname",
        "listpicture",
        "xe",
        "tc",
        "tcn",
        "rxe",
        "filetbl",
        "revtbl",
        "rsidtbl",
        "generator",
        "themedata",
        "colorschememapping",
        "latentstyles",
        "datastore",
        "shprslt",
        "sp",
        "background",
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "pgdsctbl",
        "nonesttables",
        "xmlnstbl",
        "xmlopen",
        "xmlattrname",
        "xmlattrvalue",
        "mmathPr",
        "userprops",
        "docvar",
        "wgrffmtfilter",
        "falt",
        "panose",
        "template",
        "password",
    ]
)
# Optional destinations that are read; all others behind \* are skipped.
_KNOWN = frozenset(["shpinst", "pn", "ud", "fldinst", "cs"])
_UNDEFINED = 25  # value of a check box that nobody clicked


@dataclass(frozen=True, slots=True)
class _Characters:
    """Properties of characters; a group inherits those around it."""

    font: int | None = None
    other_font: int | None = None  # the one for double-byte text
    double: bool = False
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    style: int | None = None
    uc: int = 1  # how many characters stand in for one of Unicode


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Properties of the open paragraph."""

    style: int = 0
    list: int | None = None
    level: int | None = None
    outline: int | None = None
    depth: int = 0


@dataclass(slots=True)
class _RowShape:
    """The row definition under way: right edges of the cells and how they are merged."""

    edges: list[int] = field(default_factory=lambda: [0])
    down: list[str] = field(default_factory=list)
    across: list[str] = field(default_factory=list)
    next_down: str = ""
    next_across: str = ""

    def end_cell(self, right: int) -> None:
        self.edges.append(max(right, self.edges[-1]))
        self.down.append(self.next_down)
        self.across.append(self.next_across)
        self.next_down = self.next_across = ""


@dataclass(slots=True)
class _Story:
    """A body of text: that of the document, of a note or of a text box."""

    holder: etree._Element
    flow: Flow
    runs: list[etree._Element] = field(default_factory=list)
    at: _Paragraph = field(default_factory=_Paragraph)
    shape: _RowShape = field(default_factory=_RowShape)
    outer_shape: _RowShape = field(default_factory=_RowShape)  # while the row of a table in a table is defined
    number: str = ""  # the written number of the open paragraph

    @classmethod
    def new(cls, holder: etree._Element) -> _Story:
        return cls(holder, Flow(holder))


@dataclass(slots=True)
class _Group:
    characters: _Characters
    kind: str = ""  # what ends with the group: "", "skip", "note", "box", "number" …
    is_new: bool = True
    optional: bool = False


def read_rtf(doc: str, doc_id: str, data: bytes) -> Document:
    """Read a Rich Text file.

    Warnings: as for .docx; embedded objects and pictures are told as ``images_not_read``.

    Raises:
        Corrupt: it ends before its text begins.
        LimitExceeded: groups stand too deep in each other.
        EmptyText: no text in it.
    """
    return read_word(_Transcriber().transcript(data), DocumentBuilder(doc, doc_id, RTF))


class _Transcriber:
    def __init__(self) -> None:
        self._made = Transcript()
        self._groups = [_Group(_Characters(), is_new=False)]
        self._stories = [_Story.new(self._made.body)]
        self._lists = ListReader(self._made)
        self._styles = StyleReader(self._made)
        self._fonts: dict[int, int] = {}
        self._font = 0
        self._default_font: int | None = None
        self._page = "cp1252"
        self._bytes = bytearray()
        self._text: list[str] = []
        self._skip = 0  # characters still to be left out behind one of Unicode
        self._form: dict[str, int] = {}
        self._notes = 0

    def transcript(self, data: bytes) -> Transcript:
        """The whole file in the parts of a .docx."""
        for token in tokens(data):
            self._token(token)
        while len(self._groups) > 1:
            self._end_group()
        self._flush()
        story = self._stories[0]
        if story.runs:
            self._end_paragraph()
        story.flow.close()
        if not len(self._made.body):
            raise Corrupt("RTF")
        return self._made

    # -----------------------------------------------------------------------------------------------------------------
    # tokens and groups

    def _token(self, token: Token) -> None:
        group = self._groups[-1]
        if token.kind == "{":
            self._begin_group(group)
        elif token.kind == "}":
            if len(self._groups) > 1:
                self._end_group()
        elif group.kind == "skip":
            return
        elif token.kind == "bytes":
            self._data(token.data, group)
        elif token.kind == "symbol":
            self._symbol(token.name, group)
        else:
            self._word(token.name, token.number, group)

    def _begin_group(self, group: _Group) -> None:
        self._flush()
        if len(self._groups) > _MOST_GROUPS:
            raise LimitExceeded("RTF")
        inherited = group.kind if group.kind in _HELD else ""
        if group.kind == "twice":  # the first of two writings of the same text, without Unicode
            inherited, group.kind = "skip", ""
        self._groups.append(_Group(group.characters, inherited))
        if group.kind in ("lists", "overrides"):
            self._lists.begin()

    def _end_group(self) -> None:
        self._flush()
        group = self._groups.pop()
        self._skip = 0
        outer = self._groups[-1].kind
        if group.kind in ("lists", "overrides"):
            self._lists.end()
        elif group.kind == "styles" and outer == "styles":
            self._styles.end()
        elif group.kind == "form" and outer != "form":
            self._end_form()
        elif group.kind in ("note", "box"):
            self._end_story(group.kind)
        elif group.kind == "inner row":
            self._stories[-1].shape = self._stories[-1].outer_shape

    def _end_story(self, kind: str) -> None:
        if self._stories[-1].runs:
            self._end_paragraph()
        story = self._stories.pop()
        story.flow.close()
        if kind == "box":
            if len(story.holder):
                self._stories[-1].runs.append(text_box(list(story.holder)))
            return
        part = story.holder.get("part", "footnotes")
        del story.holder.attrib["part"]
        self._made.add(part, story.holder)

    # -----------------------------------------------------------------------------------------------------------------
    # text

    def _data(self, data: bytes, group: _Group) -> None:
        group.is_new = False
        if self._skip:
            left = min(self._skip, len(data))
            self._skip -= left
            data = data[left:]
        self._bytes += data

    def _codec(self) -> str:
        characters = self._groups[-1].characters
        font = characters.other_font if characters.double else characters.font
        return codec_of_font(self._fonts.get(font if font is not None else self._default_font or 0), self._page)

    def _decode(self) -> None:
        """Turn the bytes that wait into text of their font."""
        if self._bytes:
            codec = self._codec()
            if codec == "symbol":
                self._text.append("".join(chr(0xF000 | byte) if byte > 0x20 else chr(byte) for byte in self._bytes))
            else:
                self._text.append(self._bytes.decode(codec, "replace"))
            self._bytes.clear()

    def _flush(self) -> None:
        """Hand on the text that waits."""
        self._decode()
        if not self._text:
            return
        text = "".join(self._text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self._text.clear()
        self._emit(text, self._groups[-1])

    def _emit(self, text: str, group: _Group) -> None:
        if group.kind == "fonts":
            return
        if group.kind == "styles":
            self._styles.name(text)
        elif group.kind in ("lists", "overrides"):
            self._lists.text(text)
        elif group.kind == "number":
            self._stories[-1].number += text
        elif group.kind not in ("skip", "form", "instruction"):
            self._stories[-1].runs += _runs(text, group.characters)

    def _symbol(self, name: str, group: _Group) -> None:
        if name == "*":
            group.optional = True
        elif name == "'":  # no hexadecimal digits behind it
            return
        elif name in _SYMBOLS:
            if _SYMBOLS[name] == "\r":
                self._word("par", None, group)
            else:
                self._character(_SYMBOLS[name])

    def _character(self, character: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        self._decode()
        self._text.append(character)

    # -----------------------------------------------------------------------------------------------------------------
    # control words

    def _word(self, name: str, number: int | None, group: _Group) -> None:
        if group.is_new:
            group.is_new = False
            if self._destination(name, number, group):
                return
        if name == "u":
            self._character(chr((number or 0) & 0xFFFF))
            self._skip = group.characters.uc
        elif name in _WORDS:
            self._character(_WORDS[name])
        elif group.kind in _HELD:
            self._flush()
            self._definition(name, number, group)
        elif name in _CHARACTER_WORDS:
            if name != "uc":  # it may stand between the two halves of one character
                self._flush()
            group.characters = _changed(group.characters, name, number)
        elif name in _BREAKS:
            self._flush()
            self._break(name)
        elif name == "ansicpg":
            self._page = codec_of_page(number or 0)
        elif name == "deff":
            self._default_font = number
        else:
            self._story_word(name, number)

    def _destination(self, name: str, number: int | None, group: _Group) -> bool:
        """What a group is for, by its first control word; False when that is no destination."""
        kind = _KINDS.get(name)
        if name in _SKIPPED or (group.optional and kind is None and name not in _KNOWN):
            if name in ("pict", "objdata") and group.kind != "skip":
                self._stories[-1].runs.append(element("r", element("drawing", etree.Element(_BLIP))))
            elif name == "annotation":
                self._stories[-1].runs.append(symbol_run("commentReference"))
            if name == "fldinst":
                group.kind = "instruction"
            else:
                group.kind = "skip"
            return True
        if kind is None:
            return False
        group.kind = kind
        if kind == "note":
            self._begin_note()
        elif kind == "box":
            self._stories.append(_Story.new(element("body")))
        elif kind == "inner row":
            self._stories[-1].outer_shape = self._stories[-1].shape
        elif kind == "form":
            self._form = {}
        elif kind == "styles" and name in ("s", "cs"):
            self._styles.begin(name, number or 0)
        return True

    def _begin_note(self) -> None:
        self._notes += 1
        note = element("footnote", id=self._notes)
        note.set("part", "footnotes")
        self._stories[-1].runs.append(symbol_run("footnoteReference", id=self._notes))
        self._stories.append(_Story.new(note))

    def _definition(self, name: str, number: int | None, group: _Group) -> None:
        """Control words inside tables of fonts, styles and lists, and of form fields."""
        if group.kind == "fonts":
            if name == "f":
                self._font = number or 0
            elif name == "fcharset":
                self._fonts[self._font] = number or 0
        elif group.kind == "styles":
            if name in ("s", "cs"):
                self._styles.begin(name, number or 0)
            else:
                self._styles.word(name, number)
        elif group.kind == "form":
            self._form[name] = number or 0
        else:
            self._lists.word(name, number)

    def _end_form(self) -> None:
        """A check box as the character it shows."""
        if self._form.get("fftype") == 1:
            state = self._form.get("ffres", _UNDEFINED)
            checked = self._form.get("ffdefres", 0) if state == _UNDEFINED else state
            self._stories[-1].runs.append(text_run("☑" if checked else "□"))

    def _story_word(self, name: str, number: int | None) -> None:
        """Control words about the open paragraph and the row definition; unknown ones are passed over."""
        story = self._stories[-1]
        if name == "pard":
            self._flush()
            story.at = _Paragraph()
        elif name == "intbl":
            story.at = replace(story.at, depth=max(story.at.depth, 1))
        elif name in _PARAGRAPH_WORDS:
            story.at = replace(story.at, **{_PARAGRAPH_WORDS[name]: number or 0})
        elif name == "trowd":
            story.shape = _RowShape()
        elif name == "trleft":
            story.shape.edges[0] = number or 0
        elif name == "cellx":
            story.shape.end_cell(number or 0)
        elif name in _MERGES:
            side, state = _MERGES[name]
            setattr(story.shape, f"next_{side}", state)
        elif name == "ftnalt" and len(self._stories) > 1:
            self._made_endnote()

    def _made_endnote(self) -> None:
        """The open note is an endnote: the reference before it and its part are changed."""
        note, outer = self._stories[-1].holder, self._stories[-2]
        if "part" in note.attrib and outer.runs:
            note.set("part", "endnotes")
            outer.runs[-1] = symbol_run("endnoteReference", id=self._notes)

    def _break(self, name: str) -> None:
        story = self._stories[-1]
        if name in ("par", "sect"):
            if name == "par" or story.runs:
                self._end_paragraph()
        elif name in ("cell", "nestcell"):
            depth = 1 if name == "cell" else max(story.at.depth, 2)
            story.at = replace(story.at, depth=depth)
            self._end_paragraph()
            story.flow.end_cell()
        else:
            story.flow.go_to(1 if name == "row" else max(story.at.depth, 2))
            shape = story.shape
            story.flow.end_row(shape.edges, shape.down, shape.across, deleted=False)

    def _end_paragraph(self) -> None:
        story, characters = self._stories[-1], self._groups[-1].characters
        at = story.at
        content = [element("pStyle", val=at.style)]
        if story.number:
            content.append(element("numPr", element("numId", val=self._lists.fixed(_mark(story.number)))))
        elif at.list:
            content.append(element("numPr", element("ilvl", val=at.level or 0), element("numId", val=at.list)))
        if at.outline is not None:
            content.append(element("outlineLvl", val=at.outline))
        if characters.deleted:
            content.append(element("rPr", element("del")))
        story.flow.paragraph(paragraph(content, story.runs), at.depth)
        story.runs, story.number = [], ""


_HELD = frozenset(("skip", "fonts", "styles", "lists", "overrides", "form", "number", "instruction"))
_KINDS = {
    "fonttbl": "fonts",
    "stylesheet": "styles",
    "listtable": "lists",
    "listoverridetable": "overrides",
    "footnote": "note",
    "shptxt": "box",
    "dptxbxtext": "box",
    "pntext": "number",
    "listtext": "number",
    "formfield": "form",
    "upr": "twice",
    "nesttableprops": "inner row",
}
_CHARACTER_WORDS = frozenset(["f", "af", "dbch", "loch", "hich", "v", "deleted", "revised", "cs", "plain", "uc"])
_BREAKS = frozenset(["par", "sect", "cell", "row", "nestcell", "nestrow"])
_PARAGRAPH_WORDS = {"s": "style", "ls": "list", "ilvl": "level", "outlinelevel": "outline", "itap": "depth"}
_MERGES = {
    "clvmgf": ("down", "restart"),
    "clvmrg": ("down", "continue"),
    "clmgf": ("across", "restart"),
    "clmrg": ("across", "continue"),
}
_BULLET = re.compile(r"\s*[^\w()（）]?\s*")
_PRIVATE = re.compile("([\uf020-\uf0ff])")  # how characters of symbol fonts are kept


def _changed(characters: _Characters, name: str, number: int | None) -> _Characters:
    on = number != 0
    if name == "plain":
        return replace(_Characters(), uc=characters.uc, deleted=characters.deleted, inserted=characters.inserted)
    if name == "f":
        return replace(characters, font=number, other_font=number if characters.double else characters.other_font)
    if name == "af":
        return replace(characters, other_font=number) if characters.double else characters
    if name in ("dbch", "loch", "hich"):
        return replace(characters, double=name == "dbch")
    if name == "uc":
        return replace(characters, uc=min(max(number or 0, 0), 8))
    if name == "cs":
        return replace(characters, style=number)
    return replace(characters, **{{"v": "hidden", "deleted": "deleted", "revised": "inserted"}[name]: on})


def _runs(text: str, characters: _Characters) -> list[etree._Element]:
    own: list[etree._Element] = []
    if characters.hidden:
        own.append(element("vanish"))
    if characters.style is not None:
        own.append(element("rStyle", val=f"c{characters.style}"))
    made: list[etree._Element] = []
    for part in _PRIVATE.split(text):
        if _PRIVATE.fullmatch(part):
            made.append(symbol_run("sym", char=f"{ord(part):X}"))
        elif part:
            made.append(text_run(part, *(element(e.tag.removeprefix(W), val=e.get(_VAL, "1")) for e in own)))
    if characters.deleted:
        return [element("del", *made)]
    return [element("ins", *made)] if characters.inserted else made


def _mark(number: str) -> str:
    """A written number without what follows it; nothing for bullets."""
    return "" if _BULLET.fullmatch(number) else number.strip()
