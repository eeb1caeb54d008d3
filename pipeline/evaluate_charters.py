"""Scores of charter verdicts against annotated ones: right 1, ``partial`` against ``missing`` a half, else 0."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluate import stem

Row = Mapping[str, Any]

CORE = ("party.leadership", "party.organisation", "party.conditions", "party.core_values")


@dataclass(slots=True)
class CharterEvaluation:
    """Points and numbers of verdicts: ``all``, ``core`` (the four Party wordings) and by family of rules."""

    points: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str, str, str]] = field(default_factory=list)

    def shares(self) -> dict[str, float]:
        """Points per verdict, 0 to 1, by group."""
        return {name: self.points[name] / n for name, n in sorted(self.counts.items()) if n}

    def as_dict(self) -> dict[str, Any]:
        """The figures alone, for JSON."""
        return {"verdicts": self.counts["all"], **self.shares()}


def evaluate_charters(predicted: Iterable[Row], gold: Sequence[Row]) -> CharterEvaluation:
    """Score verdicts.

    Args:
        predicted: objects of charters.jsonl.
        gold: objects with ``doc``, ``rule``, ``verdict`` (the contract's names, or a list of equally right ones) and
            perhaps ``article``.
    """
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in predicted:
        found[stem(row["doc"])][row["rule"]] = row
    result = CharterEvaluation()
    for wanted in gold:
        got = found[stem(wanted["doc"])].get(wanted["rule"])
        _count(result, wanted, got)
    return result


def _count(result: CharterEvaluation, wanted: Row, got: Row | None) -> None:
    right = {wanted["verdict"]} if isinstance(wanted["verdict"], str) else set(wanted["verdict"])
    verdict = got["verdict"] if got else "not_applicable"
    points = 1.0 if verdict in right else 0.5 if {verdict} | right <= {"partial", "missing"} else 0.0
    rule = wanted["rule"]
    for group in ("all", rule.partition(".")[0], *(["core"] if rule in CORE else [])):
        result.counts[group] += 1
        result.points[group] += points
    if points == 1.0 and got and wanted.get("article"):
        result.counts["article"] += 1
        result.points["article"] += got.get("article") == wanted["article"]
    if points < 1.0:
        result.wrong.append((wanted["doc"], rule, "/".join(sorted(right)), verdict))
