"""Dates in Chinese text: every written form to ISO 8601, at the precision that is written and no finer."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Precision = Literal["year", "month", "day"]

# One character for one character, so that offsets hold.
_FOLD = str.maketrans("０１２３４５６７８９．－／：　", "0123456789.-/: ")
_DIGITS = {"〇": 0, "○": 0, "零": 0, "Ｏ": 0, "O": 0, "0": 0} | {c: i for i, c in enumerate("一二三四五六七八九", 1)}
_ZERO = "〇○零ＯO0"
_CN_YEAR = f"[一二][{_ZERO}九][{_ZERO}一二三四五六七八九]{{2}}"
_CN_SMALL = "(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"

_RELATIVE = {"去年": -1, "上年": -1, "前年": -2, "明年": 1}

_FORMS = re.compile(
    r"""
      (?P<lost>(?<![\d.])20[0-3]\d(?:1[0-2]|0?[1-9])(?:月\d{1,2}[日号]?|(?:3[01]|[12]\d|0?[1-9])日))
    | (?P<year>(?<!\d)(?:19|20)\d\d)\s?年(?:[\s/]?(?P<month>\d{1,2}|元)\s?月(?:[\s/]?(?P<day>\d{1,2})\s?[日号])?)?
    | (?P<cyear>"""
    + _CN_YEAR
    + r""")年(?:(?P<cmonth>"""
    + _CN_SMALL
    + r""")月(?:(?P<cday>"""
    + _CN_SMALL
    + r""")[日号])?)?
    | (?P<nyear>(?<![\d./-])(?:19|20)\d\d)(?P<sep>[-/.])(?P<nmonth>1[0-2]|0?[1-9])(?P=sep)(?P<nday>3[01]|[12]\d|0?[1-9])(?![\d/-]|\.\d)
    | (?P<myear>(?<![\d./-])(?:19|20)\d\d)[-.](?P<mmonth>1[0-2]|0[1-9])(?![\d.年/-]|\s?[%万亿元家个人名])
    | (?P<dday>(?<![\d./-])(?:3[01]|[12]\d|0?[1-9]))(?P<dsep>[-/.])(?P<dmonth>1[0-2]|0?[1-9])(?P=dsep)(?P<dyear>(?:19|20)\d\d)(?![\d./-])
    | (?P<relative>今年|本年|去年|上年|前年|明年)?(?P<amonth>(?<![\d.])(?<![每当次同翌]年)\d{1,2})\s?月(?:\s?(?P<aday>\d{1,2})\s?[日号]|份)
    | (?P<bmonth>(?<![年一二三四五六七八九十个])"""
    + _CN_SMALL
    + r""")月(?P<bday>"""
    + _CN_SMALL
    + r""")[日号]
    """,
    re.VERBOSE,
)
# Every form has one of these.
_HINT = re.compile("[0-9０-９年月]")
_COMPACT = re.compile(r"(?:19|20)\d\d(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as it stands in a text.

    ``iso`` is ``2021``, ``2021-05`` or ``2021-05-03``; without a year ``--05`` or ``--05-03`` (as in XML Schema).
    ``flag`` is ``lost_characters`` where a 年 or 月 was lost (2021630日: only the year is given, nothing is guessed),
    ``impossible`` where month or day do not exist (the part that does is given), else None.
    """

    start: int
    end: int
    iso: str
    precision: Precision
    flag: str | None = None

    @property
    def has_year(self) -> bool:
        """Whether the year is written."""
        return not self.iso.startswith("-")


def chinese_number(written: str) -> int | None:
    """The value of a Chinese numeral up to 99 (三, 十二, 二十一, 廿二) or of bare digits (二〇二二); None if it is neither."""
    written = written.replace("廿", "二十").replace("卅", "三十")
    if "十" not in written:
        digits = [_DIGITS.get(c) for c in written]
        if not digits or any(d is None for d in digits):
            return None
        return int("".join(str(d) for d in digits))
    tens, _, ones = written.partition("十")
    if len(tens) > 1 or len(ones) > 1 or (tens + ones).strip("一二三四五六七八九"):
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _iso(year: int | None, month: int | None, day: int | None) -> tuple[str, Precision, str | None]:
    prefix = "-" if year is None else f"{year:04d}"
    if month is None:
        return prefix, "year", None
    if not 1 <= month <= 12:
        return prefix, "year", "impossible"
    if day is None:
        return f"{prefix}-{month:02d}", "month", None
    try:
        # A leap year stands in for a year that is not written.
        datetime.date(2000 if year is None else year, month, day)
    except ValueError:
        return f"{prefix}-{month:02d}", "month", "impossible"
    return f"{prefix}-{month:02d}-{day:02d}", "day", None


def _month_or_day(written: str) -> int:
    """The number of a month (元月 is the first) or of a day."""
    return 1 if written == "元" else int(written)


def _read(match: re.Match[str]) -> tuple[str, Precision, str | None]:
    groups = match.groupdict()
    if groups["lost"]:
        return groups["lost"][:4], "year", "lost_characters"
    read: Callable[[str], int | None]
    for year, month, day, read in (
        ("year", "month", "day", _month_or_day),
        ("cyear", "cmonth", "cday", chinese_number),
        ("nyear", "nmonth", "nday", int),
        ("myear", "mmonth", None, int),
        ("dyear", "dmonth", "dday", int),
        (None, "amonth", "aday", int),
        (None, "bmonth", "bday", chinese_number),
    ):
        if groups[year or month]:
            parts = [read(groups[p]) if p and groups[p] else None for p in (year, month, day)]
            return _iso(*parts)
    raise AssertionError(match.re.pattern)


def find_dates(text: str, start: int = 0, end: int | None = None, year: int | None = None) -> list[DateMention]:
    """All dates of ``text[start:end]`` in order, offsets counted in ``text``.

    Args:
        text: any text; full-width digits and Chinese numerals are understood.
        start: first offset looked at.
        end: offset behind the last one looked at, None for the end of the text.
        year: the year that dates without one belong to; 去年, 上年, 前年, 明年 in front
            count from it. Without it they keep their ``--05-03`` form.
    """
    found: list[DateMention] = []
    stop = len(text) if end is None else end
    if not _HINT.search(text, start, stop):
        return found
    for match in _FORMS.finditer(text.translate(_FOLD), start, stop):
        iso, precision, flag = _read(match)
        if iso == "-":
            continue
        if iso.startswith("-") and year is not None:
            iso = f"{year + _RELATIVE.get(match['relative'], 0):04d}{iso[1:]}"
        found.append(DateMention(match.start(), match.end(), iso, precision, flag))
    return found


def parse_date(written: str) -> str | None:
    """The ISO form of a string that is a date (also ``20210503`` and ``2021-05-03T10:00``), or None.

    Dates without a year or with lost characters give None.
    """
    compact = _COMPACT.fullmatch(written.strip().translate(_FOLD)[:8]) if written.strip()[:8].isdigit() else None
    if compact:
        iso, _, flag = _iso(int(compact[0][:4]), int(compact[0][4:6]), int(compact[0][6:8]))
        return None if flag else iso
    found = find_dates(written.strip().replace("T", " "))
    if not found or found[0].start > 0 or found[0].flag or not found[0].has_year:
        return None
    return found[0].iso
