"""The proposer: the indicators that the words around a number speak for, whatever the catalogue's rules found.

A multinomial logistic model over the words near a number (``l=注销``, ``r=社会组织``, ``h=年检`` …), trained with scikit-learn
and stored as plain arrays (``weights/proposer.npz``). Its proposals are offered to the ranker beside those of the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.sparse import binary_matrix

# Proposals less likely than this are not worth offering.
LEAST = 0.02


class Proposal(NamedTuple):
    """An indicator with its probability, 0–1, by the words alone."""

    code: str
    probability: float


@dataclass(frozen=True, slots=True)
class Proposer:
    """``table`` has a row for each feature (``rows``) and a column for each of ``codes``; ``known`` are these as a set."""

    rows: dict[str, int]
    codes: tuple[str, ...]
    table: NDArray[np.float32]
    bias: NDArray[np.float32]
    known: frozenset[str]

    def knows(self, code: str) -> bool:
        """Whether numbers of this indicator were seen in training."""
        return code in self.known

    def weights_by_feature(self) -> tuple[Sequence[str], NDArray[np.float32]]:
        """The names of the features and a row of weights for each."""
        return tuple(self.rows), self.table

    def likeliest(self, scores: NDArray[np.floating], most: int = 8) -> list[list[Proposal]]:
        """The most likely indicators of each of some numbers, likeliest first.

        Args:
            scores: for each number a row with the scores of all codes: the sum of the rows of its features and of ``bias``.
            most: so many indicators of a number at most.
        """
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        total = odds.sum(axis=1, keepdims=True)
        likely = odds >= LEAST * total
        found: list[list[tuple[float, int]]] = [[] for _ in scores]
        for number, code, chance in zip(
            *map(np.ndarray.tolist, (*likely.nonzero(), (odds / total)[likely])), strict=True
        ):
            found[number].append((-chance, code))
        return [[Proposal(self.codes[code], -minus) for minus, code in sorted(one)[:most]] for one in found]


def train(rows: Sequence[Sequence[str]], codes: Sequence[str], strength: float = 3.0, least: int = 2) -> Proposer:
    """A proposer from the features of numbers and their right codes.

    Args:
        rows: the features of each number.
        codes: its right indicator.
        strength: inverse of the regularisation.
        least: features seen with fewer numbers are left out.
    """
    from sklearn.linear_model import LogisticRegression

    kept, matrix = binary_matrix(rows, least)
    model = LogisticRegression(C=strength, max_iter=300).fit(matrix, np.array(codes))
    return _proposer(kept, tuple(map(str, model.classes_)), model.coef_.T, model.intercept_)


def _proposer(
    names: Sequence[str], codes: tuple[str, ...], table: NDArray[np.floating], bias: NDArray[np.floating]
) -> Proposer:
    rows = {name: n for n, name in enumerate(names)}
    return Proposer(rows, codes, table.astype(np.float32), bias.astype(np.float32), frozenset(codes))


def save(proposer: Proposer, path: Path) -> None:
    """Stores a proposer as plain arrays; weights are rounded to half precision."""
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            names=np.frombuffer("\n".join(proposer.rows).encode("utf-8"), dtype=np.uint8),
            codes=np.frombuffer("\n".join(proposer.codes).encode("utf-8"), dtype=np.uint8),
            table=proposer.table.astype(np.float16),
            bias=proposer.bias,
        )


@cache
def load(path: Path | None = None) -> Proposer:
    """The stored proposer, once for each process; ``path`` for another file than the program's own."""
    source = path or resources.files("models").joinpath("weights", "proposer.npz")
    with source.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        names, codes = (arrays[key].tobytes().decode("utf-8").split("\n") for key in ("names", "codes"))
        return _proposer(names, tuple(codes), arrays["table"], arrays["bias"])
