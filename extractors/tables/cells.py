"""Which cells of a table hold numbers that measure something, and what its headers say of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpora.tables import Cell, Table
from extractors.observations.place import Scope
from extractors.observations.setting import Setting
from extractors.observations.subject import types_in
from extractors.records import Bound, Status
from extractors.tables.axes import Heads, identifies, label_columns, read_heads
from extractors.tables.headers import Header, holds_places, scope_of
from extractors.tables.periods import named_period
from extractors.tables.units import counts_money, is_of_organisations, unit_for
from extractors.tables.values import CellValue, cell_value, is_unit, scale
from extractors.tables.wording import bare, says

# In cells: smaller tables say too little, larger ones are data files.
_FEWEST = 2
_MOST = 10_000
# The share of the cells of a table's body that must hold numbers.
_NUMBERS = 0.5
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
        place, lead, figure: the cell as a sentence: where (empty for the table's own area), what is counted, the number.
        area, scope, period: by the headers and the caption; scope and period None where they name none.
        change: whether it is a growth or a difference.
        status: planned or actual where a header says so, or its year has passed.
        org_type: the one type of organisation that headers name by itself, None where none or several do.
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
    place: str
    lead: str
    figure: str
    area: str | None
    scope: Scope | None
    period: str | None
    change: bool
    status: Status | None
    org_type: str | None
    row_header: Header
    column_header: Header


@dataclass(slots=True)
class Reader:
    """The value cells of one table, and whether it should be told that the table was not understood.

    ``other_things`` is whether the table holds no statistics at all, so that its figures measure nothing, ``left_out``
    whether it has columns of numbers none of which was understood.
    """

    cells: list[ValueCell] = field(default_factory=list)
    needs_warning: bool = False
    other_things: bool = False
    left_out: bool = False


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
    values = {cell.address: v for cell in body if (v := cell_value(cell.text, None)) and not identifies(table, cell)}
    counted = [cell for cell in body if not identifies(table, cell)]
    if len(values) < _FEWEST or len(values) < _NUMBERS * len([c for c in counted if not is_unit(c.text.strip())]):
        return None
    heads = read_heads(table, setting)
    reader = Reader()
    for cell in body:
        if cell.address in values and (read := _value_cell(heads, cell)):
            reader.cells.append(read)
    if 2 * len(reader.cells) < len(values):
        return Reader(needs_warning=len(values) >= 2 * _FEWEST)
    counts = Counter(column for _, _, column in values)
    read_columns = {cell.column for cell in reader.cells}
    reader.left_out = any(count >= _FEWEST and column not in read_columns for column, count in counts.items())
    return reader


def _is_of_other_things(table: Table) -> bool:
    lines = [table.caption or "", *table.before]
    heads = [cell.text for cell in table.cells if cell.row < table.header_rows and not table.spans(cell)]
    if any(says("other_tables", re.sub(r"\s", "", text)) for text in (*lines, *heads)):
        return True
    scores = any(says("scores", re.sub(r"\s", "", text)) for text in (*lines, *heads))
    if scores and not any(counts_money(head) for head in heads):
        return True
    if not any(says("single_things", bare(head)) for head in heads):
        return False
    return not any(holds_places(labels, "") for labels in label_columns(table))


def _value_cell(heads: Heads, cell: Cell) -> ValueCell | None:
    """A cell with what its headers say; None where its unit or its headers cannot be understood."""
    rows, columns, setting = heads.rows, heads.columns, heads.setting
    path = (*columns.paths.get(cell.column, ()), *rows.paths.get(cell.row, ()))
    if not columns.paths.get(cell.column) or not rows.paths.get(cell.row):
        return None
    change = any(h.change for h in path)
    words = _words(heads, cell, change)
    unit, inferred = unit_for(heads, cell, words, change)
    value = cell_value(cell.text, unit)
    if value is None:
        return None
    if value.unit:
        unit, inferred = value.unit, False
    if unit is None:
        return None
    area, scope = _area(heads, cell)
    place = area if area and area != setting.area else "本级" if scope == "own" else ""
    return ValueCell(
        row=cell.row,
        column=cell.column,
        start=cell.start + value.start,
        end=cell.start + value.end,
        page=cell.page,
        value=value.value,
        unit=scale(unit)[1],
        unit_inferred=inferred,
        bound=value.bound,
        place=place,
        lead=_lead(heads, words, change),
        figure=_figure(value, "家" if inferred and unit == "个" and is_of_organisations(words) else unit, change),
        area=area,
        scope=scope,
        period=_period(heads, cell, change),
        change=change,
        status=_status(path, setting),
        org_type=_only_type(path),
        row_header=rows.inner(cell.row),
        column_header=columns.inner(cell.column),
    )


def _words(heads: Heads, cell: Cell, change: bool) -> str:
    """What is counted, by the headers: the organisation type first, then what is measured; of a growth what grows."""
    rows, columns = heads.rows.paths[cell.row], heads.columns.paths[cell.column]
    parts = [h.words for h in (*columns, *rows) if h.words and not h.change]
    if change and not any(h.words and not h.change for h in rows):
        parts = _grown(heads, cell) + parts
    if columns and columns[-1].part and _PERSONS_OF.fullmatch(columns[-1].words):
        parts = [p + _whole_persons(heads, cell) if p == columns[-1].words else p for p in parts]
    parts = list(dict.fromkeys(parts))
    typed = [p for p in parts if _is_type(p)]
    return "".join([*typed, *(p for p in parts if p not in typed)])


# 从业人员 | 其中：女性
_PERSONS_OF = re.compile("女性?|男性?|专职|兼职|退休|在职|全职|持证")


def _whole_persons(heads: Heads, cell: Cell) -> str:
    """The persons that the column of a part (其中：女性) takes apart: the innermost words of the nearest column on its left that is no part."""
    path = _on_the_left(heads, cell, lambda path: not path[-1].part)
    return path[-1].words if path else ""


def _only_type(path: Sequence[Header]) -> str | None:
    """The type that headers name by itself; 社会组织 is all of them, so that it gives way to one below it."""
    named = {kind for h in path if _is_type(h.words) for _, _, kind in types_in(h.words)} - {"社会组织"}
    return named.pop() if len(named) == 1 else None


def _is_type(words: str) -> bool:
    """Whether words are the name of an organisation type and nothing else."""
    found = types_in(words)
    return bool(found) and sum(end - start for start, end, _ in found) >= len(re.sub(r"[（）()]", "", words)) - 1


def _grown(heads: Heads, cell: Cell) -> list[str]:
    """What the column of a growth is about: the words of the nearest column on its left that is none itself; of what comes
    and goes (较上季增减) those of the nearest column that counts what there is, where there is one."""
    head = "".join(heads.columns.texts[cell.column][-1:])
    stocks = [at for at in range(heads.table.header_columns, cell.column) if _counts_what_there_is(heads, at)]
    if _COME_AND_GONE.search(head) and stocks:
        there = [h.words for h in heads.columns.paths[stocks[-1]] if types_in(h.words)]
        return there or ([f"{heads.captioned}总数"] if heads.captioned else [])
    path = _on_the_left(heads, cell, lambda path: not any(h.change for h in path))
    return [h.words for h in path if h.words]


_COME_AND_GONE = re.compile("增减|净增|净减")
_WHAT_THERE_IS = re.compile("总[数量]|[年季月期]末|现有|实有|存量|合计")


def _counts_what_there_is(heads: Heads, column: int) -> bool:
    texts = heads.columns.texts.get(column, ())
    return bool(texts) and _WHAT_THERE_IS.search(texts[-1]) is not None and not _COME_AND_GONE.search(texts[-1])


def _on_the_left(heads: Heads, cell: Cell, fits: Callable[[Sequence[Header]], bool]) -> Sequence[Header]:
    """The headers of the nearest column on the left whose headers fit, nothing where none does."""
    paths = (heads.columns.paths.get(at) for at in range(cell.column - 1, heads.table.header_columns - 1, -1))
    return next((path for path in paths if path and fits(path)), ())


def _area(heads: Heads, cell: Cell) -> tuple[str | None, Scope | None]:
    rows, columns, setting = heads.rows, heads.columns, heads.setting
    for path, axis in ((rows.paths[cell.row], rows), (columns.paths[cell.column], columns)):
        for header in reversed(path):
            if header.area or header.own:
                return scope_of(header, axis.every, setting.area)
    whole = any(h.total for h in (*rows.paths[cell.row], *columns.paths[cell.column]))
    return setting.area, "total" if whole and (rows.by_place or columns.by_place) else None


def _status(path: Sequence[Header], setting: Setting) -> Status | None:
    """Planned or actual by the headers; a year before the text's own is past, whatever the text plans."""
    stated = [h.status for h in path if h.status is not None]
    if stated:
        return "planned" if "planned" in stated else "actual"
    years = [int(h.period[:4]) for h in path if h.period]
    return "actual" if years and setting.base.year and max(years) < setting.base.year else None


def _period(heads: Heads, cell: Cell, change: bool) -> str | None:
    """The period that a note, a header or the caption names for a cell, None where none does."""
    table, base = heads.table, heads.setting.base
    path = (*heads.rows.paths[cell.row], *heads.columns.paths[cell.column])
    stated = [h.period for h in path if h.period]
    if any(h.starred for h in path):
        noted = [line for line in table.after if re.search(r"[*＊※]", line)]
        if period := named_period(noted, base):
            # *为本年累计数 says of a column 上年同期 the same of the year before.
            return re.sub(r"\d{4}", stated[-1][:4], period) if stated and "/" not in period else period
    if stated:
        return stated[-1]
    if change:
        # 2022年 | 2023年 | 同比: the growth is of the last year beside it.
        beside = {h.period for h in heads.columns.every if h.period and not h.change}
        if len(beside) > 1:
            return max(beside)
    return named_period([table.caption or "", *heads.particulars, *reversed(table.before)], base)


_NUMBER_OF = re.compile("(.+?)数量?")
_TOTAL = re.compile("总|合计|总计|总数|总量|小计|共计")


def _lead(heads: Heads, words: str, change: bool) -> str:
    """What is said before a number: what is counted, with the caption where the headers name only a type or nothing."""
    about = ""
    if not words or _is_type(words) or _TOTAL.fullmatch(words):
        about = _TABLE_WORD.sub("", re.sub(r"\s", "", heads.table.caption or ""))
        about = re.sub(r"^(?:附?[表件][\d一二三四五六七八九十]*[：:、.]?)", "", about)
        about = re.sub(r"^.*?(?:省|市|县|区|旗|州|盟)|(?:19|20)\d\d年?(?:度|底)?|[—-]", "", about)
        if not words and (named := _NUMBER_OF.fullmatch(about)) and _is_type(named[1]):
            return f"{named[1]}总数"
        about = f"{about}，" if about and not words.endswith(about) else ""
    return f"{about}{words}{'比上年增长' if change else ''}"


def _figure(value: CellValue, unit: str, change: bool) -> str:
    """A number with its unit as a sentence has it."""
    if value.value is None:
        return f"**{unit}"
    written = value.value if value.unit else value.value / scale(unit)[0]
    digits = f"{abs(written) if change else written:.6f}".rstrip("0").rstrip(".")
    return f"{digits}{value.unit or unit}"
