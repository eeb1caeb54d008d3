"""Fixtures of the reader tests."""

from __future__ import annotations

import pytest

from corpora.readers import ocr, office


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice is not installed."""
    monkeypatch.setattr(office, "program", lambda: None)


@pytest.fixture(autouse=True)
def _without_recognition(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text recognition is not installed, but for the tests that are about it."""
    if "test_ocr" not in request.node.nodeid:
        monkeypatch.setattr(ocr, "is_available", lambda: False)
