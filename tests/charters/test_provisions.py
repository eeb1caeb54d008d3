"""Chapters and articles of charters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpora.structure.provisions import numeral, provisions

HEAD = "青禾市茶艺协会章程\n\n第一章　总则\n"


def numbers(text: str) -> list[str | None]:
    return [p.number for p in provisions(text)]


def test_number_forms() -> None:
    text = (
        HEAD
        + "第一条 甲。\n第 二 条　乙。\n第3条：丙。\n**第四条** 丁。\n第十-条 戊。\n第廿二条 己。\n第一百零一条 庚。"
    )
    found = provisions(text)
    assert [p.value for p in found] == [1, 2, 3, 4, 11, 22, 101]
    assert [p.number for p in found][:3] == ["第一条", "第二条", "第3条"]
    assert {(p.chapter, p.chapter_title) for p in found} == {("第一章", "总则")}
    assert found[3].text(text).endswith("丁。")


def test_mentions_are_no_articles() -> None:
    text = (
        HEAD
        + "第一条 甲。\n第二条 依照本章程第十二条通过。第五条规定的除外。\n第三条 根据\n第九条第二款办理。\n第四条 丁。"
    )
    assert numbers(text) == ["第一条", "第二条", "第三条", "第四条"]


def test_numbers_whose_space_a_page_lost() -> None:
    text = "第一条中心的名称是甲。\n第二条项目由理事会立项。\n第三条修改章程由理事会提出。\n第四条规定之外的事项，依\n第二条规定办理。\n第五条本章程自核准之日起生效。"
    assert [p.number for p in provisions(text)] == ["第一条", "第二条", "第三条", "第四条", "第五条"]
    # A mention at the start of a line is none where its number comes later.
    wrapped = "第一条 甲。\n第二条 乙，依照\n第三条规定办理。\n第三条 丙。\n第四条 丁。"
    assert [p.start for p in provisions(wrapped)][2] == wrapped.index("第三条 丙")


def test_articles_in_one_paragraph() -> None:
    text = HEAD + "第一条 甲。第二条 乙。第三条 丙，见第二条 的说明。\n第四条 丁。"
    assert numbers(text) == ["第一条", "第二条", "第三条", "第四条"]


def test_repeated_and_missing_numbers_stay_as_written() -> None:
    text = HEAD + "第三条 甲。\n第三条 乙。\n乙的第二段。\n第五条 丙。"
    found = provisions(text)
    assert [p.value for p in found] == [3, 3, 5]
    assert found[1].text(text) == "第三条 乙。\n乙的第二段。"


def test_contents_and_annex_are_left_out() -> None:
    contents = "目　录\n第一章 总则……1\n第二章 会员……2\n"
    text = "青禾市茶艺协会章程\n" + contents
    text += "第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 会员\n第三条 丙。\n附件：\n第四条 登记表说明。"
    found = provisions(text)
    assert [p.number for p in found] == ["第一条", "第二条", "第三条"]
    assert found[-1].chapter_title == "会员"
    assert found[-1].text(text) == "第三条 丙。"


def test_listed_chapters() -> None:
    text = "某会章程\n一、总则\n第一条 甲。\n第二条 乙。\n二、会员\n第三条 丙。"
    assert [(p.chapter, p.chapter_title) for p in provisions(text)] == [
        ("一", "总则"),
        ("一", "总则"),
        ("二", "会员"),
    ]


def test_paragraphs_stand_for_articles() -> None:
    text = "青禾市茶艺协会章程\n宗旨\n传承茶艺，服务茶农。\n业务\n协会开展下列活动：\n（一）展览；\n（二）培训。\n"
    found = provisions(text)
    assert [(p.number, p.chapter_title) for p in found] == [(None, "宗旨"), (None, "业务")]
    assert found[1].text(text).endswith("（二）培训。")


def test_decimal_numbers() -> None:
    text = "某中心章程\n第一章 总则\n1.1 名称是某中心。\n1.2 宗旨是助残。\n第二章 业务\n2.1 业务范围包括托养。"
    assert [(p.number, p.chapter_title) for p in provisions(text)] == [
        ("1.1", "总则"),
        ("1.2", "总则"),
        ("2.1", "业务"),
    ]


@given(st.integers(min_value=1, max_value=199))
def test_numerals_are_read_back(value: int) -> None:
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    written = (digits[hundreds] + "百" if hundreds else "") + (
        (digits[tens] if tens > 1 or hundreds else "") + "十" if tens else "零" if hundreds and ones else ""
    )
    assert numeral(written + (digits[ones] if ones else "")) == value


@given(st.text(alphabet="第一二三十条章节 \n。；，、：本会（）目录附件1.", max_size=200))
def test_spans_are_whole_and_in_order(text: str) -> None:
    last = 0
    for found in provisions(text):
        assert last <= found.start <= found.body <= found.end <= len(text)
        last = found.end
