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


ASSEMBLY_POWERS = "会员大会是最高权力机构，其职权是：\n（一）制定和修改章程；\n（二）选举和罢免理事、监事；"
COUNCIL_POWERS = "理事会是会员大会的执行机构，行使下列职权：\n（一）执行会员大会的决议；\n"


@pytest.mark.parametrize(
    ("rule", "articles", "verdict"),
    [
        ("governance.fees", (ASSEMBLY_POWERS, COUNCIL_POWERS + "（二）制定会费标准。"), "missing"),
        ("governance.fees", (ASSEMBLY_POWERS, "会长办公会议的职责：\n（一）制定会费标准。"), "missing"),
        ("governance.fees", (ASSEMBLY_POWERS + "\n（三）制定和修改会费标准；", COUNCIL_POWERS), "satisfied"),
        ("governance.fees", ("会费标准由会长办公会议确定，报会员大会备案。",), "violated"),
        ("statute.organisation", (ASSEMBLY_POWERS, COUNCIL_POWERS), "satisfied"),
        ("statute.organisation", ("会员大会是最高权力机构。", COUNCIL_POWERS + "（二）选举和罢免理事。"), "partial"),
    ],
)
def test_whose_power_it_is(rule: str, articles: tuple[str, ...], verdict: str) -> None:
    chapter = "第三章 组织机构"
    text = "第一条 甲。\n" + chapter + "".join(f"\n第{'二三四'[i]}条 {a}" for i, a in enumerate(articles))
    assert judge_text(text, "社会团体")[rule].verdict == verdict


def test_quorum_is_the_assembly_s() -> None:
    clauses = ("会员大会须有三分之二以上会员出席，", "理事会须有2/3以上理事出席，决议须经到会理事2/3以上通过。")
    low = judged("governance.quorum", clauses[0] + "决议须经到会会员三分之一以上表决通过。", clauses[1])
    assert (low.verdict, low.defects) == ("violated", ("contrary",))
    kept = judged("governance.quorum", clauses[1], clauses[0] + "决议须经到会会员半数以上表决通过。")
    assert kept.verdict == "satisfied"
    assert kept.span is not None
    assert kept.span[0] > len(clauses[1])


def test_approval_rests_on_the_amendment_article() -> None:
    effect = "本章程自登记管理机关核准之日起生效。"
    amended = "本会修改的章程，须在会员大会通过后15日内，"
    rule = "governance.amendment_approval"
    assert judged(rule, amended + "即行生效。", effect).verdict == "missing"
    good = judged(rule, effect, amended + "经业务主管单位审查同意，报登记管理机关核准后生效。")
    assert good.verdict == "satisfied"
    assert good.span is not None
    assert good.span[0] > len(effect)
