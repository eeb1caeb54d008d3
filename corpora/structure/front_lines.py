"""What a line at the top of a document may be: its title, front matter, an office, a posting line."""

from __future__ import annotations

import functools
import re

from corpora.structure.dates import DateMention, find_dates
from corpora.structure.furniture import file_stem, is_entry, is_furniture
from corpora.structure.lines import NUMBERED, QUANTITY, words
from corpora.structure.masthead import is_column, is_masthead

LONGEST_TITLE = 64
DOCUMENT_NUMBER = re.compile(r"[一-龥]{1,12}\s?[〔\[（(【]\s?(?:19|20|１９|２０)\d\d\s?[〕\]）)】]\s?第?\d{1,4}\s?号")
PARENTHESIS = re.compile(r"[（(][^（）()]{2,80}[）)]$")
_BEGINS_DATE = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十今本去上前明")
_CLOCK = re.compile(r"\s*\d{1,2}[:：]\d\d")
# A line of day, source or readers, which stands below a title.
_POSTED = re.compile(
    r"来\s*源\s*[:：]|[发公][布表开][时日][间期]|发[布表]于|[时日]\s?[间期]\s*[:：]|作\s*者\s*[:：]|浏览|阅读|点击|字\s?[体号]|访问"
)
# Who publishes and when, in one line: 云岭市民政局 2025年1月10日; 公告日期：2017年11月9日
_ENDS_WITH_DAY = re.compile(
    r"[ \u3000:：]20\d\d(?:年\d{1,2}月\d{1,2}日|([-.])\d{1,2}\1\d{1,2})(?:\s+N[Oo]\.?\s?\d{1,4})?$"
)
# What stands beside the number of a document: the class of a reply, who signs it.
_NUMBER_LABELS = re.compile(
    r"[ \u3000]*(?:[一-龥]{2,6}[:：][ \u3000]*[^ \u3000]{1,8}[ \u3000]*){0,2}(?:[（(][A-Z]类?[）)])?[ \u3000]*"
)
# The number of a magazine with its column before or behind it: 《云洲生活》2019年3月刊 封面故事
_MAGAZINE = re.compile(
    r"(?:[一-龥]{2,8}\s?[｜|·]\s?)?《[一-龥]{2,14}》(?:杂志)?[ \u3000]?(?:19|20)\d\d年\d{1,2}月[刊号]"
)
_EDITED_BY = re.compile(r"[一-龥“”（）]{4,30}[ \u3000]+编印?")
_OPEN_END = re.compile(r"(?:关于|的|和|与|及|、|暨|对|“|《|在)$")
_GOES_ON = re.compile(r"关于|印发|转发|(?:19|20)\d\d年|[^。，]{0,20}的(?:通知|通报|公告|意见|报告|方案)$")


def _dates_from(line: str) -> list[DateMention]:
    """The dates of a line that begins with one."""
    dates = find_dates(line) if line[:1] in _BEGINS_DATE else []
    return dates if dates and dates[0].start == 0 else []


@functools.lru_cache(maxsize=512)
def may_be_title(line: str) -> bool:
    """Whether a line may be a title, or the first line of one."""
    if not 4 <= len(line) <= LONGEST_TITLE or line.endswith(("。", "：", ":", "；", "，", ";", "、", "！”")):
        return False
    if "。" in line or NUMBERED.match(line) or DOCUMENT_NUMBER.match(line) or PARENTHESIS.fullmatch(line):
        return False
    if words().bylines.fullmatch(line) or words().datelines.match(line) or QUANTITY.fullmatch(line):
        return False
    if _ENDS_WITH_DAY.search(line):
        return False
    dates = _dates_from(line)
    return not (dates and dates[0].end >= len(line) - 8 and dates[0].precision == "day")


def joins(first: str, second: str) -> bool:
    """Whether a title goes on in the next line."""
    if not may_be_title(second) or len(first) + len(second) > 90:
        return False
    kinds = words().document_kinds
    if _OPEN_END.search(first):
        return True
    if words().offices.search(first) and _GOES_ON.match(second):
        return True
    kind = kinds.search(second)
    if not kind or kinds.search(first) or first[-1] in "！？!?":
        return False
    return kind.start() <= 8 and not second[: kind.start()].endswith("的")


def may_follow_office(line: str) -> bool:
    """Whether a line goes on a title that begins with the name of an office (北屿市民政局 / 关于…的公告)."""
    return bool(_GOES_ON.match(line))


def is_front_matter(line: str, title: str) -> bool:
    """Lines between title and body: subtitle, byline, date, document number, furniture, the title once more."""
    return line == title or _is_before_body(line)


@functools.lru_cache(maxsize=512)
def _is_before_body(line: str) -> bool:
    if is_furniture(line) or is_masthead(line) or line.startswith(("——", "--", "―")) or file_stem(line):
        return True
    if len(line) <= LONGEST_TITLE and (
        _ENDS_WITH_DAY.search(line) or _EDITED_BY.fullmatch(line) or _MAGAZINE.match(line)
    ):
        return True
    if is_entry(line) or PARENTHESIS.fullmatch(line) or DOCUMENT_NUMBER.match(line) or words().bylines.fullmatch(line):
        return True
    if words().datelines.match(line):
        return False
    dates = _dates_from(line) if len(line) <= 40 else []
    if not dates:
        return False
    return dates[0].precision == "day" or dates[0].end >= len(line) - 1


def is_site(name: str) -> bool:
    """Whether a name is that of an office, a publisher or a newspaper."""
    return any(p.search(name) for p in (words().offices, words().issuers, words().publications))


def is_posted(line: str) -> bool:
    """Whether a line tells when and by whom a page was put up."""
    if len(line) > 120 or "。" in line:
        return False
    if _POSTED.search(line):
        return True
    dates = find_dates(line) if _CLOCK.search(line) else []
    return (
        bool(dates) and dates[0].start == 0 and dates[0].precision == "day" and bool(_CLOCK.match(line, dates[0].end))
    )


def names_document(line: str) -> bool:
    """Whether a line is the name of an official document or of a form."""
    return may_be_title(line) and bool(words().document_kinds.search(line) or line.endswith(("表", "书")))


def is_telling(line: str) -> bool:
    """Whether a line may be a title all alone: it is no name of a site, of an office or of a column."""
    known = words()
    named = any(p.search(line) for p in (known.offices, known.publications)) or (len(line) <= 10 and is_column(line))
    return len(line) >= 6 and not named


def has_number(line: str) -> bool:
    """Whether a line is the number of a document, perhaps with the label of its class or who signs it."""
    if DOCUMENT_NUMBER.fullmatch(line):
        return True
    numbered = DOCUMENT_NUMBER.search(line) if len(line) <= LONGEST_TITLE and "。" not in line else None
    return numbered is not None and bool(
        _NUMBER_LABELS.fullmatch(f"{line[: numbered.start()]}{line[numbered.end() :]}")
    )


def unspaced(line: str) -> str:
    """A line set with blanks between all its characters (广 宁 县) without them."""
    return re.sub(r"[ \u3000]+", "", line) if re.fullmatch(r"(?:\S[ \u3000]+)+\S", line) else line
