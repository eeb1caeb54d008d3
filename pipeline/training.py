"""Rebuilds the stored models from the corpora: ``python -m pipeline.training [indicators|doctype]``.

The indicators' models learn from ``corpora/reports/train`` and ``phrases``, document types from ``corpora/types`` and more.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from corpora.document import Document
from corpora.gold import GoldObservation, codes, load_gold
from corpora.structure import analyse
from corpora.structure.model import Structure
from extractors.observations import load_catalogue
from extractors.observations.decide import Learned
from extractors.observations.observe import Reading, readings
from extractors.quantities import scan
from extractors.quantities.model import Quantity
from models import attributes, proposer, ranker
from models.named import names_of

FOLDS = 5
# Each example of the catalogue counts as so many annotated numbers; each number of ``phrases`` as one.
EXAMPLES_COUNT = 3


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


def of_catalogue() -> list[Annotated]:
    """The examples of the built-in catalogue as documents of one number, for codes that the annotation has."""
    made = []
    for indicator in load_catalogue().indicators:
        for number, example in enumerate(indicator.examples if indicator.code in codes().measure else ()):
            name, start = f"{indicator.code}-{number}", example.text.index(example.quote)
            document = Document(name, "0" * 16, "text/plain", example.text)
            gold = GoldObservation(
                doc=name, quote=example.quote, start=start, end=start + len(example.quote), indicator=indicator.code,
                value=None, value_max=None, unit=None, bound="exact", status="actual", measure=indicator.measure,
                org_type=None, area=None, scope=None, period=None, grade=None, of_quote=None, note=None,
            )  # fmt: skip
            made.append(Annotated(document, analyse(document), "work_report", [gold], scan(example.text)))
    return made


def read(document: Annotated, learned: Learned) -> Iterator[tuple[Reading, GoldObservation]]:
    """The annotated numbers of a document that the scan finds, with what is made of them."""
    d = document
    for reading in readings(d.document, d.structure, d.doc_type, load_catalogue(), d.quantities, learned):
        found = reading.observation
        gold = next((g for g in d.gold if g.start < found.end and found.start < g.end), None)
        if gold is not None:
            yield reading, gold


def examples(document: Annotated, proposing: proposer.Proposer | None) -> Iterator[Example]:
    """What the ranker learns from; codes finer than the annotation's read as ``other``."""
    known = codes().measure
    for reading, gold in read(document, Learned(proposing, None)):
        verdict, accepted = reading.verdict, {gold.indicator, *gold.alternatives}
        right = [(c.code if c.code in known else "other") in accepted for c in verdict.offered]
        yield Example(document.document.doc, reading.near.names, gold.indicator, verdict.offer, right)


def _right_values(gold: GoldObservation) -> dict[str, str | None]:
    """The right value of each attribute; None where a number says nothing of it."""
    return {
        "measure": gold.measure,
        "status": None if gold.status == "masked" else gold.status,
        "org_type": gold.org_type or attributes.NONE,
        "scope": gold.scope or attributes.NONE,
    }


def _fit_attributes(read_apart: Sequence[tuple[Reading, GoldObservation]]) -> attributes.Attributes:
    """The models of the attributes from readings whose indicators were chosen by models that did not know the document."""
    chosen: dict[str, tuple[list[tuple[str, ...]], list[str]]] = {}
    for reading, gold in read_apart:
        for attribute, value in _right_values(gold).items():
            if value is not None and attribute in reading.asked:
                rows, values = chosen.setdefault(attribute, ([], []))
                rows.append((*reading.near.names, *chain.from_iterable(map(names_of, reading.asked[attribute]))))
                values.append(value)
    return attributes.train(chosen)


def _fit_proposer(chosen: Sequence[Example]) -> proposer.Proposer:
    return proposer.train([e.words for e in chosen], [e.code for e in chosen])


def _fit_ranker(chosen: Sequence[Example]) -> ranker.Ranker:
    rows = [e.offer.names(i) for e in chosen for i in range(len(e.right))]
    return ranker.train(rows, [r for e in chosen for r in e.right])


def train_indicators(folder: Path) -> tuple[proposer.Proposer, ranker.Ranker, attributes.Attributes]:
    """The proposer, the calibrated ranker and the attributes from the documents of one split.

    The catalogue's examples, and the sentences of ``phrases`` beside the split, teach proposer and ranker further wordings.
    The ranker sees proposals of a proposer that did not know the document; its calibration, and the attributes, rest on
    documents that neither knew.
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
    read_apart: list[tuple[Reading, GoldObservation]] = []
    for fold, proposing, held in zip(folds, proposers, proposed, strict=True):
        model = _fit_ranker([e for other in proposed if other is not held for e in other])
        read_apart += [pair for d in fold for pair in read(d, Learned(proposing, model))]
        for example in held:
            index, score = model.best(example.offer)
            scores.append(score)
            hits.append(example.right[index])
    known = [e for fold in proposed for e in fold]
    print(f"{len(known)} numbers of {len(documents)} documents; right when left out: {sum(hits) / len(hits):.3f}")
    everything = [e for fold in plain for e in fold]
    told, offered = [], []
    unaware = _fit_proposer(everything)
    for documents, times in ((of_catalogue(), EXAMPLES_COUNT), (annotated(folder.parent / "phrases"), 1)):
        for document in documents:
            told += list(examples(document, None)) * times
            offered += list(examples(document, unaware)) * times
    calibrated = ranker.calibrate(_fit_ranker(known + offered), scores, hits)
    return _fit_proposer(everything + told), calibrated, _fit_attributes(read_apart)


def rebuild_indicators() -> None:
    """Trains the models of indicators and of attributes and stores them beside the other weights."""
    import corpora

    proposing, ranking, attributing = train_indicators(Path(corpora.__file__).parent / "reports" / "train")
    weights = Path(ranker.__file__).parent / "weights"
    proposer.save(proposing, weights / "proposer.npz")
    ranker.save(ranking, weights / "ranker.npz")
    attributes.save(attributing, weights / "attributes.npz")
    _weigh_transformer()


def _weigh_transformer() -> None:
    """Weigh the built-in transformer against the new ranker, whose scores mean something else than those of the old one."""
    from models.transformer.runtime import TransformerMissing, home
    from pipeline.transformer_training import weigh

    try:
        weigh(home(None))
    except TransformerMissing as error:
        print(f"the transformer was not weighed anew: {error.message('en')}")


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
