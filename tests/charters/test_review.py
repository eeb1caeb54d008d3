"""Verdicts on whole charters: the project's own charter corpus and small ones made here."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpora
from corpora.document import Document
from corpora.structure.model import Structure
from corpora.structure.provisions import provisions
from extractors.charters import is_charter, review
from extractors.charters.normal import normalise
from extractors.charters.particulars import particulars
from extractors.charters.scoring import score
from extractors.records import Verdict

CORPUS = Path(corpora.__file__).parent / "charters"
NOTHING = Structure(None, None, None, None, (), ())
FRAME = (
    "{name}章程\n第一章 总则\n第一条 {subject}的名称是{name}。\n第二条 {two}\n第三条 {three}\n"
    "第四条 {subject}的住所设在青禾市东街5号，活动地域为青禾市，宗旨是服务社会。\n第二章 业务范围\n"
    "第五条 {subject}的业务范围：（一）培训；（二）交流。\n第三章 组织\n第六条 {six}\n"
    "第七条 {subject}的法定代表人由会长担任，理事会由会员大会选举产生。\n第四章 附则\n第八条 {eight}\n"
    "第九条 {subject}经费必须用于业务范围。\n第十条 本章程的修改由理事会提出，会员大会表决通过。\n"
)
PIECES = [
    "第十一条",
    " ",
    "\n",
    "　",
    "。",
    "；",
    "：",
    "（一）",
    "本会",
    "党组织",
    "不得",
    "会员",
    "剩余财产",
    "返还",
    "____",
    "【",
    "】",
    "任期六年",
    "×",
    "第二章 附则\n",
    "“",
    "”",
    "**",
]
GOOD = {
    "name": "青禾市茶艺协会",
    "subject": "本会",
    "two": "本会遵守宪法、法律、法规和国家政策，践行社会主义核心价值观，遵守社会道德风尚。",
    "three": "本会坚持中国共产党的全面领导，根据中国共产党章程的规定，设立中国共产党的组织，开展党的活动，为党组织的活动提供必要条件。",
    "six": "理事会每届任期五年。",
    "eight": "本会终止后的剩余财产用于与本会宗旨相关的事业。",
}


def document(text: str, name: str = "x.txt") -> Document:
    return Document(name, "0" * 16, "text/plain", text)


def made(**changes: str) -> dict[str, Verdict]:
    return {v.rule: v for v in review(document(FRAME.format(**{**GOOD, **changes})), NOTHING)}


def corpus(part: str) -> tuple[list[Verdict], list[dict[str, object]]]:
    verdicts: list[Verdict] = []
    gold: list[dict[str, object]] = []
    for path in sorted((CORPUS / part).glob("*.txt")):
        verdicts += review(document(path.read_text(encoding="utf-8"), path.name), NOTHING)
        lines = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
        gold += [json.loads(line) for line in lines]
    return verdicts, gold


@pytest.mark.parametrize("part", ["train", "dev", "test"])
def test_corpus(part: str) -> None:
    scores = score(*corpus(part))
    assert isinstance(scores["core"], float)
    assert isinstance(scores["all"], float)
    assert scores["core"] >= 0.95
    assert scores["all"] >= 0.93
    assert scores["not_charter"] == 1.0


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*.txt")), ids=lambda p: p.stem)
def test_quotes_are_exact(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for verdict in review(document(text), NOTHING):
        if verdict.start is None:
            assert verdict.quote is None
            continue
        assert verdict.end is not None
        assert text[verdict.start : verdict.end] == verdict.quote != ""
        assert verdict.suggestion is None or "{" not in verdict.suggestion


def test_good_charter_is_satisfied() -> None:
    verdicts = made()
    for rule in ("leadership", "organisation", "conditions", "core_values", "position"):
        assert verdicts[f"party.{rule}"].verdict == "satisfied", rule
        assert verdicts[f"party.{rule}"].suggestion is None
    assert verdicts["party.leadership"].article == "第三条"
    assert verdicts["party.leadership"].org_name == "青禾市茶艺协会"
    assert verdicts["governance.term"].verdict == "satisfied"
    assert verdicts["statute.initial_fund"].verdict == "not_applicable"


@pytest.mark.parametrize(
    ("clause", "rule", "verdict", "defect"),
    [
        ("本会坚持中国共产党的领导。", "party.leadership", "partial", "missing_full_leadership"),
        ("本会不接受任何政党的领导。", "party.leadership", "violated", "contrary"),
        ("本会负责人应当坚持中国共产党的全面领导。", "party.leadership", "missing", "missing_leadership"),
        ("条件成熟时，本会按照党章规定建立党组织，开展党的活动。", "party.organisation", "partial", "conditional"),
        ("本会不设立党组织。", "party.organisation", "violated", "contrary"),
        ("本会按照党章规定，设立中国共产党的组织。", "party.organisation", "partial", "missing_half"),
        ("党支部活动经费由党员自理，本会不承担党组织的活动经费。", "party.conditions", "violated", "contrary"),
        ("“本会坚持中国共产党的全面领导”是上级通知的要求。", "party.leadership", "missing", "missing_leadership"),
    ],
)
def test_party_sentence(clause: str, rule: str, verdict: str, defect: str) -> None:
    found = made(three=clause)[rule]
    assert found.verdict == verdict
    assert defect in found.defects
    assert found.suggestion
    assert "本会" in found.suggestion


def test_old_wording() -> None:
    found = made(three="本会根据中国共产党章程的规定，设立中国共产党的组织，开展党的活动，为党组织的活动提供必要条件。")
    assert (found["party.leadership"].verdict, found["party.leadership"].defects) == ("partial", ("old_wording",))
    assert found["party.organisation"].verdict == "satisfied"


def test_scanning_slip_is_forgiven() -> None:
    found = made(three="本会坚待中国共产党的全面领导，根据中国共产党章程的规定，设立中国共产党的组织，开展党的活动。")
    assert found["party.leadership"].verdict == "satisfied"


def test_wrong_chapter() -> None:
    found = made(two="本会由茶人组成。", three="本会是社会团体法人。", eight=GOOD["two"] + GOOD["three"])
    assert found["party.position"].verdict == "violated"
    assert found["party.position"].defects == ("wrong_chapter",)
    assert found["party.leadership"].verdict == "satisfied"


@pytest.mark.parametrize(
    ("clause", "verdict"),
    [
        ("每届任期六年。", "violated"),
        ("会员大会每7年换届一次。", "violated"),
        ("理事每届任期四年，延期换届最长不超过一年。", "satisfied"),
        ("理事会每届任期____年。", "violated"),
        ("会长任期不限。", "violated"),
        ("理事会负责日常工作。", "missing"),
    ],
)
def test_term(clause: str, verdict: str) -> None:
    assert made(six=clause)["governance.term"].verdict == verdict


@pytest.mark.parametrize(
    ("clause", "rule"),
    [
        ("本会年度盈余按会费比例返还会员。", "governance.no_distribution"),
        ("理事单位每年可以取得分红。", "governance.no_distribution"),
        ("每年结余的三成发放给会员。", "governance.no_distribution"),
        ("终止后的剩余财产由全体会员平均分配。", "governance.surplus_assets"),
        ("本会注销的，剩余财产归发起人所有。", "governance.surplus_assets"),
    ],
)
def test_money_to_members(clause: str, rule: str) -> None:
    assert made(eight=clause)[rule].verdict == "violated"


@pytest.mark.parametrize(
    "clause",
    [
        "本会的收入不得以任何形式向会员分配。",
        "任何会员不得要求分红，也不得取得回报。",
        "剩余财产不得返还会员，应当捐赠给同类组织。",
        "终止后的剩余财产由会员大会决定捐给公益组织。",
        "会员应当回报社会，退会时所交会费不予退还。",
        "本会经费结余转入下一年度，用于会员服务。",
    ],
)
def test_prohibitions_are_no_violations(clause: str) -> None:
    found = made(eight=clause)
    assert found["governance.no_distribution"].verdict == "satisfied"
    assert found["governance.surplus_assets"].verdict == "satisfied"


@pytest.mark.parametrize(
    "clause",
    [
        "登记管理机关是____。",
        "任期为××年。",
        "业务主管单位是【　　】。",
        "（可选）设名誉会长。",
        "经　　年　　月　　日会员大会通过。",
        "由　　名理事组成。",
        "出资者是【出资人姓名】。",
        "经费来源（参照范本填写，定稿时请删去）：会费。",
    ],
)
def test_blank(clause: str) -> None:
    found = made(eight=clause)["quality.blanks"]
    assert found.verdict == "violated"
    assert found.suggestion
    assert found.suggestion.startswith("共1处")
    assert found.article == "第八条"


@pytest.mark.parametrize(
    "clause",
    [
        "【名称】本会称茶会。",
        "申请入会（按有关规定填写申请表）。",
        "本会全年7×24小时服务。",
        "二〇〇八年成立。",
        "每届任期__五__年。",
    ],
)
def test_no_blank(clause: str) -> None:
    assert made(eight=clause)["quality.blanks"].verdict == "satisfied"


def test_types_and_subject() -> None:
    for name, kind, subject in (
        ("青禾市晨光养老服务中心", "民办非企业单位", "本中心"),
        ("青禾省春雨基金会", "基金会", "本基金会"),
        ("青禾市川商总会", "社会团体", "本会"),
    ):
        text = FRAME.format(**{**GOOD, "name": name, "subject": subject})
        found = provisions(text)
        whose = particulars(text, normalise(text, found), found)
        assert (whose.org_name, whose.org_type) == (name, kind)


@pytest.mark.parametrize(
    "title",
    ["关于修改章程的通知", "青禾市社会组织章程管理办法", "青禾茶业有限公司章程", "如何制定章程"],
)
def test_other_titles_are_no_charters(title: str) -> None:
    text = FRAME.format(**GOOD).split("\n", 1)[1]
    short = "\n".join(text.split("\n")[:5])
    assert not is_charter(document(title + "\n" + short), NOTHING)


def test_empty_text_gets_no_verdict() -> None:
    assert review(document(""), NOTHING) == []


def test_speed() -> None:
    text = FRAME.format(**GOOD)
    long = text + "".join(
        f"第{n}条 本会根据需要开展第{n}项学术活动，理事会予以支持，会员自愿参加。\n" for n in range(11, 140)
    )
    review(document(long), NOTHING)
    begin = time.process_time()
    review(document(long), NOTHING)
    assert (time.process_time() - begin) / (len(long.encode()) / 20_000) < 0.3


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_odd_texts_give_whole_verdicts(body: str) -> None:
    text = FRAME.format(**GOOD) + body
    verdicts = review(document(text), NOTHING)
    assert len({v.rule for v in verdicts}) == len(verdicts)
    for verdict in verdicts:
        if verdict.start is not None and verdict.end is not None:
            assert text[verdict.start : verdict.end] == verdict.quote


@pytest.mark.parametrize(
    "piece",
    ["会员剩余财产返还结余分配会长选举", "（一）会员，", "“党组织", "第一条 本会。\n", "＿ 年　月　", "理事会由会员"],
)
def test_long_texts_stay_quick(piece: str) -> None:
    text = FRAME.format(**GOOD) + "第十一条 " + piece * (60_000 // len(piece))
    begin = time.process_time()
    review(document(text), NOTHING)
    assert time.process_time() - begin < 10


def test_what_stands_round_a_charter() -> None:
    text = FRAME.format(**GOOD)
    letter = "青禾市民政局关于核准章程的批复\n青禾市茶艺协会：\n你会报来的章程收悉，予以核准。\n附件\n"
    assert is_charter(document(letter + text), NOTHING)
    assert is_charter(document(text.replace("协会章程", "协会\n章　程", 1)), NOTHING)
    model = text.replace("青禾市茶艺协会", "××市××协会").replace("××市××协会章程", "社会团体章程示范文本", 1)
    assert not is_charter(document(model), NOTHING)
    english = text.replace("青禾市茶艺协会", "【社会团体名称】，英文译名为Tea Art Association").replace(
        "【社会团体名称】，英文译名为Tea Art Association章程", "社会团体章程示范文本（2023年版）", 1
    )
    assert not is_charter(document(english), NOTHING)
    amendment = "青禾市茶艺协会章程修正案\n一、将第三条修改为：“第三条 本会坚持中国共产党的全面领导。”\n二、删除第五条。\n三、增加一条。\n"
    assert not is_charter(document(amendment), NOTHING)
