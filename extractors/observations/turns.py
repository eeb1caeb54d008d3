"""Words by which a sentence turns from place to place without naming one: 全国登记89万家，全省3.2万家，我市1286家，市本级418家."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from corpora.structure.places import find_places, parent
from extractors.observations.place import LEVELS, level_of

NATION, NATION_LEVEL = "全国", 5
_UNITS = "国|自治区|省|市|县|区|州|盟|旗|兵团|师|镇|乡|街道"
# Where a clause begins, and what may stand there before its subject.
_OPENS = (
    r"(?:^|(?<=[，,、；;：:。（(\s　]))"
    r"(?:[^，,、；;：:。（(]{0,12}(?:\d年|年底?|末|\d月底?|月底|\d日|目前|当前|现在|眼下|同期|上半年|季度|统计|显示)[，,]?|从|就|其中|其余|而|但|放眼|纵观|相比之下)?"
)
_WHOLE = re.compile(
    rf"{_OPENS}(?P<whole>[全我本](?P<unit>{_UNITS}))"
    r"(?!性|级|域|场|民|内外|先进|文明|优秀|示范|率先|首|第|前列|前茅|领先|最|十佳|十大|百强|唯一|[“‘《])"
)
_OWN = re.compile(
    rf"{_OPENS}[在由]?(?:(?P<level>{_UNITS})(?:本级|直管|直属|管|属|直|级(?=登记|社会|民间|社团|行业|民办|基金|协会|商会|慈善|管理|抽查|检查|查处|约谈|\d|共|现|有)|民政[局厅]|局)"
    rf"|全(?P<wide>[省市])性(?=社会|行业|社团|民间|协会|商会|基金)|我们"
    r"|(?P<low>街道|镇|乡)(?=备案|登记|注册|现有|共|有|辖区|社区社会组织|\d))"
)
# What a wider place is told of where it is counted (全省登记…, 全国5A级…), unlike 全国大赛, 全省养老院长培训班.
_COUNTED = re.compile(
    r"\s*(?:[看来]+看?[，,]|范围内?[，,]?|而言[，,])?(?:的|各类|各级|所有|依法|城乡|经|在册|同期|持有?证?|每|平均|人均)*"
    r"(?:[共现已有约近超突总达为\d（(一二三四五六七八九十百千万]|合计|累计|登记|注册|备案|新[登增成]|社会(?!工作者?(?:职业|考|专)|组织系统)|社团|社工|民办|民间|民非|基金会?|慈善组织|行业协会|协会|商会|志愿|"
    r"年检|应检|参检|等级|平均|抽查|查处|检查|取缔|排查|撤销|注销|建成|[1-5]A)"
)
_EVENTS = re.compile(
    r"考试|比赛|大赛|竞赛|论坛|会议|培训班|评选|交流|活动日|平台|系统|先进|优秀|典型|案例|称号|荣誉|表彰|名单|试点单位"
)
_CLAUSE = re.compile(r"[^，,；;。]*")
# 占全省32000家的4%, 比全省平均（6.3家）低1.2家: within a comparison the other place has that number alone.
_COMPARED = re.compile(
    rf"(?:(?P<share>占(?:到|了)?)|比|较|高[于出过]|低于|多于|少于|不[到及足]|超过|是|为)[全我](?P<unit>{_UNITS})"
    r"[^，,。；;（(\d]{0,12}(?P<last>[的（(]|)(?:约|近)?$"
)
# 基地3个，其中省级1个、市级2个: ranks that were given, not who registers.
_ONE_OF_RANKS, _UPPER_RANK = re.compile(r"(?<=级)\d"), re.compile(r"(?:国家|全国|自治区|省|部)级")
# Who stands above an office names it (江南省民政厅, 安澜市委).
_AUTHORITY = re.compile(r"民政|人民政府|委|政府|财政")
_SPEAKS_OF_ABOVE = re.compile(r"[全我](?:自治区|[省市州盟区县旗师]|兵团)")


class Turn(NamedTuple):
    """A word that turns to a place: of what kind (市), whether of all of it (全市) or of its own level (市本级); ``counts``
    where what follows counts something there."""

    start: int
    unit: str
    whole: bool
    counts: bool


@lru_cache(maxsize=64)
def turns(text: str) -> tuple[Turn, ...]:
    """The words of a sentence that turn to another place, in order."""
    found = []
    for m in _WHOLE.finditer(text):
        clause = _CLAUSE.match(text, m.end())
        counts = bool(_COUNTED.match(text, m.end())) and not (clause and _EVENTS.search(clause[0]))
        found.append(Turn(m.start("whole"), m["unit"], True, counts))
    for m in _OWN.finditer(text):
        if not (_ONE_OF_RANKS.match(text, m.end()) and _UPPER_RANK.search(text, 0, m.start())):
            found.append(Turn(m.end(), m["level"] or m["wide"] or m["low"], False, False))
    return tuple(sorted(found))


def is_counted(text: str, end: int) -> bool:
    """Whether a text goes on to count in the place that ends at ``end`` (安澜市登记社会组织1286家)."""
    return bool(_COUNTED.match(text, end))


def compared(before: str, unit: str) -> str | None:
    """The kind of place (省) that a number within a comparison is of, by the words before it; None where it compares nothing.

    Args:
        before: the sentence up to the number.
        unit: the unit of the number: a rate behind 占 is of the place that is compared.
    """
    m = _COMPARED.search(before)
    if m is None:
        return None
    rate, beside = unit in ("%", "‰"), m["last"]
    if m["share"]:
        its_own = not rate and unit not in ("倍", "成")
    else:
        its_own = unit not in ("倍", "百分点", "成") and beside in ("（", "(", "的") and beside != ""
    return m["unit"] if its_own else None


def places_above(text: str, area: str | None, of_document: str | None) -> dict[int, str]:
    """The places above an area by their level, as the list of places or the text names them.

    Args:
        text: title, issuer and body of the article.
        area: its place.
        of_document: that of the document, whose articles may each have a place of their own.
    """
    level = level_of(area)
    if area is None or level is None or not _SPEAKS_OF_ABOVE.search(text):
        return {}
    named: dict[int, set[str]] = {}
    for place in find_places(text):
        its_level = level_of(place.name)
        stands_above = text.startswith(area, place.end) or _AUTHORITY.match(text, place.end)
        if its_level is not None and its_level > level and place.sure and stands_above:
            named.setdefault(its_level, set()).add(place.name)
    sole = {its_level: names.pop() for its_level, names in named.items() if len(names) == 1}
    if of_document and (wide := level_of(of_document)) and wide > level:
        sole[wide] = of_document
    province = next((wider for name in (area, *sole.values()) if (wider := parent(name))), None)
    return sole | {LEVELS["省"]: province} if province else sole


def level_meant(unit: str, area: str | None, above: Mapping[int, str]) -> int | None:
    """The level that a kind of place (市 of 全市) is of in a text about ``area``, None for that of the text itself."""
    own = level_of(area)
    if unit == "国":
        return None if area == NATION else NATION_LEVEL
    if own is None or not unit or LEVELS[unit] == own:
        return None
    if unit == "区" and area:
        if area.endswith("区"):
            return None
        # An autonomous region calls itself 区 for short; leagues, banners and counties have no districts.
        if area.endswith(("盟", "旗", "县")) or above.get(LEVELS["省"], "").endswith("自治区"):
            return LEVELS["省"]
    return LEVELS[unit]
