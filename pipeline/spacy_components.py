"""spaCy's door: components for ``nlp.add_pipe``, found by spaCy through the entry points of this package.

spaCy imports this module whenever a pipeline is made, so that everything else is imported when a component works.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import spacy_records as kept

if TYPE_CHECKING:
    from corpora.structure.model import Section
    from pipeline.processed import Processed
    from pipeline.stages import Resources

NAME = "text.txt"


class Component:
    """Takes the text of a ``Doc`` down the road of all documents and keeps what it gave.

    Args:
        name: the component's name in its pipeline.
        doc: the name under which records tell their document, as in documents.jsonl.
        indicators: path of a catalogue of one's own, None for the one of the program.
        rules: path of a pack of charter rules of one's own, likewise.

    Raises:
        ConfigurationError: the catalogue or pack is wrong; the message says where.
    """

    def __init__(self, name: str, doc: str = NAME, indicators: str | None = None, rules: str | None = None) -> None:
        self.name = name
        self.doc = doc
        self.indicators = indicators
        self.rules = rules
        kept.register()
        _resources(indicators, rules)

    def __call__(self, doc: Doc) -> Doc:
        """Fill ``doc.spans`` and the attributes; the text of a charter has verdicts instead of observations."""
        processed = _processed(self.doc, doc.text, self.indicators, self.rules)
        doc.user_data.setdefault(kept.KEY, {})["document"] = processed.record.as_dict()
        self.keep(doc, processed, _positions(doc.text, processed.text))
        return doc

    def keep(self, doc: Doc, processed: Processed, at: list[int]) -> None:
        """Put what this component is for on the document; ``at`` leads from the clean text to the document's."""
        raise NotImplementedError


class Observations(Component):
    """``doc.spans["observations"]``: one span a number that measures something, labelled with its indicator."""

    def keep(self, doc: Doc, processed: Processed, at: list[int]) -> None:
        """Observations on spans; findings of the audit and fields of notices on the document."""
        from extractors.records import as_dict

        found = processed.observations
        kept.put(doc, "observations", {o.id: as_dict(o) for o in found})
        kept.put(doc, "forms", {str(n): as_dict(f) for n, f in enumerate(processed.fields)})
        kept.put(doc, "audit", {str(n): as_dict(f) for n, f in enumerate(processed.findings)})
        kept.put_spans(doc, "observations", ((o.id, o.indicator, o.start, o.end) for o in found), at)


class StructureParts(Component):
    """``doc.spans["sections"]`` (headings, labelled with their level) and ``doc.spans["articles"]``."""

    def keep(self, doc: Doc, processed: Processed, at: list[int]) -> None:
        """Headings and articles on spans; the particulars are the document's own attributes."""
        record = processed.record
        sections = {f"section-{n}": s for n, s in enumerate(record.sections)}
        articles = {f"article-{n}": a for n, a in enumerate(record.articles)}
        kept.put(doc, "sections", {key: _plain(s, path=_path(record.sections, s)) for key, s in sections.items()})
        kept.put(doc, "articles", {key: _plain(a) for key, a in articles.items()})
        kept.put_spans(doc, "sections", ((k, f"H{s.level}", s.start, s.heading_end) for k, s in sections.items()), at)
        kept.put_spans(doc, "articles", ((k, "article", a.start, a.end) for k, a in articles.items()), at)


class CharterVerdicts(Component):
    """``doc.spans["charters"]``: the deciding passages, labelled with their rule; ``doc._.charters`` has all verdicts."""

    def keep(self, doc: Doc, processed: Processed, at: list[int]) -> None:
        """Verdicts with a passage on spans, all verdicts on the document."""
        from extractors.records import as_dict

        found = processed.verdicts
        kept.put(doc, "charters", {v.rule: as_dict(v) for v in found})
        spans = ((v.rule, v.rule, v.start, v.end) for v in found if v.start is not None and v.end is not None)
        kept.put_spans(doc, "charters", spans, at)


def _path(sections: Sequence[Section], section: Section) -> list[str]:
    """Titles of the headings down to this one, outermost first."""
    return [s.title for s in sections if s.start <= section.start < s.end]


def _plain(part: Any, **more: Any) -> dict[str, Any]:
    return {name: getattr(part, name) for name in part.__slots__} | more


@Language.factory("zhibiao_observations", default_config={"doc": NAME, "indicators": None})
def observations(nlp: Language, name: str, doc: str, indicators: str | None) -> Observations:
    """Numbers with indicator, place, time and all other fields; the arguments are those of ``Component``."""
    return Observations(name, doc, indicators)


@Language.factory("zhibiao_structure", default_config={"doc": NAME})
def structure(nlp: Language, name: str, doc: str) -> StructureParts:
    """Type, title, issuer, date and area of the document, its headings and the articles of a press page."""
    return StructureParts(name, doc)


@Language.factory("zhibiao_charter", default_config={"doc": NAME, "rules": None})
def charter(nlp: Language, name: str, doc: str, rules: str | None) -> CharterVerdicts:
    """Verdicts on a charter; the arguments are those of ``Component``."""
    return CharterVerdicts(name, doc, rules=rules)


# Components of one pipeline ask for the same text one after the other.
@lru_cache(maxsize=1)
def _processed(doc: str, text: str, indicators: str | None, rules: str | None) -> Processed:
    from corpora.cleaning import doc_id
    from corpora.cutting import within_limits
    from corpora.errors import ReadError
    from corpora.readers.text import read_text
    from pipeline.processed import failed
    from pipeline.stages import evaluated

    data = text.encode("utf-8")
    try:
        document = within_limits(read_text(doc, doc_id(data), BOM_UTF8 + data))  # the mark: nothing is to be guessed
    except ReadError as error:
        return failed(doc, doc_id(data), error, "text/plain")
    return evaluated(document, _resources(indicators, rules))


@lru_cache(maxsize=1)
def _positions(raw: str, text: str) -> list[int]:
    from corpora.alignment import positions

    return positions(raw, text)


@lru_cache(maxsize=4)
def _resources(indicators: str | None, rules: str | None) -> Resources:
    from pipeline.stages import load_resources

    return load_resources(Path(indicators) if indicators else None, Path(rules) if rules else None)
