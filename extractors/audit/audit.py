"""All checks of one document."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.audit.changes import check_changes
from extractors.audit.conflicts import check_conflicts
from extractors.audit.findings import ordered
from extractors.audit.rates import check_rates
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
    checks = (check_sums, check_rates, check_changes, check_conflicts)
    return ordered(finding for check in checks for finding in check(numbers))
