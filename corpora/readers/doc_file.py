"""The binary Word file ([MS-DOC]): its text by pieces, and the properties of its characters and paragraphs.

Positions called ``cp`` count characters of the whole text (main text, notes, text boxes one after the other); those
called ``fc`` are byte offsets in the stream WordDocument.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.errors import Corrupt, Encrypted, Unsupported
from corpora.readers.ole import streams

# Places in the table of (offset, length) pairs of the file information block ([MS-DOC] 2.5.6).
STYLES, NOTE_REFS, NOTE_TEXTS, CHARACTER_PAGES, PARAGRAPH_PAGES, PIECES = 1, 2, 3, 12, 13, 33
ANCHORS, END_REFS, END_TEXTS, DRAWINGS, BOX_TEXTS, LISTS, LIST_OVERRIDES = 40, 46, 47, 50, 56, 73, 74

_MAGIC = 0xA5EC
_OLD_MAGIC = (0xA5DB, 0xA5DC)  # of Word 2 and 6; Word 95 has the one above and a lower version
_WORD_97 = 0x00C1  # nFib of Word 97, the first version with this layout
_PAIRS = 154  # byte where the table of pairs begins
_ENCRYPTED, _OTHER_TABLE, _OBFUSCATED = 0x0100, 0x0200, 0x8000
_PAGE = 512
_UNDEFINED = 25  # of a check box that nobody clicked: it shows its default
_BYTE_TEXT = 0x40000000
# sprms (2.6): single property modifiers whose operand is longer than its first byte can say
_DEFINE_TABLE, _CHANGE_TABS = 0xD608, 0xC615
# sprms whose operand is an offset in the data stream, where more sprms stand (2.6.2 and 2.6.3): those of long rows
_STORED = (0x6645, 0x6646, 0x646B)  # sprmPHugePapx of old and of now, sprmPTableProps
_STORED_LENGTH = 0x3FA2  # bytes, of a PrcData (2.9.211) at most
_OPERAND = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # bytes, by the spra bits (2.2.5.1)
_PARAGRAPH_CODES = 1  # sgc: what a sprm is about
# Prm0 (2.9.215): the few properties that a piece can carry itself, of those that matter here
_SHORT_CODES = {0x05: 0x260A, 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x42: 0x0801, 0x4F: 0x0855, 0x5A: 0x083C}

Properties = dict[int, bytes]


def u16(data: bytes, at: int) -> int:
    """Two bytes as an unsigned number. Raises Corrupt outside the data."""
    return int(_unpack("<H", data, at))


def u32(data: bytes, at: int) -> int:
    """Four bytes as an unsigned number. Raises Corrupt outside the data."""
    return int(_unpack("<I", data, at))


def _unpack(form: str, data: bytes, at: int) -> int:
    try:
        return int(struct.unpack_from(form, data, at)[0]) if at >= 0 else _outside(at)
    except struct.error:
        return _outside(at)


def _outside(at: int) -> int:
    raise Corrupt(f"offset {at}")


def signed(operand: bytes) -> int:
    """An operand as a signed number; 0 when it is empty."""
    return int.from_bytes(operand, "little", signed=True)


def plex(data: bytes, size: int) -> tuple[list[int], list[bytes]]:
    """A PLC (2.2.2): n + 1 positions, and n structures of ``size`` bytes."""
    count = max((len(data) - 4) // (4 + size), 0)
    positions = [u32(data, 4 * at) for at in range(count + 1)] if count else []
    base = 4 * (count + 1)
    return positions, [data[base + at * size : base + (at + 1) * size] for at in range(count)]


def parsed(modifiers: bytes) -> Properties:
    """The operands of a list of sprms, by sprm; a later one replaces an earlier one."""
    found: Properties = {}
    at = 0
    while at + 2 <= len(modifiers):
        code = modifiers[at] | modifiers[at + 1] << 8
        at += 2
        size = _OPERAND.get(code >> 13)
        if size is None:
            first = modifiers[at] if at < len(modifiers) else 0
            if code == _DEFINE_TABLE:
                size = (int.from_bytes(modifiers[at : at + 2], "little") or 1) + 1
            elif code == _CHANGE_TABS and first == 255:
                break
            else:
                size = first + 1
        found[code] = modifiers[at : at + size]
        at += size
    return found


properties = functools.lru_cache(maxsize=4096)(parsed)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text: characters ``start`` to ``end``, stored from ``fc`` on in ``width`` bytes each."""

    start: int
    end: int
    fc: int
    width: int
    extra: bytes


class WordFile:
    """An opened file: ``text`` is the whole text, ``lengths`` the characters of its parts (main, notes …)."""

    def __init__(self, data: bytes) -> None:
        found = streams(data, ("WordDocument", "0Table", "1Table", "Data"))
        self._main = found.get("WordDocument", b"")
        flags = _checked(self._main)
        self._data = found.get("Data", b"")
        self._table = found.get("1Table" if flags & _OTHER_TABLE else "0Table", b"")
        main, notes, headers, _, comments, endnotes, boxes = (u32(self._main, 76 + 4 * k) for k in range(7))
        self.lengths = {"main": main, "footnotes": notes, "headers": headers, "comments": comments}
        self.lengths |= {"endnotes": endnotes, "boxes": boxes}
        self._pieces = self._read_pieces()
        self._starts = [piece.start for piece in self._pieces]
        self.text = "".join(map(self._piece_text, self._pieces))
        self._characters = self._formatted(CHARACTER_PAGES, 4)
        self._paragraphs = self._formatted(PARAGRAPH_PAGES, 4)

    def part(self, number: int) -> bytes:
        """The bytes of a structure of the table stream, by its place in the file information block."""
        return self._table[(at := self._offset(number)) : at + u32(self._main, _PAIRS + 8 * number + 4)]

    def behind(self, number: int) -> bytes:
        """The table stream from the end of a structure on: what follows it without an entry of its own."""
        return self._table[self._offset(number) + u32(self._main, _PAIRS + 8 * number + 4) :]

    def check_box(self, place: int) -> bool | None:
        """Whether the form field stored at a place of the data stream is a box that is ticked; None for other fields.

        A FFData (2.9.78) behind the header of a NilPICFAndBinData (2.9.157).
        """
        at = place + int.from_bytes(self._data[place + 4 : place + 6], "little")
        bits = int.from_bytes(self._data[at + 4 : at + 6], "little")
        if self._data[at : at + 4] != b"\xff\xff\xff\xff" or bits & 3 != 1:
            return None
        state = bits >> 2 & 31
        if state != _UNDEFINED:
            return state == 1
        name = int.from_bytes(self._data[at + 10 : at + 12], "little")
        return self._data[at + 14 + 2 * name : at + 15 + 2 * name] == b"\1"

    def _offset(self, number: int) -> int:
        return u32(self._main, _PAIRS + 8 * number)

    # -----------------------------------------------------------------------------------------------------------------
    # pieces (2.4.1)

    def _read_pieces(self) -> list[_Piece]:
        data, at = self.part(PIECES), 0
        modifiers: list[bytes] = []
        while at < len(data) and data[at] == 1:
            size = u16(data, at + 1)
            modifiers.append(data[at + 3 : at + 3 + size])
            at += 3 + size
        if at >= len(data) or data[at] != 2:
            raise Corrupt("piece table")
        positions, descriptors = plex(data[at + 5 : at + 5 + u32(data, at + 1)], 8)
        pieces: list[_Piece] = []
        for (start, end), descriptor in zip(itertools.pairwise(positions), descriptors, strict=False):
            place, extra = u32(descriptor, 2), _extra(u16(descriptor, 6), modifiers)
            in_bytes = bool(place & _BYTE_TEXT)
            fc = (place & 0x3FFFFFFF) // (2 if in_bytes else 1)
            width = 1 if in_bytes else 2
            if end < start or fc + (end - start) * width > len(self._main):
                raise Corrupt("piece table")
            pieces.append(_Piece(start, end, fc, width, extra))
        if not pieces or pieces[0].start or any(a.end != b.start for a, b in itertools.pairwise(pieces)):
            raise Corrupt("piece table")
        return pieces

    def _piece_text(self, piece: _Piece) -> str:
        raw = self._main[piece.fc : piece.fc + (piece.end - piece.start) * piece.width]
        if piece.width == 1:
            return raw.decode("cp1252", "replace")
        # One character for each two bytes, also where a pair of surrogates makes one code point: positions count units.
        return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))

    # -----------------------------------------------------------------------------------------------------------------
    # formatted pages (2.4.2 and 2.4.3)

    def _formatted(self, number: int, size: int) -> tuple[list[int], list[int], list[bytes]]:
        """First and last ``fc`` of each run of characters or paragraphs, with its modifiers, in order."""
        runs: list[tuple[int, int, bytes]] = []
        is_paragraph = number == PARAGRAPH_PAGES
        for entry in plex(self.part(number), size)[1]:
            page = self._main[(at := (u32(entry, 0) & 0x3FFFFF) * _PAGE) : at + _PAGE]
            if len(page) == _PAGE:
                runs += _page_runs(page, 13 if is_paragraph else 1, is_paragraph=is_paragraph)
        runs.sort(key=lambda run: run[0])
        return [run[0] for run in runs], [run[1] for run in runs], [run[2] for run in runs]

    def _at(self, cp: int) -> tuple[_Piece, int]:
        piece = self._pieces[bisect.bisect_right(self._starts, cp) - 1]
        return piece, piece.fc + (cp - piece.start) * piece.width

    def paragraph(self, cp: int) -> tuple[int, Properties]:
        """Style number and properties of the paragraph that the character at ``cp`` ends."""
        piece, fc = self._at(cp)
        starts, ends, modifiers = self._paragraphs
        at = bisect.bisect_right(starts, fc) - 1
        raw = modifiers[at] if at >= 0 and fc < ends[at] else b""
        return (u16(raw, 0) if len(raw) >= 2 else 0), self._with_stored(properties(raw[2:] + piece.extra))

    def _with_stored(self, found: Properties) -> Properties:
        """Properties with those that stand in the data stream; what is said beside their offset goes before them."""
        for code in _STORED:
            if code in found:
                found = self._stored(found[code]) | found
        return found

    def _stored(self, operand: bytes) -> Properties:
        at = int.from_bytes(operand, "little")
        size = int.from_bytes(self._data[at : at + 2], "little")
        # Not remembered as short lists are: a hostile file could fill the memory with long ones.
        return parsed(self._data[at + 2 : at + 2 + size]) if size <= _STORED_LENGTH else {}

    def ends_paragraph(self, cp: int) -> bool:
        """Whether a run of paragraph properties ends with the character at ``cp``."""
        piece, fc = self._at(cp)
        starts, ends, _ = self._paragraphs
        at = bisect.bisect_right(starts, fc) - 1
        return at >= 0 and ends[at] == fc + piece.width

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, Properties]]:
        """Stretches of one kind of characters between two positions, with their properties."""
        starts, ends, modifiers = self._characters
        while start < end:
            piece, fc = self._at(start)
            stop = min(end, piece.end)
            if stop <= start:
                return
            at = bisect.bisect_right(starts, fc) - 1
            if at >= 0 and fc < ends[at]:
                raw, until = modifiers[at], ends[at]
            else:
                raw, until = b"", starts[at + 1] if at + 1 < len(starts) else fc + (stop - start) * piece.width
            here = min(stop, start + max(-(-(until - fc) // piece.width), 1))
            yield start, here, properties(raw + piece.extra)
            start = here


def _checked(main: bytes) -> int:
    """The flags of the file information block. Raises for what this layout does not hold."""
    if u16(main, 0) in _OLD_MAGIC:
        raise Unsupported("Word 2/6")
    if u16(main, 0) != _MAGIC:
        raise Corrupt("WordDocument")
    flags = u16(main, 10)
    if flags & (_ENCRYPTED | _OBFUSCATED):
        raise Encrypted("Word")
    if u16(main, 2) < _WORD_97:
        raise Unsupported("Word 6/95")
    return flags


def _extra(prm: int, modifiers: Sequence[bytes]) -> bytes:
    """The sprms that a piece carries itself: one of a few short ones, or a list by its index (2.9.214)."""
    if prm & 1:
        return modifiers[prm >> 1] if prm >> 1 < len(modifiers) else b""
    code = _SHORT_CODES.get((prm >> 1) & 0x7F)
    return b"" if code is None else struct.pack("<HB", code, prm >> 8)


def _page_runs(page: bytes, entry: int, *, is_paragraph: bool) -> list[tuple[int, int, bytes]]:
    """Runs of one formatted page: the bounds stand first, then entries of ``entry`` bytes with the place of the sprms."""
    count = page[-1]
    base = 4 * (count + 1)
    runs: list[tuple[int, int, bytes]] = []
    for at in range(count):
        if base + at * entry >= _PAGE:
            break
        place = page[base + at * entry] * 2
        raw = b""
        if place:
            size = page[place]
            if not is_paragraph:
                raw = page[place + 1 : place + 1 + size]
            elif size:
                raw = page[place + 1 : place + 2 * size]
            else:
                raw = page[place + 2 : place + 2 + 2 * page[min(place + 1, _PAGE - 1)]]
        runs.append((u32(page, 4 * at), u32(page, 4 * at + 4), raw))
    return runs
