"""Stock, flow, share or change; and whether a number is a plan."""

from __future__ import annotations

import re

from extractors.observations.catalogue import Indicator, unit_classes
from extractors.observations.context import Context
from extractors.observations.features import Decision
from extractors.observations.frame import BRACKETED
from extractors.observations.period import period_at
from extractors.observations.status import is_planned
from extractors.records import Measure

_STOCK = re.compile(
    r"截至|截止|目前|现有|共有|实有|总数|总量|存量|累计达|年[底末]|在册|拥有|达到?$|突破|稳定在|增[至加]到?$|保有"
)
_FLOW = re.compile(r"新|全年|年内|今年以来|开展|办理|发展(?!到)|累计(?!达)")
_NEW = re.compile(r"新(?:增|发展|吸收|备案|入会|建)|新增备案")
# 在孵83个, 在编11人, 眼下会员3860人, 今已33名, 月末在园33家: how it stands, whatever the indicator.
_STANDING = re.compile(
    r"在(?:编|岗|孵|园|册|校)[^，。；\d]{0,4}$|(?:眼下|如今|现如今)[^，。；、\d办开收接跑]{0,8}$|今已$|月末[^，。；\d]{0,4}$"
)
_FROM = re.compile(r"(?:由|从)(?:[今去上]年的?|\d{4}年的?|目前的?|现在的?|每[年月]的?|原来的?|最初的?|年初的?)?$")


def measure_of(context: Context, decision: Decision, indicator: Indicator | None) -> Measure:
    """What kind of figure a number is, by its unit, its words and its indicator's usual measure."""
    frame = context.frame
    if decision.change:
        return "change"
    if decision.share or frame.quantity.unit in ("%", "倍", "番"):
        return "share"
    if _STANDING.search(frame.left):
        return "stock"
    if indicator is None:
        return "stock" if _STOCK.search(frame.left) or _STOCK.search(frame.shared) else "flow"
    if indicator.measure == "flow" and "截至" in frame.sentence.text:
        return "stock" if _STOCK.search(frame.left) and not _FLOW.search(frame.left) else "flow"
    if indicator.measure == "stock" and _NEW.search(frame.left):
        return "flow"
    return indicator.measure


# 对其中10家，拟依法撤销登记: what is to be done with the number stands behind it.
_TO_BE_DONE = re.compile(
    r"[^，。；,;未]{0,8}[，,]?(?:(?:拟|将)(?:依法|依规)*(?:予以|给予|作出)?(?:撤销|吊销|注销|取缔|处罚|行政处罚|列入|移[出送交])(?!登记?\d)|"
    r"(?:将|拟|计划)于[^，。；,;]{0,10}(?:完成|清零|处置|建成|启动)|(?:正在履行|(?:拟|将)?启动)[^，。；,;]{0,4}(?:撤销|吊销))"
)
_FROM_NOW = re.compile(r"(?:由|从)(?:目前|现在|现有)[^到至]*")


def _without_beginning(text: str) -> str:
    """A text without the state that a rise begins from (由目前的36%提升到45%), which says nothing of where it ends."""
    return _FROM_NOW.sub("", text) if "目前" in text or "现" in text else text


# 志愿者130名（计划120名）; 原定学员360人，实到431人; 完成年度任务（800万元）的79%; 任务32个　完成36个; 培训24场，实际31场; 距25%的目标.
_TARGET = re.compile(
    r"(?:计划|任务|目标|指标)[数值]?[（(：:是为]$|(?:任务|目标|指标)[数值]?(?:[：:]|[（(])?为?$|[（(](?:计划|任务|目标)$|(?:任务|目标|指标)[数值]?[\s\u3000]?$|比[^，。；\d]{1,6}要求的$|离[^，。；\d]{1,6}要求的?$|原(?:计划|定)[^，。；\d了的]{0,6}$"
)
# Each wording of a target has one of these; most texts have none and need no closer look.
_TARGETS_NAMED = re.compile("计划|任务|目标|指标|要求|原定")
# What is budgeted is not yet spent: 预算投入金额达1.42亿元; the part of it that a budget gave (财政预算80万元) is.
_BUDGETED = re.compile(
    r"(?:(?:(?:收入|支出|收支|投入|采购|项目|全年|服务)预算|(?:^|[，,；;：:（(、。])预算)|"
    r"预算(?:总?(?:收入|支出|投入|采购|筹资))?(?:总?(?:金额|额|资金|经费|价)|(?:收入|支出|投入)))"
    r"(?:总额|达到?|为|是|共计?|约|近|超过?|合计|总计|均为|不少于|不超过)*[\s\u3000]?$|(?:投资|费用|造价)估算(?:为|约|总?额)*$"
)
_OF_A_TARGET = re.compile(r"的?预算$|的?(?:年度)?(?:任务(?!书)|目标(?!提前|已|任务完成))")
_NO_TARGET = re.compile(r"(?:超额?|超出|超过|异常|完成(?:年度|全年|目标)?)(?:任务|目标|指标)[数值]?\s?$")
_OUTDONE = re.compile(
    r"(?:[^，。；;\d]{0,8}(?:任务|目标|计划))?[，,；;（(]实际(?:完成|达到|举?办|为|培训|新增|登记|发放)?(?:了)?\d"
)


# 决定对27家社会组织开展抽查: what a notice announces.
_DECIDED = re.compile(r"(?:决定|将|拟)对[^，。；]*$")
_CHECKED = re.compile(r"[^，。；]{0,14}(?:进行|开展|实施)[^，。；]{0,8}(?:抽查|检查|审计|核查)")

# In characters: how far before a number a word may stand that makes it a target.
_NEAR = 30
# In characters: a date that tells the month.
_MONTH = len("2022-07")
_AHEAD = re.compile(
    r"拟(?:安排|新建|新增|增设|培育|投入|评定|评出|组织|开展|举办|购买|招募|招聘|发放|支持|扶持|资助)|将[于有会在]|届时(?<![换首上本历]届时)|(?:明年|来年|下一步|下半年)[^，。；;\d]{0,6}(?:要|想|拟|打算|力争|计划|再)"
)
# 剩余51家于9月底前全部清零; 还没有处置完的21家，年底前清零; 第二批9家年底前完成: what is left over or comes next, with a deadline behind it.
_LEFT_OVER = re.compile(
    r"(?:第[二三四五]批|下一?批|余量|其余|其他|剩余|剩下|余下|还有|尚有|没有?[^，。；\d]{1,8}完|[去上]年度?未完成)的?[^，。；,;\d]{0,6}$"
)
_DEADLINE = re.compile(
    r"[^，。；,;\d]{0,10}[，,]?(?:[^，。；,;\d限]{0,8}(?:20\d\d年)?\d{1,2}月(?:底|末|\d{1,2}日)?前|[^，。；,;\d限]{0,8}(?:年底前|年末前|年内|明年|下半年|[二三四]季度|一季度[内前末]))"
    r"[^，。；]{0,6}(?:清零|完|处置|整改|注销|撤销|换|退|公示|落实|见底|到位|销号|消除|启动|建成|建立|组建|实现|出清|移出|列入|纳入|参评|参加|拨付|清偿|兑付|办结|了结|化解|补齐|交清)"
)


def is_to_be_done(context: Context) -> bool:
    """Whether what touches the number says that it is a target (计划120名) or still to be dealt with (10家，拟依法撤销登记)."""
    frame = context.frame
    text, end = frame.sentence.text, context.here + len(frame.written)
    if _TO_BE_DONE.match(text, end) or _OUTDONE.match(text, end) or _OF_A_TARGET.match(frame.right):
        return True
    before = text[max(0, context.here - _NEAR) : context.here]
    if _LEFT_OVER.search(before) and _DEADLINE.match(text, end):
        return True
    if _DECIDED.search(before) and _CHECKED.match(frame.right):
        return True
    if "算" in before and "money" in unit_classes(frame.quantity.unit) and _BUDGETED.search(before):
        return True
    return bool(_TARGETS_NAMED.search(before) and _TARGET.search(before)) and not _NO_TARGET.search(before)


_RISES = re.compile(r"(?:[^，。；]{0,4}[增提升扩降减涨]|发展到|[到至])")


def is_start(context: Context) -> bool:
    """Whether a rise begins from the number (由22个增加到50个): that is a fact, also where the rise is planned."""
    return _FROM.search(context.frame.left) is not None and _RISES.match(context.frame.right) is not None


def lies_ahead(context: Context) -> bool:
    """Whether the sentence tells of what is still to come (招聘会将于4月10日举行，拿出1260多个岗位)."""
    return _AHEAD.search(context.frame.sentence.text, 0, context.here) is not None


# 去年12月，孵化园二期建成投用，首批入驻17家: told in a plan, but over.
_OVER = re.compile(r"(?:[去上前]年)\d{1,2}月(?:(?!今年|本年|计划|力争|拟|将|要)[^。；])*$")


def is_over(context: Context) -> bool:
    """Whether the sentence tells of a month of an earlier year, and of nothing since."""
    return _OVER.search(context.frame.sentence.text, 0, context.here) is not None


def _is_to_come(period: str, written: str) -> bool:
    """Whether months of the text's own year lie ahead of its date (下半年 in July); a day told may be of the year before."""
    start, _, until = period.partition("/")
    return min(len(start), len(until), len(written)) >= _MONTH and until[:_MONTH] > written[:_MONTH] <= start[:_MONTH]


def planned(context: Context, to_be_done: bool) -> bool:
    """Whether a number is a plan or target; the starting point of a planned rise (由3%提高至5%) is a fact.

    ``to_be_done``: what ``is_to_be_done`` says of it.
    """
    frame = context.frame
    if _FROM.search(frame.left):
        return False
    if to_be_done:
        return True
    clause = frame.sentence.text[frame.clause_start - frame.sentence.start : context.here] + frame.right[:4]
    # 260万元（去年为200万元）；举办公益创投: a time in a bracket that has closed is of what stands there.
    aside = [m.span() for m in BRACKETED.finditer(frame.sentence.text, 0, context.here)]
    mentions = [m for m in context.mentions if not any(start < m.start < end for start, end in aside)]
    stated, period = period_at(mentions, context.here)
    base = context.setting.base.year
    named = int(period[:4]) if stated and period else base or 0
    later = (named > base) - (named < base) if base else 0
    if not later and period and _is_to_come(period, context.setting.base.iso or ""):
        later = 1
    return is_planned(
        _without_beginning(clause),
        _without_beginning(frame.sentence.text[: context.here]),
        context.titles,
        context.doc_type,
        later,
        frame.sentence.previous,
    )
