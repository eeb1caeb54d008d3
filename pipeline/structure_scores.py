"""Scores of document types, particulars, headings and articles against the lists of an annotated folder.

Types: accuracy, and F1 averaged over the annotated types. Particulars (title, issuer, date, area): share of the documents
on which both say the same. Headings: F1 of their wording, and of wording and level. Articles: F1 of the places where the
articles of a page begin, the first included (a document of one article has none to be found), and the share of them that
are found with their title.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpora.alignment import positions
from corpora.gold import load_lines
from pipeline.evaluate import Row, Score, score, stem

PARTICULARS = ("title", "issuer", "date", "area")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Lists:
    """What an annotated folder says of its documents; a list that is not there is empty. ``texts`` are as annotated."""

    types: Sequence[Row]
    sections: Sequence[Row]
    articles: Sequence[Row]
    texts: Mapping[str, str]

    @classmethod
    def of(cls, folder: Path) -> Lists:
        """The lists of a folder."""
        types, sections, articles = (
            load_lines(path) if (path := folder / f"{name}.jsonl").exists() else []
            for name in ("types", "sections", "articles")
        )
        return cls(types, sections, articles, {p.stem: p.read_text(encoding="utf-8") for p in folder.glob("*.txt")})


@dataclass(slots=True)
class StructureScores:
    """The figures, and (document, what, annotated, found) of all that differs."""

    documents: int = 0
    accuracy: float | None = None
    macro_f1: float | None = None
    particulars: dict[str, float] = field(default_factory=dict)
    headings: Score | None = None
    levels: Score | None = None
    articles: Score | None = None
    article_titles: float | None = None
    wrong: list[tuple[str, str, str, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For JSON; what the lists do not say is null."""
        scores = {name: getattr(self, name) for name in ("headings", "levels", "articles")}
        shown = {name: s and {"p": s.p, "r": s.r, "f1": s.f1} for name, s in scores.items()}
        shares = {name: getattr(self, name) for name in ("accuracy", "macro_f1", "particulars", "article_titles")}
        return shares | shown


def structure_scores(records: Iterable[Row], texts: Mapping[str, str], lists: Lists) -> StructureScores:
    """Score a run.

    Args:
        records: objects of documents.jsonl.
        texts: clean texts by the stem of the document's name.
        lists: the annotation; documents that the run does not have count as wrong.
    """
    found = {stem(row["doc"]): row for row in records}
    result = StructureScores(documents=len(lists.types))
    _types(result, found, lists.types)
    _particulars(result, found, lists.types)
    if lists.sections:
        _headings(result, found, lists.sections)
    if lists.articles:
        _articles(result, found, texts, lists)
    return result


def _types(result: StructureScores, found: Mapping[str, Row], types: Sequence[Row]) -> None:
    if not types:
        return
    pairs = [(row["doc_type"], found.get(row["doc"], {}).get("doc_type")) for row in types]
    hits = Counter(gold for gold, got in pairs if gold == got)
    gold, got = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    result.accuracy = sum(hits.values()) / len(pairs)
    result.macro_f1 = sum(2 * hits[k] / (gold[k] + got[k]) for k in gold) / len(gold)
    result.wrong += [(r["doc"], "doc_type", g, str(p)) for r, (g, p) in zip(types, pairs, strict=True) if g != p]


def _particulars(result: StructureScores, found: Mapping[str, Row], types: Sequence[Row]) -> None:
    for name in PARTICULARS:
        said = [row for row in types if name in row]
        wrong = [r for r in said if _plain(r[name]) != _plain(found.get(r["doc"], {}).get(name))]
        if said:
            result.particulars[name] = 1 - len(wrong) / len(said)
        result.wrong += [(r["doc"], name, str(r[name]), str(found.get(r["doc"], {}).get(name))) for r in wrong]


def _headings(result: StructureScores, found: Mapping[str, Row], sections: Sequence[Row]) -> None:
    docs = {row["doc"] for row in sections}
    gold = Counter((r["doc"], _words(r["heading"]), r["level"]) for r in sections if r["level"] > 0)
    got = Counter(
        (doc, _words(f"{s['number'] or ''}{s['title']}"), s["level"])
        for doc in docs & found.keys()
        for s in found[doc]["sections"]
    )
    result.levels = _agreement(gold, got)
    result.headings = _agreement(_without_level(gold), _without_level(got))
    result.wrong += [(doc, "heading", f"{level} {title}", "-") for doc, title, level in (gold - got).elements()]
    result.wrong += [(doc, "heading", "-", f"{level} {title}") for doc, title, level in (got - gold).elements()]


def _without_level(headings: Counter[tuple[str, str, int]]) -> Counter[tuple[str, str]]:
    plain: Counter[tuple[str, str]] = Counter()
    for (doc, title, _), n in headings.items():
        plain[doc, title] += n
    return plain


def _articles(result: StructureScores, found: Mapping[str, Row], texts: Mapping[str, str], lists: Lists) -> None:
    starts: dict[str, list[int]] = defaultdict(list)
    for row in lists.articles:
        starts[row["doc"]].append(row["start"])
    gold = Counter((doc, start) for doc, all_starts in starts.items() for start in all_starts)
    docs = {row["doc"] for row in lists.types} | starts.keys()
    got: Counter[tuple[str, int]] = Counter()
    titles: dict[tuple[str, int], str | None] = {}
    for doc in docs & found.keys() & texts.keys() & lists.texts.keys():
        at = positions(lists.texts[doc], texts[doc])
        articles = found[doc]["articles"]
        titles.update(((doc, at[article["start"]]), article["title"]) for article in articles)
        got.update((doc, at[article["start"]]) for article in articles if doc in starts or len(articles) > 1)
    result.articles = _agreement(gold, got)
    _titles(result, lists.articles, titles)
    result.wrong += [(doc, "article", str(start), "-") for doc, start in (gold - got).elements()]
    result.wrong += [(doc, "article", "-", str(start)) for doc, start in (got - gold).elements()]


def _titles(result: StructureScores, gold: Sequence[Row], found: Mapping[tuple[str, int], str | None]) -> None:
    """The share of the annotated articles that begin where they should and have their title."""
    pairs = [(row, (row["doc"], row["start"])) for row in gold if "title" in row]
    wrong = [(row, key) for row, key in pairs if key not in found or _plain(found[key]) != _plain(row["title"])]
    result.article_titles = 1 - len(wrong) / len(pairs) if pairs else None
    result.wrong += [
        (row["doc"], "article title", str(row["title"]), str(found[key])) for row, key in wrong if key in found
    ]


def _agreement(gold: Counter[Any], got: Counter[Any]) -> Score:
    return score((gold & got).total(), gold.total(), got.total())


def _words(heading: str) -> str:
    """A heading without blanks and without brackets around it (【捐赠】)."""
    return _plain(heading).strip("【】")


def _plain(said: str | None) -> str:
    return _BLANK.sub("", said or "")
