"""The opinion as a Word file on A4."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from outputs.opinion.content import Opinion, Point
from outputs.opinion.phrases import part_title, phrases
from outputs.word import HEAD, new_document, save, set_font

_POINTS = 10.5  # 五号, the body size of office papers with tables
_SMALL = 9.0  # 小五
_LEADING = 1.3  # of the size; fixed, so that the page does not depend on the fonts at hand
_WIDTHS = {"number": 1.1, "article": 2.1, "problem": 4.6, "advice": 5.0, "basis": 4.6}  # centimetres
_FACT_WIDTHS = (2.7, 6.3, 2.3, 6.1)


def opinion_docx(opinion: Opinion) -> bytes:
    """The bytes of the .docx; the same for the same opinion."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    words = phrases()
    document = new_document(f"{words['title']} {opinion.facts[0][1]}", _POINTS)
    _narrow(document.sections[0])
    title = _paragraph(document, words["title"], points=18, font=HEAD)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _facts(document, opinion.facts)
    _paragraph(document, opinion.counted, before=6)
    _paragraph(document, opinion.conclusion, bold=True)
    for name, points in (("must", opinion.must), ("should", opinion.should)):
        _heading(document, part_title(name, bool(points)))
        if points:
            _points(document, points)
    _heading(document, part_title("unjudged", bool(opinion.unjudged)))
    for line in opinion.unjudged:
        _paragraph(document, line)
    for line in opinion.remarks:
        _paragraph(document, line, points=_SMALL)
    _paragraph(document, words["signature"], before=14)
    _paragraph(document, f"zhibiao {opinion.version}", points=7.5)
    buffer = io.BytesIO()
    save(document, buffer)
    return buffer.getvalue()


def _narrow(section: Any) -> None:
    """Margins that leave an opinion with some ten findings on its one page."""
    from docx.shared import Cm

    section.top_margin = section.bottom_margin = Cm(1.5)
    section.left_margin = section.right_margin = Cm(1.8)


def _heading(document: Any, text: str) -> None:
    _paragraph(document, text, font=HEAD, before=6).paragraph_format.keep_with_next = True


def _paragraph(
    holder: Any, text: str, points: float = _POINTS, font: str | None = None, bold: bool = False, before: float = 0
) -> Any:
    from docx.shared import Pt

    paragraph = holder.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(2)
    paragraph.paragraph_format.line_spacing = Pt(points * _LEADING)
    _run(paragraph, text, points, font, bold)
    return paragraph


def _run(paragraph: Any, text: str, points: float, font: str | None = None, bold: bool = False) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(points), bold
    if font:
        set_font(run, font)


def _facts(document: Any, facts: Sequence[tuple[str, str]]) -> None:
    table = _table(document, _FACT_WIDTHS)
    for left, right in zip(facts[::2], facts[1::2], strict=True):
        texts = [(text, number == 0) for fact in (left, right) for number, text in enumerate(fact)]
        _row(table, texts, _POINTS, _FACT_WIDTHS)


def _points(document: Any, points: Sequence[Point]) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    words, widths = phrases(), tuple(_WIDTHS.values())
    table = _table(document, widths)
    head = _row(table, [(words["columns"][name], True) for name in _WIDTHS], _SMALL, widths)
    # The head is shown again on every page that the table runs over.
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for number, point in enumerate(points, 1):
        problem = "\n".join(filter(None, (point.problem, point.quote)))
        texts = (str(number), point.article or words["no_article"], problem, point.advice, point.basis)
        row = _row(table, [(text, False) for text in texts], _SMALL, widths)
        whole = OxmlElement("w:cantSplit")
        whole.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(whole)


def _table(document: Any, widths: Sequence[float]) -> Any:
    from docx.shared import Cm

    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def _row(table: Any, texts: Sequence[tuple[str, bool]], points: float, widths: Sequence[float]) -> Any:
    from docx.shared import Cm, Pt

    row = table.add_row()
    for cell, (text, bold), width in zip(row.cells, texts, widths, strict=True):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(points * _LEADING)
        _run(paragraph, text, points, bold=bold)
    return row
