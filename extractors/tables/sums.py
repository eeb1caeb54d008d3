"""Totals of a table against the cells that make them up: rows under 合计, columns beside 总数."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractors.audit.findings import finding
from extractors.audit.wording import plain
from extractors.records import Finding, Observation
from extractors.tables.cells import ValueCell

Pair = tuple[ValueCell, Observation]
# The types into which all organisations are divided; a table may leave out foundations where there are none.
_TYPES = {"社会团体", "民办非企业单位", "基金会"}
_FEWEST = 2


def check_table_sums(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Findings on totals that are not the sum of their parts.

    A column's total row is held against all its other rows (without 其中 rows and levels of subtotals), a row's number of
    all organisations against its three types. Rounded amounts may differ by half of their last digit each.

    Args:
        pairs: the value cells of one table with their observations, ``part_of`` set.
    """
    counted = [
        (c, o) for c, o in pairs if o.value is not None and o.measure not in ("change", "share") and o.unit != "%"
    ]
    columns: defaultdict[int, list[Pair]] = defaultdict(list)
    rows: defaultdict[int, list[Observation]] = defaultdict(list)
    for cell, o in counted:
        columns[cell.column].append((cell, o))
        rows[cell.row].append(o)
    for held in columns.values():
        totals = [o for c, o in held if c.row_header.total and not c.row_header.words]
        parts = [o for c, o in held if not c.row_header.total and not c.row_header.part]
        if len(totals) == 1 and all(p.indicator == totals[0].indicator and p.unit == totals[0].unit for p in parts):
            yield from _compared(totals[0], parts)
    for row in rows.values():
        for total in row:
            alike = [o for o in row if o.indicator == total.indicator and o.period == total.period]
            parts = [o for o in alike if o.org_type in _TYPES]
            if total.org_type == "社会组织" and len(parts) == len(_TYPES) and {p.org_type for p in parts} == _TYPES:
                yield from _compared(total, parts)


def _compared(total: Observation, parts: Sequence[Observation]) -> Iterator[Finding]:
    together = sum(p.value or 0 for p in parts)
    stated = total.value or 0
    tolerance = sum(_step(o) for o in (total, *parts)) / 2
    if len(parts) < _FEWEST or abs(together - stated) <= tolerance:
        return
    names = "＋".join(f"{_name(p)}{p.quote}" for p in parts)
    message = f"表中分项之和与合计不符：{names}＝{plain(together)}{total.unit}，表中合计为{plain(stated)}{total.unit}（差{plain(abs(together - stated))}{total.unit}）"  # fmt: skip
    concerned = sorted((total, *parts), key=lambda o: o.start)
    yield finding("sum", "sum", "error", message, concerned, stated, together)


def _name(o: Observation) -> str:
    if o.scope == "own":
        return "本级"
    if o.scope == "sub" and o.area:
        return o.area
    return o.org_type if o.org_type and o.org_type != "社会组织" else ""


def _step(o: Observation) -> float:
    """What the last printed digit of an amount is worth, 0 for whole counts."""
    digits = o.quote.partition(".")[2]
    if not digits or o.value is None:
        return 0.0
    written = float("".join(c for c in o.quote if c.isdigit() or c == ".") or 1)
    factor = abs(o.value) / written if written else 1.0
    return float(factor / 10 ** sum(c.isdigit() for c in digits))
