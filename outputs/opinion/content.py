"""What an opinion says, whatever it is written on: facts, findings by weight, what could not be judged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.records import Verdict
from outputs.cells import without_controls
from outputs.findings import in_order, is_binding, standing, to_mend, what_is_wrong
from outputs.opinion.phrases import phrases
from outputs.reviewed.anchors import Anchors

_LONGEST_QUOTE = 120  # characters; the whole clause stands in the charter itself


@dataclass(frozen=True, slots=True)
class Point:
    """One finding: article as written or None, what is wrong, the words that show it, what to do, on what basis."""

    article: str | None
    problem: str
    quote: str | None
    advice: str
    basis: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """The opinion on one charter, ready to be set: all texts are free of control characters.

    ``facts`` are (name, value) pairs; ``remarks`` say how the
    text was taken; ``version`` is the program's.
    """

    facts: tuple[tuple[str, str], ...]
    counted: str
    conclusion: str
    must: tuple[Point, ...]
    should: tuple[Point, ...]
    unjudged: tuple[str, ...]
    remarks: tuple[str, ...]
    version: str


def opinion_of(
    verdicts: Sequence[Verdict], text: str, dated: str | None, warnings: Sequence[str], version: str
) -> Opinion:
    """The opinion on a charter.

    Args:
        verdicts: of one charter, at least one.
        text: the clean text that their offsets count in.
        dated: the date of the charter as people write it, None where it gives none.
        warnings: of the document record.
        version: of the program.
    """
    words, anchors, first = phrases(), Anchors(text, verdicts), verdicts[0]
    found = in_order(filter(to_mend, verdicts))
    # One advice is told once: at the words that it mends rather than as something to be added beside them.
    told_at: dict[str | None, str] = {}
    for verdict in sorted(found, key=lambda v: _added_where(v, anchors) is not None):
        told_at.setdefault(verdict.suggestion, verdict.title)
    must = tuple(_point(verdict, anchors, told_at) for verdict in found if is_binding(verdict))
    should = tuple(_point(verdict, anchors, told_at) for verdict in found if not is_binding(verdict))
    kept = sum(verdict.verdict == "satisfied" for verdict in verdicts)
    aside = [verdict for verdict in verdicts if verdict.verdict == "not_applicable"]
    unstated = words["unstated"]
    facts = {"org_name": first.org_name, "org_type": first.org_type, "date": dated, "doc": first.doc}
    return Opinion(
        facts=tuple((words["facts"][name], without_controls(value or unstated)) for name, value in facts.items()),
        counted=words["counted"].format(
            judged=len(verdicts) - len(aside), kept=kept, must=len(must), should=len(should), aside=len(aside)
        ),
        conclusion=words["standing"][standing(len(must), len(should))],
        must=must,
        should=should,
        unjudged=(
            *(_undecided(verdict) for verdict in aside if verdict.defects),
            *(words["unjudged"][code] for code in warnings if code in words["unjudged"]),
        ),
        remarks=(*(words["remarks"][code] for code in warnings if code in words["remarks"]), words["scope"]),
        version=version,
    )


def _point(verdict: Verdict, anchors: Anchors, told_at: Mapping[str | None, str]) -> Point:
    return Point(
        article=verdict.article and without_controls(verdict.article),
        problem=without_controls(_problem(verdict)),
        quote=_quote(verdict),
        advice=without_controls(_advice(verdict, anchors, told_at)),
        basis=without_controls(verdict.basis),
    )


def _advice(verdict: Verdict, anchors: Anchors, told_at: Mapping[str | None, str]) -> str:
    """What to do; the same advice is told once, ``told_at`` has the title of the finding where."""
    words, title = phrases(), told_at[verdict.suggestion]
    if verdict.suggestion and title != verdict.title:
        return str(words["joined"].format(title=title))
    place = _added_where(verdict, anchors)
    return (verdict.suggestion or "") + (words["placed"].format(place=place) if place else "")


def _added_where(verdict: Verdict, anchors: Anchors) -> str | None:
    """Where a missing clause is to be added, None for a finding on words that are there."""
    anchor = anchors.of(verdict)
    return anchor.told if anchor else None


def _problem(verdict: Verdict) -> str:
    said = what_is_wrong(verdict)
    return said if verdict.title in said else f"{verdict.title}：{said}"


def _quote(verdict: Verdict) -> str | None:
    if not verdict.quote:
        return None
    quote = re.sub(r"\s+", " ", without_controls(verdict.quote)).strip()
    shortened = quote if len(quote) <= _LONGEST_QUOTE else f"{quote[:_LONGEST_QUOTE]}……"
    return str(phrases()["quoted"].format(quote=shortened))


def _undecided(verdict: Verdict) -> str:
    where = f"（{verdict.article}）" if verdict.article else ""
    return without_controls(f"{verdict.title}{where}：{what_is_wrong(verdict)}。依据：{verdict.basis}。")


def stated_date(day: date | None, iso: str | None, text: str) -> str | None:
    """A charter's date as people write it, no finer than the charter states it.

    Args:
        day: when the charter says that it was adopted; the first of a month also stands for a month without a day.
        iso: the date of the document, at the precision that is known, for charters that name no adoption.
        text: the charter's text.
    """
    if day is None:
        return _in_words(iso) if iso else None
    parts = [f"{day.year}年{day.month}月"]
    if day.day > 1 or re.search(r"月\s*(?:0?1|０?１|一)\s*日", text):
        parts.append(f"{day.day}日")
    return "".join(parts)


def _in_words(iso: str) -> str:
    return "".join(f"{int(number)}{unit}" for number, unit in zip(iso.split("-"), "年月日", strict=False))
