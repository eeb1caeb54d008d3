"""Changes against the values that they lie between: old + change = new, in numbers and in per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.audit.findings import finding
from extractors.audit.interval import Interval, interval_of, is_exact, step_of
from extractors.audit.reading import Number, around, between, is_amount, unit_of
from extractors.audit.wording import amount, named, plain
from extractors.records import Finding, Severity

_FALL = re.compile(r"减|降|少|下滑|低|缩|跌|压")
_RISE = re.compile(r"增|升|多|提高|长|涨|扩")
_YEARLY = re.compile(r"年均|平均|连续|累计|环比|每年|各")
_FROM = re.compile(r"(?:由|从)[^，。；]{0,12}$")
_TO = re.compile(r"^[^，。；]{0,6}(?:增|升|提|发展|跃|扩|涨|减|降|缩|压|变)[^，。；]{0,6}[至到为]$")
_AGAINST = re.compile(r"[较比与][^，。；]{0,10}$")
_OLD = re.compile(r"[较比](?![例赛重])")
_BASIS = re.compile(r"^(?:的?基础|相比)")
_NET = re.compile(r"净(?:增|减)")
_CHANGED = re.compile(
    r"^(?:相比)?[，,、（(]?(?:[较比同][^，。；]{0,10})?(?:净|共|累计|分别)?"
    r"(?:增[长加幅速]?|提[高升]|上升|升[幅高]?|扩大|下降|降[低幅]?|减[少幅]?|回落|涨幅?|多|少|高|低)[率幅了出为达到约]{0,3}$"
)
# 较6月末增加14家，较去年同期增长1.9%: what each is compared with.
_COMPARED_WITH = re.compile(
    r"[较比同](?P<time>[^，。；]{1,8}?)(?:净|共|累计)?(?:增|提|升|上升|扩|下降|降|减|回落|涨|多|少|高|低)"
)
_LAST_YEAR = re.compile(r"上年|去年|同期|^比")
_SUBJECT = re.compile(r"总[量数]|组织|团体|机构|基金会|、")
_BESIDE = 16
_NEAR = 2
_IN = re.compile(r"新|成立|设立|增|吸收|入会|准予")
_OUT = re.compile(r"注销|撤销|吊销|退|清|撤并|除名|减")


def check_changes(numbers: Sequence[Number]) -> Iterator[Finding]:
    """Findings on stated changes that the stated values do not give."""
    for change in numbers:
        if change.observation.measure != "change" or not is_exact(change.observation) or not change.value:
            continue
        if _YEARLY.search(change.phrase):
            continue
        if _NET.search(change.phrase):
            yield from _net(change, numbers)
        ends = _ends_of(change, numbers)
        if ends is not None:
            yield from _against_ends(change, *ends)
        elif change.observation.unit == "%":
            yield from _growth(change, numbers)


def _same(change: Number, value: Number) -> bool:
    """Whether a value can be what has changed."""
    c, v = change.observation, value.observation
    units = {"百分点": "%", "%": v.unit}.get(c.unit, c.unit)
    return v.measure != "change" and is_exact(v) and v.value is not None and unit_of(units) == unit_of(v.unit)


def _ends_of(change: Number, numbers: Sequence[Number]) -> tuple[Number, Number] | None:
    """The old and the new value right before a change, or before one more: 由612家增至1,047家，增长71.1%; 47%，较38.2%提高8.8个百分点."""
    back = 1
    if change.index and numbers[change.index - 1].observation.measure == "change":
        back = 2
    if change.index < back + 1:
        return None
    first, second = numbers[change.index - back - 1], numbers[change.index - back]
    together = first.sentence == second.sentence == change.sentence
    if not together or not (_same(change, first) and _same(change, second)):
        return None
    if first.left.startswith("、") or not _CHANGED.search(between(second, numbers[second.index + 1])):
        return None
    if first.observation.unit != second.observation.unit or first.observation.indicator != second.observation.indicator:
        return None
    if _FROM.search(first.left) and _TO.search(between(first, second)):
        return first, second
    if _AGAINST.search(between(first, second)) and (
        back == 1 or _is_rate_of(change, numbers[change.index - 1], second, first)
    ):
        return second, first
    return None


def _is_rate_of(change: Number, difference: Number, old: Number, new: Number) -> bool:
    """Whether a change is the rate behind a difference, whatever its sign, of two values: 240家，比200家增加40家，增长20%."""
    apart = abs(new.value - old.value) == abs(difference.value)
    return change.observation.unit == "%" and is_exact(difference.observation) and apart


def _against_ends(change: Number, old: Number, new: Number) -> Iterator[Finding]:
    before, after = interval_of(old.observation), interval_of(new.observation)
    if before is None or after is None or before.low <= 0:
        return
    if change.observation.unit == "%":
        if old.observation.unit != "%":
            yield from _percent(
                change, before, after, (old, new), f"（{named(new)}－{named(old)}）÷{old.observation.quote}"
            )
        return
    apart = Interval(after.low - before.high, after.high - before.low)
    stated = _signed(change, new.value >= old.value)
    difference = new.value - old.value
    rounding = stated.meets(apart)
    if not rounding or (abs(difference) != abs(change.value) and _in_whole_points(change, old, new)):
        shown = f"{named(new)}－{named(old)}＝{amount(difference, change)}"
        yield _finding(change, (old, new), shown, difference, "warning" if rounding else "error")


def _in_whole_points(change: Number, *values: Number) -> bool:
    """Whether two rates and their difference are whole per cents, of which nobody expects that hidden decimals explain it."""
    return change.observation.unit == "百分点" and all(step_of(n.observation) == 1 for n in (change, *values))


def _percent(
    change: Number, before: Interval, after: Interval, values: Sequence[Number], shown: str
) -> Iterator[Finding]:
    """A growth rate, rounded or cut off, against old and new value."""
    low, high = 100 * (after.low / before.high - 1), 100 * (after.high / before.low - 1)
    size = sorted((abs(low), abs(high))) if low * high > 0 else [0.0, max(abs(low), abs(high))]
    step = step_of(change.observation)
    printed = abs(change.value)
    if printed - step / 2 - 1e-9 <= size[1] and size[0] < printed + step:
        return
    found = 100 * ((after.low + after.high) / (before.low + before.high) - 1)
    yield _finding(change, values, f"{shown}＝{plain(abs(found), 2)}%", abs(found))


def _signed(change: Number, rising: bool) -> Interval:
    """A change with its sign by the nearest word, or by the values where the words do not tell."""
    words = change.left[-8:]
    fall, rise = (max((m.end() for m in p.finditer(words)), default=0) for p in (_FALL, _RISE))
    down = fall > rise or (fall == rise and not rising)
    own = interval_of(change.observation) or Interval(change.value, change.value)
    return Interval(-own.high, -own.low) if down else own


def _growth(change: Number, numbers: Sequence[Number]) -> Iterator[Finding]:
    """1,093个，比上年增加88个，增长8.8%: the rate against new value and difference."""
    if not change.index:
        return
    difference = numbers[change.index - 1]
    o = difference.observation
    if o.measure != "change" or o.unit in ("%", "百分点", "倍", "番") or not is_exact(o):
        return
    if difference.sentence != change.sentence or not _CHANGED.search(between(difference, change)):
        return
    if _are_of_two_times(difference, change):
        return
    new = _new_value(difference, numbers)
    others = [n for n in around(difference, numbers, _NEAR) if is_amount(n) and _same(difference, n)]
    if new is None or any(
        not list(_growth_of(change, difference, n)) for n in others if n is not new and n.value > 2 * difference.value
    ):
        return  # another number near by gives the rate
    yield from _growth_of(change, difference, new)


def _are_of_two_times(difference: Number, change: Number) -> bool:
    """Whether a difference and a rate are each compared with another time, so that the one does not give the other."""
    told = [_COMPARED_WITH.search(words) for words in (difference.left, between(difference, change))]
    times = {"上年" if _LAST_YEAR.search(found["time"]) else found["time"] for found in told if found}
    return all(told) and len(times) > 1


def _growth_of(change: Number, difference: Number, new: Number) -> Iterator[Finding]:
    after, apart = interval_of(new.observation), _signed(difference, rising=True)
    before = Interval(after.low - apart.high, after.high - apart.low) if after else Interval(0, 0)
    if after is None or before.low <= 0:
        return
    sign = "－" if apart.high > 0 else "＋"
    shown = f"{named(difference)}÷（{named(new)}{sign}{difference.observation.quote}）"
    yield from _percent(change, before, after, (new, difference), shown)


def _new_value(difference: Number, numbers: Sequence[Number]) -> Number | None:
    """The value that a difference led to: right before it, or the only one of its kind stated in the document."""
    last = numbers[difference.index - 1] if difference.index else None
    if last is not None and _is_beside(last, difference):
        return None if _is_old(last, difference) else last
    alike = [
        n
        for n in numbers
        if n.index < difference.index
        and n.observation.measure == "stock"
        and n.value > 2 * difference.value
        and _same(difference, n)
        and n.observation.part_of is None
        and _what(n) == _what(difference)
    ]
    return alike[0] if len({n.value for n in alike}) == 1 else None


def _is_old(value: Number, difference: Number) -> bool:
    """Whether the words make a value the one that the change began with: 比上年末的200家增加40家; 在200家基础上增加40家."""
    words = between(value, difference)
    started = _FROM.search(value.phrase) and not words.startswith(("，", ","))
    return bool(started or _OLD.search(value.phrase) or _BASIS.search(words))


def _is_beside(value: Number, difference: Number) -> bool:
    """Whether a difference is one of the value right before it: 1,093个，比上年增加88个."""
    words = between(value, difference)
    beside = value.sentence == difference.sentence and len(words) <= _BESIDE and not _SUBJECT.search(words)
    alike = _same(difference, value) and value.observation.indicator == difference.observation.indicator
    return beside and alike and is_amount(value)


def _what(number: Number) -> tuple[str | int | None, ...]:
    o = number.observation
    return (o.indicator, o.org_type, o.scope, o.area, o.status, o.article)


def _net(change: Number, numbers: Sequence[Number]) -> Iterator[Finding]:
    """新成立39家，注销和撤销合计45家，净减少6家."""
    if change.observation.unit == "%":
        return
    before = [
        n
        for n in numbers[: change.index]
        if n.sentence == change.sentence
        and unit_of(n.observation.unit) == unit_of(change.observation.unit)
        and is_amount(n)
        and n.observation.part_of is None
        and (_IN.search(n.phrase) or _OUT.search(n.phrase))
    ]
    out = [n for n in before if _OUT.search(n.phrase)]
    new = [n for n in before if n not in out]
    if not out or not new or not all(is_exact(n.observation) for n in before):
        return
    found = sum(n.value for n in new) - sum(n.value for n in out)
    stated = change.value if "净增" in change.phrase else -change.value
    if found != stated:
        shown = f"{'＋'.join(map(named, new))}－{'－'.join(map(named, out))}＝{amount(found, change)}"
        yield _finding(change, before, shown, found)


def _finding(
    change: Number, values: Sequence[Number], shown: str, expected: float, severity: Severity = "error"
) -> Finding:
    message = f"增减与前后数字不符：{shown}，原文为“{named(change)}”"
    concerned = [n.observation for n in sorted((change, *values), key=lambda n: n.index)]
    kind = "share" if change.observation.unit == "%" else "sum"
    return finding("identity", kind, severity, message, concerned, expected, change.value)
