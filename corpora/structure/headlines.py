"""The headlines of a page: lines that may be one, and the signs around them that an article begins there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.structure.dates import find_dates
from corpora.structure.front_lines import may_follow_office
from corpora.structure.furniture import is_furniture
from corpora.structure.lines import NUMBERED, words
from corpora.structure.places import find_places

_LONGEST = 40
# In characters: a line that may be (the first line of) an article's text.
_BODY = 20
_LONG_BODY = 60
_PRINTED = 22
_MOST_LINES = 4
_TELLING = 12
_SHORT = 10
_LABEL_ALONE = re.compile(r"[•·\s]*[一-龥][一-龥\s]{1,7}[:：]")
_BULLET = re.compile(r"[◆◇●■▲△★☆□○◎▶►▍▌▎❖※·•]\s*(?=[^\s\d])")
_LABEL = re.compile(r"[【〔［\[（(<《]?[一-龥·•]{2,10}[】〕］\])）>》]?")
_BRACKETED = re.compile(r"[【〔［\[]\s?[一-龥·•\s]{2,12}\s?[】〕］\]]")
_COUNTED = re.compile(
    r"(?:0?(?P<digit>\d{1,2})|(?:PART|NO|TOP|VOL)\s?\.?\s?0?(?P<part>\d{1,2})|(?P<circled>[①-⑳]))\s?[.、/／|｜:：]?\s?(?P<label>[一-龥]{0,8})",
    re.IGNORECASE,
)
_SUBTITLE = ("——", "--", "―", "──", "—")
_TAIL = re.compile(r"[（(]\s?下转[^（）()]*[）)]$")
CONTINUED = re.compile(
    r"[（(]?\s?[上下][接承]\s?(?:第?\s?[A-Z]?\d{1,3}|第?[一二三四五六七八九十]{1,3}|[头要])\s?版[^（）()\n]{0,12}[）)]?"
)
_SIGNED = re.compile(
    r"[（(](?:[^（）()]{0,12}(?:记者|通讯员|转自|摘自|作者|供稿|来源)[^（）()]{0,30}|[一-龥]{2,4}(?:[\s、　][一-龥]{2,4}){0,2}|[一-龥]{2,14}(?:局|厅|委|科|股|处|办|会|中心|街道))[）)]。?$"
)
_SPEAKER = re.compile(r"[问答][：:]|(?:市民|网友|读者|群众|村民|居民|记者|主持人|某)[^：:，]{0,6}[：:]")
_ITEM = re.compile(r"[◆◇▲△●■★☆▶►◎]\s*\S")
_DATED = re.compile(r"[\d日号年月][）)\s]*$")
_YEAR = re.compile(r"(?:19|20)\d\d|[二２][〇○０零]")
_POSTED = re.compile(r"(?:发布|更新|发表|时间|日期|来源|浏览|阅读|点击|作者|编辑)")
_NEWS = re.compile(
    r"近日|日前|近期|连日来|昨[日天晚]|今[日天晨年]|去年|本月|上月|上半年|下半年|季度|以来|截至|截止|记者|获悉|据悉|据[一-龥]{2,8}(?:统计|介绍)|\d{1,2}月|[一二三四五六七八九十]+月"
)
_LEAD = 40
_FRESH = re.compile(r"近日|日前|昨[日天晚]|今[日天]|本周|上周|连日来|\d{1,2}月")
_TOPIC = re.compile("[^：:]{2,6}[：:]")


@dataclass(frozen=True, slots=True)
class Headline:
    """Lines that may be the headline of an article, and what speaks for it.

    Attributes:
        first: index of its first line.
        body: index of the first line of the text below it.
        words: its first line, without a bullet.
        opened: a byline, a dateline or a line of source and day follows.
        bylined: a byline follows.
        posted: a line of source and day follows.
        ended: the line before ends an article.
        signed: the line before signs one.
        listed: the page's contents name it.
        counted: the number of the piece that stands above it, None without.
        labelled: the name of a column stands above it.
        tagged: it begins with a label in brackets.
        telling: it reads as a headline and not as a heading inside a text.
        placed: it names a place or a topic before a colon.
        news: the first words of its text have a day, a period or a place.
        fresh: its text begins with one.
    """

    first: int
    body: int
    words: str
    opened: bool
    bylined: bool
    posted: bool
    ended: bool
    signed: bool
    listed: bool
    counted: int | None
    labelled: bool
    tagged: bool
    telling: bool
    placed: bool
    news: bool
    fresh: bool

    @property
    def sign(self) -> bool:
        """Whether something besides its wording shows that an article begins."""
        return self.opened or self.ended or self.signed or self.listed or self.counted is not None or self.labelled


def without_bullet(written: str) -> str:
    """A line without a bullet before it."""
    return _BULLET.sub("", written, count=1) if _BULLET.match(written) else written


def is_headline(written: str) -> bool:
    """Whether a line may be (a line of) a headline."""
    if not 4 <= len(written) <= _LONGEST + 2 or "。" in written:
        return False
    written = without_bullet(written)
    label = _BRACKETED.match(written)
    rest = written[label.end() :] if label else written
    if not 4 <= len(written) <= _LONGEST or len(rest) < 3:
        return False
    if written[-1] in "，；：、,;:…" or (written[-1] in "”’）)" and written.count("“") + written.count("（") == 0):
        return False
    if (
        NUMBERED.match(written)
        or _SPEAKER.match(written)
        or is_furniture(written)
        or CONTINUED.match(written)
        or is_byline(written)
    ):
        return False
    known = words()
    if len(written) <= 16 and known.publications.search(written):
        return False
    if known.not_headings.match(rest) or is_end(written) or posted_on(written) is not None:
        return False
    if not _DATED.search(written):
        return True
    dates = find_dates(written)
    return not (dates and dates[0].end - dates[0].start >= len(written) - 2)


def is_byline(written: str) -> bool:
    """Whether a line names who wrote an article."""
    return len(written) <= _LONGEST and bool(words().bylines.fullmatch(written))


def is_opening(written: str) -> bool:
    """Whether a line opens an article: its byline, or a text that begins with a dateline."""
    return bool(words().datelines.match(written)) or is_byline(written)


def posted_on(written: str) -> str | None:
    """The day of a line that says when an article was posted (发布时间：2021-04-23　来源：…, [ 2021-04-23 ]); ISO or None."""
    if len(written) > 80 or "。" in written or not _YEAR.search(written):
        return None
    bare = written.strip("[]【】（）() \u3000")
    dates = [d for d in find_dates(written) if d.has_year and d.precision == "day" and d.flag is None]
    if not dates or not (_POSTED.search(written) or len(bare) <= dates[0].end - dates[0].start + 9):
        return None
    return dates[0].iso


def is_end(written: str) -> bool:
    """Whether a line ends an article: who wrote or sent it, where it goes on."""
    return len(written) <= 60 and bool(words().article_ends.search(written) or _TAIL.search(written))


def is_signed(written: str) -> bool:
    """Whether a paragraph ends with the names of its writers in brackets."""
    return written[-1] in "）)。" and _SIGNED.search(written, max(len(written) - 46, 0)) is not None


def is_signature(written: Sequence[str], at: int) -> bool:
    """Whether line ``at`` is the day below (or behind) the name of the body that signs."""
    line = written[at]
    dates = find_dates(line) if len(line) <= 50 and _DATED.search(line) else []
    if not dates or dates[-1].precision != "day" or dates[-1].end < len(line.rstrip("）) ")):
        return False
    before = line[: dates[-1].start].strip(" \u3000（(")
    office = before or (written[at - 1] if at else "")
    return len(office) <= 30 and bool(words().offices.search(office) or words().issuers.search(office))


def is_body(written: Sequence[str], at: int) -> bool:
    """Whether line ``at`` may begin the text of an article; the lines of a text may be those of its print."""
    line = written[at]
    if len(line) >= _LONG_BODY or (len(line) >= _BODY and "。" in line) or words().datelines.match(line):
        return True
    following = "".join(written[at : at + 3])
    return len(line) >= _PRINTED and line[-1] not in "！？”）" and "。" in following and len(following) >= _LONG_BODY


def _listed(written: Sequence[str]) -> tuple[frozenset[str], frozenset[int]]:
    """What the page's contents name, and the indices of their lines."""
    at = next((i for i, line in enumerate(written[:20]) if _is_contents(line)), None)
    if at is None:
        return frozenset(), frozenset()
    later = {bare: i for i, line in enumerate(written) if i > at and (bare := _bare(line))}
    named: set[str] = set()
    lines = {at}
    for i in range(at + 1, len(written)):
        bare = _bare(written[i])
        if later.get(bare, i) > i:
            named.add(bare)
        elif len(written[i]) > _LONGEST or not (_BULLET.match(written[i]) or NUMBERED.match(written[i])):
            break
        lines.add(i)
    return frozenset(named), frozenset(lines)


def _is_contents(line: str) -> bool:
    return len(line) <= 12 and bool(words().contents.fullmatch(re.sub(r"[^一-龥]", "", line)))


def _bare(line: str) -> str:
    """The words of a line of contents: without number, bullet, label, page."""
    line = (
        re.sub(r"[.…·\s　]*[（(]?第?\s?\d{1,3}\s?[版页]?[）)]?$", "", without_bullet(line)) if len(line) < 60 else line
    )
    line = re.sub(r"^(?:\d{1,2}\s?[.．、:：]|[①-⑳]|[（(]\d{1,2}[）)]|[一二三四五六七八九十]{1,2}、)\s*", "", line)
    return re.sub(r"\s+", "", _BRACKETED.sub("", line, count=1))


def is_label(written: str) -> bool:
    """Whether a line is the name of a column and no part of the headline below it."""
    bare = without_bullet(written)
    if bare.endswith((":", "：")):
        return False
    if _BRACKETED.fullmatch(bare) or len(bare) <= 4:
        return True
    return (
        len(bare) <= 8
        and bool(_LABEL.fullmatch(bare))
        and bool(words().columns.search(bare.strip("【】〔〕[]《》（）()")))
    )


def _is_brief(written: Sequence[str], at: int) -> bool:
    """Whether short news stand below the label at line ``at``, without headlines of their own."""
    below = written[at + 1]
    named = words().columns.search(written[at].strip("【】〔〕[]《》（）()"))
    return bool(_ITEM.match(below)) or (bool(named) and not is_headline(below) and is_body(written, at + 1))


def _number(written: str) -> int | None:
    match = _COUNTED.fullmatch(written.strip()) if len(written) <= 16 else None
    if not match:
        return None
    digits = match["digit"] or match["part"]
    return int(digits) if digits else ord(match["circled"]) - ord("①") + 1


def _is_telling(headline: str) -> bool:
    if len(headline) >= _TELLING or headline[-1] in "！!？?":
        return True
    return len(headline) >= 7 and bool(re.search(r"[“：:\d！!？? \u3000]", headline) or find_places(headline))


def look(written: Sequence[str], begin: int) -> list[Headline]:
    """All that may be a headline over a text, in order, from line ``begin`` (behind the masthead) on."""
    named, contents = _listed(written)
    found: list[Headline] = []
    number: int | None = None
    at = begin
    while at < len(written):
        if at in contents:
            at += 1
            continue
        if at > begin and _LABEL_ALONE.fullmatch(written[at - 1]) and len(written[at]) <= _SHORT:
            at += 1  # what the label on the line above says (来源： / 云岭在线)
            continue
        counted = _number(written[at])
        if counted is not None:
            number, at = counted, at + 1
            continue
        if not (is_headline(written[at]) or (is_label(written[at]) and len(written[at]) <= 12)):
            number = None
            at += 1
            continue
        headline, at = _headline(written, at, begin, named, number)
        if headline is not None:
            found.append(headline)
        number = None
    return found


def _headline(
    written: Sequence[str], at: int, begin: int, named: frozenset[str], number: int | None
) -> tuple[Headline | None, int]:
    """The headline that begins at or behind line ``at``, and the line to go on with."""
    labelled = False
    while at + 1 < len(written) and is_label(written[at]) and is_headline(written[at + 1]):
        labelled, at = True, at + 1
    first = at
    brief = is_label(written[at]) and at + 1 < len(written) and _is_brief(written, at)
    if not (is_headline(written[at]) or brief):
        return None, at + 1
    last = at
    while not brief and last + 1 < len(written) and last + 1 - at < _MOST_LINES:
        line = written[last + 1]
        if not (line.startswith(_SUBTITLE) and len(line) <= _LONGEST) and not is_headline(line):
            break
        last += 1
    body = last + 1
    posted = opened = bylined = False
    while body < len(written) and body - last <= 3 and (posted_on(written[body]) or is_byline(written[body])):
        posted |= posted_on(written[body]) is not None
        bylined |= is_byline(written[body])
        opened, body = True, body + 1
    if body >= len(written) or not (brief or is_body(written, body)):
        return None, last + 1
    opened |= bool(words().datelines.match(written[body]))
    if words().offices.search(written[first]) and not (
        opened or (last > first and may_follow_office(written[first + 1]))
    ):
        # The name of an office is no headline, though the line below it may be.
        return None, first + 1
    before = written[first - 1 - labelled] if first - labelled > begin else ""
    if before and not _finished(written, first - 1 - labelled):
        return None, last + 1
    main = without_bullet(written[first])
    return (
        Headline(
            first=first,
            body=body,
            words=main,
            opened=opened,
            bylined=bylined,
            posted=posted,
            ended=bool(before) and (is_end(before) or is_signed(before)),
            signed=first > labelled and is_signature(written, first - 1 - labelled),
            listed=any(_bare(line) in named for line in written[first : last + 1]),
            counted=number,
            labelled=labelled or brief,
            tagged=_BRACKETED.match(main) is not None,
            telling=any(_is_telling(without_bullet(line)) for line in written[first : last + 1]),
            placed=bool(_TOPIC.match(main) or find_places(main)),
            fresh=bool(_FRESH.match(written[body]) or any(p.start < 2 for p in find_places(written[body], 0, 12))),
            news=bool(_NEWS.search(written[body], 0, _LEAD)) or bool(find_places(written[body], 0, 16)),
        ),
        body,
    )


def _finished(written: Sequence[str], at: int) -> bool:
    """Whether a line may end a text: it is no sentence broken off."""
    line = written[at]
    return line[-1] in "。！？”）)…】" or is_end(line) or len(line) <= _LONGEST
