"""Suggestions speak in the charter's own words."""

from __future__ import annotations

import pytest

from extractors.charters.fitting import fitted
from extractors.charters.particulars import Particulars

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
