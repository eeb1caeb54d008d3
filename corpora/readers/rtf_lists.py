"""The style sheet and the list tables of a Rich Text file, transcribed to those of WordprocessingML."""

from __future__ import annotations

from lxml import etree

from corpora.readers.docx_package import W
from corpora.readers.word_tree import Transcript, element, level_text, number_format

_FOLLOWED = ("tab", "space", "nothing")
_FIXED = 1_000_000  # above all numbers of lists that a file gives


class StyleReader:
    """Takes the control words and the name of one style after the other."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._fresh()

    def _fresh(self) -> None:
        self._kind, self._number, self._name = "s", 0, ""
        self._values: dict[str, int] = {}

    def begin(self, kind: str, number: int) -> None:
        """A style's number; ``kind`` is ``s`` for paragraphs, ``cs`` for characters."""
        self._kind, self._number = kind, number

    def word(self, name: str, number: int | None) -> None:
        """A control word of the open style."""
        self._values[name] = 1 if number is None else number

    def name(self, text: str) -> None:
        """Text of the open style: its name, up to a semicolon."""
        self._name += text

    def end(self) -> None:
        """The open style is done."""
        values = self._values
        made = element("style", element("name", val=self._name.strip().rstrip(";")), styleId=self._number)
        if self._kind == "cs":
            made.set(W + "styleId", f"c{self._number}")
        made.set(W + "type", "character" if self._kind == "cs" else "paragraph")
        if self._kind == "s" and self._number == 0:
            made.set(W + "default", "1")
        if "sbasedon" in values and values["sbasedon"] != self._number and self._kind == "s":
            made.append(element("basedOn", val=values["sbasedon"]))
        content: list[etree._Element] = []
        if "outlinelevel" in values:
            content.append(element("outlineLvl", val=values["outlinelevel"]))
        if "ls" in values:
            level = element("ilvl", val=values.get("ilvl", 0))
            content.append(element("numPr", level, element("numId", val=values["ls"])))
        if content:
            made.append(element("pPr", *content))
        if values.get("v"):
            made.append(element("rPr", element("vanish")))
        self._transcript.add("styles", made)
        self._fresh()


class ListReader:
    """Takes the tokens of the list table and the table of list overrides.

    ``\\list`` holds ``\\listlevel`` holds ``\\leveltext``; ``\\listoverride`` holds ``\\lfolevel``, which may hold a
    ``\\listlevel`` of its own. What is open is kept as a stack of elements, None for groups that hold nothing of use.
    """

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._open: list[etree._Element | str | None] = []
        self._text: list[str] = []
        self._fixed: dict[str, int] = {}

    def fixed(self, mark: str) -> int:
        """The number of a list that shows always the same mark, for paragraphs whose number is written out."""
        if mark not in self._fixed:
            self._fixed[mark] = number = _FIXED + len(self._fixed)
            shown = element("lvl", element("numFmt", val="none"), element("lvlText", val=mark), ilvl=0)
            self._transcript.add("numbering", element("abstractNum", shown, abstractNumId=number))
            self._transcript.add("numbering", element("num", element("abstractNumId", val=number), numId=number))
        return self._fixed[mark]

    def begin(self) -> None:
        """A group begins."""
        self._open.append(None)

    def end(self) -> None:
        """The innermost group is done."""
        done = self._open.pop() if self._open else None
        if done == "leveltext":
            level = self._nearest("lvl")
            # The first character tells the length, a semicolon ends the text.
            text = "".join(self._text)[1:].removesuffix(";")
            if level is not None:
                level.append(element("lvlText", val=level_text(text)))
        self._text.clear()
        if isinstance(done, etree._Element) and done.tag in (W + "abstractNum", W + "num"):
            self._transcript.add("numbering", done)

    def text(self, text: str) -> None:
        """Text in the innermost group."""
        if self._open and self._open[-1] == "leveltext":
            self._text.append(text)

    def _nearest(self, tag: str) -> etree._Element | None:
        for entry in reversed(self._open):
            if isinstance(entry, etree._Element) and entry.tag == W + tag:
                return entry
        return None

    def word(self, name: str, number: int | None) -> None:
        """A control word in the innermost group."""
        value = number or 0
        if name in ("list", "listoverride", "lfolevel", "listlevel", "leveltext") and self._open:
            self._begin(name)
        elif name in ("listid", "ls", "listoverridestartat"):
            self._of_list(name, value)
        elif (level := self._nearest("lvl")) is not None:
            self._of_level(level, name, value)
        elif name == "levelstartat" and (override := self._nearest("lvlOverride")) is not None:
            override.append(element("startOverride", val=value))

    def _begin(self, name: str) -> None:
        if name == "leveltext":
            self._open[-1] = name
            return
        tag = {"list": "abstractNum", "listoverride": "num", "lfolevel": "lvlOverride", "listlevel": "lvl"}[name]
        made = element(tag)
        if name in ("lfolevel", "listlevel"):
            outer = self._nearest("num" if name == "lfolevel" else "lvlOverride")
            if outer is None:
                outer = self._nearest("abstractNum")
            if outer is None:
                return
            made.set(W + "ilvl", str(sum(child.tag == made.tag for child in outer)))
            if outer.tag == W + "lvlOverride":
                made.set(W + "ilvl", outer.get(W + "ilvl", "0"))
            outer.append(made)
        self._open[-1] = made

    def _of_list(self, name: str, value: int) -> None:
        definition, use = self._nearest("abstractNum"), self._nearest("num")
        if name == "listid" and definition is not None:
            definition.set(W + "abstractNumId", str(value))
        elif name == "listid" and use is not None:
            use.insert(0, element("abstractNumId", val=value))
        elif name == "ls" and use is not None:
            use.set(W + "numId", str(value))

    def _of_level(self, level: etree._Element, name: str, value: int) -> None:
        if name == "levelnfc":
            level.append(element("numFmt", val=number_format(value)))
        elif name == "levelstartat":
            level.append(element("start", val=value))
        elif name == "levelfollow":
            level.append(element("suff", val=_FOLLOWED[value] if 0 <= value < 3 else "tab"))
        elif name == "levellegal" and value:
            level.append(element("isLgl"))
        elif name == "levelnorestart" and value:
            level.append(element("lvlRestart", val=0))
