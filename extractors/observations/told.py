"""The periods of flows and of stocks that hold for a whole text where its sentences say none."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extractors.observations.dates import BaseDate, month_end
from extractors.observations.period import time_mentions
from extractors.observations.years import FIVE_YEAR_PLANS, YEARS_AHEAD, plan_years, small_number, year_of

# Of flows and of stocks.
Periods = tuple[str | None, str | None]
_Reader = Callable[[str, BaseDate], Periods | None]

_CAMPAIGN = re.compile(r"专项|行动|整治|清理|治理|攻坚|上半年|季度|届理事会|换届|任期")
# Months in which somebody went to look are not those that the text is about.
_SURVEY = re.compile(r"[^。；]{0,40}(?:调研|评估组|督[查导]组|检查组|走访)")
# Texts about what somebody went to look at.
_SURVEYED = re.compile(r"调查|调研|考察|审计|暗访")
_TERM = re.compile(
    r"(?<![〇○零\d一二三四五六七八九十])([两三四五六七八九十])年(?:来的?)?工作(?:报告|总结|回顾|情况)|(十)年(?:记|“?账本|[：:，])|这([三四五])年"
)
# 2024年6月份社会组织登记情况; 工作月报（2022年9月）. Behind a speech or an answer a bracket says when it was written.
_MONTH_TITLED = re.compile(r"(?:(?<=[月简快]报[（(])|(?<![至（(]))(20\d\d)年(\d{1,2})月(?:份|(?=[）)]?$))")
# 开2024年度总结汇报会: what the press of the next months tells of.
_YEAR_MET_ABOUT = re.compile(r"(20\d\d)年[^，。；\n]{0,14}?(?:总结|年会|述职|表彰)|年终总结|过去的?(?:一年|(20\d\d)年)")
# 1月20日，慈善总会一届五次理事会召开: the members are told of the year before.
_MEMBERS_MEET = re.compile(
    r"(?:理事会|会员(?:代表)?大会)[^，。；\n]{0,12}(?:召开|举行|开)|(?:召开|举行|开)[^，。；\n]{0,16}(?:理事会|会员(?:代表)?大会)"
)
# 日前公布了2015年社会服务发展统计公报; 翻开基金会2023年年报; 把2014年度工作报告挂上了网
_YEAR_PUBLISHED = re.compile(
    r"(20\d\d)年(?:度)?[^，。；\n]{0,14}?(?:统计公报|年报(?!工作|公示|情况|抽查)|工作报告(?=[^，。]{0,6}(?:挂|晒|公布|发布|公开|披露|出炉)))"
)
# 对市级行业协会商会2015至2016年财务收支进行了审计调查
# 在…第五届会员代表大会上的工作报告: of the term that is over.
_TERM_REPORT = re.compile(r"(?:会员(?:代表)?大会|换届大会|理事会)[^，。]{0,6}工作报告")
_YEARS_OF_TERM = re.compile(r"(?:^|[\n。，；])([三四五])年来[，,]", re.MULTILINE)
_LAST_YEARS = re.compile("近[两三四五]年")
_YEARS_TOLD = re.compile(r"(20\d\d)年?(?:至|到|—|-|－)(20\d\d)年[^。；\n]{0,40}(?:如下|报告|汇报)")
_FIRST_MONTHS = re.compile(r"\d{4}-0[1-3]")
_AUDITED = re.compile(
    r"对(?![我本])[^，。；\n]{0,30}?(?P<first>20\d\d)年?(?:[至到—-](?P<last>20\d\d)年)[^。；\n]{0,40}审计"
)
# 专项行动开展一年来，…
_ONE_YEAR = re.compile(r"(?:开展|实施|启动|施行|发生|试点)(?:近|已?满)?一(?:年来?|周年)[，,]")
# “7·19”特大洪涝灾害发生后; 自7月21日发出募捐的公开信，到30日上午
_SINCE_EVENT = re.compile(
    r"“(?P<month>\d{1,2})[·.•・](?P<day>\d{1,2})”[^。“]{0,12}?(?:地震|灾|洪|疫情|泥石流)"
    r"|[自从](?:今年)?(?P<from>\d{1,2})月(?P<on>\d{1,2})日[^。；\n]{2,30}?[，,]?[至到](?:昨|今[天日]|\d{1,2}日|目前|发稿)"
)
_FIRST_MONTH = r"(?:(?P<y1>20\d\d)年|今年|(?P<before>去年)|[自从]|(?<![\d年至到]))(?P<m1>\d{1,2})月(?:\d{1,2}日)?(?![上中下]旬|[至到—-]\d{1,2}月)"
_LAST_MONTH = r"[至到](?:(?P<y2>20\d\d)年|今年)?(?P<m2>\d{1,2})月"
_FIRST_DAYS = r"[从自于](?:(?P<y1>20\d\d)年|今年|(?P<before>去年))?(?P<m1>\d{1,2})月[上中下]旬"
_FROM_UNTIL = (
    # 今年4月1日专项行动启动至11月30日; 自5月13日开通捐款热线，现将截至6月18日的…公告如下
    re.compile(rf"{_FIRST_MONTH}[^，。；,\d\n]{{0,16}}(?<!以来)(?:，现将截)?{_LAST_MONTH}"),
    # 自2017年4月开始，至2018年5月底结束; 3月22日起，…，到6月底告一段落
    re.compile(
        rf"{_FIRST_MONTH}[^。；\n]{{1,60}}?[，,]{_LAST_MONTH}[底末]?(?:\d{{1,2}}日)?(?:基本|全面|圆满)?(?:结束|告一段落|收官|收尾|止|任期届满)"
    ),
    # 从9月中旬查到11月20日; 于7月中旬起集中清费，10月底收尾
    re.compile(rf"{_FIRST_DAYS}[^，。；,\d\n]{{0,16}}{_LAST_MONTH}"),
    re.compile(
        rf"{_FIRST_DAYS}起?[^。；\n]{{1,40}}?[，,][至到]?(?:(?P<y2>20\d\d)年|今年)?(?P<m2>\d{{1,2}})月(?:[底末初]|[上中下]旬|\d{{1,2}}日)?(?:基本|全面|圆满)?(?:结束|告一段落|收官|收尾|完成)"
    ),
)
# 实施时间：2014年5月—11月; 项目周期为2017年5月至12月
_PROJECT = re.compile(
    r"(?:项目|实施|执行|服务|起止|评估|统计|报告)(?:实施|执行|起止)?(?:周期|时间|时段|期间?|期限)(?:[：:为是]|是?从|自)(?=20\d\d年)"
)
# 一、五年工作回顾; ——服务中心的五年实践: the years that a report is about, as its subtitle or first heading counts them.
_YEARS_HEADED = re.compile(
    r"(?m)^(?:(?:一、|第一部分\s*)(?:过去|这|近|本届|任期|[^，。\n]{0,9}理事会)?的?|—[^，。\n]{0,30}?(?=..(?:来|实践))|(?:过去)?(?=.年(?:来的)?工作(?:回顾|总结)$))(?<!\d)(?P<count>[两三四五六2-6])年(?!级)"
)
# 2015年试点以来，…，历时五年; 2021年8月以来…。一年间; 2012年3月第三届理事会产生以来的五年
_YEARS_SINCE = re.compile(
    r"(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月)?[^，。；,\d]{0,14}以来[^\d]{0,70}?(?:历时|的|[，。,])(?P<count>[一两三四五六])年(?:[来间，。,是]|多来)"
    # 第三届理事会于2019年4月产生，至今四年有余; 2009年9月列为试点，一年多来
    r"|(?P<since>20\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?[^，。；\d]{0,24}(?:产生|换届|就任|上任|试点|启动|成立|挂牌)[，,](?:至今)?(?P<years>[一两三四五六])年(?:有余|多|来|，)"
)
_COUNTED_TO = re.compile("截[至止到]")
_ANNOUNCING = r"(?:汇报|报告|通报|总结|公告|公示|公布)[^。\n]{0,14}如下|(?:下面|现)[^。\n]{0,40}(?:汇报|报告|通报|总结)"
_ANNOUNCES = re.compile(_ANNOUNCING)
_ANNOUNCED = re.compile(rf"[^。\n]{{0,80}}{_ANNOUNCING}")
# 现将2018年以来资金使用情况报告如下
_NOW_TOLD = re.compile(rf"[^。；，,\n]{{0,40}}(?:{_ANNOUNCING})")
_ANNOUNCED_WITHIN = 900
# So many months ago was what a text tells of.
_RECENT_MONTHS = 2
_LAST_YEAR = re.compile(r"去年|上年(?!度?末)")
# In characters: the opening of a text, and the part of it that may say for what time the whole text speaks.
_OPENING = 260
_FIRST_SENTENCES = 150


def default_periods(title: str, body: str, doc_type: str, report_year: int | None, base: BaseDate) -> Periods:
    """The periods of flows and of stocks where a sentence says none; the day that a title counts to is that of the stocks."""
    flow, stock = _default_periods(title, body, doc_type, report_year, base)
    days = [
        m.period
        for m in time_mentions(title, base)
        if m.kind == "asof" and m.period and len(m.period) == len("2023-06-30")
    ]
    return flow, days[-1] if days and _COUNTED_TO.search(title) else stock


def _default_periods(title: str, body: str, doc_type: str, report_year: int | None, base: BaseDate) -> Periods:
    """The periods of flows and of stocks where a sentence says none.

    A span of the title holds (“十三五”时期, 上半年); where the title names no year, what the text says at its beginning that it
    tells of (1—10月, 自2021年6月行动启动以来, 一、五年工作回顾); then the year reported, then the year of the text.
    """
    if doc_type == "work_plan" and (planned := _span_planned(body, base) or _plan_titled(title, base)):
        return planned
    press = doc_type.startswith("press")
    in_title = year_of(title)
    # A headline may name the year before, of which an article tells: 基金会晒出2014年“成绩单”.
    named = bool(in_title) and not _CAMPAIGN.search(title) and not (press and base.year != in_title)
    told = _titled(title, base) or (None if press or doc_type == "work_plan" else _span_of_project(body, base))
    told = _years_announced(title, body, base) or told or (None if named else _term_over(title, body, base))
    told = told or (None if named or doc_type == "work_plan" else _told(body, doc_type, base))
    if told or (told := _mentioned(title, body, named, base)):
        return told
    if report_year is None and base.iso and not base.inferred:
        report_year = base.reported or int(base.iso[:4]) - bool(_LAST_YEAR.search(title))
        if press and report_year == base.year and _speaks_of_last_year(body, base):
            return str(base.year - 1), base.iso
    if report_year is None:
        return None, None
    of_a_month = base.iso is not None and len(base.iso) == 7 and report_year == base.year
    return str(report_year), base.iso if of_a_month else f"{report_year}-12-31"


def day_counted_to(body: str, base: BaseDate) -> str | None:
    """The day not long ago up to which a text counts as it begins (现将截至10月31日的情况报告如下): the one of its stocks."""
    if base.iso is None or len(base.iso) < 10:
        return None
    days = [m.period for m in time_mentions(body[:_OPENING], base) if m.kind == "asof" and m.period]
    day = days[0] if days and len(days[0]) == 10 else base.iso
    recent = day[:4] == base.iso[:4] and int(base.iso[5:7]) - int(day[5:7]) <= _RECENT_MONTHS
    return day if recent and day < base.iso else None


def _titled(title: str, base: BaseDate) -> Periods | None:
    """The years that a title counts: “十三五”时期…回顾, 五年工作报告."""
    span = plan_years(title)
    if span and base.year and base.year < span[1]:
        return f"{span[0]}/{base.year}", base.iso
    if span:
        return f"{span[0]}/{span[1]}", f"{span[1]}-12-31"
    if month := _MONTH_TITLED.search(title):
        return f"{month[1]}-{int(month[2]):02d}", month_end(int(month[1]), month[2])
    term = _TERM.search(title)
    if term is None or base.year is None or base.inferred:
        return None
    return time_mentions(f"{term[term.lastindex or 1]}年来", base)[0].period, base.iso


def _told(body: str, doc_type: str, base: BaseDate) -> Periods | None:
    """What a text says at its beginning that it tells of."""
    press = doc_type.startswith("press")
    special: list[_Reader] = [_year_met_about, _year_published] if press else [_years_headed, _years_audited]
    general: list[_Reader] = [_span_told, _one_year, _since_event]
    reads = [*general, *special] if press else [*special, *general]
    return next((told for read in reads if (told := read(body, base))), None)


def _counted_until(body: str, period: str, base: BaseDate) -> str | None:
    """自5月行动启动以来，…截至7月31日: the day up to which a text of the next month counts what began then."""
    start, _, until = period.partition("/")
    if not (base.iso or "").startswith(until) or len(start) < len("2022-05"):
        return None
    days = [m.period for m in time_mentions(body[:_OPENING], base) if m.kind == "asof" and m.period]
    return days[0] if days and len(days[0]) == len("2022-05-01") and start <= days[0] < (base.iso or "") else None


def _mentioned(title: str, body: str, named: bool, base: BaseDate) -> Periods | None:
    """The first span of a title or an opening that a text may be about; ``named``: the title names a year."""
    opening = _first_words(body)
    for text in (title, opening):
        for mention in time_mentions(text, base):
            if text is opening and "-" in (mention.period or "") and _SURVEYED.search(title):
                continue
            if not mention.period or "/" not in mention.period or mention.kind not in ("span", "year"):
                continue
            if _SURVEY.match(text, mention.end) or text.startswith(("末", "底"), mention.end):
                continue  # 今年三季度末
            if text is opening and _over_long_since(mention.period, base):
                continue
            start, until = mention.period.split("/")
            if _NOW_TOLD.match(text, mention.end) and base.iso:
                return f"{start}/{base.iso[: len(start)]}" if until == ".." else mention.period, base.iso
            if named and text is opening:
                continue
            if text is title or _CAMPAIGN.search(title) or (mention.kind == "year" and start[:4] == until[:4]):
                day = _counted_until(body, mention.period, base) if text is opening else None
                if day:
                    return f"{start}/{day[: len(start)]}", day
                return mention.period, base.iso if until == ".." else _last_day(until)
    return None


def _last_day(date: str) -> str:
    """The day that a stock is of which is told for a year or a month; of a day itself."""
    return f"{date}-12-31" if len(date) == 4 else month_end(int(date[:4]), date[5:7]) if len(date) == 7 else date


def _first_words(body: str) -> str:
    """The first sentences of a text, and the one that announces what is reported (下面，我就半年来的工作作个汇报)."""
    announces = _ANNOUNCES.search(body, 0, _ANNOUNCED_WITHIN)
    announced = _ANNOUNCED.search(body, 0, _ANNOUNCED_WITHIN) if announces else None
    return body[:_FIRST_SENTENCES] + (f"\n{announced[0]}" if announced and announced.end() > _FIRST_SENTENCES else "")


def _span_told(body: str, base: BaseDate) -> Periods | None:
    """What a report opens with as begun and ended (自2017年4月开始，至2018年5月底结束): of this it tells, and of its end."""
    opening = body[:_OPENING]
    if base.year is None or opening.count("月") < 2:  # Both ends name one.
        return None
    told = next(filter(None, (wording.search(opening) for wording in _FROM_UNTIL)), None)
    if told is None:
        return None
    first = int(told["y1"] or base.year - bool(told["before"]))
    last = int(told["y2"] or (base.year if told["before"] else first))
    start, end = f"{first}-{int(told['m1']):02d}", f"{last}-{int(told['m2']):02d}"
    if (told["m1"], told["m2"]) == ("1", "12"):
        start, end = str(first), str(last)
    over = end <= (base.iso or "") if len(base.iso or "") > 4 else last <= base.year
    return (f"{start}/{end}", month_end(last, told["m2"])) if start < end and over else None


def _span_of_project(body: str, base: BaseDate) -> Periods | None:
    """The time that a report on a project names for it (项目周期为2017年5月至12月), where it is over."""
    named = _PROJECT.search(body, 0, _ANNOUNCED_WITHIN)
    spans = time_mentions(body[named.end() : named.end() + 30], base) if named else ()
    if not spans or spans[0].kind != "span" or "-" not in (spans[0].period or ""):
        return None
    end = (spans[0].period or "").partition("/")[2]
    return (spans[0].period or "", month_end(int(end[:4]), end[5:])) if end <= (base.iso or "") else None


def _years_headed(body: str, base: BaseDate) -> Periods | None:
    """The years of which a report tells by its first heading (一、五年工作回顾) or since when it does (2015年试点以来，…，历时五年)."""
    if base.year is None or base.iso is None:
        return None
    if headed := _YEARS_HEADED.search(body, 0, _ANNOUNCED_WITHIN):
        span = time_mentions(f"{headed['count']}年来", replace(base, reported=None))[0].period
        return (span, _last_day(base.iso)) if span else None
    since = _YEARS_SINCE.search(body, 0, _OPENING)
    if since is None:
        return None
    first, count = since["year"] or since["since"], small_number(since["count"] or since["years"])
    if base.year - int(first) in (count, count - 1):
        return f"{first}/{base.year}", _last_day(base.iso)
    return None


def _years_announced(title: str, body: str, base: BaseDate) -> Periods | None:
    """关于近三年登记工作的报告 … 现将2020年至2022年情况报告如下: the years that 近三年 of a title means, as the opening says."""
    if not _LAST_YEARS.search(title) or base.iso is None:
        return None
    years = _YEARS_TOLD.search(body, 0, _OPENING)
    return (f"{years[1]}/{years[2]}", f"{years[2]}-12-31") if years and years[2] <= base.iso[:4] else None


def _term_over(title: str, body: str, base: BaseDate) -> Periods | None:
    """五年来，协会会员由…: the years of the term on which a council reports to the members."""
    years = _YEARS_OF_TERM.search(body, 0, _OPENING) if _TERM_REPORT.search(title) and base.iso else None
    span = time_mentions(f"{years[1]}年来", replace(base, reported=None))[0].period if years else None
    return (span, _last_day(base.iso)) if span and base.iso else None


def _years_audited(body: str, base: BaseDate) -> Periods | None:
    """The years whose accounts an audit that a text reports on has looked at."""
    audited = _AUDITED.search(body, 0, _OPENING) if base.iso else None
    return (f"{audited['first']}/{audited['last']}", f"{audited['last']}-12-31") if audited else None


def _year_met_about(body: str, base: BaseDate) -> Periods | None:
    """The year before, of which an article of the first months tells (昨天，协会开2024年度总结会)."""
    if not _FIRST_MONTHS.match(base.iso or "") or base.iso is None or base.year is None:
        return None
    met = _YEAR_MET_ABOUT.search(body, 0, _OPENING)
    before = str(base.year - 1)
    if _MEMBERS_MEET.search(body, 0, _OPENING) and (f"{before}年" in body or "去年" in body):
        return before, base.iso
    return (before, base.iso) if met and (met[1] or met[2] or before) == before else None


def _speaks_of_last_year(body: str, base: BaseDate) -> bool:
    """Whether an article of the first months speaks of the year before more often than of its own."""
    if not _FIRST_MONTHS.match(base.iso or "") or base.year is None:
        return False
    last, this = (len(re.findall(words, body)) for words in (f"[去上]年|{base.year - 1}年", f"今年|本月|{base.year}年"))
    return last > max(this, 1)


def _plan_titled(title: str, base: BaseDate) -> Periods | None:
    """The years that a plan is for by its title: “十四五”社会组织发展规划."""
    named = re.search(r"(十[一二三四五]五)”?[^，。]{0,16}规划", title)
    first = FIVE_YEAR_PLANS.get(named[1]) if named else None
    return (f"{first}/{first + 4}", f"{first + 4}-12-31") if first and (base.year or first) < first + 4 else None


def _year_published(body: str, base: BaseDate) -> Periods | None:
    """The year before, whose yearly report or statistics an article tells about."""
    named = _YEAR_PUBLISHED.search(body, 0, _OPENING)
    year = named[1] if named else ""
    return (year, f"{year}-12-31") if base.year and year == str(base.year - 1) else None


def _one_year(body: str, base: BaseDate) -> Periods | None:
    """The year since something began (专项行动开展一年来)."""
    year = base.year if _ONE_YEAR.search(body, 0, _OPENING) else None
    return (f"{year - 1}/{year}", base.iso) if year and base.iso else None


def _since_event(body: str, base: BaseDate) -> Periods | None:
    """The months since a disaster or an appeal not long ago (“7·19”特大洪涝灾害发生后)."""
    event = _SINCE_EVENT.search(body, 0, _OPENING)
    if event is None or base.iso is None or len(base.iso) < 10:
        return None
    month, day = int(event["month"] or event["from"]), int(event["day"] or event["on"])
    start = f"{base.iso[:4]}-{month:02d}-{day:02d}"
    if start >= base.iso or int(base.iso[5:7]) - month > _RECENT_MONTHS:
        return None
    precision = 7 if start[:7] < base.iso[:7] else 10
    return f"{start[:precision]}/{base.iso[:precision]}", base.iso


def _span_planned(body: str, base: BaseDate) -> Periods | None:
    """The years that a plan without a span in its title is for: 用三年时间（2026—2028年）."""
    ahead = YEARS_AHEAD.search(body[:_ANNOUNCED_WITHIN])
    if ahead is None or not (base.year or 0) <= int(ahead[1]) < int(ahead[2]):
        return None
    return f"{ahead[1]}/{ahead[2]}", f"{ahead[2]}-12-31"


def _over_long_since(period: str, base: BaseDate) -> bool:
    """Whether months that a text names were over long before it was written (上半年, in September): it tells of more."""
    months, date = (re.findall(r"(\d{4})-(\d\d)", written or "") for written in (period.partition("/")[2], base.iso))
    ages = [12 * int(year) + int(month) for year, month in (*date[:1], *months[:1])]
    return len(ages) == 2 and ages[0] - ages[1] > _RECENT_MONTHS
