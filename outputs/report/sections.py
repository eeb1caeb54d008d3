"""The part of the report that shows one document: facts, verdicts, findings, numbers, and the text with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

from outputs.cells import without_controls
from outputs.document_record import status_of
from outputs.doubt import is_doubtful
from outputs.findings import TO_MEND, WORST_FIRST
from outputs.report.highlight import Span, marked_text
from outputs.wording import heading, in_words, plain_number, shown, shown_all, shown_defects

Record = Mapping[str, Any]
_FACTS = ("doc_type", "title", "issuer", "date", "area", "pages", "chars", "doc_id")


@dataclass(frozen=True, slots=True)
class DocumentView:
    """All that the report shows of one document; ``text`` is None when the run wrote none.

    ``copies`` are path, relative to the report, and name of the files that the run wrote for a charter.
    """

    anchor: str
    document: Record
    observations: Sequence[Record]
    verdicts: Sequence[Record]
    fields: Sequence[Record]
    findings: Sequence[Record]
    text: str | None
    doubtful_below: float
    copies: Sequence[tuple[str, str]] = ()


def section_html(view: DocumentView, opened: bool) -> str:
    """The document as a ``<details>`` block that works without a script."""
    document = view.document
    parts = [
        f'<section class="doc" id="{view.anchor}"><details{" open" if opened else ""}><summary>',
        f"<h2>{escape(without_controls(document['doc']))}</h2>{status_html(document)}</summary>\n",
        _facts_html(document),
        *_verdicts_html(view),
        *_findings_html(view),
        *_fields_html(view),
        *_observations_html(view),
        *_text_html(view),
        "</details></section>\n",
    ]
    return "".join(parts)


def status_html(document: Record) -> str:
    """The status as a coloured word."""
    status = status_of(document)
    return f'<span class="status {escape(status)}">{escape(shown("document_status", status))}</span>'


def error_html(document: Record) -> str:
    """The cause of a failure with its advice, ``""`` when there is none."""
    error = document.get("error")
    if not error:
        return ""
    return f'<p class="error"><b>{escape(shown("error", error["code"]))}</b>　{escape(error["message"])}</p>'


def copies_html(copies: Sequence[tuple[str, str]]) -> str:
    """Links to the files of a charter, given by path and name; ``""`` where there are none."""
    links = (
        f'<a href="{escape(quote(path, errors="surrogatepass"))}">{escape(without_controls(name))}</a>'
        for path, name in copies
    )
    return f'<p class="copy">{"　".join(links)}</p>\n' if copies else ""


def _facts_html(document: Record) -> str:
    facts = []
    for name in _FACTS:
        value = document.get(name)
        if value is not None:
            text = shown("doc_type", value) if name == "doc_type" else str(value)
            facts.append(f"<div><dt>{heading(name)}</dt><dd>{escape(text)}</dd></div>")
    warnings = document.get("warnings")
    if warnings:
        text = escape(shown_all("warnings", warnings))
        facts.append(f"<div><dt>{heading('warnings')}</dt><dd>{text}</dd></div>")
    return f'<dl class="facts">{"".join(facts)}</dl>{error_html(document)}\n'


def _table(name: str, title: str, heads: Sequence[str], rows: Iterator[str], opened: bool = True) -> Iterator[str]:
    yield f'<details class="part"{" open" if opened else ""}><summary><h3>{title}</h3></summary>'
    yield f'<div class="wide"><table class="{name}"><thead><tr>'
    yield "".join(f"<th>{head}</th>" for head in heads)
    yield "</tr></thead><tbody>\n"
    yield from rows
    yield "</tbody></table></div></details>\n"


def _cells(*texts: str | None) -> str:
    return "".join(f"<td>{escape(text or '')}</td>" for text in texts)


def _verdicts_html(view: DocumentView) -> Iterator[str]:
    if not view.verdicts:
        return
    to_mend = sum(verdict["verdict"] in TO_MEND for verdict in view.verdicts)
    heads = ("规则", "层级", "结论", "缺陷", "条目", "原文", "建议写法", "依据")

    def rows() -> Iterator[str]:
        worst_first = sorted(enumerate(view.verdicts), key=lambda item: WORST_FIRST.index(item[1]["verdict"]))
        for number, verdict in worst_first:
            name = verdict["verdict"]
            yield f'<tr id="{view.anchor}-v{number}" class="{escape(name)}">'
            yield _cells(verdict["title"], shown("level", verdict["level"]))
            yield f'<td><span class="verdict {escape(name)}">{escape(shown("verdict", name))}</span></td>'
            yield _cells(shown_defects(verdict["rule"], verdict["defects"]), verdict["article"])
            yield _quote_cell(verdict["quote"], f"{view.anchor}-v{number}", verdict["start"])
            yield _cells(verdict["suggestion"], verdict["basis"])
            yield "</tr>\n"

    yield copies_html(view.copies)
    yield from _table("verdicts", f"章程审查：{len(view.verdicts)} 条规则，{to_mend} 条需修改", heads, rows())


def _quote_cell(quote: str | None, anchor: str, start: int | None) -> str:
    text = escape(quote or "")
    return f'<td><a href="#m-{anchor}">{text}</a></td>' if quote and start is not None else f"<td>{text}</td>"


def _findings_html(view: DocumentView) -> Iterator[str]:
    if not view.findings:
        return

    def rows() -> Iterator[str]:
        for finding in view.findings:
            severity = finding["severity"]
            yield f'<tr><td><span class="severity {escape(severity)}">{escape(shown("severity", severity))}</span></td>'
            yield _cells(shown("kind", finding["kind"]), finding["message"])
            yield _cells(_compared(finding["expected"]), _compared(finding["found"]))
            yield "</tr>\n"

    yield from _table(
        "findings", f"核对问题：{len(view.findings)} 条", ("程度", "类别", "说明", "应为", "实为"), rows()
    )


def _compared(value: Any) -> str:
    if value is None:
        return ""
    return plain_number(value) if isinstance(value, (int, float)) else str(value)


def _fields_html(view: DocumentView) -> Iterator[str]:
    if not view.fields:
        return

    def rows() -> Iterator[str]:
        for field in view.fields:
            value = "" if field["value"] is None else str(field["value"])
            yield f"<tr{_doubt(bool(field['flags']))}>"
            yield _cells(field["label"], value, field["unit"], field["written"], shown_all("flags", field["flags"]))
            yield "</tr>\n"

    heads = ("栏目", "内容", "单位", "原样", "疑点")
    yield from _table("fields", f"表单栏目：{len(view.fields)} 项", heads, rows(), opened=False)


def _doubt(doubtful: bool) -> str:
    return ' class="doubtful"' if doubtful else ""


def _observations_html(view: DocumentView) -> Iterator[str]:
    if not view.observations:
        return
    heads = ("指标", "数值", "单位", "时间", "地区", "范围", "组织类型", "口径", "状态", "把握", "疑点", "原文")

    def rows() -> Iterator[str]:
        for number, one in enumerate(view.observations):
            anchor = f"{view.anchor}-o{number}"
            doubtful = _doubt(is_doubtful(one, view.doubtful_below))
            label = " ".join(part for part in (one["label"], one["grade"]) if part)
            yield f'<tr id="{anchor}" data-code="{escape(one["indicator"])}"{doubtful}><td>{escape(label)}</td>'
            yield f'<td class="n">{escape(in_words(one["value"], one["bound"], one["value_max"]))}</td>'
            yield _cells(one["unit"], one["period"], one["area"], shown("scope", one["scope"]), one["org_type"])
            yield _cells(shown("measure", one["measure"]), shown("status", one["status"]))
            yield f'<td class="n">{one["confidence"]:.2f}</td>'
            yield _cells(shown_all("flags", one["flags"]))
            yield _quote_cell(one["quote"], anchor, one["start"])
            yield "</tr>\n"

    yield from _table("observations", f"数据：{len(view.observations)} 条", heads, rows(), opened=False)


def _text_html(view: DocumentView) -> Iterator[str]:
    if view.text is None:
        return
    headings = frozenset(section["start"] for section in view.document.get("sections") or ())
    yield '<details class="part" open><summary><h3>正文</h3></summary><div class="reading"><div class="text">\n'
    yield from marked_text(view.text, _spans(view), headings)
    yield '</div><aside class="card" hidden></aside></div></details>\n'


def _spans(view: DocumentView) -> list[Span]:
    text = view.text or ""
    spans = []
    for number, one in enumerate(view.observations):
        look = "doubtful" if is_doubtful(one, view.doubtful_below) else escape(one["status"])
        value = in_words(one["value"], one["bound"], one["value_max"])
        parts = (one["label"], f"{value}{one['unit']}", one["period"], one["area"], shown("status", one["status"]))
        hint = " · ".join(part for part in (*parts, f"把握 {one['confidence']:.2f}") if part)
        spans.append((one, Span(one["start"], one["end"], f"{view.anchor}-o{number}", look, hint)))
    for number, verdict in enumerate(view.verdicts):
        if verdict["start"] is not None and verdict["end"] is not None:
            hint = f"{verdict['title']}：{shown('verdict', verdict['verdict'])}"
            anchor, look = f"{view.anchor}-v{number}", f"v-{escape(verdict['verdict'])}"
            spans.append((verdict, Span(verdict["start"], verdict["end"], anchor, look, hint)))
    # A span that does not give its quote is not shown as evidence; the record stays in its table.
    return [span for record, span in spans if span.start < span.end and text[span.start : span.end] == record["quote"]]
