"""Sentences of Chinese prose, by one pass of a regular expression; spans leave out surrounding blanks."""

from __future__ import annotations

import re

Span = tuple[int, int]

# Short pairs come first in the alternation: what ends a sentence inside them does not end the sentence around them.
_PAIRS = (
    r"“[^“”\n]{0,60}”|‘[^‘’\n]{0,40}’|「[^「」\n]{0,60}」|『[^『』\n]{0,60}』|《[^《》\n]{0,80}》|"
    r"（[^（）\n]{0,80}）|\([^()\n]{0,80}\)|【[^【】\n]{0,40}】|〔[^〔〕\n]{0,20}〕"
)
_SENTENCE = re.compile(
    rf"(?P<pair>{_PAIRS})|(?P<stop>(?:[。！？…]+|[!?]+(?![A-Za-z0-9_=&]))[”’」』）)】》]*)|(?P<semi>[；;])|(?P<line>\n\s*)"
)
_NUMBERED = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零〇\d]+[条章节部编]|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[、．]|\d{1,2}\.(?!\d)|[①-⑳●■◆▲○★•·\-—])"
)
_CONTINUES = frozenset("的等，,、；;和与及是一之为")
_WRAP = 20


def _runs_on(text: str, begin: int, line: re.Match[str]) -> bool:
    """Whether a line break stands inside a sentence: copies of printed pages break lines anywhere.

    A line of prose that is long, holds punctuation and stops without any is broken; headings and list items are not.
    """
    end = line.start()
    while end > begin and text[end - 1].isspace():
        end -= 1
    line_start = text.rfind("\n", max(begin - 2000, 0), end) + 1
    if end - line_start < _WRAP or end <= begin or line.end() >= len(text):
        return False
    last = text[end - 1]
    if not (last.isalnum() or last in "，,、“《（("):
        return False
    before = text[line_start:end]
    if not any(mark in before for mark in "，,。；;："):
        return False
    if "。" not in before and _NUMBERED.match(text, line_start, end):
        return False
    return not _NUMBERED.match(text, line.end())


def _is_quoted_sentence(text: str, begin: int, pair: re.Match[str]) -> bool:
    """Whether a short quotation is a sentence that ends with it: it opens a sentence or follows 说：."""
    if text[pair.end() - 2] not in "。！？!?" or text[pair.end() : pair.end() + 1] in _CONTINUES:
        return False
    before = text[begin : pair.start()].rstrip()
    return not before or before[-1] in "：:，,"


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def sentence_spans(text: str, start: int = 0, end: int | None = None, *, semicolons: bool = False) -> list[Span]:
    """Spans of the sentences of ``text[start:end]``, in order, not overlapping, without surrounding blanks.

    Sentences end at 。！？… and at line feeds (list items and headings are sentences of their own), with
    ``semicolons`` at ；too; not inside short quotes and brackets, and not where a line was broken inside a sentence.
    """
    stop = len(text) if end is None else end
    spans: list[Span] = []
    begin = start
    for match in _SENTENCE.finditer(text, start, stop):
        kind = match.lastgroup
        if kind == "pair":
            if not _is_quoted_sentence(text, begin, match):
                continue
        elif (kind == "semi" and not semicolons) or (kind == "line" and _runs_on(text, begin, match)):
            continue
        span = _trimmed(text, begin, match.end())
        if span:
            spans.append(span)
        begin = match.end()
    span = _trimmed(text, begin, stop)
    return [*spans, span] if span else spans
