"""What the paragraph and character styles of a Word file say, inheritance included (ECMA-376 Part 1, 17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from corpora.readers.docx_package import W, is_on, number, value

_HEADING = re.compile(r"(?:heading|标题) ([1-9])$")


@dataclass(frozen=True, slots=True)
class Style:
    """The properties that matter here, of one style with all it is based on.

    ``outline`` is 0 for the outermost heading; ``num_id`` is 0 where a style takes off inherited numbering, and
    ``num_style`` is the style that brings the numbering (its level is found by that name).
    """

    name: str = ""
    outline: int | None = None
    num_id: int | None = None
    level: int | None = None
    num_style: str | None = None
    hidden: bool = False


_PLAIN = Style()


class Styles:
    """The styles of one file, by id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str | None, Style] = {}
        self.may_hide = root is not None and next(root.iter(W + "vanish"), None) is not None
        default: str | None = None
        for element in () if root is None else root.iterchildren(W + "style"):
            style_id = element.get(W + "styleId", "")
            self._elements.setdefault(style_id, element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                default = style_id
        self._known[None] = self.get(default) if default is not None else _PLAIN

    def get(self, style_id: str | None) -> Style:
        """The style of that id; without an id the default paragraph style."""
        known = self._known.get(style_id)
        if known is None:
            known = self._known[style_id] = self._resolve(style_id or "")
        return known

    def _resolve(self, style_id: str) -> Style:
        element = self._elements.get(style_id)
        if element is None:
            return _PLAIN
        chain: list[tuple[str, etree._Element]] = []
        seen: set[str] = set()
        base: str | None = style_id
        while base is not None and base not in seen and (at := self._elements.get(base)) is not None:
            seen.add(base)
            chain.append((base, at))
            base = value(at, "basedOn")
        return _inherited((value(element, "name") or style_id).lower(), chain)


def _inherited(name: str, chain: list[tuple[str, etree._Element]]) -> Style:
    outline = num_id = level = num_style = None
    hidden = False
    for style_id, element in chain:
        run = element.find(W + "rPr")
        hidden |= run is not None and is_on(run, "vanish")
        paragraph = element.find(W + "pPr")
        if paragraph is None:
            continue
        if outline is None:
            outline = number(value(paragraph, "outlineLvl"))
        numbering = paragraph.find(W + "numPr")
        if numbering is not None and num_id is None:
            num_id, num_style = number(value(numbering, "numId")), style_id
            level = number(value(numbering, "ilvl")) if level is None else level
    if outline is None and (heading := _HEADING.match(name)):
        outline = int(heading[1]) - 1
    return Style(name, outline, num_id, level, num_style, hidden)
