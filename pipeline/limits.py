"""``zhibiao limits``: what one document may cost at most."""

from __future__ import annotations

from corpora.limits import LIMITS, Limit
from pipeline.messages import Language, say


def table(lang: Language) -> str:
    """All limits, one a line: the value and what it bounds."""
    rows = [(_value(limit), say(f"limit.{limit.name}", lang)) for limit in LIMITS]
    width = max(len(value) for value, _ in rows)
    return "\n".join(f"{value:>{width}}  {what}" for value, what in rows)


def _value(limit: Limit) -> str:
    if limit.unit == "bytes":
        return f"{limit.value // 2**20:,} MB"
    if limit.unit == "seconds":
        return f"{limit.value} s"
    return f"{limit.value:,}:1" if limit.unit == "times" else f"{limit.value:,}"
