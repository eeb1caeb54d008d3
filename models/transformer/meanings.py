"""What words mean: a vector for each of the commoner Chinese words, near those of related words.

The annotated texts hold few of the words that offices and papers use. A transformer that is told the meaning of the words it
reads, besides their characters, is less lost among words that it never met while it learned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SHORTEST, LONGEST = 2, 4  # in characters
_STEPS = 16  # of the stored integers in a unit
_CLOSED = " "  # stands for a token that is not one character


@dataclass(frozen=True, slots=True)
class Meanings:
    """Words with their vectors.

    ``rows`` has the row of each word in ``vectors`` (rows × columns, eight bits; row 0 is of no word), ``openings`` the first
    two characters of all words.
    """

    rows: Mapping[str, int]
    openings: Set[str]
    vectors: NDArray[np.int8]

    @property
    def columns(self) -> int:
        """The length of a vector."""
        return int(self.vectors.shape[1])

    def words(self, tokens: Sequence[str]) -> list[tuple[int, int, int]]:
        """The known words among tokens, as start, end and row: from the left, the longest first."""
        text = "".join([token if len(token) == 1 else _CLOSED for token in tokens])
        found, here, last = [], 0, len(text) - SHORTEST
        while here <= last:
            if text[here : here + SHORTEST] not in self.openings:
                here += 1
                continue
            for end in range(min(here + LONGEST, len(text)), here + SHORTEST - 1, -1):
                if row := self.rows.get(text[here:end]):
                    found.append((here, end, row))
                    here = end
                    break
            else:
                here += 1
        return found

    def of(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """Tokens × columns: the vector of the word that a token belongs to, zeros where it belongs to none."""
        rows = np.zeros(len(tokens), dtype=np.int64)
        for start, end, row in self.words(tokens):
            rows[start:end] = row
        return self.of_rows(rows)

    def of_rows(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of rows."""
        told: NDArray[np.float32] = self.vectors[rows].astype(np.float32) / np.float32(_STEPS)
        return told


def load(path: Path) -> Meanings:
    """Read a file that ``save`` wrote.

    Raises:
        OSError: it cannot be read.
        EOFError, KeyError, ValueError, zipfile.BadZipFile: it is no such file.
    """
    with np.load(path, allow_pickle=False) as stored:
        words, vectors = stored["words"].tobytes().decode("utf-8").split("\n"), stored["vectors"]
    if vectors.dtype != np.int8 or vectors.ndim != 2 or len(vectors) != len(words) + 1:
        raise ValueError(f"{len(words)} words, {vectors.dtype} {vectors.shape}")
    return Meanings({word: n for n, word in enumerate(words, 1)}, {word[:SHORTEST] for word in words}, vectors)


def save(path: Path, words: Sequence[str], vectors: NDArray[np.float32]) -> None:
    """Write words with their vectors (words × columns), whose figures are best within ±8."""
    whole = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), vectors])
    rounded = np.clip(np.round(whole * _STEPS), -127, 127).astype(np.int8)
    np.savez_compressed(path, words=np.frombuffer("\n".join(words).encode("utf-8"), np.uint8), vectors=rounded)
