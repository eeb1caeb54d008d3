from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outputs_builders import document, failed, observation

from outputs.document_record import DocumentRecord
from outputs.jsonl import read_jsonl, to_line, write_jsonl


def test_documents_keys_stand_in_the_contracts_order() -> None:
    assert list(document().as_dict()) == [
        "doc",
        "doc_id",
        "media_type",
        "status",
        "error",
        "doc_type",
        "doc_type_confidence",
        "title",
        "issuer",
        "date",
        "area",
        "pages",
        "chars",
        "articles",
        "sections",
        "warnings",
    ]


def test_articles_and_sections_have_only_the_contracts_keys() -> None:
    record = document().as_dict()
    assert list(record["articles"][0]) == ["start", "end", "title", "area", "date"]
    assert list(record["sections"][0]) == ["level", "number", "title", "start"]


def test_a_failed_document_says_its_cause_and_advice() -> None:
    record = failed().as_dict()
    assert record["status"] == "failed"
    assert record["error"]["code"] == "needs_ocr"
    assert "0 个字" in record["error"]["message"]
    assert "文字识别" in record["error"]["message"]


def test_observations_leave_the_reason_out_and_give_lists() -> None:
    record = json.loads(to_line(observation()))
    assert "reason" not in record
    assert record["section"] == ["一、登记管理"]
    assert list(record)[:4] == ["doc", "doc_id", "id", "indicator"]


def test_chinese_is_readable_and_line_ends_inside_text_do_not_end_the_line() -> None:
    line = to_line({"quote": "甲\n乙\u2028丙\x85丁\x0b"})
    assert "甲" in line
    assert len(line.splitlines()) == 1
    assert json.loads(line)["quote"] == "甲\n乙\u2028丙\x85丁\x0b"


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_that_json_does_not_know_are_refused_and_nothing_is_left_behind(tmp_path: Path, number: float) -> None:
    target = tmp_path / "x.jsonl"
    write_jsonl(target, [{"value": 1}])
    with pytest.raises(ValueError, match="JSON compliant"):
        write_jsonl(target, [{"value": 2}, {"value": number}])
    assert list(read_jsonl(target)) == [{"value": 1}]
    assert [path.name for path in tmp_path.iterdir()] == ["x.jsonl"]


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    source = tmp_path / "x.jsonl"
    source.write_text('{"a": 1}\n{"a": \n', "utf-8")
    with pytest.raises(ValueError, match=r"x\.jsonl:2"):
        list(read_jsonl(source))


def test_a_file_that_is_not_there_has_no_records(tmp_path: Path) -> None:
    assert list(read_jsonl(tmp_path / "none.jsonl")) == []


@given(st.text(alphabet=st.characters()), st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_any_text_and_number_come_back(text: str, number: float) -> None:
    line = to_line({"quote": text, "value": number})
    line.encode("utf-8")
    assert json.loads(line) == {"quote": text, "value": number}


def test_records_of_the_readers_structure_are_taken_as_they_are() -> None:
    record: DocumentRecord = document()
    assert record.as_dict()["sections"][0]["title"] == "登记管理"
