from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from outputs_builders import CHARTER_TEXT, sample_verdicts, verdict

from corpora.errors import ConfigurationError
from extractors.records import Verdict
from outputs.opinion import Opinion, opinion_docx, opinion_html, opinion_of, stated_date
from outputs.opinion.phrases import checked, phrases
from outputs.reviewed.names import opinion_name, reviewed_name


def opinion(*verdicts: Verdict, text: str = CHARTER_TEXT, **changes: Any) -> Opinion:
    values: dict[str, Any] = {"dated": "2023年5月", "warnings": (), "version": "9.9"}
    return opinion_of(verdicts or sample_verdicts(), text, **(values | changes))


def said(document: Any) -> str:
    """All texts of a Word file, its tables too."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    head = document.sections[0].header.paragraphs
    return "\n".join([*(paragraph.text for paragraph in (*head, *document.paragraphs)), *cells])


def test_an_opinion_says_what_is_wrong_where_and_on_what_basis() -> None:
    found = opinion()
    assert [(point.article, point.problem[:8]) for point in found.must] == [
        ("第三条", "任期不超过五年："),
        (None, "践行社会主义核心"),
        ("第二条", "缺少“全面”二字"),
    ]
    term, values, leadership = found.must
    assert (term.advice, term.basis) == ("理事会每届五年。", "《社会团体登记管理条例》")
    assert term.quote == "原文：“理事会每届六年”"
    assert values.advice.endswith("（写入“第一章 总则”）")
    assert leadership.basis == "民函〔2019〕54号"
    assert found.should == ()
    assert "审查4项：符合1项，须修改3项，建议修改0项；另有1项不适用" in found.counted
    assert "应当按第一部分修改" in found.conclusion
    assert dict(found.facts) == {
        "社会组织名称": "青禾市茶叶行业协会",
        "组织类型": "社会团体",
        "章程日期": "2023年5月",
        "审查的文件": "章程.docx",
    }


def test_local_rules_and_advice_stand_apart_from_what_must_be_done() -> None:
    found = opinion(verdict(level="local"), verdict(level="recommended", rule="quality.numbering"))
    assert (len(found.must), len(found.should)) == (0, 2)
    assert "未发现必须修改的内容" in found.conclusion
    assert "未发现需要修改的内容" in opinion(verdict(verdict="satisfied")).conclusion


def test_nothing_is_said_that_the_charter_does_not_state() -> None:
    found = opinion(verdict(org_name=None), dated=None)
    assert dict(found.facts)["社会组织名称"] == dict(found.facts)["章程日期"] == "章程未写明"


def test_what_could_not_be_judged_is_said() -> None:
    open_question = verdict(
        verdict="not_applicable", defects=("conditional",), rule="x.y", title="联合党组织", suggestion=None
    )
    found = opinion(open_question, verdict(verdict="not_applicable"), warnings=("images_not_read", "insertions_kept"))
    assert [line[:8] for line in found.unjudged] == ["联合党组织：附加", "文件中的图片未能"]
    assert found.remarks[0].startswith("文件带有修订标记")


@pytest.mark.parametrize(
    ("day", "iso", "text", "shown"),
    [
        (date(2023, 5, 12), None, "2023年5月12日通过", "2023年5月12日"),
        (date(2023, 5, 1), None, "本章程经2023年5月第一次会议通过", "2023年5月"),
        (date(2023, 5, 1), None, "二〇二三年五月一日通过", "2023年5月1日"),
        (None, "2023-05", "", "2023年5月"),
        (None, None, "", None),
    ],
)
def test_a_date_is_no_finer_than_the_charter_states_it(
    day: date | None, iso: str | None, text: str, shown: str | None
) -> None:
    assert stated_date(day, iso, text) == shown


def test_word_and_web_page_say_the_same() -> None:
    found = opinion(*sample_verdicts(), verdict(level="local", rule="governance.quorum", title="出席人数"))
    document = docx.Document(io.BytesIO(opinion_docx(found)))
    page = html.document_fromstring(opinion_html(found)).text_content()
    text = said(document)
    assert len(re.sub(r"\s", "", text)) > 300
    for word in {*re.split(r"\s+", text)}:
        assert word in page
    head = document.tables[1].rows[0]
    assert [cell.text for cell in head.cells] == list(phrases()["columns"].values())


def test_everything_is_escaped_and_nothing_can_run() -> None:
    evil = "<script>alert(1)</script>\x00\x0b&\"'"
    values = dict.fromkeys(("org_name", "title", "article", "quote", "suggestion", "basis", "doc"), evil)
    found = opinion(verdict(verdict="violated", start=0, end=1, **values), dated=evil)
    page = opinion_html(found)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    policy = re.search('Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy[1]
    assert "alert(1)" in said(docx.Document(io.BytesIO(opinion_docx(found))))


def test_two_opinions_have_the_same_bytes() -> None:
    first, second = opinion_docx(opinion()), opinion_docx(opinion())
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
    assert opinion_html(opinion()) == opinion_html(opinion())


def test_wrong_phrases_are_named_with_their_path() -> None:
    good = phrases()
    for wrong, path in (
        ({**good, "colour": "red"}, "colour"),
        ({**good, "parts": {**good["parts"], "must": ""}}, "parts.must"),
        ({**good, "standing": {"passes": "通过"}}, "standing.passes_with_advice"),
        ({**good, "facts": None}, "facts.date"),
    ):
        with pytest.raises(ConfigurationError, match=re.escape(path)):
            checked(wrong)


NAMES = st.text(st.sampled_from("a~.docxpfz/!一"), min_size=1, max_size=12).filter(
    lambda name: not any(part in ("", ".", "..") for part in name.split("/"))
)


@given(st.sets(NAMES, min_size=2, max_size=8))
def test_no_two_documents_share_a_file(docs: set[str]) -> None:
    for named in (reviewed_name, lambda doc: opinion_name(doc, ".docx"), lambda doc: opinion_name(doc, ".html")):
        assert len({named(doc) for doc in docs}) == len(docs)


def test_names_stay_within_their_folder_and_within_what_disks_allow() -> None:
    assert reviewed_name("a/b.docx") == "reviewed/a/b.docx"
    assert opinion_name("a.zip!/b.pdf", ".html") == "opinions/a.zip!/b.pdf~.html"
    assert opinion_name("../../x.docx", ".docx") == "opinions/x.docx"
    long = opinion_name("长" * 200 + ".docx", ".html")
    assert len(long.encode()) < 250
    assert long.endswith(".html")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_a_usual_opinion_fills_one_page(tmp_path: Path) -> None:
    rules = ("statute.members", "governance.fees", "governance.audit", "party.duties")
    found = opinion(*sample_verdicts(), *(verdict(rule=rule, title=rule, level="local") for rule in rules))
    (tmp_path / "x.docx").write_bytes(opinion_docx(found))
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(tmp_path / "x.docx")], check=True, capture_output=True, timeout=120)
    text = subprocess.run(["pdftotext", str(tmp_path / "x.pdf"), "-"], check=True, capture_output=True).stdout.decode()
    assert text.count("\f") == 1
    assert "章程审查意见" in text


def test_one_clause_is_told_once() -> None:
    clause = "本会坚持中国共产党的全面领导，设立中国共产党的组织。"
    rules = {"甲": "party.leadership", "乙": "party.conditions"}
    missing = [verdict(rule=rule, title=title, suggestion=clause) for title, rule in rules.items()]
    first, second = opinion(*missing).must
    assert first.advice.startswith(clause)
    assert second.advice == "按“甲”一项修改，合写一句，不另写。"
    at_the_words = verdict(rule="party.organisation", verdict="partial", title="丙", suggestion=clause, start=0, end=4)
    *others, mended = opinion(*missing, at_the_words).must
    assert mended.advice == clause
    assert [other.advice for other in others] == ["按“丙”一项修改，合写一句，不另写。"] * 2
