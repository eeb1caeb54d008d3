"""Rules of ``doctype_rules.yaml``: types that a title and a count of cues make sure."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from corpora.errors import ConfigurationError
from models.doctype_features import Sight

RULES_FILE = "doctype_rules.yaml"
_KEYS = {"label", "title", "head", "at_least", "at_most", "confidence", "examples", "counter_examples"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A type and what must hold for it; ``head`` is searched in the opening, ``at_least`` and ``at_most`` limit cue counts."""

    label: str
    title: re.Pattern[str] | None
    head: re.Pattern[str] | None
    at_least: Mapping[str, int]
    at_most: Mapping[str, int]
    confidence: float
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    def fits(self, sight: Sight) -> bool:
        """Whether the rule holds for a document."""
        if self.title is not None and not self.title.search(sight.title):
            return False
        if self.head is not None and not self.head.search(sight.head):
            return False
        known = sight.cues
        return all(known[c] >= n for c, n in self.at_least.items()) and all(
            known[c] <= n for c, n in self.at_most.items()
        )


def _rule(number: int, data: dict[str, Any]) -> Rule:
    for key in sorted(set(data) - _KEYS):
        raise ConfigurationError(f"{RULES_FILE}: [{number}].{key}")
    try:
        return Rule(
            label=data["label"],
            title=re.compile(data["title"]) if "title" in data else None,
            head=re.compile(data["head"]) if "head" in data else None,
            at_least=data.get("at_least", {}),
            at_most=data.get("at_most", {}),
            confidence=data["confidence"],
            examples=tuple(data.get("examples", ())),
            counter_examples=tuple(data.get("counter_examples", ())),
        )
    except (KeyError, re.error) as error:
        raise ConfigurationError(f"{RULES_FILE}: [{number}]: {error}") from error


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The rules in their order, read once.

    Raises:
        ConfigurationError: a rule has an unknown key, lacks one, or its pattern is wrong; the message has its path.
    """
    source = resources.files("models").joinpath(RULES_FILE).read_text(encoding="utf-8")
    return tuple(_rule(i, data) for i, data in enumerate(yaml.load(source, Loader=yaml.CSafeLoader)))


def decide(sight: Sight) -> tuple[str, float] | None:
    """Label and confidence of the first rule that fits, or None."""
    rule = next((rule for rule in rules() if rule.fits(sight)), None)
    return (rule.label, rule.confidence) if rule else None
