"""Labels by the words of which they are made, so that other wordings and orders of the same words are understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_SIGNS = re.compile(r"[()\[\]【】<>《》“”\"'、,，/;；:：·.。*＊+|?？\s]")
_KINDS = {"count": "count", "money": "money", "date": "date", "year": "date", "choice": "choice", "grade": "choice", "rate": "rate"}  # fmt: skip
KINDS = ("count", "money", "date", "choice", "rate", "text")


def kind_of(field_type: str) -> str:
    """The kind of idle words that labels of a type of field have."""
    return _KINDS.get(field_type, "text")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``_words.yaml``: what each means (its group's first word), and which are idle, by kind of field."""

    meaning: Mapping[str, str]
    idle: Mapping[str, frozenset[str]]
    _every: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _finder: Any = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        every = sorted({word for word in (*self.meaning, *(w for idle in self.idle.values() for w in idle)) if word})
        object.__setattr__(self, "_every", tuple(every))
        object.__setattr__(self, "_finder", AhoCorasick(every, matchkind=MatchKind.LeftmostLongest))

    def core(self, label: str, kind: str) -> tuple[str, ...]:
        """The meanings of a label's words without the idle ones, sorted; letters that no word covers stay as they are.

        Args:
            label: in the form of :func:`extractors.forms.labels.normal`.
            kind: of field, as :func:`kind_of` gives it.
        """
        idle = self.idle["any"] | self.idle.get(kind, frozenset())
        cut = self._cut(_SIGNS.sub("", label))
        return tuple(sorted({self.meaning.get(word, word) for word in cut if word not in idle} - idle))

    def _cut(self, text: str) -> Iterator[str]:
        """The words of a text from left to right, the longest first; what is between known words is one word."""
        at = 0
        for which, start, end in self._finder.find_matches_as_indexes(text):
            if at < start:
                yield text[at:start]
            yield self._every[which]
            at = end
        if at < len(text):
            yield text[at:]
