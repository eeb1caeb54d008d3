"""Rebuilds the stored models from the corpora: ``python -m pipeline.training [ranker|doctype]``.

The ranker learns from ``corpora/reports/train``; its calibration from scores of documents that a fold left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora.document import Document
from corpora.gold import ALTERNATIVE, codes
from corpora.structure import analyse
from extractors.observations import load_catalogue
from extractors.observations.observe import verdicts
from extractors.quantities import scan
from models import ranker

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated number: its document, what was offered, and which offers are right."""

    doc: str
    offer: ranker.Offer
    right: list[bool]


def examples(folder: Path) -> Iterator[Example]:
    """The annotated numbers of a split that the scan finds; codes finer than the annotation's read as ``other``."""
    known = codes().measure
    catalogue = load_catalogue()
    types = {r["doc"]: r["doc_type"] for r in map(json.loads, (folder / "types.jsonl").read_text("utf-8").splitlines())}
    for path in sorted(folder.glob("*.gold.jsonl")):
        name = path.name.removesuffix(".gold.jsonl")
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        golds = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        document = Document(name, "0" * 16, "text/plain", text)
        for observation, verdict in verdicts(document, analyse(document), types[name], catalogue, scan(text)):
            gold = next((g for g in golds if g["start"] < observation.end and observation.start < g["end"]), None)
            if gold is None:
                continue
            accepted = {gold["indicator"], *ALTERNATIVE.findall(gold.get("note") or "")}
            right = [(c.code if c.code in known else "other") in accepted for c in verdict.offered]
            yield Example(name, verdict.offer, right)


def _fit(chosen: Sequence[Example]) -> ranker.Ranker:
    rows = [e.offer.names(i) for e in chosen for i in range(len(e.right))]
    return ranker.train(rows, [r for e in chosen for r in e.right])


def train_ranker(folder: Path) -> ranker.Ranker:
    """A calibrated ranker from the documents of one split."""
    known = list(examples(folder))
    docs = sorted({e.doc for e in known})
    scores: list[float] = []
    hits: list[bool] = []
    for fold in range(FOLDS):
        held = set(docs[fold::FOLDS])
        model = _fit([e for e in known if e.doc not in held])
        for example in known:
            if example.doc in held:
                index, score = model.best(example.offer)
                scores.append(score)
                hits.append(example.right[index])
    print(f"{len(known)} numbers of {len(docs)} documents; right when left out: {sum(hits) / len(hits):.3f}")
    return ranker.calibrate(_fit(known), scores, hits)


def rebuild_ranker() -> None:
    """Trains the ranker and stores it beside the other weights."""
    import corpora

    folder = Path(corpora.__file__).parent / "reports" / "train"
    ranker.save(train_ranker(folder), Path(ranker.__file__).parent / "weights" / "ranker.npz")


def rebuild_doctype() -> None:
    """Trains the document types, prints the figures of their model card and stores them."""
    from models import doctype_training

    model, judged = doctype_training.train()
    doctype_training.store(model)
    print(doctype_training.report(model, judged))


REBUILD = {"ranker": rebuild_ranker, "doctype": rebuild_doctype}


def main(wanted: Sequence[str] = ()) -> None:
    """Rebuilds the models named, or all; an unknown name ends it with the names there are."""
    for name in wanted:
        if name not in REBUILD:
            raise SystemExit(f"{name}: choose from {', '.join(REBUILD)}")
    for name in wanted or REBUILD:
        REBUILD[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
