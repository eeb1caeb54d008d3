"""Headings and their levels, on texts written for these tests."""

import pytest

from corpora.document import Block, Document
from corpora.structure import analyse

BODY = "全县登记社会组织312家，其中社会团体120家，工作扎实推进，取得了新的成效。"


def outline(text, blocks=()):
    document = Document("a.txt", "0" * 16, "text/plain", text, blocks=tuple(blocks))
    return [(s.level, s.number, s.title) for s in analyse(document).sections]


def test_official_styles_nest():
    text = f"青澜县2020年工作总结\n第一部分 工作回顾\n一、主要做法\n（一）抓党建。{BODY}\n1.强化引领。{BODY}\n（1）建机制。{BODY}\n①定责任。{BODY}\n（二）抓登记。{BODY}\n二、存在问题\n{BODY}\n第二部分 工作计划\n一、总体思路\n{BODY}"
    assert outline(text) == [
        (1, "第一部分", "工作回顾"), (2, "一、", "主要做法"), (3, "（一）", "抓党建"), (4, "1.", "强化引领"), (5, "（1）", "建机制"), (6, "①", "定责任"),
        (3, "（二）", "抓登记"), (2, "二、", "存在问题"), (1, "第二部分", "工作计划"), (2, "一、", "总体思路"),
    ]  # fmt: skip


def test_styles_used_against_the_official_order():
    text = f"01、加强党建\n(一)定方向。{BODY}\n(二)扩覆盖。{BODY}\n02、规范登记\n{BODY}\n03、强化监管\n(一)抓年检。{BODY}\n(二)抓执法。{BODY}"
    assert [level for level, _, _ in outline(text)] == [1, 2, 2, 1, 1, 2, 2]


def test_numbers_that_run_on_through_chapters_stay_inside_them():
    text = f"一、加强党建\n1.定方向。{BODY}\n2.扩覆盖。{BODY}\n二、规范登记\n3.严入口。{BODY}\n4.畅出口。{BODY}"
    assert [level for level, _, _ in outline(text)] == [1, 2, 2, 1, 2, 2]


def test_run_in_headings_end_at_their_full_stop():
    text = f"一、主要工作\n（一）突出政治引领，质效稳步提升。{BODY}\n（二）抓登记，优结构：全年新登记21家，注销13家，社区社会组织备案420家。"
    document = Document("a.txt", "0" * 16, "text/plain", text)
    _, first, second = analyse(document).sections
    assert text[first.start : first.heading_end] == "（一）突出政治引领，质效稳步提升"
    assert text[second.start : second.heading_end] == "（二）抓登记，优结构"
    assert first.run_in
    assert first.end == second.start


@pytest.mark.parametrize(
    "items",
    [
        "1.来自机关的捐款220.85万元；\n2.各乡镇募集132.34万元；\n3.上级资助188.01万元。",
        "（一）遵守法律法规情况；\n（二）党的建设情况；\n（三）财务状况。",
        "1.登记申请书\n2.章程草案\n3.验资报告",
        "3.5万人参加活动\n12.5%的组织获得等级",
        "1.全年新登记社会组织23家，注销12家，变更56家。\n2.全年抽查32家，发现问题15个。",
        "一是加强党建引领。全面推进。\n二是加强登记管理。从严把关。",
        "附件：1.年检报告书\n2.参检名单\n3.2021年度汇总表.doc",
    ],
)
def test_items_are_no_headings(items):
    assert outline(f"一、收支情况\n{items}\n二、下步打算\n{BODY}") == [(1, "一、", "收支情况"), (1, "二、", "下步打算")]


def test_an_item_that_introduces_others_is_a_heading_without_its_amount():
    text = "一、收支\n(一)慈善资金总收入共1362.70万元,其中:\n1.机关捐款220.85万元；\n2.企业捐款357.15万元。\n(二)总支出1320.44万元,分别为:\n1.救助支出1308.94万元。"
    assert outline(text) == [(1, "一、", "收支"), (2, "(一)", "慈善资金总收入"), (2, "(二)", "总支出")]


def test_a_numbered_item_without_title_ends_the_section_before_it():
    text = f"一、工作情况\n1、登记工作。{BODY}\n2、党建工作。{BODY}\n3、今年3月份，对全县265家社会组织进行了年检，合格251家，不合格4家。\n二、打算\n{BODY}"
    sections = analyse(Document("a.txt", "0" * 16, "text/plain", text)).sections
    assert [s.title for s in sections] == ["工作情况", "登记工作", "党建工作", "打算"]
    assert text[sections[2].end :].startswith("3、今年")


def test_lines_that_stand_alone_are_headings_when_there_are_several():
    text = f"社区微创投见成效\n近日，一场邻里节热闹开场，居民们说这样的活动越来越多了。\n搭平台 让服务有阵地\n{BODY}\n育队伍 让治理有力量\n{BODY}\n优机制 让活力更持久\n{BODY}"
    assert [title for _, _, title in outline(text)] == [
        "搭平台 让服务有阵地",
        "育队伍 让治理有力量",
        "优机制 让活力更持久",
    ]


def test_short_first_sentences_are_headings_where_most_paragraphs_have_one():
    text = f"社会组织高质量发展\n{BODY}\n\n制度改革创新\n\n强化统筹协调。{BODY}\n\n优化登记工作。{BODY}\n\n培育扶持加大\n\n搭建孵化平台。{BODY}\n\n推进购买服务。{BODY}"
    assert [(level, title) for level, _, title in outline(text)] == [
        (1, "制度改革创新"), (2, "强化统筹协调"), (2, "优化登记工作"), (1, "培育扶持加大"), (2, "搭建孵化平台"), (2, "推进购买服务"),
    ]  # fmt: skip


def test_headings_of_a_text_without_line_breaks():
    text = f"情况汇报如下：一、强化党建引领。{BODY}二、强化登记管理。{BODY}三、强化监督管理。{BODY}"
    assert outline(text) == [(1, "一、", "强化党建引领"), (1, "二、", "强化登记管理"), (1, "三、", "强化监督管理")]


def test_of_a_charter_only_chapters_are_sections():
    articles = "\n".join(f"第{n}条　本会会员享有下列权利：\n（一）选举权；\n（二）表决权。" for n in "一二三四五六")
    assert outline(f"青澜县茶业协会章程\n第一章　总　则\n{articles}\n第二章　附则\n第七条　自核准之日起生效。") == [
        (1, "第一章", "总则"), (1, "第二章", "附则"),
    ]  # fmt: skip


def test_an_annex_begins_anew():
    text = f"一、要求\n{BODY}\n青澜县民政局\n2021年3月5日\n附件1\n年检材料清单\n一、基本材料\n{BODY}"
    assert outline(text) == [(1, "一、", "要求"), (1, "附件1", "年检材料清单"), (2, "一、", "基本材料")]


def test_headings_that_the_format_marks():
    lines = ["年度报告", "党建引领", BODY, "两个覆盖", BODY, "登记管理", BODY]
    levels = [None, 1, None, 2, None, 1, None]
    blocks, at = [], 0
    for line, level in zip(lines, levels, strict=True):
        blocks.append(Block("heading" if level else "paragraph", at, at + len(line), level=level))
        at += len(line) + 1
    assert outline("\n".join(lines), blocks) == [(1, None, "党建引领"), (2, None, "两个覆盖"), (1, None, "登记管理")]


def test_table_cells_are_no_headings():
    lines = ["一、合计", "二、其中", BODY]
    blocks = [Block("table_cell", 0, 4, cell=(0, 0, 0)), Block("table_cell", 5, 9, cell=(0, 1, 0))]
    assert outline("\n".join(lines), blocks) == []


def test_speech_ordinals():
    text = f"同志们：\n第一，提高站位，增强责任感。{BODY}\n第二，突出重点，提升质量。{BODY}"
    assert outline(text) == [(1, "第一，", "提高站位，增强责任感"), (1, "第二，", "突出重点，提升质量")]


def test_headings_in_brackets():
    text = f"青澜县党建工作情况汇报\n【总体进展】{BODY}\n【下步措施】{BODY}"
    assert outline(text) == [(1, None, "总体进展"), (1, None, "下步措施")]


def test_leads_of_one_length_in_a_row_are_headings():
    text = f"青澜县2020年工作总结\n队伍从哪来。{BODY}\n本事怎么长。{BODY}\n事情谁来办。{BODY}\n"
    assert outline(text) == [(1, None, "队伍从哪来"), (1, None, "本事怎么长"), (1, None, "事情谁来办")]
    assert outline(f"青澜县2020年工作总结\n队伍从哪来。{BODY}\n本事怎么长。{BODY}\n") == []
    assert outline(f"青澜县2020年工作总结\n先说家底。{BODY}\n再说投入。{BODY}\n最后派活。{BODY}\n") == []


def test_ordinals_with_a_noun_and_lines_with_a_topic():
    text = f"青澜县2020年工作总结\n同志们：\n第一个问题，成绩怎么看。{BODY}\n第二个问题，短板在哪里。{BODY}\n"
    assert [number for _, number, _ in outline(text)] == ["第一个问题，", "第二个问题，"]
    text = f"青澜县2020年工作总结\n{BODY}\n数量：连续两年负增长\n{BODY}\n规模：户均收入超百万\n{BODY}\n"
    assert [title for _, _, title in outline(text)] == ["数量：连续两年负增长", "规模：户均收入超百万"]
