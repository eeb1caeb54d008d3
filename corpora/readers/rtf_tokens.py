"""Rich Text Format (specification 1.9.1) as tokens: control words, bytes of text, braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?"  # 1, 2: control word and its number
    rb"|\\'([0-9a-fA-F]{2})"  # 3: a byte in hexadecimal
    rb"|\\([^a-zA-Z])"  # 4: control symbol
    rb"|([{}])"  # 5: begin or end of a group
    rb"|[\r\n\0]+"
    rb"|([^\\{}\r\n\0]+)",  # 6: bytes of text
)


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` is ``word``, ``symbol``, ``bytes``, ``{`` or ``}``; ``number`` is that of a control word, if it has one."""

    kind: str
    name: str = ""
    number: int | None = None
    data: bytes = b""


_OPEN, _CLOSE = Token("{"), Token("}")


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file; binary data behind ``\\bin`` is stepped over."""
    at = 0
    while match := _TOKEN.match(data, at):
        at = match.end()
        word, number, byte, symbol, brace, text = match.groups()
        if text is not None:
            yield Token("bytes", data=text)
        elif word is not None:
            value = int(number) if number is not None else None
            if word == b"bin":
                at += max(value or 0, 0)
            else:
                yield Token("word", word.decode("ascii"), value)
        elif byte is not None:
            yield Token("bytes", data=bytes.fromhex(byte.decode("ascii")))
        elif brace is not None:
            yield _OPEN if brace == b"{" else _CLOSE
        elif symbol is not None:
            yield Token("symbol", symbol.decode("latin-1"))


# Character sets of fonts (\fcharset) and code pages (\ansicpg), and the codecs that read them.
_CHARSETS = {
    0: "cp1252",
    2: "symbol",
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    162: "cp1254",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_DOUBLE = frozenset(("gb18030", "big5hkscs", "cp932", "cp949"))


def codec_of_page(page: int) -> str:
    """The codec of a Windows code page."""
    double = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8"}
    return double.get(page) or (f"cp{page}" if 1250 <= page <= 1258 or page in (437, 850, 874) else "cp1252")


def codec_of_font(charset: int | None, page: str) -> str:
    """The codec of bytes in a font of that character set, in a document of that code page.

    Programs write Chinese under Western fonts too, so a document's double-byte code page outweighs a Western font.
    """
    own = _CHARSETS.get(charset) if charset is not None else None
    return page if own is None or (own == "cp1252" and page in _DOUBLE) else own
