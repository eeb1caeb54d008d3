"""Which cells of a table are parts of which: of the total of their column, the total of their row, a row marked 其中."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.observations.relation import PARENTS
from extractors.records import Observation
from extractors.tables.cells import ValueCell

Pair = tuple[ValueCell, Observation]
_WHOLE_TYPES = ("社会组织",)


def link_parts(pairs: Sequence[Pair]) -> list[Pair]:
    """The cells with their observations, ``part_of`` set where rows and columns say it."""
    rows: defaultdict[int, list[Pair]] = defaultdict(list)
    columns: defaultdict[int, list[Pair]] = defaultdict(list)
    totals: defaultdict[int, list[Pair]] = defaultdict(list)
    for cell, o in pairs:
        rows[cell.row].append((cell, o))
        columns[cell.column].append((cell, o))
        if cell.row_header.total:
            totals[cell.column].append((cell, o))
    made = []
    for cell, o in pairs:
        whole = None
        if o.measure not in ("change", "share") and o.unit != "%":
            row, column = rows[cell.row], columns[cell.column]
            whole = (
                _marked(cell, row, column)
                or _column_total(cell, o, totals[cell.column])
                or _row_total(cell, o, row)
                or _by_sense(cell, o, row, column)
            )
        made.append((cell, replace(o, part_of=whole.id) if whole is not None and _fits(whole, o) else o))
    return made


def _fits(whole: Observation, part: Observation) -> bool:
    return whole.id != part.id and whole.unit == part.unit and (part.value or 0) <= (whole.value or 0)


def _marked(cell: ValueCell, row: Iterable[Pair], column: Iterable[Pair]) -> Observation | None:
    """The nearest row above (or column on the left) without the mark 其中, where this one has it."""
    if cell.row_header.part:
        above = [(c.row, o) for c, o in column if c.row < cell.row and not c.row_header.part]
        return max(above, key=lambda pair: pair[0])[1] if above else None
    if cell.column_header.part:
        left = [(c.column, o) for c, o in row if c.column < cell.column and not c.column_header.part]
        return max(left, key=lambda pair: pair[0])[1] if left else None
    return None


def _column_total(cell: ValueCell, o: Observation, totals: Iterable[Pair]) -> Observation | None:
    """The cell of the total row in the same column."""
    if cell.row_header.total:
        return None
    for other, total in totals:
        if total.indicator == o.indicator and (o.indicator != "other" or not other.row_header.words):
            return total
    return None


def _row_total(cell: ValueCell, o: Observation, row: Iterable[Pair]) -> Observation | None:
    """The cell of the total column in the same row; a column of all organisations is one for columns of their types."""
    for other, total in row:
        if other.column == cell.column or total.indicator != o.indicator:
            continue
        if other.column_header.total and not cell.column_header.total:
            return total
        if total.org_type in _WHOLE_TYPES and o.org_type not in _WHOLE_TYPES and o.org_type is not None:
            return total
    return None


def _by_sense(cell: ValueCell, o: Observation, row: Sequence[Pair], column: Sequence[Pair]) -> Observation | None:
    """Parts by what they are (合格 of 参检) in the same row or column; rows of types under a row of all organisations."""
    for wanted in PARENTS.get(o.indicator, ()):
        for other, total in (*row, *column):
            if total.indicator == wanted and total.org_type == o.org_type and other is not cell:
                return total
    if o.org_type is None or o.org_type in _WHOLE_TYPES:
        return None
    above = [
        (c.row, t) for c, t in column if c.row < cell.row and t.indicator == o.indicator and t.org_type in _WHOLE_TYPES
    ]
    return max(above, key=lambda pair: pair[0])[1] if above else None
