"""The parts of the document types: rules and cues as data, the stored model, the written documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.document import Document
from corpora.errors import ConfigurationError
from corpora.gold import DOC_TYPES
from corpora.structure import analyse
from corpora.types import samples
from models import doctype_features, doctype_model, doctype_rules
from models.doctype_features import features, look, title_kind
from models.doctype_model import TypeModel


def sight_of(text: str) -> doctype_features.Sight:
    document = Document("x", "0" * 16, "text/plain", text)
    return look(document, analyse(document))


@given(st.text(alphabet="年检基本不合格_×要将要记者从来源：社会组织", max_size=60))
def test_one_pass_counts_as_looking_for_each_word_does(body: str) -> None:
    found = doctype_features._counts_of_body(body)
    cues = doctype_features.cues()
    for name, words in cues.counted["body"].items():
        assert found[name] == sum(map(body.count, words))
    for name, words in cues.distinct.items():
        assert found[name] == sum(word in body for word in words)


def test_rules_fit_their_examples_and_no_counter_example() -> None:
    for rule in doctype_rules.rules():
        assert rule.label in DOC_TYPES
        assert 0.5 < rule.confidence <= 0.99
        if rule.title is not None:
            assert rule.examples
            assert all(rule.title.search(title) for title in rule.examples)
            assert not any(rule.title.search(title) for title in rule.counter_examples)


def test_rules_name_cues_that_there_are() -> None:
    known = set(sight_of("工作总结\n完成了任务。").cues)
    for rule in doctype_rules.rules():
        assert known >= {*rule.at_least, *rule.at_most}


def test_a_rule_needs_its_cues_and_not_only_its_title() -> None:
    assert doctype_rules.decide(sight_of("青萍县石雕协会章程\n请各位会员提出修改意见。\n")) is None


def test_unknown_keys_fail_with_their_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text("- {label: charter, confidence: 0.9, atleast: {}}\n", encoding="utf-8")
    monkeypatch.setattr(doctype_rules, "RULES_FILE", "rules.yaml")
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    doctype_rules.rules.cache_clear()
    try:
        with pytest.raises(ConfigurationError, match=r"rules\.yaml: \[0\]\.atleast"):
            doctype_rules.rules()
    finally:
        monkeypatch.undo()
        doctype_rules.rules.cache_clear()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于印发《社会组织评估管理办法》的通知", "transmits"),
        ("青萍县2021年度社会组织年检结论公告", "inspection_result"),
        ("青萍县民政事业发展统计公报", "statistics"),
        ("社会组织专项资金管理办法", "regulation"),
        ("关于市政协第12号提案的答复", "reply"),
        ("2021年工作总结和2022年工作思路", "report"),
        ("社会组织管理工作要点", "plan"),
        ("青萍县社会组织主要数据", "statistics"),
        ("青萍县慈善总会大事记", "record"),
        ("大山里的账房先生", None),
    ],
)
def test_kind_of_title(title: str, kind: str | None) -> None:
    assert title_kind(title) == kind


def test_counts_of_cues() -> None:
    sight = sight_of("青萍县石雕协会章程（草案）\n第一条 会员大会。\n第二条 理事会。\n问：谁？\n答：我。\n")
    assert sight.title == "青萍县石雕协会章程"
    assert sight.cues["provision"] == 2
    assert sight.cues["answers"] == 2
    assert sight.cues["has_document_number"] == 0
    assert "T=charter" in features(sight)["title"]


def test_how_a_text_ends_and_how_its_title_is_built() -> None:
    signed = sight_of("青萍县：12家协会“减负”\n全县工作有序推进。\n青萍县民政局\n2021年3月5日\n")
    assert (signed.cues["ends_signed"], signed.cues["ends_credited"]) == (1, 0)
    assert {"T~topic", "T~quoted", "T~counted"} <= set(features(signed)["title"])
    credited = sight_of("小协会办大事\n全县工作有序推进。（青萍县民政局供稿）\n")
    assert (credited.cues["ends_signed"], credited.cues["ends_credited"]) == (0, 1)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("关于市政协第12号提案的答复\n章委员：您提出的提案收悉。\n", "other"),
        ("青萍县慈善总会大事记\n1月7日，设立基金。\n", "other"),
        ("青萍县社会组织等级评估结果公告\n评出3家。\n", "notice"),
        ("关于2018年度社会组织年度检查情况的通报\n应检30家。\n", "inspection_notice"),
        ("各社会组织：\n现将2018年度检查即年检情况通报如下。应检30家，参检28家。\n", "inspection_notice"),
        ("青萍县慈善总会2017年度工作报告\n募集善款30万元。\n", "work_report"),
    ],
)
def test_rules_by_what_a_title_or_an_opening_names(text: str, label: str) -> None:
    ruled = doctype_rules.decide(sight_of(text))
    assert ruled is not None
    assert ruled[0] == label


def test_furniture_before_the_title_makes_no_press_page() -> None:
    article = next(s for s in samples("dev") if s.doc_type == "press_article")
    page = next(s for s in samples("dev") if s.name == "ppx_01")
    assert sight_of("2015年4月2日　稿源：《岭川晚报》\n" + article.text).cues["articles"] < 2
    assert sight_of(page.text).cues["articles"] >= 2


def test_written_documents_are_apart() -> None:
    train, dev = list(samples("train")), list(samples("dev"))
    names = [s.name for s in train + dev]
    assert len(set(names)) == len(names)
    assert not {s.text for s in train} & {s.text for s in dev}
    for split in (train, dev):
        assert {s.doc_type for s in split} == set(DOC_TYPES)
        assert all(len(s.text) > 80 for s in split)


def small_model() -> TypeModel:
    return doctype_model.train(
        [{"title": ["T:章程"], "cue": [f"c{i}"]} for i in range(6)]
        + [{"title": ["T:总结"]}] * 6
        + [{"title": ["T:通知"]}] * 6,
        ["charter"] * 6 + ["work_report"] * 6 + ["notice"] * 6,
        [str(i) for i in range(18)],
        [1.0] * 18,
    )


def test_training_learns_and_leaves_out_what_is_rare() -> None:
    model = small_model()
    assert set(model.rows) == {"T:章程", "T:总结", "T:通知"}
    shares = model.probabilities({"title": ["T:章程"]})
    assert shares["charter"] > 0.5 > shares["work_report"]
    assert sum(shares.values()) == pytest.approx(1.0)


def test_temperature_flattens() -> None:
    model = small_model()
    groups = {"title": ["T:章程"]}
    warm = replace(model, temperature=3.0)
    assert 0.5 < warm.probabilities(groups)["charter"] < model.probabilities(groups)["charter"]


def test_stored_model_reads_back(tmp_path: Path) -> None:
    model = replace(small_model(), temperature=0.8, threshold=0.4)
    doctype_model.save(model, tmp_path / "m.npz")
    back = doctype_model.load(tmp_path / "m.npz")
    assert (back.labels, back.rows, back.temperature, back.threshold) == (model.labels, model.rows, 0.8, 0.4)
    assert np.allclose(back.weights, model.weights, atol=1e-3)
    first = (tmp_path / "m.npz").read_bytes()
    doctype_model.save(model, tmp_path / "m.npz")
    assert (tmp_path / "m.npz").read_bytes() == first


def test_stored_model_knows_all_types() -> None:
    assert set(doctype_model.load().labels) == set(DOC_TYPES)
