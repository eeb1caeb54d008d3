"""A small PDF writer for the tests: text at chosen places, lines and pictures, with no font file needed.

Chinese text uses the font STSong-Light of the Adobe-GB1 collection, which every PDF reader knows by its tables. ASCII
is half as wide as Han.
"""

from __future__ import annotations

from dataclasses import dataclass, field

WIDTH, HEIGHT = 595.0, 842.0


def width(text: str, size: float) -> float:
    """Width of a text in points."""
    return sum(0.5 if c <= "~" else 1.0 for c in text) * size


def broken(text: str, columns: float) -> list[str]:
    """A text broken into lines of at most so many Han characters, anywhere, as Chinese typesetting without rules does."""
    lines, room = [""], columns
    for character in text:
        needed = 0.5 if character <= "~" else 1.0
        if needed > room:
            lines.append("")
            room = columns
        lines[-1] += character
        room -= needed
    return lines


@dataclass
class Page:
    """Content of one page; ``top`` counts from the top of the page to the top of the em box."""

    operators: list[str] = field(default_factory=list)
    picture: bool = False
    rotate: int = 0

    def text(self, x: float, top: float, text: str, size: float = 12) -> Page:
        """Draw one line of text."""
        code = text.encode("utf-16-be").hex().upper()
        y = HEIGHT - top - 0.88 * size
        self.operators.append(f"BT /F1 {size} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{code}> Tj ET")
        return self

    def lines(self, x: float, top: float, lines: list[str], size: float = 12, pitch: float = 1.5) -> Page:
        """Draw lines of text below one another; a line may begin with full-width spaces."""
        for k, line in enumerate(lines):
            stripped = line.lstrip("\u3000")
            self.text(x + (len(line) - len(stripped)) * size, top + k * pitch * size, stripped, size)
        return self

    def paragraph(self, x: float, top: float, text: str, columns: int, size: float = 12, pitch: float = 1.5) -> float:
        """Break a paragraph of Han text, indented by two characters, into lines; gives the height below it."""
        lines = broken("\u3000\u3000" + text, columns)
        self.lines(x, top, lines, size, pitch)
        return top + len(lines) * pitch * size

    def rule(self, x0: float, top0: float, x1: float, top1: float) -> Page:
        """Draw a line."""
        self.operators.append(f"0.5 w {x0:.2f} {HEIGHT - top0:.2f} m {x1:.2f} {HEIGHT - top1:.2f} l S")
        return self

    def raw(self, operator: str) -> Page:
        """Add an operator as it is."""
        self.operators.append(operator)
        return self

    def scan(self) -> Page:
        """Cover the page with a picture."""
        self.picture = True
        return self.raw(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im1 Do Q")


def table(page: Page, x: float, top: float, columns: list[float], heights: list[float], rows: list[list[str]]) -> Page:
    """Draw a ruled table with one text a cell."""
    right, bottom = x + sum(columns), top + sum(heights)
    y = top
    for height in [*heights, 0.0]:
        page.rule(x, y, right, y)
        y += height
    at = x
    for column in [*columns, 0.0]:
        page.rule(at, top, at, bottom)
        at += column
    y = top
    for height, row in zip(heights, rows, strict=True):
        at = x
        for column, cell in zip(columns, row, strict=True):
            for k, part in enumerate(cell.split("\n")):
                page.text(at + 4, y + 4 + 14 * k, part, 10)
            at += column
        y += height
    return page


def pdf(*pages: Page, title: str = "", font: str | None = None) -> bytes:
    """The bytes of a PDF. ``font`` replaces the font dictionary."""
    descendant = (
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500 814 939 500] /FontDescriptor << /Type /FontDescriptor "
        "/FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 /CapHeight 700 "
        "/StemV 80 /ItalicAngle 0 >> >>"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * k} 0 R' for k in range(len(pages)))}] >>",
        font
        or f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [{descendant}] >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
        "stream\n\x80\nendstream",
        f"<< /Title <FEFF{title.encode('utf-16-be').hex()}> >>",
    ]
    for k, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {page.rotate} /Contents {7 + 2 * k} 0 R "
            "/Resources << /Font << /F1 3 0 R >> /XObject << /Im1 4 0 R >> >> >>"
        )
        content = "\n".join(page.operators)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
