"""What the results of a document depend on besides its bytes, as digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from corpora.errors import ConfigurationError

DOUBTFUL_BELOW = 0.6
"""Confidence below which a number is shown as doubtful, wherever numbers are shown."""

ACCEPTED_FROM = 0.95
"""Confidence from which a number counts as accepted: of these at least .98 were right on the reports of ``dev``."""

_HOUSE = Path(__file__).parent.parent
_FLOORS = ("corpora", "models", "extractors", "outputs", "pipeline")
_CODE = {".py"}
_DATA = {".yaml", ".skops", ".npz", ".onnx", ".json", ".txt", ".css", ".js", ".html"}
# The written corpora are documents, not knowledge that the program uses.
_CORPORA = {"samples", "sample_sources", "reports", "charters"}


def digest(indicators: Path | None, rules: Path | None = None, transformer: Path | None = None) -> str:
    """SHA-256 (hex) over the program, its data and the user's own catalogue, pack of charter rules and transformer.

    Results are reused only while it stays.

    Raises:
        ConfigurationError: one of the user's files cannot be read.
    """
    data = [f"{name} {value}" for name, value in packs().items()]
    parts = [_program(), *data, _own("--indicators", indicators), _own("--rules", rules)]
    parts += [model["sha256"]] if (model := own_model(transformer)) else []
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def packs() -> dict[str, str]:
    """The folders that hold data (catalogue, rule packs, gazetteers, models), each with the SHA-256 of its files."""
    folders: dict[str, list[Path]] = {}
    for path in _files(_DATA):
        folders.setdefault(path.parent.relative_to(_HOUSE).as_posix(), []).append(path)
    return {folder: _digest(paths) for folder, paths in sorted(folders.items())}


def own_file(path: Path | None) -> dict[str, str] | None:
    """Path (or name of a built-in pack) and SHA-256 (hex) of a file of the user's own, None without one."""
    return None if path is None else {"path": str(path), "sha256": _own("", path)}


def checkpoint(folder: Path) -> Path | None:
    """The folder of a transformer as all processes find it, None for ``none``; it is loaded once to see that it is whole.

    Raises:
        ConfigurationError: it cannot be loaded; the message says why.
    """
    from models.transformer.runtime import BUILT_IN, NONE, load

    if str(folder) == NONE:
        return None
    built_in = str(folder) == BUILT_IN
    load(None if built_in else folder.resolve())
    return folder if built_in else folder.resolve()


def own_model(folder: Path | None) -> dict[str, str] | None:
    """Path and SHA-256 (hex) over the files of a transformer as ``checkpoint`` gives it, None without one."""
    from models.transformer.runtime import BUILT_IN, files, home

    if folder is None:
        return None
    total = hashlib.sha256()
    for path in files(home(None if str(folder) == BUILT_IN else folder)):
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return {"path": str(folder), "sha256": total.hexdigest()}


def _own(option: str, path: Path | None) -> str:
    if path is None:
        return ""
    built_in = _HOUSE / "extractors" / "charters" / "packs" / f"{path}.yaml"
    try:
        return hashlib.sha256((built_in if built_in.is_file() else path).read_bytes()).hexdigest()
    except OSError as error:
        raise ConfigurationError(f"{option} {path}: {error.strerror}") from error


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
