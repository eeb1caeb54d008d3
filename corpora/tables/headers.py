"""Which rows and columns of a table hold headers, and which row is a part of which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpora.tables.model import Cell

_MOST_HEADER_ROWS: Final = 5
_MOST_HEADER_COLUMNS: Final = 4
_NUMBER = re.compile(
    r"(?:[¥￥$]\s*)?(?:[（(]\s*)?(?:[-+−－△▲≥≤]\s*)?[0-9０-９](?:[,，.．\s]*[0-9０-９])*[,，.．]*(?:\s*[亿万千百])*(?:\s*[余多])?"
    r"(?:\s*人民币)?(?:\s*(?:美?元|人次|[%％‰人个家所名户件项次场处年期张座吨辆分]))?\s*[)）]?"
)
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?(?:度|末|底)?(?:\s*[-—~至]\s*(?:19|20)\d\d\s*年?)?|\d{1,2}\s*月")
_COLUMN_LETTER = re.compile(r"[甲乙丙丁戊己庚]|\d{1,2}(?:\s*=.*)?")
_NUMBERING = re.compile(r"(?:序号|行次|编号|代码|行号|栏次|№|No\.?|项次)")
_PART = re.compile(r"(?:其\s*中|[#＃*]|其中项)")


def is_value(text: str) -> bool:
    """Whether a cell holds a number as tables give them: digits with sign, separators and measure word, but no year."""
    stripped = text.strip()
    return bool(stripped) and bool(_NUMBER.fullmatch(stripped)) and not _YEAR.fullmatch(stripped)


def is_year(text: str) -> bool:
    """Whether a cell names a year, a span of years or a month, and nothing else."""
    return bool(_YEAR.fullmatch(text.strip()))


def header_rows(cells: Sequence[Cell], rows: int) -> int:
    """How many rows in front hold no value: captions, names of columns, and the row that numbers the columns.

    A table without any value has one.
    """
    by_row: list[list[Cell]] = [[] for _ in range(rows)]
    for cell in cells:
        by_row[cell.row].append(cell)
    first = next((at for at, row in enumerate(by_row) if any(is_value(c.text) for c in row)), None)
    if first is None:
        return min(1, rows)
    if _numbers_columns(by_row[first]):
        first += 1
    return min(first, _MOST_HEADER_ROWS, rows)


def _numbers_columns(row: Sequence[Cell]) -> bool:
    """Whether a row only names the columns 甲 乙 1 2 3, as official statistics tables do."""
    words = [cell.text.strip() for cell in row if cell.text.strip()]
    numbers = [int(word.split("=")[0]) for word in words if word[:1].isdigit() and _COLUMN_LETTER.fullmatch(word)]
    return (
        len(words) >= 3
        and all(_COLUMN_LETTER.fullmatch(word) for word in words)
        and numbers == list(range(1, len(numbers) + 1))
    )


def header_columns(cells: Sequence[Cell], columns: int, below: int) -> int:
    """How many columns in front hold names: no values below row ``below``, but for columns that count the rows."""
    body: list[list[Cell]] = [[] for _ in range(columns)]
    heads: list[list[str]] = [[] for _ in range(columns)]
    for cell in cells:
        if cell.row >= below:
            body[cell.column].append(cell)
        else:
            heads[cell.column].append(cell.text.strip())
    count = 0
    for at in range(min(columns, _MOST_HEADER_COLUMNS)):
        values = sum(1 for cell in body[at] if is_value(cell.text))
        counts_rows = any(_NUMBERING.fullmatch(head) for head in heads[at])
        if values and not counts_rows:
            break
        count += 1
    if count == columns or not any(is_value(c.text) for c in cells if c.row >= below and c.column >= count):
        return min(1, columns)
    return count


def is_part(label: str) -> bool:
    """Whether a row or column says by its own mark that it is a part of one before it: 其中：, # or *."""
    return bool(_PART.match(label.strip()))


def parents(labels: Sequence[str]) -> list[int | None]:
    """For each label of a list of rows (or columns) the one that it is a part of, None for those of their own.

    A marked label (其中, #, *) belongs to the nearest one before it without a mark. Of labels behind 其中 that have no
    mark of their own nobody can tell without their numbers: they stand for themselves.
    """
    found: list[int | None] = []
    whole: int | None = None
    for at, label in enumerate(labels):
        if not label.strip():
            found.append(None)
        elif is_part(label):
            found.append(whole)
        else:
            found.append(None)
            whole = at
    return found
