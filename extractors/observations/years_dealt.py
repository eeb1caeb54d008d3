"""Numbers that are dealt out to years: 分别, 依次, one behind the other."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.observations.context import Context
from extractors.observations.dealing import lists_of_numbers
from extractors.observations.years import small_number
from extractors.records import Measure

_YEARS_LISTED = re.compile(
    r"(?:(?:(?:19|20)\d{2}年?(?:度|底|末)?[、，,和及与\s]{1,2})+(?:19|20)\d{2}年|(?:19|20)\d{2}年?(?P<range>[至到—–~～-])(?:19|20)\d{2}年)"
    r"[^。；\d]{0,26}?(?:分别|依次|先后)"
)
# 去年和今年分别安排60万元和90万元
_NEAR_YEARS_LISTED = re.compile(
    r"(?:(?:前年|去年|上年)[、，,和及与]{1,2})+(?:去年|今年|本年)[^。；\d]{0,26}?(?:分别|依次|先后)"
)
_DEALT = re.compile(r"分别|依次|先后|逐年|分年度?(?:看|为)?|按年份?看")
_SEVERAL_YEARS = re.compile(
    r"(?:(?:19|20)\d{2}年?(?:度|底|末)?[、，,和及与]{1,2})+(?:19|20)\d{2}年(?:底|末)?"
    r"|(?:19|20)\d{2}年?(?P<range>[至到—–~～-])(?:19|20)\d{2}年(?:底|末)?"
)
# 五年分别为, 增速逐年为, of a text that tells of several years.
_EACH_OF_THEM = re.compile(
    r"(?:[两三四五六七八九十]年(?:来|间)?(?:分别|依次)|[逐各]年[^，。；]{0,4}|分年度?(?:看|为)?|按年份?看)$"
)
# 三年分别为2860万元、3310万元、3470万元, of a text that tells of so many years.
_EACH_YEAR = re.compile(r"([\d两二三四五六七八九十]{1,2})年(?:来|间)?(?:分别|依次)")
_ROUND = re.compile(r"第(?P<nth>[一二三四五])(?P<what>轮|批|期)")
_ROUNDS_NAMED = re.compile(
    r"(?P<years>(?:(?:19|20)\d{2}年?[、，,和及与]{1,2})+(?:19|20)\d{2}年)[^。；\d]{0,20}?(?P<count>[两二三四五])(?:个)?(?P<what>轮|批|期)"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_YEAR_ENDS = re.compile(r"年?[底末]")


@lru_cache(maxsize=64)
def _words_that_deal(sentence: str) -> tuple[re.Match[str], ...]:
    """The words of a sentence that deal numbers out to years; most have none."""
    return tuple(_DEALT.finditer(sentence))


def year_dealt(context: Context, measure: Measure) -> str | None:
    """2021年、2022年、2023年分别新登记18家、22家和25家: the first number is of the first year, and so on.

    A later list of as many numbers (…，注销5家、3家和6家) is dealt out like the first. Also 2021、2022、2023年依次为…,
    三年分别为… in a text of three years, and 2021年至2023年的年末数依次为…
    """
    text = context.frame.sentence.text
    dealt = [m for m in _words_that_deal(text) if m.end() <= context.here]
    if not dealt:
        return None
    if known := _years_dealt(context, dealt[-1], measure):
        return known
    listed = _listed(context)
    if listed is None:
        return None
    end, years, ends = listed
    offset = context.frame.sentence.start + end
    place = sum(o.start >= offset for o in context.siblings)
    if place >= len(years):
        here = context.frame.quantity
        own = next(numbers for numbers in lists_of_numbers(context, offset) if here in numbers)
        place = own.index(here) if len(own) == len(years) else len(years)
    return f"{years[place]}{'-12-31' if ends else ''}" if place < len(years) else None


def year_of_round(context: Context) -> str | None:
    """2021年、2023年先后开展两轮整治。第一轮…；第二轮…: a round that is told by its number is of the year that was named for it."""
    sentence, here = context.frame.sentence, context.here
    rounds = list(_ROUND.finditer(sentence.text, 0, here))
    if not rounds or any(rounds[-1].end() <= m.start < here for m in context.mentions):
        return None
    named = _ROUNDS_NAMED.search(sentence.previous + sentence.text[: rounds[0].start()])
    years = _YEAR.findall(named["years"]) if named and named["what"] == rounds[-1]["what"] else []
    place = small_number(rounds[-1]["nth"])
    return str(years[place - 1]) if len(years) == small_number(named["count"] if named else "") >= place else None


def _listed(context: Context) -> tuple[int, list[int], bool] | None:
    """Where the words that list years and deal them out end in the sentence, which years, and whether it is their ends."""
    text, told = context.frame.sentence.text, context.setting.base.told
    named = [m for m in _YEARS_LISTED.finditer(text) if m.end() <= context.here]
    if named:
        return named[-1].end(), _years_in(named[-1]), bool(_YEAR_ENDS.search(named[-1][0]))
    near = [m for m in _NEAR_YEARS_LISTED.finditer(text) if m.end() <= context.here]
    if near:
        start, end = near[-1].span()
        return end, [int(m.period[:4]) for m in context.mentions if start <= m.start < end and m.period], False
    each = [m for m in _EACH_YEAR.finditer(text) if m.end() <= context.here]
    if told and each and told[1] - told[0] + 1 == small_number(each[-1][1]):
        return each[-1].end(), list(range(told[0], told[1] + 1)), False
    return None


def _years_dealt(context: Context, word: re.Match[str], measure: Measure) -> str | None:
    """2017至2019年共投入1.58亿元，分别为4120万元、5230万元和6450万元: as many numbers as years, one behind the other."""
    sentence, told = context.frame.sentence, context.setting.base.told
    named = list(_SEVERAL_YEARS.finditer(sentence.text, 0, word.start()))
    if named:
        years = _years_in(named[-1])
    elif told and _EACH_OF_THEM.search(sentence.text, 0, word.end()):
        years = list(range(told[0], told[1] + 1))
    else:
        return None
    offset = sentence.start + word.end()
    place = sum(o.start >= offset for o in context.siblings)
    first = lists_of_numbers(context, offset)[0]
    if len(first) != len(years) or place >= len(first):
        return None
    at_their_ends = measure == "stock" and named and _YEAR_ENDS.search(named[-1][0])
    return f"{years[place]}{'-12-31' if at_their_ends else ''}"


def _years_in(named: re.Match[str]) -> list[int]:
    """The years that are named one by one, or by the first and the last."""
    first, *further = map(int, _YEAR.findall(named[0]))
    return list(range(first, further[-1] + 1)) if named["range"] else [first, *further]
