"""Which indicator a number is: the catalogue's words around it, weighed by where they stand."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from corpora.structure.places import gazetteer
from extractors.observations.catalogue import Catalogue, Rule, unit_classes
from extractors.observations.frame import Frame
from extractors.observations.subject import types_in

ORGANISATION = (
    "社会组织|社会团体|社会服务机构|民办非企业单位|民办非企业|民非企业|民非|基金会|行业协会商会|行业协会|协会|商会|学会|联合会|促进会|研究会|"
    "社团|慈善组织|志愿服务组织|社工机构|慈善会|社会工作服务机构"
)
_ORGANISATION = re.compile(ORGANISATION)
_ORGANISATION_FIRST = re.compile(
    rf"^(?:的)?[“‘\"「]?[\u4e00-\u9fff]{{0,9}}?[”’\"」]?(?:{ORGANISATION})(?!服务中心|孵化|党|负责人|从业|工作人员|会员|综合)"
)
_VERB_FIRST = re.compile(
    r"^(?:[的被未已在均全参完列入获占予实作将主为由与和及或以从经按向对是有并也都仅只达到其中等]|建立|签|开展|通过|纳入|分别|连续|没有|存在|受|主动|积极|投入|就|转|报|"
    r"换届|停|承接|按|超|年|提供|减|举|参与|申|启动|合格|不|面向|走|派|撤|注销|变更|累计|共|申报|左右|以内|以下|以上|多|余)"
)
# Each alternative begins with a character, the lookbehind stands after it: so a search passes over the rest quickly.
_CHANGE = re.compile(
    r"(?:增长率|增长|增加|增幅|增速|减少|下降|提高|提升|上升|净[增减](?:社会组织|党组织|会员)?|减幅|降幅|增收|回落|上涨|下滑|缩减|翻了?|上调|下调|压减|多出|略[增减]|反[增降]|少(?<![至不缺最减]少))"
    r"(?:了|约|近|超|超过|达|逾|为|仅|将近|幅度达|幅度为|至少|不少于|不超过|控制在){0,2}$"
)
# 比上年多募241万元, 同比多招2,300人; 比去年超出14件, 超出计划25场; 高出全市平均11个, 低于全区平均水平2.1家, （29个）还多6个, 会员反倒多了53家.
_COMPARED = re.compile(
    r"(?:比(?![例重])|较|同比|环比)[^，,；;。]{0,12}(?:[多少](?:出|了|(?![于的])[一-龥]{1,2}了?)?|[高低](?:出|了)?|超出了?)(?:约|近)?$"
    r"|超出了?(?:年度|全年|原定?)?(?:计划|预期|目标|任务|上年|去年|往年)(?:约|近)?$"
    r"|高出[^，,；;。]{0,9}$|[高低]于[^，,；;。]{0,8}平均(?:水平|数|值)?$|还[多少高低]$|[多少差]了(?:约|近|将近)?$|^[）)]?[多少高低](?:出|了)?$"
)
# 年均递增15.8%, 增速依次为8.1%, 年均增长不低于10%, 增幅控制在8%以内.
_GROWTH = re.compile(
    r"(?:递[增减]|同比增|增速|增长率|增长|增幅|降幅|减幅)(?:分别|逐年|依次|已|均)?(?:由|为|达到?|是|在|控制在|不低于|不超过|将近|[（(])?$"
)
# 较前一日新增6家.
_AGAINST_EARLIER = re.compile(r"[比较](?:上|去|前|年|同)[^，；。]{0,5}新增$")
# 出口订单掉了三成, 总量再降5%, 收费至少下浮20%, 会所比过去扩大2.4倍.
_GROWTH_OF_RATE = re.compile(
    r"(?:微[增降减]|再[增降]|缩水|下浮|压[降缩]|(?<![减免砍])掉|扩大|降低|涨|长出|节省|节约)(?:了|约|近|超|将近|不低于|不少于)?$"
)
_SHARE = re.compile(r"占(?:比|到|总数|全|比重|比例)?|比重|占有率|比例")
# Of these there are no halves.
_WHOLE = frozenset({"count", "person", "persontime", "event"})
# 户均增收2600元, 人均月增收900元: an average, no growth of one.
_AVERAGE_GAIN = re.compile(r"[人户亩]均[^，,；;。]{0,4}增收(?:了|约|近|超|超过|达|逾)?$")
_AVERAGE = re.compile(
    r"(?:平均|每人每[年月]|每生每年|人均|户均|均(?![未已获被没无])|每万人|每百户|每千人|每百万人)[^，,；;。、]{0,14}$"
)

_RANKED = (
    r"(?:位?居(?:首|次|第[一二三四五六七八九十])位?|次之|其次|最[多少高低]|接下来|排名|排在)|[华东西南北中]{1,3}地区|"
)
_ARRANGING = (
    _RANKED
    + r"(?:按|从|分)[^，,。]{1,8}?[看分]|[\d０-９.．\-—，,：:]|其中|包括|包含|内含|含|共有|共计|合计|总计|现有|已有|共|有|达到|达|为|是|分别|依次|由|从|到|至|"
    r"[增减升降提扩发展跃长加高低少回落壮大]{1,3}[到至为]|[“”\"‘’]|"
    r"和|及|与|以及|而|另有|另外|还有|约|近|逾|超过|超|突破|仅|仅有|不足|不到|的|了|、|[\s　]|"
    r"第[一二三四五六七八九十\d]+批|\d{4}年(?:底|末|初|度)?|[今去上前本当]年(?:底|末)?|年[底末初]|目前|截至|同期|"
    rf"{ORGANISATION}|社区社会组织|市本级|市级|省级|省本级|县级|区级|县本级|区本级|盟本级|州本级|市属|市管|区管|县管|"
    r"县[（(]?市、?区[）)]?|区县|县区|旗县(?:区)?|各县|全市|全省|全县|全区|全国|全盟|全州|全旗|各类|登记|"
    r"[\u4e00-\u9fff]{1,7}(?:类|型|性|级|层|办|批|组|片|线)|[\u4e00-\u9fff]{2,6}?(?:省|市|县|区|旗|盟|州|镇|乡|街道|新区|开发区)"
)


@cache
def _structure() -> re.Pattern[str]:
    """The words that only arrange numbers, provinces by their short names among them (山东、浙江分别为…)."""
    provinces = (form for form, (_, kind) in gazetteer().names.items() if kind == "province")
    return re.compile("|".join([_ARRANGING, *sorted(provinces, key=lambda form: (-len(form), form))]))


Hit = tuple[int, int, int]
"""A word of the catalogue in the text: (index of the word, start, end)."""


@dataclass(slots=True)
class Choice:
    """A candidate indicator with its score (about 0–4) and the rule's word that carried it."""

    code: str
    score: float
    cue: str
    zone: str


@dataclass(frozen=True, slots=True)
class Topic:
    """An indicator that a heading or the sentence before speaks of: what a number may be without saying so itself."""

    code: str
    units: frozenset[str]
    cue: str
    zone: str


def topics_of(text: str, zone: str, catalogue: Catalogue) -> tuple[Topic, ...]:
    """The indicators whose words stand in a heading or sentence, each once, the last named first."""
    found: dict[str, Topic] = {}
    rules_of_word = catalogue.rules_of_word
    for word, _, _ in reversed(catalogue.automaton.find_matches_as_indexes(text, overlapping=True)):
        for rule in rules_of_word[word]:
            if rule.code not in found:
                found[rule.code] = Topic(rule.code, rule.units, catalogue.words[word], zone)
    return tuple(found.values())


@dataclass(slots=True)
class Surroundings:
    """Text around a sentence that conditions may look at: headings, title, the sentence before."""

    headings: str
    previous: str
    topics: tuple[Topic, ...] = ()


_ZONE = {"left": 1.0, "right": 0.95, "shared": 0.55, "before": 0.36}
# Where a number's own words only arrange it, the words further off carry more.
# 对连续两年未年检的14家作出撤销登记处罚: what follows the number says what it measures.
_ZONE_ADDRESSED = {"left": 0.45, "right": 1.05, "shared": 0.3, "before": 0.25}
_ZONE_ARRANGED = {"left": 1.0, "right": 0.95, "shared": 0.85, "before": 0.7}
THRESHOLD = 0.82


def _nearest(frame: Frame, hits: Sequence[Hit], words: Container[int]) -> dict[tuple[int, str], tuple[int, int]]:
    """Distance (characters) and length of the nearest hit of each of some words in each zone of a number.

    The rules say the same of all hits of a word, weaker the farther.
    """
    nearest: dict[tuple[int, str], tuple[int, int]] = {}
    begin, behind, right_end = frame.quantity.start, frame.quantity.end, frame.right_end
    left_start, clause_start = frame.left_start, frame.clause_start
    for word, start, end in hits:
        if start >= right_end:
            break
        if word not in words:
            continue
        if end <= begin:
            zone = "left" if start >= left_start else "shared" if start >= clause_start else "before"
            nearest[word, zone] = (begin - end, end - start)
        elif start >= behind and end <= right_end and (word, "right") not in nearest:
            nearest[word, "right"] = (start - behind, end - start)
    return nearest


def candidates(frame: Frame, hits: Sequence[Hit], catalogue: Catalogue, around: Surroundings) -> list[Choice]:
    """All indicators that the words around a number speak for, best first.

    ``hits`` are (word index, start, end) in the text, ordered by start.
    """
    best: dict[str, Choice] = {}
    units = unit_classes(frame.quantity.unit)
    counted = counted_noun(frame.right) if "count" in units else "none"
    zones = _ZONE_ARRANGED if counted == "none" and is_structural(frame.left) else _ZONE
    if frame.addressed:
        zones = _ZONE_ADDRESSED
    rules_of_word = catalogue.rules_for(units)
    for (word, zone), (distance, length) in _nearest(frame, hits, rules_of_word).items():
        not_side = "left" if zone == "right" else "right"
        decay = 1.0 / (1.0 + (0.03 if zone in ("left", "right") else 0.012) * distance)
        longer = 1.0 + 0.06 * min(length, 8)
        for rule in rules_of_word[word]:
            if rule.side == not_side:
                continue
            score = rule.weight * longer * zones[zone] * decay
            if counted == "noun" and zone != "right":
                score *= 0.5
            known = best.get(rule.code)
            if (known is None or score > known.score) and _holds(rule, zone, frame, around):
                best[rule.code] = Choice(rule.code, score, catalogue.words[word], zone)
    return sorted(best.values(), key=lambda c: (-c.score, c.code))


def _holds(rule: Rule, zone: str, frame: Frame, around: Surroundings) -> bool:
    if not (rule.without or rule.near_also or rule.with_any or rule.needs_organisation):
        return True
    near = f"{frame.left}\n{frame.right}"
    if zone in ("shared", "before"):
        near = f"{frame.shared}{near}" if zone == "shared" else f"{frame.before}{frame.shared}{near}"
    if _names_any(rule.without, near):
        return False
    if rule.near_also and not _names_any(rule.near_also, near, frame.shared, frame.before[-24:]):
        return False
    if rule.with_any and not _names_any(rule.with_any, frame.sentence.text, around.headings, around.previous):
        return False
    if not rule.needs_organisation:
        return True
    return bool(
        _ORGANISATION.search(near + frame.shared + frame.before)
        or _ORGANISATION.search(around.headings + around.previous)
    )


def _names_any(words: Sequence[str], *texts: str) -> bool:
    """Whether any of the words stands in any of the texts; plain loops, as it is asked several times a number."""
    for text in texts:
        for word in words:
            if word in text:
                return True
    return False


@lru_cache(maxsize=4096)
def counted_noun(right: str) -> str:
    """What follows a measure word: ``organisation``, another ``noun``, or ``none``."""
    if _ORGANISATION_FIRST.match(right):
        return "organisation"
    if not right or _VERB_FIRST.match(right):
        return "none"
    import rjieba

    tag = next(iter(rjieba.tag(right[:8])), ("", ""))[1]
    return "noun" if tag[:1] in "nabjstlzq" or tag in ("vn", "x") else "none"


_ORGANISATION_LAST = re.compile(
    rf"(?:{ORGANISATION})(?:[（(][^）)]*[）)])?(?:共计|合计|总计|共有|共|现有|已有|有|达到|达|为|已达|数|数量|总数|总量|：|:|仅|只有|约|近|[\s　])*$"
)


@lru_cache(maxsize=4096)
def ends_with_organisation(left: str) -> bool:
    """Whether the words before a number end with an organisation type (纳入统计的社会组织412家)."""
    return bool(_ORGANISATION_LAST.search(left))


def is_change(left: str, unit: str) -> bool:
    """Whether a number is a growth or a difference (同比增长5%, 比上年减少12家, 提高1.3个百分点)."""
    left = left.rstrip()
    if unit in ("百分点", "个百分点"):
        return True
    if _CHANGE.search(left) and ("新增" not in left[-8:] or _AGAINST_EARLIER.search(left)):
        return _AVERAGE_GAIN.search(left) is None
    return left.endswith(("↑", "↓")) or _COMPARED.search(left) is not None or _GROWTH.search(left) is not None


def is_told_as_change(left: str, unit: str) -> bool:
    """Whether a verb makes a rate a growth of whatever its clause names (信访总量再降5%)."""
    return unit in ("%", "倍") and _GROWTH_OF_RATE.search(left) is not None


_WITH_BEFORE = re.compile(r"比|较|同比|净|环比|同期")


def is_compared(left: str) -> bool:
    """Whether the words before a number compare it with another time (比上年净增)."""
    return bool(_WITH_BEFORE.search(left))


def is_share(left: str) -> bool:
    """Whether a rate says what part of a whole something is (占全市的35.9%)."""
    return bool(_SHARE.search(left[-14:]))


def is_average(frame: Frame) -> bool:
    """Whether a number is an average per head, household or unit (平均每家26.9万元, 全州3.2个)."""
    quantity = frame.quantity
    if isinstance(quantity.value, float) and not quantity.flags and not unit_classes(quantity.unit).isdisjoint(_WHOLE):
        return True
    return bool(_AVERAGE.search(frame.left))


_OF_WHICH = re.compile(r"^其中[，,：:]?")
_KIND = re.compile("[\u4e00-\u9fff]{2,8}[类型]|[省市县区州盟旗]{1,2}(?:本级|级|属|管)?|县[（(]?市?、?区[）)]?级?")


def is_kind_alone(frame: Frame) -> bool:
    """未参检112家（社会团体71家、民非41家）: whether a part is told by nothing but its organisation type, kind (文体类) or level."""
    left = _OF_WHICH.sub("", frame.left)
    return not frame.right.strip() and (
        [t[:2] for t in types_in(left)] == [(0, len(left))] or _KIND.fullmatch(left) is not None
    )


@lru_cache(maxsize=4096)
def is_structural(left: str) -> bool:
    """Whether the words before a number only arrange it (其中, types, levels, places) and name nothing measured."""
    at = rest = 0
    structure = _structure()
    while at < len(left):
        arranging = structure.match(left, at)
        at = arranging.end() if arranging else at + 1
        rest += arranging is None
        if rest > 1:
            return False
    return True
