"""What the headers of a table say of its cells: place, level, period, what is counted, and whether it is a growth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.structure.places import find_places
from corpora.tables.headers import is_part
from extractors.observations.dates import BaseDate
from extractors.observations.period import time_mentions
from extractors.observations.place import Scope, level_of
from extractors.observations.subject import types_in
from extractors.records import Status
from extractors.tables.values import is_unit
from extractors.tables.wording import bare, says

# What may stand behind a place in a label of rows: 兰圃区民政局.
_OFFICE = re.compile(r"(?:民政局|民政厅|社会组织管理局|行政审批局|合计|小计)$")
_LONGEST_PLACE = 10
# In words of time that are no header of time by themselves (年末从业人员).
_STAR = re.compile(r"[*＊※]")
_LOWEST = ("区", "县", "旗", "镇", "乡", "街道", "区管委会")
_MONTH = re.compile(r"(1[0-2]|0?[1-9])月份?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GRADE = re.compile(r"([1-5]A)级?(?:社会组织)?")
_SEPARATE = re.compile(r"[＼\\/／、，,\s]+")


@dataclass(frozen=True, slots=True)
class Header:
    """One header read.

    Attributes:
        words: what it says is counted, without place, period, unit and numbering.
        area: the place that it names.
        own, total: whether it is the office's own level, or all together.
        level: the level that ``own`` names (市级; numbers as of ``level_of``), None where it names none (本级).
        period: the period that it names, resolved.
        change: whether it heads differences.
        part: whether it marks its row or column as a part (其中, #).
        starred: whether it has the mark of a note.
        status: ``planned`` for targets, ``actual`` for what was reached, None where it says neither.
    """

    words: str
    area: str | None = None
    own: bool = False
    total: bool = False
    period: str | None = None
    change: bool = False
    part: bool = False
    starred: bool = False
    status: Status | None = None
    level: int | None = None


def read_header(text: str, base: BaseDate, *, is_place: bool = False) -> Header:
    """A header cell read.

    Args:
        text: of the cell.
        base: what 今年 and 上年 count from.
        is_place: whether its row or column of headers holds places, so that an unknown short name is one too.
    """
    plain = bare(text)
    part, starred = is_part(text), bool(_STAR.search(text))
    if is_unit(plain.strip("（）()")) or says("identifiers", plain):  # also a unit in brackets, in a line of its own
        return Header("", part=part, starred=starred)
    if says("own", plain):
        return Header("", own=True, part=part, level=level_of("自治区" if plain.startswith("自治区") else plain[:1]))
    if says("totals", plain):
        return Header(plain if types_in(plain) else "", total=True, part=part)
    if grade := _GRADE.fullmatch(plain):
        return Header(f"{grade[1]}级", part=part)
    if area := _area(plain, is_place):
        return Header("", area=area, part=part)
    period, words = _without_time(plain, base)
    status: Status | None = "planned" if says("plans", words) else "actual" if says("results", words) else None
    return Header(
        "" if says("empty", words) else words,
        total=says("totals", words) if words else False,
        period=period,
        change=says("changes", plain),
        part=part,
        starred=starred,
        status=status,
    )


def _area(words: str, is_place: bool) -> str | None:
    plain = _OFFICE.sub("", words)
    places = find_places(plain)
    if places and places[0].start == 0 and places[-1].end == len(plain):
        return places[-1].name
    short = 2 <= len(plain) <= _LONGEST_PLACE and not re.search(r"[\d（）()]", plain)
    return plain if is_place and short else None


def _without_time(words: str, base: BaseDate) -> tuple[str | None, str]:
    """The period that a header names, and its other words."""
    if (month := _MONTH.fullmatch(words)) and base.year:
        return f"{base.year}-{int(month[1]):02d}", ""
    if _YEAR.fullmatch(words):
        return words, ""
    found = [m for m in time_mentions(words, base) if m.kind not in ("compared", "now", "cumulative") and m.period]
    if not found:
        return None, words
    mention = found[-1]
    rest = _SEPARATE.sub("", words[: mention.start] + words[mention.end :]).strip("的数（）()累计")
    return mention.period, rest


def holds_places(labels: Sequence[str], head: str) -> bool:
    """Whether labels are places: their header says so, or at least half of them (two or more) are known to be."""
    if says("places", bare(head)):
        return True
    plain = [bare(label) for label in labels if label.strip()]
    known = sum(1 for label in plain if _area(label, False) is not None or says("own", label))
    return known >= 2 and 2 * known >= len(plain)


def scope_of(header: Header, others: Sequence[Header], own_area: str | None) -> tuple[str | None, Scope]:
    """Area and scope of what a header of places says.

    Args:
        header: of the row or column.
        others: all headers beside it.
        own_area: the document's own area.
    """
    if header.own:
        level = level_of(own_area)
        below = level is not None and header.level is not None and header.level < level
        return own_area, "sub" if below else "own"
    if header.area is None or header.area == own_area:
        return own_area, "total"
    below = any(o.own for o in others) or any((o.area or "").endswith(_LOWEST) for o in others)
    return header.area, "sub" if below else "total"
