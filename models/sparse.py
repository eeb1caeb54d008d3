"""Named binary features as a matrix, for training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np


def binary_matrix(rows: Sequence[Sequence[str]], least: int) -> tuple[list[str], Any]:
    """The features that at least ``least`` rows have, in order of their names, and a sparse row of 0 and 1 for each row.

    Args:
        rows: the names of the features that each example has; repeats count once.
        least: features of fewer rows are left out.

    Returns:
        The names, n of them, and a ``scipy.sparse.csr_matrix`` of ``len(rows)`` × n.
    """
    from scipy.sparse import csr_matrix

    named = [set(names) for names in rows]
    counts = Counter(name for names in named for name in names)
    kept = sorted(name for name, n in counts.items() if n >= least)
    index = {name: n for n, name in enumerate(kept)}
    columns = [sorted(index[name] for name in names if name in index) for names in named]
    starts = np.cumsum([0, *map(len, columns)])
    flat = [c for row in columns for c in row]
    return kept, csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(rows), len(kept)))
