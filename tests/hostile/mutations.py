"""Real files with damage: bytes flipped, cut out, repeated, overwritten, on the outside and inside of what is packed."""

from __future__ import annotations

import functools
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

from tests.hostile import attacks_office
from tests.hostile.attacks import TEXT
from tests.readers.ofd_making import OfdPage, ofd

ROOT = Path(__file__).parents[2]
_SUFFIXES = {".docx", ".pdf", ".html", ".txt", ".zip", ".doc", ".rtf", ".xls"}
_ODD = (
    b"\xff" * 4,
    b"\0" * 4,
    b"\x7f\xff\xff\xff",
    b"\x80\0\0\0",
    b"-1",
    b"99999999999",
    b"<",
    b"&",
    b"\0",
    b"]]>",
    b"%n",
)
_NUMBER = re.compile(rb"\d+")
_STREAM = re.compile(rb"(/FlateDecode[^\n]*>>\s*stream\r?\n)(.*?)(\r?\nendstream)", re.DOTALL)


def fixtures() -> list[Path]:
    """The real files that are damaged: the samples and what the tests of the readers keep, one of each format or more."""
    places = (ROOT / "corpora" / "samples", ROOT / "tests" / "readers" / "files")
    found = (p for place in places if place.is_dir() for p in sorted(place.rglob("*")))
    return [p for p in found if p.suffix.lower() in _SUFFIXES and p.stat().st_size < 400_000]


@functools.cache
def originals() -> tuple[tuple[str, bytes], ...]:
    """Ending and bytes of the files that are damaged: those of ``fixtures`` and a small one of each format without any."""
    return (*((path.suffix.lower(), path.read_bytes()) for path in fixtures()), *_made())


def _made() -> Iterator[tuple[str, bytes]]:
    page = OfdPage()
    page.text(60, 60, "临江市社会组织工作总结", 18)
    page.paragraph(60, 110, TEXT * 5, 38)
    yield ".ofd", ofd(page, page)
    yield ".xlsx", _workbook()
    paragraphs = "".join(f"<text:h text:outline-level='1'>第{n}条</text:h><text:p>{TEXT}</text:p>" for n in range(9))
    yield ".odt", attacks_office.odf(paragraphs)
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{c}{n}</text:p></table:table-cell></table:table-row>"
        for n, c in enumerate("甲乙丙丁戊己庚辛")
    )
    yield ".ods", attacks_office.odf(f"<table:table>{rows}</table:table>", "spreadsheet")
    yield ".pptx", attacks_office.slides(attacks_office.slide(TEXT), 3)
    yield ".eml", _mail()


def _workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("地区", "社会团体", "基金会"), ("松溪区", 120, 3), ("望江区", 98, 0.5), ("合计", 218, "=SUM(C2:C3)")):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _mail() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "报送2023年总结", "a@example.com", "b@example.com"
    message.set_content(TEXT * 3)
    message.add_alternative(f"<html><body><p>{TEXT}</p></body></html>", subtype="html")
    message.add_attachment(TEXT.encode(), maintype="text", subtype="plain", filename="总结.txt")
    return message.as_bytes()


def mutations(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """``count`` damaged files with their names, the same ones for the same seed."""
    rng = random.Random(seed)
    files = originals()
    for number in range(count):
        suffix, data = files[number % len(files)]
        yield f"{suffix[1:]}/{number:05}{suffix}", mutated(data, rng)


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The bytes with some damage; every other time inside what a zip archive or a PDF has packed."""
    if rng.random() < 0.6:
        if data.startswith(b"PK\x03\x04"):
            return _inside_zip(data, rng)
        if data.startswith(b"%PDF") and _STREAM.search(data):
            return _inside_pdf(data, rng)
    return _damaged(data, rng)


def _damaged(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 5, 30))):
        data = rng.choice(_DAMAGES)(data, rng)
    return data


def _inside_zip(data: bytes, rng: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {m.filename: archive.read(m) for m in archive.infolist() if not m.is_dir()}
    chosen = rng.choice(sorted(members))
    members[chosen] = _damaged(members[chosen], rng)
    if rng.random() < 0.1:
        del members[rng.choice(sorted(members))]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # Without the clock's time: the same bytes for the same seed.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _inside_pdf(data: bytes, rng: random.Random) -> bytes:
    chosen = rng.choice(list(_STREAM.finditer(data)))
    try:
        content = zlib.decompress(chosen[2])
    except zlib.error:
        return _damaged(data, rng)
    packed = zlib.compress(_damaged(content, rng))
    return data[: chosen.start(2)] + packed + data[chosen.end(2) :]


def _place(data: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randrange(len(data)) if data else 0
    return start, min(len(data), start + rng.choice((1, 1, 4, 16, 256, 4096)))


def _flip(data: bytes, rng: random.Random) -> bytes:
    start, _ = _place(data, rng)
    return data[:start] + bytes(b ^ 1 << rng.randrange(8) for b in data[start : start + 1]) + data[start + 1 :]


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))] if data else data


def _take_out(data: bytes, rng: random.Random) -> bytes:
    start, end = _place(data, rng)
    return data[:start] + data[end:]


def _repeat(data: bytes, rng: random.Random) -> bytes:
    start, end = _place(data, rng)
    return data[:end] + data[start:end] * rng.choice((1, 2, 50)) + data[end:]


def _overwrite(data: bytes, rng: random.Random) -> bytes:
    start, end = _place(data, rng)
    return data[:start] + rng.randbytes(end - start) + data[end:]


def _odd(data: bytes, rng: random.Random) -> bytes:
    start, _ = _place(data, rng)
    odd = rng.choice(_ODD)
    return data[:start] + odd + data[start + len(odd) :]


def _odd_number(data: bytes, rng: random.Random) -> bytes:
    """Another number in place of one that is written in figures: a size, an offset, a reference, a level."""
    numbers = list(_NUMBER.finditer(data))
    if not numbers:
        return _odd(data, rng)
    chosen = rng.choice(numbers)
    other = rng.choice((b"0", b"-1", b"65536", b"4294967295", b"99999999999999999999", chosen[0] + b"0"))
    return data[: chosen.start()] + other + data[chosen.end() :]


_DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_flip, _take_out, _repeat, _overwrite, _odd, _odd_number, _odd_number),
    _cut,
)
