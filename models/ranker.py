"""The ranker: how likely each offered indicator of a number is right, from named features.

A logistic model over binary features, trained with scikit-learn and stored as plain arrays (``weights/ranker.npz``):
feature names, their weights, and the two numbers of the calibration. Loading needs numpy only.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.named import Group, Groups, Names, names_of
from models.sparse import binary_matrix

SEED = 20200508
_GROUPS = 8192


class Offer(NamedTuple):
    """What is offered for one number.

    ``own`` are the features of each offer, in groups that return from number to number. All others, such as ``l=注销``,
    are shared by the offers, and each offer crosses them with its code (``words``, ``with_code``), its role
    (``with_role``) or either (``edge``, ``with_both``); no code reads like a role. ``words`` and ``edge`` are known before
    anything is offered.
    """

    own: tuple[Groups, ...]
    codes: Names
    roles: Names
    words: tuple[Names, ...]
    edge: Names
    with_both: Names
    with_code: Names
    with_role: Names

    def names(self, index: int) -> list[str]:
        """All feature names of one offer, as they are trained."""
        own = [name for group in self.own[index] for name in names_of(group)]
        words = [name for group in self.words for name in group]
        by_code = [f"{name}\t{self.codes[index]}" for name in (*words, *self.edge, *self.with_both, *self.with_code)]
        by_role = [f"{name}\t{self.roles[index]}" for name in (*self.edge, *self.with_both, *self.with_role)]
        return [*own, *by_code, *by_role]


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights by feature name; ``slope`` and ``offset`` turn a score into a calibrated probability.

    ``crossed`` holds the weights of crossed features by feature and key; ``columns`` numbers the keys for arrays of such
    weights, which have a last column for keys that were never seen. ``sum_of`` remembers sums of ``weights`` of whole groups.
    """

    weights: dict[str, float]
    sum_of: Callable[[Group], float]
    crossed: dict[str, dict[str, float]]
    columns: dict[str, int]
    bias: float
    slope: float = 1.0
    offset: float = 0.0

    def weights_by_feature(self) -> tuple[Sequence[str], NDArray[np.float64]]:
        """The names of the crossed features and a row of weights for each."""
        table = np.zeros((len(self.crossed), len(self.columns) + 1))
        crossed = self.crossed.values()
        rows = np.repeat(np.arange(len(crossed)), list(map(len, crossed)))
        columns = list(map(self.columns.__getitem__, chain.from_iterable(crossed)))
        table[rows, columns] = list(chain.from_iterable(map(dict.values, crossed)))
        return tuple(self.crossed), table

    def scores(self, offer: Offer, near: NDArray[np.float64] | None = None) -> list[float]:
        """For each offer the log-odds that it is right, uncalibrated.

        ``near`` are the sums of the rows of ``offer.words`` and ``offer.edge`` where they are known already.
        """
        of_code, of_role = [*offer.with_both, *offer.with_code], [*offer.with_both, *offer.with_role]
        if near is None:
            near = np.zeros(len(self.columns) + 1)
            of_code += [*chain.from_iterable(offer.words), *offer.edge]
            of_role += offer.edge
        known, column_of, unseen, sum_of = self.crossed.get, self.columns.get, len(self.columns), self.sum_of
        by_code = [weights for name in of_code if (weights := known(name))]
        by_role = [weights for name in of_role if (weights := known(name))]
        scores = []
        for groups, code, role in zip(offer.own, offer.codes, offer.roles, strict=True):
            score = self.bias + near.item(column_of(code, unseen)) + near.item(column_of(role, unseen))
            for weights in by_code:
                score += weights.get(code, 0.0)
            for weights in by_role:
                score += weights.get(role, 0.0)
            for group in groups:
                score += sum_of(group)
            scores.append(score)
        return scores

    def probability(self, score: float) -> float:
        """The calibrated probability of a score."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.slope * score + self.offset))))

    def best(self, offer: Offer, near: NDArray[np.float64] | None = None) -> tuple[int, float]:
        """Index of the most likely offer, and its score; arguments as of ``scores``."""
        scores = self.scores(offer, near)
        best = max(scores)
        return scores.index(best), best


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
    from sklearn.linear_model import LogisticRegression

    names, matrix = binary_matrix(rows, least)
    model = LogisticRegression(C=strength, max_iter=500, solver="liblinear", random_state=SEED)
    model.fit(matrix, np.array(right))
    weights = {f: float(w) for f, w in zip(names, model.coef_[0], strict=True) if abs(w) > 1e-4}
    return _ranker(weights.items(), float(model.intercept_[0]), 1.0, 0.0)


def _ranker(weights: Iterable[tuple[str, float]], bias: float, slope: float, offset: float) -> Ranker:
    """A ranker of weights by full name; the names of crossed features hold a tab."""
    own: dict[str, float] = {}
    crossed: dict[str, dict[str, float]] = {}
    for name, weight in weights:
        feature, tab, key = name.partition("\t")
        if tab:
            # Each key is kept once: half a million strings would take memory, and time to tell them apart.
            crossed.setdefault(feature, {})[sys.intern(key)] = weight
        else:
            own[name] = weight
    columns = {key: n for n, key in enumerate(dict.fromkeys(chain.from_iterable(crossed.values())))}
    sum_of = lru_cache(_GROUPS)(lambda group: sum([own.get(name, 0.0) for name in names_of(group)]))
    return Ranker(own, sum_of, crossed, columns, bias, slope, offset)


def _weights(ranker: Ranker) -> dict[str, float]:
    """The weights of a ranker by full name."""
    crossed = {f"{name}\t{key}": w for name, by_key in ranker.crossed.items() for key, w in by_key.items()}
    return {**ranker.weights, **crossed}


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
        return _ranker(zip(names, arrays["weights"].tolist(), strict=True), bias, slope, offset)
