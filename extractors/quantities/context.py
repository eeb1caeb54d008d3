"""What the words around a number say: its bound, and whether it is a quantity at all."""

from __future__ import annotations

import re

from extractors.quantities.lexicon import lexicon
from extractors.quantities.model import Bound

_REACH = 16
_REACH_FAR = 36
_OF_WHOLE = re.compile(r"(?:的[^，,。；、的\d]{1,8}|其)(到不|足不|过超[得能]?不|过超|近接|于[少低高][得能应]?[不未])")
# 比去年超出14件: by so many, no bound.
_OVER_BACK = re.compile(r"(?:约|近)?了?出超[^，,。；;、\d]{0,10}[比较]")
_QUOTED_PHRASE = 10
# In characters: so far back on a line quotation marks are counted.
_LINE = 2000
# “挂牌不办公的有三成”, “账面反倒多了2万” are speech, no names.
_SPEECH = re.compile(r"[了是有占]$")
_CLOSING = re.compile('[”’」"]')
_LAW_THRESHOLD = re.compile(
    r"(?:条例|办法|规定|法)》?[^。；\n]{0,40}$|第[一二三四五六七八九十百\d]+条[^。；\n]{0,40}$|(?:并处|处以?)[^。；\n]{0,12}$|不得(?:低于|高于|少于|超过)[^。；，\n]{0,12}$"
)
_LAW_SUBJECT = re.compile(
    r"原始基金|注册资金|开办资金|活动资金|罚款|违法所得|违法经营额|年龄|总收入的|总支出的|净资产的|基金余额的"
)
# 不得低于上年总收入70%的要求, 在10%的规定以内.
_REQUIRED = re.compile(r"[”’」\"]?的(?:法定|最低)?(?:要求|规定|限额|红线|标准线)(?![^，。；]{0,2}(?:差|距))")
_QUORUM = re.compile(r"(?:以上)?(?:的)?(?:会员|理事|监事|代表|成员|到会|出席|表决|通过|票|的?会员)")
# 有3名以上党员的社会组织, 1至2名党员的148个: by the number of their members organisations are sorted.
_PARTY = re.compile(r"[\d一二两三四五六七八九][-—~至到\d]{0,2}[名人个](?:以上|以下)?(?:正式|中共|预备)?党员(?:的|、没)")
_MEMBERS = ("名", "人", "个")
_PERSONS = ("名", "人")
# 5人以下的占到71.4%, 10次以上的约有三百家.
_SORTED = re.compile(r"的(?:占到?|达到?|共?有|约有?|仅有?|只有|[共就])?[\d一二三四五六七八九十百]")
# 专职人员8人以上的基金会35家: the thing that is sorted stands between.
_SELECTS = re.compile(
    r"的[^，,。；;、：:\n\d]{0,8}(?:组织|团体|单位|基金会|协会|商会|学会|企业|机构|团队|服务队|支部|社区|项目|社团|民非)"
    r"(?:共有?|有|约有?|仅有?|只有|达到?|为|占)?\d"
)
# 会费是否超过4档, 是否达到总收入的70%: asked, not told.
_ASKED = re.compile(r"是否[^，。；、,;\n]{0,16}$")
# 开办资金由3万元降到1万元, 会员数放宽到30个: what a registration asks for.
_ASKED_FOR = re.compile(
    r"(?:(?:注册|开办|活动|登记)资金|会员数)[^，。；、,;\d]{0,10}(?:由|从|(?:降低?|放宽|减少?|下调|调低)[到至为])$"
)
_FALLS = re.compile(r"[^，。；、,;\d]{0,6}(?:降|放宽|减|下调|调低)")
_LOWERED = re.compile(
    r"(?:(?:注册|开办|活动|登记)资金|会员数)[^，。；、,;]{0,20}(?:降低?|放宽|减少?|下调|调低)[到至为]$"
)
# With one of these ends what makes a number a thing asked for.
_ASKED_LAST = frozenset("由从到至为足满于过及组")
# 承接50万元以上项目, 百万元以上的“大户”.
_WORTH = re.compile(r"的?[“‘\"]?(?:政府购买)?(?:服务)?的?(?:项目|大单|大户|订单|标的)")
# 三分之二的组织成员不足20人, 六成社会组织年收入不到10万元: by the number they are told apart.
_OF_A_PART = re.compile(
    r"(?:分之[一二三四]|[一二三四五六七八九]成|\d[%％])多?的?[^，,。；;、\d“”]{2,14}(?:不足|不到|不满|达不到|低于|超过|不及)$"
)
# 每组执法人员不少于2人.
_EACH_TEAM = re.compile(r"每组[^，。；\d]{0,8}$")
# 会费压到4档, 多于4档的: the law's number of steps, reversed. 2018年11期: an issue.
_TARIFF_BACK = ("到压", "到调", "到降", "到减", "至减", "到整调", "为整调", "以", "于多", "过超否是")
# 412家有3名以上正式党员的，…
_MEMBERS_HAD = re.compile(r"(?:正式|中共)?党员的")
_BECOMES = re.compile("(?:降|减|压|增|升|扩|缩|涨|提高)(?:少|加|减|大|长)?[到至为]")
_VOLUME = re.compile(r"(?:19|20)\d\d年$")
_ENDS = ("", "\n", "）", ")", "，", ",", " ", "\u3000", "：", ":")
_FORMULA = re.compile(r"[^，。；、,;：\n\d+＋]{0,6}+[+＋]")
# （注销52家＋撤销14家） is a sum of figures, not the name of a programme.
_SUMMED = re.compile(r"\d{2,}[家个户件]\s?[+＋]\s?[一-龥]{0,6}\d")
_SUMMED_BACK = re.compile(r"\d{2,}[家个户件]\s?[+＋]\s?[一-龥]{0,6}$")
_LABEL_BACK = re.compile(r"[\s|:：]{0,4}[)）]([^()（）\s]{1,4})[(（]")
_LABEL_BEHIND = re.compile(r"[(（]单位[:：]\s?([^()（）\s]{1,4})[)）]")
_CELL_BACK = re.compile(r"[\s|]*[|\s]([^|\s()（）\d]{1,4})(?=[|\s])")
_CLAUSE_END = re.compile(r"[，。；、,;\n](?=[^，。；、,;\n]*$)")


def left_of(text: str, start: int) -> str:
    """The few characters before ``start``, reversed, so that patterns match from the number leftwards."""
    return text[max(0, start - _REACH) : start][::-1]


def clause_before(text: str, start: int, reach: int) -> str:
    """The clause before ``start``, at most ``reach`` characters of it."""
    left = text[max(0, start - reach) : start]
    cut = _CLAUSE_END.search(left)
    return left[cut.end() :] if cut else left


def bound_before(back: str, *, round_number: bool, share: bool) -> Bound | None:
    """The bound that the words before a number give; ``back`` is reversed text. 结余, 最近, 以上 are no bounds."""
    words = lexicon()
    if words.not_bound_back.match(back) or _OVER_BACK.match(back):
        return None
    match = words.bound_back.match(back)
    if match:
        word = match[1][::-1]
        if word in words.round_only and (not round_number or match.start(1) > 0):
            return None
        return words.bound_of[word]
    far = words.far_bound_back.match(back) or (_OF_WHOLE.match(back) if share else None)
    return words.bound_of[far[1][::-1]] if far else None


def joined(before: Bound | None, inner: Bound | None, after: Bound | None) -> Bound:
    """One bound of several: a limit is stronger than 约, and 余 is weaker than a limit (约60余万 is at least 60万)."""
    for bound in (after, before, inner):
        if bound in ("min", "max"):
            return bound
    return before or after or inner or "exact"


def in_name(text: str, start: int, end: int) -> bool:
    """Whether the number stands inside a title in 《》 or a short quoted phrase (“1+5+3”, “十百千”, “最后一公里”)."""
    close = text.find("》", end, end + 60)
    if close >= 0:
        lead = text[max(0, start - 60) : start]
        if lead.rfind("《") > lead.rfind("》") and "《" not in text[end:close]:
            return True
    if not _CLOSING.search(text, end, end + _QUOTED_PHRASE):
        return False
    for opening, closing in ("“”", "‘’", "「」", '""'):
        right = text.find(closing, end, end + _QUOTED_PHRASE)
        if right < 0:
            continue
        left = text.rfind(opening, max(0, start - _QUOTED_PHRASE), start)
        if left < 0 or right - left - 1 > _QUOTED_PHRASE or closing in text[left + 1 : start]:
            continue
        if _SPEECH.search(text, left + 1, start):
            continue
        # Of straight quotation marks every second one closes.
        line = max(text.rfind("\n", max(0, left - _LINE), left), left - _LINE - 1) + 1
        if opening != closing or text.count(opening, max(0, line), left) % 2 == 0:
            return True
    return False


def in_formula(text: str, start: int, end: int) -> bool:
    """1+5+3, 1个中心+5个支点: programmes named by a sum."""
    if text[start - 1 : start] not in ("+", "＋") and _FORMULA.match(text, end) is None:
        return False
    return not (_SUMMED.match(text, start) or _SUMMED_BACK.search(text, max(0, start - _REACH), start))


def is_legal_threshold(text: str, start: int, bound: Bound, *, share: bool = False) -> bool:
    """A minimum or maximum that a law sets (原始基金不低于200万元), not one that somebody reached or aims at.

    Shares are looked at without bound too, as it stands before the whole (不得低于上年总收入的70%: 慈善法 and 民发〔2016〕189号).
    """
    if bound not in ("min", "max") and not share:
        return False
    left = text[max(0, start - 60) : start]
    left = left[max(left.rfind(c) for c in "。！？\n") + 1 :]
    return bool(_LAW_SUBJECT.search(clause_before(text, start, 20)) and _LAW_THRESHOLD.search(left))


def is_quorum(text: str, end: int) -> bool:
    """三分之二以上的会员, 二分之一以上理事: a rule of voting."""
    return text[end - 2 : end] == "以上" and _QUORUM.match(text, end) is not None


def is_condition(text: str, back: str, end: int, *, money: bool, tail: bool) -> bool:
    """不足3人的, 达不到40%的镇街, 不足10万元, 100万元以上的88家, 正式党员3名以上: the number sorts things, it measures nothing."""
    words = lexicon()
    if tail and text[end - 1] in "上下" and _SELECTS.match(text, end):
        return True
    if tail and _MEMBERS_HAD.match(text, end):
        return True
    if (tail and back.startswith("员党式正")) or ("否是" in back and _ASKED.search(back[::-1])):
        return True
    if text[end : end + 1] == "的":
        if (
            tail and (words.condition_thing.match(text, end + 1) if money else _SORTED.match(text, end))
        ) or words.condition_back.match(back):
            return True
        if words.weak_condition_back.match(back) and words.condition_thing.match(text, end + 1):
            return True
    if tail and money and _WORTH.match(text, end):
        return True
    if not money or "均" in back or not words.condition_amount_back.match(back):
        return False
    return not becomes(text, end)


def is_asked_for(text: str, back: str, start: int, end: int, unit: str) -> bool:
    """A lowered threshold (开办资金由3万元降到1万元), what tells a part from the rest (六成社会组织年收入不到10万元), the size of a team."""
    if back[:1] not in _ASKED_LAST:
        return False
    left = text[max(0, start - _REACH_FAR) : start]
    if _OF_A_PART.search(left) or _LOWERED.search(left) or (unit in _PERSONS and _EACH_TEAM.search(left)):
        return True
    return _ASKED_FOR.search(left) is not None and (left[-1] not in "由从" or _FALLS.match(text, end) is not None)


def becomes(text: str, end: int) -> bool:
    """由六件降到一件, 由不足5万元增加到12万元: what it was and what it is are both told."""
    return _BECOMES.match(text, end) is not None


# 2022届毕业生, 年鉴（2010卷）
_OF_A_YEAR = re.compile(r"(?:19|20)\d\d[届卷]")


def refused(text: str, back: str, start: int, end: int, unit: str) -> bool:
    """Ordinals, ranks, denominators, page counters: what stands before or behind tells."""
    words = lexicon()
    if words.refused_back.match(back) or words.refused_after.match(text, end):
        return True
    party = _PARTY.match(text, start) if unit in _MEMBERS else None
    if party and (party[0][-1] == "没" or words.condition_thing.match(text, party.end())):
        return True
    if unit == "%" and _REQUIRED.match(text, end):
        return True
    if unit == "档" and (text[end - 1] in "内下" or back.startswith(_TARIFF_BACK)):
        return True
    if unit == "期" and _VOLUME.search(text, max(0, start - _REACH), start) and text[end : end + 1] in _ENDS:
        return True
    if unit in ("届", "卷") and _OF_A_YEAR.match(text, start):
        return True
    if unit in ("名", "位", "家", "项", "批") and words.rank_back.match(back):
        return True
    return unit == "次" and back[:1] == "届"


def labelled_unit(text: str, start: int) -> tuple[str, int] | None:
    """Unit and factor that a table's label gives: 社会团体（个） 1,336; 收入（万元）：12.5; | 社会团体 | 个 | 1336 |."""
    back = left_of(text, start)
    match = _LABEL_BACK.match(back) or (_CELL_BACK.match(back) if back[:1] in " |\t" else None)
    return _unit_and_factor(match[1][::-1].removeprefix("单位：").removeprefix("单位:")) if match else None


def unit_behind(text: str, end: int) -> tuple[str, int] | None:
    """Unit and factor of 合格519、不合格12（单位：家）."""
    match = _LABEL_BEHIND.match(text, end)
    return _unit_and_factor(match[1]) if match else None


def _unit_and_factor(word: str) -> tuple[str, int] | None:
    size = {"万": 10**4, "亿": 10**8}.get(word[:1], 1) if len(word) > 1 else 1
    words = lexicon()
    word = word[1:] if size > 1 else word
    word = words.spellings.get(word, word)
    known = word in words.strong or word in words.weak or word in words.ratio
    return (word, size) if known and word != "本" else None
