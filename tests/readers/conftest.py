"""Fixtures of the reader tests."""

from __future__ import annotations

import pytest

from corpora.readers import office


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice is not installed."""
    monkeypatch.setattr(office, "program", lambda: None)
