"""What the results of a document depend on besides its bytes, as digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from corpora.errors import ConfigurationError

DOUBTFUL_BELOW = 0.6
"""Confidence below which a number is shown as doubtful, wherever numbers are shown."""

_HOUSE = Path(__file__).parent.parent
_FLOORS = ("corpora", "models", "extractors", "outputs", "pipeline")
_CODE = {".py"}
_DATA = {".yaml", ".skops", ".npz", ".json", ".txt", ".css", ".js", ".html"}
# The written corpora are documents, not knowledge that the program uses.
_CORPORA = {"samples", "sample_sources", "reports", "charters"}


def digest(indicators: Path | None) -> str:
    """SHA-256 (hex) over the program, its data and the user's own catalogue: results are reused only while it stays.

    Raises:
        ConfigurationError: the user's catalogue cannot be read.
    """
    parts = [_program(), *(f"{name} {value}" for name, value in packs().items()), _own(indicators)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def packs() -> dict[str, str]:
    """The folders that hold data (catalogue, rule packs, gazetteers, models), each with the SHA-256 of its files."""
    folders: dict[str, list[Path]] = {}
    for path in _files(_DATA):
        folders.setdefault(path.parent.relative_to(_HOUSE).as_posix(), []).append(path)
    return {folder: _digest(paths) for folder, paths in sorted(folders.items())}


def own_catalogue(indicators: Path | None) -> str | None:
    """SHA-256 (hex) of the user's own catalogue, None without one."""
    return _own(indicators) or None


def _own(indicators: Path | None) -> str:
    if indicators is None:
        return ""
    try:
        return hashlib.sha256(indicators.read_bytes()).hexdigest()
    except OSError as error:
        raise ConfigurationError(f"--indicators {indicators}: {error.strerror}") from error


@cache
def _program() -> str:
    return _digest(list(_files(_CODE)))


def _files(suffixes: set[str]) -> Iterator[Path]:
    for floor in _FLOORS:
        for path in sorted((_HOUSE / floor).rglob("*")):
            inside = path.relative_to(_HOUSE).parts
            if path.suffix in suffixes and not (inside[0] == "corpora" and inside[1] in _CORPORA):
                yield path


def _digest(paths: list[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.relative_to(_HOUSE).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
