"""The sections of a document or of one article of it."""

from __future__ import annotations

from collections.abc import Sequence

from corpora.document import Block
from corpora.structure.headings import find_headings, lead_sentences, nest, parallel_leads
from corpora.structure.lines import Line
from corpora.structure.model import Section


def outline(
    text: str, lines: Sequence[Line], end: int, blocks: dict[int, Block], charter: bool = False
) -> list[Section]:
    """The sections that ``lines`` form, nested, in order of start.

    Args:
        text: the document's text.
        lines: the lines of the body, without title lines.
        end: where the text that the last section governs ends.
        blocks: the document's blocks by their start.
        charter: the text is made of provisions; only parts, chapters and 节 are headings.
    """
    headings = find_headings(text, lines, blocks, charter)
    sections = nest(headings, end)
    if charter:
        return sections
    taken = frozenset(h.start for h in headings)
    leads = lead_sentences(text, lines, sections, taken)
    leads += parallel_leads(text, lines, taken | {h.start for h in leads})
    return nest(sorted([*headings, *leads], key=lambda h: h.start), end) if leads else sections
