"""The result folder: where each file stands, who holds it, and what may be overwritten or removed.

``OUT/.zhibiao/`` belongs to the program: the ledger, one shard a document, the lock. Foreign files are never touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from corpora.errors import ConfigurationError

TABLES = ("documents", "observations", "charters", "forms", "audit")
_DOCUMENT_FOLDERS = ("text", "reviewed", "opinions")  # files of single documents
_OWN_FOLDERS = (".zhibiao", *_DOCUMENT_FOLDERS)
FINAL_FILES = (
    *(f"{table}.{suffix}" for table in TABLES for suffix in ("jsonl", "parquet", "csv")),
    "indicators.xlsx",
    "report.html",
    "run.json",
)


# What ``write_whole`` and ``outputs.atomic`` call a file of these folders while they write it.
_HALF_WRITTEN = re.compile(r"[0-9a-f]{16}\.txt\.\d+\.tmp|\..{1,40}\.\d+\.tmp", re.DOTALL)


class FolderInUse(ConfigurationError):
    """Another run writes into the same folder."""

    advice_zh = "另一次运行正在写入这个文件夹，请等它结束，或换一个 --out 文件夹。"
    advice_en = "Another run writes into this folder: wait until it ends or choose another --out."


class ForeignFolder(ConfigurationError):
    """The folder holds files of the same names that were not made by this program."""

    advice_zh = "这个文件夹里已有同名文件，而且不是本程序生成的，请为 --out 换一个新的文件夹。"
    advice_en = (
        "The folder holds files of the same names that this program did not make: choose a new folder for --out."
    )


class NoResults(ConfigurationError):
    """A folder that was to hold results holds none."""

    advice_zh = "请给出 zhibiao run 写出的文件夹。"
    advice_en = "Give a folder that zhibiao run wrote."


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The paths of one result folder."""

    out: Path

    @property
    def own(self) -> Path:
        """The program's own corner."""
        return self.out / ".zhibiao"

    @property
    def ledger(self) -> Path:
        """One line per processed document, in the order in which they were done."""
        return self.own / "ledger.jsonl"

    def shard(self, doc: str) -> Path:
        """Where the results of one document are kept."""
        name = hashlib.sha256(doc.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self.own / "shards" / name[:2] / f"{name}.json"

    def text(self, doc_id: str) -> Path:
        """The clean text that all offsets of a document count in."""
        return self.out / "text" / f"{doc_id}.txt"

    def trace(self, doc: str) -> Path:
        """Where a worker notes the digest of the document that it holds, for the case that it does not return."""
        return self.own / "at-work" / self.shard(doc).stem

    def prepare(self) -> None:
        """Make the folder and its corner.

        Raises:
            ForeignFolder: files that the run would overwrite were made by others.
            ConfigurationError: the folder cannot be made.
        """
        if self.out.exists() and not self.own.exists():
            foreign = [n for n in (*FINAL_FILES, *_DOCUMENT_FOLDERS) if (self.out / n).exists()]
            if foreign:
                raise ForeignFolder(f"{self.out}: {', '.join(foreign)}")
        try:
            (self.own / "at-work").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(f"--out {self.out}: {error.strerror}") from error

    def sweep(self) -> None:
        """Remove what a killed run left half written; only the holder of the lock may call this."""
        for name in FINAL_FILES:
            for leftover in self.out.glob(f".{name}.*.tmp"):
                leftover.unlink(missing_ok=True)
        for folder in _DOCUMENT_FOLDERS:
            for leftover in (self.out / folder).rglob("*.tmp"):
                if _HALF_WRITTEN.fullmatch(leftover.name):
                    leftover.unlink(missing_ok=True)
        for leftover in (self.own / "at-work").iterdir():
            leftover.unlink(missing_ok=True)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder against other runs; the lock falls with the process, however it ends.

        Raises:
            FolderInUse: another run holds it.
        """
        with (self.own / "lock").open("a+") as file:
            if not _locked(file):
                raise FolderInUse(str(self.out))
            yield


def is_result(path: Path) -> bool:
    """Whether a file was written by this program: it stands in a result folder, in a place that is the program's."""
    absolute = Path(os.path.abspath(path))
    for folder in absolute.parents:
        inside = absolute.relative_to(folder).parts
        own = inside[0] in _OWN_FOLDERS or (len(inside) == 1 and _is_final(inside[0]))
        if own and _holds_results(folder):
            return True
    return False


def _is_final(name: str) -> bool:
    return name in FINAL_FILES or (name.endswith(".tmp") and any(name.startswith(f".{n}.") for n in FINAL_FILES))


@cache
def _holds_results(folder: Path) -> bool:
    return (folder / ".zhibiao" / "ledger.jsonl").is_file()


def _locked(file: IO[str]) -> bool:
    """Take an exclusive lock that the system drops when the process ends; False when another process has it."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def write_whole(target: Path, data: bytes) -> None:
    """Write a file so that it is either whole or absent after the death of the process.

    Unlike ``outputs.atomic`` it does not wait for the disk: what is written here is checked by its digest before it is
    used again.
    """
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
    os.replace(temporary, target)


def read_json(path: Path) -> dict[str, Any] | None:
    """The object in a JSON file, None where there is no such file or it is not whole."""
    with suppress(OSError, ValueError):
        loaded = json.loads(path.read_bytes())
        return loaded if isinstance(loaded, dict) else None
    return None
