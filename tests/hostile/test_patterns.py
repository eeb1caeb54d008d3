"""No pattern of the program takes more than linear patience: each against strings made from its own repetitions."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import corpora
import extractors
import models
import outputs
import pipeline

_LENGTH = 500
_MOST = 40  # attacks on one pattern
# Seconds of processor time for one search. A quadratic pass over the string takes a tenth of that, a cubic one more.
_PATIENCE = 0.1


def patterns() -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    """The compiled patterns that stand in modules, by the name of module and variable."""
    found: dict[str, re.Pattern[str] | re.Pattern[bytes]] = {}
    for floor in (corpora, models, extractors, outputs, pipeline):
        for module in pkgutil.walk_packages(floor.__path__, f"{floor.__name__}."):
            if "samples" in module.name or "sample_sources" in module.name:
                continue
            with suppress(ModuleNotFoundError):  # of an extra that is not installed
                for name, value in vars(importlib.import_module(module.name)).items():
                    found |= {f"{module.name}.{name}[{number}]": one for number, one in enumerate(_held(value))}
    return found


def _held(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from _held(item)
    elif isinstance(value, dict):
        yield from _held(list(value.values()))


def _sample(tree: Any) -> str:
    """A string that a parsed pattern takes, roughly: the first way through it."""
    made = []
    for operator, argument in tree:
        if operator is sre.LITERAL:
            made.append(chr(argument))
        elif operator is sre.NOT_LITERAL:
            made.append("a" if argument != ord("a") else "b")
        elif operator is sre.IN:
            made.append(_one_of(argument))
        elif operator is sre.ANY:
            made.append("a")
        elif operator is sre.SUBPATTERN:
            made.append(_sample(argument[-1]))
        elif operator is sre.BRANCH:
            made.append(_sample(argument[1][0]))
        elif operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            made.append(_sample(argument[2]) * max(argument[0], 1))
        elif operator is sre.ATOMIC_GROUP:
            made.append(_sample(argument))
    return "".join(made)


def _one_of(members: Any) -> str:
    classes = {
        sre.CATEGORY_DIGIT: "1",
        sre.CATEGORY_SPACE: " ",
        sre.CATEGORY_WORD: "a",
        sre.CATEGORY_NOT_SPACE: "a",
        sre.CATEGORY_NOT_DIGIT: "a",
        sre.CATEGORY_NOT_WORD: "-",
    }
    negated = members[0][0] is sre.NEGATE
    for operator, argument in members[negated:]:
        if not negated and operator in (sre.LITERAL, sre.RANGE):
            return chr(argument if operator is sre.LITERAL else argument[0])
        if not negated and operator is sre.CATEGORY:
            return classes[argument]
    return "中"


def _repetitions(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """For each repetition in a pattern what may stand before it, and one round of it."""
    for operator, argument in tree:
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT) and argument[1] > 3:
            yield before, _sample(argument[2])
            yield from _repetitions(argument[2], before)
        elif operator is sre.SUBPATTERN:
            yield from _repetitions(argument[-1], before)
        elif operator is sre.BRANCH:
            for branch in argument[1]:
                yield from _repetitions(branch, before)
        before += _sample([(operator, argument)])


def attacks(pattern: re.Pattern[Any]) -> set[str]:
    """Long strings that the repetitions of a pattern like, and that do not end as it wants."""
    made: set[str] = set()
    rounds: list[str] = []
    for before, one in _repetitions(parser.parse(pattern.pattern, pattern.flags)):
        if one:
            rounds.append(one)
            made |= {one * (_LENGTH // len(one)) + "\x00", before + one * (_LENGTH // len(one)) + "\x00"}
            made.add((before + one) * (_LENGTH // len(before + one)) + "\x00")
    for first, second in itertools.pairwise(rounds):
        made.add((first + second) * (_LENGTH // len(first + second)) + "\x00")
    return made


def slow(pattern: re.Pattern[Any]) -> str | None:
    """The first attack (its beginning) that a pattern takes too long for."""
    is_bytes = isinstance(pattern.pattern, bytes)
    for attack in sorted(attacks(pattern), key=lambda a: (len(set(a)), a))[:_MOST]:
        text: Any = attack.encode("utf-8", "replace") if is_bytes else attack
        began = time.process_time()
        pattern.search(text)
        if time.process_time() - began > _PATIENCE:
            return attack[:40]
    return None


def test_no_pattern_blows_up() -> None:
    found = patterns()
    assert len(found) > 200
    assert {name: attack for name, one in found.items() if (attack := slow(one))} == {}


def test_the_test_sees_a_pattern_that_does() -> None:
    assert slow(re.compile(r"(?:[.…]{2,}|[ \t]{2,})[ \t]*\d{1,3}[ \t]*$")) is not None
