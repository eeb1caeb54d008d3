"""A notice of inspection results → one record for each organisation's code and conclusion, and checks of its lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.document import Document
from corpora.structure.model import Structure
from corpora.tables import tables_of
from corpora.tables.lines import line_tables
from extractors.forms.credit_code import fault
from extractors.notices.listing import Item, Listing, stated_number
from extractors.notices.running import running_listings
from extractors.notices.tables import conclusion_above, table_listings
from extractors.notices.words import conclusion_in, words
from extractors.records import Field, Finding

# The types of document that may be a notice of results; lists that come without words are often taken for ``other``.
_TYPES = ("inspection_notice", "notice", "statistics", "other")
_NEVER = ("charter", "inspection_report")
_OPENING = 300  # characters
_SLIPPED = 0.1  # share of a list that may have been left out by mistake rather than for brevity
_SENTENCE = re.compile(r"[^。\n]+")
_CLAUSE = re.compile(r"[，,；;：:]")
_FEWEST_TOLD = 2  # conclusions whose numbers a sentence gives, from which it sums the lists up
_MOST_WRONG = 0.2  # share of the codes of a notice
_OF_TITLE = re.compile(r"(?:\d+|[一二三四五六七八九十百]+)(?:家|个)")


@dataclass(frozen=True, slots=True)
class NoticeReading:
    """What a notice gave: fields ``credit_code`` and ``conclusion`` by organisation, and findings on its lists."""

    fields: tuple[Field, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_notice(document: Document, structure: Structure, doc_type: str) -> NoticeReading:
    """The organisations that a notice lists with their conclusions (合格, 基本合格, 不合格, 未参检, 已报送).

    Args:
        document: as read.
        structure: its sections and particulars.
        doc_type: the contract's document type.

    Returns:
        Nothing for documents that are no notices of inspections or yearly reports.
    """
    opening = f"{structure.title or ''}\n{document.text[:_OPENING]}"
    title = structure.title or ""
    fits = doc_type in _TYPES or (doc_type not in _NEVER and words().results_title.search(title))
    if not fits or not words().subjects.search(opening) or words().others.search(title):
        return NoticeReading()
    listings: list[Listing] = []
    taken: list[tuple[int, int]] = []
    for table in (*tables_of(document), *line_tables(document, of_numbers=False)):
        found = table_listings(table, conclusion_above(table.before), structure.title)
        listings += found
        if found:
            taken.append((table.start, table.end))
    listings += running_listings(document, structure.title, taken)
    listings.sort(key=lambda listing: listing.items[0].start)
    items = _once([item for listing in listings for item in listing.items])
    findings = [
        *_lengths(document, listings, structure.title),
        *_told(document, items),
        *_contradictions(document, items),
        *_codes(document, items),
    ]
    return NoticeReading(tuple(f for item in items for f in _fields(document, item)), tuple(findings))


def _once(items: Sequence[Item]) -> list[Item]:
    """Each organisation once for each conclusion, the one with a code first."""
    kept: dict[tuple[str, str | None], Item] = {}
    for item in items:
        known = kept.get((item.name, item.conclusion))
        if known is None or (known.code is None and item.code is not None):
            kept[item.name, item.conclusion] = item
    return sorted(kept.values(), key=lambda item: item.start)


def _fields(document: Document, item: Item) -> Iterator[Field]:
    place = document.locate(item.start, item.end)
    page = place[0] if place else item.page
    if item.code is not None:
        yield Field(
            document.doc, document.doc_id, item.name, "credit_code", item.code_label, item.code, item.code, None, page,
            item.code_cell or item.cell, item.sure, (),
        )  # fmt: skip
    yield Field(
        document.doc, document.doc_id, item.name, "conclusion", item.label, item.conclusion, item.conclusion_written, None,
        page, item.cell, item.sure, () if item.conclusion else ("blank",),
    )  # fmt: skip


def _lengths(document: Document, listings: Sequence[Listing], title: str | None) -> Iterator[Finding]:
    """Lists whose length is not what their head says, and a title whose number is not that of all that are listed."""
    for listing in listings:
        if listing.stated is not None and listing.stated != len(listing.items) and not _shortened(listing):
            yield _length(document, f"“{listing.head}”", listing.stated, len(listing.items))
    stated = stated_number(title) if title and _OF_TITLE.search(title) else None
    total = sum(len(listing.items) for listing in listings)
    if stated is not None and listings and stated != total:
        yield _length(document, f"标题“{title}”", stated, total)


def _told(document: Document, items: Sequence[Item]) -> Iterator[Finding]:
    """Numbers of the opening (合格26个，基本合格9个，不合格2个) that are not those of the lists."""
    listed = Counter(item.conclusion for item in items)
    for sentence in _SENTENCE.findall(document.text[: items[0].start] if items else ""):
        told = {
            conclusion: number
            for clause in _CLAUSE.split(sentence)
            if (conclusion := conclusion_in(clause)) and (number := stated_number(clause)) is not None
        }
        if len(told) < _FEWEST_TOLD:
            continue
        for conclusion, number in told.items():
            if listed[conclusion] and listed[conclusion] != number:
                yield _length(document, f"正文（{conclusion}）", number, listed[conclusion])


def _codes(document: Document, items: Sequence[Item]) -> Iterator[Finding]:
    """Codes that cannot be right (X22); where most are wrong they are not those codes, or were made unreadable."""
    coded = [item for item in items if item.code is not None]
    wrong = [item for item in coded if fault(item.code or "") is not None]
    if len(wrong) > max(1, _MOST_WRONG * len(coded)):
        return
    for item in wrong:
        message = f"统一社会信用代码有误：{item.name}（{item.code}）"
        yield Finding(
            document.doc, document.doc_id, "X22", "identifier", "warning", message, (), ("credit_code",), None, item.code
        )  # fmt: skip


def _shortened(listing: Listing) -> bool:
    """Whether a head names some of many (竹编协会等29家社会组织): such a list does not claim to be whole."""
    missing = (listing.stated or 0) - len(listing.items)
    return listing.head.startswith("等") and missing > max(1, _SLIPPED * (listing.stated or 0))


def _length(document: Document, where: str, stated: int, listed: int) -> Finding:
    message = f"名单的家数与所述不符：{where}称{stated}家，名单列有{listed}家"
    return Finding(
        document.doc, document.doc_id, "list_length", "sum", "warning", message, (), ("conclusion",), stated, listed
    )


def _contradictions(document: Document, items: Sequence[Item]) -> Iterator[Finding]:
    """Organisations that one notice lists with two conclusions (X24)."""
    by_name: dict[str, list[str]] = {}
    for item in items:
        if item.conclusion is not None:
            by_name.setdefault(item.name, []).append(item.conclusion)
    for name, conclusions in by_name.items():
        if len(conclusions) > 1:
            message = f"同一社会组织列有不同结论：{name}（{'、'.join(conclusions)}）"
            yield Finding(document.doc, document.doc_id, "X24", "conflict", "warning", message, (), ("conclusion",), conclusions[0], conclusions[1])  # fmt: skip
