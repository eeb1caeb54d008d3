"""The number-first scan: every number of a text that measures something, in one pass over its anchors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extractors.quantities import context
from extractors.quantities.lexicon import Lexicon, lexicon
from extractors.quantities.model import Bound, Quantity
from extractors.quantities.numerals import HAN_NUMERALS, MAGNITUDES, figures, han, han_range, plain
from extractors.quantities.pattern import anchor, master

_ROUND = frozenset("百千万亿半")
_HAN = frozenset(HAN_NUMERALS)
_LIST_NUMBER = re.compile(r"(?:^|\n)[ \t\u3000]*\d{1,2}[.．、]$")
_LINK = re.compile(r"(?:[、，,和及与]|[（(][^）)]{0,8}[）)]){1,2}[^\d、，,。；;：:\n“”]{0,8}")
_SERVICE_TIME = re.compile(r"时长|服务|累计|学时|人均|课时|工时|志愿|时间")


@dataclass(slots=True)
class _Bare:
    """A number that was written without unit and waits for one."""

    start: int
    end: int
    number_end: int
    value: Decimal
    bound: Bound
    scaled: bool
    at: int


def _amount(fig: str | None, han_text: str | None) -> tuple[Decimal, Decimal | None] | None:
    """The number of figures or a Chinese numeral; two values for 两三."""
    if fig is not None:
        number = figures(fig)
        return None if number is None else (number, None)
    assert han_text is not None
    ends = han_range(han_text)
    if ends:
        return ends
    number = han(han_text)
    return None if number is None else (number, None)


def _inner(words: tuple[str | None, ...]) -> Bound | None:
    for word in words:
        if word:
            return "approx" if word == "来" else "min"
    return None


def _unit(word: str, lex: Lexicon) -> str:
    word = word.replace("\n", "")
    return lex.spellings.get(word, word)


def _joined(before: Bound | None, inner: Bound | None, after: Bound | None) -> Bound:
    """One bound of several: a limit is stronger than 约, 余 is weaker than 以内 or 以上 behind it."""
    for bound in (after, before, inner):
        if bound in ("min", "max"):
            return inner if inner == "min" and bound == "max" and before is None and after is None else bound
    return before or after or inner or "exact"


class _Scan:
    """One run over one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lex = lexicon()
        self.found: list[Quantity] = []
        self.bare: list[_Bare] = []

    def run(self) -> list[Quantity]:
        text, match_at, position = self.text, master().match, 0
        for found in anchor().finditer(text):
            start = found.start()
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
            elif kind is not None:
                position = getattr(self, f"_{kind}")(match, start)
        if self.bare:
            self._settle()
        return self.found

    # -- the common kind -------------------------------------------------------------------------------------------

    def _number(self, m: re.Match[str], start: int) -> int:
        """Handle a number; returns where to go on."""
        text = self.text
        fig, numeral = m["fig"], m["han"]
        unit = m["unit"] or m["nunit"] or m["unit9"] or m["unit8"]
        before = text[start - 1] if start else "\n"
        if numeral is not None:
            if not unit or before in _HAN:
                return start + 1 if not unit else m.end("han")
        elif before.isascii() and (before.isalpha() or before in "._/@#"):
            return m.end("fig")
        if fig is not None and "." in fig and before == "\n":
            listed = self._after_list_number(m, start)
            if listed:
                return listed
        amount = _amount(fig, numeral)
        if amount is None:
            return m.end("fig") if fig else start + len(numeral or "x")
        value, upper = amount
        size, rest = m["mag"], m["rest"]
        value *= MAGNITUDES[size or ""]
        upper = upper * MAGNITUDES[size or ""] if upper is not None else None
        if rest:
            value += _composite(rest)
        number_end = max(m.end(g) for g in ("fig", "han", "in", "mag", "inn", "rest"))
        if m["near"] or m["far"]:
            return self._range(m, start, value, size, number_end)
        if not unit:
            return self._without_unit(m, start, value, number_end, size)
        unit = _unit(unit, self.lex)
        back = context.left_of(text, start)
        return self._accept(m, start, number_end, value, upper, unit, back)

    def _after_list_number(self, m: re.Match[str], start: int) -> int:
        """3.120家 at the beginning of a line is item 3 and 120家, unless a magnitude follows (1.2万家)."""
        head, _, tail = m["fig"].partition(".")
        if len(head) > 2 or m["mag"] or not tail or (m["unit"] or "") not in self.lex.discrete:
            return 0
        return start + len(head) + 1

    def _accept(
        self,
        m: re.Match[str],
        start: int,
        number_end: int,
        value: Decimal,
        upper: Decimal | None,
        unit: str,
        back: str,
    ) -> int:
        text, lex = self.text, self.lex
        unit_end = m.end("unit") if m["unit"] else m.end("nunit")
        end = m.end("tail") if m["tail"] else unit_end
        numeral = m["han"]
        share = unit in lex.ratio
        first = text[start]
        round_number = first in _ROUND or (m["mag"] is not None and numeral is None)
        before = context.bound_before(back, round_number=round_number, share=share)
        inner = _inner((m["in"], m["inn"]))
        after = lex.after_of.get(m["tail"]) if m["tail"] else None
        bound = _joined(before, inner, after)  # type: ignore[arg-type]
        if before == "max" and back.startswith("在制控"):
            bound, end = self._kept_within(bound, after, unit_end, end)
        if context.refused(text, back, start, unit_end, unit) or self._structural(numeral, unit_end):
            return unit_end
        if numeral is not None and not self._measures(m, start, unit_end, value, unit, back, bound):
            return unit_end
        if self._not_counted(start, end, unit, bound, value):
            return unit_end
        sign = text[start - 1 : start]
        if share and self._negative(start, sign, before):
            start, value = start - 1, -value
        flags = ("suspect_number",) if self._suspect(value, unit, m["mag"], m["fig"]) else ()
        self._add(start, end, number_end, value, upper, unit, bound, flags)
        return end

    def _kept_within(self, bound: Bound, after: str | None, unit_end: int, end: int) -> tuple[Bound, int]:
        """控制在70家以内 is a maximum, 控制在70家左右 about that, 控制在70家 just a figure."""
        if after:
            return after, end  # type: ignore[return-value]
        if self.text[unit_end : unit_end + 1] == "内":
            return "max", unit_end + 1
        return "exact", end

    def _structural(self, numeral: str | None, unit_end: int) -> bool:
        pattern = self.lex.structural if numeral is not None else self.lex.structural_figures
        return pattern.match(self.text, unit_end) is not None

    def _measures(
        self, m: re.Match[str], start: int, unit_end: int, value: Decimal, unit: str, back: str, bound: Bound
    ) -> bool:
        """Whether a Chinese numeral counts something: 三家 does, 一个, 两个重点, 百家, 分三批 do not."""
        text, lex = self.text, self.lex
        numeral = m["han"]
        if numeral in ("百", "千", "万", "亿"):
            return bound != "exact"
        if unit in lex.ratio or unit in lex.money:
            return True
        if value < 2 and numeral == "一":
            if lex.none_back.match(back) and unit == "家":
                return False
            return bool(lex.one_back.match(back)) or (unit in ("次", "场", "期") and bool(lex.holding_back.match(back)))
        if back[:1] in ("分", "成") and unit in ("批", "期", "次", "组", "类", "步"):
            return False
        if unit == "届" and not lex.holding_back.match(back):
            return False
        if unit in lex.strong or bound != "exact" or value >= 10:
            return True
        if lex.holding_back.match(back):
            return True
        following = text[unit_end : unit_end + 1]
        if following in "，。；、,;）)\n" and back[:1].isalpha():
            return unit not in ("点", "条", "类")
        return lex.concrete.match(text, unit_end) is not None

    def _not_counted(self, start: int, end: int, unit: str, bound: Bound, value: Decimal) -> bool:
        text = self.text
        if context.in_name(text, start, end) or context.in_formula(text, start, end):
            return True
        if unit == "小时" and value < 100:
            return not _SERVICE_TIME.search(text[max(0, start - 10) : start])
        if unit == "小时" and text[start - 1 : start] in ("×", "*", "x", "X"):
            return True
        return context.is_legal_threshold(text, start, bound)

    def _negative(self, start: int, sign: str, before: Bound | None) -> bool:
        if before is not None or start == 0:
            return False
        if sign == "负":
            return True
        return sign in ("-", "－", "−", "–") and not (self.text[start - 2 : start - 1] or "\n") in "-－—–0123456789%％"

    @staticmethod
    def _suspect(value: Decimal, unit: str, magnitude: str | None, fig: str | None) -> bool:
        exponent = value.as_tuple().exponent
        return bool(
            fig
            and not magnitude
            and unit in ("家", "个", "名", "户", "人")
            and isinstance(exponent, int)
            and exponent < -2
        )

    # -- ranges ----------------------------------------------------------------------------------------------------

    def _range(self, m: re.Match[str], start: int, value: Decimal, size: str | None, number_end: int) -> int:
        """50-80家, 三至五家, 5万元至15万元, 20%—30%; 从52%到81% and 由7家到12家 are two numbers."""
        n = "9" if m["far"] else "8"
        text, lex = self.text, self.lex
        unit_word = m[f"unit{n}"]
        first_end = m.end("unit") if m["far"] else number_end
        amount = _amount(m[f"fig{n}"], m[f"han{n}"])
        if not unit_word or amount is None:
            return m.end(f"fig{n}") if m[f"fig{n}"] and not m["far"] else max(first_end, start + 1)
        raw = amount[0]
        high = raw * MAGNITUDES[m[f"mag{n}"] or ""]
        unit = _unit(unit_word, lex)
        back = context.left_of(text, start)
        low = value
        if size is None and m[f"mag{n}"] and value < raw:
            low = value * MAGNITUDES[m[f"mag{n}"]]
        apart = m["far"] and (back[:1] in ("从", "由", "自") or _unit(m["unit"], lex) != unit)
        if apart or low >= high:
            if m["far"]:
                return self._accept(m, start, number_end, value, None, _unit(m["unit"], lex), back)
            return first_end
        end = m.end(f"tail{n}") if m[f"tail{n}"] else m.end(f"unit{n}")
        if context.refused(text, back, start, m.end(f"unit{n}"), unit) or self._structural(m["han"], m.end(f"unit{n}")):
            return end
        if self._not_counted(start, end, unit, "exact", high) or (text[start - 1 : start] in ("-", "—", "–") and start):
            return end
        after = lex.after_of.get(m[f"tail{n}"] or "")
        before = context.bound_before(back, round_number=False, share=unit in lex.ratio)
        bound: Bound = "approx" if "approx" in (before, after) else "exact"
        self._add(
            start,
            end,
            m.end(f"mag{n}") if m[f"mag{n}"] else m.end(f"fig{n}") if m[f"fig{n}"] else m.end(f"han{n}"),
            low,
            high,
            unit,
            bound,
        )
        return end

    # -- numbers without unit --------------------------------------------------------------------------------------

    def _without_unit(self, m: re.Match[str], start: int, value: Decimal, number_end: int, size: str | None) -> int:
        """Keep a number without unit for later, when something may still give it one."""
        text = self.text
        tail = m["tail0"]
        end = m.end("tail0") if tail else number_end
        following = text[end : end + 1]
        if following and (
            following in ".．:：/%)）〕］]-－—~年月日号时点分岁周级Aa" or (following.isascii() and following.isalnum())
        ):
            if not (following in "）)" and (size or text[start - 1 : start].isalpha())):
                return number_end
        back = context.left_of(text, start)
        if context.refused(text, back, start, end, ""):
            return number_end
        inner = _inner((m["in"], m["inn"]))
        before = context.bound_before(back, round_number=size is not None, share=False)
        after = self.lex.after_of.get(tail) if tail else None
        bound = _joined(before, inner, after)  # type: ignore[arg-type]
        if context.in_name(text, start, end) or context.in_formula(text, start, end):
            return number_end
        label = context.labelled_unit(text, start) if back[:1] in (" ", "|", "\t", "）", ")", ":", "：") else None
        if label:
            self._add(start, end, number_end, value * label[1], None, label[0], bound)
            return end
        self.bare.append(
            _Bare(start, end, number_end, value, bound, size is not None or inner is not None, len(self.found))
        )
        return end

    def _settle(self) -> None:
        """Give units to numbers written without: by the thing behind, by the end of the enumeration, by the money."""
        settled: list[tuple[int, Quantity]] = []
        for bare in reversed(self.bare):
            following = settled[-1][1] if settled and settled[-1][0] == bare.at else None
            if following is None and bare.at < len(self.found):
                following = self.found[bare.at]
            unit = self._unit_of_bare(bare, following)
            if unit is None:
                continue
            settled.append(
                (
                    bare.at,
                    Quantity(
                        bare.start,
                        bare.end,
                        bare.start,
                        bare.number_end,
                        plain(bare.value),
                        None,
                        unit,
                        bare.bound,
                        False,
                        ("unit_missing",),
                    ),
                )
            )
        for at, quantity in settled:
            self.found.insert(at, quantity)

    def _unit_of_bare(self, bare: _Bare, following: Quantity | None) -> str | None:
        text = self.text
        if bare.scaled or bare.bound != "exact":
            unit, _ = context.implied_unit(text, bare.end)
            if unit:
                return unit
        if following is not None and _LINK.fullmatch(text, bare.end, following.start):
            if following.unit in self.lex.money and not bare.scaled:
                return None
            if text[bare.start - 1 : bare.start] not in ("\n", "", "。", "；"):
                return following.unit
        if not bare.scaled:
            return None
        if text[bare.end : bare.end + 1] in ("级", "工"):
            return None
        if context.money_meant(text, bare.start):
            return "元"
        earlier = self.found[bare.at - 1] if bare.at else None
        if earlier is not None and not any(c in text[earlier.end : bare.start] for c in "。\n"):
            return earlier.unit if earlier.unit not in self.lex.ratio else ""
        return ""

    # -- shares, multiples, nothing, masks -------------------------------------------------------------------------

    def _part(self, m: re.Match[str], start: int) -> int:
        """百分之六十五, 三分之一, 九成以上: a share in %."""
        upper: Decimal | None = None
        if m["tenths"]:
            value = self._tenths(m["tenths"])
            if value is None:
                return start + 1
            if isinstance(value, tuple):
                value, upper = value
            inner, number_end = _inner((m["tin"],)), m.end("tenths")
        else:
            shares = self._fraction(m)
            if shares is None:
                return start + 1
            value, upper = shares
            inner, number_end = _inner((m["pin"],)), m.end("numer2") if m["numer2"] else m.end("numer")
        return self._share(m, "ptail", start, number_end, value, upper, inner)

    @staticmethod
    def _tenths(text: str) -> Decimal | tuple[Decimal, Decimal] | None:
        ends = han_range(text)
        if ends:
            return ends[0] * 10, ends[1] * 10
        number = han(text) if text[0] in _HAN else figures(text)
        return None if number is None or not 0 < number <= 10 else number * 10

    @staticmethod
    def _fraction(m: re.Match[str]) -> tuple[Decimal, Decimal | None] | None:
        def read(text: str) -> Decimal | None:
            return han(text) if text[0] in _HAN else figures(text)

        below, above = read(m["den"]), read(m["numer"])
        upper = read(m["numer2"]) if m["numer2"] else None
        if not below or above is None:
            return None
        return round(above * 100 / below, 2), None if upper is None else round(upper * 100 / below, 2)

    def _share(
        self,
        m: re.Match[str],
        tail: str,
        start: int,
        number_end: int,
        value: Decimal,
        upper: Decimal | None,
        inner: Bound | None,
    ) -> int:
        text = self.text
        back = context.left_of(text, start)
        word = m[tail]
        after = {"强": "min", "弱": "max"}.get(word or "") or self.lex.after_of.get(word or "")
        bound = _joined(context.bound_before(back, round_number=True, share=True), inner, after)  # type: ignore[arg-type]
        end = (
            m.end(tail) if word else max(number_end + (1 if m["tenths"] else 0), m.end("pin"), m.end("tin"), number_end)
        )
        if back[:1] in _HAN or back[:1] in ("第", "每") or context.in_name(text, start, end):
            return end
        if m["tenths"] and (back[:1] in ("不", "无", "现") or text[end : end + 1] == "新"):
            return end
        self._add(start, end, number_end, value, upper, "%", bound)
        return end

    def _half(self, m: re.Match[str], start: int) -> int:
        """一半, 半数, 过半: 50 %; 免了一半 and 一人一半 are turns of speech."""
        text, word = self.text, m["half"]
        back = context.left_of(text, start)
        if back[:2] in ("了免", "半一", "打各", "人一") or back[:1] in ("另", "前", "后", "上", "下", "大"):
            return m.end()
        if text[m.end() : m.end() + 1] in ("分", "是", "一") or context.in_name(text, start, m.end()):
            return m.end()
        after = self.lex.after_of.get(m["htail"] or "")
        before: Bound | None = "min" if word[0] == "过" else context.bound_before(back, round_number=True, share=True)
        self._add(
            start,
            m.end(),
            m.end("half") if not m["htail"] else m.start("htail"),
            Decimal(50),
            None,
            "%",
            _joined(before, None, after),
        )  # type: ignore[arg-type]
        return m.end()

    def _times(self, m: re.Match[str], start: int) -> int:
        """翻一番 is a growth of 100 %, 翻两番 of 300 %."""
        text = self.text
        number = han(m["folds"]) if m["folds"][0] in _HAN else figures(m["folds"])
        left = text[max(0, start - 5) : start]
        if number is None or not 1 <= number <= 9 or ("翻" not in left and not m[0].startswith("翻")):
            return m.end()
        before = context.bound_before(left[::-1], round_number=False, share=True)
        self._add(start, m.end(), m.end("folds"), (Decimal(2) ** int(number) - 1) * 100, None, "%", before or "exact")
        return m.end()

    def _zero(self, m: re.Match[str], start: int) -> int:
        """零新增, 零投诉: none of them."""
        if not context.in_name(self.text, start, m.end()):
            self._add(start, m.end(), m.end(), Decimal(0), None, "", "exact")
        return m.end()

    def _mask(self, m: re.Match[str], start: int) -> int:
        """**家, ***.**万元, XX名: a number whose digits were hidden."""
        text, masked = self.text, m["masked"]
        word = m["munit"] or m["nmunit"]
        before = text[start - 1 : start]
        unit_end = m.end("munit") if m["munit"] else m.end("nmunit")
        if before == "第" or (before.isascii() and before.isalnum()) or (masked in "xX×ＸＸ✕" and before.isdigit()):
            return unit_end
        unit = _unit(word, self.lex)
        if unit in ("人", "名") and masked[-1] in "×✕XＸ" and before.isalpha() and len(masked) < 2:
            return unit_end
        back = context.left_of(text, start)
        if context.refused(text, back, start, unit_end, unit):
            return unit_end
        inner = _inner((m["min"], m["minn"]))
        after = self.lex.after_of.get(m["mtail"] or "")
        bound = _joined(context.bound_before(back, round_number=False, share=False), inner, after)  # type: ignore[arg-type]
        self._add(start, m.end("mtail") if m["mtail"] else unit_end, m.end("masked"), None, None, unit, bound)
        return m.end()

    # -- results ---------------------------------------------------------------------------------------------------

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
        self.found.append(
            Quantity(
                start,
                end,
                start,
                number_end,
                None if value is None else plain(value),
                None if upper is None else plain(upper),
                unit,
                bound,
                value is None,
                flags,
            )
        )


def _composite(rest: str) -> Decimal:
    """The second part of 1亿2000万."""
    return (figures(rest[:-1]) or Decimal(0)) * MAGNITUDES[rest[-1]]


def scan(text: str) -> list[Quantity]:
    """Find every number of ``text`` that measures something, in order, without overlap.

    Dates, document numbers, ordinals, numbering, slogans built on numbers, ages, durations, scores, telephone numbers and
    legal thresholds are left out (contract §3). Ranges have both ends, masked digits no value. Never raises on text.
    """
    return _Scan(text).run()
