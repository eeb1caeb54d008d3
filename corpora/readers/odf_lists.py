"""The lists of an OpenDocument text, transcribed to those of WordprocessingML (ISO/IEC 26300-1, 16.30 and 19.880)."""

from __future__ import annotations

import re

from lxml import etree

from corpora.readers.odf_text import LO, STYLE, TEXT, attribute, count
from corpora.readers.word_tree import Transcript, element

_LEVELS = 9
# LibreOffice names formats that ODF does not know by their first numbers.
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一, 二, 三, ...": "chineseCountingThousand",
    "一, 二, 三": "chineseCountingThousand",
    "壹, 貳, 參, ...": "ideographLegalTraditional",
    "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "甲, 乙, 丙, ...": "ideographTraditional",
    "子, 丑, 寅, ...": "ideographZodiac",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "１, ２, ３, ...": "decimalFullWidth",
    "": "none",
}
_FOLLOWED = {"listtab": "tab", "space": "space", "nothing": "nothing"}
_PLACE = re.compile("%([1-9])%")


class Lists:
    """Gives paragraphs in lists the numbering properties of Word; writes ``numbering`` as it goes."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._definitions: dict[str, int] = {}
        self._starts: dict[str, dict[int, int]] = {}  # style → first number of each level, from 0
        self._used = 0  # lists so far
        self._last: dict[str, int] = {}  # style → its latest list

    def define(self, style: etree._Element, name: str) -> None:
        """Keep a list style, or the numbering of headings under a name of its own."""
        number = len(self._definitions) + 1
        definition = element("abstractNum", abstractNumId=number)
        self._starts[name] = {}
        for level in style:
            at = count(level, TEXT + "level", _LEVELS + 1)
            if at <= _LEVELS:
                definition.append(_level(level, at))
                self._starts[name][at - 1] = count(level, TEXT + "start-value", 1_000_000)
        self._definitions[name] = number
        self._transcript.add("numbering", definition)

    def __contains__(self, name: str) -> bool:
        return name in self._definitions

    def begin(self, style: str, *, goes_on: bool, start: int | None = None, level: int = 0) -> int | None:
        """The number of the list that a ``text:list`` is: a new one unless it goes on with the latest of its style.

        ``start`` is the first number at ``level`` (from 0) where it is said.
        """
        if style not in self._definitions:
            return None
        if goes_on and style in self._last:
            return self._last[style]
        self._used += 1
        use = element("num", element("abstractNumId", val=self._definitions[style]), numId=self._used)
        for at in range(_LEVELS):
            first = start if at == level and start is not None else self._starts[style].get(at, 1)
            use.append(element("lvlOverride", element("startOverride", val=first), ilvl=at))
        self._transcript.add("numbering", use)
        self._last[style] = self._used
        return self._used


def _level(level: etree._Element, at: int) -> etree._Element:
    is_number = level.tag in (TEXT + "list-level-style-number", TEXT + "outline-level-style")
    shown = _FORMATS.get(attribute(level, STYLE + "num-format"), "decimal") if is_number else "bullet"
    text = ""
    if is_number and shown != "none":
        upper = count(level, TEXT + "display-levels", at)
        own = ".".join(f"%{k}" for k in range(at - upper + 1, at + 1))
        text = attribute(level, STYLE + "num-prefix") + own + attribute(level, STYLE + "num-suffix")
        if pattern := attribute(level, LO + "num-list-format"):
            text = _PLACE.sub(r"%\1", pattern)
    alignment = next(level.iter(STYLE + "list-level-label-alignment"), None)
    followed = "listtab" if alignment is None else attribute(alignment, TEXT + "label-followed-by", "listtab")
    return element(
        "lvl",
        element("start", val=count(level, TEXT + "start-value", 1_000_000)),
        element("numFmt", val=shown),
        element("lvlText", val=text),
        element("suff", val=_FOLLOWED.get(followed, "tab")),
        ilvl=at - 1,
    )
