"""Words of a PDF page with their places, by few calls into pdfium.

pdfium gives the text of a page in one call, but boxes only character by character. So boxes are asked for the first
character of each run of wide (Han) characters and for the first and last of each run of narrow (ASCII) ones; the edges
between follow from the width of one character. Text whose widths do not fit is asked character by character.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_TOKEN = re.compile("[^\x00-\x20\x7f-\xa0\u2000-\u200b\u3000\ufeff]+")
_RUN = re.compile("[!-~]+|[^!-~]+")
_HYPHENS = "\ufffe", "\x02"  # pdfium's marks for a hyphen at the end of a line
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
    visible = len("".join(text.split()))
    unreadable = len(_UNREADABLE.findall(text)) + sum(len(m) for m in _CID.findall(text))
    if unreadable > _UNREADABLE_SHARE * visible:
        return False
    sample = [at for at in range(0, len(text), max(1, len(text) // _SAMPLE)) if not text[at].isspace()]
    unmapped = sum(pdfium.FPDFText_HasUnicodeMapError(textpage, at) == 1 for at in sample)
    return bool(unmapped <= max(1, _UNREADABLE_SHARE * len(sample)))


def _placer(textpage: Any, page: Any) -> Callable[[int], _Place]:
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
    """Makes words of the tokens of a page's text."""

    def __init__(self, place: Callable[[int], _Place], angle: Callable[[int], float]) -> None:
        self._place = place
        self._angle = angle  # of a character, in radians
        self._em_share = 0.8  # em against the height of the font's box, as last seen
        self.words: list[Word] = []

    def token(self, text: str, start: int) -> None:
        """Add the characters without space between them that start at character ``start``."""
        left, right, top, bottom = self._place(start)
        height = bottom - top
        if height <= 0:
            return
        self._learn(text[0], right - left, height)
        edges = self._edges(text, start, (left, right, top, bottom)) if len(text) > 1 else [left, right]
        if (edges is None or len(text) == 1) and self._is_slanted(start):
            return
        if edges is None:
            self._one_by_one(text, start)
            return
        middle, em = (top + bottom) / 2, self._em_share * height
        self.words.append(Word(text, edges, middle - em / 2, middle + em / 2, em))

    def _is_slanted(self, at: int) -> bool:
        """Whether a character stands askew, as those of watermarks do."""
        quarters = self._angle(at) / (math.pi / 2)
        return abs(quarters - round(quarters)) > 0.1

    def _learn(self, character: str, width: float, height: float) -> None:
        """Take the em from a wide character; the box of a font is higher than its em by a share of its own."""
        if character > "~" and 0.5 * height < width < 1.3 * height:
            self._em_share = width / height

    def _edges(self, text: str, start: int, first: _Place) -> list[float] | None:
        """Edges of a token's characters, or None when they are not on one line or not of the usual widths."""
        place = self._place
        edges: list[float] = []
        at = start
        left, right, top, bottom = first
        em = self._em_share * (bottom - top)
        loose = 0.4 * em
        expected = left
        for run in _RUN.findall(text):
            count = len(run)
            if at != start:
                left, right, here, low = place(at)
                self._learn(run[0], right - left, low - here)
                if abs(here - top) > loose or abs(left - expected) > loose:
                    return None
            step = right - left
            if count > 1 and run[0] <= "~":
                last = place(at + count - 1)[1]
                step = (last - left) / count
                if not 0.15 * em < step < 1.1 * em:
                    return None
            edges += [left + k * step for k in range(count)]
            expected = left + count * step
            at += count
        if run[0] > "~" and count > 1:
            _, right, here, _ = place(at - 1)
            if abs(here - top) > loose or abs(right - expected) > loose:
                return None
            expected = right
        edges.append(expected)
        return edges

    def _one_by_one(self, text: str, start: int) -> None:
        """Add words of characters placed one by one; a new word begins where they part."""
        word: Word | None = None
        for at, character in enumerate(text, start):
            left, right, top, bottom = self._place(at)
            height, middle = bottom - top, (top + bottom) / 2
            if height <= 0:
                continue
            self._learn(character, right - left, height)
            em = self._em_share * height
            if word and abs(word.middle - middle) < 0.4 * em and -0.5 * em < left - word.edges[-1] < 0.6 * em:
                word.text += character
                word.edges[-1] = max(min(left, word.edges[-1] + 0.3 * em), word.edges[-2])
                word.edges.append(max(right, word.edges[-1]))
                if em > word.em:
                    word.top, word.bottom, word.em = middle - em / 2, middle + em / 2, em
            else:
                word = Word(character, [left, right], middle - em / 2, middle + em / 2, em)
                self.words.append(word)


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
        assembler = _Assembler(_placer(textpage, page), lambda at: float(pdfium.FPDFText_GetCharAngle(textpage, at)))
        for mark in _HYPHENS:
            text = text.replace(mark, "-")
        for match in _TOKEN.finditer(text):
            assembler.token(match.group(), match.start())
        return PageWords(assembler.words, *size)
    finally:
        pdfium.FPDFText_ClosePage(textpage)


def rendered(page: Any, width: float, height: float, scale: float) -> Any:
    """A page as a picture, without annotations such as seals.

    Args:
        page: a raw ``FPDF_PAGE``.
        width: of the page, in points; ``height`` likewise.
        scale: pixels in a point.

    Returns:
        An array of shape (height, width, 3) of bytes, in the order blue, green, red.
    """
    import numpy as np

    across, down = max(int(width * scale), 1), max(int(height * scale), 1)
    bitmap = pdfium.FPDFBitmap_Create(across, down, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * down)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return np.frombuffer(pixels, np.uint8).reshape(down, stride // 4, 4)[:, :across, :3]
