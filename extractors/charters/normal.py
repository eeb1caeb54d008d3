"""Text made equal for comparing wordings, with the way back to the offsets of the original."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpora.structure.provisions import Provision

_TRADITIONAL = (
    "於黨條織國華產設開動為爲組會務業監與執關機領導證員權財資總則規憲踐價觀愛義經費據從應當單個點選舉罷職責議決審計終"
    "結餘歸還給處變來學園館醫體團協認後將對無運營額時長專項標準報備網絡區縣實現發範圍聯鄉親眾優參際記構續屆贈號層級"
    "該約針隊頭黃齊養藝術書畫圖傳統廣場門間聞電話碼誠節儉勞險帳賬債償類種質獻濟貧災難婦兒護環衛藥療診師課題論壇編輯"
    "紀錄檢詢問訊稱訂訓練試驗簽蓋調講評獎勵懲罰過輕負擔屬隸顧請辭達讓轉換遷簡鎮樓"
)
_SIMPLIFIED = (
    "于党条织国华产设开动为为组会务业监与执关机领导证员权财资总则规宪践价观爱义经费据从应当单个点选举罢职责议决审计终"
    "结余归还给处变来学园馆医体团协认后将对无运营额时长专项标准报备网络区县实现发范围联乡亲众优参际记构续届赠号层级"
    "该约针队头黄齐养艺术书画图传统广场门间闻电话码诚节俭劳险账账债偿类种质献济贫灾难妇儿护环卫药疗诊师课题论坛编辑"
    "纪录检询问讯称订训练试验签盖调讲评奖励惩罚过轻负担属隶顾请辞达让转换迁简镇楼"
)
_PUNCTUATION = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！", "[": "【", "]": "】"}
_PUNCTUATION |= {"〔": "【", "〕": "】", "［": "【", "］": "】", "﹝": "【", "﹞": "】", "｡": "。", "､": "、"}
_DROPPED = re.compile(r"[\s　\ufeff\u200b-\u200f\xad*#《》〈〉<>]+")
_SENTENCE = 2000  # no sentence is looked at beyond this many characters, so that odd texts stay quick
_CLOSED = "。；：！？”）】"
_ITEM = re.compile(
    r"\s*(?:[（(【]?[一二三四五六七八九十\d]{1,3}[）)】、.．]|[①-⑳]|第[一二三四五六七八九十百\d]{1,5}[条款章])"
)


@cache
def _table() -> dict[int, str]:
    """One character to one character: full width to half, traditional to simplified, punctuation to Chinese."""
    table: dict[int, str] = {}
    for code in range(0xFF01, 0xFF5F):
        table[code] = unicodedata.normalize("NFKC", chr(code))
    for old, new in _PUNCTUATION.items():
        table[ord(old)] = new
    for code, plain in list(table.items()):
        table[code] = _PUNCTUATION.get(plain, plain)
    table |= {ord(old): new for old, new in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}
    return table


@dataclass(frozen=True, slots=True)
class Unit:
    """One provision in the normal text: ``start``/``end`` are offsets there, ``body`` where its words begin
    after the number, ``index`` its place among the units. The chapter title of its provision is normalised too."""

    index: int
    start: int
    body: int
    end: int
    provision: Provision


@dataclass(frozen=True, slots=True)
class NormalText:
    """The provisions of a charter, normalised and put one after the other with ``\\n`` between.

    ``offsets[i]`` is the original offset of character ``i``. White space, emphasis marks and 《》 are dropped; a line break
    is kept only where a clause or list item ends.
    """

    text: str
    offsets: tuple[int, ...]
    units: tuple[Unit, ...]

    def unit_at(self, position: int) -> Unit:
        """The unit that holds a position of the normal text."""
        return self.units[max(bisect.bisect_right(self.units, position, key=lambda u: u.start) - 1, 0)]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind a non-empty span of the normal text, bounded by visible characters."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def of(self, unit: Unit) -> str:
        """The normal text of a unit."""
        return self.text[unit.start : unit.end]

    def sentence(self, position: int) -> tuple[int, int]:
        """Span of the sentence around a position, bounded by 。；！？ and line breaks."""
        low, high = max(position - _SENTENCE, 0), min(position + _SENTENCE, len(self.text))
        start = max((self.text.rfind(mark, low, position) for mark in "。；！？\n"), default=-1) + 1
        ends = [at for mark in "。；！？\n" if (at := self.text.find(mark, position, high)) >= 0]
        return max(start, low), min(ends, default=high)


def _collapse(text: str, start: int, end: int) -> tuple[list[str], list[int]]:
    chars: list[str] = []
    offsets: list[int] = []
    at = start
    plain = text[start:end].translate(_table())
    for gap in _DROPPED.finditer(plain):
        stop = start + gap.start()
        chars.extend(plain[at - start : gap.start()])
        offsets.extend(range(at, stop))
        at = start + gap.end()
        breaks = "\n" in gap.group()
        if breaks and chars and (chars[-1] in _CLOSED or _ITEM.match(plain, gap.end())):
            chars.append("\n")
            offsets.append(stop)
    chars.extend(plain[at - start :])
    offsets.extend(range(at, end))
    return chars, offsets


def normalise(text: str, found: Sequence[Provision]) -> NormalText:
    """Normal text of provisions (see `NormalText`)."""
    chars: list[str] = []
    offsets: list[int] = []
    units: list[Unit] = []
    titles = {title: plain(title) for provision in found if (title := provision.chapter_title)}
    for index, provision in enumerate(found):
        begin = len(chars)
        more, places = _collapse(text, provision.start, provision.end)
        chars.extend(more)
        offsets.extend(places)
        body = begin + bisect.bisect_left(places, provision.body)
        chapter = titles.get(provision.chapter_title or "")
        units.append(Unit(index, begin, min(body, len(chars)), len(chars), replace(provision, chapter_title=chapter)))
        chars.append("\n")
        offsets.append(provision.end)
    return NormalText("".join(chars), tuple(offsets), tuple(units))


def plain(text: str) -> str:
    """A short text (title, example) normalised without its offsets."""
    return "".join(_collapse(text, 0, len(text))[0])
