"""Tables that stand as lines of text: columns parted by tabs, bars or wide gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpora.document import Block, Document
from corpora.tables.headers import header_columns, is_value
from corpora.tables.model import Cell, Table
from corpora.tables.units import named_unit

# Tables found in lines are numbered behind those of the format itself.
_FIRST_INDEX = 10_000
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
_LINES_BEFORE = 3
_LONGEST_LINE = 60
_JUDGED = 40  # lines
_MOST_HEADS = 8
_RULE = re.compile(r"[\s|｜:+=—-]+")
_GAPS = (
    re.compile(r"[ \u3000]*\t[ \t\u3000]*"),
    re.compile(r"[ \u3000]*[|｜][ \u3000]*"),
    re.compile(r"[ \u3000]{2,}"),
)


def line_tables(document: Document, *, of_numbers: bool = True) -> Iterator[Table]:
    """Tables made of lines: three or more in a row that one kind of gap cuts into the same number of columns.

    The first line must hold words only, and the columns behind the first mostly numbers: what is less regular is prose.

    Args:
        document: as read.
        of_numbers: False gives tables of words too (lists of names); the caller must know what it looks for.
    """
    lines = [b for b in document.blocks if b.cell is None]
    kinds = [_Lines(document, lines, gap) for gap in _GAPS]
    at = index = 0
    while at < len(lines):
        found = next((kind for kind in kinds if kind.is_table(at, of_numbers)), None)
        if found is None:
            at += 1
        else:
            table = _table(document, lines, at, found, _FIRST_INDEX + index)
            index += 1
            at += table.rows
            yield table


class _Lines:
    """Lines as one kind of gap cuts them; each is cut once, since many may be looked at in vain."""

    def __init__(self, document: Document, lines: Sequence[Block], gap: re.Pattern[str]) -> None:
        self._document = document
        self._lines = lines
        self._gap = gap
        self._cut: dict[int, tuple[list[tuple[int, int]], int, bool]] = {}

    def columns(self, at: int) -> tuple[list[tuple[int, int]], int, bool]:
        """Begin and end (in the line) of the columns of a line, how many behind the first are numbers, and whether any is."""
        if at not in self._cut:
            block = self._lines[at]
            text = self._document.text[block.start : block.end]
            spans = _split(text, self._gap)
            values = [is_value(text[a:b].strip()) for a, b in spans]
            self._cut[at] = spans, sum(values[1:]), any(values)
        return self._cut[at]

    def rows(self, first: int, most: int) -> int:
        """How many lines from the first on, at most so many, are cut into the same number of columns."""
        columns = len(self.columns(first)[0])
        if columns < _FEWEST_COLUMNS:
            return 0
        last = min(first + most, len(self._lines))
        return next((at for at in range(first, last) if len(self.columns(at)[0]) != columns), last) - first

    def is_headed(self, first: int) -> bool:
        """Whether a line holds only the heads of columns of numbers, and none over the labels: 年初数  年末数."""
        spans, _, any_value = self.columns(first)
        block = self._lines[first]
        if any_value or not 2 <= len(spans) <= _MOST_HEADS or block.end - block.start > _LONGEST_LINE:
            return False
        rows = self.rows(first + 1, _JUDGED) if first + 1 < len(self._lines) else 0
        if rows < _FEWEST_ROWS or len(self.columns(first + 1)[0]) != len(spans) + 1:
            return False
        return all(self.columns(at)[1] == len(spans) for at in range(first + 1, first + 1 + rows))

    def is_drawn(self, first: int) -> bool:
        """Whether bars open, part and close a line and the one below it, as in tables drawn with them."""
        texts = [self._document.text[b.start : b.end].strip() for b in self._lines[first : first + 2]]
        return (
            len(texts) > 1
            and all(len(t) > 1 and t[0] == t[-1] and t[0] in "|｜" for t in texts)
            and self.rows(first, 2) == 2
        )

    def is_table(self, first: int, of_numbers: bool) -> bool:
        """Whether lines are enough, the first holds words only, and (if wanted) the columns behind it mostly numbers.

        That is told by the first of them, so that many lines that are no table stay cheap.
        """
        if self.is_headed(first) or self.is_drawn(first):
            return True
        rows = self.rows(first, _JUDGED)
        if rows < _FEWEST_ROWS or self.columns(first)[2]:
            return False
        columns = len(self.columns(first)[0])
        values = sum(self.columns(at)[1] for at in range(first + 1, first + rows))
        return not of_numbers or 2 * values >= (rows - 1) * (columns - 1)


def _split(text: str, gap: re.Pattern[str]) -> list[tuple[int, int]]:
    """Begin and end of the columns of a line, which a bar may open and close."""
    begin, spans = 0, []
    for found in gap.finditer(text):
        spans.append((begin, found.start()))
        begin = found.end()
    spans.append((begin, len(text)))
    if len(spans) > 1 and spans[0][0] == spans[0][1]:
        spans = spans[1:]
    if len(spans) > 1 and spans[-1][0] == spans[-1][1]:
        spans = spans[:-1]
    return spans


def _table(document: Document, lines: Sequence[Block], first: int, kind: _Lines, index: int) -> Table:
    cells: list[Cell] = []
    headed = int(kind.is_headed(first))
    rows, columns = headed + kind.rows(first + headed, len(lines)), headed + len(kind.columns(first)[0])
    for row in range(rows):
        block = lines[first + row]
        if _RULE.fullmatch(document.text[block.start : block.end]):
            continue
        for column, (begin, end) in enumerate(kind.columns(first + row)[0], headed if row == 0 else 0):
            a, b = block.start + begin, block.start + end
            text = document.text[a:b].strip()
            cells.append(Cell(row, column, 1, 1, text, a, b, block.page, None, (index, row, column)))
    before = _before(document, lines, first)
    unit = next((u for line in reversed(before) if (u := named_unit(line))), None)
    caption = next((line for line in reversed(before) if named_unit(line) is None), None)
    return Table(
        index, tuple(cells), rows, columns, before, (), caption, unit, 1, header_columns(tuple(cells), columns, 1)
    )


def _before(document: Document, lines: Sequence[Block], first: int) -> tuple[str, ...]:
    found: list[str] = []
    for block in reversed(lines[max(first - _LINES_BEFORE, 0) : first]):
        if block.end - block.start > _LONGEST_LINE:
            break
        found.append(document.text[block.start : block.end])
    return tuple(reversed(found))
