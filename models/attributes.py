"""What a number is besides its indicator: measure, status, organisation type and scope, from named features.

For each attribute a multinomial logistic model over binary features; what the rules say is one of them. Trained with
scikit-learn, stored side by side as plain arrays (``weights/attributes.npz``); loading needs numpy only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.named import Group, Groups, names_of
from models.sparse import binary_matrix

# The value of an attribute that a text does not support.
NONE = "-"
# Groups of features that return from number to number.
_GROUPS = 8192
Examples = tuple[Sequence[Sequence[str]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Attributes:
    """``table`` has a row for each feature (``rows``; row 0 is of none) and a column for each of ``values``.

    ``values`` holds the values of each attribute in the order of the columns. ``sums_of`` remembers by attribute and group
    of features the sums of their rows, one number a value.
    """

    values: dict[str, tuple[str, ...]]
    rows: dict[str, int]
    table: NDArray[np.float32]
    bias: NDArray[np.float32]
    sums_of: Callable[[str, Group], tuple[float, ...]]

    def weights_by_feature(self) -> tuple[Sequence[str], NDArray[np.float32]]:
        """The names of the features and a row of weights for each."""
        return tuple(self.rows), self.table[1:]

    def likeliest(self, asked: Mapping[str, Groups], near: Sequence[float]) -> dict[str, str]:
        """The likeliest value of each attribute that is asked for.

        Args:
            asked: by attribute the features that speak of it alone.
            near: what the words near the number weigh, one number a column, with the bias.
        """
        chosen, end = {}, 0
        for attribute, values in self.values.items():
            start, end = end, end + len(values)
            if attribute in asked:
                groups = [self.sums_of(attribute, group) for group in asked[attribute]]
                scores = list(map(sum, zip(near[start:end], *groups, strict=True)))
                chosen[attribute] = values[scores.index(max(scores))]
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
    ends = dict(zip(values, accumulate(map(len, values.values())), strict=True))

    @lru_cache(_GROUPS)
    def sums_of(attribute: str, group: Group) -> tuple[float, ...]:
        mine = slice(ends[attribute] - len(values[attribute]), ends[attribute])
        known = list(filter(None, map(rows.get, names_of(group))))
        return tuple(table[known, mine].sum(axis=0, dtype=np.float64).tolist())

    return Attributes(values, rows, table, bias, sums_of)


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
