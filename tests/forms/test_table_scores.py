"""Floors on notices and statistics tables of the annotated corpus; ``test`` and ``handmade_test`` hold layouts that no rule was
written for."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import pytest

from corpora.forms.build import HERE
from corpora.forms.scoring import score_fields, score_findings
from corpora.gold import load_lines
from extractors.records import as_dict
from pipeline.evaluate import evaluate, stem
from pipeline.stages import load_resources, process

UNSEEN = "handmade_test"
SPLITS = [s for s in ("train", "dev", "test", "handmade_dev", UNSEEN) if (HERE / s / "documents.jsonl").is_file()]
# Measured when written: notices 1.000, on the third set in handmade_test .999; tables L1 1.000 on every split, L3 .965 and better.
NOTICES = {UNSEEN: 0.98}
TABLES = {"L1": 0.98, "L2": 0.97, "L3": 0.96}
# Of the observations with the right value; part_of as far as a total is named.
ATTRIBUTES = {"area": 0.99, "org_type": 0.99, "scope": 0.99, "period": 0.94, "part_of": 0.97}


@functools.cache
def _run(split: str) -> tuple[list[dict[str, Any]], ...]:
    """Documents (all but forms), fields, findings, observations and warnings of a split."""
    documents = [d for d in load_lines(HERE / split / "documents.jsonl") if d["kind"] != "form"]
    fields, findings, observations, warned = [], [], [], []
    resources = load_resources()
    for document in documents:
        done = process(document["file"], (HERE / split / document["file"]).read_bytes(), resources)
        assert done.record.error is None, document
        fields += [as_dict(f) for f in done.fields]
        findings += [as_dict(f) for f in done.findings]
        observations += [as_dict(o) for o in done.observations]
        warned += [document] if "table_not_read" in done.record.warnings else []
    return documents, fields, findings, observations, warned


def _gold(split: str, kind: str) -> dict[str, list[dict[str, Any]]]:
    wanted = {d["doc"] for d in _run(split)[0] if d["kind"] == kind}
    return {
        stem(p.name.replace(".gold.jsonl", "")): load_lines(p)
        for p in (HERE / split).glob("*.gold.jsonl")
        if _doc(p) in wanted
    }


def _doc(path: Path) -> str:
    return path.name.partition(".")[0]


@pytest.mark.parametrize("split", SPLITS)
def test_notices(split: str) -> None:
    documents, fields, findings, _, _ = _run(split)
    docs = [d["doc"] for d in documents]
    score = score_fields(fields, load_lines(HERE / split / "fields.jsonl"), docs)
    assert score["f1"] >= NOTICES.get(split, 0.98), split
    seeded = [row for row in load_lines(HERE / split / "findings.jsonl") if row["doc"] in docs]
    found = score_findings(findings, seeded, [d for d in docs if d not in {row["doc"] for row in seeded}])
    assert found["false_errors"] == []
    if split == UNSEEN:
        assert len(found["false_warnings"]) <= 1
    else:
        assert (found["found"], found["false_warnings"]) == (found["seeded"], [])


@pytest.mark.parametrize("split", SPLITS)
def test_tables(split: str) -> None:
    found = evaluate(_run(split)[3], _gold(split, "statistics"))
    assert {
        level: score.f1 for level, score in found.levels.items() if level in TABLES and score.f1 < TABLES[level]
    } == {}
    assert {name: value for name, value in found.attributes.items() if value < ATTRIBUTES.get(name, 0.0)} == {}


@pytest.mark.parametrize("split", SPLITS)
def test_tables_of_other_things_give_nothing(split: str) -> None:
    others = {d["doc"] for d in _run(split)[0] if d["kind"] == "other_table"}
    assert [o for o in _run(split)[3] if stem(o["doc"]) in others] == []


def test_what_is_not_understood_is_told() -> None:
    assert [d["layout"] for split in SPLITS for d in _run(split)[4]] == ["t_s9"]
