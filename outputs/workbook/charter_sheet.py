"""「章程审查」: charters down, rules across, a verdict in each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from outputs.wording import shown, shown_defects
from outputs.workbook.styles import VERDICT_FILLS, Styles
from outputs.workbook.writing import LINE_HEIGHT, CellWriter, lines_in, set_up_page

DETAIL_SHEET = "章程明细"
_HEAD = 2
_FIXED = (("文件", 28), ("组织名称", 24), ("组织类型", 14), ("需修改", 7), ("批注副本", 9))
_KEYS = ("doc", "org_name", "org_type")
_WIDTH = 9
TO_MEND = ("violated", "missing", "partial")


class CharterSheet:
    """The matrix of charters and rules, written charter by charter.

    Args:
        sheet: the worksheet.
        rules: title by rule, in the order of the columns.
        styles: the workbook's formats.
        cells: the workbook's cell writer.
    """

    def __init__(self, sheet: Any, rules: Mapping[str, str], styles: Styles, cells: CellWriter) -> None:
        self._sheet, self._styles, self._cells = sheet, styles, cells
        self._place = {rule: len(_FIXED) + number for number, rule in enumerate(rules)}
        self._next = _HEAD + 1
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, "章程审查", styles.title())
        sheet.write_string(
            1,
            0,
            "绿＝符合，黄＝不完整，橙＝缺少，红＝违反，“—”＝不适用；点击单元格转到依据和建议写法。",
            styles.remark(),
        )
        sheet.set_row(_HEAD, 96)
        for number, (name, width) in enumerate(_FIXED):
            sheet.set_column(number, number, width)
            sheet.write_string(_HEAD, number, name, styles.head())
        if rules:
            sheet.set_column(len(_FIXED), len(_FIXED) + len(rules) - 1, _WIDTH)
        for rule, title in rules.items():
            cells.text(sheet, _HEAD, self._place[rule], title, styles.head(font_size=9))
        width = sum(width for _, width in _FIXED) + _WIDTH * len(rules)
        set_up_page(sheet, "章程审查", (_HEAD, _HEAD), width, len(_FIXED))
        sheet.freeze_panes(_HEAD + 1, 2)

    def add(self, verdicts: Sequence[tuple[Mapping[str, Any], int | None]], reviewed: str | None) -> None:
        """Write one charter.

        Args:
            verdicts: each with the row where it stands in the detail list (from 0), or None.
            reviewed: the copy with comments, relative to the workbook, None where there is none.
        """
        first = verdicts[0][0]
        plain, row = self._styles.get(text_wrap=True), self._next
        lines = max(lines_in(str(first[name] or ""), width) for name, (_, width) in zip(_KEYS, _FIXED, strict=False))
        self._sheet.set_row(row, LINE_HEIGHT * lines + 4)
        for number, name in enumerate(_KEYS):
            self._cells.value(self._sheet, row, number, first[name], plain)
        to_mend = sum(verdict["verdict"] in TO_MEND for verdict, _ in verdicts)
        self._sheet.write_number(row, 3, to_mend, self._styles.get(align="center", bold=True))
        style = self._styles.get(align="center", font_size=9)
        self._cells.value(self._sheet, row, 4, "打开" if reviewed else None, style)
        if reviewed:
            self._cells.file_link(self._sheet, row, 4, reviewed, "打开", style)
        for verdict, listed in sorted(verdicts, key=lambda item: self._place[item[0]["rule"]]):
            self._write_verdict(row, verdict, listed)
        self._next += 1

    def _write_verdict(self, row: int, verdict: Mapping[str, Any], listed: int | None) -> None:
        column, name = self._place[verdict["rule"]], verdict["verdict"]
        if listed is not None and name != "not_applicable":
            self._cells.link(self._sheet, row, column, f"'{DETAIL_SHEET}'!A{listed + 1}", self._styles.get())
        text = "—" if name == "not_applicable" else shown("verdict", name)
        fill = VERDICT_FILLS.get(name, "#FFFFFF")
        style = self._styles.get(bg_color=fill, align="center", font_size=9, font_color="#000000")
        self._cells.text(self._sheet, row, column, text, style)
        if name in TO_MEND:
            self._cells.note(self._sheet, row, column, list(_note(verdict)))

    def finish(self) -> None:
        """Set the filter; a run without charters says so."""
        if self._next == _HEAD + 1:
            self._sheet.write_string(self._next, 0, "（无章程）", self._styles.remark())
        last_column = len(_FIXED) + len(self._place) - 1
        self._sheet.autofilter(_HEAD, 0, max(self._next - 1, _HEAD), last_column)


def _note(verdict: Mapping[str, Any]) -> Iterator[str]:
    yield f"{verdict['title']}：{shown('verdict', verdict['verdict'])}"
    if verdict["defects"]:
        yield f"缺陷：{shown_defects(verdict['rule'], verdict['defects'])}"
    if verdict["quote"]:
        yield f"原文：{verdict['article'] or ''} {verdict['quote'][:120]}"
    if verdict["suggestion"]:
        yield f"建议写法：{verdict['suggestion'][:300]}"
    yield f"依据：{verdict['basis']}"
