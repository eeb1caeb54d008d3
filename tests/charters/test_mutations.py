"""Charters with one thing changed: faults are found, other words and what was not touched are left alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import corpora
from extractors.charters.mutated import Case, cases, rates
from tests.charters.digest import digest

FOLDER = Path(corpora.__file__).parent / "charters" / "mutations"
FLOORS: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "floors.yaml").read_text(encoding="utf-8"))
_SLACK = 0.0005


@cache
def judged(part: str) -> tuple[Case, ...]:
    return tuple(cases(FOLDER / part))


@pytest.mark.parametrize("part", sorted(FLOORS))
def test_changes_are_those_of_the_floors(part: str) -> None:
    assert digest((FOLDER / part).iterdir()) == FLOORS[part]["sha256"]


@pytest.mark.parametrize(
    ("part", "kind"), [(part, kind) for part in sorted(FLOORS) for kind in sorted(FLOORS[part]["least"])]
)
def test_rate_is_not_under_its_floor(part: str, kind: str) -> None:
    assert rates(judged(part))[kind] >= FLOORS[part]["least"][kind] - _SLACK


@pytest.mark.parametrize("part", sorted(FLOORS))
def test_every_kind_is_scored(part: str) -> None:
    assert set(rates(judged(part))) == {"fault", "rewording", "untouched"} == set(FLOORS[part]["least"])


def test_a_change_that_does_not_fit_its_charter_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("青禾县茶艺协会章程\n第一条 本会的名称是青禾县茶艺协会。", encoding="utf-8")
    change = '{"id": "x", "replace": [["第九条", ""]], "expect": {}}\n'
    (tmp_path / "a.mutations.jsonl").write_text(change, encoding="utf-8")
    with pytest.raises(ValueError, match="第九条"):
        list(cases(tmp_path))
