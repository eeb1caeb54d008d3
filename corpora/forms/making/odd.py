"""Layouts apart from the families: labels under their values, on lines of their own, in lists and boxes of web pages,
in questions and sentences, years side by side, sheets that begin anywhere."""

from __future__ import annotations

from collections.abc import Sequence

from corpora.forms.making.blocks import Block, Break, Cell, Pairs, PairStyle, Para, grid
from corpora.forms.making.draft import UNITS, YUAN, Draft, pairs
from corpora.forms.making.facts import INCOMES
from corpora.forms.making.statements import activity_six, balance_below, balance_side_by_side, headed

_WHO = "name credit_code established supervisor_unit registration_authority registered_capital domicile phone email industry legal_representative secretary_general"
_PEOPLE = "council_size supervisors_count leaders_count leaders_over_70 staff_total staff_full_time staff_part_time staff_contracts staff_insured volunteers"
_PARTY = "party_members party_members_full_time party_members_new party_organisation party_organisation_form party_instructors"
_MEETINGS = "last_election council_meetings council_meetings_required trainings_count training_persons activities_count beneficiaries"
_INCOME = (*(f"income_{item}" for item in INCOMES), "income_total")
_EXPENSE = ("expense_activities", "expense_management", "expense_financing", "expense_other", "expense_total")
_SHEET = ("cash_and_bank", "assets_total", "liabilities_total", "net_assets_unrestricted", "net_assets_restricted", "net_assets_total")  # fmt: skip
_KINDS = {"ST": "社会团体", "MF": "社会服务机构", "JJ": "基金会"}


def _title(draft: Draft, words: str) -> list[Block]:
    draft.text("report_year")
    return [Para(f"{_KINDS[draft.facts.kind]}{words}", "title"), Para(f"（{draft.facts.year}年度）", "caption")]


def _members(draft: Draft) -> list[str]:
    return ["members_units", "members_individuals", "members_total"] if draft.facts.kind == "ST" else []


def _items(draft: Draft, names: Sequence[str]) -> Sequence[tuple[str, str]]:
    return tuple((draft.label(name), draft.text(name)) for name in names)


def _sections(draft: Draft, style: PairStyle) -> list[Block]:
    out: list[Block] = [
        Para("一、基本信息", "heading"),
        Para(f"（金额单位：{draft.unit}）"),
        Pairs(_items(draft, _WHO.split()), style),
    ]
    out += [Para("二、人员情况", "heading"), Pairs(_items(draft, [*_members(draft), *_PEOPLE.split()]), style)]
    out += [Para("三、党建情况", "heading"), Pairs(_items(draft, _PARTY.split()), style)]
    out += [Para("四、会议和活动", "heading"), Pairs(_items(draft, _MEETINGS.split()), style)]
    out += [Para(f"五、财务情况（单位：{draft.unit}）", "heading"), Pairs(_items(draft, [*_INCOME, *_EXPENSE]), style)]
    out += [Para(f"六、年末资产（单位：{draft.unit}）", "heading"), Pairs(_items(draft, _SHEET), style)]
    return out


def stacked(draft: Draft) -> list[Block]:
    """Each label on a line of its own, the value on the next one."""
    return [*_title(draft, "年度工作报告"), *_sections(draft, "below")]


def boxes(draft: Draft) -> list[Block]:
    """A web page whose labels and values are boxes side by side."""
    return [*_title(draft, "年度报告公示"), *_sections(draft, "boxes")]


def definitions(draft: Draft) -> list[Block]:
    """A web page that lists labels and values as terms and definitions."""
    return [*_title(draft, "年度工作报告书"), *_sections(draft, "terms")]


def entry_fields(draft: Draft) -> list[Block]:
    """A web page with its input fields as they were filled."""
    return [*_title(draft, "网上年检填报"), *_sections(draft, "inputs")]


def dotted(draft: Draft) -> list[Block]:
    """Two labels a line, dots up to their values."""
    return [*_title(draft, "年度检查登记表"), *_sections(draft, "dots")]


def captioned(draft: Draft) -> list[Block]:
    """Values in boxes with their labels in brackets below."""
    out: list[Block] = [*_title(draft, "年检报告书"), Para(f"金额单位：{draft.unit}", "right")]
    for heading, names in (
        ("基本情况", _WHO),
        ("人员与会议", f"{' '.join(_members(draft))} {_PEOPLE} {_MEETINGS}"),
        ("收支", " ".join((*_INCOME, *_EXPENSE))),
    ):
        rows: list[list[Cell | str]] = []
        listed = names.split()
        for at in range(0, len(listed), 3):
            part = listed[at : at + 3]
            rest = [""] * (3 - len(part))
            rows += [[*(draft.cell(n) for n in part), *rest], [*(f"（{draft.label(n)}）" for n in part), *rest]]
        out += [Para(heading, "heading"), grid(rows)]
    return out


def indicators(draft: Draft) -> list[Block]:
    """One table of numbered indicators with their units, this year and last year."""
    out: list[Block] = [*_title(draft, "年度数据报表"), grid(pairs(draft, _WHO.split()))]
    rows: list[list[Cell | str]] = [["序号", "指标名称", "代码", "计量单位", "本年数", "上年数"]]

    def line(name: str, unit: str, *cells: Cell) -> None:
        rows.append([str(len(rows)), draft.label(name), f"{len(rows):02d}", unit, *cells, *[""] * (2 - len(cells))])

    for name in (
        *_members(draft),
        *_PEOPLE.split(),
        "party_members",
        "council_meetings",
        "trainings_count",
        "beneficiaries",
    ):
        line(name, UNITS.get(name, ""), draft.cell(name))
    for name in (*_INCOME, *_EXPENSE):
        line(name, draft.unit, draft.cell(name), draft.cell(f"{name}_prior"))
    for name in _SHEET:
        line(name, draft.unit, draft.cell(name), draft.cell(f"{name}_opening"))
    return [*out, Para("年度主要指标表", "caption"), grid(rows, widths=(1, 4, 1, 1.5, 2, 2))]


def three_years(draft: Draft) -> list[Block]:
    """Three years side by side, of which the form asks for the last two."""
    year = draft.facts.year
    out: list[Block] = [
        *_title(draft, "年度检查表"),
        grid(pairs(draft, [*_WHO.split(), *_PEOPLE.split()], 3)),
        Para(f"近三年收支对比　　单位：{draft.unit}"),
    ]
    rows: list[list[Cell | str]] = [["指标", f"{year - 2}年", f"{year - 1}年", f"{year}年"]]
    for name in (*_INCOME, *_EXPENSE):
        old = draft.facts.money[f"{name}_prior"] // 2 / (100 if draft.unit == YUAN else 1_000_000)
        rows.append([draft.label(name), f"{old:,.2f}", draft.cell(f"{name}_prior"), draft.cell(name)])
    return [
        *out,
        grid(rows),
        *headed(draft, "资产负债表", balance_side_by_side(draft, f"{year}年初", f"{year}年末", numbered=False)),
    ]


def upright(draft: Draft) -> list[Block]:
    """One table with upright labels of groups on the left, boxes and blanks inside the cells."""
    text = draft.text
    rows: list[list[Cell | str]] = []

    def group(words: str, lines: Sequence[Sequence[Cell | str]]) -> None:
        rows.append([Cell("\n".join(words), down=len(lines)), *lines[0]])
        rows.extend(list(line) for line in lines[1:])

    group("基本情况", pairs(draft, _WHO.split()))
    people = [
        f"{draft.label(n)}：{text(n)}人"
        for n in (
            "staff_total",
            "staff_full_time",
            "staff_part_time",
            "staff_contracts",
            "leaders_count",
            "council_size",
        )
    ]
    group("人员状况", [[Cell(a, across=2), Cell(b, across=2)] for a, b in zip(people[::2], people[1::2], strict=True)])
    group("党建", pairs(draft, _PARTY.split()))
    meetings = f"理事会：应召开{text('council_meetings_required')}次，实际召开{text('council_meetings')}次"
    group("会议", [[Cell(meetings, across=4)], [Cell(f"最近一次换届时间：{text('last_election')}", across=4)]])
    group(
        f"财务︵{draft.unit}︶",
        pairs(draft, (*_INCOME, *_EXPENSE, "assets_total", "liabilities_total", "net_assets_total")),
    )
    return [*_title(draft, "年检表"), grid(rows, widths=(0.6, 2, 2.4, 2, 2.4))]


def questions(draft: Draft) -> list[Block]:
    """Numbered questions, the answers in blanks or behind the question."""
    text = draft.text
    out = _title(draft, "年度检查问卷")
    asked = [
        f"{draft.label(n)}是：{text(n)}"
        for n in ("name", "credit_code", "legal_representative", "domicile", "supervisor_unit")
    ]
    asked += [
        f"成立时间：{text('established')}",
        f"本单位现有工作人员＿{text('staff_total')}＿人，其中专职＿{text('staff_full_time')}＿人、兼职＿{text('staff_part_time')}＿人，签订劳动合同＿{text('staff_contracts')}＿人。",
        f"理事＿{text('council_size')}＿名，监事＿{text('supervisors_count')}＿名，负责人＿{text('leaders_count')}＿名，其中70岁以上＿{text('leaders_over_70')}＿名。",
        f"党员＿{text('party_members')}＿名，是否建立党组织？　{text('party_organisation')}　党组织形式：{text('party_organisation_form')}",
        f"全年召开理事会＿{text('council_meetings')}＿次。举办培训班＿{text('trainings_count')}＿期，培训＿{text('training_persons')}＿人次。",
    ]
    if draft.facts.kind == "ST":
        asked.append(f"现有单位会员＿{text('members_units')}＿家，个人会员＿{text('members_individuals')}＿人。")
    money = [
        (n, draft.label(n), text(n))
        for n in (*_INCOME, *_EXPENSE, "assets_total", "liabilities_total", "net_assets_total")
    ]
    asked += [f"{label}（{draft.unit}）：{written}" for _, label, written in money]
    return [*out, *(Para(f"{at}. {line}") for at, line in enumerate(asked, 1))]


def prose(draft: Draft) -> list[Block]:
    """Sentences with the figures in them, then a short table of money with its label in the middle."""
    text, kind = draft.text, _KINDS[draft.facts.kind]
    out = _title(draft, "年度工作报告书")
    who = f"{draft.label('name')}：{text('name')}　　统一社会信用代码：{text('credit_code')}\n法定代表人：{text('legal_representative')}　　成立时间：{text('established')}\n业务主管单位：{text('supervisor_unit')}　　住所：{text('domicile')}"
    out += [Para(line) for line in who.split("\n")]
    members = (
        f"现有单位会员{text('members_units')}家、个人会员{text('members_individuals')}名。"
        if draft.facts.kind == "ST"
        else ""
    )
    out.append(
        Para(
            f"（一）本{kind}截至{draft.facts.year}年底共有工作人员{text('staff_total')}人，其中专职{text('staff_full_time')}人，兼职{text('staff_part_time')}人；理事{text('council_size')}名，监事{text('supervisors_count')}名。{members}"
        )
    )
    out.append(
        Para(
            f"（二）现有党员{text('party_members')}名，建立了{text('party_organisation_form')}。本年度召开理事会会议{text('council_meetings')}次，举办培训班{text('trainings_count')}期，培训{text('training_persons')}人次，开展公益活动{text('activities_count')}次，受益{text('beneficiaries')}人次。"
        )
    )
    return [
        *out,
        *headed(draft, "资产负债表", balance_below(draft, "年初余额", "期末余额", closing_first=True)),
        *headed(draft, "业务活动表", activity_six(draft, "上期金额", "本期金额", numbered=False)),
    ]


def spaced(draft: Draft) -> list[Block]:
    """A sheet that begins in the middle, with empty columns between labels and values, and the unit behind the value."""
    out: list[Block] = [Break("年报"), *_title(draft, "年度报告")]
    rows: list[list[Cell | str]] = []
    for names in (_WHO, " ".join((*_members(draft), *_PEOPLE.split())), _PARTY):
        for name in names.split():
            unit = draft.unit if name in draft.facts.money else UNITS.get(name, "")
            rows.append(["", "", draft.label(name), "", draft.cell(name), unit])
        rows.append([""] * 6)
    out.append(grid(rows))
    lines: list[list[Cell | str]] = [["", "项目", "", f"本年（{draft.unit}）", f"上年（{draft.unit}）"]]
    lines += [["", draft.label(n), "", draft.cell(n), draft.cell(f"{n}_prior")] for n in (*_INCOME, *_EXPENSE)]
    return [*out, Break("收支"), Para("收支情况", "caption"), grid(lines)]


def shares(draft: Draft) -> list[Block]:
    """A matrix of people, and money as two lists beside each other in one table."""
    out: list[Block] = [
        *_title(draft, "年检登记表"),
        grid(pairs(draft, _WHO.split(), 3)),
        Para("从业人员构成（单位：人）", "heading"),
    ]
    cell = draft.cell
    out.append(
        grid(
            [
                ["项目", "合计", "专职", "兼职", "女性", "签订合同"],
                [
                    "工作人员",
                    *(
                        cell(n)
                        for n in (
                            "staff_total",
                            "staff_full_time",
                            "staff_part_time",
                            "staff_female",
                            "staff_contracts",
                        )
                    ),
                ],
            ]
        )
    )
    out.append(
        grid(
            [
                ["党员情况", "总数", "本年新发展", "专职工作人员中党员"],
                ["人数", cell("party_members"), cell("party_members_new"), cell("party_members_full_time")],
            ]
        )
    )
    rows: list[list[Cell | str]] = [
        [Cell(f"收入（{draft.unit}）", across=2), Cell(f"费用（{draft.unit}）", across=2)],
        ["来源", "金额", "用途", "金额"],
    ]
    spent: list[tuple[Cell | str, Cell | str]] = [(draft.label(n), cell(n)) for n in _EXPENSE[:-1]]
    spent += [("", "")] * (len(INCOMES) - len(spent))
    rows += [[draft.label(f"income_{i}"), cell(f"income_{i}"), *s] for i, s in zip(INCOMES, spent, strict=True)]
    rows.append(["收入合计", cell("income_total"), "费用合计", cell("expense_total")])
    return [*out, Para("年度收支情况", "heading"), grid(rows)]
