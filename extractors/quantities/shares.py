"""Shares and multiples in words: 百分之六十五, 三分之一, 九成以上, 七成五, 一半, 翻两番. All in %."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from extractors.quantities import context
from extractors.quantities.lexicon import lexicon
from extractors.quantities.model import Bound
from extractors.quantities.numerals import HAN_NUMERALS, figures, han, han_range

_HAN = frozenset(HAN_NUMERALS)
_TO = re.compile("[至到]")
# 首次过半，为52%; 占54.8%，仍然过半: told in figures beside it.
_FIGURE_AFTER = re.compile(r"[，、,（(](?:占比?)?(?:为|达到?|有|至)?\s?\d[\d.]*[%％]")
_FIGURE_BEFORE = re.compile(r"\d[%％][，,][^，。；,]{0,3}$")
_BESIDE = 10
# 一半是海水，一半是火焰.
_BOTH_HALVES = re.compile(r"一半是[^，。；\n]{1,8}[，、；]?另?一半是")
_BOTH = 14
_SPOKEN_HALVES = ("了免", "半一", "打各", "人一", "扣打")
_SPOKEN_MIDDLES = ("间时", "务任", "程进", "程行", "本基", "刚刚")
_DECIDED = ("通过", "同意", "表决", "赞成")
_WORDS_ENDING_BEFORE_HALF = frozenset("另前后上下大")


class Share(NamedTuple):
    """A share in %: the value, the upper end of a range, its bound, the end of its digits and of the quote."""

    value: Decimal
    upper: Decimal | None
    bound: Bound
    number_end: int
    end: int


def _read(text: str) -> Decimal | None:
    return han(text) if text[0] in _HAN else figures(text)


def _tenths(m: re.Match[str]) -> tuple[Decimal, Decimal | None] | None:
    """成: 九成 90, 两三成 and 两至三成 20–30, 七成五 75, 三成半 35."""
    text = _TO.sub("", m["tenths"])
    ends = han_range(text)
    if ends:
        return ends[0] * 10, ends[1] * 10
    number = _read(m["tenths"])
    if number is None or not 0 < number <= 10:
        return None
    more = 5 if m["tenth"] == "半" else han(m["tenth"]) or 0 if m["tenth"] else 0
    return number * 10 + more, None


def _fraction(m: re.Match[str]) -> tuple[Decimal, Decimal | None] | None:
    below, above = _read(m["den"]), _read(m["numer"])
    upper = _read(m["numer2"]) if m["numer2"] else None
    if not below or above is None:
        return None
    share = round(above * 100 / below, 2)
    end = None if upper is None else round(upper * 100 / below, 2)
    return share, end if end is not None and end > share else None


def _inner_min(m: re.Match[str], *groups: str) -> Bound | None:
    return "min" if any(m[g] for g in groups) else None


def part(text: str, m: re.Match[str], start: int) -> Share | None:
    """百分之X, X分之Y and X成 with the bounds around them; None when the words are something else."""
    amount = _tenths(m) if m["tenths"] else _fraction(m)
    if amount is None:
        return None
    words, back = lexicon(), context.left_of(text, start)
    end = m.end("part")
    if back[:1] in _HAN or back[:1] in ("第", "每"):
        return None
    if m["tenths"] and (back[:1] in ("不", "无", "现") or text[end : end + 1] == "新"):
        return None
    if m["den"] and context.is_quorum(text, end):
        return None
    after = words.after_of.get(m["ptail"] or "")
    before = context.bound_before(back, round_number=True, share=True)
    bound = context.joined(before, _inner_min(m, "tin", "pin"), after)
    if context.is_legal_threshold(text, start, bound, share=True):
        return None
    number_end = max(m.end(g) for g in ("tenths", "tenth", "numer", "numer2"))
    return Share(*amount, bound, number_end, end)


def half(text: str, m: re.Match[str], start: int) -> Share | None:
    """一半, 半数, 过半: 50 %; 免了一半 and 一人一半 are turns of speech."""
    words, back, end = lexicon(), context.left_of(text, start), m.end()
    if m["htail"] == "以上" and text[end : end + 2] in _DECIDED:
        return None
    if back[:2] in _SPOKEN_HALVES or back[:1] in _WORDS_ENDING_BEFORE_HALF or text[end : end + 1] in ("分", "一"):
        return None
    if _BOTH_HALVES.search(text, max(0, start - _BOTH), end + _BOTH):
        return None
    if m["half"] == "过半" and (
        back[:2] in _SPOKEN_MIDDLES
        or _FIGURE_AFTER.match(text, end)
        or _FIGURE_BEFORE.search(text, max(0, start - _BESIDE), start)
    ):
        return None
    if m["half"][0] == "过":
        before: Bound | None = "min"
    else:
        before = context.bound_before(back, round_number=True, share=True)
    bound = context.joined(before, None, words.after_of.get(m["htail"] or ""))
    return Share(Decimal(50), None, bound, m.start("htail") if m["htail"] else end, end)


def times(text: str, m: re.Match[str], start: int) -> Share | None:
    """翻一番 is a growth of 100 %, 翻两番 of 300 %."""
    number = _read(m["folds"])
    left = text[max(0, start - 5) : start]
    if number is None or not 1 <= number <= 9 or "翻" not in left:
        return None
    before = context.bound_before(left[::-1], round_number=False, share=True)
    return Share(
        (Decimal(2) ** int(number) - 1) * 100,
        None,
        context.joined(before, _inner_min(m, "fmore"), None),
        m.end("folds"),
        m.end(),
    )
