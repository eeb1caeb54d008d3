"""How far a printed number may stand from the true one: by rounding, by bound words, by range."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.records import Observation

_DECIMALS = re.compile(r"[.．](\d+)")
# 一千零二十: digits behind a magnitude word say that the number is written out to its last place.
_AFTER_DIGITS = re.compile(r"[千万亿][零〇]?(?=[一二三四五六七八九1-9])")
_MAGNITUDE = re.compile(r"[千万亿]")
_SIZES = {"千": 1_000, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Interval:
    """Lowest and highest true value that a printed number allows, in base units; ``high`` may be infinite."""

    low: float
    high: float

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def meets(self, other: Interval) -> bool:
        """Whether the two can be the same number."""
        slack = 1e-9 * max(1.0, abs(self.low), abs(other.low))
        return self.low <= other.high + slack and other.low <= self.high + slack

    def exceeds(self, other: Interval) -> bool:
        """Whether the lowest value of this one lies above the highest of the other."""
        return self.low > other.high + 1e-9 * max(1.0, abs(self.low), abs(other.low))


def is_exact(observation: Observation) -> bool:
    """Whether the text gives one plain number: no bound word, no range, no masked digits."""
    o = observation
    return o.bound == "exact" and o.value is not None and o.value_max is None and o.status != "masked"


def size_of(observation: Observation) -> float:
    """The magnitude word of a number in base units: ``3.2万`` → 10000, ``176家`` → 1, ``九成`` → 10."""
    return _printed(observation.quote, observation.unit)[0]


def step_of(observation: Observation) -> float:
    """The unit of the last printed digit in base units: ``3.2万`` → 1000, ``75.4%`` → 0.1, ``176家`` → 1."""
    return _printed(observation.quote, observation.unit)[1]


@lru_cache(maxsize=4096)
def _printed(quote: str, unit: str) -> tuple[float, float]:
    """Size and step of a number as it is printed; every number is asked for with each total near it."""
    size = _size(quote, unit)
    decimals = _DECIMALS.search(quote)
    return size, size / 10.0 ** (len(decimals[1]) if decimals else 0)


def _size(quote: str, unit: str) -> float:
    if unit == "%":
        return 10.0 if quote.rstrip("以上多左右的 ").endswith("成") else 1.0
    size = 1.0
    for sign in _MAGNITUDE.findall(_AFTER_DIGITS.sub("", quote)):
        size *= _SIZES[sign]
    return size


def is_rounded(observation: Observation) -> bool:
    """Whether the number may have been rounded when it was written: magnitudes, decimals, rates."""
    return step_of(observation) != 1 or observation.unit == "%"


def interval_of(observation: Observation, step: float | None = None) -> Interval | None:
    """What the true value may be, or None where the digits are masked.

    ``step``: the last printed place, where the numbers around tell it better than the number itself.
    """
    o = observation
    if o.value is None or o.status == "masked":
        return None
    value = float(o.value)
    half = (step_of(o) if step is None else step) / 2 if is_rounded(o) else 0.0
    if o.value_max is not None:
        return Interval(value - half, float(o.value_max) + half)
    if o.bound == "exact":
        return Interval(value - half, value + half)
    coarse = max(_last_place(value), 2 * half)
    if o.bound == "approx":
        return Interval(value - coarse, value + coarse)
    return Interval(value - half, math.inf) if o.bound == "min" else Interval(0.0, value + half)


def _last_place(value: float) -> float:
    """The place of the last digit that is not zero: 500 → 100, 3200 → 100, 47 → 1."""
    place = 1.0
    whole = abs(int(value))
    while whole and whole % (place * 10) == 0:
        place *= 10
    return place
