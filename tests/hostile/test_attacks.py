"""Hostile files: each ends in one of the outcomes that are honest for it, within the limits, and nothing leaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpora.limits import MEMORY
from tests.hostile.attacks import TEXT, quick
from tests.hostile.campaign import Result, results, written


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("attacks") / "out"


@pytest.fixture(scope="module")
def found(out: Path) -> list[Result]:
    # On a machine with much other work the clock says little, so here it is set wide; docs/reliability.md has times.
    return results(written(((a.name, a.make()) for a in quick()), out.parent / "in"), out, timeout=240)


def test_every_attack_ends_in_an_honest_outcome(found: list[Result]) -> None:
    honest = {a.name: a.outcomes for a in quick()}
    came_to = {(r.doc, r.outcome) for r in found if r.outcome not in honest[r.doc.partition("!")[0]]}
    assert came_to == set()
    assert {r.doc.partition("!")[0] for r in found} == honest.keys()


def test_no_attack_takes_more_memory_than_allowed(found: list[Result]) -> None:
    assert max(r.peak for r in found) * 2**20 <= MEMORY


def test_no_file_of_the_host_is_told(found: list[Result], out: Path) -> None:
    """The entities, frames, links and relations of the attacks point to the list of users, whose first is root."""
    assert found
    told = "".join(p.read_text(encoding="utf-8") for p in out.rglob("*.txt")) + "".join(
        p.read_text(encoding="utf-8") for p in (out / ".zhibiao").rglob("*.json")
    )
    assert TEXT in told
    assert "root:" not in told


def test_nothing_is_written_beside_the_results(found: list[Result], out: Path) -> None:
    assert found
    assert {p.name for p in out.parent.iterdir()} == {"in", "out"}
    assert not Path("/tmp/slip.txt").exists()
    assert {p.name for p in out.iterdir()} == {".zhibiao", "text"}
