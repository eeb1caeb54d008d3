"""The learned part of the document types: a multinomial logistic model, stored as plain arrays.

``weights/doctype.npz`` holds the feature names, a weight for each name and type, the types, and the constants of the
calibration. Loading needs numpy only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import ndarray

SEED = 20240611
# How much each group of features weighs; within a group all weigh alike, whatever the length of the document.
SCALES = {"cue": 3.0, "title": 5.0, "head": 1.0, "tail": 1.0, "body": 3.0}
Groups = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class TypeModel:
    """Weights by feature name (one row each), one column for each label.

    ``temperature`` divides the scores before they become probabilities; below ``threshold`` the answer is ``other``.
    """

    labels: tuple[str, ...]
    rows: dict[str, int]
    weights: ndarray[Any, Any]
    bias: ndarray[Any, Any]
    temperature: float
    threshold: float

    def scores(self, groups: Groups) -> ndarray[Any, Any]:
        """The uncalibrated score of each label."""
        import numpy as np

        found = self.bias.copy()
        for group, names in groups.items():
            index = [self.rows[n] for n in names if n in self.rows]
            if index:
                found += self.weights[index].sum(axis=0) * (SCALES[group] / np.sqrt(len(names)))
        return found

    def probabilities(self, groups: Groups) -> dict[str, float]:
        """The calibrated probability of each label; they sum to 1."""
        share = softmax(self.scores(groups) / self.temperature)
        return {label: float(p) for label, p in zip(self.labels, share, strict=True)}


def softmax(scores: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """Scores as shares that sum to 1 along the last axis."""
    import numpy as np

    power = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: ndarray[Any, Any] = power / power.sum(axis=-1, keepdims=True)
    return shares


def _rows(examples: Sequence[Groups], documents: Sequence[str], least: int) -> dict[str, int]:
    """The features that stand in at least ``least`` documents, numbered; variants of a document count once."""
    pairs = {
        (name, doc) for groups, doc in zip(examples, documents, strict=True) for g in groups.values() for name in g
    }
    counts = Counter(name for name, _ in pairs)
    return {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= least))}


def train(
    examples: Sequence[Groups],
    labels: Sequence[str],
    documents: Sequence[str],
    weights: Sequence[float],
    strength: float = 4.0,
    least: int = 3,
) -> TypeModel:
    """A model from the features of examples; uncalibrated (temperature 1, threshold 0).

    Args:
        examples: feature groups of each example.
        labels: the type of each.
        documents: the document that each is a variant of.
        weights: how much each counts.
        strength: inverse of the regularisation.
        least: features of fewer documents are left out.
    """
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = _rows(examples, documents, least)
    flat: list[int] = []
    values: list[float] = []
    starts = [0]
    for groups in examples:
        cells = sorted((rows[n], SCALES[g] / len(f) ** 0.5) for g, f in groups.items() for n in f if n in rows)
        flat.extend(index for index, _ in cells)
        values.extend(value for _, value in cells)
        starts.append(len(flat))
    matrix = csr_matrix((values, flat, starts), shape=(len(examples), len(rows)))
    model = LogisticRegression(C=strength, max_iter=400, random_state=SEED)
    model.fit(matrix, np.array(labels), sample_weight=np.array(weights))
    kept = np.abs(model.coef_).max(axis=0) > 0.02
    names = [name for name, keep in zip(rows, kept, strict=True) if keep]
    return TypeModel(
        labels=tuple(model.classes_.tolist()),
        rows={name: i for i, name in enumerate(names)},
        weights=model.coef_.T[kept].astype(np.float32),
        bias=model.intercept_.astype(np.float64),
        temperature=1.0,
        threshold=0.0,
    )


def save(model: TypeModel, path: Path) -> None:
    """Stores a model as plain arrays, the same bytes for the same weights."""
    import numpy as np

    def letters(words: Sequence[str]) -> ndarray[Any, Any]:
        return np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)

    with path.open("wb") as file:
        np.savez_compressed(
            file,
            labels=letters(model.labels),
            names=letters(list(model.rows)),
            weights=model.weights.astype(np.float16),
            bias=model.bias,
            constants=np.array([model.temperature, model.threshold]),
        )


@cache
def load(path: Path | None = None) -> TypeModel:
    """The stored model, once for each process; ``path`` for another file than the program's own."""
    import numpy as np

    source = path or resources.files("models").joinpath("weights", "doctype.npz")
    with source.open("rb") as file, np.load(file, allow_pickle=False) as arrays:

        def words(key: str) -> list[str]:
            return list(arrays[key].tobytes().decode("utf-8").split("\n"))

        temperature, threshold = (float(x) for x in arrays["constants"])
        return TypeModel(
            labels=tuple(words("labels")),
            rows={name: i for i, name in enumerate(words("names"))},
            weights=arrays["weights"].astype(np.float32),
            bias=arrays["bias"],
            temperature=temperature,
            threshold=threshold,
        )
