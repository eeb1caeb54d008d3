"""Binary Word files. ``files/`` holds those that LibreOffice wrote from texts of ours; others are made of them."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from corpora.document import Document
from corpora.errors import Corrupt, Encrypted, InternalError, ReadError, Unsupported
from corpora.readers import read
from corpora.readers.doc_file import properties

FILES = Path(__file__).parent / "files"


def lines(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


def test_revisions_hidden_text_fields_and_tables() -> None:
    document = read("总结.doc", (FILES / "revised.doc").read_bytes())
    outside = [text for kind, text in lines(document) if kind != "table_cell"]
    assert outside == [
        "临江市社会组织工作总结",
        "一、基本情况",
        "接受捐赠800元，其中现金。",
        "前半句，后半句。",
        "共12家𠀀社团。",
        "表后正文 A1 ① ½ “引号”—— 5-8家",
        "前",
        "换行后",
        "换页后-尾",
    ]
    assert [b.level for b in document.blocks if b.kind == "heading"] == [None, 1]
    assert {b.cell: document.text[b.start : b.end] for b in document.blocks if b.cell} == {
        (0, 0, 0): "地区",
        (0, 0, 1): "数量",
        (0, 1, 1): "总数",
        (0, 1, 2): "新增",
        (0, 2, 0): "临溪 续",
        (0, 2, 1): "12",
        (0, 2, 2): "3",
        (0, 3, 0): "删行",  # the writer of the file does not know deleted rows
        (0, 3, 1): "9",
        (0, 3, 2): "9",
        **{(1, at // 3, at % 3): text for at, text in enumerate("abcdef")},
    }
    assert document.warnings == ("deletions_left_out", "hidden_text_left_out", "insertions_kept")
    assert document.media_type == "application/msword"


def test_numbers_notes_boxes_and_comments() -> None:
    document = read("章程.wps", (FILES / "notes.doc").read_bytes())
    assert lines(document) == [
        ("heading", "一、基本情况"),
        ("paragraph", "全市社会组织120家，增长5%。"),
        ("paragraph", "框前框后"),
        ("text_box", "框内文字30家"),
        ("list_item", "第一条　本会名称。"),
        ("list_item", "（一）甲；"),
        ("list_item", "（二）乙。"),
        ("list_item", "第二条　本会宗旨。"),
        ("paragraph", "批注之后  空格\t跳"),
        ("paragraph", "新行"),
        ("footnote", "截至2023年底。"),
        ("footnote", "尾注内容。"),
    ]
    assert document.warnings == ("comments_left_out",)


def wide_table(stored: bytes = b"\x46\x66\0\0\0\0") -> Document:
    """A table of ten columns, each row of which is ended by ``stored``: a sprm and a place in the data stream."""
    data = (FILES / "wide.doc").read_bytes()
    before, found, row = data.partition(b"\x46\x66\0\0\0\0")
    assert found
    return read("统计表.doc", before + stored + row)


@pytest.mark.parametrize("code", [b"\x46\x66", b"\x45\x66", b"\x6b\x64"])
def test_properties_of_long_rows_stand_in_the_data_stream(code: bytes) -> None:
    document = wide_table(code + bytes(4))
    rows = [document.text[b.start : b.end] for b in document.blocks if b.cell and b.cell[1] == 1]
    assert rows == ["云泉县", "11", "12", "13", "14", "15", "16", "17", "18", "19"]
    assert {b.cell for b in document.blocks if b.cell} == {(0, row, column) for row in range(4) for column in range(10)}
    assert not document.warnings


@pytest.mark.parametrize("place", [b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\1\0\0\0", b"\0\x10\0\0"])
def test_rows_that_cannot_be_read_are_told(place: bytes) -> None:
    document = wide_table(b"\x46\x66" + place)
    assert "云泉县" in document.text
    assert document.warnings == ("rows_not_read",)
    assert document.partial


def patched(offset: int, value: int) -> bytes:
    """A file whose file information block has another 16-bit value at an offset."""
    data = (FILES / "notes.doc").read_bytes()
    at = data.index(b"\xec\xa5")
    return data[: at + offset] + struct.pack("<H", value) + data[at + offset + 2 :]


@pytest.mark.usefixtures("without_office")
def test_passwords_and_versions_before_word_97_are_told() -> None:
    with pytest.raises(Encrypted):
        read("a.doc", patched(10, 0x1300))
    with pytest.raises(Unsupported, match="Word 6/95"):
        read("a.doc", patched(2, 0x0068))
    with pytest.raises(Corrupt):
        read("a.doc", patched(10, 0))  # names the stream 0Table, which is not there


def test_modifiers_of_every_length_are_stepped_over() -> None:
    wide = struct.pack("<HH", 0xD608, 4) + b"\1ab"  # a row definition says its length in two bytes, one too many
    named = struct.pack("<HB", 0xCA47, 3) + b"xyz"
    found = properties(struct.pack("<HB", 0x0801, 1) + wide + named + struct.pack("<HH", 0x460B, 7))
    assert (found[0x0801], found[0x460B]) == (b"\1", b"\7\0")


@pytest.mark.parametrize("name", ["revised.doc", "notes.doc"])
@pytest.mark.usefixtures("without_office")
def test_torn_and_overwritten_files_give_a_document_or_a_read_error(name: str) -> None:
    data = (FILES / name).read_bytes()
    damaged = [data[: k * len(data) // 40] for k in range(1, 40)]
    for filler in (b"\xff" * 4, b"\0" * 4):
        damaged += [data[:at] + filler + data[at + 4 :] for at in range(512, len(data), 199)]
    for one in damaged:
        try:
            assert read("a.doc", one).text
        except InternalError:
            raise
        except ReadError:
            pass


def test_check_boxes_show_their_state() -> None:
    document = read("a.doc", (FILES / "boxes.doc").read_bytes())
    assert document.text == "设立党组织☑是□否☑默认"
    assert document.warnings == ()
