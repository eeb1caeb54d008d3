"""Plain text: one block a line, hard-wrapped lines joined where the whole file is clearly hard-wrapped or a word is broken.

Two kinds of text are told by the name of the file: comma-separated values (.csv) are a table, and in Markdown (.md) the
marks of a heading are no part of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from corpora.cleaning import HAN, DocumentBuilder, clean
from corpora.document import Document
from corpora.limits import MAX_TEXT
from corpora.readers.broken_lines import is_inside_number, is_inside_word
from corpora.readers.delimited import sheet_of
from corpora.readers.encoding import decode
from corpora.readers.sheets import add_sheets
from corpora.tables.line_cells import BARS

_ENDS_PARAGRAPH = re.compile(r"[。！？!?；;：:…—」』）)》〉】\]”’\".]$")
# A line that opens a unit of its own: numbering of any style, a bullet, a leader, an address line.
_STARTS_PARAGRAPH = re.compile(
    r"第?[〇零一二三四五六七八九十百]{1,5}[、章节条款编篇]|第\s*\d{1,3}\s*[章节条款]"
    r"|[（(][〇一二三四五六七八九十\d]{1,4}[）)]|\d{1,3}(?:[、）)]|[.．](?!\d))"
    r"|[①-⑳⑴-⒇➀-➉]|[-－—•●■◆□○*★▲]|附件|抄送|主送|签发"
)
_PROSE = re.compile("[，。；、]")
_TELLS = re.compile(r"[，。；;]|,(?!\d{3})")
_COLUMNS = re.compile(r"\t|\s{2}|(?:\S\s){3}")
_BARS = re.compile(f"[{BARS}][^{BARS}]*[{BARS}]")
_MARKDOWN_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.*?)\s*#*\s*")
_MIN_WIDTH = 25.0
_MAX_WIDTH = 120.0
_NEARLY_ALL = 0.97
_SLACK = 5.0
_MIN_WRAPPED = 3
_MIN_SHARE = 0.4


def read_text(doc: str, doc_id: str, data: bytes) -> Document:
    """Read a plain text file. Raises UndecodableText and EmptyText.

    Warnings: ``lines_joined`` and, with ``partial``, ``encoding_repaired`` and ``text_cut`` (no more than the fixed
    limit on characters is read).
    """
    decoded = decode(data)
    builder = DocumentBuilder(doc, doc_id, "text/plain")
    if decoded.damaged:
        builder.warn("encoding_repaired", partial=True)
    if len(decoded.text) > MAX_TEXT:
        builder.warn("text_cut", partial=True)
    text = decoded.text[:MAX_TEXT]
    suffix = PurePosixPath(doc).suffix.lower()
    if suffix == ".csv" and (sheet := sheet_of(text)):
        add_sheets(builder, [sheet])
        return builder.build()
    lines = clean(text).split("\n")
    joined = join_broken(join_wrapped(lines))
    if len(joined) < len(lines):
        builder.warn("lines_joined")
    for line in joined:
        if suffix == ".md" and (heading := _MARKDOWN_HEADING.fullmatch(line)):
            builder.add("heading", heading["text"], level=len(heading["marks"]))
        else:
            builder.add("paragraph", line)
    return builder.build()


def _width(line: str) -> float:
    """Width in full-width characters: a half-width character counts one half."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in line)


def join_wrapped(lines: Sequence[str]) -> list[str]:
    """Join lines that were broken at a fixed width; the same lines when the text is not hard-wrapped.

    A text is hard-wrapped when hardly a line is wider than its wrapped lines: at least three lines, and two fifths of
    all that are not blank, fill the column (25 full-width characters or more) and break off without an end of sentence.
    """
    widths = sorted(_width(line.strip()) for line in lines if line.strip())
    column = widths[int(len(widths) * _NEARLY_ALL)] if widths else 0.0
    if not _MIN_WIDTH <= column <= _MAX_WIDTH:
        return list(lines)
    open_lines = [_is_open(line, column) and _continues(following) for line, following in _pairs(lines)]
    prose = [line for line, is_open in zip(lines, open_lines, strict=True) if is_open and _PROSE.search(line)]
    if len(prose) < max(_MIN_WRAPPED, _MIN_SHARE * len(widths), sum(open_lines) / 2):
        return list(lines)
    return _joined(lines, open_lines)


def join_broken(lines: Sequence[str]) -> list[str]:
    """Join lines at an end that stands inside a word or number of prose, and those around it that are of the same width.

    A line without comma or full stop is joined only behind another, as it may be a heading, an item or a cell.
    """
    pairs = [(line.strip(), following) for line, following in _pairs(lines)]
    broken = [_TELLS.search(line) is not None and _is_broken(line, following) for line, following in pairs]
    if not any(broken):
        return list(lines)
    column = 0.0
    for at, (line, following) in enumerate(pairs):
        broken[at] = broken[at] or (column > 0 and (_is_broken(line, following) or _fills(line, following, column)))
        column = max(column, _width(line)) if broken[at] else 0.0
    for at in range(len(lines) - 2, -1, -1):
        line, following = pairs[at]
        broken[at] = broken[at] or (column > 0 and _is_prose(line) and _fills(line, following, column))
        column = max(column, _width(line)) if broken[at] else 0.0
    return _joined(lines, broken)


def _is_prose(line: str) -> bool:
    """Whether a line tells something and is no heading (一、强化党建，提升能力)."""
    return _TELLS.search(line) is not None and ("。" in line or not _STARTS_PARAGRAPH.match(line))


def _is_broken(line: str, following: str) -> bool:
    if not _are_one(line, following):
        return False
    return is_inside_number(line, following) or (not _ENDS_PARAGRAPH.search(line) and is_inside_word(line, following))


def _fills(line: str, following: str, column: float) -> bool:
    """Whether a line beside broken ones goes on at the same width."""
    return _is_open(line, column) and _width(line) <= column + _SLACK and _are_one(line, following)


def _are_one(line: str, following: str) -> bool:
    """Whether nothing in the shape of two lines forbids that they are one."""
    return _continues(following) and not any(_COLUMNS.search(x.strip()) or _BARS.search(x) for x in (line, following))


def _joined(lines: Sequence[str], open_lines: Sequence[bool]) -> list[str]:
    joined: list[str] = []
    glue = False
    for line, is_open in zip(lines, open_lines, strict=True):
        if glue:
            joined[-1] = _join(joined[-1], line.strip())
        else:
            joined.append(line)
        glue = is_open
    return joined


def _pairs(lines: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(lines, [*lines[1:], ""], strict=True))


def _is_open(line: str, column: float) -> bool:
    stripped = line.strip()
    return (
        _width(stripped) >= column - _SLACK
        and not _ENDS_PARAGRAPH.search(stripped)
        and not _COLUMNS.search(stripped)
        and not _BARS.search(stripped)
    )


def _continues(line: str) -> bool:
    """Whether a line can be the continuation of the one before: no indent, no numbering, no row, not blank."""
    return bool(line.strip()) and not line[0].isspace() and not _STARTS_PARAGRAPH.match(line) and not _BARS.search(line)


def _join(first: str, second: str) -> str:
    first = first.rstrip()
    latin = re.search(r"[A-Za-z,.]$", first) and re.match(r"[A-Za-z]", second)
    return f"{first} {second}" if latin and not re.search(f"[{HAN}]$", first) else first + second
