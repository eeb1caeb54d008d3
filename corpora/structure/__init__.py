"""Title, issuer, date and area of a document; its headings, sentences, press articles and charter provisions."""

from __future__ import annotations

import bisect
from dataclasses import replace

from corpora.document import Document
from corpora.structure.articles import split_articles
from corpora.structure.head import Head, declared_title, find_head
from corpora.structure.headings import is_charter_like
from corpora.structure.lines import Line, lines_of
from corpora.structure.masthead import MASTHEAD_LINES, Masthead, is_column, read_masthead
from corpora.structure.model import Article, Section, Structure
from corpora.structure.outline import outline
from corpora.structure.page import of_page
from corpora.structure.particulars import find_particulars

__all__ = ["Article", "Section", "Structure", "analyse"]


def _sections(
    document: Document, lines: list[Line], articles: list[Article], bodies: list[int], charter: bool
) -> list[Section]:
    """The sections of each article from the line where its body begins on; none reaches into the next article."""
    text = document.text
    blocks = {block.start: block for block in document.blocks}
    found: list[Section] = []
    for article, body in zip(articles, bodies, strict=True):
        last = bisect.bisect_left(lines, article.end, key=lambda line: line.start)
        found.extend(outline(text, lines[body:last], article.end, blocks, charter))
    return found


def _head(text: str, lines: list[Line], headings: frozenset[int], masthead: Masthead) -> Head:
    """The head of a text; the title of an issue's only article stands below the name of the briefing."""
    if masthead.issue and is_column(text[lines[0].start : lines[0].end]):
        below = find_head(text, lines[masthead.lines :], headings)
        if below.title:
            return Head(below.title, masthead.lines + below.body)
    return find_head(text, lines, headings)


def analyse(document: Document) -> Structure:
    """The structure of a document: its particulars, sections and articles.

    Articles follow each other to the end of the text; sections nest and lie within one article. What the text does not say is None.
    """
    text = document.text
    lines = lines_of(text)
    masthead = read_masthead([text[line.start : line.end] for line in lines[:MASTHEAD_LINES]])
    headings = frozenset(block.start for block in document.blocks if block.kind == "heading")
    head = _head(text, lines, headings, masthead)
    own = find_particulars(text, lines, head, document.hints, masthead)
    charter = is_charter_like(text)
    if charter:
        articles = [Article(0, len(text), head.title or declared_title(document.hints), own.area, own.date)]
        bodies = [head.body]
    else:
        articles, bodies = split_articles(text, lines, head, own, document.hints, masthead, headings)
    title = head.title or declared_title(document.hints)
    if len(articles) > 1:
        named, own = of_page(text, lines, document.hints, own, masthead, articles)
        title = named or title
        articles = [replace(article, area=article.area or own.area) for article in articles]
    return Structure(
        title=title,
        issuer=own.issuer,
        date=own.date,
        area=own.area,
        sections=tuple(_sections(document, lines, articles, bodies, charter)),
        articles=tuple(articles),
        published=own.published,
    )
