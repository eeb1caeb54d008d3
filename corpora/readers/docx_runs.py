"""The text inside a paragraph of a Word file: runs, fields, tracked changes, content controls, symbols, drawings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from corpora.readers.docx_package import MC, W, is_on, number, value
from corpora.readers.docx_styles import Styles

_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_OFFICE: Final = "{urn:schemas-microsoft-com:office:office}"
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"

_R, _T, _RPR, _PPR = W + "r", W + "t", W + "rPr", W + "pPr"
_INSERTED = {W + "ins", W + "moveTo"}
_DELETED = {W + "del", W + "moveFrom"}
_THROUGH = {W + "hyperlink", W + "smartTag", W + "fldSimple", W + "customXml", W + "dir", W + "bdo", W + "sdtContent"}
_MATH = {_M + "oMath", _M + "oMathPara"}
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_CELLS = {W + "tr", W + "tc"}
_GRAPHICS = {W + "drawing", W + "pict", W + "object"}
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_UNREAD = {
    _VML + "imagedata": "images_not_read",
    _DRAWING + "blip": "images_not_read",
    _OFFICE + "OLEObject": "embedded_not_read",
    _CHART + "chart": "charts_not_read",
    _DIAGRAM + "relIds": "charts_not_read",
}
# Check boxes and ticks of the fonts Wingdings and Wingdings 2, which Word stores as private-use characters.
_SYMBOLS = {
    0xF06F: "□",
    0xF071: "□",
    0xF0A8: "□",
    0xF0A3: "□",
    0xF052: "☑",
    0xF0FE: "☑",
    0xF053: "☒",
    0xF054: "☒",
    0xF0FD: "☒",
    0xF050: "√",
    0xF0FC: "√",
    0xF04F: "×",
    0xF0FB: "×",
    0xF0A1: "○",
    0xF06C: "●",
    0xF06E: "■",
}


@dataclass(slots=True)
class Inline:
    """A paragraph's text, the text boxes anchored in it, and its notes as (part, id)."""

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden: bool = False


class RunReader:
    """Reads paragraphs; ``warn`` is told what was left out, ``may_hide`` spares looking for hidden text."""

    def __init__(self, styles: Styles, warn: Callable[[str], None], may_hide: bool) -> None:
        self._styles = styles
        self._warn = warn
        self._may_hide = may_hide
        self._fields: list[bool] = []  # the open fields, outermost first: True while in the field's code
        self._inline = Inline()

    def read(self, paragraph: etree._Element) -> Inline:
        """The visible content of one paragraph."""
        inline = self._inline = Inline()
        # A field whose end is missing must not swallow the paragraphs that follow.
        self._fields.clear()
        parts: list[str] = []
        self._children(paragraph, parts)
        inline.text = "".join(parts)
        return inline

    def _children(self, parent: etree._Element, parts: list[str]) -> None:
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child, parts)
            elif tag == _PPR:
                continue
            elif tag in _THROUGH:
                self._children(child, parts)
            elif tag in _INSERTED:
                self._warn("insertions_kept")
                self._children(child, parts)
            elif tag in _DELETED:
                if len(child):
                    self._warn("deletions_left_out")
            elif tag == W + "sdt":
                content = controlled(child, self._warn)
                if (box := check_box(child)) is not None:
                    parts.append(box)
                elif content is not None:
                    self._children(content, parts)
            elif tag == MC + "AlternateContent":
                self._children(choice(child), parts)
            elif tag in _MATH:
                parts += [t.text or "" for t in child.iter(_M + "t")]

    def _run(self, run: etree._Element, parts: list[str]) -> None:
        if self._may_hide and self._is_hidden(run):
            if any(t.text for t in run.iterchildren(_T)):
                self._inline.hidden = True
                self._warn("hidden_text_left_out")
            return
        for child in run:
            tag = child.tag
            if tag == _T:
                if True not in self._fields:
                    parts.append(child.text or "")
            elif tag != _RPR:
                self._special(child, parts)

    def _is_hidden(self, run: etree._Element) -> bool:
        properties = run.find(_RPR)
        if properties is None:
            return False
        if properties.find(W + "vanish") is not None:
            return is_on(properties, "vanish")
        style = value(properties, "rStyle")
        return style is not None and self._styles.get(style).hidden

    def _special(self, element: etree._Element, parts: list[str]) -> None:
        """Whatever a run holds beside text."""
        tag = element.tag
        if (character := _CHARACTERS.get(tag)) is not None:
            parts.append(character)
        elif tag == W + "br":
            parts.append("\n" if element.get(W + "type", "textWrapping") == "textWrapping" else "")
        elif tag == W + "fldChar":
            self._field(element, parts)
        elif tag == W + "sym":
            parts.append(_symbol(element))
        elif tag in _NOTES:
            self._inline.notes.append((_NOTES[tag], element.get(W + "id", "")))
        elif tag in _GRAPHICS:
            self._graphic(element)
        elif tag == MC + "AlternateContent":
            # A choice holds what a run may hold, most often a drawing.
            self._run(choice(element), parts)
        elif tag == W + "ruby":
            base = element.find(W + "rubyBase")
            if base is not None:
                self._children(base, parts)
        elif tag == W + "commentReference":
            self._warn("comments_left_out")

    def _field(self, element: etree._Element, parts: list[str]) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(True)
            data = element.find(W + "ffData")
            if data is not None:
                parts.append(_form_field(data))
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _graphic(self, element: etree._Element) -> None:
        """Collect text boxes; warn of pictures, charts and embedded objects."""
        for child in element:
            tag = child.tag
            if tag == W + "txbxContent":
                self._inline.boxes.append(child)
            elif tag == MC + "AlternateContent":
                self._graphic(choice(child))
            else:
                if tag in _UNREAD:
                    self._warn(_UNREAD[tag])
                self._graphic(child)


def choice(alternate: etree._Element) -> etree._Element:
    """The branch of mc:AlternateContent that is read: the first choice, which repeats the fallback in richer form."""
    chosen = alternate.find(MC + "Choice")
    if chosen is None:
        chosen = alternate.find(MC + "Fallback")
    return alternate if chosen is None else chosen


def controlled(control: etree._Element, warn: Callable[[str], None]) -> etree._Element | None:
    """What a content control holds; None for prompts (单击此处输入文字) and tables of contents, which are warned of."""
    properties = control.find(W + "sdtPr")
    if properties is not None:
        gallery = properties.find(f"{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(W + "val") == "Table of Contents":
            warn("contents_left_out")
            return None
    content = control.find(W + "sdtContent")
    holds_cells = content is not None and any(child.tag in _CELLS for child in content)
    if properties is not None and is_on(properties, "showingPlcHdr") and not holds_cells:
        warn("prompts_left_out")
        return None
    return content


def check_box(control: etree._Element) -> str | None:
    """The state of a check box content control (Word 2010), whatever character it shows; None for other controls."""
    box = control.find(f"{W}sdtPr/{_W14}checkbox")
    if box is None:
        return None
    checked = box.find(_W14 + "checked")
    return "☑" if checked is not None and checked.get(_W14 + "val", "1") in ("1", "true", "on") else "□"


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(code | 0xF000 if code < 0x100 else code) or (chr(code) if 0x20 <= code < 0xD800 else "\ufffd")


def _form_field(data: etree._Element) -> str:
    """What a legacy form field shows when it is a check box or a list; text fields show their result runs."""
    box = data.find(W + "checkBox")
    if box is not None:
        state = "checked" if box.find(W + "checked") is not None else "default"
        return "☑" if is_on(box, state) else "□"
    options = data.find(W + "ddList")
    if options is None:
        return ""
    entries = [entry.get(W + "val", "") for entry in options.iterchildren(W + "listEntry")]
    at = number(value(options, "result")) or 0
    return entries[at] if 0 <= at < len(entries) else ""
