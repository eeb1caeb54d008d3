"""Labels as they are compared: without spaces, numbering, units and signs of the print."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Final

_DASHES = str.maketrans(dict.fromkeys("—–－−~～﹣‐‑", "-"))
_NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、.．,]|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)[、.]?|\d{1,2}(?:\.\d{1,2}){1,3}[、.]?(?=\D)|\d{1,2}[、.)](?=\D)|[a-zA-Z][、.)])"
)
# Numbers in circles, brackets and with full stops would become plain digits; upright brackets stand in upright labels.
_SIGN_IN_FRONT = re.compile(r"(?:^|(?<=[（(\s]))[①-⑳⒈-⒛⑴-⒇❶-❿➀-➓㈠-㈩][、.．]?")
_UPRIGHT = str.maketrans("︵︶︹︺", "()[]")
_LEAD = re.compile(r"^(?:其中|包括)[:：,，]?|^(?:减|加|注)[:：]|^[*＊★☆●■◆▲#＃√○•·.、]+")
_TAIL = re.compile(r"[:：*＊。.,，;；]+$")
_BRACKET_AT_END = re.compile(r"\([^()]*\)$|\[[^\[\]]*\]$|【[^【】]*】$|<[^<>]*>$")
_SHORTEST_ASKED = 2  # characters
_CHOICE = re.compile(r"\{([^{}]*)\}")
LONGEST: Final = 40  # characters; longer cells are no labels


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """A label without white space, numbering in front and colon behind; full-width signs as half-width ones."""
    text = _SIGN_IN_FRONT.sub("", text).translate(_UPRIGHT)
    tidy = "".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split()).replace("_", "")
    while True:
        shorter = _TAIL.sub("", _LEAD.sub("", _NUMBERING.sub("", tidy)))
        if shorter == tidy:
            return tidy
        tidy = shorter


def forms(text: str) -> Iterator[str]:
    """The forms of a label under which it may be known, the fullest first: as it stands, then without brackets behind."""
    label = normal(text)
    while label:
        yield label
        shorter = label[1:-1] if is_in_brackets(label) else _BRACKET_AT_END.sub("", label)
        if label.endswith(("是", "为")) and len(label) > _SHORTEST_ASKED:
            shorter = label[:-1]
        if shorter == label:
            return
        label = normal(shorter)


def is_in_brackets(label: str) -> bool:
    """Whether one pair of brackets holds a whole label."""
    if len(label) < 2 or label[0] not in "(（[【<" or label[-1] not in ")）]】>":
        return False
    depth = 0
    for at, character in enumerate(label):
        depth += (character in "(（[【<") - (character in ")）]】>")
        if depth == 0:
            return at == len(label) - 1
    return False


def expanded(label: str) -> Iterator[str]:
    """All labels that a pattern of the catalogue stands for: ``{a|b|}c`` is ac, bc and c."""
    parts = _CHOICE.split(label)
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    for chosen in product(*choices):
        if word := normal("".join(chosen)):
            yield word
