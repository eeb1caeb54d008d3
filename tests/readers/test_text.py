"""Encodings and plain text."""

from __future__ import annotations

import pytest

from corpora.errors import EmptyText, UndecodableText
from corpora.readers import read
from corpora.readers.encoding import decode
from corpora.readers.text import join_broken, join_wrapped

SIMPLIFIED = "临溪市民政局2022年登记社会组织1,234家，\n其中社会团体500家，占40.5%。"
TRADITIONAL = "某縣社會團體名冊：社會團體五百家，\n基金會三十家，財團法人十二家。"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_simplified_in_every_encoding(encoding: str, newline: str) -> None:
    document = read("a.txt", SIMPLIFIED.replace("\n", newline).encode(encoding))
    assert document.text == SIMPLIFIED
    assert document.media_type == "text/plain"
    assert not document.warnings


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16-le"])
def test_traditional_in_every_encoding(encoding: str) -> None:
    assert read("a.txt", TRADITIONAL.encode(encoding)).text == TRADITIONAL


@pytest.mark.parametrize("word", ["联通", "章程", "名单", "王海燕", "瓯海鳌江", "欧阳倩 女 群众"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_characters_are_enough(word: str, encoding: str) -> None:
    assert decode(word.encode(encoding)).text == word


def test_what_a_document_says_of_itself_is_no_proof() -> None:
    assert decode(SIMPLIFIED.encode("gbk"), declared="utf-8").encoding == "gb18030"
    assert decode(SIMPLIFIED.encode(), declared="gb2312").encoding == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_broken_byte_in_a_long_text(encoding: str) -> None:
    data = (SIMPLIFIED * 20).encode(encoding)
    document = read("a.txt", data[:-4] + b"\xff\xff" + data[-1:])
    assert document.text.startswith("临溪市民政局2022年登记社会组织1,234家，")
    assert document.partial
    assert "encoding_repaired" in document.warnings


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x80\x81\x82" * 50, b"abc\x00\x01\x02\x03def"])
def test_bytes_that_are_no_text(data: bytes) -> None:
    with pytest.raises(UndecodableText):
        read("a.txt", data)


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", "　\n　".encode()])
def test_files_without_text(data: bytes) -> None:
    with pytest.raises(EmptyText):
        read("a.txt", data)


def test_blank_lines_go_and_every_line_is_a_block() -> None:
    document = read("a.txt", "\n\n标题\n\n\n　　第一条  本会名称为  。\n".encode())
    assert document.text == "标题\n第一条  本会名称为  。"
    assert [document.text[b.start : b.end] for b in document.blocks] == ["标题", "第一条  本会名称为  。"]


WRAPPED = [
    "关于社会组织工作情况的报告",
    "一、基本情况",
    "截至2023年底，全市共登记社会组织一千二百三十四家，其中社会团体五百",
    "家，民办非企业单位七百家，基金会三十四家。一年来，各级登记机关坚持党",
    "建引领，推动社会组织健康发展。",
    "（一）加强党的建设。成立党组织三百二十个，选派党建指导员四百名，实现",
    "党的组织和党的工作全覆盖，组织开展主题党日活动二百余场，参加的党员达",
    "12",
    "00人次。",
    "（二）规范年度检查。应检一千二百家，实检一千一百五十家，参检率达到了",
    "95.8%，合格一千一百家。",
    "二、下一步打算",
]


def test_hard_wrapped_lines_are_joined() -> None:
    lines = join_wrapped(WRAPPED)
    assert lines[:2] == WRAPPED[:2]
    assert lines[2] == "".join(WRAPPED[2:5])
    assert lines[-2] == "".join(WRAPPED[9:11])
    assert lines[-1] == "二、下一步打算"
    assert read("a.txt", "\n".join(WRAPPED).encode()).warnings == ("lines_joined",)


def test_an_indent_begins_a_paragraph() -> None:
    text = "截至二〇二三年底全市共登记社会组织一千二百三十四家和备案组织两千家"
    assert join_wrapped([f"　　{text}", f"　　{text}", f"　　{text}", f"　　{text}"])[1] == f"　　{text}"


def test_lines_of_natural_length_stay() -> None:
    lines = [
        "全市社会组织登记管理工作在市委市政府的坚强领导下，取得了新的进展，主要情况汇报如下",
        "截至年底登记社会组织二百家",
        "一年来，我们坚持以党建为引领，一手抓培育发展，一手抓规范管理，推动社会组织高质量发展，"
        "各级登记机关共办理登记事项一千二百件，群众满意率达到百分之九十九点八，得到了社会各界的广泛好评。",
        "主要做法有以下几个方面，现将有关情况报告如下",
    ]
    assert join_wrapped(lines) == lines


def test_lists_and_tables_of_equal_width_stay() -> None:
    names = [f"临溪市第{n}届青少年科学技术教育与创新发展促进会联合会总会名录" for n in "一二三四五六"]
    assert join_wrapped(names) == names
    rows = [f"临溪市{n}业协会、商会，省级社会团体  合格  53320000MJ0000000{n}" for n in "鞋帽酒茶"]
    assert join_wrapped(rows) == rows


def test_rows_that_bars_part_are_not_joined() -> None:
    prose = "社会组织服务发展，办实事、解难题" * 30
    wrapped = [prose[at : at + 30] for at in range(0, len(prose), 30)]
    rows = [f"{name}街道办事处辖区内各社区，含新区各村、社区|120|12|133|100" for name in ("东关", "西关", "北关")]
    assert join_wrapped([*wrapped, *rows])[1:] == rows


@pytest.mark.parametrize(("mark", "encoding"), [(",", "utf-8-sig"), (";", "gb18030"), ("\t", "utf-16")])
def test_comma_separated_values_are_a_table(mark: str, encoding: str) -> None:
    rows = ["地区 社会团体（家） 基金会（家）", '"云泉县" 1200 ', "平岭县  7"]
    document = read("统计.csv", "\r\n".join(row.replace(" ", mark) for row in rows).encode(encoding))
    assert {b.cell: document.text[b.start : b.end] for b in document.blocks} == {
        (0, 0, 0): "地区",
        (0, 0, 1): "社会团体（家）",
        (0, 0, 2): "基金会（家）",
        (0, 1, 0): "云泉县",
        (0, 1, 1): "1200",
        (0, 2, 0): "平岭县",
        (0, 2, 2): "7",
    }


@pytest.mark.parametrize("text", ["全市共有社会组织12家。", '甲,"乙\n' + "丙" * 140_000])
def test_what_is_only_called_csv_is_text(text: str) -> None:
    document = read("说明.csv", text.encode())
    assert not any(block.cell for block in document.blocks)


def test_marks_of_headings_in_markdown_are_no_part_of_them() -> None:
    text = "# 平岭县2024年工作总结\n\n## 一、概况 ##\n#1号楼有3家。\n"
    document = read("总结.md", text.encode())
    assert [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks] == [
        ("heading", 1, "平岭县2024年工作总结"),
        ("heading", 2, "一、概况"),
        ("paragraph", None, "#1号楼有3家。"),
    ]
    assert read("总结.txt", text.encode()).text.startswith("# 平岭县")


def test_a_word_or_number_broken_by_a_line_end_is_joined() -> None:
    narrow = [
        "云岭县民政局工作总结",
        "　　截至2024年9月底，全县登",
        "记社会组织45",
        "6家，其中党员3名以上的",
        "社会组织87家，覆盖率达63.4",
        "％。一季",
        "度新建党支部8个。",
        "　　二、执法情况，工作开展",
        "全县查处3起。",
    ]
    assert join_broken(narrow) == [
        narrow[0],
        "　　截至2024年9月底，全县登记社会组织456家，其中党员3名以上的社会组织87家，覆盖率达63.4％。一季度新建党支部8个。",
        *narrow[7:],
    ]
    assert join_broken(["截至2024年底，全县登记社会组织", "456家。"]) == ["截至2024年底，全县登记社会组织456家。"]


def test_lines_that_end_with_a_whole_word_stay() -> None:
    lists = [
        "社会团体 12",
        "35家",
        "社会团体，共12",
        "2.基金会3家",
        "严格年检，规范行为",
        "2024年度应检158家。",
        "抓党建，服务社会组织",
        "12家单位参加。",
        "机制健全",
        "市财政安排8万元",
    ]
    assert join_broken(lists) == lists
