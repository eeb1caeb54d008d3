"""The regular expressions of the scanner: where a number may begin, and what a number with its unit looks like.

Everything is bounded: no repetition stands inside another over the same characters, so matching is linear.
"""

from __future__ import annotations

import functools
import re

from extractors.quantities.lexicon import lexicon
from extractors.quantities.numerals import HAN_DIGITS, HAN_NUMERALS

D = "0-9０-９"
H = HAN_NUMERALS
MASK = "*＊×✕XＸx"
_MAGNITUDE = "个亿|万亿|百万|千万|十万|[十百千]?亿|万|[wW](?=[余多]?[人次元家个名户件块])|千(?![克米瓦卡字帕])|百(?![分姓货强科花年日])"
_RANGE = r"\s?(?:[-－–—~～〜]{1,2}|至|到)\s?"
# A point with a blank before it, or behind it where a magnitude or % tells that no list number is meant; 62·5%.
_POINT = (
    rf"[.．]|\s[.．](?=[{D}])|\s[.．]\s(?=[{D}]+ ?[万亿%％])|(?<=[一-龥][{D}])[.．] (?=[{D}]+ ?[万亿%％])|(?<=[一-龥][{D}]{{2}})[.．] (?=[{D}]+ ?[万亿%％])"
    rf"|(?<=[{D}]{{3}})[.．] (?=[{D}]+ ?[万亿%％])|[·•・](?=[{D}]+ ?[万亿%％])"
)
# 1,043 · 1，043 · 3，1⏎17 and 8⏎79 (broken by the end of a printed line, or by a blank) · 27 418 · 3 1 2 · 1234.5
_FIGURES = (
    rf"(?:[{D}]{{1,3}}(?:[,，]\s?[{D}]{{3}})+(?![{D}])"
    rf"|[{D}]{{1,3}}[,，](?:[{D}]\n{{1,2}}[{D}]{{2}}|[{D}]{{2}}\n{{1,2}}[{D}])(?![{D}])"
    rf"|(?<=[^\n]{{6}}[一-龥、])[{D}]{{1,4}}(?:[.．]?\n[{D}]{{1,3}}(?:[.．][{D}]+)?|\n[,，][{D}]{{3}})(?=[一-龥%％])(?![年月日号时点分])"
    rf"|(?<=[一-龥])(?<![图表件第])[{D}]{{1,4}} [{D}]{{1,3}}(?=(?:[.．][{D}]+)?[一-龥%％])(?![年月日号时点分])"
    rf"|[{D}](?: [{D}]){{1,8}}(?= ?[一-龥])(?! ?[年月日号时])"
    rf"|[{D}]{{1,3}}(?:[ \u2009\u00a0][{D}]{{3}})+(?![{D}])"
    rf"|[{D}]+)(?:(?:{_POINT})[{D}]+)?"
)
_HAN = rf"[{H}]+(?:点[{HAN_DIGITS}]+)?"
_MASKED = rf"[{D}]{{0,9}}[{MASK}][{MASK}{D},，]{{0,12}}(?:[.．][{MASK}{D}]+)?"


# 比980万多了两成, 比60万多出10万: more than the number, which is exact.
_MORE = "[余来几]|多(?!了|出)"


def _number(n: str) -> str:
    return (
        rf"(?:(?P<fig{n}>{_FIGURES})|(?P<han{n}>{_HAN}))"
        rf"\s?(?P<in{n}>{_MORE}|[+＋](?![{D}{H}NnXx]))?\s?(?P<mag{n}>{_MAGNITUDE})?[^\S\n]?(?P<inn{n}>{_MORE}|[+＋](?![{D}{H}NnXx]))?"
    )


@functools.cache
def anchor() -> re.Pattern[str]:
    """Finds the characters at which a quantity may begin; Chinese numerals only where something countable can follow."""
    following = H + "余多来几点分成半倍番至到~～—–-" + lexicon().unit_initials
    return re.compile(
        rf"[{D}{MASK}{H}半过](?:(?<=[{D}{MASK}])|(?<=[{H}])(?<![队入退]伍)(?=[{re.escape(following)}])|(?<=半)(?=数)|(?<=近半)(?![年个天月小数径])|(?<=过)(?=半)"
        rf"|(?<=零)(?={lexicon().zero_thing})|(?<=为零)(?=[，。；、,;]))"
    )


@functools.cache
def master() -> re.Pattern[str]:
    """One quantity from its first character. ``lastgroup`` tells the kind: skip, part, half, zero, mask, num."""
    words = lexicon()
    unit = rf"(?:[ \u3000]{{0,2}}(?P<unit>{words.unit})|\n{{1,2}}(?P<nunit>{words.unit})(?=[，。；、,;（(]))"
    tail = rf"(?:(?:[（(]含[）)])?(?P<tail>{words.after}|多(?=[，。；、,;）)])))?"
    source = rf"""(?P<skip>[{D}]+(?:[.．][{D}]+){{2,}}(?:[.．、])?|[{D}]+(?:[-－–—/][{D}]+){{2,}}|[{D}]{{1,2}}×[{D}]{{1,4}}(?![×{D}])|[{D}]{{1,2}}[:：][{D}]{{2}}(?:[:：][{D}]{{2}})?
            |20[{D}]{{2}}[{D}]{{1,4}}日)
        |(?P<part>(?:(?P<den>百|千|万|[{H}]{{1,4}}|[{D}]{{1,4}})分之\s?(?P<numer>{_HAN}|{_FIGURES})(?P<pin>[多余几])?
            (?:{_RANGE}(?:百分之)?(?P<numer2>[{H}]+|{_FIGURES}))?
            |(?P<tenths>[{H}{D}]{{1,3}}(?:[.．][{D}])?(?:[至到][{H}])?)成(?P<tenth>[一二三四五六七八九](?![{H}个家名])|半)?(?![立员果为功效长本熟就绩套品分交事形书因年]|[一二三四]体|都(?<=[{D}]成都))(?P<tin>[多余])?)
            (?P<ptail>{words.after_share})?)
        |(?P<half>(?:一半|半数|过半数|过半|半(?<=近半))(?!径|导|路|天|年|个|小时|成品)(?P<htail>{words.after_share})?)
        |(?P<times>(?:翻了?)?(?P<folds>[{H}{D}]{{1,3}})番(?!茄|薯|号)(?P<fmore>还?多|有余|以上)?)
        |(?P<zero>零(?=(?:{words.zero_thing})(?:[，。；、,;）)的”\n]|$)|(?<=为零)[，。；、,;]))
        |(?P<mask>(?P<masked>{_MASKED})\s?(?P<min>[余多])?(?P<mmag>万|亿|千|百)?(?P<minn>[余多])?(?:{unit.replace("unit>", "munit>").replace(words.unit, words.masked_unit)}(?P<mtail>{words.after})?|(?<=[万亿])(?=[，。；、,;])))
        |(?P<num>{_number("")}(?(mag)(?:(?P<rest>[{D}]+(?:[.．][{D}]+)?)(?P<size>[千百十]?万|千|百)|(?P<tenth_of>[1-9])(?=[,，。；;、：:）)！”\s]))?)
            (?:{unit}{tail}(?:{_RANGE}(?=[{D}{H}])(?P<far>{_number("9")}\s?(?P<unit9>{words.unit})(?P<tail9>{words.after})?))?
            |{_RANGE}(?P<near>{_number("8")}(?:\s?(?P<unit8>{words.unit})(?P<tail8>{words.after})?)?)
            |{tail.replace("tail>", "tail0>")})?)
        """
    return re.compile("".join(line.strip() for line in source.splitlines()))
