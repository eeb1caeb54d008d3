"""How a spreadsheet shows a number: the format codes of ECMA-376 Part 1, 18.8.31, as far as documents use them.

The value that people see is what they sign: 0.754 under ``0.0%`` is 75.4%, 45292 under ``yyyy"年"m"月"`` is 2024年1月.
"""

from __future__ import annotations

import datetime
import functools
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# Formats that are known by their number only (18.8.30); those from 27 to 58 as Chinese programs show them.
_DAY, _MONTH = 'm"月"d"日"', 'yyyy"年"m"月"'
_CLOCK, _SECONDS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
BUILT_IN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _MONTH, 28: _DAY, 29: _DAY, 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: _CLOCK, 33: _SECONDS, 34: _CLOCK, 35: _SECONDS, 36: _MONTH, 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0", 42: "¥#,##0;-¥#,##0",
    43: "#,##0.00;-#,##0.00", 44: "¥#,##0.00;-¥#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: _MONTH, 51: _DAY, 52: _MONTH, 53: _DAY, 54: _DAY, 55: _CLOCK, 56: _SECONDS, 57: _MONTH,
    58: _DAY,
}  # fmt: skip

_PART = re.compile(
    r'"([^"]*)"'  # 1: literal text
    r"|[\\!](.)"  # 2: a literal character
    r"|_.|\*."  # space as wide as a character, a character that fills
    r"|\[\$([^\]-]*)[^\]]*\]"  # 3: currency
    r"|\[(h+|m+|s+)\]"  # 4: elapsed time
    r"|\[[^\]]*\]"  # colour, condition, digits of another script
    r"|(AM/PM|A/P|上午/下午)"  # 5
    r"|(y{1,4}|m{1,5}|d{1,4}|h{1,2}|s{1,2}|a{3,4}(?![a-z/]))"  # 6: parts of a date
    r"|(E[+-]0+)"  # 7
    r"|([0#?])|([.])|(,)|(%)|(/)"  # 8 … 12
    r"|(.)",  # 13: any other character stands for itself
    re.IGNORECASE | re.DOTALL,
)
_EPOCH_1900, _EPOCH_1904 = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)
_LAST_DAY = 2_958_465  # 9999-12-31
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOST_DIGITS = 30


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # literal, elapsed, half, date, exponent, digit, point, comma, percent, slash
    text: str


_KINDS = ("literal", "literal", "literal", "elapsed", "half", "date", "exponent", "digit", "point", "comma", "percent")


@functools.lru_cache(maxsize=512)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    """The sections of a code (positive; negative; zero; text), each as its tokens."""
    sections: list[list[_Token]] = [[]]
    for match in _PART.finditer(code):
        if match[0] == ";":
            sections.append([])
            continue
        at = match.lastindex or 0
        if at:
            kind = "slash" if at == 12 else "literal" if at == 13 else _KINDS[at - 1]
            sections[-1].append(_Token(kind, match[at]))
    return tuple(tuple(section) for section in sections)


def shown(value: Decimal, code: str, *, since_1904: bool = False) -> str:
    """A number as a cell of that format shows it.

    Args:
        value: the stored number; for dates days since the workbook's epoch.
        code: the format code; what is not understood is shown like ``General``.
        since_1904: whether days count from 1904, as in workbooks of the Macintosh.
    """
    if code.lower() in ("general", "@", "") or "[DBNum" in code:
        return _general(value)
    sections = _sections(code)
    tokens, magnitude, sign = sections[0], value, "-" if value < 0 else ""
    if value < 0 and len(sections) > 1:
        # Brackets and red type stand for the sign, which a reader of numbers must see.
        tokens = tuple(token for token in sections[1] if token.kind != "literal" or token.text not in "()（）")
        magnitude, sign = -value, "" if any("-" in token.text for token in tokens if token.kind == "literal") else "-"
    elif value == 0 and len(sections) > 2:
        tokens = sections[2]
    kinds = {token.kind for token in tokens}
    if "date" in kinds or "elapsed" in kinds:
        return _date(value, tokens, since_1904=since_1904) or _general(value)
    if any(token.text.lower() == "general" for token in tokens) or "".join(t.text for t in tokens).lower() == "general":
        return _general(value)
    if "slash" in kinds and "digit" in kinds:
        return _general(value)
    return _number(magnitude, tokens, sign)


def _general(value: Decimal) -> str:
    """Up to fifteen digits, as spreadsheets keep them, without an exponent where that can be read."""
    rounded = float(value)
    text = f"{rounded:.15g}"
    return text if "e" not in text else format(Decimal(text), "f") if abs(rounded) < 1e21 else text


def _number(value: Decimal, tokens: tuple[_Token, ...], sign: str) -> str:
    value = abs(value)
    if not any(token.kind == "digit" for token in tokens):
        return sign + "".join(token.text for token in tokens if token.kind == "literal")
    for token in tokens:
        if token.kind == "percent":
            value *= 100
    exponent = next((token for token in tokens if token.kind == "exponent"), None)
    power = value.adjusted() if exponent and value else 0
    value = value.scaleb(-power)
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    before, after = tokens[:point], tokens[point:]
    last = max((at for at, token in enumerate(tokens) if token.kind == "digit"), default=-1)
    last_whole = max((at for at, token in enumerate(before) if token.kind == "digit"), default=-1)
    value = value.scaleb(-3 * sum(token.kind == "comma" for token in tokens[last + 1 :]))
    grouped = any(token.kind == "comma" for token in before[:last_whole])
    places = min(sum(token.kind == "digit" for token in after), _MOST_DIGITS)
    rounded = (
        value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if value.adjusted() < _MOST_DIGITS - places else value
    )
    whole, _, fraction = format(rounded, "f").partition(".")
    text = _whole(whole, before, grouped=grouped) + _fraction(fraction, after, exponent, power)
    return (sign if rounded else "") + text.strip()


def _whole(digits: str, tokens: tuple[_Token, ...], *, grouped: bool) -> str:
    """The digits before the point put into their places from the right; the first place takes all that are left."""
    digits = digits.lstrip("0")
    first = next((at for at, token in enumerate(tokens) if token.kind == "digit"), None)
    made: list[str] = []
    given = 0
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.kind == "percent":
            made.append("%")
        elif token.kind == "literal":
            made.append(token.text)
        elif token.kind == "digit":
            wanted = len(digits) - given if at == first else 1
            for _ in range(max(wanted, 1)):
                digit = digits[-1 - given] if given < len(digits) else "0" if token.text == "0" else ""
                if digit and grouped and given and given % 3 == 0:
                    made.append(",")
                made.append(digit)
                given += 1
    return "".join(reversed(made))


def _fraction(digits: str, tokens: tuple[_Token, ...], exponent: _Token | None, power: int) -> str:
    made = ""
    at = 0
    # Places with # show no zeros at the end.
    kept = len(digits.rstrip("0"))
    for token in tokens:
        if token.kind == "point":
            made += "."
        elif token.kind == "digit":
            digit = digits[at] if at < len(digits) else "0"
            made += digit if token.text == "0" or at < kept else ""
            at += 1
        elif token.kind == "percent":
            made = made.rstrip(".") + "%"
        elif token.kind == "literal":
            made += token.text
        elif token is exponent:
            made += f"E{'-' if power < 0 else '+'}{abs(power):0{len(token.text) - 2}}"
    return made.rstrip(".") if made.endswith(".") else made


def _date(value: Decimal, tokens: tuple[_Token, ...], *, since_1904: bool) -> str | None:
    """A date or time; None for a number that is none."""
    if not 0 <= value <= _LAST_DAY:
        return None
    days = float(value)
    if not since_1904 and days < 60:
        days += 1  # the programs count a 29 February 1900
    moment = (_EPOCH_1904 if since_1904 else _EPOCH_1900) + datetime.timedelta(seconds=round(days * 86_400))
    half = any(token.kind == "half" for token in tokens)
    made: list[str] = []
    previous = ""
    for at, token in enumerate(tokens):
        text = token.text.lower()
        if token.kind == "date":
            following = next((t.text.lower() for t in tokens[at + 1 :] if t.kind == "date"), "")
            is_minute = text[0] == "m" and len(text) < 3 and (previous[:1] == "h" or following[:1] == "s")
            made.append(_part(text, moment, is_minute=is_minute, half=half))
            previous = text
        elif token.kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
            made.append(f"{round(float(value) * 86_400) // unit:0{len(text)}}")
            previous = text
        elif token.kind == "half":
            names = ("上午", "下午") if "上" in token.text else ("AM", "PM")
            made.append(names[moment.hour >= 12])
        elif token.kind in ("literal", "slash", "comma", "point"):
            made.append(token.text)
    return "".join(made).strip()


def _part(text: str, moment: datetime.datetime, *, is_minute: bool, half: bool) -> str:
    size = len(text)
    if text[0] == "y":
        return f"{moment.year:04}" if size > 2 else f"{moment.year % 100:02}"
    if is_minute:
        return f"{moment.minute:0{min(size, 2)}}"
    if text[0] == "m":
        return f"{moment.month:0{size}}" if size < 3 else _MONTHS[moment.month - 1]
    if text[0] == "d":
        return f"{moment.day:0{size}}" if size < 3 else f"星期{_WEEKDAYS[moment.weekday()]}"
    if text[0] == "a":
        return ("星期" if size == 4 else "") + _WEEKDAYS[moment.weekday()]
    if text[0] == "h":
        return f"{(moment.hour % 12 or 12) if half else moment.hour:0{size}}"
    return f"{moment.second:0{size}}"
