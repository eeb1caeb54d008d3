"""One number with everything that its attributes are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpora.structure.places import PlaceMention
from extractors.observations.features import Near
from extractors.observations.frame import Frame
from extractors.observations.period import TimeMention
from extractors.observations.setting import Setting
from extractors.observations.subject import TypeMention
from extractors.records import Observation
from models.near import Weighed


@dataclass(frozen=True, slots=True)
class CarriedPeriod:
    """A period that a sentence leaves for the next ones: its paragraph and article.

    ``as_of``: the last day in the article at which something was counted, also where a later sentence named another time.
    ``began``: the last beginning that the paragraph told of (2021-09/..).
    ``years``: first and last year of the last span of years that the paragraph named (“十三五”时期).
    ``said``: the year that was named last.
    ``tale``: the year long past that the paragraph tells of.
    """

    period: str | None
    paragraph: int
    article: int
    as_of: str | None
    began: str | None
    years: tuple[int, int] | None
    said: int | None
    tale: str | None


@dataclass(slots=True)
class Context:
    """A number in its sentence, its sentence in its section, its section in its article.

    Attributes:
        frame: the zones of the number.
        here: the number's position in its sentence.
        mentions: the time words of the sentence, positions in the sentence.
        types: the organisation types named in the sentence, positions in the sentence.
        places: the places named in the sentence, positions in the sentence.
        lead: the place that its paragraph begins with, where that is another than the article's own.
        setting: what holds for the article.
        titles: headings around it, outermost first, with their numbers.
        paragraph: where its paragraph begins.
        siblings: the numbers before it in the sentence.
        earlier: the numbers before it in the paragraph's last sentences (at most six).
        whole: the number before it, in its sentence or in one before, that it and its neighbours add up to, None without one.
        carried: the period that an earlier sentence left.
        doc_type: the document's type.
        depth: how far into the text the number stands, 0–1.
        near: the features of the words near it.
        weighed: what these say to the models.
    """

    frame: Frame
    here: int
    mentions: Sequence[TimeMention]
    types: Sequence[TypeMention]
    places: Sequence[PlaceMention]
    lead: str | None
    setting: Setting
    titles: tuple[str, ...]
    paragraph: int
    siblings: Sequence[Observation]
    earlier: Sequence[Observation]
    whole: Observation | None
    carried: CarriedPeriod | None
    doc_type: str
    depth: float
    near: Near
    weighed: Weighed

    @property
    def carried_here(self) -> CarriedPeriod | None:
        """What an earlier sentence of its own paragraph left."""
        return self.carried if self.carried and self.carried.paragraph == self.paragraph else None
