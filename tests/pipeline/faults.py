"""Workers that go wrong on order: documents whose text begins with HANG, CRASH, LEAVE or BUG; the others give numbers."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import sys
import time
from pathlib import Path
from types import ModuleType

from extractors.records import Observation, Reason
from outputs.document_record import DocumentRecord
from pipeline import worker
from pipeline.processed import Processed
from pipeline.worker import Labour, Settings


def process(doc: str, data: bytes, resources: object) -> Processed:
    text = data.decode()
    word = text.partition(" ")[0]
    if word == "HANG":
        time.sleep(3600)
    if word == "CRASH":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "LEAVE":
        os._exit(0)
    if word == "BUG":
        raise RecursionError("deep")
    if word == "SLOW":
        time.sleep(0.1)
    if word == "NAMED":  # read differently by its name
        text += doc
    doc_id = hashlib.sha256(data).hexdigest()[:16]
    record = DocumentRecord(
        doc, doc_id, "text/plain", "ok", None, "other", 0.5, text[:4], None, None, None, None, len(text)
    )
    return Processed(record, text, tuple(number(doc, doc_id, m) for m in re.finditer(r"\d+", text)))


def number(doc: str, doc_id: str, match: re.Match[str]) -> Observation:
    return Observation(
        doc=doc,
        doc_id=doc_id,
        id=f"{doc_id}-{match.start()}",
        indicator="other",
        label="数",
        value=int(match[0]),
        value_max=None,
        unit="家",
        bound="exact",
        status="actual",
        measure="stock",
        org_type=None,
        area=None,
        scope=None,
        period=None,
        grade=None,
        part_of=None,
        quote=match[0],
        start=match.start(),
        end=match.end(),
        page=None,
        bbox=None,
        section=(),
        article=0,
        confidence=0.5,
        flags=(),
        reason=Reason("rule", ("cue",), match.string),
    )


def start(settings: Settings) -> None:
    fake = ModuleType("pipeline.stages")
    fake.__dict__.update(process=process, load_resources=lambda *own: None)
    sys.modules["pipeline.stages"] = fake
    worker.start(settings)


def unable(settings: Settings) -> None:
    raise MemoryError


FAULTY = Labour(start, worker.work)


def main() -> int:
    """Usage: faults.py OUT WORKERS TIMEOUT INPUT..."""
    from pipeline.run import Order, execute

    out, workers, timeout, *inputs = sys.argv[1:]
    return execute(Order(tuple(map(Path, inputs)), Path(out), int(workers), None, float(timeout)), "en", FAULTY)


if __name__ == "__main__":
    # The workers import this file by its name.
    import faults

    sys.exit(faults.main())
