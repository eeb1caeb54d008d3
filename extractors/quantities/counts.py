"""Whether a Chinese numeral with a measure word counts something: 三家 does, 一个, 两个重点, 百家, 分三批 do not."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.quantities import context
from extractors.quantities.lexicon import lexicon
from extractors.quantities.model import Bound

_MANY = 10
_PARTS_END = ("、", "，", ",", "；")
_ENDS = frozenset("，。；、,;）)\n")
_OCCASIONS = frozenset("次场期")
_ORGANISATIONS = frozenset("家个起名件")
_STEPS = frozenset("批期次组类步档")
# In characters: how far the first 一 of a slogan may be.
_SLOGAN_REACH = 24
# 市民政局等四部门, 市民政局、市财政局两部门.
_AUTHORITIES = frozenset("等局厅委院")
# In characters: 分红黄绿三档.
_SORTS = 6
# 突破千家、达1,077家: told in figures behind it.
_TOLD_EXACTLY = re.compile(r"[，、,（(](?:总数)?(?:为|达到?|共?有|升至|增至|增加到)?\s?\d[\d,，]*[一-龥]")
# 没有一家5A级社会组织, 无一家被列入 tell a number; 无一家缺席 is a way of speaking.
_NONE_OF = re.compile(r"被|取缔|注销|撤销|吊销|[1-5]A|社会组织|社会团体|基金会|协会|商会")
# 吊销的一家也没有, 投诉一件都未发生
_NOT_EVEN = re.compile(r"[也都](?:没有|未有|未发生|未出现|[没未]被)")
# 举办培训班一期, 建成孵化园一个: behind what is counted.
_POSTPOSED = frozenset("期场个处部座所间支台套辆")
# 一个中心、两个平台、三支队伍: a slogan, told by its first parts.
_ASCENDING = re.compile(
    r"一[个支项条套批本张块间][一-龥]{1,8}[、，,；](?:[两二三四五六七][个支项条套批本张块间][一-龥]{1,8}[、，,；]){0,6}$"
)
_ASCENT = 60
# With small Chinese numerals these make kinds and points.
_KINDS = frozenset("点类条")


def measures(text: str, numeral: str, start: int, unit_end: int, value: Decimal, unit: str, bound: Bound) -> bool:
    """Judge ``numeral`` + ``unit`` at ``start`` by its value, its measure word and the words around it."""
    words, back = lexicon(), context.left_of(text, start)
    if numeral in ("百", "千", "万", "亿"):
        return bound != "exact" and not _TOLD_EXACTLY.match(text, unit_end)
    if words.idiom.match(text, start):
        return False
    if unit in words.ratio or unit in words.money:
        return True
    if numeral == "一":
        return _one_counts(text, back, unit_end, unit)
    if value < _MANY and text[start - 1 : start] in _PARTS_END and _is_step(text, start, value):
        return False
    if (back[:1] == "分" and unit in _STEPS) or unit == "类" or (unit == "档" and "分" in back[:_SORTS]):
        return False
    if unit == "部门" and back[:1] in _AUTHORITIES:
        return not text.startswith(("《", "关于", "文件"), unit_end)
    if unit == "届" and not words.holding_back.match(back):
        return False
    if unit in words.strong or bound != "exact" or value >= _MANY or words.holding_back.match(back):
        return True
    if context.becomes(text, unit_end):
        return True
    following = text[unit_end : unit_end + 1]
    if following in _ENDS and back[:1].isalpha():
        return unit not in _KINDS
    if following.isdecimal() and unit in _OCCASIONS and numeral != "二":  # 举办培训两期400人
        return True
    return words.concrete.match(text, unit_end) is not None


def _is_step(text: str, start: int, value: Decimal) -> bool:
    """Whether a numeral goes on where a slogan has counted from one to it."""
    steps = _ASCENDING.search(text, max(0, start - _ASCENT), start)
    return steps is not None and sum(map(steps[0].count, _PARTS_END)) == value - 1


def _one_counts(text: str, back: str, unit_end: int, unit: str) -> bool:
    """只有一家, 开展一次, 没有一家, 注销一家。 and 一个取缔、 count; 一个平台 does not."""
    words = lexicon()
    slogans = words.slogan.finditer(text, max(0, unit_end - _SLOGAN_REACH), unit_end + _SLOGAN_REACH)
    if any(s.start() < unit_end <= s.end() for s in slogans):
        return False
    if none(text, "一", unit_end - 2, unit):
        return True
    if unit in _POSTPOSED and text[unit_end : unit_end + 1] in _ENDS and words.postposed_back.match(back):
        return True
    if words.one_back.match(back) or (unit in _OCCASIONS and words.holding_back.match(back)):
        return True
    if unit not in _ORGANISATIONS:
        return False
    acted = words.one_act_back.match(back) and text[unit_end : unit_end + 1] in _ENDS
    return bool(acted) or words.one_act.match(text, unit_end) is not None


def none(text: str, numeral: str | None, start: int, unit: str) -> bool:
    """Whether 一家 means none: 没有一家, 无一家, 一家也没有."""
    if numeral != "一":
        return False
    if unit in _ORGANISATIONS and _NOT_EVEN.match(text, start + 2):
        return True
    if unit != "家" or not _NONE_OF.match(text, start + 2):
        return False
    return lexicon().none_back.match(context.left_of(text, start)) is not None
