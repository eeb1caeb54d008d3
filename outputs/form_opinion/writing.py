"""Writes the opinions on all forms of a run, when all its findings stand."""

from __future__ import annotations

from pathlib import Path

from outputs.atomic import atomic_file
from outputs.by_document import ByDocument
from outputs.form_opinion.content import form_opinion_of
from outputs.form_opinion.sheet import form_opinion_docx
from outputs.jsonl import read_jsonl
from outputs.reviewed.names import opinion_name


def write_form_opinions(out_dir: Path, version: str, doubtful_below: float) -> list[Path]:
    """Write an opinion for each form of a run; returns the paths.

    Args:
        out_dir: the folder of the run, with its JSONL files.
        version: of the program.
        doubtful_below: confidence below which an entry is named as doubtful.

    Raises:
        OSError: the disk refuses.
    """
    forms, findings = ByDocument(out_dir / "forms.jsonl"), ByDocument(out_dir / "audit.jsonl")
    written = []
    for record in read_jsonl(out_dir / "documents.jsonl"):
        doc = record["doc"]
        if record["doc_type"] != "inspection_report" or not forms.count(doc):
            continue
        opinion = form_opinion_of(doc, list(forms.records(doc)), list(findings.records(doc)), version, doubtful_below)
        target = out_dir / opinion_name(doc, ".docx")
        with atomic_file(target) as file:
            file.write(form_opinion_docx(opinion))
        written.append(target)
    return written
