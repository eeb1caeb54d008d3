"""Numbering, subject word, doubled clauses, branches."""

from __future__ import annotations

import pytest

from extractors.charters.judging import Outcome
from extractors.charters.review import judge_text

PARTY = "根据中国共产党章程的规定，设立中国共产党的组织，开展党的活动，为党组织的活动提供必要条件。"


def judged(rule: str, *articles: str, kind: str = "社会团体") -> Outcome:
    numbers = "一二三四五六七八九"
    return judge_text("\n".join(a if a[0] == "第" else f"第{numbers[i]}条 {a}" for i, a in enumerate(articles)), kind)[
        rule
    ]


@pytest.mark.parametrize(
    ("articles", "defect"),
    [
        (("甲。", "乙。", "丙。"), None),
        (("甲。", "乙。", "第二条 丙。", "第三条 丁。"), "number_repeated"),
        (("甲。", "乙。", "第五条 丙。"), "number_skipped"),
    ],
)
def test_numbering(articles: tuple[str, ...], defect: str | None) -> None:
    found = judged("quality.numbering", *articles)
    assert found.defects == ((defect,) if defect else ())
    assert (found.verdict == "violated") is (defect is not None)


def test_subject_words() -> None:
    mixed = judged("quality.subject", "本会甲，本会乙，本会丙，本会丁。", "本团体甲，本团体乙。", "本团体丙。")
    assert mixed.defects == ("subject_mismatch",)
    assert mixed.note is not None
    assert "统一为“本会”" in mixed.note
    assert judged("quality.subject", "本会甲，本会乙。", "本会会员、本会员。", "本章程。").verdict == "satisfied"


def test_old_and_new_clause_together() -> None:
    assert (
        judged("quality.duplicate_clause", "甲。", "本会坚持中国共产党的全面领导，" + PARTY, "本会" + PARTY).verdict
        == "violated"
    )
    assert judged("quality.duplicate_clause", "甲。", "本会" + PARTY, "丙。").verdict == "satisfied"


@pytest.mark.parametrize(
    ("clause", "kind", "verdict"),
    [
        ("本会在各区设立分会。", "社会团体", "violated"),
        ("本会不设立地域性分支机构，不在分支机构下再设立分支机构。", "社会团体", "satisfied"),
        ("本会根据需要设立专业委员会、分会。", "社会团体", "satisfied"),
        ("本中心可以在外市设立分支机构。", "民办非企业单位", "violated"),
        ("本中心不得设立分支机构。", "民办非企业单位", "satisfied"),
    ],
)
def test_branches(clause: str, kind: str, verdict: str) -> None:
    assert judged("governance.branches", "甲。", clause, "丙。", kind=kind).verdict == verdict


@pytest.mark.parametrize(
    ("clause", "verdict"),
    [
        ("会费标准由理事会制定。", "violated"),
        ("会员不交会费的，由理事会决定除名。", "missing"),
        ("会员大会审议并决定会费标准。", "satisfied"),
        ("理事会提出会费标准草案，会费标准由会员大会表决。", "satisfied"),
    ],
)
def test_fees(clause: str, verdict: str) -> None:
    assert judged("governance.fees", "甲。", clause, "丙。").verdict == verdict
