"""The masthead of a newspaper's page, a briefing or a digest: who publishes it, the name of its column, its day.

A masthead may be one line (淮东晚报　第07版：社会周刊　2018年9月27日 星期四) or several. A line belongs to it if something on
it can be nothing else: the number of an edition or of an issue, who laid the page out, a day beside a newspaper's name.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpora.structure.dates import find_dates
from corpora.structure.lines import words

MASTHEAD_LINES = 10
# Within so many lines something certain must stand.
_FIRST = 5
_LONGEST = 90
_ACCOUNT = 24
# What is shorter beside a day and a time is the name of a person.
_SHORTEST_ACCOUNT = 4
_LONGEST_NAME = 14
_SHORTEST_TITLE = 8
_LONGEST_COLUMN = 20
_EDITION = re.compile(
    r"第\s?[0-9A-Z一二三四五六七八九十]{1,4}\s?版(?![权面式本])"
    r"|(?<![\d.A-Z])[A-Z]?\d{1,3}(?:版?\s?[-—]\s?[A-Z]?\d{1,3})?\s?版(?![权面式本])|(?<![A-Za-z\d])[A-Z]{1,2}\d{1,3}(?![A-Za-z\d])"
)
_BARE_EDITION = re.compile(r"(?:^|(?<=\s))0\d(?=\s|$)")
_PAGER = re.compile(r"[上下]一[期版]|(?:版面|标题)导航")
_EDITION_OF_COLUMN = re.compile(r"0\d[ \u3000]+(?=[一-龥]{2})")
_NUMERAL = r"[\d〇一二三四五六七八九十百]{1,5}"
_ISSUE = re.compile(
    rf"[（(【〔\[]?(?:(?P<year>(?:19|20)\d\d)\s?(?:年\s?度?|[】〕\]]))?(?:总?\s?第|总)\s?{_NUMERAL}\s?期(?=[\s（()）】,，、/／|｜]|$)[）)]?"
)
# Without one of these a line is none of a masthead.
_TELLING = re.compile(r"[版期]|日|\d[-./]\d|[A-Z]\d|责|编|主办|[星周][期一-日]|网$|报(?:社)?$")
_WEEKDAY = re.compile(r"(?:星期|周)[一二三四五六日天](?![一-龥])")
_LUNAR = re.compile(
    r"[（(]?农历[一-龥]{3,10}[）)]?|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[正一二三四五六七八九十冬腊]{1,2}月[初十廿三][一二三四五六七八九十]"
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?!\d)")
_STAFF = re.compile(
    r"(?:本版|值班|执行|首席|责任|[一-龥]?美术)?(?:责编|编辑|美编|版式|组版|校对|校检|主编|总编辑?|主任|审校|审读|制图)"
    r"(?:\s?[:：/／]\s?[一-龥a-zA-Z]{1,4}|[ \u3000]+[一-龥]{2,3}(?![一-龥])|(?=\s|$))"
    r"|(?:电话|热线|邮箱|投稿)\s?[:：]\s?\S{1,30}"
)
_WRITERS = re.compile(
    r"作者\s*[:：]\s*\S+|(?:本[报刊网]|首席|特约|见习|实习)?(?:记者|通讯员|实习生|摄影)[ \u3000:：/]+[一-龥]{2,4}(?=[\s、]|$)"
)
_SPACED_PAIR = re.compile(r"(?<![一-龥])([一-龥])[ \u3000]+([一-龥])(?![一-龥])")
_SPACED = re.compile(r"(?:\S[ \u3000]+){2,}\S")
_SEPARATOR = re.compile(r"[\s/／|｜▏│┃【】]+|(?<=报)[·•]|^[·•:：]|[·•:：]$")
_EDITED = re.compile(r"(?:编|编印|编发|编辑|主办|主管|印发|印)$")
_PUBLISHED_BY = re.compile(
    r"(?:主办|主管|承办|协办|编印)(?:单位)?\s?[:：]|编辑单位\s?[:：]|(?:出刊|出版|印发|编印)(?=\s|$)|(?:(?:19|20)\d\d年)?第?[一二三四]季度(?=[\s（(]|$)"
)
_PAGE_WORDS = re.compile(
    r"^[（(]?[上下][接转]|^(?:时间|日期|地点)|来\s*源\s*[:：]|发布(?:时间|日期|机构)|浏览|字[体号]|阅读|索引号|打印|访问量|点击|瀏覽|閱讀|點擊|GMT"
)
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a masthead says, None for what it does not.

    Attributes:
        publication: the newspaper, or the account that posts.
        unit: the office that edits it.
        columns: names that the page or the column has, in order.
        day: ISO.
        year: of the issue.
        lines: how many lines it takes.
        newspaper: the number of an edition stands there.
        issue: the number of an issue stands there.
    """

    publication: str | None = None
    unit: str | None = None
    columns: tuple[str, ...] = ()
    day: str | None = None
    year: str | None = None
    lines: int = 0
    newspaper: bool = False
    issue: bool = False

    @property
    def issuer(self) -> str | None:
        """Who answers for the page: the newspaper, else the office, else the briefing under its name."""
        return self.publication or self.unit or (self.columns[0] if len(self.columns) > 1 else None)


@dataclass(frozen=True, slots=True)
class _Read:
    """One line of a masthead; ``names`` are what is left of it, without days, numbers, staff and the ``account``."""

    names: tuple[str, ...]
    account: str | None
    day: str | None
    year: str | None
    edition: bool
    issue: bool
    certain: bool


def _drop(pattern: re.Pattern[str], line: str) -> tuple[str, bool]:
    left, times = pattern.subn("  ", line)
    return left, times > 0


def _is_publication(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and bool(words().publications.search(name))


def _is_unit(name: str) -> bool:
    return bool(words().issuers.search(name))


@functools.lru_cache(maxsize=256)
def read_line(line: str) -> _Read | None:
    """A line as one of a masthead, None where nothing on it tells that it is one."""
    if len(line) > _LONGEST or "。" in line or not _TELLING.search(line) or _PAGE_WORDS.search(line):
        return None
    left, published = _drop(_PUBLISHED_BY, _PAGER.sub("  ", line))
    left, staff = _drop(_STAFF, left)
    left, _ = _drop(_WRITERS, left)
    left, weekday = _drop(_WEEKDAY, left)
    left, _ = _drop(_LUNAR, left)
    number = _ISSUE.search(left)
    left, issue = _drop(_ISSUE, left)
    days = [d for d in find_dates(left) if d.precision == "day" and d.has_year and d.flag is None]
    for day in days[:1]:
        left = f"{left[: day.start]}  {left[day.end :]}"
    left, clock = _drop(_CLOCK, left)
    left, edition = _drop(_EDITION, left)
    if _SPACED.fullmatch(left.strip()):
        left = re.sub(r"\s", "", left)
    left = _SPACED_PAIR.sub(r"\1\2", left)
    parts = (part.strip("·•:：,，、—-《》") for part in _SEPARATOR.split(left))
    names = tuple(
        part for part in parts if len(part) > 1 and part[0] not in "[［" and not words().furniture.match(part)
    )
    paper = any(map(_is_publication, names))
    if paper and not edition:
        edition = bool(_BARE_EDITION.search(left))
        names = tuple(name for name in names if not name.isdigit())
    if sum(map(len, names)) > 44 or any(len(name) > 30 for name in names):
        return None
    posted = bool(days) and clock and bool(names) and len(line) <= 2 * _ACCOUNT
    dated = bool(days) and (paper or any(map(_is_unit_that_edits, names)))
    certain = edition or issue or posted or dated
    beside = not names and (bool(days) or staff)
    by_office = bool(names) and (bool(days) or published) and all(_is_publication(n) or _is_unit(n) for n in names)
    if not (certain or beside or by_office or (weekday and days)):
        return None
    account = max(names, key=len) if posted and not paper and max(map(len, names)) >= _SHORTEST_ACCOUNT else None
    posted_day = days[0].iso if days else None
    year = number["year"] if number else None
    return _Read(() if posted and not paper else names, account, posted_day, year, edition, issue, certain)


def is_masthead(line: str) -> bool:
    """Whether a line can be nothing but one of a masthead; the number of an issue may also end a title."""
    read = read_line(line)
    if read is None or not read.certain:
        return False
    return bool(read.edition or read.day or read.account) or sum(map(len, read.names)) < _SHORTEST_TITLE


def _is_unit_that_edits(name: str) -> bool:
    edited = _EDITED.sub("", name)
    return edited != name and _is_unit(edited)


def read_masthead(written: Sequence[str]) -> Masthead:
    """The masthead that the first lines of a text form; an empty one where they form none.

    Args:
        written: the lines of the text, blank ones left out.
    """
    last = next((i for i, line in enumerate(map(read_line, written[:_FIRST])) if line and line.certain), None)
    if last is None:
        return Masthead()
    read = [read_line(line) for line in written[:MASTHEAD_LINES]]
    while last + 1 < len(read) and (read[last + 1] or _names_between(written, read, last + 1)):
        last += 1
    names: list[str] = []
    edition = False
    for at in range(last + 1):
        line = read[at]
        numbered = None if line else _EDITION_OF_COLUMN.match(written[at])
        edition |= numbered is not None
        names.extend(line.names if line else _plain_names(written[at][numbered.end() if numbered else 0 :]))
    if last + 1 < len(written) and is_column(written[last + 1]):
        names.append(written[last + 1])
        last += 1
    lines = [line for line in read[: last + 1] if line]
    found = _sorted(names, lines, last + 1)
    return replace(found, newspaper=True) if edition and found.publication else found


def _names_between(written: Sequence[str], read: Sequence[_Read | None], at: int) -> bool:
    """Whether a short line goes on the masthead since one that is certain follows it."""
    if len(written[at]) > _LONGEST_COLUMN:
        return False
    if _is_publication(written[at]):
        return True
    following = read[at + 1] if at + 1 < len(read) else None
    if following is None:
        return False
    # A second day, alone on its line, is that of the article whose headline stands above it.
    bare = bool(following.day) and not (following.names or following.edition or following.issue)
    return not (bare and any(line and line.day for line in read[:at]))


def _plain_names(line: str) -> list[str]:
    if len(line) > _ACCOUNT or words().furniture.match(line) or _BRACKETED.fullmatch(line):
        return []
    if _SPACED.fullmatch(line):
        return ["".join(line.split())]
    parts = [part for part in _SEPARATOR.split(line) if re.search("[一-龥A-Za-z]", part)]
    if not parts:
        return []
    return parts if any(map(_is_publication, parts)) else [line]


def is_column(line: str) -> bool:
    """Whether a short line is the name of a column."""
    return len(line) <= _LONGEST_COLUMN and line[:1].isalpha() and bool(words().columns.search(line))


def _sorted(names: Sequence[str], lines: Sequence[_Read], count: int) -> Masthead:
    publication: str | None = None
    unit: str | None = None
    columns: list[str] = []
    for name in names:
        edited = _EDITED.sub("", name)
        if publication is None and _is_publication(name):
            publication = re.sub(r"(?:数字报|电子版|电子报)$", "", name)
        elif _is_unit(edited):
            unit = unit or edited
        elif name not in columns:
            columns.append(name)
    return Masthead(
        publication or next((line.account for line in lines if line.account), None),
        unit,
        tuple(columns),
        next((line.day for line in lines if line.day), None),
        next((line.year for line in lines if line.year), None),
        count,
        any(line.edition for line in lines),
        any(line.issue for line in lines),
    )
