"""When: the time words of a sentence and what they mean for a text written at a known date.

Forms of ``period``: ``2021`` (a year) · ``2022-12-31`` (as of) · ``2020/..`` (since) · ``2018/2020`` (from–to) · ``2025-06``.
What cannot be resolved is None.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.observations.years import FIVE_YEAR_PLANS, with_plain_digits
from extractors.observations.years import YEAR as _D
from extractors.quantities.numerals import han

_CONGRESS = {"十七": 2007, "十八": 2012, "十九": 2017, "二十": 2022}

# A day that a span begins or ends with: 26日, 26日0时, 中旬.
_DAY_OF_MONTH = r"(?:\d{1,2}日(?:\d{1,2}时)?|[上中下]旬)?"
# How something begins that is counted on.
BEGINNING = "开园|开馆|开业|开办|成立|设立|创办|创立|组建|启动|启用|运营|挂牌|换届|施行|实施|上线"
# 成立时, 换届之初
_AT_FIRST = "(?:时(?![间期代长限效段任点常而不])|之初|初期|伊始)"
# 五年累计; at the start of a clause also 四年走了412个乡镇, 十年纳税38.4亿元.
_IN_SO_MANY_YEARS = (
    r"(?=[共总新孵累]|加起来|合计|一共|\d|培(?!育(?:方案|行动|计划)))"
    r"|(?:(?<=年[多半])|(?<=[，。；：、,;:][两二三四五六七八九十]年)|(?<=^[两二三四五六七八九十]年))"
    r"(?=[清投资助收支募发获举开办建增减净参走花剪送捐纳惠帮]|安排|服务)"
)
# 连续四年举办公益创投, 连办八年，累计
_DOING = "(?:(?:成功)?(?:举办|开展|实施|组织|承办|安排|认领|承接|组团|办)了?)"
_PATTERN = re.compile(
    rf"""
    (?P<span>{_D})年?(?:度)?[-—–~～至到](?P<span_end>{_D})年
  | (?P<both>{_D})年?[、和与](?P<both_end>{_D})年?(?:这)?两年
  | (?P<monthspan>{_D})年(?P<m1>\d{{1,2}})月?{_DAY_OF_MONTH}[-—–~～至到](?:(?P<y2>{_D})年)?(?P<m2>\d{{1,2}})月(?!底|末){_DAY_OF_MONTH}
  | (?:自|从)?(?P<since>{_D})年(?:度)?(?:(?P<since_m>\d{{1,2}})月)?{_DAY_OF_MONTH}(?:份)?(?:以来|至今|到现在|到目前|起|开始|启动|来(?=[，,]))
  | (?P<asof>截至|截止|截至到|截止到|到|至)?(?P<y>{_D})年(?:(?P<m>\d{{1,2}})月(?:份)?(?:(?P<d>\d{{1,2}})日|(?P<mend>底|末)|[上中下]旬)?|年?(?P<yend>底前|底|末|终)|(?P<ybegin>初)
      |(?P<half>上半年|下半年|前三季度|第?[一二三四1-4]季度|全年))?
  | [“"]?(?P<plan>十[一二三四五]五)[”"]?(?P<plan_kind>以来|时期|期间|末|规划期?|(?=回顾|成就|成效|成绩))?
  | (?P<congress>十七|十八|十九|二十)大以来
  | (?P<same>(?:去年|上年|上一年)(?:的)?(?:同期|同一时期))
  | (?P<sum_before>(?:前|过去|之前)(?P<n3>\d{{1,2}}|[两二三四五六七八九十]{{1,2}})年(?=[^，。；]{{0,3}}(?:总和|之和|加起来|合计|总量|的和)))
  | (?P<rel>今年以来|年初以来|(?<=[从自])年初(?=[^，,。；;、\d]{{0,6}}[，,]?(?:[到至]|截[至止]))|今年|本年度?|(?<![\d一两二三四五六七八九十])年内|全年|当年|一年来|这一年|过去的?一年|去年以来|去年|(?<!网)上年度?|上一年度?|(?<![底末日])前年(?![检报])|那一?年|同年(?!龄)|[次翌]年(?![检报度])|(?<![续是])第[二三]年|[头首]一?年(?!缺)|明年|(?<![没近])来年(?!检)|本年|下一?年)(?P<rel_half>上半年|下半年|前三季度|第?[一二三四1-4]季度|底前|底|末)?(?:(?P<rel_m1>\d{{1,2}})月?{_DAY_OF_MONTH}(?:份)?\s?[-—–~～至到]\s?(?P<rel_y2>今年|本年)?(?P<rel_m2>\d{{1,2}})月(?!底|末){_DAY_OF_MONTH}|(?P<rel_m>\d{{1,2}})月(?:(?P<rel_d>\d{{1,2}})日|(?P<rel_mend>底|末)(?!前))?)?
  | (?P<ago>[两二三四五六七八九十]{{1,2}}|\d{{1,2}})年多?前(?!后|三季|[两二三四五六七八九十\d]+个?月)
  | (?:近|最近|过去|这)?(?P<n>\d{{1,2}}|[两二三四五六七八九十]{{1,2}}|一(?=年半))(?:个)?年(?P<n_more>[多半])?(?P<n_kind>来|间|以来|里(?!程)|下来|过去|(?<=[多半])时间|{_IN_SO_MANY_YEARS})
  | (?:近|最近|过去)(?P<n2>\d{{1,2}}|[两二三四五六七八九十]{{1,2}})年
  | 连[续着]?{_DOING}?(?P<run>\d{{1,2}}|[两二三四五六七八九十]{{1,2}})年(?={_DOING}|[，,](?:累计|共|先后))
  | (?P<quarter_end>第?[一二三四]季度[末底])
  | (?P<part>半年来|上半年|下半年|前三季度|第?[一二三四]季度|[1１]月?\s?[-—–~～至]\s?(?P<pm>\d{{1,2}})月(?:份)?|[前头](?P<pn>\d{{1,2}}|[两三四五六七八九十]{{1,2}})个月)
  | (?<!\d)(?P<md1>\d{{1,2}})月?{_DAY_OF_MONTH}(?:份)?[-—–~～至到](?P<md2>\d{{1,2}})月(?!底|末){_DAY_OF_MONTH}
  | (?<!\d)(?P<from>\d{{1,2}})月(?:份)?{_DAY_OF_MONTH}(?:开始|启动|部署|(?=[^，,。；;、）)\n\d]{{1,30}}以来))
  | (?P<mdpre>截至|截止|到|至)?(?<!\d)(?P<md>\d{{1,2}})月(?:(?P<md_d>\d{{1,2}})日|(?P<md_end>底|末))
  | (?<![^，。；：、,;:（(\s])(?<!月、)(?P<in_month>\d{{1,2}})月(?:份|当月)?(?![\d底末起初前后和与及、—–~～至到-]|[上中下]旬|以[来前后]|之[前后]|开始|启动|部署)
  | (?P<ever>{BEGINNING})(?:以来|至今)
  | (?P<first>最初|当初|起初|(?:{BEGINNING}|发起|起步){_AT_FIRST})
  | (?P<then>那时|(?<!占)当时)
  | (?P<now>截至目前|截止目前|到目前|目前|到现在|现有|现已|截至发稿|至今(?!年)|迄今|截至当前|当前)
  | (?P<nowadays>[两二三四五六七八九十]{{1,2}}年后的今天|[到至]?(?:现在|如今|眼下)|(?:截?至|到)(?:昨天|昨日|昨晚|今天|今日))
  | (?:截至|截止到?|到|至)?(?P<near_month>[本上]个?月|这个月)(?P<near_end>底|末)?
  | (?P<yearend>年底前|年末前|年底|年末|年终)
  | (?P<cumulative>累计|历年)
    """,
    re.X,
)
# What may begin a time word, by the characters that follow: most characters need not be tried against all of the above.
_NUMERAL = "两二三四五六七八九十"
_OPENINGS = {
    "0123456789": r"\d{3}|\d?(?:个?年|月)|\d?\s?[-—–~～至到]",
    "半": "年来",
    "自从": r"\d",
    "截": "[至止]",
    "到": r"\d|目前|现在|如今|眼下|[昨今][天日晚]|[本上这]个?月",
    "至": r"\d|今(?!年)|现在|如今|眼下|昨[天日晚]|[本上]个?月",
    '“"': "十",
    _NUMERAL: f"[{_NUMERAL}]?个?年|十大|[一二三四五七八九]五|[七八九]大|季度",
    "一": "年|季度",
    "今本当去明来": "年",
    "最当起": "初",
    "那当": "时",
    "起发": f"[步起]{_AT_FIRST}",
    "年": "[初内底末终]",
    "全": "年",
    "这": rf"一年|[\d{_NUMERAL}]",
    "那同次翌首": "一?年",
    "头": rf"一?年|[\d{_NUMERAL}]{{1,2}}个月",
    "上": "一?年|半年",
    "下": "一?年|半年",
    "前": rf"年|三季度|[\d{_NUMERAL}]",
    "之": "前",
    "近过": rf"[\d{_NUMERAL}]|去",
    "最": "近",
    "第": "[一二三四]季度|[二三]年",
    "目": "前",
    "当": "前",
    "现": "[有已在]",
    "如": "今",
    "眼": "下",
    "本上这": "个?月",
    "迄": "今",
    "累": "计",
    "开成设创组启运挂换施实上": f"(?:园|馆|业|办|立|建|动|用|营|牌|届|行|施|线)(?:以来|至今|{_AT_FIRST})",
    "历": "年",
    "连": rf"[续着成举开实组承安认办\d{_NUMERAL}]",
}


def _beginnings() -> re.Pattern[str]:
    """The openings by single characters: an alternative that begins with one is told apart by it alone."""
    following: dict[str, list[str]] = {}
    for characters, then in _OPENINGS.items():
        for character in characters:
            following.setdefault(character, []).append(then)
    return re.compile("|".join(f"{character}(?={'|'.join(then)})" for character, then in following.items()))


_BEGIN = _beginnings()
_SINCE = re.compile(r"[^，,。；;、）)\n\d]{1,30}(?:以来|算起|起算)")
# 自今年4月起，开展…; what holds from a day on (自7月1日起，标准提高) is no span of what was done.
_FROM_ON = re.compile(r"(?:份)?起(?=[，,开至到在])")
_WHOLE_YEAR = re.compile(r"(\d{4})-01/\1-12")
# 成立四年来 counts from the day of founding.
_ANNIVERSARY = re.compile(rf"(?:{BEGINNING})的?$")
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


@dataclass(frozen=True, slots=True)
class BaseDate:
    """The date of the text (ISO, any precision) that 今年 and 目前 count from; ``year`` is None when unknown.

    ``inferred``: the text has no date; the year is the last that it speaks of, good for 今年 but not for 目前.
    ``plans``: the year is the one that a section of plans is about: its 明年 is this year, its 今年 the one before.
    ``reported``: the year that a text written in the next is about: its 全年 and 年末.
    ``began``: years in which something began that the text tells of (2014年9月换届): its 五年来 may count from there.
    ``told``: first and last year of the span that the text as a whole tells of: its 三年来, where as long.
    ``starts``: what began in the text with when (开园, 2021-09): its 开园以来 counts from there.
    ``said``: the year that was named last before a sentence: its 第二年 counts from there.
    ``ongoing``: what began in the year of the text still goes on when it is written.
    """

    iso: str | None
    inferred: bool = False
    plans: bool = False
    reported: int | None = None
    began: frozenset[int] = frozenset()
    told: tuple[int, int] | None = None
    ongoing: bool = False
    starts: tuple[tuple[str, str], ...] = ()
    said: int | None = None

    @property
    def written_early(self) -> bool:
        """Whether the text was written in the first months, when the past year is the one before."""
        return bool(self.iso and re.match(r"\d{4}-0[1-4]", self.iso))

    @property
    def mid_year(self) -> bool:
        """Whether the text was written between February and September, when plans are for the same year."""
        return self.reported is None and bool(self.iso and re.match(r"\d{4}-0[2-9]", self.iso))

    @property
    def year(self) -> int | None:
        """The year, None when unknown."""
        return int(self.iso[:4]) if self.iso else None


def small_number(word: str) -> int:
    """A small number in figures or Chinese numerals (三, 十五); 0 for what is none."""
    return int(word) if word.isdigit() else int(han(word) or 0)


def _month(year: int, month: str, day: str | None = None) -> str:
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


def month_end(year: int, month: str) -> str:
    """The last day of a month, ISO; of a month that does not exist the year."""
    return _month(year, month, str(calendar.monthrange(year, int(month))[1])) if 1 <= int(month) <= 12 else str(year)


_QUARTER = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "前三季度": (1, 9),
    "一": (1, 3),
    "二": (4, 6),
    "三": (7, 9),
    "四": (10, 12),
    "1": (1, 3),
    "2": (4, 6),
    "3": (7, 9),
    "4": (10, 12),
}


def _part(year: int, word: str) -> str:
    if word == "全年":
        return str(year)
    key = word if word in _QUARTER else word.replace("第", "")[:1]
    first, last = _QUARTER[key]
    return f"{year}-{first:02d}/{year}-{last:02d}"


def _explicit(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    year = int(m["y"])
    if m["m"]:
        if m["d"]:
            return _month(year, m["m"], m["d"]), "asof" if m["asof"] else "point"
        if m["mend"]:
            return month_end(year, m["m"]), "asof"
        return _month(year, m["m"]), "asof" if m["asof"] else "month"
    if m["asof"] in ("到", "至") and m.start() and m.string[m.start() - 1] in "升增降减长高展低落":
        return f"{year}-12-31" if m["yend"] else str(year), "compared"
    if m["yend"]:
        return f"{year}-12-31", "asof"
    if m["half"]:
        return _part(year, m["half"]), "year"
    return str(year), "asof" if m["asof"] else "year"


def _relative(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    year = base.year
    if year is None:
        return None, "year"
    word = m["rel"]
    if base.reported and word.endswith(("一年来", "这一年", "一年")):
        return str(base.reported), "year"
    if base.plans and not word.startswith(("全年", "年内", "当年", "本年", "年初")):
        year -= 1
    if word.startswith(("去年", "上年", "上一年")) or (word.startswith("过去") and base.written_early):
        if word == "去年以来":
            return f"{year - 1}/..", "span"
        return _with_part(m, year - 1, year, "past")
    if word == "年初":
        return f"{year}-01", "month"
    if word == "前年":
        year -= 2
    elif word.startswith(("明年", "来年", "下")):
        year += 1
    return _with_part(m, year, base.year or year, "year")


def _with_part(m: re.Match[str], year: int, this_year: int, kind: str) -> tuple[str | None, str]:
    """A relative year with the half, month or day that follows it."""
    if m["rel_half"] and ("半年" in m["rel_half"] or "季度" in m["rel_half"]):
        return _part(year, m["rel_half"]), kind
    if m["rel_half"]:
        return f"{year}-12-31", kind if kind == "past" else "asof"
    if m["rel_m1"]:
        last = this_year if m["rel_y2"] else year
        return f"{_month(year, m['rel_m1'])}/{_month(last, m['rel_m2'])}", "span" if m["rel_y2"] else kind
    if m["rel_mend"]:
        return month_end(year, m["rel_m"]), "past" if kind == "past" else "asof"
    if m["rel_m"]:
        return _month(year, m["rel_m"], m["rel_d"]), "point" if m["rel_d"] else "month"
    return str(year), kind


def _plan(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    first = FIVE_YEAR_PLANS.get(m["plan"])
    kind = m["plan_kind"]
    if first is None or kind is None or kind.startswith("规划"):
        return None, "skip"
    if kind == "以来":
        return f"{first}/..", "span"
    return (str(first + 4), "year") if kind == "末" else (f"{first}/{first + 4}", "span")


def _years(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    """三年来: the year of the text and the two before; of ten and more years the round number."""
    count = small_number(m["n"] or m["n2"] or m["run"])
    last = base.reported or base.year
    if last is None:
        return None, "span"
    if base.told and base.told[1] - base.told[0] in (count, count - 1):
        return f"{base.told[0]}/{base.told[1]}", "span"
    if m["n_more"] == "多" and m["n_kind"] == "来":
        return f"{last - count}/..", "span"
    whole = count >= 10 or m["n_more"] or last - count in base.began or _ANNIVERSARY.search(m.string, 0, m.start())
    return f"{last - count + (not whole)}/{last}", "span"


def _years_ago(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    """三年前: a year, counted back from the one that the text is about."""
    last = base.reported or base.year
    return (str(last - small_number(m["ago"])), "past") if last else (None, "skip")


def _first_years(period: str | None, count: int) -> str | None:
    """2017年起…，两年共支持58个: the first years of what began then."""
    start = (period or "")[:4]
    return f"{start}/{int(start) + count - 1}" if (period or "").endswith("/..") and count > 1 else period


def _years_summed(before: Sequence[TimeMention], count: int) -> str | None:
    """2021年460万元，2022年715万元，两年1175万元: the years that the sentence has named one by one."""
    years = {int(b.period) for b in before if b.kind in ("year", "past") and b.period and b.period.isdigit()}
    last = max(years, default=0)
    return f"{last - count + 1}/{last}" if count > 1 and years >= set(range(last - count + 1, last + 1)) else None


def _years_before(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    """前五年总和: the years before the text's own."""
    if base.year is None:
        return None, "compared"
    return f"{base.year - small_number(m['n3'])}/{base.year - 1}", "compared"


def _same_time_last_year(mentions: Sequence[TimeMention], base: BaseDate) -> tuple[str | None, str]:
    """截至10月底…，去年同期: the time that the sentence named before, a year earlier; else the year before."""
    for mention in reversed(mentions):
        if mention.kind in ("asof", "year", "month", "span") and mention.period and "-" in mention.period:
            return re.sub(r"\d{4}", lambda y: str(int(y[0]) - 1), mention.period), "past"
    return (str(base.year - 1) if base.year else None), "past"


def _season(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    if base.year is None:
        return None, "year"
    if m["pn"]:
        return f"{base.year}-01/{base.year}-{small_number(m['pn']):02d}", "year"
    if m["pm"]:
        return f"{base.year}-01/{base.year}-{int(m['pm']):02d}", "year"
    return _part(base.year, "上半年" if m["part"] == "半年来" else m["part"]), "year"


def _quarter_end(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    if base.year is None:
        return None, "asof"
    return month_end(base.year, str(_QUARTER[m.group().removeprefix("第")[0]][1])), "asof"


def _months(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    if base.year is None:
        return None, "year"
    return f"{_month(base.year, m['md1'])}/{_month(base.year, m['md2'])}", "year"


def _month_day(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    if base.year is None:
        return None, "skip"
    if m["md_end"]:
        return month_end(base.year, m["md"]), "asof"
    return _month(base.year, m["md"], m["md_d"]), "asof" if m["mdpre"] else "point"


def _in_month(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    """3月份发放23万元, where a clause begins with it."""
    return (_month(base.year, m["in_month"]), "point") if base.year else (None, "skip")


def _at_first(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    """换届之初, 最初: when that began of which the text tells, else the first beginning that it names."""
    starts = dict(base.starts)
    verb = next((verb for verb in starts if m["first"].startswith(verb)), None)
    told = base.told[:1] if base.told else ()
    start = starts[verb] if verb else min([*starts.values(), *map(str, (*base.began, *told))], default=None)
    return start, "past" if start else "skip"


def _today(base: BaseDate) -> str | None:
    """What 目前 is; among plans for the next year the year before that."""
    if base.plans and base.year:
        return str(base.year - 1)
    return None if base.inferred else base.iso


def _near_month(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    """本月, 上个月底: months of a text that says on what day it was written."""
    if base.inferred or not base.iso or len(base.iso) < 7:
        return None, "skip"
    year, month = int(base.iso[:4]), int(base.iso[5:7])
    if m["near_month"].startswith("上"):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    if m["near_end"]:
        return month_end(year, str(month)), "asof"
    return _month(year, str(month)), "month"


def _yearend(m: re.Match[str], base: BaseDate) -> tuple[str | None, str]:
    return (f"{base.year}-12-31", "asof") if base.year else (None, "asof")


_READERS: dict[str, Callable[[re.Match[str], BaseDate], tuple[str | None, str]]] = {
    "span": lambda m, b: (f"{m['span']}/{m['span_end']}", "span"),
    "both": lambda m, b: (f"{m['both']}/{m['both_end']}", "span"),
    "monthspan": lambda m, b: (
        f"{_month(int(m['monthspan']), m['m1'])}/{_month(int(m['y2'] or m['monthspan']), m['m2'])}",
        "span",
    ),
    "since": lambda m, b: ((_month(int(m["since"]), m["since_m"]) if m["since_m"] else m["since"]) + "/..", "span"),
    "y": _explicit,
    "sum_before": _years_before,
    "plan": _plan,
    "congress": lambda m, b: (f"{_CONGRESS[m['congress']]}/..", "span"),
    "rel": _relative,
    "n": _years,
    "n2": _years,
    "run": _years,
    "ago": _years_ago,
    "quarter_end": _quarter_end,
    "part": _season,
    "md1": _months,
    "from": lambda m, b: (f"{_month(b.year, m['from'])}/.." if b.year else None, "span"),
    "md": _month_day,
    "in_month": _in_month,
    "ever": lambda m, b: (f"{start}/..", "span") if (start := dict(b.starts).get(m["ever"])) else (None, "skip"),
    "now": lambda m, b: (_today(b), "now"),
    "nowadays": lambda m, b: (day, "now") if (day := _today(b)) else (None, "skip"),
    "first": _at_first,
    "near_month": _near_month,
    "yearend": _yearend,
    "cumulative": lambda m, b: (None, "cumulative"),
}


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
    return _with_part(m, year, year, "year")


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


def _time_words(text: str) -> Iterator[re.Match[str]]:
    """The matches of the pattern, as its ``finditer`` gives them."""
    end = 0
    for begin in _BEGIN.finditer(text):
        if begin.start() >= end and (found := _PATTERN.match(text, begin.start())):
            end = found.end()
            yield found


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
    name = next(name for name in _READERS if m[name])
    if m["md"] and m["mdpre"] and base.reported and base.iso and int(m["md"]) <= int(base.iso[5:7] or 0):
        base = BaseDate(base.iso)
    elif m["in_month"] and before and before[-1].kind in ("month", "point"):
        base = BaseDate((before[-1].period or "")[:4])
    elif m["md"] or m["in_month"]:  # 2020年度年检，截至6月30日: an inspection of a year takes place in the next.
        base = _said_before([b for b in before if not m.string.startswith("度", b.end)], base)
    elif m.group() == "当年" and before and _begins(before[-1]):  # 2010年起…，当年采购3800吨
        base = BaseDate((before[-1].period or "")[:4])
    elif m.group() in _OF_THAT_YEAR:
        base = _said_before(before, base, m.group() == "全年")
    return _READERS[name](m, base)


@lru_cache(maxsize=1024)
def time_mentions(text: str, base: BaseDate) -> tuple[TimeMention, ...]:
    """The time words of a sentence or heading, in order, resolved against the text's own date."""
    mentions: list[TimeMention] = []
    text = with_plain_digits(text)
    for m in _time_words(text):
        period, kind = _read(m, mentions, base)
        if kind == "skip" or (kind in ("year", "month", "point", "asof") and _NO_TIME_OF_A_COUNT.match(text, m.end())):
            continue
        begun = text[max(0, m.start() - 2) : m.start()] == "始于" or _runs_until(m, text)
        if not begun and _is_compared(m, text, period, kind):
            if text[m.end() : m.end() + 1] not in "的（(" and text[max(0, m.start() - 3) : m.start()] != "相当于":
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
    on_a_day = m["d"] and not _THAN_OR_SINCE.search(before) and not text.startswith("前", m.end())
    when = before.endswith("于") and ("/" in (period or "") or on_a_day)
    return not when and bool(_COMPARING.search(text[max(0, m.start() - 3) : m.start()]))


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
