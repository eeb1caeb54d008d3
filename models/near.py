"""What the words near a number weigh for the proposer and for the ranker, side by side: each word is looked up once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.proposer import Proposer
from models.ranker import Names, Ranker

Weights = NDArray[np.float32]
Sums = NDArray[np.float64]
# Words of the sentence before and of the headings serve all numbers of a sentence.
_SENTENCES = 1024


@dataclass(frozen=True, slots=True)
class NearWords:
    """A row for each feature of a word (``rows``; row 0 is of none): the proposer's columns, then the ranker's.

    The weights are stored in single precision, so nothing is lost by keeping them so; sums are in double precision.
    ``shared`` remembers sums of what several numbers have, with the proposer's bias.
    """

    rows: dict[str, int]
    table: Weights
    codes: int
    shared: Callable[[Names], Sums]

    def sums(self, own: Sequence[str], shared: Names) -> tuple[Sums, Sums]:
        """The proposer's scores, and the sums of the ranker's weights, of all features.

        ``own`` are the features of the number, ``shared`` those that its whole sentence has.
        """
        sums = _sums(self.rows, self.table, own) + self.shared(shared)
        return sums[: self.codes], sums[self.codes :]


def side_by_side(proposer: Proposer, ranker: Ranker) -> NearWords:
    """The words of both models in one table."""
    names = list(dict.fromkeys((*proposer.rows, *ranker.rows)))
    codes = len(proposer.codes)
    table = np.zeros((len(names) + 1, codes + ranker.table.shape[1]), dtype=np.float32)
    bias = np.zeros(table.shape[1])
    bias[:codes] = proposer.bias
    for row, name in enumerate(names, start=1):
        if name in proposer.rows:
            table[row, :codes] = proposer.table[proposer.rows[name]]
        if name in ranker.rows:
            table[row, codes:] = ranker.table[ranker.rows[name]]
    rows = {name: row for row, name in enumerate(names, start=1)}
    shared = lru_cache(_SENTENCES)(lambda features: bias + _sums(rows, table, features))
    return NearWords(rows, table, codes, shared)


def _sums(rows: dict[str, int], table: Weights, features: Sequence[str]) -> Sums:
    sums: Sums = np.add.reduce(table.take([0, *filter(None, map(rows.get, features))], axis=0), dtype=np.float64)
    return sums
