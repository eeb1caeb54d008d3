"""Rebuilds the stored models from the corpora: ``python -m pipeline.training [indicators|doctype]``.

The indicators' models learn from ``corpora/reports/train``, document types from ``corpora/types`` and more.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora.document import Document
from corpora.gold import GoldObservation, codes, load_gold
from corpora.structure import analyse
from corpora.structure.model import Structure
from extractors.observations import load_catalogue
from extractors.observations.observe import verdicts
from extractors.quantities import scan
from extractors.quantities.model import Quantity
from models import proposer, ranker

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document of the corpus with its gold and the quantities that the scan finds in it."""

    document: Document
    structure: Structure
    doc_type: str
    gold: list[GoldObservation]
    quantities: list[Quantity]


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated number: its document, the words near it, its right code, what was offered, and which offers are right."""

    doc: str
    words: tuple[str, ...]
    code: str
    offer: ranker.Offer
    right: list[bool]


def annotated(folder: Path) -> list[Annotated]:
    """The documents of a split, in order of their names."""
    types = {r["doc"]: r["doc_type"] for r in map(json.loads, (folder / "types.jsonl").read_text("utf-8").splitlines())}
    made = []
    for path in sorted(folder.glob("*.gold.jsonl")):
        name = path.name.removesuffix(".gold.jsonl")
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        document = Document(name, "0" * 16, "text/plain", text)
        made.append(Annotated(document, analyse(document), types[name], load_gold(path), scan(text)))
    return made


def examples(document: Annotated, proposing: proposer.Proposer | None) -> Iterator[Example]:
    """The annotated numbers of a document that the scan finds; codes finer than the annotation's read as ``other``."""
    known = codes().measure
    d = document
    for observation, verdict in verdicts(
        d.document, d.structure, d.doc_type, load_catalogue(), d.quantities, proposing
    ):
        gold = next((g for g in d.gold if g.start < observation.end and observation.start < g.end), None)
        if gold is not None:
            accepted = {gold.indicator, *gold.alternatives}
            right = [(c.code if c.code in known else "other") in accepted for c in verdict.offered]
            yield Example(d.document.doc, verdict.near.names, gold.indicator, verdict.offer, right)


def _fit_proposer(chosen: Sequence[Example]) -> proposer.Proposer:
    return proposer.train([e.words for e in chosen], [e.code for e in chosen])


def _fit_ranker(chosen: Sequence[Example]) -> ranker.Ranker:
    rows = [e.offer.names(i) for e in chosen for i in range(len(e.right))]
    return ranker.train(rows, [r for e in chosen for r in e.right])


def train_indicators(folder: Path) -> tuple[proposer.Proposer, ranker.Ranker]:
    """The proposer and the calibrated ranker from the documents of one split.

    The ranker sees proposals of a proposer that did not know the document; its calibration rests on scores of documents
    that neither knew.
    """
    documents = annotated(folder)
    folds = [documents[k::FOLDS] for k in range(FOLDS)]
    plain = [[e for d in fold for e in examples(d, None)] for fold in folds]
    proposers = [_fit_proposer([e for other in plain if other is not held for e in other]) for held in plain]
    proposed = [
        [e for d in fold for e in examples(d, proposing)] for fold, proposing in zip(folds, proposers, strict=True)
    ]
    scores: list[float] = []
    hits: list[bool] = []
    for held in proposed:
        model = _fit_ranker([e for other in proposed if other is not held for e in other])
        for example in held:
            index, score = model.best(example.offer)
            scores.append(score)
            hits.append(example.right[index])
    known = [e for fold in proposed for e in fold]
    print(f"{len(known)} numbers of {len(documents)} documents; right when left out: {sum(hits) / len(hits):.3f}")
    return _fit_proposer([e for fold in plain for e in fold]), ranker.calibrate(_fit_ranker(known), scores, hits)


def rebuild_indicators() -> None:
    """Trains the proposer and the ranker and stores them beside the other weights."""
    import corpora

    proposing, ranking = train_indicators(Path(corpora.__file__).parent / "reports" / "train")
    weights = Path(ranker.__file__).parent / "weights"
    proposer.save(proposing, weights / "proposer.npz")
    ranker.save(ranking, weights / "ranker.npz")


def rebuild_doctype() -> None:
    """Trains the document types, prints the figures of their model card and stores them."""
    from models import doctype_training

    model, judged = doctype_training.train()
    doctype_training.store(model)
    print(doctype_training.report(model, judged))


REBUILD = {"indicators": rebuild_indicators, "doctype": rebuild_doctype}


def main(wanted: Sequence[str] = ()) -> None:
    """Rebuilds the models named, or all; an unknown name ends it with the names there are."""
    for name in wanted:
        if name not in REBUILD:
            raise SystemExit(f"{name}: choose from {', '.join(REBUILD)}")
    for name in wanted or REBUILD:
        REBUILD[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
