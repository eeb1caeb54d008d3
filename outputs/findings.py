"""Which verdicts ask for a change, how grave they are, and whether a charter passes: the same wherever it is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from extractors.records import Verdict
from outputs.wording import shown, shown_defects

Standing = Literal["passes", "passes_with_advice", "to_mend"]

TO_MEND = ("violated", "missing", "partial")
WORST_FIRST = (*TO_MEND, "satisfied", "not_applicable")
_LEVELS = ("law", "ministry", "local", "recommended")
_BINDING = ("law", "ministry")


def to_mend(verdict: Verdict) -> bool:
    """Whether a verdict asks for a change of the charter."""
    return verdict.verdict in TO_MEND


def is_binding(verdict: Verdict) -> bool:
    """Whether the rule is of the law or of the ministry: what it asks for must be done, all else should be."""
    return verdict.level in _BINDING


def in_order(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The worst first: what must be done before what should be, contrary before missing before incomplete."""
    return sorted(
        verdicts,
        key=lambda v: (not (to_mend(v) and is_binding(v)), WORST_FIRST.index(v.verdict), _LEVELS.index(v.level)),
    )


def standing(must: int, should: int) -> Standing:
    """Whether a charter passes with so many findings of binding and of other rules."""
    if must:
        return "to_mend"
    return "passes_with_advice" if should else "passes"


def counts(verdicts: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """How many records of charters.jsonl ask for a change: of binding rules, of others."""
    found = [verdict["level"] in _BINDING for verdict in verdicts if verdict["verdict"] in TO_MEND]
    return sum(found), len(found) - sum(found)


def what_is_wrong(verdict: Verdict) -> str:
    """The defects of a verdict in words; its conclusion where it names none, or none that has words (a user's own pack)."""
    told = [text for code in verdict.defects if (text := shown_defects(verdict.rule, (code,))) != code]
    return "、".join(told) or shown("verdict", verdict.verdict)
