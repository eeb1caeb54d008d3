"""What a transformer says of the numbers of a document, before they are read one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from corpora import clock
from corpora.document import Document
from corpora.structure.model import Structure
from extractors.quantities.model import Quantity
from models.transformer.blend import Told
from models.transformer.passages import Number, Tokens, passage, preface, tokens_of, windows
from models.transformer.runtime import Transformer

# A document's later numbers are left to the ranker: each costs a few milliseconds.
MOST = 4_000


def tell(
    document: Document, structure: Structure, doc_type: str, quantities: Sequence[Quantity], transformer: Transformer
) -> dict[int, Told]:
    """What a transformer says of the first ``MOST`` numbers of a document, by where they begin."""
    chosen = quantities[:MOST]
    tokens = tokens_in(document, chosen)
    told: dict[int, Told] = {}
    for start, end, wanted in windows(tokens):
        clock.tick()
        prefaced = preface_of(structure, doc_type, chosen[wanted[0]].start)
        for n, chances in transformer.read(passage(tokens, prefaced, start, end, wanted)).items():
            told[chosen[n].start] = Told(chances, transformer.blend)
    return told


def tokens_in(document: Document, quantities: Sequence[Quantity]) -> Tokens:
    """The tokens of a document with its numbers."""
    return tokens_of(document.text, [Number(q.number_start, q.number_end, q.value) for q in quantities])


def preface_of(structure: Structure, doc_type: str, position: int) -> tuple[str, ...]:
    """What a passage begins with: type, title of the article, headings above the position."""
    articles = structure.articles
    own = articles[structure.article_at(position)].title if len(articles) > 1 else None
    headings = "\n".join(section.title for section in structure.path(position))
    return preface(doc_type, own or structure.title or "", headings)
