"""What holds for a whole article: its date, place, level and subject, and the periods that hold where a sentence says none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpora.structure.model import Structure
from extractors.observations.period import BEGINNING, BaseDate, month_end, time_mentions
from extractors.observations.place import Scope, document_scope
from extractors.observations.subject import main_type, organisation_of_document
from extractors.observations.years import last_year, plan_years, year_of

_YEAR_OF_NOTICE = re.compile(r"((?:19|20)\d{2})年度")
_INSPECTION = re.compile(r"年检|年报|年度检查|年度工作报告")
INSPECTED = re.compile(
    r"((?:19|20)\d{2})年(?:度?(?:工作)?报告|度?(?:的)?(?:社会组织|社团|民非|基金会|工作)?检查|[^，。；、\d]{0,12}?(?:年检|年报|年度检查|年度工作报告|应检|应报))"
)
ASSESSED = re.compile(r"((?:19|20)\d{2})年度[^，。；、\d]{0,16}?评估")
_CAMPAIGN = re.compile(r"专项|行动|整治|清理|治理|攻坚|上半年|季度|届理事会|换届|任期")
# What is sent round to be done: it reports on nothing.
_SCHEME = re.compile(r"(?:方案|计划|要点)》?的通知")
_THIS_YEAR_AHEAD = re.compile(
    r"今年(?:起|[^，。；\d]{0,4}?(?:将|要|拟|计划|力争|预计|打算|还要|继续|安排|想|准备)|[，,][^，。；\d]{0,16}?(?:将|要|拟|计划|力争|打算))"
)
# Months in which somebody went to look are not those that the text is about.
_SURVEY = re.compile(r"[^。；]{0,40}(?:调研|评估组|督[查导]组|检查组|走访)")
_TERM = re.compile(r"([两三四五六七八九十])年(?:来的?)?工作(?:报告|总结|回顾|情况)")
# A press article that looks back on a year, as a report does: …2018年工作扫描.
_LOOKING_BACK = re.compile(
    r"(?m)^(?:——)?[^，。\n]{0,20}20\d\d年(?:度)?[^，。]{0,14}(?:总结|回顾|盘点|综述|扫描|述评|掠影|工作纪实|成绩单|答卷)"
)
_FROM_UNTIL = re.compile(
    r"[自从](?P<y1>20\d\d)年(?P<m1>\d{1,2})月[^。；\d]{0,12}[至到](?P<y2>20\d\d)年(?P<m2>\d{1,2})月"
)
_YEARS_AHEAD = re.compile(r"((?:19|20)\d\d)年?[-—–~～至到]((?:19|20)\d\d)年")
_ANNOUNCING = r"(?:汇报|报告|通报|总结|公告|公示|公布)[^。\n]{0,14}如下|(?:下面|现)[^。\n]{0,40}(?:汇报|报告|通报|总结)"
_ANNOUNCES = re.compile(_ANNOUNCING)
_ANNOUNCED = re.compile(rf"[^。\n]{{0,80}}{_ANNOUNCING}")
# 现将2018年以来资金使用情况报告如下
_NOW_TOLD = re.compile(rf"[^。；，,\n]{{0,40}}(?:{_ANNOUNCING})")
_ANNOUNCED_WITHIN = 900
_RELATIVE_YEAR = re.compile(r"今年|去年|[本上]年度?|上半年|一季度|[1１][—-]\d月|近?[两三四五]年来|以来")
_LAST_YEAR = re.compile(r"去年|上年(?!度?末)")
_THIS_YEAR = re.compile(r"今年以来|一季度|[1１][—-][23]月|截至(?:今年)?[1-3]月\d|至今年[1-3]月")
# In characters: the opening of a text, and the part of it that may say for what time the whole text speaks.
_SHORT_ITEM = 80
_OPENING = 260
_FIRST_SENTENCES = 150


@dataclass(frozen=True, slots=True)
class Setting:
    """The setting of one article.

    ``base`` is the date that 今年 counts from; ``written`` the year of the text's own date;
    ``reports`` whether the text reports on a year, so that 累计 is of that year; ``organisation`` the type of a body that reports on itself, else None;
    ``inspected`` is the year of the annual inspection that it speaks of, ``assessed`` that of the assessment of grades, None
    where it names none or several;
    ``flow_period``/``stock_period`` hold for flows and stocks where the text says nothing nearer.
    """

    index: int
    title: str
    base: BaseDate
    area: str | None
    scope: Scope
    organisation: str | None
    subject: str
    written: str | None
    reports: bool
    inspected: str | None
    assessed: str | None
    flow_period: str | None
    stock_period: str | None
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
    if report_year and "年鉴" in title:
        report_year -= 1  # A yearbook of 2012 is about 2011.
    if (
        report_year is None
        and (doc_type == "inspection_notice" or (doc_type == "notice" and _INSPECTION.search(title)))
        and (year := _YEAR_OF_NOTICE.search(opening))
    ):
        report_year = int(year[1])
    if report_year is None and (span := plan_years(title)) and not (date and int(date[:4]) < span[1]):
        report_year = span[1]
    base = _base_date(date or structure.published, report_year, body)
    if report_year is None and base.iso and not press and doc_type != "work_plan" and not _SCHEME.search(title):
        report_year = _year_reported(base.iso, body)
        if _may_be_of_either_year(base.iso):
            base = replace(base, reported=report_year if report_year < int(base.iso[:4]) else None)
        else:
            base = _base_date(date or structure.published, report_year, body)
    ongoing = press and not _OVER.search(f"{title}\n{opening}")
    started = [*((y, m, verb) for verb, y, m in _BEGUN_IN.findall(body)), *_STARTED.findall(body)]
    starts = {verb: f"{y}-{int(m):02d}" if m else y for y, m, verb in reversed(started)}
    base = replace(
        base, began=frozenset(int(year) for year in _BEGAN.findall(body)), ongoing=ongoing, starts=tuple(starts.items())
    )
    told = (_span_planned if doc_type == "work_plan" else _span_told)(body, base)
    flow, stock = told or _default_periods(title, _first_words(body), report_year, base)
    base = replace(base, told=_years_told(flow))
    if base.reported and re.match(r"\d{4}-0[4-6]", base.iso or ""):
        stock = base.iso  # Months after the year reported, stocks are of the day of the text.
    organisation = organisation_of_document(structure.title, structure.issuer)
    community = "社区社会组织" in title + opening and body.count("社区社会组织") > 0.6 * max(body.count("社会组织"), 1)
    return Setting(
        index=index,
        title=title,
        base=base,
        area=own.area if own and own.area else structure.area,
        scope=document_scope(title, opening),
        organisation=organisation,
        subject=organisation or ("社区社会组织" if community else main_type(title) or "社会组织"),
        written=date[:4] if date else None,
        reports=report_year is not None,
        inspected=_only_year(INSPECTED, body),
        assessed=_only_year(ASSESSED, body),
        flow_period=flow,
        stock_period=stock,
        press=press,
    )


def _only_year(named: re.Pattern[str], body: str) -> str | None:
    years = set(named.findall(body))
    return str(years.pop()) if len(years) == 1 else None


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
    relative = _RELATIVE_YEAR.search(body)
    looks_back = relative is not None and relative[0] == "去年"
    return year - 1 if looks_back or body.count(f"{year - 1}年") > body.count(f"{year}年") else year


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


def _base_date(date: str | None, report_year: int | None, body: str) -> BaseDate:
    """The text's date; a report's own year where it was written soon after; else the last year that it speaks of."""
    if date is None:
        last = report_year or last_year(body)
        return BaseDate(str(last) if last else None, inferred=report_year is None)
    ahead = int(date[:4]) - report_year if report_year else 0
    if ahead < 0 or (ahead == 1 and "去年" not in body):
        return BaseDate(str(report_year))
    if ahead == 1:
        return BaseDate(date, reported=report_year)
    if report_year is None and re.match(r"\d{4}-01-(?:0\d|10)$", date):
        # Posted in the first days of January it tells of the year before, which may still be 今年 or already 去年.
        before = int(date[:4]) - 1
        looks_ahead = "今年" not in _THIS_YEAR_AHEAD.sub("", body)
        return BaseDate(date, reported=before) if "去年" in body and looks_ahead else BaseDate(str(before))
    return BaseDate(date)


def _first_words(body: str) -> str:
    """The first sentences of a text, and the one that announces what is reported (下面，我就半年来的工作作个汇报)."""
    announces = _ANNOUNCES.search(body, 0, _ANNOUNCED_WITHIN)
    announced = _ANNOUNCED.search(body, 0, _ANNOUNCED_WITHIN) if announces else None
    return body[:_FIRST_SENTENCES] + (f"\n{announced[0]}" if announced and announced.end() > _FIRST_SENTENCES else "")


def _span_told(body: str, base: BaseDate) -> tuple[str, str] | None:
    """What a report opens with as begun and ended (自2017年4月开始，至2018年5月底结束): of this it tells, and of its end."""
    told = _FROM_UNTIL.search(body[:_OPENING])
    if told is None:
        return None
    start, end = (f"{told[year]}-{int(told[month]):02d}" for year, month in (("y1", "m1"), ("y2", "m2")))
    return (f"{start}/{end}", month_end(int(told["y2"]), told["m2"])) if start < end <= (base.iso or "") else None


def _span_planned(body: str, base: BaseDate) -> tuple[str, str] | None:
    """The years that a plan without a span in its title is for: 用三年时间（2026—2028年）."""
    ahead = _YEARS_AHEAD.search(body[:_ANNOUNCED_WITHIN])
    if ahead is None or not (base.year or 0) <= int(ahead[1]) < int(ahead[2]):
        return None
    return f"{ahead[1]}/{ahead[2]}", f"{ahead[2]}-12-31"


def _years_told(period: str | None) -> tuple[int, int] | None:
    """First and last year of a span of several years."""
    years = re.fullmatch(r"(\d{4})[^/]*/(\d{4}).*", period or "")
    return (int(years[1]), int(years[2])) if years and years[1] < years[2] else None


def _default_periods(
    title: str, opening: str, report_year: int | None, base: BaseDate
) -> tuple[str | None, str | None]:
    """The periods of flows and of stocks where a sentence says none.

    A span of the title holds (“十三五”时期, 上半年); where the title names no year, one of the opening (1—10月, 自2021年6月行动
    启动以来); then the year reported, then the year of the text.
    """
    span = plan_years(title)
    if span and base.year and base.year < span[1]:
        return f"{span[0]}/{base.year}", base.iso
    if span:
        return f"{span[0]}/{span[1]}", f"{span[1]}-12-31"
    term = _TERM.search(title)
    if term and base.year:
        mention = time_mentions(f"{term[1]}年来", base)[0]
        return mention.period, base.iso
    named = year_of(title) and not _CAMPAIGN.search(title)
    for text in (title, opening):
        for mention in time_mentions(text, base):
            if not mention.period or "/" not in mention.period or mention.kind not in ("span", "year"):
                continue
            if _SURVEY.match(text, mention.end):
                continue
            start, until = mention.period.split("/")
            if _NOW_TOLD.match(text, mention.end) and base.iso:
                return f"{start}/{base.iso[: len(start)]}" if until == ".." else mention.period, base.iso
            if named and text is opening:
                continue
            if text is title or _CAMPAIGN.search(title) or (mention.kind == "year" and start[:4] == until[:4]):
                return mention.period, base.iso if until == ".." else until
    if report_year is None and base.iso and not base.inferred:
        report_year = base.reported or int(base.iso[:4]) - bool(_LAST_YEAR.search(title))
    if report_year is None:
        return None, None
    return str(report_year), f"{report_year}-12-31"
