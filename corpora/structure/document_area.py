"""The place that a text is about: named in its title, by its issuer, in its first lines, or most often in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpora.structure.front_lines import DOCUMENT_NUMBER
from corpora.structure.furniture import is_furniture
from corpora.structure.lines import words
from corpora.structure.places import PlaceMention, find_places, gazetteer

_SELF = re.compile(
    r"(?<![在居为比])(?:全|我|本|咱们?)(?:([省市县区州盟旗镇乡])(?!域|内外|场|率先|前列|首|领先|第一|平均|排名)|(街道))"
)
# Where a text says neither 全市 nor 我市, its offices tell: 记者从市民政局获悉, 市级财政.
_BY_OFFICES = re.compile(
    r"(?:^|[\s，。：、“”（从据由经受在给请对向])(自治区|[省市县州盟旗])(?=民政[局厅]|委|政府|财政|里|级|属|政协|工商联|人社|社团局|老龄办|社会建设|直机关)",
    re.MULTILINE,
)
_NATION = re.compile(r"我国|全国")
_OFFICE_OF = re.compile(
    r"(?:关于|中共)?([一-龥]{1,7}?(?:省|自治区|市|自治州|州|盟|地区|县|区|旗|师|街道|镇|乡))"
    r"(?=民政|人民政府|委|党工委|办事处|社会|[州市县区旗盟]级|[州市县区旗盟]本级|20\d\d|二〇)"
)
_BODY_OF = re.compile(r"(?:中共)?([一-龥]{2,4}?(?:[省市州盟县区旗]|街道))(?=[一-龥]{3})")
_NO_NAME = re.compile(
    r"[乡街村城]镇$|[全我本各该两县市区]|社区|.*社区$|地区|[在由以对将与](?:[全我本]|.$)|.?[一两几每][座家个]"
)
# In characters: where a text says of what place it speaks, and its first lines.
CLAUSE_HEAD = 4000
_OPENING = 200
# A greeting of a site or a path through it; where somebody uploaded a file says nothing of the text.
# 福建商会, 浙江籍企业家, 温州同乡会
_OF_ORIGIN = re.compile(r"(?:省|市)?(?:商会|总商会|同乡会|商人|籍)")
_SITE = re.compile(r"欢迎|首页|位置|[>＞»›]")
# A newspaper's name: the place without its rank, and the kind of paper.
_PAPER = re.compile(
    r"(?:今日)?(?![一-龥]{1,4}(?:与|和(?=社会|生活|民生|公益))|今日|时政|综合|本地|基层|城乡|文化|健康|社区|教育|生活|百姓|热点|焦点|国内|国际|天下|视点|公益|民生|党建|慈善|社会|人民|新华|中国|光明|南方|要闻|政务|互联|网络|网友|本站|腾讯|搜狐|新浪|网易|澎湃|凤凰|百度|央视|央广|中新|经济|法[治制]|工人|青年)([一-龥]{2,5}?)(?:日报|晚报|晨报|早报|时报|商报|导报|快报|新报|都市报|党建|民生|经济|工商报|民政|社会|新闻|信息|政务|工人|法治|法制|青年|妇女|农民|老年(?=报|周|时)|侨|人民广播|广播电|广电|电视|社工|报$|发布$|公益|慈善|人社$|云$|生活$|论坛$|小编$|要闻$|在线$|融媒|网$)"
)
_RANK = re.compile("自治州|[省市州盟县旗]")
_RANKS = frozenset(("自治区", *"省市县州盟旗区"))
_SUFFIXES = ("省", "市", "县", "区", "旗", "盟", "镇", "乡", "街道")
_LEVELS = {
    "省": ("省", "自治区"),
    "市": ("市",),
    "州": ("州",),
    "盟": ("盟",),
    "县": ("县", "自治县"),
    "区": ("区", "自治区"),
    "旗": ("旗",),
    "镇": ("镇",),
    "乡": ("乡",),
    "街道": ("街道",),
}
_WIDTH = ("province", "prefecture", "county", "street", "village")
# The place in _WIDTH of the levels that texts speak of.
_WIDTHS_OF = {"省": 0, "市": 1, "州": 1, "盟": 1, "县": 2, "区": 2, "旗": 2, "镇": 3, "乡": 3, "街道": 3}


def finest(places: Sequence[PlaceMention]) -> str | None:
    """The most narrow place of the first run of adjoining names (江苏省苏州市 → 苏州市)."""
    if not places:
        return None
    last = places[0]
    for place in places[1:]:
        if place.start != last.end or _WIDTH.index(place.kind) <= _WIDTH.index(last.kind):
            break
        last = place
    return last.name


def own_level(opening: str) -> str | None:
    """The level at which the text speaks of itself (全市, 我县), by the most frequent word."""
    counts = Counter(m[1] or m[2] for m in _SELF.finditer(opening))
    return counts.most_common(1)[0][0] if counts else None


def _level_spoken(text: str) -> str | None:
    """The level of a text by how it speaks of itself and of offices without their place (全市, 市民政局)."""
    counts = Counter(m[1] or m[2] for m in _SELF.finditer(text))
    counts.update(m[1] for m in _BY_OFFICES.finditer(text))
    level = counts.most_common(1)[0][0] if counts else None
    return "自治区" if level == "区" and "自治区" in counts else level


def find_area(
    text: str, start: int, end: int, title: str | None, issuer: str | None, head: Sequence[str]
) -> str | None:
    """The place that a text is about: named in its title, by its issuer, in its first lines, or most often in it.

    全市, 我县 and the like say of which rank the place is. ``全国`` where the text speaks of the whole country.
    """
    opening = text[start : min(end, start + CLAUSE_HEAD)]
    level = own_level(opening)
    for source in (title, issuer):
        named = [p for p in find_places(source or "") if p.kind != "village" and p.sure and not _is_origin(source, p)]
        if named:
            return _within(source or "", named, opening) or finest(named)
    by_office = _place_of_office(issuer) or _place_of_office(title) or _place_before(issuer)
    if by_office:
        return by_office
    places = find_places(opening)
    stems = _from_stem(title, places)
    if stems:
        return stems
    nation = _NATION.search(opening[:400])
    if nation and level is None:
        return "全国"
    front = "\n".join(line for line in head if not is_furniture(line))
    fitting = [p for p in find_places(front) if _fits(p.name, level) and not _is_row(front, p)]
    if any(text.startswith(line, start) for line in head):
        # A short form in a text without head may be that of a far place (西藏的地震传来).
        fitting = [p for p in fitting if len(p.name) == p.end - p.start]
    if fitting:
        return finest(fitting)
    counts = Counter(p.name for p in places if p.sure and _fits(p.name, level) and not _is_row(opening, p))
    if counts:
        return counts.most_common(1)[0][0]
    # No place of the rank that the text claims: it may compare itself with the unit above it.
    early = find_places(front) or [p for p in places if p.start < _OPENING]
    if early and level is not None and not _is_listed_below(early[0], places, level):
        return finest(early)
    return _by_document_number(head) or _of_site(head)


def _is_origin(source: str | None, place: PlaceMention) -> bool:
    """Whether a short form says where the members of a body come from (市福建商会), not where it is."""
    return len(place.name) > place.end - place.start and bool(_OF_ORIGIN.match(source or "", place.end))


def _is_listed_below(place: PlaceMention, places: Sequence[PlaceMention], level: str) -> bool:
    """Whether a place is one of a list below the level of which a text speaks: the counties that a text on 全市 compares."""
    below = _WIDTH.index(place.kind) > _WIDTHS_OF[level]
    return below and any(abs(other.start - place.end) == 1 or abs(place.start - other.end) == 1 for other in places)


def _is_row(text: str, place: PlaceMention) -> bool:
    """Whether a place stands alone in its line above a figure, as the places of a table do: one of several, not the one it is about."""
    before, behind = text[max(place.start - 1, 0) : place.start], text[place.end : place.end + 1]
    return before in ("", "\n") and behind == "\n" and text[place.end + 1 : place.end + 2].isdigit()


def _of_site(head: Sequence[str]) -> str | None:
    """The place of the site by its greeting or its path (欢迎来到云岭市慈善总会网站), where the text names none."""
    places = [p for line in head if is_furniture(line) and _SITE.search(line) for p in find_places(line) if p.sure]
    return finest([p for p in places if p.kind != "village"])


def area_of_paper(name: str | None, text: str, speaking: str, area: str | None) -> str | None:
    """The place of a newspaper that speaks of it by its rank alone (淮东晚报, 我市 → 淮东市).

    Args:
        name: who publishes the text.
        text: all of it; it may name the place.
        speaking: what of it speaks of the paper's own place.
        area: what is known else; it stays where it has the rank that the text speaks of.
    """
    stem = _PAPER.match(name or "")
    level = _level_spoken(speaking) if stem else None
    if (
        stem is None
        or stem[1].endswith(_SUFFIXES)
        or _is_office(name or "")
        or (area and (level is None or _fits(area, level)))
    ):
        return area
    if area and own_level(speaking) is None and area in text[:_OPENING]:
        return area  # The paper tells of one place of its own (…——云川市古楼街道社区社会组织扫描).
    at = text.find(stem[1])
    while at >= 0:
        rank = _RANK.match(text, at + len(stem[1]))
        if rank:
            return stem[1] + rank[0]
        at = text.find(stem[1], at + 1)
    return f"{stem[1]}{level}" if level in _RANKS else area


def _is_office(name: str) -> bool:
    """Whether a name is that of an office, not of a paper or a station (淮棠广电融媒体中心)."""
    return bool(words().offices.search(name)) and not words().publications.search(name)


def _place_of_office(name: str | None) -> str | None:
    """The place before an office's name or a title's year (安和县民政局, 第九师2023年…), for places that no list holds."""
    found = _OFFICE_OF.match(name or "")
    return found[1] if found and not _NO_NAME.match(found[1]) else None


def _place_before(name: str | None) -> str | None:
    """The place that the name of a body begins with, whatever kind of body it is (陵阳州…协调办公室)."""
    found = _BODY_OF.match(name or "")
    return found[1] if found and not _NO_NAME.match(found[1]) else None


def _fits(name: str, level: str | None) -> bool:
    return level is None or name.endswith(_LEVELS.get(level, (level,)))


def _from_stem(title: str | None, places: Sequence[PlaceMention]) -> str | None:
    """A place of the text whose name the title has without its suffix (宜兴 for 宜兴市)."""
    for name, _ in Counter(p.name for p in places if p.sure).most_common():
        stem = _bare_name(name)
        if title and len(stem) >= 2 and stem in title:
            return name
    return None


def _within(written: str, named: Sequence[PlaceMention], text: str) -> str | None:
    """A place of the text whose name without its suffix follows that of a wider one (广东湾浦 → 湾浦区)."""
    if _WIDTH.index(named[-1].kind) > 1:
        return None
    rest = written[named[-1].end :]
    if not _may_name(rest, text):
        return None
    for place in find_places(text):
        stem = _bare_name(place.name)
        narrower = place.sure and _WIDTH.index(place.kind) > _WIDTH.index(named[-1].kind)
        if narrower and len(stem) > 1 and rest.startswith(stem):
            return place.name
    return None


def _may_name(rest: str, text: str) -> bool:
    """Whether the text has a word that ``rest`` begins with and the rank of a place behind it; places cost more to find."""
    at = text.find(rest[:2]) if len(rest) > 1 else -1
    while at >= 0:
        end = 2
        while end < len(rest) and text.startswith(rest[end], at + end):
            end += 1
        if text.startswith(_SUFFIXES, at + end):
            return True
        at = text.find(rest[:2], at + 1)
    return False


def _bare_name(name: str) -> str:
    return next((name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)), name)


def _by_document_number(head: Sequence[str]) -> str | None:
    """The province that the mark of a provincial office's document number names (粤民函〔2021〕…)."""
    for line in head:
        match = DOCUMENT_NUMBER.match(line)
        if match and match[0][1] in "民政办府":
            return gazetteer().abbreviations.get(match[0][0])
    return None
