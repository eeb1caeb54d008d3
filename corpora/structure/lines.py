"""The lines of a text and what can be told of one line alone."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from corpora.errors import ConfigurationError

_LINE = re.compile(r"\S[^\n]*")
_HAN_DIGITS = "一二三四五六七八九十"

NUMBERED = re.compile(
    rf"""
      (?P<part>第[{_HAN_DIGITS}百\d]{{1,4}}(?:部分|编|篇))
    | (?P<chapter>第\s?[{_HAN_DIGITS}百\d]{{1,4}}\s?章)
    | (?P<node>第\s?[{_HAN_DIGITS}百\d]{{1,4}}\s?节)
    | (?P<speech>第[{_HAN_DIGITS}]{{1,2}}(?:[个张把句件步点][一-龥]{{0,2}})?[，,、：:])
    | (?P<cn>[{_HAN_DIGITS}]{{1,3}}[、．.])
    | (?P<cnp>[（(〔][{_HAN_DIGITS}]{{1,3}}[）)〕])
    | (?P<arp>[（(]\d{{1,2}}[）)]|\d{{1,2}}[）)])
    | (?P<ar>\d{{1,2}}(?:、|[．.](?!\d)|[．.](?=(?:19|20)\d\d年)))
    | (?P<circ>[①-⑳])
    | (?P<annex>附\s?件\s?[{_HAN_DIGITS}\d]{{0,2}}(?=\s*+[：:]?\s*+$))
    """,
    re.VERBOSE,
)
# What a heading seldom holds: a count, an amount, a rate.
QUANTITY = re.compile(
    r"\d[\d,，.]*\s?[余多]?(?:[十百千]?[万亿])?[余多]?(?:元|家|个(?!百分)|人|名|次|场|[%％]|项|件|户|吨|篇|期|处|支|所|例|幅|美元|亩|平方|公里|小时)"
)
WORDS_FILE = "words.yaml"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the blanks around it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of ``words.yaml``, each as a compiled pattern."""

    furniture: re.Pattern[str]
    inside_furniture: re.Pattern[str]
    document_kinds: re.Pattern[str]
    offices: re.Pattern[str]
    not_headings: re.Pattern[str]
    article_ends: re.Pattern[str]
    datelines: re.Pattern[str]
    bylines: re.Pattern[str]
    publications: re.Pattern[str]
    columns: re.Pattern[str]
    issuers: re.Pattern[str]
    contents: re.Pattern[str]
    digests: re.Pattern[str]
    collections: re.Pattern[str]
    sharing: re.Pattern[str]


@functools.cache
def words() -> Words:
    """The word lists of ``corpora/structure/words.yaml``, read once.

    Raises:
        ConfigurationError: a list is missing or not known; the message has its path.
    """
    source = resources.files("corpora.structure").joinpath(WORDS_FILE).read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(source, Loader=yaml.CSafeLoader)
    wanted = set(Words.__slots__)
    for key in sorted(wanted ^ set(data)):
        raise ConfigurationError(f"{WORDS_FILE}: {key}")
    return Words(**{key: re.compile("|".join(f"(?:{p})" for p in patterns)) for key, patterns in data.items()})


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of ``text[start:end]`` that are not blank, offsets counted in ``text``."""
    found = []
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        stop = match.end()
        if text[stop - 1].isspace():
            stop = match.start() + len(match[0].rstrip())
        found.append(Line(match.start(), stop))
    return found
