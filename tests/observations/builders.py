"""Observations of a text given in a test."""

from corpora.document import Document
from corpora.structure import analyse
from extractors.observations import load_catalogue, observe
from extractors.records import Observation


def observed(text: str, doc_type: str = "work_report") -> list[Observation]:
    document = Document("test.txt", "0" * 16, "text/plain", text)
    return observe(document, analyse(document), doc_type, load_catalogue())


def one(text: str, quote: str, doc_type: str = "work_report") -> Observation:
    """The observation whose quote is (or is held by) ``quote``."""
    found = [o for o in observed(text, doc_type) if o.quote in quote or quote in o.quote]
    assert len(found) == 1, f"{quote!r}: {[o.quote for o in observed(text, doc_type)]}"
    return found[0]
