"""What a time word means by itself, for a text written at a known date: its period and kind (``period.TimeMention``)."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.observations.dates import BaseDate, month_end, month_of
from extractors.observations.time_words import BEGINNING
from extractors.observations.years import FIVE_YEAR_PLANS, small_number

_CONGRESS = {"十七": 2007, "十八": 2012, "十九": 2017, "二十": 2022}
# 成立四年来 counts from the day of founding.
_ANNIVERSARY = re.compile(rf"(?:{BEGINNING})的?$")
_QUARTER = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "前三季度": (1, 9),
    "一": (1, 3),
    "二": (4, 6),
    "三": (7, 9),
    "四": (10, 12),
    "1": (1, 3),
    "2": (4, 6),
    "3": (7, 9),
    "4": (10, 12),
}


def _part(year: int, word: str) -> str:
    if word == "全年":
        return str(year)
    key = word if word in _QUARTER else word.replace("第", "")[:1]
    first, last = _QUARTER[key]
    return f"{year}-{first:02d}/{year}-{last:02d}"


def _explicit(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    year = int(m["y"])
    if m["m"]:
        if m["d"]:
            return month_of(year, m["m"], m["d"]), "asof" if m["asof"] else "point"
        if m["mend"]:
            return month_end(year, m["m"]), "asof"
        return month_of(year, m["m"]), "asof" if m["asof"] else "month"
    if m["asof"] in ("到", "至") and m.start() and m.string[m.start() - 1] in "升增降减长高展低落":
        return f"{year}-12-31" if m["yend"] else str(year), "compared"
    if m["yend"]:
        return f"{year}-12-31", "asof"
    if m["half"]:
        return _part(year, m["half"]), "year"
    return str(year), "asof" if m["asof"] else "year"


def _relative(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    year = base.year
    if year is None:
        return None, "year"
    word = m["rel"]
    if base.reported and word.endswith(("一年来", "这一年", "一年")):
        return str(base.reported), "year"
    if base.plans and not word.startswith(("全年", "年内", "当年", "本年", "年初")):
        year -= 1
    if word.startswith(("去年", "上年", "上一年")) or (word.startswith("过去") and base.written_early):
        if word == "去年以来":
            return f"{year - 1}/..", "span"
        return with_part(m, year - 1, year, "past")
    if word == "年初":
        return f"{year}-01", "month"
    if word == "前年":
        year -= 2
    elif word.startswith(("明年", "来年", "下")):
        year += 1
    return with_part(m, year, base.year or year, "year")


def with_part(m: re.Match[str], year: int, this_year: int, kind: str) -> tuple[str | None, str]:
    """A relative year with the half, month or day that follows it."""
    if m["rel_half"] and ("半年" in m["rel_half"] or "季度" in m["rel_half"]):
        return _part(year, m["rel_half"]), kind
    if m["rel_half"]:
        return f"{year}-12-31", kind if kind == "past" else "asof"
    if m["rel_m1"]:
        last = this_year if m["rel_y2"] else year
        return f"{month_of(year, m['rel_m1'])}/{month_of(last, m['rel_m2'])}", "span" if m["rel_y2"] else kind
    if m["rel_mend"]:
        return month_end(year, m["rel_m"]), "past" if kind == "past" else "asof"
    if m["rel_m"]:
        return month_of(year, m["rel_m"], m["rel_d"]), "point" if m["rel_d"] else "month"
    return str(year), kind


def _plan(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    first = FIVE_YEAR_PLANS.get(m["plan"])
    kind = m["plan_kind"]
    if first is None or kind is None or kind.startswith("规划"):
        return None, "skip"
    if kind == "以来":
        return f"{first}/..", "span"
    return (str(first + 4), "year") if kind == "末" else (f"{first}/{first + 4}", "span")


def _years(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    """三年来: the year of the text and the two before; of ten and more years the round number."""
    count = small_number(m["n"] or m["n2"] or m["run"])
    last = base.reported or base.year
    if last is None:
        return None, "span"
    if base.told and base.told[1] - base.told[0] in (count, count - 1):
        return f"{base.told[0]}/{base.told[1]}", "span"
    if m["n_more"] == "多" and m["n_kind"] == "来":
        return f"{last - count}/..", "span"
    whole = count >= 10 or m["n_more"] or last - count in base.began or _ANNIVERSARY.search(m.string, 0, m.start())
    return f"{last - count + (not whole)}/{last}", "span"


def _years_ago(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    """三年前: a year, counted back from the one that the text is about; by the press from its own."""
    last = base.year if base.press else base.reported or base.year
    return (str(last - small_number(m["ago"])), "past") if last else (None, "skip")


def _years_ahead(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    """今后五年: the years behind the text's own; written before its last month they begin in it."""
    if base.year is None:
        return None, "skip"
    begun = len(base.iso or "") > len("2022") and not (base.iso or "").startswith("-12", 4)
    return f"{base.year + (not begun)}/{base.year + small_number(m['ahead'])}", "span"


def _years_before(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    """前五年总和: the years before the text's own."""
    if base.year is None:
        return None, "compared"
    return f"{base.year - small_number(m['n3'])}/{base.year - 1}", "compared"


def _season(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    if base.year is None:
        return None, "year"
    if m["pn"]:
        return f"{base.year}-01/{base.year}-{small_number(m['pn']):02d}", "year"
    if m["pm"]:
        return f"{base.year}-01/{base.year}-{int(m['pm']):02d}", "year"
    return _part(base.year, "上半年" if m["part"] == "半年来" else m["part"]), "year"


def _quarter_end(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    if base.year is None:
        return None, "asof"
    return month_end(base.year, str(_QUARTER[m.group().removeprefix("第")[0]][1])), "asof"


def _months(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    if base.year is None:
        return None, "year"
    return f"{month_of(base.year, m['md1'])}/{month_of(base.year, m['md2'])}", "year"


def _month_day(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    if base.year is None:
        return None, "skip"
    if m["md_end"]:
        return month_end(base.year, m["md"]), "asof"
    return month_of(base.year, m["md"], m["md_d"]), "asof" if m["mdpre"] else "point"


def _in_month(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    """3月份发放23万元, where a clause begins with it."""
    return (month_of(base.year, m["in_month"]), "point") if base.year else (None, "skip")


def _at_first(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    """换届之初, 最初: when that began of which the text tells, else the first beginning that it names."""
    starts = dict(base.starts)
    verb = next((verb for verb in starts if m["first"].startswith(verb)), None)
    told = base.told[:1] if base.told else ()
    start = starts[verb] if verb else min([*starts.values(), *map(str, (*base.began, *told))], default=None)
    return start, "past" if start else "skip"


def _today(base: BaseDate) -> str | None:
    """What 目前 is; among plans for the next year the year before that."""
    if base.plans and base.year:
        return str(base.year - 1)
    return None if base.inferred else base.iso


def _near_month(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    """本月, 上个月底: months of a text that says on what day it was written."""
    if base.inferred or not base.iso or len(base.iso) < 7:
        return None, "skip"
    year, month = int(base.iso[:4]), int(base.iso[5:7])
    if m["near_month"].startswith("上"):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    if m["near_end"]:
        return month_end(year, str(month)), "asof"
    return month_of(year, str(month)), "month"


def _yearend(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    return (f"{base.year}-12-31", "asof") if base.year else (None, "asof")


READERS: dict[str, Callable[[re.Match[str], BaseDate], tuple[str | None, str]]] = {
    "span": lambda m, b: (f"{m['span']}/{m['span_end']}", "span"),
    "both": lambda m, b: (f"{m['both']}/{m['both_end']}", "span"),
    "monthspan": lambda m, b: (
        f"{month_of(int(m['monthspan']), m['m1'])}/{month_of(int(m['y2'] or m['monthspan']), m['m2'])}",
        "span",
    ),
    "since": lambda m, b: ((month_of(int(m["since"]), m["since_m"]) if m["since_m"] else m["since"]) + "/..", "span"),
    "y": _explicit,
    "sum_before": _years_before,
    "plan": _plan,
    "congress": lambda m, b: (f"{_CONGRESS[m['congress']]}/..", "span"),
    "rel": _relative,
    "n": _years,
    "n2": _years,
    "run": _years,
    "ago": _years_ago,
    "quarter_end": _quarter_end,
    "part": _season,
    "md1": _months,
    "from": lambda m, b: (f"{month_of(b.year, m['from'])}/.." if b.year else None, "span"),
    "md": _month_day,
    "in_month": _in_month,
    "ever": lambda m, b: (f"{start}/..", "span") if (start := dict(b.starts).get(m["ever"])) else (None, "skip"),
    "now": lambda m, b: (_today(b), "now"),
    "nowadays": lambda m, b: (day, "now") if (day := _today(b)) else (None, "skip"),
    "first": _at_first,
    "near_month": _near_month,
    "yearend": _yearend,
    "ahead": _years_ahead,
    "within": lambda m, b: (f"{b.year}/{b.year + small_number(m['within']) - 1}", "span") if b.year else (None, "skip"),
    "cumulative": lambda m, b: (None, "cumulative"),
}
