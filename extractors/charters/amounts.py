"""Numbers that a clause sets: shares (2/3, 三分之二, 70%, 过半数), years, days, persons, sums of money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from extractors.quantities.numerals import HAN_NUMERALS, MAGNITUDES, figures, han

_HAN = f"[{HAN_NUMERALS}]"
_FIGURES = r"\d[\d,，]*(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"百分之(?P<percent_han>{_HAN}+)|(?P<percent>{_FIGURES})[%％]|(?P<below>{_HAN}+)分之(?P<above>{_HAN}+)"
    rf"|(?P<top>\d+)/(?P<bottom>\d+)|(?P<half>半数|一半|过半|(?<!以上)(?<!以上的)多数)|(?P<tenths>[一二三四五六七八九])成(?!员|立)|(?P<figures>{_FIGURES})(?P<magnitude>[十百千]?[万亿])?|(?P<han>{_HAN}+)"
)
_DAYS = {"工作日": 1, "日": 1, "天": 1, "周": 7, "星期": 7, "月": 30, "季度": 90, "年": 365}
_DURATION = re.compile(
    rf"(?:(?P<figures>\d+)|(?P<han>{_HAN}+)|(?P<half>半))(?:（[^）]{{1,4}}）)?个?(?P<more>半)?(?P<unit>{'|'.join(_DAYS)})"
)
_TO = re.compile(r"(?:名|人|位)?(?:至|到|[-~—–]{1,2})")


@dataclass(frozen=True, slots=True)
class Limit:
    """What a number in a clause may be: at least ``least``, at most ``most``; ``defect`` names a breach.

    Shares are parts of one (70% is 7/10), times are days where ``in_days`` (a month is 30, a year 365), all else is in the
    unit that the clause itself names.
    """

    least: Fraction | None
    most: Fraction | None
    defect: str
    in_days: bool = False

    def broken_by(self, clause: str) -> bool:
        """Whether the last number of a clause, or an end of the range it closes (3至7名), is out of bounds.

        A clause without a number breaks nothing."""
        return any(
            (self.least is not None and value < self.least) or (self.most is not None and value > self.most)
            for value in (list(days(clause))[-1:] if self.in_days else _last(clause))
        )


def amounts(text: str) -> Iterator[Fraction]:
    """The numbers of a text in order: ``三分之二`` 2/3, ``百分之八`` 8/100, ``半数`` 1/2, ``贰佰万`` 2000000."""
    return (value for _, value in _found(text))


def days(text: str) -> Iterator[Fraction]:
    """The stretches of time of a text in days: ``三十日`` 30, ``一个半月`` 45, ``四周`` 28, ``半年`` 365/2."""
    for found in _DURATION.finditer(text):
        number = figures(found["figures"]) if found["figures"] else han(found["han"]) if found["han"] else None
        count = Fraction(1, 2) if found["half"] else None if number is None else Fraction(number)
        if count is not None:
            yield (count + (Fraction(1, 2) if found["more"] else 0)) * _DAYS[found["unit"]]


def _found(text: str) -> Iterator[tuple[re.Match[str], Fraction]]:
    for found in _AMOUNT.finditer(text):
        value = _value(found)
        if value is not None:
            yield found, value


def _last(text: str) -> list[Fraction]:
    """The last number of a text, and the one before it where the two are the ends of a range."""
    numbers = list(_found(text))[-2:]
    ends = [value for _, value in numbers]
    if len(numbers) == 2 and not _TO.fullmatch(text[numbers[0][0].end() : numbers[1][0].start()]):
        return ends[1:]
    return ends


def _value(found: re.Match[str]) -> Fraction | None:
    group = found.groupdict()
    if group["half"]:
        return Fraction(1, 2)
    if group["top"]:
        return Fraction(int(group["top"]), int(group["bottom"])) if int(group["bottom"]) else None
    if group["below"]:
        below, above = han(group["below"]), han(group["above"])
        return Fraction(above) / Fraction(below) if below and above is not None else None
    if group["tenths"]:
        return Fraction(han(group["tenths"]) or 0) / 10
    if group["percent"] or group["percent_han"]:
        share = figures(group["percent"]) if group["percent"] else han(group["percent_han"])
        return None if share is None else Fraction(share) / 100
    number = figures(group["figures"]) if group["figures"] else han(group["han"])
    return None if number is None else Fraction(number) * MAGNITUDES[group["magnitude"] or ""]
