"""The articles of a page of a newspaper, a briefing, a digest, a column of a site or a page of notices.

A page shows what it is by its masthead, or by signs of an article's beginning or end that repeat. On a page with a
masthead a headline over a text begins an article; elsewhere each beginning wants a sign of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from corpora.structure.dates import find_dates
from corpora.structure.document_area import find_area
from corpora.structure.furniture import is_furniture
from corpora.structure.head import Head, declared_title, find_head
from corpora.structure.headlines import (
    CONTINUED,
    Headline,
    is_body,
    is_byline,
    is_end,
    is_headline,
    is_label,
    is_opening,
    is_signature,
    is_signed,
    look,
    posted_on,
    without_bullet,
)
from corpora.structure.lines import Line, words
from corpora.structure.masthead import Masthead, is_column
from corpora.structure.model import Article
from corpora.structure.particulars import Particulars

# A list of items without headlines: so many at least, and so large a share of the body's lines.
_ITEMS = 4
_ITEMS_SHARE = 0.85
_ITEM = re.compile(r"(?P<mark>[◆◇▲△●■★☆▶►◎])\s*(?=\S)|【(?P<label>[一-龥·]{2,10})】(?=\S)")
_TOPIC = re.compile("[一-龥]{2,6}[：:]")
_ITEM_TITLE = re.compile(r"([^，。：:、！？\d“”]{2,10})[：:]")
_NOTICE = re.compile(r"(?:公告|公示|声明|通告|启事|通知|通报|名单|倡议书|感谢信)(?:[（(][^（）()]{1,16}[）)])?$")
# A text without masthead has one of these words if it is several articles; without any nothing is looked for.
_SIGNS = (
    "记者", "讯（", "讯 ", "讯　", "通讯员", "转自", "摘自", "责编", "编辑", "供稿", "来源：", "作者：", "上接", "下转", "导读", "要目", "目录",
    "发布时间", "\n【", "\n01", "PART", "[ 20",
)  # fmt: skip
_NOTICES = ("公告", "公示", "声明", "通告", "启事")
# Headings of one article are alike: so many of one length, none longer (characters).
_ALIKE = 3
_LONGEST_ALIKE = 10
# Of nearly one length: so far apart at most, none longer.
_SPREAD = 2
_LONGEST_HEADING = 13
# A headline without a sign is no shorter.
_SHORTEST = 8


def find_starts(written: Sequence[str], head: Head, masthead: Masthead) -> list[int]:
    """Indices of the lines at which the articles of a page begin; empty where the text is one article."""
    found = look(written, masthead.lines)
    if masthead.newspaper or masthead.issue:
        starts = _items(written, masthead.lines) or _under_masthead(found, written, masthead)
    else:
        starts = (
            _posted(found)
            or _counted(found, head, masthead)
            or _tagged(found)
            or _notices(found, written)
            or _by_signs(found, head)
        )
    starts = sorted({*starts, *_continued(written, found, masthead)})
    starts = _with_first(starts, found, written, masthead) if starts else []
    return starts if len(starts) > 1 else []


def _items(written: Sequence[str], begin: int) -> list[int]:
    """The lines of a list of short items that all begin alike; empty where most lines are something else."""
    marks = [(at, match) for at in range(begin, len(written)) if (match := _ITEM.match(written[at]))]
    counts = Counter(match["mark"] or "【】" for _, match in marks)
    if not counts:
        return []
    mark, times = counts.most_common(1)[0]
    items = [at for at, match in marks if (match["mark"] or "【】") == mark and len(written[at]) >= 25]
    texts = sum(len(line) >= 25 for line in written[begin:])
    return items if min(times, len(items)) >= _ITEMS and len(items) >= _ITEMS_SHARE * texts else []


def _under_masthead(found: Sequence[Headline], written: Sequence[str], masthead: Masthead) -> list[int]:
    """The headlines of a page with a masthead. One article may fill it, and then its headings are alike."""
    if not masthead.newspaper and 2 * sum(len(h.words) < _SHORTEST for h in found) > len(found):
        return []  # a briefing that gives one account under short headings
    inner = _headings(found[1:])
    topics = _topics(found[1:])
    chosen = list(found[:1])
    for headline in found[1:]:
        if headline.first in topics:
            continue
        telling = headline.telling and (masthead.newspaper or headline.news)
        plain = masthead.newspaper and headline.news and len(headline.words) >= _SHORTEST
        if headline.sign or ((telling or plain) and headline.first not in inner):
            chosen.append(headline)
    above = written[masthead.lines : found[0].body + 1] if found else []
    others = [h for h in chosen[1:] if h.sign or (h.news and not any(map(is_byline, above)))]
    if any(map(is_opening, above)) and not others:
        # A byline or dateline at the top, and no other sign: a long article with headings.
        return []
    shown = sum(h.sign or h.news or h.placed for h in chosen[1:])
    return [h.first for h in chosen] if len(chosen) > 1 and 2 * shown >= len(chosen) - 1 else []


def _headings(found: Sequence[Headline]) -> set[int]:
    """Where headings inside one article stand: short ones of one length, or of nearly one without place and topic."""
    bare = [h for h in found if not h.sign]
    lengths = Counter(len(h.words) for h in bare if len(h.words) <= _LONGEST_ALIKE)
    alike = {h.first for h in bare if lengths[len(h.words)] >= _ALIKE}
    sizes = [len(h.words) for h in bare]
    if len(bare) > 1 and max(sizes) - min(sizes) <= _SPREAD and max(sizes) <= _LONGEST_HEADING:
        alike |= {h.first for h in bare if not (h.placed or h.fresh)}
    return alike


def _topics(found: Sequence[Headline]) -> set[int]:
    """Where headings inside one article stand that all name a topic before a colon (进账：捐赠“大头”来自企业)."""
    named = [h for h in found if _TOPIC.match(h.words) and not (h.opened or h.ended or h.signed or h.listed)]
    headings = len(named) >= _ALIKE and _ALIKE * sum(h.news for h in named) <= len(named)
    return {h.first for h in named} if headings else set()


def _posted(found: Sequence[Headline]) -> list[int]:
    """The articles of a column of a site: each has its line of source and day."""
    posted = [h.first for h in found if h.posted]
    return posted if len(posted) > 1 else []


def _counted(found: Sequence[Headline], head: Head, masthead: Masthead) -> list[int]:
    """The numbered pieces of a digest. The sections of one text may be numbered alike, but have short headings."""
    counted = [h for h in found if h.counted is not None]
    if len(counted) < 2 or [h.counted for h in counted] != sorted({h.counted for h in counted if h.counted}):
        return []
    names = " ".join([head.title or "", *masthead.columns])
    digest = bool(words().digests.search(names))
    telling = sum(h.telling and h.news for h in counted)
    if not digest and 3 * telling < 2 * len(counted):
        return []
    return [h.first for h in found if h.counted is not None or (h.first > counted[0].first and h.telling and h.news)]


def _tagged(found: Sequence[Headline]) -> list[int]:
    """Headlines that begin with a label in brackets (【年检】还有十七天), where all do."""
    tagged = [h.first for h in found if h.tagged]
    return tagged if len(tagged) >= _ALIKE and len(tagged) == len(found) else []


def _notices(found: Sequence[Headline], written: Sequence[str]) -> list[int]:
    """Notices one below the other, each with its signature."""
    ends = [at for at in range(len(written)) if is_signature(written, at)]
    below = [h for h in found if h.signed and _NOTICE.search(written[h.body - 1])]
    below = [h for h in below if any(end > h.body for end in ends)]
    first = next((h for h in found if _NOTICE.search(written[h.body - 1])), None)
    return [first.first, *(h.first for h in below)] if below and first and first.first < below[0].first else []


def _by_signs(found: Sequence[Headline], head: Head) -> list[int]:
    """Articles that open or end as those of newspapers and collections do."""
    listed = [h for h in found if h.listed]
    signed = [h for h in found if h.first > 0 and (h.opened or h.ended)]
    if len(listed) > 1:
        return sorted({h.first for h in (*listed, *signed)})
    official = bool(head.title and words().document_kinds.search(head.title))
    return [h.first for h in signed] if signed and not (official and len(signed) < 2) else []


def _continued(written: Sequence[str], found: Sequence[Headline], masthead: Masthead) -> list[int]:
    """Where the rest of an article from another page begins, on a page of a newspaper or of several articles."""
    if not (masthead.newspaper or len(found) > 1):
        return []
    starts = []
    for at in range(masthead.lines, len(written)):
        match = CONTINUED.match(written[at])
        if match and match[0].lstrip("（( ")[0] == "上":
            rest = written[at][match.end() :]
            if len(rest) > 20 or (not rest and at + 1 < len(written) and is_body(written, at + 1)):
                starts.append(at)
    return starts


def _with_first(starts: list[int], found: Sequence[Headline], written: Sequence[str], masthead: Masthead) -> list[int]:
    """The starts, with that of the text above the first of them where that is an article too."""
    first = starts[0]
    above = [h.first for h in found if h.first < first]
    if above:
        own = any(is_opening(w) for w in written[:6]) or any(
            is_end(w) or is_signed(w) for w in written[max(first - 3, 0) : first]
        )
        return [above[0], *starts] if own or masthead.lines else starts
    lead = any(
        is_body(written, at) and not (is_headline(written[at]) or is_furniture(written[at]))
        for at in range(masthead.lines, first)
    )
    if not lead:
        return starts
    title = masthead.lines - 1 if masthead.lines and is_column(written[masthead.lines - 1]) else masthead.lines
    return [title, *starts]


def _article_date(written: Sequence[str], page: str | None) -> str | None:
    """The day an article was posted, signed or sent (本报3月5日讯), its year taken from the day of the page."""
    posted = own_day(written)
    if posted:
        return posted
    for line in written[:6]:
        match = words().datelines.match(line)
        dates = find_dates(match[0], year=int(page[:4]) if page else None) if match else []
        if dates and dates[0].has_year:
            return _not_after(dates[0].iso, page)
    for at in range(len(written) - 1, max(len(written) - 4, 0), -1):
        if is_signature(written, at):
            return find_dates(written[at])[-1].iso
    return None


def _not_after(day: str, page: str | None) -> str:
    """A dateline of December on a page of January is of the year before."""
    return f"{int(day[:4]) - 1}{day[4:]}" if page and len(page) == 10 and day > page else day


def _title(written: Sequence[str], part: Head) -> str | None:
    """The title of an article: the words of an item's label, a headline of two lines that make a pair, or the head's."""
    if not written:
        return None
    item = _ITEM.match(written[0])
    if item and not is_headline(written[0]):
        if item["label"]:
            return item["label"]
        title = _ITEM_TITLE.match(written[0], item.end())
        return title[1] if title else None
    if CONTINUED.match(written[0]):
        return None
    first = without_bullet(written[0])
    if part.title is None or part.title == written[0]:
        second = written[1] if len(written) > 1 and is_headline(written[1]) else ""
        if second and _is_pair(first, second):
            return f"{first} {second}"
        if _TOPIC.match(second) and not _TOPIC.match(first):
            return second  # the first line is an eyebrow
        return first if is_headline(first) or is_label(first) else part.title
    return without_bullet(part.title)


def _is_pair(first: str, second: str) -> bool:
    """Whether two lines of a headline are the halves of one: of one length, or of nearly one with a quotation in each."""
    apart = abs(len(first) - len(second))
    return apart == 0 or (apart <= 2 and "“" in first and "“" in second)


def own_day(written: Sequence[str]) -> str | None:
    """The day that a line below an article's headline gives for it alone; ISO or None."""
    return next((day for line in written[:5] if (day := posted_on(line))), None)


def _may_be_several(text: str) -> bool:
    return any(sign in text for sign in _SIGNS) or (
        text.count("日\n") > 1 and any(text.count(notice) > 1 for notice in _NOTICES)
    )


def split_articles(
    text: str,
    lines: Sequence[Line],
    head: Head,
    own: Particulars,
    hints: Mapping[str, str],
    masthead: Masthead,
    headings: frozenset[int],
) -> tuple[list[Article], list[int]]:
    """The articles of a document, one that spans the text for all that is no page of several, and where their bodies begin.

    The latter are indices of lines.

    Args:
        text: the document's text.
        lines: its lines.
        head: its head.
        own: the document's own particulars.
        hints: what the format declares.
        masthead: its masthead.
        headings: starts of the lines that the format itself marks as headings.
    """
    all_written = [text[line.start : line.end] for line in lines]
    starts = find_starts(all_written, head, masthead) if masthead.lines or _may_be_several(text) else []
    if not starts:
        return [Article(0, len(text), head.title or declared_title(hints), own.area, own.date)], [head.body]
    day = masthead.day or own.date
    found = []
    bodies = []
    for i, first in enumerate(starts):
        last = starts[i + 1] if i + 1 < len(starts) else len(lines)
        start, end = lines[first].start, lines[last].start if last < len(lines) else len(text)
        part = find_head(text, lines[first:last], headings)
        bodies.append(first + part.body)
        written = all_written[first:last]
        title = _title(written, part)
        front = [line for line in written[: max(part.body, 1)] if len(line) <= 120]
        area = find_area(text, start, end, title, None, front)
        if title is None and _ITEM.match(written[0]):
            title = area  # a short item goes by its place
        found.append(
            Article(start, end, title, area, _article_date(written, day) or masthead.day or own.published or day)
        )
    return found, bodies
