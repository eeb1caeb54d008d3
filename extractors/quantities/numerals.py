"""Numerals to exact numbers: figures (ASCII, full-width, grouped) and Chinese numerals. Decimal throughout, never float."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_NESTING = (("亿", 10**8), ("万", 10**4))

HAN_DIGITS = "".join(_DIGITS)
HAN_NUMERALS = HAN_DIGITS + "".join(_SMALL) + "万亿"
MAGNITUDES = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "w": 10**4,
    "W": 10**4,
    "个亿": 10**8,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}

# The traditional characters of measure words, magnitudes and the words around them.
_TRADITIONAL = "個項場戶張間條隻輛畝噸筆冊屆處類對組門塊臺單隊萬億餘兩點過達約總計資費會員團圓約數還達區縣鄉鎮鐘時斤頭雙臺號電話傳瀏覽閱讀評論贊"
_SIMPLIFIED = "个项场户张间条只辆亩吨笔册届处类对组门块台单队万亿余两点过达约总计资费会员团圆约数还达区县乡镇钟时斤头双台号电话传浏览阅读评论赞"
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_LONGEST = 40  # characters; longer ones are codes or noise
_SEPARATORS = str.maketrans("．·•・", "....", ",， \u2009\u00a0\u3000\t\n")


def simplified(text: str) -> str:
    """``text`` with simplified characters where numbers need them, of the same length."""
    return text.translate(_TO_SIMPLIFIED) if "個" in text or "萬" in text or "億" in text or "戶" in text else text


def figures(text: str) -> Decimal | None:
    """The number that figures stand for: ``1,043``, ``１３．５``, ``62·5``, ``27 418``; None when they are no number or a long code."""
    if len(text) > _LONGEST:
        return None
    try:
        number = Decimal(text if text.isdecimal() else text.translate(_SEPARATORS))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _below_ten_thousand(text: str) -> int | None:
    """千 百 十 in falling order, with or without 零; a last digit without its unit is a tenth of the one before (三百五)."""
    total, last, digit, zero = 0, 10**4, None, False
    for character in text:
        if character in _SMALL:
            unit = _SMALL[character]
            if unit >= last or (digit is None and unit != 10 and (total or zero)):
                return None
            total += (1 if digit is None else digit) * unit
            last, digit, zero = unit, None, False
        elif digit is not None:
            return None
        elif _DIGITS[character] == 0:
            zero = True
        else:
            digit = _DIGITS[character]
    if digit is None:
        return total
    return total + digit * (last // 10 if 10 < last < 10**4 and not zero else 1)


def _whole(text: str) -> int | None:
    for sign, size in _NESTING:
        head, found, tail = text.rpartition(sign)
        if not found:
            continue
        high = _whole(head) if head else 1
        if high is None:
            return None
        if len(tail) == 1 and _DIGITS.get(tail, 0):
            low: int | None = _DIGITS[tail] * (size // 10)
        else:
            low = _whole(tail) if tail else 0
        return None if low is None or low >= size else high * size + low
    return _below_ten_thousand(text)


def _by_position(text: str) -> int | None:
    return int("".join(str(_DIGITS[c]) for c in text)) if all(c in _DIGITS for c in text) else None


def han(text: str) -> Decimal | None:
    """The number that a Chinese numeral stands for: 一百零五, 十二万, 两万五, 二十万亿, 三点五, 伍仟, 二〇二一.

    None when the characters do not make a numeral (二百三百, 五六七 as digits without zero make 567).
    """
    whole, point, decimals = text.partition("点")
    if len(text) > _LONGEST or not whole or not all(c in HAN_NUMERALS for c in whole):
        return None
    number = _by_position(whole) if len(whole) > 1 else None
    if number is None:
        number = _whole(whole)
    if number is None or not point:
        return None if number is None else Decimal(number)
    fraction = _by_position(decimals) if decimals and all(c in _DIGITS for c in decimals) else None
    if fraction is None:
        return None
    return number + Decimal(fraction).scaleb(-len(decimals))


def han_range(text: str) -> tuple[Decimal, Decimal] | None:
    """Two neighbouring digits are a range: 两三 → 2–3, 三五 → 3–5, 十二三 → 12–13, 三四十 → 30–40, 七八百 → 700–800."""
    for at in range(min(len(text), _LONGEST) - 1):
        low, high = _DIGITS.get(text[at], 0), _DIGITS.get(text[at + 1], 0)
        if not low or not (high == low + 1 or (low, high) == (3, 5)):
            continue
        before, after = text[:at], text[at + 2 :]
        if any(c in _DIGITS for c in before[-1:] + after[:1]):
            continue
        ends = han(before + text[at] + after), han(before + text[at + 1] + after)
        if ends[0] is not None and ends[1] is not None:
            return ends[0], ends[1]
    return None


def plain(number: Decimal) -> int | float:
    """An int where the number is whole, else the nearest float of its decimal form."""
    return int(number) if number == number.to_integral_value() else float(number)
