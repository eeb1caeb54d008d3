"""The number in a cell of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.observations.catalogue import UNIT_CLASSES
from extractors.records import Bound

_FULL_WIDTH = str.maketrans("０１２３４５６７８９，．％＋－−﹣", "0123456789,.%+---")
_VALUE = re.compile(
    r"(?P<quote>(?P<at>[≥≤])?(?P<sign>[-+△▲])?\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?"
    r"(?P<magnitude>万亿|[百千十]万|[百千]?亿|[万千百])?(?P<more>[余多])?\s?(?P<unit>[^\d\s,.，。、；;：:（）()+\-①-⑳⑴-⑽*＊※†#]{0,4})(?P<or_more>以上|左右)?)(?P<note>[①-⑳⑴-⑽*＊※†#])?"
)
_MASKED = re.compile(r"(?P<quote>[*＊×Xx]{1,6}(?P<unit>[\u4e00-\u9fff%]{0,3}))")
_FACTORS = {"百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}  # fmt: skip
# Measure words that statistics tables use and prose seldom does.
_FURTHER_UNITS = {
    "张",
    "床",
    "床位",
    "亩",
    "公里",
    "千米",
    "平方米",
    "公顷",
    "辆次",
    "公斤",
    "千瓦",
    "年",
    "天",
    "户数",
    "分",
}
_SCALED = re.compile(r"(?P<magnitude>万亿|[百千十]?万|[百千]?亿|[千百])(?P<unit>.*)")


@dataclass(frozen=True, slots=True)
class CellValue:
    """A number in a cell: its value in base units, the unit in the cell itself (``""`` without one), and where it stands.

    ``start``/``end`` count in the cell's text; ``value`` is None where the digits are masked.
    """

    start: int
    end: int
    value: int | float | None
    unit: str
    bound: Bound


def is_unit(word: str) -> bool:
    """Whether a word is a measure word (家, 万元, 人次, %)."""
    base = scale(word)[1]
    return bool(base) and (base in UNIT_CLASSES or base in _FURTHER_UNITS)


def scale(unit: str) -> tuple[int, str]:
    """Factor and base unit of a written unit: 万元 → (10000, 元); 千人 → (1000, 人)."""
    found = _SCALED.fullmatch(unit.replace("人民币", "").replace("％", "%"))
    if found is None or not found["unit"]:
        return 1, unit.replace("人民币", "").replace("％", "%")
    return _FACTORS[found["magnitude"]], found["unit"]


def cell_value(text: str, unit: str | None) -> CellValue | None:
    """The number of a cell, None where the cell holds no single number.

    Args:
        text: of the cell.
        unit: the unit that headers give (万元), None where they give none.
    """
    stripped = text.strip()
    lead = text.find(stripped)
    if masked := _MASKED.fullmatch(stripped):
        own = masked["unit"]
        return CellValue(lead, lead + len(masked["quote"]), None, own, "exact") if not own or is_unit(own) else None
    found = _VALUE.fullmatch(stripped.translate(_FULL_WIDTH))
    if found is None or (found["unit"] and not is_unit(found["unit"])):
        return None
    value = float(re.sub(r"[, ]", "", found["digits"])) * _FACTORS.get(found["magnitude"], 1)
    if not found["unit"] and unit is not None:
        value *= scale(unit)[0]
    value = float(f"{value:.12g}") * (-1 if (found["sign"] or "") in "-△▲" and found["sign"] else 1)
    bound: Bound = "min" if found["more"] or found["or_more"] == "以上" else "approx" if found["or_more"] else "exact"
    if found["at"]:
        bound = "min" if found["at"] == "≥" else "max"
    whole = int(value) if value == int(value) else value
    return CellValue(lead, lead + len(found["quote"]), whole, found["unit"], bound)
