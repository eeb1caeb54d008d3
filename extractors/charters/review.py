"""Reviews a charter: one verdict per rule of the pack."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpora.document import Document
from corpora.structure.model import Structure
from corpora.structure.provisions import Provision, provisions
from extractors.charters.adoption import adopted
from extractors.charters.checks import blanks, charter_span, check_position, check_term
from extractors.charters.drafting import check_branches, check_duplicate, check_numbering, check_subject
from extractors.charters.fitting import fitted, told_once
from extractors.charters.judging import Check, Judged, Outcome, judge
from extractors.charters.masking import blanked, old_columns, own_text, without_notes
from extractors.charters.matching import Charter, general_end
from extractors.charters.normal import NormalText, normalise
from extractors.charters.particulars import Particulars, particulars, reads_as_charter
from extractors.charters.rulemodel import Pack, Rule
from extractors.charters.rulepack import packs_for, rule_pack
from extractors.charters.setting import Setting, setting_of
from extractors.records import Verdict

_QUOTE_LENGTH = 120
_MOST_BLANKS = 300  # listed in one suggestion; more fit no cell of a workbook


def review(document: Document, structure: Structure, own: Pack | None = None) -> list[Verdict]:
    """Judge a charter by the national rules, by those of its area and kind, and by a user's own.

    Args:
        document: the document as read.
        structure: its structure; the sections help where a charter has no article numbers.
        own: a user's own pack, used where its conditions are met.

    Returns:
        One verdict per rule in the packs' order; nothing when the document is no charter or has no text.
    """
    text, amended = own_text(document)
    if not text.strip():
        return []
    found = provisions(text, structure.sections)
    normal = normalise(text, found)
    if not reads_as_charter(text, found, normal, structure.title, amended=amended):
        return []
    whose = particulars(text, normal, found)
    setting = setting_of(normal, whose.org_name, whose.org_type, adopted(text, normal), rule_pack().facts)
    charter = Charter(normal, whose.org_type, general_end(normal), setting, whose.titled)
    packs = packs_for(setting, own)
    outcomes = judge(charter, packs, _checks(blanked(document.text, old_columns(document))))
    verdicts = [_verdict(document, whose, charter, rule, outcomes[rule.id]) for pack in packs for rule in pack.rules]
    return told_once(verdicts, whose.subject)


def judge_text(
    text: str, org_type: str, own: Pack | None = None, facts: frozenset[str] = frozenset()
) -> dict[str, Outcome]:
    """Judge a piece of charter text, taken as it is, by the national rules and one pack more (for examples of rules).

    ``facts`` are taken to hold of the charter; conditions of the pack itself are not asked.
    """
    own_words = without_notes(text)
    normal = normalise(own_words, provisions(own_words))
    charter = Charter(normal, org_type, len(normal.units), Setting(facts=facts, adopted=adopted(text, normal)))
    return judge(charter, (rule_pack(), *([own] if own else [])), _checks(text))


def _checks(text: str) -> Mapping[str, Check]:
    def check_blanks(rule: Rule, charter: Charter, _: Judged) -> Outcome:
        """Blanks and drafting notes left in, read off the text as it is written."""
        begin, end = charter_span(text, charter.normal)
        found = blanks(text, begin, end)
        if not found:
            return Outcome("satisfied")
        units = [u.provision for u in charter.normal.units]
        clauses = {_clause(text, start, stop): (start, stop) for start, stop, _ in reversed(found)}
        listed = [_listed(units, text, start, stop) for start, stop in sorted(clauses.values())]
        shown = "；".join(listed[:_MOST_BLANKS]) + ("……" if len(listed) > _MOST_BLANKS else "")
        note = f"共{len(found)}处留空或者填写说明，请补齐或者删去：{shown}。"
        defects = tuple(dict.fromkeys(sorted(defect for *_, defect in found)))
        return Outcome("violated", defects, note=note, original=_clause(text, found[0][0], found[0][1]))

    return {
        "term": check_term,
        "position": check_position,
        "blanks": check_blanks,
        "branches": check_branches,
        "numbering": check_numbering,
        "subject": check_subject,
        "duplicate": check_duplicate,
    }


# How much of a clause is shown on each side of a blank, in characters.
_SHOWN = 30
_CAPTION = re.compile(r"^第[^条\n]{1,8}条[\s　]*")


def _place(found: list[Provision], at: int) -> str | None:
    held = [p for p in found if p.start <= at < p.end]
    return held[0].number if held else None


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a span, bounded by punctuation and line breaks, without outer spaces where they are no blank."""
    begin = max(text.rfind(mark, 0, start) for mark in "，。；：\n;,") + 1
    stops = [at for mark in "，。；\n;," if (at := text.find(mark, end)) >= 0]
    stop = min(stops, default=len(text))
    while begin < start and text[begin] in " 　\t":
        begin += 1
    while stop > end and text[stop - 1] in " 　\t":
        stop -= 1
    return begin, min(stop, max(end, begin + _QUOTE_LENGTH))


def _listed(found: list[Provision], text: str, start: int, end: int) -> str:
    """Where a blank is, with the clause around it: 第七条“住所设在……路”."""
    begin, stop = _clause(text, start, end)
    begin, stop = max(begin, start - _SHOWN), min(stop, end + _SHOWN)
    words = _CAPTION.sub("", text[begin:stop].strip())
    return f"{_place(found, start) or '首部'}“{words or text[start:end]}”"


def _quote_span(normal: NormalText, start: int, end: int) -> tuple[int, int]:
    """The sentence that decides, or its clause when the sentence is long, in the normal text."""
    unit = normal.unit_at(start)
    first = max(normal.sentence(start)[0], unit.body)
    last = min(normal.sentence(max(end - 1, start))[1], unit.end)
    if last - first > _QUOTE_LENGTH:
        marks = [normal.text.rfind(mark, first, start) for mark in "，："]
        first = max(first, max(marks) + 1)
        stops = [at for mark in "，。；" if (at := normal.text.find(mark, end, last)) >= 0]
        last = min(stops, default=last)
    while first < last and normal.text[first] in "\n，。；":
        first += 1
    return (first, last) if first < last else (start, end)


def _suggestion(rule: Rule, outcome: Outcome, whose: Particulars, facts: frozenset[str]) -> str | None:
    if outcome.verdict in ("satisfied", "not_applicable"):
        return None
    if outcome.note:
        return fitted(outcome.note, whose, facts)
    undone = [e.suggestion for e in outcome.missing if e.suggestion and e.contrary]
    own = rule.suggestion.get(whose.org_type)
    parts = undone if undone else [own] if own else [e.suggestion for e in outcome.missing if e.suggestion]
    if not own and outcome.verdict == "missing" and not parts:
        parts = [e.suggestion for e in rule.elements if e.suggestion and not e.contrary and whose.org_type in e.types]
    return fitted("".join(parts), whose, facts) if parts else None


def _verdict(document: Document, whose: Particulars, charter: Charter, rule: Rule, outcome: Outcome) -> Verdict:
    normal = charter.normal
    start: int | None = None
    end: int | None = None
    if outcome.original:
        start, end = outcome.original
    elif outcome.span:
        start, end = normal.original(*_quote_span(normal, *outcome.span))
    article = None
    if start is not None:
        article = _place([u.provision for u in normal.units], start)
    return Verdict(
        doc=document.doc,
        doc_id=document.doc_id,
        org_name=whose.org_name,
        org_type=whose.org_type,
        rule=rule.id,
        title=rule.title,
        level=rule.level_for(whose.org_type),
        verdict=outcome.verdict,
        defects=outcome.defects,
        article=article,
        quote=document.text[start:end] if start is not None else None,
        start=start,
        end=end,
        suggestion=_suggestion(rule, outcome, whose, charter.setting.facts),
        basis=rule.basis_for(whose.org_type),
    )
