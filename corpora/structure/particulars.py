"""Title, issuer, date and area of a document, from its first and last lines and from what its format declares."""

from __future__ import annotations

import bisect
import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpora.structure.dates import find_dates, parse_date
from corpora.structure.furniture import file_stem, is_furniture, is_navigation
from corpora.structure.head import DOCUMENT_NUMBER, HEAD_LINES, Head, declared_title
from corpora.structure.issuer import as_body, find_issuer, whole_name
from corpora.structure.lines import Line, words
from corpora.structure.masthead import Masthead, read_line
from corpora.structure.places import PlaceMention, find_places, gazetteer

_TAIL_LINES = 14
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
    r"(?:[一-龥-]{1,14}讯)?\s*+(?:[（(][^（）()\n]{0,40}[）)])?\s*+(?P<day>20\d\d(?:年\d{1,2}月\d{1,2}日|-\d\d?-\d\d?))|(?P<month>20\d\d年\d{1,2}月)(?=[，,])"
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
_SELF = re.compile(
    r"(?<![在居为比])(?:全|我|本|咱们?)(?:([省市县区州盟旗镇乡])(?!域|内外|场|率先|前列|首|领先|第一|平均|排名)|(街道))"
)
# Where a text says neither 全市 nor 我市, its offices tell: 记者从市民政局获悉, 市级财政.
_BY_OFFICES = re.compile(
    r"(?:^|[\s，。：、“”（从据由经受在给请对向])(自治区|[省市县州盟旗])(?=民政[局厅]|委|政府|财政|里|级|属|政协|工商联|人社|社团局|老龄办|社会建设|直机关)",
    re.MULTILINE,
)
_NATION = re.compile(r"我国|全国")
# What stands around a day within a line of the head: 云岭日报　2019年11月7日　民生, 《嘉陵新报》2022年6月29日.
_DATED_LINE = re.compile(r"[^，。；！？]{0,48}(?:[（( \t\u3000》—-]|出品|编印?|制作)")
# 供稿：云岭街道社会组织服务中心　　2023年11月
_SENT_BY = re.compile(r"^(?:供稿|报送|填报|编制|编印|编写|整理)(?:单位)?[:：]\s?")
_AFTER = re.compile(
    r"(?:\s*\d{1,2}:\d\d(?::\d\d)?)?(?:$|[）)\s\u3000]|编|印|记者|通讯员|星期|第|出刊|发布|公告|公布|供稿|在)"
)
_OFFICE_OF = re.compile(
    r"(?:关于|中共)?([一-龥]{1,7}?(?:省|自治区|市|自治州|州|盟|地区|县|区|旗|师|街道|镇|乡))"
    r"(?=民政|人民政府|委|党工委|办事处|社会|[州市县区旗盟]级|[州市县区旗盟]本级|20\d\d|二〇)"
)
_BODY_OF = re.compile(r"(?:中共)?([一-龥]{2,4}?(?:[省市州盟县区旗]|街道))(?=[一-龥]{3})")
_NO_NAME = re.compile(
    r"[乡街村城]镇$|[全我本各该两县市区]|社区|.*社区$|地区|[在由以对将与](?:[全我本]|.$)|.?[一两几每][座家个]"
)
# What may stand behind the month in which a text was put together: 2018年1月整理; 2024年9月　校友会秘书处编印
_COMPILED = re.compile(r"(?:[^，。；]{0,24}(?:整理|编印?|印制|修订|供稿)(?:[ \u3000].{0,14})?)?")
# The month below a text, with the place left for its day: 2021年11月　日; …服务中心　二〇二三年一月
_MONTH_SIGNED = re.compile(
    r"(?:^|[ \t\u3000（(。])(?P<month>20\d\d年\d{1,2}月|二[〇○零]{1,2}[〇○零一二三四五六七八九]{1,2}年[一二三四五六七八九十]{1,2}月)(?:[ \t\u3000]{1,6}日)?[）)]?$",
    re.MULTILINE,
)
_CLAUSE_HEAD = 4000
_UPLOADED = re.compile(r"(?:网友|用户|会员)(?:上传|分享|投稿)|(?:下载|收藏)(?:本)?文档|文档下载|金币")
# What a program writes below its page.
_PROGRAM = re.compile(r"GMT\s?[+-]\s?\d|Powered\s|Processed\s")
# A greeting of a site or a path through it; where somebody uploaded a file says nothing of the text.
_SITE = re.compile(r"欢迎|首页|位置|[>＞»›]")
# So many days at most a page carries a report after it was sent; a paper of the next day has its own.
_CARRIED = 20
_OPENING = 200
_COUNTING = 1000
_FOOT = 120

# A newspaper's name: the place without its rank, and the kind of paper.
_PAPER = re.compile(
    r"(?:今日)?(?![一-龥]{1,4}(?:与|和(?=社会|生活|民生|公益))|今日|时政|综合|本地|基层|城乡|文化|健康|社区|教育|生活|百姓|热点|焦点|国内|国际|天下|视点|公益|民生|党建|慈善|社会|人民|新华|中国|光明|南方|要闻|政务|互联|网络|网友|本站|腾讯|搜狐|新浪|网易|澎湃|凤凰|百度|央视|央广|中新|经济|法[治制]|工人|青年)([一-龥]{2,5}?)(?:日报|晚报|晨报|早报|时报|商报|导报|快报|新报|都市报|党建|民生|经济|工商报|民政|社会|新闻|信息|政务|工人|法治|法制|青年|妇女|农民|老年(?=报|周|时)|侨|人民广播|广播电|广电|电视|社工|报$|发布$|公益|慈善|人社$|云$|生活$|论坛$|小编$|要闻$|在线$|融媒|网$)"
)
_SOURCE = re.compile(r"来源\s*[:：]\s*([一-龥]{3,12})")
_RANK = re.compile("自治州|[省市州盟县旗]")
_RANKS = frozenset(("自治区", *"省市县州盟旗区"))
_SUFFIXES = ("省", "市", "县", "区", "旗", "盟", "镇", "乡", "街道")

_LEVELS = {
    "省": ("省", "自治区"),
    "市": ("市",),
    "州": ("州",),
    "盟": ("盟",),
    "县": ("县", "自治县"),
    "区": ("区", "自治区"),
    "旗": ("旗",),
    "镇": ("镇",),
    "乡": ("乡",),
    "街道": ("街道",),
}


@dataclass(frozen=True, slots=True)
class _Signature:
    """A date that ends a line, and the body that signs with it; ``line`` is the index of the date's line."""

    unit: str | None
    iso: str
    line: int


def _signatures(text: str, lines: Sequence[Line], first: int) -> list[_Signature]:
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
        if unit or at >= len(lines) - _TAIL_LINES:
            found.append(_Signature(unit or None, dates[-1].iso, at))
    return found


def _unit(text: str, line: Line) -> str:
    written = text[line.start : line.end]
    return re.sub(r"[（(][^（）()]*[）)]$", "", written) if len(written) <= 40 and "。" not in written else ""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a document says about itself; ``published`` is the date of the page that carries it."""

    issuer: str | None
    date: str | None
    published: str | None
    area: str | None


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
    written = written or _number_year(head) or _lead_date(text, body, page, of_issue) or of_issue
    return written or _named_year(title, head) or _up_to(title, text), page


_WIDTH = ("province", "prefecture", "county", "street", "village")


def _finest(places: Sequence[PlaceMention]) -> str | None:
    """The most narrow place of the first run of adjoining names (江苏省苏州市 → 苏州市)."""
    if not places:
        return None
    last = places[0]
    for place in places[1:]:
        if place.start != last.end or _WIDTH.index(place.kind) <= _WIDTH.index(last.kind):
            break
        last = place
    return last.name


def own_level(opening: str) -> str | None:
    """The level at which the text speaks of itself (全市, 我县), by the most frequent word."""
    counts = Counter(m[1] or m[2] for m in _SELF.finditer(opening))
    return counts.most_common(1)[0][0] if counts else None


def _level_spoken(text: str) -> str | None:
    """The level of a text by how it speaks of itself and of offices without their place (全市, 市民政局)."""
    counts = Counter(m[1] or m[2] for m in _SELF.finditer(text))
    counts.update(m[1] for m in _BY_OFFICES.finditer(text))
    level = counts.most_common(1)[0][0] if counts else None
    return "自治区" if level == "区" and "自治区" in counts else level


def find_area(
    text: str, start: int, end: int, title: str | None, issuer: str | None, head: Sequence[str]
) -> str | None:
    """The place that a text is about: named in its title, by its issuer, in its first lines, or most often in it.

    全市, 我县 and the like say of which rank the place is. ``全国`` where the text speaks of the whole country.
    """
    opening = text[start : min(end, start + _CLAUSE_HEAD)]
    level = own_level(opening)
    for source in (title, issuer):
        named = [p for p in find_places(source or "") if p.kind != "village" and p.sure]
        if named:
            return _within(source or "", named, opening) or _finest(named)
    by_office = _place_of_office(issuer) or _place_of_office(title) or _place_before(issuer)
    if by_office:
        return by_office
    places = find_places(opening)
    stems = _from_stem(title, places)
    if stems:
        return stems
    nation = _NATION.search(opening[:400])
    if nation and level is None:
        return "全国"
    front = "\n".join(line for line in head if not is_furniture(line))
    fitting = [p for p in find_places(front) if _fits(p.name, level)]
    if any(text.startswith(line, start) for line in head):
        # A short form in a text without head may be that of a far place (西藏的地震传来).
        fitting = [p for p in fitting if len(p.name) == p.end - p.start]
    if fitting:
        return _finest(fitting)
    counts = Counter(p.name for p in places if p.sure and _fits(p.name, level))
    if counts:
        return counts.most_common(1)[0][0]
    # No place of the rank that the text claims: it may compare itself with the unit above it.
    early = find_places(front) or [p for p in places if p.start < _OPENING]
    if early and level is not None:
        return _finest(early)
    return _by_document_number(head) or _of_site(head)


def _of_site(head: Sequence[str]) -> str | None:
    """The place of the site by its greeting or its path (欢迎来到云岭市慈善总会网站), where the text names none."""
    places = [p for line in head if is_furniture(line) and _SITE.search(line) for p in find_places(line) if p.sure]
    return _finest([p for p in places if p.kind != "village"])


def area_of_paper(name: str | None, text: str, speaking: str, area: str | None) -> str | None:
    """The place of a newspaper that speaks of it by its rank alone (淮东晚报, 我市 → 淮东市).

    Args:
        name: who publishes the text.
        text: all of it; it may name the place.
        speaking: what of it speaks of the paper's own place.
        area: what is known else; it stays where it has the rank that the text speaks of.
    """
    stem = _PAPER.match(name or "")
    level = _level_spoken(speaking) if stem else None
    if (
        stem is None
        or stem[1].endswith(_SUFFIXES)
        or _is_office(name or "")
        or (area and (level is None or _fits(area, level)))
    ):
        return area
    if area and own_level(speaking) is None and area in text[:_OPENING]:
        return area  # The paper tells of one place of its own (…——云川市古楼街道社区社会组织扫描).
    at = text.find(stem[1])
    while at >= 0:
        rank = _RANK.match(text, at + len(stem[1]))
        if rank:
            return stem[1] + rank[0]
        at = text.find(stem[1], at + 1)
    return f"{stem[1]}{level}" if level in _RANKS else area


def _is_office(name: str) -> bool:
    """Whether a name is that of an office, not of a paper or a station (淮棠广电融媒体中心)."""
    return bool(words().offices.search(name)) and not words().publications.search(name)


def _place_of_office(name: str | None) -> str | None:
    """The place before an office's name or a title's year (安和县民政局, 第九师2023年…), for places that no list holds."""
    found = _OFFICE_OF.match(name or "")
    return found[1] if found and not _NO_NAME.match(found[1]) else None


def _place_before(name: str | None) -> str | None:
    """The place that the name of a body begins with, whatever kind of body it is (陵阳州…协调办公室)."""
    found = _BODY_OF.match(name or "")
    return found[1] if found and not _NO_NAME.match(found[1]) else None


def _fits(name: str, level: str | None) -> bool:
    return level is None or name.endswith(_LEVELS.get(level, (level,)))


def _from_stem(title: str | None, places: Sequence[PlaceMention]) -> str | None:
    """A place of the text whose name the title has without its suffix (宜兴 for 宜兴市)."""
    for name, _ in Counter(p.name for p in places if p.sure).most_common():
        stem = _bare_name(name)
        if title and len(stem) >= 2 and stem in title:
            return name
    return None


def _within(written: str, named: Sequence[PlaceMention], text: str) -> str | None:
    """A place of the text whose name without its suffix follows that of a wider one (广东湾浦 → 湾浦区)."""
    if _WIDTH.index(named[-1].kind) > 1:
        return None
    rest = written[named[-1].end :]
    if not _may_name(rest, text):
        return None
    for place in find_places(text):
        stem = _bare_name(place.name)
        narrower = place.sure and _WIDTH.index(place.kind) > _WIDTH.index(named[-1].kind)
        if narrower and len(stem) > 1 and rest.startswith(stem):
            return place.name
    return None


def _may_name(rest: str, text: str) -> bool:
    """Whether the text has a word that ``rest`` begins with and the rank of a place behind it; places cost more to find."""
    at = text.find(rest[:2]) if len(rest) > 1 else -1
    while at >= 0:
        end = 2
        while end < len(rest) and text.startswith(rest[end], at + end):
            end += 1
        if text.startswith(_SUFFIXES, at + end):
            return True
        at = text.find(rest[:2], at + 1)
    return False


def _bare_name(name: str) -> str:
    return next((name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)), name)


def _by_document_number(head: Sequence[str]) -> str | None:
    """The province that the mark of a provincial office's document number names (粤民函〔2021〕…)."""
    for line in head:
        match = DOCUMENT_NUMBER.match(line)
        if match and match[0][1] in "民政办府":
            return gazetteer().abbreviations.get(match[0][0])
    return None


# Lines below the title that may still name day and author: so many, so long at most (characters).
_BYLINES = 3
_BYLINE = 60
# A label of a page is no longer (characters).
_LABEL = 8


def _below_head(text: str, lines: Sequence[Line], head: Head) -> list[str]:
    """The short lines between the head and the first sentence: 会长　童瑶, 某某日报记者　田小满　2023年10月17日."""
    found: list[str] = []
    for line in lines[max(head.body, 1) :][:_BYLINES]:
        written = text[line.start : line.end]
        if len(written) > _BYLINE or re.search("[。！？；]", written):
            break
        found.append(written)
    return found


def _with_values(front: Sequence[str]) -> list[str]:
    """The lines of a head, a label that stands alone with the value on the line below it (来源： / 云岭在线)."""
    joined: list[str] = []
    for line in front:
        if joined and joined[-1].endswith((":", "：")) and len(joined[-1]) <= _LABEL and not line.endswith((":", "：")):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def find_particulars(
    text: str, lines: Sequence[Line], head: Head, hints: Mapping[str, str], masthead: Masthead
) -> Particulars:
    """Issuer, dates and area of a document with the lines ``lines``, the head ``head`` and the masthead ``masthead``."""
    front = [text[line.start : line.end] for line in lines[: max(head.body, 1)][:HEAD_LINES]]
    front = [line for line in front if len(line) <= 120]
    top = _with_values([*front, *_below_head(text, lines, head)])
    body = lines[head.body :]
    signatures = _signatures(text, lines, max(head.body, masthead.lines))
    signatures = [s for s in signatures if s.unit] or signatures[-1:]
    title = head.title or declared_title(hints)
    day = signatures[0].iso if signatures else None
    date, page = find_dates_of(text, top, body, title, hints, day, masthead.year)
    signed = next((s.unit for s in signatures[:1] if s.unit), None)
    opening = text[body[0].start : body[0].end] if body else ""
    tail = [text[line.start : line.end] for line in lines[-_TAIL_LINES:]]
    named = [line for line in top if not is_navigation(line)]
    issuer = find_issuer(named, opening, tail, title, hints, signed, masthead)
    area = find_area(text, body[0].start if body else 0, len(text), title, issuer, front)
    area = area_of_paper(issuer, text[:_CLAUSE_HEAD], text[:_CLAUSE_HEAD], area)
    source = _SOURCE.search("\n".join(front)) if area is None else None
    area = area_of_paper(source[1], text[:_CLAUSE_HEAD], text[:_CLAUSE_HEAD], None) if source else area
    whole = whole_name(issuer, text, area)
    if area is None and whole != issuer:
        area = _finest([p for p in find_places(whole or "") if p.sure])
    return Particulars(whole, date, page, area)
