"""Where a text is no text but a page's furniture: counters of readers, titles of other articles and of collections of samples."""

from __future__ import annotations

import functools
import re

from extractors.quantities.lexicon import either, load, words
from extractors.quantities.numerals import HAN_NUMERALS

_KEYS = {"counters", "beside", "collections", "samples", "other_articles", "lists"}
_SIGN = r":：()（）\[\]【】〖〗［］|｜/·•,，、+＋%％\-—_<>«».…~!！?？“”\"'"


@functools.cache
def _furniture() -> re.Pattern[str]:
    found = {key: words(value) for key, value in load("furniture.yaml", _KEYS).items()}
    counters, others = either(found["counters"]), either(found["other_articles"])
    pieces = rf"(?:[0-9０-９\s{_SIGN}]|{either([*found['counters'], *found['beside']])})"
    number = rf"共?(?:[0-9０-９]{{1,3}}|[{HAN_NUMERALS}]{{1,3}})[^\S\n]?"
    source = rf"""^(?=[^\n]{{0,60}}?(?:{counters}|第\s?[0-9]+\s?页|共\s?[0-9]+\s?页))(?:(?!\n){pieces})++$
        |(?<![一-龥])(?:{others})(?:[^\S\n]?[:：»>】\])）]){{1,2}}(?:[^\S\n]{{0,4}}\n)?[^\n]{{1,80}}$
        |^[^\w\n]{{0,6}}(?:{either(found["lists"])})[^\w\n]{{0,6}}(?:\n{{1,3}}[^\n。]{{1,45}}$){{1,12}}
        |(?:{either(found["collections"])})[^\S\n]?{number}[篇份则](?=[)）】\]」』》_|—–-]|\s|$)
        |(?:{either(found["samples"])})(?:[^\S\n]?[(（【\[][^\S\n]?{number}篇[)）】\]]|[^\S\n]?{number}篇$)"""
    return re.compile("".join(line.strip() for line in source.splitlines()), re.MULTILINE)


def furniture(text: str) -> list[tuple[int, int]]:
    """The spans of ``text`` whose numbers measure nothing, in order."""
    return [m.span() for m in _furniture().finditer(text)]
