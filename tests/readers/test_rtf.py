"""Rich Text files, written by hand; ``files/notes.rtf`` comes from LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.document import Document
from corpora.errors import InternalError, LimitExceeded, ReadError
from corpora.readers import read

FILES = Path(__file__).parent / "files"
HEAD = rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fcharset0 Arial;}{\f2\fcharset2 Wingdings;}}"


def hexed(text: str, encoding: str = "gbk") -> bytes:
    return b"".join(b"\\'%02x" % byte for byte in text.encode(encoding))


def rtf(body: bytes, head: bytes = HEAD) -> Document:
    return read("a.rtf", head + body + b"}")


def cells(document: Document) -> dict[tuple[int, int, int] | None, str]:
    return {b.cell: document.text[b.start : b.end] for b in document.blocks if b.cell}


@pytest.mark.parametrize(
    "body",
    [
        rb"\f0 " + hexed("登记12家"),
        rb"\f1 " + hexed("登记12家"),
        b"\\f0 " + "登记12家".encode("gbk"),
        rb"\uc1\u30331?\u35760?12\u23478?",
        rb"{\uc2\u30331" + hexed("登") + rb"\u35760" + hexed("记") + rb"12}\u23478?",
        rb"{\upr{\f1 ????}{\*\ud{\u30331?\u35760?12\u23478?}}}",
        rb"\loch\af1\hich\af1\dbch\af0 " + hexed("登记") + rb"\loch 12\dbch " + hexed("家"),
        rb"{\*\unknown\u30331?}{\field{\*\fldinst HYPERLINK x}{\fldrslt " + hexed("登记12") + rb"}}" + hexed("家"),
        hexed("登记") + rb"{\deleted 9}{\v 8}{\*\bkmkstart x}{\revised 12}" + hexed("家"),
    ],
)
def test_one_text_in_many_dresses(body: bytes) -> None:
    assert rtf(body + b"\\par").text == "登记12家"


def test_other_code_pages_and_both_halves_of_a_character() -> None:
    assert rtf(hexed("登記", "big5"), rb"{\rtf1\ansi\ansicpg950 ").text == "登記"
    assert rtf(rb"\uc0\u55360\u56320\uc1\u23478?").text == "𠀀家"


def test_revisions_and_hidden_text_are_told() -> None:
    document = rtf(hexed("捐赠") + rb"{\deleted 500}{\revised 800}{\v 1}" + hexed("元") + rb"\par{\deleted\par}")
    assert document.text == "捐赠800元"
    assert document.warnings == ("deletions_left_out", "hidden_text_left_out", "insertions_kept")


def test_tables_with_merged_cells_and_tables_inside() -> None:
    first = rb"\trowd\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl "
    second = rb"\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl "
    inner = (
        rb"\pard\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables x}"
    )
    body = first + hexed("地区") + rb"\cell " + hexed("数量") + rb"\cell\cell\row"
    body += second + rb"\cell 12\cell " + inner + rb"\pard\intbl 3\cell\row\pard " + hexed("后") + rb"\par"
    document = rtf(body)
    assert cells(document) == {
        (0, 0, 0): "地区",
        (0, 0, 1): "数量",
        (0, 1, 1): "12",
        (0, 1, 2): "3",
        (1, 0, 0): "a",
        (1, 0, 1): "b",
    }
    assert document.text.endswith("后")


def test_numbers_are_taken_as_written_or_counted() -> None:
    level = (
        rb"{\listlevel\levelnfc39\levelfollow2\levelstartat1{\leveltext\'03\u31532?\'00\u26465?;}{\levelnumbers\'02;}}"
    )
    tables = rb"{\*\listtable{\list" + level + rb"\listid7}}{\*\listoverridetable{\listoverride\listid7\ls1}}"
    counted = rb"\pard\ls1\ilvl0 " + hexed("甲") + rb"\par\pard\ls1 " + hexed("乙") + rb"\par"
    written = rb"\pard{\pntext\f0 " + hexed("（三）") + rb"\tab}" + hexed("丙") + rb"\par"
    bullet = rb"\pard{\listtext\f2\'a7\tab}\ls1 " + hexed("丁") + rb"\par"
    document = rtf(tables + counted + written + bullet)
    assert document.text.split("\n") == ["第一条　甲", "第二条　乙", "（三）丙", "丁"]
    assert {b.kind for b in document.blocks} == {"list_item"}


def test_headings_by_style_and_what_is_not_on_the_page() -> None:
    styles = rb"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\*\cs5\v hid;}}"
    body = (
        rb"{\header "
        + hexed("页眉")
        + rb"}{\pard\s1 "
        + hexed("总则")
        + rb"\par}\pard\s0{\cs5 x}{\pict\bin3 }}}}"
        + hexed("正文")
    )
    document = rtf(styles + body)
    assert [(b.kind, b.level) for b in document.blocks] == [("heading", 1), ("paragraph", None)]
    assert document.text == "总则\n正文"
    assert document.warnings == ("hidden_text_left_out", "images_not_read")


def test_check_boxes_and_symbols() -> None:
    box = rb"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres%d\ffdefres0}}}{\fldrslt}}"
    document = rtf(box % 1 + hexed("是") + box % 25 + hexed("否") + rb"{\f2 R}")
    assert document.text == "☑是□否☑"


def test_what_libreoffice_writes() -> None:
    document = read("a.doc", (FILES / "notes.rtf").read_bytes())
    assert document.text == read("b.doc", (FILES / "notes.doc").read_bytes()).text
    assert [b.kind for b in document.blocks].count("footnote") == 2
    assert document.warnings == ("comments_left_out",)


def test_groups_in_groups_are_limited() -> None:
    with pytest.raises(LimitExceeded):
        rtf(b"{" * 100_000)


PARTS = rb"""{ } \par \cell \row \nestrow \intbl \itap3 \trowd \cellx9 {\footnote \ftnalt {\shptxt {\listtable {\list {\upr
    {\listlevel {\leveltext \' \'d6 \u-8 \uc9 \bin9 x \ls1 \s1 {\stylesheet {\pntext \deleted {\*\listoverridetable
    {\listoverride {\lfolevel \levelnfc300 \f2 \ud {\*\formfield \fftype1 {\nesttableprops \dbch \plain""".split()


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_any_tokens_give_a_document_or_a_read_error(parts: list[bytes]) -> None:
    try:
        assert rtf(b" ".join(parts)).text
    except InternalError:
        raise
    except ReadError:
        pass
