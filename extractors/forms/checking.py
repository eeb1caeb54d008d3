"""The checks X01–X25 of a form, as listed in ``checks.yaml``: what does not agree, with both sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from corpora.document import Document
from corpora.errors import ConfigurationError
from extractors.audit.findings import tidy
from extractors.forms.amounts import Amounts, Side, amount_text
from extractors.forms.form import Form
from extractors.records import Finding, Severity

_FILE = Path(__file__).with_name("checks.yaml")
_KEYS = {
    "id", "title", "severity", "kind", "source", "columns", "total", "parts", "needed", "rest", "each", "either_sign",
    "instead", "or_total", "adjusted", "less", "more", "rule", "limits", "fields", "types", "ask",
}  # fmt: skip
_KINDS = {"sum", "share", "conflict", "range", "identifier", "cross_document"}


@dataclass(frozen=True, slots=True)
class Check:
    """One entry of ``checks.yaml``; see there for the keys."""

    id: str
    title: str
    severity: Severity
    kind: str
    source: str
    ask: str
    columns: tuple[str, ...]
    total: str | None
    parts: tuple[str, ...]
    needed: tuple[str, ...]
    rest: str | None
    each: tuple[str, ...]
    either_sign: str | None
    or_total: tuple[str, ...]
    instead: Mapping[str, str]
    adjusted: bool
    less: tuple[str, ...]
    more: tuple[str, ...]
    rule: str | None
    limits: Mapping[str, float]
    fields: tuple[str, ...]
    types: tuple[str, ...]


@cache
def checks() -> tuple[Check, ...]:
    """All checks in order.

    Raises:
        ConfigurationError: a key is unknown or missing, or names no rule or field; the message gives file and key path.
    """
    from extractors.forms.catalogue import field_catalogue
    from extractors.forms.special import RULES

    data = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    found = tuple(_check(item, f"[{at}]") for at, item in enumerate(data))
    known = field_catalogue().fields
    for at, check in enumerate(found):
        if check.rule is not None and check.rule not in RULES:
            raise _fail(f"[{at}].rule", f"未知的规则 (unknown rule) {check.rule}")
        for name in (
            check.total,
            *check.parts,
            *check.needed,
            *check.less,
            *check.more,
            *check.fields,
            *check.each,
            *check.instead.values(),
        ):
            if name and "{}" not in name and not any(name.lstrip("-").startswith(field) for field in known):
                raise _fail(f"[{at}]", f"未知的字段 (unknown field) {name}")
    return found


def _fail(where: str, what: str) -> ConfigurationError:
    return ConfigurationError(f"{_FILE.name}: {where}: {what}")


def _check(item: Any, where: str) -> Check:
    if not isinstance(item, dict):
        raise _fail(where, "应为键值表 (a mapping is wanted)")
    for key in item:
        if key not in _KEYS:
            raise _fail(f"{where}.{key}", "未知的键 (unknown key)")
    for key in ("id", "title", "severity", "kind", "source", "ask"):
        if key not in item:
            raise _fail(f"{where}.{key}", "缺少该键 (missing key)")
    if item["severity"] not in ("error", "warning") or item["kind"] not in _KINDS:
        raise _fail(f"{where}.severity/kind", "未知的值 (unknown value)")
    if sum(key in item for key in ("total", "less", "rule")) != 1:
        raise _fail(where, "须有且只有 total、less、rule 之一 (exactly one of total, less, rule is wanted)")
    lists = {
        name: tuple(item.get(name, ()))
        for name in ("parts", "needed", "each", "or_total", "less", "more", "fields", "types")
    }
    return Check(
        id=item["id"],
        title=item["title"],
        severity=item["severity"],
        kind=item["kind"],
        source=item["source"],
        ask=item["ask"],
        columns=tuple(item.get("columns", ("",))),
        total=item.get("total"),
        rest=item.get("rest"),
        either_sign=item.get("either_sign"),
        adjusted=bool(item.get("adjusted", False)),
        instead=item.get("instead", {}),
        rule=item.get("rule"),
        limits=item.get("limits", {}),
        **lists,
    )


def check_form(form: Form, document: Document) -> list[Finding]:
    """Run all checks on a form.

    Args:
        form: as read.
        document: its source; prior-year adjustments are looked for in its text.

    Returns:
        The findings in the order of the checks; none for a form in which everything agrees.
    """
    from extractors.forms.special import RULES

    amounts = Amounts(form)
    adjusted = any(words in document.text for words in ("以前年度", "前期差错", "上年度调整", "年初数调整"))
    findings: list[Finding] = []
    for check in checks():
        if check.types and form.org_type not in check.types:
            continue
        if check.rule is not None:
            found: Iterator[Side] = RULES[check.rule](check, form, amounts)
        elif check.total is not None:
            found = _sums(check, amounts)
        else:
            found = _at_most(check, amounts)
        for side in found:
            doubtful = (check.adjusted and adjusted) or not amounts.is_sure(side.fields)
            severity: Severity = "warning" if doubtful else check.severity
            findings.append(_finding(check, side, severity, document))
    return findings


def _finding(check: Check, side: Side, severity: Severity, document: Document) -> Finding:
    return Finding(
        doc=document.doc,
        doc_id=document.doc_id,
        check=check.id,
        kind=check.kind,
        severity=side.severity or severity,
        message=side.message,
        observations=(),
        fields=tuple(dict.fromkeys(side.fields)),
        expected=tidy(side.expected) if isinstance(side.expected, int | float) else side.expected,
        found=tidy(side.found) if isinstance(side.found, int | float) else side.found,
    )


def _sums(check: Check, amounts: Amounts) -> Iterator[Side]:
    for subject in check.each or ("",):
        told: set[tuple[object, object]] = set()  # a column of what is not restricted repeats that of the sums
        for column in check.columns:
            names = [
                _named(_given(name, column, check, amounts), subject, column)
                for name in (check.total or "", *check.parts)
            ]
            needed = [_named(name, subject, column) for name in check.needed]
            rest = None if check.rest is None else _named(check.rest, subject, column)
            side = _sum(check, names[0], names[1:], needed, rest, column, amounts)
            if side is not None and (side.expected, side.found) not in told:
                told.add((side.expected, side.found))
                yield side


def _given(name: str, column: str, check: Check, amounts: Amounts) -> str:
    """A part of a sum, or what stands instead of it where the form does not have it."""
    other = check.instead.get(name)
    return other if other is not None and not amounts.is_on_form(name + column) else name


def _named(name: str, subject: str, column: str) -> str:
    """A field of a check in a column: ``{}_restricted`` for income_total in ``_prior`` is income_total_prior_restricted."""
    if "{}" in name:
        return name.replace("{}", subject + column)
    return name + column


def _sum(
    check: Check,
    total: str,
    parts: Sequence[str],
    needed: Sequence[str],
    rest: str | None,
    column: str,
    amounts: Amounts,
) -> Side | None:
    stated = amounts.get(total)
    signed = [(-1 if part.startswith("-") else 1, part.lstrip("-")) for part in parts]
    present = [(sign, name) for sign, name in signed if amounts.get(name) is not None]
    if stated is None or not present or any(amounts.get(name) is None for name in needed):
        return None
    if not needed and len(present) < 2:
        return None
    tolerance = amounts.tolerance([total, *(name for _, name in present)])
    together = sum(sign * (amounts.get(name) or 0) for sign, name in present)
    if abs(together - stated) <= tolerance:
        return None
    if check.either_sign is not None:
        # Some forms print what is taken off with a sign, others without.
        turned = together - 2 * sum(
            sign * (amounts.get(name) or 0) for sign, name in present if name.startswith(check.either_sign)
        )
        if abs(turned - stated) <= tolerance:
            return None
    if rest is not None and together < stated and not amounts.is_on_form(rest):
        return None
    if len(present) < len(signed) and amounts.is_explained(stated - together, tolerance):
        return None
    if len(parts) > 1 and amounts.is_row([total, *(name for _, name in present)], stated - together, tolerance):
        return None
    if any(
        (other := amounts.get(name + column)) is not None and abs(together - other) <= tolerance
        for name in check.or_total
    ):
        return None
    mixed = amounts.mixed_units(total, present, tolerance)
    written = "＋".join(("－" if sign < 0 else "") + amounts.named(name) for sign, name in present).replace(
        "＋－", "－"
    )
    right = f"{written}＝{amount_text(together, amounts.unit(total))}" if len(present) > 1 else written
    message = f"{check.title}：{amounts.named(total)}，而{right}，相差{amount_text(abs(together - stated), amounts.unit(total))}"
    return Side(f"{message}{mixed}", (total, *(name for _, name in present)), stated, together)


def _at_most(check: Check, amounts: Amounts) -> Iterator[Side]:
    for column in check.columns:
        less = [name + column for name in check.less if amounts.get(name + column) is not None]
        more = [name + column for name in check.more if amounts.get(name + column) is not None]
        if not less or len(more) < len(check.more):
            continue
        small, large = (sum(amounts.get(name) or 0 for name in names) for names in (less, more))
        if small > large + amounts.tolerance([*less, *more]):
            left, right = ("＋".join(map(amounts.named, names)) for names in (less, more))
            unit = amounts.unit(more[0])
            total = f"＝{amount_text(small, unit)}" if len(less) > 1 else ""
            yield Side(f"{check.title}：{left}{total}，而{right}", (*less, *more), large, small)
