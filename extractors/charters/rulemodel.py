"""What a pack of charter rules is made of: rules, elements, examples, sources. Read from YAML by `rulefile`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors.charters.amounts import Limit
from extractors.charters.setting import Fact, When
from extractors.records import Level

Method = Literal["clause", "forbid", "check"]
Severity = Literal["must", "should", "may"]
TYPES = ("社会团体", "民办非企业单位", "基金会")
_SEVERITY: dict[Level, Severity] = {"law": "must", "ministry": "must", "local": "should", "recommended": "may"}


@dataclass(frozen=True, slots=True)
class Weak:
    """A wording that says the thing only partly; ``defect`` names what is wrong with it."""

    pattern: re.Pattern[str]
    defect: str


@dataclass(frozen=True, slots=True)
class Similar:
    """An official wording; text that is close to it (slips, scanning errors) counts if it holds ``must``."""

    phrase: str
    must: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that a rule wants said. Patterns apply to the normal text; see ``rules/README.md`` for the keys."""

    id: str
    name: str
    wordings: tuple[re.Pattern[str], ...]
    weak: tuple[Weak, ...]
    similar: tuple[Similar, ...]
    types: tuple[str, ...]
    group: str
    within: re.Pattern[str] | None
    outside: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    not_in_list: re.Pattern[str] | None
    prefer: re.Pattern[str] | None
    chapter: re.Pattern[str] | None
    chapter_wordings: re.Pattern[str] | None
    counts: bool
    optional: bool
    contrary: bool
    defect: str
    suggestion: str | None
    number: Limit | None
    when: When


@dataclass(frozen=True, slots=True)
class Source:
    """A document that rules rest on: ISO days of issue and of a later amendment, where its text was read, what to know."""

    title: str
    issued: date | None
    amended: date | None
    source: str | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a rule comes from; ``verified`` False when the words were not seen at the source."""

    document: str
    article: str | None
    words: str | None
    verified: bool
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandsFor:
    """Elements of another rule that, all found, make this rule partly kept with ``defect`` (an older wording).

    A charter adopted before the day ``before`` used the wording of its time and gets the milder ``suggestion``.
    """

    rule: str
    elements: tuple[str, ...]
    defect: str
    before: date | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A provision and the verdict it must get (None: anything but satisfied)."""

    text: str
    verdict: str | None
    defects: tuple[str, ...]
    type: str
    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Variant:
    """A wording that an area uses in place of the national one: it makes ``rule`` partial with ``defect``, never missing."""

    rule: str
    wording: re.Pattern[str]
    defect: str
    name: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a pack; see ``rules/README.md`` for the meaning of each key."""

    id: str
    title: str
    level: Level
    levels: Mapping[str, Level]
    types: tuple[str, ...]
    order: int
    method: Method
    check: str | None
    own: bool
    elements: tuple[Element, ...]
    alternatives: tuple[str, ...]
    core: tuple[str, ...]
    at_least: int | None
    violations: re.Pattern[str] | None
    exceptions: re.Pattern[str] | None
    elsewhere: re.Pattern[str] | None
    weak: tuple[Weak, ...]
    upheld: re.Pattern[str] | None
    stands_for: StandsFor | None
    conditional: bool
    firm: bool
    topic: re.Pattern[str] | None
    taken_back: re.Pattern[str] | None
    defects: Mapping[str, str]
    suggestion: Mapping[str, str]
    basis: tuple[Basis, ...]
    place: str | None
    examples: tuple[Example, ...]
    when: When
    if_stated: bool

    def severity(self, org_type: str) -> Severity:
        """How grave a breach is, by the level: law and ministry ``must``, local ``should``, recommended ``may``."""
        return _SEVERITY[self.level_for(org_type)]

    def level_for(self, org_type: str) -> Level:
        """The level of the rule for an organisation type."""
        return self.levels.get(org_type, self.level)

    def basis_for(self, org_type: str) -> str:
        """Documents and articles behind the rule, as one line; what was not seen at the source is marked."""
        parts = [
            f"{b.document}{b.article or ''}" + ("" if b.verified else "（待核）")
            for b in self.basis
            if org_type in b.types
        ]
        return "；".join(parts)


@dataclass(frozen=True, slots=True)
class Pack:
    """Rules that are used together, the word lists of their patterns and the documents they rest on."""

    name: str
    title: str
    when: When
    rules: tuple[Rule, ...]
    variants: tuple[Variant, ...]
    words: Mapping[str, str]
    facts: Mapping[str, Fact]
    documents: Mapping[str, Source]

    def pattern(self, name: str) -> re.Pattern[str]:
        """A named word list of the lexicon as a compiled pattern."""
        return re.compile(self.words[name])

    def rule(self, rule_id: str) -> Rule:
        """The rule with an id; KeyError when there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)
