"""Grids written as text: ``| a | b |`` rows; ``<`` continues the cell on the left, ``^`` the one above."""

from __future__ import annotations

from corpora.forms.making.blocks import Cell, Grid, grid


def grid_of(text: str) -> Grid:
    """The grid that rows of text draw."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]
    made = []
    for at, row in enumerate(rows):
        cells = []
        for column, words in enumerate(row):
            if words in ("<", "^"):
                continue
            across = next((k for k in range(1, len(row) - column) if row[column + k] != "<"), len(row) - column)
            down = next((k for k in range(1, len(rows) - at) if rows[at + k][column] != "^"), len(rows) - at)
            cells.append(Cell(words, across, down))
        made.append(cells)
    return grid(made)
