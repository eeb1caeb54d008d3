"""Tables whose head is told: in brackets behind some words (各地情况（应检／实检）：) or as words that slashes part.

Their rows are the lines below it, or what commas part behind it in the same line: 东岭区　29／27, 西湾县12／9.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpora.document import Document
from corpora.tables.grid import RawTable, table_of
from corpora.tables.headers import is_value, is_year
from corpora.tables.line_cells import cut_line
from corpora.tables.model import Cell, Table

Span = tuple[int, int]
Row = tuple[Span, ...]

# Behind the numbers of tables that stand as lines.
_FIRST_INDEX: Final = 20_000
_FEWEST_ROWS: Final = 2
_FEWEST_COLUMNS: Final = 3  # of a head that no brackets hold
_FEWEST_OF_SERIES: Final = 3  # a head of so many years or grades needs but one row
_LONGEST_HEADER: Final = 15  # characters
_LONGEST_CELL: Final = 40
_LONGEST_LEAD: Final = 60
_SLASH: Final = "[ \u3000]*[/／][ \u3000]*"
_BAR: Final = "[ \u3000]*[/／|｜│、][ \u3000]*| {2,}|\u3000+"
_SERIES: Final = "[ \u3000]*[/／|｜│、，,][ \u3000]*|[ \u3000]+"
# How a head is told, with what parts its words, and the cells below it: in brackets, behind what leads to it; by slashes,
# with the word over the labels; as a series of years or grades.
_HEADS: Final = (
    (r"[（(](?P<heads>(?:[^（）()\n。；：:]|[（(][^（）()\n]{1,8}[）)]){3,60})[）)](?:$|[：:](?=(?P<rows>[^\n。]{0,1000})))", _BAR, _SLASH),
    (r"^(?P<corner>(?:[^\d/／：:，。；、\t\n]{1,8}(?=[：: \u3000]))?)[：: \u3000]*(?P<heads>[^\d/／：:，。；、\t\n]+(?:[/／][^/／：:，。；、\t\n]+)+)$", _SLASH, _SLASH),
    (r"^(?P<corner>年份|年度|时间|等级|评估等级)[：: \u3000]+(?P<heads>\d[^\n]*)$", _SERIES, _SERIES),
)  # fmt: skip
_PATTERNS: Final = tuple((re.compile(told, re.M), re.compile(gap), re.compile(below)) for told, gap, below in _HEADS)
_LABEL = re.compile(
    r"(?P<label>(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)])?[^\d/／：:，。；、]{1,20}?|(?:19|20)\d\d年?)(?:[ \u3000]*[：:][ \u3000]*|[ \u3000]+|(?=\d))"
)
_CLAUSE, _WORD = re.compile("[^，,；;、]+"), re.compile("[^ \u3000]+")
_LEAD = re.compile("[^（）()。；;\n]*$")
_CORNER = re.compile(r"[^，、：:\d]*$")
_ENDS_IN_NUMBER = re.compile(r"\d[\d,，.．]*\s*[^\d\s）)]{0,3}$")
_GRADE = re.compile("[1-5]A\\+?级?")
_LISTED = re.compile("、")
_NOTHING = re.compile(r"[-—–―－…]{1,6}|无|不限")


@dataclass(frozen=True, slots=True)
class _Head:
    """A head in a block: its cells, that over the labels first; what leads to it; where rows stand in its own line.

    ``gap`` is what parts the cells of the rows, ``series`` whether it names years or grades only.
    """

    at: int
    cells: Row
    lead: Span | None
    inline: Span | None
    gap: re.Pattern[str]
    series: bool


def told_tables(document: Document, taken: Sequence[Table]) -> Iterator[Table]:
    """Tables below (or behind) a head that is told, with rows of as many cells that are mostly numbers.

    Args:
        document: as read.
        taken: the tables found otherwise; what lies in one of them is no other.
    """
    index, end = _FIRST_INDEX, 0
    for head in sorted(_heads(document), key=lambda head: head.at):
        if head.cells[1][0] < end:
            continue
        rows = _rows(document, head)
        if not _is_table(document.text, head, rows):
            continue
        table = _table(document, head, rows, index)
        if not any(other.start < table.end and table.start < other.end for other in taken):
            yield table
            index, end = index + 1, table.end


def _heads(document: Document) -> Iterator[_Head]:
    """The places that may tell a head."""
    text = document.text
    for pattern, gap, below in _PATTERNS:
        for found in pattern.finditer(text):
            at = _block_at(document, found.start())
            cells = _parts(text, found.span("heads"), gap)
            words = [text[begin:end] for begin, end in cells]
            if at < 0 or document.blocks[at].cell is not None or len(words) < 2 or not all(map(_may_head, words)):
                continue
            if "corner" in pattern.groupindex:
                lead, corner = None, found.span("corner")
                if len(words) + bool(found["corner"]) < _FEWEST_COLUMNS:
                    continue
            else:
                lead = _ending(
                    _LEAD, text, max(document.blocks[at].start, found.start() - _LONGEST_LEAD), found.start()
                )
                corner = _ending(_CORNER, text, *lead)
            rows = found.span("rows") if found.groupdict().get("rows") else None
            yield _Head(at, (corner, *cells), lead, rows, below, _is_series(words))


def _ending(pattern: re.Pattern[str], text: str, start: int, end: int) -> Span:
    """The end of a span of the text that a pattern covers."""
    found = pattern.search(text, start, end)
    return found.span() if found else (end, end)


def _is_series(words: Sequence[str]) -> bool:
    return len(words) >= _FEWEST_OF_SERIES and all(is_year(word) or _GRADE.fullmatch(word) for word in words)


def _may_head(word: str) -> bool:
    brackets = len(re.findall("[（(]", word)), len(re.findall("[）)]", word))
    return 0 < len(word) <= _LONGEST_HEADER and not is_value(word) and brackets[0] == brackets[1]


def _block_at(document: Document, start: int) -> int:
    return bisect_right(document.blocks, start, key=lambda block: block.start) - 1


def _parts(text: str, span: Span, gap: re.Pattern[str]) -> Row:
    """What gaps part in a span of the text."""
    begin, spans = span[0], []
    for found in gap.finditer(text, *span):
        spans.append(_trimmed(text, (begin, found.start())))
        begin = found.end()
    return (*spans, _trimmed(text, (begin, span[1])))


def _trimmed(text: str, span: Span) -> Span:
    """A span without the blanks at its ends."""
    words = text[slice(*span)]
    begin = span[0] + len(words) - len(words.lstrip())
    return begin, begin + len(words.strip())


def _rows(document: Document, head: _Head) -> list[Row]:
    """The rows behind a head or below it: all of as many cells, a label first."""
    rows: list[Row] = []
    for line in _lines(document, head):
        row = _cells(document.text, line, head, len(rows[0]) if rows else None)
        if not row:
            break
        rows.append(row)
    return rows


def _lines(document: Document, head: _Head) -> Iterator[Span]:
    """The places where one row each may stand."""
    text = document.text
    if head.inline is not None:
        parted = _CLAUSE if re.search("[，,；;、]", text[slice(*head.inline)]) else _WORD
        yield from (_trimmed(text, found.span()) for found in parted.finditer(text, *head.inline))
        return
    for block in document.blocks[head.at + 1 :]:
        if block.cell is not None:
            return
        yield block.start, block.end


def _cells(text: str, line: Span, head: _Head, columns: int | None) -> Row:
    """The cells of a line as a row: as many as the head has words, or a label besides; none where it is no row."""
    wanted = (len(head.cells) - 1, len(head.cells)) if columns is None else (columns,)
    start, end = line
    cuts = [_parts(text, line, head.gap)]
    if label := _LABEL.match(text, start, end):
        cuts.insert(0, (label.span("label"), *_parts(text, (label.end(), end), head.gap)))
        listed = _parts(text, (label.end(), end), _LISTED)
        cuts += [(label.span("label"), *listed)] if all(is_value(text[a:b]) for a, b in listed) else []
    cuts += [tuple((start + begin, start + stop) for begin, stop in cut) for cut in cut_line(text[start:end]).cuts]
    return next((cut for cut in cuts if len(cut) in wanted and _is_row([text[a:b].strip() for a, b in cut])), ())


def _is_row(words: Sequence[str]) -> bool:
    """Whether cells are a label (its number may stand before it) and at least one number."""
    label = next((word for word in words[:2] if word and not is_value(word)), "")
    labelled = is_year(label) or (label and not _ENDS_IN_NUMBER.search(label))
    return bool(labelled) and any(map(is_value, words[1:])) and all(len(word) <= _LONGEST_CELL for word in words)


def _is_table(text: str, head: _Head, rows: Sequence[Row]) -> bool:
    """Whether rows make a table: enough of them, and at least half of their cells behind the labels are numbers."""
    if len(rows) < (1 if head.series else _FEWEST_ROWS):
        return False
    told = [word for row in rows for a, b in row[1:] if not _NOTHING.fullmatch(word := text[a:b].strip())]
    return 2 * sum(map(is_value, told)) >= len(told)


def _table(document: Document, head: _Head, rows: Sequence[Row], index: int) -> Table:
    text = document.text
    heads = head.cells[-len(rows[0]) :]
    cells = [
        Cell(row, column, 1, 1, text[start:end].strip(), start, end, None, None, (index, row, column))
        for row, spans in enumerate((heads, *rows))
        for column, (start, end) in enumerate(spans)
    ]
    caption = text[slice(*head.lead)].strip() if head.lead else None
    return table_of(RawTable(index, cells, head.at, _block_at(document, rows[-1][0][0]), 1, caption), document)
