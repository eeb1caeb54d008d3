"""The periods of what rises: from one number to another, and since a year that is named."""

from __future__ import annotations

import re

from extractors.observations.context import Context
from extractors.observations.counted_from import section_base
from extractors.observations.period import last_year_of, period_at, time_mentions
from extractors.observations.time_words import BEGINNING
from extractors.observations.years import FIVE_YEAR_PLANS, small_number
from extractors.records import Measure

_FROM_TO = re.compile(r"(?:由|从(?!业)).{1,40}?[到至为]")
SPAN_OF_YEARS = re.compile(r"(\d{4})/(\d{4})")
# 2021-08/2022-07, 2023-03/..
_MONTHS = re.compile(r"(\d{4}-(?!01)\d\d)/(?:\.\.|\d{4}-\d\d)")
# 比2015年增长38%, 比五年前多出46家, 和2020年底比，党组织多了58个
_AGAINST_YEAR = re.compile(
    r"(?:[比较](?:((?:19|20)\d{2})年(?:初|底|末|同期)?|[“\"]?(十[一二三四]五)[”\"]?末|([两二三四五六七八九十]+)年前)"
    r"|[与和同]((?:19|20)\d{2})年(?:初|底|末)?(?:的[^，。；]{1,12})?相?比[，,]?)[^，。；]{0,14}"
)
# 增加247家，增长31.5%
_GROWN = re.compile(r"[，,、]?(?:年均|增|降|下降|减)[^，。；\d]{0,6}")
# 由年初的1310家, 较年初的1310家; 由专项整治前的391家; 从成立时的5名, 由最初的17户
_FROM_BEGINNING = re.compile(
    r"(?:由|从|[较比])(?:(?:今年)?(?P<year>年初)|(?P<before>[^，。；、\d]{1,9}(?<![目此从当之以年月日天])前)"
    rf"|(?P<first>[^，。；、\d]{{0,4}}(?:{BEGINNING}|发起|起步)(?:时|之初|初期|伊始)|最初|当初|起初))"
    r"的?(?:仅有|只有|仅|不足|不到)?$"
)
# 年初有社会组织620家, 年初结余120万元: no figure of the year's end.
_AT_BEGINNING = re.compile(r"年初(?:登记|在册|共)?(?:有|结余|净资产|总数|社会组织|会员|党员)[^，。；、\d]{0,10}$")
_RISES = re.compile(
    r"[^，。；、]{0,10}?(?:提高|上升|提升|扩大|下降|减少|降至|降到|升至|回升|跃升|攀升|发展|拓展|增|提[到至]|压[缩减]"
    r"|缩[减小短]|扩[展到]|[涨添长]到)"
)
# In characters: so long at most is what stands between 由 and the number.
_BEGINNING_WITHIN = 24
_YEAR_BEFORE = re.compile(r"[比较](?:上一?年|去年|前一?年)|同比")


def since_compared(context: Context, period: str) -> str:
    """比2015年增长38%: growth since an earlier year that is named runs from there; that since the year before is of the year."""
    last = context.siblings[-1] if context.siblings else None
    if last and last.measure == "change" and SPAN_OF_YEARS.fullmatch(last.period or "") and "/" not in period:
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


def from_and_to(context: Context, measure: Measure) -> str | None:
    """由2015年底的…增加到2020年底的…: growth runs between the two; a later 由 in the paragraph begins at the first."""
    grown, rising = measure == "change" and bool(context.siblings), _rises_from(context)
    if not grown and not rising:
        return None
    told = [o.period[:4] for o in context.earlier if o.period and o.measure not in ("change", "share")]
    if measure != "change":
        told.sort()
    ends = (told[-2 if measure == "change" else 0], told[-1]) if len(told) > 1 else ("", "")
    if ends[0] >= ends[1] or not _FROM_TO.search(context.frame.sentence.text):
        return None
    if grown:
        return f"{ends[0]}/{ends[1]}"
    clause = context.frame.clause_start - context.frame.sentence.start
    stated, _ = period_at([m for m in context.mentions if m.start >= clause], context.here)
    return None if stated else ends[0]


def _rises_from(context: Context) -> bool:
    return context.frame.left.endswith(("由", "从"))


def from_before(context: Context, measure: Measure) -> str | None:
    """覆盖率从41.5%提高到68.2%: the first of the two is of the year before what is reported, where no other is told."""
    if measure == "change" or not _rises_from(context) or not _RISES.match(context.frame.right):
        return None
    year = context.setting.base.reported or context.setting.base.year
    against = _YEAR_BEFORE.search(context.frame.sentence.text, 0, context.here)
    if against and year:
        return str(year - 1)
    plan = section_base(context.titles, context.setting, context.doc_type)
    stated, period = period_at(context.mentions, context.here)
    ahead = last_year_of(period) if stated else plan.iso if plan.plans else None
    if ahead and year and int(ahead) > year and context.doc_type != "work_plan":
        return str(year)
    default = context.setting.flow_period
    timeless = not any(m.start < context.here for m in context.mentions)
    span = SPAN_OF_YEARS.fullmatch(_span_around(context) or "")
    if span and span[2] <= (context.setting.base.iso or ""):
        start = int(span[1])
        return f"{start - 1}-12-31" if start in FIVE_YEAR_PLANS.values() else span[1]
    months = _MONTHS.fullmatch(default or "")
    if months and timeless:
        return months[1]
    if default and context.setting.reports and timeless:
        return f"{int(default[:4]) - 1}{'-12-31' if measure == 'stock' else ''}"
    return None


def of_beginning(context: Context, period: str) -> str | None:
    """由年初的1310家增加到…: what is told of a beginning is not of the day at which it is counted again; without a date it is of none."""
    text = context.frame.sentence.text
    if len(period) == len("2023-12-31") and _AT_BEGINNING.search(context.frame.left):
        return f"{period[:4]}-01"
    began = _FROM_BEGINNING.search(text, max(context.here - _BEGINNING_WITHIN, 0), context.here)
    if began is None:
        return period
    if began["year"]:
        return f"{last_year_of(period)}-01"
    dated = any(
        m.kind in ("start", "month", "past") or m.start >= began.start()
        for m in context.mentions
        if m.start < context.here
    )
    if dated:
        return period
    return period.partition("/")[0].partition("-")[0] if began["before"] else None


def _span_around(context: Context) -> str | None:
    """The span that the sentence, its paragraph, a heading or the whole text is about, innermost first; a year alone ends the search."""
    titles = [time_mentions(title, context.setting.base) for title in reversed(context.titles)]
    for mentions in ([m for m in context.mentions if m.start < context.here], *titles):
        named = [m.period for m in mentions if m.kind != "compared" and m.period]
        if named:
            return named[-1]
    carried = context.carried_here
    return (carried.period if carried else None) or context.setting.flow_period
