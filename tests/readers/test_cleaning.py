"""Cleaning and the document builder."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.cleaning import DocumentBuilder, clean, doc_id
from corpora.document import Document, Fragment
from corpora.errors import EmptyText

AWKWARD = st.text(alphabet="中文a1 \xa0\u200b\ufeff\r\n\t\x0b⽋⻓\x00\ud800\u2028　", max_size=30)


def fragment_over(text: str) -> Fragment:
    return Fragment(0, len(text), 1, 10.0, 20.0, tuple(float(i) for i in range(len(text) + 1)))


def assert_blocks_cover(document: Document) -> None:
    at = 0
    for block in document.blocks:
        assert block.start == at
        assert block.end > block.start
        assert "\n" not in document.text[block.start : block.end]
        at = block.end + 1
    assert at == len(document.text) + 1


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("⽋费", "欠费"),
        ("⺠政局⻓", "民政局长"),
        ("甲\u200b乙\ufeff丙\xad", "甲乙丙"),
        ("第\xa0一", "第 一"),
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("坏\ufffd字\ue000", "坏\ufffd字\ue000"),
        ("半\ud800个", "半个"),
        ("第　　条", "第　　条"),
    ],
)
def test_clean(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_doc_id_is_the_start_of_the_sha256() -> None:
    assert doc_id(b"abc") == "ba7816bf8f01cfea"


def test_nothing_but_space_is_an_empty_text() -> None:
    builder = DocumentBuilder("a", "0" * 16, "text/plain")
    builder.add("paragraph", " \u200b\n　")
    with pytest.raises(EmptyText):
        builder.build()


def test_a_cell_stays_one_block() -> None:
    builder = DocumentBuilder("a", "0" * 16, "text/plain")
    builder.add("table_cell", "上年\n末数", cell=(0, 1, 2))
    document = builder.build()
    assert document.text == "上年 末数"
    assert document.blocks[0].cell == (0, 1, 2)


@given(AWKWARD, AWKWARD, st.booleans())
def test_fragments_follow_their_characters(first: str, second: str, squeeze_han: bool) -> None:
    builder = DocumentBuilder("a", "0" * 16, "application/pdf", squeeze_han=squeeze_han)
    for text in ("前", first, second):
        builder.add("paragraph", text, fragments=[fragment_over(text)])
    document = builder.build(pages=1)
    assert_blocks_cover(document)
    sources = iter([("前"), first, second])
    source = next(sources)
    for fragment in document.fragments:
        assert len(fragment.edges) == fragment.end - fragment.start + 1
        for at in range(fragment.start, fragment.end):
            edge = int(fragment.edges[at - fragment.start])
            while edge >= len(source) or clean(source[edge]) != document.text[at]:
                source = next(sources)  # fails with StopIteration when a character lost its place


def test_a_span_is_located_after_characters_were_removed() -> None:
    builder = DocumentBuilder("a", "0" * 16, "application/pdf", squeeze_han=True)
    text = "\ufeff社 会组织"
    builder.add("paragraph", text, page=1, fragments=[fragment_over(text)])
    document = builder.build(pages=1)
    assert document.text == "社会组织"
    assert document.locate(1, 2) == (1, (3.0, 10.0, 4.0, 20.0))


def test_no_number_comes_from_glyphs_without_a_character() -> None:
    assert (
        clean("共1\ue0122家，3\ufffd万元，\ufffd5个，注销7家")
        == "共\ufffd\ue012\ufffd家，\ufffd\ufffd万元，\ufffd\ufffd个，注销7家"
    )
    assert clean("\uf0b712家") == "\uf0b712家"  # a bullet of a symbol font
    begun = time.process_time()
    clean("1" * 300_000 + "家\ue012")
    assert time.process_time() - begun < 5


def test_lost_characters_are_told_by_how_many_they_are() -> None:
    few, many = DocumentBuilder("a", "0", "text/plain"), DocumentBuilder("a", "0", "text/plain")
    few.add("paragraph", "普通文字" * 50 + "\ue012")
    many.add("paragraph", "(cid:12)(cid:345)家")
    assert few.build().warnings == ("unreadable_characters",)
    document = many.build()
    assert (document.text, document.warnings, document.partial) == ("\ufffd\ufffd家", ("unreadable_text",), True)
