"""A reader that hangs, eats memory, crashes or lies costs its own document, and its record says what happened."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from corpora.intake import find_sources
from corpora.limits import MEMORY
from pipeline import batch
from pipeline.batch import run_batch
from pipeline.folder import RunFolder
from pipeline.worker import Labour, Outcome, Settings, Task
from tests.hostile.faulty_reader import FAULTY, UNCAPPED

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="caps and groups as Linux has them")

EXPECTED = {
    "HANG": "timeout",
    "SPIN": "timeout",
    "HELPER": "timeout",
    "EAT": "out_of_memory",
    "EAT-AT-ONCE": "out_of_memory",
    "RECURSE": "limit_exceeded",
    "RAISE": "error",
    "SHOUT": "",
    "ABORT": "crash",
    "SEGFAULT": "crash",
    "KILLED": "crash",
    "LEAVE": "crash",
    "LIE-BLOCK": "error",
    "LIE-FRAGMENT": "error",
    "LIE-ORDER": "error",
    "NOTHING": "",
}


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that a helper would write if it outlived its document."""
    return tmp_path_factory.mktemp("late") / "late"


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory, late: Path) -> dict[str, dict[str, object]]:
    folder = tmp_path_factory.mktemp("faults")
    (folder / "in").mkdir()
    for order in EXPECTED:
        (folder / "in" / f"{order}.txt").write_text(f"{order} {late}", encoding="utf-8")
    out = folder / "out"
    RunFolder(out).prepare()
    tasks = [Task(source) for source in find_sources([folder / "in"])]
    outcomes = list(run_batch(tasks, Settings(out, "test", seconds=6.0), 2, FAULTY))
    assert len(outcomes) == len(EXPECTED)
    found = {}
    for outcome in outcomes:
        shard = json.loads(RunFolder(out).shard(outcome.entry.doc).read_bytes())
        found[Path(outcome.entry.doc).stem] = {
            "code": outcome.entry.code,
            "said": outcome.entry.said.get("en", ""),
            "final": outcome.entry.final,
            "seconds": outcome.seconds,
            "doc_id": shard["documents"][0]["doc_id"],
        }
    return found


def test_each_fault_has_its_code(entries: dict[str, dict[str, object]]) -> None:
    assert {order: entry["code"] for order, entry in entries.items()} == EXPECTED


def test_what_ended_a_process_is_told(entries: dict[str, dict[str, object]]) -> None:
    told = {"SEGFAULT": "SIGSEGV", "ABORT": "SIGABRT", "KILLED": "SIGKILL", "LEAVE": "exit 0", "HANG": "> 6 s"}
    assert {order: words for order, words in told.items() if words not in str(entries[order]["said"])} == {}
    assert "ValueError" in str(entries["RAISE"]["said"])


def test_what_may_pass_is_tried_again_the_rest_is_not(entries: dict[str, dict[str, object]]) -> None:
    again = {order for order, entry in entries.items() if not entry["final"]}
    assert again == {o for o, code in EXPECTED.items() if code in ("timeout", "crash", "out_of_memory")}


def test_lost_documents_are_known_by_their_bytes(entries: dict[str, dict[str, object]]) -> None:
    ids = {entry["doc_id"] for entry in entries.values()}
    assert len(ids) == len(EXPECTED)


def test_time_is_kept(entries: dict[str, dict[str, object]]) -> None:
    assert all(6.0 <= float(str(entries[order]["seconds"])) < 9.0 for order in ("HANG", "SPIN", "HELPER"))


def test_helpers_end_with_their_document(entries: dict[str, dict[str, object]], late: Path) -> None:
    assert entries
    running = [
        pid for pid in Path("/proc").glob("[0-9]*") if str(late) in _command(pid) and pid.name != str(os.getpid())
    ]
    assert running == []
    assert not late.exists()


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def test_a_fault_comes_back_at_once(entries: dict[str, dict[str, object]]) -> None:
    assert float(str(entries["RAISE"]["seconds"])) < 1.0


def test_memory_is_given_back(entries: dict[str, dict[str, object]]) -> None:
    """The worker that ran into the cap reads the next document all the same."""
    assert entries["NOTHING"]["code"] == ""


def outcomes(folder: Path, labour: Labour, *orders: str) -> list[Outcome]:
    """What came of files with these orders, one after the other, with a minute for each."""
    (folder / "in").mkdir()
    for number, order in enumerate(orders):
        (folder / "in" / f"{number}.txt").write_text(f"{order} x", encoding="utf-8")
    RunFolder(folder / "out").prepare()
    tasks = [Task(source) for source in find_sources([folder / "in"])]
    return list(run_batch(tasks, Settings(folder / "out", "test"), 1, labour))


def test_what_does_not_get_on_ends_before_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "STALLED", 4)
    nothing, slow, hang = outcomes(tmp_path, FAULTY, "NOTHING", "SLOW", "HANG")
    assert [o.entry.code for o in (nothing, slow, hang)] == ["", "", "timeout"]
    assert "without progress" in hang.entry.said["en"]
    assert hang.seconds < 6 <= slow.seconds


def test_without_a_cap_of_the_system_the_parent_looks_at_the_memory(tmp_path: Path) -> None:
    glutton, nothing = outcomes(tmp_path, UNCAPPED, "EAT-WHAT-COUNTS", "NOTHING")
    assert (glutton.entry.code, nothing.entry.code) == ("out_of_memory", "")
    assert MEMORY < glutton.peak < 1.3 * MEMORY
