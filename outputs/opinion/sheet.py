"""The opinion as a Word file on A4."""

from __future__ import annotations

from outputs.opinion.content import Opinion
from outputs.opinion.phrases import part_title, phrases
from outputs.word import Look, Paper

# 五号 is the body size of office papers with tables, 小五 that of the tables in them.
_BODY, _CELL, _SMALL = Look(10.5), Look(9), Look(9)
_TITLE, _HEADING = Look(18, head=True, centred=True, after=4), Look(10.5, head=True, before=6, with_next=True)
_BOLD = Look(10.5, bold=True)
_MARGINS = (1.8, 1.5)  # centimetres; an opinion with some eight findings stays on one page
_WIDTHS = {"number": 1.1, "article": 2.1, "problem": 4.6, "advice": 5.0, "basis": 4.6}  # centimetres
_FACT_WIDTHS = (2.7, 6.3, 2.3, 6.1)


def opinion_docx(opinion: Opinion) -> bytes:
    """The bytes of the .docx; the same for the same opinion."""
    words = phrases()
    paper = Paper(f"{words['title']} {opinion.facts[0][1]}", _BODY.points, _MARGINS, f"zhibiao {opinion.version}")
    paper.paragraph(words["title"], _TITLE)
    pairs = zip(opinion.facts[::2], opinion.facts[1::2], strict=True)
    paper.table([[*left, *right] for left, right in pairs], _FACT_WIDTHS, (_BOLD, _BODY, _BOLD, _BODY))
    paper.paragraph(opinion.counted, Look(10.5, before=6))
    paper.paragraph(opinion.conclusion, _BOLD)
    head = [words["columns"][name] for name in _WIDTHS]
    for name, points in (("must", opinion.must), ("should", opinion.should)):
        paper.paragraph(part_title(name, bool(points)), _HEADING)
        rows = [
            (
                str(number),
                point.article or words["no_article"],
                "\n".join(filter(None, (point.problem, point.quote))),
                point.advice,
                point.basis,
            )
            for number, point in enumerate(points, 1)
        ]
        if rows:
            paper.headed_table(head, rows, tuple(_WIDTHS.values()), _CELL)
    paper.paragraph(part_title("unjudged", bool(opinion.unjudged)), _HEADING)
    for line in opinion.unjudged:
        paper.paragraph(line, _BODY)
    for line in opinion.remarks:
        paper.paragraph(line, _SMALL)
    paper.paragraph(words["signature"], Look(10.5, before=14))
    return paper.to_bytes()
