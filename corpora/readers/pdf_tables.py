"""Ruled tables of a PDF page: the cells that drawn lines enclose, and the words in them."""

from __future__ import annotations

import bisect
import ctypes
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium

from corpora.document import Box
from corpora.readers.pdf_words import Word

_RUN = re.compile("[!-~]+|[^!-~]+")
_THIN = 3.0  # points: a filled rectangle thinner than this is a drawn line
_NEAR = 3.0  # points: lines nearer than this are one
_SHORTEST = 5.0
_COVERED = 0.7  # share of a side that lines must cover
_MOST_OBJECTS = 20_000
_MOST_LINES = 2_000
_MOST_SQUARES = 20_000
_PROSE_CELL_OF_A_ROW = 40
_PROSE_CELL = 150  # characters of an average cell from which a frame holds articles, not a table


@dataclass(frozen=True, slots=True)
class Ruling:
    """A horizontal or vertical line: at ``at`` on one axis, from ``start`` to ``end`` on the other, in points."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Cell:
    """A cell with its row and column in the grid (those of its top left corner) and the words in it.

    ``span`` is how many rows and columns of the grid it covers.
    """

    row: int
    column: int
    box: Box
    words: list[Word]
    span: tuple[int, int] = (1, 1)


@dataclass(slots=True)
class Table:
    """A ruled table: its box from the top left of the page and its cells in row order.

    ``xs`` and ``ys`` are the places of the grid's lines; ``owner`` gives the cell of each square of the grid.
    """

    box: Box
    cells: list[Cell]
    xs: list[float]
    ys: list[float]
    owner: dict[tuple[int, int], Cell]

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell at a point of the page."""
        return self.owner.get((bisect.bisect_right(self.ys, y) - 1, bisect.bisect_right(self.xs, x) - 1))


# ---------------------------------------------------------------------------------------------------------------------
# rulings


def _points(path: Any, matrix: Any) -> list[list[tuple[float, float]]]:
    """Corner points of each part of a path, in page coordinates; parts with curves are left out."""
    parts: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    curved = False
    for at in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_LINES)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not parts:
            if curved:
                parts.pop()
            curved = False
            parts.append([point])
        else:
            parts[-1].append(point)
        curved |= kind == pdfium.FPDF_SEGMENT_BEZIERTO
        if pdfium.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    if curved:
        parts.pop()
    return parts


def _line(a: tuple[float, float], b: tuple[float, float], height: float) -> Ruling | None:
    width, rise = abs(a[0] - b[0]), abs(a[1] - b[1])
    if rise < 1 and width >= _SHORTEST:
        return Ruling(True, height - (a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0]))
    if width < 1 and rise >= _SHORTEST:
        return Ruling(False, (a[0] + b[0]) / 2, height - max(a[1], b[1]), height - min(a[1], b[1]))
    return None


def _thin_box(points: Sequence[tuple[float, float]], height: float) -> Ruling | None:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    width, rise = max(xs) - min(xs), max(ys) - min(ys)
    if rise < _THIN and width >= _SHORTEST:
        return Ruling(True, height - (max(ys) + min(ys)) / 2, min(xs), max(xs))
    if width < _THIN and rise >= _SHORTEST:
        return Ruling(False, (max(xs) + min(xs)) / 2, height - max(ys), height - min(ys))
    return None


def rulings(page: Any, height: float) -> list[Ruling]:
    """Horizontal and vertical lines drawn on a page that is not turned.

    Args:
        page: a raw ``FPDF_PAGE``.
        height: y of the page's top edge, in points.
    """
    found: list[Ruling] = []
    matrix = pdfium.FS_MATRIX()
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for at in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, at)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH or len(found) > _MOST_LINES:
            continue
        pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
        pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        for points in _points(item, matrix):
            lines = [_thin_box(points, height)]
            if lines[0] is None and stroke.value:
                lines = [_line(a, b, height) for a, b in itertools.pairwise(points)]
            found += [line for line in lines if line is not None]
    return found


# ---------------------------------------------------------------------------------------------------------------------
# grids


def _touch(a: Ruling, b: Ruling) -> bool:
    if a.horizontal == b.horizontal:
        return abs(a.at - b.at) <= _NEAR and a.start <= b.end + _NEAR and b.start <= a.end + _NEAR
    return b.start - _NEAR <= a.at <= b.end + _NEAR and a.start - _NEAR <= b.at <= a.end + _NEAR


class _Sets:
    """Disjoint sets of numbers."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, at: int) -> int:
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def join(self, a: int, b: int) -> None:
        self._parent[self.root(b)] = self.root(a)

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for at in range(len(self._parent)):
            found.setdefault(self.root(at), []).append(at)
        return list(found.values())


def _connected(lines: Sequence[Ruling]) -> list[list[Ruling]]:
    """Lines that touch one another, directly or through others (a sweep from the top keeps it near linear)."""
    order = sorted(lines, key=lambda r: r.at if r.horizontal else r.start)
    sets = _Sets(len(order))
    active: list[int] = []
    for at, line in enumerate(order):
        top = line.at if line.horizontal else line.start
        active = [k for k in active if (order[k].at if order[k].horizontal else order[k].end) + _NEAR >= top]
        for k in active:
            if _touch(order[k], line):
                sets.join(k, at)
        active.append(at)
    return [[order[k] for k in group] for group in sets.groups()]


def _cluster(values: Iterable[float]) -> list[float]:
    """Values with those nearer than ``_NEAR`` to the one before put together."""
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][-1] <= _NEAR:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group) / len(group) for group in found]


def _is_wall(lines: Sequence[Ruling], at: float, start: float, end: float) -> bool:
    covered = sum(
        max(0.0, min(line.end, end) - max(line.start, start)) for line in lines if abs(line.at - at) <= 1.5 * _NEAR
    )
    return covered >= _COVERED * (end - start)


def _grid(lines: Sequence[Ruling]) -> Table | None:
    """The table that connected lines draw, or None when they draw no grid of two columns or more."""
    across = [line for line in lines if line.horizontal]
    down = [line for line in lines if not line.horizontal]
    xs = _cluster([v.at for v in down] + [e for h in across for e in (h.start, h.end)])
    ys = _cluster([h.at for h in across] + [e for v in down for e in (v.start, v.end)])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 1 or columns * rows > _MOST_SQUARES:
        return None
    sets = _Sets(columns * rows)
    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _is_wall(down, xs[c + 1], ys[r], ys[r + 1]):
                sets.join(r * columns + c, r * columns + c + 1)
            if r + 1 < rows and not _is_wall(across, ys[r + 1], xs[c], xs[c + 1]):
                sets.join(r * columns + c, (r + 1) * columns + c)
    cells: list[Cell] = []
    owner: dict[tuple[int, int], Cell] = {}
    for group in sets.groups():
        r0, r1 = min(g // columns for g in group), max(g // columns for g in group)
        c0, c1 = min(g % columns for g in group), max(g % columns for g in group)
        box = (xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1])
        cells.append(Cell(r0, c0, box, [], (r1 - r0 + 1, c1 - c0 + 1)))
        owner |= {divmod(square, columns): cells[-1] for square in group}
    if len(cells) < (4 if rows > 1 else 2):
        return None
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Table((xs[0], ys[0], xs[-1], ys[-1]), cells, xs, ys, owner)


def _parted(word: Word, table: Table) -> Iterator[Word]:
    """A word cut where it passes from one cell into the next: cells set close together leave no space between.

    It is cut only between narrow and wide characters, since the places of single digits are reckoned from their run.
    """
    runs = [match.span() for match in _RUN.finditer(word.text)]
    held = [table.cell_at((word.edges[a] + word.edges[b]) / 2, word.middle) for a, b in runs]
    begin = 0
    for at, (_, end) in enumerate(runs):
        last = at + 1 == len(runs)
        if last or (held[at] is not held[at + 1] and held[at] is not None and held[at + 1] is not None):
            whole = begin == 0 and last
            yield word if whole else replace(word, text=word.text[begin:end], edges=word.edges[begin : end + 1])
            begin = end


def tables_of(lines: Sequence[Ruling], words: Sequence[Word]) -> tuple[list[Table], list[Word]]:
    """Tables drawn by ``lines`` with their words, from the top of the page, and the words outside of them."""
    tables: list[Table] = []
    left = list(words)
    for group in _connected(lines):
        table = _grid(group)
        if table is None:
            continue
        outside: list[Word] = []
        for word in [part for whole in left for part in _parted(whole, table)]:
            cell = table.cell_at((word.x0 + word.x1) / 2, word.middle)
            if cell is None:
                outside.append(word)
            else:
                cell.words.append(word)
        filled = [sum(len(w.text) for w in cell.words) for cell in table.cells if cell.words]
        longest = _PROSE_CELL if len(table.ys) > 2 else _PROSE_CELL_OF_A_ROW
        if len(filled) < 2 or sum(filled) / len(filled) > longest:
            continue
        left = outside
        tables.append(table)
    tables.sort(key=lambda table: (table.box[1], table.box[0]))
    return tables, left
