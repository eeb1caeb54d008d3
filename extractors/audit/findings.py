"""How findings are made and ordered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.records import Finding, Observation, Severity

Number = int | float


def tidy(value: float) -> Number:
    """A number as an int where it is whole, else with at most four decimals."""
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def finding(
    check: str,
    kind: str,
    severity: Severity,
    message: str,
    concerned: Sequence[Observation],
    expected: float,
    found: float,
) -> Finding:
    """A finding on the observations of one document; it stands under the document of the last of them."""
    last = concerned[-1]
    ids = tuple(o.id for o in sorted(concerned, key=lambda o: (o.doc, o.start, o.id)))
    return Finding(last.doc, last.doc_id, check, kind, severity, message, ids, (), tidy(expected), tidy(found))


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without repeats, in an order that depends on nothing but themselves."""
    unique = {(f.doc, f.check, f.kind, f.observations): f for f in sorted(findings, key=lambda f: f.message)}
    return sorted(unique.values(), key=lambda f: (f.doc, f.check, f.kind, f.observations, f.message))
