"""Layouts and hands in which labels and their entries stand otherwise than beside or below each other."""

from __future__ import annotations

from typing import Any

import pytest

from corpora.cleaning import DocumentBuilder
from corpora.readers import read
from corpora.structure import analyse
from corpora.tables.units import named_unit
from extractors.forms import check_form, read_form
from extractors.forms.catalogue import field_catalogue
from extractors.forms.ticks import ticked
from extractors.forms.values import parse
from tests.forms.test_reading import of, page, rows, values
from tests.readers.pdf_making import Page, pdf
from tests.readers.word_files import p, tbl, tc, tr, word_file


def lines(*texts: str) -> dict[str, Any]:
    builder = DocumentBuilder("a", "0" * 16, "text/plain")
    for text in texts:
        builder.add("paragraph", text)
    return of(builder.build())


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("本表金额单位均为人民币万元", "万元"),
        ("以下各表金额以万元为单位。", "万元"),
        ("（二）支出情况（不含代管款，人民币元）", "元"),
        ("编制单位是临溪市果树学会", None),
        ("以上金额以审计报告为准", None),
    ],
)
def test_units_that_a_sentence_names(words: str, unit: str | None) -> None:
    assert named_unit(words) == unit


def test_the_unit_that_the_whole_report_names() -> None:
    found = values(p("本报告金额单位均为人民币万元"), rows(["收入合计", "12.50"], ["费用合计", "10.00"]))
    assert (found["income_total"], found["expense_total"]) == (125_000, 100_000)


def test_a_heading_with_a_unit_gives_it_to_the_lines_below() -> None:
    found = lines("财务情况（万元）", "收入合计：12.50", "费用合计：10")
    assert (found["income_total"], found["expense_total"]) == (125_000, 100_000)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("registered_capital", "5（万元）", 50_000),
        ("staff_total", "12（人）", 12),
        ("expense_management", "（500.00）元", -500),
        ("party_organisation_form", "党委( ) 总支( ) 支部(√)", "党支部"),
        ("conclusion", "年检结论为（√）合格　（　）基本合格　（　）不合格", "合格"),
        ("conclusion", "合格（　）　基本合格（　）　不合格（　）　（由登记机关填写）", None),
        ("assessment_grade", "未评", "未评"),
    ],
)
def test_hands(field: str, text: str, value: object) -> None:
    read_so = parse(field_catalogue().fields[field], text)
    assert (read_so.value, read_so.fit) == (value, 2 if field != "assessment_grade" else read_so.fit)


def test_known_words_tell_on_which_side_of_the_boxes_they_stand() -> None:
    assert ticked("结论（√）合格（ ）基本合格", ("合格", "基本合格")) == ["合格"]
    assert ticked("合格（√）基本合格（ ）以上", ("合格", "基本合格")) == ["合格"]


def test_an_entry_below_its_label_above_rows_of_another_kind() -> None:
    found = values(
        rows(
            ["单位会员（个）", "个人会员（人）", "理事（人）"],
            ["26", "312", "33"],
            ["负责人（人）：6", "分支机构（个）：1", "代表机构（个）：0"],
        )
    )
    assert (found["members_units"], found["members_individuals"], found["council_size"]) == (26, 312, 33)
    assert (found["leaders_count"], found["branches_total"]) == (6, 1)


def test_a_column_of_numbers_below_a_label_is_no_entry() -> None:
    assert "income_total" not in values(rows(["项目名称", "收入合计"], ["助学", "5.00"], ["助老", "6.00"]))


def test_two_labels_that_share_a_word() -> None:
    found = values(rows(["理事（监事）人数", "9（2）"], ["法定代表人/秘书长", "孙百川/贺小满"]))
    assert (found["council_size"], found["supervisors_count"]) == (9, 2)
    assert (found["legal_representative"], found["secretary_general"]) == ("孙百川", "贺小满")


def test_a_choice_in_the_cell_of_its_label() -> None:
    found = values(rows(["秘书长", "贺小满", "秘书长（√专职 □兼职）"]))
    assert (found["secretary_general"], found["secretary_general_full_time"]) == ("贺小满", "专职")


def test_ages_of_party_members_and_of_staff() -> None:
    head = tr(tc("党员总数"), tc("年龄结构（名）", '<w:gridSpan w:val="2"/>'))
    body = tr(tc("11"), tc("35岁及以下 2"), tc("36—50岁 9"))
    found = values(p("二、党建工作"), tbl(head, body))
    assert (found["party_members"], found["party_age_35"], found["party_age_36_50"]) == (11, 2, 9)
    assert "staff_age_35" not in found


def test_what_units_tell_apart_in_one_cell() -> None:
    found = values(rows(["培训", "9 期 1120 人次"], ["活动经费（元）", "800"]))
    assert (found["trainings_count"], found["training_persons"]) == (9, 1120)
    assert "party_activity_funds" not in found
    assert values(p("三、党建工作"), rows(["活动经费（元）", "800"]))["party_activity_funds"] == 800


def test_opinions_under_their_offices() -> None:
    found = values(p("审查意见"), rows(["业务主管单位：同意上报", "登记管理机关：（√）合格 （ ）基本合格"]))
    assert (found["supervisor_opinion"], found["conclusion"]) == ("同意上报", "合格")
    assert "supervisor_unit" not in found


def test_labels_that_end_with_their_year() -> None:
    found = lines("货币资金年初数    10.00元", "货币资金期末数    20.00元", "资产总计（年初）：30.00元")
    assert (found["cash_and_bank_opening"], found["cash_and_bank"], found["assets_total_opening"]) == (10, 20, 30)
    assert "assets_total" not in found


def test_numbered_lines_and_words_that_look_like_labels() -> None:
    found = lines("07 秘书长      贺小满", "08 秘书长专兼职    专职", "09 党组织形式  党支部")
    assert found["secretary_general_full_time"] == "专职"
    assert "staff_full_time" not in found


def test_heads_of_years_over_lines_without_a_head_over_the_labels() -> None:
    found = lines(
        "财务情况（元）",
        "年初数    年末数",
        "货币资金    100    200",
        "资产总计    300    400",
        "净资产合计    300    350",
    )
    assert (found["cash_and_bank_opening"], found["cash_and_bank"], found["net_assets_total"]) == (100, 200, 350)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("现职公务员兼任负责人情况：省部级( 0 )人，县处级( 2 )人。离退休人员兼任负责人情况：总数( 4 )人。",
         {"leaders_civil_servants_provincial": 0, "leaders_civil_servants_county": 2, "leaders_retired": 4}),
        ("会费标准：制定时间 2021年5月16日；标准 单位会员2000元/年；通过的会议名称 三届二次会员大会；是否备案 是(√) 否( )。",
         {"fee_standard_date": "2021-05-16", "fee_standard": "单位会员2000元/年",
          "fee_standard_meeting": "三届二次会员大会", "fee_standard_filed": "是"}),
        ("党建情况：是否建立党组织　是(√)　否( )；党组织形式　党委( ) 支部(√)；党员总数( 8 )名。",
         {"party_organisation": "是", "party_organisation_form": "党支部", "party_members": 8}),
        ("理事会( 1 )年( 2 )次，本年度召开( 3 )次。", {"council_meetings_required": 2, "council_meetings": 3}),
        ("本年度共召开理事会3次（章程规定不少于2次）。", {"council_meetings": 3, "council_meetings_required": 2}),
        ("审计机构为临溪永信会计师事务所（普通合伙），审计意见类型为标准无保留意见。",
         {"audit_firm": "临溪永信会计师事务所（普通合伙）", "audit_opinion": "标准无保留意见"}),
        ("建立了□党委 □党支部 ☑联合支部 □其他。", {"party_organisation_form": "联合支部"}),
        ("管理费用：300.00元，其中工资福利：100.00元", {"expense_management": 300, "expense_management_wages": 100}),
        ("工作人员共计：17人", {"staff_total": 17}),
    ],
)  # fmt: skip
def test_lines_with_lists(line: str, expected: dict[str, Any]) -> None:
    assert lines(line) == expected


def test_the_year_up_to_which_a_form_reports() -> None:
    assert lines("财务情况（截止2015年12月31日）", "理事人数：5")["report_year"] == 2015
    assert "report_year" not in lines("2014年12月31日：5", "2015年12月31日：6")


def test_a_page_whose_style_sheet_parts_labels_and_values() -> None:
    found = page(
        "<div><span class='k'>统一社会信用代码</span><span class='v'>53330300MJ3271550U</span><span class='k'>成立时间</span>"
        "<span class='v'>2015-06-17</span></div><div><span class='k'>理事数</span><span class='v'>13</span>"
        "<span class='k'>监事数</span><span class='v'>2</span></div>"
    )
    assert (found["credit_code"], found["established"]) == ("53330300MJ3271550U", "2015-06-17")
    assert (found["council_size"], found["supervisors_count"]) == (13, 2)


def test_spans_of_one_sentence_stay_together() -> None:
    data = (
        "<html><body><p><span>全市</span><span lang='EN'>12</span><span class='a'>家</span>社会组织</p></body></html>"
    )
    assert read("a.html", data.encode()).text.strip() == "全市12家社会组织"


def test_donations_by_kind_in_rows() -> None:
    found = values(
        p("捐赠收入（单位：元）"),
        rows(["境内捐赠合计", "500.00"], ["捐赠收入合计", "500.00"], ["其中：现金捐赠", "400.00"]),
    )
    assert (found["donations_total_table"], found["donations_total_table_cash"]) == (500, 400)


def test_leaders_who_are_retired_or_civil_servants() -> None:
    found = values(rows(["负责人总数", "9人", "其中：离退休人员", "2人"], ["现职公务员担任负责人", "0人", "", ""]))
    assert (found["leaders_count"], found["leaders_retired"], found["leaders_civil_servants"]) == (9, 2, 0)
    assert "staff_retired" not in found


def test_meetings_by_kind_and_by_what_is_counted() -> None:
    found = values(
        rows(
            ["会议名称", "章程规定次数", "本年度实际召开次数"],
            ["会员（代表）大会", "1", "1"],
            ["理事会", "2", "3"],
            ["监事会", "2", "2"],
        )
    )
    assert (found["general_meetings"], found["council_meetings_required"], found["council_meetings"]) == (1, 2, 3)
    assert "supervisors_count" not in found


def test_bodies_by_kind_and_by_what_became_of_them() -> None:
    found = values(
        rows(["机构类别", "本年新设", "本年注销", "年末数"], ["分支机构", "1", "0", "4"], ["代表机构", "0", "0", "1"])
    )
    assert (found["branches_new"], found["branches_cancelled"], found["branches_total"]) == (1, 0, 4)
    assert found["representative_offices"] == 1


def test_a_list_of_people_is_not_the_staff() -> None:
    head = ["序号", "姓名", "职务", "年龄", "专职/兼职", "政治面貌"]
    found = values(
        rows(head, ["1", "吕安", "会长", "66", "兼职", "党员"], ["2", "柳如", "秘书长", "41", "专职", "群众"])
    )
    assert found == {}
    beside = rows(["姓名", "吕安", "职务", "会长"], ["专职人员", "3", "兼职人员", "5"])
    assert (values(beside)["staff_full_time"], values(beside)["staff_part_time"]) == (3, 5)


def test_the_name_on_the_line_above_a_statement() -> None:
    found = page("<p>编制单位：临溪市果树学会  2023年12月31日  会民非01表 单位：元</p>")
    assert found["name"] == "临溪市果树学会"
    assert "name" not in lines("社会组织年报信息详情", "理事人数5", "监事人数3", "负责人数7", "党员总数9")


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("legal_representative", "姜和平（兼任院长）", "姜和平"),
        ("entity_form", "1.法人（√） 2.合伙（ ） 3.个体（ ）", "法人"),
        ("tax_exempt", "2022年取得", "有"),
        ("public_fundraising", "2023年未取得", None),
        ("charity_organisation", "是否取得公募资格", None),
    ],
)
def test_more_hands(field: str, text: str, value: object) -> None:
    assert parse(field_catalogue().fields[field], text).value == value


def test_answers_that_look_like_labels() -> None:
    assert values(rows(["本年度是否受到行政处罚", "无处罚"]))["penalty"] == "无"


def test_the_party_organisation_by_its_form() -> None:
    assert values(rows(["党组织", "联合党支部"])) == {"party_organisation_form": "联合党支部"}
    found = values(rows(["党组织建立情况", "已建立党支部"]))
    assert (found["party_organisation"], found["party_organisation_form"]) == ("是", "党支部")
    assert values(rows(["党组织建立情况", "未建立党支部"])) == {"party_organisation": "否"}


def test_what_is_planned_or_new_is_no_figure_of_the_year() -> None:
    assert lines("2024年计划召开会员大会1次，举办培训班4期。") == {}
    assert "members_individuals" not in lines("新发展单位会员5家、个人会员12人；召开理事会3次。")


def test_posts_are_entries_of_the_label_before_them() -> None:
    found = lines("法定代表人__吕安__  职务__会长__")
    assert found == {"legal_representative": "吕安", "legal_representative_post": "会长"}


def test_a_balance_of_two_years_in_one_sentence() -> None:
    found = lines("年末净资产 36.20 万元，年初净资产 31.00 万元")
    assert found == {"net_assets_total": 362_000, "net_assets_total_opening": 310_000}


def test_tables_drawn_with_bars() -> None:
    found = lines(
        "| 栏目 | 内容 | 栏目 | 内容 |",
        "|---|---|---|---|",
        "| 名称 | 临溪市果树学会 | 登记证号 | 社证字第0417号 |",
        "| 专职人数 | 2 | 兼职人数 | 4 |",
    )
    assert found == {
        "name": "临溪市果树学会", "registration_number": "社证字第0417号", "staff_full_time": 2, "staff_part_time": 4,
    }  # fmt: skip


def _unruled(*rows_of_words: tuple[tuple[float, str], ...]) -> dict[str, Any]:
    sheet = Page().text(250, 60, "业务活动与资产情况（单位：元）", 12)
    for number, row in enumerate(rows_of_words):
        for x, word in row:
            sheet.text(x, 100 + 18 * number, word, 10)
    return of(read("a.pdf", pdf(sheet)))


def test_pages_without_lines_have_narrow_columns_of_line_numbers() -> None:
    found = _unruled(
        ((60, "资产"), (135, "行次"), (200, "年初数"), (300, "期末数")),
        ((60, "流动资产："),),
        ((60, "货币资金"), (104, "1"), (200, "10,000.00"), (300, "12,000.00")),
        ((60, "存货"), (104, "2"), (200, "0.00"), (300, "500.00")),
        ((60, "资产总计"), (104, "9"), (200, "10,000.00"), (300, "12,500.00")),
    )
    assert (found["cash_and_bank_opening"], found["cash_and_bank"]) == (10_000, 12_000)
    assert (found["inventories"], found["assets_total"]) == (500, 12_500)


def test_pages_without_lines_wrap_their_labels() -> None:
    found = _unruled(
        ((60, "项目"), (200, "年初数"), (300, "期末数")),
        ((60, "资产总计"), (200, "10,000.00"), (300, "12,000.00")),
        ((60, "负债合计"), (200, "0.00"), (300, "500.00")),
        ((60, "负债和净资产"), (200, "10,000.00"), (300, "12,000.00")),
        ((60, "总计"),),
        ((60, "净资产合计"), (200, "10,000.00"), (300, "11,500.00")),
    )
    assert (found["assets_total"], found["net_assets_total"]) == (12_000, 11_500)
    assert found["liabilities_and_net_assets_total"] == 12_000


def test_two_rows_below_a_full_header_on_a_page_without_lines() -> None:
    found = _unruled(
        ((60, "年度"), (150, "收入合计"), (250, "捐赠收入"), (350, "费用合计")),
        ((60, "上年"), (150, "500.00"), (250, "100.00"), (350, "450.00")),
        ((60, "本年"), (150, "600.00"), (250, "150.00"), (350, "580.00")),
    )
    assert (found["income_total_prior"], found["income_total"], found["expense_total"]) == (500, 600, 580)


def test_labels_on_one_line_above_their_values() -> None:
    found = lines("单位会员数（个）　个人会员数（人）　理事数（人）", "12 86 21", "监事数（人）　负责人数（人）", "1 5")
    assert found == {
        "members_units": 12, "members_individuals": 86, "council_size": 21, "supervisors_count": 1, "leaders_count": 5,
    }  # fmt: skip


def test_rows_of_a_sheet_that_name_the_table_below() -> None:
    found = values(
        rows(["主要财务数据（万元）", "", ""], ["指标", "2022年", "2023年"], ["收入合计", "60.00", "70.00"]),
    )
    assert (found["income_total_prior"], found["income_total"]) == (600_000, 700_000)


FOUNDATION = ["名称", "临溪市松风助学基金会", "统一社会信用代码", "53100000500019795A"], ["住所", "临溪市果园路9号", "法定代表人", "吕安"]  # fmt: skip


def _findings(*blocks: str) -> list[tuple[str, str, tuple[str, ...]]]:
    document = read("a.docx", word_file("".join(blocks)))
    found = check_form(read_form(document, analyse(document)), document)
    return [(finding.severity, finding.check, finding.fields) for finding in found]


@pytest.mark.parametrize(
    ("heading", "certificate"),
    [
        ("附件1：基金会法人登记证书（副本）", rows(["名称", "临溪市松风助学基金会"], ["法定代表人", "王平"])),
        ("附件：登记证书副本复印件", p("名称：临溪市松风助学基金会") + p("法定代表人：王平")),
        ("附件", p("登记证书（副本）载明：名称 临溪市松风助学基金会；法定代表人 王平。")),
    ],
)
def test_the_certificate_is_held_against_the_form(heading: str, certificate: str) -> None:
    assert _findings(rows(*FOUNDATION), p(heading), certificate) == [("error", "X22", ("legal_representative",))]
    assert values(rows(*FOUNDATION), p(heading), certificate)["legal_representative"] == "吕安"
    assert _findings(rows(*FOUNDATION), p(heading), certificate.replace("王平", "吕 安")) == []


def test_another_seat_on_the_certificate_is_a_doubt() -> None:
    certificate = rows(["名称", "临溪市松风助学基金会"], ["住所", "临溪市旧街1号"])
    assert _findings(rows(*FOUNDATION), p("登记证书（副本）信息"), certificate) == [("warning", "X22", ("domicile",))]
    seat = rows(FOUNDATION[0], ["办公地址", "临溪市果园路9号", "法定代表人", "吕安"])
    assert _findings(seat, p("登记证书（副本）信息"), certificate) == []


def test_what_a_section_called_certificate_alone_gives_is_the_form() -> None:
    assert values(p("一、登记证书信息"), rows(*FOUNDATION))["legal_representative"] == "吕安"


def test_rates_where_only_the_base_tells_who_may_raise_funds() -> None:
    spending = rows(["上年末净资产（元）", "1,000,000.00"], ["本年度用于公益事业的支出（元）", "50,000.00"])
    assert ("error", "X16") in [(f[0], f[1]) for f in _findings(rows(*FOUNDATION), spending)]
    spending = rows(["上年度总收入（元）", "1,000,000.00"], ["本年度用于公益事业的支出（元）", "500,000.00"])
    assert ("error", "X15") in [(f[0], f[1]) for f in _findings(rows(*FOUNDATION), spending)]


def test_fees_without_a_standard() -> None:
    society = ["名称", "临溪市果树学会", "会费标准", "无"]
    assert [f[1] for f in _findings(rows(society, ["会费收入（元）", "500.00", "", ""]))] == ["X21"]
    assert _findings(rows(society, ["会费收入（元）", "0.00", "", ""])) == []


def test_units_mixed_between_two_tables() -> None:
    income = rows(["捐赠收入（元）", "120,000.00"], ["捐赠合计（元）", "12.00"])
    assert {f[1] for f in _findings(rows(*FOUNDATION), income)} == {"X14", "X18"}


def test_the_unit_beside_a_word_says_what_it_counts() -> None:
    found = values(rows(["项目", "单位", "本年度"], ["理事会", "次", "3"], ["理事", "人", "15"]))
    assert (found["council_meetings"], found["council_size"]) == (3, 15)


def test_values_above_values_of_other_labels() -> None:
    found = values(
        rows(
            ["从业人员（人）", "总数", "专职", "兼职"],
            ["", "18", "14", "4"],
            ["签订劳动合同（人）", "14", "参加社会保险（人）", "13"],
        )
    )
    assert (found["staff_total"], found["staff_full_time"], found["staff_part_time"]) == (18, 14, 4)
    assert (found["staff_contracts"], found["staff_insured"]) == (14, 13)


def test_a_part_of_the_last_label_of_the_row_above() -> None:
    found = values(rows(["现职公务员兼任", "0", "离退休人员兼任", "2"], ["其中：地厅级以上", "1", "70周岁以上", "0"]))
    assert (found["leaders_retired"], found["leaders_retired_prefecture"], found["leaders_over_70"]) == (2, 1, 0)


def test_bought_services_count_where_services_are_not_printed() -> None:
    said = [
        ["收入合计（元）", "60.00"],
        ["会费收入（元）", "12.00"],
        ["政府购买服务收入（元）", "20.00"],
        ["其他收入（元）", "28.00"],
    ]
    assert _findings(rows(*FOUNDATION), rows(*said)) == []
    both = [*said, ["提供服务收入（元）", "20.00"]]
    assert _findings(rows(*FOUNDATION), rows(*both)) == []
    assert [f[1] for f in _findings(rows(*FOUNDATION), rows(["收入合计（元）", "90.00"], *said[1:]))] == ["X03"]


STATEMENT = [["项目", "本年数"], ["捐赠收入", "1,000.00"], ["会费收入", "2,000.00"], ["提供服务收入", "0.00"], ["商品销售收入", "0.00"],
             ["政府补助收入", "0.00"], ["投资收益", "0.00"], ["其他收入", "50.00"]]  # fmt: skip


def test_a_line_more_than_the_rules_know_is_no_error() -> None:
    named = [p("业务活动表"), p("单位：元")]
    more = rows(*STATEMENT, ["总部拨付款", "7,300.00"], ["收入合计", "10,350.00"])
    assert _findings(rows(*FOUNDATION), *named, more) == []
    other = rows(["捐赠人", "金额"], ["李四", "7,300.00"])
    wrong = rows(*STATEMENT, ["收入合计", "10,350.00"])
    assert [f[1] for f in _findings(rows(*FOUNDATION), other, *named, wrong)] == ["X03"]


def test_rows_behind_a_row_of_a_part_are_parts_too() -> None:
    found = values(
        p("接受捐赠情况（元）"),
        rows(
            ["境内", "500.00"],
            ["其中：自然人", "100.00"],
            ["法人或其他组织", "400.00"],
            ["境外", "100.00"],
            ["合计", "600.00"],
        ),
    )
    assert (found["donations_domestic_persons"], found["donations_domestic_organisations"]) == (100, 400)
    assert (found["donations_domestic"], found["donations_foreign"], found["donations_total_table"]) == (500, 100, 600)


def test_what_can_be_no_name() -> None:
    fields = field_catalogue().fields
    assert parse(fields["name"], "96,000").fit == 0
    assert parse(fields["president"], "临溪大学教授").fit == 0
