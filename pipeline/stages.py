"""The stages of one document: bytes → Document → Structure → type → records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from corpora.cutting import within_limits
from corpora.document import Document
from corpora.errors import ReadError
from corpora.readers import read
from corpora.readers.sniff import sniff
from corpora.structure import analyse
from corpora.structure.model import Structure
from corpora.traditional import in_simplified, is_traditional
from extractors.audit import audit, flagged
from extractors.charters import is_charter, review
from extractors.charters.masking import old_columns
from extractors.charters.rulemodel import Pack
from extractors.charters.rulepack import own_pack
from extractors.forms import Form, check_form, fields_of, is_form, may_be_form, read_form
from extractors.notices import read_notice
from extractors.observations import Catalogue, load_catalogue, observe
from extractors.records import Field, Observation, Verdict
from extractors.tables import as_targets, left_over, read_tables
from models.doctype import DocType, classify
from models.transformer.runtime import BUILT_IN, Transformer
from models.transformer.runtime import load as load_transformer
from outputs.document_record import DocumentRecord
from pipeline.as_written import as_written
from pipeline.processed import Processed, failed

# The chance that a document that the charter rules take for a charter is one, by the rule of succession: all 55 of the
# written corpora and samples that they take are.
_SURE_CHARTER = 0.98
_Record = TypeVar("_Record", bound=Observation | Field)
# Of 187 records of four samples, scanned askew and with noise, 185 came out the same (tests/readers/scans.py); real
# scans are worse.
_RECOGNISED = 0.95
# The same for what the rules of forms take for one: no document of the written corpora that is none is taken for one.
_SURE_FORM = 0.98
# What readers warn of when whole passages are missing, so that a clause may stand where nobody could read.
_TEXT_MISSING = {"pages_without_text", "unreadable_text", "damaged_pages", "xml_repaired", "text_cut", "time_cut"}


@dataclass(frozen=True, slots=True)
class Resources:
    """What every document needs and a process loads once."""

    catalogue: Catalogue
    rules: Pack | None = None
    transformer: Transformer | None = None


def load_resources(
    indicators: Path | None = None, rules: Path | None = None, transformer: Path | None = Path(BUILT_IN)
) -> Resources:
    """Load what all documents need; ``indicators`` and ``rules`` are the user's own catalogue and pack of charter rules.

    ``transformer`` is the folder of the model that is asked where the choice of an indicator is in doubt, ``built-in`` for
    the program's, None for none.

    Raises:
        ConfigurationError: a catalogue, pack or model is wrong; the message says where.
    """
    reader = load_transformer(None if str(transformer) == BUILT_IN else transformer) if transformer else None
    return Resources(load_catalogue(indicators), own_pack(rules) if rules else None, reader)


def doc_id_of(data: bytes) -> str:
    """The contract's ``doc_id``: the first 16 hex digits of the SHA-256 of the bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


def process(doc: str, data: bytes, resources: Resources) -> Processed:
    """Take one document through all stages. A document that cannot be read gives a failed record, no exception."""
    try:
        document = within_limits(read(doc, data))
    except ReadError as error:
        return failed(doc, doc_id_of(data), error, _media_type(data))
    return evaluated(document, resources)


def evaluated(document: Document, resources: Resources) -> Processed:
    """All that a document gives once it is read. The review of charters knows traditional characters, nothing else does."""
    structure = analyse(document)
    if is_traditional(document.text) and not is_charter(document, structure):
        simple = in_simplified(document.text)
        return as_written(_evaluated(replace(document, text=simple), resources), document, simple)
    return _evaluated(document, resources, structure)


def _evaluated(document: Document, resources: Resources, structure: Structure | None = None) -> Processed:
    structure = structure or analyse(document)
    doc_type, unreviewed = _typed(document, structure)
    form = None if doc_type.label == "charter" else _form(document, structure, doc_type.label)
    if form is not None and doc_type.label != "inspection_report":
        doc_type = DocType("inspection_report", _SURE_FORM)
    record = _record(document, structure, doc_type, unreviewed)
    if doc_type.label == "charter":
        return _reviewed(document, structure, record, unreviewed, resources.rules)
    if form is not None:
        return _filed(document, form, record)
    tables = read_tables(document, structure, doc_type.label, resources.catalogue)
    observed = observe(document, structure, doc_type.label, resources.catalogue, resources.transformer)
    prose = as_targets(document, left_over(document, observed, tables))
    notice = read_notice(document, structure, doc_type.label)
    findings = [*audit(prose), *tables.findings, *notice.findings]
    observations = sorted((*prose, *tables.observations), key=lambda o: (o.start, o.id))
    return Processed(
        replace(record, warnings=tuple(sorted({*record.warnings, *tables.warnings}))),
        document.text,
        observations=_as_recognised(document, flagged(observations, findings)),
        fields=_as_recognised(document, notice.fields),
        findings=tuple(findings),
    )


def _as_recognised(document: Document, records: Iterable[_Record]) -> tuple[_Record, ...]:
    """Records of a document that text recognition has read are flagged ``ocr`` and less sure."""
    if "ocr" not in document.warnings:
        return tuple(records)
    return tuple(
        replace(one, confidence=round(one.confidence * _RECOGNISED, 4), flags=tuple(sorted({*one.flags, "ocr"})))
        for one in records
    )


def read_one_form(doc: str, data: bytes) -> Processed:
    """The fields and findings of one form; without fields when the document is none.

    Raises:
        ReadError: it cannot be read.
    """
    document = read(doc, data)
    structure = analyse(document)
    doc_type, unreviewed = _typed(document, structure)
    form = None if doc_type.label == "charter" else _form(document, structure, doc_type.label)
    record = _record(document, structure, doc_type, unreviewed)
    return Processed(record, document.text) if form is None else _filed(document, form, record)


def _form(document: Document, structure: Structure, label: str) -> Form | None:
    """The form that a document is, None for all others."""
    if not may_be_form(document):
        return None
    form = read_form(document, structure)
    called_one = label == "inspection_report"
    return form if is_form(form, document, structure, called_one=called_one) else None


def _filed(document: Document, form: Form, record: DocumentRecord) -> Processed:
    findings = tuple(check_form(form, document))
    return Processed(
        record, document.text, fields=_as_recognised(document, fields_of(form, document, findings)), findings=findings
    )


@dataclass(frozen=True, slots=True)
class Judgement:
    """A document read for its verdicts alone; ``unreviewed`` says why a charter has none."""

    processed: Processed
    unreviewed: str | None

    @property
    def doc_type(self) -> str:
        """The type of the document."""
        return self.processed.record.doc_type or "other"

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts, none for what is no charter."""
        return self.processed.verdicts


def judge(doc: str, data: bytes, rules: Path | None = None) -> Judgement:
    """The verdicts on one document; ``rules`` is the user's own pack of charter rules.

    Raises:
        ReadError: it cannot be read.
    """
    document = within_limits(read(doc, data))
    structure = analyse(document)
    doc_type, unreviewed = _typed(document, structure)
    record = _record(document, structure, doc_type, unreviewed)
    if doc_type.label != "charter":
        return Judgement(Processed(record, document.text), unreviewed)
    return Judgement(_reviewed(document, structure, record, unreviewed, own_pack(rules) if rules else None), unreviewed)


def _reviewed(
    document: Document, structure: Structure, record: DocumentRecord, unreviewed: str | None, own: Pack | None
) -> Processed:
    verdicts = () if unreviewed else tuple(review(document, structure, own))
    if verdicts and old_columns(document):
        record = replace(record, warnings=tuple(sorted({*record.warnings, "new_column_judged"})))
    return Processed(record, document.text, verdicts=verdicts)


def _typed(document: Document, structure: Structure) -> tuple[DocType, str | None]:
    """The type, and for what looks like a charter but cannot be judged as one the warning that says why.

    The rules of the charter review are surer than the model of types: what they take for a charter is one. What only
    the model takes for one (the charter of a school or a company, an article about charters) gets no verdicts. Nor does
    a charter of which passages could not be read: a clause would be called missing that stands there.
    """
    doc_type = classify(document, structure)
    if is_charter(document, structure):
        if doc_type.label != "charter":
            doc_type = DocType("charter", _SURE_CHARTER)
        return doc_type, None if _TEXT_MISSING.isdisjoint(document.warnings) else "charter_not_whole"
    return doc_type, "charter_not_recognised" if doc_type.label == "charter" else None


def _media_type(data: bytes) -> str | None:
    """What a document that could not be read is by its content, None where that cannot be told."""
    if not data:
        return None
    try:
        return sniff(data)
    except ReadError:
        return None


def _record(document: Document, structure: Structure, doc_type: DocType, unreviewed: str | None) -> DocumentRecord:
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
        warnings=tuple(sorted({*document.warnings, *([unreviewed] if unreviewed else [])})),
    )
