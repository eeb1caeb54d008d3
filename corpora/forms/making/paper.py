"""Sets blocks as a PDF: ruled and unruled tables, broken over pages, in a font that every reader knows by name.

STSong-Light of the Adobe-GB1 collection is not embedded, so the files are small and no font is needed to make them.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpora.forms.making.blocks import Block, Break, Grid, Para, as_lines

_WIDTH, _HEIGHT = 595.0, 842.0
_LEFT, _TOP, _BOTTOM = 56.0, 64.0, 770.0
_SIZE = 9.0
_SIZES = {"title": 16.0, "heading": 12.0, "paragraph": 10.5, "right": 10.5, "caption": 11.0}
_PITCH = 1.35
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font "
    "/Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
    "/DW 1000 /W [1 95 500 814 939 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 "
    "/FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 /ItalicAngle 0 >> >>] >>"
)


def _measure(text: str, size: float) -> float:
    return sum(0.5 if c <= "~" else 1.0 for c in text) * size


def _lines(text: str, size: float, room: float) -> list[str]:
    """Lines of a text that fit into ``room`` points; figures are not broken."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        word = ""
        for character in part + "\0":
            if character != "\0" and (character.isascii() and character != " "):
                word += character
                continue
            for piece in (word, character):
                if piece.strip("\0") and line and _measure(line + piece, size) > room:
                    lines.append(line)
                    line = ""
                line += piece.strip("\0")
            word = ""
        lines.append(line)
    return lines


@dataclass
class _Pages:
    """The content streams of the pages, and how far the last is filled (points from the top)."""

    streams: list[list[str]] = field(default_factory=lambda: [[]])
    y: float = _TOP

    def turn(self) -> None:
        self.streams.append([])
        self.y = _TOP

    def text(self, x: float, top: float, text: str, size: float) -> None:
        code = text.encode("utf-16-be").hex().upper()
        y = _HEIGHT - top - 0.88 * size
        self.streams[-1].append(f"BT /F1 {size} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{code}> Tj ET")

    def rule(self, x0: float, top0: float, x1: float, top1: float) -> None:
        self.streams[-1].append(f"0.5 w {x0:.2f} {_HEIGHT - top0:.2f} m {x1:.2f} {_HEIGHT - top1:.2f} l S")


def write(blocks: Sequence[Block]) -> bytes:
    """The bytes of a PDF. A table inside a cell is not supported; a table that is broken repeats its first row."""
    pages = _Pages()
    for block in as_lines(blocks):
        if isinstance(block, Break):
            pages.turn()
        elif isinstance(block, Grid):
            _grid(pages, block)
        else:
            _paragraph(pages, block)
    return _file(pages.streams)


def _paragraph(pages: _Pages, para: Para) -> None:
    size = _SIZES[para.role]
    indent = "\u3000\u3000" if para.role == "paragraph" and len(para.text) > 40 else ""
    for at, line in enumerate(_lines(indent + para.text, size, _WIDTH - 2 * _LEFT)):
        if pages.y + size > _BOTTOM:
            pages.turn()
        x = _LEFT
        if para.role in ("title", "caption"):
            x = (_WIDTH - _measure(line, size)) / 2
        elif para.role == "right":
            x = _WIDTH - _LEFT - _measure(line, size)
        elif at == 0 and indent:
            x, line = x + 2 * size, line.lstrip("\u3000")
        pages.text(x, pages.y, line, size)
        pages.y += size * 1.7
    pages.y += 4


def _grid(pages: _Pages, table: Grid) -> None:
    wide = table.widths or (1.0,) * table.columns
    unit = (_WIDTH - 2 * _LEFT) / sum(wide)
    xs = [_LEFT]
    for share in wide:
        xs.append(xs[-1] + share * unit)
    placed = list(table.placed())
    heights = [2.0 * _SIZE] * len(table.rows)
    for at, column, cell in placed:
        lines = len(_lines(cell.text, _SIZE, xs[column + cell.across] - xs[column] - 6))
        if cell.down == 1:
            heights[at] = max(heights[at], (lines * _PITCH + 0.65) * _SIZE)
    groups = _groups(placed, len(table.rows))
    first = 0
    while first < len(groups):
        room, last = _BOTTOM - pages.y, first
        used = 0.0
        while last < len(groups) and (used + sum(heights[r] for r in groups[last]) <= room or last == first):
            used += sum(heights[r] for r in groups[last])
            last += 1
        rows = [r for g in groups[first:last] for r in g]
        _rows(pages, table, placed, rows, xs, heights)
        if last < len(groups):
            pages.turn()
        first = last
    pages.y += 10


def _groups(placed: Sequence[tuple[int, int, object]], rows: int) -> list[list[int]]:
    """Rows that a merged cell holds together, so that no page ends inside one."""
    tied = {at + d for at, _, cell in placed for d in range(1, getattr(cell, "down", 1))}
    groups: list[list[int]] = []
    for row in range(rows):
        if row in tied and groups:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _rows(
    pages: _Pages,
    table: Grid,
    placed: Sequence[tuple[int, int, object]],
    rows: Sequence[int],
    xs: Sequence[float],
    heights: Sequence[float],
) -> None:
    tops = {}
    y = pages.y
    for row in rows:
        tops[row] = y
        y += heights[row]
    tops[rows[-1] + 1] = y
    for at, column, cell in table.placed():
        if at not in tops or at > rows[-1]:
            continue
        left, right, top, bottom = xs[column], xs[column + cell.across], tops[at], tops[at + cell.down]
        if table.ruled:
            pages.rule(left, top, right, top)
            pages.rule(left, bottom, right, bottom)
            pages.rule(left, top, left, bottom)
            pages.rule(right, top, right, bottom)
        lines = _lines(cell.text, _SIZE, right - left - 6)
        begin = top + max((bottom - top - len(lines) * _PITCH * _SIZE) / 2, 2)
        for k, line in enumerate(lines):
            pages.text(left + 3, begin + k * _PITCH * _SIZE, line, _SIZE)
    pages.y = y


def _file(streams: Sequence[Sequence[str]]) -> bytes:
    kids = " ".join(f"{4 + 2 * k} 0 R" for k in range(len(streams)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(streams)} /Kids [{kids}] >>".encode(),
        _FONT.encode(),
    ]
    for k, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Contents {5 + 2 * k} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        packed = zlib.compress("\n".join(stream).encode(), 9)
        objects.append(f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream")
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, data in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    at = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n".encode()
    return bytes(out)
