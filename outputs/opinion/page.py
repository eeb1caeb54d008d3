"""The opinion as a web page: everything escaped, no script, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from outputs.html_page import asset, page_head
from outputs.opinion.content import Opinion, Point
from outputs.opinion.phrases import part_title, phrases


def opinion_html(opinion: Opinion) -> str:
    """The whole page."""
    return "".join(_page(opinion))


def _page(opinion: Opinion) -> Iterator[str]:
    words = phrases()
    yield page_head(f"{words['title']} {opinion.facts[0][1]}", asset("outputs.opinion", "opinion.css"))
    yield f"<h1>{escape(words['title'])}</h1>\n"
    facts = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in opinion.facts)
    yield f'<table class="facts">{facts}</table>\n<p>{escape(opinion.counted)}</p>\n'
    yield f'<p class="conclusion">{escape(opinion.conclusion)}</p>\n'
    for name, points in (("must", opinion.must), ("should", opinion.should)):
        yield f"<h2>{escape(part_title(name, bool(points)))}</h2>\n"
        yield _points(points) if points else ""
    yield f"<h2>{escape(part_title('unjudged', bool(opinion.unjudged)))}</h2>\n"
    yield "".join(f"<p>{escape(line)}</p>\n" for line in opinion.unjudged)
    yield "".join(f'<p class="remarks">{escape(line)}</p>\n' for line in opinion.remarks)
    yield f'<p class="signature">{escape(words["signature"])}</p>\n'
    yield f"<footer>zhibiao {escape(opinion.version)}</footer>\n</body></html>\n"


def _points(points: Sequence[Point]) -> str:
    words = phrases()
    head = "".join(f"<th>{escape(name)}</th>" for name in words["columns"].values())
    rows = "".join(
        f"<tr><td>{number}</td><td>{escape(point.article or words['no_article'])}</td><td>{escape(point.problem)}"
        f"{_quote(point)}</td><td>{escape(point.advice)}</td><td>{escape(point.basis)}</td></tr>\n"
        for number, point in enumerate(points, 1)
    )
    return (
        f'<div class="wide"><table class="points"><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table></div>\n'
    )


def _quote(point: Point) -> str:
    return f'<span class="quote">{escape(point.quote)}</span>' if point.quote else ""
