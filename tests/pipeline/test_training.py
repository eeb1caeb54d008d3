"""The stored models can be learned anew: what the readings give is what training takes."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import corpora
from extractors.observations.decide import Learned
from pipeline import training

_DEV = Path(corpora.__file__).parent / "reports" / "dev"


def test_attributes_and_indicators_are_learned_from_readings() -> None:
    documents = training.annotated(_DEV)[:3]
    plain = list(chain.from_iterable(training.examples(d, None) for d in documents))
    proposing = training._fit_proposer(plain)
    offered = list(chain.from_iterable(training.examples(d, proposing) for d in documents))
    ranking = training._fit_ranker(offered)
    assert all(isinstance(name, str) for name in ranking.weights)
    pairs = list(chain.from_iterable(training.read(d, Learned(proposing, ranking)) for d in documents))
    attributing = training._fit_attributes(pairs)
    told = attributing.likeliest(pairs[0][0].asked, attributing.bias.tolist())
    assert {"measure", "status", "org_type"} <= set(told)
    assert len(attributing.rows) > 100
    assert all(isinstance(name, str) for name in attributing.rows)
