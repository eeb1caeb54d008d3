"""The dispatch: formats by content, one error class per cause, and nothing else ever comes out."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora import readers
from corpora.errors import Corrupt, Encrypted, InternalError, LimitExceeded, ReadError, Unsupported
from corpora.readers import read
from corpora.readers.sniff import sniff
from readers.word_files import abstract, level, num, p, r, tbl, tc, tr, word_file

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
        (OLE, "OLE"),
        (zipped("a.txt"), "ZIP"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "2003"),
    ],
)
@pytest.mark.usefixtures("without_office")
def test_formats_without_a_reader_are_named_with_advice(data: bytes, named: str) -> None:
    with pytest.raises(Unsupported, match=named) as caught:
        read("a.docx", data)
    assert named in caught.value.message("zh")
    assert "提交" in caught.value.message("zh")
    assert "submit" in caught.value.message("en") or "xport" in caught.value.message("en")


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


WORD = word_file(
    p("总则", num=(1, 0)) + p("名称", num=(1, 1)) + tbl(tr(tc("甲"), tc("1")), tr(tc("乙"), tc("2"))),
    numbering=abstract(0, level(0, "第%1章"), level(1, "第%2条")) + num(1, 0),
)
PAGE = "<html><body><h1>标题</h1><p>登记12家。</p><table><tr><td>甲<td>1<tr><td>乙<td>2</table></body></html>".encode()


@settings(max_examples=150)
@given(st.sampled_from([WORD, PAGE]), st.lists(st.tuples(st.integers(0, 9999), st.binary(max_size=6)), max_size=4))
def test_damaged_documents_give_a_document_or_a_read_error(data: bytes, damage: list[tuple[int, bytes]]) -> None:
    for at, piece in damage:
        at %= len(data)
        data = data[:at] + piece + data[at + len(piece) :]
    try:
        text = read("a.docx", data).text
    except InternalError:
        raise
    except ReadError:
        text = ""
    assert text.encode().decode() == text


def _index(doc: str, doc_id: str, data: bytes) -> None:
    [][len(data)]


def _parse(doc: str, doc_id: str, data: bytes) -> None:
    from lxml import etree

    etree.fromstring(data)


def _dig(doc: str, doc_id: str, data: bytes) -> None:
    _dig(doc, doc_id, data)


@pytest.mark.parametrize(
    ("reader", "expected", "said"),
    [
        (_index, InternalError, "IndexError: list index out of range (corpora/readers/__init__.py:"),
        (_parse, Corrupt, "XMLSyntaxError"),
        (_dig, LimitExceeded, "RecursionError"),
    ],
)
def test_faults_of_a_reader_do_not_look_like_damaged_files(
    monkeypatch: pytest.MonkeyPatch, reader: object, expected: type[ReadError], said: str
) -> None:
    monkeypatch.setattr(readers, "_reader", lambda media_type: reader)
    with pytest.raises(expected) as caught:
        read("a.txt", "社会组织".encode())
    assert said in caught.value.message("zh")
    if expected is InternalError:
        assert caught.value.code == "error"
        assert "维护人员" in caught.value.message("zh")


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["zz", "-1", "0", "7", "99999999999999999999", ""]), min_size=8, max_size=8))
def test_senseless_numbers_in_the_xml_do_no_harm(values: list[str]) -> None:
    first, second, third, fourth, fifth, sixth, seventh, eighth = values
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{first}"><w:start w:val="{second}"/>'
        f'<w:numFmt w:val="{third}"/><w:lvlText w:val="第%1条%9"/><w:lvlRestart w:val="{fourth}"/></w:lvl>'
        f'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="{fifth}">'
        f'<w:startOverride w:val="{sixth}"/></w:lvlOverride></w:num>'
    )
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr>' + r("甲") + "</w:p>"
    table = tbl(tr(tc("乙", f'<w:gridSpan w:val="{seventh}"/>'), tc("丙")))
    body = numbered.format(first) + numbered.format(eighth) + table
    lines = read("a.docx", word_file(body, numbering=numbering)).text.split("\n")
    assert [line[-1] for line in lines] == ["甲", "甲", "乙", "丙"]
