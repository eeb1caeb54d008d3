"""What the components of spaCy's door keep on a ``Doc``, and the attributes by which it is read again.

The records stand in ``doc.user_data`` as plain objects, so that they go with the ``Doc`` to other processes, into
``DocBin`` and onto disk. A span names its record by its id; ``span._.unit`` and all others are looked up there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from corpora.structure.model import Article, Section
from extractors.records import Observation, Verdict, columns
from outputs.document_record import DocumentRecord

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

KEY = "zhibiao"
# The kinds of records that stand on spans, by the key of ``doc.spans``.
SPAN_KINDS = ("observations", "charters", "sections", "articles")
TABLES = ("observations", "charters", "forms", "audit")
_OF_SECTIONS = (*(f.name for f in fields(Section)), "path")
SPAN_ATTRIBUTES = tuple(
    dict.fromkeys((*columns(Observation), *columns(Verdict), *_OF_SECTIONS, *(f.name for f in fields(Article))))
)
DOC_ATTRIBUTES = (*(f.name for f in fields(DocumentRecord)), *TABLES)


class AttributeTaken(ValueError):
    """Another package has registered an attribute of the same name on spaCy's ``Span`` or ``Doc``."""


def register() -> None:
    """Make the fields of the records attributes of spans and documents: ``span._.indicator``, ``doc._.doc_type``.

    Raises:
        AttributeTaken: another package has given one of the names to something else.
    """
    from spacy.tokens import Doc, Span

    for name in SPAN_ATTRIBUTES:
        _extend(Span, name, _OfSpan(name))
    for name in DOC_ATTRIBUTES:
        _extend(Doc, name, _OfDocument(name))


def _extend(of: type[Doc] | type[Span], name: str, getter: Callable[[Any], Any]) -> None:
    if not of.has_extension(name):
        of.set_extension(name, getter=getter)
    elif not isinstance(of.get_extension(name)[2], _OfSpan | _OfDocument):
        raise AttributeTaken(
            f"{of.__name__.lower()}._.{name} is registered by another package: remove it with "
            f"{of.__name__}.remove_extension({name!r}) before the components of zhibiao are added"
        )


class _OfSpan:
    """Reads one field of the record that a span stands for; None for other spans."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, span: Span) -> Any:
        kept = span.doc.user_data.get(KEY, {})
        for kind in SPAN_KINDS:
            if record := kept.get(kind, {}).get(span.id_):
                return _as_lists(record.get(self.name))
        return None


class _OfDocument:
    """Reads one field of the document's own record, or all records of one table."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Any:
        kept = doc.user_data.get(KEY, {})
        if self.name in TABLES:
            return _as_lists(list(kept.get(self.name, {}).values()))
        return _as_lists(kept.get("document", {}).get(self.name))


def _as_lists(value: Any) -> Any:
    """The value with lists as in the tables: ``DocBin`` gives them back as tuples."""
    if isinstance(value, Mapping):
        return {key: _as_lists(part) for key, part in value.items()}
    return [_as_lists(part) for part in value] if isinstance(value, list | tuple) else value


def put(doc: Doc, kind: str, records: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep records of one kind (by id) on a document."""
    doc.user_data.setdefault(KEY, {})[kind] = dict(records)


def put_spans(doc: Doc, key: str, spans: Iterable[tuple[str, str, int, int]], at: list[int]) -> None:
    """Fill ``doc.spans[key]`` from (id, label, start, end), offsets of the clean text; ``at`` is where these stand.

    A span that begins or ends inside a token is widened to whole tokens.
    """
    made = (
        doc.char_span(at[start], at[end - 1] + 1, label=label, span_id=identifier, alignment_mode="expand")
        for identifier, label, start, end in spans
        if start < end
    )
    doc.spans[key] = [span for span in made if span is not None]
