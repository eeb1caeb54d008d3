"""The ways in which totals are divided, from ``partitions.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from corpora.errors import ConfigurationError
from extractors.audit.reading import Number

_FIELDS = ("org_type", "scope", "grade", "indicator", "words")
_KEYS = {"name", "by", "totals", "within", "members", "required", "minor", "repeats"}


@dataclass(frozen=True, slots=True)
class Partition:
    """A way to divide a total; the fields are those of ``partitions.yaml``."""

    name: str
    by: Literal["org_type", "scope", "grade", "indicator", "words"]
    totals: tuple[str | None, ...]
    members: tuple[str, ...]
    required: frozenset[str]
    minor: float
    within: frozenset[str] = frozenset()
    repeats: bool = False

    def divides(self, total: Number) -> bool:
        """Whether a number can be a total of this kind."""
        o = total.observation
        if self.within and o.indicator not in self.within:
            return False
        if self.by == "words" and self.member_of(total) is not None:
            return False
        if self.by == "words":
            return not self.totals or o.indicator in self.totals
        return getattr(o, self.by) in self.totals

    def member_of(self, part: Number) -> str | None:
        """Which member a number is, or None."""
        if self.within and part.observation.indicator not in self.within:
            return None
        if self.by == "words":
            return _named(self.members, part.left)
        value = getattr(part.observation, self.by)
        return value if value in self.members else None


def memberships(number: Number) -> dict[int, str]:
    """The member that a number is in each way of dividing where it is one, by the place of that way in ``partitions``."""
    ways = partitions()
    held = {place: member for place in _by_field() if (member := ways[place].member_of(number))}
    for place, member in _worded(number.left):
        if not ways[place].within or number.observation.indicator in ways[place].within:
            held[place] = member
    return held


@cache
def _any_word() -> re.Pattern[str]:
    """Most words before numbers name no member of any way: these need no closer look."""
    return re.compile("|".join(f"(?:{m})" for way in partitions() if way.by == "words" for m in way.members))


@cache
def _by_field() -> tuple[int, ...]:
    return tuple(place for place, way in enumerate(partitions()) if way.by != "words")


@lru_cache(maxsize=4096)
def _worded(text: str) -> tuple[tuple[int, str], ...]:
    """The members that the words before a number name, each with the place of its way of dividing."""
    if not _any_word().search(text):
        return ()
    ways = [(place, way) for place, way in enumerate(partitions()) if way.by == "words"]
    return tuple((place, member) for place, way in ways if (member := _named(way.members, text)))


@lru_cache(maxsize=4096)
def _named(members: tuple[str, ...], text: str) -> str | None:
    """The first member, a pattern, that stands in a text; the same words are asked for with every total near them."""
    return next((m for m in members if re.search(m, text)), None)


@cache
def partitions() -> tuple[Partition, ...]:
    """All ways of dividing, in the order in which they are tried.

    Raises:
        ConfigurationError: ``partitions.yaml`` has an unknown key or field, or lacks one.
    """
    raw = yaml.load(files("extractors.audit").joinpath("partitions.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return tuple(_partition(entry, f"partitions.yaml[{number}]") for number, entry in enumerate(raw))


def _partition(entry: dict[str, Any], path: str) -> Partition:
    if unknown := set(entry) - _KEYS:
        raise ConfigurationError(f"{path}: unknown keys {', '.join(sorted(unknown))}")
    if missing := _KEYS - {"within", "repeats"} - set(entry):
        raise ConfigurationError(f"{path}: missing keys {', '.join(sorted(missing))}")
    if entry["by"] not in _FIELDS or not set(entry["required"]) <= set(entry["members"]):
        raise ConfigurationError(f"{path}: unknown field or required member")
    return Partition(
        name=entry["name"],
        by=entry["by"],
        totals=tuple(entry["totals"]),
        members=tuple(entry["members"]),
        required=frozenset(entry["required"]),
        minor=float(entry["minor"]),
        within=frozenset(entry.get("within", ())),
        repeats=bool(entry.get("repeats", False)),
    )
