"""The handmade documents: every line of gold belongs to a document, and every seeded error names a check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpora.forms.build import HERE
from corpora.forms.scoring import score_findings
from corpora.gold import load_lines

FOLDERS = sorted(path.parent.name for path in HERE.glob("handmade_*/documents.jsonl"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_gold_and_documents_agree(folder: str) -> None:
    here: Path = HERE / folder
    documents = load_lines(here / "documents.jsonl")
    docs = {d["doc"] for d in documents}
    fields, findings = load_lines(here / "fields.jsonl"), load_lines(here / "findings.jsonl")
    gold = {f"{d['doc']}.gold.jsonl" for d in documents if d["kind"] == "statistics"}
    standing = {p.name for p in here.iterdir()} - {"documents.jsonl", "fields.jsonl", "findings.jsonl"}
    assert standing == {d["file"] for d in documents} | gold
    assert {row["doc"] for row in fields} == {d["doc"] for d in documents if d["kind"] in ("form", "notice")}
    assert {row["doc"] for row in findings} <= docs
    assert all(re.fullmatch(r"X(0[1-9]|1\d|2[0-5])|list_length", row["check"]) for row in findings)
    forms = {d["doc"] for d in documents if d["kind"] == "form"}
    assert 0.4 * len(forms) <= len({row["doc"] for row in findings} & forms) <= 0.6 * len(forms)
    assert sum(p.stat().st_size for p in here.iterdir()) < 8_000_000


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_form_states_a_field_once(folder: str) -> None:
    rows = [r for r in load_lines(HERE / folder / "fields.jsonl") if "org_name" not in r]
    keys = [(r["doc"], r["field"]) for r in rows]
    assert [key for key in set(keys) if keys.count(key) > 1] == []


def test_several_seeded_errors_of_a_document_are_scored_together() -> None:
    gold = [{"doc": "x", "check": "X01", "also": ["X02"]}, {"doc": "x", "check": "X10", "also": []}]
    found = [{"doc": "x.docx", "check": c, "severity": "error", "message": "m"} for c in ("X01", "X02", "X10", "X13")]
    score = score_findings(found, gold, [])
    assert (score["found"], [check for _, check, _ in score["beside"]]) == (2, ["X13"])
