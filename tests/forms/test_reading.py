"""Forms in several layouts: labels beside, above and inside their cells, years side by side, sentences with blanks."""

from __future__ import annotations

from typing import Any

import pytest

from corpora.cleaning import DocumentBuilder
from corpora.document import Document
from corpora.readers import read
from corpora.structure import analyse
from extractors.forms import check_form, fields_of, is_form, may_be_form, read_form
from tests.readers.pdf_making import Page, pdf, width
from tests.readers.word_files import p, tbl, tc, tr, word_file


def rows(*cells: list[str]) -> str:
    return tbl(*(tr(*map(tc, row)) for row in cells))


def values(*blocks: str) -> dict[str, Any]:
    return of(read("a.docx", word_file("".join(blocks))))


def of(document: Document) -> dict[str, Any]:
    form = read_form(document, analyse(document))
    return {field.field: field.value for field in fields_of(form, document)}


def test_labels_beside_their_entries() -> None:
    found = values(
        rows(
            ["社团名称", "临溪市果树学会", "统一社会信用代码", "51990200MJA001234Q"],
            ["注册资金（万元）", "3", "成立时间", "1988年9月2日"],
            ["传真", "", "网址", "无"],
        )
    )
    assert found == {
        "name": "临溪市果树学会",
        "credit_code": "51990200MJA001234Q",
        "registered_capital": 30_000,
        "established": "1988-09-02",
        "fax": None,
        "website": None,
    }


def test_labels_above_their_entries_also_beside_unknown_ones() -> None:
    found = values(
        rows(["理事人数", "其他人数", "监事人数"], ["37", "5", "3"]),
        rows(["法定代表人", "秘书长", "住所"], ["孙百川", "贺小满", "临溪市果园路9号"]),
    )
    assert found["council_size"] == 37
    assert found["supervisors_count"] == 3
    assert (found["legal_representative"], found["secretary_general"]) == ("孙百川", "贺小满")
    assert found["domicile"] == "临溪市果园路9号"


def test_labels_inside_the_cells() -> None:
    found = values(
        rows(["名称：临溪市晴空中心", "登记证号：溪民证字第0612号"], ["从业人员：23人，其中专职19人", "党员：4名"])
    )
    assert found["name"] == "临溪市晴空中心"
    assert (found["staff_total"], found["staff_full_time"], found["party_members"]) == (23, 19, 4)


def test_one_label_means_what_stands_over_it() -> None:
    found = values(
        tbl(
            tr(tc("工作人员", '<w:vMerge w:val="restart"/>'), tc("总数"), tc("专职"), tc("35岁及以下")),
            tr(tc("", "<w:vMerge/>"), tc("8"), tc("5"), tc("2")),
            tr(tc("党员", '<w:vMerge w:val="restart"/>'), tc("总数"), tc("专职"), tc("35岁及以下")),
            tr(tc("", "<w:vMerge/>"), tc("4"), tc("3"), tc("1")),
        )
    )
    assert found == {
        "staff_total": 8,
        "staff_full_time": 5,
        "staff_age_35": 2,
        "party_members": 4,
        "party_members_full_time": 3,
        "party_age_35": 1,
    }


def test_groups_down_and_kinds_across() -> None:
    found = values(rows(["", "总数", "专职", "女"], ["工作人员", "8", "5", "4"], ["党员", "3", "2", "1"]))
    assert (found["staff_total"], found["staff_full_time"], found["staff_female"]) == (8, 5, 4)
    assert (found["party_members"], found["party_members_full_time"]) == (3, 2)


def test_balance_sheet_of_two_halves_whatever_the_order_of_years() -> None:
    found = values(
        p("资产负债表"),
        p("单位：元"),
        rows(
            ["资产", "行次", "期末数", "年初数", "负债和净资产", "行次", "期末数", "年初数"],
            ["货币资金", "1", "20.00", "10.00", "负债合计", "9", "—", "0.00"],
            ["资产总计", "8", "20.00", "10.00", "净资产合计", "10", "20.00", "10.00"],
        ),
    )
    assert found == {
        "cash_and_bank": 20,
        "cash_and_bank_opening": 10,
        "liabilities_total": None,
        "liabilities_total_opening": 0,
        "assets_total": 20,
        "assets_total_opening": 10,
        "net_assets_total": 20,
        "net_assets_total_opening": 10,
    }


def test_statement_of_activities_with_heads_of_two_rows() -> None:
    found = values(
        p("业务活动表　　单位：万元"),
        tbl(
            tr(tc("项目", '<w:vMerge w:val="restart"/>'), tc("上年度", '<w:gridSpan w:val="3"/>'), tc("本年度", '<w:gridSpan w:val="3"/>')),
            tr(tc("", "<w:vMerge/>"), *map(tc, ["非限定性", "限定性", "合计"] * 2)),
            tr(*map(tc, ["捐赠收入", "1.5", "2", "3.5", "4", "5", "9"])),
            tr(*map(tc, ["收入合计", "1.5", "2", "3.5", "4", "5", "9"])),
        ),
    )  # fmt: skip
    assert found["income_donations_prior_restricted"] == 20_000
    assert found["income_donations_prior"] == 35_000
    assert found["income_total_unrestricted"] == 40_000
    assert found["income_total"] == 90_000
    assert len(found) == 12


def test_years_inside_the_row_and_as_numbers() -> None:
    assert (
        values(rows(["资产总计", "年初数", "5.00", "年末数", "6.00"], ["x", "x", "x", "x", "x"]))["assets_total"] == 6
    )
    found = values(rows(["项目（元）", "2022年", "2023年"], ["收入合计", "5", "6"], ["费用合计", "4", "3"]))
    assert found == {"income_total_prior": 5, "income_total": 6, "expense_total_prior": 4, "expense_total": 3}


def test_years_down_and_lines_across() -> None:
    found = values(rows(["年度", "收入合计（元）", "费用合计（元）"], ["上年度", "5", "4"], ["本年度", "6", "3"]))
    assert (found["income_total_prior"], found["income_total"], found["expense_total"]) == (5, 6, 3)


def test_donations_by_kind() -> None:
    found = values(
        p("接受捐赠情况　单位：元"),
        rows(
            ["捐赠来源", "现金", "非现金（折合）", "合计"],
            ["一、来自境内的捐赠", "7", "2", "9"],
            ["二、来自境外的捐赠", "0", "0", "0"],
            ["合　计", "7", "2", "9"],
        ),
    )
    assert found["donations_domestic"] == 9
    assert found["donations_total_table"] == 9
    assert (found["donations_total_table_cash"], found["donations_total_table_in_kind"]) == (7, 2)


def test_what_was_changed_is_not_what_is() -> None:
    changes = rows(
        ["变更事项", "变更前", "变更后"], ["名称", "临溪市桃树学会", "临溪市果树学会"], ["住所", "旧址", "新址"]
    )
    assert values(p("变更登记情况"), changes) == {}


def test_a_list_of_branches_gives_no_name_of_the_organisation() -> None:
    branches = rows(["名称", "负责人", "住所"], ["果品分会", "王一", "临溪市"], ["苗木分会", "李二", "临溪市"])
    assert "name" not in values(p("分支机构情况"), branches)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("本年度新设（ 3 ）个分支机构，其中已办理登记（ 2 ）个；注销（1）个，其中已办理注销登记（ ）个。",
         {"branches_new": 3, "branches_new_registered": 2, "branches_cancelled": 1, "branches_cancelled_registered": None}),
        ("会员代表大会 4 年一届，最近一次换届时间 2021年11月", {"council_term_years": 4, "last_election": "2021-11"}),
        ("本年度共召开（3）次理事会。", {"council_meetings": 3}),
        ("本年度召开理事会 2 次，常务理事会 4 次", {"council_meetings": 2, "standing_council_meetings": 4}),
        ("本年度共开展了（10）项公益慈善项目。", {"projects_count": 10}),
        ("会员总数：147（其中单位会员122，个人会员25）", {"members_total": 147, "members_units": 122, "members_individuals": 25}),
        ("邮政编码 990200 联系电话 0990-5210034", {"postcode": "990200", "phone": "0990-5210034"}),
        ("法定代表人：郑海　　　联系电话：0990-6620011", {"legal_representative": "郑海", "phone": "0990-6620011"}),
        ("本年度收入32.98万元，支出29.27万元。", {"summary_income_total": 329_800, "summary_expense_total": 292_700}),
        ("是否建立党组织：□是　☑否", {"party_organisation": "否"}),
        ("（登记管理机关：填表前请阅读填表须知）", {}),
    ],
)  # fmt: skip
def test_running_text(line: str, expected: dict[str, Any]) -> None:
    builder = DocumentBuilder("a", "0" * 16, "text/plain")
    builder.add("paragraph", line)
    assert of(builder.build()) == expected


def test_a_sentence_goes_on_from_the_label_in_front_of_it() -> None:
    found = values(rows(["理事会", "章程规定每年召开（2）次，本年度召开（3）次"], ["常务理事会", "本年度召开（4）次"]))
    assert found["council_meetings_required"] == 2
    assert found["council_meetings"] == 3
    assert found["standing_council_meetings"] == 4


def test_statements_without_lines_in_a_pdf() -> None:
    page = Page().text(250, 60, "资产负债表", 14).text(420, 84, "单位：元", 11)
    table = [["资产", "行次", "年初数", "期末数"], ["货币资金", "1", "102,300.50", "110,200.10"],
             ["存货", "2", "5,000.00", ""], ["资产总计", "4", "107,300.50", "110,200.10"]]  # fmt: skip
    for number, row in enumerate(table):
        for x, word in zip((60, 200, 260, 380), row, strict=True):
            page.text(x + (60 - width(word, 9) if x > 200 else 0), 110 + 18 * number, word, 9)
    found = of(read("a.pdf", pdf(page)))
    assert found == {
        "cash_and_bank_opening": 102_300.5,
        "cash_and_bank": 110_200.1,
        "inventories_opening": 5000,
        "inventories": None,
        "assets_total_opening": 107_300.5,
        "assets_total": 110_200.1,
    }


def test_where_a_value_stands() -> None:
    document = read("a.docx", word_file(rows(["单位名称", "临溪市果树学会"], ["注册资金", "3万元"])))
    name, capital = fields_of(read_form(document, analyse(document)), document)
    assert (name.cell, name.label, name.written, name.org_name) == (
        (0, 0, 1),
        "单位名称",
        "临溪市果树学会",
        "临溪市果树学会",
    )
    assert (capital.written, capital.unit, capital.value) == ("3万元", "元", 30_000)
    assert 0 < capital.confidence <= 1


FORM = [
    ["社团名称", "临溪市果树学会", "统一社会信用代码", "51990200MJA001234Q"],
    ["业务主管单位", "临溪市科协", "成立时间", "1988年9月2日"],
    ["理事人数", "37", "秘书长", "贺小满"],
    ["工作人员总数", "8", "党员总数", "3"],
    ["收入合计（元）", "300", "费用合计（元）", "200"],
]


def recognised(*blocks: str) -> bool:
    document = read("a.docx", word_file("".join(blocks)))
    structure = analyse(document)
    return may_be_form(document) and is_form(read_form(document, structure), document, structure)


def test_a_form_is_recognised_by_its_labels() -> None:
    assert recognised(p("社会团体年度检查报告书"), p("（2023年度）"), rows(*FORM))
    blank = [[cell if at % 2 == 0 else "" for at, cell in enumerate(row)] for row in FORM]
    assert recognised(p("社会团体年度检查报告书"), rows(*blank))


def test_what_is_no_form_of_the_inspection() -> None:
    assert not recognised(p("社会团体成立登记申请表"), rows(*FORM[:2]))
    lists = [["统一社会信用代码", "社会组织名称", "年检结果"], ["51990200MJA001234Q", "临溪市果树学会", "合格"]]
    assert not recognised(p("2023年度社会组织年检结果公告"), rows(*lists))
    prose = "我会2023年度工作报告：全年收入合计300万元，费用合计200万元，净资产50万元，党员12名，理事37人，负责人5人。"
    assert not recognised(p("年度工作报告"), p(prose))


def test_labels_in_other_words_and_orders() -> None:
    found = values(
        rows(
            ["现任法定代表人", "孙百川", "已签劳动合同的人数", "5"],
            ["①注册志愿者总数（必填）", "140", "全年理事会会议召开次数", "3"],
            ["* 年满70周岁以上负责人", "0", "当年费用支出总计（万元）", "4.5"],
        )
    )
    assert found == {
        "legal_representative": "孙百川",
        "staff_contracts": 5,
        "volunteers": 140,
        "council_meetings": 3,
        "leaders_over_70": 0,
        "expense_total": 45_000,
    }


def test_words_that_several_fields_share_tell_none() -> None:
    assert values(rows(["登记", "1"], ["人员", "2"], ["情况说明", "3"])) == {}


STACKED = ["单位名称", "临溪市果树学会", "成立时间", "1988年9月2日", "理事人数", "37", "监事人数", "传真", "会长", "孙百川",
           "党员总数", "21", "是否建立党组织", "是"]  # fmt: skip


def test_values_on_the_line_below_their_labels() -> None:
    found = values(*map(p, STACKED))
    assert found["established"] == "1988-09-02"
    assert (found["council_size"], found["supervisors_count"], found["party_members"]) == (37, None, 21)
    assert (found["name"], found["president"], found["fax"]) == ("临溪市果树学会", "孙百川", None)


def test_labels_in_a_row_before_their_values() -> None:
    found = values(*map(p, ["理事人数", "监事人数", "负责人数", "37", "3", "5", "党员总数", "21", "秘书长", "贺小满"]))
    assert (found["council_size"], found["supervisors_count"], found["leaders_count"]) == (37, 3, 5)
    assert found["secretary_general"] == "贺小满"


def test_headings_of_a_text_are_no_labels() -> None:
    assert values(p("宗旨"), p("本会的宗旨是服务会员。"), p("业务范围"), p("学术交流。")) == {}


def test_labels_below_their_values() -> None:
    found = values(
        rows(["37", "5"], ["（理事人数）", "（负责人数）"], ["1988年9月2日", "8"], ["（成立时间）", "（工作人员总数）"])
    )
    assert found == {"council_size": 37, "leaders_count": 5, "established": "1988-09-02", "staff_total": 8}


def test_columns_of_codes_and_units_are_passed_over() -> None:
    head = ["序号", "指标名称", "代码", "计量单位", "本年数", "上年数"]
    found = values(rows(head, ["1", "理事会会议次数", "01", "次", "3", ""], ["2", "收入合计", "02", "万元", "5", "4"]))
    assert found["council_meetings"] == 3
    assert (found["income_total"], found["income_total_prior"]) == (50_000, 40_000)


def test_of_three_years_the_last_two_are_read() -> None:
    found = values(
        rows(["项目（元）", "2021年", "2022年", "2023年"], ["收入合计", "4", "5", "6"], ["费用合计", "1", "2", "3"])
    )
    assert found == {"income_total_prior": 5, "income_total": 6, "expense_total_prior": 2, "expense_total": 3}


def test_columns_left_empty_keep_labels_and_entries_apart() -> None:
    found = values(rows(["理事人数", "", "37"], ["监事人数", "", "3"], ["传真", "", ""], ["会长", "", "孙百川"]))
    assert (found["council_size"], found["supervisors_count"], found["president"]) == (37, 3, "孙百川")


def test_upright_labels_give_the_unit_of_their_rows() -> None:
    money = tbl(
        tr(tc("财务︵万元︶", '<w:vMerge w:val="restart"/>'), *map(tc, ["收入合计", "5", "费用合计", "4"])),
        tr(tc("", "<w:vMerge/>"), *map(tc, ["捐赠收入", "2", "管理费用", "1"])),
    )
    assert values(money) == {
        "income_total": 50_000, "expense_total": 40_000, "income_donations": 20_000, "expense_management": 10_000,
    }  # fmt: skip


def page(body: str) -> dict[str, Any]:
    return of(read("a.html", f"<html><body>{body}</body></html>".encode()))


FILLED = [("单位名称", "临溪市果树学会"), ("理事人数", "37"), ("监事人数", "3"), ("负责人数", "5"), ("成立时间", "1988-09-02"), ("党员总数", "21")]  # fmt: skip


@pytest.mark.parametrize(
    "pair",
    [
        "<div><div>{0}</div><div>{1}</div></div>",
        "<dl><dt>{0}</dt><dd>{1}</dd></dl>",
        "<div><label>{0}：</label><input type='text' value='{1}'></div>",
        "<p>{0}：<select><option>请选择</option><option selected>{1}</option></select></p>",
    ],
)
def test_web_pages_without_tables(pair: str) -> None:
    found = page("".join(pair.format(*one) for one in FILLED))
    assert found["name"] == "临溪市果树学会"
    assert (found["council_size"], found["leaders_count"], found["established"]) == (37, 5, "1988-09-02")


def test_what_stands_in_a_search_box_is_no_text() -> None:
    assert (
        "年检"
        not in read("a.html", "<html><body><p>民政局</p><input type='text' value='年检'></body></html>".encode()).text
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("理事人数…………37　　监事人数…………3", {"council_size": 37, "supervisors_count": 3}),
        ("会费收入…………　　其中：捐赠收入……5.00元", {"income_membership_fees": None, "income_donations": 5}),
        ("法定代表人＿＿孙百川＿＿　秘书长＿＿贺小满＿＿", {"legal_representative": "孙百川", "secretary_general": "贺小满"}),
        ("3. 党员＿3＿名，是否建立党组织？　是", {"party_members": 3, "party_organisation": "是"}),
        ("负责人5名，其中70岁以上0名", {"leaders_count": 5, "leaders_over_70": 0}),
        ("统一社会信用代码是：51990200MJA001234Q", {"credit_code": "51990200MJA001234Q"}),
    ],
)  # fmt: skip
def test_lines_that_part_labels_and_values_in_other_ways(line: str, expected: dict[str, Any]) -> None:
    builder = DocumentBuilder("a", "0" * 16, "text/plain")
    builder.add("paragraph", line)
    assert of(builder.build()) == expected


@pytest.mark.parametrize(
    "pair", ["<li><span>{0}</span><span>{1}</span></li>", "<p>【{0}】{1}</p>", "<p>{0} — {1}</p>", "<p>{0}={1}</p>"]
)
def test_labels_and_values_parted_by_other_marks_or_none(pair: str) -> None:
    found = page("".join(pair.format(*one) for one in FILLED))
    assert found["name"] == "临溪市果树学会"
    assert (found["council_size"], found["leaders_count"], found["established"]) == (37, 5, "1988-09-02")


def test_sentences_that_begin_with_a_label_are_no_entries() -> None:
    assert values(p("会费收入稳步增长。"), p("住所变更情况良好"), p("理事人数较多")) == {}


def test_cells_of_a_table_one_on_a_line() -> None:
    cells = ["资产", "行次", "期初余额", "期末余额", "负债和净资产", "行次", "期初余额", "期末余额",
             "货币资金", "1", "10.00", "20.00", "负债合计", "9", "1.00", "2.00", "资产总计", "8", "10.00", "20.00",
             "净资产合计", "9.00", "18.00"]  # fmt: skip
    found = page("<h2>资产负债表（单位：万元）</h2>" + "".join(f"<div>{cell}</div>" for cell in cells))
    assert (found["cash_and_bank_opening"], found["cash_and_bank"]) == (100_000, 200_000)
    assert (found["liabilities_total"], found["assets_total"], found["net_assets_total"]) == (20_000, 200_000, 180_000)


def test_a_year_beside_the_cell_that_names_the_field() -> None:
    found = values(
        rows(["货币资金：20.00", "年初：10.00", "负债合计：2.00", "年初：1.00"], ["理事：7人", "监事：1人", "", ""])
    )
    assert (found["cash_and_bank"], found["cash_and_bank_opening"]) == (20, 10)
    assert (found["liabilities_total"], found["liabilities_total_opening"]) == (2, 1)


def test_labels_and_entries_that_share_cells() -> None:
    found = values(rows(["单位会员（个）/个人会员（人）", "9 个 / 34 人"], ["秘书长", "黎婉仪（□专职 ☑兼职）"]))
    assert (found["members_units"], found["members_individuals"]) == (9, 34)
    assert (found["secretary_general"], found["secretary_general_full_time"]) == ("黎婉仪", "兼职")


def test_labels_behind_their_values() -> None:
    assert values(rows(["37", "理事人数"], ["1988-09-02", "成立时间"], ["8", "工作人员总数"])) == {
        "council_size": 37, "established": "1988-09-02", "staff_total": 8,
    }  # fmt: skip


def test_a_column_of_examples_is_passed_over() -> None:
    head = ["项目", "填写示例", "填报内容"]
    assert values(rows(head, ["理事人数", "15", "37"], ["会长", "张三", "孙百川"]))["council_size"] == 37


def test_what_a_line_leaves_open_stands_on_the_next() -> None:
    assert values(p("单位住所："), p("临溪市果园路9号"))["domicile"] == "临溪市果园路9号"


def test_the_name_where_only_the_title_gives_it() -> None:
    title = p("临溪市果树学会2023年度工作报告")
    assert values(title, rows(["理事人数", "37"]))["name"] == "临溪市果树学会"


def _found(*blocks: str) -> list[str]:
    document = read("a.docx", word_file("".join(blocks)))
    return [f.message for f in check_form(read_form(document, analyse(document)), document) if f.check == "X25"]


def test_what_a_sentence_tells_is_held_against_the_entry() -> None:
    table = rows(["会费收入（元）", "15,000.00"], ["捐赠收入（元）", "20,000.00"])
    assert _found(table, p("本年会费收入1.8万元，捐赠收入2万元。")) == [
        "表外所填收入、费用应与报表相符：正文中会费收入18,000元，而会费收入（元）15,000元"
    ]
    assert _found(table, p("会费收入1.8万元，比上年增长。")) == []
    assert _found(table, p("会费收入1.50万元。")) == []
