from __future__ import annotations

import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from outputs_builders import (
    CATALOGUE,
    CHARTER_TEXT,
    DOUBTFUL,
    TEXT,
    document,
    failed,
    form_field,
    make_run,
    observation,
    sample_observations,
    sample_run,
    verdict,
)

from outputs.catalogue_info import IndicatorInfo
from outputs.workbook import write_workbook
from outputs.workbook.matrix import period_label

HEAD = 6


def opened(run: Path, catalogue: Any = CATALOGUE) -> Any:
    return openpyxl.load_workbook(write_workbook(run, catalogue, "1.0", DOUBTFUL))


def table_of(sheet: Any) -> list[dict[str, Any]]:
    """Rows of an indicator table as cells by (label, breakdown, unit); the row heads by their name."""
    label, heads = "", []
    for column in range(1, sheet.max_column + 1):
        label = sheet.cell(4, column).value or label
        unit, breakdown = sheet.cell(HEAD, column).value, sheet.cell(5, column).value or ""
        heads.append(unit if column <= 4 else (label, breakdown, unit))
    return [
        {head: sheet.cell(row, column) for column, head in enumerate(heads, start=1)}
        for row in range(HEAD + 1, sheet.max_row + 1)
    ]


def run_of(tmp_path: Path, *observations: Any) -> Path:
    docs = sorted({o.doc for o in observations})
    return make_run(tmp_path, [document(doc) for doc in docs], observations, texts=dict.fromkeys(docs, TEXT))


def test_indicators_stand_in_the_catalogues_order_under_their_groups(tmp_path: Path) -> None:
    sheet = opened(sample_run(tmp_path))["指标表"]
    groups = [cell.value for cell in sheet[3] if cell.value]
    labels = [cell.value for cell in sheet[4] if cell.value]
    assert groups == ["登记管理", "执法监督", "等级评估", "党建", "资金", "培育项目培训"]
    assert labels[:3] == ["登记社会组织总数", "新登记", "注销登记"]


def test_a_cell_is_a_number_with_a_link_to_its_row_and_a_note_with_its_sentence(tmp_path: Path) -> None:
    book = opened(sample_run(tmp_path))
    cell = table_of(book["指标表"])[0]["登记社会组织总数", "社会团体", "家"]
    assert (cell.value, cell.data_type) == (610, "n")
    assert "截至2031年底，全市登记社会组织1320余家" in cell.comment.text
    assert "a.docx" in cell.comment.text
    assert "一、登记管理" in cell.comment.text
    sheet_name, _, target = cell.hyperlink.location.partition("!")
    row = book[sheet_name.strip("'")][target].row
    assert [c.value for c in book["全部数据"][row]][7] == 610


@pytest.mark.parametrize(
    ("bound", "value_max", "shown"),
    [("min", None, "≥"), ("max", None, "≤"), ("approx", None, "≈"), ("exact", 80, "～80")],
)
def test_bounds_are_shown_by_the_number_format(tmp_path: Path, bound: Any, value_max: Any, shown: str) -> None:
    book = opened(run_of(tmp_path, observation(value=50, bound=bound, value_max=value_max)))
    cell = table_of(book["指标表"])[0]["新登记", "社会组织", "家"]
    assert cell.value == 50
    assert shown in cell.number_format


def test_planned_numbers_rates_and_changes_have_sheets_of_their_own(tmp_path: Path) -> None:
    book = opened(sample_run(tmp_path))
    (planned,) = table_of(book["计划目标"])
    assert planned["党组织数", "社会组织", "个"].value == 260
    assert table_of(book["指标表"])[0]["党组织数", "社会组织", "个"].value == 210
    (rates,) = table_of(book["比率与增减"])
    assert rates["年检率", "比率", "%"].value == 96.5
    assert rates["年检率", "增减", "百分点"].value == -2.1
    assert "年检率" not in [cell.value for cell in book["指标表"][4]]


def test_the_best_of_several_numbers_stands_in_the_cell_and_the_note_names_the_others(tmp_path: Path) -> None:
    book = opened(
        run_of(
            tmp_path,
            observation(value=46, confidence=0.8),
            observation(value=45, confidence=0.95),
            observation(value=47, confidence=0.99, flags=("repeated",)),
            observation(value=48, confidence=0.99, flags=("suspect_number",)),
            observation(value=45, confidence=0.7),
        )
    )
    cell = table_of(book["指标表"])[0]["新登记", "社会组织", "家"]
    assert cell.value == 45
    assert "另有不同数值 3 处：46、47、48" in cell.comment.text
    assert "相同数值另见 1 处" in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFBDD7EE"


def test_those_taken_off_a_list_stand_in_no_cell_of_it(tmp_path: Path) -> None:
    book = opened(
        run_of(tmp_path, observation(value=23), observation(id="off", value=6, confidence=0.99, flags=("taken_off",)))
    )
    cell = table_of(book["指标表"])[0]["新登记", "社会组织", "家"]
    assert cell.value == 23
    assert "6" not in cell.comment.text.splitlines()[0]
    assert "不同数值" not in cell.comment.text


def test_the_latest_stock_of_a_year_is_taken(tmp_path: Path) -> None:
    stock = {"indicator": "reg.total", "measure": "stock"}
    book = opened(
        run_of(
            tmp_path,
            observation(value=100, period="2031-06-30", **stock),
            observation(value=110, period="2031-12-31", confidence=0.9, **stock),
        )
    )
    (row,) = table_of(book["指标表"])
    assert row["登记社会组织总数", "社会组织", "家"].value == 110


def test_a_total_stands_in_the_cell_and_not_the_part_that_was_surer(tmp_path: Path) -> None:
    book = opened(
        run_of(
            tmp_path,
            observation(id="total", value=57, confidence=0.8, flags=("conflict",)),
            observation(id="part", value=30, part_of="total", confidence=0.95),
            observation(id="least", value=9, part_of="part", confidence=0.99),
            observation(id="other", value=12, part_of="elsewhere", confidence=0.7),
        )
    )
    cell = table_of(book["指标表"])[0]["新登记", "社会组织", "家"]
    assert cell.value == 57
    assert "另有不同数值 3 处：30、9、12" in cell.comment.text


@pytest.mark.parametrize(
    ("whole", "shown", "said"), [(12500, 11000, "4,000＋7,000"), (13000, 4000, "另有不同数值 1 处：7,000")]
)
def test_several_levels_below_are_summed_where_they_make_up_the_whole(
    tmp_path: Path, whole: int, shown: int, said: str
) -> None:
    book = opened(
        run_of(
            tmp_path,
            observation(value=whole, scope="total"),
            observation(value=1500, scope="own"),
            observation(value=4000, scope="sub"),
            observation(value=7000, scope="sub"),
        )
    )
    cell = table_of(book["指标表"])[2]["新登记", "社会组织", "家"]
    assert cell.value == shown
    assert said in cell.comment.text


def test_a_much_surer_number_stands_before_one_of_a_later_day(tmp_path: Path) -> None:
    stock = {"indicator": "reg.total", "measure": "stock"}
    book = opened(
        run_of(
            tmp_path,
            observation(**stock, value=97, period="2022-12-31", confidence=0.68),
            observation(**stock, value=523, period="2022-03-31", confidence=0.97),
        )
    )
    assert table_of(book["指标表"])[0]["登记社会组织总数", "社会组织", "家"].value == 523


def test_numbers_that_are_parts_of_each_other_do_no_harm(tmp_path: Path) -> None:
    parts = [observation(id=own, part_of=other, value=value) for own, other, value in (("x", "y", 4), ("y", "x", 5))]
    assert table_of(opened(run_of(tmp_path, *parts))["指标表"])[0]["新登记", "社会组织", "家"].value in (4, 5)


@pytest.mark.parametrize(
    ("bound", "value", "exact", "shown"),
    [
        ("min", 3000, 3012, 3012),
        ("approx", 600, 597, 597),
        ("max", 15000, 14970, 14970),
        ("min", 5300, 4, 5300),
        ("min", 3000, 2900, 3000),
        ("min", 8000, 9000, 8000),
        ("approx", 440, 460, 440),
        ("min", 1300, 1300, 1300),
    ],
)
def test_a_bound_gives_way_to_the_number_that_spells_it_out(
    tmp_path: Path, bound: Any, value: int, exact: int, shown: int
) -> None:
    numbers = observation(value=value, bound=bound, confidence=0.98), observation(value=exact, confidence=0.9)
    cell = table_of(opened(run_of(tmp_path, *numbers))["指标表"])[0]["新登记", "社会组织", "家"]
    assert cell.value == shown
    assert any(sign in cell.number_format for sign in "≥≤≈") == (shown == value)


@pytest.mark.parametrize(
    ("quote", "exact", "shown"),
    [
        ("3.86万家", 38_620, 38_620),
        ("3.86万家", 38_700, 38_600),
        ("3.86万家", 38_600, 38_600),
        ("38600家", 38_620, 38_600),
    ],
)
def test_a_rounded_number_gives_way_to_the_whole_one(tmp_path: Path, quote: str, exact: int, shown: int) -> None:
    numbers = [observation(value=38_600, confidence=0.98), observation(value=exact, confidence=0.9)]
    numbers[0] = replace(numbers[0], quote=quote)
    assert table_of(opened(run_of(tmp_path, *numbers))["指标表"])[0]["新登记", "社会组织", "家"].value == shown


@pytest.mark.parametrize(
    ("period", "measure", "label"),
    [
        ("2031", "flow", "2031年"),
        ("2031-12-31", "stock", "2031年"),
        ("2031-06", "flow", "2031年6月"),
        ("2031-05-03", "flow", "2031年5月3日"),
        ("2031-01/2031-06", "flow", "2031年1—6月"),
        ("2030/..", "flow", "2030年以来"),
        ("2030-11/2031-02", "flow", "2030年11月—2031年2月"),
        ("2028/2030", "flow", "2028年—2030年"),
        (None, "flow", "（未写明）"),
    ],
)
def test_periods(period: str | None, measure: str, label: str) -> None:
    assert period_label(period, measure) == label


def test_a_half_year_does_not_stand_in_the_years_row(tmp_path: Path) -> None:
    book = opened(run_of(tmp_path, observation(value=20, period="2031-01/2031-06"), observation(value=45)))
    rows = {row["时间"].value: row["新登记", "社会组织", "家"].value for row in table_of(book["指标表"])}
    assert rows == {"2031年": 45, "2031年1—6月": 20}


def test_doubtful_numbers_are_coloured_and_masked_ones_are_text(tmp_path: Path) -> None:
    (row, _) = table_of(opened(sample_run(tmp_path))["指标表"])
    assert row["登记社会组织总数", "民办非企业单位", "家"].fill.fgColor.rgb == "FFFFE699"
    assert row["注销登记", "社会组织", "家"].fill.fgColor.rgb == "FFFFE699"
    assert row["登记社会组织总数", "社会团体", "家"].fill.patternType is None
    assert row["获评等级", "社会组织\n3A+", "家"].value == "（原文隐去）"


def test_scopes_and_areas_are_rows_of_their_own(tmp_path: Path) -> None:
    book = opened(
        run_of(
            tmp_path,
            observation(value=9, area="红枫县", scope="total"),
            observation(value=12, scope="own"),
            observation(value=45),
            observation(value=3, scope=None, indicator="enf.inspected"),
        )
    )
    heads = [(row["地区"].value, row["范围"].value or None) for row in table_of(book["指标表"])]
    assert heads == [("青禾市", None), ("青禾市", "本级"), ("红枫县", None)]


def test_measure_words_for_the_same_things_share_a_column(tmp_path: Path) -> None:
    book = opened(
        run_of(
            tmp_path,
            observation("a.docx", value=45, unit="家"),
            observation("b.docx", value=46, unit="个"),
            observation("b.docx", value=7, unit="件"),
        )
    )
    first, second = table_of(book["指标表"])
    assert [first["新登记", "社会组织", "家、个"].value, second["新登记", "社会组织", "家、个"].value] == [45, 46]
    assert second["新登记", "社会组织", "件"].value == 7
    assert "单位：个" in second["新登记", "社会组织", "家、个"].comment.text


def test_numbers_without_an_indicator_are_listed_only(tmp_path: Path) -> None:
    book = opened(run_of(tmp_path, observation(indicator="other", label="参赛作品")))
    assert book["指标表"].cell(HEAD + 1, 1).value == "（无）"
    assert book["全部数据"].cell(4, 5).value == "参赛作品"


def test_an_indicator_that_the_catalogue_does_not_know_is_shown(tmp_path: Path) -> None:
    book = opened(run_of(tmp_path, observation(indicator="local.gardens", label="社区花园")))
    assert book["指标表"].cell(3, 5).value == "其他"
    assert book["指标表"].cell(4, 5).value == "社区花园"


def test_text_is_never_a_formula_and_control_characters_are_counted(tmp_path: Path) -> None:
    run = make_run(
        tmp_path,
        [document("=cmd.docx", title="=1+1\x0b\x16")],
        [observation("=cmd.docx", area="@SUM(A1)", label="+x")],
        forms=[form_field(value='=HYPERLINK("http://example.invalid")', written="-1+1")],
    )
    path = write_workbook(run, CATALOGUE, "1.0", DOUBTFUL)
    book = openpyxl.load_workbook(path)
    for sheet in book:
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if b"<f>" in package.read(name)]
    texts = [cell.value for cell in book["文件清单"][4]]
    assert "=1+1\ufffd\ufffd" in texts
    guide = {row[0].value: row[1].value for row in book["说明"].iter_rows(min_row=2)}
    assert "有 2 个" in guide["不可见字符"]


def test_a_text_beyond_the_limit_of_a_cell_is_cut_not_lost(tmp_path: Path) -> None:
    run = make_run(tmp_path, [document(title="长" * 40_000)])
    titles = [cell.value for cell in opened(run)["文件清单"][4]]
    assert any(isinstance(title, str) and len(title) > 30_000 and title.endswith("…") for title in titles)


def test_charters_stand_as_matrix_and_as_list(tmp_path: Path) -> None:
    run = sample_run(tmp_path)
    book = opened(run)
    matrix, details = book["章程审查"], book["章程明细"]
    assert [cell.value for cell in matrix[3]][8:11] == [
        "坚持中国共产党的全面领导",
        "践行社会主义核心价值观",
        "任期不超过五年",
    ]
    verdicts = ["不完整", "缺少", "违反", "符合", "—"]
    assert [cell.value for cell in matrix[4]][3:] == ["须修改", 3, 0, None, None, *verdicts]
    assert "建议" in matrix.cell(4, 9).comment.text
    assert matrix.cell(4, 11).hyperlink.location == "'章程明细'!A6"
    assert details.cell(6, 6).value == "违反"
    for name in ("reviewed", "opinions"):
        (run / name).mkdir()
        (run / name / "章程.docx").write_bytes(b"x")
    matrix = opened(run)["章程审查"]
    for column, target in ((7, "reviewed/章程.docx"), (8, "opinions/章程.docx")):
        link = matrix.cell(4, column)
        assert (link.value, link.hyperlink.target) == ("打开", target)


def test_a_batch_of_charters_says_which_pass_and_what_ails_the_others(tmp_path: Path) -> None:
    kept = {"verdict": "satisfied", "suggestion": None}
    advice = verdict("乙.docx", org_name="乙协会", rule="quality.numbering", title="条号完整", level="recommended")
    run = make_run(
        tmp_path,
        [
            document(doc, CHARTER_TEXT, doc_type="charter", warnings=warnings)
            for doc, warnings in {
                "甲.docx": (),
                "乙.docx": (),
                "丙.docx": (),
                "丁.pdf": ("charter_not_whole",),
            }.items()
        ],
        charters=[
            verdict("甲.docx", org_name="甲协会", **kept),
            verdict("乙.docx", org_name="乙协会", **kept),
            advice,
            verdict("丙.docx", org_name="丙协会", defects=("missing_leadership",)),
            verdict("丙.docx", org_name="丙协会", rule="quality.numbering", title="条号完整", level="recommended"),
        ],
    )
    book = opened(run)
    sheet = book["章程审查"]
    rows = {row[0].value: [cell.value for cell in row[3:6]] for row in sheet.iter_rows(min_row=4, max_row=7)}
    assert rows == {
        "甲.docx": ["通过", 0, 0],
        "乙.docx": ["通过（有建议）", 0, 1],
        "丙.docx": ["须修改", 1, 1],
        "丁.pdf": ["未审查", None, None],
    }
    assert "没有读全" in sheet.cell(7, 4).comment.text
    assert sheet.cell(9, 1).value == "章程 4 份：通过 1，通过（有建议） 1，须修改 1，未审查 1"
    assert [cell.value for cell in sheet[9]][7:] == ["不符合的份数", 1, 2]
    assert [[cell.value for cell in row] for row in book["章程缺陷"].iter_rows(min_row=4)] == [
        ["条号完整", "建议", "缺少", 2, "乙协会、丙协会", "quality.numbering"],
        ["坚持中国共产党的全面领导", "民政部规定", "没有写明坚持中国共产党的全面领导", 1, "丙协会", "party.leadership"],
    ]


def test_findings_name_their_numbers_as_they_are_written(tmp_path: Path) -> None:
    sheet = opened(sample_run(tmp_path))["核对问题"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    row = {head: sheet.cell(4, column) for head, column in heads.items()}
    listed = int(row["相关数字"].value.removeprefix("1320余家（第").removesuffix("行）"))
    assert opened(sample_run(tmp_path))["全部数据"].cell(listed, 16).value == "1320余家"
    assert (row["应为"].value, row["应为"].number_format, row["实为"].value) == (1320, "#,##0", "1320余")


def test_a_number_without_a_type_beside_others_says_so(tmp_path: Path) -> None:
    run = run_of(tmp_path, observation(), observation(quote="46家", value=46, org_type=None))
    heads = [(sheet.cell(4, c).value, sheet.cell(5, c).value) for sheet in [opened(run)["指标表"]] for c in (5, 6)]
    assert heads == [("新登记", "（未写类型）"), (None, "社会组织")]


def test_file_names_are_wrapped_in_rows_that_hold_them(tmp_path: Path) -> None:
    doc = "来文/某区报送材料/附件/某某市社会工作者协会年度工作总结.docx"
    sheet = opened(run_of(tmp_path, observation(doc)))["指标表"]
    cell = sheet.cell(HEAD + 1, 4)
    assert (cell.value, cell.alignment.wrap_text) == (doc, True)
    assert sheet.row_dimensions[HEAD + 1].height >= 28


def test_a_wide_table_is_not_torn_apart_in_an_indicator(tmp_path: Path) -> None:
    types = ("社会组织", "社会团体", "民办非企业单位", "基金会", "慈善组织", None)
    numbers = [
        observation(indicator=info.code, label=info.label, org_type=org_type, id=f"{info.code}-{org_type}")
        for info in CATALOGUE
        for org_type in types
    ]
    sheet = opened(run_of(tmp_path, *numbers))["指标表"]
    breaks = [one.id for one in sheet.col_breaks.brk]
    assert breaks
    assert all(sheet.cell(4, column + 1).value for column in breaks)


def test_sheets_of_forms_are_hidden_when_there_are_none(tmp_path: Path) -> None:
    book = opened(run_of(tmp_path, observation()))
    assert {name for name in book.sheetnames if book[name].sheet_state == "hidden"} == {"年检汇总", "年检表单"}
    assert all(sheet.sheet_state == "visible" for sheet in opened(sample_run(tmp_path)))


def test_forms_stand_one_organisation_a_row(tmp_path: Path) -> None:
    run = make_run(
        tmp_path,
        [document("通告.docx")],
        forms=[
            form_field("通告.docx", org_name="甲协会", field="conclusion", label="结论", value="合格"),
            form_field("通告.docx", org_name="甲协会", value=1234567.5, flags=("suspect_number",)),
            form_field("通告.docx", org_name="乙协会", value=-3),
            form_field("通告.docx", org_name="乙协会", value=4),
        ],
    )
    sheet = opened(run)["年检汇总"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] == [
        ["文件", "组织名称", "工作人员总数", "年检结论"],
        ["通告.docx", "甲协会", 1234567.5, "合格"],
        ["通告.docx", "乙协会", -3, None],
    ]
    assert sheet["C4"].hyperlink.location == "'年检表单'!A5"
    assert sheet["C4"].fill.fgColor.rgb == "FFFFE699"
    assert "数字疑有损坏" in sheet["C4"].comment.text


def test_a_year_has_no_thousands(tmp_path: Path) -> None:
    fields = [form_field("表.docx", field="report_year", label="年度", value=2023), form_field("表.docx", value=1200)]
    row = next(opened(make_run(tmp_path, [document("表.docx")], forms=fields))["年检汇总"].iter_rows(min_row=4))
    assert {cell.value: cell.number_format for cell in row if isinstance(cell.value, int)} == {2023: "0", 1200: "#,##0"}


def test_what_is_not_filled_in_is_shown_as_it_stands(tmp_path: Path) -> None:
    empty = form_field("表.docx", field="income_donations", label="捐赠收入", value=None, written="/", flags=("slash",))
    sheet = opened(make_run(tmp_path, [document("表.docx")], forms=[empty]))["年检汇总"]
    assert sheet["C4"].value == "/"
    assert sheet["C4"].comment is None


def test_defects_are_said_in_the_words_of_their_rule(tmp_path: Path) -> None:
    details = opened(sample_run(tmp_path))["章程明细"]
    assert "缺少“全面”二字" in details.cell(4, 7).value


def test_failed_documents_are_listed_with_cause_and_advice(tmp_path: Path) -> None:
    sheet = opened(make_run(tmp_path, [failed()]))["文件清单"]
    row = [cell.value for cell in sheet[4]]
    assert row[0] == "坏.pdf"
    assert row[1] == "未能读取"
    assert row[2] == "扫描件，没有文字层：0 个字"
    assert "文字识别" in row[3]


def test_records_of_one_document_may_stand_apart_in_the_file(tmp_path: Path) -> None:
    a, b = sample_observations("a.docx"), sample_observations("b.docx")
    mixed = [one for pair in zip(a, b, strict=True) for one in pair]
    apart = make_run(tmp_path / "1", [document("a.docx"), document("b.docx")], mixed)
    grouped = make_run(tmp_path / "2", [document("a.docx"), document("b.docx")], a + b)
    first, second = (
        [[cell.value for cell in row] for row in opened(run)["指标表"].iter_rows()] for run in (apart, grouped)
    )
    assert first == second


def test_sheets_are_ready_to_print_and_to_filter(tmp_path: Path) -> None:
    book = opened(sample_run(tmp_path))
    for name in ("指标表", "全部数据", "章程审查", "文件清单"):
        sheet = book[name]
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows
        assert sheet.auto_filter.ref
        assert sheet.freeze_panes


def test_definitions_of_the_indicators_that_occur_stand_in_the_guide(tmp_path: Path) -> None:
    catalogue = (*CATALOGUE, IndicatorInfo("never.seen", "未出现", "其他", "家", "不应列出。"))
    texts = [str(cell.value) for row in opened(sample_run(tmp_path), catalogue)["说明"].iter_rows() for cell in row]
    assert any("某日在册登记" in text for text in texts)
    assert not any("不应列出" in text for text in texts)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    path = write_workbook(sample_run(tmp_path), CATALOGUE, "1.0", DOUBTFUL)
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    assert (tmp_path / "indicators.pdf").stat().st_size > 10_000


def test_a_file_that_repeats_another_is_told(tmp_path: Path) -> None:
    same = {"doc_id": "0" * 16}
    documents = [document("a.docx", **same), document("b.docx", **same), document("c.docx"), failed("d.pdf")]
    rows = [
        [cell.value for cell in row] for row in opened(make_run(tmp_path, documents))["文件清单"].iter_rows(min_row=3)
    ]
    at = rows[0].index("与此文件相同")
    assert [row[at] for row in rows[1:5]] == [None, "a.docx", None, None]


def test_names_that_turn_the_writing_round_do_so_in_no_cell(tmp_path: Path) -> None:
    sheet = opened(make_run(tmp_path, [document("总结\u202efdp.txt")]))["文件清单"]
    assert sheet["A4"].value == "总结\ufffdfdp.txt"
