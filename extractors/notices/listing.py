"""What a list of a notice holds, whether it stands in a table or in text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpora.document import Box

CODE = re.compile(r"(?<![0-9A-Z])[0-9][0-9A-Z]{17}(?![0-9A-Z])")
_NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_STATED = re.compile(
    r"(?P<number>\d{1,5}|[零〇一二两三四五六七八九十百千]{1,7})\s*(?:家|个|所)(?!(?:以上|以下|工作日|月))"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One organisation of a list: its name and code with their places in the clean text, and its conclusion.

    ``conclusion`` is None where the organisation's own cell is empty; ``conclusion_written`` is the conclusion as it stands,
    at the organisation or over the list; ``cell`` is (table, row,
    column) of the conclusion, or of the name where the conclusion stands over the list.
    """

    name: str
    start: int
    end: int
    conclusion: str | None
    conclusion_written: str
    label: str
    code: str | None = None
    code_label: str = "统一社会信用代码"
    cell: tuple[int, int, int] | None = None
    code_cell: tuple[int, int, int] | None = None
    page: int | None = None
    box: Box | None = None
    sure: float = 0.97


@dataclass(slots=True)
class Listing:
    """Organisations that a notice lists under one head; ``stated`` is how many it says there are, ``head`` its words."""

    head: str
    stated: int | None = None
    items: list[Item] = field(default_factory=list)


def stated_number(head: str) -> int | None:
    """How many organisations the head of a list says there are (（23家）, 共十二个), None without a number or with several."""
    found = [m["number"] for m in _STATED.finditer(head)]
    if len(found) != 1:
        return None
    return int(found[0]) if found[0].isdigit() else _chinese(found[0])


def _chinese(word: str) -> int:
    total = digit = 0
    for character in word:
        if character in "十百千":
            total += max(digit, 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
        else:
            digit = _NUMERALS[character]
    return total + digit
