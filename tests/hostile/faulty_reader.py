"""A reader that fails on order, in the place of that for plain text: the first word of the file says how."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

from corpora import clock, readers
from corpora.cleaning import DocumentBuilder
from corpora.document import Block, Document, Fragment
from pipeline import confinement, worker
from pipeline.worker import Labour, Settings


def read(doc: str, doc_id: str, data: bytes) -> Document:
    """Read, or hang, crash, eat memory, leave, lie."""
    text = data.decode()
    order, _, rest = text.partition(" ")
    faults.get(order, lambda _: None)(rest)
    builder = DocumentBuilder(doc, doc_id, "text/plain")
    builder.add("paragraph", text)
    document = builder.build()
    if order == "LIE-BLOCK":
        return _with(document, blocks=(Block("paragraph", 5, len(text) + 50),))
    if order == "LIE-FRAGMENT":
        return _with(document, fragments=(Fragment(0, len(text), 1, 0.0, 9.0, (0.0, 1.0)),), pages=1)
    if order == "LIE-ORDER":
        return _with(document, blocks=(Block("paragraph", 9, 12), Block("paragraph", 0, 10)))
    return document


def _with(document: Document, **changes: object) -> Document:
    from dataclasses import replace

    return replace(document, **changes)  # type: ignore[arg-type]


def _hang(_: str) -> None:
    while True:
        time.sleep(60)


def _spin(_: str) -> None:
    while True:
        pass


def _helper(file: str) -> None:
    """Start a helper in a session of its own that would write a file, and wait for it for ever."""
    code = f"import time, pathlib; time.sleep(12); pathlib.Path({file!r}).write_text('late')"
    subprocess.run([sys.executable, "-c", code], start_new_session=True, check=False)
    _hang("")


def _eat(_: str) -> None:
    held = []
    while True:
        held.append(bytearray(16 * 2**20))


def _slow(_: str) -> None:
    """Take six seconds, but get on."""
    for _turn in range(60):
        time.sleep(0.1)
        clock.tick()


def _eat_what_counts(_: str) -> None:
    """Eat memory that is used, not only reserved."""
    held = []
    while True:
        held.append(b"\1" * 16 * 2**20)
        time.sleep(0.01)


def _recurse(_: str) -> None:
    _recurse(_)


def _raise(_: str) -> None:
    raise ValueError("a fault of the reader")


def _shout(_: str) -> None:
    print("noise on standard output", flush=True)
    print("noise on standard error", file=sys.stderr, flush=True)


faults = {
    "HANG": _hang,
    "SPIN": _spin,
    "HELPER": _helper,
    "EAT": _eat,
    "SLOW": _slow,
    "EAT-WHAT-COUNTS": _eat_what_counts,
    "EAT-AT-ONCE": lambda _: bytes(64 * 2**30),
    "RECURSE": _recurse,
    "RAISE": _raise,
    "SHOUT": _shout,
    "ABORT": lambda _: os.abort(),
    "SEGFAULT": lambda _: os.kill(os.getpid(), signal.SIGSEGV),
    "KILLED": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "LEAVE": lambda _: os._exit(0),
}


def start(settings: Settings) -> None:
    """Make a worker ready whose reader for plain text is this one."""
    readers._READERS["text/plain"] = "tests.hostile.faulty_reader:read"
    sys.path.insert(0, str(Path(__file__).parents[2]))
    worker.start(settings)
    # What the first document would load is loaded now, so that on a busy machine seconds are those of the faults.
    from pipeline.stages import evaluated, load_resources

    evaluated(read("a.txt", "0" * 16, "截至2023年底，全市共有社会组织312家。".encode()), load_resources())


def start_without_cap(settings: Settings) -> None:
    """The same on a system that caps no memory."""
    confinement.memory_capped = lambda most: nullcontext()  # type: ignore[assignment]
    start(settings)


FAULTY = Labour(start, worker.work)
UNCAPPED = Labour(start_without_cap, worker.work)
