"""Part-of: which stated total a number is a part of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.left_out import is_left_out
from extractors.observations.frame import BRACKET, Frame
from extractors.records import Observation

_OF_WHICH = re.compile(r"其中|(?<!不)包括|(?<!不)包含|内含|当中|里面|（含|\(含")
_LISTED = re.compile(
    r"分别[为是有达]?|依次为|按[^，。]{1,12}[分看]|分[^，。]{1,8}看|从[^，。]{1,10}看|具体[为是]|：$|:$"
)
_SEMICOLON = re.compile("[；;]")
_BULLETS = re.compile(r"[\s　●▲◆■★·—\-（(]*")
# 48家（去年同期52家）
_COMPARED = re.compile("去年|上年|上一年|前年|同期|目标|计划|任务|原为|原有|年均|月均|目前|现有|现为")
# 260家，比年初252家增加8家: what it was and what came make it up, too.
_THEN_OR_CHANGED = re.compile("比|较|去年|上年|年初|增|减")
# 1530万元，比去年的1215万元增长25.9%，其中…: the parts are not of the number that it is compared with.
_PUT_BESIDE = re.compile(r"[比较](?:去年|上年|上一?年度?|前年|20\d\d年)(?:同期)?的?[^，。；、\d]{0,6}$")
_BESIDE = 16  # in characters
_EACH = re.compile(r"每[^，。；\d]{1,6}$")  # 18万元（每家约2500元）
_BRACKET_WITHIN = 80  # in characters
# 其中票据不合规的6家，涉及金额42.6万元: what the parts concern is no part of an amount told before.
_CONCERNS = re.compile("涉及|涉案")
# Units in which organisations are counted.
_OF_ORGANISATIONS = frozenset(["家", "个", "所", "户", "家单位", "个单位"])
_TYPES = ("社会团体", "民办非企业单位", "基金会")

# Parts by sense: a number of the first kind is a part of the nearest stated number of one of the others.
PARENTS: dict[str, tuple[str, ...]] = {
    "enf.illegal_banned": ("enf.illegal_investigated",),
    "enf.illegal_dissuaded": ("enf.illegal_investigated",),
    "enf.illegal_regularised": ("enf.illegal_investigated",),
    "insp.passed": ("insp.participated",),
    "insp.basic": ("insp.participated",),
    "insp.failed": ("insp.participated",),
    "insp.participated": ("insp.due",),
    "insp.not_participated": ("insp.due",),
    "enf.zombie_handled": ("enf.zombie_identified",),
}

# What is registered anew is not what is changed or taken off.
_ACTS = frozenset(["reg.new", "reg.changed", "reg.deregistered"])

# How many times its total a part may be before it is taken for a part of something else.
_TOO_LARGE = 3
# In characters: no further behind its total stands the 其中 that opens its parts.
_FAR_FROM_TOTAL = 160
# Smaller numbers add up by chance.
_TELLING = 10
_ROUNDING = 1e-6  # of a total, where its parts have decimals


@dataclass(slots=True)
class Stated:
    """What part-of looks at of an earlier number: where it stands and what it says."""

    id: str
    start: int
    end: int
    indicator: str
    org_type: str | None
    area: str | None
    scope: str | None
    value: int | float | None
    unit: str
    kind: str
    parent: str | None
    paragraph: int


def _fits(total: Stated, part: Stated) -> bool:
    """A total can hold a part of the same kind of unit that is not larger."""
    if total.kind != part.kind or total.kind in ("rate", "point", "ratio"):
        return False
    return total.value is None or part.value is None or total.value >= part.value


def _said_to_fit(total: Stated, part: Stated) -> bool:
    """Fits, or is said outright to be a part though it is larger: a fault of the text that the audit must see."""
    if _fits(total, part):
        return True
    alike = (
        total.kind == part.kind and total.indicator == part.indicator and total.kind not in ("rate", "point", "ratio")
    )
    return alike and total.parent is None and (part.value or 0) <= _TOO_LARGE * (total.value or 0)


def _opened_bracket(text: str, start: int, position: int) -> int | None:
    """Position of the bracket that is open at ``position``, searched back to ``start``."""
    if text.find("（", start, position) < 0 and text.find("(", start, position) < 0:
        return None
    opened: list[int] = []
    for bracket in BRACKET.finditer(text, start, position):
        if bracket[0] in "（(":
            opened.append(bracket.start())
        elif opened:
            opened.pop()
    return opened[-1] if opened else None


def _last_start(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match begins, -1 without one."""
    last = -1
    for found in pattern.finditer(text):
        last = found.start()
    return last


@lru_cache(maxsize=64)
def _words_of_which(sentence: str) -> tuple[int, ...]:
    """Where the words that open parts (其中) begin in a sentence."""
    return tuple([found.start() for found in _OF_WHICH.finditer(sentence)])


def _of_which(text: str, frame: Frame, part: Stated, earlier: Sequence[Stated]) -> Stated | None:
    """The total right before 其中, while the list goes on; one of an earlier sentence only where a sentence begins with 其中."""
    start = frame.sentence.start
    before = [
        at
        for at in _words_of_which(frame.sentence.text)
        if start + at < part.start and not _in_closed_bracket(text, start, start + at, part.start)
    ]
    if not before or _CONCERNS.search(frame.left):
        return None
    at = start + before[-1]
    leads = _BULLETS.fullmatch(text, start, at) is not None
    # A sentence of parts (。其中市本级认定43家) is of what measures the same, not of the last part told before it.
    alike = leads and any(
        one.end <= at < one.end + _FAR_FROM_TOTAL and one.indicator == part.indicator and _fits(one, part)
        for one in earlier
    )
    for total in reversed(earlier):
        if alike and total.indicator != part.indicator:
            continue
        if total.start < start and not leads:
            return None
        if total.end <= at and _of_same_things(total, part) and _said_to_fit(total, part):
            if (
                total.parent
                and _opened_bracket(text, min(start, max(total.start - _BRACKET_WITHIN, 0)), total.start) is not None
            ):
                continue
            if _PUT_BESIDE.search(text, max(total.start - _BESIDE, 0), total.start):
                continue
            near = at - total.end < _FAR_FROM_TOTAL
            return total if near and not _list_ended(text, at, total, part, earlier) else None
    return None


def _in_closed_bracket(text: str, start: int, at: int, position: int) -> bool:
    """其中社会服务类559家（含养老机构187家）、体育类214家: the bracket of the parts ends before the number."""
    opened = _opened_bracket(text, start, at + 1)
    return opened is not None and _opened_bracket(text, start, position) != opened


def _of_same_things(total: Stated, part: Stated) -> bool:
    """Whether both are counted in the same unit; 家 and 个, 名 and 人, 元 and 美元 are one."""
    if total.kind != "count" or part.kind != "count":
        return total.kind == part.kind
    return total.unit == part.unit or {total.unit, part.unit} <= _OF_ORGANISATIONS


def _list_ended(text: str, at: int, total: Stated, part: Stated, earlier: Sequence[Stated]) -> bool:
    """其中A、B；C: behind a semicolon, or when the parts make up the total, something else may be told."""
    whole, told = total.value or 0, _told_of(total, [one for one in earlier if one.start > at])
    if whole and told >= whole * (1 - _ROUNDING):
        return True
    if {total.indicator, part.indicator} <= _ACTS and total.indicator != part.indicator:
        return True
    if _SEMICOLON.search(text, at, part.start) is None:
        return False
    return total.indicator != part.indicator or told + (part.value or 0) > whole * (1 + _ROUNDING)


def _told_of(total: Stated, earlier: Sequence[Stated]) -> int | float:
    """What the parts of a total that were told already sum up to."""
    return sum(one.value or 0 for one in earlier if one.parent == total.id)


def _bracketed(text: str, frame: Frame, part: Stated, earlier: Sequence[Stated]) -> Stated | None:
    opened = _opened_bracket(text, frame.sentence.start, part.start)
    if opened is None or _COMPARED.search(text, opened, part.start):
        return None
    for total in reversed(earlier):
        if total.end <= opened:
            near = opened - total.end <= 8 and not BRACKET.search(text, total.end, opened)
            return total if near and _said_to_fit(total, part) else None
    return None


def _by_type_or_level(part: Stated, earlier: Sequence[Stated]) -> Stated | None:
    """Types and levels of one total: 3,218家 … 社会团体1,407家、民办非企业单位1,782家 … 市本级692家."""
    of_a_type, of_a_level = part.org_type in _TYPES, part.scope in ("own", "sub")
    if not of_a_type and not of_a_level:
        return None
    for total in reversed(earlier):
        if part.start - total.end > 260:
            return None
        if total.indicator != part.indicator or not _fits(total, part):
            continue
        if total.paragraph != part.paragraph and part.start - total.end > 120:
            continue
        of_type = of_a_type and total.org_type == "社会组织" and total.scope == part.scope
        of_level = of_a_level and total.scope == "total" and total.org_type == part.org_type
        if of_level and not of_type and total.paragraph != part.paragraph and total.area != part.area:
            continue  # 安阳县动员38家 is no part of what another paragraph tells of some event.
        if of_type or of_level:
            return total
    return None


def _by_sense(part: Stated, earlier: Sequence[Stated]) -> Stated | None:
    wanted = PARENTS.get(part.indicator)
    if not wanted:
        return None
    for total in reversed(earlier):
        if part.start - total.end > 240:
            return None
        if total.indicator in wanted and _fits(total, part) and total.org_type in (part.org_type, "社会组织"):
            return total
    return None


def _summed(frame: Frame, part: Stated, earlier: Sequence[Stated], whole: Observation | None) -> Stated | None:
    """应报的682家里有651家按时报送，31家逾期: numbers behind one that they add up to."""
    if whole is None or _THEN_OR_CHANGED.search(frame.left):
        return None
    told = (whole.value or 0) >= _TELLING and whole.bound == frame.quantity.bound == "exact"
    if not told or frame.quantity.value_max is not None:
        return None
    return next((one for one in earlier if one.start == whole.start and _fits(one, part)), None)


_THE_REST = re.compile(r"^(?:其余|其他|剩余|剩下|余下)的?")


def _rest_of(frame: Frame, part: Stated, earlier: Sequence[Stated]) -> Stated | None:
    """认定108家。已处置97家：注销80家、整改17家，其余11家…: the whole that the rest and what was told of it before make up."""
    if not _THE_REST.search(frame.left) or frame.quantity.bound != "exact" or not part.value:
        return None
    for total in reversed(earlier):
        if not total.value or total.value <= part.value or not _fits(total, part) or not _of_same_things(total, part):
            continue
        if abs(_told_of(total, earlier) + part.value - total.value) <= _ROUNDING * total.value:
            return total
    return None


_DONE = re.compile(
    r"^(?:目前|现|其中|当场|当年|均)?已|^[^，。；]{0,10}(?:整改|销号)(?:完成|到位|完毕)?$|^(?:全部)?(?:办结|结案|审结)$"
)


_LICENSED = re.compile(r"^(?:其中)?[，,]?(?:具有|具备|取得|获得)(?:了)?公开募捐资格的?(?:有|共)?$")


def _licensed_of(frame: Frame, part: Stated, earlier: Sequence[Stated]) -> Stated | None:
    """慈善组织21个，具有公开募捐资格的3个: those of the number before it that may raise funds from the public."""
    if not _LICENSED.search(frame.left) or not earlier or earlier[-1].start < frame.sentence.start:
        return None
    total = earlier[-1]
    return total if total.org_type == part.org_type and _of_same_things(total, part) and _fits(total, part) else None


def _done_of(frame: Frame, part: Stated, earlier: Sequence[Stated]) -> Stated | None:
    """发现问题134个，已整改90个; 立案47起，办结43起: what was done of the number before it."""
    if not _DONE.search(frame.left) or not earlier:
        return None
    total = earlier[-1]
    near = total.start >= frame.sentence.start and total.indicator == part.indicator
    return (
        total if near and total.org_type == part.org_type and total.unit == part.unit and _fits(total, part) else None
    )


# 抽查的60个社会组织中，有13个…
_AMONG = re.compile(r"[^，。；\d]{0,10}?(?<!其)[中里][，,]")
_NO_PART_OF_THEM = re.compile("平均|共计|合计|同比|另|还有[^，。；]{0,4}外")


def _among(text: str, frame: Frame, part: Stated, earlier: Sequence[Stated]) -> Stated | None:
    """抽查的158家中，规范49家、不规范8家: those told behind 中, as long as they do not exceed the number before it."""
    if _NO_PART_OF_THEM.search(frame.left):
        return None
    for total in reversed(earlier):
        if total.start < frame.sentence.start:
            return None
        among = _AMONG.match(text, total.end)
        if among is None or not text.endswith("的", 0, total.start) or _SEMICOLON.search(text, among.end(), part.start):
            continue
        room = total.value is None or _told_of(total, earlier) + (part.value or 0) <= total.value
        return total if room and _of_same_things(total, part) and _fits(total, part) else None
    return None


@lru_cache(maxsize=64)
def _names_a_list(sentence: str) -> bool:
    """Whether a sentence has any of the words that open a list; most have none and need no closer look."""
    return _LISTED.search(sentence) is not None


def _listed(frame: Frame, part: Stated, earlier: Sequence[Stated]) -> Stated | None:
    """Items after 分别为 or a colon belong to the total just before, when all are of its indicator."""
    before = frame.sentence.text[: part.start - frame.sentence.start]
    at = max(before.rfind("："), before.rfind(":"))
    if _names_a_list(frame.sentence.text):
        at = max(at, _last_start(_LISTED, before))
    if at < 0:
        return None
    at += frame.sentence.start
    for total in reversed(earlier):
        if total.end <= at and total.start >= frame.sentence.start:
            close = at - total.end <= 24
            return total if close and _fits(total, part) and total.indicator == part.indicator else None
    return None


def _left_out(frame: Frame) -> bool:
    at = frame.quantity.start - frame.sentence.start
    return is_left_out(frame.sentence.text, at, at + len(frame.written))


def parent_of(
    text: str, frame: Frame, part: Stated, earlier: Sequence[Stated], whole: Observation | None
) -> Stated | None:
    """The stated total that a number is a part of, or None.

    Args:
        text: the clean text.
        frame: the number's surroundings.
        part: the number itself.
        earlier: the numbers stated before it in the same article, in order.
        whole: the one among them that it and its neighbours add up to, None without one.
    """
    beside = _PUT_BESIDE.search(text, max(part.start - _BESIDE, 0), part.start)
    if part.kind in ("rate", "point", "ratio") or _left_out(frame) or beside or _EACH.search(frame.left):
        return None
    recent = earlier[-40:]
    return (
        _rest_of(frame, part, recent)
        or _bracketed(text, frame, part, recent)
        or _of_which(text, frame, part, recent)
        or _among(text, frame, part, recent)
        or _listed(frame, part, recent)
        or _summed(frame, part, recent, whole)
        or _by_type_or_level(part, recent)
        or _by_sense(part, recent)
        or _done_of(frame, part, recent)
        or _licensed_of(frame, part, recent)
    )
