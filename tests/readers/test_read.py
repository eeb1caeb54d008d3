"""The dispatch: formats by content, one error class per cause, and nothing else ever comes out."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora.errors import Corrupt, Encrypted, ReadError, Unsupported
from corpora.readers import read
from corpora.readers.sniff import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def stream(name: str) -> bytes:
    return OLE + (name + "\0").encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (stream("WordDocument"), ".doc"),
        (stream("Workbook"), ".xls"),
        (OLE, "OLE"),
        (b"{\\rtf1\\ansi text}", "RTF"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "OFD"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), ".xlsx"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), ".pptx"),
        (zipped("a.txt"), "ZIP"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z"),
        (PNG, "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "2003"),
    ],
)
def test_formats_without_a_reader_are_named_with_advice(data: bytes, named: str) -> None:
    with pytest.raises(Unsupported, match=named) as caught:
        read("a.docx", data)
    assert named in caught.value.message("zh")
    assert "提交" in caught.value.message("zh")
    assert "submit" in caught.value.message("en") or "xport" in caught.value.message("en")


def test_old_word_says_what_to_do() -> None:
    with pytest.raises(Unsupported) as caught:
        read("总结.doc", stream("WordDocument"))
    assert "另存为 .docx" in caught.value.message("zh")


def test_office_with_a_password() -> None:
    with pytest.raises(Encrypted):
        read("a.docx", stream("EncryptedPackage"))


def test_a_torn_zip_is_corrupt() -> None:
    with pytest.raises(Corrupt):
        read("a.docx", zipped("[Content_Types].xml", "word/document.xml")[:80])


def test_the_name_is_not_trusted() -> None:
    document = read("章程.pdf", "第一条　本会名称为临溪市足球协会。".encode())
    assert document.media_type == "text/plain"
    assert document.warnings == ("extension_mismatch",)
    assert read("章程", "第一条　本会名称为临溪市足球协会。".encode()).warnings == ()
    assert sniff("<p>甲</p><p>乙</p>".encode()) == "text/html"
    assert sniff("<html><body>甲".encode("utf-16")) == "text/html"
    assert sniff("比例 a<b 且 c>d".encode()) == "text/plain"


SEEDS = st.sampled_from(
    [
        OLE,
        PNG,
        zipped("[Content_Types].xml", "word/document.xml"),
        zipped("a.txt"),
        b"<html><body><table><tr><td>",
        b"%PDF-1.4\n",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"{\\rtf1",
        "社会组织".encode("gbk"),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS | st.just(b""), st.binary(max_size=200), st.integers(0, 400))
def test_any_bytes_give_a_document_or_a_read_error(seed: bytes, tail: bytes, cut: int) -> None:
    data = seed[: len(seed) - cut % (len(seed) + 1)] + tail
    try:
        document = read("a.bin", data)
    except ReadError:
        return
    assert document.text
    at = 0
    for block in document.blocks:
        assert block.start == at < block.end
        at = block.end + 1
    assert at == len(document.text) + 1
