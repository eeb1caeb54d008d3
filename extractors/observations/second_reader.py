"""What a transformer says of a number: it is asked where the ranker is in doubt, and reads a passage at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpora import clock
from corpora.document import Document
from corpora.structure.model import Structure
from extractors.quantities.model import Quantity
from models.transformer.blend import Told
from models.transformer.passages import Number, Tokens, passage, preface, tokens_of, window
from models.transformer.runtime import Chances, Transformer

# A document's later numbers are left to the ranker: each costs a few milliseconds.
MOST = 4_000


@dataclass(slots=True)
class SecondReader:
    """A transformer with a document before it; what it says of a number is kept, as it reads the next ones along with it."""

    document: Document
    structure: Structure
    doc_type: str
    quantities: Sequence[Quantity]
    transformer: Transformer
    places: dict[int, int] = field(init=False)
    tokens: Tokens | None = None
    chances: dict[int, Chances] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = {quantity.start: n for n, quantity in enumerate(self.quantities[:MOST])}

    @property
    def asked_below(self) -> float:
        """The ranker's probability below which it is asked."""
        return self.transformer.blend.asked_below

    def of(self, quantity: Quantity) -> Told | None:
        """What it says of a number, None of those that are left to the ranker."""
        number = self.places.get(quantity.start)
        if number is None:
            return None
        if number not in self.chances:
            self._read_on(number)
        return Told(self.transformer.by_label(self.chances[number]), self.transformer.blend)

    def _read_on(self, number: int) -> None:
        """Reads the passage that begins before a number, for it and for those behind it."""
        clock.tick()
        if self.tokens is None:
            self.tokens = tokens_in(self.document, self.quantities[:MOST])
        start, end, wanted = window(self.tokens, number)
        prefaced = preface_of(self.structure, self.doc_type, self.quantities[number].start)
        self.chances |= self.transformer.read(passage(self.tokens, prefaced, start, end, wanted))


def tokens_in(document: Document, quantities: Sequence[Quantity]) -> Tokens:
    """The tokens of a document with its numbers."""
    return tokens_of(document.text, [Number(q.number_start, q.number_end, q.value) for q in quantities])


def preface_of(structure: Structure, doc_type: str, position: int) -> tuple[str, ...]:
    """What a passage begins with: type, title of the article, headings above the position."""
    articles = structure.articles
    own = articles[structure.article_at(position)].title if len(articles) > 1 else None
    headings = "\n".join(section.title for section in structure.path(position))
    return preface(doc_type, own or structure.title or "", headings)
