"""Real files with damage: only declared outcomes come out. A longer run's table stands in docs/reliability.md."""

from __future__ import annotations

from pathlib import Path

from corpora.errors import ReadError
from corpora.limits import MEMORY
from pipeline.reference import error_classes
from tests.hostile.campaign import results, written
from tests.hostile.mutations import mutations

_COUNT = 1000
DECLARED = {c.code for c in error_classes(ReadError)} - {"error", "crash", "timeout", "out_of_memory", "skipped"}


def test_damaged_files_end_in_declared_outcomes(tmp_path: Path) -> None:
    files = dict(mutations(_COUNT, seed=20))
    found = results(written(files.items(), tmp_path / "in"), tmp_path / "out", timeout=240)
    assert {(r.doc, r.outcome) for r in found if r.outcome not in DECLARED | {"ok", "partial"}} == set()
    assert {r.doc.partition("!")[0] for r in found} == files.keys()
    assert max(r.peak for r in found) * 2**20 <= MEMORY


def test_mutations_are_the_same_for_the_same_seed() -> None:
    assert dict(mutations(20, seed=3)) == dict(mutations(20, seed=3)) != dict(mutations(20, seed=4))
