"""Judges one rule on one charter: from the elements that were found to a verdict with its evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.charters.hedging import hedged
from extractors.charters.matching import (
    EXACT,
    FORBIDDEN_LIST,
    Charter,
    Hit,
    find,
    in_person_context,
    list_intro,
)
from extractors.charters.normal import NormalText
from extractors.charters.rulemodel import Element, Pack, Rule, Variant
from extractors.records import VerdictName


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict of one rule.

    ``span`` is the deciding text in the normal text (None when nothing decides), ``missing`` the elements that are not
    (fully) there, ``hits`` what was found by element, ``note`` a ready suggestion that replaces the rule's own.
    ``original`` is a span of the original text for checks that read it directly.
    """

    verdict: VerdictName
    defects: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    missing: tuple[Element, ...] = ()
    hits: Mapping[str, Hit] = field(default_factory=dict)
    note: str | None = None
    original: tuple[int, int] | None = None


# No clause is looked at beyond so many characters, so that odd texts stay quick.
_CLAUSE = 400

# What follows a demand that is turned down: 会员要求分享结余的，本会一律不予受理.
_REFUSED = re.compile(
    r"[^。；，\n]{0,8}的，(?:本[^，。；\n]{1,4}?)?(?:对此)?(?:一律|概|均|都|也)*(?:不予|无效|不得|不能|无权|不享有|不受理|不支持)"
)

Judged = Mapping[str, Outcome]
Check = Callable[[Rule, Charter, Judged], Outcome]


def applies(element: Element, charter: Charter) -> bool:
    """Whether the element is asked of this charter: by the organisation's type and the element's own conditions."""
    return charter.org_type in element.types and element.when.fits(charter.setting)


def _violation(rule: Rule, charter: Charter) -> tuple[int, int] | None:
    if rule.violations is None:
        return None
    normal = charter.normal
    found = rule.violations.search(normal.text)
    while found:
        if not _excused(rule, normal, found.start(), found.end()):
            return found.span()
        # An excused match may reach into a clause that is none (不得侵占，结余可以奖励举办者).
        found = rule.violations.search(normal.text, found.start() + 1)
    return None


def _excused(rule: Rule, normal: NormalText, start: int, end: int) -> bool:
    """A prohibition or another harmless sense: looked for in the clause of the match and its list introduction."""
    unit = normal.unit_at(start)
    low = max(unit.start, start - _CLAUSE)
    clause = max(low, 1 + max(normal.text.rfind(mark, low, start) for mark in "，。；：！\n"))
    window = normal.text[max(clause, unit.body) : min(end + 2, unit.end)]
    if rule.exceptions and rule.exceptions.search(window):
        return True
    if _REFUSED.match(normal.text, end):
        return True
    first, last = normal.sentence(start)
    if rule.elsewhere and rule.elsewhere.search(normal.text[max(first, unit.start) : last]):
        return True
    if rule.own and in_person_context(normal, unit, start):
        return True
    return bool(FORBIDDEN_LIST.search(list_intro(normal, unit, start)))


def judge_forbid(rule: Rule, charter: Charter, _: Judged) -> Outcome:
    """A prohibition: violated where the charter allows the forbidden thing, partial where it leaves it open, else satisfied.

    The clause that upholds the prohibition is shown where there is one."""
    span = _violation(rule, charter)
    if span is not None:
        return Outcome("violated", tuple(rule.defects)[:1], span)
    text = charter.normal.text
    for weak in rule.weak:
        found = weak.pattern.search(text)
        if found:
            return Outcome("partial", (weak.defect,), found.span())
    upheld = rule.upheld.search(text) if rule.upheld else None
    softened = hedged(rule, charter.normal, *upheld.span()) if upheld else None
    if softened:
        return Outcome("partial", ("hedged",), softened)
    return Outcome("satisfied", (), upheld.span() if upheld else None)


def _lead(elements: Sequence[Element], hits: Mapping[str, Hit]) -> Hit | None:
    found = [hits[e.id] for e in elements if e.id in hits]
    return next((h for h in found if h.quality == EXACT), found[0] if found else None)


def _missing(elements: Sequence[Element], hits: Mapping[str, Hit]) -> tuple[Element, ...]:
    """Elements that are not fully there, one for each group that has no full hit."""
    whole = {e.group for e in elements if e.id in hits and hits[e.id].quality == EXACT}
    out: dict[str, Element] = {}
    for element in elements:
        if (element.optional and not (element.contrary and element.id in hits)) or element.group in whole:
            continue
        if element.group not in out or (element.id in hits and out[element.group].id not in hits):
            out[element.group] = element
    return tuple(out.values())


def _defects(missing: Sequence[Element], hits: Mapping[str, Hit]) -> tuple[str, ...]:
    codes = [hits[e.id].defect or e.defect if e.id in hits else e.defect for e in missing]
    return tuple(dict.fromkeys(codes))


def judge_clause(rule: Rule, charter: Charter, judged: Judged) -> Outcome:
    """A demand: satisfied when every element is said, partial when some are, missing when none is, violated when denied."""
    elements = [e for e in rule.elements if applies(e, charter)]
    hits = {e.id: hit for e in elements if (hit := find(e, rule, charter)) is not None}
    denied = _violation(rule, charter)
    missing = _missing(elements, hits)
    broken = [e for e in elements if e.id in hits and hits[e.id].broken]
    if broken:
        first = hits[broken[0].id]
        named = [hits[e.id].defect for e in broken] + (["contrary"] if denied and not rule.if_stated else [])
        defects = tuple(dict.fromkeys(defect for defect in named if defect))
        wanted = {e.group: e.suggestion for e in broken if e.suggestion}  # the narrower bound of a group comes later
        note = "".join(wanted.values()) or None
        return Outcome("violated", defects, (first.start, first.end), missing, hits, note)
    if rule.if_stated:
        return _if_stated(rule, charter, elements, hits)
    if any(a in hits and hits[a].quality == EXACT for a in rule.alternatives):
        hit = next(hits[a] for a in rule.alternatives if a in hits)
        return Outcome("satisfied", (), (hit.start, hit.end), (), hits)
    if denied:
        return Outcome("violated", ("contrary",), denied, missing, hits)
    counting = [e for e in elements if e.counts and e.id in hits]
    whole = sum(1 for e in counting if hits[e.id].quality == EXACT)
    lead = _lead(counting, hits)
    span = (lead.start, lead.end) if lead else None
    kept = whole >= rule.at_least if rule.at_least is not None else not missing
    if kept:
        return _softened(rule, charter, counting, hits) or Outcome("satisfied", (), span, (), hits)
    if rule.core and not any(c in hits for c in rule.core):
        note = _completed(rule, charter, missing, hits) if lead else None
        return Outcome("missing", _defects(missing, {}), None, missing, {}, note)
    if rule.at_least is not None and whole == 1 and len(counting) == 1:
        lead = None  # one of many phrases alone is chance, not a clause
    if lead is None:
        return _older(rule, charter, judged, missing) or Outcome("missing", _defects(missing, {}), None, missing, {})
    # What is half said shows the fault better than what is said in full; of words that must be its own it may be another's.
    half = None if rule.own else next((hits[e.id] for e in missing if e.id in hits), None)
    return Outcome("partial", _defects(missing, hits), (half.start, half.end) if half else span, missing, hits)


def _if_stated(rule: Rule, charter: Charter, elements: Sequence[Element], hits: Mapping[str, Hit]) -> Outcome:
    """A demand on something that a charter need not say: what it says is in bounds, or says it only in part."""
    stated = _lead(elements, hits)
    if stated is None:
        return Outcome("not_applicable")
    weak = next((hit for e in elements if e.contrary and (hit := hits.get(e.id))), None)
    if weak:
        return Outcome("partial", (weak.defect or "",), (weak.start, weak.end), (), hits)
    softened = _softened(rule, charter, elements, hits)
    return softened or Outcome("satisfied", (), (stated.start, stated.end), (), hits)


def _softened(rule: Rule, charter: Charter, elements: Sequence[Element], hits: Mapping[str, Hit]) -> Outcome | None:
    """A rule whose words stand there, but with an exception: kept in part."""
    for element in elements:
        hit = hits.get(element.id)
        span = hedged(rule, charter.normal, hit.start, hit.end) if hit and hit.quality == EXACT else None
        if span:
            return Outcome("partial", ("hedged",), span, (element,), hits)
    return None


def _completed(rule: Rule, charter: Charter, missing: Sequence[Element], hits: Mapping[str, Hit]) -> str | None:
    """What to write where the rest of the sentence stands already, so that the charter does not end with two of them."""
    wording = rule.suggestion.get(charter.org_type)
    if wording is None:
        return None
    normal = charter.normal
    first = min(hits.values(), key=lambda hit: hit.start)
    last = max(hit.end for hit in hits.values() if hit.unit == first.unit)
    close = next((at for at in range(last, first.unit.end) if normal.text[at] in "，。；\n"), first.unit.end)
    names = "".join(f"“{element.name}”" for element in missing)
    place = first.unit.provision.number or ""
    return f"{place}“{normal.text[first.start : close]}”一句缺少{names}，请将这一句补全为：“{wording.rstrip('。')}”，不另写一句。"


def _older(rule: Rule, charter: Charter, judged: Judged, missing: tuple[Element, ...]) -> Outcome | None:
    """The wording that an older notice asked for, found by another rule; right in its day where the charter is as old."""
    if rule.stands_for is None or rule.stands_for.rule not in judged:
        return None
    hits = judged[rule.stands_for.rule].hits
    if any(e not in hits or hits[e].quality < EXACT for e in rule.stands_for.elements):
        return None
    hit = hits[rule.stands_for.elements[0]]
    day, before = charter.setting.adopted, rule.stands_for.before
    note = None
    if day and before and day < before and rule.stands_for.suggestion:
        note = rule.stands_for.suggestion.replace("{adopted}", f"{day.year}年{day.month}月")
    return Outcome("partial", (rule.stands_for.defect,), (hit.start, hit.end), missing, {}, note)


def judge(charter: Charter, packs: Sequence[Pack], checks: Mapping[str, Check]) -> dict[str, Outcome]:
    """Every rule of some packs on one charter, by rule id; what is not asked of it is ``not_applicable``."""
    judged: dict[str, Outcome] = {}
    rules = [rule for pack in packs for rule in pack.rules]
    # A rule that another one stands for is judged first, checks last; the order of the result stays the packs'.
    for rule in sorted(rules, key=lambda rule: (rule.method == "check", rule.stands_for is not None)):
        judged[rule.id] = _judge_one(rule, charter, judged, checks)
    for variant in (variant for pack in packs for variant in pack.variants):
        judged[variant.rule] = _varied(variant, charter, judged[variant.rule])
    return {rule.id: judged[rule.id] for rule in rules}


def _judge_one(rule: Rule, charter: Charter, judged: Judged, checks: Mapping[str, Check]) -> Outcome:
    if charter.org_type not in rule.types or not rule.when.fits(charter.setting):
        return Outcome("not_applicable")
    if rule.method == "forbid":
        return judge_forbid(rule, charter, judged)
    if rule.method == "check":
        return checks[rule.check or ""](rule, charter, judged)
    return judge_clause(rule, charter, judged)


def _varied(variant: Variant, charter: Charter, outcome: Outcome) -> Outcome:
    """The outcome of a rule where the charter has the wording of its area, which keeps the rule in part."""
    if outcome.verdict not in ("partial", "missing"):
        return outcome
    found = variant.wording.search(charter.normal.text)
    return replace(outcome, verdict="partial", defects=(variant.defect,), span=found.span()) if found else outcome
