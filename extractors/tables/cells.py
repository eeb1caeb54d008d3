"""Which cells of a table hold numbers that measure something, and what its headers say of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpora.tables import Cell, Table
from corpora.tables.units import named_unit, unit_of
from extractors.observations.catalogue import unit_classes
from extractors.observations.place import Scope
from extractors.observations.setting import Setting
from extractors.observations.subject import types_in
from extractors.records import Bound, Status
from extractors.tables.headers import Header, holds_places, read_header, scope_of
from extractors.tables.periods import named_period
from extractors.tables.values import CellValue, cell_value, is_unit, scale
from extractors.tables.wording import bare, says

# In cells: smaller tables say too little, larger ones are data files.
_FEWEST = 2
_MOST = 10_000
# The share of the cells of a table's body that must hold numbers.
_NUMBERS = 0.5
_SLASHED = re.compile(r"[/／]\s*(?P<unit>[^/／\s]{1,3})\s*$")
_TIMES = re.compile(r"人[（(]次[）)]")
_SEVERAL = re.compile(r"单\s*位\s*[:：]?\s*(?P<units>[^\s）)]+)")
_PARTICULAR = re.compile(r"(?:单\s*位|日期|制表|填报|编制|报送|填表|时间|截止|截至)[^：:]{0,6}[：:]")
_PERSONS = re.compile(r"(?:人员|职工|员工|党员|会员|志愿者|社工|指导员|人数|人才|负责人)(?:总数|数|人数)?$")
_COUNTED = re.compile(
    r"(?:社会组织|社会团体|社团|民办非企业单位|民非|社会服务机构|基金会|协会|商会|党组织|党支部|机构|基地)(?:总数|总量|数量|数)?$|家数$|单位数$"
)
_MONEY = re.compile(r"资金|金额|经费|收入|支出|捐|款|资产|投资|补助|费用|物资")
_TABLE_WORD = re.compile(
    r"(?:统计|情况|汇总|一览|分析|主要指标|主要数据|基本数据)*(?:表|图)?(?:[（(][^（）()]*[）)])?$"
)


@dataclass(frozen=True, slots=True)
class ValueCell:
    """A cell with a number and all that its headers say of it.

    Attributes:
        row, column: its place in the grid.
        start, end: of the number in the clean text.
        page: where the format has pages.
        value: in base units; None where masked.
        unit: base measure word.
        unit_inferred: whether no word of the table names it, so that it follows from what is counted.
        bound: of the value.
        sentence: the cell as a sentence, with the number at ``number_at``.
        area, scope, period: by the headers and the caption; scope and period None where they name none.
        change: whether it is a growth or a difference.
        status: planned or actual where a header says so, or its year has passed.
        row_header, column_header: the innermost headers, for parts and totals.
    """

    row: int
    column: int
    start: int
    end: int
    page: int | None
    value: int | float | None
    unit: str
    unit_inferred: bool
    bound: Bound
    sentence: str
    number_at: int
    area: str | None
    scope: Scope | None
    period: str | None
    change: bool
    status: Status | None
    row_header: Header
    column_header: Header


@dataclass(slots=True)
class Reader:
    """The value cells of one table, and whether it should be told that the table was not understood.

    ``other_things`` is whether the table holds no statistics at all, so that its figures measure nothing.
    """

    cells: list[ValueCell] = field(default_factory=list)
    needs_warning: bool = False
    other_things: bool = False


class _Axis:
    """The headers of one axis of a table: for each row (or column) its header cells, outermost first, read and as text."""

    def __init__(self, paths: dict[int, tuple[Header, ...]], texts: dict[int, tuple[str, ...]]) -> None:
        self.paths = paths
        self.texts = texts
        # Each different header once: what is asked of all of them does not depend on how often one stands there.
        self.every = tuple(dict.fromkeys(h for path in paths.values() for h in path))
        self.by_place = any(h.area or h.own for h in self.every)

    def inner(self, at: int) -> Header:
        """The innermost header that says anything."""
        path = self.paths.get(at, ())
        return next(
            (h for h in reversed(path) if h.words or h.area or h.own or h.total), path[-1] if path else Header("")
        )


def recognise(table: Table, setting: Setting) -> Reader | None:
    """The number cells of a statistics table; None for tables that hold hardly any numbers.

    Args:
        table: as a grid.
        setting: what holds for the article around it.
    """
    if not table.header_rows or not table.header_columns:
        return None
    if len(table.cells) > _MOST:
        return Reader(needs_warning=True)
    if _is_of_other_things(table):
        return Reader(other_things=True)
    body = [cell for cell in table.body() if cell.text.strip()]
    values = {cell.address: v for cell in body if (v := cell_value(cell.text, None)) and not _identifies(table, cell)}
    counted = [cell for cell in body if not _identifies(table, cell)]
    if len(values) < _FEWEST or len(values) < _NUMBERS * len([c for c in counted if not is_unit(c.text.strip())]):
        return None
    rows, columns = _row_axis(table, setting), _column_axis(table, setting)
    reader = Reader()
    for cell in body:
        if cell.address in values and (read := _value_cell(table, cell, rows, columns, setting)):
            reader.cells.append(read)
    if 2 * len(reader.cells) < len(values):
        return Reader(needs_warning=len(values) >= 2 * _FEWEST)
    return reader


def _is_of_other_things(table: Table) -> bool:
    lines = [table.caption or "", *table.before]
    heads = [cell.text for cell in table.cells if cell.row < table.header_rows and not table.spans(cell)]
    if any(says("other_tables", re.sub(r"\s", "", text)) for text in (*lines, *heads)):
        return True
    if not any(says("single_things", bare(head)) for head in heads):
        return False
    return not any(holds_places(labels, "") for labels in _label_columns(table))


def _label_columns(table: Table) -> list[list[str]]:
    """The labels of each column of row headers."""
    return [
        [c.text for c in table.cells if c.column == at and c.row >= table.header_rows]
        for at in range(table.header_columns)
    ]


def _identifies(table: Table, cell: Cell) -> bool:
    """Whether a cell stands in a column of numbering, dates or telephone numbers."""
    heads = table.column_headers(cell)
    return cell.columns == 1 and bool(heads) and says("identifiers", bare(heads[-1].text))


def _row_axis(table: Table, setting: Setting) -> _Axis:
    """The headers of each row."""
    place_columns = set()
    for at, labels in enumerate(_label_columns(table)):
        heads = [c.text for c in table.cells if c.row < table.header_rows and c.column == at and not table.spans(c)]
        if holds_places(labels, heads[-1] if heads else ""):
            place_columns.add(at)
    paths: dict[int, tuple[Header, ...]] = {}
    texts: dict[int, tuple[str, ...]] = {}
    over = sections_of(table)
    section: tuple[Header, ...] = ()
    for row in range(1, table.rows):
        if row in over:
            # What a section is about in general (一、登记情况) is left to its rows; a type, place or year holds for them.
            read = read_header(over[row].text, setting.base)
            section = (read,) if read.area or read.period or types_in(read.words) else ()
        if row < table.header_rows or row in over:
            continue
        cells = [table.at(row, column) for column in range(table.header_columns)]
        kept: dict[tuple[int, int, int], Cell] = {c.address: c for c in cells if c is not None and c.text.strip()}
        shown = [c for c in kept.values() if not _identifies(table, c)]
        texts[row] = tuple(c.text for c in shown)
        own = tuple(read_header(c.text, setting.base, is_place=c.column in place_columns) for c in shown)
        paths[row] = (*section, *own) if own else ()
    return _Axis(paths, texts)


def sections_of(table: Table) -> dict[int, Cell]:
    """The rows below the headers of the columns that hold one cell of words only: headings inside the table."""
    found: dict[int, Cell] = {}
    headed = False
    for row in range(table.rows):
        cells = [cell for cell in table.row(row) if cell.text.strip()]
        alone = headed and len(cells) == 1 and cells[0].row == row and cells[0].column == 0
        if alone and (table.spans(cells[0]) or row >= table.header_rows) and cell_value(cells[0].text, None) is None:
            found[row] = cells[0]
        headed = headed or len(cells) > 1
    return found


def with_own_caption(table: Table) -> Table:
    """The table with the caption that stands before it, where a heading inside it was taken for one."""
    if table.caption not in {cell.text for cell in sections_of(table).values()}:
        return table
    lines = [line for line in reversed(table.before) if named_unit(line) is None]
    return replace(table, caption=lines[0] if lines else None)


def _particulars(table: Table) -> dict[int, list[str]]:
    """The rows among the headers that hold particulars of the table (填报单位：…　单位：家), with their words."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row < table.header_rows and cell.text.strip():
            rows.setdefault(cell.row, []).append(cell.text)
    return {row: texts for row, texts in rows.items() if any(_PARTICULAR.search(text) for text in texts)}


def _column_axis(table: Table, setting: Setting) -> _Axis:
    """The headers of each column."""
    found: dict[int, list[Cell]] = {}
    left_out = _particulars(table)
    for column in range(table.header_columns, table.columns):
        kept: dict[tuple[int, int, int], Cell] = {}
        for row in range(table.header_rows):
            cell = table.at(row, column)
            if cell is not None and cell.text.strip() and not table.spans(cell) and cell.row not in left_out:
                kept[cell.address] = cell
        found[column] = list(kept.values())
    are_places = holds_places([cells[-1].text for cells in found.values() if cells], "")
    return _Axis(
        {c: tuple(read_header(h.text, setting.base, is_place=are_places) for h in cells) for c, cells in found.items()},
        {c: tuple(h.text for h in cells) for c, cells in found.items()},
    )


def _value_cell(table: Table, cell: Cell, rows: _Axis, columns: _Axis, setting: Setting) -> ValueCell | None:
    """A cell with what its headers say; None where its unit or its headers cannot be understood."""
    row_path, column_path = rows.paths.get(cell.row, ()), columns.paths.get(cell.column, ())
    if not row_path or not column_path:
        return None
    change = any(h.change for h in (*row_path, *column_path))
    words = _words(table, cell, rows, columns, change)
    unit, inferred = _unit(table, cell, words, columns.texts[cell.column], rows.texts[cell.row], change)
    value = cell_value(cell.text, unit)
    if value is None:
        return None
    if value.unit:
        unit, inferred = value.unit, False
    if unit is None:
        return None
    area, scope = _area(row_path, column_path, rows, columns, setting)
    period = _period(table, row_path, column_path, columns, change, setting)
    base = scale(unit)[1]
    sentence, at = _sentence(table, cell, words, value, unit, area if area != setting.area else None, scope, change)
    return ValueCell(
        row=cell.row,
        column=cell.column,
        start=cell.start + value.start,
        end=cell.start + value.end,
        page=cell.page,
        value=value.value,
        unit=base,
        unit_inferred=inferred,
        bound=value.bound,
        sentence=sentence,
        number_at=at,
        area=area,
        scope=scope,
        period=period,
        change=change,
        status=_status((*row_path, *column_path), setting),
        row_header=rows.inner(cell.row),
        column_header=columns.inner(cell.column),
    )


def _words(table: Table, cell: Cell, rows: _Axis, columns: _Axis, change: bool) -> str:
    """What is counted, by the headers: the organisation type first, then what is measured; of a growth what grows."""
    parts = [h.words for h in (*columns.paths[cell.column], *rows.paths[cell.row]) if h.words and not h.change]
    if change and not any(h.words and not h.change for h in rows.paths[cell.row]):
        parts = _grown(table, cell, columns) + parts
    parts = list(dict.fromkeys(parts))
    typed = [p for p in parts if _is_type(p)]
    return "".join([*typed, *(p for p in parts if p not in typed)])


def _is_type(words: str) -> bool:
    """Whether words are the name of an organisation type and nothing else."""
    found = types_in(words)
    return bool(found) and sum(end - start for start, end, _ in found) >= len(re.sub(r"[（）()]", "", words)) - 1


def _grown(table: Table, cell: Cell, columns: _Axis) -> list[str]:
    """What the column of a growth is about: the words of the nearest column on its left that is none itself."""
    for column in range(cell.column - 1, table.header_columns - 1, -1):
        path = columns.paths.get(column, ())
        if path and not any(h.change for h in path):
            return [h.words for h in path if h.words]
    return []


def _unit(
    table: Table, cell: Cell, words: str, columns: Sequence[str], rows: Sequence[str], change: bool
) -> tuple[str | None, bool]:
    """The unit that the table gives a cell, and whether it follows only from what is counted.

    A unit behind the column's name comes first (同比（%）), then a cell that holds nothing but a unit, then one behind the
    row's name, then what the table says of all.
    """
    alone = [plain for text in (*rows, *columns) if is_unit(plain := re.sub(r"\s", "", text))]
    behind = [unit for text in columns if (unit := _unit_behind(text))]
    own = next(iter([*behind[-1:], *alone, *(unit for text in rows if (unit := _unit_behind(text)))]), None)
    if own:
        return own, False
    if says("rates", words) or (change and _has_decimals(table, cell)):
        return "%", False
    inside = (unit for texts in _particulars(table).values() for text in texts if (unit := named_unit(text)))
    given = unit_of(table, cell) or next(inside, None) or _corner_unit(table)
    if given:
        return given, False
    if among := _among_several(table, words):
        return among, False
    if _PERSONS.search(words):
        return "人", True
    return ("个", True) if _COUNTED.search(words) else (None, False)


def _unit_behind(text: str) -> str | None:
    """The unit that a header names behind its words, in brackets or after a slash."""
    slashed = _SLASHED.search(text.strip())
    return named_unit(_TIMES.sub("人次", text)) or (slashed["unit"] if slashed and is_unit(slashed["unit"]) else None)


def _has_decimals(table: Table, cell: Cell) -> bool:
    """Whether a column of growth holds decimals, as rates do and differences of counts do not."""
    column = [c.text for c in table.cells if c.column == cell.column and c.row >= table.header_rows]
    return any(re.search(r"\d[.．]\d|[%％]", text) for text in column)


def _corner_unit(table: Table) -> str | None:
    corner = table.at(table.header_rows - 1, 0)
    return named_unit(corner.text) if corner is not None else None


def _among_several(table: Table, words: str) -> str | None:
    """The unit of a cell where the table names several at once (单位：个、人、万元): the one that fits what is counted."""
    for line in (*table.before, *(c.text for c in table.cells if c.row < table.header_rows)):
        found = _SEVERAL.search(line)
        units = [u for u in re.split(r"[、，,/／]", found["units"]) if is_unit(u)] if found else []
        if len(units) < 2:
            continue
        wanted = "money" if _MONEY.search(words) else "person" if _PERSONS.search(words) else "count"
        fitting = [u for u in units if wanted in unit_classes(scale(u)[1])]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _area(
    row_path: Sequence[Header], column_path: Sequence[Header], rows: _Axis, columns: _Axis, setting: Setting
) -> tuple[str | None, Scope | None]:
    for path, axis in ((row_path, rows), (column_path, columns)):
        for header in reversed(path):
            if header.area or header.own:
                return scope_of(header, axis.every, setting.area)
    whole = any(h.total for h in (*row_path, *column_path))
    return setting.area, "total" if whole and (rows.by_place or columns.by_place) else None


def _status(path: Sequence[Header], setting: Setting) -> Status | None:
    """Planned or actual by the headers; a year before the text's own is past, whatever the text plans."""
    stated = [h.status for h in path if h.status is not None]
    if stated:
        return "planned" if "planned" in stated else "actual"
    years = [int(h.period[:4]) for h in path if h.period]
    return "actual" if years and setting.base.year and max(years) < setting.base.year else None


def _period(
    table: Table,
    row_path: Sequence[Header],
    column_path: Sequence[Header],
    columns: _Axis,
    change: bool,
    setting: Setting,
) -> str | None:
    """The period that a note, a header or the caption names for a cell, None where none does."""
    if any(h.starred for h in (*row_path, *column_path)):
        noted = [line for line in table.after if re.search(r"[*＊※]", line)]
        if period := named_period(noted, setting.base):
            return period
    for path in (column_path, row_path):
        for header in reversed(path):
            if header.period:
                return header.period
    if change:
        # 2022年 | 2023年 | 同比: the growth is of the last year beside it.
        beside = {h.period for path in columns.paths.values() for h in path if h.period and not h.change}
        if len(beside) > 1:
            return max(beside)
    inside = [text for texts in _particulars(table).values() for text in texts]
    return named_period([table.caption or "", *inside, *reversed(table.before)], setting.base)


def _sentence(
    table: Table,
    cell: Cell,
    words: str,
    value: CellValue,
    unit: str,
    area: str | None,
    scope: Scope | None,
    change: bool,
) -> tuple[str, int]:
    """A cell as a sentence, and where its number stands in it."""
    place = area or ("市本级" if scope == "own" else "")
    if not words or _is_type(words):
        about = _TABLE_WORD.sub("", re.sub(r"\s", "", table.caption or ""))
        about = re.sub(r"^(?:附?[表件][\d一二三四五六七八九十]*[：:、.]?)", "", about)
        about = re.sub(r"^.*?(?:省|市|县|区|旗|州|盟)|(?:19|20)\d\d年?(?:度|底)?|[—-]", "", about)
        place = f"{about}，{place}" if about and not words.endswith(about) else place
    grown = "比上年增长" if change else ""
    if value.value is None:
        number = "**"
    else:
        written = value.value if value.unit else value.value / scale(unit)[0]
        number = f"{abs(written):.10g}" if change else f"{written:.10g}"
    lead = f"{place}{words}{grown}"
    return f"{lead}{number}{unit if value.value is None or not value.unit else value.unit}。", len(lead)
