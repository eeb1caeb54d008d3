"""Workbooks: what cells show, merged and hidden cells, dates; ``files/table.xls`` comes from LibreOffice."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.document import Document
from corpora.errors import Corrupt, EmptyText, InternalError, ReadError
from corpora.readers import read
from corpora.readers.number_formats import shown

FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("12", "General", "12"),
        ("0.30000000000000004", "General", "0.3"),
        ("123456789012345", "General", "123456789012345"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("0.754", "0.0%", "75.4%"),
        ("0.75", "0%", "75%"),
        ("2.5", "0", "3"),
        ("0.3", "#.##", ".3"),
        ("7", "000000", "000007"),
        ("45292", 'yyyy"年"m"月"d"日"', "2024年1月1日"),
        ("45292", "yyyy/m/d", "2024/1/1"),
        ("45292.75", "yyyy-mm-dd hh:mm", "2024-01-01 18:00"),
        ("45292", "[$-804]aaaa", "星期一"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.25", "上午/下午h\"时\"mm\"分\"", "上午6时00分"),
        ("12345", '0!.0,"万"', "1.2万"),
        ("1234567", '0.0,"千元"', "1234.6千元"),
        ("12", '"共"0"家"', "共12家"),
        ("0", '0;-0;"无"', "无"),
        ("-3", '0;-0;"无"', "-3"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "-1,234.50"),
        ("-0.5", "0.0;[Red]0.0", "-0.5"),
        ("-0.001", "0.0", "0.0"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("-5", "yyyy-mm-dd", "-5"),
        ("1000000000000", "yyyy-mm-dd", "1000000000000"),
        ("2.5", "# ?/?", "2.5"),
        ("1234", "[DBNum2]General", "1234"),
        ("1234", "¥#,##0.00", "¥1,234.00"),
    ],
)  # fmt: skip
def test_numbers_as_they_are_shown(value: str, code: str, text: str) -> None:
    assert shown(Decimal(value), code) == text


def test_days_of_the_macintosh() -> None:
    assert shown(Decimal(0), "yyyy-mm-dd", since_1904=True) == "1904-01-01"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18), st.text(max_size=12))
def test_any_code_shows_something(value: Decimal, code: str) -> None:
    assert isinstance(shown(value, code), str)


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_plain_codes_keep_the_number(hundredths: int, places: int) -> None:
    value = Decimal(hundredths) / 100
    code = "#,##0" + ("." + "0" * places if places else "")
    assert abs(Decimal(shown(value, code).replace(",", "")) - value) <= Decimal(1).scaleb(-places) / 2


def workbook(*fill: Callable[[Any], None]) -> Document:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, one in enumerate(fill, 1):
        one(book.create_sheet(f"Sheet{number}"))
    out = io.BytesIO()
    book.save(out)
    return read("a.xlsx", out.getvalue())


def cells(document: Document) -> dict[tuple[int, int, int] | None, str]:
    return {b.cell: document.text[b.start : b.end] for b in document.blocks if b.cell}


def table(sheet: Any) -> None:
    sheet.title = "社会组织统计"
    sheet["A1"] = "临江市2023年社会组织统计表"
    sheet.merge_cells("A1:C1")
    for row in (
        ("地区", "社会团体", "覆盖率"),
        ("松溪区", 120, 0.754),
        ("海棠区", 98, None),
        ("填表日期", datetime.date(2024, 1, 15)),
    ):
        sheet.append(row)
    sheet["C3"].number_format = "0.0%"
    sheet["B5"].number_format = 'yyyy"年"m"月"d"日"'


TABLE = {
    (0, 0, 0): "临江市2023年社会组织统计表",
    **{(0, 1, c): text for c, text in enumerate(("地区", "社会团体", "覆盖率"))},
    **{(0, 2, c): text for c, text in enumerate(("松溪区", "120", "75.4%"))},
    **{(0, 3, c): text for c, text in enumerate(("海棠区", "98"))},
    **{(0, 4, c): text for c, text in enumerate(("填表日期", "2024年1月15日"))},
}


def test_a_sheet_is_a_table_under_its_name() -> None:
    document = workbook(table)
    assert document.text.startswith("社会组织统计\n临江市2023年社会组织统计表\n地区")
    assert cells(document) == TABLE
    assert [b.span for b in document.blocks if b.cell == (0, 0, 0)] == [(1, 3)]
    assert [b.cell for b in document.blank_cells] == [(0, 3, 2), (0, 4, 2)]
    assert document.warnings == ()


def hidden(sheet: Any) -> None:
    sheet["B2"], sheet["C2"], sheet["B3"] = "甲", "藏", "隐"
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[3].hidden = True


def secret(sheet: Any) -> None:
    sheet["A1"] = "密"
    sheet.sheet_state = "hidden"


def test_hidden_cells_and_sheets_are_left_out_and_told() -> None:
    document = workbook(hidden, secret, lambda sheet: sheet.append(["乙"]))
    assert cells(document) == {(0, 0, 0): "甲", (1, 0, 0): "乙"}
    assert document.warnings == ("hidden_text_left_out",)


def test_formulas_without_a_result_and_comments_are_told() -> None:
    def formula(sheet: Any) -> None:
        sheet["A1"], sheet["A2"] = "合计", "=1+1"
        sheet["A1"].comment = openpyxl.comments.Comment("批", "x")

    document = workbook(formula)
    assert document.text == "合计"
    assert document.partial
    assert document.warnings == ("comments_left_out", "formulas_not_calculated")


def test_empty_and_damaged_workbooks() -> None:
    with pytest.raises(EmptyText):
        workbook(lambda sheet: None)
    data = (FILES / "table.xls").read_bytes()
    with pytest.raises(Corrupt):
        read("a.xls", data[:512] + b"\xff" * 64 + data[576:])


def test_old_workbooks_show_the_same() -> None:
    document = read("a.et", (FILES / "table.xls").read_bytes())
    found = cells(document)
    assert (found[0, 0, 0], found[0, 2, 3], found[0, 5, 1]) == ("临江市2023年社会组织统计表", "75.4%", "2024年1月15日")
    assert (found[1, 0, 0], found[1, 1, 1]) == ("甲", "5")
    assert document.warnings == ("hidden_text_left_out",)


def test_overwritten_workbooks_give_a_document_or_a_read_error() -> None:
    data = (FILES / "table.xls").read_bytes()
    for at in range(512, len(data), 37):
        try:
            assert read("a.xls", data[:at] + b"\xff\x7f\xff\xff" + data[at + 4 :]).text
        except InternalError:
            raise
        except ReadError:
            pass


def test_a_sheet_that_is_a_chart_is_passed_over() -> None:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_chartsheet("图").set_chart(chart := book.add_chart({"type": "column"}))
    sheet = book.add_worksheet("年报")
    sheet.write_row(0, 0, ["理事人数", 37])
    chart.add_series({"values": "=年报!$B$1:$B$1"})
    book.close()
    document = read("a.xlsx", out.getvalue())
    assert "理事人数" in document.text
    assert "charts_not_read" in document.warnings
