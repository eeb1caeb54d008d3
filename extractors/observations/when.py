"""The period of a number: said in its sentence, left by an earlier one, named by a heading, or the article's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, takewhile

from extractors.observations.context import CarriedPeriod, Context
from extractors.observations.period import BaseDate, TimeMention, period_at, small_number, time_mentions
from extractors.observations.setting import ASSESSED, INSPECTED, Setting
from extractors.observations.status import is_plan_heading
from extractors.observations.years import FIVE_YEAR_PLANS, plan_years, year_of
from extractors.records import Measure

# Rates that describe a state at a date rather than what was done in a period.
_RATES_AS_OF = ("party.coverage_rate", "party.charter_rate", "grade.coverage")
_FROM_TO = re.compile(r"(?:由|从(?!业)).{1,40}?[到至为]")
_YEARS_LISTED = re.compile(
    r"(?P<years>(?:(?:19|20)\d{2}年?(?:度|底|末)?[、，,和及与\s]{1,2})+(?:19|20)\d{2}年|(?:19|20)\d{2}年?(?P<range>[至到—–~～-])(?:19|20)\d{2}年)"
    r"[^。；\d]{0,26}?(?:分别|依次)"
)
_DEALT = re.compile(r"分别|依次|逐年|分年度?(?:看|为)?|按年份?看")
_SEVERAL_YEARS = re.compile(
    r"(?:(?:19|20)\d{2}年?(?:度|底|末)?[、，,和及与]{1,2})+(?:19|20)\d{2}年(?:底|末)?"
    r"|(?:19|20)\d{2}年?(?P<range>[至到—–~～-])(?:19|20)\d{2}年(?:底|末)?"
)
# 五年分别为, 增速逐年为, of a text that tells of several years.
_EACH_OF_THEM = re.compile(
    r"(?:[两三四五六七八九十]年(?:来|间)?(?:分别|依次)|[逐各]年[^，。；]{0,4}|分年度?(?:看|为)?|按年份?看)$"
)
_JOINED = re.compile(r"[、，,和与及以]{1,2}(?:约|近)?")
# 三年分别为2860万元、3310万元、3470万元, of a text that tells of so many years.
_EACH_YEAR = re.compile(r"([\d两二三四五六七八九十]{1,2})年(?:来|间)?(?:分别|依次)")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_YEAR_ENDS = re.compile(r"年?[底末]")
_YEARS = re.compile(r"(\d{4})/(\d{4})")
_SPAN = re.compile(r"(\d{4})(?:-\d\d)?/(\d{4})(?:-\d\d)?")
# Months of one year that a text reports on: what it plans lies behind them.
_WITHIN = re.compile(r"(\d{4})-\d\d/\1-\d\d")
# 2021-08/2022-07, 2023-03/..
_MONTHS = re.compile(r"(\d{4}-(?!01)\d\d)/(?:\.\.|\d{4}-\d\d)")
# What has come about since a year that was named before.
_LATELY = re.compile(r"日前|近日|最近|现场|又对")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# What is done with those that an inspection finds wanting is of the year in which it is done.
_ACTS = ("enf.", "reg.revoked", "reg.removed", "reg.deregistered", "reg.licence_revoked")
# What it finds is of the year inspected.
_FOUND = ("enf.inspected", "enf.sample_rate", "enf.problems", "reg.total")
# 2021年以来，建成孵化基地12个: what was made in a span is counted as of its end, but is all of the span.
_MADE = re.compile(r"(?:建成|新建|建起|打造)[^，。；]*$")
# 比2015年增长38%, 比五年前多出46家, 和2020年底比，党组织多了58个
_AGAINST_YEAR = re.compile(
    r"(?:[比较](?:((?:19|20)\d{2})年(?:初|底|末|同期)?|[“\"]?(十[一二三四]五)[”\"]?末|([两二三四五六七八九十]+)年前)"
    r"|[与和同]((?:19|20)\d{2})年(?:初|底|末)?(?:的[^，。；]{1,12})?相?比[，,]?)[^，。；]{0,14}"
)
# 一是, （3）, ；二是, ；（3）
_ITEM = re.compile(r"(?:^|[；;：:，,\n])\s*(?:[（(]?[\d一二三四五六七八九十]{1,2}[）)、．]|[一二三四五六七八九十]是)")
_NEXT_ITEM = re.compile(r"[；;](?:[（(]?[\d一二三四五六七八九十]{1,2}[）)、.．]|[二三四五六七八九十]是)")
# （去年 … ）
_ASIDE = re.compile(r"[（(][^（()）]*$")
_CLOSED = re.compile(r"[）)]")
_BRACKETED = re.compile(r"[（(]((?:19|20)\d{2}年(?:度|\d{1,2}月|底|末)?)(?:年报)?(?:数|口径)?[）)]")
# 增加247家，增长31.5%
_GROWN = re.compile(r"[，,、]?(?:年均|增|降|下降|减)[^，。；\d]{0,6}")
_LEFT = re.compile(r"[^，。；\d]{0,8}?(?:没有|没能|尚未|仍未|未)[^，。；\d]{1,24}的[^，。；\d]{0,14}")
_REST_OF_YEAR = re.compile(r"下半年|四季度|年底前")
_FROM_NUMBER = re.compile(r"(?:由|从)$")
_RISES = re.compile(
    r"[^，。；、]{0,10}?(?:提高|上升|提升|扩大|下降|减少|降至|降到|升至|回升|跃升|攀升|发展|拓展|增|提[到至]|压[缩减]"
    r"|缩[减小短]|扩[展到]|[涨添长]到)"
)
_YEAR_BEFORE = re.compile(r"[比较](?:上一?年|去年|前一?年)|同比")


def section_base(titles: tuple[str, ...], setting: Setting, doc_type: str) -> BaseDate:
    """What 全年 and 年内 count from: in a section of plans the year that its heading names, else the year to come."""
    year = setting.base.year
    if year is None or not titles or doc_type in ("work_plan", "notice"):
        return setting.base
    for title in reversed(titles):
        named = year_of(title)
        if named:
            return BaseDate(str(named), plans=True) if named > year else setting.base
        if is_plan_heading(title):
            if _REST_OF_YEAR.search(title) or setting.base.mid_year:
                return setting.base
            return BaseDate(str((setting.base.reported or year) + 1), plans=True)
    return setting.base


@lru_cache(maxsize=256)
def _plan_named(titles: tuple[str, ...]) -> tuple[int, int] | None:
    return next((plan for title in reversed(titles) if (plan := plan_years(title))), None)


def base_told(base: BaseDate, titles: tuple[str, ...], paragraph: int, carried: CarriedPeriod | None) -> BaseDate:
    """The base of a sentence: 五年间 is the span of years that its paragraph or a heading names (“十三五”时期…), where as long."""
    if carried and carried.said:
        base = replace(base, said=carried.said)
    if carried and carried.years and carried.paragraph == paragraph:
        return replace(base, told=carried.years)
    plan = _plan_named(titles)
    return replace(base, told=plan) if plan and plan[1] <= (base.year or 0) else base


def carried_period(
    text: str, mentions: Sequence[TimeMention], paragraph: int, setting: Setting, before: CarriedPeriod | None
) -> CarriedPeriod | None:
    """The period that a sentence leaves for the next ones; where the article has one of its own, only as-of dates."""
    kinds = ("asof",) if setting.flow_period else ("asof", "span", "now", "year", "month")
    left = [m for m in mentions if m.kind in kinds or (setting.press and m.kind == "span" and _is_open(m))]
    begun = [m.period for m in mentions if _is_open(m)]
    spans = [span for m in mentions if m.kind == "span" and (span := _YEARS.fullmatch(m.period or ""))]
    named = [int(m.period[:4]) for m in mentions if m.period and m.kind not in ("compared", "now")]
    own = before if before and before.article == setting.index else None
    tale = _tale(text, mentions, setting)
    if not left and not begun and not spans and not tale and (own or not named):
        return replace(own, said=named[-1], tale=None) if own and named else before
    near = own if own and own.paragraph == paragraph else None
    days = [m.period for m in left if m.kind == "asof"]
    period = left[-1].period if left else near.period if near else None
    if left and left[-1].kind == "asof" and period and any(m.kind == "start" for m in mentions):
        period = _span_until(mentions, left[-1].end, period)
    return CarriedPeriod(
        period=period,
        paragraph=paragraph,
        article=setting.index,
        as_of=days[-1] if days else own.as_of if own else None,
        began=begun[-1] if begun else near.began if near else None,
        years=(int(spans[-1][1]), int(spans[-1][2])) if spans else near.years if near else None,
        said=named[-1] if named else own.said if own else None,
        tale=tale if named else near.tale if near else None,
    )


def _tale(text: str, mentions: Sequence[TimeMention], setting: Setting) -> str | None:
    """2018年，协会添了新行当。起初只有…: a year long past that a sentence of the press begins with is that of the next ones."""
    told = [m for m in mentions if m.kind != "compared" and m.period]
    year = setting.base.reported or setting.base.year
    if not setting.press or not year or len(told) != 1 or told[0].kind not in ("year", "month", "point", "start"):
        return None
    leads = not text[: told[0].start].strip("\n“ 　") and not text.startswith("度", told[0].end)
    period = (told[0].period or "").partition("/")[0]
    return period if leads and int(period[:4]) < year - 1 else None


def _is_open(mention: TimeMention) -> bool:
    return mention.kind in ("span", "start") and (mention.period or "").endswith("/..")


def period_of(context: Context, code: str, measure: Measure, planned: bool) -> str | None:
    """The period of a number, None where the text does not support one; a fact is not of a day after the text's own."""
    period, written = _period(context, code, measure, planned), context.setting.base.iso
    if measure == "change" and period:
        period = _since_compared(context, period)
    if period and written and not planned and len(period) == len(written) == 10 and period > written:
        return written
    return period


def _since_compared(context: Context, period: str) -> str:
    """比2015年增长38%: growth since an earlier year that is named runs from there; that since the year before is of the year."""
    last = context.siblings[-1] if context.siblings else None
    if last and last.measure == "change" and _YEARS.fullmatch(last.period or "") and "/" not in period:
        sentence = context.frame.sentence
        if _GROWN.fullmatch(sentence.text, last.end - sentence.start, context.here):
            return last.period or period
    named = [m for m in _AGAINST_YEAR.finditer(context.frame.sentence.text, 0, context.here) if m.end() == context.here]
    if named and "/" not in period:
        since, plan, ago, against = named[-1].groups()
        year = int(since or against or 0) or (
            FIVE_YEAR_PLANS[plan] + 4 if plan else int(period[:4]) - small_number(ago)
        )
        return f"{year}/{period[:4]}" if year < int(period[:4]) - 1 else period
    return period


def _period(context: Context, code: str, measure: Measure, planned: bool) -> str | None:
    known = (
        _in_brackets(context)
        or _from_and_to(context, measure)
        or _from_before(context, measure)
        or _of_listed_year(context, measure)
        or _year_inspected(context, code, planned)
    )
    if known:
        return known
    setting = context.setting
    as_of = measure == "stock" or code in _RATES_AS_OF
    if measure == "share" and not as_of and (day := _of_stock_shared(context)):
        return day
    default = setting.stock_period if as_of else setting.flow_period
    stated, period = _stated(context, code, as_of, default)
    carried = context.carried if context.carried and context.carried.article == setting.index else None
    if carried and carried.began and not as_of and _counts_on(context):
        return carried.began
    if not (as_of or planned or measure == "change") and (begun := _begun_until(context, period)):
        return begun
    if stated and (period or default is None or not setting.reports):
        return period if planned else _of_months_told(period, default, measure)
    if told := _of_sentence_before(context, planned, as_of):
        return told
    if carried and carried.tale and not planned and carried.paragraph == context.paragraph:
        return carried.tale
    if carried and carried.period and not planned and (default is None or carried.paragraph == context.paragraph):
        if as_of:
            spans = default and "/" in carried.period
            return carried.as_of or (_end_of(carried.period, default) if spans else carried.period)
        return _of_months_told(carried.period, default, measure)
    acts = code.startswith(("enf.", "reg.")) and code not in _FOUND
    if context.doc_type == "inspection_notice" and acts and setting.written:
        return setting.written
    return _of_section(context, planned, as_of, default)


def _of_sentence_before(context: Context, planned: bool, as_of: bool) -> str | None:
    """明年，街道要添人手。计划招30名; in the press also 去年开了44堂课。听课的5200人次: the one year that the sentence before names."""
    setting = context.setting
    sentence = context.frame.sentence
    named = [m for m in time_mentions(sentence.previous, setting.base) if m.kind != "compared" and m.period]
    if len(named) != 1 or not setting.base.year:
        return None
    period = named[0].period or ""
    if planned:
        return period if int(period[:4]) > setting.base.year else None
    past = named[0].kind == "past" and not _DAY.fullmatch(period) and sentence.previous.startswith("去", named[0].start)
    alone = not (context.mentions or _LATELY.search(sentence.text))
    return period if past and alone and setting.press and not as_of else None


def _begun_until(context: Context, period: str | None) -> str | None:
    """8月起，五部门联手清理。截至11月4日，612家交了自查表: what was done until a day was done since its paragraph says."""
    carried = context.carried
    near = carried and carried.article == context.setting.index and carried.paragraph == context.paragraph
    if not near or not carried or not carried.began or not period or not _DAY.fullmatch(period):
        return None
    said = [m for m in context.mentions if m.start < context.here and m.kind != "compared"]
    start = carried.began.partition("/")[0][:7]
    counted = len(said) == 1 and said[0].kind == "asof"
    return f"{start}/{period[: len(start)]}" if counted and start < period[: len(start)] else None


def _in_brackets(context: Context) -> str | None:
    """18家（2016年）、23家（2017年）: what stands in brackets behind a number is of this alone."""
    sentence = context.frame.sentence
    found = _BRACKETED.match(sentence.text, context.frame.quantity.end - sentence.start)
    mentions = time_mentions(found[1], context.setting.base) if found else ()
    return mentions[0].period if mentions else None


def _stated(context: Context, code: str, as_of: bool, default: str | None) -> tuple[bool, str | None]:
    """Whether the sentence says a period for the number, and which; a stock has a day, never a span."""
    mentions = context.mentions
    if code.startswith(_ACTS) and default:
        text = context.frame.sentence.text
        mentions = [m for m in mentions if not INSPECTED.match(text, m.start)]
    if as_of:
        mentions = [m for m in mentions if m.kind != "start"]
    if context.siblings:
        mentions = [m for m in mentions if not _of_what_was_left(m, context)]
    mentions = [m for m in mentions if not (_of_another_item(m, context) or _of_aside(m, context))]
    stated, period = period_at(mentions, context.here)
    if stated and period and as_of and "/" in period and default and not _MADE.search(context.frame.left):
        return True, _end_of(period, default)
    if stated and not as_of:
        begun = _since_begun(context)
        period = begun or (_span_until(context.mentions, context.here, period) if period else None)
    return stated, period


def _years_dealt(context: Context, word: re.Match[str], measure: Measure) -> str | None:
    """2017至2019年共投入1.58亿元，分别为4120万元、5230万元和6450万元: as many numbers as years, one behind the other."""
    sentence, told = context.frame.sentence, context.setting.base.told
    named = list(_SEVERAL_YEARS.finditer(sentence.text, 0, word.start()))
    if named:
        first, *further = map(int, _YEAR.findall(named[-1][0]))
        years = list(range(first, further[-1] + 1)) if named[-1]["range"] else [first, *further]
    elif told and _EACH_OF_THEM.search(sentence.text, 0, word.end()):
        years = list(range(told[0], told[1] + 1))
    else:
        return None
    behind = [q for q in sentence.quantities if q.start >= sentence.start + word.end()]
    gaps = [sentence.text[a.end - sentence.start : b.start - sentence.start] for a, b in pairwise(behind)]
    run = 1 + sum(1 for _ in takewhile(_JOINED.fullmatch, gaps))
    place = sum(o.start >= sentence.start + word.end() for o in context.siblings)
    if run != len(years) or place >= run:
        return None
    at_their_ends = measure == "stock" and named and _YEAR_ENDS.search(named[-1][0])
    return f"{years[place]}{'-12-31' if at_their_ends else ''}"


def _of_what_was_left(mention: TimeMention, context: Context) -> bool:
    """2022年底还没有整治完的517家，整治完成386家; 以2020年底登记的2593家为底数: the day of the number right behind it alone."""
    start = context.frame.sentence.start
    behind = [o.start - start for o in context.siblings if o.start - start >= mention.end]
    text = context.frame.sentence.text
    if not behind:
        return False
    return text[mention.start - 1 : mention.start] == "以" or bool(_LEFT.fullmatch(text, mention.end, behind[0]))


def _of_another_item(mention: TimeMention, context: Context) -> bool:
    """一是9月底前完成抽查50家；二是销号投诉8件: a time is of its own item, one before the first item of all."""
    text = context.frame.sentence.text
    return bool(_NEXT_ITEM.search(text, mention.end, context.here)) and bool(_ITEM.search(text, 0, mention.start + 1))


def _of_aside(mention: TimeMention, context: Context) -> bool:
    """新引进10家（去年13家）、出园6家; 去年同期为141家；注销27家: the time of a number put beside another is of that alone."""
    text, here = context.frame.sentence.text, context.here
    if text.endswith("同期", mention.start, mention.end):
        return mention.kind == "past" and "；" in text[mention.end : here]
    opened, closed = _ASIDE.search(text, 0, mention.start), _CLOSED.search(text, mention.end, here)
    if not opened or not closed:
        return False
    start = context.frame.sentence.start
    return any(mention.end <= o.start - start < closed.start() for o in context.siblings)


def _since_begun(context: Context) -> str | None:
    """从2019年开始，…，到现在办了三期: what is counted until now has begun where the sentence says."""
    said = [m for m in context.mentions if m.start < context.here and m.kind != "compared"]
    begun = [m.period for m in said if _is_open(m)]
    return begun[-1] if begun and said[-1].kind in ("now", "cumulative") else None


def _of_stock_shared(context: Context) -> str | None:
    """社会团体571个，占58%: a share is of the day of the stock right before it."""
    shared = context.siblings[-1] if context.siblings else None
    if shared is None or shared.measure != "stock" or "占" not in context.frame.left:
        return None
    between = [m for m in context.mentions if shared.end - context.frame.sentence.start <= m.start < context.here]
    return None if between else shared.period


def _counts_on(context: Context) -> bool:
    """2022年6月启动…。到目前为止，结对96个: whether a sentence only says until now, of what began before it."""
    said = [m for m in context.mentions if m.start < context.here and m.kind != "compared"]
    near = context.carried is not None and context.carried.paragraph == context.paragraph
    return near and not context.setting.reports and bool(said) and all(m.kind in ("now", "cumulative") for m in said)


def _of_section(context: Context, planned: bool, as_of: bool, default: str | None) -> str | None:
    """What the headings say, where the sentences say nothing; else ``default``, what holds for the article."""
    setting = context.setting
    base = section_base(context.titles, setting, context.doc_type)
    if base is not setting.base and planned:
        return base.iso
    for title in reversed(context.titles):
        found = [m for m in time_mentions(title, setting.base) if m.kind != "compared" and m.period]
        if found and not planned and default and _last_year(found[-1].period) > _last_year(default):
            continue  # 五、不足与明年打算
        if found:
            named = found[-1].period or ""
            return _end_of(named, default) if as_of and default and "/" in named else named
    if planned and default and _WITHIN.fullmatch(default):
        return default[:4]
    return default


def _end_of(span: str, default: str | None) -> str | None:
    """“十三五”时期…，党组织达到682个: a state is of the end of the years told, where these are over; else ``default``."""
    years = _YEARS.fullmatch(span)
    return f"{years[2]}-12-31" if years and years[2] < (default or "")[:4] else default


def _last_year(period: str | None) -> str:
    years: list[str] = _YEAR.findall(period or "")
    return years[-1] if years else ""


def _year_inspected(context: Context, code: str, planned: bool) -> str | None:
    """2021年度年检…，目前已参检209家: an inspection, like an assessment, is of its own year, whenever it takes place.

    Where neither the sentence nor what stands before it names that year, it is the one of which the article speaks.
    """
    if not code.startswith(("insp.", "grade.assessed", "grade.rated")):
        return None
    wording = INSPECTED if code.startswith("insp.") else ASSESSED
    sentence = context.frame.sentence
    here = list(wording.finditer(sentence.text, 0, context.here))
    since = here[-1].end() if here else 0
    years = [m.period for m in context.mentions if m.kind == "year" and since <= m.start < context.here]
    if here:
        return years[-1] if years else str(here[-1][1])
    for text in (sentence.previous, *context.titles[:-3:-1]):
        named = wording.findall(text)
        if named:
            return str(named[-1])
    setting = context.setting
    if wording is ASSESSED and setting.base.told:
        return None
    to_come = planned and section_base(context.titles, setting, context.doc_type) is not setting.base
    named_here = any(m.kind == "year" for m in context.mentions if m.start < context.here)
    return None if to_come or named_here else setting.inspected if wording is INSPECTED else setting.assessed


def _of_listed_year(context: Context, measure: Measure) -> str | None:
    """2021年、2022年、2023年分别新登记18家、22家和25家: the first number is of the first year, and so on.

    Also 2021、2022、2023年依次为…, 三年分别为… in a text of three years, and 2021年至2023年的年末数依次为…
    """
    text = context.frame.sentence.text
    dealt = [m for m in _DEALT.finditer(text) if m.end() <= context.here]
    if not dealt:
        return None
    if known := _years_dealt(context, dealt[-1], measure):
        return known
    listed = [m for m in _YEARS_LISTED.finditer(text) if m.end() <= context.here]
    told = context.setting.base.told
    if listed:
        first, *further = map(int, _YEAR.findall(listed[-1]["years"]))
        years = [first, *further] if listed[-1]["range"] is None else list(range(first, further[-1] + 1))
    elif told and (listed := [m for m in _EACH_YEAR.finditer(text) if m.end() <= context.here]):
        years = list(range(told[0], told[1] + 1))
        if len(years) != small_number(listed[-1][1]):
            return None
    else:
        return None
    offset = context.frame.sentence.start + listed[-1].end()
    place = sum(o.start >= offset for o in context.siblings)
    at_their_ends = _YEAR_ENDS.search(listed[-1][0])
    return f"{years[place]}{'-12-31' if at_their_ends else ''}" if place < len(years) else None


def _span_until(mentions: Sequence[TimeMention], position: int, period: str) -> str:
    """自4月1日启动至11月30日，处置219个: what was done until a day was done since the beginning named before it."""
    if not _DAY.fullmatch(period):
        return period
    for mention in reversed([m for m in mentions if m.end <= position and m.kind in ("span", "start") and m.period]):
        start, _, _ = (mention.period or "").partition("/")
        if mention.kind == "start" and start < period:
            if start[:7] == period[:7]:
                return start[:7]
            return f"{start[:7]}/{period[: len(start[:7])]}"
        if period[:4] == start[:4] and len(start) >= 7 and start[:7] <= period[:7]:
            return f"{start[:7]}/{period[:7]}"
    return period


def _of_months_told(period: str | None, default: str | None, measure: Measure) -> str | None:
    """What was done by 6月底 is of the months or years that the text reports on; of what goes on, it is said until when."""
    if not period or not default or measure == "share" or not _DAY.fullmatch(period):
        return period
    if measure == "change" and not _WITHIN.fullmatch(default):
        return period
    start, _, end = default.partition("/")
    if end == ".." and start[:4] == period[:4] and len(start) >= 7 and start[:7] <= period[:7]:
        return f"{start[:7]}/{period[:7]}"
    span = _SPAN.fullmatch(default)
    return default if span and span[1] <= period[:4] <= span[2] else period


def _from_and_to(context: Context, measure: Measure) -> str | None:
    """由2015年底的…增加到2020年底的…: growth runs between the two; a later 由 in the paragraph begins at the first."""
    told = [o.period[:4] for o in context.earlier if o.period and o.measure not in ("change", "share")]
    if measure != "change":
        told.sort()
    ends = (told[-2 if measure == "change" else 0], told[-1]) if len(told) > 1 else ("", "")
    if ends[0] >= ends[1] or not _FROM_TO.search(context.frame.sentence.text):
        return None
    if measure == "change" and context.siblings:
        return f"{ends[0]}/{ends[1]}"
    stated, _ = period_at([m for m in context.mentions if m.start > context.here - 14], context.here)
    if _FROM_NUMBER.search(context.frame.left) and not stated:
        return ends[0]
    return None


def _span_around(context: Context) -> str | None:
    """The span that the sentence, its paragraph, a heading or the whole text is about, innermost first; a year alone ends the search."""
    titles = [time_mentions(title, context.setting.base) for title in reversed(context.titles)]
    for mentions in ([m for m in context.mentions if m.start < context.here], *titles):
        named = [m.period for m in mentions if m.kind != "compared" and m.period]
        if named:
            return named[-1]
    carried = context.carried
    near = carried and carried.article == context.setting.index and carried.paragraph == context.paragraph
    return (carried.period if carried and near else None) or context.setting.flow_period


def _from_before(context: Context, measure: Measure) -> str | None:
    """覆盖率从41.5%提高到68.2%: the first of the two is of the year before what is reported, where no other is told."""
    if measure == "change" or not _FROM_NUMBER.search(context.frame.left) or not _RISES.match(context.frame.right):
        return None
    year = context.setting.base.reported or context.setting.base.year
    against = _YEAR_BEFORE.search(context.frame.sentence.text, 0, context.here)
    if against and year:
        return str(year - 1)
    plan = section_base(context.titles, context.setting, context.doc_type)
    stated, period = period_at(context.mentions, context.here)
    ahead = _last_year(period) if stated else plan.iso if plan.plans else None
    if ahead and year and int(ahead) > year and context.doc_type != "work_plan":
        return str(year)
    default = context.setting.flow_period
    span = _YEARS.fullmatch(_span_around(context) or "")
    if span and span[2] <= (context.setting.base.iso or ""):
        start = int(span[1])
        return f"{start - 1}-12-31" if start in FIVE_YEAR_PLANS.values() else span[1]
    months = _MONTHS.fullmatch(default or "")
    if months and not any(m.start < context.here for m in context.mentions):
        return months[1]
    if default and context.setting.reports and not any(m.start < context.here for m in context.mentions):
        return f"{int(default[:4]) - 1}{'-12-31' if measure == 'stock' else ''}"
    return None
