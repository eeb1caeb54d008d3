"""Text recognition: with a stand-in for the recogniser everywhere, with the real one where it is installed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from corpora import clock
from corpora.errors import Corrupt, NeedsOcr
from corpora.readers import image, ocr, read
from pipeline.stages import load_resources, process
from readers.pdf_making import HEIGHT, WIDTH, Page, pdf, table, width
from readers.test_pdf import FIRST

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
LINES = [(200, 60, "临江市民政局工作总结", 18), (84, 110, "今年以来全市登记社会组织1286家(含基金会12家),", 12)]


def recognised(*lines: tuple[float, float, str, float]) -> ocr.Recognised:
    found = [ocr._Written.of(text, (x, top, x + width(text, size), top + 1.2 * size)) for x, top, text, size in lines]
    return ocr.Recognised([word for line in found for word in line.words(0.0, 12.0, 0.8)], [])


@pytest.fixture
def recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: True)
    monkeypatch.setattr(ocr, "recognise", lambda picture, box: recognised(*LINES))
    monkeypatch.setattr(ocr, "pictures", lambda data: [SimpleNamespace(shape=(3508, 2480, 3))])


def test_without_recognition_scans_are_never_an_empty_success(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: False)
    for name, data in (("a.png", PNG), ("a.pdf", pdf(Page().scan()))):
        with pytest.raises(NeedsOcr) as caught:
            read(name, data)
        assert "zhibiao[ocr]" in caught.value.message("zh")


@pytest.mark.usefixtures("recogniser")
def test_scanned_pages_are_read_beside_pages_with_text() -> None:
    good = Page()
    good.paragraph(60, 100, FIRST, 38)
    document = read("a.pdf", pdf(good, Page().scan(), Page()))
    assert document.text.split("\n") == [FIRST, LINES[0][2], "今年以来全市登记社会组织1286家（含基金会12家），"]
    assert document.warnings == ("ocr",)
    assert not document.partial
    place = document.locate(document.text.rindex("1286"), document.text.rindex("1286") + 4)
    assert place is not None
    assert place[0] == 2
    assert 0 < place[1][0] < place[1][2] < WIDTH


@pytest.fixture
def late() -> Iterator[None]:
    """No time is left for reading."""
    clock.start(0.0)
    yield
    clock.start(math.inf)


@pytest.mark.usefixtures("recogniser", "late")
def test_a_long_scan_ends_as_the_pages_read() -> None:
    document = read("a.pdf", pdf(Page().scan(), Page().scan(), Page().scan()))
    assert document.text.startswith(LINES[0][2])
    assert {fragment.page for fragment in document.fragments} == {1}
    assert (document.pages, document.partial, document.warnings) == (3, True, ("ocr", "time_cut"))


@pytest.mark.usefixtures("recogniser")
def test_pictures_have_pages_and_their_records_are_flagged_and_less_sure() -> None:
    document = read("a.png", PNG)
    assert (document.pages, document.media_type, document.warnings) == (1, "image/png", ("ocr",))
    resources = load_resources()
    scanned = process("a.png", PNG, resources)
    typed = process("a.txt", document.text.encode(), resources)
    numbers = {o.start: o for o in typed.observations}
    assert numbers
    for one in scanned.observations:
        assert "ocr" in one.flags
        assert one.confidence < numbers[one.start].confidence


def test_nothing_recognised_is_needs_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: True)
    monkeypatch.setattr(ocr, "recognise", lambda picture, box: ocr.Recognised([], []))
    with pytest.raises(NeedsOcr):
        read("a.pdf", pdf(Page().scan()))


def scan(data: bytes, kind: str) -> bytes:
    """The first page of a PDF as a picture file."""
    cv2: Any = pytest.importorskip("cv2")
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        pixels = document[0].render(scale=150 / 72).to_numpy()
    return bytes(cv2.imencode(kind, pixels)[1].tobytes())


@pytest.mark.skipif(not ocr.is_available(), reason="the extra [ocr] is not installed")
@pytest.mark.parametrize("kind", [".png", ".jpg", ".tif"])
def test_the_real_recogniser_reads_text_and_tables(kind: str) -> None:
    page = Page()
    page.text(200, 60, "临江市民政局工作总结", 18)
    low = page.paragraph(60, 110, FIRST, 38)
    table(page, 60, low + 20, [90, 90, 90], [24, 24], [["地区", "登记数", "注销数"], ["松溪区", "120", "8"]])
    document = read(f"a{kind}", scan(pdf(page), kind))
    assert FIRST in document.text
    assert [document.text[b.start : b.end] for b in document.blocks if b.cell] == [
        "地区",
        "登记数",
        "注销数",
        "松溪区",
        "120",
        "8",
    ]
    place = document.locate(document.text.index("1286"), document.text.index("1286") + 4)
    assert place is not None
    assert 0 < place[1][1] < HEIGHT / 2


@pytest.mark.skipif(not ocr.is_available(), reason="the extra [ocr] is not installed")
def test_damaged_pictures_are_corrupt() -> None:
    with pytest.raises(Corrupt):
        image.read_image("a.png", "0" * 16, PNG)
