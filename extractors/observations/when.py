"""The period of a number: said in its sentence, left by an earlier one, named by a heading, or the article's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.observations.context import CarriedPeriod, Context
from extractors.observations.counted_from import section_base
from extractors.observations.dates import month_of
from extractors.observations.dealing import dealt, words_that_deal
from extractors.observations.period import TimeMention, last_year_of, period_at, time_mentions
from extractors.observations.rises import SPAN_OF_YEARS, from_and_to, from_before, of_beginning, since_compared
from extractors.observations.setting import ASSESSED, INSPECTED, Setting
from extractors.observations.years_dealt import year_dealt, year_of_round
from extractors.records import Measure

# Rates that describe a state at a date rather than what was done in a period.
_RATES_AS_OF = ("party.coverage_rate", "party.charter_rate", "grade.coverage")
_SPAN = re.compile(r"(\d{4})(?:-\d\d)?/(\d{4})(?:-\d\d)?")
# Months of one year that a text reports on: what it plans lies behind them.
_WITHIN = re.compile(r"(\d{4})-\d\d/\1-\d\d")
# What has come about since a year that was named before.
_LATELY = re.compile(r"日前|近日|最近|现场|又对")
_WHOLE_YEAR = ("全年", "年内", "当年")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# What is done with those that an inspection finds wanting is of the year in which it is done.
_ACTS = ("enf.", "reg.revoked", "reg.removed", "reg.deregistered", "reg.licence_revoked")
# What it finds is of the year inspected.
_FOUND = ("enf.inspected", "enf.sample_rate", "enf.problems", "reg.total")
# 2021年以来，建成孵化基地12个: what was made in a span is counted as of its end, but is all of the span.
# 10月、11月、12月分别
_MONTHS_LISTED = re.compile(r"(?<!\d)(?<!\d年)(1[0-2]|[1-9])月(?=[、和及与]\d|[^。；\d]{0,26}?(?:分别|依次))")
_MADE = re.compile(r"(?:建成|新建|建起|打造)[^，。；]*$")
# 一是, （3）, ；二是, ；（3）
_ITEM = re.compile(r"(?:^|[；;：:，,\n])\s*(?:[（(]?[\d一二三四五六七八九十]{1,2}[）)、．]|[一二三四五六七八九十]是)")
_NEXT_ITEM = re.compile(r"[；;](?:[（(]?[\d一二三四五六七八九十]{1,2}[）)、.．]|[二三四五六七八九十]是)")
# （去年 … ）
_ASIDE = re.compile(r"[（(][^（()）]*$")
# 收到捐款418万元，去年为372万元，…支出365万元
_PUT_BESIDE = re.compile(r"(?:[去上]年|上一年)(?:同期)?(?:为|是|仅|才|只有)[\d.,]+[万亿]?[家个元人名次件场]+[，,；;]")
_CLOSED = re.compile(r"[）)]")
_BRACKETED = re.compile(r"[（(]((?:19|20)\d{2}年(?:度|\d{1,2}月|底|末)?)(?:年报)?(?:数|口径)?[）)]")
_LEFT = re.compile(r"[^，。；\d]{0,8}?(?:没有|没能|尚未|仍未|未)[^，。；\d]{1,24}的[^，。；\d]{0,14}")


def carried_period(
    text: str, mentions: Sequence[TimeMention], paragraph: int, setting: Setting, before: CarriedPeriod | None
) -> CarriedPeriod | None:
    """The period that a sentence leaves for the next ones; where the article has one of its own, only as-of dates."""
    kinds = ("asof",) if setting.flow_period else ("asof", "span", "now", "year", "month")
    # 年底前组建到位: what a deadline says of one thing says nothing of the next.
    mentions = [m for m in mentions if m.kind != "asof" or "前" not in text[m.end - 1 : m.end + 1]]
    left = [m for m in mentions if m.kind in kinds or (setting.press and m.kind == "span" and _is_open(m))]
    # 2020年底只有63家，如今已增至142家: the day is over.
    now = max((m.start for m in mentions if m.kind == "now"), default=-1)
    left = [m for m in left if m.kind != "asof" or m.start > now or m.period == setting.stock_period]
    begun = [m.period for m in mentions if _is_open(m)]
    spans = [span for m in mentions if m.kind == "span" and (span := SPAN_OF_YEARS.fullmatch(m.period or ""))]
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
    if period:
        period = since_compared(context, period) if measure == "change" else of_beginning(context, period)
    if period and written and not planned and len(period) == len(written) == 10 and period > written:
        return written
    return period


def _period(context: Context, code: str, measure: Measure, planned: bool) -> str | None:
    known = (
        _in_brackets(context)
        or from_and_to(context, measure)
        or from_before(context, measure)
        or year_dealt(context, measure)
        or year_of_round(context)
        or _months_dealt(context)
        or _year_inspected(context, code, planned)
    )
    if known:
        return known
    setting = context.setting
    as_of = measure == "stock" or code in _RATES_AS_OF
    if measure == "share" and not as_of and (day := _of_stock_shared(context)):
        return day
    default = setting.stock_period if as_of else setting.flow_period
    stated, period = _stated(context, code, as_of, measure, default, planned)
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
    if not planned and (as_of or context.mentions or not setting.press):
        return None
    named = [m for m in time_mentions(sentence.previous, setting.base) if m.kind != "compared" and m.period]
    if len(named) != 1 or not setting.base.year:
        return None
    period = named[0].period or ""
    if planned:
        return period if int(period[:4]) > setting.base.year else None
    past = named[0].kind == "past" and not _DAY.fullmatch(period) and sentence.previous.startswith("去", named[0].start)
    return period if past and not _LATELY.search(sentence.text) else None


def _begun_until(context: Context, period: str | None) -> str | None:
    """8月起，五部门联手清理。截至11月4日，612家交了自查表: what was done until a day was done since its paragraph says."""
    carried = context.carried_here
    if not carried or not carried.began or not period or not _DAY.fullmatch(period):
        return None
    said = [m for m in context.mentions if m.start < context.here and m.kind != "compared"]
    start = carried.began.partition("/")[0][:7]
    counted = len(said) == 1 and said[0].kind == "asof"
    return f"{start}/{period[: len(start)]}" if counted and start < period[: len(start)] else None


def _months_dealt(context: Context) -> str | None:
    """一季度、二季度分别开展45场、62场; 10月、11月分别登记3家、2家: the first number is of the first of them."""
    text, year = context.frame.sentence.text, context.setting.base.reported or context.setting.base.year
    if not words_that_deal(text):
        return None
    months = list(_MONTHS_LISTED.finditer(text, 0, context.here))
    if year and len(months) > 1:
        return dealt(context, [(m.start(), m.end(), month_of(year, m[1])) for m in months])
    return dealt(context, [(m.start, m.end, m.period) for m in context.mentions if m.period and "-" in m.period])


def _in_brackets(context: Context) -> str | None:
    """18家（2016年）、23家（2017年）: what stands in brackets behind a number is of this alone."""
    sentence = context.frame.sentence
    found = _BRACKETED.match(sentence.text, context.frame.quantity.end - sentence.start)
    mentions = time_mentions(found[1], context.setting.base) if found else ()
    return mentions[0].period if mentions else None


def _stated(
    context: Context, code: str, as_of: bool, measure: Measure, default: str | None, planned: bool
) -> tuple[bool, str | None]:
    """Whether the sentence says a period for the number, and which; a stock has a day, never a span."""
    mentions = [m for m in context.mentions if m.start < context.here]
    if not mentions:
        return False, None
    if code.startswith(_ACTS) and default:
        mentions = [m for m in mentions if not INSPECTED.match(context.frame.sentence.text, m.start)]
    text = context.frame.sentence.text
    if as_of:
        # 截至年底…；全年备案4单；持证618人: what is counted at a day is of no whole year.
        days = not planned and any(m.kind == "asof" for m in mentions)
        mentions = [m for m in mentions if m.kind != "start" and not (days and text.startswith(_WHOLE_YEAR, m.start))]
    else:
        # 目前办结61条；退还417万元: how things stand now says nothing of the next item.
        mentions = (
            []
            if mentions and mentions[-1].kind == "now" and "；" in text[mentions[-1].end : context.here]
            else mentions
        )
    if context.siblings:
        mentions = [m for m in mentions if not _of_what_was_left(m, context)]
    if measure == "change" and context.siblings and "同比" in context.frame.left:
        mentions = [m for m in mentions if not _of_number_before(m, context)]
    mentions = [m for m in mentions if not (_of_another_item(m, context) or _of_aside(m, context))]
    stated, period = period_at(mentions, context.here)
    if stated and period and as_of and "/" in period and default and not _MADE.search(context.frame.left):
        return True, _end_of(period, default, planned)
    if stated and default and (earlier := _same_months_before(context, period, default)):
        return True, earlier
    if stated and period and measure == "flow" and not as_of and _of_a_stock(context, period):
        return True, period[:4]
    if stated and not as_of:
        begun = _since_begun(context)
        period = begun or (_span_until(context.mentions, context.here, period) if period else None)
    return stated, period


def _of_a_stock(context: Context, period: str) -> bool:
    """年末净资产120万元，资助学生318人: the end of the year is the day of the stock right behind it; what was done is of the year."""
    sentence = context.frame.sentence
    named = [m for m in context.mentions if m.start < context.here and m.period == period and m.kind == "asof"]
    if context.frame.quantity.unit.endswith("元"):
        return False  # Sums beside each other in accounts are mostly all of that day.
    if not named or not sentence.text.endswith(("年末", "年底", "年终"), named[-1].start, named[-1].end):
        return False
    behind = next((o for o in context.siblings if o.start - sentence.start >= named[-1].end), None)
    until = sentence.text.startswith(("截", "到", "至"), named[-1].start)
    return not until and behind is not None and behind.measure == "stock"


def _of_what_was_left(mention: TimeMention, context: Context) -> bool:
    """2022年底还没有整治完的517家，整治完成386家; 以2020年底登记的2593家为底数: the day of the number right behind it alone."""
    start = context.frame.sentence.start
    behind = [o.start - start for o in context.siblings if o.start - start >= mention.end]
    text = context.frame.sentence.text
    if not behind:
        return False
    return text[mention.start - 1 : mention.start] == "以" or bool(_LEFT.fullmatch(text, mention.end, behind[0]))


def _same_months_before(context: Context, period: str | None, default: str) -> str | None:
    """上年同期新登记33家 in a report on half a year: the same months a year earlier."""
    told = [m for m in context.mentions if m.start < context.here and m.period == period and m.kind == "past"]
    months = _WITHIN.fullmatch(default)
    if not told or not months or len(period or "") > 4 or not _is_same_time(told[-1], context):
        return None
    return default.replace(months[1], str(int(months[1]) - 1))


def _is_same_time(mention: TimeMention, context: Context) -> bool:
    """去年同期"""
    return mention.kind == "past" and context.frame.sentence.text.endswith("同期", mention.start, mention.end)


def _of_number_before(mention: TimeMention, context: Context) -> bool:
    """去年同期为29家，同比下降17.2%: the time of the number that is compared with, not of the change."""
    number_before = context.siblings[-1].start - context.frame.sentence.start
    return _is_same_time(mention, context) and mention.end <= number_before


def _of_another_item(mention: TimeMention, context: Context) -> bool:
    """一是9月底前完成抽查50家；二是销号投诉8件: a time is of its own item, one before the first item of all."""
    text = context.frame.sentence.text
    return bool(_NEXT_ITEM.search(text, mention.end, context.here)) and bool(_ITEM.search(text, 0, mention.start + 1))


def _of_aside(mention: TimeMention, context: Context) -> bool:
    """新引进10家（去年13家）、出园6家; 去年同期为141家；注销27家: the time of a number put beside another is of that alone."""
    text, here, start = context.frame.sentence.text, context.here, context.frame.sentence.start
    opened, closed = _ASIDE.search(text, 0, mention.start), _CLOSED.search(text, mention.end, here)
    if text[: mention.start].endswith("其中") and "；" in text[mention.end : here]:
        return True
    if opened and closed and any(mention.end <= o.start - start < closed.start() for o in context.siblings):
        return True
    if _is_same_time(mention, context):
        return "；" in text[mention.end : here]
    beside = _PUT_BESIDE.match(text, mention.start) if mention.kind == "past" else None
    return (
        beside is not None and any(o.start - start < mention.start for o in context.siblings) and beside.end() <= here
    )


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
    near = context.carried_here is not None
    return near and not context.setting.reports and bool(said) and all(m.kind in ("now", "cumulative") for m in said)


def _of_section(context: Context, planned: bool, as_of: bool, default: str | None) -> str | None:
    """What the headings say, where the sentences say nothing; else ``default``, what holds for the article."""
    setting = context.setting
    base = section_base(context.titles, setting, context.doc_type)
    if base is not setting.base and planned:
        return base.iso
    for title in reversed(context.titles):
        found = [m for m in time_mentions(title, setting.base) if m.kind != "compared" and m.period]
        if found and not planned and default and last_year_of(found[-1].period) > last_year_of(default):
            continue  # 五、不足与明年打算
        if found:
            named = found[-1].period or ""
            return _end_of(named, default) if as_of and default and "/" in named else named
    if planned and default and _WITHIN.fullmatch(default):
        return default[:4]
    return default


def _end_of(span: str, default: str | None, planned: bool = False) -> str | None:
    """“十三五”时期…，党组织达到682个: a state is of the end of the years told, where these are over or it is planned; else ``default``."""
    years = SPAN_OF_YEARS.fullmatch(span)
    return f"{years[2]}-12-31" if years and (planned or years[2] < (default or "")[:4]) else default


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
    to_come = planned and (
        context.doc_type == "work_plan" or section_base(context.titles, setting, context.doc_type) is not setting.base
    )
    named_here = any(m.kind == "year" for m in context.mentions if m.start < context.here)
    return None if to_come or named_here else setting.inspected if wording is INSPECTED else setting.assessed


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
