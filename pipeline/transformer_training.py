"""Learns the built-in transformer anew: ``python -m pipeline.transformer_training`` (some twenty minutes of one processor core).

For a checkpoint of one's own: ``… passages CORPUS FILE`` writes the annotated passages of a folder of the corpus as JSONL,
to train any token classifier on; ``… blend DIR`` weighs the checkpoint of a folder against the ranker, on the dev reports,
and writes its ``blend.json``. ``… meanings`` distils the vectors of words anew. Learning needs the dependency group ``training-transformer`` (torch), weighing the extra
``transformer`` and scikit-learn.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import corpora
from corpora.gold import GoldObservation, codes
from extractors.observations import load_catalogue
from extractors.observations.decide import Learned, load_learned
from extractors.observations.observe import readings
from extractors.observations.second_reader import preface_of, tokens_in
from extractors.quantities.model import Quantity
from extractors.records import Observation
from models.transformer import blend, runtime
from models.transformer.meanings import load as load_meanings
from models.transformer.passages import passage, tokens_of, windows
from pipeline.training import Annotated, annotated, of_catalogue

if TYPE_CHECKING:
    from models.transformer.training import Material, Target, Trainer

_CORPORA = Path(corpora.__file__).parent
_HOME = runtime.home(None)
# Texts without annotated numbers, for the guessing of characters alone.
_MORE_TEXTS = ("charters/train", "types/train")
GUESSING, LEARNING = 5, 18
GUESSING_RATE, LEARNING_RATE = 1.5e-3, 1e-3
# Until the blend is fitted, the transformer has no say.
_SILENT = blend.Blend(1.0, 0.0, 0.0, 1.0, 0.0)


def material(document: Annotated) -> Material:
    """What is learned from an annotated document."""
    from models.transformer.training import Material

    quantities = document.quantities
    prefaces = tuple(preface_of(document.structure, document.doc_type, q.start) for q in quantities)
    golds = (_gold(document, q) for q in quantities)
    targets = tuple(_target(gold) if gold else None for gold in golds)
    return Material(tokens_in(document.document, quantities), prefaces, targets)


def indicators_only(one: Material) -> Material:
    """The material without what is told of other things than the indicator (single sentences are annotated for it alone)."""
    from models.transformer.training import Target

    return replace(one, targets=tuple(t and Target({"indicator": t.right["indicator"]}) for t in one.targets))


def _target(gold: GoldObservation) -> Target:
    from models.transformer.training import Target

    right: dict[str, tuple[str, ...]] = {
        "indicator": (gold.indicator, *gold.alternatives),
        "measure": (gold.measure,),
        "org_type": (gold.org_type or "-",),
    }
    return Target(right if gold.status == "masked" else {**right, "status": (gold.status,)})


def rebuild(home: Path = _HOME) -> None:
    """Learn from ``corpora/reports/train``, stop where dev is best, weigh against the ranker on dev, store in ``home``."""
    import torch

    from models.transformer.storing import store
    from models.transformer.training import Trainer, labels_of, vocabulary_of

    meanings = load_meanings(home / runtime.MEANINGS)

    torch.set_num_threads(1)
    documents = [material(d) for d in annotated(_CORPORA / "reports" / "train")]
    sentences = [indicators_only(material(d)) for d in (*of_catalogue(), *annotated(_CORPORA / "reports" / "phrases"))]
    known = documents + sentences
    dev = [material(d) for d in annotated(_CORPORA / "reports" / "dev")]
    more = [path for name in _MORE_TEXTS for path in sorted((_CORPORA / name).glob("*.txt"))]
    texts = [d.tokens for d in known] + [tokens_of(path.read_text(encoding="utf-8"), ()) for path in more]
    vocabulary, labels = vocabulary_of(texts), labels_of(known)
    print(f"{len(documents)} documents, {len(vocabulary)} tokens, {len(labels['indicator'])} indicators", flush=True)
    trainer = Trainer(vocabulary, labels, meanings)
    trainer.guess_characters(texts, GUESSING, GUESSING_RATE, _say)
    trainer.learn_numbers(known, LEARNING, LEARNING_RATE, _say, lambda: _right(trainer, dev))
    store(home, trainer.mean, vocabulary, labels["indicator"], _SILENT)
    weigh(home)


def _say(line: str) -> None:
    print(f"{line} ({time.process_time() / 60:.1f} min of processor time)", flush=True)


def _right(trainer: Trainer, material: Sequence[Material]) -> dict[str, float]:
    """By head, the share of numbers whose likeliest label is right."""
    from models.transformer.training import passages_of

    hits: dict[str, list[bool]] = {head: [] for head in trainer.labels}
    names = {head: list(labels) for head, labels in trainer.labels.items()}
    for one in material:
        for found in trainer.read(passages_of(one)):
            for n, chances in found.items():
                target = one.targets[n]
                for head, right in target.right.items() if target else ():
                    hits[head].append(names[head][int(chances[head].argmax())] in right)
    return {head: sum(found) / len(found) for head, found in hits.items() if found}


def weigh(home: Path) -> blend.Blend:
    """Fit the blend of a checkpoint on the dev reports and write it.

    Raises:
        ConfigurationError: the folder holds no such model.
    """
    path = home / "blend.json"
    if not path.exists():
        _SILENT.save(path)
    transformer = runtime.load(home.resolve())
    documents = annotated(_CORPORA / "reports" / "dev")
    offers, right = zip(*_offers(documents, load_learned(), transformer), strict=True)
    made = blend.fit(offers, right)
    made.save(path)
    print(made)
    return made


_Offered = tuple[Sequence[str], Sequence[float], Mapping[str, float]]


def _offers(
    documents: Sequence[Annotated], learned: Learned, transformer: runtime.Transformer
) -> Iterator[tuple[_Offered, list[bool]]]:
    """For each annotated number what was offered, and which offers are right."""
    known = codes().measure
    assert learned.ranker is not None
    for d in documents:
        for reading in readings(
            d.document, d.structure, d.doc_type, load_catalogue(), d.quantities, learned, transformer
        ):
            found, verdict = reading.observation, reading.verdict
            gold = _gold(d, found)
            if gold is not None and verdict.told is not None:
                accepted = {gold.indicator, *gold.alternatives}
                offered = verdict.offer.codes
                right = [(code if code in known else "other") in accepted for code in offered]
                yield (offered, learned.ranker.scores(verdict.offer), verdict.told.chances), right


def write_passages(corpus: Path, target: Path) -> int:
    """Write the passages of the annotated documents of a folder, one a line: ``tokens``, and ``numbers`` with the ``place`` of
    each among the tokens and its ``codes`` (more than one where several are equally right). Returns how many."""
    lines = []
    for document in annotated(corpus):
        quantities, tokens = document.quantities, tokens_in(document.document, document.quantities)
        for start, end, wanted in windows(tokens):
            front = preface_of(document.structure, document.doc_type, quantities[wanted[0]].start)
            made = passage(tokens, front, start, end, wanted)
            golds = {n: _gold(document, quantities[n]) for n, _ in made.numbers}
            numbers = [
                {"place": at, "codes": [gold.indicator, *gold.alternatives]}
                for n, at in made.numbers
                if (gold := golds[n])
            ]
            lines.append(json.dumps({"tokens": made.tokens, "numbers": numbers}, ensure_ascii=False))
    target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


def _gold(document: Annotated, quantity: Quantity | Observation) -> GoldObservation | None:
    """The annotation of a number, None where it has none."""
    return next((g for g in document.gold if g.start < quantity.end and quantity.start < g.end), None)


def main(arguments: Sequence[str] = ()) -> None:
    """Rebuild the built-in model or its ``meanings``, weigh a checkpoint (``blend DIR``), write passages (``passages CORPUS FILE``)."""
    match arguments:
        case []:
            rebuild()
        case ["meanings"]:
            from models.transformer.distilling import distil

            distil(_HOME / runtime.MEANINGS)
        case ["blend", folder]:
            weigh(Path(folder))
        case ["passages", corpus, target]:
            print(write_passages(Path(corpus), Path(target)))
        case _:
            raise SystemExit("python -m pipeline.transformer_training [meanings | blend DIR | passages CORPUS FILE]")


if __name__ == "__main__":
    main(sys.argv[1:])
