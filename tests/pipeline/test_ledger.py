"""The ledger outlives kills, torn lines and changed inputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.folder import FolderInUse, ForeignFolder, RunFolder
from pipeline.ledger import Entry, Ledger


def entry(doc: str, content: str = "c" * 64, **more: object) -> Entry:
    return Entry(doc=doc, content=content, configuration="f" * 64, output="o" * 64, **more)  # type: ignore[arg-type]


def written(path: Path, *entries: Entry) -> Ledger:
    ledger = Ledger(path)
    with ledger.open() as appender:
        for one in entries:
            appender.add(one)
    return Ledger(path)


def test_reads_back_what_was_added(tmp_path: Path) -> None:
    one = entry("甲/a.txt", files=("text/x.txt",), counts={"observations": 3}, doc_type="charter")
    odd = entry("bad\udce9name.txt", status="failed", code="timeout", final=False)
    assert written(tmp_path / "ledger.jsonl", one, odd).entries == {one.doc: one, odd.doc: odd}


def test_the_latest_entry_of_a_document_counts_and_earlier_files_are_known(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    written(path, entry("a", "1" * 64, files=("text/1.txt",)), entry("a", "2" * 64, files=("text/2.txt",)))
    ledger = Ledger(path)
    assert ledger.entries["a"].content == "2" * 64
    assert ledger.earlier_files == {"text/1.txt"}


@pytest.mark.parametrize("cut", [1, 7, 40])
def test_a_torn_last_line_costs_only_itself(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "ledger.jsonl"
    written(path, entry("a"), entry("b"))
    path.write_bytes(path.read_bytes()[:-cut])
    again = written(path, entry("c"))
    # A cut of one byte takes only the line feed: the line itself is whole.
    assert sorted(again.entries) == (["a", "b", "c"] if cut == 1 else ["a", "c"])


def test_forgets_documents_that_went(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    ledger = written(path, entry("b"), entry("a"), entry("gone"))
    ledger.forget_all_but(["a", "b"])
    assert list(Ledger(path).entries) == ["a", "b"]


def test_a_second_run_into_the_same_folder_is_refused(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "out")
    folder.prepare()
    with folder.held(), pytest.raises(FolderInUse), RunFolder(tmp_path / "out").held():
        pass
    with folder.held():  # free again
        pass


def test_foreign_files_of_our_names_are_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "observations.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(ForeignFolder, match=r"observations\.csv"):
        RunFolder(tmp_path).prepare()
    assert not (tmp_path / ".zhibiao").exists()


def test_other_foreign_files_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    RunFolder(tmp_path).prepare()
    RunFolder(tmp_path).sweep()
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_sweeps_what_a_killed_run_left_half_written(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.prepare()
    half = [tmp_path / ".observations.jsonl.123.tmp", folder.trace("a.txt")]
    for path in half:
        path.write_text("half", encoding="utf-8")
    folder.sweep()
    assert not any(path.exists() for path in half)
