"""Scores charter verdicts against gold: a pure function of both."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from extractors.records import Verdict

ACCUSING = ("partial", "missing", "violated")
Scores = dict[str, float | dict[str, int] | dict[str, float] | list["Miss"]]
CORE = ("party.core_values", "party.leadership", "party.organisation", "party.conditions")


@dataclass(frozen=True, slots=True)
class Miss:
    """A verdict that gold does not accept."""

    doc: str
    rule: str
    wanted: tuple[str, ...]
    got: str | None


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _points(got: str | None, wanted: set[str]) -> float:
    """1 for an accepted verdict, one half where partial and missing are taken for each other, else 0."""
    if got in wanted or (got is None and "not_applicable" in wanted):
        return 1.0
    return 0.5 if got and {got} | wanted <= {"partial", "missing"} else 0.0


def score(verdicts: Iterable[Verdict], gold: Iterable[Mapping[str, Any]]) -> Scores:
    """Accuracy of verdicts.

    Args:
        verdicts: of any number of documents; a document is known by the stem of its ``doc``.
        gold: one mapping a line with ``doc`` (stem), ``rule``, ``verdict``, ``alt`` (further accepted verdicts), ``article``.
            A document whose gold is ``not_applicable`` throughout is no charter: any verdict about it is an error.

    Returns:
        Shares from 0 to 1 under ``all``, ``core`` (the four Party sentences), each rule family, ``not_charter`` and
        ``article`` (the right article where the verdict is right); ``falsely_accused``, of the lines that gold calls
        satisfied and nothing else the share that got missing or violated; ``counts`` of each; ``precision`` by rule, of its
        verdicts partial, missing and violated the share whose gold is no ``satisfied``; ``misses``.
    """
    got: dict[tuple[str, str], Verdict] = {(_stem(v.doc), v.rule): v for v in verdicts}
    seen = {doc for doc, _ in got}
    lines = list(gold)
    charters = {g["doc"] for g in lines if g["verdict"] != "not_applicable"}
    hits: Counter[str] = Counter()
    points: defaultdict[str, float] = defaultdict(float)
    accused: defaultdict[str, list[bool]] = defaultdict(list)
    misses: list[Miss] = []
    for line in lines:
        doc, rule = line["doc"], line["rule"]
        verdict = got.get((doc, rule))
        name = verdict.verdict if verdict else None
        wanted = {line["verdict"], *line.get("alt", ())}
        if doc not in charters:
            keys, point = ["all", "not_charter"], float(doc not in seen)
        else:
            keys = ["all", rule.split(".")[0], *(["core"] if rule in CORE else [])]
            point = _points(name, wanted)
            if name in ACCUSING:
                accused[rule].append(not wanted <= {"satisfied", "not_applicable"})
            if wanted == {"satisfied"}:
                hits["falsely_accused"] += 1
                points["falsely_accused"] += name in ("missing", "violated")
        for key in keys:
            hits[key] += 1
            points[key] += point
        if point < 1:
            misses.append(Miss(doc, rule, tuple(sorted(wanted)), name))
        if point and line.get("article") and verdict:
            hits["article"] += 1
            points["article"] += verdict.article in (line["article"], *line.get("also", ()))
    shares: Scores = {key: points[key] / hits[key] for key in sorted(hits)}
    precision = {rule: sum(right) / len(right) for rule, right in sorted(accused.items())}
    return {**shares, "counts": dict(sorted(hits.items())), "precision": precision, "misses": misses}
