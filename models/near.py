"""What the words near a number weigh for each model, side by side: each word is looked up once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.attributes import Attributes
from models.named import Names
from models.proposer import Proposal, Proposer
from models.ranker import Ranker

Sums = NDArray[np.float64]


class Weighed(NamedTuple):
    """What the words near one number say to each model.

    ``proposals`` are the indicators that they speak for, likeliest first; ``ranked`` are their sums in the columns of the
    ranker, ``values`` those in the columns of the attributes with the bias. A model that is not there is told nothing.
    """

    proposals: list[Proposal]
    ranked: Sums
    values: list[float]


@dataclass(frozen=True, slots=True)
class NearWords:
    """A row for each feature of a word (``rows``; row 0 is of none): the columns of the proposer, ranker and attributes.

    The weights are stored in single precision, so nothing is lost by keeping them so; sums are in double precision.
    ``ends`` says where the columns of the proposer and of the ranker end.
    """

    proposer: Proposer | None
    rows: dict[str, int]
    table: NDArray[np.float32]
    bias: Sums
    ends: tuple[int, int]

    def weigh(self, near: Sequence[tuple[Names, Names]]) -> list[Weighed]:
        """What the words near some numbers say, in one go: numpy is quick for many numbers and slow for one.

        ``near`` has for each number its own features and those that it shares with its whole sentence.
        """
        if not near:
            return []
        of_sentence = {shared: self.bias + self._sums(shared) for shared in {shared for _, shared in near}}
        sums = np.array([self._sums(own) + of_sentence[shared] for own, shared in near])
        first, second = self.ends
        proposed = self.proposer.likeliest(sums[:, :first]) if self.proposer else [[] for _ in near]
        return list(map(Weighed, proposed, sums[:, first:second], sums[:, second:].tolist()))

    def _sums(self, features: Sequence[str]) -> Sums:
        rows = [0, *filter(None, map(self.rows.get, features))]
        sums: Sums = np.add.reduce(self.table.take(rows, axis=0), dtype=np.float64)
        return sums


def side_by_side(proposer: Proposer | None, ranker: Ranker | None, attributes: Attributes | None) -> NearWords:
    """The words of the models that there are in one table."""
    parts = [
        model.weights_by_feature() if model else ((), np.zeros((0, 0))) for model in (proposer, ranker, attributes)
    ]
    names = list(dict.fromkeys(name for known, _ in parts for name in known))
    rows = {name: row for row, name in enumerate(names, start=1)}
    first, second, last = np.cumsum([weights.shape[1] for _, weights in parts]).tolist()
    table = np.zeros((len(names) + 1, last), dtype=np.float32)
    for end, (known, weights) in zip((first, second, last), parts, strict=True):
        table[[rows[name] for name in known], end - weights.shape[1] : end] = weights
    bias = np.zeros(last)
    if proposer:
        bias[:first] = proposer.bias
    if attributes:
        bias[second:] = attributes.bias
    return NearWords(proposer, rows, table, bias, (first, second))
