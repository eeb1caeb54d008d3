"""The period of a cell: named by its headers, its note, the caption, or the document's own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.observations.dates import BaseDate, month_end
from extractors.observations.period import time_mentions

_SPAN = re.compile(r"(\d{4})-(\d{2})/(\d{4})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_YEARS = re.compile(r"\d{4}/(\d{4})")
_DAY = re.compile(r"(\d{4})-(\d{2})-\d{2}")


def named_period(lines: Iterable[str], base: BaseDate) -> str | None:
    """The first period that a line of words names (a caption, 截至2022年底), None without one."""
    for line in lines:
        for mention in time_mentions(line, base):
            if mention.period and mention.kind in ("asof", "year", "span", "month", "point", "past"):
                return mention.period
    return None


def as_of(period: str) -> str:
    """The day that a state at the end of a period is of: 2023 → 2023-12-31, 2023-01/2023-09 → 2023-09-30."""
    if found := _SPAN.fullmatch(period):
        return month_end(int(found[3]), found[4])
    if found := _MONTH.fullmatch(period):
        return month_end(int(found[1]), found[2])
    if found := _YEARS.fullmatch(period):
        return f"{found[1]}-12-31"
    return f"{period}-12-31" if _YEAR.fullmatch(period) else period


def during(period: str) -> str:
    """The period of what happened up to a day: 2022-12-31 → 2022, 2023-06-30 → 2023-01/2023-06."""
    found = _DAY.fullmatch(period)
    if found is None:
        return period
    return found[1] if found[2] == "12" else f"{found[1]}-01/{found[1]}-{found[2]}"
