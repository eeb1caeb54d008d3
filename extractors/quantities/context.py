"""What the words around a number say: its bound, whether it is a quantity at all, and the unit it was written without."""

from __future__ import annotations

import re
from typing import Literal

from extractors.quantities.lexicon import lexicon
from extractors.quantities.model import Bound

_REACH = 14
_SENTENCE_END = "。！？\n"
_OF_WHOLE = re.compile(r"的?[^，。；、的\d]{1,8}(到不|足不|过超|近接|近|超)")
_QUOTED_PHRASE = 10
_LAW_THRESHOLD = re.compile(
    r"(?:条例|办法|规定|法)》?[^。；\n]{0,40}$|第[一二三四五六七八九十百\d]+条[^。；\n]{0,40}$|法定[^。；，\n]{0,10}$"
)
_LAW_SUBJECT = re.compile(r"原始基金|注册资金|开办资金|活动资金|罚款|罚|违法所得|年龄")
_LABEL_BACK = re.compile(r"[\s|:：]{0,4}[)）]([^()（）\s]{1,4})[(（]")
_CELL_BACK = re.compile(r"[\s|]*[|\s]([^|\s()（）\d]{1,4})(?=[|\s])")


def left_of(text: str, start: int) -> str:
    """The few characters before ``start``, reversed, so that patterns match from the number leftwards."""
    return text[max(0, start - _REACH) : start][::-1]


def bound_before(back: str, *, round_number: bool, share: bool) -> Bound | None:
    """The bound that the words before a number give; ``back`` is reversed text. 结余, 最近, 以上 are no bounds."""
    words = lexicon()
    if words.not_bound_back.match(back):
        return None
    match = words.bound_back.match(back)
    if match:
        word = match[1][::-1]
        if word in words.round_only and not round_number:
            return None
        return words.bound_of[word]  # type: ignore[return-value]
    if share and (of := _OF_WHOLE.match(back)):
        return words.bound_of[of[1][::-1]]  # type: ignore[return-value]
    return None


def in_name(text: str, start: int, end: int) -> bool:
    """Whether the number stands inside a title in 《》 or a short quoted phrase (“1+5+3”, “十百千”, “最后一公里”)."""
    close = text.find("》", end, end + 60)
    if close >= 0 and text.rfind("《", max(0, start - 60), start) > text.rfind("》", max(0, start - 60), start):
        return True
    for opening, closing in ("“”", "‘’", "「」", '""'):
        right = text.find(closing, end, end + _QUOTED_PHRASE)
        if right < 0:
            continue
        left = text.rfind(opening, max(0, start - _QUOTED_PHRASE), start)
        if left >= 0 and right - left - 1 <= _QUOTED_PHRASE and closing not in text[left + 1 : start]:
            return True
    return False


def in_formula(text: str, start: int, end: int) -> bool:
    """1+5+3, 1个中心+5个支点: programmes named by a sum."""
    return text[start - 1 : start] in ("+", "＋") or any(
        text[i] in "+＋" for i in range(end, min(end + 7, len(text))) if not re.search(r"[，。；\n]", text[end : i + 1])
    )


def is_legal_threshold(text: str, start: int, bound: Bound) -> bool:
    """A minimum or maximum that a law sets (原始基金不低于200万元), not one that somebody reached or aims at."""
    if bound not in ("min", "max"):
        return False
    left = text[max(0, start - 60) : start]
    cut = max(left.rfind(c) for c in _SENTENCE_END)
    left = left[cut + 1 :]
    return bool(_LAW_SUBJECT.search(left[-20:]) and (_LAW_THRESHOLD.search(left) or "处" in left[-12:]))


def refused(text: str, back: str, start: int, end: int, unit: str, *, by_rank: bool = True) -> bool:
    """Ordinals, ranks, denominators, durations, page counters: what stands before or behind tells."""
    words = lexicon()
    if words.refused_back.match(back) or words.refused_after.match(text, end):
        return True
    if by_rank and unit in ("名", "位", "强", "家", "项") and words.rank_back.match(back):
        return True
    return unit == "次" and back[:1] == "届"


def implied_unit(text: str, end: int) -> tuple[str, int]:
    """The unit that the thing behind a number implies (80万社会组织 → 个), and where nothing is added to the quote."""
    words = lexicon()
    match = words.implied.match(text, end)
    if not match:
        return "", end
    return words.implied_unit[match[0].removeprefix("的").removeprefix("多")], end


def money_meant(text: str, start: int) -> bool:
    """Whether the words before a number without unit speak of money (投入370万, 减免8190万)."""
    left = text[max(0, start - 12) : start]
    cut = max(left.rfind(c) for c in "，。；、\n")
    return bool(lexicon().money_cue.search(left[cut + 1 :]))


def labelled_unit(text: str, start: int) -> tuple[str, Literal[1, 10000, 100000000]] | None:
    """The unit that a table's label gives: 社会团体（个） 1,336; 收入（万元）：12.5; | 社会团体 | 个 | 1336 |."""
    back = left_of(text, start)
    match = _LABEL_BACK.match(back) or (_CELL_BACK.match(back) if back[:1] in " |\t" else None)
    if not match:
        return None
    word = match[1][::-1].removeprefix("单位：").removeprefix("单位:")
    size: Literal[1, 10000, 100000000] = 1
    if word[:1] in ("万", "亿") and len(word) > 1:
        size = 10000 if word[0] == "万" else 100000000
        word = word[1:]
    words = lexicon()
    word = words.spellings.get(word, word)
    known = word in words.strong or word in words.weak or word in words.ratio
    return (word, size) if known and word != "本" else None
