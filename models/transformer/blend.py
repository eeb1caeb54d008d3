"""How a transformer's word is weighed against the ranker's: a logistic model of three features for each offered indicator."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

# Less likely than this is not told apart, and an indicator that the transformer does not know counts as this likely.
_LEAST, _UNKNOWN = 1e-4, 0.02


@dataclass(frozen=True, slots=True)
class Told:
    """What a transformer says of a number: the probability of each indicator, and how its word is weighed."""

    chances: Mapping[str, float]
    blend: Blend

    def likeliest(self, most: int) -> list[str]:
        """The likeliest indicators, likeliest first."""
        return sorted(self.chances, key=self.chances.__getitem__, reverse=True)[:most]


@dataclass(frozen=True, slots=True)
class Blend:
    """The weights: of the ranker's score, of the logarithm of the transformer's probability, and of being its first choice.

    ``slope`` and ``offset`` turn the sum of the winner into a calibrated probability. The transformer is asked where the
    ranker's own probability lies below ``asked_below``: above it, its word changes nothing but the time.
    """

    score: float
    chance: float
    first: float
    slope: float
    offset: float
    asked_below: float = 0.85

    def scores(self, codes: Sequence[str], scores: Sequence[float], told: Mapping[str, float]) -> list[float]:
        """For each offer how much speaks for it.

        Args:
            codes: the indicators offered.
            scores: the ranker's score of each.
            told: the transformer's probability by indicator.
        """
        return [self.score * a + self.chance * b + self.first * c for a, b, c in features(codes, scores, told)]

    def probability(self, score: float) -> float:
        """The calibrated probability of what was taken for its score."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.slope * score + self.offset))))

    def save(self, path: Path) -> None:
        """Stores the weights."""
        path.write_text(
            json.dumps({k: round(v, 5) for k, v in asdict(self).items()}, indent=1) + "\n", encoding="utf-8"
        )

    @staticmethod
    def load(path: Path) -> Blend:
        """The stored weights. Raises ValueError or TypeError when the file is something else."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(raw, dict) or not all(isinstance(v, int | float) for v in raw.values()):
            raise ValueError("wants numbers by name")
        return Blend(**raw)


def features(
    codes: Sequence[str], scores: Sequence[float], told: Mapping[str, float]
) -> list[tuple[float, float, float]]:
    """The three features of each offer; arguments as of ``Blend.scores``."""
    first = max(told, key=told.__getitem__) if told else ""
    return [
        (score, math.log(max(told.get(code, _UNKNOWN), _LEAST)), float(code == first))
        for code, score in zip(codes, scores, strict=True)
    ]


def fit(
    offers: Sequence[tuple[Sequence[str], Sequence[float], Mapping[str, float]]], right: Sequence[Sequence[bool]]
) -> Blend:
    """A blend from numbers that the transformer has not learned from.

    Args:
        offers: codes, scores and probabilities of each number, as of ``Blend.scores``.
        right: for each number which offers are right.
    """
    from sklearn.linear_model import LogisticRegression

    rows = np.array([row for offer in offers for row in features(*offer)])
    model = LogisticRegression(C=1e3, max_iter=500).fit(rows, np.array([r for one in right for r in one]))
    score, chance, first = map(float, model.coef_[0])
    raw = Blend(score, chance, first, 1.0, 0.0)
    sums = [raw.scores(*offer) for offer in offers]
    hits = [one[row.index(max(row))] for row, one in zip(sums, right, strict=True)]
    platt = LogisticRegression(C=1e6).fit(np.array([[max(row)] for row in sums]), np.array(hits))
    return Blend(score, chance, first, float(platt.coef_[0][0]), float(platt.intercept_[0]))
