"""What all tests share: the hypothesis profile and the folders of the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("zhibiao", deadline=None, derandomize=True)
settings.load_profile("zhibiao")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def samples(root: Path) -> Path:
    """The sample documents in real file formats."""
    return root / "corpora" / "samples"
