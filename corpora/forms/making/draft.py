"""A form while it is filled in: every value that is printed is written down as gold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from corpora.forms.making.blocks import Cell
from corpora.forms.making.facts import Facts

Row = dict[str, Any]
YUAN, WAN = "元", "万元"
CHOICES: dict[str, tuple[str, ...]] = {
    "party_organisation": ("是", "否"),
    "party_organisation_form": ("党委", "党总支", "党支部", "临时支部", "联合支部", "其他"),
    "secretary_general_full_time": ("专职", "兼职"),
    "charity_organisation": ("是", "否"),
    "public_fundraising": ("有", "无"),
    "tax_deduction": ("有", "无"),
    "assessment_grade": ("5A", "4A", "3A", "2A", "1A", "未评估"),
    "penalty": ("有", "无"),
    "fee_standard_filed": ("是", "否"),
    "entity_form": ("法人", "合伙", "个体"),
}
DATES = ("report_date", "established", "last_election", "fee_standard_date")
RATES = ("spending_ratio", "admin_ratio")
# How an empty field looks, and the name of the look in the gold.
EMPTY = {"": "blank", "无": "none", "/": "slash", "—": "dash", "--": "dash"}


@dataclass(slots=True)
class Draft:
    """One form of one organisation in one hand.

    Attributes:
        facts: what is true.
        labels: wordings of this layout's labels, by field id; those of ``LABELS`` stand for the others.
        unit: the unit of the statements.
        zero: how an amount of nothing is printed; an empty look means that the field has no value.
        boxes: the ticked and the open box, or ``("", "")`` where the word alone is printed.
        after: whether the box stands behind its word.
        date: how dates are written: ``cn`` (2023年4月5日), ``iso``, ``dot``.
        commas: whether amounts have them.
        decimals: of amounts.
    """

    facts: Facts
    labels: Mapping[str, str] = field(default_factory=dict)
    unit: str = YUAN
    zero: str = "0.00"
    boxes: tuple[str, str] = ("☑", "□")
    after: bool = False
    date: str = "cn"
    commas: bool = True
    decimals: int = 2
    empty: str = ""
    gold: list[Row] = field(default_factory=list)

    def label(self, name: str) -> str:
        """The label of a field in this layout."""
        return self.labels.get(name) or LABELS[name]

    def cell(self, name: str, across: int = 1, down: int = 1, unit: str | None = None) -> Cell:
        """The cell that holds a field's value; it goes into the gold."""
        text, number = self._written(name, unit)
        return Cell(text, across, down, number)

    def text(self, name: str, unit: str | None = None) -> str:
        """A field's value as it stands in a line of text; it goes into the gold."""
        return self._written(name, unit)[0]

    def _written(self, name: str, unit: str | None) -> tuple[str, float | None]:
        facts = self.facts
        if name in facts.money:
            return self._money(name, unit or self.unit)
        value = facts.plain.get(name, "")
        if value == "":
            self._note(name, None, self.empty, None)
            return self._boxed(name, "") if name in CHOICES else self.empty, None
        if name in DATES:
            return self._date(name, str(value)), None
        if name in CHOICES:
            self._note(name, value, str(value), None)
            return self._boxed(name, str(value)), None
        written = f"{value}%" if name in RATES else str(value)
        self._note(name, value, written, "%" if name in RATES else UNITS.get(name))
        return written, float(value) if isinstance(value, int) and name not in ("report_year",) else None

    def _money(self, name: str, unit: str) -> tuple[str, float | None]:
        cents = self.facts.money[name]
        if cents == 0 and self.zero in EMPTY:
            self._note(name, None, self.zero, YUAN)
            return self.zero, None
        amount = cents / (100 if unit == YUAN else 1_000_000)
        written = f"{amount:,.{self.decimals}f}" if self.commas else f"{amount:.{self.decimals}f}"
        if cents == 0:
            written = self.zero
        yuan = cents / 100
        self._note(name, int(yuan) if yuan == int(yuan) else yuan, written, YUAN)
        return written, amount

    def _date(self, name: str, iso: str) -> str:
        year, month, day = iso.split("-")
        written = {
            "cn": f"{year}年{int(month)}月{int(day)}日",
            "iso": iso,
            "dot": f"{year}.{month}.{day}",
        }[self.date]
        self._note(name, iso, written, None)
        return written

    def _boxed(self, name: str, value: str) -> str:
        ticked, opened = self.boxes
        if not ticked:
            return value
        parts = []
        for option in CHOICES[name]:
            mark = ticked if option == value else opened
            parts.append(option + mark if self.after else mark + option)
        return " ".join(parts)

    def _note(self, name: str, value: object, written: str, unit: str | None) -> None:
        row = {"field": name, "value": value, "written": written, "unit": unit}
        if value is None:
            row["flag"] = EMPTY.get(written, "blank")
        if all(known["field"] != name for known in self.gold):
            self.gold.append(row)


def pairs(draft: Draft, names: Iterable[str], per_row: int = 2, widths: int = 1) -> list[list[Cell | str]]:
    """Rows of label and value side by side, ``per_row`` fields a row; the last value of a short row is widened."""
    rows: list[list[Cell | str]] = []
    names = list(names)
    for at in range(0, len(names), per_row):
        part = names[at : at + per_row]
        row: list[Cell | str] = []
        for k, name in enumerate(part):
            missing = 2 * (per_row - len(part)) if k + 1 == len(part) else 0
            row += [Cell(draft.label(name)), draft.cell(name, across=widths + missing * (1 + widths) // 2)]
        rows.append(row)
    return rows


def above(draft: Draft, names: Iterable[str], per_row: int = 4) -> list[list[Cell | str]]:
    """Rows of labels, each over the row of its values; short rows are filled with empty cells."""
    rows: list[list[Cell | str]] = []
    names = list(names)
    for at in range(0, len(names), per_row):
        part = names[at : at + per_row]
        rest: list[Cell | str] = [""] * (per_row - len(part))
        rows.append([*(draft.label(n) for n in part), *rest])
        rows.append([*(draft.cell(n) for n in part), *rest])
    return rows


UNITS = {
    **dict.fromkeys(
        ["leaders_count", "council_size", "standing_council_size", "supervisors_count", "staff_total", "staff_full_time",
         "staff_part_time", "staff_retired", "staff_female", "staff_contracts", "staff_insured", "staff_practising",
         "staff_social_workers", "accountants", "volunteers", "members_individuals", "leaders_civil_servants",
         "leaders_over_70", "leaders_retired", "general_meeting_attendance", "staff_age_35", "staff_age_36_50",
         "staff_age_51_60", "staff_age_60_plus"],
        "人",
    ),
    **dict.fromkeys(
        ["members_units", "members_total", "branches_total", "branches_new", "branches_new_registered", "branches_cancelled",
         "branches_cancelled_registered", "representative_offices", "offices", "special_fund_bodies"],
        "个",
    ),
    **dict.fromkeys(
        ["party_members", "party_members_full_time", "party_members_new", "party_age_35", "party_age_36_50",
         "party_age_51_60", "party_age_60_plus", "party_instructors"],
        "名",
    ),
    **dict.fromkeys(
        ["general_meetings", "council_meetings", "council_meetings_required", "standing_council_meetings", "activities_count"],
        "次",
    ),
    "council_term_years": "年",
    "volunteer_hours": "小时",
    "projects_count": "项",
    "beneficiaries": "人次",
    "trainings_count": "期",
    "training_persons": "人次",
}  # fmt: skip

LABELS = {
    "name": "名称", "credit_code": "统一社会信用代码", "registration_number": "登记证号", "report_year": "年度",
    "report_date": "报告日期", "established": "成立时间", "supervisor_unit": "业务主管单位",
    "registration_authority": "登记管理机关", "registered_capital": "注册资金", "domicile": "住所", "postcode": "邮政编码",
    "phone": "联系电话", "fax": "传真", "email": "电子邮箱", "website": "网址", "industry": "行业分类",
    "business_scope": "业务范围", "purpose": "宗旨", "entity_form": "单位形式", "charity_organisation": "是否慈善组织",
    "public_fundraising": "公开募捐资格", "tax_deduction": "公益性捐赠税前扣除资格", "assessment_grade": "评估等级",
    "penalty": "本年度受到行政处罚", "members_units": "单位会员数", "members_individuals": "个人会员数",
    "members_total": "会员总数", "legal_representative": "法定代表人", "legal_representative_post": "法定代表人职务",
    "president": "会长", "secretary_general": "秘书长", "secretary_general_full_time": "秘书长为",
    "council_size": "理事人数", "standing_council_size": "常务理事人数", "supervisors_count": "监事人数",
    "leaders_count": "负责人数", "leaders_civil_servants": "现职公务员兼任负责人数", "leaders_retired": "离退休人员兼任负责人数",
    "leaders_over_70": "70岁以上负责人数", "staff_total": "工作人员总数", "staff_full_time": "专职工作人员数",
    "staff_part_time": "兼职工作人员数", "staff_retired": "离退休返聘人数", "staff_female": "女性工作人员",
    "staff_contracts": "签订聘用合同人数", "staff_insured": "参加社会保险人数", "staff_practising": "执业人员数",
    "staff_social_workers": "持证社会工作者", "staff_age_35": "35岁及以下", "staff_age_36_50": "36—50岁",
    "staff_age_51_60": "51—60岁", "staff_age_60_plus": "60岁以上", "accountants": "财会人员数", "volunteers": "志愿者人数",
    "volunteer_hours": "志愿劳动时间（小时）", "party_members": "党员总数", "party_members_full_time": "专职工作人员中党员人数",
    "party_members_new": "本年新发展党员", "party_age_35": "35岁及以下", "party_age_36_50": "36—50岁",
    "party_age_51_60": "51—60岁", "party_age_60_plus": "60岁以上", "party_organisation": "是否建立党组织",
    "party_organisation_form": "党组织形式", "party_instructors": "党建指导员人数", "party_activity_funds": "党组织活动经费（元）",
    "council_term_years": "届期（年）", "last_election": "最近一次换届时间", "general_meetings": "本年度召开会员（代表）大会次数",
    "general_meeting_attendance": "参加人数", "council_meetings": "本年度召开理事会次数",
    "council_meetings_required": "章程规定每年召开理事会次数", "standing_council_meetings": "本年度召开常务理事会次数",
    "branches_total": "分支机构数", "representative_offices": "代表机构数", "offices": "办事机构数",
    "special_fund_bodies": "专项基金管理机构数", "fee_standard": "会费标准", "fee_standard_date": "会费标准制定时间",
    "fee_standard_meeting": "通过会费标准的会议名称", "fee_standard_filed": "会费标准是否备案",
    "income_total": "收入合计", "income_donations": "捐赠收入", "income_membership_fees": "会费收入",
    "income_services": "提供服务收入", "income_government_purchase": "政府购买服务收入", "income_sales": "商品销售收入",
    "income_subsidies": "政府补助收入", "income_investment": "投资收益", "income_other": "其他收入",
    "expense_total": "费用合计", "expense_activities": "（一）业务活动成本", "expense_personnel": "人员费用",
    "expense_daily": "日常费用", "expense_depreciation": "固定资产折旧", "expense_tax": "税费",
    "expense_management": "（二）管理费用", "expense_management_wages": "工资福利", "expense_financing": "（三）筹资费用",
    "expense_other": "（四）其他费用", "net_assets_transfer": "三、限定性净资产转为非限定性净资产",
    "net_assets_change": "四、净资产变动额（若为净资产减少额，以“-”号填列）", "cash_and_bank": "货币资金",
    "short_term_investment": "短期投资", "receivables": "应收款项", "prepayments": "预付账款", "inventories": "存货",
    "current_assets_total": "流动资产合计", "long_term_investment_total": "长期投资合计", "fixed_assets_cost": "固定资产原价",
    "fixed_assets_depreciation": "减：累计折旧", "fixed_assets_net": "固定资产净值", "fixed_assets_total": "固定资产合计",
    "intangible_assets": "无形资产", "assets_total": "资产总计", "payables": "应付款项", "wages_payable": "应付工资",
    "taxes_payable": "应交税金", "advances_received": "预收账款", "current_liabilities_total": "流动负债合计",
    "liabilities_total": "负债合计", "net_assets_unrestricted": "非限定性净资产", "net_assets_restricted": "限定性净资产",
    "net_assets_total": "净资产合计", "liabilities_and_net_assets_total": "负债和净资产总计",
    "year_end_funds": "本年度年末资金余额", "cash_operating": "业务活动产生的现金流量净额",
    "cash_investing": "投资活动产生的现金流量净额", "cash_financing": "筹资活动产生的现金流量净额",
    "cash_fx": "四、汇率变动对现金的影响额", "cash_net_increase": "五、现金及现金等价物净增加额",
    "summary_income_total": "本年度收入合计", "summary_expense_total": "本年度费用合计",
    "summary_assets_total": "年末资产总额", "summary_net_assets_total": "年末净资产",
    "donations_total_table": "合计", "donations_domestic": "一、来自境内的捐赠", "donations_domestic_persons": "其中：来自境内自然人的捐赠",
    "donations_domestic_organisations": "来自境内法人或者其他组织的捐赠", "donations_foreign": "二、来自境外的捐赠",
    "prior_income_total": "上年度总收入", "prior_income_adjusted": "调整后的上年度总收入", "prior_net_assets": "上年末净资产",
    "charity_spending": "本年度用于公益事业的支出", "wages_expense": "工作人员工资福利支出", "office_expense": "行政办公支出",
    "other_expense_spending_table": "其他支出", "spending_ratio": "公益事业支出占上年度总收入的比例",
    "admin_ratio": "工作人员工资福利和行政办公支出占总支出的比例", "projects_count": "公益项目数", "activities_count": "公益活动次数",
    "beneficiaries": "受益人次", "trainings_count": "举办培训班（期）", "training_persons": "培训人次",
    "prior_conclusion": "上年度年检结论", "supervisor_opinion": "业务主管单位初审意见", "conclusion": "年检结论",
    "audit_firm": "审计机构", "audit_opinion": "审计意见类型",
}  # fmt: skip
