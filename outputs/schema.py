"""The tables of a run: which there are, their columns in order, and what each column holds."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from extractors.records import Field, Finding, Observation, Verdict, columns
from outputs.document_record import DocumentRecord

Kind = Literal["text", "integer", "number", "texts", "integers", "numbers", "mixed", "error", "articles", "sections"]
"""``mixed`` holds numbers or text (a form field's value); plurals are lists; the last three are records.json objects."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name as in JSONL and what it holds."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the contract; ``name`` is the stem of its files."""

    name: str
    columns: tuple[Column, ...]


# All columns that are not named here hold text.
_KINDS: dict[str, dict[str, Kind]] = {
    "documents": {
        "error": "error",
        "doc_type_confidence": "number",
        "pages": "integer",
        "chars": "integer",
        "articles": "articles",
        "sections": "sections",
        "warnings": "texts",
    },
    "observations": {
        "value": "number",
        "value_max": "number",
        "start": "integer",
        "end": "integer",
        "page": "integer",
        "bbox": "numbers",
        "section": "texts",
        "article": "integer",
        "confidence": "number",
        "flags": "texts",
    },
    "charters": {"defects": "texts", "start": "integer", "end": "integer"},
    "forms": {"value": "mixed", "page": "integer", "cell": "integers", "confidence": "number", "flags": "texts"},
    "audit": {"observations": "texts", "fields": "texts", "expected": "mixed", "found": "mixed"},
}

_NAMES: dict[str, tuple[str, ...]] = {
    "documents": tuple(f.name for f in fields(DocumentRecord)),
    "observations": columns(Observation),
    "charters": columns(Verdict),
    "forms": columns(Field),
    "audit": columns(Finding),
}

TABLES: dict[str, Table] = {
    table: Table(table, tuple(Column(name, _KINDS[table].get(name, "text")) for name in names))
    for table, names in _NAMES.items()
}
"""The five tables by name, in the contract's order."""
