"""The articles of a page of a newspaper or of a collection: found where signs of an end or a beginning repeat."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpora.structure.dates import find_dates
from corpora.structure.head import Head, declared_title, find_head, is_furniture, page_header
from corpora.structure.lines import NUMBERED, Line, words
from corpora.structure.model import Article
from corpora.structure.particulars import Particulars, find_area
from corpora.structure.places import find_places

_LONGEST_HEADLINE = 40
_BODY = 60
_TELLING = re.compile(r"[“：:\d！？]")
_SIGNED = re.compile(r"[（(][^（）()]{0,12}(?:记者|通讯员|转自|摘自|作者)[^（）()]{0,30}[）)]。?$")


def _is_headline(written: str) -> bool:
    if not 4 <= len(written) <= _LONGEST_HEADLINE or (written[-1] in "。，；：、,;:”’）)…" and "“" not in written):
        return False
    if "。" in written or NUMBERED.match(written) or is_furniture(written):
        return False
    known = words()
    if known.not_headings.match(written) or known.offices.search(written) or known.bylines.fullmatch(written):
        return False
    dates = find_dates(written)
    return not (dates and dates[0].end - dates[0].start >= len(written) - 2)


def _is_telling(headline: str) -> bool:
    """Whether a headline reads as that of an article of its own and not as a heading inside one."""
    return len(headline) >= 14 or bool(_TELLING.search(headline)) or bool(find_places(headline))


def _is_end(written: str) -> bool:
    return len(written) <= 60 and bool(words().article_ends.search(written))


def _is_opening(written: str) -> bool:
    known = words()
    return bool(known.datelines.match(written)) or (len(written) <= 40 and bool(known.bylines.fullmatch(written)))


def _finished(written: str) -> bool:
    return written[-1] in "。！？”）)…" or _is_end(written)


def _starts(written: Sequence[str], newspaper: bool) -> list[int]:
    """Indices of the lines at which an article begins, without the first article's.

    On the page of a ``newspaper`` a headline over a body is enough; elsewhere a sign of an end or of an opening is needed.
    """
    found: list[int] = []
    at = 1
    while at < len(written):
        if not _is_headline(written[at]) or not _finished(written[at - 1]):
            at += 1
            continue
        last = at
        while last + 1 < len(written) and last - at < 3 and _is_headline(written[last + 1]):
            last += 1
        behind = last + 1
        opened = behind < len(written) and _is_opening(written[behind])
        ended = _is_end(written[at - 1]) or _is_signed(written[at - 1])
        has_body = any(len(w) >= _BODY for w in written[behind : behind + 3])
        if has_body and (opened or ended or (newspaper and any(map(_is_telling, written[at:behind])))):
            found.append(at)
        at = behind
    return found


def _is_signed(written: str) -> bool:
    """Whether a paragraph ends with the names of its writers in brackets; a source in brackets may be anyone's."""
    tail = _SIGNED.search(written, max(len(written) - 42, 0))
    return tail is not None


def _has_own_sign(written: Sequence[str]) -> bool:
    """Whether the lines before the first cut are an article too: they open or end as one."""
    return any(_is_opening(w) for w in written[:6]) or any(_is_end(w) or _is_signed(w) for w in written[-3:])


def _article_date(written: Sequence[str], year: str | None) -> str | None:
    """The day in a dateline (本报3月5日讯), its year taken from the page."""
    for line in written[:6]:
        match = words().datelines.match(line)
        opening = line[: match.end() + 30] if match else ""
        dates = find_dates(opening, year=int(year) if year else None)
        if dates and dates[0].has_year and dates[0].iso[0] != "-":
            return dates[0].iso
    return None


def _cuts(written: Sequence[str], head: Head) -> list[int]:
    """Indices of the lines where a page is cut into articles; empty where it is one text."""
    if any(map(page_header, written[:3])):
        cuts = _starts(written, newspaper=True)
        return cuts[1:] if cuts and cuts[0] <= head.body else cuts
    cuts = _starts(written, newspaper=False)
    official = bool(head.title and words().document_kinds.search(head.title))
    if not cuts or (official and len(cuts) < 2):
        return []
    return cuts if _has_own_sign(written[: cuts[0]]) else cuts[1:]


# In characters: less than this before the first headline is no article.
_SHORTEST = 80


def split_articles(
    text: str, lines: Sequence[Line], head: Head, own: Particulars, hints: Mapping[str, str]
) -> list[Article]:
    """The articles of a document, which together span its text; one for all that is no press page.

    Args:
        text: the document's text.
        lines: its lines.
        head: its head.
        own: the document's own particulars.
        hints: what the format declares.
    """
    written = [text[line.start : line.end] for line in lines]
    whole = Article(0, len(text), head.title or declared_title(hints), own.area, own.date)
    cuts = _cuts(written, head)
    if not cuts:
        return [whole]
    firsts = [0, *cuts]
    found = []
    for i, first in enumerate(firsts):
        last = firsts[i + 1] if i + 1 < len(firsts) else len(lines)
        start = 0 if i == 0 else lines[first].start
        end = lines[last].start if last < len(lines) else len(text)
        part = find_head(text, lines[first:last])
        front = written[first : first + max(part.body, 1)]
        area = find_area(text, start, end, part.title, None, [line for line in front if len(line) <= 120])
        year = own.date[:4] if own.date else None
        day = _article_date(written[first:last], year)
        found.append(Article(start, end, part.title, area, day or own.published or year))
    if found[0].title is None and found[0].end < _SHORTEST:
        # Source lines and breadcrumbs above the first headline belong to it.
        found = [replace(found[1], start=0), *found[2:]]
    return found
