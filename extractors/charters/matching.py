"""Finds the elements of a rule in the provisions of a charter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.charters.normal import NormalText, Unit
from extractors.charters.rulemodel import Element, Rule
from extractors.charters.rulepack import rule_pack
from extractors.charters.setting import Setting

EXACT, WEAK = 2, 1
# Below this the wording is read as a different sentence; slips and scanning errors of one or two characters stay above.
_SIMILARITY = 86.0
_GENERAL = re.compile(r"总则|总纲|总述")
_NOT_GENERAL = re.compile(
    r"业务范围|(?:开展|从事)(?:下列|以下)|会员(?:享有|的权利|的条件|资格)|入会|理事会是|举办者(?:享有|的权利)"
)
_REACH = 3000  # how far back a list is followed to the words that introduce it
_CLAUSE = 60  # how far back a prohibition is looked for
_PROHIBITION = re.compile(r"(?:不得|不能|不可|不应|不准|不许|禁止|严禁|无权|杜绝)(?!超过|少于|低于|多于)")
FORBIDDEN_LIST = re.compile(r"(?:不得|禁止|严禁|不准)[^。\n]{0,20}：$")
_DONE_BEFORE = re.compile(r"(?:设立|建立|成立|组建|开展)[^，。；\n]*，")
_LIST_INTRO = re.compile(r"[^。\n]*：")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where an element was found: span in the normal text, its unit, ``quality`` 2 exact or 1 weak, and the defect named.

    ``broken`` says that a number in it is out of the element's bounds, or that the element is contrary to the rule.
    """

    element: str
    start: int
    end: int
    unit: Unit
    quality: int
    defect: str | None
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Charter:
    """What the rules are applied to: the normal text, the organisation's type, what else rules are chosen by, and the
    name in the title."""

    normal: NormalText
    org_type: str
    general_end: int
    setting: Setting
    titled: str | None = None

    def is_general(self, unit: Unit) -> bool:
        """Whether a provision belongs to the general provisions (总则)."""
        return unit.index < self.general_end


def general_end(normal: NormalText) -> int:
    """Index of the first unit after the general provisions; without chapters they end where business or members begin."""
    units = normal.units
    titles = [u.provision.chapter_title or "" for u in units]
    marked = [i for i, title in enumerate(titles) if _GENERAL.search(title)]
    if marked:
        return marked[-1] + 1
    chapters = [u.provision.chapter for u in units]
    if chapters and chapters[0]:
        return next((i for i, chapter in enumerate(chapters) if chapter != chapters[0]), len(units))
    for index, unit in enumerate(units):
        if index >= 2 and _NOT_GENERAL.search(normal.of(unit)):
            return index
    return max(len(units) // 4, 1)


@cache
def _words(name: str) -> re.Pattern[str]:
    return rule_pack().pattern(name)


def _quoted(normal: NormalText, start: int, unit: Unit) -> bool:
    """Inside quotation marks that hold more than a word: somebody else's sentence is quoted."""
    opened = normal.text.rfind("“", max(unit.start, start - _REACH), start)
    if opened < 0 or normal.text.rfind("”", opened, start) >= 0:
        return False
    closed = normal.text.find("”", start, unit.end)
    return closed - opened > 12


def list_intro(normal: NormalText, unit: Unit, start: int) -> str:
    """The words that introduce the list item around a position (会员履行下列义务：), or nothing outside a list."""
    first = max(unit.start, start - _REACH)
    line = normal.text.rfind("\n", first, start) + 1
    inline = re.search(r"[（(][一二三四五六七八九十\d]{1,3}[）)]", normal.text[max(line, first) : start])
    if line <= unit.start and not inline:
        return ""
    if line > unit.start and not re.match(
        r"[（(【]?[一二三四五六七八九十\d①-⑳]{1,3}[）)】、.]?", normal.text[line : line + 5]
    ):
        return ""
    intros = [m.group() for m in _LIST_INTRO.finditer(normal.text[first:start])]
    return intros[-1] if intros else ""


def in_person_context(normal: NormalText, unit: Unit, start: int) -> bool:
    """Whether the words are asked of persons (conditions for leaders, duties of members), not said of the organisation."""
    sentence = normal.sentence(start)[0]
    before = normal.text[max(sentence, unit.start) : start]
    if _words("PERSON_DEMAND").search(before) and not _words("WITH_PEOPLE").search(before):
        return True
    return bool(_words("PERSON_LIST").search(list_intro(normal, unit, start)))


def in_business_list(normal: NormalText, unit: Unit, start: int) -> bool:
    """Whether the words stand in the list of businesses."""
    return bool(_words("BUSINESS_LIST").search(list_intro(normal, unit, start)))


def _negated(normal: NormalText, start: int) -> bool:
    return bool(
        re.search(r"(?:不|未|无需|无须|暂不|免于|没有|拒绝|禁止|严禁)$", normal.text[max(start - 4, 0) : start])
    )


def _prohibited(normal: NormalText, unit: Unit, start: int) -> bool:
    """Whether the words stand behind a prohibition in their clause (不得由会长决定) or in a list of what is forbidden."""
    clause = normal.text[max(start - _CLAUSE, unit.body) : start].rpartition("\n")[2]
    if _PROHIBITION.search(re.split("[，。；：]", clause)[-1]):
        return True
    return bool(FORBIDDEN_LIST.search(list_intro(normal, unit, start)))


def _similar(element: Element, normal: NormalText) -> Iterator[tuple[int, int]]:
    if not element.similar:
        return
    from rapidfuzz import fuzz

    whole = affirmed(normal.text)
    for unit in normal.units:
        text = whole[unit.start : unit.end]
        for similar in element.similar:
            found = fuzz.partial_ratio_alignment(similar.phrase, text, score_cutoff=_SIMILARITY)
            if found and similar.must.search(text[found.dest_start : found.dest_end]):
                yield unit.start + found.dest_start, unit.start + found.dest_end


@lru_cache(maxsize=4)
def affirmed(text: str) -> str:
    """A normal text of the same length in which what is refused (不设监事, 监事暂不设立) can match no wording."""
    return _words("REFUSAL").sub(lambda found: "■" * len(found.group()), text)


def _candidates(element: Element, normal: NormalText) -> Iterator[tuple[int, int, int, str | None]]:
    named = False
    text = normal.text if element.contrary else affirmed(normal.text)
    for wording in element.wordings:
        for m in wording.finditer(text):
            named = True
            yield m.start(), m.end(), EXACT, None
    if not named and element.chapter and element.chapter_wordings:
        for unit in normal.units:
            if not element.chapter.search(unit.provision.chapter_title or ""):
                continue
            for m in element.chapter_wordings.finditer(text, unit.start, unit.end):
                yield m.start(), m.end(), EXACT, None
    for weak in element.weak:
        for m in weak.pattern.finditer(text):
            yield m.start(), m.end(), WEAK, weak.defect


def _admitted(element: Element, rule: Rule, normal: NormalText, start: int, unit: Unit) -> int:
    """How far a match may count: 2 fully, 1 as a weak one, 0 not at all."""
    text = normal.of(unit)
    if element.within and not element.within.search(text):
        return 0
    if element.outside and element.outside.search(text):
        return 0
    if element.not_before and element.not_before.search(normal.text[max(start - 16, unit.start) : start]):
        return 0
    if element.contrary and _prohibited(normal, unit, start):
        return 0
    if element.not_in_list:
        item = start + 1 if normal.text[start] == "\n" else start  # a wording may begin with the line break
        if element.not_in_list.search(list_intro(normal, unit, min(item + 3, unit.end))):
            return 0
    if not rule.own:
        return EXACT
    if _negated(normal, start) or _quoted(normal, start, unit) or in_person_context(normal, unit, start):
        return 0
    if _words("TOLD").search(normal.text, max(start - 20, unit.start), start):
        return 0
    return WEAK if in_business_list(normal, unit, start) else EXACT


def _conditional(rule: Rule, normal: NormalText, start: int, end: int) -> bool:
    if not rule.conditional:
        return False
    first = normal.sentence(start)[0]
    # 条件成熟时设立…，为党组织的活动提供条件: what is done before under a condition is another thing.
    done = [found.end() for found in _DONE_BEFORE.finditer(normal.text, first, start)]
    sentence = normal.text[max([first, *done]) : end]
    return bool(_words("CONDITION").search(sentence)) and not _words("LAWFUL_CONDITION").search(sentence)


def find(element: Element, rule: Rule, charter: Charter) -> Hit | None:
    """The best place where an element is said, or None.

    Full wordings go before weak ones, preferred articles before others, the general provisions before later chapters
    where the rule wants them there, and earlier before later; a number out of bounds goes before all. Near wordings are
    tried when nothing else says it fully.
    """
    normal = charter.normal
    best: tuple[tuple[bool, int, int, int, int], Hit] | None = None

    def offer(start: int, end: int, quality: int, defect: str | None) -> None:
        nonlocal best
        unit = normal.unit_at(start)
        admitted = _admitted(element, rule, normal, start, unit)
        if not admitted:
            return
        if admitted < EXACT and quality < EXACT:
            return  # half a wording in half a place is none
        if admitted < quality:
            quality, defect = WEAK, defect or "paraphrase"
        if quality == EXACT and _conditional(rule, normal, start, end):
            quality, defect = WEAK, "conditional"
        if element.contrary:
            broken = quality == EXACT
            defect = defect or element.defect
        else:
            broken = element.number is not None and element.number.broken_by(normal.text[start:end])
            defect = element.number.defect if broken and element.number else defect
        preferred = 1 if element.prefer and _preferred(element.prefer, unit, normal) else 0
        general = 1 if rule.place and charter.is_general(unit) else 0
        key = (broken, quality, preferred, general, -start)
        if best is None or key > best[0]:
            best = key, Hit(element.id, start, end, unit, quality, defect, broken)

    for start, end, quality, defect in _candidates(element, normal):
        offer(start, end, quality, defect)
    if best is None or best[1].quality < EXACT:
        for start, end in _similar(element, normal):
            offer(start, end, EXACT, None)
    return best[1] if best else None


def _preferred(pattern: re.Pattern[str], unit: Unit, normal: NormalText) -> bool:
    opening = normal.text[unit.body : min(unit.body + 14, unit.end)]
    return bool(pattern.search(unit.provision.chapter_title or "") or pattern.search(opening))
