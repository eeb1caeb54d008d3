"""Line ends inside a word or number of prose, which show that a text was copied with the line ends of a printed column."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import yaml

_WORDS = Path(__file__).with_name("broken_lines.yaml")
_FIGURE = re.compile(r"\d")
_COUNTED = r"(?:家|个|名|人|次|场|件|万|亿|元|项|户|所|篇|份|处|起|批|期|[%％]|[.．]\d|年|月|日)"
# 党员1⏎35名, 社会组织2,7⏎64家, 覆盖率73.2⏎％; a number of five digits or more may be a code.
_HEAD_OF_NUMBER = re.compile(r"[一-龥][ ]?(?:\d{1,4}|\d{1,3}[,，]\d{0,3}|\d{1,4}[.．]\d{0,2})$")
_REST_OF_NUMBER = re.compile(
    rf"[.．]?\d{{1,3}}(?:[,，.．]\d{{1,3}})?[余多]?\s?{_COUNTED}|[余多]?(?:[%％]|[万亿元]|{_COUNTED}(?=[，。；、,;（()）]))"
)
_WHOLE_NUMBER = re.compile(rf"\d[\d,，.．]{{0,11}}[余多]?\s?(?![年月日]){_COUNTED}")


@functools.cache
def _across() -> tuple[frozenset[tuple[str, str]], re.Pattern[str]]:
    """Where each known word may be cut, as its two halves; and the words in front of a number."""
    words = yaml.load(_WORDS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    halves = frozenset((word[:at], word[at:]) for word in words["words"].split() for at in range(1, len(word)))
    return halves, re.compile(f"(?:{'|'.join(map(re.escape, words['before_number'].split()))})$")


def is_inside_number(line: str, following: str) -> bool:
    """Whether the end of ``line``, which goes on in ``following``, stands inside a number or before its unit."""
    return _HEAD_OF_NUMBER.search(line) is not None and _REST_OF_NUMBER.match(following) is not None


def is_inside_word(line: str, following: str) -> bool:
    """Whether the end of ``line``, which goes on in ``following``, stands inside a word or between a number and its noun."""
    if _HEAD_OF_NUMBER.search(line):
        return False
    halves, before_number = _across()
    if _WHOLE_NUMBER.match(following):
        # A headline (强党建，服务社会组织) tells no year or number.
        return before_number.search(line) is not None and _FIGURE.search(line) is not None
    ends, starts = (line[-n:] for n in range(1, 7)), [following[:n] for n in range(1, 7)]
    return any((end, start) in halves for end in ends for start in starts)
