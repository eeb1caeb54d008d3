"""The indicator tables: places and periods down, indicators across, every number with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from outputs.catalogue_info import IndicatorInfo
from outputs.doubt import is_doubtful
from outputs.wording import in_words, shown, shown_all, units_like
from outputs.workbook.matrix import Cell, ColumnKey, Observation, RowKey, ordered_columns, ordered_rows
from outputs.workbook.styles import DIFFERING, DOUBTFUL, HEAD, MASKED, Styles
from outputs.workbook.writing import LINE_HEIGHT, ONE_PAGE, CellWriter, lines_in, page_breaks, set_up_page

LIST_SHEET = "全部数据"
_FIRST_HEAD, _LAST_HEAD = 2, 5
_ROW_HEADS = (("地区", 14), ("范围", 6), ("时间", 16), ("文件", 30))
_NO_TYPE = "（未写类型）"
_MIN_WIDTH = 10
_MAX_BLANKS = 1_000_000
_MAX_OTHERS = 4


@dataclass(slots=True)
class ColumnFacts:
    """What must be known of a column before it is written: the characters of its widest number, the units in it."""

    width: int = 0
    units: set[str] = field(default_factory=set)


class MatrixSheet:
    """One indicator table, written document by document.

    Args:
        sheet: the worksheet.
        title: the table's title; ``remark`` stands under it.
        survey: the columns that occur, in any order, with what is known of each.
        catalogue: labels, groups and order of the indicators.
        labels: label by code for indicators that the catalogue does not know.
        styles: the workbook's formats.
        cells: the workbook's cell writer.
        doubtful_below: confidence below which a number is coloured.
    """

    def __init__(
        self,
        sheet: Any,
        title: str,
        remark: str,
        survey: Mapping[ColumnKey, ColumnFacts],
        catalogue: Sequence[IndicatorInfo],
        labels: Mapping[str, str],
        styles: Styles,
        cells: CellWriter,
        doubtful_below: float,
    ) -> None:
        self._sheet, self._styles, self._cells = sheet, styles, cells
        self._doubtful_below = doubtful_below
        self._columns = ordered_columns(survey, catalogue)
        self._widths = {key: max(_MIN_WIDTH, facts.width + 2) for key, facts in survey.items()}
        self._blanks = _MAX_BLANKS
        self._place = {key: len(_ROW_HEADS) + number for number, key in enumerate(self._columns)}
        self._next = _LAST_HEAD + 1
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, title, styles.title())
        sheet.write_string(1, 0, remark, styles.remark())
        units = {key: facts.units for key, facts in survey.items()}
        self._write_heads({info.code: info for info in catalogue}, labels, units)
        width = sum(width for _, width in _ROW_HEADS) + sum(self._widths.values())
        set_up_page(sheet, title, (_FIRST_HEAD, _LAST_HEAD), width, len(_ROW_HEADS))
        sheet.freeze_panes(_LAST_HEAD + 1, len(_ROW_HEADS))
        if width > ONE_PAGE:
            sheet.set_v_pagebreaks([len(_ROW_HEADS) + column for column in self._breaks()])

    def _breaks(self) -> list[int]:
        """Columns before which a new printed page begins: no indicator is torn apart."""
        groups = [[self._widths[key] for key in keys] for _, keys in groupby(self._columns, key=lambda k: k.indicator)]
        return page_breaks(groups, sum(width for _, width in _ROW_HEADS))

    def _write_heads(
        self, infos: Mapping[str, IndicatorInfo], labels: Mapping[str, str], units: Mapping[ColumnKey, set[str]]
    ) -> None:
        """The four head rows, from the top: a workbook written in constant memory cannot go back."""
        two_measures = _codes_with_two_measures(self._columns)
        typed = {key.indicator for key in self._columns if key.org_type}

        def group(key: ColumnKey) -> str:
            return infos[key.indicator].group if key.indicator in infos else "其他"

        def label(key: ColumnKey) -> str:
            info = infos.get(key.indicator)
            return info.label if info else labels.get(key.indicator, key.indicator)

        def breakdown(key: ColumnKey) -> str:
            measured = key.measure in ("share", "change") or key.indicator in two_measures
            org_type = key.org_type or (_NO_TYPE if key.indicator in typed else None)
            parts = (org_type, key.grade, shown("measure", key.measure) if measured else None)
            return "\n".join(part for part in parts if part)

        head, group_head = self._styles.head(), self._styles.head(bg_color=HEAD, font_color="#FFFFFF")
        for number, (_, width) in enumerate(_ROW_HEADS):
            self._sheet.set_column(number, number, width)
        for key, column in self._place.items():
            self._sheet.set_column(column, column, self._widths[key])

        def measured_in(key: ColumnKey) -> str:
            return "、".join(unit for unit in key.units if unit in units[key])

        texts: tuple[tuple[Callable[[ColumnKey], str], int], ...] = (
            (group, 20),
            (label, 34),
            (breakdown, 44),
            (measured_in, 20),
        )
        for offset, (text, height) in enumerate(texts):
            row, style = _FIRST_HEAD + offset, head if offset else group_head
            self._sheet.set_row(row, height)
            open_box = self._styles.head(top=int(offset == 0), bottom=int(row == _LAST_HEAD))
            for number, (name, _) in enumerate(_ROW_HEADS):
                self._sheet.write_string(row, number, name if row == _LAST_HEAD else "", open_box)
            if text is group:
                self._write_merged(row, group, lambda key: (group(key),), style)
            elif text is label:
                self._write_merged(row, label, lambda key: (group(key), key.indicator), style)
            else:
                for key, column in self._place.items():
                    self._cells.text(self._sheet, row, column, text(key), style)

    def _write_merged(
        self, row: int, text: Callable[[ColumnKey], str], same: Callable[[ColumnKey], tuple[str, ...]], style: Any
    ) -> None:
        """A head over neighbouring columns that are the ``same``."""
        for _, keys in groupby(self._columns, key=same):
            columns = list(keys)
            head = self._cells.clean(text(columns[0]))
            first, last = self._place[columns[0]], self._place[columns[-1]]
            if first == last:
                self._sheet.write_string(row, first, head, style)
            else:
                self._sheet.merge_range(row, first, row, last, head, style)

    def add(
        self,
        document: Mapping[str, Any],
        rows: Mapping[RowKey, Mapping[ColumnKey, Cell]],
        sentence: Callable[[Observation], str],
    ) -> None:
        """Write the rows of one document.

        Args:
            document: its record; ``doc`` and ``area`` are used.
            rows: its cells by row and column.
            sentence: gives the sentence around a number.
        """
        for key in ordered_rows(rows, document.get("area")):
            heads = (key.area, shown("scope", key.scope), key.period, document["doc"])
            lines = max(lines_in(text, width) for text, (_, width) in zip(heads, _ROW_HEADS, strict=True))
            self._sheet.set_row(self._next, LINE_HEIGHT * lines + 4)
            for number, text in enumerate(heads):
                self._cells.text(self._sheet, self._next, number, text, self._styles.get(align="left", text_wrap=True))
            self._write_blanks()
            for column, cell in sorted(rows[key].items(), key=lambda item: self._place[item[0]]):
                self._write_cell(self._place[column], cell, sentence)
            self._next += 1

    def _write_blanks(self) -> None:
        """Frames around empty cells, so that the table reads as one; a very large table does without."""
        if self._blanks >= len(self._columns):
            self._blanks -= len(self._columns)
            for column in self._place.values():
                self._sheet.write_blank(self._next, column, None, self._styles.get())

    def _write_cell(self, column: int, cell: Cell, sentence: Callable[[Observation], str]) -> None:
        best = cell.best
        row = self._next
        if cell.row_listed is not None:
            target = f"'{LIST_SHEET}'!A{cell.row_listed + 1}"
            self._cells.link(self._sheet, row, column, target, self._styles.get())
        value = cell.value()
        if value is None:
            masked = self._styles.get(bg_color=MASKED, italic=True, align="center", font_size=9, font_color="#000000")
            self._cells.text(self._sheet, row, column, "（原文隐去）", masked)
        else:
            style = self._styles.number(value, best["bound"], best["value_max"], self._fill(cell))
            self._sheet.write_number(row, column, value, style)
        self._cells.note(self._sheet, row, column, list(_note(cell, sentence(best))))

    def _fill(self, cell: Cell) -> str | None:
        if is_doubtful(cell.best, self._doubtful_below):
            return DOUBTFUL
        return DIFFERING if cell.levels or cell.differing() else None

    def finish(self) -> None:
        """Set the filter over all rows; an empty table says so."""
        if self._next == _LAST_HEAD + 1:
            self._sheet.write_string(self._next, 0, "（无）", self._styles.remark())
        last_column = len(_ROW_HEADS) + len(self._columns) - 1
        self._sheet.autofilter(_LAST_HEAD, 0, max(self._next - 1, _LAST_HEAD), last_column)


def _codes_with_two_measures(columns: Sequence[ColumnKey]) -> set[str]:
    measures: dict[str, set[str]] = {}
    for key in columns:
        measures.setdefault(key.indicator, set()).add(key.measure)
    return {code for code, found in measures.items() if len(found) > 1}


def _note(cell: Cell, sentence: str) -> Iterator[str]:
    best = cell.best
    yield f"原文：{sentence}"
    yield f"文件：{best['doc']}" + (f" 第{best['page']}页" if best["page"] else "")
    if best["section"]:
        yield f"章节：{' › '.join(best['section'])}"
    if best["period"]:
        yield f"时间：{best['period']}"
    yield f"把握：{best['confidence']:.2f}" + (f"　疑点：{shown_all('flags', best['flags'])}" if best["flags"] else "")
    if len(units_like(best["unit"])) > 1:
        yield f"单位：{best['unit']}"
    if best["value"] is not None and best["bound"] != "exact":
        yield f"精确程度：{shown('bound', best['bound'])}"
    if cell.levels:
        parts = "＋".join(in_words(o["value"], o["bound"], o["value_max"]) for o in cell.levels)
        yield f"本格为原文所列下属各级之和：{parts}"
    differing = cell.differing()
    if differing:
        values = "、".join(in_words(o["value"], o["bound"], o["value_max"]) for o in differing[:_MAX_OTHERS])
        more = "等" if len(differing) > _MAX_OTHERS else ""
        yield f"另有不同数值 {len(differing)} 处：{values}{more}（见“{LIST_SHEET}”）"
    same = len(cell.others) - len(differing) - max(len(cell.levels) - 1, 0)
    if same:
        yield f"相同数值另见 {same} 处"
