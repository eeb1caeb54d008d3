"""What a page of several articles says of itself as a whole: the name of its column, its place."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence

from corpora.structure.articles import own_day
from corpora.structure.document_area import area_of_paper
from corpora.structure.headlines import is_end, is_label
from corpora.structure.issuer import find_issuer
from corpora.structure.lines import Line
from corpora.structure.masthead import Masthead
from corpora.structure.model import Article
from corpora.structure.particulars import Particulars
from corpora.structure.places import find_places

_PATH = re.compile(r"(?:位置|所在)\s*[:：]|[>＞»›]")
_STEP = re.compile(r"\s*(?:[>＞»›]+|[:：])\s*")
_NOT_COLUMN = re.compile(r"首页|正文|详情|列表|位置|详细")


_TAIL = 3  # lines below the last article's text that may name who answers for the page


def of_page(
    text: str,
    lines: Sequence[Line],
    hints: Mapping[str, str],
    own: Particulars,
    masthead: Masthead,
    articles: Sequence[Article],
) -> tuple[str | None, Particulars]:
    """The title of a page of several articles, and its particulars, which are not those of its first or last article.

    Args:
        text: the document's text.
        lines: its lines.
        hints: what the format declares.
        own: the particulars as those of one text.
        masthead: its masthead.
        articles: its articles.
    """
    first = bisect.bisect_left(lines, articles[0].start, key=lambda line: line.start)
    written = [text[line.start : line.end] for line in (*lines[: first + 5], *lines[-_TAIL:])]
    front, below = written[:first], written[first : first + 5]
    tail = [line for line in written[-_TAIL:] if not is_end(line)]
    title = page_title(front, masthead)
    issuer = find_issuer(front, "", tail, title, hints, None, masthead)
    area = page_area(text, issuer, masthead, articles)
    # A day below the first headline is that of the first article only.
    date = masthead.day or (None if own_day(below) else own.date)
    return title, Particulars(issuer, date, own.published, area)


def page_title(front: Sequence[str], masthead: Masthead) -> str | None:
    """The name of a page: its column by the masthead or by the path of the site, None where neither names one.

    Args:
        front: the first lines.
        masthead: the masthead.
    """
    if masthead.columns:
        return masthead.columns[-1]
    for line in front:
        if len(line) <= 80 and _PATH.search(line):
            steps = [step for step in _STEP.split(line.strip()) if step and not _NOT_COLUMN.search(step)]
            if steps:
                return steps[-1]
    if front and is_label(front[-1]):
        return front[-1].strip("【】〔〕[]《》")
    return masthead.publication


def page_area(text: str, issuer: str | None, masthead: Masthead, articles: Sequence[Article]) -> str | None:
    """The place that a page is of: by the name of who publishes it, or the place of all its articles."""
    for name in (issuer, masthead.unit, *masthead.columns):
        places = [p for p in find_places(name or "") if p.sure and p.kind != "village"]
        if places:
            return places[-1].name
    # What speaks of its place by rank alone (我市) speaks of the page's.
    without = "\n".join(text[article.start : article.end] for article in articles if article.area is None)
    for name in (masthead.publication, issuer, *masthead.columns):
        area = area_of_paper(name, text, without or text, None)
        if area:
            return area
    areas = {article.area for article in articles}
    return areas.pop() if len(areas) == 1 else None
