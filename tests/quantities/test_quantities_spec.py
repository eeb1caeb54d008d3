"""The scanner against its specification, and what holds for every text."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extractors.quantities import Quantity, scan

SPEC: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "spec.yaml").read_text(encoding="utf-8")
)
CASES = [(phenomenon, case["text"], case["found"]) for phenomenon, cases in SPEC.items() for case in cases]


def rows(text: str) -> list[list[Any]]:
    """What was found, written as in the specification."""
    found = []
    for q in scan(text):
        row = [text[q.start : q.end], q.value, q.unit, q.bound]
        found.append(row if q.value_max is None else [*row, q.value_max])
    return found


@pytest.mark.parametrize(("phenomenon", "text", "found"), CASES, ids=[f"{p}: {t[:18]}" for p, t, _ in CASES])
def test_specification(phenomenon: str, text: str, found: list[list[Any]]) -> None:
    assert rows(text) == found, phenomenon


def test_specification_is_large_enough() -> None:
    assert len(CASES) >= 150


def test_masked_and_suspect_and_missing_units_are_told() -> None:
    masked, suspect, missing = scan("登记**家。")[0], scan("社团共42.2235个。")[0], scan("投入资金370万。")[0]
    assert (masked.masked, masked.value) == (True, None)
    assert suspect.flags == ("suspect_number",)
    assert (missing.unit, missing.flags) == ("元", ("unit_missing",))


def test_number_span_holds_digits_and_magnitude() -> None:
    text = "惠及群众约30余万人次以上。"
    (q,) = scan(text)
    assert text[q.number_start : q.number_end] == "30余万"
    assert text[q.start : q.end] == "30余万人次以上"


def test_the_same_number_twice_is_found_at_two_places() -> None:
    text = "社团12家，民非12家。"
    assert [q.start for q in scan(text)] == [2, 8]


WORDS = st.sampled_from(
    [
        *"近3三两百千万亿余多来家个名元%％成半倍番至-—~、，。\n和（）“”《》第号年月日每翻零+12级",
        "约",
        "超过",
        "不低于",
        "12",
        "1,043",
        "1，043",
        "３５",
        "4.5",
        "**",
        "XX",
        "十二",
        "一百零五",
        "人次",
        "百分之",
        "分之",
        "以上",
        "左右",
        "登记",
        "注销",
        "投入",
        "其中",
        "一半",
        "过半",
        "〔2018〕",
        "5A",
    ]
)


def sound(text: str, found: list[Quantity]) -> None:
    end = 0
    for q in found:
        assert end <= q.start < q.end <= len(text)
        assert q.start <= q.number_start < q.number_end <= q.end
        assert q.masked == (q.value is None)
        assert q.bound in ("exact", "approx", "min", "max")
        assert not isinstance(q.value, float) or q.value == q.value
        if q.value_max is not None:
            assert q.value is not None
            assert q.value < q.value_max
        end = q.end


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    sound(text, scan(text))


@given(st.lists(WORDS, max_size=14).map("".join))
def test_any_text_of_numbers_and_words(text: str) -> None:
    found = scan(text)
    sound(text, found)
    assert scan(text) == found


@given(st.integers(0, 10**9), st.integers(0, 6), st.sampled_from(["万元", "亿元", "万人次", "万家"]))
def test_any_number_of_decimals(digits: int, places: int, unit: str) -> None:
    number = Decimal(digits).scaleb(-places)
    (q,) = scan(f"合计达{number:f}{unit}。")
    expected = number * (10**8 if unit[0] == "亿" else 10**4)
    assert q.value is not None
    assert Decimal(str(q.value)) == expected


@given(st.integers(1000, 10**12))
def test_grouping_and_width_do_not_matter(number: int) -> None:
    wide = str(number).translate({48 + i: 0xFF10 + i for i in range(10)})
    forms = [f"{number}", f"{number:,}", f"{number:,}".replace(",", "，"), f"{number:,}".replace(",", " "), wide]
    assert {tuple(q.value for q in scan(f"共登记{form}家。")) for form in forms} == {(number,)}


def test_long_unfavourable_text_is_linear() -> None:
    pieces = ("1,", "１", "百分之", "*", "一", "1-", "12 ", "“1", "万亿", "《3家", "3、", "1.", "三万、", "不足")
    begin = time.perf_counter()
    for piece in pieces:
        sound(piece * 20_000, scan(piece * 20_000))
    assert time.perf_counter() - begin < 20
