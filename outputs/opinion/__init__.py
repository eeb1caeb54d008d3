"""``opinions/…``: the opinion (审查意见) on a charter, one page as an office would write it, as Word file and web page."""

from __future__ import annotations

from outputs.opinion.content import Opinion, Point, opinion_of, stated_date
from outputs.opinion.page import opinion_html
from outputs.opinion.sheet import opinion_docx

__all__ = ["Opinion", "Point", "opinion_docx", "opinion_html", "opinion_of", "stated_date"]
