"""The ledger of a result folder: what was done, of which content, under which configuration, with which result.

A line is appended as soon as a document is done, so a run that was killed goes on where it stopped. A torn last line is
ignored. When a run ends well the ledger is written anew with just the documents of that run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from corpora.errors import Skipped

_SYNC_EVERY = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one document after it was processed.

    Attributes:
        doc: its path as in documents.jsonl.
        content: SHA-256 of its bytes (hex), empty when they could not be had.
        configuration: digest of all that can change its results.
        output: SHA-256 (hex) of its shard.
        text: SHA-256 (hex) of its clean text, empty when it has none.
        files: what was written for it, relative to the result folder.
        status, code, doc_type: as in documents.jsonl; ``code`` is empty unless it failed.
        said: why it failed, by language; empty unless it did.
        counts: records by table.
        final: False for failures that may pass (a timeout, a crash): the next run tries again.
    """

    doc: str
    content: str
    configuration: str
    output: str
    text: str = ""
    files: tuple[str, ...] = ()
    status: str = "ok"
    code: str = ""
    said: dict[str, str] = field(default_factory=dict)
    doc_type: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    final: bool = True

    @property
    def skipped(self) -> bool:
        """Whether it is no document at all, as a lock file."""
        return self.code == Skipped.code

    @property
    def failed(self) -> bool:
        """Whether it is a document that could not be read."""
        return self.status == "failed" and not self.skipped

    @property
    def doc_id(self) -> str:
        """The contract's id of the content."""
        return self.content[:16]


class Ledger:
    """The entries of a ledger file, the latest of each document, and a way to add to them.

    ``earlier_files`` are the files of entries that a later entry of the same document has replaced.
    """

    def __init__(self, path: Path) -> None:
        """Read the file, if there is one."""
        self.path = path
        self.entries: dict[str, Entry] = {}
        self.earlier_files: set[str] = set()
        for entry in _read(path):
            self._take(entry)

    @contextmanager
    def open(self) -> Iterator[Appender]:
        """Add to the ledger; closing waits for the disk."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        _end_torn_line(self.path)
        with self.path.open("ab") as file:
            appender = Appender(self, file)
            try:
                yield appender
            finally:
                appender.sync()

    def _take(self, entry: Entry) -> None:
        if earlier := self.entries.get(entry.doc):
            self.earlier_files.update(earlier.files)
        self.entries[entry.doc] = entry

    def forget_all_but(self, docs: Iterable[str]) -> None:
        """Write the file anew with the entries of ``docs``, in their order."""
        kept = {doc: self.entries[doc] for doc in docs}
        temporary = self.path.with_name(f"{self.path.name}.tmp")
        with temporary.open("wb") as file:
            for entry in kept.values():
                file.write(_line(entry))
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, self.path)
        self.entries = kept


class Appender:
    """Adds entries to an open ledger file."""

    def __init__(self, ledger: Ledger, file: IO[bytes]) -> None:
        self._ledger = ledger
        self._file = file
        self._unsynced = 0

    def add(self, entry: Entry) -> None:
        """Append an entry; it outlives the death of the process at once and a power cut after some more entries."""
        self._ledger._take(entry)
        self._file.write(_line(entry))
        self._file.flush()
        self._unsynced += 1
        if self._unsynced >= _SYNC_EVERY:
            self.sync()

    def sync(self) -> None:
        """Wait until all entries are on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._unsynced = 0


def _line(entry: Entry) -> bytes:
    # Names of files may hold lone surrogates, which only ASCII JSON can carry.
    return json.dumps(asdict(entry), separators=(",", ":")).encode("ascii") + b"\n"


def _read(path: Path) -> Iterator[Entry]:
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            # A torn or foreign line costs only that document's work, done again.
            with suppress(ValueError, TypeError, KeyError):
                loaded = json.loads(line)
                yield Entry(**{**loaded, "files": tuple(loaded["files"])})


def _end_torn_line(path: Path) -> None:
    """End a torn last line, so that the next entry does not become part of it."""
    if not path.exists():
        return
    with path.open("rb+") as file:
        file.seek(0, os.SEEK_END)
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
