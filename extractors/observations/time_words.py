"""The words that tell a time: one pattern with a named group for each kind, tried only where such a word may begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.observations.years import YEAR as _D

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
  | (?P<part>半年来|上半年|下半年|前三季度|第?[一二三四]季度|[1１]月?\s?[-—–~～至]\s?(?P<pm>\d{{1,2}})月(?:份)?|(?<!提)[前头](?P<pn>\d{{1,2}}|[两三四五六七八九十]{{1,2}})个月)
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
  | (?<![^，。；：、是争取划用过在])(?P<within>[两三四五2-5])年(?:左右)?(?:内|时间(?=[，,]))(?![^，。；]{{0,4}}(?:了|[一两二三]次)|不|免|未|无|没|连续|有效|内|受)
  | (?:今后|未来)的?(?P<ahead>[两三四五2-5])年(?!级|免|内)
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
    "今": f"后的?[{_NUMERAL}\\d]年",
    "未": f"来的?[{_NUMERAL}\\d]年",
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


def time_words(text: str) -> Iterator[re.Match[str]]:
    """The time words of a text in order, as matches; ``period`` says what each kind means."""
    end = 0
    for begin in _BEGIN.finditer(text):
        if begin.start() >= end and (found := _PATTERN.match(text, begin.start())):
            end = found.end()
            yield found
