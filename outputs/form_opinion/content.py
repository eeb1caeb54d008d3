"""What an opinion on a form says, whatever it is written on: facts, what to mend, what to explain, what is not filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from outputs.cells import without_controls

_NOT_FILLED = frozenset({"blank", "none", "slash", "dash"})
_FILLED_BY_THE_OFFICE = frozenset({"conclusion"})
_MOST_NAMES = 40


@dataclass(frozen=True, slots=True)
class Point:
    """One finding: what does not agree, what to ask for, on what basis."""

    problem: str
    ask: str
    source: str


@dataclass(frozen=True, slots=True)
class FormOpinion:
    """The opinion on one form, ready to be set: all texts are free of control characters."""

    facts: tuple[tuple[str, str], ...]
    counted: str
    conclusion: str
    errors: tuple[Point, ...]
    warnings: tuple[Point, ...]
    blanks: tuple[str, ...]
    doubts: tuple[str, ...]
    version: str


@cache
def phrases() -> dict[str, Any]:
    """The words of ``phrases.yaml``."""
    source = files("outputs.form_opinion").joinpath("phrases.yaml").read_text("utf-8")
    words: dict[str, Any] = yaml.load(source, Loader=yaml.CSafeLoader)
    return words


def form_opinion_of(
    doc: str,
    fields: Sequence[Mapping[str, Any]],
    findings: Sequence[Mapping[str, Any]],
    version: str,
    doubtful_below: float,
) -> FormOpinion:
    """The opinion on a form.

    Args:
        doc: the form's name.
        fields: its records of forms.jsonl.
        findings: its records of audit.jsonl, those against other documents included.
        version: of the program.
        doubtful_below: confidence below which an entry is named as doubtful.
    """
    from extractors.forms.catalogue import field_catalogue

    words, catalogue = phrases(), field_catalogue().fields
    stated = {field["field"]: field["value"] for field in fields}
    points = {
        severity: tuple(_point(finding) for finding in findings if finding["severity"] == severity)
        for severity in ("error", "warning")
    }
    empty = [field for field in fields if not _NOT_FILLED.isdisjoint(field["flags"])]
    blanks = [_label(field) for field in empty if "blank" in field["flags"] and _is_core(field["field"], catalogue)]
    doubts = [
        f"{_label(field)}：{field['written'][:_MOST_NAMES]}"
        for field in fields
        if field["value"] is not None and field["confidence"] < doubtful_below
    ]
    standing = (
        ("errors" if points["warning"] else "errors_alone")
        if points["error"]
        else "warnings"
        if points["warning"]
        else "clean"
    )
    facts = {**{name: stated.get(name) for name in ("name", "credit_code", "report_year")}, "doc": doc}
    return FormOpinion(
        facts=tuple(
            (words["facts"][name], without_controls(str(value or words["unstated"]))) for name, value in facts.items()
        ),
        counted=words["counted"].format(
            fields=len(fields), blank=len(empty), errors=len(points["error"]), warnings=len(points["warning"])
        ),
        conclusion=words["standing"][standing],
        errors=points["error"],
        warnings=points["warning"],
        blanks=tuple(dict.fromkeys(blanks))[:_MOST_NAMES],
        doubts=tuple(dict.fromkeys(doubts))[:_MOST_NAMES],
        version=version,
    )


def _is_core(field: str, catalogue: Mapping[str, Any]) -> bool:
    known = catalogue.get(field)
    return known is not None and known.core and field not in _FILLED_BY_THE_OFFICE


def _label(field: Mapping[str, Any]) -> str:
    return without_controls("".join(field["label"].split()).rstrip(":："))


def _point(finding: Mapping[str, Any]) -> Point:
    ask, source = _asked(finding["check"], finding["message"])
    return Point(without_controls(f"{finding['check']} {finding['message']}"), ask, source)


def _asked(check: str, message: str) -> tuple[str, str]:
    """What a check asks for and where it comes from; the title of a check opens its messages."""
    from extractors.forms.checking import checks

    own = [c for c in checks() if c.id == check]
    for known in own:
        if message.startswith(known.title):
            return known.ask, known.source
    across = phrases()["across"].get(check)
    if across is not None:
        return across["ask"], across["source"]
    return (own[0].ask, own[0].source) if own else ("", "")
