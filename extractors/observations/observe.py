"""The observations of a document: each quantity with its indicator, subject, place, period, status and relation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from corpora import clock
from corpora.document import Document
from corpora.structure.model import Section, Structure
from corpora.structure.places import find_places
from extractors.observations.attributes import drafted, features, settled
from extractors.observations.catalogue import Catalogue, unit_classes
from extractors.observations.context import CarriedPeriod, Context
from extractors.observations.counted_from import base_told, section_base
from extractors.observations.decide import Learned, Verdict, decide, load_learned
from extractors.observations.features import Near, words_near
from extractors.observations.frame import Frame, Sentence, frames, made_up, sentences_with_numbers
from extractors.observations.indicator import Hit, Surroundings, Topic, counted_noun, topics_of
from extractors.observations.period import time_mentions
from extractors.observations.relation import Stated, parent_of
from extractors.observations.second_reader import SecondReader
from extractors.observations.setting import Setting, setting_of
from extractors.observations.subject import types_told
from extractors.observations.taken_off import TAKEN_OFF, is_taken_off
from extractors.observations.when import carried_period, period_of
from extractors.observations.whom import grade_of
from extractors.quantities import scan
from extractors.quantities.model import Quantity
from extractors.records import Observation, Reason
from models.named import Groups
from models.near import Weighed
from models.transformer.runtime import Transformer

WITHOUT_OBSERVATIONS = ("charter", "inspection_report")
_LOOK_BACK = 6
_TOTALS_BACK = 20
_OWN_AREA = re.compile(r"[全我本该][省市县区州盟旗镇街]|省[本]?级|市[本]?级")
_BULLET = re.compile(r"[\s　●▲◆■★·—\-【（(\d.、]*")
# In characters: where a paragraph may name the place that it is about.
_LEAD = 14
# In characters: how much of the sentences without numbers before a sentence is looked at for time words.
_SKIPPED = 200
# Sentences whose words are weighed in one go.
_AT_ONCE = 64
# 按活动领域划分，…: divides what an earlier paragraph has told.
_DIVIDES = re.compile(r"\s*(?:按|从)[^，。：:\d]{1,14}(?:分|看|划分|来说)[，,：:]")
_MAGNITUDE = re.compile(r"[万亿]")


def observe(
    document: Document,
    structure: Structure,
    doc_type: str,
    catalogue: Catalogue,
    transformer: Transformer | None = None,
) -> list[Observation]:
    """The observations of one document, in order of their place.

    Args:
        document: the document as read.
        structure: its sections, articles and particulars.
        doc_type: the contract's document type; charters and forms give no observations.
        catalogue: the indicators with their rules.
        transformer: a second reader that has a say in the choice of indicators, None for the stored models alone.

    Returns:
        One observation for each number that measures something; offsets count in ``document.text``.
    """
    if doc_type in WITHOUT_OBSERVATIONS:
        return []
    reader = _Reader(document, structure, doc_type, catalogue, load_learned(), transformer)
    return [reading.observation for reading in reader.read(scan(document.text))]


class Reading(NamedTuple):
    """An observation, how its indicator was decided by what words, and by attribute the features that its models were asked with."""

    observation: Observation
    verdict: Verdict
    near: Near
    asked: dict[str, Groups]


def readings(
    document: Document,
    structure: Structure,
    doc_type: str,
    catalogue: Catalogue,
    quantities: Sequence[Quantity],
    learned: Learned,
    transformer: Transformer | None = None,
) -> list[Reading]:
    """What is made of given quantities with some of the models: the training material of the others."""
    return list(_Reader(document, structure, doc_type, catalogue, learned, transformer).read(quantities))


class _Placed(NamedTuple):
    """A sentence with what stands around it, and its numbers in order with what stands around each."""

    sentence: Sentence
    setting: Setting
    titles: tuple[str, ...]
    around: Surroundings
    frames: list[Frame]
    near: list[Near]


@dataclass(slots=True)
class _Reader:
    """Walks over the sentences of one document that hold numbers."""

    document: Document
    structure: Structure
    doc_type: str
    catalogue: Catalogue
    learned: Learned
    transformer: Transformer | None = None
    second: SecondReader | None = None
    carried: CarriedPeriod | None = None
    stated: list[Stated] = field(default_factory=list)
    made: list[Observation] = field(default_factory=list)
    settings: dict[int, Setting] = field(default_factory=dict)
    topics: dict[str, tuple[Topic, ...]] = field(default_factory=dict)
    lead: tuple[int, str | None] = (-1, None)
    read_to: int = 0
    section: int = 0
    open: list[Section] = field(default_factory=list)

    def read(self, quantities: Sequence[Quantity]) -> Iterator[Reading]:
        """The observations of all quantities, each with how it was decided; one by one, as the latter takes much memory."""
        if self.transformer is not None:
            self.second = SecondReader(self.document, self.structure, self.doc_type, quantities, self.transformer)
        sentences = sentences_with_numbers(self.document.text, quantities)
        while placed := [self._placed(sentence) for sentence in islice(sentences, _AT_ONCE)]:
            near = [((*near.own, *near.edge, *near.unit), near.shared) for one in placed for near in one.near]
            weighed = iter(self.learned.words.weigh(near))
            for one in placed:
                yield from self._sentence(one, weighed)

    def _setting(self, position: int) -> Setting:
        index = self.structure.article_at(position) if self.structure.articles else 0
        if index not in self.settings:
            self.settings[index] = setting_of(self.document.text, self.structure, self.doc_type, index)
        return self.settings[index]

    def _path(self, position: int) -> tuple[Section, ...]:
        """The sections around a position, outermost first; positions only grow while a document is read."""
        sections = self.structure.sections
        while self.section < len(sections) and sections[self.section].start <= position:
            self.open.append(sections[self.section])
            self.section += 1
        self.open = [s for s in self.open if s.end > position]
        return tuple(self.open)

    def _placed(self, sentence: Sentence) -> _Placed:
        """What stands around a sentence, and what stands around its numbers."""
        clock.tick()
        text, start = self.document.text, sentence.quantities[0].start
        setting = self._setting(start)
        path = self._path(start)
        headings = "\n".join((setting.title, *(s.title for s in path)))
        if headings not in self.topics:
            self.topics[headings] = topics_of(headings, "heading", self.catalogue)
        topics = topics_of(sentence.previous, "previous", self.catalogue) + self.topics[headings]
        around = Surroundings(headings, sentence.previous, topics)
        its_frames = frames(text, sentence)
        near = [words_near(frame, around) for frame in its_frames]
        return _Placed(sentence, setting, tuple(f"{s.number or ''}{s.title}" for s in path), around, its_frames, near)

    def _sentence(self, placed: _Placed, weighed: Iterator[Weighed]) -> Iterator[Reading]:
        clock.tick()
        text = self.document.text
        sentence, setting, titles, around = placed.sentence, placed.setting, placed.titles, placed.around
        types = types_told(sentence.text, setting.serving)
        places = find_places(sentence.text)
        hits = self._hits(sentence, types)
        base = section_base(titles, setting, self.doc_type)
        paragraph = sentence.paragraph
        skipped = text[max(paragraph, self.read_to, sentence.start - _SKIPPED) : sentence.start]
        self.carried = carried_period(skipped, time_mentions(skipped, base), paragraph, setting, self.carried)
        mentions = time_mentions(sentence.text, base_told(base, titles, paragraph, self.carried))
        self.read_to = sentence.end
        before = [o for o in self.made[-_TOTALS_BACK:] if o.start >= paragraph]
        lead = None if _OWN_AREA.search(sentence.text) else self._lead(paragraph, setting)
        divided = self._of_article(setting) if _DIVIDES.match(sentence.text) else before
        several = len(sentence.quantities) > 1
        totals = {n: total for total in divided for n in _made_up(total, sentence)} if several else {}
        siblings: list[Observation] = []
        for frame, near in zip(placed.frames, placed.near, strict=True):
            context = Context(
                frame=frame,
                here=frame.quantity.start - sentence.start,
                mentions=mentions,
                types=types,
                places=places,
                lead=lead,
                setting=setting,
                titles=titles,
                paragraph=paragraph,
                siblings=siblings,
                earlier=(before + siblings)[-_LOOK_BACK:],
                whole=siblings[frame.whole] if frame.whole is not None else totals.get(frame.index),
                carried=self.carried,
                doc_type=self.doc_type,
                depth=frame.quantity.start / len(text),
                near=near,
                weighed=next(weighed),
            )
            verdict = decide(context, hits, around, self.catalogue, self.learned, self.second)
            reading = self._reading(context, verdict)
            siblings.append(reading.observation)
            yield reading
        self.made += siblings
        self.carried = carried_period(sentence.text, mentions, paragraph, setting, self.carried)

    def _of_article(self, setting: Setting) -> list[Observation]:
        """The last observations of the article, in whatever paragraph."""
        return [o for o in self.made[-_TOTALS_BACK:] if o.article == setting.index]

    def _lead(self, paragraph: int, setting: Setting) -> str | None:
        """The place that a paragraph begins with (潭州市今年以来…。被劝散的13家…), None where it is the article's own."""
        if self.lead[0] != paragraph:
            text = self.document.text
            opening = _BULLET.match(text, paragraph)
            start = opening.end() if opening else paragraph
            first = find_places(text[start : start + _LEAD].partition("\n")[0])[:1]
            leads = first and first[0].start == 0 and first[0].sure and first[0].kind != "village"
            self.lead = (paragraph, first[0].name if leads else None)
        name = self.lead[1]
        return None if name is None or (setting.area or "").endswith(name) else name

    def _hits(self, sentence: Sentence, types: Sequence[tuple[int, int, str]]) -> list[Hit]:
        """The catalogue's words in order, without those inside the name of an organisation type (组织 in 社会组织)."""
        found = self.catalogue.automaton.find_matches_as_indexes(sentence.text, overlapping=True)
        for first, last, _ in types:
            found = [h for h in found if not (first <= h[1] and h[2] <= last and h[2] - h[1] < last - first)]
        offset = sentence.start
        return sorted([(word, start + offset, end + offset) for word, start, end in found], key=itemgetter(1))

    def _reading(self, context: Context, verdict: Verdict) -> Reading:
        frame, quantity, choice = context.frame, context.frame.quantity, verdict.choice
        indicator = self.catalogue.by_code.get(choice.code)
        draft = drafted(context, choice.code, verdict.decision, indicator)
        asked = features(context, choice.code, draft, indicator)
        if self.learned.attributes is not None:
            draft = settled(draft, indicator, self.learned.attributes, asked, context.weighed.values)
        unit = quantity.unit or _unit_left_out(context, choice.code, self.catalogue)
        id_ = self._id(quantity)
        stated = Stated(
            id=id_,
            start=quantity.start,
            end=quantity.end,
            indicator=choice.code,
            org_type=draft.org_type,
            area=draft.area,
            scope=draft.scope,
            value=quantity.value,
            unit=unit,
            kind=min(unit_classes(unit)),
            parent=None,
            paragraph=context.paragraph,
        )
        place = self.document.locate(quantity.start, quantity.end)
        observation = Observation(
            doc=self.document.doc,
            doc_id=self.document.doc_id,
            id=id_,
            indicator=choice.code,
            label=indicator.label if indicator else _noun_phrase(frame),
            value=quantity.value,
            value_max=quantity.value_max,
            unit=unit,
            bound=quantity.bound,
            status="masked" if quantity.masked else "planned" if draft.planned else "actual",
            measure=draft.measure,
            org_type=draft.org_type,
            area=draft.area,
            scope=draft.scope,
            period=period_of(context, choice.code, draft.measure, draft.planned),
            grade=grade_of(context, choice.code),
            part_of=None if draft.measure in ("change", "share") else self._parent(context, stated),
            quote=frame.written,
            start=quantity.start,
            end=quantity.end,
            page=place[0] if place else None,
            bbox=place[1] if place else None,
            section=context.titles,
            article=context.setting.index,
            confidence=round(verdict.probability * (0.5 if "suspect_number" in quantity.flags else 1.0), 3),
            flags=tuple(sorted({*quantity.flags, *([TAKEN_OFF] if is_taken_off(frame, choice.code) else [])})),
            reason=Reason(
                rule=f"{choice.code}:{choice.zone}",
                cues=(choice.cue,) if choice.cue else (),
                sentence=frame.sentence.text,
            ),
        )
        return Reading(observation, verdict, context.near, asked)

    def _parent(self, context: Context, me: Stated) -> str | None:
        """The id of the total that a number is a part of; it may itself be a total of later ones."""
        frame = context.frame
        parent = parent_of(self.document.text, frame, me, self.stated, context.whole)
        me.parent = parent.id if parent else None
        if parent is None and frame.sum_behind is not None:
            me.parent = self._id(frame.sentence.quantities[frame.sum_behind])
        self.stated.append(me)
        return me.parent

    def _id(self, quantity: Quantity) -> str:
        return f"{self.document.doc_id}-{quantity.start}"


def _made_up(total: Observation, sentence: Sentence) -> list[int]:
    """The places of a sentence's numbers that make up one of an earlier sentence."""
    told = total.measure in ("stock", "flow") and total.bound == "exact" and total.value_max is None
    return made_up(total.value, total.unit, sentence) if told and total.value else []


def _unit_left_out(context: Context, code: str, catalogue: Catalogue) -> str:
    """The unit of a number that the text gives none: of the number it continues, or what its indicator is counted in."""
    indicator = catalogue.by_code.get(code)
    for earlier in reversed(context.earlier):
        if earlier.indicator == code and earlier.unit:
            return earlier.unit
    if indicator and indicator.units <= {"money", "none"}:
        return "元"
    return "个" if indicator and "count" in indicator.units and _MAGNITUDE.search(context.frame.written) else ""


def _noun_phrase(frame: Frame) -> str:
    """The measured noun phrase of a number without an indicator."""
    right = re.match(r"^的?([\u4e00-\u9fffA-Za-z“”]{1,10})", frame.right)
    if right and counted_noun(frame.right) != "none":
        return right[1]
    words = re.findall(r"[\u4e00-\u9fffA-Za-z]+", frame.left or frame.shared)
    return words[-1][-10:] if words else "其他"
