"""Single provisions in many people's words (``wordings.tsv``), and how old wordings are treated by their date."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from corpora.document import Document
from corpora.structure import analyse
from corpora.structure.provisions import provisions
from extractors.charters import is_charter, review
from extractors.charters.adoption import adopted
from extractors.charters.normal import normalise
from extractors.charters.review import judge_text
from extractors.records import Verdict

TABLE = Path(__file__).with_name("wordings.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
PARTY_2018 = "根据中国共产党章程的规定，设立中国共产党的组织，开展党的活动，为党组织的活动提供必要条件。"
CHARTER = (
    "{name}章程\n{front}第一章 总则\n第一条 {subject}的名称是{name}，住所设在云台市青石路6号。\n第二条 {subject}的宗旨是服务社会。\n"
    "第三条 {subject}"
    + PARTY_2018
    + "\n第二章 业务范围\n第四条 {subject}的业务范围：（一）培训；（二）交流。\n第三章 组织\n"
    "第五条 理事会是决策机构，每届任期{term}年。\n第六条 理事长为{subject}的法定代表人。\n第四章 附则\n"
    "第七条 {subject}经费必须用于业务范围。\n第八条 {subject}终止，剩余财产{surplus}。\n第九条 本章程的修改由理事会表决通过，报登记管理机关核准。\n{end}"
)
PLAIN = {
    "name": "云台市茶叶协会",
    "subject": "本协会",
    "front": "",
    "term": "五",
    "surplus": "用于公益事业",
    "end": "",
}


def verdicts(**changes: str) -> dict[str, Verdict]:
    document = Document("x.txt", "0" * 16, "text/plain", CHARTER.format(**{**PLAIN, **changes}))
    return {v.rule: v for v in review(document, analyse(document))}


@pytest.mark.parametrize(("rule", "kind", "verdict", "text"), ROWS)
def test_wording(rule: str, kind: str, verdict: str, text: str) -> None:
    assert judge_text(text, kind)[rule].verdict == verdict


def test_the_rest_of_the_values_sentence_is_completed_where_it_stands() -> None:
    found = verdicts(surplus="用于公益事业", subject="本协会遵守宪法和法律，遵守社会道德风尚。本协会")
    values, position = found["party.core_values"], found["party.position"]
    assert (values.verdict, values.article) == ("missing", None)
    told = "第一条“遵守宪法和法律，遵守社会道德风尚”一句缺少“践行社会主义核心价值观”"
    assert (values.suggestion or "").startswith(told)
    assert (position.suggestion or "").startswith(told)


@pytest.mark.parametrize(
    ("front", "end", "day"),
    [
        ("（2018年11月20日理事会表决通过）\n", "", date(2018, 11, 20)),
        ("", "第十条 本章程经二〇一九年五月十九日会员大会表决通过。\n", date(2019, 5, 19)),
        ("", "第十条 本章程二O二O年元月九日会员大会通过。\n", date(2020, 1, 9)),
        ("（2015年3月1日通过，2021年6月2日修订）\n", "", date(2021, 6, 2)),
        ("（2019年4月会员大会通过）\n", "", date(2019, 4, 1)),
        ("", "第十条 本会成立于2009年3月1日。\n", None),
        ("（    年    月    日会员大会通过）\n", "", None),
        ("（2019年6月31日会员大会通过）\n", "", None),
    ],
)
def test_day_of_adoption(front: str, end: str, day: date | None) -> None:
    text = CHARTER.format(**{**PLAIN, "front": front, "end": end})
    assert adopted(text, normalise(text, provisions(text))) == day


@pytest.mark.parametrize(
    ("front", "milder"),
    [
        ("（2018年11月20日会员大会通过）\n", True),
        ("（2019年5月19日会员大会通过）\n", True),
        ("（2019年5月20日会员大会通过）\n", False),
        ("（2023年6月30日会员大会通过）\n", False),
        ("", False),
    ],
)
def test_old_wording_by_date(front: str, milder: bool) -> None:
    verdict = verdicts(front=front)["party.leadership"]
    assert (verdict.verdict, verdict.defects) == ("partial", ("old_wording",))
    assert verdict.suggestion is not None
    assert ("下次修改章程时" in verdict.suggestion) is milder
    assert "本协会坚持中国共产党的全面领导，" in verdict.suggestion


@pytest.mark.parametrize(
    ("name", "subject", "strange"),
    [
        ("云台市茶叶协会", "本协会", "举办者|捐赠人|发起人"),
        ("云台市青石养老服务中心", "本中心", "会员|捐赠人|发起人"),
        ("云台省青石公益基金会", "本基金会", "会员|举办者"),
    ],
)
def test_suggestions_fit_the_organisation(name: str, subject: str, strange: str) -> None:
    found = verdicts(name=name, subject=subject, term="六", surplus="退还会员、举办者和捐赠人")
    for rule in ("governance.term", "governance.surplus_assets", "party.leadership"):
        suggestion = found[rule].suggestion
        assert suggestion is not None
        assert suggestion.count(subject) >= 1
        assert not re.search(strange, suggestion)


@pytest.mark.parametrize(
    "name",
    [
        "云台市农民专业合作社联合会",
        "云台市施工图审查协会",
        "青石镇村民互助会",
        "云台市业主权益保护协会",
        "云台市标准制定促进会",
    ],
)
def test_names_with_misleading_words(name: str) -> None:
    assert verdicts(name=name)


@pytest.mark.parametrize(
    "name", ["青石村村民自治", "云台茶叶专业合作社", "云台茶业有限公司", "青石小区业主大会", "云台市总工会"]
)
def test_charters_of_other_bodies(name: str) -> None:
    document = Document("x.txt", "0" * 16, "text/plain", CHARTER.format(**{**PLAIN, "name": name}))
    assert not is_charter(document, analyse(document))
