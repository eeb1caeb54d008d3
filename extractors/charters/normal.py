"""Text made equal for comparing wordings, with the way back to the offsets of the original."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpora.structure.provisions import Provision
from corpora.traditional import simplified_character

_PUNCTUATION = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！", "[": "【", "]": "】"}
_PUNCTUATION |= {"〔": "【", "〕": "】", "［": "【", "］": "】", "﹝": "【", "﹞": "】", "｡": "。", "､": "、"}
_DROPPED = re.compile(r"[\s　\ufeff\u200b-\u200f\xad*#《》〈〉<>]+")
_SENTENCE = 2000  # no sentence is looked at beyond this many characters, so that odd texts stay quick
_CLOSED = "。；：！？”）】"
_ITEM = re.compile(
    r"\s*(?:[（(【]?[一二三四五六七八九十\d]{1,3}[）)】、.．]|[①-⑳]|第[一二三四五六七八九十百\d]{1,5}[条款章])"
)


class _Table(dict[int, str]):
    """One character to one character: full width to half, traditional to simplified, punctuation to Chinese."""

    def __init__(self) -> None:
        super().__init__()
        for code in range(0xFF01, 0xFF5F):
            plain = unicodedata.normalize("NFKC", chr(code))
            self[code] = _PUNCTUATION.get(plain, plain)
        for old, new in _PUNCTUATION.items():
            self[ord(old)] = new

    def __missing__(self, code: int) -> str:
        self[code] = simplified_character(chr(code))
        return self[code]


@cache
def _table() -> _Table:
    return _Table()


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


def simplified(text: str) -> str:
    """A text of the same length in simplified characters, half-width letters and Chinese punctuation."""
    return text.translate(_table())


def plain(text: str) -> str:
    """A short text (title, example) normalised without its offsets."""
    return "".join(_collapse(text, 0, len(text))[0])
