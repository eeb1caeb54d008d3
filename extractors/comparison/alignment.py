"""Which article of an amended charter comes from which of the earlier one: by their words, not by their numbers."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

from corpora.structure.provisions import Provision
from extractors.charters.normal import plain
from extractors.comparison.pairs import Change, Pair, Side

# Similarity (0 to 100) from which two articles in the same order are one that was changed, and from which an article that
# stands elsewhere is one that was moved: out of order less speaks for it, so more is asked.
_CHANGED, _MOVED = 45.0, 70.0
_MOST_ARTICLES = 500  # on one side; beyond, articles are paired by equal words only


def compare(old: str, old_provisions: Sequence[Provision], new: str, new_provisions: Sequence[Provision]) -> list[Pair]:
    """Two charters article by article.

    Args:
        old: clean text of the earlier charter.
        old_provisions: its articles.
        new: clean text of the amended one.
        new_provisions: its articles.

    Returns:
        One pair for each article of the new text in its order; articles that were removed follow the one that they
        followed in the old text. ``renumbered`` pairs have the same words under another number.
    """
    left = [plain(old[p.body : p.end]) for p in old_provisions]
    right = [plain(new[p.body : p.end]) for p in new_provisions]
    in_order = _matched(left, right)
    moved = _moved(left, right, in_order)
    partner = {b: a for a, b in in_order} | {b: a for a, b in moved}
    kept = set(partner.values())
    gone = deque(a for a in range(len(left)) if a not in kept)
    pairs: list[Pair] = []

    def flush(before: int) -> None:
        while gone and gone[0] < before:
            pairs.append(Pair("removed", side(old, old_provisions[gone.popleft()]), None))

    for b, provision in enumerate(new_provisions):
        a = partner.get(b)
        if a is None:
            pairs.append(Pair("added", None, side(new, provision)))
            continue
        if (a, b) in in_order:
            flush(a)
        change = _change(left[a] == right[b], old_provisions[a], provision, (a, b) in moved)
        pairs.append(Pair(change, side(old, old_provisions[a]), side(new, provision)))
    flush(len(left))
    return pairs


def side(text: str, provision: Provision) -> Side:
    """An article as one side of a pair."""
    body = text[provision.body : provision.end].strip()
    return Side(provision.number, provision.chapter_title, body, provision.start)


def _change(equal: bool, old: Provision, new: Provision, is_moved: bool) -> Change:
    if is_moved:
        return "moved"
    if not equal:
        return "changed"
    return "same" if (old.value, old.chapter_title) == (new.value, new.chapter_title) else "renumbered"


def _matched(left: Sequence[str], right: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs in the order of both texts that together are most alike (a shortest edit script with soft equality)."""
    if not left or not right:
        return set()
    if max(len(left), len(right)) > _MOST_ARTICLES:
        return _equal(left, right)
    gain = [[max(alike - _CHANGED, 0.0) for alike in row] for row in _similarities(left, right).tolist()]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for a in range(len(left) - 1, -1, -1):
        for b in range(len(right) - 1, -1, -1):
            best[a][b] = max(best[a + 1][b], best[a][b + 1], best[a + 1][b + 1] + gain[a][b])
    found, a, b = set(), 0, 0
    while a < len(left) and b < len(right):
        if gain[a][b] > 0 and best[a][b] == best[a + 1][b + 1] + gain[a][b]:
            found.add((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return found


def _equal(left: Sequence[str], right: Sequence[str]) -> set[tuple[int, int]]:
    from rapidfuzz.distance import Indel

    blocks = Indel.opcodes(left, right)
    return {
        (op.src_start + n, op.dest_start + n)
        for op in blocks
        if op.tag == "equal"
        for n in range(op.src_end - op.src_start)
    }


def _moved(left: Sequence[str], right: Sequence[str], in_order: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Articles without a counterpart in order that have one elsewhere, the most alike first."""
    paired_left, paired_right = {a for a, _ in in_order}, {b for _, b in in_order}
    free_left = [a for a in range(len(left)) if a not in paired_left]
    free_right = [b for b in range(len(right)) if b not in paired_right]
    if not free_left or not free_right or max(len(free_left), len(free_right)) > _MOST_ARTICLES:
        return set()
    alike = _similarities([left[a] for a in free_left], [right[b] for b in free_right])
    ranked = sorted(
        (
            (-alike[i, j], a, b)
            for i, a in enumerate(free_left)
            for j, b in enumerate(free_right)
            if alike[i, j] >= _MOVED
        )
    )
    found: set[tuple[int, int]] = set()
    for _, a, b in ranked:
        if all(a != x and b != y for x, y in found):
            found.add((a, b))
    return found


def _similarities(left: Sequence[str], right: Sequence[str]) -> Any:
    """How alike each two are, 0 to 100, as an array of ``len(left)`` rows and ``len(right)`` columns."""
    import numpy as np
    from rapidfuzz import fuzz, process

    return process.cdist(left, right, scorer=fuzz.ratio, dtype=np.float64)
