"""All checks of one document."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.audit.findings import ordered
from extractors.audit.reading import read_numbers
from extractors.audit.sums import check_sums
from extractors.records import Finding, Observation


def audit(observations: Sequence[Observation]) -> list[Finding]:
    """What does not agree among the numbers of one document.

    Args:
        observations: of one document, in any order.

    Returns:
        Findings sorted by check and place; the same for any order of the observations.
    """
    numbers = read_numbers(observations)
    return ordered(check_sums(numbers))
