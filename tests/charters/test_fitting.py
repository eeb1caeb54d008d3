"""Suggestions speak in the charter's own words."""

from __future__ import annotations

import pytest

from extractors.charters.fitting import fitted, told_once
from extractors.charters.particulars import Particulars
from tests.outputs.outputs_builders import verdict

WHOSE = Particulars("青禾市茶业商会", "社会团体", "本会", assembly="会员代表大会", head="会长")


@pytest.mark.parametrize(
    ("wording", "facts", "text"),
    [
        ("{subject}修改章程经会员（代表）大会表决通过。", (), "本会修改章程经会员代表大会表决通过。"),
        ("法定代表人由【理事长（会长、院长、主任）】担任。", (), "法定代表人由会长担任。"),
        (
            "章程自业务主管单位审查同意之日起15日内报登记管理机关核准。",
            ("decoupled",),
            "章程自通过之日起15日内报登记管理机关核准。",
        ),
        ("经理事会通过，经业务主管单位审查同意。", ("decoupled",), "经理事会通过。"),
        ("在业务主管单位和登记管理机关的指导下清算。", ("decoupled",), "在登记管理机关的指导下清算。"),
        (
            "经理事会通过，经业务主管单位审查同意。",
            ("decoupled", "supervised"),
            "经理事会通过，经业务主管单位审查同意。",
        ),
        ("经理事会通过，经业务主管单位审查同意。", (), "经理事会通过，经业务主管单位审查同意。"),
    ],
)
def test_suggestion_fits_the_charter(wording: str, facts: tuple[str, ...], text: str) -> None:
    assert fitted(wording, WHOSE, frozenset(facts)) == text


def test_a_clause_within_another_is_told_by_the_wider_one() -> None:
    wide = "本会坚持中国共产党的全面领导，为党组织的活动提供必要条件。"
    given = [
        verdict(suggestion=wide),
        verdict(suggestion="本会为党组织的活动提供必要条件。"),
        verdict(suggestion="本会的法定代表人由会长担任。"),
        verdict(suggestion=None),
    ]
    assert [v.suggestion for v in told_once(given, "本会")] == [wide, wide, "本会的法定代表人由会长担任。", None]
