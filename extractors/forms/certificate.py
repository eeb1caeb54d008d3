"""The registration certificate among the attachments of a form: what it says is held against the form and is no entry of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpora.document import Block, Document
from extractors.forms.entries import Entry
from extractors.forms.labels import normal

_HEADING = re.compile(
    r"(?:附件?[一二三四五六七八九十\d]*[:：、.]?)?[^，。；:]{0,24}(?:登记证书?|法人证书)"
    r"(?:\(?(?:[正副]本|复印件|扫描件|影印件|信息|摘要|摘录|内容|登记事项|所载事项|所载内容|载明事项|载明内容|记载事项)\)?)*"
)
_ATTACHED = re.compile("附|[正副]本|复印件|扫描件|影印件|信息|摘|内容|事项|所载|载明")
_STATED = re.compile(r"登记证书[^，。；]{0,8}(?:载明|所载|记载|登记内容)[^，。；:：]{0,8}[:：]")
_NEXT_PART = re.compile(
    r"附件?[一二三四五六七八九十\d]+|[一二三四五六七八九十]{1,3}[、.]|[(（][一二三四五六七八九十]{1,3}[)）]|第.{1,3}部分"
)
_LONGEST = 40  # characters
_FEWEST = 2  # entries from which a part is a certificate
# Fields that a certificate states (社会团体登记管理条例, 登记证书式样) and that are held against the form.
STATED = (
    "name",
    "credit_code",
    "legal_representative",
    "domicile",
    "registered_capital",
    "supervisor_unit",
    "established",
)


def apart(found: Sequence[Entry], document: Document) -> tuple[list[Entry], list[Entry]]:
    """The entries of a form, and those of the certificate attached to it.

    What only the certificate gives stays an entry of the form as well.

    Args:
        found: all readings.
        document: as read.
    """
    spans = _spans(document)
    attached = [
        entry
        for begin, end in spans
        if len(inside := [e for e in found if begin <= e.start < end and e.field.id in STATED]) >= _FEWEST
        for entry in inside
    ]
    stated = {id(entry) for entry in attached}
    own = {e.key for e in found if id(e) not in stated and e.value.value is not None}
    return [e for e in found if id(e) not in stated or e.key not in own], attached


def _spans(document: Document) -> list[tuple[int, int]]:
    """Begin and end of each part that a heading calls the certificate, and of lines that say what it states."""
    spans: list[tuple[int, int]] = []
    alone = _alone(document)
    begin: int | None = None
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if stated := _STATED.search(text):
            spans.append((block.start + stated.end(), block.end))
        if block.cell is not None and block.cell[:2] not in alone:
            continue
        if begin is not None and (_is_heading(block, text) or block.cell is not None):
            spans.append((begin, block.start))
            begin = None
        tidy = normal(text) if len(text) <= _LONGEST else ""
        if tidy and _ATTACHED.search(text) and _HEADING.fullmatch(tidy.replace("：", ":")):
            begin = block.end
    return [*spans, (begin, len(document.text))] if begin is not None else spans


def _alone(document: Document) -> set[tuple[int, int]]:
    """Table and row of cells that are the only ones of their row with a text."""
    filled = Counter(b.cell[:2] for b in document.blocks if b.cell is not None and b.end > b.start)
    return {place for place, cells in filled.items() if cells == 1}


def _is_heading(block: Block, text: str) -> bool:
    return block.kind == "heading" or (len(text) <= _LONGEST and _NEXT_PART.match(text.strip()) is not None)
