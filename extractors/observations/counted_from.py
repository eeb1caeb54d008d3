"""What 今年, 全年 and 年内 count from: the date of the text, or the time that its section or paragraph tells of."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from extractors.observations.context import CarriedPeriod
from extractors.observations.dates import BaseDate
from extractors.observations.setting import Setting
from extractors.observations.status import is_plan_heading
from extractors.observations.years import plan_years, year_of

_REST_OF_YEAR = re.compile(r"下半年|四季度|年底前")


def section_base(titles: tuple[str, ...], setting: Setting, doc_type: str) -> BaseDate:
    """What 全年 and 年内 count from: in a section of plans the year that its heading names, else the year to come."""
    year = setting.base.year
    if year is None or not titles or doc_type in ("work_plan", "notice"):
        return setting.base
    for title in reversed(titles):
        named = year_of(title)
        if named:
            ahead = named > (setting.base.reported or year)
            return BaseDate(str(named), plans=named > year) if ahead else setting.base
        if is_plan_heading(title):
            if _REST_OF_YEAR.search(title) or setting.base.mid_year:
                return setting.base
            # Written months after the year that it reports on, its 今年 is the year that it plans.
            late = setting.base.reported is not None and not setting.base.written_early
            return BaseDate(str((setting.base.reported or year) + 1), plans=not late)
    return setting.base


@lru_cache(maxsize=256)
def _plan_named(titles: tuple[str, ...]) -> tuple[int, int] | None:
    return next((plan for title in reversed(titles) if (plan := plan_years(title))), None)


def base_told(base: BaseDate, titles: tuple[str, ...], paragraph: int, carried: CarriedPeriod | None) -> BaseDate:
    """The base of a sentence: 五年间 is the span of years that its paragraph or a heading names (“十三五”时期…), where as long."""
    plan = _plan_named(titles)
    told = plan if plan and plan[1] <= (base.year or 0) else base.told
    if carried and carried.years and carried.paragraph == paragraph:
        told = carried.years
    said = (carried.said if carried else None) or base.said
    return base if (said, told) == (base.said, base.told) else replace(base, said=said, told=told)
