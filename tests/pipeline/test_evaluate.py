"""Scores worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.evaluate import evaluate, stem


def row(value: float | None, unit: str = "家", indicator: str = "reg.total", **more: Any) -> dict[str, Any]:
    plain = {
        "doc": "d",
        "quote": f"{value}{unit}",
        "value": value,
        "value_max": None,
        "unit": unit,
        "indicator": indicator,
        "status": "actual",
        "period": "2021",
        "org_type": "社会组织",
        "scope": "total",
        "bound": "exact",
        "measure": "stock",
        "area": "青原市",
        "grade": None,
        "note": None,
        "of_quote": None,
        "part_of": None,
    }
    return {**plain, **more}


def test_a_run_equal_to_the_annotation_scores_one() -> None:
    gold = [row(12), row(3.5, "万元", "fund.purchase"), row(None, "家", status="masked")]
    found = evaluate(gold, {"d": gold})
    assert all(score.f1 == 1 for score in found.levels.values())
    assert (found.gold, found.predicted, found.missed, found.spurious) == (3, 3, [], [])


def test_levels_fall_one_after_the_other() -> None:
    gold = [row(1), row(2), row(3), row(4), row(5)]
    predicted = [
        row(1),
        row(2, scope="own"),  # L2 but not L3
        row(3, indicator="reg.new"),  # L1 but not L2
        row(4, "人"),  # another class of unit: missed and spurious
    ]
    found = evaluate(predicted, {"d": gold})
    assert found.levels["L1"].p == 3 / 4
    assert found.levels["L1"].r == 3 / 5
    assert found.levels["L2"].r == 2 / 5
    assert found.levels["L3"].r == 1 / 5
    assert found.attributes["scope"] == pytest.approx(2 / 3)
    assert found.confused == {("reg.total", "reg.new"): 1}
    assert found.missed == [("d", "4家", "reg.total"), ("d", "5家", "reg.total")]
    assert found.spurious == [("d", "4人", "reg.total")]


def test_org_type_and_scope_matter_only_for_organisations() -> None:
    gold = [row(7, "元", "fund.purchase")]
    assert evaluate([row(7, "元", "fund.purchase", scope=None, org_type=None)], {"d": gold}).levels["L3"].f1 == 1


def test_measure_words_of_one_class_match_and_periods_by_their_years() -> None:
    gold = [row(9, "个", period="2020/2021")]
    assert evaluate([row(9, "家", period="2020-01/2021-12-31")], {"d": gold}).levels["L3"].f1 == 1


def test_a_range_matches_two_lines_and_counts_as_two() -> None:
    gold = [row(50, bound="min"), row(80, bound="max")]
    found = evaluate([row(50, value_max=80)], {"d": gold})
    assert (found.gold, found.predicted, found.levels["L2"].f1) == (2, 2, 1)


def test_alternatives_in_the_note_are_right_and_unknown_codes_are_other() -> None:
    gold = [row(1, indicator="other", note="alt:reg.new 增量"), row(2, indicator="other")]
    assert evaluate([row(1, indicator="reg.new"), row(2, indicator="my.own")], {"d": gold}).levels["L2"].f1 == 1


def test_the_best_partner_is_taken_and_each_prediction_once() -> None:
    gold = [row(1, indicator="reg.new"), row(1, indicator="reg.total")]
    found = evaluate([row(1, indicator="reg.total")], {"d": gold})
    assert found.levels["L2"].r == 1 / 2
    assert found.missed == [("d", "1家", "reg.new")]


def test_ignored_numbers_are_neither_rewarded_nor_punished() -> None:
    predicted = [row(1), row(33, quote="33家")]
    found = evaluate(predicted, {"d": [row(1)]}, [{"doc": "d", "quote": "共33家"}])
    assert (found.predicted, found.levels["L1"].p, found.spurious) == (1, 1, [])


def test_documents_without_annotation_are_left_aside_and_missing_ones_are_missed() -> None:
    found = evaluate([row(1, doc="elsewhere.txt")], {"d": [row(1)], "e": [row(2)]})
    assert (found.gold, found.predicted) == (2, 0)


@pytest.mark.parametrize("doc", ["d.txt", "in/d.docx", "a.zip!/d.pdf", "d.html#2", "d"])
def test_stem(doc: str) -> None:
    assert stem(doc) == "d"


def test_figures_by_group_and_kind() -> None:
    gold = [
        row(1, indicator="reg.total"),
        row(2, indicator="reg.new", status="planned"),
        row(3, "元", "fund.purchase", bound="min"),
        row(4, indicator="other", note="alt:reg.new"),
    ]
    predicted = [
        row(1, indicator="insp.participated"),
        row(2, indicator="reg.new", status="planned", scope=None),
        row(4, indicator="reg.new"),
        row(5, indicator="reg.total"),
    ]
    found = evaluate(predicted, {"d": gold})
    reg = found.groups["reg"]
    assert (reg.gold, reg.predicted) == (2, 3)
    assert (reg.levels["L1"].r, reg.levels["L2"].r, reg.levels["L3"].r) == (1, 1 / 2, 0)
    assert reg.levels["L2"].p == 1 / 2  # the one that is right as ``other`` counts there
    assert found.groups["other"].levels["L2"].f1 == 1
    assert found.groups["fund"].levels["L1"].r == 0
    assert found.groups["insp"].gold == 0
    assert found.kinds["planned"].levels == {"L1": 1, "L2": 1, "L3": 0}
    assert found.kinds["bounded"].levels["L1"] == 0
    assert found.kinds["other"].gold == 1
    assert "masked" not in found.kinds


def test_calibration_error_is_the_gap_between_confidence_and_share_of_right_ones() -> None:
    gold = [row(n) for n in range(1, 5)]
    predicted = [row(1, confidence=0.95), row(2, confidence=0.95), row(3, indicator="other", confidence=0.95)]
    found = evaluate([*predicted, row(4, confidence=0.5)], {"d": gold})
    assert found.calibration_error == pytest.approx((abs(3 * 0.95 - 2) + abs(0.5 - 1)) / 4)
    assert evaluate(gold, {"d": gold}).calibration_error is None


def test_accepted_numbers_are_those_of_high_confidence() -> None:
    gold = [row(n) for n in range(1, 5)]
    predicted = [row(1, confidence=0.96), row(2, indicator="other", confidence=0.99), row(3, confidence=0.9)]
    assert evaluate(predicted, {"d": gold}).accepted == (pytest.approx(2 / 3), 0.5)
    assert evaluate([row(1, confidence=0.5)], {"d": gold}).accepted is None
