"""When a text was written and when its page was published: signatures, labels, openings, issues and titles."""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpora.structure.dates import find_dates, parse_date
from corpora.structure.front_lines import DOCUMENT_NUMBER
from corpora.structure.furniture import file_stem, is_furniture
from corpora.structure.issuer import as_body
from corpora.structure.lines import Line, words
from corpora.structure.masthead import read_line

TAIL_LINES = 14
_WRITTEN_LABEL = re.compile(r"(?:成文日期|发文日期|印发日期|生成日期|落款日期|制发日期)\s*+[:：]?\s*+(?=[\d一二])")
_PAGE_LABEL = re.compile(
    r"(?:上传于|发布于|发布时间|发布日期|公开日期|公开时间|更新时间|更新日期|发表时间|发表日期|创建时间|时间|日期)\s*+[:：]?\s*+[\[【（(]?(?=20\d\d|[二２])"
)
# The newspaper's issue below a text: 《云岭日报》2018年12月24日第7版.
_CITED = re.compile(
    r"(?:^|\n)[（(]?(?:原载|转自|摘自|选自|来源[:：]|据)?\s?《[^》\n]{2,14}[报刊网志]》\s?[（(]?\s?(?=20\d\d)"
)
_DATE_AT_LINE_END = re.compile(
    r"日[ \t\u3000]*+(?:印发[ \t\u3000]*+)?[）)]?(?:[ \t\u3000]*+[（(]共印?\d{1,4}份[）)])?(?=\n|$)"
)
# 云岭市民政局 2021年8月4日印发　（共印45份）
_COPIES = re.compile(r"[ \u3000]*[（(]共印?\d{1,4}份[）)]$")
_LEAD_DAY = re.compile(
    r"(?:本[报网台刊]讯)?\s*+(?:[（(][^（）()\n]{0,40}[）)])?\s*+(?P<day>\d{1,2}月\d{1,2}日)(?=[，,]|讯|电|[上下]午|傍晚|晚|[一-龥]{2,12}(?:召开|发布|举行|举办))"
)
# A day with its year that opens a report, behind who sent it; a month alone.
_LEAD_FULL = re.compile(
    r"(?:[一-龥-]{1,14}讯|[一-龥]{2,14}(?=20\d\d年\d{1,2}月\d{1,2}日[讯电]))?\s*+(?:[（(][^（）()\n]{0,40}[）)])?\s*+(?P<day>20\d\d(?:年\d{1,2}月\d{1,2}日|-\d\d?-\d\d?))|(?P<month>20\d\d年\d{1,2}月)(?=[，,])"
)
# 《公益观察》2009年8月号; 《社区》2016年9月下
_ISSUE = re.compile(r"》[^，。\n]{0,4}(20\d\d年\d{1,2}月)[号刊上下]|(?m:^)(20\d\d年\d{1,2}月)[号刊]")
# Up to when a report counts.
_UP_TO = re.compile(r"截[至止]到?(?P<year>20\d\d)年")
# A later year that a text tells of as past: 截至2025年3月, 2024年又新增18个.
_TOLD_OF = re.compile(
    r"截[至止]到?(?P<month>20\d\d年\d{1,2}月)(?!底前)|截[至止]到?(?P<until>20\d\d)年(?!底前)"
    r"|(?P<past>20\d\d)年(?:以来|[^，。；、\d]{0,8}(?:又|已经?)(?!要|将))"
)
# The day and time of a page, also where a counter was glued to it (1632017-01-20 09:14:02).
_STAMP = re.compile(r"20[0-3]\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?=\s+\d{1,2}:\d\d)")
_LEAD_YEAR = re.compile(
    r"((?:19|20)\d\d)(?:\s?年|(?=[，,]是))(?=[，,是]|以来|度[，,]|[一-龥]{0,3}(?:全[市县区省州盟旗]|我[市县区省局]))"
)
# What stands around a day within a line of the head: 云岭日报　2019年11月7日　民生, 《嘉陵新报》2022年6月29日.
_DATED_LINE = re.compile(r"[^，。；！？]{0,48}(?:[（( \t\u3000》—-]|出品|编印?|制作)")
# 供稿：云岭街道社会组织服务中心　　2023年11月
_SENT_BY = re.compile(r"^(?:供稿|报送|填报|编制|编印|编写|整理)(?:单位)?[:：]\s?")
_AFTER = re.compile(
    r"(?:\s*\d{1,2}:\d\d(?::\d\d)?)?(?:$|[）)\s\u3000]|编|印|记者|通讯员|星期|第|出刊|发布|公告|公布|供稿|在)"
)
# What may stand behind the month in which a text was put together: 2018年1月整理; 2024年9月　校友会秘书处编印
_COMPILED = re.compile(r"(?:[^，。；]{0,24}(?:整理|编印?|印制|修订|供稿)(?:[ \u3000].{0,14})?)?")
# The month below a text, with the place left for its day: 2021年11月　日; …服务中心　二〇二三年一月
_MONTH_SIGNED = re.compile(
    r"(?:^|[ \t\u3000（(。])(?P<month>20\d\d年\d{1,2}月|二[〇○零]{1,2}[〇○零一二三四五六七八九]{1,2}年[一二三四五六七八九十]{1,2}月)(?:[ \t\u3000]{1,6}日)?[）)]?$",
    re.MULTILINE,
)
# …授牌会议上的讲话（2033年9月）
_TITLE_SIGNED = re.compile(r"[（(](20\d\d年\d{1,2}月(?:\d{1,2}日)?)[）)]$")
_UPLOADED = re.compile(r"(?:网友|用户|会员)(?:上传|分享|投稿)|(?:下载|收藏)(?:本)?文档|文档下载|金币")
# What a program writes below its page.
_PROGRAM = re.compile(r"GMT\s?[+-]\s?\d|Powered\s|Processed\s")
# So many days at most a page carries a report after it was sent; a paper of the next day has its own.
_CARRIED = 20
# In characters.
_OPENING = 200
_COUNTING = 1000
_FOOT = 120


@dataclass(frozen=True, slots=True)
class Signature:
    """A date that ends a line, and the body that signs with it; ``line`` is the index of the date's line."""

    unit: str | None
    iso: str
    line: int


def signatures_in(text: str, lines: Sequence[Line], first: int) -> list[Signature]:
    """Signatures behind line ``first``: dates at the end of a short line, alone or with a unit before them."""
    starts = [line.start for line in lines]
    found = []
    begin_at = lines[first].start if first < len(lines) else len(text)
    for match in _DATE_AT_LINE_END.finditer(text, begin_at):
        at = bisect.bisect_right(starts, match.start()) - 1
        written = _COPIES.sub("", text[lines[at].start : lines[at].end]).rstrip("）)").removesuffix("印发").rstrip()
        dates = find_dates(written) if len(written) <= 70 else []
        if not dates or dates[-1].end < len(written) or len(dates[-1].iso) != 10 or dates[-1].flag:
            continue
        before = written[: dates[-1].start].strip(" \u3000（(,，")
        unit = before or (_unit(text, lines[at - 1]) if at > first else "")
        if unit and not words().offices.search(unit):
            unit = as_body(unit) or ""
        if not unit and not before and at - 2 >= first:
            # A line of contact or a page's foot may stand between the name and the day.
            unit = as_body(_unit(text, lines[at - 2])) or ""
        # Who stands before the day at the end of a text need not be an office: 某某州工商联供稿　2020年12月16日.
        if before and not unit and not written[: dates[-1].start].endswith((" ", "\u3000", "》")):
            continue
        if unit or at >= len(lines) - TAIL_LINES:
            found.append(Signature(unit or None, dates[-1].iso, at))
    return found


def _unit(text: str, line: Line) -> str:
    written = text[line.start : line.end]
    return re.sub(r"[（(][^（）()]*[）)]$", "", written) if len(written) <= 40 and "。" not in written else ""


_WEEKDAY = re.compile(r"(20\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)\s*(?:星期|周)[一二三四五六日天]")


def _labelled(pattern: re.Pattern[str], stretches: Sequence[str]) -> str | None:
    for stretch in stretches:
        for match in pattern.finditer(stretch):
            date = parse_date(stretch[match.end() : match.end() + 24])
            if date and len(date) == 10:
                return date
    return None


def _front_dates(head: Sequence[str]) -> tuple[str | None, str | None]:
    """The days that begin a line among the first ones: that of the text, and that of a line that belongs to the page."""
    own: str | None = None
    page: str | None = None
    for written in head:
        bare = written.strip("（()） \u3000")
        header = read_line(written)
        if header is not None and header.certain:
            page = page or header.day
            continue
        dates = find_dates(bare) if len(bare) <= 80 else []
        if not dates or not dates[0].has_year or dates[0].flag:
            continue
        if dates[0].start:
            # 云岭市民政局编　　2021年8月2日; ——在换届大会上的报告（2019年9月19日）
            if (
                (len(dates[0].iso) == 10 or (len(dates[0].iso) == 7 and as_body(_SENT_BY.sub("", bare))))
                and _DATED_LINE.fullmatch(bare[: dates[0].start], 0)
                and _AFTER.match(bare[dates[0].end :])
            ):
                if is_furniture(written):
                    page = page or dates[0].iso
                else:
                    own = own or dates[0].iso
            continue
        if len(dates[0].iso) < 10 and (len(dates[0].iso) < 7 or not _COMPILED.fullmatch(bare, dates[0].end)):
            continue
        if is_furniture(written) or bare[dates[0].end :].strip()[:2].count(":"):
            page = page or dates[0].iso
        elif len(bare) <= 60:
            own = own or dates[0].iso
    return own, page


def _month_signed(text: str) -> str | None:
    """The month that ends one of the last lines of a text (2021年11月　日)."""
    signed = list(_MONTH_SIGNED.finditer(text, max(len(text) - _FOOT, 0)))
    return parse_date(signed[-1]["month"]) if signed else None


def _number_year(head: Sequence[str]) -> str | None:
    for line in head:
        match = DOCUMENT_NUMBER.fullmatch(line)
        if match:
            return str(int(re.sub(r".*[〔\[（(【]\s?(\d{4}).*", r"\1", match[0])))
    return None


def _title_year(title: str | None) -> str | None:
    # The year of a headline is what it tells of, that of a document's name the one it is for.
    if not words().document_kinds.search(title or ""):
        return None
    dates = [d for d in find_dates(title or "") if d.has_year and d.flag is None]
    return dates[0].iso[:4] if dates else None


def _title_signed(title: str | None) -> str | None:
    """The month or the day in the bracket that ends a title."""
    signed = _TITLE_SIGNED.search(title or "")
    return parse_date(signed[1]) if signed else None


def _named_year(title: str | None, head: Sequence[str]) -> str | None:
    """The year of the title, of the subtitle, or of the name of the file."""
    named = (stem for line in head if (stem := file_stem(line) or (line if line.startswith("——") else None)))
    return _title_year(title) or next((year for name in named if (year := _title_year(name))), None)


def _sent(text: str, body: Sequence[Line], page: str | None) -> str | None:
    """The day of the dateline (云岭网3月5日讯) of what a page carries some days later."""
    if page is None or len(page) < 10:
        return None
    for line in body[:2]:
        dateline = words().datelines.match(text[line.start : line.end])
        dates = find_dates(dateline[0], year=int(page[:4])) if dateline else []
        for date in dates[:1]:
            if date.precision == "day" and 1 < _days(date.iso, page) <= _CARRIED:
                return date.iso
    return None


def _days(first: str, last: str) -> int:
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days


def _is_shared(head: Sequence[str]) -> bool:
    """Whether a site that shares files and model texts shows the document."""
    known = words()
    return any(file_stem(line) or known.collections.search(line) or _UPLOADED.search(line) for line in head)


def _up_to(title: str | None, text: str) -> str | None:
    """The last year up to which a report without any date counts, as it begins; a newspaper may tell of former ones."""
    if not words().document_kinds.search(title or ""):
        return None
    return max((match["year"] for match in _UP_TO.finditer(text, 0, _COUNTING)), default=None)


def _last_told_of(text: str) -> str:
    """The last year or month that a text tells of as past; nothing without one."""
    told = (m["until"] or m["past"] or parse_date(m["month"]) or "" for m in _TOLD_OF.finditer(text))
    return max(told, default="")


def _lead_date(text: str, body: Sequence[Line], published: str | None, of_issue: str | None) -> str | None:
    """The date that the opening gives: 2021年，… or a day without year, where the masthead or the same sentence names one."""
    for number, line in enumerate(body[:2]):
        opening = text[line.start : min(line.end, line.start + 80)]
        year = _LEAD_YEAR.match(opening)
        if year:
            last = _last_told_of(text)
            return last if last[:4] > year[1] else year[1]
        full = _LEAD_FULL.match(opening) if published is None else None
        if full and (full["day"] or number == 0):
            return parse_date(full["day"] or full["month"])
        day = _LEAD_DAY.match(opening)
        if day and published is None:
            years = re.findall(r"(?<![到至\d])(20\d\d)年", opening)
            year_named = of_issue or (years[0] if years else None)
            dates = find_dates(day["day"], year=int(year_named)) if year_named else []
            return dates[0].iso if dates else None
    return None


def find_dates_of(
    text: str,
    head: Sequence[str],
    body: Sequence[Line],
    title: str | None,
    hints: Mapping[str, str],
    signed: str | None,
    of_issue: str | None,
) -> tuple[str | None, str | None]:
    """The day the text was written and the day the page was published, each ISO or None.

    A signature comes before a declared day of writing, a date below the title, the page's date, the opening, the year of the
    issue (``of_issue``) and that of the title; of a plan that is the year planned.
    """
    head = [line for line in head if not _PROGRAM.match(line)]
    stretches = ("\n".join(head), text[-600:])
    page = _labelled(_PAGE_LABEL, stretches) or (parse_date(hints["date"]) if hints.get("date") else None)
    front, front_page = _front_dates(head)
    weekday = _WEEKDAY.search(text[:1500]) or _WEEKDAY.search(text[-600:])
    stamp = _STAMP.search(stretches[0])
    front_page = front_page or (parse_date(stamp[0]) if stamp else None)
    page = page or front_page or _labelled(_CITED, stretches[1:]) or (parse_date(weekday[1]) if weekday else None)
    if _is_shared([*head, *(text[line.start : min(line.end, line.start + _OPENING)] for line in body[:1])]):
        # When somebody put it there says nothing of the text.
        page = None
    written = signed or _labelled(_WRITTEN_LABEL, stretches) or front or _sent(text, body, page) or page
    issue = _ISSUE.search("\n".join((title or "", *head)))
    written = written or (parse_date(issue[1] or issue[2]) if issue else None)
    written = written or _month_signed(text)
    written = (
        written or _title_signed(title) or _number_year(head) or _lead_date(text, body, page, of_issue) or of_issue
    )
    return written or _named_year(title, head) or _up_to(title, text), page
