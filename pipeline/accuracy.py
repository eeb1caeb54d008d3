"""The gate of accuracy: ``make accuracy``, or ``python -m pipeline.accuracy [--accept [--reason WHY]]``.

Scores the dev and test reports, lists the numbers gained and lost against the last accepted run, and compares with the
floors. ``--accept`` makes the present run the accepted one and raises the floors to what it reaches, less a margin; a floor
is lowered only with a reason, which stays beside it.

Everything accepted stands in ``corpora/reports/accepted``: ``floors.yaml`` (floors, accepted scores, digest of the
annotations) and for each split one line a document with the numbers that are not wholly right.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import corpora
from corpora.gold import load_lines
from extractors.records import as_dict
from outputs.jsonl import write_jsonl
from pipeline.breakdown import breakdown_lines
from pipeline.evaluate import SPURIOUS, WHOLE, Evaluation, Outcome, evaluate
from pipeline.scores import load_annotations, observation_lines
from pipeline.stages import load_resources, process
from pipeline.structure_scores import Lists, StructureScores, structure_scores

REPORTS = Path(corpora.__file__).parent / "reports"
ACCEPTED = REPORTS / "accepted"
FLOORS = ACCEPTED / "floors.yaml"
SPLITS = ("dev", "test")
# A floor stands so far below the accepted score; one twice as far below needs a reason. What is counted by documents gets
# more: there are some thirty in a split.
MARGIN = 0.01
COARSE_MARGIN = 0.04
COARSE = ("doc_type.", "particulars.", "articles")
# Groups of indicators with fewer annotated numbers have no floor: one number more or less would move them by more.
LEAST = 50

# By outcome, where the numbers of a document stand that came to it.
Wrong = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that a score (0 to 1) may be, the score that was accepted, and why the floor was lowered or is far below."""

    floor: float
    accepted: float
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors of a split by name of the score, and the digest of the annotations that they are for."""

    gold: str = ""
    scores: Mapping[str, Floor] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """One split as scored."""

    evaluation: Evaluation
    structure: StructureScores
    digest: str

    @property
    def scores(self) -> dict[str, float]:
        """The scores that have floors."""
        e, s = self.evaluation, self.structure
        flat = {level: score.f1 for level, score in e.levels.items()}
        flat |= {f"attribute.{name}": share for name, share in e.attributes.items()}
        flat |= {f"group.{name}": g.levels["L2"].f1 for name, g in e.groups.items() if g.gold >= LEAST}
        if e.calibration_error is not None:
            flat["calibration"] = 1 - e.calibration_error
        if e.accepted is not None:
            flat["accepted.share"], flat["accepted.right"] = e.accepted
        flat |= {"doc_type.accuracy": s.accuracy or 0.0, "doc_type.macro_f1": s.macro_f1 or 0.0}
        flat |= {f"particulars.{name}": share for name, share in s.particulars.items()}
        flat |= {name: score.f1 for name in ("headings", "levels", "articles") if (score := getattr(s, name))}
        if s.article_titles is not None:
            flat["articles.titles"] = s.article_titles
        return dict(sorted(flat.items()))

    @property
    def wrong(self) -> dict[str, dict[str, list[str]]]:
        """By document and outcome, where the numbers stand that are not wholly right."""
        lists: dict[str, dict[str, list[str]]] = {}
        for o in self.evaluation.outcomes:
            if o.what != WHOLE:
                lists.setdefault(o.doc, {}).setdefault(o.what, []).append(_key(o))
        return {doc: {what: sorted(keys) for what, keys in sorted(found.items())} for doc, found in lists.items()}


@functools.cache
def measured(split: str) -> Measured:
    """Take the reports of a split down the road of all documents and score them."""
    folder, resources = REPORTS / split, load_resources()
    done = {path.stem: process(path.name, path.read_bytes(), resources) for path in sorted(folder.glob("*.txt"))}
    rows = [as_dict(o) for processed in done.values() for o in processed.observations]
    found = evaluate(rows, load_annotations(folder)[0], load_lines(folder / "ambiguous.jsonl"))
    records = [processed.record.as_dict() for processed in done.values()]
    structure = structure_scores(records, {doc: p.text for doc, p in done.items()}, Lists.of(folder))
    return Measured(found, structure, gold_digest(folder))


def gold_digest(folder: Path) -> str:
    """SHA-256 (hex) over the texts and annotations of a split, by name."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.jsonl")]):
        digest.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def load_floors(path: Path) -> dict[str, Floors]:
    """The floors of each split; none when there is no such file.

    Raises:
        ValueError: an entry is wrong; the message names its path.
    """
    import yaml

    raw = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) if path.exists() else {}
    return {
        split: Floors(
            entries.pop("gold"),
            {name: _floor(f"{path.name}: {split}: {name}", entry, margin(name)) for name, entry in entries.items()},
        )
        for split, entries in raw.items()
    }


def margin(name: str) -> float:
    """How far the floor of a score stands below what was accepted."""
    return COARSE_MARGIN if name.startswith(COARSE) else MARGIN


def _floor(where: str, entry: Any, below: float) -> Floor:
    """A floor as written. Raises ValueError with ``where`` when it is wrong."""
    try:
        made = Floor(**entry)
    except TypeError:
        raise ValueError(f"{where}: wants floor and accepted, and may have a reason") from None
    if not all(isinstance(value, int | float) and 0 <= value <= 1 for value in (made.floor, made.accepted)):
        raise ValueError(f"{where}: floor and accepted are numbers from 0 to 1")
    if made.floor > made.accepted:
        raise ValueError(f"{where}: the floor is above the accepted score")
    if made.floor < made.accepted - 2 * below and not made.reason:
        raise ValueError(f"{where}: the floor is more than {2 * below} below the accepted score, without a reason")
    return made


def failures(scores: Mapping[str, float], digest: str, floors: Floors) -> list[str]:
    """What is below its floor, has none, or has one without a score; and whether the annotations have changed."""
    found = [
        f"{name}: {scores[name]:.4f} is below the floor of {entry.floor}"
        for name, entry in floors.scores.items()
        if name in scores and scores[name] < entry.floor
    ]
    found += [f"{name}: has a floor or a score, not both" for name in sorted(floors.scores.keys() ^ scores.keys())]
    if floors.gold != digest:
        found.append("the annotations have changed: look at what was gained and lost, then make accuracy ACCEPT=1")
    return found


def raised(scores: Mapping[str, float], digest: str, floors: Floors, reason: str | None) -> Floors:
    """The floors after accepting scores: never lower than before, unless a reason is given.

    Raises:
        ValueError: a score is below its floor and there is no reason.
    """
    return Floors(digest, {name: _raised(name, s, floors.scores.get(name), reason) for name, s in scores.items()})


def _raised(name: str, score: float, before: Floor | None, reason: str | None) -> Floor:
    floor = max(math.floor((score - margin(name)) * 1000) / 1000, 0.0)
    told = math.floor(score * 10000) / 10000
    if before is None or floor > before.floor:
        return Floor(floor, told)
    if score >= before.floor:
        return Floor(before.floor, max(told, before.floor), before.reason)
    if not reason:
        raise ValueError(f"{name}: {score:.4f} is below the floor of {before.floor}: say why (REASON=…)")
    return Floor(floor, told, f"was {before.floor}: {reason}")


def changes(now: Mapping[str, Wrong], then: Mapping[str, Wrong], quotes: Mapping[tuple[str, str], str]) -> list[str]:
    """The numbers that came to something else than in the accepted run: ``+`` gained, ``-`` lost.

    A line gives document, place and value in the annotated text, what the number was and what it is now, and of
    ``quotes`` (by document and place) its words.
    """
    lines = []
    for doc in sorted(now.keys() | then.keys()):
        is_now, was = _by_key(now.get(doc, {})), _by_key(then.get(doc, {}))
        for key in sorted(is_now.keys() | was.keys(), key=lambda k: (int(k.partition("=")[0].strip("~")), k)):
            absent = "absent" if key.startswith("~") else WHOLE
            before, after = was.get(key, absent), is_now.get(key, absent)
            if before != after:
                sign = "+" if _RANK[after] > _RANK[before] else "-"
                lines.append(f"{sign} {doc} {key} {before} -> {after} {quotes.get((doc, key), '')}".rstrip())
    return lines


_RANK = {"missed": 0, SPURIOUS: 0, "quantity": 1, "indicator": 2, WHOLE: 3, "absent": 3}


def _by_key(wrong: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {key: what for what, keys in wrong.items() for key in keys}


def _key(outcome: Outcome) -> str:
    """Start and value of an annotated number; ``~`` marks the place of a spurious one, in the clean text."""
    row = outcome.gold or outcome.found or {}
    mark = "" if outcome.gold else "~"
    return f"{mark}{row['start']}={'*' if row.get('value') is None else format(float(row['value']), 'g')}"


def accepted(split: str) -> dict[str, dict[str, list[str]]]:
    """The numbers of a split that were not wholly right in the accepted run, by document and outcome."""
    path = ACCEPTED / f"{split}.jsonl"
    rows = load_lines(path) if path.exists() else []
    return {row.pop("doc"): row for row in rows}


def accept(reason: str | None) -> None:
    """Make the present run the accepted one.

    Raises:
        ValueError: a score is below its floor and there is no reason.
    """
    before = load_floors(FLOORS)
    text = "# Least scores of `make accuracy`, which writes this file (ACCEPT=1); see pipeline/accuracy.py.\n"
    for split in SPLITS:
        run = measured(split)
        made = raised(run.scores, run.digest, before.get(split, Floors()), reason)
        text += f"{split}:\n  gold: {made.gold}\n"
        text += "".join(f"  {name}: {_inline(floor)}\n" for name, floor in made.scores.items())
    ACCEPTED.mkdir(exist_ok=True)
    for split in SPLITS:
        write_jsonl(
            ACCEPTED / f"{split}.jsonl", [{"doc": doc, **lists} for doc, lists in measured(split).wrong.items()]
        )
    FLOORS.write_text(text, encoding="utf-8")


def _inline(floor: Floor) -> str:
    """A floor as it stands in the YAML file, on one line."""
    return json.dumps({name: value for name, value in asdict(floor).items() if value is not None}, ensure_ascii=False)


def report(split: str, floors: Floors) -> tuple[list[str], list[str], list[str]]:
    """The scores of a split, what is below its floor, and the numbers gained and lost, as lines of text.

    The test split is told by places alone: nobody mends a rule by its sentences.
    """
    run = measured(split)
    lines = [f"== {split}", *observation_lines(run.evaluation, 0, "en")]
    lines += breakdown_lines(run.evaluation, run.structure, "en")
    quotes = {} if split == "test" else {(o.doc, _key(o)): " ".join(o.told[1:]) for o in run.evaluation.outcomes}
    return lines, failures(run.scores, run.digest, floors), changes(run.wrong, accepted(split), quotes)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print and write the report; 1 when something is below its floor."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.accuracy", description="The gate of accuracy.")
    parser.add_argument("--accept", action="store_true", help="make this run the accepted one and raise the floors")
    parser.add_argument("--reason", help="why a floor is lowered")
    parser.add_argument("--out", type=Path, default=Path("out/accuracy"), help="where the lists of changes are written")
    order = parser.parse_args(arguments)
    floors = load_floors(FLOORS)
    order.out.mkdir(parents=True, exist_ok=True)
    failed = False
    for split in SPLITS:
        lines, below, moved = report(split, floors.get(split, Floors()))
        failed |= bool(below)
        (order.out / f"{split}.txt").write_text("".join(f"{line}\n" for line in moved), encoding="utf-8")
        gained = sum(line.startswith("+") for line in moved)
        lines.append(f"gained {gained}, lost {len(moved) - gained}: {order.out / split}.txt")
        print(*lines, *(f"FAILED  {failure}" for failure in below), sep="\n")
    if not order.accept:
        return int(failed)
    try:
        accept(order.reason)
    except ValueError as error:
        print(f"not accepted: {error}")
        return 1
    print(f"accepted, floors as in {FLOORS}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
