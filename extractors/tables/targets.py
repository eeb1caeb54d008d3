"""Cells of words under a head of targets (目标任务 beside 完成情况): what prose reading finds in them is planned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from corpora.document import Document
from corpora.tables import Table, tables_of
from corpora.tables.line_cells import BARS, Cut, cut_line
from extractors.records import Observation
from extractors.tables.wording import bare, says

Span = tuple[int, int]

_BAR = re.compile(f"[{BARS}]")
_LONGEST_HEADER: Final = 15  # characters
_FEWEST_COLUMNS: Final = 3


def as_targets(document: Document, prose: Sequence[Observation]) -> list[Observation]:
    """What prose reading found, with the status ``planned`` where it stands under a head of targets.

    Args:
        document: as read.
        prose: in order of place.
    """
    spans = [*_in_tables(tables_of(document)), *_in_lines(document)]
    return [
        replace(o, status="planned")
        if o.status == "actual" and any(start <= o.start < end for start, end in spans)
        else o
        for o in prose
    ]


def _target_columns(heads: Sequence[str]) -> set[int]:
    """The columns of targets, where another one beside them is of results."""
    plain = [bare(head) for head in heads]
    results = {at for at, head in enumerate(plain) if says("results", head)}
    plans = {at for at, head in enumerate(plain) if says("plans", head)} - results
    return plans if results and all(len(head) <= _LONGEST_HEADER for head in plain) else set()


def _in_tables(tables: Iterable[Table]) -> Iterator[Span]:
    for table in tables:
        if not table.header_rows:
            continue
        heads = [table.at(table.header_rows - 1, column) for column in range(table.columns)]
        columns = _target_columns([head.text if head else "" for head in heads])
        yield from ((c.start, c.end) for c in table.cells if c.row >= table.header_rows and c.column in columns)


def _in_lines(document: Document) -> Iterator[Span]:
    """The cells of targets in lines that bars part, below a line of as many heads."""
    columns: set[int] = set()
    width = 0
    for block in document.blocks:
        line = document.text[block.start : block.end]
        cells = _cells(line) if block.cell is None else ()
        if len(cells) != width:
            width = len(cells)
            columns = _target_columns([line[begin:end] for begin, end in cells])
        else:
            yield from (
                (block.start + begin, block.start + end) for at, (begin, end) in enumerate(cells) if at in columns
            )


def _cells(line: str) -> Cut:
    if not _BAR.search(line):
        return ()
    cut = cut_line(line)
    return cut.cuts[0] if cut.kind == "bars" and len(cut.cuts[0]) >= _FEWEST_COLUMNS else ()
