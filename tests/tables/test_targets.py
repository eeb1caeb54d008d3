"""Cells of words under a head of targets: what stands in them is planned, what stands beside them is not."""

from __future__ import annotations

import pytest

from corpora.readers import read
from pipeline.stages import evaluated, load_resources

HEADS = ("序号", "目标任务", "完成情况", "自评")
ROWS = (
    ("1", "新登记社会组织20家，其中社区类不少于8家", "新登记26家；注销3家，均已公告", "超额"),
    ("2", "培训社会组织负责人120人次", "办班3期，训167人次", "超额"),
)
TITLE = "青溪市民政局2013年度目标责任书完成情况自查表"


def lines(heads: tuple[str, ...] = HEADS) -> bytes:
    return "\n".join(
        [
            TITLE,
            *("｜".join(row) for row in (heads, *ROWS)),
            "年内召开协会座谈会4次，走访社会组织32家，注销社会组织5家。",
        ]
    ).encode()


def page() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (HEADS, *ROWS))
    return f"<html><body><h1>{TITLE}</h1><table>{rows}</table><p>年内召开协会座谈会4次，走访社会组织32家，注销社会组织5家。</p></body></html>".encode()


def statuses(name: str, data: bytes) -> dict[str, str]:
    return {o.quote: o.status for o in evaluated(read(name, data), load_resources()).observations}


@pytest.mark.parametrize(("name", "data"), [("a.txt", lines()), ("a.html", page())])
def test_targets_are_planned_and_results_are_not(name: str, data: bytes) -> None:
    found = statuses(name, data)
    assert {quote for quote, status in found.items() if status == "planned"} == {"20家", "8家", "120人次"}
    assert {"26家", "3家", "167人次", "5家"} <= found.keys()


def test_without_a_column_of_results_nothing_is_said() -> None:
    found = statuses("a.txt", lines(("序号", "任务", "情况", "自评")))
    assert found["20家"] == found["120人次"] == "actual"
