"""Texts in traditional characters, read through simplified ones of the same length, so that all offsets stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

# Frequent in official texts, and none of them is used in simplified ones.
_FREQUENT = re.compile("[會組織團體區縣黨員單業務個萬億處發開關經計總額數訓辦評級類導監資費達為與對來後]")
_FEWEST = 6
_SHARE = 0.03


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters: a name or a quotation in them makes none."""
    return len(_FREQUENT.findall(text)) >= max(_FEWEST, _SHARE * len(text))


def simplified_character(character: str) -> str:
    """The simplified form of one character; the same where there is none of one character."""
    simple = _converter()(character) if "㐀" <= character <= "鿿" else character
    return simple if len(simple) == 1 else character


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def in_simplified(text: str) -> str:
    """``text`` character by character in simplified ones: of the same length."""
    return text.translate({ord(c): simplified_character(c) for c in set(text)})
