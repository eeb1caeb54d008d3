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
