"""Charter review: rules as data, clauses found on normalised text, a verdict per rule."""

from extractors.charters.particulars import is_charter
from extractors.charters.review import review

__all__ = ["is_charter", "review"]
