"""The words for levels in a text: the whole area, its own level, the levels below."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Literal

Scope = Literal["total", "own", "sub"]

# The characters that begin a word of a level stand before all of them: so a search passes over the others quickly.
_OWN = re.compile(
    r"(?=[市省县区盟州旗自厅局部地师在由本民其全])(?:"
    r"(?:市|省|县|区|盟|州|旗|自治区|厅|局|部|地区|师)(?:一级(?=登记|社会|的|有|共|\d)|本级|直管|管(?=社会|组织|的|行业|社团|民|基金|协会|商会|\d|$)|属(?=参评|参检|应检|社会|行业|社团|民|组织|协会|商会|\d|$)|直(?=社会|民间|行业|社团|协会|登记|有?\d|有$|$)|"
    r"级(?=登记|直接|社会|民间|社团|行业|民办|民非|基金|慈善|协会|组织|层面|安排|财政|投入|约谈|备案|管理|共|\d|现有|新|完成|实检|学会|商会|注册|"
    r"抽查|随机|“双随机|民政部门|评估|申报|年检|参检|应检|首批|不低于|不少于|达到?\d|占|[ 　]|（|\(|，|,|$))|"
    r"(?:在|由)?(?:本级|民政部|民政厅|省厅|市局)(?:登记|直接登记|管理)|(?:省|市|区|县|州|盟|旗)民政[厅局](?:直接)?登记(?=\d|的|共|$)(?<!在.民政局登记)(?<!在.民政厅登记)|(?:省厅|[省市州盟]局)(?:委托|直接|受理|自己|专项|审计|立案)|[省市区县州盟旗](?:(?:社会|民间)组织|社团|民|社)管理?局(?=全年|今年|上半年|共|累计|受理|办理|办结|直接)|其中(?:由)?(?:省厅|市局|[省市县区]民政[厅局])|全[省市]性|全国性(?!网络|评估|活动|会议)|本级登记|局管"
    r")"
)
_SUB = re.compile(
    r"(?=[县区旗各市街乡镇团一两二三四五六七八九\d])(?:"
    r"县（市）|县[（(]市[、，]区[）)](?<![个赴到].{6})(?!民政局?[要须应]|委|政府|的|为单位)|县[（(]?市?、?[（(]?市?[、，]?区[）)]?级?(?=$|登记|社会|共|各|\d|民政|有|合计|备案|\)|抽查|检查|处置|查处|清理|整治|撤销|注销|取缔|完成|占|均|则|为|达)|县级(?!市|以上|及以上)|区县级?|县区级?|旗县区?级?|区级(?!以上)|县市级|旗县市级?|县市(?=合计|共|登记|净增|新增|新登记|备案|注销|撤销|处置|查处|抽查|\d|$)|"
    r"各(?:县|区|旗|市|地(?=市|州)|街道|乡镇|镇)(?![（(]?[市区县州]?上?报[来送])[（(]?(?:市|区|县)?|县市区|市县|区（市|市州(?!上?报[来送])|街镇级?|乡镇级|镇级|街道级|县、市民政局(?:登记)?|团场(?=登记|属|管|共|合计|\d)(?<!个团场)|(?:区县|县区|旗县)属|[一两二三四五六七八九\d][县市区旗][一两二三四五六七八九\d][县市区旗](?=共|合计|登记|\d|$)"
    r")"
)
_WHOLE = re.compile(
    r"(?=[省市州盟区县旗各两全我三])(?:"
    r"(?:[省市州盟][、和]?[市州县区旗]|[区县旗市][、和]?[街镇乡])[^，。；级]{0,2}两级|(?:各级|两级|市、县|省、市|市县)[^，。；]{0,16}本级(?:登记|管理)?|全(?:市|省|县|区|国|盟|州|旗|镇|街道?|乡|师|兵团|域)|我(?:市|省|县|区|州|盟|旗)|各级|(?:市、县|省、市)(?!有关|相关|的|部署|要求|文件|规定|安排|[、和及]?[^，。；]{0,4}文件)|市县两级|两级|三级"
    r")"
)


# Each word of a level has one of these characters: most texts have none and need no closer look.
_SIGN = re.compile("[级管属部厅局性省市县区州盟旗师各街镇团全我两三]")


# 全市（含县区）新批186家 is of the whole; what is left out (不含市本级) is not spoken of.
_INCLUDED = re.compile(r"[（(]不?含[^（()）]*[）)]?|不含[^，。；、,;（(]{0,8}")

# Levels of the administration, by how places of that level end; a level word is meant from where the text stands.
LEVELS = {
    "自治区": 4, "省": 4, "兵团": 4,
    "市": 3, "州": 3, "盟": 3, "地区": 3, "师": 3,
    "区": 2, "县": 2, "旗": 2,
    "镇": 1, "乡": 1, "街道": 1, "苏木": 1, "团": 1,
}  # fmt: skip
_OF_LEVEL = re.compile(rf"(?:其中)?[在由]?({'|'.join(LEVELS)})(?:一?级|本级|直管|管|直属|属|场|民政[局厅])")


@lru_cache(maxsize=1024)
def level_of(area: str | None) -> int | None:
    """The level of a place by the end of its name (省 4, 市 3, 县 2, 镇 1); None where the name does not tell."""
    ending = next((e for e in LEVELS if area and area.endswith(e)), None)
    return LEVELS[ending] if ending else None


# 全镇, 我县: by which a text without a place tells of what level it is; 全区 may be a district or an autonomous region.
_SPEAKS = re.compile(r"[全我](省|市|州|盟|县|旗|镇|乡|街道)(?!域|内外|场|率先|前列|首|领先|第一|平均|排名)")


def level_spoken(text: str) -> int | None:
    """The level of a text without a place by how it most often calls its own (全镇 1); None where it does not tell."""
    counts = Counter(m[1] for m in _SPEAKS.finditer(text))
    return LEVELS[counts.most_common(1)[0][0]] if counts else None


@lru_cache(maxsize=4096)
def scope_in(text: str, level: int | None = None) -> Scope | None:
    """The last level word of a text: own (市本级), sub (县区) or total (全市); None without one.

    Args:
        text: the words to look at.
        level: the level of the place that speaks, by which 市级 is its own or one below; None where it is not known.
    """
    if not _SIGN.search(text):
        return None
    if "含" in text:
        text = _INCLUDED.sub("", text)
    found: tuple[int, int, Scope] | None = None  # Of two that end alike the longer holds: 县市级, not 市级.
    kinds: tuple[tuple[re.Pattern[str], Scope], ...] = ((_OWN, "own"), (_SUB, "sub"), (_WHOLE, "total"))
    for pattern, scope in kinds:
        for m in pattern.finditer(text):
            seen = _seen_from(m[0], scope, level)
            if seen and (found is None or (m.end(), -m.start()) > found[:2]):
                found = (m.end(), -m.start(), seen)
    return found[2] if found else None


# 区、街两级: of two levels the upper one.
_TWO_LEVELS = re.compile(r"([省市州盟区县旗])[^级]+两级")


def _seen_from(word: str, scope: Scope, level: int | None) -> Scope | None:
    """What a level word means beside the level that speaks; None for a level above it (市级社会组织 in a report of a street)."""
    two = _TWO_LEVELS.match(word)
    if two and level is not None:
        return "sub" if LEVELS[two[1]] < level else "total"
    named = _OF_LEVEL.match(word)
    if level is None or named is None:
        return scope
    rank = LEVELS[named[1]]
    # An autonomous region calls itself 区 for short.
    if rank == level or (named[1] == "区" and level == LEVELS["自治区"]):
        return "own"
    return "sub" if rank < level else None


# 各市（州）民政局，各全省性行业协会商会： names those addressed.
_ADDRESSED = re.compile(r"(?m)^各[^。；\n]{0,40}(?:民政|各[市县区旗])[^。；\n]{0,40}[：:]$")
_OWN_LEVEL = re.compile(
    r"(?<!其中)(?P<word>全[市省国区县](?:性|级)|[市省区县盟州地](?:级|本级|属|管|直|直属|直管))(?:登记的?)?"
    r"(?:社会组织|社会团体|社团|民办非企业|社会服务机构|基金会|行业协会|慈善组织|民间组织|民非)(?!代表)"
)
# An office punishes and rates what it has registered itself.
_OWN_ACT = re.compile(
    r"(?:行政处罚|撤销登记|吊销|评估结果|评估等级|列入[^，。]{0,8}名录|失信名单).{0,12}(?:公告|公示|决定)"
)
_WHOLE_REGISTER = re.compile(r"全[市省区县盟州](?:共|登记|现)")
# 市本级行业协会商会118家、县级214家
_LEVEL_BELOW = re.compile(rf"[^，。；、\d]{{0,12}}\d[\d,.]*[家个][、，和]{_SUB.pattern}")
# What a district or county has registered is all that its area has: 区级社会组织 amid a text says no more than 全区.
_OF_DISTRICT = re.compile(r"[区县]级")


def document_scope(title: str, opening: str, level: int | None) -> Scope:
    """The level that a whole article speaks of: own where its title or opening says so (市级社会组织), else total.

    Args:
        title: its title.
        opening: its first words.
        level: the level of the place that speaks, None where it is not known.
    """
    lowest = level is not None and level <= LEVELS["区"]
    if scope_in(title, level) == "own" or (not lowest and _OWN_ACT.search(title)):
        return "own"
    opening = _ADDRESSED.sub("", opening)
    for named in _OWN_LEVEL.finditer(opening):
        if _WHOLE_REGISTER.search(opening, 0, named.start()) or _LEVEL_BELOW.match(opening, named.end()):
            break
        if _seen_from(named["word"], "own", level) == "own" and not (lowest and _OF_DISTRICT.match(named["word"])):
            return "own"
    return "total"
