"""Parts against their total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractors.audit.findings import finding
from extractors.audit.interval import Interval, interval_of, is_exact
from extractors.records import Finding, Observation

_TYPES = ("社会团体", "民办非企业单位", "基金会")


def check_sums(observations: Sequence[Observation]) -> Iterator[Finding]:
    """Findings on parts that do not add up to the total that they are a part of."""
    by_id = {o.id: o for o in observations}
    children: defaultdict[str, list[Observation]] = defaultdict(list)
    for o in observations:
        if o.part_of in by_id and o.part_of is not None:
            children[o.part_of].append(o)
    for total_id, parts in children.items():
        total = by_id[total_id]
        by_type = [p for p in parts if p.org_type in _TYPES and p.scope == total.scope]
        by_scope = [p for p in parts if p.scope in ("own", "sub") and p.org_type == total.org_type]
        if {p.org_type for p in by_type} == set(_TYPES) and len(by_type) == len(_TYPES):
            yield from _compare(total, by_type)
        if sorted(str(p.scope) for p in by_scope) == ["own", "sub"]:
            yield from _compare(total, by_scope)


def _compare(total: Observation, parts: Sequence[Observation]) -> Iterator[Finding]:
    alike = all((p.indicator, p.status, p.period) == (total.indicator, total.status, total.period) for p in parts)
    whole = interval_of(total)
    if not alike or whole is None or not all(is_exact(o) for o in (total, *parts)):
        return
    added = Interval(0, 0)
    for part in parts:
        added += interval_of(part) or Interval(0, 0)
    if not added.meets(whole):
        amount = sum(float(p.value or 0) for p in parts)
        message = f"{'＋'.join(p.quote for p in parts)}＝{amount:g}，与总数{total.quote}不符（差{abs(amount - float(total.value or 0)):g}）"
        yield finding("sum", "sum", "error", message, [total, *parts], float(total.value or 0), amount)
