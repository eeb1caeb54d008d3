"""Tables that stand as lines of text: columns parted by bars, tabs or blanks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from corpora.document import Document
from corpora.tables.grid import RawTable, table_of
from corpora.tables.headers import header_rows, is_value, is_year
from corpora.tables.line_cells import BARS, Cut, CutLine, Kind, cut_line, is_rule
from corpora.tables.model import Cell, Table
from corpora.tables.units import bare_unit

# Tables found in lines are numbered behind those of the format itself.
_FIRST_INDEX: Final = 10_000
_FEWEST_ROWS: Final = 2  # below the head
_FEWEST_COLUMNS: Final = 3
# Of two columns, or where single blanks part them, chance makes rows more easily.
_FEWEST_DOUBTFUL_ROWS: Final = 3
_JUDGED: Final = 40  # lines
_MOST_RULES: Final = 2  # one upon the other
_MOST_HEAD_LINES: Final = 3
_LONGEST_HEADER: Final = 30  # characters
_LONGEST_CELL: Final = 60
_LONGEST_SECTION: Final = 20
# A line with a number between gaps: only there can a table of numbers begin.
_GAP: Final = rf"[ \t\u3000{BARS}]"
_FIGURE = re.compile(
    rf"{_GAP}(?:[（(+\-−－△▲≥≤¥￥]\s?)?[0-9０-９][0-9０-９,，.．]*[^\s0-9０-９{BARS}，。；：、]{{0,4}}(?={_GAP}|\n|\Z)"
)
_DRAWN = re.compile(rf"^[{BARS}].*[{BARS}]$", re.MULTILINE)
_NOTHING = re.compile(r"[-—–―－/／…·.．]{1,6}|无")
_SENTENCE = re.compile(r"[。；;！？]")
# What stands beside a head, not in it: 单位：家, 截止日期：2023年12月31日.
_PARTICULAR = re.compile(r"(?:单\s*位|日\s*期|时\s*间|人|电\s*话)\s*[:：]|[:：].*\d")
_OPENING, _CLOSING = re.compile("[（(]"), re.compile("[）)]")
_NUMBERED = re.compile(r"第[^\s]{1,4}[章节条]|[（(]?[一二三四五六七八九十]{1,3}[）)、]|附[件表]")
# The head over the numbers of a table of two columns.
_COUNT_HEAD = re.compile(r"[数量额值率期计年月季度底末额绩况]$|[（(][^（）()]{1,6}[）)]$")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line as a row: the index of its block, the spans of its cells in the line, and how many columns each covers."""

    at: int
    cells: Cut
    widths: tuple[int, ...]


def line_tables(document: Document, *, of_numbers: bool = True) -> Iterator[Table]:
    """Tables made of lines that bars, tabs or blanks cut into like numbers of cells below a head of words.

    The cells are counted rather than measured, since proportional fonts shift them. What is less regular stays prose:
    lines without a head, rows of other counts, columns that hold hardly any numbers.

    Args:
        document: as read.
        of_numbers: False gives tables of words too (lists of names); the caller must know what it looks for.
    """
    lines = _Lines(document)
    found: dict[int, list[_Row]] = {}
    end = 0
    for first in lines.figures() if of_numbers else range(1, len(document.blocks)):
        if first >= end and (rows := _rows_from(lines, first, of_numbers)):
            found[rows[0].at] = rows
            end = rows[-1].at + 1
    _put_drawn(lines, found)
    for index, at in enumerate(sorted(found), _FIRST_INDEX):
        yield _table(lines, found[at], index)


def _put_drawn(lines: _Lines, found: dict[int, list[_Row]]) -> None:
    """Add the tables that bars draw, which need no head, to those that were found; what begins inside of one is its own."""
    starts = sorted(found)
    end = 0
    for first in lines.drawn():
        before = bisect_right(starts, first) - 1
        rows_before = (
            found.get(starts[before]) if before >= 0 else None
        )  # None too where a drawn table has taken them in
        if first < end or (rows_before and first <= rows_before[-1].at):
            continue
        rows = _drawn_from(lines, first)
        if len(rows) < _FEWEST_ROWS:
            continue
        end = rows[-1].at + 1
        for inside in starts[before + 1 : bisect_left(starts, end)]:
            del found[inside]
        found[first] = rows


def _drawn_from(lines: _Lines, first: int) -> list[_Row]:
    """The lines from one on that bars open, part and close into the same number of columns."""
    columns = len(lines.cut(first).cuts[0]) if lines.is_drawn(first) else 0  # none where the line is too long to cut
    rows: list[_Row] = []
    at: int | None = first
    while (
        columns >= _FEWEST_COLUMNS and at is not None and lines.is_drawn(at) and len(lines.cut(at).cuts[0]) == columns
    ):
        rows.append(_Row(at, lines.cut(at).cuts[0], (1,) * columns))
        at = lines.beside(at, 1)
    return rows


class _Lines:
    """The blocks of a document outside of tables as lines, each cut once, since many may be looked at in vain."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._cut: dict[int, CutLine] = {}

    def text(self, at: int) -> str:
        block = self.document.blocks[at]
        return self.document.text[block.start : block.end]

    def cut(self, at: int) -> CutLine:
        if at not in self._cut:
            self._cut[at] = cut_line(self.text(at))
        return self._cut[at]

    def is_line(self, at: int) -> bool:
        return 0 <= at < len(self.document.blocks) and self.document.blocks[at].cell is None

    def words(self, at: int, cut: Cut) -> list[str]:
        """The cells of a line that is cut so."""
        line = self.text(at)
        return [line[begin:end].strip() for begin, end in cut]

    def beside(self, at: int, step: int) -> int | None:
        """The next line behind (or before) one, a few rules left out."""
        for _ in range(_MOST_RULES + 1):
            at += step
            if not self.is_line(at):
                return None
            if not is_rule(self.text(at)):
                return at
        return None

    def figures(self) -> Iterator[int]:
        """The lines that hold a number between gaps, but for those that follow upon another one."""
        blocks, before = self.document.blocks, -2
        for found in _FIGURE.finditer(self.document.text):
            at = bisect_right(blocks, found.start(), key=lambda block: block.start) - 1
            if at > before and self.is_line(at) and self._holds_value(at):
                if at > before + 1:
                    yield at
                before = at

    def drawn(self) -> Iterator[int]:
        """The lines that bars open and close."""
        for found in _DRAWN.finditer(self.document.text):
            at = bisect_right(self.document.blocks, found.start(), key=lambda block: block.start) - 1
            if self.is_line(at) and not is_rule(self.text(at)):
                yield at

    def is_drawn(self, at: int) -> bool:
        return self.is_line(at) and self.cut(at).kind == "bars" and bool(_DRAWN.fullmatch(self.text(at)))

    def _holds_value(self, at: int) -> bool:
        words = (word for cut in self.cut(at).cuts for word in self.words(at, cut))
        return any(map(is_value, words)) and not self._holds_years(at)

    def _holds_years(self, at: int) -> bool:
        """Whether a line is the head 2021 2022 2023."""
        return any(len(cut) > 1 and all(map(is_year, self.words(at, cut))) for cut in self.cut(at).cuts)

    def section(self, at: int) -> bool:
        """Whether a line can be a heading inside a table: a few words that nothing parts."""
        cut = self.cut(at)
        line = self.text(at)
        if cut.kind != "blanks" or len(cut.sure[0]) != 1:
            return False
        alone = len(cut.sure[-1]) == 1 or (len(cut.sure[-1]) == 2 and bool(_NUMBERED.match(line)))
        short = len(line) <= _LONGEST_SECTION and not is_value(line) and not re.search("[，。；：:]", line)
        return alone and short and not self._holds_years(at)


def _rows_from(lines: _Lines, first: int, of_numbers: bool) -> list[_Row]:
    """The rows of the table whose first row below the head is a certain line, its head included; none if it is none."""
    head = lines.beside(first, -1)
    if head is not None and of_numbers and lines.section(head) and lines.cut(first).kind != "bars":
        first, head = head, lines.beside(head, -1)
    if head is None or lines.cut(head).kind is None:
        return []
    best: list[_Row] = []
    header: Cut = ()
    kind = lines.cut(head).kind
    for cut in _head_cuts(lines, head):
        rows = _below(lines, head, first, kind, cut, _JUDGED, of_numbers)
        if len(rows) > len(best) and _is_table(lines, head, cut, rows, of_numbers):
            best, header = rows, cut
    if not best:
        return []
    rows = _below(lines, head, first, kind, header, len(lines.document.blocks), of_numbers)
    return [*_heads(lines, head, header), *rows]


def _head_cuts(lines: _Lines, head: int) -> Iterator[Cut]:
    """The ways to cut a line that may be a head; the corner over the labels may be missing."""
    cut = lines.cut(head)
    for spans in cut.cuts:
        words = lines.words(head, spans)
        filled = [word for word in words if word]
        if len(filled) >= 2 and all(_may_head(word) for word in filled):
            yield spans
    if cut.kind != "bars":
        for spans in cut.cuts[:1] if len(cut.cuts[0]) >= 2 else cut.cuts[1:]:
            words = lines.words(head, spans)
            sure = spans is cut.cuts[0] or (spans in cut.sure and len(spans) >= _FEWEST_COLUMNS)
            if all(_may_head(word) for word in words) and (sure or all(map(is_year, words))):
                yield ((0, 0), *spans)


def _may_head(word: str) -> bool:
    return (
        len(word) <= _LONGEST_HEADER
        and not is_value(word)
        and not _SENTENCE.search(word)
        and not _PARTICULAR.search(word)
        and len(_OPENING.findall(word)) == len(_CLOSING.findall(word))  # else brackets hold the whole head
    )


def _below(
    lines: _Lines, head: int, first: int, kind: Kind | None, header: Cut, most: int, of_numbers: bool
) -> list[_Row]:
    """The lines from the first on, at most so many, that are rows below a head."""
    rows: list[_Row] = []
    filled = 0  # rows up to the last with a number
    at: int | None = first
    while at is not None and at < first + most:
        if cells := _fitting(lines, at, kind, len(header), of_numbers):
            words = lines.words(at, cells)
            if of_numbers and rows and _heads_anew(words, rows[-1], lines.words(head, header)):
                break
            if lines.text(at) != lines.text(head):
                rows.append(_Row(at, cells, (1,) * len(header)))
            if not of_numbers or _has_figure(words):
                filled = len(rows)
        elif of_numbers and kind != "bars" and lines.section(at):
            rows.append(_Row(at, ((0, len(lines.text(at))),), (len(header),)))
        elif not (of_numbers and rows and _lacks_cells(lines, at, kind, len(header))):
            break
        at = lines.beside(at, 1)
    return rows[:filled]


def _heads_anew(words: list[str], above: _Row, head: list[str]) -> bool:
    """Whether a row is the head of another table: words only, below a heading or with the first word of this one's head."""
    if words == head or not any(words[1:]) or _has_figure(words):
        return False
    return len(above.cells) == 1 or words[0] == head[0]


def _lacks_cells(lines: _Lines, at: int, kind: Kind | None, columns: int) -> bool:
    """Whether a line between rows is one of which nobody can tell where the empty cells are; it is left to prose."""
    cut, below = lines.cut(at), lines.beside(at, 1)
    lacking = kind == cut.kind == "blanks" and 2 <= len(cut.sure[-1]) < columns
    return lacking and below is not None and bool(_fitting(lines, below, kind, columns, True))


def _fitting(lines: _Lines, at: int, kind: Kind | None, columns: int, of_numbers: bool) -> Cut:
    """The cells of a line as a row of so many columns; none where it is no such row."""
    cut = lines.cut(at)
    if cut.kind != kind:
        return ()
    found = next((spans for spans in cut.cuts if len(spans) == columns), ())
    if not found and of_numbers:
        found = _padded(cut, columns) if kind != "blanks" else _label_joined(lines, at, cut, columns)
    words = lines.words(at, found)
    return found if all(len(word) <= _LONGEST_CELL and not _SENTENCE.search(word) for word in words) else ()


def _padded(cut: CutLine, columns: int) -> Cut:
    """A row whose last cells, all empty, nobody wrote."""
    spans = cut.cuts[0]
    if not 2 <= len(spans) < columns:
        return ()
    end = spans[-1][1]
    return (*spans, *[(end, end)] * (columns - len(spans)))


def _label_joined(lines: _Lines, at: int, cut: CutLine, columns: int) -> Cut:
    """A row with blanks inside its label (一、　社会团体), which are no gaps."""
    for spans in cut.sure:
        more = len(spans) - columns
        if more > 0 and not any(is_value(word) for word in lines.words(at, spans[: more + 1])):
            return ((spans[0][0], spans[more][1]), *spans[more + 1 :])
    return ()


def _has_figure(words: list[str]) -> bool:
    return any(is_value(word) or _NOTHING.fullmatch(word) for word in words[1:])


def _is_table(lines: _Lines, head: int, header: Cut, rows: list[_Row], of_numbers: bool) -> bool:
    """Whether a head and the rows below it are a table: enough of them, and behind the labels mostly numbers."""
    body = [words for row in rows if any((words := lines.words(row.at, row.cells))[1:])]
    if not of_numbers:
        return len(header) >= _FEWEST_COLUMNS and len(body) >= _FEWEST_ROWS
    cornerless = header[0] == (0, 0)
    weak = not cornerless and all(len(cut) != len(header) for cut in lines.cut(head).sure)
    if len(header) < _FEWEST_COLUMNS:
        first, second = lines.words(head, header)
        if not _COUNT_HEAD.search(second) or _NUMBERED.match(first):
            return False
        weak = True
    if len(body) < (_FEWEST_DOUBTFUL_ROWS if weak else _FEWEST_ROWS):
        return False
    told = [word for words in body for word in words[1:] if word and not _NOTHING.fullmatch(word)]
    if cornerless:  # 1998 may be a year or a count
        told = [word for word in told if not is_year(word)]
    values = sum(1 for word in told if is_value(word))
    units = sum(1 for word in told if bare_unit(word))
    return values > 0 and (1 if weak or cornerless else 2) * values >= len(told) - units


def _heads(lines: _Lines, head: int, header: Cut) -> list[_Row]:
    """The head with the lines above it that group its columns."""
    columns = len(header)
    rows = [_Row(head, header, (1,) * columns)]
    at = lines.beside(head, -1)
    while at is not None and len(rows) < _MOST_HEAD_LINES and lines.cut(at).kind == lines.cut(head).kind:
        group = _groups(lines, at, rows[0], columns)
        if group is None:
            break
        rows.insert(0, group)
        at = lines.beside(at, -1)
    return rows


def _groups(lines: _Lines, at: int, below: _Row, columns: int) -> _Row | None:
    """A line as a head over groups of columns; None where it is none.

    With bars (or tabs) it has as many cells, and an empty one goes on the one on its left. Blanks tell no places: there
    the names below must repeat themselves as often as there are groups (总数 新增 总数 新增), or be units only. Over years
    single blanks may part the groups (单位数 (个) 职工人数 (人) over 2022 2023 2022 2023).
    """
    cut = lines.cut(at)
    under = lines.words(below.at, below.cells)
    if cut.kind != "blanks":
        spans = next((s for s in cut.cuts if len(s) == columns), None)
        if spans is None or not all(_may_head(word) for word in lines.words(at, spans)):
            return None
        words = lines.words(at, spans)
        kept = [k for k in range(columns) if words[k] or k == 0 or not under[k]]
        ends = [*kept[1:], columns]
        return _Row(at, tuple(spans[k] for k in kept), tuple(b - a for a, b in zip(kept, ends, strict=True)))
    names = under[1:]
    for spans in cut.cuts if all(map(is_year, names)) else cut.sure:
        words = lines.words(at, spans)
        if len(spans) == columns and all(map(bare_unit, names)) and all(map(_may_head, words)):
            return _Row(at, spans, (1,) * columns)
        for corner in (0, 1):
            groups = len(words) - corner
            each = len(names) // groups if groups else 0
            alike = each > 1 and names == names[:each] * groups
            if alike and groups > 1 and all(_may_head(word) for word in words):
                first = spans[0] if corner else (0, 0)
                return _Row(at, (first, *spans[corner:]), (1, *[each] * groups))
    return None


def _table(lines: _Lines, rows: list[_Row], index: int) -> Table:
    cells: list[Cell] = []
    for row, line in enumerate(rows):
        block = lines.document.blocks[line.at]
        column = 0
        for (begin, end), width in zip(line.cells, line.widths, strict=True):
            start, stop = block.start + begin, block.start + end
            text = lines.document.text[start:stop].strip()
            cells.append(Cell(row, column, 1, width, text, start, stop, block.page, None, (index, row, column)))
            column += width
    sections = [row for row, line in enumerate(rows) if row and not any(lines.words(line.at, line.cells)[1:])]
    head = min([header_rows(cells, len(rows)), *sections])
    return table_of(RawTable(index, cells, rows[0].at, rows[-1].at, head), lines.document)
