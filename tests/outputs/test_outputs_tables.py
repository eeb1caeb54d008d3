from __future__ import annotations

import csv
import hashlib
import time
import unicodedata
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from outputs_builders import (
    CATALOGUE,
    DOUBTFUL,
    TEXT,
    digest,
    document,
    failed,
    make_run,
    observation,
    sample_observations,
    sample_run,
)

from extractors.records import Field, Finding, Observation, Verdict, columns
from outputs import write_tables
from outputs.cells import guarded, without_controls
from outputs.jsonl import read_jsonl
from outputs.schema import TABLES
from outputs.tables import parquet_schema, write_csv, write_parquet


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def csv_of(tmp_path: Path, table: str, records: list[dict[str, Any]]) -> list[dict[str, str]]:
    write_csv(tmp_path / "t.csv", TABLES[table], records)
    return read_csv(tmp_path / "t.csv")


@pytest.mark.parametrize(
    ("table", "record"),
    [("observations", Observation), ("charters", Verdict), ("forms", Field), ("audit", Finding)],
)
def test_columns_are_those_of_the_records(table: str, record: Any) -> None:
    assert tuple(column.name for column in TABLES[table].columns) == columns(record)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "＝1+1",
        "\u3000＋1+1",
        "－A1",
        "＠x",
        "\n=1",
    ],
)
def test_text_that_would_run_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+3.2%", "－5", "-1,234.5", "减少-5家", "a=b", "", "——", "3-5期", "'=1"])
def test_text_that_cannot_run_stays(text: str) -> None:
    assert guarded(text) == text


@given(st.text(alphabet="=+-@＝＋－＠ \t\r\n\u30000123a甲.,%'"))
def test_only_plain_numbers_keep_a_leading_sign(text: str) -> None:
    cell = guarded(text)
    assert cell in (text, f"'{text}")
    first = cell.lstrip(" \n\u3000")[:1]
    if first and first in "=@＝＠\t\r":
        pytest.fail("a formula could start here")
    if first and first in "+-＋－":
        float(unicodedata.normalize("NFKC", cell).replace(",", "").rstrip("%"))


def test_negative_numbers_stay_numbers_and_formulas_become_text(tmp_path: Path) -> None:
    rows = csv_of(
        tmp_path,
        "forms",
        [
            {"doc": "=a.docx", "value": -5, "written": "-5"},
            {"doc": "b", "value": "=HYPERLINK(1)", "written": 'x,"y"\nz'},
            {"doc": "c", "value": -0.25, "written": None},
        ],
    )
    assert [row["value"] for row in rows] == ["-5", "'=HYPERLINK(1)", "-0.25"]
    assert rows[0]["doc"] == "'=a.docx"
    assert rows[1]["written"] == 'x,"y"\nz'
    assert rows[2]["written"] == ""


def test_csv_opens_in_excel_as_utf8(tmp_path: Path) -> None:
    csv_of(tmp_path, "audit", [{"doc": "青禾"}])
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbfdoc,")
    assert b"\r\n" in (tmp_path / "t.csv").read_bytes()


def test_control_characters_and_surrogates_are_replaced_in_csv(tmp_path: Path) -> None:
    (row,) = csv_of(tmp_path, "observations", [{"doc": "甲\x0b乙\ud800丙", "section": ["一\x16"]}])
    assert row["doc"] == "甲\ufffd乙\ufffd丙"
    assert row["section"] == '["一\\u0016"]'
    assert without_controls("\t\n") == "\t\n"


def test_csv_gives_back_what_jsonl_holds(tmp_path: Path) -> None:
    run = make_run(tmp_path, observations=sample_observations())
    write_csv(run / "observations.csv", TABLES["observations"], read_jsonl(run / "observations.jsonl"))
    rows = read_csv(run / "observations.csv")
    records = list(read_jsonl(run / "observations.jsonl"))
    assert [row["quote"] for row in rows] == [record["quote"] for record in records]
    assert [row["value"] for row in rows] == ["" if r["value"] is None else str(r["value"]) for r in records]
    assert rows[2]["flags"] == '["sum_mismatch"]'


@pytest.mark.parametrize("table", list(TABLES))
def test_parquet_has_its_types_even_when_empty(tmp_path: Path, table: str) -> None:
    write_parquet(tmp_path / "t.parquet", TABLES[table], [])
    frame = pl.read_parquet(tmp_path / "t.parquet")
    assert frame.shape == (0, len(TABLES[table].columns))
    assert frame.schema == parquet_schema(TABLES[table])


def test_parquet_keeps_types_of_columns_that_are_all_null(tmp_path: Path) -> None:
    write_parquet(tmp_path / "t.parquet", TABLES["observations"], [{"doc": "a"}, {"doc": "b"}])
    frame = pl.read_parquet(tmp_path / "t.parquet")
    assert frame.schema["value"] == pl.Float64
    assert frame.schema["bbox"] == pl.List(pl.Float64)
    assert frame["value"].null_count() == 2


def test_parquet_gives_back_what_jsonl_holds(tmp_path: Path) -> None:
    run = sample_run(tmp_path)
    for name, table in TABLES.items():
        write_parquet(run / f"{name}.parquet", table, read_jsonl(run / f"{name}.jsonl"))
    observations = pl.read_parquet(run / "observations.parquet").to_dicts()
    assert observations == list(read_jsonl(run / "observations.jsonl"))
    documents = pl.read_parquet(run / "documents.parquet").to_dicts()
    assert documents == list(read_jsonl(run / "documents.jsonl"))
    assert pl.read_parquet(run / "forms.parquet")["value"].to_list() == ["12", "=1+1"]
    assert pl.read_parquet(run / "audit.parquet")["expected"].to_list() == ["1320"]


def digests(paths: list[Path]) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    first = digests(write_tables(sample_run(tmp_path / "1", ["a.docx", "b.docx"]), CATALOGUE, "1.0", DOUBTFUL))
    time.sleep(1.1)
    second = digests(write_tables(sample_run(tmp_path / "2", ["a.docx", "b.docx"]), CATALOGUE, "1.0", DOUBTFUL))
    assert first == second
    assert sorted(first) == sorted(
        [f"{name}.{ending}" for name in TABLES for ending in ("csv", "parquet")] + ["indicators.xlsx", "report.html"]
    )


@pytest.mark.parametrize("documents", [[], [failed(), failed("二.pdf")]])
def test_no_documents_or_only_failures_are_no_failure(tmp_path: Path, documents: list[Any]) -> None:
    written = write_tables(make_run(tmp_path, documents), CATALOGUE, "1.0", DOUBTFUL)
    assert all(path.stat().st_size for path in written)


def test_an_empty_folder_is_no_failure(tmp_path: Path) -> None:
    assert len(write_tables(tmp_path, (), "1.0", DOUBTFUL)) == 12


def test_ten_thousand_observations_take_seconds(tmp_path: Path) -> None:
    docs = [f"县/{number:03}.docx" for number in range(100)]
    observations = [
        observation(
            doc, value=number, area=f"第{number % 10}县", period=str(2000 + number % 30), id=f"{digest(doc)}-{number}"
        )
        for doc in docs
        for number in range(100)
    ]
    run = make_run(tmp_path, [document(doc) for doc in docs], observations, texts=dict.fromkeys(docs, TEXT))
    started = time.perf_counter()
    write_tables(run, CATALOGUE, "1.0", DOUBTFUL)
    assert time.perf_counter() - started < 30
    assert pl.read_parquet(run / "observations.parquet").height == 10_000
    assert len(read_csv(run / "observations.csv")) == 10_000
