"""Which numbers must be looked at before they are used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DOUBTFUL_FLAGS = frozenset({"sum_mismatch", "share_mismatch", "conflict", "suspect_number"})
"""Flags that say that a number is damaged or does not agree with others."""


def is_accepted(observation: Mapping[str, Any], accepted_from: float) -> bool:
    """Whether a number may be used without a look at its sentence: high confidence, and nothing that speaks against it."""
    return observation["confidence"] >= accepted_from and DOUBTFUL_FLAGS.isdisjoint(observation["flags"])


def is_doubtful(observation: Mapping[str, Any], doubtful_below: float) -> bool:
    """Whether a number must be looked at: low confidence, or a flag that says it does not agree or is damaged."""
    return observation["confidence"] < doubtful_below or not DOUBTFUL_FLAGS.isdisjoint(observation["flags"])
