"""Where: the area that a number is about, and whether it counts the whole area, its own level or the levels below."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import NamedTuple, cast

from corpora.structure.places import PlaceMention
from extractors.observations.catalogue import unit_classes
from extractors.observations.context import Context
from extractors.observations.dealing import dealt
from extractors.observations.place import Scope, level_of, scope_in
from extractors.observations.turns import NATION, NATION_LEVEL, Turn, compared, is_counted, level_meant, turns
from extractors.observations.whom import ACTIONS

_SUBJECT_AFTER = re.compile(
    r"(?:的|共|有|仅|已|现|登记|新|社会|全|等|合计|累计|成立|达|，|,|、|[（(:：]|\d|[一二三四五六七八九十]|市|县|区|"
    r"民政局|民政厅|则|也|为|在|率先|约|近|超|最|居|抽查|检查|查处)"
)
_CLAUSE_MARKS = ("", "，", ",", "；", ";", "：", ":", "。", "　", " ", "●", "▲", "◆", "【")
_LISTING = ("、", "和", "与", "及", "至", "到", "或", "籍", "）", ")", "人", "委", "政")
# In characters: how far behind a list of places 分别 may stand.
_REACH = 40
# 三县市合计16家, behind the figures of each.
_TOGETHER = re.compile(r"[两三四五六七八九十\d]个?[县市区旗州地镇乡街]{1,2}(?:合计|共计|总计|一共|共)[^，。；\d]{0,6}$")
_TOWARDS = "赴往自由驻援向送给到至"
_BRACKETED = re.compile(r"[（(](?![市县区旗][、，]?[市县区旗]?[）)])(?:[^（()）]|[（(][^（()）]*[）)])*(?:[）)]|$)")
# What is arranged by kind is of all levels again (市本级96家…；分类型看，…), and so is what follows a list of parts.
_BY_KIND = re.compile(r"(?:按|分|从)[^，。；\d]{0,6}(?:类型|类别|领域|性质|行业|方式|种类)")
_PARTS = re.compile(r"其中[^；;。]*[；;]")
# Items of a list are told each for itself (一是对市级协会…；二是抽查20家).
_ITEM = re.compile(r"\s*(?:[一二三四五六七八九十]+[是、]|[（(]?\d+[）).、．]|[①-⑳])")
# A demand on each unit (每个社区登记2个) is of no area as a whole.
_EACH = re.compile(r"每(?:个|名|家|村|镇|街|所|支|百户|万)?[^，。；]{0,8}(?:至少|登记|培育|成立|备案|建立|有)")
# 14个团场共39家, 分布在9个县（市、区）: units below the place that speaks.
_UNITS_BELOW = re.compile(
    r"个(?<=[\d一二三四五六七八九十]个)(?:县|市|区|旗|州|盟|团场|师|镇|乡|街|苏木)[^，。；]{0,10}$"
)
_SPREAD_BELOW = re.compile(r"(?:分布|分散)?在(?:各|\d+个)(?:县|市|区|旗|州|盟|团场|师|镇|乡|街|苏木)")
# What compares the places of an area with each other.
_COMPARED = re.compile(
    r"居前|排名|排(?:在)?第|垫底|最[高低多少快慢]的?[是为]?|第\d+名|(?:分|按|各|从)(?:县|市|区|旗|盟|州|地)|县（市|区县|县市|各地|首位|倒数"
)
# In a text of a street or a district a community that is named and then counted (青桐社区有17个): its own, not the street's.
_COMMUNITY = re.compile(
    r"(?:^|(?<=[，,；;。：:、　 ])|(?<=最[多少]的)|(?<=其中))(?!全|各|每|本|该|我|城乡|城市|农村|试点|示范|辖区|嘎查|所有|其他|其中|其余|撤|注销|新|备案|登记|合并)"
    r"[\u4e00-\u9fff]{2,4}(?<!个)社区(?=现?有|共|新|备案|登记|撤销|注销|培育|最[多少]|社区社会组织|\d)"
)
# No organisation counts what is registered as its own.
_REGISTERED = "reg.total"
# What a body that serves organisations tells of itself: whom it took in, who took part or paid.
_SERVED = ("role.participants", "fee.orgs", "enf.pledged", "reg.new")
# Inspections and assessments go on from sentence to sentence.
_TELL_RESULTS = ("insp", "grade")
# Kinds of places as levels, see `level_of`.
_RANKS = {"province": 4, "prefecture": 3, "county": 2, "street": 1, "village": 0}
_LOWEST = ("区", "县", "旗", "镇", "街道")


def place_of(context: Context, code: str) -> tuple[str | None, Scope | None]:
    """The area and the scope of a number: by the words before it, else the article's own."""
    setting, frame = context.setting, context.frame
    area, above = _told_of(context)
    left = _with_bracket(context)
    level = above or setting.level
    if setting.serving and _is_of_serving_body(context, code) and not scope_in(left, level):
        return area, None
    of_itself = setting.organisation and code != _REGISTERED
    if of_itself and context.doc_type.startswith("press"):
        return area, scope_in(left, level) or next((o.scope for o in reversed(context.siblings)), None)
    if of_itself or code in ACTIONS or _EACH.search(left):
        return area, None
    dealt_level = _dealt_level(context)
    if dealt_level:
        return area, dealt_level
    if _TOGETHER.search(frame.left):
        return setting.area, "sub"
    if _sums_levels(context):
        return area, "total"
    if _UNITS_BELOW.search(frame.left) or _SPREAD_BELOW.match(frame.right):
        return area, "sub"
    behind = _all_of_a_level(context, level) or scope_in(frame.right[:6], level)
    near = scope_in(left, level)
    if not near or (near == "total" and behind == "own"):  # 全省现有1300多家省级社会组织
        near = behind or near or scope_in(frame.shared, level)
    if near:
        return area, near
    if above:
        return area, "total"
    if area != setting.area:
        beside_own = any(o.scope == "own" for o in context.siblings)
        its_own_story = area == context.lead and context.doc_type == "press_page"
        if _is_community(area):
            return area, "total" if level_of(setting.area) == _RANKS["street"] else "sub"
        below = ((area or "").endswith(_LOWEST) or _is_one_of_many(context, area, level)) and not its_own_story
        return area, "sub" if beside_own or below else "total"
    return area, _carried(context, level) or _of_sentence_before(context, code, level) or setting.scope


# 撤销6家，均为县区登记
_ALL_OF_A_LEVEL = re.compile(
    r"(?:社会组织|单位)?[，,（(](?:均|全部?|都)(?:是|为|系|由|属于?)(?P<level>[^，。；、\d]{2,8})"
)


def _all_of_a_level(context: Context, level: int | None) -> Scope | None:
    """The level that is said behind a number of all that it counts."""
    sentence = context.frame.sentence
    said = _ALL_OF_A_LEVEL.match(sentence.text, context.frame.quantity.end - sentence.start)
    return scope_in(said["level"], level) if said else None


_SUMMED = re.compile(r"(?:共计?|合计|总[计共]|两级)[^，。；\d]{0,8}$")


def _sums_levels(context: Context) -> bool:
    """市本级118家、县级214家，共332家: the sum of one's own level and those below is of the whole."""
    levels = context.siblings[-2:]
    if {one.scope for one in levels} != {"own", "sub"} or not _SUMMED.search(context.frame.left):
        return False
    return sum(one.value or 0 for one in levels) == context.frame.quantity.value


def _is_of_serving_body(context: Context, code: str) -> bool:
    """Whether a number in a text of a body that serves organisations is of itself: the press tells so only of whom it took in."""
    return code == "incub.orgs" or (code in _SERVED and not context.doc_type.startswith("press"))


# 盟本级、旗县市区分别为21家和52家: one's own level, then the levels below.
_LEVELS_DEALT = re.compile(
    r"(?<![（(])(?P<own>[省市州盟师区县](?:本?级)?)[、和与](?P<sub>各?(?:旗县|县|区|市州|团场)[市区旗（）()、]{0,5}级?)(?:两级)?[^，。；\d]{0,10}分别"
)


def _dealt_level(context: Context) -> Scope | None:
    """The level of one of two numbers that 分别 deals out to two levels."""
    text = context.frame.sentence.text
    listed = _LEVELS_DEALT.search(text, 0, context.here) if "分别" in text else None
    named = [(*listed.span(level), level) for level in ("own", "sub")] if listed else []
    return cast("Scope | None", dealt(context, named))


def _carried(context: Context, level: int | None) -> Scope | None:
    """The level that the sentence spoke of before this clause; behind a semicolon one's own level only holds while nothing else was told."""
    if not context.frame.before:
        return None
    before = _PARTS.sub("", _BY_KIND.split(_BRACKETED.sub("", context.frame.before))[-1])
    earlier, _, item = ("；" + before.replace(";", "；")).rpartition("；")
    found = scope_in(item, level)
    if found == "own" and "社区社会组织" in context.frame.left:
        return None  # 区级社会组织97%，社区社会组织88%: those of the communities are of no office's own level.
    if found or not earlier:
        return found
    found = scope_in(earlier, level)
    if found == "own":
        opening = item or context.frame.shared + context.frame.left
        return None if _ITEM.match(opening) or any(o.scope not in ("own", None) for o in context.siblings) else found
    return None if found == "sub" else found


def _of_sentence_before(context: Context, code: str, level: int | None) -> Scope | None:
    """One's own level where the sentence goes on about what the last ones counted there.

    抽查128家市级社会组织。128家中，发现问题71家: the number told again. 盟本级应检229家。合格188家: the results of an inspection.
    """
    sentence, told, family = context.frame.sentence, context.frame.quantity, code.partition(".")[0]
    if context.siblings:
        first = context.siblings[0]
        goes_on = first.scope == "own" and "count" in unit_classes(first.unit)
    elif context.earlier:
        same = [o for o in context.earlier if o.value is not None and (o.value, o.unit) == (told.value, told.unit)]
        of = same or [o for o in context.earlier if family in _TELL_RESULTS and o.indicator.startswith(family)]
        goes_on = bool(of) and all(o.scope == "own" for o in of)
    else:
        goes_on = family == "insp" and scope_in(sentence.previous, level) == "own"
    return "own" if goes_on and not scope_in(sentence.text[: context.here], level) else None


def _is_one_of_many(context: Context, area: str | None, level: int | None) -> bool:
    """Whether a place is told of beside others of the article's area (分县（市、区）看，居前的是滕东市): a town may be called a city."""
    beside = level_of(area)
    if level is None or beside is None or beside > level or context.doc_type.startswith("press"):
        return False
    if context.doc_type == "statistics":
        return True
    if beside != level or any(o.scope == "total" and o.area != area for o in context.siblings):
        return False
    if any(o.scope == "sub" and o.area != area for o in context.siblings):
        return True
    return bool(
        _COMPARED.search(context.frame.sentence.text) or (context.titles and _COMPARED.search(context.titles[-1]))
    )


class _Told(NamedTuple):
    """The place that a number is told of, None where the text does not name it; ``level`` of one above the article's own."""

    area: str | None
    level: int | None = None


def _told_of(context: Context) -> _Told:
    """The place that the sentence makes its subject before the number (东湖区386家; 在淄博市，…; 全省3.2万家), else that of the paragraph."""
    setting = context.setting
    if len(context.places) > 1:
        listed = dealt(context, [(p.start, p.end, p.name) for p in context.places], _REACH)
        if listed:
            return _Told(listed)
    text = context.frame.sentence.text
    unit = compared(text[: context.here], context.frame.quantity.unit)
    if unit:
        return _told_by(context, unit, context.here)
    told, since = _of_paragraph(context), 0
    for at, mark in _marks(context):
        if isinstance(mark, PlaceMention):
            # 平江市最快；湖东区、南屏市较慢: whose place the next item is of, the last one does not say.
            last = _of_paragraph(context) if "；" in text[since : mark.start] else told
            told, since = _named(context, mark) or last, mark.end
        elif level_meant(mark.unit, setting.area, setting.above) is None:
            told = told if mark.whole and _is_its_story(context, told) else _Told(setting.area)
        elif mark.whole and mark.counts:
            told = _above(context, mark.unit, at) or told
    return told


def _of_paragraph(context: Context) -> _Told:
    """The place that the paragraph begins with, or the article's own; one above it is told of only where it is counted."""
    own = context.setting.area
    above = (level_of(context.lead) or 0) > (level_of(own) or 5)
    return _Told(own if above else context.lead or own)


def _marks(context: Context) -> list[tuple[int, PlaceMention | Turn]]:
    """The places before the number and the words that turn to another, in order."""
    places = [(p.start, p) for p in (*context.places, *_communities(context)) if p.end <= context.here]
    words = [(t.start, t) for t in turns(context.frame.sentence.text) if t.start <= context.here]
    return sorted([*places, *words], key=itemgetter(0))


def _is_community(area: str | None) -> bool:
    """Whether a place is a community (青桐社区), which is no 区."""
    return bool(area and area.endswith("社区"))


def _communities(context: Context) -> list[PlaceMention]:
    """The communities that a street's or a district's text counts in this sentence; others only tell of them."""
    text = context.frame.sentence.text
    if "社区" not in text or level_of(context.setting.area) not in (_RANKS["street"], _RANKS["county"]):
        return []
    return [PlaceMention(m.start(), m.end(), m[0], "village") for m in _COMMUNITY.finditer(text)]


def _named(context: Context, place: PlaceMention) -> _Told | None:
    """What a place named before the number says: that the sentence speaks of it, or None."""
    text, own = context.frame.sentence.text, context.setting.area
    if _is_community(place.name):
        return _Told(place.name)
    if own and own.endswith(place.name):
        return _Told(own)
    if _is_above(place, own) and _opens_clause(text, place) and is_counted(text, place.end):
        return _Told(place.name, level_of(place.name))
    if not _may_be_subject(place, own) or (place.start and text[place.start - 1] in _TOWARDS):
        return None
    if place.end == context.here or _opens_clause(text, place) or _SUBJECT_AFTER.match(text, place.end):
        return _Told(place.name)
    return None


def _told_by(context: Context, unit: str, at: int) -> _Told:
    """The place that a word like 全省 at ``at`` means: the article's own, or one of another level, which the sentence or the text may name."""
    setting = context.setting
    level = level_meant(unit, setting.area, setting.above)
    if level is None:
        return _Told(setting.area)
    if level == NATION_LEVEL:
        return _Told(NATION, level)
    named = [p.name for p in context.places if p.end <= at and level_of(p.name) == level]
    return _Told(named[-1] if named else setting.above.get(level), level)


def _above(context: Context, unit: str, at: int) -> _Told | None:
    """The wider place that an article turns to (全省登记3.2万家); a body that tells of itself turns to none."""
    told, own = _told_by(context, unit, at), level_of(context.setting.area)
    wider = told.level is not None and (own is None or told.level > own)
    return told if wider and not context.setting.organisation else None


def _is_its_story(context: Context, told: _Told) -> bool:
    """Whether 全市 is of another city that the sentence tells of (岭海省去年公布，全省撤销163个), not one in a list of the article's parts."""
    alike = told.area != context.setting.area and level_of(told.area) == level_of(context.setting.area)
    return alike and (context.doc_type.startswith("press") or not context.siblings)


def _may_be_subject(place: PlaceMention, own: str | None) -> bool:
    """Whether an article may count something in a place: not in a village, and not in a wider one than its own (东莞的商会 in a county's)."""
    rank, short = level_of(own), len(place.name) > place.end - place.start
    wider = rank is not None and _RANKS[place.kind] > rank
    return place.kind != "village" and not (wider and (short or rank != _RANKS["street"]))


def _is_above(place: PlaceMention, own: str | None) -> bool:
    """Whether a place, written in full, is of a higher level than the article's own."""
    level, its_level = level_of(own), level_of(place.name)
    return (
        level is not None and its_level is not None and its_level > level and len(place.name) == place.end - place.start
    )


def _opens_clause(text: str, place: PlaceMention) -> bool:
    """Whether a clause begins with the place and goes on about it (龙亭区列异常31家), rather than listing it."""
    return text[place.start - 1 : place.start] in _CLAUSE_MARKS and text[place.end : place.end + 1] not in _LISTING


def _with_bracket(context: Context) -> str:
    """The words right before the number, with a bracket that closes there (县（市、区）登记2,526家)."""
    frame = context.frame
    sentence = frame.sentence
    at = frame.left_start - sentence.start
    if at and sentence.text[at - 1] in "）)":
        opened = max(sentence.text.rfind("（", 0, at), sentence.text.rfind("(", 0, at))
        if opened >= 0 and not any(c.isdigit() for c in sentence.text[opened:at]):
            return sentence.text[max(opened - 4, 0) : context.here]
    return frame.left
