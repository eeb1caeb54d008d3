"""The words of ``words.yaml``: what a header or caption of a table says."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Literal, get_args

import yaml

from corpora.errors import ConfigurationError

Kind = Literal[
    "identifiers", "other_tables", "scores", "single_things", "places", "empty", "totals", "own", "changes", "rates",
    "plans", "results",
]  # fmt: skip

_UNIT = re.compile(r"[（(\[【][^（）()\[\]【】]{0,10}[）)\]】]$|[/／][^/／]{1,3}$")
_MARKS = re.compile(
    r"^(?:[#＃*＊※\s]|其\s*中\s*[:：、]?|[一二三四五六七八九十]+、|\d+[.、．](?!\d)|[（(][一二三四五六七八九十\d]+[）)])+"
)
_TAIL = re.compile(r"[*＊※#＃:：\s]+$")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The patterns by kind.

    Raises:
        ConfigurationError: a kind is unknown or missing, or a pattern is wrong; the message names it.
    """
    source = resources.files("extractors.tables").joinpath("words.yaml").read_bytes()
    data = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    wrong = sorted(set(data) ^ set(get_args(Kind)))
    if wrong:
        raise ConfigurationError(f"words.yaml: {wrong[0]}")
    found = {}
    for kind, words in data.items():
        try:
            found[kind] = re.compile("|".join(f"(?:{word})" for word in words))
        except (re.error, TypeError) as error:
            raise ConfigurationError(f"words.yaml: {kind}: {error}") from error
    return found


def says(kind: Kind, text: str) -> bool:
    """Whether the words of a header (spaces left aside) are of a kind."""
    return bool(_patterns()[kind].search(text))


def bare(text: str) -> str:
    """A header without spaces, numbering, marks of parts and the unit behind it: ``#　其中：基金会（个）`` → 基金会."""
    words = _MARKS.sub("", re.sub(r"\s", "", text))
    words = _TAIL.sub("", words)
    return _UNIT.sub("", words) or words
