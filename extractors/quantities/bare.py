"""Numbers written without their unit: 变更22、注销4个; 投入370万; 80万社会组织; 山东（5.07万）."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.quantities import context
from extractors.quantities.lexicon import lexicon
from extractors.quantities.model import Bound, Quantity
from extractors.quantities.numerals import MAGNITUDES, plain

# From one item of an enumeration to the next: 、变更 · 和 · （市级），
_LINK = re.compile(r"(?:[（(][^（）()]{0,8}[）)])?[、，,和及与](?:[^\d、，,。；;：:\n“”]{0,8})")
# From one item of a list to the next by what it names: 家，海塘街道; from a whole to its parts: 家（单建
# (名单见附件2 is none)
_ITEM = re.compile(r"(?:[（(][^（）()]{0,8}[）)])?[、，,；;：:/／（(][一-龥]{2,8}(?<!附件)(?<![表图第])")
# 新办26，注销7; 合格98、不合格2: what is counted so at an office.
_ACTS = re.compile(r"(?:新办|成立|登记|变更|注销|撤销|取缔|合格|[省市州盟县区旗]级|备案)(?:登记)?(?:合计|共计|共)?$")
_NO_SENTENCE = re.compile(r"[^。\n]*")
_COPULA = re.compile(
    r"(?:总?数量?|总量|登记数)?(?:分别)?(?:已|共|共有|现有|有|为|达|达到|超过|突破|约|近|逾|超|共计|合计|总计|至少|不少于){0,2}"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# 80、95万元: the magnitude of the last is that of all.
_MAGNITUDE = re.compile(r"[\d.,]+([万亿])元")
_JOINING = ("、", "和", "与", "及")
_ENDS = ("→", "，", "）", ")", "。", "；", "、", "（", "(", ",", ";", "/", "／", "")
_AND = ("、", "和", "，", "及", "与", ",", "→")
_TIMES = frozenset({"人次", "次"})
_SINCE = frozenset("于在自从至到")
_PERSONS = frozenset({"人", "名", "位"})
_NEAR = 24
_LARGE = 10
# In characters: blanks before a list number.
_BLANKS = 12
_NO_AMOUNT = ("级", "工", "+", "＋")


@dataclass(frozen=True, slots=True)
class Bare:
    """A number without unit; ``scaled`` when it has a magnitude or an inner bound, ``at`` the quantities found before it."""

    start: int
    end: int
    number_end: int
    value: Decimal
    bound: Bound
    scaled: bool
    at: int

    def quantity(self, unit: str) -> Quantity:
        """The quantity with the unit that was found for it."""
        return Quantity(
            self.start,
            self.end,
            self.start,
            self.number_end,
            plain(self.value),
            None,
            unit,
            self.bound,
            False,
            ("unit_missing",),
        )


def settle(text: str, bare: Sequence[Bare], found: list[Quantity]) -> list[Quantity]:
    """``found`` with the numbers of ``bare`` that got a unit, in order of position."""
    factors = _magnitudes(text, bare, found)
    units = _counted_things(text, bare) | dict.fromkeys(factors, "元")
    bare = [replace(n, value=n.value * factors[n.start]) if n.start in factors else n for n in bare]
    following: Quantity | None = None
    for number in reversed(bare):
        if number.at < len(found) and (following is None or found[number.at].start < following.start):
            following = found[number.at]
        unit = _of_scaled(text, number, following) if number.scaled else _shared(text, number, following)
        unit = unit if unit is not None else units.get(number.start)
        if unit is not None:
            units[number.start] = unit
            following = number.quantity(unit)
    settled: list[Quantity] = []
    for number in bare:
        unit = units.get(number.start)
        if unit is None and not number.scaled:
            unit = _of_list(text, number, [*found[max(number.at - 1, 0) : number.at], *settled[-1:]])
        if unit is None and number.scaled and text[number.end : number.end + 1] not in _NO_AMOUNT:
            candidates = [*found[max(number.at - 1, 0) : number.at], *settled[-1:]]
            unit = _of_earlier(text, number, max(candidates, key=lambda q: q.start, default=None))
        if unit is not None:
            settled.append(number.quantity(unit))
    return sorted([*found, *settled], key=lambda q: q.start)


def _magnitudes(text: str, bare: Sequence[Bare], found: Sequence[Quantity]) -> dict[int, int]:
    """The magnitude, by position, of the numbers in lists of amounts that have it behind their last (80、95万元)."""
    behind = {q.start: MAGNITUDES[m[1]] for q in found if (m := _MAGNITUDE.fullmatch(text, q.start, q.end))}
    factors: dict[int, int] = {}
    for number in reversed(bare):
        joined = not number.scaled and text[number.end : number.end + 1] in _JOINING
        if joined and number.end + 1 in behind:
            factors[number.start] = behind[number.start] = behind[number.end + 1]
    return factors


def _counted_things(text: str, bare: Sequence[Bare]) -> dict[int, str]:
    """Units, by position, of numbers right behind what they count: 会员单位280，; 社会团体4、基金会2）.

    Small ones need a neighbour of their kind, as 协会3 may be the third one.
    """
    nouns: dict[int, str] = {}
    acts: set[int] = set()
    for number in bare:
        noun = None if number.scaled else _noun_before(text, number)
        if noun is None and not number.scaled and _ACTS.search(text, max(0, number.start - 9), number.start):
            noun = "个"
            acts.add(number.start)
        ended = text[number.end : number.end + 1] in _ENDS and not _YEAR.fullmatch(text, number.start, number.end)
        if noun and ended:
            nouns[number.start] = noun
    for a, b in itertools.pairwise(bare):
        if a.start in nouns and b.start not in nouns and text[a.end : b.start] in _AND and not b.scaled:
            nouns[b.start] = nouns[a.start]
    beside = {
        one.start
        for a, b in itertools.pairwise(bare)
        if a.start in nouns and b.start in nouns and _LINK.fullmatch(text, a.end, b.start)
        for one in (a, b)
    }
    large = {n.start for n in bare if n.value >= _LARGE and n.start not in acts}
    return {at: noun for at, noun in nouns.items() if at in large or at in beside}


def _shared(text: str, number: Bare, following: Quantity | None) -> str | None:
    """The unit of the last item of an enumeration holds for the items before it, unless a noun says otherwise."""
    before = text[max(0, number.start - _BLANKS) : number.start].rstrip(" \u3000\t")
    if before[-1:] in ("", "\n", "。", "；", ";", "：", ":"):
        return None
    if following is None or following.unit in lexicon().money:
        return None
    if before[-1] in _SINCE and _YEAR.fullmatch(text, number.start, number.end):
        return None
    if not _LINK.fullmatch(text, number.end, following.start):
        return None
    noun = _noun_before(text, number)
    other_kind = noun is not None and (noun in _PERSONS) != (following.unit in _PERSONS)
    return noun if other_kind else following.unit


def _noun_before(text: str, number: Bare) -> str | None:
    """The unit of the counted thing right before a number: 会员单位280, 受助学生突破5000, 社会组织总数达1034."""
    words = lexicon()
    found = max(
        words.noun.finditer(context.clause_before(text, number.start, 14)), key=lambda m: m.start(), default=None
    )
    if found is None or not _COPULA.fullmatch(found.string.rstrip(" \u3000"), found.end()):
        return None
    return words.implied_unit[found[0]]


def _of_scaled(text: str, number: Bare, following: Quantity | None) -> str | None:
    """The thing behind, money in the clause, the next item, a noun before: in this order."""
    words = lexicon()
    if text[number.end : number.end + 1] in _NO_AMOUNT:
        return None
    thing = words.implied.match(text, number.end)
    if thing:
        return words.implied_unit[thing[1]]
    clause = context.clause_before(text, number.start, 14)
    noun = _noun_before(text, number)
    if noun in _TIMES:
        return noun
    if words.money_cue.search(clause):
        return "元"
    if following is not None and text[number.end] not in ",，" and _LINK.fullmatch(text, number.end, following.start):
        return following.unit
    nouns = words.noun.findall(clause)
    return words.implied_unit[nouns[-1]] if nouns else None


def _of_list(text: str, number: Bare, earlier: Sequence[Quantity]) -> str | None:
    """东街52家，西街47，南镇39。: the first item of a list gives the unit of those behind it."""
    last = max(earlier, key=lambda q: q.start, default=None)
    if last is None or last.unit not in lexicon().discrete or text[number.end : number.end + 1] not in _ENDS:
        return None
    if _YEAR.fullmatch(text, number.start, number.end):
        return None
    return last.unit if _ITEM.fullmatch(text, last.end, number.start) else None


def _of_earlier(text: str, number: Bare, earlier: Quantity | None) -> str:
    """The last unit of the sentence, or of a list that runs on behind a full stop; else money, as people leave 元 out."""
    if earlier is not None and earlier.unit not in lexicon().ratio:
        near = number.start - earlier.end <= _NEAR
        if near or _NO_SENTENCE.fullmatch(text, earlier.end, number.start):
            return earlier.unit
    return "元" if text[number.end : number.end + 1] in ("的", "，", "。", "；", "、", "") else ""
