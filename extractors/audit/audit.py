"""All checks of one document."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.audit.findings import ordered
from extractors.audit.sums import check_sums
from extractors.records import Finding, Observation


def audit(observations: Sequence[Observation]) -> list[Finding]:
    """What does not agree among the numbers of one document.

    Args:
        observations: of one document, in any order.

    Returns:
        Findings sorted by check and place; the same for any order of the observations.
    """
    placed = sorted(observations, key=lambda o: (o.start, o.end, o.id))
    return ordered(check_sums(placed))
