"""The stages of one document: bytes → Document → Structure → type → records."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from corpora.document import Document
from corpora.errors import ReadError
from corpora.readers import read
from corpora.structure import analyse
from corpora.structure.model import Structure
from extractors.audit import audit, flagged
from extractors.charters import review
from extractors.observations import Catalogue, load_catalogue, observe
from extractors.records import Verdict
from models.doctype import DocType, classify
from outputs.document_record import DocumentRecord
from pipeline.processed import Processed, failed


@dataclass(frozen=True, slots=True)
class Resources:
    """What every document needs and a process loads once."""

    catalogue: Catalogue


def load_resources(indicators: Path | None = None) -> Resources:
    """Load what all documents need; ``indicators`` is the user's own catalogue.

    Raises:
        ConfigurationError: a catalogue is wrong; the message says where.
    """
    return Resources(load_catalogue(indicators))


def doc_id_of(data: bytes) -> str:
    """The contract's ``doc_id``: the first 16 hex digits of the SHA-256 of the bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


def process(doc: str, data: bytes, resources: Resources) -> Processed:
    """Take one document through all stages. A document that cannot be read gives a failed record, no exception."""
    try:
        document = read(doc, data)
    except ReadError as error:
        return failed(doc, doc_id_of(data), error)
    structure = analyse(document)
    doc_type = classify(document, structure)
    record = _record(document, structure, doc_type)
    if doc_type.label == "charter":
        return Processed(record, document.text, verdicts=tuple(review(document, structure)))
    observations = observe(document, structure, doc_type.label, resources.catalogue)
    findings = audit(observations)
    return Processed(
        record,
        document.text,
        observations=tuple(flagged(observations, findings)),
        findings=tuple(findings),
    )


def judge(doc: str, data: bytes) -> tuple[str, list[Verdict]]:
    """The type of a document, and the verdicts on it if it is a charter.

    Raises:
        ReadError: it cannot be read.
    """
    document = read(doc, data)
    structure = analyse(document)
    label = classify(document, structure).label
    return label, review(document, structure) if label == "charter" else []


def _record(document: Document, structure: Structure, doc_type: DocType) -> DocumentRecord:
    return DocumentRecord(
        doc=document.doc,
        doc_id=document.doc_id,
        media_type=document.media_type,
        status="partial" if document.partial else "ok",
        error=None,
        doc_type=doc_type.label,
        doc_type_confidence=round(doc_type.confidence, 4),
        title=structure.title,
        issuer=structure.issuer,
        date=structure.date,
        area=structure.area,
        pages=document.pages,
        chars=len(document.text),
        articles=structure.articles,
        sections=structure.sections,
        warnings=document.warnings,
    )
