"""What was read through simplified characters, in those of the document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from corpora.document import Document
from pipeline.processed import Processed


def as_written(processed: Processed, document: Document, read_as: str) -> Processed:
    """The records of ``document`` with its own characters in quotes and titles.

    Places, labels and types stay in simplified ones, as they are held against those of other documents.
    ``read_as`` is the text of the document character by character as it was read.
    """
    restored = _restoring(document.text, read_as)
    record = processed.record
    return replace(
        processed,
        text=document.text,
        record=replace(
            record,
            title=restored(record.title),
            issuer=restored(record.issuer),
            articles=tuple(replace(a, title=restored(a.title)) for a in record.articles),
            sections=tuple(replace(s, title=restored(s.title) or "") for s in record.sections),
            warnings=tuple(sorted({*record.warnings, "traditional_characters"})),
        ),
        observations=tuple(
            replace(
                o, quote=document.text[o.start : o.end], section=tuple(restored(title) or "" for title in o.section)
            )
            for o in processed.observations
        ),
        verdicts=tuple(
            v if v.start is None or v.end is None else replace(v, quote=document.text[v.start : v.end])
            for v in processed.verdicts
        ),
        fields=tuple(replace(f, written=restored(f.written) or f.written) for f in processed.fields),
    )


def _restoring(text: str, read_as: str) -> Callable[[str | None], str | None]:
    def restored(words: str | None) -> str | None:
        at = read_as.find(words) if words else -1
        return text[at : at + len(words)] if words and at >= 0 else words

    return restored
