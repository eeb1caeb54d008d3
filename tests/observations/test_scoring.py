"""What makes scoring quick changes no score: words side by side, remembered sums, time words only where one can begin."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.observations import time_words, years
from extractors.observations.decide import load_learned
from models.named import names_of
from models.ranker import Offer, load, save

_LEARNED = load_learned()
_KNOWN = sorted(name for name in _LEARNED.ranker.crossed if name[:2] in ("l=", "r=", "b=")) if _LEARNED.ranker else []
_NAMES = st.lists(st.sampled_from([*_KNOWN[::40], "l=从未见过", "h3="]), max_size=8, unique=True).map(tuple)
_TIME_CHARACTERS = (
    "2019年至到—-~ 13５月日底末初度“”十一二三五七个两自从截止今本去明来上下前近最过这现有目当迄累计历全季半大以间"
)


def _offer(words: tuple[tuple[str, ...], ...]) -> Offer:
    codes = ("reg.total", "other")
    own = tuple((("code={0} rank=0|first|named", code),) for code in codes)
    return Offer(
        own,
        codes,
        ("first|named", "none|other"),
        words,
        ("class=count",),
        ("state=plain|none|False|False",),
        ("after=",),
        ("margin=0",),
    )


@given(st.lists(st.tuples(_NAMES, _NAMES), max_size=4))
def test_words_side_by_side_weigh_what_each_model_says(near: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    proposer, ranker, attributes = _LEARNED.proposer, _LEARNED.ranker, _LEARNED.attributes
    assert proposer is not None
    assert ranker is not None
    assert attributes is not None
    weighed = _LEARNED.words.weigh(near)
    assert len(weighed) == len(near)
    for (own, shared), said in zip(near, weighed, strict=True):
        names = [*own, *shared]
        rows = [proposer.rows[name] for name in names if name in proposer.rows]
        odds = np.exp(proposer.bias + proposer.table[rows].sum(axis=0))
        chances = dict(zip(proposer.codes, odds / odds.sum(), strict=True))
        assert [p.probability for p in said.proposals] == pytest.approx(
            [chances[p.code] for p in said.proposals], rel=1e-3
        )
        assert max(chances, key=chances.__getitem__) == said.proposals[0].code
        offer = _offer((own, shared))
        assert ranker.scores(offer._replace(edge=()), said.ranked) == pytest.approx(
            ranker.scores(offer._replace(edge=()))
        )
        of_values = attributes.bias + sum(attributes.table[attributes.rows.get(name, 0)] for name in names)
        assert said.values == pytest.approx(of_values.tolist(), rel=1e-4, abs=1e-5)


@given(_NAMES, _NAMES)
def test_an_attribute_gets_the_value_whose_features_weigh_most(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    attributes = _LEARNED.attributes
    assert attributes is not None
    end = 0
    for attribute, values in attributes.values.items():
        start, end = end, end + len(values)
        summed = attributes.bias + sum(attributes.table[attributes.rows.get(name, 0)] for name in (*first, *second))
        groups = tuple((" ".join(names),) for names in (first, second) if names)
        chosen = attributes.likeliest({attribute: groups}, attributes.bias.tolist())
        assert list(chosen) == [attribute]
        assert summed[start + values.index(chosen[attribute])] == pytest.approx(summed[start:end].max(), abs=1e-5)


def test_a_group_is_spelled_by_its_templates() -> None:
    assert names_of(("m:{1} m:plan={2}|{0}", "flow", "reg.new", None)) == ("m:reg.new", "m:plan=None|flow")


def test_a_score_is_the_sum_of_the_weights_of_its_names() -> None:
    ranker = load()
    offer = _offer((tuple(_KNOWN[::300]),))
    weights = ranker.weights | {
        f"{name}\t{key}": weight for name, by_key in ranker.crossed.items() for key, weight in by_key.items()
    }
    for index, score in enumerate(ranker.scores(offer)):
        assert score == pytest.approx(ranker.bias + sum(weights.get(name, 0.0) for name in offer.names(index)))


def test_stored_ranker_comes_back(tmp_path: Path) -> None:
    ranker = load()
    save(ranker, tmp_path / "ranker.npz")
    again = load(tmp_path / "ranker.npz")
    assert (again.weights, again.crossed) == (ranker.weights, ranker.crossed)


@given(st.text(alphabet=_TIME_CHARACTERS, max_size=60))
def test_time_words_are_all_found(text: str) -> None:
    text = years.with_plain_digits(text)
    assert [m.span() for m in time_words.time_words(text)] == [m.span() for m in time_words._PATTERN.finditer(text)]
