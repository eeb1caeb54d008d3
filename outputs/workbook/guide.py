"""「说明」: how to read the workbook, what it holds and what it could not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from outputs.catalogue_info import IndicatorInfo
from outputs.wording import shown
from outputs.workbook.styles import DIFFERING, DOUBTFUL, MASKED, Styles
from outputs.workbook.writing import LINE_HEIGHT, MAX_LINKS, MAX_LISTED, MAX_NOTES, CellWriter, lines_in

_TABLES = {
    "observations": "全部数据",
    "charters": "章程明细",
    "forms": "年检表单",
    "audit": "核对问题",
    "documents": "文件清单",
}


@dataclass(frozen=True, slots=True)
class GuideFacts:
    """What the last sheet tells about this workbook; counts by table or document status."""

    version: str
    doubtful_below: float
    documents: Mapping[str, int]
    records: Mapping[str, int]
    without_indicator: int
    left_out: Mapping[str, int]
    links_left_out: int
    notes_left_out: int
    characters_replaced: int
    indicators: Sequence[str]


def write_guide(
    sheet: Any, styles: Styles, cells: CellWriter, catalogue: Sequence[IndicatorInfo], facts: GuideFacts
) -> None:
    """Write the sheet: colours, signs, rules of choice, counts, limits reached, definitions of the indicators that occur."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 110)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, "说明", styles.title())
    row = 1
    for name, text, fill in _lines(facts):
        look = {"bg_color": fill} if fill else {}
        sheet.set_row(row, LINE_HEIGHT * lines_in(text, 110) + 6)
        cells.text(sheet, row, 0, name, styles.get(bold=True, align="left", **look))
        cells.text(sheet, row, 1, text, styles.get(text_wrap=True, align="left"))
        row += 1
    row += 1
    sheet.write_string(row, 0, "指标", styles.head())
    sheet.write_string(row, 1, "含义", styles.head())
    used = set(facts.indicators)
    for info in catalogue:
        if info.code in used:
            row += 1
            sheet.set_row(row, max(LINE_HEIGHT * lines_in(info.definition, 96), LINE_HEIGHT * 2) + 6)
            cells.text(sheet, row, 0, f"{info.label}\n{info.code}", styles.get(text_wrap=True, align="left"))
            cells.text(sheet, row, 1, f"【{info.group}】{info.definition}", styles.get(text_wrap=True, align="left"))


def _lines(facts: GuideFacts) -> Iterator[tuple[str, str, str | None]]:
    yield (
        "黄底",
        f"存疑：把握低于 {facts.doubtful_below:g}，或与分项、比率、他处不符，或数字疑有损坏。须核对原文后使用。",
        DOUBTFUL,
    )
    yield "蓝底", "同一地区、时间、指标在同一文件中另有不同数值，批注中列出，全部见“全部数据”。", DIFFERING
    yield "灰底", "原文用 *、×、X 等隐去了数字，写作“（原文隐去）”，不是零。", MASKED
    yield (
        "≥ ≤ ≈ ～",
        "≥ 原文为“余、多、超过、以上、至少”；≤ 为“不超过、以内、不到”；≈ 为“约、近、左右”；～ 为区间，单元格的值是下限。单元格都是数字，可以求和，但求和结果不再带这些符号。",
        None,
    )
    yield "空白", "没有从该文件读到这个数字（表格里没有单位的数不读）。空白不是零。", None
    yield (
        "一格一数",
        "同一格有几个数字时，依次取：未隐去的、不是重复表述的、无疑点的、日期最晚的（期末数）、把握最高的、文中在先的。"
        "取到的数若是同格另一个数的一部分（其中……），改取那个总数；若是约数或取整的数，而同格另有与之相符的确数（“突破3000家”与“3012家”，“3.86万家”与“38,620家”），改取确数。",
        None,
    )
    yield (
        "范围",
        "空白＝全市（省、区、县）或原文未写明；本级＝市本级、市管；下级＝县（区）级。上下级数字不可相加。",
        None,
    )
    yield (
        "时间",
        "期末数归入所属年份；当期数按原文时段，半年、季度、累计各自成行，不并入全年。原文没有写明的记为“（未写明）”。",
        None,
    )
    yield (
        "单位",
        "数值已按“万、亿”换算：金额一律为元（外币另列），比率为 %。家与个、人与名与位只是量词不同，同列。",
        None,
    )
    yield "批注与链接", "数字上的红角批注给出原文、文件、章节、把握；点击数字转到“全部数据”中的那一行。", None
    documents = "，".join(
        f"{shown('document_status', status)} {count} 个" for status, count in sorted(facts.documents.items())
    )
    yield "文件", documents or "没有文件。", None
    counts = "，".join(f"{_TABLES[name]} {count} 条" for name, count in facts.records.items())
    yield "记录", f"{counts}；其中 {facts.without_indicator} 个数字不属于目录中的指标，只列在“全部数据”。", None
    yield from ((name, text, None) for name, text in _limits(facts))
    yield "软件版本", f"zhibiao {facts.version}", None


def _limits(facts: GuideFacts) -> Iterator[tuple[str, str]]:
    for table, count in facts.left_out.items():
        if count:
            yield (
                "未列出",
                f"“{_TABLES[table]}”只列前 {MAX_LISTED} 行，另有 {count} 行见 {table}.csv 或 {table}.parquet。",
            )
    if facts.links_left_out:
        yield "链接", f"每张表最多 {MAX_LINKS} 个链接，另有 {facts.links_left_out} 格没有链接。"
    if facts.notes_left_out:
        yield (
            "批注",
            f"最多 {MAX_NOTES} 个批注，另有 {facts.notes_left_out} 格没有批注，原文见“全部数据”或 observations.csv。",
        )
    if facts.characters_replaced:
        yield "不可见字符", f"有 {facts.characters_replaced} 个电子表格不能存放的控制字符，以“\ufffd”代替。"
