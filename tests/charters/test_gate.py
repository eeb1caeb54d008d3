"""The gate of charter review: accuracy by part, precision by rule, false accusations, against committed floors."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import corpora
from corpora.readers import read
from corpora.structure import analyse
from extractors.charters import review
from extractors.charters.scoring import Scores, score
from extractors.records import Verdict
from tests.charters.digest import digest

CORPUS = Path(corpora.__file__).parent / "charters"
FLOORS: dict[str, dict[str, Any]] = yaml.safe_load((CORPUS / "floors.yaml").read_text(encoding="utf-8"))
_SLACK = 0.0005


def gold_lines(part: str) -> list[dict[str, Any]]:
    files = sorted((CORPUS / part).glob("*.gold.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def scored(part: str) -> Scores:
    verdicts: list[Verdict] = []
    for path in sorted((CORPUS / part).glob("*.txt")):
        document = read(path.name, path.read_bytes())
        verdicts += review(document, analyse(document))
    return score(verdicts, gold_lines(part))


@pytest.mark.parametrize("part", sorted(FLOORS))
def test_gold_is_the_gold_of_the_floors(part: str) -> None:
    """Whoever changes gold or documents measures again and writes the floors and the digest anew."""
    files = [*(CORPUS / part).glob("*.txt"), *(CORPUS / part).glob("*.gold.jsonl")]
    assert digest(files) == FLOORS[part]["sha256"]


@pytest.mark.parametrize(
    ("part", "name"), [(part, name) for part in sorted(FLOORS) for name in sorted(FLOORS[part]["least"])]
)
def test_share_is_not_under_its_floor(part: str, name: str) -> None:
    share = scored(part)[name]
    assert isinstance(share, float)
    assert share >= FLOORS[part]["least"][name] - _SLACK


@pytest.mark.parametrize("part", sorted(FLOORS))
def test_few_are_falsely_accused(part: str) -> None:
    share = scored(part)["falsely_accused"]
    assert isinstance(share, float)
    assert share <= FLOORS[part]["falsely_accused"] + _SLACK


@pytest.mark.parametrize("part", sorted(FLOORS))
def test_precision_of_every_rule(part: str) -> None:
    precision = scored(part)["precision"]
    assert isinstance(precision, dict)
    under = {
        rule: share for rule, share in precision.items() if share < FLOORS[part]["precision"].get(rule, 1) - _SLACK
    }
    assert under == {}
