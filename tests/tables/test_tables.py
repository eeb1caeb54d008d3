"""Grids: spans, headers, units, captions, empty cells, tables over page breaks, check boxes."""

from __future__ import annotations

import pytest

from corpora.cleaning import DocumentBuilder
from corpora.readers import read
from corpora.tables import Table, tables_of
from corpora.tables.headers import is_value, parents
from corpora.tables.units import named_unit, unit_of
from tests.readers.pdf_making import Page, pdf, table
from tests.readers.word_files import sdt, tbl, tc, tr, word_file

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def text(table: Table, row: int, column: int) -> str | None:
    cell = table.at(row, column)
    return None if cell is None else cell.text


def word_table(*rows: str, before: str = "") -> Table:
    return tables_of(read("a.docx", word_file(before + tbl(*rows))))[0]


def test_merged_cells_of_word_cover_their_places() -> None:
    grid = word_table(
        tr(tc("工作人员", '<w:vMerge w:val="restart"/>'), tc("总数"), tc("8", '<w:gridSpan w:val="2"/>')),
        tr(tc("", "<w:vMerge/>"), tc("专职"), tc("5"), tc("人")),
    )
    assert (grid.rows, grid.columns) == (2, 4)
    assert text(grid, 1, 0) == "工作人员"
    assert text(grid, 0, 3) == "8"
    merged = grid.at(0, 0)
    assert merged is not None
    assert (merged.rows, merged.columns) == (2, 1)
    assert [cell.text for cell in grid.row(1)] == ["工作人员", "专职", "5", "人"]


def test_old_sideways_merges_of_word() -> None:
    grid = word_table(
        tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("", "<w:hMerge/>"), tc("乙")),
        tr(tc("1"), tc("2"), tc("3"), tc("4")),
    )
    assert [text(grid, 0, column) for column in range(4)] == ["甲", "甲", "甲", "乙"]


def test_empty_cells_are_kept_apart_from_the_text() -> None:
    document = read("a.docx", word_file(tbl(tr(tc("传真"), tc("")), tr(tc("网址"), tc("无")))))
    grid = tables_of(document)[0]
    assert document.text == "传真\n网址\n无"
    assert text(grid, 0, 1) == ""
    assert grid.columns == 2
    blank = grid.at(0, 1)
    assert blank is not None
    assert document.text[blank.start : blank.end] == ""


def test_check_boxes_of_word_by_their_state() -> None:
    def box(checked: str, shown: str) -> str:
        properties = f'<w14:checkbox xmlns:w14="{_W14}"><w14:checked w14:val="{checked}"/></w14:checkbox>'
        return sdt(f"<w:r><w:t>{shown}</w:t></w:r>", properties)

    cell = f"<w:p>{box('1', '☒')}<w:r><w:t>是</w:t></w:r>{box('0', '☐')}<w:r><w:t>否</w:t></w:r></w:p>"
    grid = word_table(tr(tc("是否建立党组织"), tc(cell)), tr(tc("党员"), tc("3")))
    assert text(grid, 0, 1) == "☑是□否"


def test_entered_values_of_a_saved_online_form() -> None:
    page = """<html><body><table>
    <tr><td>组织名称</td><td><input type="text" value="临溪市藏书协会"></td></tr>
    <tr><td>慈善组织</td><td><input type="radio" checked>是 <input type="radio">否</td></tr>
    <tr><td>等级</td><td><select><option>3A</option><option selected>4A</option></select></td></tr>
    <tr><td>传真</td><td><input type="text"></td></tr></table></body></html>"""
    grid = tables_of(read("a.html", page.encode()))[0]
    assert [text(grid, row, 1) for row in range(4)] == ["临溪市藏书协会", "☑是 □否", "4A", ""]


def test_a_form_on_a_page_may_hold_long_texts() -> None:
    rows = "".join(f"<tr><td>项目{n}</td><td>{n}</td></tr>" for n in range(8))
    page = (
        f"<html><body><table>{rows}<tr><td>总体情况</td><td>{'我会认真开展活动。' * 80}</td></tr></table></body></html>"
    )
    grid = tables_of(read("a.html", page.encode()))[0]
    assert (text(grid, 3, 0), text(grid, 3, 1)) == ("项目3", "3")


def statement(page: Page, rows: list[list[str]], top: float) -> Page:
    return table(page, 60, top, [160, 120, 120], [24.0] * len(rows), rows)


def test_a_table_over_a_page_break_is_one() -> None:
    head = ["项目", "年初数", "期末数"]
    first = statement(Page().text(60, 60, "资产负债表").text(60, 80, "单位：元"), [head, ["货币资金", "10", "20"]], 110)
    second = statement(Page(), [head, ["存货", "3", ""], ["资产总计", "13", "20"]], 60)
    (grid,) = tables_of(read("a.pdf", pdf(first, second)))
    assert [text(grid, row, 0) for row in range(grid.rows)] == ["项目", "货币资金", "存货", "资产总计"]
    assert (grid.caption, grid.unit) == ("资产负债表", "元")
    total = grid.at(3, 2)
    assert total is not None
    assert (total.page, total.address) == (2, (1, 2, 2))
    assert [header.text for header in grid.column_headers(total)] == ["期末数"]
    assert text(grid, 2, 2) == ""


def test_headers_of_several_rows_and_columns() -> None:
    grid = word_table(
        tr(tc("单位：万元", '<w:gridSpan w:val="4"/>')),
        tr(tc("地区", '<w:vMerge w:val="restart"/>'), tc("类别", '<w:vMerge w:val="restart"/>'), tc("收入", '<w:gridSpan w:val="2"/>')),
        tr(tc("", "<w:vMerge/>"), tc("", "<w:vMerge/>"), tc("2021年"), tc("人数（人）")),
        tr(tc("城东区"), tc("协会"), tc("1,200"), tc("35")),
        tr(tc("城西区"), tc("学会"), tc("800"), tc("—")),
    )  # fmt: skip
    assert (grid.header_rows, grid.header_columns) == (3, 2)
    money, people = grid.at(3, 2), grid.at(3, 3)
    assert money is not None
    assert people is not None
    assert [h.text for h in grid.column_headers(money)] == ["收入", "2021年"]
    assert [h.text for h in grid.row_headers(money)] == ["城东区", "协会"]
    assert (unit_of(grid, money), unit_of(grid, people)) == ("万元", "人")


def test_a_row_that_numbers_the_columns_is_a_header() -> None:
    rows = [["指标", "单位", "数量"], ["甲", "乙", "1"], ["社会团体", "家", "120"], ["其中：学术性", "家", "30"]]
    grid = word_table(*(tr(*map(tc, row)) for row in rows))
    assert grid.header_rows == 2
    value = grid.at(2, 2)
    assert value is not None
    assert unit_of(grid, value) == "家"


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位：人民币元", "元"),
        ("（单位：家）", "家"),
        ("编制单位：临溪市家政协会 2023年12月31日 单位：元", "元"),
        ("注册资金（万元）", "万元"),
        ("收入合计（人民币万元）", "万元"),
        ("单位：个、万元", None),
        ("编制单位：个体协会", None),
        ("业务主管单位：市民政局", None),
        ("单位会员数", None),
        ("会员(代表)大会", None),
    ],
)
def test_units_that_are_named_once(words: str, unit: str | None) -> None:
    assert named_unit(words) == unit


@pytest.mark.parametrize("words", ["1,234.50", "-3", "（1,200）", "12家", "3.2万元", "98.5%", "￥20"])
def test_values(words: str) -> None:
    assert is_value(words)


@pytest.mark.parametrize("words", ["", "2023", "2023年", "5月", "一、收入", "甲", "项目1"])
def test_no_values(words: str) -> None:
    assert not is_value(words)


def test_parts_belong_to_the_row_before_them() -> None:
    assert parents(["社会组织", "其中：社会团体", "# 基金会", "志愿者"]) == [None, 0, 0, None]


def test_lines_before_and_notes_behind() -> None:
    builder = DocumentBuilder("a", "0" * 16, "text/plain")
    for line in ("（一）接受捐赠情况", "单位：元"):
        builder.add("paragraph", line)
    for row, words in enumerate([["项目", "金额"], ["现金", "5"]]):
        for column, word in enumerate(words):
            builder.add("table_cell", word, cell=(0, row, column))
    builder.add("paragraph", "注：不含代管资金。")
    (grid,) = tables_of(builder.build())
    assert grid.before == ("（一）接受捐赠情况", "单位：元")
    assert grid.after == ("注：不含代管资金。",)
    assert (grid.caption, grid.unit) == ("（一）接受捐赠情况", "元")


def sheet(*cells: tuple[int, int, str, tuple[int, int]]) -> tuple[Table, ...]:
    builder = DocumentBuilder("a.xlsx", "0" * 16, "x")
    for row, column, words, span in cells:
        builder.add("table_cell", words, cell=(0, row, column), span=span)
    return tables_of(builder.build())


def test_a_cell_in_the_last_row_of_a_sheet_makes_no_boundless_grid() -> None:
    (grid,) = sheet(
        (0, 0, "地区", (1, 1)),
        (0, 1, "数量", (1, 1)),
        (1, 0, "合计", (1, 1)),
        (1, 1, "312", (1, 1)),
        (1_048_575, 16_383, "x", (1, 1)),
    )
    assert (grid.rows, grid.columns) == (3, 3)
    assert [cell.text for cell in grid.row(1)] == ["合计", "312"]
    assert grid.cells[-1].address == (0, 1_048_575, 16_383)


def test_a_span_without_bounds_covers_what_there_is() -> None:
    (grid,) = sheet((0, 0, "标题", (1, 2_000_000_000)), (1, 0, "甲", (1, 1)), (1, 1, "1", (1, 1)))
    assert (grid.rows, grid.columns) == (2, 2)
    assert [cell.text for cell in grid.row(0)] == ["标题"]


def test_what_stays_boundless_is_no_table() -> None:
    assert sheet(*((k, k, str(k), (1, 1)) for k in range(1_500))) == ()
