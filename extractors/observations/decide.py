"""The choice of the indicator: what the catalogue's words and the sentence's build say, then the ranker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import NamedTuple

from extractors.observations.catalogue import Catalogue, unit_classes
from extractors.observations.context import Context
from extractors.observations.dealing import last_word_that_deals, lists_of_numbers
from extractors.observations.features import Decision, features, options
from extractors.observations.frame import Frame
from extractors.observations.indicator import (
    THRESHOLD,
    Choice,
    Hit,
    Surroundings,
    candidates,
    counted_noun,
    ends_with_organisation,
    is_average,
    is_change,
    is_compared,
    is_kind_alone,
    is_share,
    is_structural,
    is_told_as_change,
)
from extractors.observations.second_reader import SecondReader
from extractors.records import Observation
from models.attributes import Attributes
from models.attributes import load as load_attributes
from models.near import NearWords, side_by_side
from models.proposer import Proposer
from models.proposer import load as load_proposer
from models.ranker import Offer, Ranker
from models.ranker import load as load_ranker
from models.transformer.blend import Told

_KINDS_OF_THINGS = frozenset({"count", "person", "money", "persontime", "event"})


_NET = re.compile(r"净[增减][^，。；]{0,6}$")
# 与去年同期相比，成立登记增加3家: the comparison opens the sentence.
_COMPARED_WITH = re.compile(r"相比|同期相?比|[比较](?:上|去)年")
_MORE_OR_LESS = re.compile(r"(?:增加|减少|下降|上升)(?:了)?$")
_LIST_MARKS = ("、", "和", "及", "与", "，", ",")
_AGAINST = re.compile(r"比|较")
# What came and what went net into the stock: 新登记96家，注销58家，净增38家.
_STOCK_OF = {
    **dict.fromkeys(("reg.new", "reg.deregistered", "reg.revoked", "reg.licence_revoked"), "reg.total"),
    "party.orgs_new": "party.orgs",
}
# The score from which words name what grew.
_NAMED = 1.6
# So many proposals of the words alone are offered beside those of the rules, and so many of the transformer.
_PROPOSED = 3
_TOLD = 2


@dataclass(frozen=True)
class Learned:
    """The models: one proposes indicators by the words around a number, one chooses among all that are offered, and
    one sets right what the rules say of its attributes."""

    proposer: Proposer | None
    ranker: Ranker | None
    attributes: Attributes | None = None

    @cached_property
    def words(self) -> NearWords:
        """The words of all models side by side."""
        return side_by_side(self.proposer, self.ranker, self.attributes)


@cache
def load_learned() -> Learned:
    """The stored models, once for each process."""
    return Learned(load_proposer(), load_ranker(), load_attributes())


class Verdict(NamedTuple):
    """What a number was found to be: the rules' decision, the choice made, its probability, and what it rests on."""

    decision: Decision
    choice: Choice
    probability: float
    offered: list[Choice]
    offer: Offer
    told: Told | None = None


def decide(
    context: Context,
    hits: Sequence[Hit],
    around: Surroundings,
    catalogue: Catalogue,
    learned: Learned,
    second: SecondReader | None = None,
) -> Verdict:
    """The indicator of a number.

    Args:
        context: the number and what stands around it.
        hits: the catalogue's words in its sentence.
        around: headings and the sentence before.
        catalogue: the indicators.
        learned: what was learned of words and of choosing; without a ranker the rules choose (probability 0.5).
        second: whom to ask where the ranker is in doubt, None for nobody.
    """
    frame, proposals = context.frame, context.weighed.proposals
    found = candidates(frame, hits, catalogue, around)
    source = _source(context)
    decision = _by_rules(context, found, source, hits, catalogue)
    inherited = source.indicator if source else None
    whole = context.whole.indicator if context.whole else None
    previous = [(o.indicator, o.unit) for o in context.earlier]
    offered = options(frame, found, decision, inherited, whole, previous, around.topics)
    offered += _not_yet_offered(offered, [(p.code, p.probability) for p in proposals[:_PROPOSED]])

    def told_apart(offered: Sequence[Choice]) -> Offer:
        return features(frame, offered, decision, inherited, whole, previous, context.near, dict(proposals))

    offer = told_apart(offered)
    if learned.ranker is None or learned.proposer is None:
        return Verdict(decision, decision.choice, 0.5, offered, offer)
    scores = learned.ranker.scores(offer, context.weighed.ranked)
    index = _overruled(scores, offered, decision, learned.proposer, context)
    probability = learned.ranker.probability(scores[index])
    told = second.of(frame.quantity) if second and probability < second.asked_below else None
    if told is None:
        return Verdict(decision, offered[index], probability, offered, offer)
    added = _not_yet_offered(offered, [(code, told.chances[code]) for code in told.likeliest(_TOLD)])
    if added:
        offered = [*offered, *added]
        offer = told_apart(offered)
        scores = learned.ranker.scores(offer, context.weighed.ranked)
    scores = told.blend.scores(offer.codes, scores, told.chances)
    index = _overruled(scores, offered, decision, learned.proposer, context)
    return Verdict(decision, offered[index], told.blend.probability(scores[index]), offered, offer, told)


def _not_yet_offered(offered: Sequence[Choice], likely: Sequence[tuple[str, float]]) -> list[Choice]:
    """Those of some indicators with their probability that are not among the offers."""
    known = {choice.code for choice in offered}
    return [Choice(code, 3 * probability, "", "words") for code, probability in likely if code not in known]


# 专职人员8人以上的基金会35家.
_SELECTED = r"\d(?:[人名次场家个]|[万亿]元)及?以[上下]的[^，,。；;、：:\n\d]{0,14}$"
# 不予登记5家; 2家不予处罚, 4家未获等级: what was not done has no indicator of its own.
_DENIED = ("reg.new", "reg.filed", "enf.inspected", "enf.penalised", "fee.disclosed", "grade.rated", "grade.assessed")
# By indicator, what words before a number say that it is none of it: what was not done, measures taken on problems,
# organisations selected by a number of theirs.
_NONE_OF = {
    "enf.problems": re.compile(r"(?:措施|方案|制度)$|(?:未|没有)发现(?:明显|重大)?问题[”」]?的?$"),
    "fee.disclosed": re.compile(r"未[^，。；\d]{0,6}公[示开](?:收费)?的?(?:仅|只|尚|还)?(?:剩|有|余)?$"),
    "party.covered": re.compile(
        rf"(?:未|没有)(?:建立?|组建|成立)[^，。；\d]{{0,8}}的?(?:仅|只|尚|还)?(?:剩|有|余)?$|{_SELECTED}"
    ),
    "reg.total": re.compile(_SELECTED),
    "staff.members": re.compile(_SELECTED),
}
_NOT_GIVEN = re.compile(r"(?:不予|未予|没有)(?:登记|受理|许可|批准|核准|处罚)$")
_NOT_GIVEN_BEHIND = re.compile(
    r"(?:社会组织|单位)?(?:不予(?:登记|受理|处罚)|尚?未(?:获得?|评上?|取得)[^，。；]{0,4}等级|[^，。；\d]{0,14}未能?(?:检查|抽查)|[^，。；\d]{0,12}(?:被)?取消备案|(?:从|尚|一直|还)?(?:未|没有?)(?:参评|参加(?:过|等级)?评估|申报评估))"
)
_NAMES_UNITS = re.compile("村|社区|街道|乡镇|学校|医院")
# 15.7万家在街道备案
_NO_UNITS = re.compile(r"在(?:[^，。；]{0,12}(?:备案|登记)|街道|乡镇|民政)|(?:登记|备案)")
_OF_PARTY = re.compile("党|两新|支部|两个覆盖|双覆盖|两覆盖|组织覆盖|工作覆盖|应建")
# 从检查对象名录库（1,286家）中抽取64家
_REGISTER = re.compile(r"(?:名录|对象|信息)库[（(](?:共|计)?$")
_NEAR = 5  # numbers before one, whose indicators are offered for it
_SOLVED = re.compile("整改|销号|改正|办结")


def _overruled(
    scores: Sequence[float],
    offered: Sequence[Choice],
    decision: Decision,
    proposer: Proposer,
    context: Context,
) -> int:
    """The index of the offer taken: the one with the highest score, unless the rules know better.

    They know the base of a change, and the indicators of which no annotated number tells; these the ranker never gives.
    Organisations selected by a number of theirs are neither the registered ones nor their members.
    """
    likeliest = scores.index(max(scores))
    ruled, frame = decision.choice, context.frame  # Always offered first.
    if (decision.change and ruled.code != "other") or (not proposer.knows(ruled.code) and _is_clear(ruled)):
        return 0
    if context.whole and is_kind_alone(frame):
        return _place_of(context.whole.indicator, offered)
    code = offered[likeliest].code
    no_units = counted_noun(frame.right) == "organisation" or _NO_UNITS.match(frame.right)
    if code == "area.units" and no_units and not _NAMES_UNITS.search(frame.left):
        choices = sorted(range(len(offered)), key=lambda n: scores[n], reverse=True)
        return next(n for n in choices if offered[n].code != code)
    if code == "enf.rectified" and _is_problem_solved(context):
        return _place_of("enf.problems", offered)
    unclear = not proposer.knows(code) and not _is_clear(offered[likeliest])
    return _place_of("other", offered) if unclear or _is_none(code, context) else likeliest


def _is_none(code: str, context: Context) -> bool:
    """Whether the words at a number say that it does not measure what it is taken for, but nothing that has an indicator."""
    frame = context.frame
    if code in _DENIED and (_NOT_GIVEN.search(frame.left) or _NOT_GIVEN_BEHIND.match(frame.right)):
        return True
    if code == "party.coverage_rate":
        return not _speaks_of_party(context)
    if code == "enf.inspected":
        return _REGISTER.search(frame.sentence.text, 0, context.here) is not None
    told = _NONE_OF.get(code)
    return told is not None and told.search(frame.left) is not None


def _place_of(code: str, offered: Sequence[Choice]) -> int:
    return next(n for n, offer in enumerate(offered) if offer.code == code)


def _speaks_of_party(context: Context) -> bool:
    """Whether a rate of coverage is one of Party work: 镇街覆盖率 of a plan for incubators is not."""
    sentence = context.frame.sentence
    around = (sentence.text, sentence.previous, *context.titles, context.setting.title)
    return any(map(_OF_PARTY.search, around)) or any(o.indicator.startswith("party.") for o in context.earlier)


def _is_problem_solved(context: Context) -> bool:
    """发现问题87个，已完成整改82个: not organisations that mended their ways, but problems."""
    unit = context.frame.quantity.unit
    found = next((o for o in reversed(context.siblings[-_NEAR:]) if o.unit == unit), None)
    if found is None or found.indicator != "enf.problems":
        return False
    said = _SOLVED.search(context.frame.left) or _SOLVED.search(context.frame.right)
    return said is not None and (found.value or 0) >= (context.frame.quantity.value or 0)


def _is_clear(choice: Choice) -> bool:
    """Whether the catalogue's rules alone carry a choice: for indicators of which no annotated number tells."""
    return choice.score >= THRESHOLD and choice.zone in ("left", "right", "shared")


def _by_rules(
    context: Context, found: Sequence[Choice], source: Observation | None, hits: Sequence[Hit], catalogue: Catalogue
) -> Decision:
    frame = context.frame
    unit = frame.quantity.unit
    best = found[0] if found else None
    if _goes_on_with_changes(context):
        return Decision(_base_of_change(context, hits, catalogue), change=True, share=False)
    if is_change(frame.left, unit) and not _names_a_flow(best, frame):
        return Decision(_base_of_change(context, hits, catalogue), change=True, share=False)
    if is_told_as_change(frame.left, unit):
        named = best if best is not None and best.zone == "left" and best.score >= THRESHOLD else None
        return Decision(named or Choice("other", 0.8, "", "none"), change=True, share=False)
    if unit in ("倍", "番"):
        return Decision(_base_of_change(context, hits, catalogue), change=False, share=True)
    if unit == "%" and is_share(frame.left) and (best is None or best.score < 1.4):
        return Decision(Choice("other", 1.0, "占", "left"), change=False, share=True)
    if is_average(frame):
        return Decision(Choice("other", 1.0, "平均", "left"), change=False, share=True)
    inherited = _inherited(context, best, source)
    if inherited is not None:
        return Decision(inherited, change=False, share=False)
    if best is None or best.score < THRESHOLD:
        best = (
            Choice("reg.total", 0.9, "", "left")
            if _names_organisations(frame)
            else Choice("other", THRESHOLD - (best.score if best else 0.0), "", "none")
        )
    return Decision(best, change=False, share=False)


def _goes_on_with_changes(context: Context) -> bool:
    """分别增长22%和15.4%, 分别减少212人、860人: nothing but a list's mark stands behind a change of the same unit."""
    frame, last = context.frame, context.siblings[-1] if context.siblings else None
    if last is None or last.measure != "change" or last.unit != frame.quantity.unit:
        return False
    return frame.sentence.text[last.end - frame.sentence.start : context.here].strip() in _LIST_MARKS


def _names_a_flow(best: Choice | None, frame: Frame) -> bool:
    """减少收费30万元, 减少 as the verb of a flow of its own rather than a difference."""
    left, unit = frame.left, frame.quantity.unit
    if best is None or best.score <= 1.6 or best.zone != "left" or unit in ("%", "百分点", "倍") or is_compared(left):
        return False
    if _MORE_OR_LESS.search(left) and _COMPARED_WITH.search(frame.before + frame.shared):
        return False
    return best.code.startswith(("fee.", "reg.", "party.orgs_new"))


def _names_organisations(frame: Frame) -> bool:
    """Whether a count stands beside an organisation type with nothing else said of it (全市社会组织567家)."""
    if "count" not in unit_classes(frame.quantity.unit):
        return False
    counted = counted_noun(frame.right)
    return counted == "organisation" or (counted == "none" and ends_with_organisation(frame.left))


def _is_net_of_flows(left: str, flow: str) -> bool:
    """净增17家 after 注销58家 is of the stock; 比上年净增10家 after 新登记98家 is of the flow itself."""
    if flow not in _STOCK_OF or not _NET.search(left):
        return False
    return flow not in ("reg.new", "party.orgs_new") or not _AGAINST.search(left)


def _base_of_change(context: Context, hits: Sequence[Hit], catalogue: Catalogue) -> Choice:
    """A growth or difference has the indicator of what grew: of the number before, else named in the clause."""
    frame, siblings = context.frame, context.siblings
    kinds = unit_classes(frame.quantity.unit)
    rates = "point" in kinds
    if dealt := _grown_in_turn(context):
        return Choice(dealt.indicator, 1.2, "分别", "left")
    last = siblings[-1] if siblings else None
    if last is not None:
        if _is_net_of_flows(frame.left, last.indicator):
            return Choice(_STOCK_OF[last.indicator], 1.2, "净", "left")
        if last.measure == "change":
            own = candidates(frame, hits, catalogue, Surroundings("", ""))
            if own and own[0].zone == "left" and own[0].score > 1.6 and _MORE_OR_LESS.search(frame.left):
                return own[0]
            return Choice(last.indicator, 1.0, "", "inherited")
        if frame.quantity.unit == "%" and (stock := _stock_named(frame, hits, catalogue)):
            return stock
        alike = rates or bool(unit_classes(last.unit) & kinds) or not kinds & _KINDS_OF_THINGS
        if alike and rates == (last.unit == "%"):
            return Choice(last.indicator, 1.2, "", "inherited")
    if last is None and _NET.search(frame.left) and any(o.indicator == "reg.total" for o in context.earlier):
        return Choice("reg.total", 1.2, "净", "left")
    found = _what_grew(frame, hits, catalogue)
    if found and found[0].score >= THRESHOLD:
        return found[0]
    return Choice(last.indicator if last else "other", 0.8, "", "inherited" if last else "none")


def _what_grew(frame: Frame, hits: Sequence[Hit], catalogue: Catalogue) -> list[Choice]:
    """What the words around a growth name, asked with a unit of what grew: a rate of percentage points, a count of a rate."""
    kinds = unit_classes(frame.quantity.unit)
    unit = "%" if "point" in kinds else "家" if "rate" in kinds or "ratio" in kinds else frame.quantity.unit
    asked = replace(frame, quantity=replace(frame.quantity, unit=unit))
    return candidates(asked, hits, catalogue, Surroundings("", ""))


def _stock_named(frame: Frame, hits: Sequence[Hit], catalogue: Catalogue) -> Choice | None:
    """…变更166件次，登记总数同比减少0.8%: the stock that grew, where the words right before the growth name it."""
    found = _what_grew(frame, hits, catalogue)
    named = found[0] if found and found[0].zone == "left" and found[0].score > _NAMED else None
    return named if named and named.code in _STOCK_OF.values() else None


def _grown_in_turn(context: Context) -> Observation | None:
    """开展活动1.2万场，服务36万人次，分别增长18%和22%: each growth is of one of as many numbers told right before."""
    at = last_word_that_deals(context)
    offset = at + context.frame.sentence.start
    grown = lists_of_numbers(context, offset)[0] if at >= 0 else []
    told = [o for o in context.siblings if o.end <= offset][-len(grown) :] if len(grown) > 1 else []
    if len(told) < len(grown) or context.frame.quantity not in grown or any(o.measure == "change" for o in told):
        return None
    return told[grown.index(context.frame.quantity)]


def _inherited(context: Context, best: Choice | None, source: Observation | None) -> Choice | None:
    """A number whose own words only arrange it (其中, types, levels) measures what the number before it measures."""
    frame = context.frame
    if best is not None and best.zone in ("left", "right") and best.score >= 1.15 and best.code != "reg.total":
        return None
    if source is None:
        return None
    if "count" in unit_classes(frame.quantity.unit) and counted_noun(frame.right) == "noun":
        return None
    structural = is_structural(frame.left)
    if not structural:
        listed = "其中" in frame.sentence.text[: context.here]
        if not listed or (best is not None and best.score >= THRESHOLD):
            return None
    return Choice(source.indicator, 1.3 if structural else 0.95, "", "inherited")


def _source(context: Context) -> Observation | None:
    """The number whose indicator this one would take over: the last with a unit of the same kind."""
    quantity = context.frame.quantity
    kinds = unit_classes(quantity.unit)
    pool = context.siblings
    if not pool and is_structural(context.frame.before):
        pool = context.earlier
    for earlier in reversed(pool):
        if earlier.measure == "change":
            continue
        if "none" in kinds or not unit_classes(earlier.unit).isdisjoint(kinds):
            return earlier
    return None
