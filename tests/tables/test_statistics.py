"""What statistics tables give, and tables of other things do not: every case of ``statistics.yaml``, ``text.yaml`` and ``text_told.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpora.document import Document
from corpora.forms.making import web
from corpora.forms.making.blocks import Block, Para
from corpora.readers import read
from corpora.structure import analyse
from extractors.observations import load_catalogue
from extractors.records import Observation
from extractors.tables import Reading, read_tables
from extractors.tables.values import cell_value
from tests.tables.grids import grid_of

_CASES = [
    yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
    for name in ("statistics.yaml", "text.yaml", "text_told.yaml")
]
CASES: list[dict[str, Any]] = [case for cases in _CASES for case in cases]


def _document(case: dict[str, Any]) -> Document:
    if "text" in case:
        return read("case.txt", f"{case['title']}\n\n{case['text']}".encode())
    blocks: list[Block] = [
        Para(case["title"], "title"),
        *(Para(line) for line in case.get("lines", ())),
        grid_of(case["table"]),
    ]
    return read("case.html", web.write(blocks))


def _read(document: Document, doc_type: str = "statistics") -> Reading:
    return read_tables(document, analyse(document), doc_type, load_catalogue())


def _told(o: Observation) -> str:
    words = [o.value if o.value is not None else "null", o.indicator, o.unit, o.org_type, o.area, o.scope, o.period]
    further = [o.status] if o.status != "actual" else ["change"] if o.measure == "change" else []
    return " ".join(str(w) for w in [*words, *further])


def _relevant(told: str, wanted: str) -> str:
    """The words that a case states; type and level of what is no organisation are left open."""
    code = wanted.split()[1]
    if code.startswith(("staff.", "fund.", "train.", "party.")):
        pieces, other = wanted.split(), told.split()
        return " ".join([*other[:3], *pieces[3:4], *other[4:5], *pieces[5:6], *other[6:]])
    return told


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_table(case: dict[str, Any]) -> None:
    document = _document(case)
    reading = _read(document)
    wanted = case.get("expect", [])
    told = [_told(o) for o in reading.observations]
    if len(told) == len(wanted):
        told = [_relevant(t, w) for t, w in zip(told, wanted, strict=True)]
    assert told == wanted
    assert all(document.text[o.start : o.end] == o.quote for o in reading.observations)
    assert reading.warnings == ((case["warning"],) if "warning" in case else ())
    assert [[f.expected, f.found] for f in reading.findings] == case.get("sums", [])


@pytest.mark.parametrize("case", CASES[:3], ids=[c["name"] for c in CASES[:3]])
def test_forms_and_charters_give_nothing(case: dict[str, Any]) -> None:
    for doc_type in ("charter", "inspection_report"):
        assert _read(_document(case), doc_type) == Reading()


def test_large_amounts_are_read() -> None:
    table = "| 项目 | 金额（元） |\n| 社会组织净资产 | 12,345,678,901.5 |\n| 社会组织公益支出 | 20000000000 |"
    observations = _read(_document({"title": "青溪市2023年社会组织统计表", "table": table})).observations
    assert [(o.indicator, o.value) for o in observations] == [
        ("fund.assets", 12345678901.5),
        ("fund.charity", 20_000_000_000),
    ]


def test_parts_of_totals() -> None:
    case = next(c for c in CASES if c["name"].startswith("a column of numbers"))
    observations = _read(_document(case)).observations
    by_id = {o.id: o for o in observations}
    whole = {o.quote: by_id[o.part_of].quote for o in observations if o.part_of and o.area == "东岭区"}
    assert whole == {"5": "9", "2": "5", "3": "6"}


@pytest.mark.parametrize(
    ("text", "unit", "value", "own"),
    [
        ("1,336", "个", 1336, ""),
        (" １，３３６ ", "个", 1336, ""),
        ("1 987", None, 1987, ""),
        ("12.5", "万元", 125000, ""),
        ("320万元", None, 3200000, "元"),
        ("-3.2", "%", -3.2, ""),
        ("△12", "家", -12, ""),
        ("30余家", None, 30, "家"),
        ("88.0%", None, 88, "%"),
        ("64 715.2", "万元", 647152000, ""),
    ],
)
def test_values_of_cells(text: str, unit: str | None, value: float, own: str) -> None:
    found = cell_value(text, unit)
    assert found is not None
    assert (found.value, found.unit) == (value, own)


@pytest.mark.parametrize(("text", "bound"), [("≥95%", "min"), ("≤3家", "max"), ("30余家", "min"), ("12", "exact")])
def test_bounds_of_cells(text: str, bound: str) -> None:
    found = cell_value(text, "家")
    assert found is not None
    assert found.bound == bound
    assert text[found.start : found.end] == text


@pytest.mark.parametrize("text", ["", "—", "/", "无", "12/15", "3（2）", "2023-05-01", "第3名", "5,12", "A12", "12月"])
def test_what_is_no_single_number(text: str) -> None:
    assert cell_value(text, "家") is None


@given(st.text(alphabet="0123456789,.，万亿%家元 -—*（）", max_size=12))
def test_offsets_of_values_hold(text: str) -> None:
    found = cell_value(text, None)
    if found is not None:
        quote = text[found.start : found.end]
        assert quote
        assert text.strip() in (quote, f"{quote}*")


@given(st.integers(0, 10**9))
def test_values_are_read_back(number: int) -> None:
    found = cell_value(f"{number:,}", None)
    assert found is not None
    assert found.value == number
