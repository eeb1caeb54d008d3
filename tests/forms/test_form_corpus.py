"""The annotated forms are what their plans say, and their figures keep the rules that the checks ask for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpora.forms.build import HERE, build
from corpora.forms.making import handwritten, plan
from corpora.forms.making.facts import INCOMES, organisation
from corpora.forms.making.faults import FAULTS
from corpora.forms.scoring import score_fields, score_findings
from corpora.gold import codes

SPLITS = ("train", "dev", "test")


def _rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_files_are_built_from_their_plans() -> None:
    built = build()
    standing = {str(p.relative_to(HERE)) for split in SPLITS for p in (HERE / split).iterdir()}
    assert standing == set(built)
    for path, data in built.items():
        if not path.endswith(".xlsx"):  # a zip whose bytes change with the library
            assert (HERE / path).read_bytes() == data, path
    assert sum(len(data) for data in built.values()) < 2_500_000


def test_there_are_enough_of_each_and_test_has_layouts_of_its_own() -> None:
    documents = {split: _rows(HERE / split / "documents.jsonl") for split in SPLITS}
    everything = [d for rows in documents.values() for d in rows]
    assert sum(d["kind"] == "form" for d in everything) >= 40
    assert sum(d["kind"] != "form" for d in everything) >= 15
    assert {str(d["file"]).rpartition(".")[2] for d in everything if d["kind"] == "form"} == {
        "docx",
        "pdf",
        "html",
        "xlsx",
    }
    seen = {d["layout"] for split in ("train", "dev") for d in documents[split] if d["kind"] == "form"}
    unseen = {d["layout"] for d in documents["test"] if d["kind"] == "form"}
    assert seen & unseen == {"handwritten"}


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("kind", ["ST", "MF", "JJ"])
def test_clean_organisations_keep_the_rules(seed: int, kind: plan.Kind) -> None:
    facts = organisation(seed, kind, public=seed % 2 == 0)
    money, own = facts.money, facts.plain
    for end in ("", "_opening"):
        assert money[f"assets_total{end}"] == money[f"liabilities_total{end}"] + money[f"net_assets_total{end}"]
    for year in ("", "_prior"):
        for part in ("", "_restricted", "_unrestricted"):
            assert money[f"income_total{year}{part}"] == sum(money[f"income_{i}{year}{part}"] for i in INCOMES)
    assert money["net_assets_total"] == money["net_assets_total_opening"] + money["net_assets_change"]
    assert money["cash_net_increase"] == money["cash_and_bank"] - money["cash_and_bank_opening"]
    assert own["staff_total"] == sum(int(own[f"staff_age_{band}"]) for band in ("35", "36_50", "51_60", "60_plus"))
    if kind == "JJ":
        assert float(own["spending_ratio"]) >= (70 if facts.public else 8)
        assert float(own["admin_ratio"]) <= 10


def test_every_fault_changes_what_is_printed() -> None:
    for planned in plan.PLANS:
        if planned.fault and planned.fault != "X09":
            clean = organisation(planned.seed, planned.kind, public=planned.public)
            wrong = organisation(planned.seed, planned.kind, public=planned.public)
            FAULTS[planned.fault].apply(wrong)
            assert (clean.money, clean.plain) != (wrong.money, wrong.plain), planned.doc
    checks = {row["check"] for split in SPLITS for row in _rows(HERE / split / "findings.jsonl")}
    assert len(checks) >= 22


def test_a_printed_fault_stands_in_the_gold() -> None:
    for planned in plan.PLANS:
        if planned.fault and planned.fault != "X09":
            printed = {row["field"]: row["value"] for row in plan.drafted(planned)[1]}
            unharmed = {row["field"]: row["value"] for row in plan.drafted(_without_fault(planned))[1]}
            assert printed != unharmed, planned.doc


def _without_fault(planned: plan.Plan) -> plan.Plan:
    from dataclasses import replace

    return replace(planned, fault=None)


def test_gold_of_tables_has_known_codes() -> None:
    for path in HERE.glob("*/*.gold.jsonl"):
        assert all(row["indicator"] in codes().measure for row in _rows(path))


def test_the_scorer_tells_right_from_wrong() -> None:
    gold = [
        {"doc": "x", "field": "income_total", "value": 1200.5, "unit": "元"},
        {"doc": "x", "field": "fax", "value": None, "flag": "slash", "unit": None},
        {"doc": "n", "org_name": "甲协会", "field": "conclusion", "value": "合格"},
        {"doc": "n", "org_name": "乙协会", "field": "conclusion", "value": "合格"},
    ]
    given = [
        {"doc": "a/x.docx", "org_name": "丙", "field": "income_total", "value": 1200.5},
        {"doc": "a/x.docx", "org_name": "丙", "field": "fax", "value": "/"},
        {"doc": "n.html", "org_name": "甲协会", "field": "conclusion", "value": "合格"},
        {"doc": "n.html", "org_name": "丁协会", "field": "conclusion", "value": "合格"},
    ]
    form, notice = score_fields(given, gold, ["x"]), score_fields(given, gold, ["n"])
    assert (form["p"], form["r"]) == (0.5, 1.0)
    assert (notice["p"], notice["r"]) == (0.5, 0.5)
    findings = [
        {"doc": "x.docx", "check": "X01", "severity": "error", "message": "m"},
        {"doc": "y.docx", "check": "X08", "severity": "warning", "message": "m"},
    ]
    found = score_findings(
        findings, [{"doc": "x", "check": "X01", "also": []}, {"doc": "z", "check": "X02", "also": []}], ["y"]
    )
    assert (found["found"], found["seeded"], len(found["false_errors"]), len(found["false_warnings"])) == (1, 2, 0, 1)


def test_handwritten_marks_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "x.form"
    path.write_text("| 名称 | ⟦甲协会|nane⟧ |\n", encoding="utf-8")
    with pytest.raises(ValueError, match="nane"):
        handwritten.read(path)
