"""What a number is besides its indicator: measure, status, organisation type and scope, from named features.

For each attribute a multinomial logistic model over binary features; what the rules say is one of them. Trained with
scikit-learn, stored side by side as plain arrays (``weights/attributes.npz``); loading needs numpy only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.ranker import Names
from models.sparse import binary_matrix

# The value of an attribute that a text does not support.
NONE = "-"
# Groups of features that return from number to number.
_GROUPS = 8192
Examples = tuple[Sequence[Sequence[str]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Attributes:
    """``table`` has a row for each feature (``rows``; row 0 is of none) and a column for each of ``values``.

    ``values`` holds the values of each attribute in the order of the columns. ``rows_of`` remembers the rows of groups.
    """

    values: dict[str, tuple[str, ...]]
    rows: dict[str, int]
    table: NDArray[np.float32]
    bias: NDArray[np.float32]
    rows_of: Callable[[Names], tuple[int, ...]]

    def scores(self, groups: Iterable[Names]) -> NDArray[np.float32]:
        """The sum of the rows of some features, one number a column, without the bias."""
        scores: NDArray[np.float32] = np.add.reduce(
            self.table.take([0, *chain.from_iterable(map(self.rows_of, groups))], axis=0)
        )
        return scores

    def likeliest(self, scores: NDArray[np.floating]) -> dict[str, str]:
        """The likeliest value of each attribute by the scores of all features, the bias included."""
        chosen, start = {}, 0
        sums = scores.tolist()
        for attribute, values in self.values.items():
            mine = sums[start : start + len(values)]
            chosen[attribute] = values[mine.index(max(mine))]
            start += len(values)
        return chosen


def train(examples: Mapping[str, Examples], strength: float = 0.1, least: int = 3) -> Attributes:
    """The models of all attributes.

    Args:
        examples: by attribute the features of each number, and its right value.
        strength: inverse of the regularisation.
        least: features seen with fewer numbers are left out.
    """
    made = [_fit(rows, values, strength, least) for rows, values in examples.values()]
    names = sorted({name for fitted in made for name in fitted[0]})
    rows = {name: n for n, name in enumerate(names, start=1)}
    columns = [fitted[2] for fitted in made]
    table = np.zeros((len(names) + 1, sum(map(len, columns))), dtype=np.float32)
    start = 0
    for kept, weights, classes, _ in made:
        table[[rows[name] for name in kept], start : start + len(classes)] = weights
        start += len(classes)
    bias = np.concatenate([fitted[3] for fitted in made]).astype(np.float32)
    return _attributes(dict(zip(examples, columns, strict=True)), names, table, bias)


def _attributes(
    values: dict[str, tuple[str, ...]], names: Sequence[str], table: NDArray[np.float32], bias: NDArray[np.float32]
) -> Attributes:
    rows = {name: n for n, name in enumerate(names, start=1)}
    rows_of = lru_cache(_GROUPS)(lambda group: tuple([row for name in group if (row := rows.get(name))]))
    return Attributes(values, rows, table, bias, rows_of)


def _fit(
    rows: Sequence[Sequence[str]], right: Sequence[str], strength: float, least: int
) -> tuple[list[str], NDArray[np.floating], tuple[str, ...], NDArray[np.floating]]:
    """The features kept, their weights by value, the values, and the bias."""
    from sklearn.linear_model import LogisticRegression

    kept, matrix = binary_matrix(rows, least)
    model = LogisticRegression(C=strength, max_iter=300).fit(matrix, np.array(right))
    weights, bias = model.coef_.T, model.intercept_
    if len(model.classes_) == 2:  # scikit-learn gives two values one column.
        weights, bias = np.hstack([-weights, weights]) / 2, np.hstack([-bias, bias]) / 2
    return kept, weights, tuple(map(str, model.classes_)), bias


def save(attributes: Attributes, path: Path) -> None:
    """Stores the models as plain arrays; weights are rounded to half precision."""
    values = "\n".join(f"{name}\t{value}" for name, known in attributes.values.items() for value in known)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            names=np.frombuffer("\n".join(attributes.rows).encode("utf-8"), dtype=np.uint8),
            values=np.frombuffer(values.encode("utf-8"), dtype=np.uint8),
            table=attributes.table.astype(np.float16),
            bias=attributes.bias,
        )


@cache
def load(path: Path | None = None) -> Attributes:
    """The stored models, once for each process; ``path`` for another file than the program's own."""
    source = path or resources.files("models").joinpath("weights", "attributes.npz")
    with source.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        names, pairs = (arrays[key].tobytes().decode("utf-8").split("\n") for key in ("names", "values"))
        table, bias = arrays["table"].astype(np.float32), arrays["bias"]
    values: dict[str, tuple[str, ...]] = {}
    for attribute, value in (pair.split("\t") for pair in pairs):
        values[attribute] = (*values.get(attribute, ()), value)
    return _attributes(values, names, table, bias)
