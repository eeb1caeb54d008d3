"""The opinion on a form as a Word file on A4."""

from __future__ import annotations

from outputs.form_opinion.content import FormOpinion, phrases
from outputs.word import Look, Paper

# 五号 is the body size of office papers with tables, 小五 that of the tables in them.
_BODY, _CELL = Look(10.5), Look(9)
_TITLE, _HEADING = Look(18, head=True, centred=True, after=4), Look(10.5, head=True, before=6, with_next=True)
_BOLD = Look(10.5, bold=True)
_MARGINS = (1.8, 1.5)  # centimetres
_WIDTHS = {"number": 1.1, "problem": 8.0, "ask": 4.9, "source": 3.4}  # centimetres
_FACT_WIDTHS = (3.2, 5.8, 2.3, 6.1)


def form_opinion_docx(opinion: FormOpinion) -> bytes:
    """The bytes of the .docx; the same for the same opinion."""
    words = phrases()
    paper = Paper(f"{words['title']} {opinion.facts[0][1]}", _BODY.points, _MARGINS, f"zhibiao {opinion.version}")
    paper.paragraph(words["title"], _TITLE)
    pairs = zip(opinion.facts[::2], opinion.facts[1::2], strict=True)
    paper.table([[*left, *right] for left, right in pairs], _FACT_WIDTHS, (_BOLD, _BODY, _BOLD, _BODY))
    paper.paragraph(opinion.counted, Look(10.5, before=6))
    paper.paragraph(opinion.conclusion, _BOLD)
    head = [words["columns"][name] for name in _WIDTHS]
    for part, points in (("errors", opinion.errors), ("warnings", opinion.warnings)):
        paper.paragraph(words["parts"][part] + ("" if points else f"：{words['none']}"), _HEADING)
        rows = [(str(number), p.problem, p.ask, p.source) for number, p in enumerate(points, 1)]
        if rows:
            paper.headed_table(head, rows, tuple(_WIDTHS.values()), _CELL)
    for part, names in (("blanks", opinion.blanks), ("doubts", opinion.doubts)):
        if names:
            paper.paragraph(words["parts"][part], _HEADING)
            paper.paragraph("；".join(names) + "。", _BODY)
    paper.paragraph(words["scope"], _CELL)
    paper.paragraph(words["signature"], Look(10.5, before=14))
    return paper.to_bytes()
