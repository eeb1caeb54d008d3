"""spaCy's door: the same records as on the main road, on spans that stand where the passages are."""

from __future__ import annotations

import contextlib
import io
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.alignment import positions
from corpora.cleaning import doc_id
from corpora.errors import ConfigurationError, EmptyText
from corpora.readers.text import read_text
from extractors.records import Observation, as_dict, columns
from pipeline.corpus_export import SpacyMissing, export_docbin
from pipeline.stages import load_resources, process

spacy = pytest.importorskip("spacy", reason="spaCy is not installed (pip install 'zhibiao[spacy]')")

TEXT = (
    "清溪市2023年社会组织工作总结\n一、登记管理\n截至2023年底，全市登记社会组织1,204家，其中社会团体512家，基金会近二十家。\n"
    "二、购买服务\n全年投入１２０万元，惠及3万余人次。\n三、下一步打算\n2024年力争新增社区社会组织50至80家。"
)


def pipeline(*names: str, segmenter: str = "char", **config: Any) -> Any:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": segmenter}}})
    for name in names:
        nlp.add_pipe(name, config=config)
    return nlp


def main_road(text: str, name: str = "text.txt") -> list[dict[str, Any]]:
    return [as_dict(o) for o in process(name, text.encode(), load_resources()).observations]


@pytest.mark.parametrize("segmenter", ["char", "jieba"])
def test_records_are_those_of_the_main_road_on_every_span(segmenter: str) -> None:
    if segmenter == "jieba":
        pytest.importorskip("jieba", reason="jieba is not installed")
    doc = pipeline("zhibiao_observations", segmenter=segmenter, doc="a/b.txt")(TEXT)
    expected = main_road(TEXT, "a/b.txt")
    assert len(expected) == 6
    assert doc._.observations == expected
    for span, record in zip(doc.spans["observations"], expected, strict=True):
        assert {name: getattr(span._, name) for name in columns(Observation)} == record
        assert span.label_ == record["indicator"]
        assert record["quote"] in span.text
        assert segmenter == "jieba" or span.text == record["quote"]


def test_spans_stand_where_the_passages_are_in_an_unclean_text() -> None:
    messy = "\ufeff\n  " + TEXT.replace("\n", " \r\n\r\n").replace("登记", "登\u200b记")
    doc = pipeline("zhibiao_observations")(messy)
    assert doc.text == messy
    assert [s.text for s in doc.spans["observations"]] == [r["quote"] for r in main_road(messy)]


def test_many_processes_and_bytes_keep_all(tmp_path: Path) -> None:
    nlp = pipeline("zhibiao_observations", "zhibiao_structure")
    nlp.to_disk(tmp_path / "nlp")
    docs = [*nlp.pipe([TEXT, "", TEXT], n_process=2), spacy.load(tmp_path / "nlp")(TEXT)]
    store = spacy.tokens.DocBin(docs=docs, store_user_data=True).to_bytes()
    back = list(spacy.tokens.DocBin().from_bytes(store).get_docs(nlp.vocab))
    expected = main_road(TEXT)
    for doc in (*docs, *back):
        assert doc._.observations == (expected if doc.text else [])
        assert [s._.unit for s in doc.spans["observations"]] == [r["unit"] for r in doc._.observations]
        assert doc._.doc_type == ("work_report" if doc.text else None)


def test_headings_and_particulars() -> None:
    doc = pipeline("zhibiao_structure")(TEXT)
    assert [(s.text, s.label_, s._.number, s._.path) for s in doc.spans["sections"]] == [
        ("一、登记管理", "H1", "一、", ["登记管理"]),
        ("二、购买服务", "H1", "二、", ["购买服务"]),
        ("三、下一步打算", "H1", "三、", ["下一步打算"]),
    ]
    assert [s.text for s in doc.spans["articles"]] == [TEXT]
    assert (doc._.title, doc._.area) == ("清溪市2023年社会组织工作总结", "清溪市")
    assert doc[0:2]._.indicator is None


def test_verdicts_with_and_without_a_passage(root: Path) -> None:
    text = (root / "corpora" / "charters" / "train" / "r_01.txt").read_text(encoding="utf-8")
    doc = pipeline("zhibiao_charter", "zhibiao_observations")(text)
    expected = [as_dict(v) for v in process("text.txt", text.encode(), load_resources()).verdicts]
    assert doc._.charters == expected
    assert doc._.observations == []
    assert [(s._.rule, s._.quote) for s in doc.spans["charters"]] == [
        (v["rule"], v["quote"]) for v in expected if v["quote"]
    ]
    assert 0 < len(doc.spans["charters"]) < len(expected)


def test_an_attribute_of_another_package_is_not_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    span = spacy.tokens.Span
    pipeline("zhibiao_observations")
    ours = span.remove_extension("unit")
    span.set_extension("unit", default="theirs")
    try:
        with pytest.raises(ValueError, match=r"span\._\.unit is registered by another package"):
            pipeline("zhibiao_observations")
    finally:
        span.set_extension("unit", getter=ours[2], force=True)


def test_a_corpus_becomes_training_data(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = root / "corpora" / "reports" / "dev"
    assert export_docbin(folder, tmp_path / "dev.spacy", "en") == 0
    docs = list(spacy.tokens.DocBin().from_disk(tmp_path / "dev.spacy").get_docs(spacy.blank("zh").vocab))
    texts = sorted(folder.glob("*.txt"))
    assert [d.text for d in docs] == [t.read_text(encoding="utf-8") for t in texts]
    gold = [g for t in texts for g in t.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()]
    spans = [s for d in docs for s in d.spans["observations"]]
    assert len(spans) == len(gold)
    assert all(s.text == s.doc.text[s._.start : s._.end] and s.label_ == s._.indicator for s in spans)
    assert all(len(d.cats) == 1 for d in docs)
    assert str(len(docs)) in capsys.readouterr().out


def test_an_export_that_cannot_be_made_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match=r"gold\.jsonl"):
        export_docbin(tmp_path, tmp_path / "x.spacy", "en")
    (tmp_path / "a.txt").write_text("全市12家。", encoding="utf-8")
    (tmp_path / "a.gold.jsonl").write_text('{"doc": "a"}\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"a\.gold\.jsonl"):
        export_docbin(tmp_path, tmp_path / "x.spacy", "en")
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(SpacyMissing) as missing:
        export_docbin(tmp_path, tmp_path / "x.spacy", "en")
    assert "zhibiao[spacy]" in missing.value.message("en")
    assert not (tmp_path / "x.spacy").exists()


def test_displacy_draws_a_document() -> None:
    from spacy import displacy

    doc = pipeline("zhibiao_observations")(TEXT)
    html = displacy.render(doc, style="span", options={"spans_key": "observations"}, jupyter=False)
    assert html.count("reg.total") >= 3


def test_the_page_of_the_documentation_is_true(root: Path) -> None:
    page = (root / "docs" / "spacy.md").read_text(encoding="utf-8")
    snippets = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(snippets) == 3
    printed, names = io.StringIO(), {}
    with contextlib.redirect_stdout(printed):
        for snippet in snippets:
            exec(compile(snippet, "docs/spacy.md", "exec"), names)
    assert printed.getvalue() == re.search(r"prints\n\n```text\n(.*?)```", page, re.DOTALL)[1]
    assert [d._.observations == names["doc"]._.observations for d in names["docs"]] == [True] * 4
    assert "fund.purchase" in names["html"]


@given(st.text(alphabet="县共登记社会组织412家，。 \t\r\n\u200b\xa0\ufeffＡab-\u2011⼀一", max_size=120))
def test_every_clean_character_has_its_place(raw: str) -> None:
    data = raw.encode()
    try:
        text = read_text("a.txt", doc_id(data), b"\xef\xbb\xbf" + data).text
    except EmptyText:
        return
    at = positions(raw, text)
    assert at == sorted(set(at))
    assert len(at) == len(text)
    assert [c for c, p in zip(text, at, strict=True) if c.isalnum() and c not in "一" and raw[p] != c] == []


def test_texts_that_do_not_belong_together_are_told() -> None:
    with pytest.raises(ValueError, match="does not come from"):
        positions("全市412家", "全县412家")
