"""The number-first scan: every number of a text that measures something, in one pass over its anchors."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from decimal import Decimal

from extractors.quantities import context, shares
from extractors.quantities.bare import Bare, settle
from extractors.quantities.counts import measures, none
from extractors.quantities.furniture import furniture, of_collection
from extractors.quantities.lexicon import lexicon
from extractors.quantities.model import Bound, Quantity
from extractors.quantities.numerals import HAN_NUMERALS, MAGNITUDES, figures, han, han_range, plain, simplified
from extractors.quantities.pattern import anchor, master

_NOWHERE = (sys.maxsize, sys.maxsize)
_ROUND = frozenset("百千万亿半")
_HAN = frozenset(HAN_NUMERALS)
# 5A1个: a number right behind a grade.
_GRADE_BEFORE = re.compile(r"(?<![0-9A-Za-z])[1-5]A$")
# 高了6个点, 还差11.6个点: of a rate; 建了6个点: places.
_ROSE = re.compile("[高升降涨跌低增减长差](?:了|近|约|了近)?$")
# 港币2,430万.
_CURRENCIES = {
    "美元": "美元",
    "美金": "美元",
    "港币": "港元",
    "港元": "港元",
    "欧元": "欧元",
    "日元": "日元",
    "英镑": "英镑",
}
# 新增AED150台.
_DEVICE_BEFORE = re.compile(r"[一-龥][A-Z]{2,6}$")
_DEVICES = ("台", "套", "架")
_BODIES = ("家", "户", "所")
_SERVICE_TIME = re.compile(r"时长|服务|累计|学时|人均|课时|工时|志愿|时间")
# What follows a number without unit when it is a date, a time, a code, a number of a list.
_NO_QUANTITY = frozenset(".．:：/%〕］]-－—~年月日天号时点分岁周级个")
# 成立6/变更31/注销4
_NEXT_ITEM = re.compile(r"[/／][一-龥]{2,6}\d")
_OPENS_ITEM = frozenset("\n。；;")
# 12,880,000.00 in a list of accounts is money, in the unit that stands above the list.
_ACCOUNTED = re.compile(r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+[.．][0-9０-９]{2}")
_UNIT_ABOVE = re.compile(r"单位[:：]\s?(?:人民币)?(亿|百?万|千)?元")
_ABOVE = 800
_CUE_REACH = 14
# 一年一万五, 一家收两万八.
_SPOKEN = re.compile(r"[一二两三四五六七八九][万千][一二三四五六七八九]")
_MANY = 100
_PAYING = ("年", "月", "收", "交")
_MINUS = ("-", "－", "−", "–")
# 自负3万元 is borne, 净资产为负3万元 is owed.
_BORNE = re.compile("[自担背肩欠抱胜减分公偿]$")
# 净资产-3万元, 结余为－3万元; but 单位会员-3000元 has a dash between a name and its amount.
_BALANCE = re.compile(
    r"(?:净资产|净额|结余|节余|盈余|结存|余额|差额|利润|损益|盈亏|亏损|收支|变动额?|增减额?)[^，。；、,;\n\d]{0,6}$|[为是即达至到由从的]\s?(?:人民币)?$|元[、和]$"
)
_CLAUSE_ENDS = ("，", "。", "；", "、", ",", ";", "\n", "")
_CLAUSE_ENDS_OR_BLANK = (*_CLAUSE_ENDS, " ", "\u3000", "！", "”")
# 捐了八十万，今年一百一十万: between two amounts.
_IN_ANOTHER_YEAR = re.compile(r"[，、,；;](?:[今去前上明]年|\d{4}年)(?:又|是|为|有|到了?|达到?|涨到|增到)?")
# 社会组织总量破八百, 会员冲五千。, 志愿者逾百万.
_PASSED = re.compile("(?:突破|超过|[破逾冲超])$")
_SHARES: dict[str, Callable[[str, re.Match[str], int], shares.Share | None]] = {
    "part": shares.part,
    "half": shares.half,
    "times": shares.times,
}


def _amount(fig: str | None, numeral: str | None) -> tuple[Decimal, Decimal | None] | None:
    """The number of figures or of a Chinese numeral; two for 两三."""
    if fig is not None:
        number = figures(fig)
        return None if number is None else (number, None)
    ends = han_range(numeral or "")
    if ends:
        return ends
    number = han(numeral or "")
    return None if number is None else (number, None)


def _inner(*words: str | None) -> Bound | None:
    for word in words:
        if word:
            return "approx" if word == "来" else "min"
    return None


def _last_end(m: re.Match[str], *groups: str) -> int:
    return max(map(m.end, groups))


class _Scan:
    """One run over one text."""

    def __init__(self, text: str) -> None:
        self.text = simplified(text)
        self.lex = lexicon()
        self.found: list[Quantity] = []
        self.bare: list[Bare] = []
        self.resumed = -1  # where a number begins behind a list number that it is glued to

    def run(self) -> list[Quantity]:
        text, match_at, position = self.text, master().match, 0
        skipped = iter(furniture(text))
        first, last = next(skipped, _NOWHERE)
        for found in anchor().finditer(text):
            start = found.start()
            if start >= first:
                while start >= last:
                    first, last = next(skipped, _NOWHERE)
                if start >= first:
                    position = last
            if start < position:
                continue
            match = match_at(text, start)
            if match is None:
                continue
            kind = match.lastgroup
            if kind == "num":
                position = self._number(match, start)
            elif kind == "skip":
                position = match.end()
            elif kind == "mask":
                position = self._mask(match, start)
            else:
                position = self._worded(match, start, kind or "")
        return settle(text, self.bare, self.found) if self.bare else self.found

    def _number(self, m: re.Match[str], start: int) -> int:
        """Handle figures or a Chinese numeral with its unit; returns where to go on, like all of the following."""
        text, fig, numeral = self.text, m["fig"], m["han"]
        number_end = _last_end(m, "fig", "han", "in", "mag", "inn", "size", "tenth_of")
        before = text[start - 1] if start else "\n"
        unit = m["unit"] or m["nunit"]
        if numeral is not None:
            if before == "唯" and numeral.startswith("一一"):
                return start + 1
            if before in _HAN or before == "第" or self.lex.refused_han_back.match(context.left_of(text, start)):
                return m.end("unit") if unit else m.end("han")
        elif (
            before.isascii()
            and (before.isalpha() or (before in "._/@#" and not self._beside(start) and not self._begins(start)))
            and start != self.resumed
            and not _GRADE_BEFORE.search(text[max(0, start - 3) : start])
            and not (unit in _DEVICES and _DEVICE_BEFORE.search(text[max(0, start - 8) : start]))
        ):
            return m.end("fig")
        elif before in _OPENS_ITEM and "." in fig and self._numbered(m):
            self.resumed = start + int(fig.index(".")) + 1
            return self.resumed
        amount = _amount(fig, numeral)
        if amount is None:
            return m.end("fig") if fig else start + 1
        size = MAGNITUDES[m["mag"] or ""]
        value, upper = amount[0] * size, None if amount[1] is None else amount[1] * size
        if m["rest"]:
            value += (figures(m["rest"]) or 0) * MAGNITUDES[m["size"]]
        elif m["tenth_of"]:  # 会费1万3
            value += int(m["tenth_of"]) * size // 10
        if m["near"] or m["far"]:
            return self._range(m, start, value, number_end)
        if unit:
            return self._counted(m, start, number_end, value, upper)
        if numeral is None or (
            value >= _MANY and (m["in"] or m["inn"] or m["tail0"] or self._of_things(numeral, start, number_end))
        ):
            return self._without_unit(m, start, value, number_end)
        return m.end("han")

    def _of_things(self, numeral: str, start: int, end: int) -> bool:
        """二十二万市民, 三千志愿者, 捐款两百一十二万, 收两万八: a Chinese numeral beside what it counts; 百万市民 is a way of speaking."""
        if self.text[end : end + 1] in _CLAUSE_ENDS_OR_BLANK and _PASSED.search(self.text, max(0, start - 2), start):
            return True
        if numeral[:1] in _ROUND:
            return False
        last = self.bare[-1].end if self.bare else -1
        if last >= 0 and numeral[-1:] in ("万", "亿") and _IN_ANOTHER_YEAR.fullmatch(self.text, last, start):
            return True
        if self.lex.implied.match(self.text, end):
            return True
        clause = context.clause_before(self.text, start, _CUE_REACH)
        if _SPOKEN.fullmatch(numeral):
            ended = self.text[end : end + 1] in _CLAUSE_ENDS_OR_BLANK
            return ended or clause[-1:] in _PAYING or self.lex.money_cue.search(clause) is not None
        return numeral[-1:] in ("千", "万", "亿") and self.lex.money_cue.search(clause) is not None

    def _beside(self, start: int) -> bool:
        """54家/40家: a number with its unit stands before the stroke."""
        return self.text[start - 1] == "/" and self.text[start - 2 : start - 1] in self.lex.discrete

    def _begins(self, start: int) -> bool:
        """支出341万元.6家协会减免会费: a half-width full stop stands before the number."""
        before = self.text[max(0, start - 2) : start]
        return before[-1:] == "." and "一" <= before[0] <= "龥"

    def _numbered(self, m: re.Match[str]) -> bool:
        """3.120家 at the beginning of a line or sentence is item 3 and 120家, unless a magnitude follows (1.2万家)."""
        head = m["fig"].partition(".")[0]
        return len(head) <= 2 and not m["mag"] and (m["unit"] or "") in self.lex.discrete

    def _counted(self, m: re.Match[str], start: int, number_end: int, value: Decimal, upper: Decimal | None) -> int:
        """A number with its unit, unless the words around it refuse it."""
        text, lex = self.text, self.lex
        word = m["unit"] or m["nunit"]
        unit, unit_end = self._unit(word), _last_end(m, "unit", "nunit")
        if word == "个点" and not _ROSE.search(text, max(0, start - 3), start):
            unit = "个"
        end = m.end("tail") if m["tail"] else unit_end
        back = context.left_of(text, start)
        measured = unit in lex.ratio or unit in lex.money
        scaled = text[start] in _ROUND or (m["mag"] is not None and m["fig"] is not None)
        before = context.bound_before(back, round_number=scaled, share=unit in lex.ratio)
        after = lex.after_of.get(m["tail"] or "")
        outer = context.joined(before, None, after)
        inner = _inner(m["in"], m["inn"], "多" if word == "个多百分点" else None)
        bound = context.joined(before, inner, after) if inner else outer
        if back.startswith("在制控") and after is None:
            within = text[unit_end : unit_end + 1] == "内"
            bound, end = ("max", unit_end + 1) if within else ("exact", end)
        if context.refused(text, back, start, end, unit) or self._address(unit, start, unit_end):
            return unit_end
        if not measured and self._structural(m["han"], unit_end) and not self._of_bodies(unit, unit_end):
            return unit_end
        if m["han"] and not measures(text, m["han"], start, unit_end, value, unit, bound):
            return unit_end
        if unit in ("篇", "份", "则") and of_collection(text, start, end):
            return unit_end
        if context.is_condition(text, back, end, money=unit in lex.money, tail=m["tail"] is not None):
            return unit_end
        if context.is_asked_for(text, back, start, end, unit) or self._not_meant(start, end, unit, outer, value):
            return unit_end
        if unit == "块" and value >= _MANY and self._paid(back, start, end):
            unit = "元"
        flags = ("suspect_number",) if self._suspect(m, value, unit) else ()
        if none(text, m["han"], start, unit):
            value = Decimal(0)
        if upper is None and before is None and self._negative(start, unit):
            start, value = start - 1, -value
        self._add(start, end, number_end, value, upper, unit, bound, flags)
        return end

    def _unit(self, word: str) -> str:
        word = word.replace("\n", "")
        return self.lex.spellings.get(word, word)

    def _address(self, unit: str, start: int, unit_end: int) -> bool:
        """128号3幢502室; and 李四人民币, where 四 belongs to a name."""
        text = self.text
        if unit in ("幢", "栋", "座"):
            return text[start - 1 : start] == "号" or text[unit_end : unit_end + 1].isdigit()
        return unit == "元" and unit_end - start == 4 and text[start] in _HAN and text.startswith("人民币", start + 1)

    def _paid(self, back: str, start: int, end: int) -> bool:
        """600块会费, 一年3000块: 块 is money where money is spoken of."""
        cue, text = self.lex.money_cue, self.text
        if cue.match(text, end):
            return True
        ended = text[end : end + 1] in _CLAUSE_ENDS
        return ended and (back[:1] in _PAYING or cue.search(context.clause_before(text, start, _CUE_REACH)) is not None)

    def _of_bodies(self, unit: str, unit_end: int) -> bool:
        """三家重点企业, 33家同步采集党员信息: no points or aspects; but 两家人."""
        return unit in _BODIES and self.text[unit_end : unit_end + 1] not in ("人", "一")

    def _structural(self, numeral: str | None, unit_end: int) -> bool:
        pattern = self.lex.structural_figures if numeral is None else self.lex.structural
        return pattern.match(self.text, unit_end) is not None

    def _not_meant(self, start: int, end: int, unit: str, bound: Bound, value: Decimal) -> bool:
        """Names, formulas, working hours and thresholds of laws."""
        text = self.text
        if context.in_name(text, start, end) or context.in_formula(text, start, end):
            return True
        if unit == "小时" and (
            text[start - 1 : start] in ("×", "*", "x", "X")
            or (value < 100 and not _SERVICE_TIME.search(text[max(0, start - 10) : start]))
        ):
            return True
        return context.is_legal_threshold(text, start, bound, share=unit in self.lex.ratio)

    def _negative(self, start: int, unit: str) -> bool:
        """Whether a sign that is part of the number stands before it: any for a rate, for money one that belongs to a balance."""
        sign, left = self.text[start - 1 : start], self.text[max(0, start - _CUE_REACH) : start - 1]
        if unit in self.lex.ratio:
            return sign == "负" or (sign in _MINUS and (left[-1:] or "\n") not in "-－—–0123456789%％")
        if unit not in self.lex.money:
            return False
        if sign == "负":
            return _BORNE.search(left) is None
        return sign in _MINUS and _BALANCE.search(left) is not None

    @staticmethod
    def _suspect(m: re.Match[str], value: Decimal, unit: str) -> bool:
        """42.2235个: a 万 was lost."""
        if m["fig"] is None or m["fig"].isdecimal() or m["mag"] or unit not in lexicon().discrete:
            return False
        exponent = value.as_tuple().exponent
        return isinstance(exponent, int) and exponent < -2

    def _range(self, m: re.Match[str], start: int, low: Decimal, number_end: int) -> int:
        """50-80家, 三至五家, 5万元至15万元, 20%—30%; 从52%到81% and 由7家到12家 are two numbers."""
        n, first = ("9", m["unit"] or m["nunit"]) if m["far"] else ("8", None)
        text, lex, word = self.text, self.lex, m[f"unit{n}"]
        number_end9 = _last_end(m, f"fig{n}", f"han{n}", f"in{n}", f"mag{n}", f"inn{n}")
        amount = _amount(m[f"fig{n}"], m[f"han{n}"])
        if not word or amount is None:
            return number_end9 if not first else _last_end(m, "unit", "nunit")
        unit, size = self._unit(word), m[f"mag{n}"]
        if size and m["mag"] is None and low < amount[0] and not first:
            low *= MAGNITUDES[size]
        high = amount[0] * MAGNITUDES[size or ""]
        back = context.left_of(text, start)
        if first and (back[:1] in ("从", "由", "自") or self._unit(first) != unit or low >= high):
            return self._counted(m, start, number_end, low, None)
        unit_end = m.end(f"unit{n}")
        if (
            low >= high
            or text[start - 1 : start] in ("-", "—", "–")
            or context.refused(text, back, start, unit_end, unit)
        ):
            return unit_end
        end = m.end(f"tail{n}") if m[f"tail{n}"] else unit_end
        if self._structural(m["han"], unit_end) or self._not_meant(start, end, unit, "exact", high):
            return unit_end
        around = (context.bound_before(back, round_number=False, share=False), lex.after_of.get(m[f"tail{n}"] or ""))
        self._add(start, end, number_end9, low, high, unit, "approx" if "approx" in around else "exact")
        return end

    def _without_unit(self, m: re.Match[str], start: int, value: Decimal, number_end: int) -> int:
        """Keep a number without unit for later, when something may still give it one."""
        text, tail = self.text, m["tail0"]
        end = m.end("tail0") if tail else number_end
        following = text[end : end + 1]
        scaled = any(m[group] is not None for group in ("mag", "in", "han", "tail0"))
        if (following in _NO_QUANTITY and not _NEXT_ITEM.match(text, end)) or (
            following.isascii() and following.isalnum()
        ):
            return number_end
        if following in ("）", ")") and not scaled and not text[start - 1 : start].isalpha():
            return number_end
        back = context.left_of(text, start)
        if context.refused(text, back, start, end, "") or self._not_meant(start, end, "", "exact", value):
            return number_end
        bound = context.joined(
            context.bound_before(back, round_number=m["mag"] is not None or m["han"] is not None, share=False),
            _inner(m["in"], m["inn"]),
            self.lex.after_of.get(tail or ""),
        )
        label = context.labelled_unit(text, start) if back[:1] in (" ", "|", "\t", "）", ")", ":", "：") else None
        label = label or self._accounted(m, start) or (context.unit_behind(text, end) if following in "（(" else None)
        spoken = m["han"] is not None and _SPOKEN.fullmatch(m["han"]) and not self.lex.implied.match(text, end)
        if m["mag"] == "个亿" or spoken:
            label = ("元", 1)
        elif currency := _CURRENCIES.get(text[start - 2 : start]):
            label = (currency, 1)
        if (scaled or label) and self._negative(start, label[0] if label else "元"):
            start, value = start - 1, -value
        if label:
            self._add(start, end, number_end, value * label[1], None, label[0], bound)
        else:
            self.bare.append(Bare(start, end, number_end, value, bound, scaled, len(self.found)))
        return end

    def _accounted(self, m: re.Match[str], start: int) -> tuple[str, int] | None:
        """The unit and the factor of an amount in a list of accounts, None for any other number."""
        if m["fig"] is None or m["mag"] or not _ACCOUNTED.fullmatch(m["fig"]):
            return None
        above = _UNIT_ABOVE.findall(self.text, max(0, start - _ABOVE), start)
        return "元", MAGNITUDES[above[-1]] if above else 1

    def _worded(self, m: re.Match[str], start: int, kind: str) -> int:
        """Shares in words, 翻番, and 零新增."""
        if context.in_name(self.text, start, m.end()):
            return m.end()
        if kind == "zero":
            self._add(start, start + 1, start + 1, Decimal(0), None, "", "exact")
            return m.end()
        share = _SHARES[kind](self.text, m, start)
        if share is None:
            return start + 1 if kind == "part" else m.end()
        self._add(start, share.end, share.number_end, share.value, share.upper, "%", share.bound)
        return share.end

    def _mask(self, m: re.Match[str], start: int) -> int:
        """**家, ***.**万元, XX名: a number whose digits were hidden."""
        text, masked = self.text, m["masked"]
        word = m["munit"] or m["nmunit"]
        unit = self._unit(word) if word else self._unit_before(start)
        if unit is None:
            return m.end()
        unit_end = _last_end(m, "munit", "nmunit") if word else m.end()
        before, back = text[start - 1 : start], context.left_of(text, start)
        bold = masked == "**" and before in ("", "\n")  # Markdown
        if bold or (masked[-1] in "*＊" and text[m.end("masked") : m.end("masked") + 1].isspace()):
            return unit_end
        named = unit in ("人", "名") and len(masked) < 2 and not m["mmag"] and masked not in "*＊" and before.isalpha()
        if before == "第" or (before.isascii() and before.isalnum()) or named or text[unit_end : unit_end + 1] == "目":
            return unit_end
        if context.refused(text, back, start, unit_end, unit):
            return unit_end
        bound = context.joined(
            context.bound_before(back, round_number=False, share=False),
            _inner(m["min"], m["minn"]),
            self.lex.after_of.get(m["mtail"] or ""),
        )
        self._add(start, m.end("mtail") if m["mtail"] else unit_end, m.end("masked"), None, None, unit, bound)
        return m.end()

    def _unit_before(self, start: int) -> str | None:
        """总人口**万, 投入资金**万: the unit of a hidden number without one, by what stands before it."""
        clause = context.clause_before(self.text, start, _CUE_REACH)
        nouns = self.lex.noun.findall(clause)
        return self.lex.implied_unit[nouns[-1]] if nouns else "元" if self.lex.money_cue.search(clause) else None

    def _add(
        self,
        start: int,
        end: int,
        number_end: int,
        value: Decimal | None,
        upper: Decimal | None,
        unit: str,
        bound: Bound,
        flags: tuple[str, ...] = (),
    ) -> None:
        low = None if value is None else plain(value)
        high = None if upper is None else plain(upper)
        self.found.append(Quantity(start, end, start, number_end, low, high, unit, bound, value is None, flags))


def scan(text: str) -> list[Quantity]:
    """Find every number of ``text`` that measures something, in order, without overlap.

    Dates, document numbers, ordinals, numbering, slogans built on numbers, ages, durations, scores, telephone numbers and
    legal thresholds are left out (contract §3). Ranges have both ends, masked digits no value. Never raises on text.
    """
    return _Scan(text).run()
