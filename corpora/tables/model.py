"""What a table is: cells that cover rows and columns of a grid, and the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpora.document import Box

Address = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its place and extent in the grid (from 0), its words and where they stand in the clean text.

    ``address`` is (table, row, column) as the reader numbered it: it stays when a table that goes on over a page break
    becomes one, while ``row`` counts on. An empty cell has ``text == ""`` and ``start == end``.
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str
    start: int
    end: int
    page: int | None
    bbox: Box | None
    address: Address


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid.

    Attributes:
        index: its number, as in the ``address`` of its first cell.
        cells: each once, in order of row and column, empty ones included.
        rows, columns: size of the grid.
        before: the short lines in front of it, in order (headings, 表题, 单位：万元); at most three.
        after: the lines behind it that are its notes (注：…).
        caption: its name (资产负债表), from those lines or from a row that spans the whole table; None without one.
        unit: the measure word that holds for all its numbers (万元), from caption, corner or the lines around it.
        header_rows, header_columns: how many rows and columns in front hold headers; the caption's row counts as one.
    """

    index: int
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    caption: str | None = None
    unit: str | None = None
    header_rows: int = 0
    header_columns: int = 0
    _owner: Mapping[tuple[int, int], Cell] = field(default_factory=dict, init=False, repr=False, compare=False)
    _by_row: Mapping[int, list[Cell]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        owner = {
            (cell.row + down, cell.column + right): cell
            for cell in self.cells
            for down in range(cell.rows)
            for right in range(cell.columns)
        }
        by_row: dict[int, dict[Address, Cell]] = {}
        for row, column in sorted(owner):
            cell = owner[row, column]
            by_row.setdefault(row, {}).setdefault(cell.address, cell)
        object.__setattr__(self, "_owner", owner)
        object.__setattr__(self, "_by_row", {row: list(cells.values()) for row, cells in by_row.items()})

    @property
    def start(self) -> int:
        """Where the first cell's text begins."""
        return min((cell.start for cell in self.cells), default=0)

    @property
    def end(self) -> int:
        """Where the last cell's text ends."""
        return max((cell.end for cell in self.cells), default=0)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place of the grid; None where there is none."""
        return self._owner.get((row, column))

    def row(self, row: int) -> list[Cell]:
        """The cells that cover a row, from left to right, each once."""
        return self._by_row.get(row, [])

    def right_of(self, cell: Cell) -> Cell | None:
        """The cell next to another one on its right, in its first row."""
        return self.at(cell.row, cell.column + cell.columns)

    def below(self, cell: Cell) -> Cell | None:
        """The cell under another one, in its first column."""
        return self.at(cell.row + cell.rows, cell.column)

    def above(self, cell: Cell) -> Cell | None:
        """The cell over another one, in its first column."""
        return self.at(cell.row - 1, cell.column)

    def left_of(self, cell: Cell) -> Cell | None:
        """The cell next to another one on its left, in its first row."""
        return self.at(cell.row, cell.column - 1)

    def column_headers(self, cell: Cell) -> list[Cell]:
        """The header cells above a cell, outermost first; a header that spans the whole table says nothing of a column."""
        found: dict[Address, Cell] = {}
        for row in range(min(self.header_rows, cell.row)):
            header = self.at(row, cell.column)
            if header is not None and header.text and not self.spans(header):
                found.setdefault(header.address, header)
        return list(found.values())

    def row_headers(self, cell: Cell) -> list[Cell]:
        """The header cells left of a cell, outermost first."""
        found: dict[Address, Cell] = {}
        for column in range(min(self.header_columns, cell.column)):
            header = self.at(cell.row, column)
            if header is not None and header.text:
                found.setdefault(header.address, header)
        return list(found.values())

    def spans(self, cell: Cell) -> bool:
        """Whether a cell covers all columns of the table (and there is more than one)."""
        return self.columns > 1 and cell.columns >= self.columns

    def body(self) -> list[Cell]:
        """The cells that are no headers."""
        return [cell for cell in self.cells if cell.row >= self.header_rows and cell.column >= self.header_columns]
