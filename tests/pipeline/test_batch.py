"""Runs over many documents: same bytes for any number of workers, resumed after kills, faults that cost one document."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

FAULTS = Path(__file__).with_name("faults.py")
JSONL = ("documents.jsonl", "observations.jsonl", "charters.jsonl", "forms.jsonl", "audit.jsonl")


def command(out: Path, *inputs: Path, workers: int = 2, timeout: float = 30) -> list[str]:
    return [sys.executable, str(FAULTS), str(out), str(workers), str(timeout), *map(str, inputs)]


def run(out: Path, *inputs: Path, workers: int = 2, timeout: float = 30) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(out, *inputs, workers=workers, timeout=timeout),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def records(out: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


def snapshot(out: Path) -> dict[str, bytes]:
    """All that a run wrote for others, but for what may differ between two runs."""
    files = (p for p in sorted(out.rglob("*")) if p.is_file() and ".zhibiao" not in p.parts and p.name != "run.json")
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in files}


def reused(out: Path) -> int:
    return int(json.loads((out / "run.json").read_text(encoding="utf-8"))["times"]["reused"])


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "县").mkdir(parents=True)
    for n in range(12):
        place = folder / "县" if n % 2 else folder
        (place / f"{n:02}.txt").write_text(f"SLOW 共有{n}家，其中{n * 3}家", encoding="utf-8")
    return folder


@pytest.fixture
def reference(documents: Path, tmp_path: Path) -> dict[str, bytes]:
    assert run(tmp_path / "reference", documents, workers=1).returncode == 0
    return snapshot(tmp_path / "reference")


def test_the_same_bytes_for_any_workers_and_order(documents: Path, reference: dict[str, bytes], tmp_path: Path) -> None:
    assert set(JSONL) <= reference.keys()
    assert run(tmp_path / "two", documents, workers=2).returncode == 0
    assert run(tmp_path / "eight", documents, workers=8).returncode == 0
    assert snapshot(tmp_path / "two") == reference
    assert snapshot(tmp_path / "eight") == reference
    parts = [documents / "县", *documents.glob("*.txt")]
    assert run(tmp_path / "forth", *parts).returncode == 0
    assert run(tmp_path / "back", *reversed(parts)).returncode == 0
    assert snapshot(tmp_path / "forth") == snapshot(tmp_path / "back")


def test_a_second_run_does_nothing_twice_and_changes_nothing(
    documents: Path, reference: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "reference"
    assert run(out, documents).returncode == 0
    assert (reused(out), snapshot(out)) == (12, reference)
    (documents / "00.txt").write_text("SLOW 另有99家", encoding="utf-8")
    (documents / "02.txt").unlink()
    foreign = out / "text" / "mine.txt"
    foreign.write_text("mine", encoding="utf-8")
    assert run(out, documents).returncode == 0
    assert reused(out) == 10
    assert next(r["doc"] for r in records(out, "documents")) == "00.txt"
    assert records(out, "observations")[0]["value"] == 99
    texts = {f"{r['doc_id']}.txt" for r in records(out, "documents")}
    assert {p.name for p in (out / "text").iterdir()} == texts | {"mine.txt"}


def test_damaged_results_are_made_again(documents: Path, reference: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "reference"
    next((out / ".zhibiao" / "shards").rglob("*.json")).write_text("{}", encoding="utf-8")
    next((out / "text").iterdir()).unlink()
    assert run(out, documents).returncode == 0
    assert snapshot(out) == reference
    assert reused(out) in (10, 11)


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("moment", [1, 4, 9])
def test_goes_on_after_a_kill(documents: Path, reference: dict[str, bytes], tmp_path: Path, moment: int) -> None:
    out = tmp_path / "killed"
    process = subprocess.Popen(command(out, documents), stderr=subprocess.DEVNULL, start_new_session=True)
    lines_of_ledger(out, moment)
    process.kill()
    process.wait()
    with (out / ".zhibiao" / "ledger.jsonl").open("ab") as ledger:
        ledger.write(b'{"doc": "torn')
    assert not (out / "documents.jsonl").exists()
    assert run(out, documents).returncode == 0
    assert reused(out) >= moment
    assert snapshot(out) == reference


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_with_130_and_whole_files(
    documents: Path, reference: dict[str, bytes], tmp_path: Path, sent: signal.Signals
) -> None:
    out = tmp_path / "stopped"
    process = subprocess.Popen(command(out, documents), stderr=subprocess.PIPE, text=True, start_new_session=True)
    lines_of_ledger(out, 3)
    os.killpg(process.pid, sent) if sent == signal.SIGINT else process.send_signal(sent)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, "Traceback" in said) == (130, False)
    assert "goes on" in said
    assert run(out, documents).returncode == 0
    assert reused(out) >= 3
    assert snapshot(out) == reference


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_not_even_the_first_process_is_reached_by_ctrl_c_while_it_starts() -> None:
    code = """
import signal
from multiprocessing import resource_tracker
from pipeline.confinement import without_interrupts
with without_interrupts():
    resource_tracker.getfd()  # as Process.start does
    print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["True", "False"]


@pytest.mark.skipif(os.name == "nt", reason="pipes")
def test_a_reader_who_goes_away_takes_nothing_from_a_run(documents: Path, tmp_path: Path) -> None:
    (documents / "bug.txt").write_text("BUG 7家", encoding="utf-8")
    out = tmp_path / "unread"
    process = subprocess.Popen(command(out, documents), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    said = process.stderr.read()
    assert process.wait(timeout=60) == 1
    assert "bug.txt" in said
    assert "Broken" not in said
    assert (out / "run.json").exists()
    assert (out / "indicators.xlsx").exists()


def lines_of_ledger(out: Path, wanted: int) -> None:
    """Wait until the ledger of a run has so many lines."""
    ledger = out / ".zhibiao" / "ledger.jsonl"
    until = time.monotonic() + 60
    while not ledger.exists() or ledger.read_bytes().count(b"\n") < wanted:
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.fixture
def faulty(documents: Path, reference: dict[str, bytes]) -> Path:
    """Further documents that go wrong, added after the reference run."""
    for word in ("HANG", "CRASH", "LEAVE", "BUG"):
        (documents / f"{word.lower()}.txt").write_text(f"{word} 7家", encoding="utf-8")
    return documents


def test_faults_cost_only_their_document(faulty: Path, reference: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "faulty"
    done = run(out, faulty, timeout=3)
    assert done.returncode == 1
    failed = {r["doc"]: r for r in records(out, "documents") if r["status"] == "failed"}
    assert {doc: r["error"]["code"] for doc, r in failed.items()} == {
        "hang.txt": "timeout",
        "crash.txt": "crash",
        "leave.txt": "crash",
        "bug.txt": "error",
    }
    assert all(len(r["doc_id"]) == 16 for r in failed.values())
    assert "RecursionError" in failed["bug.txt"]["error"]["message"]
    assert all(f"{word}.txt" in done.stderr for word in ("hang", "crash", "leave", "bug"))
    assert (out / "observations.jsonl").read_bytes() == reference["observations.jsonl"]
    # What may pass is tried again, what was done is not.
    assert run(out, faulty, timeout=3).returncode == 1
    assert reused(out) == 13


def test_copies_share_their_results_but_for_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("b", "a", "c"):
        (folder / f"{name}.txt").write_text("NAMED 5家", encoding="utf-8")
    for workers in (1, 2):
        out = tmp_path / f"out{workers}"
        assert run(out, folder, workers=workers).returncode == 0
        numbers = records(out, "observations")
        assert [n["doc"] for n in numbers] == ["a.txt", "b.txt", "c.txt"]
        assert len({n["id"] for n in numbers}) == 1
        assert [p.read_text(encoding="utf-8") for p in (out / "text").iterdir()] == ["NAMED 5家a.txt"]
    assert snapshot(tmp_path / "out1") == snapshot(tmp_path / "out2")


def test_results_are_not_read_as_documents(documents: Path, reference: dict[str, bytes]) -> None:
    out = documents / "out"
    assert run(out, documents).returncode == 0
    assert run(out, documents).returncode == 0
    assert snapshot(out) == reference


def test_two_runs_at_once_into_one_folder(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = subprocess.Popen(command(out, documents))
    lines_of_ledger(out, 1)
    # Stopped, so that it cannot end before the second has come, however busy the machine is.
    first.send_signal(signal.SIGSTOP)
    try:
        second = run(out, documents)
    finally:
        first.send_signal(signal.SIGCONT)
    assert second.returncode != 0
    assert "FolderInUse" in second.stderr
    assert first.wait(timeout=60) == 0


def test_an_empty_folder_gives_empty_tables(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = run(tmp_path / "out", tmp_path / "in")
    assert (done.returncode, records(tmp_path / "out", "documents")) == (0, [])


def test_workers_that_cannot_start_are_said_so(documents: Path, tmp_path: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-c", UNSTARTABLE, str(FAULTS.parent), str(documents), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "WorkersEnd" in process.stderr


UNSTARTABLE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import faults
from pipeline.run import Order, execute
from pipeline.worker import Labour, work
if __name__ == "__main__":
    execute(Order((Path(sys.argv[2]),), Path(sys.argv[3]), 2), "en", Labour(faults.unable, work))
"""
