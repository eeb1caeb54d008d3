"""Notices of inspection results: lists of organisations with their conclusion, as tables and as running text."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpora.forms.making.blocks import Block, Cell, Para, grid
from corpora.forms.making.draft import Row
from corpora.forms.making.facts import Kind, credit_code

_PLACES = ("宁棠市", "兰圃区", "白鹭区", "沅溪市", "石麓县", "枫桥区", "禾丰县")
_MIDDLE = ("模具", "茶叶", "园林绿化", "老年书画", "心理健康", "轮滑运动", "水产养殖", "软件", "家政", "青年志愿者", "残疾人互助", "太极拳", "蓝天救援", "春苗托育", "和谐家园")  # fmt: skip
_ENDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("ST", ("行业协会", "协会", "商会", "研究会", "促进会", "联合会", "学会")),
    ("MF", ("服务中心", "社会工作服务中心", "培训学校", "艺术馆", "幼儿园", "研究院")),
    ("JJ", ("基金会", "慈善基金会")),
)
_CN = "零一二三四五六七八九十"


@dataclass(slots=True)
class Notice:
    """A notice while it is written; ``gold`` has two lines an organisation (one where no code is printed)."""

    doc: str
    chance: random.Random
    gold: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def organisation(self, conclusion: str, *, code: bool = True) -> tuple[str, str]:
        """Name and credit code of a new organisation that is listed with ``conclusion``."""
        while True:
            kind, ends = self.chance.choice(_ENDS[:2] * 6 + _ENDS[2:])
            name = self.chance.choice(_PLACES) + self.chance.choice(_MIDDLE) + self.chance.choice(ends)
            if name not in self.used:
                break
        self.used.add(name)
        number = credit_code(kind, self.chance)
        if code:
            self.gold.append({"doc": self.doc, "org_name": name, "field": "credit_code", "value": number})
        self.gold.append({"doc": self.doc, "org_name": name, "field": "conclusion", "value": conclusion})
        return name, number

    def names(self, count: int, conclusion: str) -> list[str]:
        """Names of so many organisations, listed without codes."""
        return [self.organisation(conclusion, code=False)[0] for _ in range(count)]


def table(n: Notice) -> list[Block]:
    """序号 | 代码 | 名称 | 结论."""
    rows: list[list[Cell | str]] = [["序号", "统一社会信用代码", "社会组织名称", "年检结果"]]
    for at, word in enumerate(["合格"] * 14 + ["基本合格"] * 3 + ["不合格"] * 2, 1):
        name, code = n.organisation(word)
        rows.append([str(at), code, name, word])
    lead = "根据《社会团体登记管理条例》等规定，我局对2023年度社会组织进行了年度检查，现将结果公告如下："
    return [Para("宁棠市民政局关于2023年度社会组织年检结果的公告", "title"), Para(lead), grid(rows, widths=(1, 4, 5, 2)), Para("宁棠市民政局", "right"), Para("2024年7月5日", "right")]  # fmt: skip


def running(n: Notice, stated: int = 9, listed: int = 9) -> list[Block]:
    """一、合格单位（9家）：…、…。"""
    if stated != listed:
        n.findings.append({"doc": n.doc, "check": "list_length", "also": []})
    groups = (("合格", stated, listed), ("基本合格", 3, 3), ("不合格", 2, 2), ("未参检", 4, 4))
    out: list[Block] = [Para("关于2022年度社会组织年度检查结论的通报", "title"), Para("各社会组织：")]
    out.append(Para("2022年度社会组织年检工作已经结束，现将结论通报如下："))
    for at, (word, said, count) in enumerate(groups, 1):
        names = n.names(count, word)
        out.append(Para(f"{_CN[at]}、{word}单位（{said}家）：{'、'.join(names)}。"))
    return [*out, Para("特此通报。"), Para("沅溪市民政局", "right"), Para("2023年8月1日", "right")]


def grouped(n: Notice) -> list[Block]:
    """The conclusion stands in the heading above each table."""
    out: list[Block] = [Para("2023年度社会组织年检结论公示", "title")]
    for at, (word, count) in enumerate((("合格", 8), ("基本合格", 4), ("不合格", 1)), 1):
        out.append(Para(f"{_CN[at]}、年检{word}的社会组织（{count}家）", "heading"))
        rows: list[list[Cell | str]] = [["序号", "名称", "统一社会信用代码"]]
        for number in range(1, count + 1):
            name, code = n.organisation(word)
            rows.append([str(number), name, code])
        out.append(grid(rows, widths=(1, 5, 4)))
    return out


def merged(n: Notice) -> list[Block]:
    """One conclusion merged over the rows of its organisations."""
    rows: list[list[Cell | str]] = [["年检结论", "序号", "单位名称", "信用代码", "业务主管单位"]]
    number = 0
    for word, count in (("合格", 6), ("基本合格", 3), ("未参检", 2)):
        for at in range(count):
            number += 1
            name, code = n.organisation(word)
            row: list[Cell | str] = [str(number), name, code, "民政局"]
            rows.append([Cell(word, down=count), *row] if at == 0 else row)
    return [
        Para("白鹭区民政局2022年度民办非企业单位和社会团体年检结论公告", "title"),
        grid(rows, widths=(1.5, 1, 4, 4, 2)),
    ]


def reported(n: Notice) -> list[Block]:
    """A province without conclusions: those that have filed."""
    rows: list[list[Cell | str]] = [["序号", "社会组织名称", "统一社会信用代码", "报送情况"]]
    for at in range(1, 13):
        name, code = n.organisation("已报送")
        rows.append([str(at), name, code, "已报送"])
    return [Para("关于2023年度工作报告报送情况的公告", "title"), Para("截至2024年6月30日，已报送2023年度工作报告的社会组织名单如下："), grid(rows, widths=(1, 5, 4, 2))]  # fmt: skip


def wrong_length(n: Notice) -> list[Block]:
    """As ``running``, with eleven stated and ten listed."""
    return running(n, 11, 10)


# ---------------------------------------------------------------------------------------------------------------------
# for test


def double(n: Notice) -> list[Block]:
    """Two organisations a row, side by side; the conclusion is the heading's."""
    out: list[Block] = [Para("枫桥区2023年度社会组织年检结果通告", "title")]
    for at, (word, count) in enumerate((("合格", 11), ("不合格", 3)), 1):
        out.append(Para(f"（{_CN[at]}）年检结果为“{word}”的单位（共{count}家）"))
        cells: list[str] = []
        for number in range(1, count + 1):
            cells += [str(number), n.organisation(word, code=False)[0]]
        cells += [""] * (len(cells) % 4)
        rows: list[list[Cell | str]] = [["序号", "单位名称", "序号", "单位名称"]]
        rows += [list(cells[k : k + 4]) for k in range(0, len(cells), 4)]
        out.append(grid(rows, widths=(1, 4, 1, 4)))
    return out


def numbered(n: Notice) -> list[Block]:
    """Each organisation a line of its own with its code in brackets, under the line of its conclusion."""
    out: list[Block] = [
        Para("禾丰县民政局关于2021年度社会组织年检情况的公告", "title"),
        Para("经审查，现将年检结论公告如下："),
    ]
    for at, (word, count) in enumerate((("年检合格", 7), ("年检基本合格", 2), ("未按规定参加年检", 3)), 1):
        out.append(Para(f"{_CN[at]}、{word}（{count}个）"))
        conclusion = "未参检" if word.startswith("未") else word.removeprefix("年检")
        for number in range(1, count + 1):
            name, code = n.organisation(conclusion)
            out.append(Para(f"{number}.{name}（统一社会信用代码：{code}）"))
    return [*out, Para("禾丰县民政局", "right"), Para("2022年9月20日", "right")]


def sentence(n: Notice) -> list[Block]:
    """Everything in one paragraph; one list is shorter than stated."""
    good, basic, bad = n.names(6, "合格"), n.names(3, "基本合格"), n.names(2, "不合格")
    n.findings.append({"doc": n.doc, "check": "list_length", "also": []})
    text = (
        f"经初审和复核，{'、'.join(good)}等6家社会组织年检结论为合格；{'、'.join(basic)}等3家社会组织年检结论为基本合格；"
        f"{'、'.join(bad)}等3家社会组织年检结论为不合格。"
    )
    return [
        Para("关于公布2023年度社会组织年检结论的通知", "title"),
        Para("各有关单位："),
        Para(text),
        Para("2024年8月12日", "right"),
    ]


def by_type(n: Notice) -> list[Block]:
    """Tables by type of organisation; result, year and remark in columns of their own."""
    out: list[Block] = [Para("2023年度全市性社会组织年检结果", "title")]
    for title in ("社会团体", "社会服务机构"):
        rows: list[list[Cell | str]] = [["编号", "组织名称", "社会信用代码", "年度", "结论", "备注"]]
        for at in range(1, 9):
            word = "合格" if at < 6 else "基本合格" if at < 8 else "不合格"
            name, code = n.organisation(word)
            rows.append([str(at), name, code, "2023", word, "限期整改" if word != "合格" else ""])
        out += [Para(title, "heading"), grid(rows, widths=(1, 4, 4, 1, 1.5, 1.5))]
    return out


def filed_and_not(n: Notice) -> list[Block]:
    """Filed and not filed, two lists with semicolons."""
    filed, missing = n.names(8, "已报送"), n.names(5, "未参检")
    return [
        Para("关于2023年度社会组织年度工作报告报送情况的通报", "title"),
        Para("一、已报送年度工作报告的社会组织（8家）", "heading"),
        Para("；".join(filed) + "。"),
        Para("二、未按规定报送年度工作报告的社会组织（5家）", "heading"),
        Para("；".join(missing) + "。"),
        Para("请上述未报送的社会组织于9月30日前补报。"),
    ]


def call(n: Notice) -> list[Block]:
    """A call for reports: no list, no conclusions."""
    return [
        Para("关于开展2023年度社会组织年度检查工作的通知", "title"),
        Para("各社会组织："),
        Para("一、年检对象：2023年6月30日前登记的社会组织。二、年检结论分为合格、基本合格、不合格三种。"),
        Para(
            "对连续两年不合格的社会团体，依法予以撤销登记。请于2024年5月31日前报送材料一式2份，联系电话0999-5550123。"
        ),
        grid(
            [
                ["序号", "材料名称", "份数"],
                ["1", "年度工作报告书", "2"],
                ["2", "登记证书副本", "1"],
                ["3", "财务审计报告", "1"],
            ]
        ),
    ]


Maker = Callable[[Notice], list[Block]]
# Document, format, maker.
NOTICES: Sequence[tuple[str, str, Maker]] = (
    ("a_n1", "docx", table), ("a_n2", "docx", running), ("a_n3", "html", grouped), ("a_n4", "docx", merged),
    ("d_n1", "html", table), ("d_n2", "docx", wrong_length), ("d_n3", "pdf", reported), ("d_n4", "docx", call),
    ("t_n1", "docx", double), ("t_n2", "docx", numbered), ("t_n3", "pdf", sentence), ("t_n4", "xlsx", by_type),
    ("t_n5", "html", filed_and_not), ("t_n6", "html", numbered), ("t_n7", "pdf", merged), ("t_n8", "html", call),
)  # fmt: skip


def drafted(doc: str, make: Maker) -> tuple[list[Block], list[Row], list[Row]]:
    """The blocks of a planned notice, the gold of its organisations, and of its findings."""
    notice = Notice(doc, random.Random(doc))
    return make(notice), notice.gold, notice.findings
