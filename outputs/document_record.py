"""The record of one source document as it stands in documents.jsonl."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from corpora.errors import Skipped, ZhibiaoError

if TYPE_CHECKING:
    from corpora.structure.model import Article, Section

DocumentStatus = Literal["ok", "partial", "failed"]


@dataclass(frozen=True, slots=True)
class DocumentError:
    """Why a document failed: a stable code and the message with its advice."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One source document, a failed one included; the fields stand in the order of documents.jsonl.

    Attributes:
        doc: path of the source relative to its INPUT; members of archives as ``a.zip!/b.docx``.
        doc_id: first 16 hex digits of the SHA-256 of the bytes.
        media_type: MIME type found from the content, None where nothing could be read.
        status: ``ok``, ``partial`` (some of the source is missing, see ``warnings``) or ``failed`` (see ``error``).
        error: None unless failed.
        doc_type: one of the contract's types; ``doc_type_confidence`` is its probability, 0 to 1.
        date: ISO date.
        pages: number of pages, None for formats without pages; ``chars`` counts code points of the clean text.
        articles: the articles of a press page; other documents have one.
        sections: the headings in order.
        warnings: stable codes, sorted.
    """

    doc: str
    doc_id: str
    media_type: str | None
    status: DocumentStatus
    error: DocumentError | None
    doc_type: str | None
    doc_type_confidence: float | None
    title: str | None
    issuer: str | None
    date: str | None
    area: str | None
    pages: int | None
    chars: int
    articles: tuple[Article, ...] = ()
    sections: tuple[Section, ...] = ()
    warnings: tuple[str, ...] = ()

    @classmethod
    def failed(cls, doc: str, doc_id: str, media_type: str | None, error: ZhibiaoError) -> DocumentRecord:
        """The record of a document that gave nothing, with the cause and the advice in Chinese."""
        return cls(
            doc=doc,
            doc_id=doc_id,
            media_type=media_type,
            status="failed",
            error=DocumentError(error.code, error.message("zh")),
            doc_type=None,
            doc_type_confidence=None,
            title=None,
            issuer=None,
            date=None,
            area=None,
            pages=None,
            chars=0,
        )

    def as_dict(self) -> dict[str, Any]:
        """The object that stands in documents.jsonl: keys in the contract's order, tuples as lists."""
        record = {f.name: getattr(self, f.name) for f in fields(self)}
        record["error"] = self.error and {"code": self.error.code, "message": self.error.message}
        record["articles"] = [_article(a) for a in self.articles]
        record["sections"] = [_section(s) for s in self.sections]
        record["warnings"] = list(self.warnings)
        return record


def status_of(record: Mapping[str, Any]) -> str:
    """The status of a document's record as people are told it.

    ``skipped`` for a file that is no document, ``ok_with_warnings`` for one that was read whole and about which there
    is something to say; else as in the record.
    """
    error = record.get("error")
    if error and error["code"] == Skipped.code:
        return "skipped"
    status = record.get("status") or "ok"
    return "ok_with_warnings" if status == "ok" and record.get("warnings") else status


def _article(article: Article) -> dict[str, Any]:
    return {name: getattr(article, name) for name in ("start", "end", "title", "area", "date")}


def _section(section: Section) -> dict[str, Any]:
    return {name: getattr(section, name) for name in ("level", "number", "title", "start")}
