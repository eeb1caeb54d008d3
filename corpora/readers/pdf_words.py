"""Words of a PDF page with their places, by few calls into pdfium.

pdfium gives the text of a page in one call, but boxes only character by character. So boxes are asked for the first
and last character of each run of wide (Han) or narrow (ASCII) characters; the edges between are interpolated, which is
exact for characters of one width. A run whose width does not fit its characters is asked character by character.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_RUN = re.compile("[!-~]+|[^\x00-\x20\x7f-\xa0\u2000-\u200b\u3000\ufeff!-~]+")
_HYPHENS = {0xFFFE: "-", 0x02: "-"}  # pdfium's mark for a hyphen at the end of a line
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x80-\x9f]")
_CID = re.compile(r"\(cid:\d+\)")
_UNREADABLE_SHARE = 0.1
_SAMPLE = 40

# left, right, top, bottom in points from the top left corner of the page as shown
_Place = tuple[float, float, float, float]


@dataclass(slots=True)
class Word:
    """Characters that stand together on one line.

    ``edges`` has the left side of each character and the right side of the last, in points from the left of the page;
    ``top`` and ``bottom`` bound the em box, in points from the top of the page; ``em`` is the font size in points.
    """

    text: str
    edges: list[float]
    top: float
    bottom: float
    em: float

    @property
    def x0(self) -> float:
        """Left side."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Right side."""
        return self.edges[-1]

    @property
    def middle(self) -> float:
        """Height of the middle of the em box."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class PageWords:
    """The words of one page in the order of its content stream; ``readable`` is False when glyphs have no meaning."""

    words: list[Word]
    width: float
    height: float
    readable: bool = True
    blank: bool = False


def _text_of(textpage: Any, count: int) -> str:
    """The text of a page with exactly one code point for each pdfium character."""
    buffer = ctypes.create_string_buffer((count + 1) * 2)
    written = pdfium.FPDFText_GetText(textpage, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    text = buffer.raw[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(textpage, at) for at in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)


def _readable(textpage: Any, text: str) -> bool:
    """Whether the glyphs of a page stand for characters, judged by the text and by a sample of its glyphs."""
    visible = [at for at, character in enumerate(text) if not character.isspace()]
    if not visible:
        return True
    unreadable = len(_UNREADABLE.findall(text)) + sum(len(m) for m in _CID.findall(text))
    if unreadable > _UNREADABLE_SHARE * len(visible):
        return False
    sample = visible[:: max(1, len(visible) // _SAMPLE)]
    unmapped = sum(pdfium.FPDFText_HasUnicodeMapError(textpage, at) == 1 for at in sample)
    return bool(unmapped <= max(1, _UNREADABLE_SHARE * len(sample)))


def _placer(textpage: Any, page: Any, size: tuple[float, float]) -> Callable[[int], _Place]:
    """A function that gives the place of a character, as the page is shown (its rotation and crop applied)."""
    rect = pdfium.FS_RECTF()
    pointer = ctypes.byref(rect)
    pdfium.FPDF_GetPageBoundingBox(page, pointer)
    left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
    ask = pdfium.FPDFText_GetLooseCharBox
    rotation = pdfium.FPDFPage_GetRotation(page)

    def upright(at: int) -> _Place:
        ask(textpage, at, pointer)
        return rect.left - left, rect.right - left, top - rect.top, top - rect.bottom

    def turned(at: int) -> _Place:
        ask(textpage, at, pointer)
        if rotation == 1:
            return rect.bottom - bottom, rect.top - bottom, rect.left - left, rect.right - left
        if rotation == 2:
            return right - rect.right, right - rect.left, rect.bottom - bottom, rect.top - bottom
        return top - rect.top, top - rect.bottom, right - rect.right, right - rect.left

    return turned if rotation else upright


class _Assembler:
    """Puts runs together to words."""

    def __init__(self, place: Callable[[int], _Place]) -> None:
        self._place = place
        self._em_share = 0.8
        self.words: list[Word] = []
        self._glue_at = -1  # a run that starts here belongs to the last word

    def run(self, text: str, start: int) -> None:
        """Add the run ``text`` of wide or narrow characters that starts at character ``start``."""
        left, right, top, bottom = self._place(start)
        count = len(text)
        height = bottom - top
        wide = text[0] > "~"
        if wide and height > 0:
            em = right - left
            if not 0.5 * height < em < 1.3 * height:
                em = self._em_share * height
            self._em_share = em / height
        else:
            em = self._em_share * height
        if count == 1:
            self._append(text, [left, right], top, bottom, em, start)
            return
        first, last, last_top, _ = self._place(start + count - 1)
        off_line = abs(last_top - top) > 0.4 * height
        if off_line or first < left or (wide and abs(last - left - count * em) > 0.3 * em):
            self._one_by_one(text, start)
            return
        step = (last - left) / count
        edges = [left + k * step for k in range(count)]
        edges.append(last)
        self._append(text, edges, top, bottom, em, start)

    def _one_by_one(self, text: str, start: int) -> None:
        for at, character in enumerate(text, start):
            left, right, top, bottom = self._place(at)
            self._append(character, [left, right], top, bottom, self._em_share * (bottom - top), at)

    def _append(self, text: str, edges: list[float], top: float, bottom: float, em: float, start: int) -> None:
        middle = (top + bottom) / 2
        if start == self._glue_at and self.words:
            word = self.words[-1]
            gap = edges[0] - word.edges[-1]
            if -0.5 * em < gap < 0.6 * em and abs(word.middle - middle) < 0.4 * em:
                word.text += text
                word.edges[-1:] = edges
                if em > word.em:
                    word.top, word.bottom, word.em = middle - em / 2, middle + em / 2, em
                self._glue_at = start + len(text)
                return
        self.words.append(Word(text, edges, middle - em / 2, middle + em / 2, em))
        self._glue_at = start + len(text)


def _has_marks(page: Any) -> bool:
    """Whether a page without text shows anything (a picture, drawn outlines)."""
    return bool(pdfium.FPDFPage_CountObjects(page) > 0)


def page_words(page: Any) -> PageWords:
    """The words of a page.

    Args:
        page: a raw ``FPDF_PAGE``; its text page is opened and closed here.

    Returns:
        The words in the order of the content stream, the size of the page as shown, whether its glyphs are readable
        and whether it is blank. A page that is not readable gives no words.
    """
    size = (float(pdfium.FPDF_GetPageWidthF(page)), float(pdfium.FPDF_GetPageHeightF(page)))
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return PageWords([], *size, blank=not _has_marks(page))
    try:
        count = pdfium.FPDFText_CountChars(textpage)
        text = _text_of(textpage, count) if count > 0 else ""
        if not text.strip():
            return PageWords([], *size, blank=not _has_marks(page))
        if not _readable(textpage, text):
            return PageWords([], *size, readable=False)
        assembler = _Assembler(_placer(textpage, page, size))
        for match in _RUN.finditer(text.translate(_HYPHENS)):
            assembler.run(match.group(), match.start())
        words = [w for w in assembler.words if w.em > 0]
        return PageWords(words, *size)
    finally:
        pdfium.FPDFText_ClosePage(textpage)
