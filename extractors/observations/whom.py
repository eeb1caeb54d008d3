"""Of whom: the organisation type that a number is about, and the grade where it has one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.observations.catalogue import unit_classes
from extractors.observations.context import Context
from extractors.observations.dealing import dealt
from extractors.observations.frame import BRACKETED, bracket_open
from extractors.observations.subject import TypeMention, grade_in, grades_in, main_type, types_in

# In characters: no further behind a list of grades stands the word that deals them out.
_DEALT_WITHIN = 14
# Types that stand in enumerations: in a new clause they do not speak for the numbers that follow.
_PARTS = ("社会团体", "民办非企业单位", "基金会", "行业协会商会")
# Meetings of departments and checks are of no organisation type or level.
NOT_OF_ORGANISATIONS = ("other", "area.units")
ACTIONS = ("dept.count", "enf.actions")


def org_type_of(context: Context, code: str, usual: str | None) -> tuple[str | None, bool]:
    """The organisation type of a number: counted right behind it, named before it, usual for its indicator.

    Returns:
        The type, and whether the text leaves no doubt of it: it touches the number, or the number is in a bracket behind one.
    """
    setting, frame, siblings = context.setting, context.frame, context.siblings
    if setting.organisation and not _COUNTED_OTHERS.match(frame.right):
        return setting.organisation, False
    quantity, offset = frame.quantity, frame.sentence.start
    end = quantity.end if frame.right[:1] in ("/", "／") else frame.right_end  # 社团201/民非435
    behind = [t for t in context.types if quantity.end <= t[0] + offset < end]
    if behind and "count" in unit_classes(quantity.unit) and behind[0][0] + offset - quantity.end <= 8:
        at = context.types.index(behind[0])
        listed = _of_list(frame.sentence.text, context.types[at : at + 2])
        return listed or behind[0][2], behind[0][0] + offset == quantity.end
    left = [t for t in context.types if t[1] + offset <= quantity.start]
    near = [t for t in left if t[0] + offset >= frame.left_start]
    if not near and quantity.unit == "所" and code.startswith(_SCHOOLS_COUNTED):
        return "民办非企业单位", True
    if near or usual:
        if not near:
            return usual, bool(siblings) and siblings[-1].org_type == usual
        told = _TELLS.match(frame.sentence.text, near[-1][1], context.here) is not None
        return _of_list(frame.sentence.text, near[-2:]) or near[-1][2], told
    if code in ACTIONS or (code in NOT_OF_ORGANISATIONS and not _speaks_of_organisations(context)):
        return None, False
    lent = _lent(context)
    if lent:
        return lent, True
    if (
        _GROWN.search(frame.left)
        and siblings
        and siblings[-1].measure != "change"
        and any(o.measure == "change" for o in siblings)
    ):
        return siblings[-1].org_type, False
    whole_of = _of_whole(context, left)
    if whole_of:
        return whole_of, False
    speaking = [t for t in left if _speaks(frame.sentence.text, t)]
    if speaking:
        return _of_addressed(frame.sentence.text, speaking) or speaking[-1][2], False
    inherited = [o.org_type for o in siblings if o.org_type is not None]
    whole = [t for t in inherited if t not in _PARTS]
    if whole:
        return whole[0], False
    if len(set(inherited)) == 1:
        return inherited[-1], False
    return _of_paragraph(context) or _subject(context), False


# Schools, homes and clinics, counted by 所 (当年复查登记26所), are such units.
_SCHOOLS_COUNTED = ("reg.", "insp.")
# An organisation tells of others too: 56家民间组织到灾区服务.
_COUNTED_OTHERS = re.compile(r"(?:社会|民间)组织")
_JOINED = re.compile(r"[、和与及或以]{1,2}(?:非?公募|民办|各类)?")


_ACT_ON = re.compile(r"[对将把]")


def _of_list(text: str, listed: Sequence[TypeMention]) -> str | None:
    """What several types that are counted in one are (民办学校、协会10家; 6家学会、协会和民办学校)."""
    kinds = {t[2] for t in listed}
    joined = len(kinds) > 1 and _JOINED.fullmatch(text, listed[0][1], listed[-1][0])
    return "社会组织" if joined else None


def _of_addressed(text: str, speaking: Sequence[TypeMention]) -> str | None:
    """What several types are that one act is about (对社会团体、公募基金会开展专项检查，重点检查60家)."""
    first = speaking[-2:][0]
    addressed = first[0] and _ACT_ON.search(text, max(first[0] - 4, 0), first[0])
    return _of_list(text, speaking[-2:]) if addressed else None


def _speaks_of_organisations(context: Context) -> bool:
    """Whether the sentence, its headings or the title name organisations at all."""
    return bool(context.types) or any(types_in(t) for t in (context.setting.title, *context.titles))


# 社会团体37万个，较2021年的38万个: the figure of the year before is of the same type.
_AGAINST_BEFORE = re.compile(r"[比较][^，。；]{0,8}(?:年|年底|同期)的?$")


# 社会团体869个，比上年增长1.3%，民非1309个，比上年增长5.1%: where each part has its growth, it is of what was counted before it.
_GROWN = re.compile(r"(?:比|较|同比|环比)[^，。；]{0,10}(?:增长|增加|减少|下降|提高|上升|多|少)了?$")


def _of_whole(context: Context, left: Sequence[TypeMention]) -> str | None:
    """The type of the count that 其中 takes apart, where what follows names none (行业协会商会418家，占10.1%；其中市级152家)."""
    text, offset = context.frame.sentence.text, context.frame.sentence.start
    at = text.rfind("其中", 0, context.here)
    if at < 0 or any(t[0] > at for t in left):
        return None
    if text[:at].endswith(("；", ";")):
        at = text.find("其中")  # 1286家，其中社会团体598家；其中市本级412家: parts of the same whole.
    # What stands in a bracket takes apart what was counted before it: （社会团体598家、基金会17家），其中市本级412家.
    before = BRACKETED.sub(lambda m: "　" * len(m[0]), text[:at])
    counted = [
        o
        for o in context.siblings
        if before[o.start - offset : o.end - offset].strip()
        and o.measure != "change"
        and "count" in unit_classes(o.unit)
    ]
    value = context.frame.quantity.value
    if counted and value and (counted[-1].value or value) < value:
        counted = [o for o in counted if o.org_type not in _PARTS]  # A part is no more than its whole.
    return counted[-1].org_type if counted else None


# A kind of what is taken apart in a bracket: 社会团体58家（含异地商会2家、学术类3家）.
_KIND = re.compile(r"[一-龥][类性]$")


def _lent(context: Context) -> str | None:
    """The type of the number before, of which a bracket or a comparison goes on."""
    opened = bracket_open(context.frame)
    if opened < 0 and not _AGAINST_BEFORE.search(context.frame.left):
        return None
    before = context.siblings
    if opened >= 0 and _KIND.search(context.frame.left):
        before = [o for o in before if o.start < opened + context.frame.sentence.start] or before
    return before[-1].org_type if before else None


def _of_paragraph(context: Context) -> str | None:
    """The type that the paragraph speaks of so far: 民办非企业单位520个。按类别分，教育类288个."""
    earlier = {o.org_type for o in context.earlier if o.part_of is None} or {o.org_type for o in context.earlier}
    return earlier.pop() if len(earlier) == 1 else None


# Between a type and the number that is beyond doubt its own (行业协会商会共84家; of 集邮协会等7家 it is not).
_TELLS = re.compile(r"(?:[^等”\"、，]|等级){0,5}$")
_COUNTED = re.compile(r"\s*(?:共|有|为|达|各|约|近|超|合计)*[*＊×\d０-９一二三四五六七八九十百千两]")


def _speaks(text: str, mention: TypeMention) -> bool:
    """Whether a type named before a number is what the sentence speaks of, not one that was counted on the way."""
    if _COUNTED.match(text, mention[1]):
        return False
    opened = max(text.rfind("（", 0, mention[0]), text.rfind("(", 0, mention[0]))
    closed = max(text.rfind("）", 0, mention[0]), text.rfind(")", 0, mention[0]))
    return opened <= closed


def _subject(context: Context) -> str:
    """What the section speaks of by its heading (二、民办非企业单位), else the article's subject."""
    for title in reversed(context.titles):
        named = main_type(title)
        if named:
            return named
    return context.setting.subject


# 三类组织分别为563家、619家和8家: the three kinds in the order of the law.
_THREE = re.compile(r"三类(?:社会)?组织(?=[^，。；]{0,6}分别)")


def dealt_type(context: Context) -> str | None:
    """The type of a number in ``社会团体、民办非企业单位、基金会分别为611家、418家和14家``: the n-th type for the n-th number."""
    if context.setting.organisation:
        return None
    three = _THREE.search(context.frame.sentence.text, 0, context.here)
    named = [(three.start(), three.end(), kind) for kind in _PARTS[:3]] if three else context.types
    return dealt(context, named)


def grade_of(context: Context, code: str) -> str | None:
    """The grade that a grade.* number is about: dealt out to it (5A、4A、3A的分别为4家、11家、26家), or of the words nearest to it."""
    if not code.startswith("grade."):
        return None
    frame = context.frame
    if known := dealt(context, grades_in(frame.sentence.text), _DEALT_WITHIN):
        return known
    return grade_in(frame.left) or grade_in(frame.right) or grade_in(frame.shared)
