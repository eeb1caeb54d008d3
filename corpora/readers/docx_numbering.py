"""The automatic numbers of a Word file, counted as Word counts them (ECMA-376 Part 1, 17.9).

Word stores no numbers, only the list each paragraph belongs to. A charter whose 第一条 … 第五十条 are automatic has no
article number anywhere in its text, so they are counted here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from corpora.readers.docx_formats import format_number
from corpora.readers.docx_package import MC, W, is_on, number, value
from corpora.readers.docx_styles import Styles

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: ``restart`` is the number of the level (from 1) after which it begins anew, 0 for never."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a paragraph; ``text`` is empty for bullets. ``suffix`` is ``tab``, ``space`` or ``nothing``."""

    text: str
    suffix: str


class Numbering:
    """Counts through one document: ``label`` is called once for each paragraph, in the order of the text."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._abstracts: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}  # abstract list → the style that defines it
        self._definers: dict[str, str] = {}  # style → the abstract list that it defines
        self._lists: dict[int, str] = {}
        self._levels: dict[int, dict[int, Level]] = {}  # list → its own levels, by lvlOverride
        self._starts: dict[int, dict[int, int]] = {}  # list → first numbers, by startOverride
        self._counters: dict[str, list[int | None]] = {}
        self._resolved: dict[int, tuple[str, dict[int, Level]] | None] = {}
        self._begun: set[tuple[int, int]] = set()
        self._styles = styles
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for abstract in root.iterchildren(W + "abstractNum"):
            abstract_id = abstract.get(W + "abstractNumId", "")
            self._abstracts[abstract_id] = _levels(abstract)
            if link := value(abstract, "numStyleLink"):
                self._links[abstract_id] = link
            if link := value(abstract, "styleLink"):
                self._definers[link] = abstract_id
        for element in root.iterchildren(W + "num"):
            num_id = number(element.get(W + "numId"))
            if num_id is None:
                continue
            self._lists[num_id] = value(element, "abstractNumId") or ""
            self._levels[num_id], self._starts[num_id] = {}, {}
            for override in element.iterchildren(W + "lvlOverride"):
                at = number(override.get(W + "ilvl")) or 0
                self._levels[num_id] |= _levels(override)
                start = number(value(override, "startOverride"))
                if start is not None:
                    self._starts[num_id][at] = start

    def _abstract(self, num_id: int) -> str | None:
        """The list definition behind a list, through ``numStyleLink`` where one stands in between."""
        abstract_id = self._lists.get(num_id)
        link = self._links.get(abstract_id or "")
        if link is not None:
            by_style = self._lists.get(self._styles.get(link).num_id or 0)
            abstract_id = self._definers.get(link) or by_style or abstract_id
        return abstract_id

    def place(self, num_id: int | None, level: int | None, style_id: str | None) -> tuple[int, int] | None:
        """List and level of a paragraph from its own ``w:numPr`` and its style; None for no numbering."""
        style = self._styles.get(style_id)
        if num_id is None:
            num_id = style.num_id
            level = self._style_level(num_id, style.num_style, style.level) if level is None else level
        if not num_id or num_id not in self._lists:
            return None
        return num_id, min(max(level or 0, 0), _LEVELS - 1)

    def _style_level(self, num_id: int | None, style_id: str | None, level: int | None) -> int | None:
        """The level that names the style as its own; else what the style says."""
        abstract = self._abstract(num_id or 0)
        for at, definition in self._abstracts.get(abstract or "", {}).items():
            if style_id is not None and definition.style == style_id:
                return at
        return level

    def label(self, num_id: int, level: int) -> Label | None:
        """Count one paragraph of a list and give its number; None when the list is not defined."""
        if num_id not in self._resolved:
            self._resolved[num_id] = self._resolve(num_id)
        resolved = self._resolved[num_id]
        if resolved is None or level not in resolved[1]:
            return None
        abstract, definitions = resolved
        counters = self._counters.setdefault(abstract, [None] * _LEVELS)
        self._count(counters, num_id, level, definitions)
        definition = definitions[level]
        return Label(self._text(counters, definitions, definition, num_id), definition.suffix)

    def _resolve(self, num_id: int) -> tuple[str, dict[int, Level]] | None:
        """The list definition that a list counts in, and its levels with the list's own put over them."""
        abstract = self._abstract(num_id)
        if abstract is None or abstract not in self._abstracts:
            return None
        return abstract, self._abstracts[abstract] | self._levels[num_id]

    def _start(self, num_id: int, level: int, definitions: dict[int, Level]) -> int:
        return self._starts[num_id].get(level, definitions.get(level, Level()).start)

    def _count(self, counters: list[int | None], num_id: int, level: int, definitions: dict[int, Level]) -> None:
        current = counters[level]
        # A list with a startOverride begins anew once, where it is first used; other lists of the same definition go on.
        if (num_id, level) not in self._begun and level in self._starts[num_id]:
            current = None
        self._begun.add((num_id, level))
        counters[level] = self._start(num_id, level, definitions) if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            if counters[deeper] is not None:
                restart = definitions[deeper].restart
                if restart is None or level < restart:
                    counters[deeper] = None

    def _text(self, counters: list[int | None], definitions: dict[int, Level], definition: Level, num_id: int) -> str:
        if definition.format == "bullet":
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            count = counters[at]
            count = self._start(num_id, at, definitions) if count is None else count
            return format_number(count, "decimal" if definition.legal else definitions.get(at, Level()).format)

        return _PLACEHOLDER.sub(shown, definition.text)


def _levels(parent: etree._Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in parent.iterchildren(W + "lvl"):
        start = number(value(element, "start"))
        levels[number(element.get(W + "ilvl")) or 0] = Level(
            start=1 if start is None else start,
            format=_format(element),
            text=value(element, "lvlText") or "",
            suffix=value(element, "suff") or "tab",
            restart=number(value(element, "lvlRestart")),
            legal=is_on(element, "isLgl"),
            style=value(element, "pStyle"),
        )
    return levels


def _format(level: etree._Element) -> str:
    """``w:numFmt``; newer formats stand in mc:AlternateContent, with a plain one to fall back on."""
    plain = value(level, "numFmt")
    if plain is None:
        fallback = level.find(f"{MC}AlternateContent/{MC}Fallback")
        plain = None if fallback is None else value(fallback, "numFmt")
    return plain or "decimal"


def numbered(label: Label, text: str) -> str:
    """A paragraph's text behind its number: 第一条　正文, 一、正文, （一）正文, 1. 正文.

    A number that ends in a digit, a letter or a full stop never touches the text: ``1.`` and ``5家`` are not 1.5家.
    """
    mark = label.text.strip()
    if not mark or not text:
        return mark or text
    if "\u4e00" <= mark[-1] <= "\u9fff":
        return f"{mark}　{text}" if mark[0] == "第" or label.suffix != "nothing" else mark + text
    separates = mark[-1].isascii() and (mark[-1].isalnum() or mark[-1] in ".-")
    return f"{mark} {text}" if separates else mark + text
