"""Automatic numbers of Word files: formats, levels, restarts, styles."""

from __future__ import annotations

import pytest

from corpora.readers import read
from corpora.readers.docx_formats import format_number
from readers.word_files import abstract, level, num, p, tbl, tc, tr, word_file


def lines(body: str, **parts: str) -> list[str]:
    return read("a.docx", word_file(body, **parts)).text.split("\n")


CHARTER = abstract(
    0,
    level(0, "第%1章", "chineseCountingThousand"),
    level(1, "第%2条", "chineseCountingThousand", '<w:lvlRestart w:val="0"/>'),
    level(2, "（%3）", "chineseCounting"),
    level(3, "%4.", "decimal"),
) + num(1, 0)


def test_articles_of_a_charter_run_on_through_its_chapters() -> None:
    body = "".join(
        p(text, num=(1, ilvl))
        for ilvl, text in [
            (0, "总则"),
            (1, "本会名称为临溪市足球协会。"),
            (1, "本会的性质是："),
            (2, "自愿；"),
            (2, "非营利。"),
            (3, "5名以上。"),
            (0, "业务范围"),
            (1, "业务范围："),
            (2, "培训。"),
        ]
    )
    assert lines(body, numbering=CHARTER) == [
        "第一章　总则",
        "第一条　本会名称为临溪市足球协会。",
        "第二条　本会的性质是：",
        "（一）自愿；",
        "（二）非营利。",
        "1. 5名以上。",
        "第二章　业务范围",
        "第三条　业务范围：",
        "（一）培训。",
    ]


def test_paragraphs_without_number_do_not_count_and_the_kind_is_told() -> None:
    document = read("a.docx", word_file(p("甲", num=(1, 1)) + p("说明") + p("乙", num=(1, 1)), numbering=CHARTER))
    assert document.text == "第一条　甲\n说明\n第二条　乙"
    assert [b.kind for b in document.blocks] == ["list_item", "paragraph", "list_item"]


def test_decimal_levels_and_legal_style() -> None:
    numbering = abstract(
        0, level(0, "%1、", "japaneseCounting"), level(1, "%1.%2", extra="<w:isLgl/>"), level(2, "%1.%2.%3")
    ) + num(1, 0)
    body = p("甲", num=(1, 0)) + p("乙", num=(1, 1)) + p("丙", num=(1, 2)) + p("丁", num=(1, 0)) + p("戊", num=(1, 1))
    assert lines(body, numbering=numbering) == ["一、甲", "1.1 乙", "一.1.1 丙", "二、丁", "2.1 戊"]


def test_lists_of_one_definition_share_the_count_unless_they_start_over() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'.format
    numbering = abstract(0, level(0, "%1、")) + num(1, 0) + num(2, 0) + num(3, 0, override(1)) + num(4, 0, override(7))
    body = "".join(p("x", num=(n, 0)) for n in (1, 1, 2, 3, 3, 1, 4, 4))
    assert [line[:2] for line in lines(body, numbering=numbering)] == [
        "1、", "2、", "3、", "1、", "2、", "3、", "7、", "8、",
    ]  # fmt: skip


def test_a_list_may_redefine_a_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）", "upperLetter")}</w:lvlOverride>'
    numbering = abstract(0, level(0, "%1、")) + num(1, 0) + num(2, 0, override)
    assert lines(p("x", num=(1, 0)) + p("y", num=(2, 0)), numbering=numbering) == ["1、x", "（B）y"]


def test_restart_only_after_an_outer_level() -> None:
    numbering = abstract(
        0, level(0, "%1、"), level(1, "(%2)"), level(2, "%3)", extra='<w:lvlRestart w:val="1"/>')
    ) + num(1, 0)
    body = "".join(p("x", num=(1, ilvl)) for ilvl in (0, 1, 2, 1, 2, 0, 1, 2))
    assert [line[:-1] for line in lines(body, numbering=numbering)] == [
        "1、", "(1)", "1)", "(2)", "2)", "2、", "(1)", "1)",
    ]  # fmt: skip


STYLES = (
    '<w:style w:type="paragraph" w:styleId="条"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    "</w:pPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="子条"><w:name w:val="子条"/><w:basedOn w:val="条"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="无号"><w:name w:val="无号"/><w:basedOn w:val="条"/><w:pPr><w:numPr>'
    '<w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
)


def test_numbers_bound_to_styles() -> None:
    levels = level(0, "第%1章", "chineseCounting"), level(1, "第%2条", "chineseCounting", '<w:pStyle w:val="条"/>')
    numbering = abstract(0, *levels) + num(1, 0)
    body = p("甲", style="条") + p("乙", style="子条") + p("丙", style="无号") + p("丁", style="条", num=(0, 0))
    assert lines(body + p("戊", style="条"), numbering=numbering, styles=STYLES) == [
        "第一条　甲", "第二条　乙", "丙", "丁", "第三条　戊",
    ]  # fmt: skip


def test_a_definition_that_stands_in_a_numbering_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="章程"><w:name w:val="章程"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    numbering = (
        abstract(0, level(0, "第%1条", "chineseCounting"), extra='<w:styleLink w:val="章程"/>')
        + abstract(1, extra='<w:numStyleLink w:val="章程"/>')
        + num(1, 0)
        + num(2, 1)
    )
    assert lines(p("甲", num=(2, 0)) + p("乙", num=(2, 0)), numbering=numbering, styles=styles) == [
        "第一条　甲",
        "第二条　乙",
    ]


def test_deleted_paragraphs_do_not_count() -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    deleted = p("", num=(1, 1), extra=gone)
    assert lines(p("甲", num=(1, 1)) + deleted + p("乙", num=(1, 1)), numbering=CHARTER) == ["第一条　甲", "第二条　乙"]


def test_bullets_leave_no_mark_and_serial_numbers_of_rows_stand() -> None:
    numbering = abstract(0, level(0, "\uf06c", "bullet")) + abstract(1, level(0, "%1")) + num(1, 0) + num(2, 1)
    body = p("要点", num=(1, 0)) + tbl(*(tr(tc(p(num=(2, 0))), tc(name)) for name in ("甲协会", "乙商会")))
    assert lines(body, numbering=numbering) == ["要点", "1", "甲协会", "2", "乙商会"]


def test_a_list_that_is_not_defined_is_warned_of() -> None:
    document = read("a.docx", word_file(p("甲", num=(9, 0))))
    assert document.text == "甲"
    assert document.partial
    assert document.warnings == ("numbering_lost",)


@pytest.mark.parametrize(
    ("numbering_format", "number", "shown"),
    [
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseCounting", 100, "一〇〇"),
        ("japaneseCounting", 110, "百十"),
        ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircle", 51, "51"),
        ("upperLetter", 28, "BB"),
        ("lowerRoman", 1994, "mcmxciv"),
        ("decimalZero", 7, "07"),
        ("ideographTraditional", 3, "丙"),
        ("decimalFullWidth", 12, "１２"),
        ("unheardOf", 4, "4"),
        ("none", 4, ""),
    ],
)
def test_number_formats(numbering_format: str, number: int, shown: str) -> None:
    assert format_number(number, numbering_format) == shown
