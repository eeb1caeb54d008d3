"""「章程审查」: charters down, rules across, a verdict in each cell; 「章程缺陷」: how often each defect occurs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from outputs.findings import TO_MEND, counts, standing
from outputs.wording import heading, shown, shown_all, shown_defects
from outputs.workbook.styles import VERDICT_FILLS, Styles
from outputs.workbook.writing import LINE_HEIGHT, CellWriter, ListColumn, lines_in, set_up_page

DETAIL_SHEET = "章程明细"
_HEAD = 2
_FIXED = (
    ("文件", 28),
    ("组织名称", 24),
    ("组织类型", 14),
    ("结论", 10),
    ("须修改", 7),
    ("建议修改", 7),
    ("批注副本", 7),
    ("审查意见", 7),
)
_KEYS = ("doc", "org_name", "org_type")
_STANDING, _LINKS = 3, 6  # columns
_WIDTH = 9
_MOST_NAMES = 20  # charters named beside a defect
_STANDING_FILLS = {
    "passes": VERDICT_FILLS["satisfied"],
    "passes_with_advice": VERDICT_FILLS["partial"],
    "to_mend": VERDICT_FILLS["violated"],
    "unreviewed": VERDICT_FILLS["not_applicable"],
}
_NOT_REVIEWED = ("charter_not_whole", "charter_not_recognised")


@dataclass(slots=True)
class _Defect:
    rule: str
    level: str
    charters: int = 0
    names: list[str] = field(default_factory=list)


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
        self._failing = dict.fromkeys(rules, 0)
        self._standings: dict[str, int] = {}
        self._defects: dict[tuple[str, str], _Defect] = {}
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, "章程审查", styles.title())
        sheet.write_string(
            1,
            0,
            "绿＝符合，黄＝不完整，橙＝缺少，红＝违反，“—”＝不适用；点击单元格转到依据和建议写法。"
            "“须修改”依据法律法规和民政部规定，“建议修改”依据地方规定和完善建议；没有须修改的即为通过。",
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

    def add(
        self,
        verdicts: Sequence[tuple[Mapping[str, Any], int | None]],
        reviewed: str | None,
        opinion: str | None,
    ) -> None:
        """Write one charter.

        Args:
            verdicts: each with the row where it stands in the detail list (from 0), or None.
            reviewed: the copy with comments, relative to the workbook, None where there is none.
            opinion: the opinion, likewise.
        """
        row = self._start(verdicts[0][0])
        must, should = counts(verdict for verdict, _ in verdicts)
        self._write_standing(row, standing(must, should))
        for column, number in ((_STANDING + 1, must), (_STANDING + 2, should)):
            self._sheet.write_number(row, column, number, self._styles.get(align="center", bold=True))
        for column, path in ((_LINKS, reviewed), (_LINKS + 1, opinion)):
            self._write_link(row, column, path)
        for verdict, listed in sorted(verdicts, key=lambda item: self._place[item[0]["rule"]]):
            self._write_verdict(row, verdict, listed)
            self._count(verdict)

    def add_unreviewed(self, document: Mapping[str, Any]) -> None:
        """Write a document that is or looks like a charter and got no verdicts; others are passed over."""
        reasons = [code for code in document.get("warnings") or () if code in _NOT_REVIEWED]
        if reasons:
            row = self._start({"doc": document["doc"]})
            self._write_standing(row, "unreviewed")
            self._cells.note(self._sheet, row, _STANDING, [shown_all("warnings", reasons)])

    def _start(self, record: Mapping[str, Any]) -> int:
        """A row with what is known of the charter; returns its number."""
        row, plain = self._next, self._styles.get(text_wrap=True)
        self._next += 1
        texts = [str(record.get(name) or "") for name in _KEYS]
        lines = max(lines_in(text, width) for text, (_, width) in zip(texts, _FIXED, strict=False))
        self._sheet.set_row(row, LINE_HEIGHT * lines + 4)
        for number, name in enumerate(_KEYS):
            self._cells.value(self._sheet, row, number, record.get(name), plain)
        return row

    def _write_standing(self, row: int, name: str) -> None:
        self._standings[name] = self._standings.get(name, 0) + 1
        style = self._styles.get(bg_color=_STANDING_FILLS[name], align="center", text_wrap=True)
        self._cells.text(self._sheet, row, _STANDING, shown("standing", name), style)

    def _write_link(self, row: int, column: int, path: str | None) -> None:
        style = self._styles.get(align="center", font_size=9)
        self._cells.value(self._sheet, row, column, "打开" if path else None, style)
        if path:
            self._cells.file_link(self._sheet, row, column, path, "打开", style)

    def _count(self, verdict: Mapping[str, Any]) -> None:
        if verdict["verdict"] not in TO_MEND:
            return
        self._failing[verdict["rule"]] += 1
        texts = [shown_defects(verdict["rule"], [code]) for code in verdict["defects"]]
        for text in texts or [shown("verdict", verdict["verdict"])]:
            known = self._defects.setdefault((verdict["rule"], text), _Defect(verdict["title"], verdict["level"]))
            known.charters += 1
            if len(known.names) < _MOST_NAMES:
                known.names.append(verdict["org_name"] or verdict["doc"])

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
        """Write how many charters fall short of each rule, and set the filter; a run without charters says so."""
        if self._next == _HEAD + 1:
            self._sheet.write_string(self._next, 0, "（无章程）", self._styles.remark())
        else:
            self._write_totals()
        last_column = len(_FIXED) + len(self._place) - 1
        self._sheet.autofilter(_HEAD, 0, max(self._next - 1, _HEAD), last_column)

    def _write_totals(self) -> None:
        row, style = self._next + 1, self._styles.head()  # a blank row keeps them out of the filter
        self._sheet.set_row(row, 60)
        told = "，".join(
            f"{shown('standing', name)} {self._standings[name]}" for name in _STANDING_FILLS if name in self._standings
        )
        self._cells.text(self._sheet, row, 0, f"章程 {self._next - _HEAD - 1} 份：{told}", style)
        for number in range(1, len(_FIXED)):
            self._cells.text(self._sheet, row, number, "", style)
        self._cells.text(self._sheet, row, len(_FIXED) - 1, "不符合的份数", style)
        for rule, column in self._place.items():
            self._sheet.write_number(row, column, self._failing[rule], style)

    def defects(self) -> Iterator[dict[str, Any]]:
        """The defects for 「章程缺陷」, the commonest first."""
        for (rule, text), known in sorted(self._defects.items(), key=lambda item: (-item[1].charters, item[0])):
            more = "……" if known.charters > len(known.names) else ""
            yield {
                "title": known.rule,
                "level": known.level,
                "defect": text,
                "charters": known.charters,
                "names": "、".join(known.names) + more,
                "rule": rule,
            }


DEFECT_COLUMNS = [
    ListColumn("规则", 30, lambda record: str(record["title"]), wrap=True),
    ListColumn(heading("level"), 12, lambda record: shown("level", record["level"]), align="center"),
    ListColumn(heading("defects"), 40, lambda record: str(record["defect"]), wrap=True),
    ListColumn("章程份数", 9, lambda record: int(record["charters"]), align="center"),
    ListColumn("章程", 80, lambda record: str(record["names"]), wrap=True),
    ListColumn("规则代码", 26, lambda record: str(record["rule"]), technical=True),
]


def _note(verdict: Mapping[str, Any]) -> Iterator[str]:
    yield f"{verdict['title']}：{shown('verdict', verdict['verdict'])}"
    if verdict["defects"]:
        yield f"缺陷：{shown_defects(verdict['rule'], verdict['defects'])}"
    if verdict["quote"]:
        yield f"原文：{verdict['article'] or ''} {verdict['quote'][:120]}"
    if verdict["suggestion"]:
        yield f"建议写法：{verdict['suggestion'][:300]}"
    yield f"依据：{verdict['basis']}"
