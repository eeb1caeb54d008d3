"""「年检汇总」: organisations down, form fields across; the list 「年检表单」 holds the same one a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from outputs.wording import YEARS, shown_all
from outputs.workbook.styles import DOUBTFUL, Styles
from outputs.workbook.writing import CellWriter, set_up_page

DETAIL_SHEET = "年检表单"
MAX_FIELDS = 400
_HEAD = 2
_FIXED = (("文件", 26), ("组织名称", 26))
_WIDTH = 14
_COLUMNS = {
    "": "",
    "_opening": "（年初数）",
    "_unrestricted": "（非限定性）",
    "_restricted": "（限定性）",
    "_cash": "（现金）",
    "_in_kind": "（非现金）",
    "_prior": "（上年数）",
    "_prior_unrestricted": "（上年非限定性）",
    "_prior_restricted": "（上年限定性）",
}
_NOT_FILLED = frozenset({"blank", "none", "slash", "dash"})


def in_order(fields: Mapping[str, str]) -> dict[str, str]:
    """The columns in the order of the catalogue, named by it; fields that it does not know follow with their label.

    Args:
        fields: label by field id, as first met.
    """
    if not fields:
        return {}
    # The catalogue compiles its patterns, so it is loaded only for runs that hold forms.
    from extractors.forms.catalogue import field_catalogue

    ordered: dict[str, str] = {}
    for known in field_catalogue().fields.values():
        for suffix, words in _COLUMNS.items():
            if known.id + suffix in fields and known.id + suffix not in ordered:
                ordered[known.id + suffix] = known.label + words
    return ordered | {field: label for field, label in fields.items() if field not in ordered}


class FormSheet:
    """The matrix of organisations and fields, written document by document.

    Args:
        sheet: the worksheet.
        fields: label by field id, in the order of the columns; those beyond 400 stand in the list only.
        styles: the workbook's formats.
        cells: the workbook's cell writer.
        doubtful_below: confidence below which a value is coloured.
    """

    def __init__(
        self, sheet: Any, fields: Mapping[str, str], styles: Styles, cells: CellWriter, doubtful_below: float
    ) -> None:
        self._sheet, self._styles, self._cells, self._doubtful_below = sheet, styles, cells, doubtful_below
        shown = list(fields.items())[:MAX_FIELDS]
        self._place = {field: len(_FIXED) + number for number, (field, _) in enumerate(shown)}
        self._next = _HEAD + 1
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, "年检汇总", styles.title())
        remark = "每个组织一行，每个栏目一列；黄底＝存疑，须核对原件；点击单元格转到“年检表单”中的那一行。"
        sheet.write_string(1, 0, remark, styles.remark())
        sheet.set_row(_HEAD, 62)
        for number, (name, width) in enumerate(_FIXED):
            sheet.set_column(number, number, width)
            sheet.write_string(_HEAD, number, name, styles.head())
        if shown:
            sheet.set_column(len(_FIXED), len(_FIXED) + len(shown) - 1, _WIDTH)
        for field, label in shown:
            cells.text(sheet, _HEAD, self._place[field], label, styles.head(font_size=9))
        width = sum(width for _, width in _FIXED) + _WIDTH * len(shown)
        set_up_page(sheet, "年检汇总", (_HEAD, _HEAD), width, len(_FIXED))
        sheet.freeze_panes(_HEAD + 1, len(_FIXED))

    def add(self, fields: Sequence[tuple[Mapping[str, Any], int | None]]) -> None:
        """Write one document: a row for each organisation in it. Of a field given twice the first is shown.

        Args:
            fields: the document's fields, each with the row where it is listed (from 0), or None.
        """
        organisations: dict[str | None, dict[str, tuple[Mapping[str, Any], int | None]]] = {}
        for field, listed in fields:
            organisations.setdefault(field["org_name"], {}).setdefault(field["field"], (field, listed))
        for name, values in organisations.items():
            doc = next(iter(values.values()))[0]["doc"]
            for column, text in enumerate((doc, name)):
                self._cells.value(self._sheet, self._next, column, text, self._styles.get())
            placed = [(self._place[field], value) for field, value in values.items() if field in self._place]
            for column, (field, listed) in sorted(placed, key=lambda item: item[0]):
                self._write_field(column, field, listed)
            self._next += 1

    def _write_field(self, column: int, field: Mapping[str, Any], listed: int | None) -> None:
        empty = not _NOT_FILLED.isdisjoint(field["flags"])
        doubtful = not empty and (bool(field["flags"]) or field["confidence"] < self._doubtful_below)
        look: dict[str, Any] = {"bg_color": DOUBTFUL} if doubtful else {}
        if isinstance(field["value"], (int, float)):
            whole = "0" if field["field"] in YEARS else "#,##0"
            look |= {"num_format": "#,##0.####" if isinstance(field["value"], float) else whole, "align": "right"}
        style = self._styles.get(font_color="#000000", **look)
        if listed is not None:
            self._cells.link(self._sheet, self._next, column, f"'{DETAIL_SHEET}'!A{listed + 1}", style)
        # 无, / and — stand as they were filled in: they are no amount of nothing.
        shown = field["written"] if empty and field["value"] is None else field["value"]
        self._cells.value(self._sheet, self._next, column, shown, style)
        if doubtful:
            lines = [f"原样：{field['written']}", f"把握：{field['confidence']:.2f}"]
            if field["flags"]:
                lines.append(f"疑点：{shown_all('flags', field['flags'])}")
            self._cells.note(self._sheet, self._next, column, lines)

    def finish(self) -> None:
        """Set the filter; the sheet of a run without forms says so and is not shown."""
        if self._next == _HEAD + 1:
            self._sheet.write_string(self._next, 0, "（无表单）", self._styles.remark())
            self._sheet.hide()
        last_column = len(_FIXED) + len(self._place) - 1
        self._sheet.autofilter(_HEAD, 0, max(self._next - 1, _HEAD), last_column)
