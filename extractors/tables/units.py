"""The unit of a cell: by its headers, by what the table says of all its numbers, or by what is counted."""

from __future__ import annotations

import re

from corpora.tables import Cell, Table
from corpora.tables.units import named_unit, unit_of
from extractors.observations.catalogue import unit_classes
from extractors.tables.axes import Heads
from extractors.tables.values import is_unit, scale
from extractors.tables.wording import says

_SLASHED = re.compile(r"[/／]\s*(?P<unit>[^/／\s]{1,3})\s*$")
_TIMES = re.compile(r"人[（(]次[）)]")
_SEVERAL = re.compile(r"单\s*位\s*[:：]?\s*(?P<units>[^\s）)]+)")
_PERSONS = re.compile(r"(?:人员|职工|员工|党员|会员|志愿者|社工|指导员|人数|人才|负责人)(?:总数|数|人数)?$")
_KINDS = "社会组织|社会团体|社团|民办非企业单位|民非|社会服务机构|基金会|协会|商会"
_ORGANISATIONS = re.compile(rf"(?:{_KINDS})(?:总数|总量|数量|数)?$")
_COUNTED = re.compile(rf"(?:{_KINDS}|党组织|党支部|机构|基地)(?:总数|总量|数量|数)?$|家数$|单位数$")
# What is done with organisations or comes to them, one by one.
_ACTS = re.compile(
    r"(?:应报|已报|未报|实报|应检|实检|参检|应参检|已检|未检|漏检|年检|合格|登记|成立|注销|撤销|排查|处置|清理|整治|销号|激活|取缔|约谈|备案|新增|新设|抽查|评估)(?:家|个|总)?数?$"
)
# A head that only says how many there are, of what the caption names.
_HOW_MANY = re.compile(
    r"(?:总数|总量|数量|合计|总计|[年季月]末(?:数|总数)?|期末(?:数)?|现有(?:数)?|存量|增减(?:数|数量)?|净增(?:数)?)$"
)
# A head that says by its last words in what it counts: 活动场次.
_OWN_UNIT = re.compile(r"[一-鿿]{2,}?(?P<of>场次|场数|次数|期数|户数|件数|人次)$")
_OWN_UNITS = {"场次": "场", "场数": "场", "次数": "次", "期数": "期", "户数": "户", "件数": "件", "人次": "人次"}
# A head of amounts, which are in no unit of counting whatever the table says of all its numbers (单位：个).
_AMOUNTS = re.compile(r"(?:金额|资金|经费|收入|支出)(?:合计|总额)?$")
_MONEY = re.compile(r"资金|金额|经费|收入|支出|捐|款|资产|投资|补助|费用|物资")


def unit_for(heads: Heads, cell: Cell, words: str, change: bool) -> tuple[str | None, bool]:
    """The unit that the table gives a cell, and whether it follows only from what is counted.

    A unit behind the column's name comes first (同比（%）), then a cell that holds nothing but a unit, then one behind the
    row's name, then what the table says of all.

    Args:
        heads: the table with its headers read.
        cell: one of its cells.
        words: what the headers say is counted.
        change: whether the cell is a growth or a difference.

    Returns:
        The unit as written (万元), None where nothing tells it; and whether only what is counted tells it.
    """
    table, columns, rows = heads.table, heads.columns.texts[cell.column], heads.rows.texts[cell.row]
    alone = [plain for text in (*rows, *columns) if is_unit(plain := re.sub(r"\s", "", text))]
    behind = [unit for text in columns if (unit := _unit_behind(text))]
    own = next(iter([*behind[-1:], *alone, *(unit for text in rows if (unit := _unit_behind(text)))]), None)
    if own:
        return own, False
    if says("rates", words) or (change and cell.column in heads.decimals):
        return "%", False
    inside = (unit for text in heads.particulars if (unit := named_unit(text)))
    given = unit_of(table, cell) or next(inside, None) or _corner_unit(table)
    amounts = any(_AMOUNTS.search(re.sub(r"\s", "", text)) for text in (*columns, *rows))
    if given:
        return (None if amounts and "count" in unit_classes(scale(given)[1]) else given), False
    if among := _among_several(table, words, money=amounts or counts_money(words)):
        return among, False
    if _PERSONS.search(words):
        return "人", True
    if words.endswith("人次"):
        return "人次", True
    counted = [*([words] if words else _beside_total(heads, cell)), *_captioned(heads, cell)]
    if any(_COUNTED.search(w) or _ACTS.search(w) for w in counted):
        return "个", True
    named = _OWN_UNIT.search(re.sub(r"\s", "", columns[-1])) if columns else None
    return (_OWN_UNITS[named["of"]], True) if named and not counts_money(words) else (None, False)


def _captioned(heads: Heads, cell: Cell) -> list[str]:
    """The organisations that the caption counts, for a column of totals (总数) or of a day (季末) in whole numbers."""
    head = re.sub(r"\s", "", "".join(heads.columns.texts[cell.column][-1:]))
    plain = _HOW_MANY.search(head) is not None and cell.column not in heads.decimals
    return [heads.captioned] if heads.captioned and plain else []


def _beside_total(heads: Heads, cell: Cell) -> list[str]:
    """What is counted beside a cell of all together (合计), which is counted in the same unit; nothing for other cells."""
    own = (*heads.rows.paths[cell.row], *heads.columns.paths[cell.column])
    every = (*heads.columns.every, *heads.rows.every)
    return [header.words for header in every] if any(header.total for header in own) else []


def is_of_organisations(words: str) -> bool:
    """Whether words name organisations or what is done with them, so that prose would count them in 家."""
    return bool(_ORGANISATIONS.search(words) or _ACTS.search(words))


def counts_money(words: str) -> bool:
    """Whether words name an amount of money."""
    return bool(_MONEY.search(words))


def _unit_behind(text: str) -> str | None:
    """The unit that a header names behind its words, in brackets or after a slash."""
    slashed = _SLASHED.search(text.strip())
    return named_unit(_TIMES.sub("人次", text)) or (slashed["unit"] if slashed and is_unit(slashed["unit"]) else None)


def _corner_unit(table: Table) -> str | None:
    corner = table.at(table.header_rows - 1, 0)
    return named_unit(corner.text) if corner is not None else None


def _among_several(table: Table, words: str, *, money: bool) -> str | None:
    """The unit of a cell where the table names several at once (单位：个、人、万元): the one that fits what is counted."""
    for line in (*table.before, *(c.text for c in table.cells if c.row < table.header_rows)):
        found = _SEVERAL.search(line)
        units = [u for u in re.split(r"[、，,/／]", found["units"]) if is_unit(u)] if found else []
        if len(units) < 2:
            continue
        wanted = "money" if money else "person" if _PERSONS.search(words) else "count"
        fitting = [u for u in units if wanted in unit_classes(scale(u)[1])]
        if len(fitting) == 1:
            return fitting[0]
    return None
