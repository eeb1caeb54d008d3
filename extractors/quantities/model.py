"""What a quantity is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Bound = Literal["exact", "approx", "min", "max"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as it stands in the text.

    ``start``/``end`` span the quote: number, magnitude, inner and trailing bound words and unit (``30余万元``,
    ``60家以上``), without bound words in front. ``number_start``/``number_end`` span the digits with their magnitude.
    ``value`` is in base units (1.32亿元 → 132000000), an int where whole, None when the digits are masked; a range has
    its upper end in ``value_max``. ``unit`` is the measure word (``家``, ``人次``, ``元``, ``%``, ``百分点``), ``""`` when
    the text gives none. ``flags``: ``suspect_number`` for damage that was seen, ``unit_missing`` when the unit is left out.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: int | float | None
    value_max: int | float | None
    unit: str
    bound: Bound
    masked: bool
    flags: tuple[str, ...] = ()
