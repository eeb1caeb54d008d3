"""Documents of which only the beginning is evaluated, since the whole would take too long."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from corpora.document import Block, Document, Fragment
from corpora.limits import MAX_NUMBERS, MAX_TEXT

# Runs of figures, and of Chinese numerals that a measure word follows: about what the scan for quantities will find.
_NUMBER = re.compile(r"[0-9０-９]+|[〇零一二三四五六七八九十百千万亿两]{1,12}(?=[家个名人次件场户处元])")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_LOOK_BACK = 1_000  # characters


def within_limits(document: Document) -> Document:
    """The document, or its beginning as far as the limits on characters and numbers allow.

    What is cut off ends with a sentence where there are any; the warning ``text_cut`` and ``partial`` say it.
    """
    end = min(len(document.text), MAX_TEXT)
    too_many = next(islice(_NUMBER.finditer(document.text, 0, end), MAX_NUMBERS, None), None)
    if too_many:
        end = too_many.start()
    return document if end >= len(document.text) else _cut(document, _end_of_sentence(document.text, end))


def _end_of_sentence(text: str, end: int) -> int:
    first = max(end - _LOOK_BACK, 0)
    ends = [first + m.end() for m in _SENTENCE_END.finditer(text[first:end])]
    return ends[-1] if ends else end


def _cut(document: Document, end: int) -> Document:
    text = document.text[:end].rstrip()
    return replace(
        document,
        text=text,
        blocks=tuple(_shortened(block, len(text)) for block in document.blocks if block.start < len(text)),
        fragments=tuple(_shortened_fragment(f, len(text)) for f in document.fragments if f.start < len(text)),
        blank_cells=tuple(block for block in document.blank_cells if block.start < len(text)),
        partial=True,
        warnings=tuple(sorted({*document.warnings, "text_cut"})),
    )


def _shortened(block: Block, end: int) -> Block:
    return block if block.end <= end else replace(block, end=end)


def _shortened_fragment(fragment: Fragment, end: int) -> Fragment:
    if fragment.end <= end:
        return fragment
    return replace(fragment, end=end, edges=fragment.edges[: end - fragment.start + 1])
