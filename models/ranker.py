"""The ranker: how likely each offered indicator of a number is right, from named features.

A logistic model over binary features, trained with scikit-learn and stored as plain arrays (``weights/ranker.npz``):
feature names, their weights, and the two numbers of the calibration. Loading needs numpy only.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SEED = 20200508


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered for one number.

    ``own`` are the features of each offer. ``crossings`` are features that all offers share, such as ``l=注销``, with
    what each offer crosses them with (its code, its role): (features, one key an offer).
    """

    own: tuple[tuple[str, ...], ...]
    crossings: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]

    def names(self, index: int) -> list[str]:
        """All feature names of one offer, as they are trained."""
        return [*self.own[index], *(f"{f}\t{keys[index]}" for features, keys in self.crossings for f in features)]


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights by feature name; ``slope`` and ``offset`` turn a score into a calibrated probability.

    ``table`` holds the weights of crossed features: a row for each (``rows``), a column for each key (``columns``) and a
    last one for keys that were never seen.
    """

    weights: dict[str, float]
    rows: dict[str, int]
    columns: dict[str, int]
    table: NDArray[np.float64]
    bias: float
    slope: float = 1.0
    offset: float = 0.0

    def scores(self, offer: Offer) -> list[float]:
        """For each offer the log-odds that it is right, uncalibrated."""
        get, row_of, column_of = self.weights.get, self.rows.get, self.columns.get
        totals = [self.bias + sum([get(f, 0.0) for f in own]) for own in offer.own]
        unseen = len(self.columns)
        for features, keys in offer.crossings:
            rows = [row for f in features if (row := row_of(f)) is not None]
            if rows:
                sums = self.table.take(rows, axis=0).sum(axis=0)
                totals = [total + sums.item(column_of(key, unseen)) for total, key in zip(totals, keys, strict=True)]
        return totals

    def probability(self, score: float) -> float:
        """The calibrated probability of a score."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.slope * score + self.offset))))

    def best(self, offer: Offer) -> tuple[int, float]:
        """Index of the most likely offer, and its score."""
        scores = self.scores(offer)
        index = max(range(len(scores)), key=lambda i: (scores[i], -i))
        return index, scores[index]


def train(rows: Sequence[Sequence[str]], right: Sequence[bool], strength: float = 0.3, least: int = 2) -> Ranker:
    """A ranker from feature lists and whether each offered indicator was right.

    Args:
        rows: one feature list per offered indicator.
        right: whether it was the right one.
        strength: inverse of the regularisation.
        least: features seen in fewer rows are left out.

    Returns:
        An uncalibrated ranker (slope 1, offset 0).
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts = Counter(f for row in rows for f in set(row))
    names = sorted(f for f, n in counts.items() if n >= least)
    index = {f: i for i, f in enumerate(names)}
    columns = [sorted({index[f] for f in row if f in index}) for row in rows]
    starts = np.cumsum([0, *map(len, columns)])
    flat = [c for row in columns for c in row]
    matrix = csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(rows), len(names)))
    model = LogisticRegression(C=strength, max_iter=500, solver="liblinear", random_state=SEED)
    model.fit(matrix, np.array(right))
    weights = {f: float(w) for f, w in zip(names, model.coef_[0], strict=True) if abs(w) > 1e-4}
    return _ranker(weights, float(model.intercept_[0]), 1.0, 0.0)


def _ranker(weights: Mapping[str, float], bias: float, slope: float, offset: float) -> Ranker:
    """A ranker of weights by full name; the names of crossed features hold a tab."""
    own: dict[str, float] = {}
    crossed: list[tuple[str, str, float]] = []
    for name, weight in weights.items():
        feature, tab, key = name.partition("\t")
        if tab:
            crossed.append((feature, key, weight))
        else:
            own[name] = weight
    rows = {feature: n for n, feature in enumerate(dict.fromkeys(c[0] for c in crossed))}
    columns = {key: n for n, key in enumerate(dict.fromkeys(c[1] for c in crossed))}
    table = np.zeros((len(rows), len(columns) + 1))
    for feature, key, weight in crossed:
        table[rows[feature], columns[key]] = weight
    return Ranker(own, rows, columns, table, bias, slope, offset)


def _weights(ranker: Ranker) -> dict[str, float]:
    """The weights of a ranker by full name."""
    features, keys = list(ranker.rows), list(ranker.columns)
    places = zip(*np.nonzero(ranker.table), strict=True)
    return {
        **ranker.weights,
        **{f"{features[row]}\t{keys[column]}": float(ranker.table[row, column]) for row, column in places},
    }


def calibrate(ranker: Ranker, scores: Sequence[float], right: Sequence[bool]) -> Ranker:
    """Platt scaling: the ranker with slope and offset fitted on scores of numbers that it was not trained on."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6).fit(np.array(scores).reshape(-1, 1), np.array(right))
    return replace(ranker, slope=float(model.coef_[0][0]), offset=float(model.intercept_[0]))


def save(ranker: Ranker, path: Path) -> None:
    """Stores a ranker as plain arrays, the same bytes for the same weights."""

    weights = _weights(ranker)
    names = sorted(weights)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            names=np.frombuffer("\n".join(names).encode("utf-8"), dtype=np.uint8),
            weights=np.array([weights[n] for n in names], dtype=np.float32),
            constants=np.array([ranker.bias, ranker.slope, ranker.offset]),
        )


@cache
def load(path: Path | None = None) -> Ranker:
    """The stored ranker, once for each process; ``path`` for another file than the program's own."""

    source = path or resources.files("models").joinpath("weights", "ranker.npz")
    with source.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        names = arrays["names"].tobytes().decode("utf-8").split("\n")
        bias, slope, offset = (float(x) for x in arrays["constants"])
        return _ranker(dict(zip(names, map(float, arrays["weights"]), strict=True)), bias, slope, offset)
