"""Statistics tables with the gold of every cell that measures something, and tables of other things, which give nothing."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpora.forms.making.blocks import Block, Cell, Grid, Para, grid
from corpora.forms.making.draft import Row
from corpora.gold import codes

_TYPES = ("社会团体", "民办非企业单位", "基金会")


@dataclass(slots=True)
class Table:
    """A table while it is filled in; ``gold`` grows by one line for each cell made with ``value``.

    ``area``, ``period`` (of flows) and ``day`` (of stocks) hold where a cell says nothing else.
    """

    doc: str
    area: str | None = None
    period: str | None = None
    day: str | None = None
    gold: list[Row] = field(default_factory=list)

    def value(
        self,
        number: float,
        code: str,
        unit: str,
        *,
        shown: str = "",
        factor: int = 1,
        org: str | None = None,
        area: str | None = None,
        scope: str | None = "total",
        period: str | None = None,
        measure: str | None = None,
        part: bool = False,
        grade: str | None = None,
        status: str = "actual",
        also: str = "",
    ) -> Cell:
        """A cell that measures something.

        Args:
            number: as the table shows it.
            code: its indicator.
            unit: its base unit (元 for 万元).
            shown: the number as it is printed, where commas or zeros matter.
            factor: what a shown 1 is worth in the base unit.
            org: organisation type; 社会组织 for codes that count organisations.
            area: where it is not the table's.
            scope: ``total``, ``own`` or ``sub``.
            period: where it is not the table's.
            measure: where it is not the code's usual one.
            part: whether it is a part of a stated total.
            grade: of ``grade.*``.
            status: ``actual`` or ``planned``.
            also: a further code that is equally right.
        """
        things = code in codes().things
        kind = measure or ("share" if unit == "%" else codes().measure.get(code, "flow"))
        as_of = kind == "stock" or code in ("party.coverage_rate", "grade.coverage")
        self.gold.append(
            {
                "doc": self.doc, "quote": shown or f"{number:g}", "start": 0, "end": 0, "value": float(f"{number * factor:.12g}"),
                "value_max": None, "unit": unit, "bound": "exact", "status": status, "measure": kind, "indicator": code,
                "org_type": None if things else org or "社会组织", "area": area or self.area, "scope": None if things else scope,
                "period": period or (self.day if as_of else self.period), "grade": grade,
                "of_quote": "of" if part else None, "note": f"alt:{also}" if also else None,
            }
        )  # fmt: skip
        return Cell(shown or f"{number:g}", number=number)


def split(total: int, parts: int, chance: random.Random) -> list[int]:
    """Whole numbers that add up to ``total``, none of them tiny."""
    weights = [chance.uniform(0.5, 1.5) for _ in range(parts)]
    numbers = [int(total * w / sum(weights)) for w in weights]
    numbers[0] += total - sum(numbers)
    return numbers


def indicator_list(t: Table, chance: random.Random) -> list[Block]:
    """民政统计季报: 指标 | 单位 | 数量, # for parts, other fields of civil affairs beside."""
    st, mf, jj = chance.randrange(700, 1500), chance.randrange(800, 1600), chance.randrange(4, 30)
    rows: list[list[Cell | str]] = [["指标", "计量单位", "数量"]]
    total = st + mf + jj
    rows.append(["一、社会组织", "个", t.value(total, "reg.total", "个", shown=f"{total:,}")])
    for name, n in zip(_TYPES, (st, mf, jj), strict=True):
        rows.append([f"#{name}", "个", t.value(n, "reg.total", "个", shown=f"{n:,}", org=name, part=True)])
    rows.append(["其中：慈善组织", "个", t.value(31, "reg.total", "个", org="慈善组织", part=True)])
    rows.append(["本年新登记*", "个", t.value(46, "reg.new", "个")])
    rows.append(["本年注销登记*", "个", t.value(29, "reg.deregistered", "个")])
    rows.append(["社会组织职工人数", "人", t.value(13_402, "staff.total", "人", shown="13,402")])
    rows.append(["二、养老机构", "个", t.value(87, "other", "个")])
    rows.append(["养老床位", "张", t.value(9_830, "other", "张", shown="9,830")])
    rows.append(["三、城市最低生活保障人数", "人", t.value(4_215, "other", "人", shown="4,215")])
    rows.append(
        [
            "城市低保金支出*",
            "万元",
            t.value(1_836.4, "other", "元", factor=10_000, shown="1,836.4", also="fund.expense"),
        ]
    )
    return [
        Para(f"{t.area}2023年三季度民政事业主要指标", "title"),
        grid(rows, widths=(4, 1.5, 2)),
        Para("注：带*的为1—9月累计数，其余为期末数。带#的为其中数。"),
    ]


def area_by_type(
    t: Table, chance: random.Random, counties: Sequence[str], *, own: str = "市本级", unit_at: str = "right"
) -> list[Block]:
    """District × type, unit above the table, totals in the first row."""
    head: list[Cell | str] = ["地　区", "社会组织总数", "社会团体", "民办非企业单位", "基金会"]
    rows = []
    sums = [0, 0, 0]
    body: list[list[Cell | str]] = []
    marked: list[tuple[str, list[int]]] = []
    for place in (own, *counties):
        numbers = [chance.randrange(60, 300), chance.randrange(80, 400), chance.randrange(1, 9)]
        sums = [a + b for a, b in zip(sums, numbers, strict=True)]
        marked.append((place, numbers))
    top: list[Cell | str] = ["合　计", t.value(sum(sums), "reg.total", "家", shown=f"{sum(sums):,}")]
    top += [t.value(n, "reg.total", "家", shown=f"{n:,}", org=o, part=True) for o, n in zip(_TYPES, sums, strict=True)]
    for place, numbers in marked:
        where = {"scope": "own"} if place == own else {"area": place, "scope": "sub"}
        row: list[Cell | str] = [place, t.value(sum(numbers), "reg.total", "家", part=True, **where)]  # type: ignore[arg-type]
        row += [t.value(n, "reg.total", "家", org=o, part=True, **where) for o, n in zip(_TYPES, numbers, strict=True)]  # type: ignore[arg-type]
        body.append(row)
    rows = [head, top, *body]
    title = Para(f"{t.area}社会组织登记情况表", "title")
    note = Para(f"（截至{t.day[:4] if t.day else ''}年12月31日）", "caption")
    return [title, note, Para("单位：家", "right" if unit_at == "right" else "paragraph"), grid(rows)]


def type_by_action(t: Table, chance: random.Random) -> list[Block]:
    """Type × action, units in the headers, total below."""
    actions = (("新成立登记（家）", "reg.new"), ("变更登记（家）", "reg.changed"), ("注销登记（家）", "reg.deregistered"), ("撤销登记（家）", "reg.revoked"), ("年末实有（家）", "reg.total"))  # fmt: skip
    table = [[chance.randrange(2, 90) for _ in actions] for _ in _TYPES]
    rows: list[list[Cell | str]] = [["类别", *(a for a, _ in actions)]]
    for name, numbers in zip(_TYPES, table, strict=True):
        rows.append(
            [name, *(t.value(n, c, "家", org=name, part=True) for n, (_, c) in zip(numbers, actions, strict=True))]
        )
    sums = [sum(column) for column in zip(*table, strict=True)]
    rows.append(["合计", *(t.value(n, c, "家") for n, (_, c) in zip(sums, actions, strict=True))])
    return [Para(f"{t.area}{t.period}年社会组织登记办理情况统计表", "title"), grid(rows)]


def years(t: Table, chance: random.Random) -> list[Block]:
    """Years down, indicators across, a column of growth."""
    rows: list[list[Cell | str]] = [
        ["年份", "社会组织总数（个）", "比上年增长（%）", "社会团体（个）", "民办非企业单位（个）", "从业人员（人）"]
    ]
    total = 1_480
    for year in range(2019, 2024):
        before, total = total, total + chance.randrange(-30, 60)
        growth = round(100 * (total - before) / before, 1)
        st = total * 2 // 5
        day, p = f"{year}-12-31", str(year)
        rows.append([
            f"{year}年",
            t.value(total, "reg.total", "个", period=day),
            t.value(growth, "reg.total", "%", period=p, measure="change", also="other"),
            t.value(st, "reg.total", "个", period=day, org="社会团体", part=True),
            t.value(total - st, "reg.total", "个", period=day, org="民办非企业单位", part=True),
            t.value(total * 9, "staff.total", "人", period=day),
        ])  # fmt: skip
    return [Para(f"{t.area}2019—2023年社会组织发展情况", "title"), grid(rows)]


def inspection(t: Table, chance: random.Random, counties: Sequence[str]) -> list[Block]:
    """Two rows of headers over an inspection by district; the unit stands in the caption."""
    head: list[list[Cell | str]] = [
        [Cell("县（市、区）", down=2), Cell("应检数", down=2), Cell("参检数", down=2), Cell("参检率（%）", down=2), Cell("年检结论", across=3), Cell("未参检", down=2)],
        ["合格", "基本合格", "不合格"],
    ]  # fmt: skip
    found = []
    for place in counties:
        due = chance.randrange(90, 400)
        missed = chance.randrange(1, 20)
        basic, bad = chance.randrange(1, 9), chance.randrange(0, 4)
        found.append((place, [due, due - missed, due - missed - basic - bad, basic, bad, missed]))
    sums = [sum(numbers[k] for _, numbers in found) for k in range(6)]
    rows: list[list[Cell | str]] = []
    for place, (due, seen, good, basic, bad, missed) in [*found, ("合计", sums)]:
        whole = place == "合计"
        where: Row = {} if whole else {"area": place, "scope": "sub"}
        rate = round(100 * seen / due, 1)
        # A part of the column's total; in the total's own row the conclusions are parts of the number inspected.
        rows.append([
            place,
            t.value(due, "other", "家", part=not whole, **where),
            t.value(seen, "insp.participated", "家", part=True, **where),
            t.value(rate, "insp.rate", "%", shown=f"{rate:.1f}", **where),
            t.value(good, "insp.passed", "家", part=True, **where),
            t.value(basic, "insp.basic", "家", part=True, **where),
            t.value(bad, "insp.failed", "家", part=True, **where),
            t.value(missed, "insp.not_participated", "家", part=True, **where),
        ])  # fmt: skip
    return [Para(f"{t.area}{t.period}年度社会组织年检情况统计表（单位：家）", "title"), grid([*head, *rows])]


def party(t: Table, chance: random.Random, counties: Sequence[str]) -> list[Block]:
    """Party building by district; each header names its unit behind a slash or in brackets."""
    rows: list[list[Cell | str]] = [
        ["地区", "党组织数/个", "其中：本年新建/个", "党员数/名", "党组织覆盖率/%", "选派党建指导员/名"]
    ]
    for place in counties:
        where: Row = {"area": place, "scope": "sub"}
        rate = round(chance.uniform(60, 98), 2)
        rows.append([
            place,
            t.value(chance.randrange(20, 120), "party.orgs", "个", **where),
            t.value(chance.randrange(1, 12), "party.orgs_new", "个", part=True, **where),
            t.value(chance.randrange(130, 900), "party.members", "名", **where),
            t.value(rate, "party.coverage_rate", "%", **where),
            t.value(chance.randrange(13, 60), "party.instructors", "名", **where),
        ])  # fmt: skip
    return [Para(f"{t.area}社会组织党建工作情况（{t.period}年底）", "title"), grid(rows)]


def money(t: Table, chance: random.Random, counties: Sequence[str]) -> list[Block]:
    """Money, projects and people of a purchase of services by district."""
    rows: list[list[Cell | str]] = [
        ["序号", "实施地区", "政府购买服务资金（万元）", "服务项目（个）", "承接社会组织（家）", "受益人次（人次）"]
    ]
    for at, place in enumerate(counties, 1):
        where: Row = {"area": place, "scope": "sub"}
        wan = round(chance.uniform(20, 300), 1)
        rows.append([
            str(at),
            place,
            t.value(wan, "fund.purchase", "元", factor=10_000, shown=f"{wan:.1f}", **where),
            t.value(chance.randrange(3, 30), "proj.count", "个", **where),
            t.value(chance.randrange(2, 20), "proj.providers", "家", **where),
            t.value(chance.randrange(600, 20_000), "role.beneficiaries", "人次", **where),
        ])  # fmt: skip
    return [Para(f"{t.period}年{t.area}政府购买社会组织服务情况汇总表", "title"), grid(rows)]


def grades(t: Table, chance: random.Random) -> list[Block]:
    """Grades down, types across; the unit stands in the corner."""
    rows: list[list[Cell | str]] = [["评估等级＼类别（家）", "社会团体", "民办非企业单位", "基金会", "合计"]]
    for mark in ("5A级", "4A级", "3A级"):
        numbers = [chance.randrange(10, 40), chance.randrange(10, 60), chance.randrange(0, 3)]
        kinds: Row = {"grade": mark[:2], "period": t.period}
        cells = [
            t.value(n, "grade.rated", "家", org=o, part=True, **kinds) for o, n in zip(_TYPES, numbers, strict=True)
        ]
        rows.append([mark, *cells, t.value(sum(numbers), "grade.rated", "家", **kinds)])
    return [Para(f"{t.period}年{t.area}社会组织评估等级情况表", "title"), grid(rows)]


# ---------------------------------------------------------------------------------------------------------------------
# for test


def two_years(t: Table, chance: random.Random) -> list[Block]:
    """项目 | 2022年 | 2023年 | 同比增减(%): the years are the columns, the units stand behind the items."""
    items = (
        ("登记社会组织总数（个）", "reg.total", "个", None), ("　社会团体（个）", "reg.total", "个", "社会团体"),
        ("　社会服务机构（个）", "reg.total", "个", "民办非企业单位"), ("　基金会（个）", "reg.total", "个", "基金会"),
        ("社会组织从业人员（人）", "staff.total", "人", None), ("社会组织党组织（个）", "party.orgs", "个", None),
        ("新登记社会组织（个）", "reg.new", "个", None), ("注销社会组织（个）", "reg.deregistered", "个", None),
    )  # fmt: skip
    rows: list[list[Cell | str]] = [["项目", "2022年", "2023年", "同比增减（%）"]]
    sizes = {"reg.total": 900, "staff.total": 9_000, "party.orgs": 210, "reg.new": 60, "reg.deregistered": 45}
    for label, code, unit, org in items:
        base = sizes[code] if org is None else {"社会团体": 380, "民办非企业单位": 508, "基金会": 12}[org]
        old, new = base + chance.randrange(1, 9), base + chance.randrange(10, 19)
        stock = codes().measure[code] == "stock"
        row: list[Cell | str] = [label]
        for year, n in (("2022", old), ("2023", new)):
            row.append(t.value(n, code, unit, org=org, period=f"{year}-12-31" if stock else year, part=org is not None))
        rate = round(100 * (new - old) / old, 2)
        row.append(t.value(rate, code, "%", org=org, period="2023", measure="change", also="other"))
        rows.append(row)
    return [Para(f"{t.area}社会组织基本情况（2022—2023年）", "title"), grid(rows, widths=(4, 2, 2, 2))]


def transposed(t: Table, chance: random.Random, counties: Sequence[str]) -> list[Block]:
    """Indicators down, districts across, the total in the last column; unit by unit in a column of its own."""
    items = (("登记社会组织", "家", "reg.total"), ("本年新登记", "家", "reg.new"), ("本年注销", "家", "reg.deregistered"), ("受到行政处罚", "家", "enf.penalised"), ("年末从业人员", "人", "staff.total"))  # fmt: skip
    rows: list[list[Cell | str]] = [["指标名称", "单位", *counties, "全市合计"]]
    for label, unit, code in items:
        low, high = {"reg.total": (100, 400), "staff.total": (900, 4_000)}.get(code, (2, 40))
        numbers = [chance.randrange(low, high) for _ in counties]
        cells = [t.value(n, code, unit, area=p, scope="sub", part=True) for p, n in zip(counties, numbers, strict=True)]
        rows.append([label, unit, *cells, t.value(sum(numbers), code, unit)])
    return [Para(f"{t.period}年{t.area}各县区社会组织管理主要数据", "title"), grid(rows)]


def enforcement(t: Table, chance: random.Random, counties: Sequence[str]) -> list[Block]:
    """Enforcement by district, two levels of headers, the unit above the table at the left."""
    head: list[list[Cell | str]] = [
        [Cell("行政区划", down=2), Cell("非法社会组织", across=4), Cell("“僵尸型”社会组织", across=2)],
        ["查处", "取缔", "劝散", "引导登记", "排查认定", "完成整治"],
    ]
    names = ("enf.illegal_investigated", "enf.illegal_banned", "enf.illegal_dissuaded", "enf.illegal_regularised", "enf.zombie_identified", "enf.zombie_handled")  # fmt: skip
    found = []
    for place in ("市本级", *counties):
        parts = [chance.randrange(0, 6), chance.randrange(1, 9), chance.randrange(0, 4)]
        zombies = chance.randrange(11, 40)
        found.append((place, [sum(parts), *parts, zombies, zombies - chance.randrange(0, 5)]))
    rows: list[list[Cell | str]] = []
    for place, numbers in [("全市", [sum(n[k] for _, n in found) for k in range(6)]), *found]:
        where: Row = (
            {} if place == "全市" else {"scope": "own"} if place == "市本级" else {"area": place, "scope": "sub"}
        )
        parted = place != "全市"
        rows.append([place, *(t.value(n, c, "家", part=parted or k in (1, 2, 3, 5), **where) for k, (n, c) in enumerate(zip(numbers, names, strict=True)))])  # fmt: skip
    return [Para(f"{t.area}{t.period}年社会组织执法情况统计", "title"), Para("计量单位：家"), grid([*head, *rows])]


def venture(t: Table, chance: random.Random) -> list[Block]:
    """A short list of indicators with the unit in the number's own column."""
    rows: list[list[Cell | str]] = [["统计项目", "完成情况"]]
    rows.append(["社会组织孵化基地", t.value(6, "incub.sites", "个", shown="6个")])
    rows.append(["培育孵化社会组织", t.value(58, "incub.orgs", "家", shown="58家")])
    rows.append(["公益创投资金投入", t.value(320, "fund.venture", "元", factor=10_000, shown="320万元")])
    rows.append(["公益创投立项", t.value(41, "proj.count", "个", shown="41个")])
    rows.append(["举办社会组织负责人培训班", t.value(4, "train.sessions", "期", shown="4期")])
    rows.append(["培训社会组织负责人", t.value(386, "train.persons", "人次", shown="386人次")])
    return [Para(f"{t.area}{t.period}年社会组织培育发展情况表", "title"), grid(rows)]


# ---------------------------------------------------------------------------------------------------------------------
# tables of other things


def budget(t: Table, chance: random.Random) -> list[Block]:
    """A department's budget."""
    rows: list[list[Cell | str]] = [["科目编码", "功能分类科目", "预算数", "其中：基本支出", "项目支出"]]
    for code, name in (
        ("2080201", "行政运行"),
        ("2080208", "基层政权建设和社区治理"),
        ("2080206", "社会组织管理"),
        ("2210201", "住房公积金"),
    ):
        base, more = chance.randrange(20, 300), chance.randrange(5, 90)
        rows.append([code, name, f"{base + more}.00", f"{base}.00", f"{more}.00"])
    return [Para(f"{t.area}民政局{t.period}年部门预算支出表", "title"), Para("单位：万元", "right"), grid(rows)]


def phones(t: Table, chance: random.Random) -> list[Block]:
    """A list of telephone numbers."""
    rows: list[list[Cell | str]] = [["序号", "单位", "联系人", "办公电话", "房间号"]]
    for at, place in enumerate(("兰圃区民政局", "白鹭区民政局", "石麓县民政局", "市社会组织管理科"), 1):
        rows.append(
            [
                str(at),
                place,
                chance.choice(("赵敏", "钱立", "孙倩")),
                f"0999-{chance.randrange(2000000, 8999999)}",
                str(chance.randrange(201, 699)),
            ]
        )
    return [Para(f"{t.area}社会组织登记管理机关联系方式", "title"), grid(rows)]


def schedule(t: Table, chance: random.Random) -> list[Block]:
    """The schedule of a training course."""
    rows: list[list[Cell | str]] = [["时间", "内容", "主讲人", "课时"]]
    rows += [["5月8日 9:00—11:30", "社会组织年报填报实务", "王立新", "3"], ["5月8日 14:00—16:30", "社会组织财务管理", "李海燕", "3"], ["5月9日 9:00—11:00", "规范换届与章程修订", "陈文博", "2"]]  # fmt: skip
    return [Para(f"{t.area}社会组织负责人培训班日程安排", "title"), grid(rows)]


def scores(t: Table, chance: random.Random) -> list[Block]:
    """The points that an assessment gives."""
    rows: list[list[Cell | str]] = [["一级指标", "二级指标", "分值", "评分标准"]]
    rows += [["基础条件", "法人资格", "27", "名称牌匾规范4分"], ["内部治理", "组织机构", "90", "按期换届15分"], ["工作绩效", "提供服务", "150", "服务政府30分"], ["合计", "", "1000", ""]]  # fmt: skip
    return [Para(f"{t.area}社会组织等级评估指标表", "title"), grid(rows)]


def names(t: Table, chance: random.Random) -> list[Block]:
    """A list of newly registered organisations with dates and registered funds of each."""
    rows: list[list[Cell | str]] = [["序号", "社会组织名称", "统一社会信用代码", "登记时间", "法定代表人"]]
    rows += [["1", "兰圃区社区养老互助会", "51990101MJX000001A", "2023-03-02", "周丽华"], ["2", "白鹭区童心艺术馆", "52990102MJX000002B", "2023-04-18", "郑俊杰"], ["3", "石麓县茶叶流通协会", "51990103MJX000003C", "2023-06-30", "冯雨桐"]]  # fmt: skip
    return [Para(f"{t.area}{t.period}年新登记社会组织名单", "title"), grid(rows)]


def unlabelled(t: Table, chance: random.Random) -> list[Block]:
    """Numbers whose unit nobody can know: nothing may be guessed."""
    rows: list[list[Cell | str]] = [["地区", "甲", "乙", "丙"]]
    rows += [[place, str(chance.randrange(10, 90)), str(chance.randrange(10, 90)), f"{chance.uniform(1, 9):.1f}"] for place in ("兰圃区", "白鹭区", "石麓县", "枫桥区")]  # fmt: skip
    return [Para(f"{t.area}有关情况表", "title"), grid(rows)]


Maker = Callable[[Table, random.Random], list[Block]]
_NORTH = ("兰圃区", "白鹭区", "石麓县", "枫桥区")
_SOUTH = ("禾丰县", "青岚区", "柳浦市", "云台县", "砚山区")


@dataclass(frozen=True, slots=True)
class TablePlan:
    """One document with a statistics table; ``trap`` for tables of other things."""

    doc: str
    format: str
    make: Maker
    area: str
    period: str | None
    day: str | None
    ruled: bool = True
    trap: bool = False


def _t(doc: str, format_: str, make: Maker, area: str, period: str | None, day: str | None, **more: bool) -> TablePlan:
    return TablePlan(doc, format_, make, area, period, day, **more)


TABLES: tuple[TablePlan, ...] = (
    _t("a_s1", "docx", indicator_list, "宁棠市", "2023-01/2023-09", "2023-09-30"),
    _t("a_s2", "html", lambda t, c: area_by_type(t, c, _NORTH), "宁棠市", "2022", "2022-12-31"),
    _t("a_s3", "xlsx", type_by_action, "沅溪市", "2023", "2023-12-31"),
    _t("a_s4", "pdf", years, "沅溪市", None, None),
    _t("a_s5", "docx", lambda t, c: inspection(t, c, _NORTH), "江渚市", "2022", "2022-12-31"),
    _t("a_s6", "html", budget, "江渚市", "2023", None, trap=True),
    _t("a_s7", "docx", phones, "江渚市", None, None, trap=True),
    _t("a_s8", "xlsx", schedule, "宁棠市", None, None, trap=True),
    _t("d_s1", "docx", lambda t, c: party(t, c, _NORTH), "云栖市", "2023", "2023-12-31"),
    _t("d_s2", "pdf", lambda t, c: area_by_type(t, c, _NORTH, unit_at="left"), "云栖市", "2021", "2021-12-31"),
    _t("d_s3", "html", lambda t, c: money(t, c, _NORTH), "云栖市", "2022", None),
    _t("d_s4", "docx", grades, "海晏市", "2023", "2023-12-31"),
    _t("d_s5", "docx", scores, "海晏市", None, None, trap=True),
    _t("t_s1", "docx", two_years, "枕流市", None, None),
    _t("t_s2", "pdf", lambda t, c: transposed(t, c, _SOUTH), "枕流市", "2023", "2023-12-31"),
    _t("t_s3", "html", lambda t, c: enforcement(t, c, _SOUTH), "枕流市", "2022", "2022-12-31"),
    _t("t_s4", "docx", venture, "枕流市", "2023", "2023-12-31"),
    _t("t_s5", "xlsx", lambda t, c: inspection(t, c, _SOUTH), "鹿鸣市", "2021", "2021-12-31"),
    _t("t_s6", "pdf", two_years, "鹿鸣市", None, None, ruled=False),
    _t("t_s7", "html", lambda t, c: area_by_type(t, c, _SOUTH), "鹿鸣市", "2020", "2020-12-31"),
    _t("t_s8", "docx", names, "鹿鸣市", "2023", None, trap=True),
    _t("t_s9", "docx", unlabelled, "鹿鸣市", None, None, trap=True),
    _t("t_s10", "pdf", budget, "枕流市", "2024", None, trap=True),
)


def drafted(plan: TablePlan) -> tuple[list[Block], list[Row]]:
    """The blocks of a planned table and the gold of its cells."""
    table = Table(plan.doc, plan.area, plan.period, plan.day)
    blocks = plan.make(table, random.Random(plan.doc))
    if not plan.ruled:
        blocks = [Grid(b.rows, False, b.widths) if isinstance(b, Grid) else b for b in blocks]
    return blocks, table.gold
