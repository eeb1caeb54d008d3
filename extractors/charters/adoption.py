"""When a charter was adopted, by its own words."""

from __future__ import annotations

import re
from datetime import date

from corpora.structure.provisions import numeral
from extractors.charters.normal import NormalText, plain

_CHINESE = "一二三四五六七八九〇零○OＯ"
_ADOPTED = re.compile(
    rf"(?P<year>[0-9]{{4}}|[{_CHINESE}]{{4}})年(?P<month>[0-9]{{1,2}}|元|[一二三四五六七八九十]{{1,3}})月"
    r"(?:(?P<day>[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,4})日)?[^。；\n]{0,50}?(?:通过|修订|修正|修改|核准|表决)"
)
_LAST_UNITS = 6  # the supplementary provisions, where the meeting is named
_TAIL = 400


def _number(written: str | None) -> int:
    if not written:
        return 1
    return numeral(written.replace("O", "〇").replace("Ｏ", "〇").replace("元", "一")) or 1


def adopted(text: str, normal: NormalText) -> date | None:
    """The latest day on which the charter says it was adopted or amended, or None.

    Looked for before the first provision, in the last ones and right after them; a month without a day counts from its first.
    """
    if not normal.units:
        return None
    first, last = normal.units[0].provision.start, normal.units[-1].provision.end
    closing = normal.text[normal.units[-_LAST_UNITS:][0].start :]
    days: list[date] = []
    for part in (plain(text[max(first - 2000, 0) : first]), closing, plain(text[last : last + _TAIL])):
        for found in _ADOPTED.finditer(part):
            try:
                days.append(date(*(_number(found.group(name)) for name in ("year", "month", "day"))))
            except ValueError:  # a slip such as the 31st of June names no day
                continue
    return max(days, default=None)
