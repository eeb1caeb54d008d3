"""The comparison with peers: when a number that somebody found is right."""

from __future__ import annotations

from corpora.gold import GoldObservation
from pipeline.peers import Found, hits


def gold(start: int, end: int, value: float, value_max: float | None = None) -> GoldObservation:
    return GoldObservation(
        doc="a", quote="", start=start, end=end, value=value, value_max=value_max, unit="家", bound="exact",
        status="actual", measure="stock", indicator="other", org_type=None, area=None, scope=None, period=None,
        grade=None, of_quote=None, note=None,
    )  # fmt: skip


def test_right_means_the_same_place_and_the_same_value() -> None:
    golds = [gold(0, 3, 12), gold(10, 16, 50, 80)]
    assert hits([Found(0, 2, (12.0,))], golds) == (1, 1)
    assert hits([Found(0, 2, (13.0,))], golds) == (0, 0)
    assert hits([Found(5, 7, (12.0,))], golds) == (0, 0)


def test_both_ends_of_a_range_are_right_and_count_as_one_annotated_number() -> None:
    golds = [gold(10, 16, 50, 80)]
    assert hits([Found(10, 12, (50.0,)), Found(13, 15, (80.0,))], golds) == (2, 1)
    assert hits([Found(10, 15, (50.0, 80.0))], golds) == (1, 1)
