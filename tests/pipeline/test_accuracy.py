"""The gate: no score of the dev and test reports is below its floor, and no floor falls without a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.accuracy import FLOORS, SPLITS, Floor, Floors, accepted, changes, failures, load_floors, measured, raised


@pytest.mark.parametrize("split", SPLITS)
def test_scores_are_above_their_floors(split: str) -> None:
    run = measured(split)
    assert failures(run.scores, run.digest, load_floors(FLOORS)[split]) == [], "see make accuracy"


@pytest.mark.parametrize("split", SPLITS)
def test_the_list_of_the_accepted_run_is_of_these_documents(root: Path, split: str) -> None:
    texts = {path.stem for path in (root / "corpora" / "reports" / split).glob("*.txt")}
    assert set() < accepted(split).keys() <= texts


def test_what_is_below_its_floor_is_told() -> None:
    floors = Floors("a", {"L1": Floor(0.9, 0.91), "L2": Floor(0.8, 0.81), "gone": Floor(0.1, 0.1)})
    assert failures({"L1": 0.9, "L2": 0.81}, "a", Floors("a", {"L1": Floor(0.9, 0.91), "L2": Floor(0.8, 0.81)})) == []
    told = failures({"L1": 0.95, "L2": 0.7999, "new": 1.0}, "b", floors)
    assert [line.split()[0] for line in told] == ["L2:", "gone:", "new:", "the"]


def test_floors_rise_and_fall_only_with_a_reason() -> None:
    before = Floors(
        "a", {"up": Floor(0.8, 0.81), "within": Floor(0.8, 0.81, "was 0.9: harder"), "down": Floor(0.8, 0.81)}
    )
    scores = {"up": 0.9, "within": 0.805, "down": 0.7}
    with pytest.raises(ValueError, match=r"down: 0\.7000 is below the floor of 0\.8"):
        raised(scores, "b", before, None)
    after = raised(scores, "b", before, "harder texts")
    assert after.gold == "b"
    assert after.scores == {
        "up": Floor(0.89, 0.9),
        "within": Floor(0.8, 0.805, "was 0.9: harder"),
        "down": Floor(0.69, 0.7, "was 0.8: harder texts"),
    }


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{floor: 0.9}", "dev: L1: wants floor and accepted"),
        ("{floor: 0.9, accepted: 0.91, because: x}", "dev: L1: wants floor and accepted"),
        ("{floor: 0.9, accepted: 91}", "dev: L1: floor and accepted are numbers"),
        ("{floor: 0.95, accepted: 0.9}", "dev: L1: the floor is above"),
        ("{floor: 0.5, accepted: 0.9}", "dev: L1: the floor is more than 0.02 below"),
    ],
)
def test_floors_that_say_nothing_are_refused(tmp_path: Path, entry: str, said: str) -> None:
    path = tmp_path / "floors.yaml"
    path.write_text(f"dev:\n  gold: a\n  L1: {entry}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        load_floors(path)


def test_gained_and_lost_numbers() -> None:
    then = {"a": {"missed": ["10=5", "20=6"], "spurious": ["~3=1"]}, "b": {"quantity": ["1=1"]}}
    now = {"a": {"indicator": ["10=5"], "missed": ["30=*"], "spurious": ["~9=2"]}, "b": {"quantity": ["1=1"]}}
    assert changes(now, then, {("a", "30=*"): "*万元 other"}) == [
        "+ a ~3=1 spurious -> absent",
        "- a ~9=2 absent -> spurious",
        "+ a 10=5 missed -> indicator",
        "+ a 20=6 missed -> whole",
        "- a 30=* whole -> missed *万元 other",
    ]
