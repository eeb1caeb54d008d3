"""What notices of results give: every case of ``notices.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from corpora.document import Document
from corpora.forms.making import web
from corpora.forms.making.blocks import Para
from corpora.readers import read
from corpora.structure import analyse
from extractors.notices import read_notice
from extractors.notices.listing import stated_number
from extractors.notices.words import conclusion_in, is_name
from tests.tables.grids import grid_of

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "notices.yaml").read_text(encoding="utf-8"))


def _document(case: dict[str, Any]) -> Document:
    if "text" in case:
        return read("case.txt", case["text"].encode())
    return read("case.html", web.write([Para(case["title"], "title"), grid_of(case["table"])]))


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_notice(case: dict[str, Any]) -> None:
    document = _document(case)
    reading = read_notice(document, analyse(document), "inspection_notice")
    found: dict[str, list[object]] = {}
    for field in reading.fields:
        assert field.org_name is not None
        if field.field == "conclusion":
            found.setdefault(field.org_name, []).insert(0 if not found.get(field.org_name) else 1, field.value)
    for field in reading.fields:
        if field.field == "credit_code":
            found[str(field.org_name)].append(field.value)
    wanted = {name: told if isinstance(told, list) else [told] for name, told in case.get("expect", {}).items()}
    assert found == wanted
    lengths = [[f.expected, f.found] for f in reading.findings if f.check == "list_length"]
    assert lengths == case.get("lengths", [])
    assert sum(f.check == "X24" for f in reading.findings) == case.get("contradictions", 0)


@pytest.mark.parametrize("doc_type", ["charter", "inspection_report"])
def test_other_documents_give_nothing(doc_type: str) -> None:
    document = _document(CASES[0])
    assert read_notice(document, analyse(document), doc_type).fields == ()


@pytest.mark.parametrize(
    ("text", "conclusion"),
    [
        ("年检不合格单位", "不合格"),
        ("基本合格", "基本合格"),
        ("年检合格的社会组织（8家）", "合格"),
        ("未按规定参加年检", "未参检"),
        ("连续两年未参加年度检查的社会组织", "未参检"),
        ("已按时报送年度工作报告", "已报送"),
        ("未按时报送2023年度工作报告", "未参检"),
        ("结论分为合格、基本合格、不合格", None),
        ("年检材料", None),
    ],
)
def test_conclusions(text: str, conclusion: str | None) -> None:
    assert conclusion_in(text) == conclusion


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("合格单位（23家）", 23),
        ("共十二个", 12),
        ("（一百零五家）", 105),
        ("合格单位", None),
        ("应检20家、参检19家", None),
    ],
)
def test_stated_numbers(head: str, number: int | None) -> None:
    assert stated_number(head) == number


@pytest.mark.parametrize(
    "name", ["青溪市竹编协会", "东岭区（城东）社区互助会", "云岫省老年大学协会（筹）", "青溪市“四点半”课堂服务中心"]
)
def test_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "text", ["各社会组织", "青溪市民政局", "等6家社会组织", "合格", "请于5月31日前报送，逾期不予受理的社会组织协会"]
)
def test_no_names(text: str) -> None:
    assert not is_name(text)
