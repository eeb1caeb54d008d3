from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outputs_builders import (
    CATALOGUE,
    CHARTER_TEXT,
    DOUBTFUL,
    TEXT,
    digest,
    document,
    failed,
    finding,
    form_field,
    make_run,
    observation,
    sample_observations,
    sample_run,
    verdict,
)

import outputs.report as report
from corpora.errors import NeedsOcr
from outputs.report import write_report
from outputs.report.highlight import Span, marked_text

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NASTY = "</script><script>alert('x')</script> \"&amp;' <img src=x onerror=alert(1)>"


def html_of(run: Path) -> str:
    return write_report(run, CATALOGUE, "1.0", DOUBTFUL).read_text("utf-8")


def test_reviewed_copies_are_linked_and_doubtful_numbers_counted(tmp_path: Path) -> None:
    run = sample_run(tmp_path)
    html = html_of(run)
    assert "reviewed/" not in html
    doubtful = len(re.findall(r'data-code="[^"]*" class="doubtful"', html))
    assert doubtful
    assert f"（存疑 {doubtful}）" in html
    (run / "reviewed").mkdir()
    (run / "reviewed" / "章程.docx").write_bytes(b"x")
    links = [attrs.get("href") for tag, attrs in Page(html_of(run)).tags if tag == "a"]
    assert links.count("reviewed/%E7%AB%A0%E7%A8%8B.docx") == 2


def test_what_is_to_be_mended_in_a_charter_stands_first(tmp_path: Path) -> None:
    verdicts = re.findall(r'<span class="verdict ([a-z_]+)">', html_of(sample_run(tmp_path)))
    assert verdicts == ["violated", "missing", "partial", "satisfied", "not_applicable"]


class Page(HTMLParser):
    """What a browser would see of a page: tags, attributes, ids, and the text below elements of a class."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def ids(self) -> list[str]:
        return [id_ for _, attrs in self.tags if (id_ := attrs.get("id"))]


def spans_of(text: str) -> st.SearchStrategy[list[Span]]:
    place = st.integers(0, len(text))
    pair = st.tuples(place, place).filter(lambda p: p[0] != p[1]).map(sorted)
    return st.lists(pair, max_size=6).map(
        lambda pairs: [Span(a, b, f"o{number}", "actual", "<&>") for number, (a, b) in enumerate(pairs)]
    )


@given(st.data())
def test_marks_may_overlap_and_the_text_stays_the_same(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="甲乙<&>\"'\n12", min_size=1, max_size=40))
    spans = data.draw(spans_of(text))
    html = "".join(marked_text(text, spans))
    page = Page(html)
    assert "".join(page.texts).replace("\n", "") == text.replace("\n", "")
    assert html.count("<a ") == html.count("</a>")
    assert not re.search(r"<a [^>]*>[^<]*<a ", html)
    shown = {anchor for _, attrs in page.tags if attrs.get("data-r") for anchor in str(attrs["data-r"]).split()}
    assert shown == {span.anchor for span in spans if text[span.start : span.end].strip("\n")}


def test_the_inner_of_two_nested_marks_is_the_one_that_is_linked() -> None:
    html = "".join(marked_text("共有12家单位", [Span(0, 7, "o", "actual", ""), Span(2, 5, "i", "planned", "")]))
    assert '<a class="m planned" href="#i" data-r="o i" title="\n">12家</a>' in html


def test_the_page_allows_nothing_but_its_own_style_and_script(tmp_path: Path) -> None:
    html = html_of(sample_run(tmp_path))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src 'none';")
    assert "unsafe" not in policy[1]
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.S)
        assert content is not None
        digest_ = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest_}'" in policy[1]
    page = Page(html)
    assert not [a for _, a in page.tags if {"src", "style", "onclick", "onerror"} & a.keys()]
    assert all(str(a["href"]).startswith("#") for _, a in page.tags if "href" in a)
    assert not re.search(r"https?://", html)


def nasty_run(tmp_path: Path) -> Path:
    text = f"{NASTY}新登记45家\n{NASTY}"
    doc = f"{NASTY}/a.docx".replace("/", "∕")
    one = observation(
        doc, text=text, indicator=NASTY, label=NASTY, unit=NASTY, area=NASTY, period=NASTY, org_type=NASTY,
        grade=NASTY, section=(NASTY,), flags=(NASTY,),
    )  # fmt: skip
    nasty_verdict = verdict(
        doc, title=NASTY, org_name=NASTY, quote=NASTY, start=0, end=len(NASTY), article=NASTY, suggestion=NASTY,
        basis=NASTY, defects=(NASTY,), verdict="violated",
    )  # fmt: skip
    return make_run(
        tmp_path,
        [document(doc, text, title=NASTY, issuer=NASTY, area=NASTY, date=NASTY, doc_type=NASTY, warnings=(NASTY,))],
        [one],
        [nasty_verdict],
        [form_field(doc, label=NASTY, value=NASTY, written=NASTY, unit=NASTY, flags=(NASTY,))],
        [finding(doc, message=NASTY, expected=NASTY, found=NASTY, kind=NASTY)],
        {doc: text},
    )


def test_everything_is_escaped(tmp_path: Path) -> None:
    html = html_of(nasty_run(tmp_path))
    assert html.count("<script>") == 1
    assert "<img" not in html
    page = Page(html)
    assert "img" not in {tag for tag, _ in page.tags}
    assert sum(NASTY in text for text in page.texts) > 15
    assert any(attrs.get("data-code") == NASTY for _, attrs in page.tags)


def test_marks_and_rows_point_at_each_other(tmp_path: Path) -> None:
    page = Page(html_of(sample_run(tmp_path, ["a.docx", "b.docx"])))
    ids = page.ids()
    assert len(ids) == len(set(ids))
    targets = [str(attrs["href"])[1:] for tag, attrs in page.tags if tag == "a"]
    assert targets
    assert set(targets) <= set(ids)
    assert len([id_ for id_ in ids if id_.startswith("m-d0-o")]) == len(sample_observations())


def test_a_span_that_does_not_give_its_quote_is_not_marked_but_its_record_is_listed(tmp_path: Path) -> None:
    wrong = observation(quote="45家", start=3, end=6)
    html = html_of(make_run(tmp_path, [document()], [wrong], texts={"a.docx": TEXT}))
    assert 'id="m-d0-o0"' not in html
    assert 'id="d0-o0"' in html


def test_verdicts_come_with_their_suggestions(tmp_path: Path) -> None:
    html = html_of(sample_run(tmp_path))
    assert "章程审查：5 条规则，3 条需修改" in html
    assert "理事会每届五年。" in html
    assert 'class="m v-violated"' in html


def test_failed_documents_are_listed_with_advice(tmp_path: Path) -> None:
    html = html_of(make_run(tmp_path, [failed()]))
    assert "坏.pdf" in html
    assert "未能读取 1" in html
    assert html.count(escape(NeedsOcr.advice_zh)) == 1


def test_documents_beyond_the_budget_are_listed_with_the_place_of_their_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MAX_DOCUMENTS", 2)
    docs = [f"{number}.docx" for number in range(5)]
    run = make_run(tmp_path, [document(doc) for doc in docs], texts=dict.fromkeys(docs, TEXT))
    html = html_of(run)
    assert html.count('<section class="doc"') == 2
    assert "另有 3 个文件只列入清单" in html
    assert f"text/{digest('4.docx')}.txt" in html


def test_a_page_stays_under_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MAX_BYTES", 20_000)
    docs = ["小.docx", "大.docx", "中.docx"]
    texts = {"小.docx": TEXT, "大.docx": TEXT * 100, "中.docx": TEXT}
    html = html_of(make_run(tmp_path, [document(doc) for doc in docs], texts=texts))
    assert html.count('<section class="doc"') == 2
    assert f"text/{digest('大.docx')}.txt" in html


def browser(page: Path, profile: Path, *options: str) -> str:
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    command += ["--disable-component-update", "--disable-sync", f"--user-data-dir={profile}", "--enable-logging=stderr"]
    done = subprocess.run(
        [*command, *options, "--dump-dom", page.as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    assert "Content Security Policy" not in done.stderr
    assert "Uncaught" not in done.stderr
    return done.stdout


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium browser is installed")
def test_a_browser_runs_the_pages_own_script_and_nothing_else(tmp_path: Path) -> None:
    run = nasty_run(tmp_path / "run")
    dom = browser(write_report(run, CATALOGUE, "1.0", DOUBTFUL), tmp_path / "profile")
    assert '<nav class="filter">' in dom, "the script did not take the filter out of hiding"
    assert dom.count("<script>") == 1
    assert "<img" not in dom


def test_charter_text_is_shown_line_by_line(tmp_path: Path) -> None:
    run = make_run(tmp_path, [document("章程.docx", CHARTER_TEXT)], texts={"章程.docx": CHARTER_TEXT})
    page: Any = Page(html_of(run))
    lines = [text.strip() for text in page.texts if text.strip()]
    assert all(line in lines for line in CHARTER_TEXT.split("\n"))
