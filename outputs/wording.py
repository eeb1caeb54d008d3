"""Chinese names of columns and codes, from ``wording.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from corpora.errors import ConfigurationError

BOUND_SIGNS = {"min": "≥", "max": "≤", "approx": "≈"}


@cache
def _wording() -> dict[str, Any]:
    source = files("outputs").joinpath("wording.yaml")
    data = yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader)
    unknown = set(data) - {"columns", "codes", "same_units"}
    if unknown:
        raise ConfigurationError(f"outputs/wording.yaml: unknown keys: {', '.join(sorted(unknown))}")
    result: dict[str, Any] = data
    return result


def heading(column: str) -> str:
    """The Chinese head of a column; the name itself where there is none."""
    return str(_wording()["columns"].get(column, column))


def shown(kind: str, code: str | None) -> str:
    """A code of a kind (``status``, ``verdict``, ``flags`` …) as people read it; ``""`` for None."""
    if code is None:
        return ""
    return str(_wording()["codes"].get(kind, {}).get(code, code))


def shown_all(kind: str, codes: Sequence[str]) -> str:
    """Several codes, joined by ``、``."""
    return "、".join(shown(kind, code) for code in codes)


def units_like(unit: str) -> tuple[str, ...]:
    """The measure words that count the same things as ``unit``, itself included: ``家`` → ``("家", "个")``."""
    return next((tuple(group) for group in _wording()["same_units"] if unit in group), (unit,))


def shown_defects(rule: str, codes: Sequence[str]) -> str:
    """The defects of a verdict in the words of its rule, joined by ``、``; ``""`` for none."""
    names = _defects(rule) if codes else {}
    return "、".join(names.get(code) or shown("defects", code) for code in codes)


@cache
def _defects(rule: str) -> Mapping[str, str]:
    # The packs compile their patterns, so they are loaded only for runs that hold verdicts with defects.
    from extractors.charters.rulepack import defect_names

    return defect_names(rule)


def cause_and_advice(message: str) -> tuple[str, str]:
    """The two halves of an error's Chinese message: what is special to the case, may be empty, and what can be done."""
    particulars, _, advice = message.rpartition("：")
    return particulars, advice


def plain_number(value: float) -> str:
    """A number with thousands separators and at most four decimals, without idle zeros."""
    text = f"{value:,.4f}"
    return text.rstrip("0").rstrip(".")


YEARS = frozenset({"report_year"})
"""Fields of forms that hold a year, which is written without separators."""


def in_words(value: float | None, bound: str, value_max: float | None) -> str:
    """A number with its bound as text, for notes: ``≥2,100``, ``50～80``, ``（原文隐去）`` for None."""
    if value is None:
        return "（原文隐去）"
    if value_max is not None:
        return f"{plain_number(value)}～{plain_number(value_max)}"
    return f"{BOUND_SIGNS.get(bound, '')}{plain_number(value)}"
