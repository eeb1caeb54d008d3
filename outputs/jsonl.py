"""JSONL: one object a line, the same bytes for the same records, files that are either whole or absent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from extractors.records import Record, as_dict
from outputs.atomic import atomic_file
from outputs.document_record import DocumentRecord

# json escapes C0 itself; DEL, C1, the Unicode line ends and lone surrogates would break line readers or UTF-8.
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")

JsonlRecord = Record | DocumentRecord | Mapping[str, Any]


def to_line(record: JsonlRecord) -> str:
    """A record as one line of JSON without its line feed, keys in the contract's order.

    Raises:
        ValueError: a number is NaN or infinite, for which JSON has no form.
    """
    text = json.dumps(_as_mapping(record), ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
    return _TO_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _as_mapping(record: JsonlRecord) -> Mapping[str, Any]:
    if isinstance(record, Mapping):
        return record
    return record.as_dict() if isinstance(record, DocumentRecord) else as_dict(record)


def write_jsonl(target: Path, records: Iterable[JsonlRecord]) -> int:
    """Write records one a line, atomically; returns how many.

    Raises:
        ValueError: a number is NaN or infinite; the target is then left as it was.
        OSError: the disk refuses.
    """
    count = 0
    with atomic_file(target) as file:
        for record in records:
            file.write(to_line(record).encode("utf-8") + b"\n")
            count += 1
    return count


def read_jsonl(source: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file in order, one in memory at a time; a file that is not there has none.

    Raises:
        ValueError: a line is not a JSON object; the message gives the file and the line.
    """
    if not source.exists():
        return
    with source.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as error:
                raise ValueError(f"{source}:{number}: not JSON: {error}") from error
            if not isinstance(record, dict):
                raise ValueError(f"{source}:{number}: not a JSON object")
            yield record
