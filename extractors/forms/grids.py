"""Fields in tables: labels beside, above or inside the cells of their entries; one label over several columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import pairwise

from corpora.tables import Cell, Table
from corpora.tables.headers import is_value
from corpora.tables.units import bare_unit, named_unit, unit_of
from extractors.forms.catalogue import Catalogue, FieldInfo, Meaning
from extractors.forms.entries import REWORDED, UNIT_UNSURE, Entry, resolve, suffix_of
from extractors.forms.labels import is_in_brackets, normal
from extractors.forms.running import Found, begins_with_label, scan
from extractors.forms.ticks import has_boxes
from extractors.forms.values import Value, amounts_in, named_choice, parse
from extractors.forms.wrapped import unwrapped

_LONGEST_SECTION = 40
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[)）]|附?表\d")
# What stands alone in a row of a sheet and names the table below.
_CALLS_TABLE = re.compile(
    r"(?:情况|信息|数据|指标|明细|概况|统计|表)(?:[（(][^（）()]*[）)])?$|[（(](?:单位[:：])?[^（）()]{0,3}元[）)]$"
)
_LONGEST_HEAD = 20
_SLASH = re.compile(r"[/／、]")
_PART = re.compile(r"[^/／、\s][^/／、]*")
_MOST_COMBINED = 4
# 理事（监事）人数 | 9（2）
_SHARED_LABEL = re.compile(r"(?P<first>[^()（）]{2,8})[(（](?P<other>[^()（）]{2,8})[)）](?P<tail>[^()（）]{0,6})")
_BRACKETED_PART = re.compile(r"[^()（）\s]+")
_SEVERAL = re.compile(r"[/／、(（]")
_BEHIND_NAME = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]\s*$")
_KIND_OF_POST = "专兼职"
_BEFORE_COLON = re.compile(r"[^:：]{2,12}(?=[:：])")
_YEAR_AND_NUMBER = re.compile(r"\s*(?P<head>[^:：\d]{2,8})[:：]\s*(?P<rest>\S.*)$")
_STARTS_AMOUNT = "0123456789-−¥￥("
_TYPED = 2  # fit of a text that only a field of this type has
_FEWEST_OF_PERSONS = 3
_PEOPLE = ("人", "名")
_COUNTED = {"次": "次数", "场": "次数", "人": "人数", "名": "人数", "个": "数", "家": "数"}
_TIMES = re.compile("次数|场次|[（(][次场][）)]")
_FEWEST_GAPS = 3  # rows
_SPECIFIC = ("count", "rate")  # types whose labels say enough to be read anywhere
_PLACED_BY_COLUMN = {"previous", "current", "unrestricted", "restricted", "cash", "in_kind"}


class GridReader:
    """Reads the fields of one table.

    Args:
        table: the grid.
        catalogue: the fields.
        headings: the headings in front of the table, nearest first.
        unit: of money where the table itself names none.
    """

    def __init__(self, table: Table, catalogue: Catalogue, headings: Sequence[str], unit: str | None) -> None:
        self._table = table = unwrapped(table, catalogue)
        self._catalogue = catalogue
        self._headings = [h for h in (table.caption, *reversed(table.before), *headings) if h]
        self._unit = unit
        self._kinds: dict[tuple[int, int], tuple[str, ...]] = {}
        self._taken: set[tuple[int, int, int]] = set()  # entries
        self._labels: set[tuple[int, int, int]] = set()  # labels of rows that are read
        self._entries: list[Entry] = []
        self.unread: list[float] = []  # amounts that are no entry, in 元

    def read(self) -> list[Entry]:
        """All entries, in order of their labels."""
        # Rows under heads first: there a cell 合计 is a head, and no label of what stands under it.
        way = self._other_way
        ways = (partial(self._read_from, way),) if way else (self._under_heads, self._read_label)
        for read in ways:
            for cell in self._cells:
                if cell.text and cell.address not in self._taken and self._meanings(cell):
                    read(cell, self._meanings(cell), self._contexts(cell))
        for cell in self._cells:
            if has_boxes(cell.text) and len(cell.text) <= _LONGEST_SECTION:
                self._enter_options(_BEHIND_NAME.sub("", cell.text), cell)
            if _SEVERAL.search(cell.text) and not self._meanings(cell) and len(cell.text) <= _LONGEST_SECTION:
                self._read_combined(cell)
        for cell in self._cells:
            if cell.text and cell.address not in self._taken and not self._meanings(cell):
                found = len(self._entries)
                self._scan(cell, [*self._contexts(cell), *self._begin_of_row(cell)], before=self._label_before(cell))
                if (
                    found == len(self._entries)
                    and cell.text[:1] in _STARTS_AMOUNT
                    and not self._is_beside_the_point(cell)
                ):
                    self.unread += amounts_in(cell.text, self._unit_for(self._table.row(cell.row)[0], cell))
        return self._entries

    @cached_property
    def _cells(self) -> list[Cell]:
        """The cells but those of lists of people, in which 专职 and 党员 are said of one person."""
        head: list[int] = []
        listed: set[int] = set()
        for row in range(self._table.rows):
            cells = [cell for cell in self._table.row(row) if cell.text]
            named = [cell.column for cell in cells if normal(cell.text) in self._catalogue.places.people]
            if len(named) >= _FEWEST_OF_PERSONS and any(a + 1 == b for a, b in pairwise(named)):
                head = named
            elif head and (len(cells) < 2 or any(self._is_label(c) and c.column not in head for c in cells[:2])):
                head = []
            elif head:
                listed.add(row)
        return [cell for cell in self._table.cells if cell.row not in listed]

    # -- what cells are ------------------------------------------------------------------------------------------------

    def _meanings(self, cell: Cell) -> tuple[Meaning, ...]:
        known = self._catalogue.meanings(cell.text)
        if known or not cell.text or cell.column or len(cell.text) > _LONGEST_HEAD:
            return known
        # 理事会 | 次 | 3: the unit beside it says what is counted.
        beside = self._table.right_of(cell)
        counted = _COUNTED.get(beside.text.strip()) if beside is not None else None
        return self._catalogue.meanings(cell.text.strip() + counted) if counted else ()

    def _is_label(self, cell: Cell | None) -> bool:
        return (
            cell is not None
            and bool(cell.text)
            and not self._is_beside_the_point(cell)
            and (bool(self._meanings(cell)) or self._kind(cell) is not None)
        )

    def _is_beside_the_point(self, cell: Cell) -> bool:
        """Whether a cell stands in a column of numbering, codes or units."""
        return "skip" in self._column_kinds(cell.row, cell.column) and self._kind(cell) != "skip"

    def _entry_of(self, label: Cell) -> Cell | None:
        """The cell on the right in which the entry of a label stands: behind codes, units and columns left empty."""
        cell = self._table.right_of(label)
        while cell is not None and (self._is_beside_the_point(cell) or self._is_gap(label, cell)):
            cell = self._table.right_of(cell)
        return cell

    def _is_gap(self, label: Cell, cell: Cell) -> bool:
        """Whether an empty cell only keeps labels and entries apart: it is empty beside every label of that column."""
        following = self._table.right_of(cell)
        if cell.text or following is None or not following.text or self._is_label(following):
            return False
        beside = [
            self._table.at(other.row, cell.column)
            for other in self._table.cells
            if other.column == label.column and other.text
        ]
        return not any(other is not None and other.text for other in beside) and len(beside) >= _FEWEST_GAPS

    def _kind(self, cell: Cell) -> str | None:
        kind = self._catalogue.column(cell.text)
        if (
            kind is None
            and len(cell.text) <= _LONGEST_HEAD
            and self._catalogue.places.changes.search(normal(cell.text))
        ):
            return "changed"
        return kind

    def _is_section(self, row: int) -> bool:
        """Whether a row holds one short text alone over all columns: it names what follows."""
        alone = self._alone(row)
        return alone is not None and alone.columns >= self._table.columns

    def _alone(self, row: int) -> Cell | None:
        """The only cell with text of a row, when it is short."""
        words = [cell for cell in self._table.row(row) if cell.text]
        return words[0] if len(words) == 1 and len(words[0].text) <= _LONGEST_SECTION else None

    def _column_kinds(self, row: int, column: int) -> tuple[str, ...]:
        """What the heads above a place say, outermost first; heads hold down to the next row that names a section."""
        place = (row, column)
        if place in self._kinds:
            return self._kinds[place]
        at = row - 1
        while (
            at >= 0
            and (at + 1, column) not in self._kinds
            and not self._is_head(at, column)
            and not self._is_section(at)
        ):
            at -= 1
        if (at + 1, column) in self._kinds:
            found = self._kinds[(at + 1, column)]
        elif at < 0 or not self._is_head(at, column):
            found = ()
        else:
            found = self._heads_upwards(at, column)
        for between in range(at + 1, row + 1):
            self._kinds[(between, column)] = found
        return found

    def _is_head(self, row: int, column: int) -> bool:
        cell = self._table.at(row, column)
        if cell is None or not cell.text or self._table.spans(cell):
            return False
        kind = self._kind(cell)
        return kind is not None and not (kind.isdigit() and self._is_year_of_form(cell))

    def _is_year_of_form(self, cell: Cell) -> bool:
        """Whether a year is the entry of a label (报告年度), so that it heads no column."""
        around = (self._table.left_of(cell), self._table.above(cell))
        return any(m.field.type == "year" for other in around if other is not None for m in self._meanings(other))

    def _heads_upwards(self, row: int, column: int) -> tuple[str, ...]:
        kinds: list[str] = []
        while row >= 0 and self._is_head(row, column):
            cell = self._table.at(row, column)
            if cell is not None and (kind := self._kind(cell)):
                kinds.insert(0, kind)
                row = cell.row
            row -= 1
        return tuple(kinds)

    @cached_property
    def _latest_year(self) -> str | None:
        kinds = (self._catalogue.column(cell.text) for cell in self._table.cells if len(cell.text) <= _LONGEST_HEAD)
        return max((kind for kind in kinds if kind and kind.isdigit()), default=None)

    @cached_property
    def _is_statement(self) -> bool:
        """Whether the table as a whole is one of the three financial statements."""
        names = self._catalogue.places.statement_names.values()
        return any(pattern.search(h) for h in self._headings[:4] for pattern in names)

    # -- what stands around a cell -------------------------------------------------------------------------------------

    def _contexts(self, cell: Cell) -> list[str]:
        """Labels and headings around a cell, nearest first."""
        around = [
            *self._left_of(cell),
            *self._above(cell),
            *self._stub(cell),
            *self._section(cell.row),
            *self._headings,
        ]
        return [*around, *self._siblings(cell), *self._last_above(cell)]

    def _siblings(self, cell: Cell) -> Iterator[str]:
        """The sections of the fields that labels in the same row name: 总数 beside 专职 and 兼职 is that of the staff."""
        sections = [
            meaning.field.section
            for other in self._table.row(cell.row)
            if other.text and other is not cell
            for meaning in self._meanings(other)
            if meaning.under is None
        ]
        yield from dict.fromkeys(sections)

    def _left_of(self, cell: Cell) -> Iterator[str]:
        """The nearest label on the left, and merged cells that group this row with others."""
        nearest = False
        column = cell.column - 1
        while column >= 0:
            left = self._table.at(cell.row, column)
            if left is None:
                column -= 1
                continue
            if left.text and (left.rows > cell.rows or (not nearest and self._meanings(left))):
                nearest = nearest or bool(self._meanings(left))
                yield left.text
            column = left.column - 1
        yield from self._opening(cell)
        yield from self._whole_of(cell)

    def _opening(self, cell: Cell) -> Iterator[str]:
        """The first cell of the row where it only names what the row is about: another label follows it."""
        first = self._table.at(cell.row, 0)
        if first is not None and first.text and first.column + first.columns <= cell.column:
            follower = self._table.right_of(first)
            if follower is not None and follower.text and self._meanings(follower):
                yield first.text

    def _whole_of(self, cell: Cell) -> Iterator[str]:
        """The label of which a row marked 其中, or one behind such a row, is a part: the nearest whole one above."""
        marked = "其中" in cell.text[:4]
        if not marked and any(meaning.under is None for meaning in self._meanings(cell)):
            return
        row = cell.row - 1
        while row >= 0:
            above = self._table.at(row, cell.column)
            if above is None or (not above.text and not marked):
                return
            if above.text and "其中" not in above.text[:4]:
                if marked:
                    yield above.text
                return
            marked = marked or "其中" in above.text[:4]
            row = above.row - 1

    def _last_above(self, cell: Cell) -> Iterator[str]:
        """The last label of the row above, of which a part may begin the next row: 离退休人员兼任 | 2 // 其中：地厅级以上 | 1."""
        if "其中" in cell.text[:4] and cell.row:
            yield from [other.text for other in self._table.row(cell.row - 1) if self._is_label(other)][-1:]

    def _above(self, cell: Cell) -> Iterator[str]:
        """Heads that span this column and others; not those that span the table."""
        row = cell.row - 1
        while row >= 0:
            above = self._table.at(row, cell.column)
            if above is None or self._table.spans(above):
                return
            if above.text and above.columns > cell.columns:
                yield above.text
            elif above.text and not self._is_label(above):
                return
            row = above.row - 1

    def _stub(self, cell: Cell) -> Iterator[str]:
        """The head of the column in which a label stands, such as 接受捐赠情况."""
        for row in range(cell.row - 1, -1, -1):
            if self._is_section(row):
                return
            top = self._table.at(row, cell.column)
            if top is not None and any(self._is_head(row, at) for at in range(cell.column + 1, self._table.columns)):
                if top.text and not self._table.spans(top):
                    yield top.text
                return

    def _section(self, row: int) -> Iterator[str]:
        """The row above that names a section: over all columns, or (in sheets) numbered as headings are."""
        for at in range(row - 1, -1, -1):
            alone = self._alone(at)
            if alone is None:
                continue
            exact = any(not meaning.reworded for meaning in self._meanings(alone))
            numbered = (
                alone.column == 0 and not exact and (_NUMBERED.match(alone.text) or _CALLS_TABLE.search(alone.text))
            )
            if numbered or alone.columns >= self._table.columns:
                yield alone.text
                return

    def _unit_for(self, label: Cell, entry: Cell) -> str | None:
        """The unit of money: in the label, the column's head, a line of the table above, or around the table."""
        if unit := named_unit(label.text) or self._unit_in_row(label):
            return unit
        for row in range(entry.row - 1, -1, -1):
            above = self._table.at(row, entry.column)
            if (
                above is not None
                and above.text
                and len(above.text) <= _LONGEST_SECTION
                and (unit := named_unit(above.text))
            ):
                return unit
            for cell in self._table.row(row):
                if "单位" in cell.text and (unit := named_unit(cell.text)):
                    return unit
        around = (named_unit(normal(text)) for text in (*self._left_of(label), *self._section(label.row)))
        return unit_of(self._table, entry) or next((unit for unit in around if unit), None) or self._unit

    def _unit_in_row(self, label: Cell) -> str | None:
        """The unit that stands in a cell of its own beside a label, under a head 计量单位 or behind the entry."""
        for cell in self._table.row(label.row):
            if cell.column > label.column and (self._meanings(cell) and not self._is_beside_the_point(cell)):
                return None
            if cell.column > label.column and (unit := bare_unit(cell.text)):
                return unit
        return None

    # -- labels and their entries --------------------------------------------------------------------------------------

    def _read_label(self, cell: Cell, meanings: Sequence[Meaning], contexts: Sequence[str]) -> None:
        if cell.address in self._labels:
            return
        resolved = resolve(meanings, contexts)
        if resolved is None:
            self._compose(cell, meanings, contexts)
            return
        meaning = resolved[0]
        if self._is_elsewhere(meaning, cell):
            return
        right, below = self._entry_of(cell), self._table.below(cell)
        if meaning.field.also is not None and right is not None:
            self._enter_choice(self._catalogue.fields[meaning.field.also], cell, right)
        beside = self._fit(meaning, cell, right)
        under = self._fit(meaning, cell, below, vertical=True)
        if under > 0 and (under > beside or (under == beside and self._is_header_row(cell.row))):
            if not self._compose(cell, meanings, contexts) and below is not None and self._is_single(meaning, below):
                self._enter(meaning, cell, below, (), 0.9)
        elif beside > 0 and right is not None:
            self._enter(meaning, cell, right, (), 0.96)

    @cached_property
    def _other_way(self) -> Callable[[Cell], Cell | None] | None:
        """Where entries stand when not behind or below their labels: above or in front of them, if more suit there."""
        table = self._table
        ways = (table.above, table.left_of, table.below, table.right_of)
        votes = [0] * len(ways)
        for cell in table.cells:
            meanings = [m for m in self._meanings(cell) if m.field.type not in ("text", "person")] if cell.text else []
            for at, way in enumerate(ways if meanings else ()):
                votes[at] += self._suits(meanings[0], cell, way(cell))
        above, before, under, beside = votes
        if above and self._are_bracketed():
            return table.above if above >= beside else None
        others = max(under, beside)
        if above > others or (0 < above == others and self._ends_with_labels()):
            return table.above
        return table.left_of if before > max(others, above) else None

    def _are_bracketed(self) -> bool:
        """Whether most labels stand in brackets as a whole, as they do under what they name."""
        labels = [cell.text for cell in self._table.cells if cell.text and self._meanings(cell)]
        return 2 * sum(is_in_brackets(text.strip()) for text in labels) > len(labels)

    def _ends_with_labels(self) -> bool:
        """Whether the first row holds no label and the last one nothing else."""
        rows = [[cell for cell in self._table.row(row) if cell.text] for row in range(self._table.rows)]
        filled = [row for row in rows if row]
        return not any(map(self._is_label, filled[0])) and all(map(self._is_label, filled[-1]))

    def _suits(self, meaning: Meaning, label: Cell, cell: Cell | None) -> bool:
        return cell is not None and bool(cell.text) and self._fit(meaning, label, cell) == _TYPED

    def _read_from(
        self, way: Callable[[Cell], Cell | None], cell: Cell, meanings: Sequence[Meaning], contexts: Sequence[str]
    ) -> None:
        """Read the entry that stands some other way from its label."""
        resolved, entry = resolve(meanings, contexts), way(cell)
        if resolved is None or entry is None or self._is_elsewhere(resolved[0], cell):
            return
        if self._fit(resolved[0], cell, entry) > 0:
            self._enter(resolved[0], cell, entry, (), 0.9)

    def _is_elsewhere(self, meaning: Meaning, cell: Cell) -> bool:
        """Whether the labels here are about something else: a branch, a project, what was changed."""
        places = self._catalogue.places
        if meaning.field.section in places.read_there or meaning.field.type in _SPECIFIC:
            return False
        around = [*self._section(cell.row), *self._headings[:1]]
        return any(places.elsewhere.search(normal(c)) for c in around[:1])

    def _read_combined(self, cell: Cell) -> None:
        """Read labels that share a cell, as their entries do: 单位会员（个）/个人会员（人） | 9个 / 34人."""
        labels = [part for part in _SLASH.split(cell.text) if part.strip()]
        entry = self._entry_of(cell)
        if shared := _SHARED_LABEL.fullmatch(cell.text.strip()):
            labels = [shared["first"] + shared["tail"], shared["other"] + shared["tail"]]
        if not 2 <= len(labels) <= _MOST_COMBINED or entry is None or entry.address in self._taken:
            return
        resolved = [resolve(self._catalogue.meanings(label), self._contexts(cell)) for label in labels]
        parts = list((_BRACKETED_PART if shared else _PART).finditer(entry.text))
        if len(parts) != len(labels) or any(one is None for one in resolved):
            return
        values = [parse(one[0].field, part[0].strip()) for one, part in zip(resolved, parts, strict=True) if one]
        if not all(value.fit for value in values):
            return
        self._taken.add(entry.address)
        for one, part, label, value in zip(resolved, parts, labels, values, strict=True):
            if one is not None:
                start, written = entry.start + part.start(), part[0].rstrip()
                self._entries.append(
                    Entry(one[0].field, suffix_of(one[0], (), None) or "", label, value, written, one[0].field.unit, entry.page,
                          entry.address, start, start + len(written), _confidence(0.9, value, one[0]))
                )  # fmt: skip

    def _fit(
        self, meaning: Meaning, label: Cell, cell: Cell | None, *, vertical: bool = False, also_taken: bool = False
    ) -> int:
        """How well a cell suits as the entry of a label: -1 for another label, 0 for the wrong type, 1 or 2."""
        if cell is None or (vertical and (cell.column, cell.columns) != (label.column, label.columns)):
            return -1
        if meaning.field.unit in _PEOPLE and self._counts_times(cell):
            return 0
        if (cell.address in self._taken and not also_taken) or (
            cell.text and self._is_label(cell) and not self._is_word_of(meaning, cell)
        ):
            return -1
        return parse(meaning.field, cell.text, named_unit(label.text)).fit

    def _counts_times(self, cell: Cell) -> bool:
        """Whether the head over a cell says that it counts how often something was done: 监事会 under 召开次数."""
        row = cell.row - 1
        while row >= 0 and (above := self._table.at(row, cell.column)) is not None:
            if above.text and not is_value(above.text):
                beside = self._table.right_of(above)
                is_head = beside is None or not is_value(beside.text)
                return is_head and len(above.text) <= _LONGEST_HEAD and _TIMES.search(above.text) is not None
            row = above.row - 1
        return False

    def _is_word_of(self, meaning: Meaning, cell: Cell) -> bool:
        """Whether a cell that looks like a label is one of the words to be chosen (法人, 专职)."""
        if meaning.field.type == "year":
            return self._catalogue.column(cell.text) not in _PLACED_BY_COLUMN
        if meaning.field.type == "choice" and (words := self._meanings(cell)) and words[0].reworded:
            return parse(meaning.field, cell.text).fit == _TYPED
        return cell.text.strip() in (*meaning.field.choices, *meaning.field.words)

    def _is_header_row(self, row: int) -> bool:
        """Whether the labels of a row stand over their entries: more of them are followed by labels than by entries."""
        votes = 0
        for cell in self._table.row(row):
            meanings = self._meanings(cell)
            left = self._table.at(row, cell.column - 1) if cell.column else None
            if not meanings or (left is not None and any(self._is_word_of(m, cell) for m in self._meanings(left))):
                continue
            right, below = self._table.right_of(cell), self._table.below(cell)
            beside = -1 if right is None else self._fit(meanings[0], cell, right, also_taken=True)
            under = self._fit(meanings[0], cell, below, vertical=True)
            votes += (beside < 1 <= under) - (under < 1 <= beside)
        return votes > 0

    def _is_single(self, meaning: Meaning, below: Cell) -> bool:
        """Whether an entry under a label stands alone, so that it is no list."""
        following = self._table.below(below)
        if following is None or not following.text or self._is_label(following) or self._is_section(following.row):
            return True
        if self._is_label(self._table.left_of(following)) and not any(map(self._is_label, self._table.row(below.row))):
            return True
        typed = parse(meaning.field, below.text).fit == _TYPED
        is_column = (following.column, following.columns) == (below.column, below.columns)
        return typed and not (is_column and parse(meaning.field, following.text).fit == _TYPED)

    def _under_heads(self, cell: Cell, meanings: Sequence[Meaning], contexts: Sequence[str]) -> None:
        """Read a row whose columns have heads of years or kinds, above them or in the row itself (年初数 | 5 | 年末数 | 6)."""
        entries: list[tuple[Cell, tuple[str, ...]]] = []
        own: tuple[str, ...] = ()
        at = self._table.right_of(cell)
        while at is not None and not (at.text and self._is_label(at) and self._kind(at) is None):
            kind = self._kind(at) if at.text else None
            if kind is not None:
                own = (kind,)
            else:
                entries.append((at, own or self._column_kinds(at.row, at.column)))
            at = self._table.right_of(at)
        if any("changed" in kinds for _, kinds in entries[:1]):
            self._labels.add(cell.address)
        resolved = resolve(meanings, contexts)
        if resolved is None or not any(self._says_place(kinds) for _, kinds in entries):
            return
        if self._is_elsewhere(resolved[0], cell):
            return
        self._labels.add(cell.address)
        for entry, kinds in entries:
            if kinds and self._parses(resolved[0], entry):
                self._enter(resolved[0], cell, entry, kinds, 0.97)

    @staticmethod
    def _says_place(kinds: Sequence[str]) -> bool:
        return any(kind in _PLACED_BY_COLUMN or kind.isdigit() for kind in kinds)

    def _parses(self, meaning: Meaning, cell: Cell) -> bool:
        return cell.address not in self._taken and parse(meaning.field, cell.text).fit > 0

    def _compose(self, head: Cell, meanings: Sequence[Meaning], contexts: Sequence[str]) -> bool:
        """Read the column under a head where each row has a label of its own: 专职 over the row 工作人员."""
        found = False
        cell = self._table.below(head)
        while (
            cell is not None
            and not self._table.spans(cell)
            and (cell.column, cell.columns) == (head.column, head.columns)
        ):
            if cell.text and self._is_label(cell):
                break
            row_labels = [
                left
                for left in self._table.row(cell.row)
                if left.column < cell.column and left.text and not self._numeric(left)
            ]
            if row_labels and self._stands_alone(row_labels[-1], head):
                break
            for label in reversed(row_labels):
                kind = self._catalogue.column(label.text)
                resolved = resolve(meanings, [label.text])
                if resolved is not None and resolved[1]:
                    found |= self._enter(resolved[0], head, cell, (), 0.9)
                    break
                if kind is not None and (kind.isdigit() or kind in ("previous", "current")):
                    plain = resolve(meanings, contexts)
                    if plain is not None:
                        found |= self._enter(plain[0], head, cell, (kind,), 0.9)
                    break
            cell = self._table.below(cell)
        return found

    def _stands_alone(self, label: Cell, head: Cell) -> bool:
        """Whether the row of a label has a field of its own, so that the head above has nothing to do with it."""
        if label.row <= head.row or not any(m.under is None for m in self._meanings(label)):
            return False
        stub = self._table.at(head.row, label.column)
        return stub is not None and any(m.under is None and not m.reworded for m in self._meanings(stub))

    @staticmethod
    def _numeric(cell: Cell) -> bool:
        return cell.text[:1].isdigit()

    def _enter(self, meaning: Meaning, label: Cell, cell: Cell, kinds: Sequence[str], confidence: float) -> bool:
        """Note an entry; what its type does not explain is looked through for further fields."""
        suffix = suffix_of(meaning, kinds, self._latest_year)
        if suffix is None or cell.address in self._taken:
            return False
        unit = self._unit_for(label, cell) if meaning.field.type == "money" else None
        value = parse(meaning.field, cell.text, unit)
        if not value.fit or (meaning.reworded and not _is_choice(meaning, value)):
            return False
        self._taken.add(cell.address)
        written = cell.text[: len(cell.text) - len(value.rest)].strip() if value.rest else cell.text
        self._entries.append(
            Entry(
                field=meaning.field,
                suffix=suffix,
                label=label.text,
                value=value,
                written=written,
                unit=unit or meaning.field.unit,
                page=cell.page,
                address=cell.address,
                start=cell.start,
                end=cell.end,
                confidence=_confidence(confidence, value, meaning),
                in_statement=meaning.field.statement is not None and (self._is_statement or self._says_place(kinds)),
            )
        )
        if value.rest:
            before = label.text if len(label.text) <= _LONGEST_HEAD else ""
            self._scan(cell, [label.text, *self._contexts(label)], own=meaning.field.id, before=before)
        elif meaning.field.type == "person":
            self._enter_options(label.text, cell)
        return True

    def _enter_choice(self, field: FieldInfo, label: Cell, cell: Cell) -> None:
        """Note a choice that the entry of another field names: 党组织 | 已建立联合党支部."""
        named = named_choice(field, cell.text)
        if named is None or any(not m.reworded for m in self._meanings(cell)):
            return
        start = cell.start + cell.text.index(named)
        value = parse(field, named)
        self._entries.append(
            Entry(field, "", label.text, value, named, None, cell.page, cell.address, start, start + len(named), 0.88)
        )

    def _enter_options(self, label: str, cell: Cell) -> None:
        """Note what a cell says in brackets behind a name or a label: 黎婉仪（□专职 ☑兼职）, 秘书长（√专职 □兼职）."""
        bracket = _BEHIND_NAME.search(cell.text)
        if bracket is None:
            return
        for field in self._catalogue.fields.values():
            meanings = self._catalogue.meanings(label.strip() + _KIND_OF_POST) if field.type == "choice" else ()
            if not any(m.field is field for m in meanings):
                continue
            value = parse(field, bracket[1])
            if value.value in field.choices:
                start = cell.start + bracket.start(1)
                self._entries.append(
                    Entry(field, "", label, value, bracket[1], None, cell.page, cell.address, start, start + len(bracket[1]), 0.93)
                )  # fmt: skip

    def _label_before(self, cell: Cell) -> str:
        """The short text in the cell on the left, with which a text may begin: 理事会 | 本年度召开（3）次."""
        left = self._table.at(cell.row, cell.column - 1) if cell.column else None
        return left.text if left is not None and len(left.text) <= _LONGEST_HEAD else ""

    def _begin_of_row(self, cell: Cell) -> Iterator[str]:
        """What the first cell of a row says in front of its own entry: 党员年龄：35岁以下 12名 | 36—50岁 14名."""
        first = self._table.at(cell.row, 0)
        if first is not None and (head := _BEFORE_COLON.match(first.text)):
            yield head[0]

    def _year_of_left(self, cell: Cell, unit: str | None) -> Found | None:
        """A number that only says its year, behind the cell that names its field: 货币资金：5.00 | 年初：4.00."""
        left = self._table.at(cell.row, cell.column - 1) if cell.column else None
        own = _YEAR_AND_NUMBER.match(cell.text)
        if left is None or own is None or self._catalogue.column(own["head"]) != "previous":
            return None
        known = [entry for entry in self._entries if entry.address == left.address and not entry.suffix]
        if len({entry.field.id for entry in known}) != 1:
            return None
        meaning = Meaning(known[0].field, previous=True)
        value = parse(meaning.field, own["rest"], unit)
        start = own.start("rest")
        label = f"{known[0].label}{own['head']}"
        return Found(meaning, label, value, own["rest"], start, len(cell.text), 0.92) if value.fit == _TYPED else None

    def _scan(self, cell: Cell, contexts: Sequence[str], own: str | None = None, before: str = "") -> None:
        """Look for fields inside a cell."""
        unit = unit_of(self._table, cell) or self._unit
        loose = begins_with_label(cell.text, self._catalogue)
        found_here = list(scan(cell.text, contexts, self._catalogue, unit, loose=loose, before=before))
        if not found_here and (year := self._year_of_left(cell, unit)) is not None:
            found_here = [year]
        for found in found_here:
            suffix = suffix_of(found.meaning, (), None)
            if suffix is None or found.meaning.field.id == own:
                continue
            field = found.meaning.field
            self._entries.append(
                Entry(
                    field=field,
                    suffix=suffix,
                    label=found.label,
                    value=found.value,
                    written=found.written,
                    unit=(unit if field.type == "money" else None) or field.unit,
                    page=cell.page,
                    address=cell.address,
                    start=cell.start + found.start,
                    end=cell.start + found.end,
                    confidence=_confidence(found.strength, found.value, found.meaning),
                    in_sentence=found.in_sentence,
                )
            )


def _is_choice(meaning: Meaning, value: Value) -> bool:
    """Whether a chosen word is one of the field's; a label in other words must not ask for something else."""
    field = meaning.field
    return field.type != "choice" or value.value is None or not field.choices or value.value in field.choices


def _confidence(base: float, value: Value, meaning: Meaning) -> float:
    """Lower where the text suits any type, where the unit had to be taken as 元, and for labels in other words."""
    sure = base * (0.97 if value.fit == 1 else 1.0) * (UNIT_UNSURE if "unit_missing" in value.flags else 1.0)
    return sure * (REWORDED if meaning.reworded else 1.0)
