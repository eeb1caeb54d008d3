"""What the structure of a document is: sections, articles of a press page, and the document's own particulars."""

from __future__ import annotations

import bisect
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text it governs.

    ``level`` 1 is the outermost; ``number`` as written (``一、``, ``（二）``, ``第三章``) or None; ``title`` without the
    number; ``start``/``heading_end`` span the heading as it stands in the text; ``end`` is where the next heading of
    the same or an outer level begins (or the text ends). ``run_in`` headings share their line with the body.
    """

    level: int
    number: str | None
    title: str
    start: int
    heading_end: int
    end: int
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a press page; other documents have one article that spans the whole text.

    On a page the first begins at its headline, below the masthead, each ends where the next begins, the last at the end.

    ``date`` is ISO (``2021``, ``2021-05`` or ``2021-05-03``), the day the text was written as far as it says so.
    """

    start: int
    end: int
    title: str | None
    area: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure of one document; offsets count in ``Document.text``.

    ``date`` is the day the text was written (a signature comes before the page's date; of a plan without one it is the
    year planned), ``published`` the day of the page that carries it; both ISO, at the precision that is known.
    """

    title: str | None
    issuer: str | None
    date: str | None
    area: str | None
    sections: tuple[Section, ...]
    articles: tuple[Article, ...]
    published: str | None = None

    def path(self, position: int) -> tuple[Section, ...]:
        """The sections around a position, outermost first."""
        return tuple(s for s in self.sections if s.start <= position < s.end)

    def article_at(self, position: int) -> int:
        """Index of the article that holds a position (the nearest one before it)."""
        return max(bisect.bisect_right(self.articles, position, key=lambda a: a.start) - 1, 0)
