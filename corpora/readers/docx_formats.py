"""How Word writes the number of a list item: the formats of ECMA-376 Part 1, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
_ROMAN_SMALL = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def format_number(number: int, numbering_format: str) -> str:
    """The number as Word displays it; formats that Chinese documents do not use fall back to decimal.

    Args:
        number: the counter, usually from 1.
        numbering_format: value of ``w:numFmt``, such as ``chineseCountingThousand``.
    """
    if numbering_format in ("none", "bullet"):
        return ""
    formatter = _FORMATS.get(numbering_format)
    return formatter(number) if formatter and number > 0 else str(number)


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _spoken(number: int, digits: str, powers: str, *, zero: str = "零", bare_ten: bool = True) -> str:
    """一百零一: digits with powers of ten; the formats differ in the zero and in 十 or 一十 at the beginning."""
    if number >= 10_000:
        return str(number)
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            gap = bool(text)
            continue
        text += (zero if gap else "") + digits[digit] + (powers[power - 1] if power else "")
        gap = False
    return text[1:] if bare_ten and text.startswith(digits[1] + powers[0]) else text


def _chinese(number: int) -> str:
    return _spoken(number, _DIGITS, "十百千")


def _counting(number: int) -> str:
    """Up to 99 as spoken, from 100 digit by digit."""
    return _chinese(number) if number < 100 else _positional(number)


def _japanese(number: int) -> str:
    """百一: no zero, and no 一 before a power of ten."""
    text = _spoken(number, _DIGITS, "十百千", zero="")
    return text.replace("一十", "十").replace("一百", "百").replace("一千", "千")


def _letters(number: int) -> str:
    """A … Z, AA, BB …: Word repeats the letter."""
    times, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (times + 1) if times < 30 else str(number)


def _roman(number: int) -> str:
    if number >= 4000:
        return str(number)
    text = ""
    for worth, letters in _ROMAN + _ROMAN_SMALL:
        times, number = divmod(number, worth)
        text += letters * times
    return text


def _from(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if number <= len(characters) else str(number)


def _full_width(number: int) -> str:
    return str(number).translate({ord("0") + i: ord("０") + i for i in range(10)})


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _from(_CIRCLED),
    "decimalEnclosedCircleChinese": _from(_CIRCLED),
    "decimalEnclosedParen": _from("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _from("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "ideographEnclosedCircle": _from("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "numberInDash": lambda number: f"- {number} -",
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "koreanCounting": _japanese,
    "japaneseCounting": _japanese,
    "ideographDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "taiwaneseDigital": _positional,
    "chineseLegalSimplified": lambda number: _spoken(number, _LEGAL_SIMPLIFIED, "拾佰仟", bare_ten=False),
    "ideographLegalTraditional": lambda number: _spoken(number, _LEGAL_TRADITIONAL, "拾佰仟", bare_ten=False),
    "japaneseLegal": lambda number: _spoken(number, "零壱弐参四伍六七八九", "拾百阡", bare_ten=False),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
}
