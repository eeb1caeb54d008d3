"""The observations of a document: each quantity with its indicator, subject, place, period, status and relation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpora.document import Document
from corpora.structure.model import Structure
from extractors.observations.catalogue import Catalogue, unit_classes
from extractors.observations.features import Decision, features, options
from extractors.observations.frame import Frame, Sentence, frames, sentences_with_numbers
from extractors.observations.indicator import (
    THRESHOLD,
    Choice,
    Surroundings,
    candidates,
    counted_noun,
    ends_with_organisation,
    is_average,
    is_change,
    is_share,
    is_structural,
)
from extractors.observations.period import BaseDate, TimeMention, last_year, period_at, time_mentions, year_of
from extractors.observations.place import Scope, area_in, scope_in
from extractors.observations.relation import Stated, parent_of
from extractors.observations.status import is_plan_heading, is_planned
from extractors.observations.subject import grade_in, organisation_of_document, types_in
from extractors.quantities import scan
from extractors.quantities.model import Quantity
from extractors.records import Measure, Observation, Reason
from models.ranker import Ranker
from models.ranker import load as load_ranker

_YEARLY = ("work_report", "work_plan", "inspection_notice", "statistics")
_STOCK = re.compile(
    r"截至|截止|目前|现有|共有|实有|总数|总量|存量|累计达|年[底末]|在册|拥有|达到?$|突破|稳定在|增[至加]到?$|保有"
)
_FLOW = re.compile(r"新|全年|年内|今年以来|开展|办理|发展(?!到)|累计(?!达)")


@dataclass(slots=True)
class _Article:
    """What holds for a whole article: its dates, place and subject."""

    base: BaseDate
    area: str | None
    scope: Scope
    organisation: str | None
    flow_period: str | None
    stock_period: str | None
    report_year: int | None
    subject: str
    title: str


@dataclass(slots=True)
class _State:
    """What carries over from number to number while a document is read."""

    stated: list[Stated] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    paragraph_period: tuple[int, str | None, _Article] | None = None
    last_sentence_end: int = -1


@dataclass(frozen=True, slots=True)
class Offer:
    """What was offered to the ranker for one number: its training material."""

    quantity: Quantity
    offered: list[Choice]
    features: list[list[str]]


def offers(
    document: Document, structure: Structure, doc_type: str, catalogue: Catalogue, quantities: Sequence[Quantity]
) -> list[Offer]:
    """What the ranker would be offered for given quantities of a document: the rows that it is trained on."""
    reader = _Reader(document, structure, doc_type, catalogue, None)
    reader.seen = []
    for sentence in sentences_with_numbers(document.text, quantities):
        reader.read(sentence)
    return reader.seen


def observe(document: Document, structure: Structure, doc_type: str, catalogue: Catalogue) -> list[Observation]:
    """The observations of one document, in order of their place.

    Args:
        document: the document as read.
        structure: its sections, articles and particulars.
        doc_type: the contract's document type; charters and forms give no observations.
        catalogue: the indicators with their rules.

    Returns:
        One observation for each number that measures something; offsets count in ``document.text``.
    """
    if doc_type in ("charter", "inspection_report"):
        return []
    text = document.text
    quantities = scan(text)
    reader = _Reader(document, structure, doc_type, catalogue, load_ranker())
    for sentence in sentences_with_numbers(text, quantities):
        reader.read(sentence)
    return reader.state.observations


class _Reader:
    """Walks over the sentences of one document that hold numbers."""

    def __init__(
        self, document: Document, structure: Structure, doc_type: str, catalogue: Catalogue, ranker: Ranker | None
    ) -> None:
        self.ranker = ranker
        self.seen: list[Offer] | None = None
        self.document = document
        self.text = document.text
        self.structure = structure
        self.doc_type = doc_type
        self.catalogue = catalogue
        self.state = _State()
        self.articles = [self._article(i) for i in range(max(len(structure.articles), 1))]
        self.starts: dict[int, int] = {}
        self.headings: dict[int, tuple[tuple[str, ...], str]] = {}

    # What an article says of itself ------------------------------------------------------------------------------

    def _article(self, index: int) -> _Article:
        structure = self.structure
        articles = structure.articles
        own = articles[index] if articles else None
        title = (own.title if own and len(articles) > 1 else structure.title) or ""
        date = own.date if own and (own.date or len(articles) > 1) else structure.date
        area = own.area if own and own.area else structure.area
        start, end = (own.start, own.end) if own else (0, len(self.text))
        body = self.text[start:end]
        opening = f"{title}\n{body[:260]}"
        report_year = year_of(title) if self.doc_type in _YEARLY else None
        base = _base_date(date, report_year, body)
        if report_year is None and self.doc_type in ("work_report", "statistics") and base.year:
            january = bool(base.iso and re.match(r"\d{4}-0[12]", base.iso))
            report_year = base.year - january
        flow_period, stock_period = _default_periods(title, opening, report_year, base)
        organisation = organisation_of_document(structure.title, structure.issuer)
        community = body.count("社区社会组织") > 0.6 * max(body.count("社会组织"), 1) and "社区社会组织" in opening
        return _Article(
            base=base,
            area=area,
            scope=_document_scope(opening),
            organisation=organisation,
            flow_period=flow_period,
            stock_period=stock_period,
            report_year=report_year,
            subject=organisation or ("社区社会组织" if community else _main_type(title) or "社会组织"),
            title=title,
        )

    def _sections(self, position: int) -> tuple[tuple[str, ...], str]:
        """Headings around a position, outermost first, and their joined text."""
        path = self.structure.path(position)
        key = path[-1].start if path else -1
        if key not in self.headings:
            titles = tuple(f"{s.number or ''}{s.title}" for s in path)
            self.headings[key] = (titles, "\n".join(s.title for s in path))
        return self.headings[key]

    # One sentence ------------------------------------------------------------------------------------------------

    def read(self, sentence: Sentence) -> None:
        """Turns the numbers of a sentence into observations."""
        index = self.structure.article_at(sentence.quantities[0].start) if self.structure.articles else 0
        article = self.articles[index]
        titles, headings = self._sections(sentence.quantities[0].start)
        paragraph = self.text.rfind("\n", 0, sentence.start)
        around = Surroundings(headings=f"{article.title}\n{headings}", previous=sentence.previous)
        hits = [
            (word, start + sentence.start, end + sentence.start)
            for word, start, end in self.catalogue.automaton.find_matches_as_indexes(sentence.text, overlapping=True)
        ]
        base = self._section_base(titles, article)
        mentions = time_mentions(sentence.text, base)
        types = types_in(sentence.text)
        hits = _outside_names(hits, types, sentence.start)
        made: list[Observation] = []
        for frame in frames(self.text, sentence):
            made.append(self._number(frame, hits, mentions, types, article, index, around, titles, paragraph, made))
        self._carry_period(mentions, paragraph, article)

    def _section_base(self, titles: tuple[str, ...], article: _Article) -> BaseDate:
        """What 全年 and 年内 count from in a section of plans: the year that its heading names, else the year to come."""
        year = article.base.year
        if year is None or not titles or self.doc_type == "work_plan":
            return article.base
        for title in reversed(titles):
            named = year_of(title)
            if named:
                return BaseDate(str(named)) if named > year else article.base
            if is_plan_heading(title):
                return article.base if "下半年" in title else BaseDate(str(year + 1))
        return article.base

    def _carry_period(self, mentions: Sequence[TimeMention], paragraph: int, article: _Article) -> None:
        kinds = ("asof", "span", "now") if article.flow_period else ("asof", "span", "now", "year", "month")
        lasting = [m for m in mentions if m.kind in kinds]
        if lasting:
            self.state.paragraph_period = (paragraph, lasting[-1].period, article)

    # One number --------------------------------------------------------------------------------------------------

    def _number(
        self,
        frame: Frame,
        hits: list[tuple[int, int, int]],
        mentions: list[TimeMention],
        types: list[tuple[int, int, str]],
        article: _Article,
        article_index: int,
        around: Surroundings,
        titles: tuple[str, ...],
        paragraph: int,
        siblings: list[Observation],
    ) -> Observation:
        quantity = frame.quantity
        decision, choice, probability = self._decide(frame, hits, around, siblings)
        change, share = decision.change, decision.share
        planned = self._planned(frame, mentions, titles, article) and not _FROM.search(frame.left)
        code = choice.code
        indicator = self.catalogue.by_code.get(code)
        org_type = self._org_type(frame, types, article, code, siblings)
        area, scope = self._place(frame, article, code, siblings)
        measure = self._measure(frame, code, change, share)
        period = self._period(frame, mentions, article, titles, paragraph, planned, measure, code)
        status = "masked" if quantity.masked else "planned" if planned else "actual"
        doc_id = self.document.doc_id
        id_ = f"{doc_id}-{quantity.start}"
        kind = next(iter(sorted(unit_classes(quantity.unit))))
        me = Stated(
            id_, quantity.start, quantity.end, code, org_type, scope, area, quantity.value, kind, None, paragraph
        )
        parent = None if change or share else parent_of(self.text, frame, me, self.state.stated)
        me = replace(me, parent=parent.id if parent else None)
        if not (change or share):
            self.state.stated.append(me)
        place = self.document.locate(quantity.start, quantity.end)
        observation = Observation(
            doc=self.document.doc,
            doc_id=doc_id,
            id=id_,
            indicator=code,
            label=indicator.label if indicator else _label(frame),
            value=quantity.value,
            value_max=quantity.value_max,
            unit=quantity.unit,
            bound=quantity.bound,
            status=status,  # type: ignore[arg-type]
            measure=measure,
            org_type=org_type,
            area=area,
            scope=scope,
            period=period,
            grade=self._grade(frame, code),
            part_of=me.parent,
            quote=self.text[quantity.start : quantity.end],
            start=quantity.start,
            end=quantity.end,
            page=place[0] if place else None,
            bbox=place[1] if place else None,
            section=titles,
            article=article_index,
            confidence=_confidence(probability, quantity),
            flags=tuple(sorted(quantity.flags)),
            reason=Reason(
                rule=f"{code}:{choice.zone}", cues=(choice.cue,) if choice.cue else (), sentence=frame.sentence.text
            ),
        )
        self.state.observations.append(observation)
        return observation

    def _decide(
        self, frame: Frame, hits: list[tuple[int, int, int]], around: Surroundings, siblings: list[Observation]
    ) -> tuple[Decision, Choice, float]:
        """What the rules say, what the ranker makes of it, and how likely that is right."""
        found = candidates(frame, hits, self.catalogue, around)
        decision = Decision(*self._choose(frame, found, hits, siblings))
        source = self._source(frame, siblings)
        inherited = source.indicator if source else None
        start = frame.quantity.start
        previous = [
            (o.indicator, o.unit) for o in self.state.observations[-6:] if self.text.find("\n", o.end, start) < 0
        ]
        offered = options(frame, found, decision, inherited, previous)
        described = features(frame, offered, decision, inherited, previous, around)
        if self.seen is not None:
            self.seen.append(Offer(frame.quantity, offered, described))
        if self.ranker is None:
            return decision, decision.choice, 0.5
        index, probability = self.ranker.best(described)
        return decision, offered[index], probability

    def _choose(
        self, frame: Frame, found: list[Choice], hits: list[tuple[int, int, int]], siblings: list[Observation]
    ) -> tuple[Choice, bool, bool]:
        """The indicator of a number, whether it is a change, and whether it is a share or average."""
        quantity = frame.quantity
        best = found[0] if found else None
        unit = quantity.unit
        if is_change(frame.left, unit) and not (
            best
            and best.score > 1.6
            and best.code.startswith(("fee.", "reg.", "party.orgs_new"))
            and best.zone == "left"
            and unit not in ("%", "百分点", "倍")
        ):
            return self._base_of_change(frame, hits, siblings), True, False
        if unit in ("倍", "番"):
            return self._base_of_change(frame, hits, siblings), False, True
        if unit == "%" and is_share(frame.left) and (best is None or best.score < 1.4):
            return Choice("other", 1.0, "占", "left"), False, True
        if is_average(frame):
            return Choice("other", 1.0, "平均", "left"), False, True
        inherited = self._inherited(frame, siblings, best)
        if inherited is not None:
            return inherited, False, False
        if (best is None or best.score < THRESHOLD) and self._names_organisations(frame):
            return Choice("reg.total", 0.9, "", "left"), False, False
        if best is None or best.score < THRESHOLD:
            return Choice("other", THRESHOLD - (best.score if best else 0.0), "", "none"), False, False
        return best, False, False

    def _names_organisations(self, frame: Frame) -> bool:
        """Whether a count stands beside an organisation type with nothing else said of it (全市社会组织567家)."""
        if "count" not in unit_classes(frame.quantity.unit):
            return False
        if counted_noun(frame.right) == "organisation":
            return True
        return counted_noun(frame.right) == "none" and ends_with_organisation(frame.left)

    def _base_of_change(self, frame: Frame, hits: list[tuple[int, int, int]], siblings: list[Observation]) -> Choice:
        """A growth or difference has the indicator of what grew: named in the clause, else the number before."""
        kinds = unit_classes(frame.quantity.unit)
        rates = "point" in kinds
        if siblings and siblings[-1].measure != "change":
            previous = siblings[-1]
            same = bool(unit_classes(previous.unit) & kinds)
            if rates == (previous.unit == "%") and (
                rates or same or not kinds & {"count", "person", "money", "persontime", "event"}
            ):
                return Choice(previous.indicator, 1.2, "", "inherited")
        if siblings and siblings[-1].measure == "change":
            return Choice(siblings[-1].indicator, 1.0, "", "inherited")
        plain = (
            replace(frame.quantity, unit="%")
            if rates
            else replace(frame.quantity, unit="家")
            if "rate" in kinds or "ratio" in kinds
            else None
        )
        asked = _with_quantity(frame, plain) if plain else frame
        found = candidates(asked, hits, self.catalogue, Surroundings("", ""))
        if found and found[0].score >= THRESHOLD:
            return found[0]
        if siblings:
            return Choice(siblings[-1].indicator, 0.8, "", "inherited")
        return Choice("other", 0.8, "", "none")

    def _inherited(self, frame: Frame, siblings: list[Observation], best: Choice | None) -> Choice | None:
        """A number whose own words only arrange it (其中, types, levels) measures what the number before it measures."""
        if best is not None and best.zone in ("left", "right") and best.score >= 1.15 and best.code != "reg.total":
            return None
        quantity = frame.quantity
        source = self._source(frame, siblings)
        if source is None:
            return None
        noun = counted_noun(frame.right) if "count" in unit_classes(quantity.unit) else "none"
        if noun == "noun":
            return None
        structural = is_structural(frame.left)
        listed = "其中" in frame.sentence.text[: quantity.start - frame.sentence.start]
        if not structural and not listed:
            return None
        if listed and not structural and best is not None and best.score >= THRESHOLD:
            return None
        if best is not None and best.score >= 2.0 and best.code != "reg.total" and not structural:
            return None
        return Choice(source.indicator, 1.3 if structural else 0.95, "", "inherited")

    def _source(self, frame: Frame, siblings: list[Observation]) -> Observation | None:
        kinds = unit_classes(frame.quantity.unit)
        pool: Sequence[Observation] = siblings
        if not siblings and is_structural(frame.before):
            pool = [o for o in self.state.observations[-6:] if self.text.find("\n", o.end, frame.quantity.start) < 0]
        for earlier in reversed(pool):
            if earlier.measure == "change":
                continue
            if unit_classes(earlier.unit) & kinds or (frame.quantity.masked and not frame.quantity.unit):
                return earlier
            if "none" in kinds:
                return earlier
        return None

    def _planned(self, frame: Frame, mentions: list[TimeMention], titles: tuple[str, ...], article: _Article) -> bool:
        here = frame.quantity.start - frame.sentence.start
        clause_from = frame.clause_start - frame.sentence.start
        clause = frame.sentence.text[clause_from:here] + frame.right[:4]
        stated, period = period_at(mentions, here)
        base = article.base.year
        named = int(period[:4]) if stated and period else base or 0
        year = (named > base) - (named < base) if base else 0
        return is_planned(clause, frame.sentence.text[:here], titles, self.doc_type, year)

    def _period(
        self,
        frame: Frame,
        mentions: list[TimeMention],
        article: _Article,
        titles: tuple[str, ...],
        paragraph: int,
        planned: bool,
        measure: Measure,
        code: str,
    ) -> str | None:
        as_of = measure == "stock" or code in ("party.coverage_rate", "party.charter_rate", "grade.coverage")
        default = article.stock_period if as_of else article.flow_period
        here = frame.quantity.start - frame.sentence.start
        stated, period = period_at(mentions, here)
        if stated and (period or default is None):
            return period
        carried = self.state.paragraph_period
        if carried and (carried[0] == paragraph or (default is None and carried[2] == article)) and not planned:
            return carried[1]
        base = self._section_base(titles, article)
        if base is not article.base and planned:
            return base.iso
        for title in reversed(titles):
            found = [m for m in time_mentions(title, article.base) if m.kind != "compared"]
            if found and found[-1].period:
                return found[-1].period
        return default

    def _org_type(
        self, frame: Frame, types: list[tuple[int, int, str]], article: _Article, code: str, siblings: list[Observation]
    ) -> str | None:
        indicator = self.catalogue.by_code.get(code)
        if article.organisation:
            return article.organisation
        quantity = frame.quantity
        offset = frame.sentence.start
        right = [t for t in types if quantity.end <= t[0] + offset < frame.right_end]
        if right and "count" in unit_classes(quantity.unit) and right[0][0] + offset - quantity.end <= 8:
            return right[0][2]
        left = [t for t in types if t[1] + offset <= quantity.start]
        zipped = _zipped(frame, left)
        if zipped:
            return zipped
        near = [t for t in left if t[0] + offset >= frame.left_start]
        if near:
            return near[-1][2]
        if indicator and indicator.org_type:
            return indicator.org_type
        if code == "dept.count" or (code == "enf.actions" and _MEETING.search(frame.left)):
            return None
        governing = [t for t in left if t[0] + offset >= frame.clause_start] or left
        if governing and not (siblings and "其中" in frame.before + frame.shared):
            return governing[-1][2] if governing[-1][2] not in _PARTS or not siblings else siblings[-1].org_type
        if siblings and siblings[-1].org_type:
            return siblings[-1].org_type
        return article.subject

    def _place(
        self, frame: Frame, article: _Article, code: str, siblings: list[Observation]
    ) -> tuple[str | None, Scope | None]:
        """The area and the scope of a number: by the words before it, else the article's own."""
        left = frame.left
        if frame.left_start and self.text[frame.left_start - 1] in "）)":
            left = self.text[max(frame.left_start - 9, frame.sentence.start) : frame.quantity.start]
        before = _BRACKETED.sub("", frame.before)
        area = area_in(before + frame.shared + left, article.area) or article.area
        if article.organisation or code == "dept.count" or (code == "enf.actions" and _MEETING.search(left)):
            return area, None
        near = scope_in(left) or scope_in(frame.right[:6]) or scope_in(frame.shared)
        if near:
            return area, near
        if area != article.area:
            beside_own = any(o.scope == "own" for o in siblings)
            return area, "sub" if beside_own or (area or "").endswith(("区", "县", "旗", "镇", "街道")) else "total"
        return area, scope_in(before) or article.scope

    def _measure(self, frame: Frame, code: str, change: bool, share: bool) -> Measure:
        if change:
            return "change"
        unit = frame.quantity.unit
        if share or unit in ("%", "倍", "番"):
            return "share"
        indicator = self.catalogue.by_code.get(code)
        if indicator:
            if (
                indicator.measure == "flow"
                and _STOCK.search(frame.left)
                and "截至" in frame.sentence.text
                and not _FLOW.search(frame.left)
            ):
                return "stock"
            if indicator.measure == "stock" and re.search(r"新(?:增|发展|吸收|备案|入会|建)|新增备案", frame.left):
                return "flow"
            return indicator.measure
        return "stock" if _STOCK.search(frame.left) or _STOCK.search(frame.shared) else "flow"

    def _grade(self, frame: Frame, code: str) -> str | None:
        if not code.startswith("grade."):
            return None
        return grade_in(frame.left) or grade_in(frame.right) or grade_in(frame.shared)


_FROM = re.compile(r"(?:由|从)(?:[今去上]年的?|\d{4}年的?|目前的?|现在的?|原来的?|最初的?|年初的?)?$")
_BRACKETED = re.compile(r"[（(][^（()）]*(?:[）)]|$)")
_MEETING = re.compile(r"联席会议|会商|协调会|会议|联席会")
_OWN_LEVEL = re.compile(
    r"(?:全[市省国区县](?:性|级)|[市省区县盟州](?:级|本级|属|管))(?:登记的?)?(?:社会组织|社会团体|社团|民办非企业|社会服务机构|基金会|行业协会)"
)
_PARTS = ("社会团体", "民办非企业单位", "基金会", "行业协会商会")


def _outside_names(
    hits: list[tuple[int, int, int]], types: list[tuple[int, int, str]], offset: int
) -> list[tuple[int, int, int]]:
    """Hits in order, without those inside the name of an organisation type (组织 in 社会组织)."""
    kept = []
    for word, start, end in sorted(hits, key=lambda h: h[1]):
        inside = any(t[0] + offset <= start and end <= t[1] + offset and end - start < t[1] - t[0] for t in types)
        if not inside:
            kept.append((word, start, end))
    return kept


def _with_quantity(frame: Frame, quantity: Quantity) -> Frame:
    return replace(frame, quantity=quantity)


def _zipped(frame: Frame, left: list[tuple[int, int, str]]) -> str | None:
    """The type of a number in ``社会团体、民办非企业单位、基金会分别为611家、418家和14家``: the n-th type for the n-th number."""
    at = frame.sentence.text.rfind("分别", 0, frame.quantity.start - frame.sentence.start)
    if at < 0:
        return None
    run: list[str] = []
    edge = at
    for start, end, name in reversed(left):
        if end > at:
            continue
        if edge - end > 4 and edge != at:
            break
        run.insert(0, name)
        edge = start
    nth = sum(1 for q in frame.sentence.quantities if at + frame.sentence.start <= q.start < frame.quantity.start)
    return run[nth] if len(run) > 1 and nth < len(run) else None


def _base_date(date: str | None, report_year: int | None, body: str) -> BaseDate:
    """What 今年 counts from: the text's date; a report's own year where it was written soon after; else its last year."""
    if date is None:
        last = report_year or last_year(body)
        return BaseDate(str(last) if last else None)
    if report_year and int(date[:4]) - report_year == 1:
        return BaseDate(str(report_year))
    if report_year is None and re.match(r"\d{4}-01-(?:0\d|10)$", date):
        # Posted in the first days of January: 今年 is still the year before.
        return BaseDate(str(int(date[:4]) - 1))
    return BaseDate(date)


def _document_scope(opening: str) -> Scope:
    title, _, rest = opening.partition("\n")
    named = _OWN_LEVEL.search(rest)
    if scope_in(title) == "own" or (named and not re.search(r"全[市省区县盟州](?:共|登记|现)", rest[: named.start()])):
        return "own"
    return "total"


def _default_periods(
    title: str, opening: str, report_year: int | None, base: BaseDate
) -> tuple[str | None, str | None]:
    """The periods that hold where a sentence says none: of flows and of stocks."""
    for text in (title, opening):
        for mention in time_mentions(text, base):
            if (
                mention.period
                and "/" in mention.period
                and ".." not in mention.period
                and (report_year or text is title)
            ):
                return mention.period, mention.period.split("/")[1]
    if report_year is None:
        return None, None
    return str(report_year), f"{report_year}-12-31"


def _main_type(title: str) -> str | None:
    found = [t[2] for t in types_in(title)]
    return found[0] if len(set(found)) == 1 and found[0] != "社会组织" else None


def _label(frame: Frame) -> str:
    """The measured noun phrase of a number without an indicator."""
    right = re.match(r"^[的]?([\u4e00-\u9fffA-Za-z“”]{1,10})", frame.right)
    if right and counted_noun(frame.right) != "none":
        return right[1]
    words = re.findall(r"[\u4e00-\u9fffA-Za-z]+", frame.left or frame.shared)
    return words[-1][-10:] if words else "其他"


def _confidence(probability: float, quantity: Quantity) -> float:
    """The calibrated probability of the indicator; damage seen in the number takes a half off."""
    return round(probability * (0.5 if "suspect_number" in quantity.flags else 1.0), 3)
