"""Lists that stand in tables: columns of names, codes and conclusions, one or several side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.tables import Cell, Table
from extractors.notices.listing import CODE, Item, Listing, stated_number
from extractors.notices.words import conclusion_in, is_name, words

# Shares of the filled cells of a column that must look like what the column holds.
_MOST = 0.6
_TICKS = frozenset("√✓✔☑■●◉○◯☆★＊*1")
_FEWEST_TICKED = 2
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of one list: of names, and of codes and conclusions where there are any; conclusions to be ticked."""

    name: int
    code: int | None
    result: int | None
    ticks: tuple[tuple[int, str], ...] = ()


def table_listings(table: Table, above: str | None, title: str | None) -> list[Listing]:
    """The lists of a table; none where it lists no organisations with a conclusion.

    Args:
        table: as a grid.
        above: the nearest line before the table that names a conclusion (二、基本合格（12家）), None without one.
        title: the document's title, which may say what all are (未参加2023年度检查的社会组织名单).
    """
    every = _column_sets(table)
    if not every:
        return []
    listings: list[Listing] = []
    head = above or ""
    overall = conclusion_in(above or "") or conclusion_in(title or "")
    current = Listing(head, stated_number(head) if above else None)
    listings.append(current)
    conclusion, written = overall, head or title or ""
    for row in range(table.rows):
        spanning = _spanning(table, row)
        if spanning is not None:
            if found := conclusion_in(spanning.text):
                conclusion, written = found, spanning.text
                current = Listing(spanning.text, stated_number(spanning.text))
                listings.append(current)
            continue
        for columns in every:
            item = _item(table, row, columns, conclusion, written)
            if item is not None:
                current.items.append(item)
    return [listing for listing in listings if listing.items]


def _spanning(table: Table, row: int) -> Cell | None:
    """The cell that fills a row: a heading inside the table."""
    cells = [cell for cell in table.row(row) if cell.text.strip()]
    return (
        cells[0]
        if len(cells) == 1 and cells[0].row == row and (table.spans(cells[0]) or cells[0].column == 0)
        else None
    )


def _column_sets(table: Table) -> list[_Columns]:
    """The lists that stand side by side, by their columns of names; by content where headers do not tell."""
    heads = {column: _head(table, column) for column in range(table.columns)}
    by_name = [c for c, head in heads.items() if words().names.search(head) and _share(table, c, is_name) > 0]
    if not by_name:
        # Columns headed by a conclusion that hold the names.
        headed = [c for c, head in heads.items() if conclusion_in(head) and _share(table, c, is_name) >= _MOST]
        by_name = headed if len(headed) >= _FEWEST_TICKED else []
    if not by_name:
        best = max(range(table.columns), key=lambda c: _share(table, c, is_name), default=0)
        by_name = [c for c in range(table.columns) if _share(table, c, is_name) >= _MOST]
        if any(_share(table, c, _is_result) or _share(table, c, _is_code) for c in range(table.columns)):
            by_name = [best] if best in by_name else []
    codes = [c for c in range(table.columns) if c not in by_name and _share(table, c, _is_code) >= _MOST]
    # Lists side by side have their columns in the same order: codes behind the names, or before them.
    before = bool(codes and by_name) and codes[0] < by_name[0]
    sets = []
    for at, name in enumerate(by_name):
        last = by_name[at + 1] if at + 1 < len(by_name) else table.columns
        first = by_name[at - 1] + 1 if at else 0
        # Columns of one list stand together; before the first name they belong to it.
        reach = range(first, table.columns if len(by_name) == 1 else last)
        own = [c for c in codes if (first <= c < name if before else name < c < last)]
        code = (own[-1] if before else own[0]) if own else next((c for c in codes if c in reach), None)
        results = [c for c in (*range(name + 1, reach.stop), *range(first, name)) if c != code]
        ticks = tuple(
            (c, said) for c in results if (said := conclusion_in(heads[c])) and _share(table, c, _is_tick) == 1
        )
        if len(ticks) >= _FEWEST_TICKED:
            sets.append(_Columns(name, code, None, ticks))
            continue
        named = [c for c in results if words().results.search(heads[c]) and _share(table, c, _is_result) > 0]
        result = max(named, key=lambda c: (_year_in(heads[c]), -results.index(c)), default=None)
        if result is None:
            told = [c for c in results if _share(table, c, _is_result) >= _MOST]
            result = max(told, key=lambda c: (_year_in(heads[c]), -told.index(c)), default=None)
        sets.append(_Columns(name, code, result))
    return sets


def _head(table: Table, column: int) -> str:
    cells = [table.at(row, column) for row in range(max(table.header_rows, 1))]
    texts = [re.sub(r"\s", "", c.text) for c in cells if c is not None and not table.spans(c) and c.text.strip()]
    return texts[-1] if texts else ""


def _share(table: Table, column: int, fits: object) -> float:
    """The share of the filled cells of a column, below the headers, that look like what it should hold."""
    assert callable(fits)
    cells = {c.address: c.text.strip() for row in range(table.header_rows, table.rows) if (c := table.at(row, column)) and c.text.strip() and not table.spans(c)}  # fmt: skip
    return sum(1 for text in cells.values() if fits(text)) / len(cells) if cells else 0.0


def _is_code(text: str) -> bool:
    return bool(CODE.search(re.sub(r"\s", "", text)))


def _is_result(text: str) -> bool:
    return len(text) <= 12 and conclusion_in(re.sub(r"\s", "", text)) is not None


def _is_tick(text: str) -> bool:
    return text in _TICKS


def _year_in(head: str) -> int:
    """The year of a head, so that the last of several years counts; 0 without one."""
    years = _YEAR.findall(head)
    return max(map(int, years)) if years else 0


def _item(table: Table, row: int, columns: _Columns, over: str | None, over_written: str) -> Item | None:
    """The organisation of a row, None where the row names none or nothing says its conclusion."""
    cell = table.at(row, columns.name)
    if cell is None or cell.row != row or not cell.text.strip():
        return None
    name = re.sub(r"\s", "", CODE.sub("", cell.text)).strip("（）()")
    code_cell = table.at(row, columns.code) if columns.code is not None else None
    code = CODE.search(re.sub(r"\s", "", code_cell.text)) if code_cell is not None else CODE.search(cell.text)
    if row < table.header_rows and not is_name(name):
        return None
    if words().names.fullmatch(name) or not (is_name(name) or code or _plain_name(name)):
        return None
    result = table.at(row, columns.result) if columns.result is not None else None
    if columns.ticks:
        ticked = [
            (c, said) for c, said in columns.ticks if (cell_ := table.at(row, c)) is not None and cell_.text.strip()
        ]
        if len(ticked) != 1:
            return None
        result, over, over_written = None, ticked[0][1], _head(table, ticked[0][0])
    elif result is None and (own := conclusion_in(_head(table, columns.name))) is not None:
        over, over_written = own, _head(table, columns.name)
    conclusion = conclusion_in(re.sub(r"\s", "", result.text)) if result is not None else None
    if conclusion is not None and result is not None:
        written, label, address = result.text, _head(table, columns.result or 0), result.address
    elif over is not None and (result is None or not result.text.strip()):
        conclusion, written, label, address = over, over_written, over_written, cell.address
    elif result is not None and not result.text.strip():
        conclusion, written, label, address = None, "", _head(table, columns.result or 0), result.address
    else:
        return None
    start = cell.start + (len(cell.text) - len(cell.text.lstrip()))
    return Item(
        name=name,
        start=start,
        end=cell.end,
        conclusion=conclusion,
        conclusion_written=written,
        label=label,
        code=code[0] if code else None,
        code_label=_head(table, columns.code) if columns.code is not None else "统一社会信用代码",
        cell=address,
        code_cell=code_cell.address if code_cell is not None and code else None,
        page=cell.page,
        sure=0.98 if is_name(name) else 0.85,
    )


def _plain_name(name: str) -> bool:
    """Whether words may be a name with an ending that no list holds: Han characters only, of a usual length."""
    return 4 <= len(name) <= 40 and bool(re.fullmatch(r"[\u4e00-\u9fff（）()“”·]+", name)) and conclusion_in(name) is None and name not in ("合计", "总计")  # fmt: skip


def conclusion_above(lines: Sequence[str]) -> str | None:
    """The last of the lines before a table that names one conclusion."""
    return next((line for line in reversed(lines) if conclusion_in(line) is not None), None)
