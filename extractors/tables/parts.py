"""Which cells of a table are parts of which: of the total of their column, the total of their row, a row marked 其中."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.observations.relation import PARENTS
from extractors.records import Observation
from extractors.tables.cells import ValueCell

Pair = tuple[ValueCell, Observation]
_WHOLE_TYPES = ("社会组织",)


def link_parts(pairs: Sequence[Pair]) -> list[Pair]:
    """The cells with their observations, ``part_of`` set where rows and columns say it."""
    at = {(cell.row, cell.column): (cell, o) for cell, o in pairs}
    made = []
    for cell, o in pairs:
        if o.measure in ("change", "share") or o.unit == "%":
            made.append((cell, o))
            continue
        whole = _marked(cell, at) or _column_total(cell, o, at) or _row_total(cell, o, at) or _by_sense(cell, o, at)
        made.append((cell, replace(o, part_of=whole.id) if whole is not None and _fits(whole, o) else o))
    return made


def _fits(whole: Observation, part: Observation) -> bool:
    return whole.id != part.id and whole.unit == part.unit and (part.value or 0) <= (whole.value or 0)


def _marked(cell: ValueCell, at: dict[tuple[int, int], Pair]) -> Observation | None:
    """The nearest row above (or column on the left) without the mark 其中, where this one has it."""
    if cell.row_header.part:
        rows = [r for r, c in at if c == cell.column and r < cell.row and not at[r, c][0].row_header.part]
        return at[max(rows), cell.column][1] if rows else None
    if cell.column_header.part:
        columns = [c for r, c in at if r == cell.row and c < cell.column and not at[r, c][0].column_header.part]
        return at[cell.row, max(columns)][1] if columns else None
    return None


def _column_total(cell: ValueCell, o: Observation, at: dict[tuple[int, int], Pair]) -> Observation | None:
    """The cell of the total row in the same column."""
    if cell.row_header.total:
        return None
    for (_, column), (other, total) in at.items():
        if column != cell.column or not other.row_header.total or total.indicator != o.indicator:
            continue
        if o.indicator != "other" or not other.row_header.words:
            return total
    return None


def _row_total(cell: ValueCell, o: Observation, at: dict[tuple[int, int], Pair]) -> Observation | None:
    """The cell of the total column in the same row; a column of all organisations is one for columns of their types."""
    for (row, column), (other, total) in at.items():
        if row != cell.row or column == cell.column or total.indicator != o.indicator:
            continue
        if other.column_header.total and not cell.column_header.total:
            return total
        if total.org_type in _WHOLE_TYPES and o.org_type not in _WHOLE_TYPES and o.org_type is not None:
            return total
    return None


def _by_sense(cell: ValueCell, o: Observation, at: dict[tuple[int, int], Pair]) -> Observation | None:
    """Parts by what they are (合格 of 参检), in the same row or, where indicators are rows, the same column."""
    for wanted in PARENTS.get(o.indicator, ()):
        for (row, column), (_, total) in at.items():
            if (
                total.indicator == wanted
                and total.org_type == o.org_type
                and (row == cell.row) != (column == cell.column)
            ):
                return total
    # Rows of types under a row of all organisations.
    if o.org_type is not None and o.org_type not in _WHOLE_TYPES:
        above = [
            (row, t)
            for (row, c), (_, t) in at.items()
            if c == cell.column and t.indicator == o.indicator and t.org_type in _WHOLE_TYPES
        ]
        return (
            max((pair for pair in above if pair[0] < cell.row), key=lambda pair: pair[0])[1]
            if any(r < cell.row for r, _ in above)
            else None
        )
    return None
