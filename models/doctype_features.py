"""What the type of a document is told from: cues of ``doctype_cues.yaml`` and words of four parts of the text.

Only the beginning and the end of a long document are looked at, so that the cost does not grow with it.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from corpora.document import Document
from corpora.errors import ConfigurationError
from corpora.structure.model import Structure

CUES_FILE = "doctype_cues.yaml"
BODY = 5000  # characters looked at from the start
HEAD = 260  # characters behind the title
TAIL = 220  # characters at the end
ARTICLE = 70  # characters of the shortest article of a press page; a shorter piece is a page's furniture
_PARTS = ("body", "head", "tail")
_RATES = (0.5, 1.0, 2.0, 4.0, 8.0)  # per 1,000 characters
_COUNTS = (1, 2, 3, 5, 8, 12)
_SHARES = (0.1, 0.25, 0.5, 0.75)
_WORD = re.compile(r"[\u4e00-\u9fff]{2,8}$")
_BRACKETS_AT_END = re.compile(r"[\s）)]*(?:[（(【\[][^（）()【】\[\]]{0,30}[）)】\]]\s*)*$")


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of ``doctype_cues.yaml``, patterns compiled."""

    counted: dict[str, dict[str, tuple[str, ...]]]
    distinct: dict[str, tuple[str, ...]]
    lines: re.Pattern[str]
    headlike: dict[str, re.Pattern[str]]
    endlike: dict[str, re.Pattern[str]]
    titles: re.Pattern[str]
    shapes: dict[str, re.Pattern[str]]
    several: dict[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Sight:
    """What is looked at of a document.

    ``cues`` counts by cue name: occurrences, different words, or lines; ``articles`` is among them. ``lines`` is the
    number of lines of the body. An article counts if it has a title and ``ARTICLE`` characters.
    """

    title: str
    body: str
    head: str
    tail: str
    lines: int
    cues: dict[str, int]


def _one_of(patterns: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items()))


def title_kind(title: str) -> str | None:
    """What a title says the document is, by the names of ``titles`` in the cues; the first name that fits."""
    kinds = {match.lastgroup for match in cues().titles.finditer(title)}
    return next((name for name in cues().titles.groupindex if name in kinds), None)


@functools.cache
def cues() -> Cues:
    """The cues, read once.

    Raises:
        ConfigurationError: a key is missing or not known, or a pattern is wrong; the message has its path.
    """
    source = resources.files("models").joinpath(CUES_FILE).read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(source, Loader=yaml.CSafeLoader)
    for key in sorted(
        {"counted", "distinct", "lines", "headlike", "endlike", "titles", "shapes", "several"} ^ set(data)
    ):
        raise ConfigurationError(f"{CUES_FILE}: {key}")
    for key in sorted(set(data["counted"]) ^ set(_PARTS)):
        raise ConfigurationError(f"{CUES_FILE}: counted.{key}")
    try:
        return Cues(
            counted={part: {k: tuple(v) for k, v in lists.items()} for part, lists in data["counted"].items()},
            distinct={k: tuple(v) for k, v in data["distinct"].items()},
            lines=_one_of(data["lines"]),
            headlike={k: re.compile(p, re.MULTILINE) for k, p in data["headlike"].items()},
            endlike={k: re.compile(p) for k, p in data["endlike"].items()},
            titles=_one_of(data["titles"]),
            shapes={k: re.compile(p) for k, p in data["shapes"].items()},
            several={k: re.compile(p, re.MULTILINE) for k, p in data["several"].items()},
        )
    except re.error as error:
        raise ConfigurationError(f"{CUES_FILE}: {error.pattern!r}: {error}") from error


def _counts(part: str, text: str) -> dict[str, int]:
    """How often words of a short part of a document occur."""
    return {f"{part}_{name}": sum(map(text.count, words)) for name, words in cues().counted[part].items()}


@functools.cache
def _words_of_body() -> tuple[tuple[str, ...], Any]:
    """The words that are looked for in the body, and the automaton that finds them all in one pass."""
    import ahocorasick_rs

    lists = (*cues().counted["body"].values(), *cues().distinct.values())
    words = tuple(dict.fromkeys(word for words in lists for word in words))
    return words, ahocorasick_rs.AhoCorasick(words)


def _counts_of_body(body: str) -> dict[str, int]:
    """How often words of the body occur, and how many different ones."""
    words, automaton = _words_of_body()
    times: dict[str, int] = {}
    ends: dict[int, int] = {}
    for which, start, end in automaton.find_matches_as_indexes(body, overlapping=True):
        if start >= ends.get(which, 0):  # a word does not overlap itself: ____ counts once
            ends[which] = end
            times[words[which]] = times.get(words[which], 0) + 1
    found = {name: sum([times.get(word, 0) for word in listed]) for name, listed in cues().counted["body"].items()}
    found.update((name, sum([word in times for word in listed])) for name, listed in cues().distinct.items())
    return found


def _shapes(lines: list[str]) -> dict[str, int]:
    match = cues().lines.match
    found = dict.fromkeys(cues().lines.groupindex, 0)
    for line in lines:
        shape = match(line)
        if shape is not None:
            found[shape.lastgroup or ""] += 1
    return found


def _after_title(text: str, title: str) -> int:
    """Where the text behind the title begins: 0 if the title does not stand near the beginning."""
    at = text.find(title, 0, 1500) if title else -1
    return at + len(title) if at >= 0 else 0


def look(document: Document, structure: Structure) -> Sight:
    """Look at a document: its parts, and how often each cue stands in them.

    Args:
        document: as read.
        structure: its structure; only ``title`` and ``articles`` are used.
    """
    text = document.text
    title = _BRACKETS_AT_END.sub("", (structure.title or "").strip())
    body = text[:BODY]
    start = _after_title(body, title)
    head = text[start : start + HEAD]
    tail = text[max(len(text) - TAIL, start) :].rstrip()
    lines = [line for raw in body.split("\n") if (line := raw.strip())]
    found = {"articles": sum(1 for a in structure.articles if a.title and a.end - a.start >= ARTICLE)}
    found.update(_counts_of_body(body))
    found.update(_counts("head", head))
    found.update(_counts("tail", tail))
    found.update((f"lines_{name}", n) for name, n in _shapes(lines).items())
    found["provision"] = found["lines_provision"]
    before = f"{text[: start + HEAD]}\n{tail}"
    found.update((f"has_{name}", int(bool(p.search(before)))) for name, p in cues().headlike.items())
    found.update((f"ends_{name}", int(bool(p.search(tail)))) for name, p in cues().endlike.items())
    found.update((name, sum(1 for _ in p.finditer(body))) for name, p in cues().several.items())
    return Sight(title, body, head, tail, len(lines), found)


def _words(text: str) -> set[str]:
    import rjieba

    return {word for word in set(rjieba.cut(text)) if len(word) > 1 and _WORD.match(word)}


def _cue_features(sight: Sight) -> list[str]:
    kilo = max(len(sight.body), 200) / 1000
    lines = max(sight.lines, 1)
    named: list[str] = []
    rated = cues().counted["body"]
    for name, n in sight.cues.items():
        if not n or name == "articles":  # a rule decides on several articles; the model tells what was not split
            continue
        if name in rated:
            named.extend(f"{name}/k>={step}" for step in _RATES if n / kilo >= step)
        elif name.startswith("lines_"):
            named.append(name)
            named.extend(f"{name}/n>={step}" for step in _SHARES if n / lines >= step)
        else:
            named.extend(f"{name}>={step}" for step in _COUNTS if n >= step)
    return named


def features(sight: Sight) -> dict[str, list[str]]:
    """The named binary features of a document, by group: ``cue``, ``title``, ``head``, ``tail``, ``body``."""
    title = sight.title
    groups = {
        "cue": _cue_features(sight),
        "title": [f"T:{w}" for w in _words(title)],
        "head": [f"H:{w}" for w in _words(sight.head)],
        "tail": [f"E:{w}" for w in _words(sight.tail)],
        "body": [f"B:{w}" for w in _words(sight.body)],
    }
    groups["title"].extend(f"T$:{title[-n:]}" for n in (2, 3, 4) if len(title) > n)
    groups["title"].extend(f"T~{name}" for name, shape in cues().shapes.items() if shape.search(title))
    groups["title"].append(f"T={title_kind(title) if title else 'none'}")
    return {name: sorted(found) for name, found in groups.items()}
