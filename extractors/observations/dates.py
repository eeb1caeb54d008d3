"""The date of a text, from which its time words count, and how months are written."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BaseDate:
    """The date of the text (ISO, any precision) that 今年 and 目前 count from; ``year`` is None when unknown.

    ``inferred``: the text has no date; the year is the last that it speaks of, good for 今年 but not for 目前.
    ``plans``: the year is the one that a section of plans is about: its 明年 is this year, its 今年 the one before.
    ``reported``: the year that a text written in the next is about: its 全年 and 年末.
    ``began``: years in which something began that the text tells of (2014年9月换届): its 五年来 may count from there.
    ``told``: first and last year of the span that the text as a whole tells of: its 三年来, where as long.
    ``starts``: what began in the text with when (开园, 2021-09): its 开园以来 counts from there.
    ``said``: the year that was named last before a sentence: its 第二年 counts from there.
    ``press``: a newspaper's month, up to its own, is of its own year, whatever year it looks back on.
    ``ongoing``: what began in the year of the text still goes on when it is written.
    """

    iso: str | None
    inferred: bool = False
    plans: bool = False
    reported: int | None = None
    began: frozenset[int] = frozenset()
    told: tuple[int, int] | None = None
    ongoing: bool = False
    press: bool = False
    starts: tuple[tuple[str, str], ...] = ()
    said: int | None = None

    @property
    def written_early(self) -> bool:
        """Whether the text was written in the first months, when the past year is the one before."""
        return bool(self.iso and re.match(r"\d{4}-0[1-4]", self.iso))

    @property
    def mid_year(self) -> bool:
        """Whether the text was written between February and September, when plans are for the same year."""
        return self.reported is None and bool(self.iso and re.match(r"\d{4}-0[2-9]", self.iso))

    @property
    def year(self) -> int | None:
        """The year, None when unknown."""
        return int(self.iso[:4]) if self.iso else None


def month_of(year: int, month: str, day: str | None = None) -> str:
    """A month or a day, ISO."""
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


def month_end(year: int, month: str) -> str:
    """The last day of a month, ISO; of a month that does not exist the year."""
    return month_of(year, month, str(calendar.monthrange(year, int(month))[1])) if 1 <= int(month) <= 12 else str(year)
