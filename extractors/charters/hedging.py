"""Words that soften a clause, except from it, put it off, or take it back in a later sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.charters.normal import NormalText, Unit
from extractors.charters.rulemodel import Rule
from extractors.charters.rulepack import rule_pack

# So many sentences behind a clause are read; an article seldom has more.
_SENTENCES = 12
# 《…条例》第三十四条 is an article of law, not of the charter.
_OF_LAW = re.compile(r"(?:法|条例|办法|规定|细则|制度)$")


@cache
def _words(name: str) -> re.Pattern[str]:
    return rule_pack().pattern(name)


def hedged(rule: Rule, normal: NormalText, start: int, end: int) -> tuple[int, int] | None:
    """Where the words that keep a rule lose their force, from them to what takes it; None where they keep it.

    Args:
        rule: softening counts where it is ``firm``, later sentences where it has a ``topic``.
        normal: the charter.
        start: of the words, in the normal text.
        end: of the words.
    """
    if rule.firm and (span := _in_sentence(normal, start, end)):
        return span
    return _later(rule, normal, start) if rule.topic else None


def _in_sentence(normal: NormalText, start: int, end: int) -> tuple[int, int] | None:
    """Words that soften (原则上…), except (…，特殊情况除外) or put off (…另行规定) in the sentence itself."""
    first, last = normal.sentence(start)
    clause = max(first, *(normal.text.rfind(mark, first, start) + 1 for mark in "，："))
    softened = _words("SOFTENED").search(normal.text, clause, end)
    behind = _words("EXCEPTED").search(normal.text, start, last) or _words("PUT_OFF").search(normal.text, start, last)
    found = softened or behind
    return (min(start, found.start()), max(end, found.end())) if found else None


def _later(rule: Rule, normal: NormalText, start: int) -> tuple[int, int] | None:
    """The sentence of the same article, or the one that names the article, that takes the words back (但会长连任的可以不审计)."""
    unit = normal.unit_at(start)
    for place, (low, high) in enumerate(_behind(normal, unit, start)):
        if _takes_back(rule, normal.text[low:high], next_one=place == 0):
            return low, high
    for low, high in _naming(normal, unit):
        if _takes_back(rule, normal.text[low:high], next_one=True):
            return low, high
    return None


def _behind(normal: NormalText, unit: Unit, start: int) -> Iterator[tuple[int, int]]:
    """The sentences of an article behind the one of a position."""
    at = normal.sentence(start)[1]
    for _ in range(_SENTENCES):
        while at < unit.end and normal.text[at] in "。；！？\n":
            at += 1
        if at >= unit.end:
            return
        span = normal.sentence(at)
        yield span
        at = span[1]


def _naming(normal: NormalText, unit: Unit) -> Iterator[tuple[int, int]]:
    """The sentences of other articles that name this one by its number."""
    number = unit.provision.number
    if not number or len(number) < 3:
        return
    at = normal.text.find(number)
    while at >= 0:
        if not unit.start <= at < unit.end and not _OF_LAW.search(normal.text, max(at - 8, 0), at):
            first, last = normal.sentence(at)
            if normal.unit_at(at).body <= at:
                yield max(first, normal.unit_at(at).body), last
        at = normal.text.find(number, at + 1)


def _takes_back(rule: Rule, sentence: str, next_one: bool) -> bool:
    """Whether a sentence makes an exception of what the rule is about; right behind the clause it need not name it."""
    if rule.exceptions and rule.exceptions.search(sentence):
        return False
    if rule.taken_back and rule.taken_back.search(sentence):
        return True
    waived = _words("WAIVED").search(sentence)
    topic = bool(rule.topic and rule.topic.search(sentence))
    if waived and topic:
        return True
    if not next_one and not topic:
        return False
    return bool(_words("REVOKED").search(sentence) or (next_one and _words("BUT_NOT").fullmatch(sentence)))
