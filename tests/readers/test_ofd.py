"""OFD files written for each case: the same pages as PDF give the same document."""

from __future__ import annotations

import io
import zipfile

import pytest

from corpora.document import Document
from corpora.errors import Corrupt, EmptyText, Encrypted, NeedsOcr
from corpora.readers import ocr, read
from corpora.readers.pdf_words import Word
from readers.ofd_making import OfdPage, ofd
from readers.pdf_making import Page, pdf, table
from readers.test_pdf import FIRST, SECOND, THIRD

PICTURE = '<ofd:ImageObject ID="5" Boundary="0 0 210 297" ResourceID="6"/>'


def draw(page: Page, number: int) -> None:
    page.text(60, 30, "临江市民政局工作材料", 9)
    if number == 1:
        page.text(200, 60, "临江市民政局工作总结", 18)
    low = page.paragraph(60, 110, FIRST, 38)
    low = page.paragraph(60, low, SECOND, 38)
    table(page, 60, low + 20, [90, 90, 90], [24, 24], [["地区", "登记数", "注销数"], ["松溪区", "120", "8"]])
    page.text(280, 800, f"- {number} -", 10)


def both() -> tuple[Document, Document]:
    printed, fixed = [Page(), Page()], [OfdPage(), OfdPage()]
    for number in (1, 2):
        draw(printed[number - 1], number)
        draw(fixed[number - 1], number)
    return read("a.pdf", pdf(*printed)), read("a.ofd", ofd(*fixed))


def test_an_ofd_reads_like_the_pdf_of_the_same_pages() -> None:
    printed, fixed = both()
    assert fixed.text == printed.text
    assert "工作材料" not in fixed.text
    assert "- 1 -" not in fixed.text
    assert [(b.kind, b.cell, b.page) for b in fixed.blocks] == [(b.kind, b.cell, b.page) for b in printed.blocks]
    assert (fixed.pages, fixed.partial) == (2, False)
    for needle in ("临江市民政局工作总结", "1286", "380", "松溪区"):
        start = fixed.text.index(needle)
        ours, theirs = fixed.locate(start, start + len(needle)), printed.locate(start, start + len(needle))
        assert ours is not None
        assert theirs is not None
        assert ours[0] == theirs[0]
        assert ours[1] == pytest.approx(theirs[1], abs=1.5)


def test_columns_are_read_one_after_the_other() -> None:
    page = OfdPage()
    page.paragraph(50, 100, FIRST * 2, 18)
    page.paragraph(310, 100, THIRD * 2, 18)
    assert read("a.ofd", ofd(page)).text == f"{FIRST * 2}\n{THIRD * 2}"


def test_templates_stand_below_their_pages() -> None:
    template = OfdPage()
    template.text(60, 60, "登记证书")
    page = OfdPage()
    page.text(60, 120, "临江市足球协会")
    assert read("a.ofd", ofd(page, template=template)).text == "登记证书\n临江市足球协会"


def test_matrices_and_single_steps() -> None:
    page = OfdPage()
    page.operators.append(
        '<ofd:PageBlock><ofd:TextObject Boundary="20 30 100 10" CTM="2 0 0 2 0 0" Size="3"><ofd:TextCode X="0" Y="2.6" '
        'DeltaX="3 3 1.5 1.5 3">登记12家</ofd:TextCode></ofd:TextObject></ofd:PageBlock>'
    )
    page.operators.append(
        '<ofd:TextObject Boundary="20 90 100 10" CTM="0.7 0.7 -0.7 0.7 0 0" Size="9"><ofd:TextCode X="0" Y="9">'
        "内部资料</ofd:TextCode></ofd:TextObject>"
    )
    document = read("a.ofd", ofd(page))
    assert document.text == "登记12家"
    place = document.locate(2, 4)
    assert place is not None
    assert place[1] == pytest.approx(((20 + 12) * 72 / 25.4, 84.9, (20 + 18) * 72 / 25.4, 101.9), abs=1.5)


def test_scanned_pages_go_through_text_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    def pictures(data: bytes) -> list[bytes]:
        seen.append(data)
        return [data]

    monkeypatch.setattr(ocr, "is_available", lambda: True)
    monkeypatch.setattr(ocr, "pictures", pictures)
    monkeypatch.setattr(
        ocr, "recognise", lambda picture, box: ocr.Recognised([Word("登记", [9, 21, 33], 9, 21, 12)], [])
    )
    page = OfdPage()
    page.operators.append(PICTURE)
    resources = "<Res><MultiMedias><MultiMedia ID='6'><MediaFile>scan.jpg</MediaFile></MultiMedia></MultiMedias></Res>"
    data = ofd(page, document="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>")
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("Doc_0/DocumentRes.xml", resources.replace("<Res>", '<Res BaseLoc="Res">'))
        archive.writestr("Doc_0/Res/scan.jpg", b"picture")
    document = read("a.ofd", out.getvalue())
    assert seen == [b"picture"]
    assert (document.text, document.warnings) == ("登记", ("ocr",))


def test_pages_that_cannot_be_read_are_told() -> None:
    good, scan, private = OfdPage(), OfdPage(), OfdPage()
    good.paragraph(60, 100, FIRST, 38)
    scan.operators.append(PICTURE)
    private.text(60, 100, "\ue123\ue456\ue789 12")
    document = read("a.ofd", ofd(good, scan, private, document="<ofd:Attachments>x</ofd:Attachments>"))
    assert document.text == FIRST
    assert document.partial
    assert document.pages == 3
    assert document.warnings == ("embedded_not_read", "pages_without_text", "unreadable_text")
    for page in (scan, private):
        with pytest.raises(NeedsOcr):
            read("a.ofd", ofd(page))


def test_refusals_say_why() -> None:
    with pytest.raises(Encrypted):
        read("a.ofd", ofd(OfdPage(), entry="<ofd:Encryptions>x</ofd:Encryptions>"))
    with pytest.raises(EmptyText):
        read("a.ofd", ofd(OfdPage()))
    with pytest.raises(Corrupt):
        read("a.ofd", ofd(OfdPage()).replace(b"Doc_0/Document.xml", b"Doc_0/Dokument.xml"))
