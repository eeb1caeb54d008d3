"""Rules, ranker and transformer beside each other: ``python -m pipeline.transformer_comparison [--test] [DIR]``.

Prints, for the dev reports and with ``--test`` for the test reports, what each reaches on the same numbers, what their
agreement is worth, and precision against coverage. DIR is a checkpoint of one's own. Needs the extra ``transformer``.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import corpora
from corpora.document import Document
from corpora.gold import load_lines
from corpora.readers import read
from corpora.structure import analyse
from corpora.structure.model import Structure
from extractors.observations import load_catalogue
from extractors.observations.decide import Learned, load_learned
from extractors.observations.observe import WITHOUT_OBSERVATIONS, Reading, readings
from extractors.quantities import scan
from extractors.records import Observation, as_dict
from models.doctype import classify
from models.transformer import runtime
from pipeline.evaluate import INDICATOR, WHOLE, Evaluation, evaluate
from pipeline.scores import load_annotations

_REPORTS = Path(corpora.__file__).parent / "reports"
_THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
# Groups of indicators with fewer annotated numbers are not in the mean over groups.
_LEAST = 20


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document before its numbers are looked at."""

    document: Document
    structure: Structure
    doc_type: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way of choosing indicators: what it gave, and milliseconds a number."""

    name: str
    readings: list[Reading]
    observations: list[Observation]
    milliseconds: float


def compared(split: str, transformer: runtime.Transformer) -> None:
    """Print the comparison on one split."""
    folder = _REPORTS / split
    documents = [_analysed(path) for path in sorted(folder.glob("*.txt"))]
    documents = [d for d in documents if d.doc_type not in WITHOUT_OBSERVATIONS]
    annotations, ignored = load_annotations(folder)[0], load_lines(folder / "ambiguous.jsonl")
    stored = load_learned()

    def scored(observations: Sequence[Observation]) -> Evaluation:
        return evaluate([as_dict(o) for o in observations], annotations, ignored)

    rules = _way("rules alone", documents, Learned(None, None))
    ranker = _way("rules and ranker", documents, stored)
    asked = _way("… asked in doubt", documents, stored, transformer)
    everywhere = replace(transformer, blend=replace(transformer.blend, asked_below=1.1))
    both = _way("ranker and transformer", documents, stored, everywhere)
    reading = both.milliseconds - ranker.milliseconds
    free = _told("transformer alone", both, None, reading)
    held = _told("transformer, offered codes only", both, ranker, rules.milliseconds + reading)
    print(f"{split}: {len(documents)} documents")
    print(f"{'':32} {'L2':>6} {'core':>6} {'groups':>6} {'L3':>6} {'ECE':>6} {'ms':>6}")
    for way in (rules, ranker, free, held, both, asked):
        e = scored(way.observations)
        groups = [g.levels["L2"].f1 for g in e.groups.values() if g.gold >= _LEAST]
        levels = (e.levels["L2"].f1, e.levels["L2_core"].f1, sum(groups) / len(groups), e.levels["L3"].f1)
        figures = (*levels, e.calibration_error or 0.0)
        print(f"{way.name:32} {' '.join(f'{x:6.4f}' for x in figures)} {way.milliseconds:6.2f}")
    agreed = {
        _place(a.observation)
        for a, b in zip(ranker.readings, free.readings, strict=True)
        if a.observation.indicator == b.observation.indicator
    }
    print("\nprecision of the accepted numbers (share of all that are given)")
    print(f"{'confidence at least':32} {'ranker':>14} {'both':>14} {'asked in doubt':>14} {'both, agreed':>14}")
    for least in (0.0, *_THRESHOLDS):
        columns = [
            _accepted(way, scored(way.observations), least, places)
            for way, places in ((ranker, None), (both, None), (asked, None), (both, agreed))
        ]
        print(f"{least:<32} {' '.join(columns)}")
    print()


def _analysed(path: Path) -> Analysed:
    document = read(path.name, path.read_bytes())
    structure = analyse(document)
    return Analysed(document, structure, classify(document, structure).label)


def _way(
    name: str, documents: Sequence[Analysed], learned: Learned, transformer: runtime.Transformer | None = None
) -> Way:
    catalogue = load_catalogue()
    began = time.process_time()
    found = [
        reading
        for d in documents
        for reading in readings(
            d.document, d.structure, d.doc_type, catalogue, scan(d.document.text), learned, transformer
        )
    ]
    spent = 1000 * (time.process_time() - began) / max(len(found), 1)
    return Way(name, found, [reading.observation for reading in found], spent)


def _told(name: str, both: Way, offering: Way | None, milliseconds: float) -> Way:
    """The numbers with the indicator that the transformer finds likeliest, of those that another way was offered."""
    made = []
    for reading, offered in zip(both.readings, (offering or both).readings, strict=True):
        told = reading.verdict.told.chances if reading.verdict.told else {}
        if offering is not None:
            told = {code: told.get(code, 0.0) for code in offered.verdict.offer.codes}
        code = max(told, key=told.__getitem__) if told else "other"
        changed = replace(reading.observation, indicator=code, confidence=round(told.get(code, 0.0), 3))
        made.append(reading._replace(observation=changed))
    return Way(name, made, [reading.observation for reading in made], milliseconds)


def _place(observation: Observation) -> tuple[str, int]:
    return observation.doc, observation.start


def _accepted(way: Way, scored: Evaluation, least: float, places: set[tuple[str, int]] | None) -> str:
    """Precision and coverage of the numbers that are as sure as this and stand at one of the places."""
    right = total = 0
    for outcome in scored.outcomes:
        found = outcome.found
        if found is None or found["confidence"] < least:
            continue
        if places is None or (found["doc"], found["start"]) in places:
            total += 1
            right += outcome.what in (INDICATOR, WHOLE)
    given = sum(outcome.found is not None for outcome in scored.outcomes)
    return f"{right / total if total else 1.0:7.4f} ({total / given:4.2f})"


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.transformer_comparison")
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="a checkpoint of your own")
    parser.add_argument("--test", action="store_true", help="the test reports, too")
    chosen = parser.parse_args()
    transformer = runtime.load(chosen.folder.resolve() if chosen.folder else None)
    for split in ("dev", "test") if chosen.test else ("dev",):
        compared(split, transformer)


if __name__ == "__main__":
    main()
