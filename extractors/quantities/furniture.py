"""Where a text is no text but a page's furniture: counters of readers, titles of other articles and of collections of samples."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from extractors.quantities.lexicon import either, load, word_list

_KEYS = {"counters", "beside", "collections", "samples", "other_articles", "lists"}
_SIGN = r":：()（）\[\]【】〖〗［］|｜/·•,，、+＋%％\-—_<>«».…~!！?？“”\"'"
_REACH = 12
# In characters: on a line of counters the first one.
_COUNTER_WITHIN = 66


class _Patterns(NamedTuple):
    """A line that is furniture, the title of another article, and what stands around the number of a collection."""

    line: re.Pattern[str]
    counter: re.Pattern[str]
    other: re.Pattern[str]
    collection_back: re.Pattern[str]
    samples_back: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    found = {key: word_list(value) for key, value in load("furniture.yaml", _KEYS).items()}
    told = [*found["counters"], *found["beside"]]
    signs = rf"0-9０-９A-Za-z#{_SIGN}"
    return _Patterns(
        line=re.compile(
            rf"\n(?:(?=[^\w\n]|[{signs}{''.join({w[0] for w in told})}])(?P<run>(?:[{signs}]|[^\S\n]|{either(told)})++)(?=\n|$)"
            rf"|[^\w\n]{{0,6}}(?:{either(found['lists'])})[^\w\n]{{0,6}}(?:\n{{1,3}}[^\n。]{{1,45}}(?=\n|$)){{1,12}})"
        ),
        counter=re.compile(rf"{either(found['counters'])}|[第共]\s?[0-9]+\s?页"),
        other=re.compile(
            rf"(?:{either(found['other_articles'])})"
            r"(?:(?:[^\S\n]?[:：»>】\])）]){1,2}(?:[^\S\n]{0,4}\n)?|(?<=[篇条则])[^\S\n])[^\n]{1,80}(?=\n|$)"
        ),
        collection_back=re.compile(
            rf"[^\S\n]?共?[^\S\n]?[(（【\[]?[^\S\n]?(?:{either(found['collections'], back=True)})"
        ),
        samples_back=re.compile(rf"[^\S\n]?共?[^\S\n]?([(（【\[])?[^\S\n]?(?:{either(found['samples'], back=True)})"),
    )


def furniture(text: str) -> list[tuple[int, int]]:
    """The spans of ``text`` whose numbers measure nothing, in order."""
    patterns = _patterns()
    lines = [
        (max(m.start() - 1, 0), m.end() - 1)
        for m in patterns.line.finditer("\n" + text)
        if m["run"] is None or patterns.counter.search(m["run"], 0, _COUNTER_WITHIN)
    ]
    others = [m.span() for m in patterns.other.finditer(text) if not text[max(m.start() - 1, 0) : m.start()].isalnum()]
    return sorted(lines + others)


def of_collection(text: str, start: int, end: int) -> bool:
    """工作总结范文(精选12篇), 工作汇报（共5篇）, 工作总结3篇 at the end of a line: the title of a collection of samples."""
    patterns, back = _patterns(), text[max(0, start - _REACH) : start][::-1]
    following = text[end : end + 1]
    if patterns.collection_back.match(back):
        return following in ")）】]」』》_|—–-" or following.isspace()
    samples = patterns.samples_back.match(back)
    return samples is not None and (following in ")）】]" if samples[1] else following in "\n")
