"""Which row and column of the indicator table a number belongs to, and which of several numbers stands in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from outputs.catalogue_info import IndicatorInfo
from outputs.doubt import is_doubtful
from outputs.wording import units_like

Sheet = Literal["actual", "rates", "planned"]
Observation = Mapping[str, Any]

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
    """The number that stands in a cell and the others that were written for the same cell."""

    best: Observation
    row_listed: int | None
    others: list[Observation] = field(default_factory=list)

    def differing(self) -> list[Observation]:
        """The others that do not say the same as the best."""
        said = _said(self.best)
        return [other for other in self.others if _said(other) != said]


def _said(observation: Observation) -> tuple[Any, ...]:
    return observation["value"], observation["value_max"], observation["bound"]


def sheet_of(observation: Observation) -> Sheet | None:
    """The sheet a number belongs to; None for numbers without an indicator, which are only listed."""
    if observation["indicator"] == "other":
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
    the latest day, of the highest confidence, and the first in the text among equals.

    Args:
        observations: each with the row where it is listed (from 0), or None.
        doubtful_below: confidence below which a number counts as doubtful.
    """
    sheets: dict[Sheet, dict[RowKey, dict[ColumnKey, Cell]]] = {}
    for observation, row_listed in observations:
        sheet = sheet_of(observation)
        if sheet is None:
            continue
        cells = sheets.setdefault(sheet, {}).setdefault(row_of(observation), {})
        column = column_of(observation)
        cell = cells.get(column)
        if cell is None:
            cells[column] = Cell(observation, row_listed)
        elif _rank(observation, doubtful_below) > _rank(cell.best, doubtful_below):
            cell.others.append(cell.best)
            cell.best, cell.row_listed = observation, row_listed
        else:
            cell.others.append(observation)
    return sheets


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
