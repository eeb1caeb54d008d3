"""The lines before the body of a document, and its title among them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpora.structure.dates import DateMention, find_dates
from corpora.structure.furniture import (
    file_stem,
    is_entry,
    is_foreign,
    is_furniture,
    is_navigation,
    last_step,
    unset,
)
from corpora.structure.lines import NUMBERED, QUANTITY, Line, words
from corpora.structure.masthead import is_column, is_masthead

HEAD_LINES = 25
_LONGEST_TITLE = 64
DOCUMENT_NUMBER = re.compile(r"[一-龥]{1,12}\s?[〔\[（(【]\s?(?:19|20|１９|２０)\d\d\s?[〕\]）)】]\s?第?\d{1,4}\s?号")
# So many offices may issue a document together.
_ISSUERS = 4
_PARENTHESIS = re.compile(r"[（(][^（）()]{2,80}[）)]$")
_GLUED_TITLE = re.compile(
    r"(.{6,50}?(?:总结|汇报|汇报材料|发言材料|报告|发言|讲话|要点|方案|通知|通报|公告|材料))(?=各位|同志们|尊敬的|各[县区市镇乡]|一、|20\d\d年)"
)
# A title that runs into its text after it was told once already, as pages that are copied from a file have it.
_TOLD_TWICE = re.compile(r"(?P<title>.{8,40}).{0,40}(?P=title)")
# In characters: how much of a line of a head is looked at.
_COPIED = 160
# What pages leave behind a title: a frame's border, the number of the part shown, asterisks.
_BEHIND_TITLE = re.compile(
    r"\s*(?:[|｜*＊]+|[(（]\d{1,2}[)）]|[(（\[【](?:组?图|多图|视频|转载?|转[帖贴]|原创|荐|推荐)[)）\]】])$"
)
_BEFORE_TITLE = re.compile(r"[(（\[【](?:组?图|视频|转载?|转[帖贴]|原创|荐|推荐)[)）\]】]\s?(?=\S{4})")
_PIECE = re.compile(
    r"(?:第\s?[一二三四五六七八九十\d]{1,3}\s?篇|【?篇\s?[一二三四五六七八九十\d]{1,3}】?|范文[一二三四五六七八九十\d]{1,2})\s*[:：、.]?\s*(?=\S{4})"
)
_FORMER = re.compile(r"原\s?(?:标题|题)\s*[:：]")
_LABEL_BEFORE = re.compile(r"^(?:原标题|标题|题目)\s*[:：]\s*")
_PIECE_BEHIND = re.compile(
    r"\s*[(（]?(?:第\s?[一二三四五六七八九十\d]{1,3}\s?篇|篇\s?[一二三四五六七八九十\d]{1,3})[)）]?$"
)
_SHORTEST_STEP = 12
_SHORTEST_NAME = 6
_BEGINS_DATE = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十今本去上前明")
# A half of a headline is no longer; halves differ so much at most (characters).
_HALF = 16
_SPREAD = 4
# The name of a column and of the site, as in a window's bar: 公告栏----云岭市家政协会.
_WINDOW = re.compile(r"(?P<page>.{2,40}?)(?:-{2,}|—{3,}|_|\s[|｜–-]\s)(?P<site>[一-龥]{4,20})$")
_SITE_BEHIND = re.compile(r"(?P<page>.{8,60}?)(?:_|\s[-–|｜]\s)(?P<site>[一-龥]{4,20})")
# The title as the table above a document of an office's open files has it.
_DECLARED = re.compile(
    r"(?:(?:文件|信息|公文)?\s*(?:名\s*称|标\s*题)\s*[:：]|(?:文件|信息|公文)(?:名称|标题)\s)\s*(?P<title>\S.{5,99})$"
)
_CLOCK = re.compile(r"\s*\d{1,2}[:：]\d\d")
# A line of day, source or readers, which stands below a title.
_POSTED = re.compile(
    r"来\s*源\s*[:：]|[发公][布表开][时日][间期]|发[布表]于|[时日]\s?[间期]\s*[:：]|作\s*者\s*[:：]|浏览|阅读|点击|字\s?[体号]|访问"
)
# Who publishes and when, in one line: 云岭市民政局 2025年1月10日; 公告日期：2017年11月9日
_ENDS_WITH_DAY = re.compile(
    r"[ \u3000:：]20\d\d(?:年\d{1,2}月\d{1,2}日|([-.])\d{1,2}\1\d{1,2})(?:\s+N[Oo]\.?\s?\d{1,4})?$"
)
# The name of a briefing with its number, above the title: 民政专报（2024）第51期; 市脱钩办简报　第19期（终刊）
_NUMBERED_ISSUE = re.compile(
    r"[一-龥]{2,14}[ \u3000]*(?:[（(【〔]?20\d\d年?[）)】〕]?[ \u3000]*)?[（(]?第\d{1,3}期[）)]?(?:[（(][^（）()]{2,9}[）)])?$"
)
# The number of an announcement below the name of the office that makes it.
_SERIAL = re.compile(r"[（(〔\[]?(?:(?:19|20)\d\d\s?年?\s?[〕\]）)]?)?\s?第\s?\d{1,4}\s?号[）)]?")
_ANNOUNCES = re.compile(r"(?:公告|通告|令)$")
# What stands beside the number of a document: the class of a reply, who signs it.
_NUMBER_LABELS = re.compile(
    r"[ \u3000]*(?:[一-龥]{2,6}[:：][ \u3000]*[^ \u3000]{1,8}[ \u3000]*){0,2}(?:[（(][A-Z]类?[）)])?[ \u3000]*"
)
# The number of a magazine with its column before or behind it: 《云洲生活》2019年3月刊 封面故事
_MAGAZINE = re.compile(
    r"(?:[一-龥]{2,8}\s?[｜|·]\s?)?《[一-龥]{2,14}》(?:杂志)?[ \u3000]?(?:19|20)\d\d年\d{1,2}月[刊号]"
)
_EDITED_BY = re.compile(r"[一-龥“”（）]{4,30}[ \u3000]+编印?")
_BRIEFINGS = ("简报", "专报", "快报")
# A site or a magazine and its column: 泊阳观察 | 深度; 嵇山在线·啄木鸟调查
_SITE_AND_COLUMN = re.compile(r"(?P<site>[一-龥]{2,12})\s*(?:[|｜]|·)\s*(?P<column>[一-龥]{2,8})")
_SITES = re.compile(r"(?:在线|观察|发布|网|之声|融媒)$")
_LABEL = re.compile(r"【[^【】]{2,12}】")
_OPEN_END = re.compile(r"(?:关于|的|和|与|及|、|暨|对|“|《|在)$")
_GOES_ON = re.compile(r"关于|印发|转发|(?:19|20)\d\d年|[^。，]{0,20}的(?:通知|通报|公告|意见|报告|方案)$")


@dataclass(frozen=True, slots=True)
class Head:
    """The lines before the body. ``body`` is the index of the first line behind them; ``title`` None without one."""

    title: str | None
    body: int

    def behind(self, lines: int) -> Head:
        """The same where so many ``lines`` stand before it."""
        return Head(self.title, self.body + lines)


def _dates_from(line: str) -> list[DateMention]:
    """The dates of a line that begins with one."""
    dates = find_dates(line) if line[:1] in _BEGINS_DATE else []
    return dates if dates and dates[0].start == 0 else []


@functools.lru_cache(maxsize=512)
def _may_be_title(line: str) -> bool:
    if not 4 <= len(line) <= _LONGEST_TITLE or line.endswith(("。", "：", ":", "；", "，", ";", "、", "！”")):
        return False
    if "。" in line or NUMBERED.match(line) or DOCUMENT_NUMBER.match(line) or _PARENTHESIS.fullmatch(line):
        return False
    if words().bylines.fullmatch(line) or words().datelines.match(line) or QUANTITY.fullmatch(line):
        return False
    if _ENDS_WITH_DAY.search(line):
        return False
    dates = _dates_from(line)
    return not (dates and dates[0].end >= len(line) - 8 and dates[0].precision == "day")


def _joins(first: str, second: str) -> bool:
    """Whether a title goes on in the next line."""
    if not _may_be_title(second) or len(first) + len(second) > 90:
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


def _is_front_matter(line: str, title: str) -> bool:
    """Lines between title and body: subtitle, byline, date, document number, furniture, the title once more."""
    return line == title or _is_before_body(line)


@functools.lru_cache(maxsize=512)
def _is_before_body(line: str) -> bool:
    if is_furniture(line) or is_masthead(line) or line.startswith(("——", "--", "―")) or file_stem(line):
        return True
    if len(line) <= _LONGEST_TITLE and (
        _ENDS_WITH_DAY.search(line) or _EDITED_BY.fullmatch(line) or _MAGAZINE.match(line)
    ):
        return True
    if is_entry(line) or _PARENTHESIS.fullmatch(line) or DOCUMENT_NUMBER.match(line) or words().bylines.fullmatch(line):
        return True
    if words().datelines.match(line):
        return False
    dates = _dates_from(line) if len(line) <= 40 else []
    if not dates:
        return False
    return dates[0].precision == "day" or dates[0].end >= len(line) - 1


def _first(written: Sequence[str]) -> int:
    """Index of the line where a title may stand: behind navigation, letterhead and the name of a column."""
    at = 0
    while at < len(written) and _is_front_matter(written[at], ""):
        at += 1
    if at + 1 < len(written) and len(written[at]) < 4 and _may_be_title(written[at + 1]):
        at += 1
    if any(words().collections.search(line, 0, _COPIED) for line in written[:at]):
        # The words of a site that shares documents, before the first of them.
        while at < len(written) and words().sharing.search(written[at], 0, _COPIED):
            at += 1
        while at < len(written) and _is_front_matter(written[at], ""):
            at += 1
    if at + 1 < len(written) and any(names(written, at) for names in _NAMES_PAGE):
        at += 1
        while at < len(written) and _is_front_matter(written[at], ""):
            at += 1
    return _behind_letterhead(written, at)


def _is_window(written: Sequence[str], at: int) -> bool:
    """Whether line ``at`` names the site, and a title follows it."""
    window = _WINDOW.fullmatch(written[at])
    return window is not None and _is_site(window["site"]) and _title_follows(written, at)


def _is_former(written: Sequence[str], at: int) -> bool:
    """Whether line ``at`` has the title that a text had elsewhere (原标题：…), and the one it has here follows."""
    return bool(_FORMER.match(written[at])) and _title_follows(written, at)


def _is_issue(written: Sequence[str], at: int) -> bool:
    """Whether line ``at`` has the name and number of a briefing, and the title of a document follows it."""
    return bool(_NUMBERED_ISSUE.match(written[at])) and _title_follows(written, at)


def _is_site_and_column(written: Sequence[str], at: int) -> bool:
    """Whether line ``at`` has the name of a site with that of its column, and a title follows it."""
    named = _SITE_AND_COLUMN.fullmatch(written[at])
    return (
        named is not None
        and (_is_site(named["site"]) or bool(_SITES.search(named["site"])))
        and _title_follows(written, at)
    )


def _is_labelled(written: Sequence[str], at: int) -> bool:
    """Whether line ``at`` is the next line with the label of a column before it (【盟市动态】…)."""
    label = _LABEL.match(written[at])
    return label is not None and written[at][label.end() :] == written[at + 1]


_NAMES_PAGE = (_is_window, _is_former, _is_issue, _is_site_and_column, _is_labelled)


def _title_follows(written: Sequence[str], at: int) -> bool:
    """Whether behind line ``at`` and the lines of the page below it there is a line that may be the title."""
    following = (line for line in written[at + 1 :] if not _is_front_matter(line, written[at]))
    return _may_be_title(next(following, ""))


def _is_site(name: str) -> bool:
    return any(p.search(name) for p in (words().offices, words().issuers, words().publications))


def _over_posted(written: Sequence[str]) -> int | None:
    """Index of the title-like lines right above a line of day and source, None where a text or nothing stands there."""
    at = 0
    while at < len(written) and len(written[at]) <= _LONGEST_TITLE and "。" not in written[at]:
        begin = at
        while at < len(written) and not is_furniture(written[at]) and _may_be_title(written[at]):
            if _is_front_matter(written[at], ""):
                break
            at += 1
        if at == begin:
            at += 1
            continue
        if at < len(written) and _is_posted(written[at]) and any(map(_is_telling, written[begin:at])):
            return begin
    return None


def _is_posted(line: str) -> bool:
    if len(line) > 120 or "。" in line:
        return False
    if _POSTED.search(line):
        return True
    dates = find_dates(line) if _CLOCK.search(line) else []
    return (
        bool(dates) and dates[0].start == 0 and dates[0].precision == "day" and bool(_CLOCK.match(line, dates[0].end))
    )


def _names_document(line: str) -> bool:
    """Whether a line is the name of an official document or of a form."""
    return _may_be_title(line) and bool(words().document_kinds.search(line) or line.endswith(("表", "书")))


def _is_telling(line: str) -> bool:
    """Whether a line may be a title all alone: it is no name of a site, of an office or of a column."""
    known = words()
    named = any(p.search(line) for p in (known.offices, known.publications)) or (len(line) <= 10 and is_column(line))
    return len(line) >= 6 and not named


def _behind_letterhead(written: Sequence[str], at: int) -> int:
    """Index of the line behind the red head of an official document, ``at`` without one.

    It is the names of the offices that issue it with its number below (XX市民政局 / XX市财政局 文件 / …〔2021〕15号), or one
    name with 文件 alone.
    """
    if _is_announced(written, at):
        return at + 2
    for number in range(at + 1, min(at + _ISSUERS + 1, len(written))):
        if _has_number(written[number]):
            if all(words().offices.search(unset(line).removesuffix("文件")) for line in written[at:number]):
                return number + 1
            break
    if at + 2 < len(written) and unset(written[at + 1]) in _BRIEFINGS and words().issuers.search(written[at]):
        at += 2
        while at < len(written) and _is_front_matter(written[at], ""):
            at += 1
        return at
    named = unset(written[at]) if at + 1 < len(written) else ""
    return at + 1 if named.endswith("文件") and words().offices.search(named.removesuffix("文件")) else at


def _has_number(line: str) -> bool:
    """Whether a line is the number of a document, perhaps with the label of its class or who signs it."""
    if DOCUMENT_NUMBER.fullmatch(line):
        return True
    numbered = DOCUMENT_NUMBER.search(line) if len(line) <= _LONGEST_TITLE and "。" not in line else None
    return numbered is not None and bool(
        _NUMBER_LABELS.fullmatch(f"{line[: numbered.start()]}{line[numbered.end() :]}")
    )


def _is_announced(written: Sequence[str], at: int) -> bool:
    """Whether the head of an announcement (XX省民政厅公告 / 2012年第2号) stands at line ``at``, and its title below."""
    if at + 2 >= len(written) or not _SERIAL.fullmatch(written[at + 1]) or not _ANNOUNCES.search(written[at]):
        return False
    return bool(words().offices.search(_ANNOUNCES.sub("", written[at]))) and _names_document(written[at + 2])


def _title_lines(written: Sequence[str], at: int) -> int:
    """Index behind the title-like lines that begin with line ``at``."""
    offices = words().offices
    last = at
    while last + 1 < len(written) and last - at < 4 and _may_be_title(written[last + 1]):
        if offices.search(written[last + 1]) and len(written[last]) > 5:
            break
        if _is_front_matter(written[last + 1], written[at]):
            break
        last += 1
    return last + 1


def _skip_front_matter(written: Sequence[str], body: int, title: str) -> int:
    while body < len(written):
        line = written[body]
        if _is_front_matter(line, title) or (len(line) <= 30 and words().offices.search(line)):
            body += 1
        elif body + 1 < len(written) and len(line) <= 30 and _PARENTHESIS.fullmatch(written[body + 1]):
            body += 2  # the speaker above the day of the speech
        else:
            break
    return body


def _marked(written: Sequence[str], at: int, marks: Sequence[bool], only: bool) -> int:
    """Index of the line that the format marks as the title, ``at`` where it marks none.

    A heading may as well be one of the body: it is the title if it is the ``only`` one or names a kind of document.
    """
    kinds = words().document_kinds
    for i in range(at, min(at + 6, len(written))):
        if kinds.search(written[i]) or (marks[i] and only):
            return i if marks[i] and _may_be_title(written[i]) else at
        if len(written[i]) > 40 or NUMBERED.match(written[i]):
            break
    return at


def _several(text: str, lines: Sequence[Line], above: Sequence[str], at: int) -> str | None:
    """The name of a collection of model texts of which more than one follows, from the lines ``above`` the first."""
    known = words()
    names = [line for line in above if known.collections.search(line, 0, _COPIED) and not is_navigation(line)]
    named = next((line for line in names if not known.bylines.match(line) and "作者" not in line), None)
    if named is None:
        return None
    later = (text[line.start : line.end] for line in lines[at + 1 :] if line.end - line.start <= _LONGEST_TITLE)
    return named if any(known.document_kinds.search(line) and _may_be_title(line) for line in later) else None


def _in_path(written: Sequence[str]) -> str | None:
    """The title that a site's path ends with (首页 > 要闻 > 云岭市…), None without one."""
    for line in written:
        last = last_step(line)
        if last and len(last) >= _SHORTEST_STEP and _may_be_title(last) and not is_furniture(last):
            return last
    return None


def _in_file(written: Sequence[str], at: int) -> str | None:
    """The title on the page of a file named above line ``at``: the line that its name ends with, else that name."""
    stem = next((stem for line in written[:at] if (stem := file_stem(line))), None)
    if stem is None:
        return None
    own = (line for line in written if len(line) >= _SHORTEST_NAME and stem.endswith(line) and _may_be_title(line))
    return next(own, stem)


def _shown_twice(written: Sequence[str], at: int) -> int:
    """Index of the line near ``at`` that the page shows twice in a row, as a title in a bar and over the text."""
    for i in range(at, min(at + 3, len(written) - 1)):
        if written[i] == written[i + 1] and len(written[i]) >= _SHORTEST_NAME and NUMBERED.match(written[i]):
            return i
    return -1


def _in_table(written: Sequence[str]) -> str | None:
    """The title in the table of particulars that offices set above a document (名称：…), None without one."""
    named = (_DECLARED.match(line) for line in written)
    return next((match["title"] for match in named if match), None)


def _of_page(written: Sequence[str], at: int) -> Head | None:
    """The head of a page that shows its title twice, names its file, or runs the title into the text; None for others."""
    twice = _shown_twice(written, at)
    if twice >= 0:
        return Head(written[twice], _skip_front_matter(written, twice + 1, written[twice]))
    filed = _in_file(written, at)
    if filed is not None:
        below = next((i for i, line in enumerate(written) if line == filed), at - 1)
        return Head(filed, _skip_front_matter(written, below + 1, filed))
    if len(written[at]) > _LONGEST_TITLE:
        copied = words().sharing.sub("", written[at][:_COPIED], count=1)
        glued = _TOLD_TWICE.match(copied) or _GLUED_TITLE.match(copied)
        if glued:
            return Head(glued[1], at)
    return None


def find_head(text: str, lines: Sequence[Line], headings: frozenset[int] = frozenset()) -> Head:
    """The title and where the body begins, from the first lines of a document or of one of its articles.

    Args:
        text: the document's text.
        lines: the lines of the document or article.
        headings: starts of the lines that the format itself marks as headings.
    """
    written = [text[line.start : line.end] for line in lines[:HEAD_LINES]]
    first = _first(written)
    at = _marked(written, first, [line.start in headings for line in lines[:HEAD_LINES]], len(headings) == 1)
    if at == first and not (at < len(written) and _names_document(written[at])):
        at = max(_over_posted(written) or 0, at)
    if at >= len(written):
        return Head(None, 0)
    made = _of_page(written, at)
    if made is not None:
        return made
    tabled = _in_table(written[:at])
    if not _may_be_title(written[at]):
        return Head(tabled or _in_path(written[:at]), at)
    if tabled and tabled not in "".join(written[at : at + 3]):
        return Head(tabled, at)
    collection = _several(text, lines, written[:at], at)
    if collection:
        return Head(collection, at)
    stop = _title_lines(written, at)
    if at and stop - at > 1 and written[at][-1] in "！!" and is_foreign(written[at - 1]):
        at += 1  # the motto of a site below its name in Latin letters
    group = written[at:stop]
    title, used = _halves(group, written[stop:]) or _choose(group)
    title = title and _bare(title)
    if title is None and len(group) == 1 and stop < len(written):
        # The name of a column or of a blog, its day, and then the headline.
        later = _skip_front_matter(written, stop, "")
        if stop < later < len(written) and _may_be_title(written[later]) and _is_telling(written[later]):
            return find_head(text, lines[later:], headings).behind(later)
    if 1 < len(group) <= 3 and stop < len(written) and written[stop].startswith("——"):
        title, used = "".join(group), len(group) - 1
    # What follows the name of an official document is no subtitle.
    named = title is not None and words().document_kinds.search(title)
    body = at + used + 1 if named or len(group) > 4 else stop
    return Head(title, _skip_front_matter(written, body, title or ""))


def _halves(group: Sequence[str], below: Sequence[str]) -> tuple[str, int] | None:
    """A headline that a newspaper's page shows in two short lines of nearly one length over its line of day and author."""
    if len(group) != 2 or not below or not _is_posted(below[0]) or any(len(line) > _HALF for line in group):
        return None
    if abs(len(group[0]) - len(group[1])) > _SPREAD or not all(map(_is_telling, group)):
        return None
    return " ".join(group), 1


def _bare(title: str) -> str:
    """A title without what the page leaves around it."""
    without = _PIECE_BEHIND.sub(
        "", _PIECE.sub("", _BEFORE_TITLE.sub("", _LABEL_BEFORE.sub("", title), count=1), count=1)
    )
    without = _BEHIND_TITLE.sub("", without) or title
    window = _SITE_BEHIND.fullmatch(without)
    return window["page"] if window and _is_site(window["site"]) else without


def _unspaced(line: str) -> str:
    """A line set with blanks between all its characters (广 宁 县) without them."""
    return re.sub(r"[ \u3000]+", "", line) if re.fullmatch(r"(?:\S[ \u3000]+)+\S", line) else line


def _choose(group: list[str]) -> tuple[str | None, int]:
    """The title out of consecutive title-like lines and the index of its last line."""
    kinds = words().document_kinds
    group = [_unspaced(line) for line in group]
    begin = 0
    # The name of a newspaper's column stands before the title.
    while begin + 1 < len(group) and len(group[begin]) <= 5 and not kinds.search(group[begin]):
        begin += 1
    if begin + 1 < len(group) and " " in group[begin] and "：" in group[begin + 1]:
        begin += 1
    if begin + 1 < len(group) and _is_office_above(group[begin], group[begin + 1]):
        begin += 1
    end = begin
    title = group[begin]
    while end + 1 < len(group) and end - begin < 2 and _joins(title, group[end + 1]):
        end += 1
        title += group[end]
    return (None if len(title) <= 5 and not kinds.search(title) else title), end


def _is_office_above(first: str, second: str) -> bool:
    """Whether the name of an office stands above the title of its document, which does not go on from it."""
    office = _PARENTHESIS.sub("", first)
    known = words()
    named = (known.offices.search(office) or known.issuers.search(office)) and not known.document_kinds.search(office)
    return bool(named and known.document_kinds.search(second)) and not (office == first and _joins(first, second))


def declared_title(hints: Mapping[str, str]) -> str | None:
    """The title that the format declares, without the name of the site behind it."""
    title = hints.get("title", "").strip()
    title = re.split(r"\s*[_|｜]\s*|\s+[-–—]\s+", title)[0]
    return title if len(title) >= 4 else None
