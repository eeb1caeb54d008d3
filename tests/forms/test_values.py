"""Entries as values: numbers in base units, dates, ticked words, and the four ways of saying nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.forms.catalogue import field_catalogue
from extractors.forms.credit_code import fault, org_type_of
from extractors.forms.ticks import options, ticked
from extractors.forms.values import parse

_FIELDS = field_catalogue().fields


@pytest.mark.parametrize(
    ("field", "text", "unit", "value"),
    [
        ("registered_capital", "3", "万元", 30_000),
        ("registered_capital", "3万元", None, 30_000),
        ("registered_capital", "人民币200万元整", None, 2_000_000),
        ("registered_capital", "30000", "元", 30_000),
        ("income_total", "-1,234.50", "元", -1234.5),
        ("income_total", "（1,234.50）", "元", -1234.5),
        ("income_total", "１２，３４５．６７", "元", 12_345.67),
        ("income_total", "12 345.67", "元", 12_345.67),
        ("council_size", "15人（其中女3人）", None, 15),
        ("council_size", "十五人", None, 15),
        ("volunteer_hours", "2,300.5", None, 2300.5),
        ("spending_ratio", "15.8%", None, 15.8),
        ("established", "1988年9月2日", None, "1988-09-02"),
        ("established", "2014 年 11 月", None, "2014-11"),
        ("established", "2016.5.17", None, "2016-05-17"),
        ("assessment_grade", "AAAA级", None, "4A"),
        ("assessment_grade", "4A（2022.1—2026.12）", None, "4A"),
        ("assessment_grade", "5A□ 4A□ 3A☑ 未评估□", None, "3A"),
        ("party_organisation", "☑是 □否", None, "是"),
        ("party_organisation", "已建立", None, "是"),
        ("public_fundraising", "无", None, "无"),
        ("conclusion", "合格　经办人：", None, "合格"),
        ("conclusion", "□合格 ☑基本合格 □不合格", None, "基本合格"),
        ("legal_representative", "贺小满（兼职）", None, "贺小满"),
        ("supervisor_unit", "无（直接登记）", None, "无（直接登记）"),
        ("credit_code", "5399 0201 3165 3060 6X", None, "53990201316530606X"),
        ("supervisor_opinion", "同意　（盖章）　2023年5月3日", None, "同意"),
    ],
)
def test_values(field: str, text: str, unit: str | None, value: object) -> None:
    assert parse(_FIELDS[field], text, unit).value == value


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("", "blank"),
        ("　", "blank"),
        ("＿＿＿", "blank"),
        ("年　月　日", "blank"),
        ("无", "none"),
        ("/", "slash"),
        ("——", "dash"),
    ],
)
@pytest.mark.parametrize(
    "field", ["phone", "registered_capital", "council_size", "established", "legal_representative"]
)
def test_what_is_not_filled_in_is_never_zero(field: str, text: str, flag: str) -> None:
    value = parse(_FIELDS[field], text, "万元")
    assert (value.value, value.flags) == (None, (flag,))


def test_boxes_without_a_tick_are_blank() -> None:
    assert parse(_FIELDS["party_organisation"], "□是 □否").flags == ("blank",)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("council_size", "第12号"),
        ("council_size", "2023-05-01"),
        ("income_total", "12人"),
        ("established", "三次"),
        ("legal_representative", "海棠市民政局"),
    ],
)
def test_what_does_not_suit_the_type(field: str, text: str) -> None:
    assert parse(_FIELDS[field], text).fit == 0


@given(st.integers(0, 10**10), st.sampled_from(["元", "千元", "万元", "百万元", "亿元"]))
def test_money_is_in_yuan_whatever_the_unit(amount: int, unit: str) -> None:
    size = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}[unit]
    assert parse(_FIELDS["income_total"], f"{amount:,}", unit).value == amount * size
    assert parse(_FIELDS["income_total"], f"{amount}{unit}", "万元").value == amount * size or unit in (
        "千元",
        "百万元",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("□是 ☑否", ["否"]),
        ("是□ 否☑", ["否"]),
        ("是（√） 否（ ）", ["是"]),
        ("√是 否", ["是"]),
        ("■是 □否", ["是"]),
        ("[√]是 [ ]否", ["是"]),
        ("党组织 □是 ☑否", ["否"]),
        ("☑已建立党支部　党员总数9名", ["已建立党支部"]),
        ("行业性□　专业性□　联合性☑　学术性□", ["联合性"]),
        ("□是 □否", []),
    ],
)
def test_ticks(text: str, words: list[str]) -> None:
    assert ticked(text) == words


@pytest.mark.parametrize("text", ["新设（ ）个", "二○二三年", "无", ""])
def test_no_boxes(text: str) -> None:
    assert options(text) == []


# Codes of government bodies and of one foundation that are printed in public sources.
@pytest.mark.parametrize(
    "code",
    ["53100000500019795A", "11640103010093909H", "11500104009286295N", "11370100004188768U", "116100000160002324"],
)
def test_codes_that_are_right(code: str) -> None:
    assert fault(code) is None
    assert org_type_of(code) == ("基金会" if code.startswith("53") else None)


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_is_seen(at: int, character: str) -> None:
    code = "53100000500019795A"
    changed = code[:at] + character + code[at + 1 :]
    assert (fault(changed) is None) == (changed == code)


def test_what_is_wrong_with_a_code() -> None:
    assert fault("5310000050001979") == "length"
    assert fault("53100000500019795I") == "characters"
    assert fault("53100000500019794A") == "organisation_code"
    assert fault("53100000500019795B") == "check_digit"


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("registered_capital", "人民币叁拾万元整", 300_000),
        ("income_total", "▲1,234.50", -1234.5),
        ("established", "2012.9", "2012-09"),
        ("council_meetings", "叁次", 3),
        ("party_organisation", "已建立党支部", "是"),
        ("party_organisation", "◎是 ○否", "是"),
        ("public_fundraising", "不具有", "无"),
        ("charity_organisation", "非慈善组织", "否"),
        ("secretary_general_full_time", "专", "专职"),
        ("fee_standard", "每年500元，于2016年11月20日经会员代表大会通过", "每年500元"),
    ],
)
def test_entries_in_other_words(field: str, text: str, expected: object) -> None:
    assert parse(field_catalogue().fields[field], text, "元").value == expected
