"""Labels that a page without ruled lines wraps: their second line stands in a row of its own, with no numbers in it."""

from __future__ import annotations

from dataclasses import replace

from corpora.tables import Cell, Table
from corpora.tables.headers import is_value
from extractors.forms.catalogue import Catalogue

_LONGEST = 20  # characters of one line of a label


def unwrapped(table: Table, catalogue: Catalogue) -> Table:
    """A table in which lines of one label are one cell again, where only together they are a label of the catalogue.

    Args:
        table: the grid; only those of pages (PDF, OFD, scans) are changed.
        catalogue: the fields.
    """
    if not table.cells or table.cells[0].page is None:
        return table
    bare = {row for row in range(table.rows) if not any(is_value(cell.text) for cell in table.row(row))}
    joined: dict[tuple[int, int, int], str] = {}
    for cell in table.cells:
        if cell.row in bare or len(cell.text) > _LONGEST or is_value(cell.text) or _is_known(cell.text, catalogue):
            continue
        lines = [_line(table, cell, step, bare) for step in (-1, 1)]
        for before, behind in ((None, lines[1]), (lines[0], None), (lines[0], lines[1])):
            parts = [part for part in (before, cell, behind) if part is not None and part.text]
            text = "".join(part.text for part in parts)
            if len(parts) > 1 and _is_known(text, catalogue):
                joined |= {part.address: "" for part in parts} | {cell.address: text}
                break
    return table if not joined else replace(table, cells=tuple(_renewed(cell, joined) for cell in table.cells))


def _line(table: Table, cell: Cell, step: int, bare: set[int]) -> Cell | None:
    """The cell above or below in a row without numbers, if it holds a short text."""
    other = table.at(cell.row + step, cell.column) if cell.row + step in bare else None
    return other if other is not None and 0 < len(other.text) <= _LONGEST and other.rows == 1 else None


def _is_known(text: str, catalogue: Catalogue) -> bool:
    meanings = catalogue.meanings(text)
    return (bool(meanings) and not meanings[0].reworded) or catalogue.column(text) not in (None, "stub")


def _renewed(cell: Cell, joined: dict[tuple[int, int, int], str]) -> Cell:
    return replace(cell, text=joined[cell.address]) if cell.address in joined else cell
