"""Killed at random moments (SIGKILL) and gone on with, a run ends in the bytes of one that was never interrupted."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.hostile.campaign import written
from tests.hostile.kills import finish, killed, mixed, snapshot


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_kills_change_nothing(tmp_path: Path) -> None:
    folder = written(mixed(40, seed=2), tmp_path / "in")
    finish(folder, tmp_path / "whole", 2)
    rng = random.Random(2)
    kills = sum(killed(folder, tmp_path / "out", workers, rng.uniform(0.5, 2.5)) for workers in (8, 2, 1))
    finish(folder, tmp_path / "out", 2)
    assert kills
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "whole")
