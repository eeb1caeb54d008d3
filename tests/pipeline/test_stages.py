"""What the stages decide between them: when a charter is one, when it is judged, what a fault of ours looks like."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpora.document import Document
from corpora.readers import read
from models.doctype import DocType
from pipeline import stages
from pipeline.stages import judge, load_resources, process
from pipeline.worker import Settings, Task, work


@pytest.fixture(scope="module")
def charter(root: Path) -> bytes:
    return (root / "corpora" / "sample_sources" / "临江市春晖教育基金会章程.txt").read_bytes()


def say_type(monkeypatch: pytest.MonkeyPatch, label: str) -> None:
    monkeypatch.setattr(stages, "classify", lambda document, structure: DocType(label, 0.7))


def test_the_charter_rules_are_surer_than_the_model(charter: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    say_type(monkeypatch, "notice")
    processed = process("a.txt", charter, load_resources())
    assert processed.record.doc_type == "charter"
    assert processed.record.doc_type_confidence == 0.98
    assert len(processed.verdicts) > 20
    assert judge("a.txt", charter).verdicts == processed.verdicts


def test_what_only_the_model_takes_for_a_charter_gets_no_verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    say_type(monkeypatch, "charter")
    processed = process("a.txt", "怎样写好章程\n全市312家社会组织修订了章程。".encode(), load_resources())
    assert (processed.record.doc_type, processed.record.warnings) == ("charter", ("charter_not_recognised",))
    assert (processed.verdicts, processed.observations) == ((), ())


def test_a_charter_of_which_pages_are_missing_gets_no_verdicts(charter: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def with_scanned_page(doc: str, data: bytes) -> Document:
        return replace(read(doc, data), partial=True, warnings=("pages_without_text",))

    monkeypatch.setattr(stages, "read", with_scanned_page)
    processed = process("a.txt", charter, load_resources())
    assert (processed.record.doc_type, processed.record.status) == ("charter", "partial")
    assert processed.record.warnings == ("charter_not_whole", "pages_without_text")
    assert processed.verdicts == ()
    assert judge("a.txt", charter).unreviewed == "charter_not_whole"


class Broken:
    """A source whose loading goes wrong in a way that nobody foresaw."""

    doc = "a.txt"

    def load(self) -> bytes:
        raise IndexError("list index out of range")

    def digest(self) -> str:
        raise IndexError("again")


def test_a_fault_while_loading_is_the_documents(tmp_path: Path) -> None:
    outcome = work(Task(Broken()), Settings(tmp_path, "c"))
    assert (outcome.entry.status, outcome.entry.code, len(outcome.entry.doc_id)) == ("failed", "error", 16)
    assert "IndexError: list index out of range (pipeline/worker.py:" in outcome.entry.said["en"]
    assert "维护人员" in outcome.entry.said["zh"]


def test_traditional_characters_are_read_as_simplified_ones_and_quoted_as_written() -> None:
    simplified = (
        "松涛县民政局2024年社会组织工作总结\n2025年1月10日\n一、登记管理\n"
        "截至2024年底，全县共有社会组织312个，其中社会团体141个、民办非企业单位160个、基金会11个。建立党支部88个。"
    )
    traditional = (
        "松濤縣民政局2024年社會組織工作總結\n2025年1月10日\n一、登記管理\n"
        "截至2024年底，全縣共有社會組織312個，其中社會團體141個、民辦非企業單位160個、基金會11個。建立黨支部88個。"
    )
    resources = load_resources()
    plain = process("a.txt", simplified.encode(), resources)
    read_through = process("b.txt", traditional.encode(), resources)
    assert read_through.record.warnings == ("traditional_characters",)
    assert read_through.record.title == "松濤縣民政局2024年社會組織工作總結"
    assert (read_through.text, read_through.record.area) == (traditional, "松涛县")
    for one, other in zip(plain.observations, read_through.observations, strict=True):
        assert (one.indicator, one.org_type, one.period, one.area) == (
            other.indicator,
            other.org_type,
            other.period,
            other.area,
        )
        assert other.quote == traditional[other.start : other.end]
        assert other.section == ("登記管理",) or other.section == ("一、登記管理",)
