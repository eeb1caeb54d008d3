"""Measure, status, organisation type and scope of a number: what the rules say, set right by what was learned.

The rules of ``measure``, ``status``, ``whom`` and ``where`` speak first; their answers are features beside the words near
the number, so that the models learn where rules err.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import cast

from extractors.observations.catalogue import Indicator
from extractors.observations.context import Context
from extractors.observations.features import Decision
from extractors.observations.measure import is_to_be_done, measure_of, planned
from extractors.observations.period import period_at
from extractors.observations.place import Scope, level_of, scope_in
from extractors.observations.status import is_past_heading, is_plan_heading
from extractors.observations.subject import main_type, types_in
from extractors.observations.where import place_of
from extractors.observations.whom import dealt_type, org_type_of
from extractors.records import Measure, Observation
from models.attributes import NONE, Attributes
from models.near import Sums
from models.ranker import Names

# Units of which the rules are sure whether they tell a rate or a growth.
_RATES = ("%", "‰", "百分点", "倍", "番")


# Organisations that a site takes in: whether that is a figure of the place, no rule tells.
_OF_SITES = ("incub.orgs",)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is said of a number so far: by the rules, then by the models. ``sure`` are the
    attributes of which the rules leave no doubt."""

    measure: Measure
    planned: bool
    org_type: str | None
    area: str | None
    scope: Scope | None
    sure: frozenset[str]


def drafted(context: Context, code: str, decision: Decision, indicator: Indicator | None) -> Draft:
    """What the rules say of a number.

    Args:
        context: the number and what stands around it.
        code: its indicator.
        decision: how the rules came to an indicator.
        indicator: the catalogue's entry of ``code``, None for ``other``.
    """
    area, scope = place_of(context, code)
    dealt = dealt_type(context)
    return Draft(
        measure=measure_of(context, decision, indicator),
        planned=planned(context),
        org_type=dealt or org_type_of(context, code, indicator.org_type if indicator else None),
        area=area,
        scope=scope,
        sure=frozenset({"org_type"} if dealt else ()) | frozenset({"status"} if is_to_be_done(context) else ()),
    )


def settled(draft: Draft, unit: str, attributes: Attributes, asked: Mapping[str, Names], near: Sums) -> Draft:
    """The draft with what the models find likelier.

    Args:
        draft: what the rules say.
        unit: the unit of the number; rates and growth stay as the rules say.
        attributes: the models.
        asked: the features of ``features``; an attribute without features stays as the rules say.
        near: the sums of the weights of the words near the number, with the bias.
    """
    chosen = attributes.likeliest(attributes.scores(tuple(chain.from_iterable(asked.values()))) + near)
    ruled = draft.measure == "change" or unit in _RATES
    return replace(
        draft,
        measure=draft.measure if ruled or chosen["measure"] == "change" else cast(Measure, chosen["measure"]),
        planned=draft.planned if "status" in draft.sure else chosen["status"] == "planned",
        org_type=draft.org_type if "org_type" in draft.sure else _value(chosen["org_type"]),
        scope=cast(Scope | None, _value(chosen["scope"])) if "scope" in asked else draft.scope,
    )


def _value(written: str) -> str | None:
    return None if written == NONE else written


def features(context: Context, code: str, draft: Draft, indicator: Indicator | None) -> dict[str, Names]:
    """The features of a number by attribute; those of the words near it come from ``features.words_near``.

    The scope of counts of organisations has none: there the rules are as good as what was learned.
    """
    sibling = context.siblings[-1] if context.siblings else None
    earlier = context.earlier[-1] if context.earlier else None
    made = {
        "measure": _of_measure(context, code, draft, sibling, earlier),
        "status": _of_status(context, code, draft, sibling or earlier),
        "org_type": _of_type(context, code, draft, sibling, earlier),
    }
    if indicator is None or not indicator.organisations or code in _OF_SITES:
        made["scope"] = _of_scope(context, code, draft, sibling, earlier)
    return made


def _of_measure(
    context: Context, code: str, draft: Draft, sibling: Observation | None, earlier: Observation | None
) -> Names:
    rule, quantity = draft.measure, context.frame.quantity
    alike = sibling is not None and sibling.indicator == code
    kinds = {m.kind for m in context.mentions if m.start < context.here}
    return (
        f"m:{rule}",
        f"m:{code}",
        f"m:{code}|{rule}",
        f"m:u={quantity.unit}|{rule}",
        f"m:type={context.doc_type}|{rule}",
        f"m:last={sibling.measure if sibling else NONE}|{alike}|{rule}",
        f"m:before={earlier.measure if earlier else NONE}|{rule}",
        f"m:bound={quantity.bound}|{rule}",
        f"m:plan={draft.planned}|{rule}",
        *[f"m:time={kind}|{rule}" for kind in sorted(kinds)],
    )


def _of_status(context: Context, code: str, draft: Draft, last: Observation | None) -> Names:
    rule, quantity = draft.planned, context.frame.quantity
    plans = any(map(is_plan_heading, context.titles))
    past = any(map(is_past_heading, context.titles))
    time = _time(context)
    status = f"{last.status if last else NONE}|{bool(context.siblings)}"
    tenth = int(context.depth * 10)
    return (
        f"s:{rule}",
        f"s:{code}|{rule}",
        f"s:type={context.doc_type}|{rule}",
        f"s:bound={quantity.bound}|{rule}",
        f"s:heading={plans}|{past}|{context.doc_type}|{rule}",
        f"s:time={time}",
        f"s:time={time}|{rule}",
        f"s:time={time}|{plans}",
        f"s:last={status}",
        f"s:last={status}|{rule}",
        f"s:tenth={tenth}",
        f"s:tenth={tenth}|{rule}",
        f"s:tenth={tenth}|{plans}",
    )


def _time(context: Context) -> str:
    """Whether the period that the sentence names ends later than the text's own date."""
    stated, period = period_at(context.mentions, context.here)
    written = context.setting.base.iso
    if not (stated and period and written):
        return "none"
    start, _, end = period.partition("/")
    until = start if end in ("", "..") else end
    length = min(len(until), len(written))
    return "later" if until[:length] > written[:length] else "same" if until[:length] == written[:length] else "before"


def _of_type(
    context: Context, code: str, draft: Draft, sibling: Observation | None, earlier: Observation | None
) -> Names:
    rule, frame, setting = draft.org_type, context.frame, context.setting
    end = context.here + len(frame.written)
    before = [t[2] for t in context.types if t[1] <= context.here]
    behind = next((t[2] for t in context.types if t[0] >= end), None)
    near = [t[2] for t in types_in(frame.left)]
    heading = next(filter(None, map(main_type, reversed(context.titles))), None)
    said = (
        f"o:subject={setting.subject}",
        f"o:own={setting.organisation}",
        f"o:last={before[-1] if before else NONE}",
        f"o:first={before[0] if before else NONE}",
        f"o:types={len(set(before))}",
        f"o:behind={behind}",
        f"o:previous={'+'.join(sorted({t[2] for t in types_in(frame.sentence.previous)})[:2])}",
        f"o:heading={heading}",
        f"o:sibling={sibling.org_type if sibling else NONE}",
        f"o:earlier={earlier.org_type if earlier else NONE}|{sibling is None}",
        f"o:near={near[-1] if near else NONE}",
    )
    return (
        f"o:{rule}",
        f"o:{code}",
        f"o:{code}|{rule}",
        f"o:type={context.doc_type}|{rule}",
        *said,
        *[f"{name}|{rule}" for name in said],
    )


def _of_scope(
    context: Context, code: str, draft: Draft, sibling: Observation | None, earlier: Observation | None
) -> Names:
    rule, frame, setting = draft.scope, context.frame, context.setting
    level = level_of(setting.area)
    said = (
        f"c:left={scope_in(frame.left, level)}",
        f"c:right={scope_in(frame.right[:6], level)}",
        f"c:shared={scope_in(frame.shared, level)}",
        f"c:before={scope_in(frame.before, level)}",
        f"c:previous={scope_in(frame.sentence.previous, level)}",
        f"c:title={scope_in(setting.title, level)}",
        f"c:heading={scope_in(context.titles[-1], level) if context.titles else None}",
    )
    return (
        f"c:{rule}",
        f"c:{code}",
        f"c:{code}|{rule}",
        f"c:type={context.doc_type}|{rule}",
        f"c:article={setting.scope}|{rule}",
        f"c:article={setting.scope}|{code}",
        f"c:area={draft.area == setting.area}|{level}|{level_of(draft.area)}|{rule}",
        f"c:sibling={sibling.scope if sibling else NONE}|{rule}",
        f"c:earlier={earlier.scope if earlier else NONE}|{sibling is None}|{rule}",
        f"c:own={setting.organisation}|{rule}",
        f"c:u={frame.quantity.unit}|{rule}",
        *said,
        *[f"{name}|{rule}" for name in said],
    )
