"""What makes scoring quick changes no score: words side by side, remembered sums, time words only where one can begin."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.observations import period
from extractors.observations.decide import load_learned
from models.ranker import Offer, load, save

_LEARNED = load_learned()
_KNOWN = sorted(name for name in _LEARNED.ranker.rows if name[:2] in ("l=", "r=", "b=")) if _LEARNED.ranker else []
_NAMES = st.lists(st.sampled_from([*_KNOWN[::40], "l=从未见过", "h3="]), max_size=8, unique=True).map(tuple)
_TIME_CHARACTERS = (
    "2019年至到—-~ 13５月日底末初度“”十一二三五七个两自从截止今本去明来上下前近最过这现有目当迄累计历全季半大以间"
)


def _offer(words: tuple[tuple[str, ...], ...]) -> Offer:
    codes = ("reg.total", "other")
    own = tuple(((f"code={code}", "rank=0|first|named"),) for code in codes)
    return Offer(own, codes, ("first|named", "none|other"), words, ("class=count",), ("after=",), ("margin=0",))


@given(_NAMES, _NAMES)
def test_words_side_by_side_weigh_what_each_model_says(own: tuple[str, ...], shared: tuple[str, ...]) -> None:
    proposer, ranker, words = _LEARNED.proposer, _LEARNED.ranker, _LEARNED.words
    attributes = _LEARNED.attributes
    assert proposer is not None
    assert ranker is not None
    assert words is not None
    assert attributes is not None
    shared = tuple(name for name in shared if name not in own)
    for_proposer, for_ranker, for_attributes = words.sums(own, shared)
    alone = proposer.propose([*own, *shared])
    assert [p.code for p in proposer.likeliest(for_proposer)] == [p.code for p in alone]
    assert [p.probability for p in proposer.likeliest(for_proposer)] == pytest.approx(
        [p.probability for p in alone], rel=1e-4
    )
    offer = _offer((own, shared))
    assert ranker.scores(offer, for_ranker) == pytest.approx(ranker.scores(offer))
    alone_too = attributes.scores([*own, *shared]) + attributes.bias
    assert for_attributes == pytest.approx(alone_too, rel=1e-4, abs=1e-5)


def test_a_score_is_the_sum_of_the_weights_of_its_names() -> None:
    ranker = load()
    offer = _offer((tuple(_KNOWN[::300]),))
    weights = ranker.weights | {
        f"{name}\t{key}": float(ranker.table[row, column])
        for name, row in ranker.rows.items()
        for key, column in ranker.columns.items()
    }
    for index, score in enumerate(ranker.scores(offer)):
        assert score == pytest.approx(ranker.bias + sum(weights.get(name, 0.0) for name in offer.names(index)))


def test_stored_ranker_comes_back(tmp_path: Path) -> None:
    ranker = load()
    save(ranker, tmp_path / "ranker.npz")
    again = load(tmp_path / "ranker.npz")
    assert (again.rows, again.columns, again.weights) == (ranker.rows, ranker.columns, ranker.weights)
    assert np.array_equal(again.table, ranker.table)


@given(st.text(alphabet=_TIME_CHARACTERS, max_size=60))
def test_time_words_are_all_found(text: str) -> None:
    text = text.translate(period.FULLWIDTH)
    assert [m.span() for m in period._time_words(text)] == [m.span() for m in period._PATTERN.finditer(text)]
