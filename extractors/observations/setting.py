"""What holds for a whole article: its date, place, level and subject, and the periods that hold where a sentence says none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpora.structure.model import Structure
from extractors.observations.dates import BaseDate
from extractors.observations.place import Scope, document_scope, level_of, level_spoken
from extractors.observations.subject import main_type, organisation_of_document, speaks_of_a_serving_body
from extractors.observations.time_words import BEGINNING
from extractors.observations.told import day_counted_to, default_periods
from extractors.observations.turns import places_above
from extractors.observations.years import YEARS_AHEAD, last_year, plan_years, year_of

_YEAR_OF_NOTICE = re.compile(r"((?:19|20)\d{2})年度")
_INSPECTION = re.compile(r"年检|年报|年度检查|年度工作报告")
INSPECTED = re.compile(
    r"((?:19|20)\d{2})年(?:度?(?:工作)?报告|度?(?:的)?(?:社会组织|社团|民非|基金会|工作)?检查|[^，。；、\d]{0,12}?(?:年检|年报|年度检查|年度工作报告|应检|应报))"
)
ASSESSED = re.compile(r"((?:19|20)\d{2})年度[^，。；、\d]{0,16}?评估")
# What is sent round to be done: it reports on nothing.
_SCHEME = re.compile(r"(?:方案|计划|要点)》?的通知")
_THIS_YEAR_AHEAD = re.compile(
    r"今年(?:起|\d{1,2}月(?:底|末|\d{1,2}日)?前(?!已|就)|[^，。；\d]{0,4}?(?:将|要|拟|计划|力争|预计|打算|还要|继续|安排|想|准备|先|再)|[，,][^，。；\d]{0,16}?(?:将|要|拟|计划|力争|打算))"
)
# A press article that looks back on a year, as a report does: …2018年工作扫描.
_LOOKING_BACK = re.compile(
    r"(?m)^(?:——)?[^，。\n]{0,20}20\d\d年(?:度)?[^，。]{0,14}(?:总结|回顾|盘点|综述|扫描|述评|掠影|工作纪实|成绩单|答卷)"
)
_RELATIVE_YEAR = re.compile(r"今年|去年|[本上]年度?|上半年|一季度|[1１][—-]\d月|近?[两三四五]年来|以来")
_THIS_YEAR = re.compile(r"今年以来|一季度|[1１][—-][23]月|截至(?:今年)?[1-3]月\d|至今年[1-3]月")
# 民政局20xx年工作总结: a sample without a year.
_LEFT_OPEN = re.compile(r"20[xX×]{2}年")
# 发展报告（2023）: named after the year in which it appears.
_YEAR_OF_ISSUE = re.compile(r"[（(](20\d\d)版?[）)]$")
_OWN_TIME = re.compile(r"\d{4}年|季度|半年|\d月")
# In characters: a date that is known by its year alone.
_YEAR = len("2023")
# In characters: short items of a newsletter, the opening of a text, and where it says of what place it speaks.
_SHORT_ITEM = 80
_OPENING = 260
# So many lines at the top may say who speaks.
_FIRST_LINES = 4
_FIRST_WORDS = 900


@dataclass(frozen=True, slots=True)
class Setting:
    """The setting of one article.

    ``base`` is the date that 今年 counts from; ``written`` the year of the text's own date;
    ``reports`` whether the text reports on a year, so that 累计 is of that year; ``organisation`` the type of a body that reports on itself, else None;
    ``inspected`` is the year of the annual inspection that it speaks of, ``assessed`` that of the assessment of grades, None
    where it names none or several; ``serving`` whether it is of a body that serves organisations (孵化园, 联合会), whose numbers are mostly its own;
    ``level`` is that of the place that speaks, ``above`` has the places above it by their levels; ``flow_period``/``stock_period`` hold for flows and stocks where the text says nothing nearer.
    """

    index: int
    title: str
    base: BaseDate
    area: str | None
    scope: Scope
    level: int | None
    organisation: str | None
    serving: bool
    subject: str
    written: str | None
    reports: bool
    inspected: str | None
    assessed: str | None
    flow_period: str | None
    stock_period: str | None
    above: Mapping[int, str]
    press: bool = False


def setting_of(text: str, structure: Structure, doc_type: str, index: int) -> Setting:
    """The setting of the article with this index (0 where a document has but one)."""
    articles = structure.articles
    own = articles[index] if articles else None
    title = (own.title if own and len(articles) > 1 else structure.title) or ""
    date = own.date if own and (own.date or len(articles) > 1) else structure.date
    body = text[own.start : own.end] if own else text
    opening = body[:_OPENING]
    # Short items of a newsletter look back as reports do, those of newspapers on what is new.
    press = doc_type.startswith("press") and not (len(articles) > 1 and own and own.end - own.start < _SHORT_ITEM)
    looking_back = _LOOKING_BACK.search(opening)
    report_year = year_of(looking_back[0]) if looking_back and press else None if press else year_of(title)
    if report_year and ("年鉴" in title or _is_of_year_before(title, body, report_year)):
        report_year -= 1  # A yearbook of 2012 is about 2011.
    if (
        report_year is None
        and (doc_type == "inspection_notice" or (doc_type == "notice" and _INSPECTION.search(title)))
        and (year := _YEAR_OF_NOTICE.search(opening))
    ):
        report_year = int(year[1])
    if report_year is None and (span := plan_years(title)) and not (date and int(date[:4]) < span[1]):
        report_year = span[1]
    # A plan of several years (2021—2023年) is made at the first.
    ahead = YEARS_AHEAD.search(title) if doc_type == "work_plan" and len(date or "") <= _YEAR else None
    if ahead:
        base = BaseDate(ahead[1])
    elif _LEFT_OPEN.search(title):
        base = BaseDate(None)
    else:
        base = _base_date(date or structure.published, report_year, title, body)
    if report_year is None and base.iso and not press and doc_type != "work_plan" and not _SCHEME.search(title):
        report_year = _year_reported(base.iso, body)
        if _may_be_of_either_year(base.iso):
            base = replace(base, reported=report_year if report_year < int(base.iso[:4]) else None)
        else:
            base = _base_date(date or structure.published, report_year, title, body)
    ongoing = press and not _OVER.search(f"{title}\n{opening}")
    started = [*((y, m, verb) for verb, y, m in _BEGUN_IN.findall(body)), *_STARTED.findall(body)]
    starts = {verb: f"{y}-{int(m):02d}" if m else y for y, m, verb in reversed(started)}
    base = replace(
        base, began=frozenset(int(year) for year in _BEGAN.findall(body)), ongoing=ongoing, starts=tuple(starts.items())
    )
    # The articles of a newsletter tell of the time that its title names (2026年第一季度简报).
    of_issue = len(articles) > 1 and not press and not _OWN_TIME.search(title)
    flow, stock = default_periods(structure.title or title if of_issue else title, body, doc_type, report_year, base)
    if not press and doc_type != "work_plan" and base.iso and (stock or "").startswith(base.iso[:4]):
        stock = day_counted_to(body, base) or stock
    base = replace(base, told=_years_told(flow), press=press)
    if press and base.year and flow == str(base.year - 1):
        base = replace(base, reported=base.year - 1)
    if base.reported and re.match(r"\d{4}-0[4-6]", base.iso or ""):
        stock = base.iso  # Months after the year reported, stocks are of the day of the text.
    organisation = organisation_of_document(structure.title, structure.issuer)
    community = "社区社会组织" in title + opening and body.count("社区社会组织") > 0.6 * max(body.count("社会组织"), 1)
    area = own.area if own and own.area else structure.area
    level = level_of(area) if area else level_spoken(body[:_FIRST_WORDS])
    return Setting(
        index=index,
        title=title,
        base=base,
        area=area,
        scope=document_scope(title, opening, level),
        level=level,
        organisation=organisation,
        serving=speaks_of_a_serving_body(title, structure.issuer, *opening.split("\n")[:_FIRST_LINES]),
        subject=organisation or ("社区社会组织" if community else main_type(title) or "社会组织"),
        written=date[:4] if date else None,
        reports=report_year is not None,
        inspected=_only_year(INSPECTED, body),
        assessed=_only_year(ASSESSED, body),
        flow_period=flow,
        stock_period=stock,
        above=places_above("\n".join((structure.title or "", structure.issuer or "", body)), area, structure.area),
        press=press,
    )


def _only_year(named: re.Pattern[str], body: str) -> str | None:
    years = set(named.findall(body))
    return str(years.pop()) if len(years) == 1 else None


def _is_of_year_before(title: str, body: str, year: int) -> bool:
    """Whether one that bears the year of its issue (发展报告（2023）) only tells of the one before (截至2022年底)."""
    counted = re.compile(rf"{year - 1}年(?:末|底|12月)")
    return bool(_YEAR_OF_ISSUE.search(title) and f"{year}年" not in body and counted.search(body))


def _year_reported(date: str, body: str) -> int:
    """The year that a report without a year in its title is about: the one before, when it was written in the first months.

    From April to June it is the year that the text speaks of more often.
    """
    year = int(date[:4])
    if re.match(r"\d{4}-0[1-3]", date):
        this = _THIS_YEAR.search(body) or (f"{year}年1月" in body and f"{year - 1}年" not in body)
        return year if this else year - 1
    if not _may_be_of_either_year(date):
        return year
    relative = _RELATIVE_YEAR.search(body, 0, len(body) * 2 // 3)
    looks_back = relative is not None and relative[0] == "去年"
    # The inspection for 2016年度 takes place in the next year.
    before = body.count(f"{year - 1}年") - body.count(f"{year - 1}年度")
    return year - 1 if looks_back or before > body.count(f"{year}年") else year


def _may_be_of_either_year(date: str) -> bool:
    """Whether a text of this date may report on the year before or on its own: from April to June."""
    return re.match(r"\d{4}-0[4-6]", date) is not None


_STARTED = re.compile(
    rf"((?:19|20)\d\d)年(?:(\d{{1,2}})月)?(?:\d{{1,2}}日)?[^。；，,\d\n]{{0,14}}?({BEGINNING})(?!以来|至今)"
)
# 成立于1998年
_BEGUN_IN = re.compile(rf"({BEGINNING})于((?:19|20)\d\d)年(?:(\d{{1,2}})月)?")
# A campaign that the press looks back on.
_OVER = re.compile(r"收官|收尾|落幕|落下帷幕|结束|圆满|告一段落|历时|用时|[\d一两二三四五六七八九十]个多?月的?时间")
_BEGAN = re.compile(
    r"((?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?[^。；，,\d\n]{0,14}(?:以来|选举产生|产生|换届|大会|成立|开园|启动|开始|挂牌|试点)"
)


def _base_date(date: str | None, report_year: int | None, title: str, body: str) -> BaseDate:
    """The text's date; a report's own year where it was written soon after; else the last year that it speaks of."""
    if date is None:
        last = report_year or last_year(body[max(body.find(title), 0) :])
        return BaseDate(str(last) if last else None, inferred=report_year is None)
    ahead = int(date[:4]) - report_year if report_year else 0
    # 今年要 is said of the year that has begun, even where nothing says 去年; not in a text posted in its first days.
    first_days = re.match(r"\d{4}-01-(?:0\d|10)$", date)
    if ahead < 0 or (ahead == 1 and "去年" not in body and (first_days or not _THIS_YEAR_AHEAD.search(body))):
        return BaseDate(str(report_year))
    if ahead == 1:
        return BaseDate(date, reported=report_year)
    if report_year is None and first_days:
        # Posted in the first days of January it tells of the year before, which may still be 今年 or already 去年.
        before = int(date[:4]) - 1
        looks_ahead = "今年" not in _THIS_YEAR_AHEAD.sub("", body)
        return BaseDate(date, reported=before) if "去年" in body and looks_ahead else BaseDate(str(before))
    return BaseDate(date)


def _years_told(period: str | None) -> tuple[int, int] | None:
    """First and last year of a span of several years."""
    years = re.fullmatch(r"(\d{4})[^/]*/(\d{4}).*", period or "")
    return (int(years[1]), int(years[2])) if years and years[1] < years[2] else None
