"""Title, issuer, date and area of a document, from its first and last lines and from what its format declares."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpora.structure.document_area import CLAUSE_HEAD, area_of_paper, find_area, finest
from corpora.structure.document_dates import TAIL_LINES, find_dates_of, signatures_in
from corpora.structure.furniture import is_navigation
from corpora.structure.head import HEAD_LINES, Head, declared_title
from corpora.structure.issuer import find_issuer, whole_name
from corpora.structure.lines import Line
from corpora.structure.masthead import Masthead
from corpora.structure.places import find_places

_SOURCE = re.compile(r"来源\s*[:：]\s*([一-龥]{3,12})")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a document says about itself; ``published`` is the date of the page that carries it."""

    issuer: str | None
    date: str | None
    published: str | None
    area: str | None


# Lines below the title that may still name day and author: so many, so long at most (characters).
_BYLINES = 3
_BYLINE = 60
# A label of a page is no longer (characters).
_LABEL = 8


def _below_head(text: str, lines: Sequence[Line], head: Head) -> list[str]:
    """The short lines between the head and the first sentence: 会长　童瑶, 某某日报记者　田小满　2023年10月17日."""
    found: list[str] = []
    for line in lines[max(head.body, 1) :][:_BYLINES]:
        written = text[line.start : line.end]
        if len(written) > _BYLINE or re.search("[。！？；]", written):
            break
        found.append(written)
    return found


def _with_values(front: Sequence[str]) -> list[str]:
    """The lines of a head, a label that stands alone with the value on the line below it (来源： / 云岭在线)."""
    joined: list[str] = []
    for line in front:
        if joined and joined[-1].endswith((":", "：")) and len(joined[-1]) <= _LABEL and not line.endswith((":", "：")):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def find_particulars(
    text: str, lines: Sequence[Line], head: Head, hints: Mapping[str, str], masthead: Masthead
) -> Particulars:
    """Issuer, dates and area of a document with the lines ``lines``, the head ``head`` and the masthead ``masthead``."""
    front = [text[line.start : line.end] for line in lines[: max(head.body, 1)][:HEAD_LINES]]
    front = [line for line in front if len(line) <= 120]
    top = _with_values([*front, *_below_head(text, lines, head)])
    body = lines[head.body :]
    signatures = signatures_in(text, lines, max(head.body, masthead.lines))
    signatures = [s for s in signatures if s.unit] or signatures[-1:]
    title = head.title or declared_title(hints)
    day = signatures[0].iso if signatures else None
    date, page = find_dates_of(text, top, body, title, hints, day, masthead.year)
    signed = next((s.unit for s in signatures[:1] if s.unit), None)
    opening = text[body[0].start : body[0].end] if body else ""
    tail = [text[line.start : line.end] for line in lines[-TAIL_LINES:]]
    named = [line for line in top if not is_navigation(line)]
    issuer = find_issuer(named, opening, tail, title, hints, signed, masthead)
    area = find_area(text, body[0].start if body else 0, len(text), title, issuer, front)
    area = area_of_paper(issuer, text[:CLAUSE_HEAD], text[:CLAUSE_HEAD], area)
    source = _SOURCE.search("\n".join(front)) if area is None else None
    area = area_of_paper(source[1], text[:CLAUSE_HEAD], text[:CLAUSE_HEAD], None) if source else area
    whole = whole_name(issuer, text, area)
    if area is None and whole != issuer:
        area = finest([p for p in find_places(whole or "") if p.sure])
    return Particulars(whole, date, page, area)
