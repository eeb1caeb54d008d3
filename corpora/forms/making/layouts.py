"""The families of forms: each a function from a draft to the blocks of a filled form.

Families of their own kind stand in ``odd``. Here ``ministry``, ``foundation``, ``shandong``, ``jiangxi`` and ``portal`` are for train and dev; ``card``, ``lines``,
``county``, ``workbook`` and ``charity`` for test: other labels, other places of the labels, other shapes of statements.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpora.forms.making import odd
from corpora.forms.making.blocks import Block, Break, Cell, Grid, Para, grid
from corpora.forms.making.draft import WAN, YUAN, Draft, above, pairs
from corpora.forms.making.statements import (
    activity_six,
    activity_two,
    balance_below,
    balance_side_by_side,
    cash_flow,
    headed,
)

Layout = Callable[[Draft], list[Block]]


def _names(text: str) -> list[str]:
    """Field ids that stand in one string."""
    return text.split()


def _cover(draft: Draft, title: str, names: Sequence[str]) -> list[Block]:
    lines: list[Block] = [Para(f"{draft.facts.year}年度", "caption"), Para(title, "title")]
    draft.text("report_year")
    for name in names:
        lines.append(Para(f"{draft.label(name)}：{draft.text(name)}"))
    return lines


def _donations(draft: Draft) -> Grid:
    rows: list[list[Cell | str]] = [["接受捐赠情况", "现金", "非现金（折合）", "合计"]]
    for name in (
        "donations_domestic",
        "donations_domestic_persons",
        "donations_domestic_organisations",
        "donations_foreign",
    ):
        rows.append([draft.label(name), "", "", draft.cell(name)])
    total = [draft.cell(f"donations_total_table{part}") for part in ("_cash", "_in_kind", "")]
    rows.append([draft.label("donations_total_table"), *total])
    return grid(rows, widths=(4, 2, 2, 2))


def ministry(draft: Draft) -> list[Block]:
    """The ministry's form for 社会团体: labels beside values, side-by-side balance sheet, six columns of activity."""
    out: list[Block] = _cover(draft, "社会团体年度检查报告书", ("name", "registration_number", "report_date"))
    out += [Para("（登记管理机关：填表前请阅读填表须知）"), Break("基本信息"), Para("一、基本信息", "heading")]
    who = _names("members_units members_individuals council_size standing_council_size leaders_count")
    rows: list[list[Cell | str]] = [[draft.label("name"), draft.cell("name", across=3)]]
    rows += pairs(draft, _names("supervisor_unit industry credit_code established"))
    rows.append([draft.label("business_scope"), draft.cell("business_scope", across=3)])
    rows.append(
        [
            f"{draft.label('registered_capital')}（万元）",
            draft.cell("registered_capital", unit=WAN),
            draft.label("postcode"),
            draft.cell("postcode"),
        ]
    )
    rows.append([draft.label("domicile"), draft.cell("domicile", across=3)])
    rows += pairs(
        draft,
        _names("phone fax email website legal_representative legal_representative_post president secretary_general"),
    )
    rows += pairs(draft, [*who, "secretary_general_full_time", "leaders_civil_servants", "leaders_over_70"])
    staff = ("staff_full_time", "staff_part_time", "staff_retired")
    rows.append([Cell("工作人员", down=2), Cell("总数"), Cell("专职"), Cell("兼职")])
    rows.append([draft.cell("staff_total"), *(draft.cell(n) for n in staff[:2])])
    rows += pairs(draft, _names("volunteers volunteer_hours party_members_full_time party_members"))
    rows.append([draft.label("party_organisation"), draft.cell("party_organisation"), draft.label("party_organisation_form"), draft.cell("party_organisation_form")])  # fmt: skip
    rows += pairs(draft, _names("branches_total representative_offices fee_standard_date fee_standard_filed"))
    rows.append([draft.label("fee_standard"), draft.cell("fee_standard", across=3)])
    rows.append([draft.label("fee_standard_meeting"), draft.cell("fee_standard_meeting", across=3)])
    out += [grid(rows, widths=(2, 2.4, 2, 2.4)), Para("二、内部建设情况", "heading")]
    rows = [*pairs(draft, ("last_election", "council_term_years", "general_meetings", "general_meeting_attendance"))]
    rows.append(
        [
            "理事会",
            Cell(
                f"章程规定每年召开（{draft.text('council_meetings_required')}）次，本年度召开（{draft.text('council_meetings')}）次",
                across=3,
            ),
        ]
    )
    rows.append(["常务理事会", Cell(f"本年度召开（{draft.text('standing_council_meetings')}）次", across=3)])
    rows += pairs(draft, ("staff_contracts", "accountants"))
    out += [grid(rows), Break("财务"), Para("三、财务会计报告", "heading")]
    out += headed(draft, "资产负债表", balance_side_by_side(draft), "会民非01表")
    out += [Break("业务活动表"), *headed(draft, "业务活动表", activity_six(draft), "会民非02表")]
    out += headed(draft, "现金流量表", cash_flow(draft))
    out += [Para(f"本年度年末资金余额：{draft.text('year_end_funds', WAN)}万元"), Para("四、机构情况", "heading")]
    out.append(Para(f"本年度新设（{draft.text('branches_new')}）个分支机构，其中已办理登记（{draft.text('branches_new_registered')}）个；注销（{draft.text('branches_cancelled')}）个，其中已办理注销登记（{draft.text('branches_cancelled_registered')}）个。"))  # fmt: skip
    out += [Para("五、业务活动情况", "heading")]
    out.append(Para(f"本年度收入{draft.text('summary_income_total', WAN)}万元，支出{draft.text('summary_expense_total', WAN)}万元。举办培训班{draft.text('trainings_count')}期，培训{draft.text('training_persons')}人次。"))  # fmt: skip
    out += [Para(f"单位：{draft.unit}", "right"), _donations(draft), Para("七、年检审查意见", "heading")]
    out.append(
        grid([["业务主管单位初审意见", "（印章）　年　月　日"], ["登记管理机关审定意见", "（印章）　年　月　日"]])
    )
    return out


def foundation(draft: Draft) -> list[Block]:
    """The ministry's report of a foundation, money in 人民币万元, statements in the same unit."""
    public = draft.facts.public
    out: list[Block] = _cover(draft, "基金会年度工作报告", ("name", "credit_code", "report_date"))
    out += [Para("一、基本信息", "heading"), Para("金额单位：人民币万元", "right")]
    names = "name registration_number established registered_capital supervisor_unit domicile president secretary_general council_size supervisors_count leaders_count staff_full_time volunteers public_fundraising tax_deduction assessment_grade"
    out.append(grid(pairs(draft, _names(names)), widths=(2, 3, 2, 3)))
    out += [Para("二、机构建设情况", "heading"), Para(f"本年度共召开（{draft.text('council_meetings')}）次理事会。")]
    out.append(grid(pairs(draft, _names("party_members party_organisation party_organisation_form leaders_over_70"))))
    out += [
        Para("三、业务活动情况", "heading"),
        Para(f"本年度共开展了（{draft.text('projects_count')}）项公益慈善项目。"),
    ]
    out += [
        Para("（一）接受捐赠情况　　单位：人民币万元"),
        _donations(draft),
        Para("（二）公益支出情况　　单位：人民币万元"),
    ]
    base = "prior_income_total" if public else "prior_net_assets"
    rows: list[list[Cell | str]] = [["项　目", "数　额"]]
    rows += [[draft.label(n), draft.cell(n)] for n in (base, "charity_spending", "wages_expense", "office_expense")]
    rows += [[draft.label(n), draft.cell(n)] for n in ("other_expense_spending_table", "spending_ratio", "admin_ratio")]
    out += [grid(rows, widths=(5, 2)), Break(), Para("四、财务会计报告", "heading")]
    out += headed(draft, "资产负债表", balance_side_by_side(draft, numbered=False))
    out += headed(draft, "业务活动表", activity_six(draft, "上年数", "本年数", numbered=False))
    out += headed(draft, "现金流量表", cash_flow(draft, "本年金额"))
    out += [Para("五、审计意见", "heading"), grid(pairs(draft, ("audit_firm", "audit_opinion")))]
    out += [Para("六、年检审查意见", "heading"), grid(pairs(draft, ("prior_conclusion", "conclusion")))]
    return out


def shandong(draft: Draft) -> list[Block]:
    """A province's form for 民办非企业单位: cover lines, labels beside, statements in two columns."""
    names = "name registration_number entity_form legal_representative credit_code supervisor_unit industry report_date"
    out: list[Block] = _cover(draft, "民办非企业单位年度检查报告书", _names(names))
    out += [Break(), Para("基本事项", "heading")]
    rows: list[list[Cell | str]] = [["住所", draft.cell("domicile", across=3)]]
    rows += pairs(draft, _names("phone postcode registered_capital established staff_total staff_practising party_members party_organisation"))  # fmt: skip
    rows.append([draft.label("party_organisation_form"), draft.cell("party_organisation_form", across=3)])
    rows += pairs(
        draft, _names("staff_full_time staff_part_time council_size council_meetings penalty assessment_grade")
    )
    out += [Para("（注册资金单位：元）", "right"), grid(rows, widths=(2, 3, 2, 3))]
    out += headed(draft, "资产负债表", balance_below(draft, "年初数", "期末数"))
    out += headed(draft, "业务活动表", activity_two(draft, ("上年数", "本年数"), this_first=False))
    out += headed(draft, "现金流量表", cash_flow(draft))
    out += [Para("年度工作报告", "heading")]
    out.append(Para(f"一年来，本单位坚持公益宗旨，开展公益活动{draft.text('activities_count')}次，受益{draft.text('beneficiaries')}人次。"))  # fmt: skip
    out.append(grid([["业务主管单位意见", ""], ["登记管理机关初审意见", ""], ["登记管理机关审定意见", ""]]))
    return out


def jiangxi(draft: Draft) -> list[Block]:
    """A province's form with bands of age for staff and Party members, and a summary of money in 万元."""
    kind = {"ST": "社会团体", "MF": "民办非企业单位（社会服务机构）", "JJ": "基金会"}[draft.facts.kind]
    out: list[Block] = _cover(draft, f"{kind}年度检查报告书", ("name", "credit_code", "report_date"))
    out.append(Para("一、基本情况", "heading"))
    names = "established registered_capital legal_representative secretary_general supervisor_unit registration_authority domicile phone"
    out += [Para("单位：万元", "right"), grid(pairs(draft, _names(names)), widths=(2, 3, 2, 3))]
    out.append(Para("二、人员情况", "heading"))
    rows: list[list[Cell | str]] = [[Cell("工作人员（人）", down=2), *(draft.label(n) for n in ("staff_total", "staff_female", "staff_age_35", "staff_age_36_50", "staff_age_51_60", "staff_age_60_plus"))]]  # fmt: skip
    rows.append([draft.cell(n) for n in ("staff_total", "staff_female", "staff_age_35", "staff_age_36_50", "staff_age_51_60", "staff_age_60_plus")])  # fmt: skip
    out += [grid(rows), grid(above(draft, _names("staff_full_time staff_part_time staff_contracts staff_social_workers leaders_count leaders_over_70 leaders_civil_servants volunteers")))]  # fmt: skip
    out += [Para("三、会议情况", "heading"), grid(above(draft, ("general_meetings", "council_meetings", "standing_council_meetings")[0 if draft.facts.kind == "ST" else 1 :], 3 if draft.facts.kind == "ST" else 2))]  # fmt: skip
    if draft.facts.kind == "ST":
        out.append(grid(above(draft, ("members_units", "members_individuals", "fee_standard_meeting"), 3)))
    out.append(Para("五、党建情况", "heading"))
    bands = (
        "party_members",
        "party_age_35",
        "party_age_36_50",
        "party_age_51_60",
        "party_age_60_plus",
        "party_members_new",
    )
    out.append(grid([[Cell("党员（名）", down=2), *(draft.label(n) for n in bands)], [draft.cell(n) for n in bands]]))
    out.append(
        grid(
            pairs(draft, _names("party_organisation party_organisation_form party_instructors party_members_full_time"))
        )
    )
    out += [Para("六、财务情况（单位：万元）", "heading")]
    rows = [["上年度净资产合计", draft.cell("net_assets_total_opening", across=3)]]
    rows += pairs(draft, _names("income_total income_services income_government_purchase income_membership_fees income_donations income_subsidies income_other income_sales income_investment"))  # fmt: skip
    rows += pairs(draft, _names("expense_total expense_activities expense_management expense_management_wages expense_financing expense_other"))  # fmt: skip
    rows.append(["本年度净资产合计", draft.cell("net_assets_total", across=3)])
    out += [
        grid(rows, widths=(3, 2, 3, 2)),
        Break(),
        *headed(draft, "资产负债表", balance_side_by_side(draft, "年初数", "年末数")),
    ]
    return out


def portal(draft: Draft) -> list[Block]:
    """A newer online form shown as a page: sections of labels and values, statements with both years."""
    kind = {"ST": "社会团体", "MF": "社会服务机构", "JJ": "基金会"}[draft.facts.kind]
    out: list[Block] = [Para(f"{draft.facts.year}年度{kind}年度工作报告", "title"), Para("基础信息", "heading")]
    draft.text("report_year")
    names = "name credit_code established registered_capital supervisor_unit registration_authority domicile legal_representative charity_organisation assessment_grade tax_deduction"
    rows: list[list[Cell | str]] = [*pairs(draft, _names(names), 1)]
    rows[3][0] = "注册资金（元）"
    out += [grid(rows, widths=(2, 5)), Para("内部治理", "heading")]
    names = "council_size supervisors_count council_meetings last_election leaders_over_70 leaders_civil_servants staff_total staff_full_time"
    out += [grid(pairs(draft, _names(names))), Para("党建工作", "heading")]
    out += [
        grid(
            pairs(draft, _names("party_organisation party_organisation_form party_members party_members_full_time"), 1)
        )
    ]
    if draft.facts.kind == "ST":
        fees = "members_units members_individuals general_meetings fee_standard_meeting"
        out += [Para("会员及会费", "heading"), grid(pairs(draft, _names(fees)))]
    out += [Para("年度数据摘要", "heading")]
    out += [Para(f"本年度收入合计：{draft.text('summary_income_total')}{draft.unit}"), Para(f"本年度费用合计：{draft.text('summary_expense_total')}{draft.unit}")]  # fmt: skip
    out += [Para("财务信息", "heading"), *headed(draft, "资产负债表", balance_below(draft, "年初余额", "年末余额"))]
    out += headed(draft, "业务活动表", activity_six(draft, "上年累计数", "本年累计数", numbered=False))
    return out


# ---------------------------------------------------------------------------------------------------------------------
# for test: nothing in train or dev looks like these


def card(draft: Draft) -> list[Block]:
    """Labels above values three to a row, a label column merged over its section, closing before opening figures."""
    kind = {"ST": "社会团体", "MF": "社会服务机构", "JJ": "基金会"}[draft.facts.kind]
    out: list[Block] = [Para(f"{kind}（{draft.facts.year}年度）年报信息表", "title")]
    draft.text("report_year")
    first = above(draft, _names("name credit_code established legal_representative registered_capital supervisor_unit domicile phone entity_form"), 3)  # fmt: skip
    second = above(
        draft, _names("staff_total staff_full_time staff_part_time volunteers staff_contracts leaders_over_70"), 3
    )
    third = above(draft, _names("party_members party_organisation party_organisation_form party_members_full_time council_meetings council_size"), 3)  # fmt: skip
    rows: list[list[Cell | str]] = []
    for title, part in (("登记事项", first), ("人员构成", second), ("党建与治理", third)):
        rows += [[Cell(title, down=len(part)), *part[0]], *part[1:]]
    out += [Para(f"计量单位：{draft.unit}", "right"), grid(rows, widths=(1.2, 3, 3, 3))]
    if draft.facts.kind == "ST":
        out.append(
            grid(above(draft, _names("members_units members_individuals general_meetings fee_standard_meeting")))
        )
    out += [Para("表一　资产负债情况", "caption"), balance_below(draft, "上年末数", "本年末数", closing_first=True)]
    out += [Para("表二　收支情况", "caption"), activity_two(draft, ("本年发生额", "上年发生额"))]
    return out


def lines(draft: Draft) -> list[Block]:
    """Nearly all of it lines of text: 标签：值, several on a line; unruled statements."""
    facts, t = draft.facts, draft.text
    out: list[Block] = [Para(f"{facts.name}{facts.year}年度工作报告书", "title"), Para("第一部分　单位概况", "heading")]
    t("report_year")
    for part in ("name", "credit_code", "supervisor_unit", "registration_authority", "domicile", "purpose"):
        out.append(Para(f"{draft.label(part)}：{t(part)}"))
    out.append(
        Para(
            f"法定代表人：{t('legal_representative')}　　成立日期：{t('established')}　　开办资金：{t('registered_capital')}元"
        )
    )
    out.append(Para(f"单位电话：{t('phone')}　　电子邮箱：{t('email')}　　评估等级：{t('assessment_grade')}"))
    out += [Para("第二部分　人员与治理", "heading")]
    out.append(Para(f"截至年末，在职人员共{t('staff_total')}人，其中专职{t('staff_full_time')}人、兼职{t('staff_part_time')}人；理事{t('council_size')}名，监事{t('supervisors_count')}名。"))  # fmt: skip
    out.append(Para(f"全年召开理事会会议{t('council_meetings')}次。登记志愿者{t('volunteers')}人。"))
    out.append(
        Para(
            f"中共党员{t('party_members')}名。是否建立党组织：{t('party_organisation')}　党组织形式：{t('party_organisation_form')}"
        )
    )
    out += [Para("第三部分　业务活动", "heading"), Para(f"全年开展公益活动{t('activities_count')}次，受益{t('beneficiaries')}人次；举办培训{t('trainings_count')}期，参训{t('training_persons')}人次。")]  # fmt: skip
    out += [Para("第四部分　财务状况", "heading")]
    out.append(Para(f"全年收入合计{t('summary_income_total')}{draft.unit}，费用合计{t('summary_expense_total')}{draft.unit}，年末净资产{t('summary_net_assets_total')}{draft.unit}。"))  # fmt: skip
    out += [
        Para(f"附表1　资产负债表（单位：{draft.unit}）", "caption"),
        balance_below(draft, "期初", "期末", ruled=False),
    ]
    out += [
        Para(f"附表2　业务活动表（单位：{draft.unit}）", "caption"),
        activity_two(draft, ("本年累计", "上年同期"), ruled=False),
    ]
    return out


def county(draft: Draft) -> list[Block]:
    """A county's short form of one page: one table of six columns with everything, amounts in 万元."""
    kind = {"ST": "社会团体", "MF": "民办非企业单位", "JJ": "基金会"}[draft.facts.kind]
    out: list[Block] = [
        Para(f"{draft.facts.year}年度{kind}年检登记表", "title"),
        Para(f"金额单位：{draft.unit}", "right"),
    ]
    draft.text("report_year")
    rows: list[list[Cell | str]] = [["单位名称", draft.cell("name", across=3), "信用代码", draft.cell("credit_code")]]
    rows += pairs(draft, _names("legal_representative established registered_capital phone industry postcode"), 3)
    rows.append(["地址", draft.cell("domicile", across=3), "主管部门", draft.cell("supervisor_unit")])
    rows += pairs(draft, _names("staff_total staff_full_time staff_contracts party_members party_organisation party_members_full_time"), 3)  # fmt: skip
    if draft.facts.kind == "ST":
        rows += pairs(draft, _names("members_units members_individuals general_meetings council_meetings leaders_over_70 fee_standard_meeting"), 3)  # fmt: skip
    money = "assets_total_opening assets_total net_assets_total_opening liabilities_total_opening liabilities_total net_assets_total"
    labels = ("年初资产总额", "年末资产总额", "年初净资产", "年初负债", "年末负债", "年末净资产")
    for at in range(0, 6, 3):
        cells: list[Cell | str] = []
        for label, name in zip(labels[at : at + 3], money.split()[at : at + 3], strict=True):
            cells += [label, draft.cell(name)]
        rows.append(cells)
    incomes = "income_donations income_membership_fees income_services income_sales income_subsidies income_investment income_other"
    rows.append([Cell("全年收入", down=4), "总计", draft.cell("income_total"), Cell("全年支出", down=4), "总计", draft.cell("expense_total")])  # fmt: skip
    spent = ("expense_activities", "expense_management", "expense_financing")
    for name, out_name in zip(incomes.split()[:3], spent, strict=True):
        rows.append([draft.label(name), draft.cell(name), draft.label(out_name), draft.cell(out_name)])
    rest = [*incomes.split()[3:], "expense_other", "net_assets_change"]
    rows += pairs(draft, rest, 3)
    rows.append(["单位自查意见", Cell("以上内容真实、完整。", across=5)])
    out.append(grid(rows, widths=(2, 2.2, 2, 2.2, 2, 2.6)))
    return out


def workbook(draft: Draft) -> list[Block]:
    """A workbook of several sheets, numbers stored as numbers."""
    out: list[Block] = [Break("封面与基本信息"), Para("社会组织年度工作报告", "title")]
    names = "name credit_code report_year registration_number established registered_capital legal_representative supervisor_unit domicile phone email industry"
    out.append(grid(pairs(draft, _names(names), 1)))
    out += [Break("人员与党建"), Para("人员与党建情况", "title")]
    names = "staff_total staff_full_time staff_part_time staff_contracts council_size supervisors_count leaders_over_70 volunteers party_members party_members_full_time party_organisation party_organisation_form council_meetings"
    rows: list[list[Cell | str]] = [["指标", "数值"]]
    rows += [[draft.label(n), draft.cell(n)] for n in _names(names)]
    if draft.facts.kind == "ST":
        rows += [[draft.label(n), draft.cell(n)] for n in ("members_units", "members_individuals", "general_meetings", "fee_standard_meeting")]  # fmt: skip
    out += [
        grid(rows),
        Break("资产负债表"),
        Para("资产负债表"),
        Para(f"单位：{draft.unit}"),
        balance_side_by_side(draft, "年初余额", "期末余额"),
    ]
    out += [
        Break("业务活动表"),
        Para("业务活动表"),
        Para(f"单位：{draft.unit}"),
        activity_six(draft, "上年数", "本年数"),
    ]
    out += [Break("现金流量表"), Para("现金流量表"), Para(f"单位：{draft.unit}"), cash_flow(draft, "本年金额")]
    return out


def charity(draft: Draft) -> list[Block]:
    """A newer report of a charitable foundation: rates by 民发〔2016〕189号, amounts in 元."""
    public = draft.facts.public
    out: list[Block] = [Para("慈善组织（基金会）年度工作报告", "title"), Para(f"（{draft.facts.year}年度）", "caption")]
    draft.text("report_year")
    names = "name credit_code charity_organisation public_fundraising established registered_capital president secretary_general supervisor_unit registration_authority tax_deduction assessment_grade council_size supervisors_count council_meetings staff_full_time party_organisation party_members"
    rows: list[list[Cell | str]] = [["序号", "填报项目", "填报内容"]]
    rows += [[str(at), draft.label(n), draft.cell(n)] for at, n in enumerate(_names(names), 1)]
    out += [
        grid(rows, widths=(1, 4, 5)),
        Para("慈善活动支出和管理费用情况", "heading"),
        Para(f"（货币单位：{draft.unit}）", "right"),
    ]
    base = ("prior_income_total", "prior_income_adjusted") if public else ("prior_net_assets",)
    spending: list[str] = [
        *base,
        "expense_total",
        "charity_spending",
        "expense_management",
        "other_expense_spending_table",
    ]
    rows = [["指标名称", "金额或比例"]]
    rows += [[draft.label(n), draft.cell(n)] for n in spending]
    rows += [[draft.label(n), draft.cell(n)] for n in ("spending_ratio", "admin_ratio")]
    out += [grid(rows, widths=(5, 3)), Para("财务报表", "heading")]
    out += headed(draft, "资产负债表", balance_side_by_side(draft, "上年年末余额", "期末余额", numbered=False))
    out += headed(draft, "业务活动表", activity_six(draft, "上期金额", "本期金额", numbered=False))
    return out


# Wordings of labels that differ from family to family.
WORDINGS: dict[str, dict[str, str]] = {
    "ministry": {"name": "社团名称", "president": "理事长（会长）", "registration_number": "登记证号"},
    "foundation": {
        "name": "基金会名称", "registered_capital": "原始基金数额", "president": "理事长", "council_size": "理事数", "supervisors_count": "监事数",
        "leaders_count": "负责人数", "established": "成立时间", "tax_deduction": "公益性捐赠税前扣除资格",
    },
    "shandong": {
        "name": "单位名称", "registered_capital": "开办资金", "staff_total": "从业人员数", "party_members": "党员人数",
        "party_organisation_form": "党组织建立形式", "industry": "所属行（事）业", "credit_code": "统一社会信用代码",
        "council_meetings": "理事会召开次数",
    },
    "jiangxi": {
        "income_total": "本年度收入合计", "income_donations": "接受社会捐赠收入", "income_services": "提供服务收入",
        "income_government_purchase": "其中：政府购买服务收入", "expense_total": "本年度费用合计",
        "expense_activities": "业务活动成本", "expense_management": "管理费用", "expense_management_wages": "其中：工资福利支出",
        "expense_financing": "筹资费用", "expense_other": "其他费用", "staff_female": "女", "council_meetings": "理事会（次）",
        "general_meetings": "会员（代表）大会（次）", "standing_council_meetings": "常务理事会（次）", "staff_contracts": "签订劳动合同人数",
        "leaders_over_70": "负责人中70周岁以上人数",
    },
    "portal": {"name": "社会组织名称", "established": "成立登记日期", "last_election": "最近一次换届时间", "party_members": "党员人数"},
    "card": {
        "name": "社会组织名称", "credit_code": "社会信用代码", "established": "登记日期", "legal_representative": "法人代表",
        "registered_capital": "开办（注册）资金", "domicile": "登记住所", "staff_total": "从业人员", "staff_full_time": "其中：专职",
        "staff_part_time": "其中：兼职", "staff_contracts": "签订劳动合同人数", "volunteers": "志愿者总人数", "leaders_over_70": "年满70周岁的负责人数",
        "party_members": "中共党员", "party_organisation": "党组织是否建立", "party_organisation_form": "党组织类型",
        "party_members_full_time": "专职人员中党员数", "council_meetings": "理事会会议次数", "council_size": "理事会成员数",
        "members_units": "单位会员（个）", "members_individuals": "个人会员（人）", "general_meetings": "会员大会次数",
        "expense_activities": "业务活动成本", "expense_management": "管理费用", "expense_financing": "筹资费用", "expense_other": "其他费用",
        "income_total": "收入总计", "expense_total": "费用总计", "net_assets_change": "净资产变动额", "assets_total": "资产合计",
        "liabilities_and_net_assets_total": "负债及净资产合计", "fixed_assets_depreciation": "累计折旧",
    },
    "lines": {
        "name": "单位全称", "supervisor_unit": "主管单位", "domicile": "办公地址", "purpose": "办会宗旨", "registration_authority": "登记机关",
        "income_total": "收入合计", "expense_total": "费用合计",
    },
    "county": {
        "legal_representative": "法定代表人", "established": "批准成立时间", "registered_capital": "注册资金", "industry": "行业类别",
        "staff_total": "工作人员数", "staff_full_time": "专职人数", "staff_contracts": "劳动合同数", "party_members": "党员数",
        "party_organisation": "是否建立党组织", "party_members_full_time": "专职党员数", "members_units": "单位会员", "members_individuals": "个人会员",
        "general_meetings": "会员大会（次）", "council_meetings": "理事会（次）", "leaders_over_70": "70岁以上负责人", "fee_standard_meeting": "会费标准通过会议",
        "income_donations": "捐赠", "income_membership_fees": "会费", "income_services": "服务收入", "expense_activities": "业务活动成本",
        "expense_management": "管理费用", "expense_financing": "筹资费用", "expense_other": "其他支出", "net_assets_change": "净资产变动",
        "income_sales": "商品销售收入", "income_subsidies": "政府补助", "income_investment": "投资收益", "income_other": "其他收入",
    },
    "workbook": {"name": "组织名称", "report_year": "报告年度", "staff_total": "工作人员总数（人）", "volunteers": "志愿者数量", "legal_representative": "法定代表人姓名"},
    "charity": {
        "name": "基金会全称", "registered_capital": "原始基金（元）", "charity_spending": "本年度慈善活动支出", "expense_management": "本年度管理费用",
        "expense_total": "本年度总支出", "prior_income_total": "上年度实际收入合计", "spending_ratio": "慈善活动支出占上年度总收入（上年末净资产）的比例",
        "admin_ratio": "管理费用占总支出的比例", "council_meetings": "理事会会议召开次数",
    },
}  # fmt: skip
FAMILIES: dict[str, tuple[Layout, str]] = {
    "ministry": (ministry, YUAN), "foundation": (foundation, WAN), "shandong": (shandong, YUAN), "jiangxi": (jiangxi, WAN),
    "portal": (portal, YUAN), "card": (card, YUAN), "lines": (lines, YUAN), "county": (county, WAN), "workbook": (workbook, YUAN),
    "charity": (charity, YUAN),
    "stacked": (odd.stacked, YUAN), "boxes": (odd.boxes, YUAN), "definitions": (odd.definitions, WAN), "entry_fields": (odd.entry_fields, WAN),
    "dotted": (odd.dotted, YUAN), "captioned": (odd.captioned, WAN), "indicators": (odd.indicators, YUAN), "three_years": (odd.three_years, WAN),
    "upright": (odd.upright, WAN), "questions": (odd.questions, YUAN), "prose": (odd.prose, YUAN), "spaced": (odd.spaced, WAN),
    "shares": (odd.shares, YUAN),
}  # fmt: skip
