"""How numbers are named and written in messages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.audit.reading import Number

_HAN_TAIL = re.compile(r"[\u4e00-\u9fffA-Za-z0-9“”]{1,12}$")
_IDLE = re.compile(
    r"^(?:其中|分别|依次|以及|还有|另有|另外|全年|共有?|和|与|及|有|为|是)+|(?:分别|依次|共有?|达到?|有|为|是)+$"
)
_SIZES = {"万": 10_000, "亿": 100_000_000}


def named(number: Number) -> str:
    """A number with the words that it has in the text: ``社会团体180家``; without such words only the number."""
    tail = _HAN_TAIL.search(number.phrase.split("、")[-1])
    name = _IDLE.sub("", tail[0]) if tail else ""
    return f"{name or _known_name(number)}{number.observation.quote}"


def _known_name(number: Number) -> str:
    o = number.observation
    return o.grade or (o.org_type if o.org_type and o.org_type != "社会组织" else "") or ""


def amount(value: float, like: Number) -> str:
    """A computed amount, written as ``like`` is: ``412家``, ``1,860万元``, ``95.1%``."""
    quote, unit = like.observation.quote, like.observation.unit
    sign = next((s for s in ("亿", "万") if s in quote), "")
    scaled = value / _SIZES[sign] if sign else value
    return f"{plain(scaled)}{sign}{unit}"


def plain(value: float, places: int = 4) -> str:
    """A number with thousands separators and without idle zeros."""
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def added(parts: Sequence[Number], total: Number) -> str:
    """``社会团体180家＋民办非企业单位232家＝412家``."""
    return f"{'＋'.join(named(p) for p in parts)}＝{amount(sum(p.value for p in parts), total)}"


def period_in_words(period: str) -> str:
    """``2022-12-31`` → 2022年12月31日, ``2021-01/2021-06`` → 2021年1月至2021年6月, ``2020/..`` → 2020年以来."""
    start, _, end = period.partition("/")
    if end == "..":
        return f"{_day_in_words(start)}以来"
    return f"{_day_in_words(start)}至{_day_in_words(end)}" if end else _day_in_words(start)


def _day_in_words(day: str) -> str:
    return "".join(
        f"{int(number)}{sign}" for number, sign in zip(day.split("-"), "年月日", strict=False) if number.isdigit()
    )
