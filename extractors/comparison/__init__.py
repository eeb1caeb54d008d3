"""Two charters article by article: an amended one against the earlier, or one against the skeleton of its type."""

from __future__ import annotations

from extractors.comparison.alignment import compare
from extractors.comparison.model import compare_to_skeleton
from extractors.comparison.pairs import Change, Pair, Piece, Side, marked
from extractors.comparison.skeleton import Skeleton, skeleton

__all__ = ["Change", "Pair", "Piece", "Side", "Skeleton", "compare", "compare_to_skeleton", "marked", "skeleton"]
