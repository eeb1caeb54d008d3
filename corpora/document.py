"""What a document is: its clean text, the blocks it is made of, and where each character stands on a page.

All offsets count Unicode code points of ``Document.text`` and are half-open, as in ``text[start:end]``.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list_item", "table_cell", "caption", "footnote", "text_box"]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of characters on one line of one page.

    ``edges`` holds the x coordinate (points) of the left side of each character and of the right side of the last:
    ``end - start + 1`` values. ``page`` counts from 1; ``top`` and ``bottom`` are points from the top of the page.
    """

    start: int
    end: int
    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or table cell; ``text[start:end]`` has no line break inside.

    ``level`` is the heading depth where the format itself gives one (Word outline level, html h1 = 1), else None.
    ``cell`` is (table, row, column), each from 0, for table cells; ``span`` is how many rows and columns it covers.
    """

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    bbox: Box | None = None
    level: int | None = None
    cell: tuple[int, int, int] | None = None
    span: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class Document:
    """One source document as read: frozen, made by a reader, changed by nobody.

    Attributes:
        doc: path of the source relative to its INPUT, ``/``-separated; members of archives as ``a.zip!/b.docx``.
        doc_id: first 16 hex digits of the SHA-256 of the source's bytes.
        media_type: MIME type found from the content.
        text: the clean text; blocks are separated by one line feed. It holds no carriage return.
        blocks: in reading order, not overlapping.
        fragments: in order of ``start``; empty for formats without pages.
        pages: number of pages, None for formats without pages.
        partial: True when some of the source could not be given; ``warnings`` say what.
        warnings: stable codes such as ``deletions_left_out``; sorted, without repeats.
        hints: what the format itself declares, by key: ``title``, ``date`` (ISO), ``issuer``.
        blank_cells: the empty cells of tables, as blocks without characters; a form's blanks are told apart by them.
    """

    doc: str
    doc_id: str
    media_type: str
    text: str
    blocks: tuple[Block, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    pages: int | None = None
    partial: bool = False
    warnings: tuple[str, ...] = ()
    hints: dict[str, str] = field(default_factory=dict)
    blank_cells: tuple[Block, ...] = ()

    def locate(self, start: int, end: int) -> tuple[int, Box] | None:
        """Page (from 1) and box ``(x0, top, x1, bottom)`` in points of a span, or None where there are no pages.

        A span that runs over several lines gets the union of its boxes on the page where it begins.
        """
        if not self.fragments:
            return None
        at = bisect.bisect_right(self.fragments, start, key=lambda f: f.start) - 1
        page = None
        boxes: list[Box] = []
        for number in range(max(at, 0), len(self.fragments)):
            fragment = self.fragments[number]
            if fragment.start >= end or (page is not None and fragment.page != page):
                break
            first, last = max(start, fragment.start), min(end, fragment.end)
            if first < last:
                page = fragment.page
                left = fragment.edges[first - fragment.start]
                right = fragment.edges[last - fragment.start]
                boxes.append((left, fragment.top, right, fragment.bottom))
        if page is None:
            return None
        # Two decimals of a point are finer than any printer; more would only be noise of 32-bit floats.
        return page, (
            round(min(b[0] for b in boxes), 2),
            round(min(b[1] for b in boxes), 2),
            round(max(b[2] for b in boxes), 2),
            round(max(b[3] for b in boxes), 2),
        )

    def fault(self) -> str | None:
        """What contradicts this class in the document as made by a reader, None where all is well.

        Everything that is given back stands on these offsets, so a reader that errs must not go unnoticed.
        """
        at = 0
        for block in self.blocks:
            if not at <= block.start < block.end <= len(self.text):
                return f"block {block.start}:{block.end} after {at} of {len(self.text)}"
            at = block.end
        at = 0
        for fragment in self.fragments:
            if not at <= fragment.start < fragment.end <= len(self.text):
                return f"fragment {fragment.start}:{fragment.end} after {at} of {len(self.text)}"
            if len(fragment.edges) != fragment.end - fragment.start + 1:
                return f"fragment {fragment.start}:{fragment.end} has {len(fragment.edges)} edges"
            at = fragment.start
        return "a carriage return" if "\r" in self.text else None
