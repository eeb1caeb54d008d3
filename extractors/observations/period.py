"""When: what the time words of a sentence mean for a text written at a known date.

Forms of ``period``: ``2021`` (a year) · ``2022-12-31`` (as of) · ``2020/..`` (since) · ``2018/2020`` (from–to) · ``2025-06``.
What cannot be resolved is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.observations.dates import BaseDate
from extractors.observations.time_alone import READERS, with_part
from extractors.observations.time_words import BEGINNING, time_words
from extractors.observations.years import YEAR as _D
from extractors.observations.years import small_number, with_plain_digits

_SINCE = re.compile(r"[^，,。；;、）)\n\d]{1,30}(?:以来|算起|起算)")
# 自今年4月起，开展…; what holds from a day on (自7月1日起，标准提高) is no span of what was done.
_FROM_ON = re.compile(r"(?:份)?起(?=[，,开至到在])")
_WHOLE_YEAR = re.compile(r"(\d{4})-01/\1-12")
# 2021年9月开园，…: what is said next has come about since.
_BEGAN_THEN = re.compile(
    rf"(?:[^，,。；;、\d]{{0,6}}?(?:{BEGINNING}|开门|投入使用|投用|铺开|推开|打响|起步|首开|开考)(?:运营|运行|使用)?(?=[，,。；;到至])"
    r"|[，,]?[^，,。；;、\d]{0,8}?拉开[^，,。；;]{0,30}幕(?=[，,。；;]))"
)
# 从3月挂牌到昨天, 自4月20日开门征集，至5月底: up to when what began then is counted.
_UNTIL = re.compile(r"(?!的)[^，,。；;、\d]{0,12}[，,]?(?:[到至]|截[至止])(?=\d|[今昨前现目如上本这])")
# 1995年以后出生, 2012年以前登记的
_NO_TIME_OF_A_COUNT = re.compile(
    r"(?:月|日)?(?:以[前后]|之[前后]|前|后)?(?:出生|生人)|(?:月|日)?(?:以|之)前(?!(?:完成|实现))|(?:以|之)?前(?:已经?)?(?:登记|成立|注册)"
)
# 是2020年全年的3.2倍, of the time that is compared with it
_TIMES = re.compile(r"(?:全年|同期)?的(?:约|近)?[\d.一二两三四五六七八九十多]+倍")
# 约为去年的六成
_SHARE_OF_THEN = re.compile(r"(?:同期)?的(?:约|近|不到|不足)?[\d.一两二三四五六七八九十多]+(?:成(?!立)|%)")
# 较上年的6家, 较上年270万元增长6.2%: the number right behind is of then.
_LASTLY = re.compile(r"[的（(]|[\d.,]+[万亿]?元[增下减提]|$")
_COMPARING = re.compile(r"(?:比|较|同|与|于|跟|超过|由|从|占|相当于)$")
# 高于2012年, 成立于2012年; 已于2024年9月12日撤销 says when.
_THAN_OR_SINCE = re.compile(r"[高低多少大小优强弱快慢早晚始成立建创设诞生]于$")


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time word: its span in the sentence, its period, and what kind it is.

    ``kind``: ``point`` (a day: does not carry on), ``asof``, ``span``, ``year``, ``month``, ``past`` (去年), ``now``, ``compared``
    (比2020年, 由去年的: holds only for the number right behind), ``cumulative``, ``start`` (2021年9月开园).
    """

    start: int
    end: int
    period: str | None
    kind: str


def _first_years(period: str | None, count: int) -> str | None:
    """2017年起…，两年共支持58个: the first years of what began then."""
    start = (period or "")[:4]
    return f"{start}/{int(start) + count - 1}" if (period or "").endswith("/..") and count > 1 else period


def _years_summed(before: Sequence[TimeMention], count: int) -> str | None:
    """2021年460万元，2022年715万元，两年1175万元: the years that the sentence has named one by one."""
    years = {int(b.period) for b in before if b.kind in ("year", "past") and b.period and b.period.isdigit()}
    last = max(years, default=0)
    return f"{last - count + 1}/{last}" if count > 1 and years >= set(range(last - count + 1, last + 1)) else None


def _same_time_last_year(mentions: Sequence[TimeMention], base: BaseDate) -> tuple[str | None, str]:
    """截至10月底…，去年同期: the time that the sentence named before, a year earlier; else the year before."""
    for mention in reversed(mentions):
        if mention.kind in ("asof", "year", "month", "span") and mention.period and "-" in mention.period:
            return re.sub(r"\d{4}", lambda y: str(int(y[0]) - 1), mention.period), "past"
    return (str(base.year - 1) if base.year else None), "past"


def _then(before: Sequence[TimeMention], base: BaseDate) -> tuple[str | None, str]:
    """商会2011年成立，那时…: the time named before."""
    said = next((b.period.partition("/")[0] for b in reversed(before) if b.period), base.said and str(base.said))
    return said or None, "past" if said else "skip"


# How many years after the last named.
_COUNTED_ON = {"那": 0, "同": 0, "头": 0, "首": 0, "次": 1, "翌": 1, "第二": 1, "第三": 2}


def _counted_on(m: re.Match[str], before: Sequence[TimeMention], base: BaseDate) -> tuple[str | None, str]:
    """2014年…，第二年, 那年7月: counts from the year that was named before, in the sentence or in the ones before it."""
    said = next((int(b.period[:4]) for b in reversed(before) if b.period and b.kind != "compared"), base.said)
    if said is None or base.plans:
        return None, "skip"
    word: str = m["rel"]
    year = said + _COUNTED_ON[word.removesuffix("年").removesuffix("一")]
    return with_part(m, year, year, "year")


# 6月底前完成2024年度检查，…，全年培训两期: of the year in which it is checked; 2021年度年检…，完成全年目标: of the one checked.
_CHECK_OF_YEAR = re.compile(r"度(?:检查|年检|年报|工作报告|审计|评估)(?!.*全年(?:目标|任务|[\d.]+%的))")
_OF_THAT_YEAR = frozenset(["年末", "年底", "年终", "全年", "当年", "年内", "上半年", "下半年", "前三季度"])


def _said_before(mentions: Sequence[TimeMention], base: BaseDate, ends: bool = False) -> BaseDate:
    """The year that a sentence named before 年末 or 全年 (2016年新登记104家，年末总数达968家), else the text's own.

    ``ends``: the end of a year names it too (到去年末…，全年新登记3.72万户), and a day to come (明年4月底前…，全年不少于2000万元).
    """
    for mention in reversed(mentions):
        whole = mention.kind in ("year", "past") and len(mention.period or "") == 4
        to_come = mention.kind == "asof" and (mention.period or "")[:4] > str(base.year or 9999)
        if whole or (ends and (to_come or (mention.period or "").endswith("-12-31"))):
            return BaseDate((mention.period or "")[:4])
    return BaseDate(str(base.reported)) if base.reported else base


def _begins(mention: TimeMention) -> bool:
    return mention.kind == "month" or (mention.period or "").endswith("/..")


def _closed(period: str | None, base: BaseDate) -> str | None:
    """自今年4月以来: what began in the year of the text ends with the text, unless it still goes on."""
    if (
        period
        and not base.ongoing
        and base.iso
        and len(base.iso) >= 7
        and re.fullmatch(rf"{base.iso[:4]}-\d\d(?:-\d\d)?/\.\.", period)
    ):
        start = period[:7]
        return f"{start}/{base.iso[:7]}" if start <= base.iso[:7] else period
    return period


def _is_of_this_year(m: re.Match[str], base: BaseDate) -> bool:
    """Whether a month without a year is of the text's own in one about the year before: 截至2月底, or told by the press."""
    return (bool(m["mdpre"]) or base.press) and int(m["md"] or m["in_month"]) <= int((base.iso or "")[5:7] or 0)


def _read(m: re.Match[str], before: Sequence[TimeMention], base: BaseDate) -> tuple[str | None, str]:
    """The period and the kind of one time word, some of which lean on the time words before it."""
    if m["same"]:
        return _same_time_last_year(before, base)
    span = next((b for b in reversed(before) if b.kind == "span"), None)
    if m["n"] and (summed := _years_summed(before, small_number(m["n"]))):
        return summed, "past"
    if (m["n"] or m["run"]) and span:
        return _first_years(span.period, small_number(m["n"] or m["run"]) + bool(m["n_more"])), "span"
    if m["rel"] and m["rel"].startswith(tuple(_COUNTED_ON)):
        return _counted_on(m, before, base)
    if m["then"]:
        return _then(before, base)
    name = next(name for name in READERS if m[name])
    if (m["md"] or m["in_month"]) and base.reported and base.iso and _is_of_this_year(m, base):
        base = BaseDate(base.iso)
    elif m["in_month"] and before and before[-1].kind in ("month", "point"):
        base = BaseDate((before[-1].period or "")[:4])
    elif m["md"] or m["in_month"]:  # 2020年度年检，截至6月30日: an inspection of a year takes place in the next.
        base = _said_before([b for b in before if not m.string.startswith("度", b.end)], base)
    elif m.group() == "当年" and before and _begins(before[-1]):  # 2010年起…，当年采购3800吨
        base = BaseDate((before[-1].period or "")[:4])
    elif m["within"]:
        base = _said_before(before, base)
    elif m.group() in _OF_THAT_YEAR:
        said = [b for b in before if not _CHECK_OF_YEAR.match(m.string, b.end)]
        base = _said_before(said, base, m.group() == "全年")
    return READERS[name](m, base)


@lru_cache(maxsize=1024)
def time_mentions(text: str, base: BaseDate) -> tuple[TimeMention, ...]:
    """The time words of a sentence or heading, in order, resolved against the text's own date."""
    mentions: list[TimeMention] = []
    text = with_plain_digits(text)
    for m in time_words(text):
        period, kind = _read(m, mentions, base)
        if kind == "skip" or (kind in ("year", "month", "point", "asof") and _NO_TIME_OF_A_COUNT.match(text, m.end())):
            continue
        begun = text[max(0, m.start() - 2) : m.start()] == "始于" or _runs_until(m, text)
        if not begun and (_is_compared(m, text, period, kind) or _compared_too(m, text, mentions)):
            if not _LASTLY.match(text, m.end()) and text[max(0, m.start() - 3) : m.start()] != "相当于":
                continue
            kind = "compared"
        elif _TIMES.match(text, m.end()) or (
            text[: m.start()].endswith(("为", "是")) and _SHARE_OF_THEN.match(text, m.end())
        ):
            continue
        elif kind == "asof" and text[m.end() : m.end() + 2] in ("）的", ")的"):
            kind = "compared"  # 由脱钩前（2019年底）的61个
        elif kind == "now" and text[max(0, m.start() - 1) : m.start()] in ("（", "("):
            kind = "compared"  # 不少于20家（现有12家）
        if period:
            period, kind = _from_its_beginning(m, text, period, kind, begun)
        if kind == "span":
            period = _closed(period, base)
        if period and _WHOLE_YEAR.fullmatch(period):
            period = period[:4]
        mentions.append(TimeMention(m.start(), m.end(), period, kind))
    return tuple(mentions)


def _runs_until(m: re.Match[str], text: str) -> bool:
    return text[max(0, m.start() - 1) : m.start()] in ("从", "自") and bool(_UNTIL.match(text, m.end()))


def _is_compared(m: re.Match[str], text: str, period: str | None, kind: str) -> bool:
    """比2020年, 由去年, 高于2012年, 成立于2012年; 于今年6月至12月开展, 于2024年9月12日撤销 says when."""
    if kind not in ("year", "asof", "month", "point", "past", "now"):
        return False
    before = text[max(0, m.start() - 2) : m.start()]
    to_come = text[: m.start()].endswith(("拟于", "将于", "定于", "计划于"))
    # 已于2024年9月12日撤销, 于2025年3月底前完成
    dated = kind == "asof" if text.startswith("前", m.end()) else m["d"]
    told = "/" in (period or "") or (dated and not _THAN_OR_SINCE.search(before))
    when = to_come or (before.endswith("于") and told)
    return not when and bool(_COMPARING.search(text[max(0, m.start() - 3) : m.start()]))


def _compared_too(m: re.Match[str], text: str, before: Sequence[TimeMention]) -> bool:
    """由2021年的820万元、2022年的1010万元增至…: the second of the times that a rise began from."""
    listed = bool(before) and before[-1].kind == "compared" and text[m.start() - 1 : m.start()] == "、"
    return listed and text.startswith("的", m.end())


def _from_its_beginning(m: re.Match[str], text: str, period: str, kind: str, begun: bool) -> tuple[str, str]:
    """The period and kind of a time word, open to its end where what follows says that something began then."""
    if kind not in ("month", "point", "year", "past"):
        return period, kind
    start = f"{period.partition('/')[0]}/.."
    if begun or _BEGAN_THEN.match(text, m.end()):
        return start, "start"
    if _SINCE.match(text, m.end()) or (kind in ("month", "year", "past") and _FROM_ON.match(text, m.end())):
        return start, "span"
    return period, kind


def last_year_of(period: str | None) -> str:
    """The last year that a period names; nothing where it names none."""
    years: list[str] = re.findall(_D, period or "")
    return years[-1] if years else ""


def period_at(mentions: Sequence[TimeMention], position: int) -> tuple[bool, str | None]:
    """The period that holds for a number at ``position`` of its sentence.

    Returns:
        Whether the sentence says one, and the period. A compared year (比2020年的…) holds only for the number right behind.
    """
    for mention in reversed(mentions):
        if mention.start >= position:
            continue
        gap = position - mention.end
        if mention.kind == "compared" and gap > 3:
            continue
        if mention.kind == "cumulative":
            earlier = [m for m in mentions if m.start < mention.start and m.kind not in ("compared", "cumulative")]
            return (True, earlier[-1].period) if earlier else (True, None)
        return True, mention.period
    return False, None
