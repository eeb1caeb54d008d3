"""The columns of the sheets that list records one a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from outputs.document_record import status_of
from outputs.doubt import is_doubtful
from outputs.wording import cause_and_advice, heading, shown, shown_all, shown_defects
from outputs.workbook.styles import DOUBTFUL, MASKED, SEVERITY_FILLS, STATUS_FILLS, VERDICT_FILLS, Styles
from outputs.workbook.writing import ListColumn, Record

Value = str | int | float | None


def _plain(name: str, width: int, wrap: bool = False, align: str = "left", head: str | None = None) -> ListColumn:
    return ListColumn(head or heading(name), width, lambda record: _one(record.get(name)), wrap=wrap, align=align)


def _technical(name: str, width: int, head: str | None = None) -> ListColumn:
    return ListColumn(head or heading(name), width, lambda record: _one(record.get(name)), technical=True)


def _one(value: Any) -> Value:
    if isinstance(value, list):
        return " › ".join(map(str, value))
    return value if isinstance(value, (str, int, float)) or value is None else str(value)


def _coded(name: str, width: int, kind: str | None = None) -> ListColumn:
    return ListColumn(heading(name), width, lambda record: shown(kind or name, record.get(name)), align="center")


def _codes(name: str, width: int) -> ListColumn:
    return ListColumn(heading(name), width, lambda record: shown_all(name, record.get(name) or []), wrap=True)


def observation_columns(doubtful_below: float, sentence: Callable[[Record], str]) -> list[ListColumn]:
    """Columns of 「全部数据」: what, how much, when and where, then the evidence."""

    def number_style(styles: Styles, record: Record) -> Any:
        fill = DOUBTFUL if is_doubtful(record, doubtful_below) else None
        if record["value"] is None:
            return styles.get(bg_color=MASKED, italic=True, align="right")
        return styles.number(record["value"], record["bound"], None, fill, indent=1)

    def value(record: Record) -> Value:
        return "（原文隐去）" if record["value"] is None else _one(record["value"])

    def upper_style(styles: Styles, record: Record) -> Any:
        upper = record["value_max"]
        return None if upper is None else styles.number(upper, "exact", indent=1)

    return [
        _plain("doc", 26, wrap=True),
        _plain("area", 12),
        _coded("scope", 6),
        _plain("period", 13, align="center"),
        _plain("label", 20, head="指标"),
        _plain("org_type", 13),
        _plain("grade", 6, align="center"),
        ListColumn(heading("value"), 14, value, style=number_style, align="right"),
        ListColumn(heading("value_max"), 10, lambda r: _one(r["value_max"]), style=upper_style, align="right"),
        _plain("unit", 6, align="center"),
        _coded("bound", 9),
        _coded("measure", 8),
        _coded("status", 9),
        ListColumn(
            heading("confidence"),
            8,
            lambda r: _one(r["confidence"]),
            style=lambda s, _: s.get(num_format="0.00", align="center"),
        ),
        _codes("flags", 16),
        _plain("quote", 14),
        ListColumn("上下文", 60, sentence, wrap=True),
        _plain("section", 30, wrap=True),
        _plain("page", 6, align="center"),
        _technical("indicator", 20),
        _technical("id", 24),
        _technical("part_of", 24),
        _technical("start", 8),
        _technical("end", 8),
    ]


CHARTER_COLUMNS = [
    _plain("doc", 26, wrap=True),
    _plain("org_name", 24),
    _plain("org_type", 13),
    _plain("title", 24, wrap=True, head="规则"),
    _coded("level", 11),
    ListColumn(
        heading("verdict"),
        9,
        lambda record: shown("verdict", record["verdict"]),
        fill=lambda record: VERDICT_FILLS.get(record["verdict"]),
        align="center",
    ),
    ListColumn(heading("defects"), 24, lambda record: shown_defects(record["rule"], record["defects"]), wrap=True),
    _plain("article", 10, align="center"),
    _plain("quote", 44, wrap=True),
    _plain("suggestion", 50, wrap=True),
    _plain("basis", 34, wrap=True),
    _technical("rule", 26, "规则代码"),
]

FORM_COLUMNS = [
    _plain("doc", 26, wrap=True),
    _plain("org_name", 26),
    _plain("label", 26, wrap=True, head="栏目"),
    _plain("value", 26, wrap=True, head="内容"),
    _plain("unit", 6, align="center"),
    _plain("written", 26, wrap=True),
    _plain("page", 6, align="center"),
    ListColumn(
        heading("confidence"),
        8,
        lambda r: _one(r["confidence"]),
        fill=lambda r: DOUBTFUL if r["flags"] else None,
        style=lambda s, _: s.get(num_format="0.00", align="center"),
    ),
    _codes("flags", 18),
    _technical("field", 24),
]


def _compared(name: str) -> Callable[[Styles, Record], Any]:
    def style(styles: Styles, record: Record) -> Any:
        value = record[name]
        return styles.number(value, "exact", indent=1) if isinstance(value, (int, float)) else None

    return style


def with_numbers(finding: Record, listed: Mapping[str, tuple[str, int | None]]) -> Record:
    """A finding with the numbers that it names as people find them: what is written, and the row in 「全部数据」.

    Args:
        finding: the record.
        listed: quote and row (from 0, None where it is not listed) by id, of the numbers of the finding's document.
    """
    told = []
    for quote, row in (listed[one] for one in finding["observations"] if one in listed):
        told.append(quote if row is None else f"{quote}（第{row + 1}行）")
    return {**finding, "numbers": "、".join(told)}


AUDIT_COLUMNS = [
    _plain("doc", 28, wrap=True),
    ListColumn(
        heading("severity"),
        8,
        lambda record: shown("severity", record["severity"]),
        fill=lambda record: SEVERITY_FILLS.get(record["severity"]),
        align="center",
    ),
    _coded("kind", 14),
    _plain("message", 70, wrap=True),
    ListColumn(heading("expected"), 16, lambda r: _one(r["expected"]), style=_compared("expected"), align="right"),
    ListColumn(heading("found"), 16, lambda r: _one(r["found"]), style=_compared("found"), align="right"),
    _plain("numbers", 34, wrap=True, head=heading("observations")),
    ListColumn(heading("fields"), 20, lambda r: "、".join(r["fields"]), wrap=True),
    _technical("check", 14),
    ListColumn("记录编号", 24, lambda r: "、".join(r["observations"]), technical=True),
]


def _error_message(record: Record) -> Value:
    error = record.get("error")
    if not error:
        return None
    particulars = cause_and_advice(error["message"])[0]
    return "：".join(part for part in (shown("error", error["code"]), particulars) if part)


def _what_to_do(record: Record) -> Value:
    error = record.get("error")
    if error:
        return cause_and_advice(error["message"])[1]
    return "读出的内容不完整，请对照原件核对。" if record.get("status") == "partial" else None


def document_columns(count: Callable[[str, str], int], any_trouble: bool) -> list[ListColumn]:
    """Columns of 「文件清单」.

    Args:
        count: ``count(table, doc)`` gives how many records a document has in a table.
        any_trouble: whether some document failed or was read in part; else the columns for that are narrow.
    """
    width = 36 if any_trouble else 10

    def counted(table: str, head: str) -> ListColumn:
        return ListColumn(head, 8, lambda record: count(table, record["doc"]) or None, align="right")

    first: dict[str, str] = {}

    def copy_of(record: Mapping[str, Any]) -> str | None:
        """The document before it that has the same bytes."""
        leader = first.setdefault(record["doc_id"], record["doc"]) if record.get("chars") else record["doc"]
        return None if leader == record["doc"] else leader

    return [
        _plain("doc", 34, wrap=True),
        ListColumn(
            heading("status"),
            10,
            lambda record: shown("document_status", status_of(record)),
            fill=lambda record: STATUS_FILLS.get(status_of(record)),
            align="center",
        ),
        ListColumn(heading("error"), width, _error_message, wrap=True),
        ListColumn("怎么办", width, _what_to_do, wrap=True),
        _coded("doc_type", 14),
        _plain("title", 36, wrap=True),
        _plain("issuer", 20),
        _plain("date", 11, align="center"),
        _plain("area", 14),
        counted("observations", "数据"),
        counted("charters", "章程规则"),
        counted("forms", "表单栏目"),
        counted("audit", "核对问题"),
        _plain("pages", 6, align="right"),
        _plain("chars", 8, align="right"),
        _codes("warnings", 24),
        ListColumn("与此文件相同", 24, copy_of, wrap=True),
        _technical("doc_id", 18),
    ]
