"""``report.html``: one page for reading, without any outside resource; it works with scripts switched off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from outputs.atomic import atomic_file
from outputs.by_document import ByDocument, document_records
from outputs.catalogue_info import IndicatorInfo
from outputs.cells import without_controls
from outputs.document_record import status_of
from outputs.doubt import is_doubtful
from outputs.html_page import asset, page_head
from outputs.report.sections import DocumentView, copies_html, error_html, section_html, status_html
from outputs.reviewed.names import opinion_name, reviewed_name
from outputs.sentences import clean_text
from outputs.wording import shown

MAX_DOCUMENTS = 300
MAX_BYTES = 20_000_000
# Documents with records of these have an opinion.
_OPINIONATED = ("charters", "forms")
_TABLES = ("observations", "charters", "forms", "audit")
_HEADS = ("文件", "状态", "文种", "标题", "地区", "日期", "数据", "章程规则", "表单栏目", "核对问题")


@dataclass(slots=True)
class _Shown:
    """What has been put on the page so far; sections are bounded by ``MAX_BYTES``."""

    rows: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    size: int = 0
    left_out: int = 0
    doubtful: int = 0
    statuses: dict[str, int] = field(default_factory=dict)


def write_report(out_dir: Path, catalogue: Sequence[IndicatorInfo], version: str, doubtful_below: float) -> Path:
    """Write ``report.html`` from the JSONL files and texts of a run; returns its path.

    All documents are listed; the first 300 are shown whole as long as the page stays under some 20 MB. The list says
    of each other where its text and numbers are.

    Args:
        out_dir: the folder of the run.
        catalogue: labels and order of the indicators in the filter.
        version: of the program, shown at the top.
        doubtful_below: confidence below which a number is coloured as doubtful.

    Raises:
        ValueError: a JSONL file is damaged.
        OSError: the disk refuses.
    """
    used: dict[str, str] = {}
    page = _Shown()

    def visit(record: dict[str, Any]) -> None:
        used.setdefault(record["indicator"], record["label"])
        page.doubtful += is_doubtful(record, doubtful_below)

    tables = {
        name: ByDocument(out_dir / f"{name}.jsonl", visit if name == "observations" else None) for name in _TABLES
    }
    for number, document in enumerate(document_records(out_dir, *tables.values())):
        _show(page, number, document, tables, out_dir, doubtful_below)
    target = out_dir / "report.html"
    with atomic_file(target) as file:
        for piece in _page(page, tables, _options(used, catalogue), version):
            file.write(piece.encode("utf-8", "replace"))
    return target


def _show(
    page: _Shown,
    number: int,
    document: Mapping[str, Any],
    tables: Mapping[str, ByDocument],
    out_dir: Path,
    doubtful_below: float,
) -> None:
    doc = document["doc"]
    status = status_of(document)
    page.statuses[status] = page.statuses.get(status, 0) + 1
    anchor = f"d{number}"
    section = None
    has_text = document.get("status") != "failed"
    copies = _copies(out_dir, doc) if any(tables[name].count(doc) for name in _OPINIONATED) else ()
    if len(page.sections) < MAX_DOCUMENTS and has_text:
        records = {name: list(table.records(doc)) for name, table in tables.items()}
        view = DocumentView(
            anchor,
            document,
            records["observations"],
            records["charters"],
            records["forms"],
            records["audit"],
            clean_text(out_dir, document.get("doc_id")),
            doubtful_below,
            copies,
        )
        section = section_html(view, opened=not page.sections)
        size = len(section.encode("utf-8", "replace"))
        if page.size + size > MAX_BYTES:
            section = None
        else:
            page.size += size
            page.sections.append(section)
    if section is None and has_text:
        page.left_out += 1
    counts = [tables[name].count(doc) for name in _TABLES]
    page.rows.append(_row(document, anchor, counts, section is not None, copies))


def _copies(out_dir: Path, doc: str) -> tuple[tuple[str, str], ...]:
    """Path and name of each file that the run wrote for a charter or a form."""
    wanted = (
        (opinion_name(doc, ".html"), "审查意见"),
        (opinion_name(doc, ".docx"), "审查意见（Word）"),
        (reviewed_name(doc), "带批注的副本（Word）"),
    )
    return tuple((path, name) for path, name in wanted if (out_dir / path).is_file())


def _row(
    document: Mapping[str, Any],
    anchor: str,
    counts: Sequence[int],
    is_shown: bool,
    copies: Sequence[tuple[str, str]],
) -> str:
    name = escape(without_controls(document["doc"]))
    title = f'<a href="#{anchor}">{name}</a>' if is_shown else name
    if not is_shown and (document.get("status") or "ok") != "failed":
        text = f"text/{document.get('doc_id') or ''}.txt"
        title += f'<p class="elsewhere">未收入本页：正文见 {escape(text)}，数据见 indicators.xlsx。</p>'
    title += copies_html(copies)
    facts = (
        shown("doc_type", document.get("doc_type")),
        document.get("title"),
        document.get("area"),
        document.get("date"),
    )
    cells = "".join(f"<td>{escape(fact or '')}</td>" for fact in facts)
    numbers = "".join(f'<td class="n">{count or ""}</td>' for count in counts)
    return f"<tr><td>{title}{error_html(document)}</td><td>{status_html(document)}</td>{cells}{numbers}</tr>\n"


def _options(used: Mapping[str, str], catalogue: Sequence[IndicatorInfo]) -> list[tuple[str, str]]:
    known = [(info.code, info.label) for info in catalogue if info.code in used]
    codes = {code for code, _ in known}
    rest = sorted((code, "其他" if code == "other" else label) for code, label in used.items() if code not in codes)
    return known + rest


def _page(
    page: _Shown, tables: Mapping[str, ByDocument], options: Sequence[tuple[str, str]], version: str
) -> Iterator[str]:
    script, script_source = asset("outputs.report", "report.js")
    yield page_head("指标与章程审查报告", asset("outputs.report", "report.css"), script_source)
    yield f"<header><h1>指标与章程审查报告</h1>{_summary(page, tables)}</header>\n"
    yield from _filter_bar(options)
    yield '<section class="list"><h2>文件清单</h2>'
    if page.rows:
        heads = "".join(f"<th>{head}</th>" for head in _HEADS)
        yield f'<div class="wide"><table class="documents"><thead><tr>{heads}</tr></thead><tbody>\n'
        yield from page.rows
        yield "</tbody></table></div>"
    else:
        yield "<p>没有文件。</p>"
    yield "</section>\n<main>\n"
    yield from page.sections
    yield f"</main>\n<footer>zhibiao {escape(version)}</footer>\n<script>{script}</script></body></html>\n"


def _summary(page: _Shown, tables: Mapping[str, ByDocument]) -> str:
    statuses = "，".join(
        f"{shown('document_status', name)} {page.statuses[name]}"
        for name in ("ok", "ok_with_warnings", "partial", "failed", "skipped")
        if name in page.statuses
    )
    counts = {name: table.total for name, table in tables.items()}
    lines = [
        f"<p>文件 {sum(page.statuses.values())} 个{f'（{statuses}）' if statuses else ''}，数据 {counts['observations']} 条（存疑 {page.doubtful}），"
        f"章程规则结论 {counts['charters']} 条，表单栏目 {counts['forms']} 项，核对问题 {counts['audit']} 条。</p>",
        '<p class="legend"><span class="m actual">实际</span> <span class="m planned">计划目标</span> '
        '<span class="m masked">原文隐去</span> <span class="m doubtful">存疑，须核对原文</span> '
        '<span class="m v-satisfied">章程符合</span> <span class="m v-partial">不完整</span> '
        '<span class="m v-violated">违反</span>　≥ 以上　≤ 不超过　≈ 约</p>',
    ]
    if page.left_out:
        lines.append(
            f'<p class="elsewhere">另有 {page.left_out} 个文件只列入清单，未收入本页：'
            "正文在 text 文件夹（text/文件编号.txt），数据在 indicators.xlsx 和各 .csv 文件。</p>"
        )
    return "".join(lines)


def _filter_bar(options: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield '<nav class="filter" hidden><label>指标 <select id="indicator"><option value="">全部</option>'
    for code, label in options:
        yield f'<option value="{escape(code)}">{escape(label)}</option>'
    yield '</select></label><label><input type="checkbox" id="doubtful"> 只看存疑</label>'
    yield '<label>文件名 <input type="search" id="name"></label>'
    yield '<button type="button" id="open">全部展开</button><button type="button" id="close">全部收起</button></nav>\n'
