import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.structure.dates import chinese_number, find_dates, parse_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2021年5月3日", "2021-05-03"),
        ("２０２１年５月３日", "2021-05-03"),
        ("2022 年 4 月 22 日", "2022-04-22"),
        ("二〇二二年三月一日", "2022-03-01"),
        ("二○二○年十二月三十一日", "2020-12-31"),
        ("二零一九年十月", "2019-10"),
        ("2021-5-3", "2021-05-03"),
        ("2021/05/03", "2021-05-03"),
        ("2021.5.3", "2021-05-03"),
        ("2016.06", "2016-06"),
        ("2014年/2月/18日", "2014-02-18"),
        ("2020年", "2020"),
        ("3月5日", "--03-05"),
        ("十二月五日", "--12-05"),
    ],
)
def test_every_written_form_is_read_at_its_own_precision(written, iso):
    (date,) = find_dates(f"自{written}，")
    assert (date.iso, date.flag) == (iso, None)
    assert f"自{written}，"[date.start : date.end] == written


@pytest.mark.parametrize("written", ["2021630日", "20206月30日前", "2022518日起", "20231231日"])
def test_lost_characters_are_flagged_and_not_guessed(written):
    (date,) = find_dates(written)
    assert (date.iso, date.precision, date.flag) == (written[:4], "year", "lost_characters")


@pytest.mark.parametrize(("written", "iso"), [("2021年13月2日", "2021"), ("2021年2月30日", "2021-02")])
def test_days_that_do_not_exist_keep_only_what_does(written, iso):
    (date,) = find_dates(written)
    assert (date.iso, date.flag) == (iso, "impossible")


@pytest.mark.parametrize(
    "text", ["共12.5月", "5个月", "总计2020.12亿元", "电话2021555", "第2021号", "3.5万人", "一月一次"]
)
def test_what_is_no_date_is_left_alone(text):
    assert find_dates(text) == []


def test_a_list_number_before_a_year_is_not_part_of_it():
    assert [d.iso for d in find_dates("1.2020年度工作")] == ["2020"]


def test_dates_without_year_take_the_one_given():
    assert [d.iso for d in find_dates("3月5日和去年12月1日", year=2022)] == ["2022-03-05", "2021-12-01"]
    assert not find_dates("3月5日")[0].has_year


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("20210503", "2021-05-03"),
        ("2021-05-03T10:11:12+08:00", "2021-05-03"),
        ("2022年", "2022"),
        ("发布", None),
        ("3月5日", None),
        ("20211399", None),
    ],
)
def test_parse_date(written, iso):
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    ("written", "value"), [("十", 10), ("三十一", 31), ("廿二", 22), ("二〇二二", 2022), ("年", None), ("十十", None)]
)
def test_chinese_number(written, value):
    assert chinese_number(written) == value


@given(
    st.dates(datetime.date(1950, 1, 1), datetime.date(2039, 12, 31)),
    st.sampled_from(["{y}年{m}月{d}日", "{y}-{m}-{d}", "{y}/{m:02}/{d:02}", "{y}.{m}.{d}"]),
)
def test_any_day_in_any_form(day, form):
    (date,) = find_dates(f"（{form.format(y=day.year, m=day.month, d=day.day)}）")
    assert date.iso == day.isoformat()


@given(st.text(alphabet="0123456789年月日二〇十一-/. ，家", max_size=60))
def test_spans_are_in_order_and_in_range(text):
    at = 0
    for date in find_dates(text):
        assert at <= date.start < date.end <= len(text)
        at = date.end
