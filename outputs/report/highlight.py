"""Marks on a text: spans that may overlap become a sequence of pieces that do not, everything escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the text that a record rests on.

    ``anchor`` is the id of the record's row on the page; ``look`` a class of the style sheet; ``hint`` what is shown
    when the pointer rests on it. Offsets are half-open code points.
    """

    start: int
    end: int
    anchor: str
    look: str
    hint: str


def marked_text(text: str, spans: Sequence[Span], headings: frozenset[int] = frozenset()) -> Iterator[str]:
    """The text as HTML, one ``<p>`` a line, each marked piece a link to the row of its innermost record.

    Args:
        text: the clean text.
        spans: in any order; those outside the text must have been left out before.
        headings: offsets of lines that are headings.

    Yields:
        HTML of one line after the other; the text content of the whole equals the text without its line feeds.
    """
    ordered = sorted(spans, key=lambda span: (span.start, span.end, span.anchor))
    first, offset = 0, 0
    for line in text.split("\n"):
        end = offset + len(line)
        while first < len(ordered) and ordered[first].end <= offset:
            first += 1
        here = []
        for span in ordered[first:]:
            if span.start >= end:
                break
            if span.end > offset:
                here.append(span)
        look = ' class="h"' if offset in headings else ""
        yield f"<p{look}>{''.join(_pieces(text, offset, end, here))}</p>\n"
        offset = end + 1


def _pieces(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[str]:
    cuts = sorted({start, end, *(cut for span in spans for cut in (span.start, span.end) if start < cut < end)})
    for left, right in pairwise(cuts):
        piece = escape(text[left:right])
        active = [span for span in spans if span.start <= left and span.end >= right]
        if not active:
            yield piece
            continue
        inner = min(active, key=lambda span: (span.end - span.start, span.anchor))
        # A record's mark gets its id once, where its span begins.
        yield from (f'<span id="m-{span.anchor}"></span>' for span in active if span.start == left)
        hint = "\n".join(span.hint for span in active)
        rows = " ".join(span.anchor for span in active)
        yield f'<a class="m {inner.look}" href="#{inner.anchor}" data-r="{rows}" title="{escape(hint)}">{piece}</a>'
