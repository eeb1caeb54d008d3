"""Tables that stand as lines of text: grids come back, offsets hold, and documents that no rule was written for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpora.document import Document
from corpora.readers import read
from corpora.tables.line_cells import is_rule
from corpora.tables.lines import line_tables
from corpora.tables.told_heads import told_tables
from pipeline.stages import evaluated, load_resources

UNSEEN = yaml.safe_load((Path(__file__).parent / "text_unseen.yaml").read_text(encoding="utf-8"))
_LABELS = ("东岭区", "西湾县", "北原县", "南屏区", "合计", "其中：市本级")
_HEADS = ("社会团体", "基金会（家）", "2023年", "年检率（%）", "减免会费（万元）")
_TOLD = ("应检", "实检（家）", "2023年", "年检率（%）", "减免会费")
_GAPS = ("|", " | ", "｜", "│", "\t", "  ", "　　", "　", "      ")


def text_of(lines: list[str]) -> Document:
    return read("a.txt", "\n".join(lines).encode())


@given(st.data())
def test_grids_come_back(data: st.DataObject) -> None:
    columns = data.draw(st.integers(2, 5))
    gap = data.draw(st.sampled_from(_GAPS))
    gaps = st.sampled_from(("  ", "　　", "　", "     ")) if not gap.strip("\t　 ") and gap != "\t" else st.just(gap)
    rows = [["地区", *_HEADS[:columns]]]
    for label in data.draw(st.lists(st.sampled_from(_LABELS), min_size=2, max_size=6)):
        numbers = data.draw(st.lists(st.integers(0, 99_999), min_size=columns, max_size=columns))
        rows.append([label, *(f"{number:,}" for number in numbers)])
    document = text_of(
        ["青溪市社会组织情况", *("".join(c + data.draw(gaps) for c in row[:-1]) + row[-1] for row in rows), "以上。"]
    )
    (table,) = line_tables(document)
    assert [[cell.text for cell in table.row(row)] for row in range(table.rows)] == rows
    assert (table.header_rows, table.header_columns, table.caption) == (1, 1, "青溪市社会组织情况")
    assert all(document.text[c.start : c.end] == c.text for c in table.cells)


@given(st.lists(st.text(alphabet="社一、区123,.% 　\t|│─-：。年", max_size=24), max_size=12), st.booleans())
def test_any_lines_are_borne(lines: list[str], of_numbers: bool) -> None:
    document = text_of([*lines, "社"])
    ends = 0
    for table in line_tables(document, of_numbers=of_numbers):
        assert table.start >= ends
        ends = table.end
        assert all(document.text[c.start : c.end].strip() == c.text for c in table.cells)


@given(st.lists(st.text(alphabet="区应检123.%／/、|（）：年份 \u3000，。\n", max_size=24), max_size=12))
def test_any_told_heads_are_borne(lines: list[str]) -> None:
    document = text_of([*lines, "社"])
    ends = 0
    for table in told_tables(document, ()):
        assert table.start >= ends
        ends = table.end
        assert all(document.text[c.start : c.end] == c.text for c in table.cells)


@given(st.data())
def test_told_heads_come_back(data: st.DataObject) -> None:
    heads = data.draw(st.lists(st.sampled_from(_TOLD), min_size=2, max_size=4, unique=True))
    label_gap = data.draw(st.sampled_from(("\u3000", "：", "", "  ")))
    slash = data.draw(st.sampled_from(("／", "/", " / ")))
    rows = [
        [label, *(str(data.draw(st.integers(0, 99_999))) for _ in heads)]
        for label in data.draw(st.lists(st.sampled_from(_LABELS[:-1]), min_size=2, max_size=5))
    ]
    lines = [f"{row[0]}{label_gap}{slash.join(row[1:])}" for row in rows]
    inline = data.draw(st.booleans())
    lead = f"各地情况（{'／'.join(heads)}）："
    document = text_of([lead + "，".join(lines) + "。"] if inline else [lead, *lines])
    (table,) = told_tables(document, ())
    assert [[cell.text for cell in table.row(row)] for row in range(table.rows)] == [["各地情况", *heads], *rows]
    assert table.caption == "各地情况"


def test_grades_need_but_one_row() -> None:
    (table,) = told_tables(text_of(["等级：5A／4A／3A", "数量（家）：12／30／85", "以上。"]), ())
    assert [[cell.text for cell in table.row(row)] for row in (0, 1)] == [
        ["等级", "5A", "4A", "3A"],
        ["数量（家）", "12", "30", "85"],
    ]
    assert not list(told_tables(text_of(["等级：5A／4A", "数量（家）：12／30"]), ()))


def test_what_lies_in_another_table_is_none_of_its_own() -> None:
    document = text_of(["各地情况（应检／实检）：", "东岭区　12／11", "西湾县　9／8"])
    (table,) = told_tables(document, ())
    assert not list(told_tables(document, (table,)))


def test_drawn_lines_between_tables_are_borne() -> None:
    tables = line_tables(
        text_of(
            [
                "| 会费收入 | 8 | 9 |",
                "| 项目 | 上年数 | 本年数 |",
                "| 捐赠收入 | 0 | 50 |",
                "| 会费收入 | 55 | 61 |",
                "以上为收入。",
                "| 货币资金 | 8 | 9 |",
                "| 资产总计 | 7 | 9 |",
                f"| {'社' * 500} | 9 |",
            ]
        )
    )
    assert [table.rows for table in tables] == [4, 2]


def test_lines_that_only_draw() -> None:
    assert all(is_rule(line) for line in ("|---|:--:|", "├──┼──┤", "+----+----+", "======", "─────"))
    assert not any(is_rule(line) for line in ("", "|", "| 3 | - |", "-", "注：——", "1-2"))


@pytest.fixture(scope="module")
def scores() -> list[int]:
    """Numbers of the unseen documents: annotated, given, right by value, by value and indicator."""
    resources = load_resources()
    annotated = given_ = values = indicators = 0
    for case in UNSEEN:
        record = evaluated(read("case.txt", case["text"].encode()), resources)
        said = [(o.value, o.indicator) for o in record.observations]
        wanted = [(float(words[0]), words[1]) for words in map(str.split, case["expect"])]
        annotated, given_ = annotated + len(wanted), given_ + len(said)
        indicators += _common(wanted, said)
        values += _common([value for value, _ in wanted], [value for value, _ in said])
    return [annotated, given_, values, indicators]


def _common(wanted: list[Any], said: list[Any]) -> int:
    return sum((Counter(wanted) & Counter(said)).values())


def test_unseen_documents_are_read_no_worse(scores: list[int]) -> None:
    annotated, said, values, indicators = scores
    assert values >= 0.98 * annotated
    assert values >= 0.98 * said
    assert indicators >= 0.94 * annotated
