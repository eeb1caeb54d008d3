"""What the words near a number weigh for each model, side by side: each word is looked up once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.attributes import Attributes
from models.proposer import Proposer
from models.ranker import Names, Ranker

Weights = NDArray[np.float32]
Sums = NDArray[np.float64]
# Words of the sentence before and of the headings serve all numbers of a sentence.
_SENTENCES = 1024


@dataclass(frozen=True, slots=True)
class NearWords:
    """A row for each feature of a word (``rows``; row 0 is of none): the columns of the proposer, ranker and attributes.

    The weights are stored in single precision, so nothing is lost by keeping them so; sums are in double precision.
    ``ends`` says where the columns of the proposer and of the ranker end; ``shared`` remembers sums of what several
    numbers have, with the biases of the proposer and of the attributes.
    """

    rows: dict[str, int]
    table: Weights
    ends: tuple[int, int]
    shared: Callable[[Names], Sums]

    def sums(self, own: Sequence[str], shared: Names) -> tuple[Sums, Sums, Sums]:
        """The sums of the weights of all features: the proposer's, the ranker's, the attributes'.

        ``own`` are the features of the number, ``shared`` those that its whole sentence has.
        """
        sums = _sums(self.rows, self.table, own) + self.shared(shared)
        first, second = self.ends
        return sums[:first], sums[first:second], sums[second:]


def side_by_side(proposer: Proposer, ranker: Ranker, attributes: Attributes) -> NearWords:
    """The words of all models in one table."""
    names = list(dict.fromkeys((*proposer.rows, *ranker.rows, *attributes.rows)))
    rows = {name: row for row, name in enumerate(names, start=1)}
    first = len(proposer.codes)
    second = first + ranker.table.shape[1]
    table = np.zeros((len(names) + 1, second + attributes.table.shape[1]), dtype=np.float32)
    for start, model in ((0, proposer), (first, ranker), (second, attributes)):
        mine = [rows[name] for name in model.rows]
        table[mine, start : start + model.table.shape[1]] = model.table[list(model.rows.values())]
    bias = np.zeros(table.shape[1])
    bias[:first], bias[second:] = proposer.bias, attributes.bias
    shared = lru_cache(_SENTENCES)(lambda features: bias + _sums(rows, table, features))
    return NearWords(rows, table, (first, second), shared)


def _sums(rows: dict[str, int], table: Weights, features: Sequence[str]) -> Sums:
    sums: Sums = np.add.reduce(table.take([0, *filter(None, map(rows.get, features))], axis=0), dtype=np.float64)
    return sums
