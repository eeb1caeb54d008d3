"""Tables whose cells stand one on a line, as web pages with boxes for cells give them: heads, then labels with their values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.document import Block, Document
from corpora.tables import Cell, Table
from corpora.tables.headers import is_value
from corpora.tables.units import named_unit
from extractors.forms.catalogue import Catalogue
from extractors.forms.values import empty

# Such tables are numbered behind those of the format and those of spaced lines.
_FIRST_INDEX = 20_000
_FEWEST_HEADS, _FEWEST_ROWS = 2, 3
_LONGEST = 40  # characters of a label
_MOST_EMPTY = 3  # labels in a row without values, as the names of groups are
_PLACES = {"previous", "current", "unrestricted", "restricted", "cash", "in_kind"}


@dataclass(slots=True)
class _Row:
    label: Block
    values: list[Block]


def stacked_tables(document: Document, blocks: Sequence[Block], catalogue: Catalogue) -> Iterator[Table]:
    """The tables whose cells stand one on a line.

    They begin with two heads or more that say which year or part the numbers are of. Cells that are empty leave no line,
    so the rows are told by their labels: a row has as many numbers as there are heads, with or without a numbering.

    Args:
        document: as read.
        blocks: its blocks outside of tables, in order.
        catalogue: the fields and heads of columns.
    """
    texts = [document.text[block.start : block.end] for block in blocks]
    at = index = 0
    while at < len(blocks):
        heads = _heads(texts, at, catalogue)
        if not heads:
            at += 1
            continue
        first = at + len(heads)
        rows, end = _rows(texts, blocks, first, catalogue)
        table = _table(document, heads, rows, blocks[at], texts[max(at - 2, 0) : at], _FIRST_INDEX + index, catalogue)
        if table is None:
            at = first
            continue
        yield table
        index += 1
        at = end


def _heads(texts: Sequence[str], at: int, catalogue: Catalogue) -> list[str]:
    found: list[str] = []
    while at < len(texts) and len(texts[at]) <= _LONGEST and catalogue.column(texts[at]) is not None:
        found.append(texts[at])
        at += 1
    kinds = [catalogue.column(text) or "" for text in found]
    placed = sum(kind in _PLACES or kind.isdigit() for kind in kinds)
    return found if placed and len(found) >= _FEWEST_HEADS else []


def _rows(texts: Sequence[str], blocks: Sequence[Block], at: int, catalogue: Catalogue) -> tuple[list[_Row], int]:
    """Labels with the lines of numbers behind each, and the first line that belongs to no row."""
    rows: list[_Row] = []
    bare = 0
    while at < len(texts) and blocks[at].kind != "heading" and len(texts[at]) <= _LONGEST and bare < _MOST_EMPTY:
        values = at + 1
        while values < len(texts) and (is_value(texts[values]) or _is_nothing(texts[values])):
            values += 1
        if is_value(texts[at]) or (values == at + 1 and _heads(texts, at, catalogue)):
            break
        bare = bare + 1 if values == at + 1 else 0
        rows.append(_Row(blocks[at], list(blocks[at + 1 : values])))
        at = values
    while rows and not rows[-1].values:
        at -= 1
        rows.pop()
    return rows, at


def _is_nothing(text: str) -> bool:
    return len(text) <= 2 and empty(text) is not None


def _table(
    document: Document,
    heads: Sequence[str],
    rows: Sequence[_Row],
    start: Block,
    before: Sequence[str],
    index: int,
    catalogue: Catalogue,
) -> Table | None:
    """The rows under the heads, those of halves side by side below each other; None where too few rows fit."""
    kinds = [catalogue.column(head) for head in heads]
    half = kinds.index("stub", 1) if "stub" in kinds[1:] else len(kinds)
    columns = list(heads[kinds[0] == "stub" : half])
    counted = [catalogue.column(head) != "skip" for head in columns]
    fitting = [row for row in rows if len(row.values) in (len(columns), sum(counted))]
    if len(fitting) < _FEWEST_ROWS:
        return None
    cells = [
        Cell(0, column, 1, 1, text, start.start, start.start, start.page, None, (index, 0, column))
        for column, text in enumerate(["项目", *columns])
    ]
    for at, row in enumerate(fitting, 1):
        values: list[Block | None] = list(row.values)
        if len(values) < len(columns):
            given = iter(row.values)
            values = [next(given) if is_counted else None for is_counted in counted]
        for column, block in enumerate([row.label, *values]):
            cells.append(_cell(document, block or row.label, at, column, index, filled=block is not None))
    unit = next((unit for line in reversed(before) if (unit := named_unit(line))), None)
    return Table(index, tuple(cells), len(fitting) + 1, len(columns) + 1, tuple(before), (), None, unit, 1, 1)


def _cell(document: Document, block: Block, row: int, column: int, index: int, *, filled: bool) -> Cell:
    text = document.text[block.start : block.end] if filled else ""
    end = block.end if filled else block.start
    return Cell(row, column, 1, 1, text, block.start, end, block.page, None, (index, row, column))
