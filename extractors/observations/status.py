"""Whether it happened: actual or planned, by the words of the clause, the section and the kind of document."""

from __future__ import annotations

import re
from functools import lru_cache

# Each alternative of these two begins with a character, lookbehinds stand after it: so a search passes over the rest quickly.
_PLANNED = re.compile(
    r"力争|争取(?!中央|省级|上级|财政|资金|到|福彩|国家|项目|专项|社会资金|银行|授信|[“‘]|[^，。；]{0,14}(?:资金|捐赠|捐款))|确保(?<!为确保)|"
    r"计(?<!原计)划(?![”」』]|生育)|拟(?!任|成立(?!\d)|定|登记|撤销(?:登记)?的|合并、)|预计|目标(?<!完成目标)(?<!完成年度目标)(?<!完成全年目标)(?<!完成既定目标)|预算(?=[：:])|"
    r"将(?!$|\d|近|原|全[市省县区]|[^，。；,;]{0,16}(?:列入|纳入|作为|移出|移送|移交|其|党建|该|会费|年费|收费|标准|降|公开|对外|写入|延长|逐条|比对))|"
    r"要(?<![需重主必纪只概摘次紧首不]要)(?![求素点闻么管面花]|看到|清醒|认识到|承认|正视|注意到|\d)|"
    r"力求|控制在|规划(?!目标|时期)|有望|打算|下一步|我们想|建议(?=20\d\d年|，)|明年|来年|下一年|"
    r"年底前(?!顺利|全面|如期|圆满|已)|年末前|月底前|年内(?:[^，。；\d]{0,4}(?:完成|实现|力争|组建|换完|清零|一律)|再|新建|要)|届时(?<![换首上本历]届时)|军令状|必须|原则上|务必|至少(?=[一-龥])(?!有|还有|已|存在|涉及|包括|需|达|为|是|在|可|[一二两三])"
)
_DONE = re.compile(
    r"已(?!经?到期)|完成了|顺利完成|全面完成|如期完成|圆满完成|超额完成|截至|截止|目前|现有|共有|去年|上年|累计|以来|达成|建成|举成|开成|办成|实成|被|获(?![^，。；]{0,8}的)|了|同比|较上年|比上年|近年|历年|当前|曾|现已|实现了|回顾|"
    r"全年(?:共|新|办|开|完|累)|实际|实有|实绩|现(?<=^现)"
)
# 目标20%，实际21.3%: what stands behind the target is the result.
_TARGET_MET = re.compile(
    r"目标(?:为?控制在)?[^，。；]{1,12}[，,](?:[^。；]*[，,；])?[^，。；]{0,8}(?:完成|达到|实有|为|实际|现|超|差|增)[^，。；]*$"
)
_PLAN_SECTION = re.compile(
    r"下一?步|下(?:个?月|季度)|设想|初步考虑|年(?:度)?(?:目标|计划|预算|要点|重点)[：:]?$|打算|工作思路|工作要点|工作重点|工作计划|工作安排|工作目标|目标任务|主要目标|下半年(?:工作|计划|打算)|明年|来年|今后|努力方向|发展目标|总体目标|今年怎么|怎么干|新年(?:打算|计划|工作|安排)|安排$|思路[。：:]?$|建议$|规划$|新的一年|(?:十[二三四五]五)[”\"]?(?:目标|规划|时期目标)|展望"
)
_PAST_SECTION = re.compile(
    r"回顾|总结|成效|情况|完成|做法|现状|主要工作|基本|基础|问题|形势|困难|难题|背景|关于.*的建议$|现实|存在"
)

_AMISS_THEN_PLANS = re.compile(
    r"(?:不足|差距|问题|短板|困难|进展|情况|完成)[^，。；]{0,8}(?:和|与|及|、)[^，。；]{0,4}(?:明年|来年|今后|下一?步|下步|打算|计划|安排|建议|设想|思路)"
)


# In a plan: what was is told aside (120万元（2024年为90万元）, 比上年多2家), and 全年新登记 is still to come.
_ASIDE = re.compile(r"[（(][^（()）]*[）)]|(?:[较比]|在)(?:去年|上年|20\d\d年)[^，。；]*|全年(?=[新办开完])")


@lru_cache(maxsize=1024)
def is_plan_heading(title: str) -> bool:
    """Whether a heading opens plans (下一步打算, 2023年工作计划) rather than a review."""
    return bool(_PLAN_SECTION.search(title)) and not (_PAST_SECTION.search(title) and "下" not in title)


@lru_cache(maxsize=1024)
def is_mixed_heading(title: str) -> bool:
    """Whether a heading opens both: what is amiss, then what is to be done (四、不足与明年打算, 存在问题及下一步工作)."""
    return bool(_AMISS_THEN_PLANS.search(title))


@lru_cache(maxsize=1024)
def is_past_heading(title: str) -> bool:
    """Whether a heading opens a review or an account of how things stand (主要成效, 存在的问题)."""
    return bool(_PAST_SECTION.search(title))


# 计划建馆60所，已建成44所，在建11所: what came of a plan is told up to the next semicolon, but for what is left over.
_OUTCOME_TOLD = re.compile(
    r"[，,；;（(][^，,；;。]{0,6}(?:已(?!经?到期)|实际|截至|截止|目前|完成了)(?:(?!剩|其余|余下|还有|尚有|另有|下半年)[^；;。])*$"
)
# A figure of a day that is told (截至3月15日已募集) is a fact, whatever the year that the text is about.
_TOLD_AS_OF = re.compile("截[至止]")


# Words by which a section of what is amiss goes on to what is to be done.
_PLANS_BEGIN = re.compile(r"下一?步|明年|来年|今后|下半年|下阶段|接下来|力争|打算|计划|将|20\d\d年[，,]")


_PAST_NAMED = re.compile(r"20\d\d|[去上]年|上半年|近[两三几]年")


def is_planned(clause: str, sentence: str, sections: tuple[str, ...], doc_type: str, year: int, before: str) -> bool:
    """Whether a number is a plan or target rather than a fact.

    Args:
        clause: the clause up to and with the number (and the words right behind it).
        sentence: the sentence up to the number.
        sections: titles of the headings around it, outermost first.
        doc_type: the document's type; in a ``work_plan`` the default is planned.
        before: the sentence before, by which a heading of both kinds has come to its plans.
        year: 1 when the period that the sentence names lies after the text's own date, -1 when before, else 0.
    """
    if year > 0 and not _TOLD_AS_OF.search(sentence):
        return True
    in_plan_section = any(map(is_plan_heading, sections)) and not (
        any(map(is_mixed_heading, sections)) and not _PLANS_BEGIN.search(before + sentence)
    )
    in_past_section = any(map(is_past_heading, sections)) and not in_plan_section
    # The inspection of a year ago that is still to come (8月底前完成年检) is no past.
    done = bool(_DONE.search(clause)) or (year < 0 and not (in_plan_section and not _PAST_NAMED.search(sentence)))
    told = _TOLD_AS_OF.search(sentence)
    planned = _PLANNED.search(sentence, told.end() if told else 0)
    if in_plan_section:
        return not done or bool(_PLANNED.search(clause))
    if doc_type == "work_plan" and not in_past_section:
        return not (done or _DONE.search(_ASIDE.sub("", sentence))) or (bool(_PLANNED.search(clause)) and year == 0)
    if planned is None or _TARGET_MET.search(sentence) or _OUTCOME_TOLD.search(sentence, planned.end()):
        return False
    return not done or (_PLANNED.search(clause) is not None and "已" not in clause)
