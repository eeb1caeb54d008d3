"""What a worker process does: load a document, process it, keep the results on disk, say in short what came of it."""

from __future__ import annotations

import hashlib
import json
import os
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from corpora import clock
from corpora.errors import Crashed, InternalError, OutOfMemory, ReadError, TimedOut, ZhibiaoError
from corpora.limits import MEMORY, SECONDS
from extractors.records import as_dict
from outputs.reviewed.names import opinion_name
from pipeline import confinement, cycles
from pipeline.charter_files import write_charter_files
from pipeline.folder import RunFolder, write_whole
from pipeline.ledger import Entry
from pipeline.processed import Processed, failed

if TYPE_CHECKING:
    from pipeline.stages import Resources

# A worker is replaced after so many documents, or after one that took so many bytes: what native libraries leak does
# not pile up, and every document finds the same room.
_DOCUMENTS = 2_000
_GROWTH = 256 * 2**20
_NO_BYTES = hashlib.sha256().hexdigest()
# What may be due to the machine and its other work: the next run tries again.
_PASSING = {TimedOut.code, Crashed.code, OutOfMemory.code, "time_cut"}
ALIVE = "alive"  # what a worker says while a document gets on


class Source(Protocol):
    """A document before it is read."""

    @property
    def doc(self) -> str:
        """Its path as in documents.jsonl."""
        ...

    def load(self) -> bytes:
        """Its bytes; ReadError if they cannot be had."""
        ...

    def digest(self) -> str:
        """SHA-256 (hex) of the bytes there are, for sources that do not load."""
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """What is the same for all documents of a run; ``seconds`` is the time for one."""

    out: Path
    configuration: str
    indicators: Path | None = None
    rules: Path | None = None
    seconds: float = SECONDS
    transformer: Path | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One document to do; ``known`` is its entry in the ledger, if it has one."""

    source: Source
    known: Entry | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task. ``reused`` when an earlier run had done it already.

    ``seconds`` of wall clock and ``peak``, the most bytes of memory that its process held meanwhile, are what it cost
    this run; ``peak`` is 0 where the system does not tell.
    """

    entry: Entry
    reused: bool = False
    seconds: float = 0.0
    peak: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What a worker says when a document is done; ``spent`` when its process should be replaced by a fresh one."""

    outcome: Outcome
    spent: bool


@dataclass(frozen=True, slots=True)
class Labour:
    """What worker processes do: ``start`` once each, ``work`` for each document; both importable by name."""

    start: Callable[[Settings], None]
    work: Callable[[Task, Settings], Outcome]


def serve(connection: Connection, settings: Settings, labour: Labour) -> None:
    """The life of a worker process: make ready, then take documents from the connection until it is closed."""
    confinement.confine()
    cycles.look_seldom()
    labour.start(settings)
    confinement.hush()
    connection.send(None)
    floor, done = confinement.peak(), 0
    while True:
        try:
            task: Task = connection.recv()
        except EOFError:
            return
        began = time.monotonic()
        confinement.forget_peak()
        clock.start(settings.seconds, lambda: connection.send(ALIVE))
        try:
            outcome = labour.work(task, settings)
        except Exception as error:  # not of the document: the disk refuses
            connection.send(error)
            return
        done += 1
        outcome = replace(outcome, seconds=round(time.monotonic() - began, 3), peak=confinement.peak())
        connection.send(Report(outcome, done >= _DOCUMENTS or outcome.peak - floor > _GROWTH))


def start(settings: Settings) -> None:
    """Make a process ready: one thread for numerical libraries, resources loaded."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"):
        os.environ[name] = "1"
    _resources(settings.indicators, settings.rules, settings.transformer)


def work(task: Task, settings: Settings) -> Outcome:
    """Process one document unless that was done before; its results stand on disk when this returns.

    An error of the program itself costs only this document, too.
    """
    doc, folder = task.source.doc, RunFolder(settings.out)
    trace = folder.trace(doc)
    try:
        with confinement.memory_capped(MEMORY):
            data = task.source.load()
    except Exception as error:
        cause = _cause(error)
        content = _digest_of(task.source)
        return Outcome(keep(failed(doc, content[:16], cause), content, settings))
    content = hashlib.sha256(data).hexdigest()
    if task.known and is_current(task.known, content, settings, folder):
        return Outcome(task.known, reused=True)
    trace.write_text(content, encoding="ascii")
    entry = _process(doc, data, content, settings)
    trace.unlink(missing_ok=True)
    return Outcome(entry)


def _cause(error: Exception) -> ReadError:
    if isinstance(error, ReadError):
        return error
    return OutOfMemory() if isinstance(error, MemoryError) else InternalError.of(error)


def _digest_of(source: Source) -> str:
    """What a source that does not load is known by; the digest of no bytes where even that goes wrong."""
    try:
        return source.digest()
    except Exception:
        return _NO_BYTES


def is_current(known: Entry, content: str, settings: Settings, folder: RunFolder) -> bool:
    """Whether an entry still holds: same content, same configuration, all its files there, its shard undamaged."""
    if (known.content, known.configuration, known.final) != (content, settings.configuration, True):
        return False
    return (
        _sha256(folder.shard(known.doc)) == known.output
        and (not known.text or _sha256(folder.text(known.doc_id)) == known.text)
        and all((folder.out / file).exists() for file in known.files)
    )


def _sha256(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def keep(
    processed: Processed, content: str, settings: Settings, *, written: tuple[str, ...] = (), **more: Any
) -> Entry:
    """Write the shard and the clean text of a document; returns its entry for the ledger, with the files ``written``."""
    folder = RunFolder(settings.out)
    record = processed.record
    files = []
    text = processed.text.encode("utf-8", "surrogatepass")
    if record.status != "failed":
        target = folder.text(record.doc_id)
        files.append(target.relative_to(folder.out).as_posix())
        write_whole(target, text)
    files += written
    shard = json.dumps(shard_of(processed, **more), ensure_ascii=False, separators=(",", ":"))
    data = shard.encode("utf-8", "surrogatepass")
    write_whole(folder.shard(record.doc), data)
    return Entry(
        doc=record.doc,
        content=content,
        configuration=settings.configuration,
        output=hashlib.sha256(data).hexdigest(),
        text=hashlib.sha256(text).hexdigest() if record.status != "failed" else "",
        files=tuple(files),
        status=record.status,
        code=record.error.code if record.error else "",
        said={lang: processed.error.message(lang) for lang in ("zh", "en")} if processed.error else {},
        doc_type=record.doc_type,
        counts={
            "observations": len(processed.observations),
            "charters": len(processed.verdicts),
            "forms": len(processed.fields),
            "audit": len(processed.findings),
        },
        final=not {*record.warnings, record.error.code if record.error else ""} & _PASSING,
    )


def shard_of(processed: Processed, **more: Any) -> dict[str, Any]:
    """The results of a document as they stand in its shard: records by table, and the reason of each observation."""
    return {
        "documents": [processed.record.as_dict()],
        "observations": [as_dict(o) for o in processed.observations],
        "charters": [as_dict(v) for v in processed.verdicts],
        "forms": [as_dict(f) for f in processed.fields],
        "audit": [as_dict(f) for f in processed.findings],
        "reasons": [
            {"rule": o.reason.rule, "cues": list(o.reason.cues), "sentence": o.reason.sentence} if o.reason else None
            for o in processed.observations
        ],
        **more,
    }


def lost(task: Task, error: ZhibiaoError, settings: Settings, seconds: float) -> Outcome:
    """The outcome of a task whose worker did not return: a failed record, tried again by the next run."""
    folder, doc = RunFolder(settings.out), task.source.doc
    trace = folder.trace(doc)
    content = trace.read_text(encoding="ascii") if trace.exists() else _NO_BYTES
    trace.unlink(missing_ok=True)
    return Outcome(keep(failed(doc, content[:16], error), content, settings), seconds=seconds)


def _process(doc: str, data: bytes, content: str, settings: Settings) -> Entry:
    """Process a document and keep what it gave. An error of the program is the document's; one of the disk is not."""
    from pipeline.stages import process

    try:
        with confinement.memory_capped(MEMORY):
            processed = process(doc, data, _resources(settings.indicators, settings.rules, settings.transformer))
    except MemoryError:
        return keep(failed(doc, content[:16], OutOfMemory()), content, settings)
    except Exception as error:
        unknown = InternalError.of(error)
        return keep(failed(doc, content[:16], unknown), content, settings, traceback=traceback.format_exc())
    with confinement.memory_capped(MEMORY):
        processed, files = write_charter_files(processed, data, settings.out)
    if processed.fields and processed.record.doc_type == "inspection_report":
        # Written when the whole run is known, because last year's form may speak against this one.
        files = (*files, opinion_name(doc, ".docx"))
    return keep(processed, content, settings, written=files)


@cache
def _resources(indicators: Path | None, rules: Path | None, transformer: Path | None) -> Resources:
    from pipeline.stages import load_resources

    return load_resources(indicators, rules, transformer)


LABOUR = Labour(start, work)
