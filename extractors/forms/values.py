"""What is entered into a field, as a value: numbers in base units, ISO dates, ticked words; what is not filled in as that."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from corpora.structure.dates import find_dates, parse_date
from extractors.forms.catalogue import FieldInfo
from extractors.forms.ticks import has_boxes, ticked
from extractors.quantities.numerals import MAGNITUDES, figures, han, plain

_MAGNITUDE = "(?:十|百|千)?[万亿]|千|百"
_NUMBER = re.compile(
    r"(?:约|共|计|合计|共计|总计|大约|为)?\s*+(?:人民币|RMB|[¥￥$])?\s*+(?P<open>[(])?\s*+(?P<sign>[-+−])?\s*+(?:[¥￥])?\s*+"
    r"(?P<digits>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*+(?P<close>[)])?\s*+"
    rf"(?P<magnitude>{_MAGNITUDE})?\s*+(?P<unit>元人民币|人民币元|元|人次|人|名|个|家|次|届|年|期|项|岁|位|小时|场|户|%|份|期次|处|所|种|册|股)?(?:整|正)?"
)
_HAN_NUMBER = re.compile(
    r"(?:人民币)?(?P<digits>[零〇一二三四五六七八九十百千万两]{1,8})\s*(?P<unit>人|名|个|家|次|年|期|项|位|场|元整?|$)"
)
# A unit in brackets behind its number, as in forms that print the unit in the entry's cell: 5（万元）, 12（人）.
_UNIT_IN_BRACKETS = re.compile(
    rf"^(?P<number>[^\d()]*[\d,，. ]*\d)\s*\(\s*(?P<unit>(?:{_MAGNITUDE})?(?:元|人次|人|名|个|家|次|年|期|项|小时|场|%)|万)\s*\)"
)
_REST = re.compile(r"\s*(?:$|[,，;；、。(:：/]|其中|\s)")
_AMOUNT = re.compile(
    r"(?<![\dA-Za-z.])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<magnitude>万|亿)?(?![\dA-Za-z年月日号-])"
)
_LEAST_AMOUNT = 100  # 元
_DASH = re.compile(r"[-—–－─―~～]+")
_SLASH = re.compile(r"[/／\\|]+")
_NONE = re.compile(r"(?:暂?无|没有|未填|不适用|N/?A|nil|none|null)[。.]?", re.IGNORECASE)
_BLANK = re.compile(
    r"[\s_＿.…:：]*(?:年\s*月\s*日)?(?:[(（](?:盖章|签字|签名|签章|公章|章|印章|单位盖章)[)）])?[\s_＿]*(?:年\s*月\s*日)?"
)
_STAMP = re.compile(
    r"\s*(?:[(（](?:盖章|签字|签名|签章|公章|章|印章|单位盖章|单位公章)[)）]|经办人[:：]?.*|负责人签[字名章][:：]?.*|签[字名]人?[:：].*|盖章[:：]?\s*$|(?:20\d\d\s*)?年\s*\d{0,2}\s*月\s*\d{0,2}\s*日\s*$)"
)
# When and by whom a standard was passed are fields of their own.
_PASSED = re.compile(r"[，,；;]\s*(?:于|经|由)[^。；;]*通过[。.]?\s*$")
# What stands behind a name on the line above a table: its date, number and unit.
_BEHIND_NAME = re.compile(
    r"\s+(?=[（(]?(?:20|19)\d\d\s*[年./-]|会[民企]非?|单位[:：]|金额单位|[（(](?:盖章|公章|签章)[）)])"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_CODE = re.compile(r"[0-9A-Z]{15,20}")
_GRADE = re.compile(r"(?<![0-9A-Za-z])([1-5一二三四五])\s*A(?![A-Za-z])|(?<![0-9A-Za-z])(A{1,5})(?![A-Za-z0-9])")
_YEAR = re.compile(r"(20\d\d|[二][〇○零][〇○零一二三四五六七八九]{2})\s*年?度?")
_FULL_TIME = re.compile(r"[(（]\s*(?:专职|兼职|法定代表人|兼|专|签字|签名|签章|盖章)\s*[)）]")
_POST = re.compile(r"[(（](?:兼任?|系|任|现任)?[^()（）]{0,8}(?:长|主任|负责人|主席|委员|理事|法人)[)）]\s*$")
_BOXED = re.compile(r"[(（\[][^()（）\[\]]*[□☐☑☒■●○√][^()（）\[\]]*[)）\]]\s*$")
_NOT_A_PERSON = re.compile(
    r"\d|[，。；]|^(?:是|否|有|男|女|专职|兼职)$|(?:协会|基金会|中心|局|委员会|公司|学会|商会|大学|学院|教授|研究员|处长|科长)$"
)
_CONCLUSION = re.compile("不合格|基本合格|合格|未参检|未年检|已报送")
_MASKED = re.compile(r"[*×＊xX]{2,}|[XＸ]{2,}")
# The numerals of cheques and deeds (大写), and how accountants mark what is below zero.
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬圆▲△", "一二三四五六七八九十百千万元--")
_PART_OF_DATE = re.compile(r"((?:19|20)\d\d)[./-](0?[1-9]|1[0-2])")
_YES = re.compile(r"(?:是|有|已|具有|具备|取得|享有|享受|属于|建立|成立|√|✓)")
_ASKS = re.compile("是否|有无")
_YES_LATER = re.compile(r"\d\s*[年月日][^不未无没非否]{0,6}(?:取得|获得|认定|登记|具备|建立|成立|备案)")
_NO = re.compile(r"(?:不|未|无|没|非|否|尚未)")
_LONGEST_ANSWER = 12  # characters
_LONGEST_NAMING = 30
_EMPTY_CHOICE = re.compile(r"([\u4e00-\u9fffA-Z0-9]{1,8})\s*[(\[]\s*[)\]]|[(\[]\s*[)\]]\s*([\u4e00-\u9fffA-Z0-9]{1,8})")
_LETTERED = re.compile(r"^(?:[A-Da-d]|\d)[.、．]\s*(?=\S)")
_HAN_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}


@dataclass(frozen=True, slots=True)
class Value:
    """What a field's text says.

    ``fit`` tells how well the text suits the type: 2 for a number, date, ticked or known word, 1 for plain text and for
    what is not filled in, 0 for what does not suit. ``rest`` is the text behind a number; ``step`` the size of the last
    digit written, in the value's unit.
    """

    value: int | float | str | None
    flags: tuple[str, ...] = ()
    fit: int = 2
    rest: str = ""
    step: float | None = None


NOT_FITTING = Value(None, fit=0)


def empty(text: str) -> Value | None:
    """What a field without an entry says: blank, 无, / and — are told apart; None for an entry."""
    tidy = unicodedata.normalize("NFKC", text).strip()
    for pattern, flag in ((_BLANK, "blank"), (_DASH, "dash"), (_SLASH, "slash"), (_NONE, "none")):
        if pattern.fullmatch(tidy):
            return Value(None, (flag,), 1)
    return None


def parse(field: FieldInfo, text: str, unit: str | None = None) -> Value:
    """Read what stands in a field.

    Args:
        field: what is asked for.
        text: the entry as written.
        unit: the unit named outside of the entry (万元, 千元 …), for money.
    """
    nothing = empty(text)
    if nothing is not None and not (field.type == "choice" and text.strip() in (*field.choices, *field.words)):
        return nothing
    # Words stay as they are printed; only what is calculated with is brought to one form.
    tidy = text if field.type in ("text", "person") else unicodedata.normalize("NFKC", text).translate(_CAPITALS)
    return _READERS[field.type](field, tidy.strip(), unit)


def _text(field: FieldInfo, text: str, unit: str | None) -> Value:
    if has_boxes(text):
        words = ticked(text)
        if words is not None and (words or len(text) < 40):
            return Value("、".join(words) or None, () if words else ("blank",))
    if field.id == "supervisor_opinion":
        text = _STAMP.sub("", text).strip() or text
        if (nothing := empty(text)) is not None:
            return nothing
    if field.id == "fee_standard":
        text = _PASSED.sub("", text)
    rest = ""
    if field.id == "name" and not _HAN.search(text):
        return NOT_FITTING
    if field.id == "name" and (behind := _BEHIND_NAME.search(text)):
        text, rest = text[: behind.start()], text[behind.start() :]
    flags = ("masked",) if _MASKED.search(text) else ()
    return Value(" ".join(text.split()), flags, 1, rest)


def _person(field: FieldInfo, text: str, unit: str | None) -> Value:
    name = _POST.sub("", _FULL_TIME.sub("", _BOXED.sub("", text))).strip(" :：")
    if (nothing := empty(name)) is not None:
        return nothing
    if len(name) > 20 or _NOT_A_PERSON.search(name) or has_boxes(name):
        return NOT_FITTING
    if len(name) <= 5 and " " in name and not re.search("[A-Za-z]", name):
        name = name.replace(" ", "")
    return Value(" ".join(name.split()), ("masked",) if _MASKED.search(name) else (), 1)


def _number(text: str) -> tuple[Decimal, str, str, float, bool] | None:
    """The number at the beginning of a text: value, unit, what follows, size of its last digit, own magnitude."""
    text = _UNIT_IN_BRACKETS.sub(r"\g<number>\g<unit>", text)
    match = _NUMBER.match(text)
    if match is None:
        return _han_number(text)
    number = figures(match["digits"])
    if number is None or not _REST.match(text, match.end()):
        return None
    if bool(match["open"]) != bool(match["close"]):
        return None
    size = MAGNITUDES[match["magnitude"] or ""]
    decimals = len(match["digits"].partition(".")[2])
    if match["sign"] in ("-", "−"):
        number = -number
    return (
        number * size,
        ("(" if match["open"] else "") + (match["unit"] or ""),
        text[match.end() :],
        size / 10**decimals,
        bool(match["magnitude"]),
    )


def _han_number(text: str) -> tuple[Decimal, str, str, float, bool] | None:
    match = _HAN_NUMBER.match(text)
    number = han(match["digits"]) if match else None
    if match is None or number is None or not _REST.match(text, match.end()):
        return None
    return number, match["unit"], text[match.end() :], 1.0, True


def _money(field: FieldInfo, text: str, unit: str | None) -> Value:
    found = _number(text)
    if found is None:
        return NOT_FITTING
    number, own, rest, step, magnified = found
    bracketed = own.startswith("(")
    own = own.lstrip("(")
    if magnified and not own and not any(character.isdigit() for character in text):
        return NOT_FITTING
    if own and "元" not in own:
        return NOT_FITTING
    flags: tuple[str, ...] = ()
    if not (own or magnified):
        size = _size(unit)
        if size is None:
            flags = ("unit_missing",)
        else:
            number, step = number * size, step * size
    # Accounts write what is below zero in brackets.
    return Value(plain(-number if bracketed else number), flags, 2, rest, step)


def _size(unit: str | None) -> int | None:
    if unit is None or not unit.endswith("元"):
        return None
    return MAGNITUDES.get(unit[:-1])


def amounts_in(text: str, unit: str | None) -> list[float]:
    """The amounts of money that a text may hold, in 元, whatever they are: large numbers and those with decimals.

    Args:
        text: a cell or line.
        unit: of numbers that have none; 元 without it.
    """
    found = []
    for match in _AMOUNT.finditer(unicodedata.normalize("NFKC", text)):
        size = MAGNITUDES[match["magnitude"]] if match["magnitude"] else _size(unit) or 1
        amount = float(match["digits"].replace(",", "")) * size
        if amount >= _LEAST_AMOUNT:
            found.append(amount)
    return found


def _count(field: FieldInfo, text: str, unit: str | None) -> Value:
    found = _number(text)
    if found is None or found[0] < 0:
        return NOT_FITTING
    number, own, rest, step, _ = found
    own = own.lstrip("(")
    if own in ("元", "%", "岁", "届") or (own == "年" and field.unit != "年") or number != number.to_integral_value():
        return NOT_FITTING if field.unit != "小时" else Value(plain(number), (), 2, rest, step)
    return Value(plain(number), (), 2, rest, step)


def _rate(field: FieldInfo, text: str, unit: str | None) -> Value:
    found = _number(text)
    if found is None or found[1].lstrip("(") not in ("", "%"):
        return NOT_FITTING
    return Value(plain(found[0]), (), 2, found[2], found[3])


def _date(field: FieldInfo, text: str, unit: str | None) -> Value:
    tidy = re.sub(r"(?<=\d)\s+(?=[年月日./-])|(?<=[年月./-])\s+(?=\d)", "", text)
    iso = parse_date(tidy)
    if iso is not None:
        return Value(iso)
    found = [d for d in find_dates(tidy) if d.has_year and d.flag is None]
    if found and found[0].start <= 4:
        return Value(found[0].iso)
    if part := _PART_OF_DATE.fullmatch(tidy.strip()):
        return Value(f"{part[1]}-{int(part[2]):02d}")
    year = re.fullmatch(r"((?:19|20)\d\d)年?", tidy)
    return Value(year[1]) if year else NOT_FITTING


def _year(field: FieldInfo, text: str, unit: str | None) -> Value:
    found = _YEAR.match(re.sub(r"(?<=\d)\s+(?=\d)", "", text))
    if found is None:
        return NOT_FITTING
    return Value(int("".join(_HAN_DIGITS.get(c, "2" if c == "二" else c) for c in found[1])))


def _choice(field: FieldInfo, text: str, unit: str | None) -> Value:
    words = ticked(text, (*field.choices, *field.words))
    if words is None and _is_unticked(field, text):
        return Value(None, ("blank",), 2)
    if words is not None:
        if not words:
            return Value(None, ("blank",), 2)
        known = [_known(field, word) or _beginning(field, word) or _LETTERED.sub("", word) for word in words]
        return Value("、".join(dict.fromkeys(known)), () if len(known) == 1 else ("several",))
    if field.id in ("conclusion", "prior_conclusion"):
        stated = _CONCLUSION.search(text) if len(text) <= 60 else None
        return Value(_known(field, stated[0]) or stated[0]) if stated else NOT_FITTING
    word = _known(field, text)
    if word is not None:
        return Value(word)
    head = re.split(r"[\s,，、;；。(（:：]", _LETTERED.sub("", text), maxsplit=1)[0]
    word = (_known(field, head) or _begun(field, head) or _answer(field, head)) if head else None
    return Value(word, (), 2) if word is not None else NOT_FITTING


def _is_unticked(field: FieldInfo, text: str) -> bool:
    """Whether two choices or more stand with empty brackets and none is ticked: 合格（ ） 基本合格（ ）."""
    listed = {found[1] or found[2] for found in _EMPTY_CHOICE.finditer(text)}
    return sum(_known(field, word) is not None for word in listed) >= 2


def _begun(field: FieldInfo, word: str) -> str | None:
    """The only choice that begins with a word: 专 for 专职."""
    found = [choice for choice in field.choices if choice.startswith(word)]
    return found[0] if len(found) == 1 else None


def named_choice(field: FieldInfo, text: str) -> str | None:
    """The longest of a field's choices that a text without boxes names, None where it says that there is none."""
    if has_boxes(text) or _NO.match(text.strip()) or len(text) > _LONGEST_NAMING:
        return None
    return max((choice for choice in field.choices if choice in text), key=len, default=None)


def _answer(field: FieldInfo, words: str) -> str | None:
    """Yes or no in other words (已取得, 不具有), for fields that ask for that."""
    if len(words) > _LONGEST_ANSWER or _ASKS.search(words) or field.choices[:2] not in (("是", "否"), ("有", "无")):
        return None
    if _NO.match(words):
        return "无" if words[0] in "无没" and "无" in field.choices else field.choices[1]
    return field.choices[0] if _YES.match(words) or _YES_LATER.search(words) else None


def _beginning(field: FieldInfo, word: str) -> str | None:
    """The longest choice with which a word begins that is two choices run together: 专职兼职."""
    found = [c for c in field.choices if word.startswith(c) and (word == c or _beginning(field, word[len(c) :]))]
    return max(found, key=len, default=None)


def _known(field: FieldInfo, word: str) -> str | None:
    tidy = _LETTERED.sub("", word.strip(" 。."))
    if tidy in field.words:
        return field.words[tidy]
    return tidy if tidy in field.choices else None


def _grade(field: FieldInfo, text: str, unit: str | None) -> Value:
    words = ticked(text)
    if words is not None:
        if not words:
            return Value(None, ("blank",), 2)
        return replace(_grade(field, words[0], unit), fit=2)
    found = _GRADE.search(text)
    if found:
        digit = found[1] or str(len(found[2]))
        return Value(f"{_HAN_DIGITS.get(digit, digit)}A")
    return (
        Value(text)
        if re.match("(?:未|没有|尚未)(?:参加|参与)?(?:评估|申请评估|等级评估|评级)|未参评|未评|未定级|无等级", text)
        else NOT_FITTING
    )


def _code(field: FieldInfo, text: str, unit: str | None) -> Value:
    tidy = re.sub(r"[\s-]", "", text).upper()
    if _CODE.fullmatch(tidy):
        return Value(tidy)
    found = _CODE.match(tidy)
    return Value(found[0]) if found and len(found[0]) == 18 else NOT_FITTING


_READERS = {
    "text": _text,
    "person": _person,
    "count": _count,
    "money": _money,
    "rate": _rate,
    "date": _date,
    "year": _year,
    "choice": _choice,
    "grade": _grade,
    "code": _code,
}
