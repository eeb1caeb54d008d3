"""Which row and column of the indicator table a number belongs to, and which of several numbers stands in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any, Literal

from outputs.catalogue_info import IndicatorInfo
from outputs.doubt import is_doubtful
from outputs.wording import units_like

Sheet = Literal["actual", "rates", "planned"]
Observation = Mapping[str, Any]
_Listed = tuple[Observation, int | None]

NOT_STATED = "（未写明）"

_MEASURES = ("stock", "flow", "share", "change")
_SCOPES = (None, "own", "sub")
_ORG_TYPES = (
    None,
    "社会组织",
    "社会团体",
    "民办非企业单位",
    "基金会",
    "社区社会组织",
    "行业协会商会",
    "慈善组织",
)
_GRADES = (None, "5A", "4A", "3A", "2A", "1A", "5A+", "4A+", "3A+", "2A+", "1A+")
# A later day counts only among numbers that are about as sure: by how much the confidence of one may stay behind the surest.
_AS_SURE = 0.2
# A bound and the number that spells it out differ by a share of at most this, and by no more than the bound's last place.
_FITS = 0.1
_ROUNDED = re.compile(r"\d(?:[.．](\d+))?\s*([万亿])(?!\d)")
_OF_BEGINNING = re.compile(r"\d{4}-01")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class ColumnKey:
    """A column: an indicator, broken down by what must not be mixed.

    ``units`` are the measure words that may stand in it: those that count the same things are not kept apart.
    """

    indicator: str
    measure: str
    org_type: str | None
    grade: str | None
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowKey:
    """A row of one document: a place, its scope and a period as people read it.

    ``scope`` is ``own`` or ``sub``; None for the whole place and for numbers whose text does not say.
    """

    area: str
    scope: str | None
    period: str


@dataclass(slots=True)
class Cell:
    """The number that stands in a cell and the others that were written for the same cell.

    ``levels`` are the numbers of several levels below (市级9874个、县级26237个), the best among them, where it is their sum
    that stands in the cell; else empty.
    """

    best: Observation
    row_listed: int | None
    others: list[Observation] = field(default_factory=list)
    levels: list[Observation] = field(default_factory=list)

    def value(self) -> Any:
        """What stands in the cell."""
        return sum(one["value"] for one in self.levels) if self.levels else self.best["value"]

    def differing(self) -> list[Observation]:
        """The others that do not say the same as the best and are not summed with it."""
        said = [_said(one) for one in (self.best, *self.levels)]
        return [other for other in self.others if _said(other) not in said]


def _said(observation: Observation) -> tuple[Any, ...]:
    return observation["value"], observation["value_max"], observation["bound"]


def sheet_of(observation: Observation) -> Sheet | None:
    """The sheet a number belongs to; None for numbers without an indicator or of those taken off a list, which are only listed."""
    if observation["indicator"] == "other" or "taken_off" in observation["flags"]:
        return None
    if observation["status"] == "planned":
        return "planned"
    return "rates" if observation["measure"] in ("share", "change") else "actual"


def column_of(observation: Observation) -> ColumnKey:
    """The column of a number."""
    return ColumnKey(
        observation["indicator"],
        observation["measure"],
        observation["org_type"],
        observation["grade"],
        units_like(observation["unit"]),
    )


def row_of(observation: Observation) -> RowKey:
    """The row of a number within its document."""
    return RowKey(
        observation["area"] or NOT_STATED,
        observation["scope"] if observation["scope"] in _SCOPES else None,
        period_label(observation["period"], observation["measure"]),
    )


def period_label(period: str | None, measure: str) -> str:
    """A period as people read it. Stocks of any day of a year stand under the year; parts of a year stay apart.

    ``2022-12-31`` of a stock → ``2022年``; ``2021-01/2021-06`` → ``2021年1—6月``; ``2020/..`` → ``2020年以来``.
    """
    if not period:
        return NOT_STATED
    start, slash, end = period.partition("/")
    if not slash:
        match = _DAY.fullmatch(start)
        return f"{match[1]}年" if match and measure == "stock" else _day(start)
    if end in ("..", ""):
        return f"{_day(start)}以来"
    months = _DAY.fullmatch(start), _DAY.fullmatch(end)
    if months[0] and months[1] and months[0][1] == months[1][1] and months[0].lastindex == months[1].lastindex == 2:
        return f"{_day(start).removesuffix('月')}—{_day(end).partition('年')[2]}"
    return f"{_day(start)}—{_day(end)}"


def _day(text: str) -> str:
    match = _DAY.fullmatch(text)
    if not match:
        return text
    year, month, day = match.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def ordered_columns(keys: Iterable[ColumnKey], catalogue: Sequence[IndicatorInfo]) -> list[ColumnKey]:
    """Columns in the catalogue's order, then by measure, organisation type, grade and unit."""
    place = {info.code: number for number, info in enumerate(catalogue)}

    def order(key: ColumnKey) -> tuple[Any, ...]:
        return (
            place.get(key.indicator, len(place)),
            key.indicator,
            _place(_MEASURES, key.measure),
            _place(_ORG_TYPES, key.org_type),
            key.org_type or "",
            _place(_GRADES, key.grade),
            key.grade or "",
            key.units,
        )

    return sorted(keys, key=order)


def _place(values: Sequence[str | None], value: str | None) -> int:
    return values.index(value) if value in values else len(values)


def cells_of(
    observations: Iterable[tuple[Observation, int | None]], doubtful_below: float
) -> dict[Sheet, dict[RowKey, dict[ColumnKey, Cell]]]:
    """The cells of one document, by sheet, row and column.

    Of several numbers for one cell the best stands in it: one that is not masked, not a repetition, not doubtful, of
    the latest day (among those that are about as sure), of the highest confidence, and the first in the text among equals. Where that is a part of another
    number of the cell, the total takes its place; where it is a bound (突破3000家) or rounded (3.86万家), the
    exact number that fits it (3012家, 38,620家) does.

    Args:
        observations: each with the row where it is listed (from 0), or None.
        doubtful_below: confidence below which a number counts as doubtful.
    """
    total_of: dict[str, str] = {}
    sheets: dict[Sheet, dict[RowKey, dict[ColumnKey, list[_Listed]]]] = {}
    for observation, row_listed in observations:
        if observation["part_of"]:
            total_of[observation["id"]] = observation["part_of"]
        sheet = sheet_of(observation)
        if sheet is not None:
            columns = sheets.setdefault(sheet, {}).setdefault(row_of(observation), {})
            columns.setdefault(column_of(observation), []).append((observation, row_listed))
    cells = {
        sheet: {
            row: {column: _cell(held, total_of, doubtful_below) for column, held in columns.items()}
            for row, columns in rows.items()
        }
        for sheet, rows in sheets.items()
    }
    for rows in cells.values():
        _sum_levels(rows)
    return cells


def _sum_levels(rows: Mapping[RowKey, Mapping[ColumnKey, Cell]]) -> None:
    """Put the sum of all levels below in their cell where with the own level's number it makes up the whole."""
    for row, columns in rows.items():
        whole, own = (rows.get(replace(row, scope=scope), {}) for scope in (None, "own"))
        for column, cell in columns.items():
            if row.scope == "sub" and column in whole and column in own:
                said = {_said(one): one for one in (cell.best, *cell.others)}
                if len(said) > 1 and _add_up(whole[column].best, [own[column].best, *said.values()]):
                    cell.levels = sorted(said.values(), key=itemgetter("start"))


def _add_up(whole: Observation, parts: Sequence[Observation]) -> bool:
    """Whether exact numbers make up another one."""
    exact = all(one["value"] is not None and one["bound"] == "exact" for one in (whole, *parts))
    return exact and sum(one["value"] for one in parts) == whole["value"]


def _cell(held: Sequence[_Listed], total_of: Mapping[str, str], doubtful_below: float) -> Cell:
    """The cell of the numbers that were written for it, in the order of the text."""

    def rank(one: _Listed) -> tuple[Any, ...]:
        return _rank(one[0], doubtful_below)

    best = _whole(max(_as_sure(held, doubtful_below), key=rank), held, total_of)
    best = max((one for one in held if _spells_out(one[0], best[0])), key=rank, default=best)
    return Cell(*best, [one for one, _ in held if one is not best[0]])


def _as_sure(held: Sequence[_Listed], doubtful_below: float) -> Sequence[_Listed]:
    """The numbers that are about as sure as the surest that is nothing worse; all where there is none.

    Of a year's beginning (年初有620家) they are only where nothing later is told.
    """
    later = [one for one in held if not _OF_BEGINNING.fullmatch(one[0]["period"] or "")]
    held = later or held
    sound = [one for one, _ in held if "repeated" not in one["flags"] and not is_doubtful(one, doubtful_below)]
    surest = max((one["confidence"] for one in sound if one["value"] is not None), default=0)
    return [one for one in held if one[0]["confidence"] >= surest - _AS_SURE]


def _whole(best: _Listed, held: Sequence[_Listed], total_of: Mapping[str, str]) -> _Listed:
    """The largest total of a number that stands in the same cell, or the number."""
    here = {one["id"]: (one, row) for one, row in held}
    seen = {best[0]["id"]}
    above = total_of.get(best[0]["id"])
    while above is not None and above not in seen:
        seen.add(above)
        best = here.get(above, best)
        above = total_of.get(above)
    return best


def _spells_out(exact: Observation, bound: Observation) -> bool:
    """Whether a number says exactly what another one bounds or rounds; 4家 beside 5,300余家 is of something else."""
    if exact["bound"] != "exact" or bound["value"] is None or exact["value"] is None or bound["value_max"] is not None:
        return False
    over = float(exact["value"] - bound["value"])
    if bound["bound"] == "exact":
        return over != 0 and 2 * abs(over) <= _rounded_to(bound["quote"])
    side = {"min": over > 0, "max": over < 0, "approx": over != 0}[bound["bound"]]
    return side and abs(over) <= min(_FITS * float(bound["value"]), _last_place(bound["value"]))


def _rounded_to(quote: str) -> float:
    """The unit of the last printed digit of a number written with 万 or 亿: 3.86万家 → 100; 0 for others."""
    match = _ROUNDED.search(quote)
    return {"万": 1e4, "亿": 1e8}[match[2]] / 10 ** len(match[1] or "") if match else 0


def _last_place(value: float) -> int:
    """The place of the last digit that is not zero: 8000 → 1000, 440 → 10."""
    digits = str(int(value))
    return int(10 ** (len(digits) - len(digits.rstrip("0"))))


def _rank(observation: Observation, doubtful_below: float) -> tuple[Any, ...]:
    return (
        observation["value"] is not None,
        "repeated" not in observation["flags"],
        not is_doubtful(observation, doubtful_below),
        (observation["period"] or "") if observation["measure"] == "stock" else "",
        observation["confidence"],
        -observation["start"],
    )


def ordered_rows(rows: Iterable[RowKey], document_area: str | None) -> list[RowKey]:
    """Rows of one document: its own area first, areas as they come in the text, the whole before its parts, latest first."""
    rows = list(rows)
    areas = {area: number for number, area in enumerate(dict.fromkeys(row.area for row in rows))}
    by_period = sorted(rows, key=lambda row: row.period, reverse=True)
    return sorted(by_period, key=lambda row: (row.area != document_area, areas[row.area], _place(_SCOPES, row.scope)))
