"""The title of a document or article, and where its body begins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpora.structure.front_lines import (
    LONGEST_TITLE,
    PARENTHESIS,
    has_number,
    is_front_matter,
    is_posted,
    is_site,
    is_telling,
    joins,
    may_be_title,
    names_document,
    unspaced,
)
from corpora.structure.furniture import is_foreign, unset
from corpora.structure.lines import Line, words
from corpora.structure.page_titles import (
    COPIED,
    NAMES_PAGE,
    in_file,
    in_path,
    in_table,
    marked_title,
    of_collection,
    over_posted,
    shown_twice,
)

HEAD_LINES = 25
# So many offices may issue a document together.
_ISSUERS = 4
_GLUED_TITLE = re.compile(
    r"(.{6,50}?(?:总结|汇报|汇报材料|发言材料|报告|发言|讲话|要点|方案|通知|通报|公告|材料))(?=各位|同志们|尊敬的|各[县区市镇乡]|一、|20\d\d年)"
)
# A title that runs into its text after it was told once already, as pages that are copied from a file have it.
_TOLD_TWICE = re.compile(r"(?P<title>.{8,40}).{0,40}(?P=title)")
# What pages leave behind a title: a frame's border, the number of the part shown, asterisks.
_BEHIND_TITLE = re.compile(
    r"\s*(?:[|｜*＊]+|[(（]\d{1,2}[)）]|[(（\[【](?:组?图|多图|视频|转载?|转[帖贴]|原创|荐|推荐)[)）\]】])$"
)
_BEFORE_TITLE = re.compile(r"[(（\[【](?:组?图|视频|转载?|转[帖贴]|原创|荐|推荐)[)）\]】]\s?(?=\S{4})")
_PIECE = re.compile(
    r"(?:第\s?[一二三四五六七八九十\d]{1,3}\s?篇|【?篇\s?[一二三四五六七八九十\d]{1,3}】?|范文[一二三四五六七八九十\d]{1,2})\s*[:：、.]?\s*(?=\S{4})"
)
_LABEL_BEFORE = re.compile(r"^(?:原标题|标题|题目)\s*[:：]\s*")
_PIECE_BEHIND = re.compile(
    r"\s*[(（]?(?:第\s?[一二三四五六七八九十\d]{1,3}\s?篇|篇\s?[一二三四五六七八九十\d]{1,3})[)）]?$"
)
# A half of a headline is no longer; halves differ so much at most (characters).
_HALF = 16
_SPREAD = 4
_SITE_BEHIND = re.compile(r"(?P<page>.{8,60}?)(?:_|\s[-–|｜]\s)(?P<site>[一-龥]{4,20})")
# The number of an announcement below the name of the office that makes it.
_SERIAL = re.compile(r"[（(〔\[]?(?:(?:19|20)\d\d\s?年?\s?[〕\]）)]?)?\s?第\s?\d{1,4}\s?号[）)]?")
_ANNOUNCES = re.compile(r"(?:公告|通告|令)$")
_BRIEFINGS = ("简报", "专报", "快报")


@dataclass(frozen=True, slots=True)
class Head:
    """The lines before the body. ``body`` is the index of the first line behind them; ``title`` None without one."""

    title: str | None
    body: int

    def behind(self, lines: int) -> Head:
        """The same where so many ``lines`` stand before it."""
        return Head(self.title, self.body + lines)


def _first(written: Sequence[str]) -> int:
    """Index of the line where a title may stand: behind navigation, letterhead and the name of a column."""
    at = 0
    while at < len(written) and is_front_matter(written[at], ""):
        at += 1
    if at + 1 < len(written) and len(written[at]) < 4 and may_be_title(written[at + 1]):
        at += 1
    if any(words().collections.search(line, 0, COPIED) for line in written[:at]):
        # The words of a site that shares documents, before the first of them.
        while at < len(written) and words().sharing.search(written[at], 0, COPIED):
            at += 1
        while at < len(written) and is_front_matter(written[at], ""):
            at += 1
    if at + 1 < len(written) and any(names(written, at) for names in NAMES_PAGE):
        at += 1
        while at < len(written) and is_front_matter(written[at], ""):
            at += 1
    return _behind_letterhead(written, at)


def _behind_letterhead(written: Sequence[str], at: int) -> int:
    """Index of the line behind the red head of an official document, ``at`` without one.

    It is the names of the offices that issue it with its number below (XX市民政局 / XX市财政局 文件 / …〔2021〕15号), or one
    name with 文件 alone.
    """
    if _is_announced(written, at):
        return at + 2
    for number in range(at + 1, min(at + _ISSUERS + 1, len(written))):
        if has_number(written[number]):
            if all(words().offices.search(unset(line).removesuffix("文件")) for line in written[at:number]):
                return number + 1
            break
    if at + 2 < len(written) and unset(written[at + 1]) in _BRIEFINGS and words().issuers.search(written[at]):
        at += 2
        while at < len(written) and is_front_matter(written[at], ""):
            at += 1
        return at
    named = unset(written[at]) if at + 1 < len(written) else ""
    return at + 1 if named.endswith("文件") and words().offices.search(named.removesuffix("文件")) else at


def _is_announced(written: Sequence[str], at: int) -> bool:
    """Whether the head of an announcement (XX省民政厅公告 / 2012年第2号) stands at line ``at``, and its title below."""
    if at + 2 >= len(written) or not _SERIAL.fullmatch(written[at + 1]) or not _ANNOUNCES.search(written[at]):
        return False
    return bool(words().offices.search(_ANNOUNCES.sub("", written[at]))) and names_document(written[at + 2])


def _title_lines(written: Sequence[str], at: int) -> int:
    """Index behind the title-like lines that begin with line ``at``."""
    offices = words().offices
    last = at
    while last + 1 < len(written) and last - at < 4 and may_be_title(written[last + 1]):
        if offices.search(written[last + 1]) and len(written[last]) > 5:
            break
        if is_front_matter(written[last + 1], written[at]):
            break
        last += 1
    return last + 1


def _skip_front_matter(written: Sequence[str], body: int, title: str) -> int:
    while body < len(written):
        line = written[body]
        if is_front_matter(line, title) or (len(line) <= 30 and words().offices.search(line)):
            body += 1
        elif body + 1 < len(written) and len(line) <= 30 and PARENTHESIS.fullmatch(written[body + 1]):
            body += 2  # the speaker above the day of the speech
        else:
            break
    return body


def _of_page(written: Sequence[str], at: int) -> Head | None:
    """The head of a page that shows its title twice, names its file, or runs the title into the text; None for others."""
    twice = shown_twice(written, at)
    if twice >= 0:
        return Head(written[twice], _skip_front_matter(written, twice + 1, written[twice]))
    filed = in_file(written, at)
    if filed is not None:
        below = next((i for i, line in enumerate(written) if line == filed), at - 1)
        return Head(filed, _skip_front_matter(written, below + 1, filed))
    if len(written[at]) > LONGEST_TITLE:
        copied = words().sharing.sub("", written[at][:COPIED], count=1)
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
    at = marked_title(written, first, [line.start in headings for line in lines[:HEAD_LINES]], len(headings) == 1)
    if at == first and not (at < len(written) and names_document(written[at])):
        at = max(over_posted(written) or 0, at)
    if at >= len(written):
        return Head(None, 0)
    made = _of_page(written, at)
    if made is not None:
        return made
    tabled = in_table(written[:at])
    if not may_be_title(written[at]):
        return Head(tabled or in_path(written[:at]), at)
    if tabled and tabled not in "".join(written[at : at + 3]):
        return Head(tabled, at)
    collection = of_collection(text, lines, written[:at], at)
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
        if stop < later < len(written) and may_be_title(written[later]) and is_telling(written[later]):
            return find_head(text, lines[later:], headings).behind(later)
    if 1 < len(group) <= 3 and stop < len(written) and written[stop].startswith("——"):
        title, used = "".join(group), len(group) - 1
    # What follows the name of an official document is no subtitle.
    named = title is not None and words().document_kinds.search(title)
    body = at + used + 1 if named or len(group) > 4 else stop
    return Head(title, _skip_front_matter(written, body, title or ""))


def _halves(group: Sequence[str], below: Sequence[str]) -> tuple[str, int] | None:
    """A headline that a newspaper's page shows in two short lines of nearly one length over its line of day and author."""
    if len(group) != 2 or not below or not is_posted(below[0]) or any(len(line) > _HALF for line in group):
        return None
    if abs(len(group[0]) - len(group[1])) > _SPREAD or not all(map(is_telling, group)):
        return None
    return " ".join(group), 1


def _bare(title: str) -> str:
    """A title without what the page leaves around it."""
    without = _PIECE_BEHIND.sub(
        "", _PIECE.sub("", _BEFORE_TITLE.sub("", _LABEL_BEFORE.sub("", title), count=1), count=1)
    )
    without = _BEHIND_TITLE.sub("", without) or title
    window = _SITE_BEHIND.fullmatch(without)
    return window["page"] if window and is_site(window["site"]) else without


def _choose(group: list[str]) -> tuple[str | None, int]:
    """The title out of consecutive title-like lines and the index of its last line."""
    kinds = words().document_kinds
    group = [unspaced(line) for line in group]
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
    while end + 1 < len(group) and end - begin < 2 and joins(title, group[end + 1]):
        end += 1
        title += group[end]
    return (None if len(title) <= 5 and not kinds.search(title) else title), end


def _is_office_above(first: str, second: str) -> bool:
    """Whether the name of an office stands above the title of its document, which does not go on from it."""
    office = PARENTHESIS.sub("", first)
    known = words()
    named = (known.offices.search(office) or known.issuers.search(office)) and not known.document_kinds.search(office)
    return bool(named and known.document_kinds.search(second)) and not (office == first and joins(first, second))


def declared_title(hints: Mapping[str, str]) -> str | None:
    """The title that the format declares, without the name of the site behind it."""
    title = hints.get("title", "").strip()
    title = re.split(r"\s*[_|｜]\s*|\s+[-–—]\s+", title)[0]
    return title if len(title) >= 4 else None
