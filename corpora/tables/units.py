"""Units that a table names once for many numbers: 单位：万元 in a corner or caption, 数量（家） in a header."""

from __future__ import annotations

import re
from typing import Final

from corpora.tables.model import Cell, Table

_MONEY: Final = "(?:人民币)?(?:亿|千万|百万|十万|万|千)?(?:元|美元|欧元|港元|日元)"
_COUNTS: Final = (
    "(?:亿|千万|百万|十万|万|千|百)?(?:人次|人天|人|个|家|所|名|户|件|项|次|场|张|处|座|床|期|年|小时|吨|辆|公斤|篇|份)"
)
_UNIT: Final = rf"(?:{_MONEY}|{_COUNTS}|%|％|‰)"
_NAMED = re.compile(
    rf"(?:计量|金额|货币)?单\s*位(?:\s*[:：/]|均?[为是以]|一律为)?\s*(?P<unit>{_UNIT}(?:\s*[、,，/]\s*{_UNIT})*)\s*(?:[)）\]】。;；]|$|\s)"
)
# 金额以万元为单位; at the end of a remark in brackets: （不含税，人民币元）.
_SPOKEN = re.compile(
    rf"(?:金额|数据|数字|报表|报告)[^，。；]{{0,8}}?以(?P<unit>{_MONEY})(?:为单位|为计量单位|填列|填报|计)"
)
_IN_REMARK = re.compile(rf"[（(][^（）()]*[，,、；;]\s*(?P<unit>{_MONEY})\s*[）)]")
_BRACKETED = re.compile(rf"[（(\[【]\s*(?:单位\s*[:：]?\s*)?(?P<unit>{_UNIT})\s*[）)\]】]")
_BARE = re.compile(_UNIT)
_COLUMN = re.compile(r"(?:计量)?单\s*位")


def named_unit(text: str) -> str | None:
    """The unit that words name for numbers that stand elsewhere (``单位：万元``, ``收入（万元）``), None without one.

    Several units in one place (``单位：个、万元``) decide nothing and give None; so does ``编制单位：某协会``.
    """
    found = _NAMED.search(text)
    if found is not None:
        unit = found["unit"]
        return plain(unit) if _BARE.fullmatch(unit) else None
    found = _BRACKETED.search(text) or _SPOKEN.search(text) or _IN_REMARK.search(text)
    return plain(found["unit"]) if found else None


def bare_unit(text: str) -> str | None:
    """The unit of which a text consists, None for any other text."""
    tidy = text.strip(" \u3000()（）")
    return plain(tidy) if _BARE.fullmatch(tidy) else None


def plain(unit: str) -> str:
    """A unit without the words that do not change its size: 人民币万元 → 万元."""
    return unit.replace("人民币", "").replace("％", "%").strip()


def unit_of(table: Table, cell: Cell) -> str | None:
    """The unit of a number in a cell, as written: by its column's header, its row's, a column 单位, or the table."""
    for header in reversed(table.column_headers(cell)):
        if unit := named_unit(header.text):
            return unit
    for header in reversed(table.row_headers(cell)):
        if unit := named_unit(header.text):
            return unit
    return _unit_column(table, cell) or table.unit


def _unit_column(table: Table, cell: Cell) -> str | None:
    """The unit that the row gives in a column headed 单位 or 计量单位."""
    for column in range(table.columns):
        for row in range(table.header_rows):
            header = table.at(row, column)
            if header is not None and _COLUMN.fullmatch(header.text.strip()):
                own = table.at(cell.row, column)
                return plain(own.text) if own is not None and _BARE.fullmatch(own.text.strip()) else None
    return None
