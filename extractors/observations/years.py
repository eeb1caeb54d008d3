"""The years that a title or a whole text names, in figures or Chinese numerals, and the five-year plans."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.quantities.numerals import han

YEAR = r"(?:19|20)\d{2}"
_FULLWIDTH = re.compile("[０-９]")
_PLAIN_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
# The first year of each.
FIVE_YEAR_PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}

_CN_YEAR = re.compile(r"[一二][〇零○OＯ0九][〇零○OＯ0-9一二三四五六七八九]{2}(?=年)")
_YEAR = re.compile(rf"({YEAR})年?")
_WRITTEN_YEAR = re.compile(
    rf"(?:(?<=截至)|(?<=截止到)|(?<![到至底—–~～-])|(?=.{{5}}\d{{1,2}}月\d{{1,2}}日))({YEAR})年(?!底?前|[，,]?(?:计划|安排|预计|力争|拟|将|打算|要|目标|争取))"
)
_DOCUMENT_YEAR = re.compile(rf"[〔\[（(【]({YEAR})[〕\]）)】]\d*号?")
_CN_DIGITS = str.maketrans("〇零○OＯ一二三四五六七八九", "00000123456789")


def with_plain_digits(text: str) -> str:
    """A text with its full-width digits as plain ones, of the same length."""
    return text.translate(_PLAIN_DIGITS) if _FULLWIDTH.search(text) else text


def small_number(word: str) -> int:
    """A small number in figures or Chinese numerals (三, 十五); 0 for what is none."""
    return int(word) if word.isdigit() else int(han(word) or 0)


@lru_cache(maxsize=1024)
def year_of(title: str) -> int | None:
    """The first year that a title names, in figures or as 二〇〇八年; None without one."""
    title = with_plain_digits(title)
    found = _YEAR.search(title)
    if found:
        return int(found[1])
    written = _CN_YEAR.search(title)
    return int(written[0].translate(_CN_DIGITS)) if written else None


_FOUNDING = re.compile(
    rf"(?:成立|始建|创[办建]|组建|注册|登记)于{YEAR}年|{YEAR}年(?:\d{{1,2}}月)?(?:成立|始建|创[办建]|组建|注册成立)"
)


# 2014年由四位企业家发起，…。五年来: told so many years later.
_YEARS_AFTER = re.compile(
    rf"({YEAR})年[^。；\n]{{0,20}}(?:成立|发起|创办|启动|开园|挂牌)[^。；\n]{{0,40}}[。；]([两三四五六七八九十])年来"
)
# 截至2月7日, of a year that goes without saying.
_EARLY_DAY = re.compile(r"(?:截至|截止到?)[1-3]月\d{1,2}日")


def last_year(text: str) -> int | None:
    """The last year that a text without a date speaks of as past: a document number in its head, else the latest year.

    The year in which a body was founded dates no text. What counts as of a day of the first months, and speaks of the latest
    year as a whole (2017年突破80万个), was written in the next.
    """
    text = with_plain_digits(text)
    after = _YEARS_AFTER.search(text)
    text = _FOUNDING.sub("", text)
    number = _DOCUMENT_YEAR.search(text[:300])
    if number:
        return int(number[1])
    # Plans stand at the end of a text and name the years to come.
    early = [int(y) for y in _WRITTEN_YEAR.findall(text[: len(text) * 2 // 3])]
    latest = max(early or [int(y) for y in _WRITTEN_YEAR.findall(text)], default=None)
    if latest and _EARLY_DAY.search(text) and not re.search(rf"{latest}年\d", text):
        return latest + 1
    return max(latest or 0, int(after[1]) + int(han(after[2]) or 0)) if after else latest


YEARS_AHEAD = re.compile(r"((?:19|20)\d\d)年?[-—–~～至到]((?:19|20)\d\d)年")
"""The first and the last year of a plan of several: 2026—2028年."""


def plan_years(title: str) -> tuple[int, int] | None:
    """First and last year of the five-year plan whose time a title is about (“十三五”时期…), None without one."""
    found = re.search(
        r"[“\"]?(十[一二三四五]五)[”\"]?(?:时期|期间|以来|.{0,16}(?:中期|回顾|评估|总结|综述|完成情况|成就))", title
    )
    return (FIVE_YEAR_PLANS[found[1]], FIVE_YEAR_PLANS[found[1]] + 4) if found and found[1] in FIVE_YEAR_PLANS else None
