"""The records of a JSONL file document by document, whatever their order in the file, without holding them."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from outputs.jsonl import read_jsonl


class ByDocument:
    """An index over a JSONL file by its key ``doc``: 8 bytes a record, the records stay on the disk.

    Args:
        source: the file; one that is not there has no records.
        visit: called with each record during the one pass that builds the index.
    """

    def __init__(self, source: Path, visit: Callable[[dict[str, Any]], object] | None = None) -> None:
        self._source = source
        self._offsets: dict[str, array[int]] = {}
        if not source.exists():
            return
        with source.open("rb") as file:
            offset = 0
            for line in file:
                if line.strip():
                    record = json.loads(line)
                    self._offsets.setdefault(record["doc"], array("Q")).append(offset)
                    if visit is not None:
                        visit(record)
                offset += len(line)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that have records, in order of their first."""
        return tuple(self._offsets)

    def count(self, doc: str) -> int:
        """How many records a document has."""
        return len(self._offsets.get(doc, ()))

    @property
    def total(self) -> int:
        """How many records there are."""
        return sum(map(len, self._offsets.values()))

    def records(self, doc: str) -> Iterator[dict[str, Any]]:
        """The records of a document in the file's order."""
        offsets = self._offsets.get(doc)
        if offsets is None:
            return
        with self._source.open("rb") as file:
            for offset in offsets:
                file.seek(offset)
                yield json.loads(file.readline())


def document_records(out_dir: Path, *indexes: ByDocument) -> Iterator[dict[str, Any]]:
    """The records of documents.jsonl in order, then a bare one for each document that only has other records."""
    seen = set()
    for record in read_jsonl(out_dir / "documents.jsonl"):
        seen.add(record["doc"])
        yield record
    for index in indexes:
        for doc in index.documents:
            if doc not in seen:
                seen.add(doc)
                yield {"doc": doc, "status": "ok"}
