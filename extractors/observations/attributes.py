"""Measure, status, organisation type and scope of a number: what the rules say, set right by what was learned.

The rules of ``measure``, ``status``, ``whom`` and ``where`` speak first; their answers are features beside the words near
the number, so that the models learn where rules err.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, cast

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
from models.ranker import Groups, Names

# Units of which the rules are sure whether they tell a rate or a growth.
_RATES = ("%", "‰", "百分点", "倍", "番")


# Organisations that a site takes in: whether that is a figure of the place, no rule tells.
_OF_SITES = ("incub.orgs",)


class Draft(NamedTuple):
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


def settled(
    draft: Draft,
    unit: str,
    indicator: Indicator | None,
    attributes: Attributes,
    asked: Mapping[str, Groups],
    near: Sequence[float],
) -> Draft:
    """The draft with what the models find likelier.

    Args:
        draft: what the rules say.
        unit: the unit of the number; rates and growth stay as the rules say.
        indicator: the catalogue's entry of its indicator; one that counts organisations counts those of some type.
        attributes: the models.
        asked: the features of ``features``; an attribute without features stays as the rules say.
        near: what the words near the number weigh for the attributes.
    """
    chosen = attributes.likeliest(asked, near)
    ruled = draft.measure == "change" or unit in _RATES
    return draft._replace(
        measure=draft.measure if ruled or chosen["measure"] == "change" else cast(Measure, chosen["measure"]),
        planned=draft.planned if "status" in draft.sure else chosen["status"] == "planned",
        org_type=_type(draft, chosen["org_type"], indicator),
        scope=cast("Scope | None", _value(chosen["scope"])) if "scope" in asked else draft.scope,
    )


def _type(draft: Draft, chosen: str, indicator: Indicator | None) -> str | None:
    if "org_type" in draft.sure or (chosen == NONE and indicator is not None and indicator.organisations):
        return draft.org_type
    return _value(chosen)


def _value(written: str) -> str | None:
    return None if written == NONE else written


def features(context: Context, code: str, draft: Draft, indicator: Indicator | None) -> dict[str, Groups]:
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


@lru_cache(maxsize=4096)
def _ruled(attribute: str, rule: object, code: str, doc_type: str) -> Names:
    """What the rules say of an attribute, and with the indicator and the type of the document."""
    return (f"{attribute}:{rule}", f"{attribute}:{code}|{rule}", f"{attribute}:type={doc_type}|{rule}")


@lru_cache(maxsize=4096)
def _with(key: object, attribute: str, /, **said: object) -> Names:
    """What is said, each crossed with a key: ``m:bound=exact|flow``."""
    return tuple([f"{attribute}:{name}={value}|{key}" for name, value in said.items()])


@lru_cache(maxsize=4096)
def _also_with(key: object, attribute: str, /, **said: object) -> Names:
    """What is said, each alone and crossed with a key: ``o:last=基金会`` and ``o:last=基金会|社会组织``."""
    return (*[f"{attribute}:{name}={value}" for name, value in said.items()], *_with(key, attribute, **said))


def _of_measure(
    context: Context, code: str, draft: Draft, sibling: Observation | None, earlier: Observation | None
) -> Groups:
    rule, quantity = draft.measure, context.frame.quantity
    alike = sibling is not None and sibling.indicator == code
    last = f"{sibling.measure if sibling else NONE}|{alike}"
    before = earlier.measure if earlier else NONE
    return (
        (f"m:{code}",),
        _ruled("m", rule, code, context.doc_type),
        _with(rule, "m", u=quantity.unit, bound=quantity.bound, plan=draft.planned),
        _with(rule, "m", last=last, before=before),
        *[_with(rule, "m", time=kind) for kind in {m.kind for m in context.mentions if m.start < context.here}],
    )


def _of_status(context: Context, code: str, draft: Draft, last: Observation | None) -> Groups:
    rule, doc_type = draft.planned, context.doc_type
    plans = any(map(is_plan_heading, context.titles))
    past = any(map(is_past_heading, context.titles))
    time, tenth = _time(context), int(context.depth * 10)
    status = f"{last.status if last else NONE}|{bool(context.siblings)}"
    return (
        _ruled("s", rule, code, doc_type),
        _with(rule, "s", bound=context.frame.quantity.bound, heading=f"{plans}|{past}|{doc_type}"),
        _also_with(rule, "s", time=time, last=status, tenth=tenth),
        _with(plans, "s", time=time, tenth=tenth),
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
) -> Groups:
    rule, frame, setting = draft.org_type, context.frame, context.setting
    end = context.here + len(frame.written)
    before = [t[2] for t in context.types if t[1] <= context.here]
    near = [t[2] for t in types_in(frame.left)]
    return (
        (f"o:{code}",),
        _ruled("o", rule, code, context.doc_type),
        _also_with(
            rule,
            "o",
            subject=setting.subject,
            own=setting.organisation,
            heading=next(filter(None, map(main_type, reversed(context.titles))), None),
        ),
        _also_with(
            rule,
            "o",
            last=before[-1] if before else NONE,
            first=before[0] if before else NONE,
            types=len(set(before)),
            behind=next((t[2] for t in context.types if t[0] >= end), None),
            near=near[-1] if near else NONE,
        ),
        _also_with(
            rule,
            "o",
            previous="+".join(sorted({t[2] for t in types_in(frame.sentence.previous)})[:2]),
            sibling=sibling.org_type if sibling else NONE,
            earlier=f"{earlier.org_type if earlier else NONE}|{sibling is None}",
        ),
    )


def _of_scope(
    context: Context, code: str, draft: Draft, sibling: Observation | None, earlier: Observation | None
) -> Groups:
    rule, frame, setting = draft.scope, context.frame, context.setting
    level = level_of(setting.area)
    return (
        (f"c:{code}",),
        _ruled("c", rule, code, context.doc_type),
        _with(code, "c", article=setting.scope),
        _with(rule, "c", article=setting.scope, own=setting.organisation, u=frame.quantity.unit),
        _with(
            rule,
            "c",
            area=f"{draft.area == setting.area}|{level}|{level_of(draft.area)}",
            sibling=sibling.scope if sibling else NONE,
            earlier=f"{earlier.scope if earlier else NONE}|{sibling is None}",
        ),
        _also_with(
            rule,
            "c",
            left=scope_in(frame.left, level),
            right=scope_in(frame.right[:6], level),
            shared=scope_in(frame.shared, level),
            before=scope_in(frame.before, level),
            previous=scope_in(frame.sentence.previous, level),
            title=scope_in(setting.title, level),
            heading=scope_in(context.titles[-1], level) if context.titles else None,
        ),
    )
