"""Reading touches no network, starts no program and writes nowhere but into the result folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpora.intake import find_sources
from pipeline.batch import run_batch
from pipeline.folder import RunFolder
from pipeline.worker import Settings, Task
from tests.hostile.attacks import quick
from tests.hostile.campaign import written
from tests.hostile.mutations import originals
from tests.hostile.watched import WATCHED, notes

_REACHING = ("html/", "docx/external", "docx/remote", "docx/outside", "pdf/actions", "zip/s", "zip/names", "other/")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The attacks that reach for the outside, and a real file of each format."""
    top = tmp_path_factory.mktemp("leaks")
    written(((a.name, a.make()) for a in quick() if a.name.startswith(_REACHING)), top / "in")
    written(((f"real/{n}{suffix}", data) for n, (suffix, data) in enumerate(originals())), top / "in")
    return top


def test_workers_reach_for_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    out = folder / "out"
    RunFolder(out).prepare()
    tasks = [Task(source) for source in find_sources([folder / "in"])]
    assert len(list(run_batch(tasks, Settings(out, "test"), 2, WATCHED))) == len(tasks)
    # LibreOffice, where it is installed, is the one program that readers may start; urllib3 looks at its import
    # whether this machine itself knows IPv6.
    assert [note for note in notes(out) if "soffice" not in note and "('::1', 0)" not in note] == []


def test_the_watch_sees() -> None:
    """The same watch over a process that does it all."""
    done = subprocess.run([sys.executable, "-c", _DEEDS], capture_output=True, text=True, check=True)
    seen = {line.split()[0] for line in done.stdout.splitlines() if line}
    assert seen == {"open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.remove", "os.mkdir"}


_DEEDS = """
import os, socket, subprocess, sys, tempfile
from pathlib import Path
from tests.hostile import watched
from pipeline import worker
from pipeline.worker import Settings
worker.start = lambda settings: None
with tempfile.TemporaryDirectory() as top:
    (Path(top) / "out").mkdir()
    watched.start(Settings(Path(top) / "out", "test"))
    (Path(top) / "out" / "allowed").write_text("x")
    (Path(top) / "a").write_text("x")
    (Path(top) / "a").unlink()
    (Path(top) / "b").mkdir()
    try:
        socket.create_connection(("127.0.0.1", 9), 1)
    except OSError:
        pass
    subprocess.run(["true"])
    print((Path(top) / "notes").read_text())
    os._exit(0) if sys.stdout.flush() is None else None
"""


def test_a_whole_run_leaves_home_and_temporary_folder_empty(folder: Path, tmp_path: Path) -> None:
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    temporary.mkdir()
    before = {p.relative_to(folder / "in") for p in (folder / "in").rglob("*")}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "run", str(folder / "in" / "html"), "--out", str(tmp_path / "out")],
        env={"HOME": str(home), "TMPDIR": str(temporary), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert list(home.rglob("*")) == list(temporary.rglob("*")) == []
    assert {p.relative_to(folder / "in") for p in (folder / "in").rglob("*")} == before
