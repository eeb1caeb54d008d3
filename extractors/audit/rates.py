"""Rates and shares against the numbers that they are reckoned from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from corpora.errors import ConfigurationError
from extractors.audit.findings import finding
from extractors.audit.interval import interval_of, is_exact, step_of
from extractors.audit.reading import Number, between, is_amount, unit_of
from extractors.audit.wording import named, plain
from extractors.records import Finding

_KEYS = {"rate", "part", "part_codes", "base", "base_codes"}
_OTHERS = re.compile(r"未|没有|不|尚|剩")
_CLAUSE_END = re.compile(r"[，,；;：:。、（）()]")
_ANOTHER = re.compile(r"合格|优良|满意|增[长速幅]|同比|每|平均|人均")
_LOOK_BACK = 6
_WHOLE = 100
# Rates of what is a part of its base by its name; a plan can be fulfilled by 105 %.
_OF_A_WHOLE = re.compile(
    r"(?:合格|优良|参检|年检|年报|报送|覆盖|入章|持证|满意|知晓|公开|整改|办结|处置|换届|脱钩)[率度](?:[^，。；、]{0,4})$"
)
# 占…: of the total that the part belongs to, unless the words name something else.
_SHARE = re.compile(r"^[，,（(]?约?占(?:比|到|了|其|总数|总量|总额|全部|其中)?的?(?:比例|比重)?(?:为|达|达到)?$")
_COVERAGE = re.compile(r"^[，,（(]?(?:党的?)?(?:组织|工作)?覆盖率[为达到]{0,2}$")
_OF_NAMED = re.compile(r"^[，,（(]?约?占[^，。；、]{0,10}$")


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of ``rates.yaml``."""

    rate: re.Pattern[str]
    part: re.Pattern[str]
    part_codes: frozenset[str]
    base: re.Pattern[str]
    base_codes: frozenset[str]


@cache
def rules() -> tuple[Rule, ...]:
    """The rates that can be reckoned again.

    Raises:
        ConfigurationError: ``rates.yaml`` has an unknown or missing key.
    """
    raw = yaml.load(files("extractors.audit").joinpath("rates.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return tuple(_rule(entry, f"rates.yaml[{number}]") for number, entry in enumerate(raw))


def _rule(entry: dict[str, Any], path: str) -> Rule:
    if wrong := set(entry) ^ _KEYS:
        raise ConfigurationError(f"{path}: unknown or missing keys {', '.join(sorted(wrong))}")
    return Rule(
        rate=re.compile(f"(?:{entry['rate']})(?:（[^（）]*）)?[^，。；]{{0,4}}$"),
        part=re.compile(entry["part"]),
        part_codes=frozenset(entry["part_codes"]),
        base=re.compile(entry["base"]),
        base_codes=frozenset(entry["base_codes"]),
    )


def check_rates(numbers: Sequence[Number]) -> Iterator[Finding]:
    """Findings on printed rates that the numbers beside them do not give."""
    for rate in numbers:
        o = rate.observation
        if o.unit != "%" or o.measure != "share" or not is_exact(o) or step_of(o) > 1:
            continue
        if rate.value > _WHOLE and _OF_A_WHOLE.search(rate.phrase):
            yield _beyond(rate)
            continue
        pair = (
            _pair_of(rate, numbers)
            or _share_of(rate, numbers)
            or _share_of_named(rate, numbers)
            or _coverage(rate, numbers)
        )
        if pair and not _agrees(rate, *pair) and not _other_base(rate, pair[0], numbers):
            yield _finding(rate, *pair)


def _pair_of(rate: Number, numbers: Sequence[Number]) -> tuple[Number, Number] | None:
    """Part and base of a rate with a name, as its rule finds them before it in the sentence."""
    for rule in rules():
        if not rule.rate.search(rate.phrase) or _ANOTHER.search(rate.phrase):
            continue
        before = [n for n in numbers[max(rate.index - _LOOK_BACK, 0) : rate.index] if n.sentence == rate.sentence]
        pairs = [pair for at in range(1, len(before)) for pair in _pairs(before, at, rate, rule)]
        if pairs:
            return max(pairs, key=lambda pair: (pair[0].value, pair[0].index))
    return None


def _pairs(before: Sequence[Number], at: int, rate: Number, rule: Rule) -> Iterator[tuple[Number, Number]]:
    """The part at ``at`` with each number shortly before it that can be its base, if it is a part by its words."""
    part = before[at]
    if _OTHERS.search(_words(part)) or not _said(part, _words(part), rule.part, rule.part_codes):
        return
    for base in before[max(at - 2, 0) : at]:
        larger = base.value >= part.value or base.index == part.index - 1
        if larger and _usable(part, base, rate) and _said(base, base.left, rule.base, rule.base_codes):
            yield part, base


def _said(number: Number, words: str, pattern: re.Pattern[str], codes: frozenset[str]) -> bool:
    return number.observation.indicator in codes or bool(pattern.search(words))


def _words(number: Number) -> str:
    """The clause of a number: the words before it and those right behind."""
    return number.phrase + _CLAUSE_END.split(number.right)[0]


def _usable(part: Number, base: Number, rate: Number) -> bool:
    numbers = (part, base)
    alike = len({(unit_of(n.observation.unit), n.observation.status) for n in numbers}) == 1
    sound = all(is_amount(n) and is_exact(n.observation) and n.value > 0 for n in numbers)
    return alike and sound and rate.observation.status == part.observation.status


def _share_of(rate: Number, numbers: Sequence[Number]) -> tuple[Number, Number] | None:
    """合格831家，占86.4%: the part and its stated total."""
    if not rate.index:
        return None
    part = numbers[rate.index - 1]
    if part.sentence != rate.sentence or not _SHARE.search(between(part, rate)):
        return None
    base = next((n for n in numbers if n.observation.id == part.observation.part_of), None)
    return (part, base) if base is not None and _usable(part, base, rate) else None


def _share_of_named(rate: Number, numbers: Sequence[Number]) -> tuple[Number, Number] | None:
    """1,286家，占全省12,000家的10.7%: the part and the total that the words name."""
    if rate.index < 2:
        return None
    part, base = numbers[rate.index - 2], numbers[rate.index - 1]
    together = part.sentence == base.sentence == rate.sentence
    named_so = together and between(base, rate) == "的" and _OF_NAMED.search(between(part, base))
    return (part, base) if named_so and _usable(part, base, rate) else None


def _coverage(rate: Number, numbers: Sequence[Number]) -> tuple[Number, Number] | None:
    """登记1,286家，党的组织覆盖1,086家，覆盖率84.4%: only where nothing else stands between, as there are many such rates."""
    if rate.index < 2:
        return None
    part, base = numbers[rate.index - 1], numbers[rate.index - 2]
    codes = (base.observation.indicator, part.observation.indicator)
    together = part.sentence == base.sentence == rate.sentence and codes == ("reg.total", "party.covered")
    named_so = together and _COVERAGE.search(between(part, rate)) and part.value <= base.value
    return (part, base) if named_so and _usable(part, base, rate) else None


def _agrees(rate: Number, part: Number, base: Number) -> bool:
    """Whether the rate is the quotient, rounded or cut off at its last printed place (94.59% may stand as 94.5%)."""
    above, below = interval_of(part.observation), interval_of(base.observation)
    if above is None or below is None or below.low <= 0:
        return True
    step = step_of(rate.observation)
    low, high = 100 * above.low / below.high, 100 * above.high / below.low
    return rate.value - step / 2 - 1e-9 <= high and low < rate.value + step


def _other_base(rate: Number, part: Number, numbers: Sequence[Number]) -> bool:
    """Whether other numbers give the rate: another base, or the part with those listed behind it (按时271家、补报9家)."""
    earlier = [n for n in numbers if n.index < rate.index and n.index != part.index and _usable(part, n, rate)]
    near = [
        n for n in earlier if abs(n.sentence - rate.sentence) <= _LOOK_BACK or n.observation.indicator == "reg.total"
    ]
    added, parts = part.value, [part]
    for more in (n for n in earlier if part.index < n.index and n.sentence == rate.sentence):
        added += more.value
        parts.append(replace(part, observation=replace(part.observation, value=added)))
    return any(_agrees(rate, p, n) for p in parts for n in near)


def _beyond(rate: Number) -> Finding:
    message = f"比率超过100%：原文为“{named(rate)}”"
    return finding("share", "share", "error", message, [rate.observation], _WHOLE, rate.value)


def _finding(rate: Number, part: Number, base: Number) -> Finding:
    quotient = 100 * part.value / base.value
    shown = f"{named(part)}÷{named(base)}＝{plain(quotient, 2)}%"
    message = f"比率与所据数字不符：{shown}，原文为“{named(rate)}”"
    concerned = [n.observation for n in sorted((rate, part, base), key=lambda n: n.index)]
    return finding("share", "share", "error", message, concerned, quotient, rate.value)
