"""Each check finds its error in every one of several layouts, and says nothing where the form agrees."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from corpora.cleaning import DocumentBuilder
from corpora.document import Document
from corpora.forms.making.facts import Kind, credit_code
from corpora.readers import read
from corpora.structure import analyse
from extractors.forms import FormsAcross, check_form, fields_of, read_form
from extractors.records import as_dict
from tests.forms.test_reading import rows
from tests.readers.word_files import word_file

Pairs = Sequence[tuple[str, str]]
_NAMES: dict[Kind, str] = {"ST": "临溪市果树协会", "MF": "临溪市晨曦养老服务中心", "JJ": "临溪市松风助学基金会"}
_YEAR = ("报告年度", "2023")


def _text(*lines: str) -> Document:
    builder = DocumentBuilder("a", "0" * 16, "text/plain")
    for line in lines:
        builder.add("paragraph", line)
    return builder.build()


def _in_fours(pairs: Pairs) -> Document:
    cells = [word for pair in pairs for word in pair]
    cells += [""] * (-len(cells) % 4)
    return read("a.docx", word_file(rows(*(cells[at : at + 4] for at in range(0, len(cells), 4)))))


def _above(pairs: Pairs) -> Document:
    made: list[list[str]] = []
    for at in range(0, len(pairs), 3):
        some = [*pairs[at : at + 3], *[("", "")] * 2][:3]
        made += [[label for label, _ in some], [value for _, value in some]]
    return read("a.docx", word_file(rows(*made)))


def _page(pairs: Pairs) -> Document:
    inside = "".join(
        f"<div><span class='k'>{label}</span><span class='v'>{value}</span></div>" for label, value in pairs
    )
    return read("a.html", f"<html><head><meta charset='utf-8'></head><body>{inside}</body></html>".encode())


LAYOUTS: dict[str, Callable[[Pairs], Document]] = {
    "two columns": lambda pairs: read("a.docx", word_file(rows(*map(list, pairs)))),
    "four columns": _in_fours,
    "labels above": _above,
    "lines": lambda pairs: _text(*(f"{label}：{value}" for label, value in pairs)),
    "rows of dots": lambda pairs: _text(*(f"{label}…………{value}" for label, value in pairs)),
    "page": _page,
}

BALANCE = {
    "资产总计（年初）": "1000.00元", "资产总计（期末）": "1200.00元", "负债合计（年初）": "100.00元", "负债合计（期末）": "150.00元",
    "净资产合计（年初）": "900.00元", "净资产合计（期末）": "1050.00元", "负债和净资产总计（期末）": "1200.00元",
    "收入合计": "400.00元", "费用合计": "250.00元", "净资产变动额": "150.00元",
}  # fmt: skip
INCOMES = {
    "捐赠收入": "100.00元", "会费收入": "0.00元", "提供服务收入": "250.00元", "政府补助收入": "50.00元", "投资收益": "0.00元", "其他收入": "0.00元",
    "收入合计": "400.00元", "业务活动成本": "200.00元", "管理费用": "50.00元", "筹资费用": "0.00元", "其他费用": "0.00元", "费用合计": "250.00元",
}  # fmt: skip
CASH = {
    "业务活动产生的现金流量净额": "30.00元", "投资活动产生的现金流量净额": "-10.00元", "筹资活动产生的现金流量净额": "0.00元",
    "汇率变动对现金的影响额": "0.00元", "现金及现金等价物净增加额": "20.00元",
}  # fmt: skip
FIXED = {"固定资产原价": "300.00元", "累计折旧": "120.00元", "固定资产净值": "180.00元"}
PARTY = {
    "党员总数": "9", "35岁及以下党员": "2", "36-50岁党员": "4", "51-60岁党员": "2", "60岁以上党员": "1", "专职工作人员数": "6",
    "专职工作人员中党员人数": "3", "是否建立党组织": "是",
}  # fmt: skip
DONATED = {"捐赠合计": "100.00元", "境内捐赠": "80.00元", "境外捐赠": "20.00元", "捐赠收入": "100.00元"}
PUBLIC = {"公开募捐资格": "有", "上年度总收入": "1000000.00元", "公益事业支出": "800000.00元", "总支出": "880000.00元"}
PRIVATE = {
    "公开募捐资格": "无",
    "上年末净资产": "1000000.00元",
    "公益事业支出": "90000.00元",
    "业务活动成本": "90000.00元",
}
WAGES = {
    "工作人员工资福利支出": "50000.00元",
    "行政办公支出": "30000.00元",
    "总支出": "900000.00元",
    "公开募捐资格": "无",
}
COUNCIL = {
    "章程规定理事会次数": "2",
    "理事会次数": "3",
    "负责人人数": "5",
    "70岁以上负责人": "0",
    "现职公务员兼任负责人": "0",
}
STAFF = {"工作人员总数": "10", "专职工作人员": "6", "兼职工作人员": "4", "党员总数": "3"}
FEES = {
    "会费收入": "500.00元",
    "会费标准": "单位会员500元/年",
    "会费标准通过的会议名称": "第三届会员代表大会第一次会议",
}
BRANCHES = {"注销分支机构数": "2", "注销已办登记数": "1", "新设分支机构数": "2", "新设已办登记数": "2"}

# check, kind of organisation, what the form says rightly, and what of it is made wrong
CASES: list[tuple[str, Kind, dict[str, str], dict[str, str]]] = [
    ("X01", "ST", BALANCE, {"负债和净资产总计（期末）": "1230.00元"}),
    ("X02", "ST", BALANCE, {"负债合计（年初）": "130.00元"}),
    ("X03", "MF", INCOMES, {"收入合计": "460.00元"}),
    ("X04", "MF", INCOMES, {"管理费用": "90.00元"}),
    ("X05", "ST", BALANCE, {"净资产变动额": "170.00元"}),
    ("X06", "ST", BALANCE, {"净资产合计（年初）": "890.00元"}),
    ("X07", "MF", FIXED, {"累计折旧": "150.00元"}),
    ("X08", "JJ", CASH, {"现金及现金等价物净增加额": "40.00元"}),
    ("X10", "ST", PARTY, {"36-50岁党员": "6"}),
    ("X10", "MF", STAFF, {"兼职工作人员": "6"}),
    ("X10", "MF", STAFF, {"党员总数": "12"}),
    ("X10", "ST", {"理事人数": "31", "常务理事人数": "11"}, {"常务理事人数": "33"}),
    ("X11", "ST", PARTY, {"是否建立党组织": "否"}),
    ("X11", "ST", PARTY, {"专职工作人员中党员人数": "8"}),
    ("X12", "ST", BRANCHES, {"注销已办登记数": "4"}),
    ("X12", "ST", BRANCHES, {"新设已办登记数": "3"}),
    ("X13", "ST", {"单位会员": "40", "个人会员": "30"}, {"单位会员": "12", "个人会员": "20"}),
    ("X14", "JJ", DONATED, {"境外捐赠": "50.00元"}),
    ("X15", "JJ", PUBLIC, {"公益事业支出": "600000.00元"}),
    ("X16", "JJ", PRIVATE, {"公益事业支出": "60000.00元"}),
    ("X17", "JJ", WAGES, {"工作人员工资福利支出": "90000.00元"}),
    ("X17", "JJ", WAGES | {"管理费用占总支出比例": "8.88%"}, {"管理费用占总支出比例": "6.88%"}),
    ("X17", "JJ", PRIVATE | {"公益支出比例": "9%"}, {"公益支出比例": "12%"}),
    ("X18", "JJ", PRIVATE, {"公益事业支出": "900000000.00元"}),
    ("X19", "ST", COUNCIL, {"理事会次数": "1"}),
    ("X20", "ST", COUNCIL, {"70岁以上负责人": "2"}),
    ("X20", "ST", COUNCIL, {"现职公务员兼任负责人": "1"}),
    ("X21", "ST", FEES, {"会费标准通过的会议名称": "第三届理事会第二次会议"}),
    ("X23", "MF", {"成立时间": "2016-05-04"}, {"成立时间": "2024-05-04"}),
    ("X23", "ST", {"成立时间": "2016-05-04", "最近一次换届时间": "2021-06"}, {"最近一次换届时间": "2015-06"}),
    ("X24", "MF", {"上年度年检结论": "合格", "年检结论": "不合格"}, {"上年度年检结论": "不合格"}),
    ("X25", "ST", {"货币资金（期末）": "36200.00元", "年末资金余额": "3.62万元"}, {"年末资金余额": "4.62万元"}),
]  # fmt: skip


def _pairs(kind: Kind, said: dict[str, str], code: str | None = None) -> Pairs:
    code = code or credit_code(kind, random.Random(kind))
    return [("名称", _NAMES[kind]), ("统一社会信用代码", code), _YEAR, *said.items()]


def _found(layout: str, pairs: Pairs) -> list[tuple[str, str]]:
    document = LAYOUTS[layout](pairs)
    return [
        (finding.check, finding.severity) for finding in check_form(read_form(document, analyse(document)), document)
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("check", "kind", "right", "wrong"), CASES)
def test_every_check_in_every_layout(
    layout: str, check: str, kind: Kind, right: dict[str, str], wrong: dict[str, str]
) -> None:
    assert _found(layout, _pairs(kind, right)) == []
    assert check in [found for found, _ in _found(layout, _pairs(kind, right | wrong))]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_credit_codes_in_every_layout(layout: str) -> None:
    code = credit_code("ST", random.Random(7))
    assert _found(layout, _pairs("ST", COUNCIL, code)) == []
    mistyped = code[:-1] + ("5" if code[-1] != "5" else "7")
    assert _found(layout, _pairs("ST", COUNCIL, mistyped)) == [("X22", "error")]
    assert _found(layout, _pairs("MF", COUNCIL, code)) == [("X22", "error")]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_last_years_form_in_every_layout(layout: str) -> None:
    for opening, expected in (("1050.00元", []), ("1080.00元", ["X09"])):
        across = FormsAcross()
        for doc, year, said in (("a", "2022", BALANCE), ("b", "2023", {"净资产合计（年初）": opening})):
            pairs = [(label, year if label == "报告年度" else value) for label, value in _pairs("ST", said)]
            document = LAYOUTS[layout](pairs)
            fields = fields_of(read_form(document, analyse(document)), document)
            across.add({"doc": doc, "doc_id": doc, "doc_type": "inspection_report"}, map(as_dict, fields))
        assert [finding.check for finding in across.findings()] == expected
