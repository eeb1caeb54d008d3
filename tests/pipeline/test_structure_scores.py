"""Scores of types, headings and articles worked out by hand."""

from __future__ import annotations

import pytest

from pipeline.structure_scores import Lists, structure_scores


def record(doc: str, doc_type: str, sections: list[tuple[int, str | None, str]] = (), starts: tuple[int, ...] = (0,)):
    return {
        "doc": f"in/{doc}.txt",
        "doc_type": doc_type,
        "title": "标题",
        "area": None,
        "sections": [{"level": level, "number": number, "title": title} for level, number, title in sections],
        "articles": [{"start": start, "title": "标题"} for start in starts],
    }


def test_types_count_each_kind_alike() -> None:
    types = [{"doc": "a", "doc_type": "notice"}, {"doc": "b", "doc_type": "notice"}, {"doc": "c", "doc_type": "other"}]
    scores = structure_scores([record("a", "notice"), record("b", "other")], {}, Lists(types, [], [], {}))
    assert scores.accuracy == pytest.approx(1 / 3)  # a document without a record is wrong
    assert scores.macro_f1 == pytest.approx((2 / 3 + 0) / 2)
    assert scores.particulars == {}
    assert (scores.headings, scores.articles) == (None, None)


def test_particulars_are_compared_where_the_annotation_has_them() -> None:
    types = [{"doc": "a", "doc_type": "notice", "title": "标 题", "area": "甲市"}]
    scores = structure_scores([record("a", "notice")], {}, Lists(types, [], [], {}))
    assert scores.particulars == {"title": 1.0, "area": 0.0}
    assert scores.wrong == [("a", "area", "甲市", "None")]


def test_headings_by_wording_and_by_level() -> None:
    sections = [
        {"doc": "a", "heading": "标题", "level": 0},
        {"doc": "a", "heading": "一、情况", "level": 1},
        {"doc": "a", "heading": "（一）党建", "level": 2},
        {"doc": "a", "heading": "二、打算", "level": 1},
    ]
    found = record("a", "notice", [(1, "一、", "情况"), (1, "（一）", "党建"), (1, None, "附件")])
    scores = structure_scores([found], {}, Lists([], sections, [], {}))
    assert scores.headings is not None
    assert scores.levels is not None
    assert (scores.headings.p, scores.headings.r) == pytest.approx((2 / 3, 2 / 3))
    assert (scores.levels.p, scores.levels.r) == pytest.approx((1 / 3, 1 / 3))


def test_articles_by_where_they_begin_in_the_annotated_text() -> None:
    raw, clean = "刊头\n\n甲文\n\n乙文\n\n丙文", "刊头\n甲文\n乙文\n丙文"
    articles = [{"doc": "a", "start": start} for start in (4, 8, 12)]
    found = record("a", "press_page", starts=(clean.index("甲"), clean.index("乙"), clean.index("文", 9)))
    scores = structure_scores([found], {"a": clean}, Lists([], [], articles, {"a": raw}))
    assert scores.articles is not None
    assert (scores.articles.p, scores.articles.r) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert ("a", "article", "12", "-") in scores.wrong


def test_the_first_article_of_a_page_counts_and_that_of_other_documents_does_not() -> None:
    text = "刊头\n甲文\n乙文"
    articles = [{"doc": "a", "start": start} for start in (3, 6)]
    types = [{"doc": doc, "doc_type": "press_page"} for doc in "ab"]
    found = [record("a", "press_page", starts=(0, 6)), record("b", "press_page", starts=(0,))]
    scores = structure_scores(found, {"a": text, "b": text}, Lists(types, [], articles, {"a": text, "b": text}))
    assert scores.articles is not None
    assert (scores.articles.p, scores.articles.r) == (0.5, 0.5)


def test_an_article_counts_with_its_title_only_where_it_is_found() -> None:
    text = "刊头\n标题\n乙文\n丙文"
    articles = [{"doc": "a", "start": s, "title": title} for s, title in ((3, "标 题"), (6, "乙文"), (9, "标题"))]
    found = record("a", "press_page", starts=(3, 6, 7))
    scores = structure_scores([found], {"a": text}, Lists([], [], articles, {"a": text}))
    assert scores.article_titles == pytest.approx(1 / 3)
    assert ("a", "article title", "乙文", "标题") in scores.wrong
