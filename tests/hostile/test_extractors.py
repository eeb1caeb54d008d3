"""Any text goes through all extractors without an exception, and everything they give stands where they say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.document import Document
from corpora.errors import EmptyText, UndecodableText
from corpora.readers import read
from corpora.structure import analyse
from extractors.audit import audit, flagged
from extractors.charters import review
from extractors.observations import load_catalogue, observe
from extractors.quantities import scan
from models.doctype import classify
from pipeline.stages import Resources, load_resources, process

CATALOGUE = load_catalogue()
RESOURCES: Resources = load_resources()

_WORDS = [
    "截至2023年底，",
    "全市",
    "社会组织",
    "312家",
    "其中",
    "社会团体",
    "120家、",
    "民办非企业单位",
    "增长5.6%",
    "同比",
    "约1.2亿元",
    "。",
    "；",
    "\n",
    "\u3000\u3000",
    "（",
    "）",
    "“",
    "”",
    "第一条",
    "第一章 总则\n",
    "一、",
    "（二）",
    "1.",
    "目录",
    "甲市民政局",
    "2024年3月5日",
    "※",
    "***家",
    "三分之一",
    "两三百人",
    "从5家增至8家",
    "分别为",
    "和",
    "等",
    "本会",
    "理事会",
    "章程",
    "宗旨",
    "中国共产党",
    "有下列情形之一",
    "附件：",
    "\t",
    "-",
    "—",
    "0",
    "０",
    "万",
    "亿",
    "百",
    "个",
    "％",
    "/",
    "~",
    "𠮷",
    "é",
    "\ufeff",
    "\u202e",
    "<b>",
    "=1+1",
    "下一步",
    "力争",
    "不低于",
    "达到",
    "5A级",
    "年检合格",
    "来源：",
    "http://a.cn/1",
]
TEXTS = st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=4)), min_size=1, max_size=60).map("".join)


def document(text: str) -> Document | None:
    """The text as read, None where it is refused for what it is."""
    try:
        return read("a.txt", text.encode("utf-8", "surrogatepass"))
    except (EmptyText, UndecodableText):
        return None


@settings(max_examples=150)
@given(TEXTS)
def test_everything_stands_where_it_says(text: str) -> None:
    doc = document(text)
    if doc is None:
        return
    clean = doc.text
    assert doc.fault() is None
    structure = analyse(doc)
    assert all(0 <= s.start < s.end <= len(clean) for s in structure.sections)
    assert all(0 <= a.start <= a.end <= len(clean) for a in structure.articles)
    for quantity in scan(clean):
        assert 0 <= quantity.start < quantity.end <= len(clean)
    observations = observe(doc, structure, classify(doc, structure).label, CATALOGUE)
    observations += observe(doc, structure, "work_report", CATALOGUE)
    assert all(clean[o.start : o.end] == o.quote for o in observations)
    assert all(0.0 <= o.confidence <= 1.0 for o in observations)
    flagged(observations, audit(observations))
    for verdict in review(doc, structure):
        if verdict.quote is not None:
            assert clean[verdict.start : verdict.end] == verdict.quote


@settings(max_examples=80)
@given(TEXTS)
def test_the_same_text_gives_the_same_records(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    first, second = (process("a.txt", data, RESOURCES) for _ in range(2))
    assert first == second or first.error is not None
    assert len({o.id for o in first.observations}) == len(first.observations)
    assert all(first.text[o.start : o.end] == o.quote for o in first.observations)


def test_a_period_since_a_span_has_one_beginning() -> None:
    text = "望江街道2024年上半年以来社区社会组织工作总结\n上半年以来，新登记社区社会组织12家。\n"
    processed = process("a.txt", text.encode(), RESOURCES)
    assert processed.observations
    assert all((o.period or "").count("/") <= 1 for o in processed.observations)
