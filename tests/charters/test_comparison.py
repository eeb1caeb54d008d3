"""Charters side by side: which article comes from which, and where one departs from the skeleton of its type."""

from __future__ import annotations

import copy
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpora.errors import ConfigurationError
from corpora.readers import read
from corpora.structure import analyse
from corpora.structure.provisions import provisions
from extractors.charters import review
from extractors.charters.normal import plain
from extractors.charters.rulepack import rule_pack
from extractors.comparison import Pair, compare, compare_to_skeleton, marked, skeleton
from extractors.comparison.skeleton import load_skeleton

TYPES = ("社会团体", "民办非企业单位", "基金会")
SUBJECTS = {"社会团体": "本会", "民办非企业单位": "本单位", "基金会": "本基金会"}
OLD = """青禾市茶叶行业协会章程
第一章 总则
第一条 本会的名称是青禾市茶叶行业协会。
第二条 本会的住所设在青禾市望江路8号。
第三条 会员入会须提交申请书，经理事会讨论通过，由秘书处发给会员证。
第四条 会员退会应当书面通知本会，并交回会员证。
第五条 会员代表大会每届四年。
第六条 本会的经费必须用于章程规定的业务范围，不得在会员中分配。
第七条 本会终止前须成立清算组织，清理债权债务，处理善后事宜。
"""
NEW = """青禾市茶叶行业协会章程
第一章 总则
第一条 本会的名称是青禾市茶叶行业协会。
第二条 本会坚持中国共产党的全面领导。
第三条 本会的住所设在青禾市望江路8号。
第四条 本会终止前须成立清算组织，清理债权债务，处理善后事宜。
第五条 会员入会须提交申请书，经理事会讨论通过，由秘书处发给会员证。
第六条 会员代表大会每届五年。
第七条 本会的经费必须用于章程规定的业务范围，不得在会员中分配。
"""


def compared(old: str, new: str) -> list[Pair]:
    return compare(old, provisions(old), new, provisions(new))


def numbers(pair: Pair) -> tuple[str, str | None, str | None]:
    return pair.change, pair.old and pair.old.number, pair.new and pair.new.number


def test_articles_are_paired_by_their_words_not_by_their_numbers() -> None:
    assert [numbers(pair) for pair in compared(OLD, NEW)] == [
        ("same", "第一条", "第一条"),
        ("added", None, "第二条"),
        ("renumbered", "第二条", "第三条"),
        ("moved", "第七条", "第四条"),
        ("renumbered", "第三条", "第五条"),
        ("removed", "第四条", None),
        ("changed", "第五条", "第六条"),
        ("renumbered", "第六条", "第七条"),
    ]


def test_sides_give_number_chapter_words_and_place() -> None:
    pair = compared(OLD, NEW)[6]
    assert pair.new is not None
    assert (pair.new.number, pair.new.chapter, pair.new.text) == ("第六条", "总则", "会员代表大会每届五年。")
    assert NEW[pair.new.start :].startswith("第六条")


@given(st.permutations(range(7)), st.sets(st.integers(0, 6)))
def test_no_article_is_lost_or_shown_twice(order: list[int], left_out: set[int]) -> None:
    lines = OLD.splitlines()[2:]
    new = "\n".join([*OLD.splitlines()[:2], *(lines[n] for n in order if n not in left_out)])
    found = provisions(new)
    pairs = compare(OLD, provisions(OLD), new, found)
    assert Counter(p.old.text for p in pairs if p.old) == Counter(OLD[p.body : p.end].strip() for p in provisions(OLD))
    assert [p.new.text for p in pairs if p.new] == [new[p.body : p.end].strip() for p in found]
    assert all(pair.change in ("added", "removed") for pair in pairs if not (pair.old and pair.new))


@given(st.text("本会章程理事，。第一二", max_size=40), st.text("本会章程理事，。第一二", max_size=40))
def test_pieces_give_the_texts_again(old: str, new: str) -> None:
    left, right = marked(old, new)
    assert "".join(piece.text for piece in left) == old
    assert "".join(piece.text for piece in right) == new
    assert (old == new) == (not any(piece.changed for piece in (*left, *right)))
    assert "".join(p.text for p in left if not p.changed) == "".join(p.text for p in right if not p.changed)


def test_only_the_words_that_differ_are_marked() -> None:
    left, right = marked("会员代表大会每届四年，可以连任。", "会员代表大会每届五年，可以连任。")
    assert "四" in "".join(piece.text for piece in left if piece.changed)
    assert "五" in "".join(piece.text for piece in right if piece.changed)
    assert all("连任" not in piece.text for piece in (*left, *right) if piece.changed)


def charter_of(org_type: str, leave_out: str | None = None) -> str:
    """A charter that is the skeleton itself, without the article on one topic."""
    lines, chapter = [f"青禾市某某{SUBJECTS[org_type][1:]}章程"], ""
    articles = [article for article in skeleton(org_type).articles if article.topic != leave_out]
    for number, article in enumerate(articles, 1):
        if article.chapter != chapter:
            chapter = article.chapter
            lines.append(f"第{len([x for x in lines if '章 ' in x]) + 1}章 {chapter}")
        wording = re.sub(r"【[^】]*】", "", article.wording.replace("{subject}", SUBJECTS[org_type]))
        lines.append(f"第{number}条 {wording}")
    return "\n".join(lines)


def beside_skeleton(text: str, org_type: str) -> list[Pair]:
    return compare_to_skeleton(text, provisions(text), (), SUBJECTS[org_type], skeleton(org_type))


@pytest.mark.parametrize("org_type", TYPES)
def test_a_charter_that_is_the_skeleton_departs_nowhere(org_type: str) -> None:
    pairs = beside_skeleton(charter_of(org_type), org_type)
    assert [(pair.topic, pair.change) for pair in pairs if pair.change != "same"] == []
    assert len({pair.new.start for pair in pairs if pair.new}) == len(skeleton(org_type).articles)


@pytest.mark.parametrize("org_type", TYPES)
def test_what_is_taken_out_is_not_found(org_type: str) -> None:
    topics = [article.topic for article in skeleton(org_type).articles]
    lost = {t: next(p for p in beside_skeleton(charter_of(org_type, t), org_type) if p.topic == t) for t in topics}
    # An article that speaks of the same thing beside another may stand for it; most are missed all the same.
    assert sum(pair.change == "removed" for pair in lost.values()) >= 0.75 * len(topics)
    assert all(pair.change != "same" for pair in lost.values())


def test_an_article_of_its_own_is_beyond_the_skeleton_and_one_elsewhere_is_moved() -> None:
    text = charter_of("社会团体", "法定代表人")
    text = text.replace(
        "第1章 总则\n", "第1章 总则\n第零条 会长为本会的法定代表人，不同时担任其他社会团体的法定代表人。\n"
    )
    text += "\n第九十九条 本会每年举办一次采茶歌会，评选优秀茶园。"
    pairs = beside_skeleton(text, "社会团体")
    assert next(pair.change for pair in pairs if pair.topic == "法定代表人") == "moved"
    assert [pair.new.number for pair in pairs if pair.change == "added" and pair.new] == ["第九十九条"]


def test_a_rule_that_is_missing_has_no_counterpart() -> None:
    path = Path(__file__).parent.parent.parent / "corpora" / "charters" / "dev" / "x_02.txt"
    document = read(path.name, path.read_bytes())
    structure = analyse(document)
    verdicts = review(document, structure)
    found = provisions(document.text, structure.sections)
    pairs = compare_to_skeleton(document.text, found, verdicts, "本商会", skeleton("社会团体"))
    by_topic = {pair.topic: pair for pair in pairs}
    assert next(v.verdict for v in verdicts if v.rule == "governance.audit") == "missing"
    assert by_topic["换届、更换法定代表人前的审计"].change == "removed"
    numbers_of = {topic: pair.new and pair.new.number for topic, pair in by_topic.items()}
    assert numbers_of["名称"] == "第一条"
    assert numbers_of["会员的义务"] == "第十一条"
    assert numbers_of["法定代表人"] == "第十九条"
    assert numbers_of["剩余财产的处理"] == "第二十八条"


@pytest.mark.parametrize("org_type", TYPES)
def test_skeletons_name_rules_that_exist_and_hold_their_own_cues(org_type: str) -> None:
    model = skeleton(org_type)
    assert model.org_type == org_type
    rules = {rule.id for rule in rule_pack().rules}
    topics = [article.topic for article in model.articles]
    assert len(topics) == len(set(topics))
    for article in model.articles:
        assert article.rule is None or article.rule in rules
        said = plain(article.wording)
        assert any(all(word in said for word in group) for group in article.cues), article.topic
        assert any(word in plain(article.chapter) for word in article.chapter_words)


def test_a_wrong_skeleton_is_named_with_its_path(tmp_path: Path) -> None:
    good: dict[str, Any] = {
        "type": "社会团体",
        "sources": {"practice": "通行写法"},
        "chapters": [
            {
                "title": "总则",
                "words": ["总则"],
                "articles": [{"topic": "名称", "source": "practice", "cues": [["名称"]], "wording": "名称。"}],
            }
        ],
    }

    def written(change: Any) -> Path:
        data = copy.deepcopy(good)
        change(data)
        path = tmp_path / "own.yaml"
        path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        return path

    assert load_skeleton(written(lambda data: None)).articles[0].basis == "通行写法"
    for change, where in (
        (lambda data: data.update(colour=1), "colour"),
        (lambda data: data.pop("sources"), "sources"),
        (lambda data: data["chapters"][0].pop("words"), "chapters[0].words"),
        (lambda data: data["chapters"][0]["articles"][0].update(ruel="x"), "chapters[0].articles[0].ruel"),
        (lambda data: data["chapters"][0]["articles"][0].update(source="x"), "chapters[0].articles[0].source"),
        (lambda data: data["chapters"][0]["articles"][0].update(cues=[[]]), "chapters[0].articles[0].cues[0]"),
    ):
        with pytest.raises(ConfigurationError, match=re.escape(where)):
            load_skeleton(written(change))
    with pytest.raises(ConfigurationError, match="合作社"):
        skeleton("合作社")
