"""Numerals: what is written is read back, in every way of writing it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.quantities.numerals import figures, han, han_range, plain

DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def small(n: int) -> str:
    """A number below 10000, in full (一十二, 一千零五)."""
    out, gap = "", False
    for size, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, size)
        if digit:
            out += ("零" if gap and out else "") + DIGITS[digit] + sign
            gap = False
        elif out:
            gap = True
    return out


def render(n: int, *, zeros: bool = True) -> str:
    """A number below 10^16 as a Chinese numeral; without ``zeros`` 零 stands only where it must."""
    if n == 0:
        return "零"
    out = ""
    for size, sign in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        part, n = divmod(n, size)
        if size == 10**8 and out.endswith("万亿"):
            out = out[:-1] if part else out
        if not part:
            continue
        needed = out and (part < 1000 if zeros else part < 1000 and sign == "")
        out += ("零" if needed else "") + small(part) + sign
    return out


@given(st.integers(0, 10**13))
def test_numerals_are_read_back(n: int) -> None:
    assert han(render(n)) == n


@given(st.integers(0, 10**13))
def test_formal_numerals_are_read_back(n: int) -> None:
    assert han(render(n).translate(FORMAL)) == n


@given(st.integers(0, 10**13))
def test_numerals_without_all_zeros_are_read_back(n: int) -> None:
    assert han(render(n, zeros=False)) == n


@given(st.integers(1, 9999), st.sampled_from([10**4, 10**8, 10**12]))
def test_round_numerals_with_liang(n: int, size: int) -> None:
    sign = {10**4: "万", 10**8: "亿", 10**12: "万亿"}[size]
    assert han(render(n).replace("二千", "两千").replace("二百", "两百") + sign) == n * size


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一千零十", 1010), ("一千零一十", 1010), ("三百五", 350),
        ("两万五", 25000), ("一万零五", 10005), ("十万零一千", 101000), ("万零三千", 13000), ("一万五千亿", 15000 * 10**8),
        ("二十万亿", 20 * 10**12), ("一万零十二", 10012), ("伍仟", 5000), ("贰佰万", 2000000), ("二〇二一", 2021), ("一亿五", 150000000),
        ("百", 100), ("十万", 100000), ("一千二", 1200), ("二百零三", 203),
    ],
)  # fmt: skip
def test_readings(text: str, value: int) -> None:
    assert han(text) == value


@pytest.mark.parametrize("text", ["", "点五", "十百", "百千", "二百三百", "三点", "三百四千", "家"])
def test_no_numerals(text: str) -> None:
    assert han(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("两三", 2, 3),
        ("三五", 3, 5),
        ("十二三", 12, 13),
        ("三四十", 30, 40),
        ("七八百", 700, 800),
        ("一百二三十", 120, 130),
        ("五六千", 5000, 6000),
    ],
)
def test_neighbouring_digits_are_ranges(text: str, low: int, high: int) -> None:
    assert han_range(text) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["二十三", "一百零五", "五三", "三六", "一二三", "二〇二一", "十"])
def test_no_ranges(text: str) -> None:
    assert han_range(text) is None


@given(st.integers(0, 10**15), st.integers(0, 8))
def test_figures_keep_every_digit(digits: int, places: int) -> None:
    number = Decimal(digits).scaleb(-places)
    assert figures(f"{number:f}") == number
    assert figures(f"{number:,f}") == number
    assert figures(f"{number:,f}".replace(",", "，").replace(".", "．")) == number


def test_plain_is_int_where_whole() -> None:
    assert plain(Decimal("132000000.00")) == 132000000
    assert isinstance(plain(Decimal("132000000.00")), int)
    assert plain(Decimal("1719.999")) == 1719.999
