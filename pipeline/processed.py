"""What one document gave."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpora.errors import ZhibiaoError
from extractors.records import Field, Finding, Observation, Verdict
from outputs.document_record import DocumentRecord


@dataclass(frozen=True, slots=True)
class Processed:
    """All that one document gave; a failed one gave only its record and ``error``. Observations carry their reasons."""

    record: DocumentRecord
    text: str = ""
    observations: tuple[Observation, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    fields: tuple[Field, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: ZhibiaoError | None = None


def failed(doc: str, doc_id: str, error: ZhibiaoError, media_type: str | None = None) -> Processed:
    """The result of a document that could not be read."""
    return Processed(DocumentRecord.failed(doc, doc_id, media_type, error), error=error)


def warned(processed: Processed, code: str) -> Processed:
    """The same with one more warning on its record."""
    warnings = tuple(sorted({*processed.record.warnings, code}))
    return replace(processed, record=replace(processed.record, warnings=warnings))
