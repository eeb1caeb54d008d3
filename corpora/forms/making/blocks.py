"""A document before it has a format: paragraphs and grids of cells, which every writer of a format can set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Role = Literal["title", "heading", "paragraph", "right", "caption"]


@dataclass(frozen=True, slots=True)
class Para:
    """A line or paragraph of text."""

    text: str
    role: Role = "paragraph"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid; ``across`` and ``down`` are the columns and rows that it covers.

    ``number`` is what a spreadsheet stores for it, None where it stores text. ``inner`` is a table inside the cell.
    """

    text: str
    across: int = 1
    down: int = 1
    number: float | None = None
    inner: Grid | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells from left to right; squares that a cell above covers are left out of the lower rows.

    ``ruled`` says whether its lines are drawn, ``widths`` how wide its columns are against each other.
    """

    rows: tuple[tuple[Cell, ...], ...]
    ruled: bool = True
    widths: tuple[float, ...] = ()

    @property
    def columns(self) -> int:
        """How many columns the first row covers."""
        return sum(cell.across for cell in self.rows[0])

    def placed(self) -> Iterator[tuple[int, int, Cell]]:
        """Every cell with the row and column of its top left square.

        Raises:
            ValueError: cells overlap or a row is not full.
        """
        taken: set[tuple[int, int]] = set()
        for at, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while (at, column) in taken:
                    column += 1
                squares = {(at + d, column + a) for d in range(cell.down) for a in range(cell.across)}
                if squares & taken:
                    raise ValueError(f"row {at}: {cell.text!r} overlaps another cell")
                taken |= squares
                yield at, column, cell
                column += cell.across
        if len(taken) != len(self.rows) * self.columns:
            raise ValueError(
                f"grid {self.rows[0][0].text!r}: {len(taken)} squares of {len(self.rows)} x {self.columns}"
            )


@dataclass(frozen=True, slots=True)
class Break:
    """A new page; a new sheet, named ``name``, in a spreadsheet."""

    name: str = ""


PairStyle = Literal["below", "dots", "boxes", "terms", "inputs"]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels with their values, outside of tables.

    ``style``: the value on the next line (``below``), two pairs a line with dots between label and value (``dots``), and
    in web pages boxes side by side (``boxes``), a list of definitions (``terms``), filled input fields (``inputs``).
    """

    items: Sequence[tuple[str, str]]
    style: PairStyle

    def lines(self) -> list[Para]:
        """The pairs as paragraphs, for formats without boxes."""
        if self.style == "below":
            return [Para(text) for pair in self.items for text in pair]
        if self.style == "dots":
            dotted = [f"{label}{'…' * 4}{value}" for label, value in self.items]
            return [Para("　　".join(dotted[at : at + 2])) for at in range(0, len(dotted), 2)]
        return [Para(f"{label}：{value}") for label, value in self.items]


Plain = Para | Grid | Break
Block = Plain | Pairs


def as_lines(blocks: Iterable[Block]) -> Iterator[Plain]:
    """Blocks with the pairs as paragraphs."""
    for block in blocks:
        yield from block.lines() if isinstance(block, Pairs) else (block,)


def grid(rows: Sequence[Sequence[Cell | str]], *, ruled: bool = True, widths: Sequence[float] = ()) -> Grid:
    """A grid of cells; plain strings are cells of one square."""
    return Grid(tuple(tuple(c if isinstance(c, Cell) else Cell(c) for c in row) for row in rows), ruled, tuple(widths))
