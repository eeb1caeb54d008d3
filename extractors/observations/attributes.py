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
from extractors.observations.indicator import is_kind_alone
from extractors.observations.measure import is_over, is_start, is_to_be_done, lies_ahead, measure_of, planned
from extractors.observations.period import period_at
from extractors.observations.place import Scope, level_of, scope_in
from extractors.observations.status import is_past_heading, is_plan_heading
from extractors.observations.subject import main_type, types_in
from extractors.observations.where import place_of
from extractors.observations.whom import dealt_type, org_type_of
from extractors.records import Measure, Observation
from models.attributes import NONE, Attributes
from models.named import Groups

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
    measure, unit = measure_of(context, decision, indicator), context.frame.quantity.unit
    whole = context.whole if context.whole and is_kind_alone(context.frame) else None
    if whole and whole.indicator == code and whole.measure in ("stock", "flow"):
        measure = whole.measure  # 年末在园33家，其中初创型19家、成长型14家
    dealt = dealt_type(context)
    org_type, told = org_type_of(context, code, indicator.org_type if indicator else None)
    shared = _type_shared(context)
    to_be_done = is_to_be_done(context)
    to_come = planned(context, to_be_done)
    sure = (
        ("measure", measure == "change" or unit in _RATES or whole is not None),
        ("status", to_be_done or is_start(context) or (lies_ahead(context) if to_come else is_over(context))),
        (
            "org_type",
            dealt is not None or (told and indicator is not None and indicator.organisations) or shared is not None,
        ),
    )
    return Draft(
        measure=measure,
        planned=to_come,
        org_type=dealt or shared or org_type,
        area=area,
        scope=scope,
        sure=frozenset([attribute for attribute, holds in sure if holds]),
    )


def _type_shared(context: Context) -> str | None:
    """民办非企业单位2249个，占54.8%: the type of the number right before a share of it; None where those are organisations at large."""
    last = context.siblings[-1] if context.siblings else None
    share = context.frame.quantity.unit == "%" and context.frame.left.startswith("占")
    of_a_type = share and last is not None and last.measure in ("stock", "flow") and last.org_type != "社会组织"
    return last.org_type if last and of_a_type else None


def settled(
    draft: Draft,
    indicator: Indicator | None,
    attributes: Attributes,
    asked: Mapping[str, Groups],
    near: Sequence[float],
) -> Draft:
    """The draft with what the models find likelier.

    Args:
        draft: what the rules say.
        indicator: the catalogue's entry of its indicator; one that counts organisations counts those of some type.
        attributes: the models.
        asked: the features of ``features``; an attribute without features stays as the rules say.
        near: what the words near the number weigh for the attributes.
    """
    chosen = attributes.likeliest({a: groups for a, groups in asked.items() if a not in draft.sure}, near)
    measure, org_type = chosen.get("measure", "change"), chosen.get("org_type")
    typeless = org_type is None or (org_type == NONE and indicator is not None and indicator.organisations)
    return Draft(
        measure=draft.measure if measure == "change" else cast(Measure, measure),
        planned=chosen["status"] == "planned" if "status" in chosen else draft.planned,
        org_type=draft.org_type if typeless else _value(org_type),
        area=draft.area,
        scope=cast("Scope | None", _value(chosen["scope"])) if "scope" in chosen else draft.scope,
        sure=draft.sure,
    )


def _value(written: str | None) -> str | None:
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


def _of_measure(
    context: Context, code: str, draft: Draft, sibling: Observation | None, earlier: Observation | None
) -> Groups:
    rule, quantity, here = draft.measure, context.frame.quantity, context.here
    alike = sibling is not None and sibling.indicator == code
    last, before = sibling.measure if sibling else NONE, earlier.measure if earlier else NONE
    return (
        ("m:{1} m:{0} m:{1}|{0} m:type={2}|{0}", rule, code, context.doc_type),
        ("m:u={1}|{0} m:bound={2}|{0} m:plan={3}|{0}", rule, quantity.unit, quantity.bound, draft.planned),
        ("m:last={1}|{2}|{0} m:before={3}|{0}", rule, last, alike, before),
        *[("m:time={1}|{0}", rule, kind) for kind in {m.kind for m in context.mentions if m.start < here}],
    )


def _of_status(context: Context, code: str, draft: Draft, last: Observation | None) -> Groups:
    rule, bound = draft.planned, context.frame.quantity.bound
    plans, past = _headings(context.titles)
    time, tenth = _time(context), int(context.depth * 10)
    before = last.status if last else NONE
    return (
        ("s:{0} s:{1}|{0} s:type={2}|{0} s:heading={3}|{4}|{2}|{0}", rule, code, context.doc_type, plans, past),
        (
            "s:time={1} s:tenth={2} s:time={1}|{0} s:tenth={2}|{0} s:time={1}|{3} s:tenth={2}|{3}",
            rule,
            time,
            tenth,
            plans,
        ),
        ("s:bound={1}|{0} s:last={2}|{3} s:last={2}|{3}|{0}", rule, bound, before, bool(context.siblings)),
    )


@lru_cache(maxsize=1024)
def _headings(titles: tuple[str, ...]) -> tuple[bool, bool]:
    """Whether any of the headings opens plans, and whether any opens a review."""
    return any(map(is_plan_heading, titles)), any(map(is_past_heading, titles))


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
    rule, frame, setting, here = draft.org_type, context.frame, context.setting, context.here
    end = frame.quantity.end - frame.sentence.start
    before = [t[2] for t in context.types if t[1] <= here]
    behind = next((t[2] for t in context.types if t[0] >= end), None)
    near = types_in(frame.left)
    return (
        ("o:{1} o:{0} o:{1}|{0} o:type={2}|{0}", rule, code, context.doc_type),
        (
            "o:subject={1} o:own={2} o:heading={3} o:subject={1}|{0} o:own={2}|{0} o:heading={3}|{0}",
            rule,
            setting.subject,
            setting.organisation,
            _type_of_headings(context.titles),
        ),
        (
            "o:last={1} o:first={2} o:types={3} o:last={1}|{0} o:first={2}|{0} o:types={3}|{0}",
            rule,
            before[-1] if before else NONE,
            before[0] if before else NONE,
            len(set(before)),
        ),
        (
            "o:behind={1} o:near={2} o:behind={1}|{0} o:near={2}|{0}",
            rule,
            behind,
            near[-1][2] if near else NONE,
        ),
        (
            "o:previous={1} o:sibling={2} o:earlier={3}|{4} o:previous={1}|{0} o:sibling={2}|{0} o:earlier={3}|{4}|{0}",
            rule,
            _two_types(frame.sentence.previous),
            sibling.org_type if sibling else NONE,
            earlier.org_type if earlier else NONE,
            sibling is None,
        ),
    )


@lru_cache(maxsize=1024)
def _type_of_headings(titles: tuple[str, ...]) -> str | None:
    """The organisation type that the innermost heading with one is about."""
    return next(filter(None, map(main_type, reversed(titles))), None)


@lru_cache(maxsize=1024)
def _two_types(text: str) -> str:
    """The first two of the organisation types that a text names, by their names."""
    return "+".join(sorted({t[2] for t in types_in(text)})[:2])


def _of_scope(
    context: Context, code: str, draft: Draft, sibling: Observation | None, earlier: Observation | None
) -> Groups:
    rule, frame, setting = draft.scope, context.frame, context.setting
    level = setting.level
    return (
        ("c:{1} c:{0} c:{1}|{0} c:type={2}|{0} c:article={3}|{1}", rule, code, context.doc_type, setting.scope),
        (
            "c:article={1}|{0} c:own={2}|{0} c:u={3}|{0}",
            rule,
            setting.scope,
            setting.organisation,
            frame.quantity.unit,
        ),
        (
            "c:area={1}|{2}|{3}|{0} c:sibling={4}|{0} c:earlier={5}|{6}|{0}",
            rule,
            draft.area == setting.area,
            level,
            level_of(draft.area),
            sibling.scope if sibling else NONE,
            earlier.scope if earlier else NONE,
            sibling is None,
        ),
        (
            "c:left={1} c:right={2} c:shared={3} c:before={4} c:left={1}|{0} c:right={2}|{0} c:shared={3}|{0} c:before={4}|{0}",
            rule,
            scope_in(frame.left, level),
            scope_in(frame.right[:6], level),
            scope_in(frame.shared, level),
            scope_in(frame.before, level),
        ),
        (
            "c:previous={1} c:title={2} c:heading={3} c:previous={1}|{0} c:title={2}|{0} c:heading={3}|{0}",
            rule,
            scope_in(frame.sentence.previous, level),
            scope_in(setting.title, level),
            scope_in(context.titles[-1], level) if context.titles else None,
        ),
    )
