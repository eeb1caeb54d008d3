"""A look at the packed streams of a PDF before any library unpacks them.

pdfium inflates a stream whole, however large it becomes: two kilobytes can ask for gigabytes. Here every stream is
inflated piece by piece and only counted. Pictures are left alone: text is read without unpacking them.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from itertools import chain

from corpora.errors import LimitExceeded
from corpora.limits import MAX_STREAM, MAX_STREAMS

_STREAM = re.compile(rb">>\s{0,9}stream\r?\n")
_IMAGE = re.compile(rb"/Subtype\s{0,9}/Image")
_LETTERS = re.compile(rb"/Filter\s{0,9}\[?\s{0,9}/(ASCIIHexDecode|AHx|ASCII85Decode|A85)\b")
_NO_HEX = re.compile(rb"[^0-9A-Fa-f]")
_MOST_LETTERS = 4 << 20  # of a stream that are looked at; half a million can inflate to 400 MB
_DICTIONARY = 2_000  # bytes before ``stream`` in which its dictionary stands
_PIECE = 1 << 16
_MOST_AT_ONCE = 1 << 20
_FILTERS = 4  # one upon another


def check_streams(data: bytes) -> None:
    """Refuse a PDF whose streams would burst; damaged and encrypted streams are passed over.

    Raises:
        LimitExceeded: a stream inflates to more than ``MAX_STREAM`` bytes, or all together to more than ``MAX_STREAMS``.
    """
    total = 0
    for found in _STREAM.finditer(data):
        dictionary = data[max(found.start() - _DICTIONARY, 0) : found.end()].rpartition(b" obj")[2]
        if not _IMAGE.search(dictionary):
            plain = _plain(data, found.end(), dictionary)
            total += _inflated(plain, 0) if plain else _inflated(data, found.end())
        if total > MAX_STREAMS:
            raise LimitExceeded(f"PDF: streams > {MAX_STREAMS:,} B")


def _plain(data: bytes, start: int, dictionary: bytes) -> bytes:
    """The beginning of a stream that is written in letters (ISO 32000-1, 7.4.2 and 7.4.3); nothing for all others."""
    kind = _LETTERS.search(dictionary)
    if kind is None:
        return b""
    text = data[start : start + _MOST_LETTERS]
    try:
        if kind[1] in (b"ASCIIHexDecode", b"AHx"):
            digits = _NO_HEX.sub(b"", text.partition(b">")[0])
            return binascii.unhexlify(digits[: len(digits) & ~1])
        return base64.a85decode(text.partition(b"~>")[0][: len(text) // 5 * 5])
    except ValueError:
        return b""


def _inflated(data: bytes, start: int) -> int:
    """Bytes that come out of the inflater for a stream, those between the filters of a chain included."""
    pieces: Iterator[bytes] = (data[at : at + _PIECE] for at in range(start, len(data), _PIECE))
    passed = [0]
    filters = 0
    while _is_packed(first := next(pieces, b"")):
        filters += 1
        if filters > _FILTERS:
            raise LimitExceeded(f"PDF: filters > {_FILTERS}")
        pieces = _counted(_inflate(chain((first,), pieces)), passed)
    if filters:
        for _ in pieces:
            pass
    return passed[0]


def _counted(pieces: Iterator[bytes], passed: list[int]) -> Iterator[bytes]:
    """The same pieces; their bytes are added to ``passed[0]``."""
    for piece in pieces:
        passed[0] += len(piece)
        if passed[0] > MAX_STREAM:
            raise LimitExceeded(f"PDF: stream > {MAX_STREAM:,} B")
        yield piece


def _is_packed(first: bytes) -> bool:
    """Whether bytes begin with a header of zlib (RFC 1950, 2.2), whatever the file calls them."""
    return len(first) > 1 and first[0] & 15 == 8 and int.from_bytes(first[:2], "big") % 31 == 0


def _inflate(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What zlib makes of the pieces, as far as it goes, at most ``_MOST_AT_ONCE`` bytes at a time."""
    inflater = zlib.decompressobj()
    for piece in pieces:
        waiting = piece
        while waiting and not inflater.eof:
            try:
                given = inflater.decompress(waiting, _MOST_AT_ONCE)
            except zlib.error:
                return
            if given:
                yield given
            waiting = inflater.unconsumed_tail
        if inflater.eof:
            return
