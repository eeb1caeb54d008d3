"""Cleaning that all readers share, and the builder through which every reader makes its ``Document``.

Cleaning replaces characters one by one or removes them; it never moves text. So the builder can keep the page
position (``Fragment``) of each character that stays.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from corpora import clock
from corpora.document import Block, BlockKind, Box, Document, Fragment
from corpora.errors import EmptyText

# Radicals that fonts and PDF producers put in place of the ideograph itself. Kangxi radicals have a compatibility
# mapping in Unicode, the supplement has none: the pairs below follow EquivalentUnifiedIdeograph.txt of the UCD.
_SUPPLEMENT_RADICALS = "⺁⺅⺎⺖⺗⺝⺟⺠⺡⺦⺩⺪⺫⺬⺮⺴⺶⺷⺹⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳"
_SUPPLEMENT_IDEOGRAPHS = "厂亻兀忄㣺月母民氵丬王疋罒示𥫗罓羊羊耂月艹艹艹虎衤覀西见角讠贝车辶钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟"

_LINE_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_SPACES = "\xa0\u2007\u202f\u205f"
_HYPHENS = "\u2010\u2011"
_INVISIBLE_RANGES = (
    (0x00, 0x08),
    (0x0E, 0x1F),
    (0x7F, 0x84),
    (0x86, 0x9F),
    (0xAD, 0xAD),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFC),
    (0xFFFE, 0xFFFF),
    (0xD800, 0xDFFF),  # lone surrogates cannot be written as UTF-8
    (0xE0100, 0xE01EF),
)
_COMPATIBILITY_RANGES = ((0x2F00, 0x2FD5), (0xF900, 0xFAD9), (0x2F800, 0x2FA1D))

# Glyphs that stand for no character: private use (but for the codes of symbol fonts) and what could not be decoded.
_NO_CHARACTER = "\ue000-\uefff\uf100-\uf8ff\ufffd"
_LOST = re.compile(f"[{_NO_CHARACTER}]")
_DIGITS = "0-9０-９.,"
_BROKEN_NUMBER = re.compile(
    f"(?<![{_DIGITS}])[{_DIGITS}]*[{_NO_CHARACTER}]+(?:[{_DIGITS}]+[{_NO_CHARACTER}]+)*[{_DIGITS}]*"
)
_GLYPH_NUMBER = re.compile(r"\(cid:\d{1,6}\)")  # what PDF tools write for a glyph without a character
_MOST_LOST = 0.01  # share of a text from which it counts as unreadable

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_HAN_GAP = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")


def doc_id(data: bytes) -> str:
    """First 16 hex digits of the SHA-256 of the source's bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


@functools.cache
def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for first, last in _COMPATIBILITY_RANGES:
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    table |= {ord(r): i for r, i in zip(_SUPPLEMENT_RADICALS, _SUPPLEMENT_IDEOGRAPHS, strict=True)}
    table |= {ord(c): "\n" for c in _LINE_BREAKS}
    table |= {ord(c): " " for c in _SPACES}
    table |= {ord(c): "-" for c in _HYPHENS}
    for first, last in _INVISIBLE_RANGES:
        table |= dict.fromkeys(range(first, last + 1))
    return table


@functools.cache
def _unclean() -> re.Pattern[str]:
    parts = [f"{chr(a)}-{chr(b)}" for a, b in (*_INVISIBLE_RANGES, *_COMPATIBILITY_RANGES, (0x2E80, 0x2EF3))]
    return re.compile("[\r" + "".join(re.escape(c) for c in _LINE_BREAKS + _SPACES + _HYPHENS) + "".join(parts) + "]")


def clean(text: str) -> str:
    """Text without invisible characters: one kind of line break, plain spaces and hyphens, radicals as ideographs.

    U+FFFD and private-use characters stay, since they tell how well the text was read; digits that touch one become
    U+FFFD, since they are part of a number that nobody knows.
    """
    if _LOST.search(text):
        text = _BROKEN_NUMBER.sub(lambda match: re.sub("[0-9０-９]", "\ufffd", match[0]), text)
    if not _unclean().search(text):
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_table())


def _kept(text: str) -> Sequence[int]:
    """Positions in ``text`` of the characters that ``clean`` keeps, in order."""
    if not _unclean().search(text):
        return range(len(text))
    table = _table()
    return [
        at
        for at, character in enumerate(text)
        if table.get(ord(character), "") is not None and not (character == "\r" and text[at + 1 : at + 2] == "\n")
    ]


def _moved(fragment: Fragment, first: int, last: int, kept: Sequence[int], base: int) -> Fragment:
    """The fragment over the kept characters ``kept[first:last]``, which stand at ``base`` of the clean text."""
    begin, end = kept[first] - fragment.start, kept[last - 1] - fragment.start
    if end - begin == last - first - 1:  # nothing between them was removed
        edges = tuple(fragment.edges[begin : end + 2])
    else:
        edges = (*(fragment.edges[p - fragment.start] for p in kept[first:last]), fragment.edges[end + 1])
    return Fragment(base, base + last - first, fragment.page, fragment.top, fragment.bottom, edges)


class DocumentBuilder:
    """Collects blocks in reading order and makes the ``Document``; readers use nothing else.

    ``squeeze_han`` removes a single space between two Han characters: right for formats that place characters on a
    page (PDF, OCR), where such spaces are artefacts, and wrong for formats in which somebody typed the space.
    """

    def __init__(self, doc: str, doc_id: str, media_type: str, *, squeeze_han: bool = False) -> None:
        self.doc = doc
        self.doc_id = doc_id
        self.media_type = media_type
        self.partial = False
        self.warnings: set[str] = set()
        self.hints: dict[str, str] = {}
        self._squeeze_han = squeeze_han
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._fragments: list[Fragment] = []
        self._blank_cells: list[Block] = []
        self._at = 0

    def warn(self, code: str, *, partial: bool = False) -> None:
        """Note a stable warning code; ``partial`` says that some of the source could not be given."""
        self.warnings.add(code)
        self.partial |= partial

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        page: int | None = None,
        bbox: Box | None = None,
        level: int | None = None,
        cell: tuple[int, int, int] | None = None,
        span: tuple[int, int] = (1, 1),
        fragments: Iterable[Fragment] = (),
    ) -> None:
        """Clean ``text`` and add it as a block; a blank one is not added, but an empty cell is kept as such.

        Space at both ends goes. Line breaks inside make several blocks, but become spaces in a table cell, which is
        always one block. ``start`` and ``end`` of ``fragments`` count in ``text`` as given here, in ascending order.
        """
        clock.tick()
        fragments = tuple(fragments)
        if not fragments and "(cid:" in text:
            text = _GLYPH_NUMBER.sub("\ufffd", text)
        kept = _kept(text) if fragments else ()
        tidy = clean(text)
        if self._squeeze_han and (gaps := {m.start() for m in _HAN_GAP.finditer(tidy)}):
            kept = [position for at, position in enumerate(kept) if at not in gaps]
            tidy = _HAN_GAP.sub("", tidy)
        if cell is not None:
            tidy = tidy.replace("\n", " ")
            if not tidy.strip():
                self._blank_cells.append(Block(kind, self._at, self._at, page, bbox, level, cell, span))
        offset = 0
        for line in tidy.split("\n"):
            stripped = line.strip()
            if stripped:
                lead = offset + len(line) - len(line.lstrip())
                if fragments:
                    self._place(fragments, kept, lead, lead + len(stripped))
                end = self._at + len(stripped)
                self._blocks.append(Block(kind, self._at, end, page, bbox, level, cell, span))
                self._parts.append(stripped)
                self._at = end + 1
            offset += len(line) + 1

    def _place(self, fragments: tuple[Fragment, ...], kept: Sequence[int], begin: int, end: int) -> None:
        """Move the parts of ``fragments`` that fall in the clean characters ``begin:end`` of the block to the text."""
        at = begin
        for fragment in fragments:
            while at < end and kept[at] < fragment.start:
                at += 1
            last = at
            while last < end and kept[last] < fragment.end:
                last += 1
            if at < last:
                self._fragments.append(_moved(fragment, at, last, kept, self._at + at - begin))
            at = last

    def build(self, *, pages: int | None = None) -> Document:
        """The document. Raises EmptyText when no block was added."""
        if not self._blocks:
            raise EmptyText()
        text = "\n".join(self._parts)
        if lost := len(_LOST.findall(text)):
            if lost > _MOST_LOST * len(text):
                self.warn("unreadable_text", partial=True)
            else:
                self.warn("unreadable_characters")
        return Document(
            doc=self.doc,
            doc_id=self.doc_id,
            media_type=self.media_type,
            text=text,
            blocks=tuple(self._blocks),
            fragments=tuple(self._fragments),
            pages=pages,
            partial=self.partial,
            warnings=tuple(sorted(self.warnings)),
            hints={key: clean(value).strip() for key, value in self.hints.items() if clean(value).strip()},
            blank_cells=tuple(self._blank_cells),
        )
