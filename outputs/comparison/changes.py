"""What a comparison says, before it is set on a page or in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from extractors.comparison import Pair, Side
from extractors.records import Verdict
from outputs.findings import in_order, to_mend

FindingChange = Literal["new", "kept", "mended"]
_ORDER: tuple[FindingChange, ...] = ("new", "kept", "mended")
_UNCHANGED = ("same", "renumbered")
_DEPARTURES = ("removed", "moved", "changed", "added")


@dataclass(frozen=True, slots=True)
class ChangedFinding:
    """A rule that the earlier or the amended charter falls short of; a side that was not judged by it is None."""

    change: FindingChange
    before: Verdict | None
    after: Verdict | None

    @property
    def verdict(self) -> Verdict:
        """The verdict that counts: the later one if there is one."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """A charter beside an earlier one, or beside the skeleton of its type (``to_model``).

    ``old_name`` and ``new_name`` say what stands on which side; ``findings`` is empty beside a skeleton.
    """

    old_name: str
    new_name: str
    findings: tuple[ChangedFinding, ...]
    pairs: tuple[Pair, ...]
    to_model: bool
    version: str

    @property
    def changed(self) -> tuple[Pair, ...]:
        """The pairs that are worth showing: in the order of the text; beside a skeleton what is not found comes first."""
        shown = [pair for pair in self.pairs if pair.change not in _UNCHANGED]
        return tuple(sorted(shown, key=lambda pair: _DEPARTURES.index(pair.change)) if self.to_model else shown)

    def count(self, change: str) -> int:
        """How many pairs changed in a way."""
        return sum(pair.change == change for pair in self.pairs)


def changed_findings(before: Sequence[Verdict], after: Sequence[Verdict]) -> tuple[ChangedFinding, ...]:
    """The findings of two reviews: new ones first, then those that are kept, then the mended; the gravest first in each."""
    old = {verdict.rule: verdict for verdict in before}
    new = {verdict.rule: verdict for verdict in after}
    found = []
    for rule in {**new, **old}:
        was, now = old.get(rule), new.get(rule)
        change = _change(was is not None and to_mend(was), now is not None and to_mend(now))
        if change:
            found.append(ChangedFinding(change, was, now))
    rank = {id(verdict): place for place, verdict in enumerate(in_order([*old.values(), *new.values()]))}
    return tuple(sorted(found, key=lambda item: (_ORDER.index(item.change), rank[id(_gravest(item))])))


def _gravest(item: ChangedFinding) -> Verdict:
    found = item.before if item.change == "mended" else item.after
    return found or item.verdict


def _change(was: bool, now: bool) -> FindingChange | None:
    if was:
        return "kept" if now else "mended"
    return "new" if now else None


def comparison_records(comparison: Comparison) -> Iterator[dict[str, Any]]:
    """The comparison as objects for programs: the findings, then every pair of articles."""
    for item in comparison.findings:
        yield {
            "kind": "finding",
            "change": item.change,
            "rule": item.verdict.rule,
            "title": item.verdict.title,
            "level": item.verdict.level,
            "before": item.before and item.before.verdict,
            "after": item.after and item.after.verdict,
            "article": item.after and item.after.article,
            "suggestion": item.after and item.after.suggestion,
            "basis": item.verdict.basis,
        }
    for pair in comparison.pairs:
        yield {
            "kind": "article",
            "change": pair.change,
            "topic": pair.topic,
            "basis": pair.basis,
            "old": pair.old and _side(pair.old),
            "new": pair.new and _side(pair.new),
        }


def _side(side: Side) -> dict[str, Any]:
    return {"number": side.number, "chapter": side.chapter, "text": side.text, "start": side.start}
