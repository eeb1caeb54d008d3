"""Tables → observations: each cell is spoken as a sentence of its headers and read as a number of prose is.

So one catalogue and one choice of indicators serve both. What the headers say outright (place, level, period, growth,
part of a total) stands; nothing is guessed: a table of numbers whose units or headers cannot be understood gives the
warning ``table_not_read`` and no observation.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpora import clock
from corpora.document import Document
from corpora.structure.model import Section, Structure
from corpora.tables import Cell, Table, tables_of
from corpora.tables.lines import line_tables
from corpora.tables.told_heads import told_tables
from extractors.audit.findings import ordered
from extractors.observations import Catalogue, observe
from extractors.observations.setting import Setting, setting_of
from extractors.observations.subject import types_in
from extractors.records import Finding, Observation, Reason
from extractors.tables.axes import with_own_caption
from extractors.tables.cells import Reader, ValueCell, recognise
from extractors.tables.parts import link_parts
from extractors.tables.periods import as_of, during
from extractors.tables.sums import check_table_sums
from extractors.tables.values import cell_value

WITHOUT_TABLES = ("charter", "inspection_report")
NOT_READ = "table_not_read"
PARTLY_READ = "table_partly_read"
# Rates that describe a state at a date rather than what was done in a period.
_AS_OF_RATES = ("party.coverage_rate", "party.charter_rate", "grade.coverage")
# An inspection is of a year, whatever day its figures were counted.
_OF_A_YEAR = "insp."
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# A table with fewer known indicators among its cells is a statistics table only where its words say so.
_KNOWN = 0.3
_STATISTICS = ("统计", "主要指标", "主要数据", "基本情况", "指标完成")
_INFERRED_UNIT = 0.85


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tables of a document gave.

    ``findings`` are totals of tables that their parts do not make up. ``spans`` are the (start, end), in order, of the
    cells that are settled: headers and numbers of tables that were read, numbers in tables of other things. What prose
    reading finds there does not count. ``warnings`` are codes.
    """

    observations: tuple[Observation, ...] = ()
    findings: tuple[Finding, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    warnings: tuple[str, ...] = ()


def read_tables(document: Document, structure: Structure, doc_type: str, catalogue: Catalogue) -> Reading:
    """The observations of a document's statistics tables, in order of their place.

    Args:
        document: as read.
        structure: its sections and particulars.
        doc_type: the contract's document type; charters and forms give no observations.
        catalogue: the indicators.
    """
    if doc_type in WITHOUT_TABLES:
        return Reading()
    made: list[Observation] = []
    findings: list[Finding] = []
    spans: list[tuple[int, int]] = []
    warnings: set[str] = set()
    settings: dict[int, Setting] = {}
    tables = (*tables_of(document), *line_tables(document))
    told = tuple(told_tables(document, tables))
    for table, is_told in (*((table, False) for table in tables), *((table, True) for table in told)):
        clock.tick()
        table = _under_its_heading(table, structure) if is_told else with_own_caption(table)
        index = structure.article_at(table.start) if structure.articles else 0
        if index not in settings:
            settings[index] = setting_of(document.text, structure, doc_type, index)
        setting = settings[index]
        recognised = recognise(table, setting)
        # What stands below a head that is told remains prose where it is no table of statistics.
        if recognised is None or (is_told and not recognised.cells):
            continue
        if recognised.other_things:
            spans += [(c.start, c.end) for c in table.cells if cell_value(c.text, None) is not None]
            continue
        pairs = _observed(document, structure, doc_type, catalogue, setting, table, recognised)
        if pairs:
            made += [o for _, o in pairs]
            findings += check_table_sums(pairs)
            spans += [(c.start, c.end) for c in table.cells if _settled(table, c)]
            if recognised.left_out:
                warnings.add(PARTLY_READ)
        elif recognised.needs_warning:
            warnings.add(NOT_READ)
    return Reading(
        tuple(sorted(made, key=lambda o: (o.start, o.id))),
        tuple(ordered(findings)),
        tuple(sorted(spans)),
        tuple(sorted(warnings)),
    )


def _under_its_heading(table: Table, structure: Structure) -> Table:
    """The table with the heading above in its caption, where that is but the words that lead to its head (各地情况)."""
    path = structure.path(table.start)
    above = path[-1].title if path else structure.title
    if not above or not table.caption or table.caption in (*table.before, above):
        return table
    return replace(table, caption=f"{above}，{table.caption}")


def left_over(document: Document, prose: Sequence[Observation], reading: Reading) -> list[Observation]:
    """What prose reading found outside the settled cells, and within one cell where it stands in a table."""
    if not reading.spans and all(block.cell is None for block in document.blocks):
        return list(prose)
    starts = [start for start, _ in reading.spans]
    kept = []
    for o in prose:
        at = bisect.bisect_right(starts, o.start) - 1
        settled = at >= 0 and o.start < reading.spans[at][1]
        block = (
            document.blocks[bisect.bisect_right(document.blocks, o.start, key=lambda b: b.start) - 1]
            if document.blocks
            else None
        )
        crosses = block is not None and block.cell is not None and block.start <= o.start and o.end > block.end
        if not settled and not crosses:
            kept.append(o)
    return kept


def _settled(table: Table, cell: Cell) -> bool:
    """Whether a cell of a table that was read is a header or a number rather than a remark."""
    header = cell.row < table.header_rows or cell.column < table.header_columns
    return bool(cell.text) and (header or cell_value(cell.text, None) is not None)


def _observed(
    document: Document,
    structure: Structure,
    doc_type: str,
    catalogue: Catalogue,
    setting: Setting,
    table: Table,
    reader: Reader,
) -> list[tuple[ValueCell, Observation]]:
    """The value cells of one table with their observations; none where too little of it is understood."""
    cells = reader.cells
    if not cells:
        return []
    spoken = _spoken(document, structure, doc_type, catalogue, table, cells)
    pairs = [(cell, found) for cell, found in zip(cells, spoken, strict=True) if found is not None]
    known = sum(1 for _, found in pairs if found.indicator != "other")
    titled = any(
        word in line for word in _STATISTICS for line in (table.caption or "", structure.title or "", *table.before)
    )
    if not pairs or (known < _KNOWN * len(pairs) and not (titled and (known or doc_type == "statistics"))):
        return []
    path = tuple(f"{s.number or ''}{s.title}" for s in structure.path(table.start))
    made = [(cell, _placed(document, setting, path, cell, found)) for cell, found in pairs]
    return link_parts(made)


def _spoken(
    document: Document,
    structure: Structure,
    doc_type: str,
    catalogue: Catalogue,
    table: Table,
    cells: Sequence[ValueCell],
) -> list[Observation | None]:
    """For each cell what is observed where it is said as a sentence, under the table's caption as a heading.

    Cells of which the same is said but for place and number are said once: what they count does not depend on these.
    """
    said: dict[tuple[str, str], int] = {}
    lines: list[str] = []
    at = 0
    for cell in cells:
        key = _said_of(cell)
        if key not in said:
            said[key] = at + len(cell.lead)
            lines.append(f"{cell.lead}{cell.figure}。")
            at += len(lines[-1]) + 1
    text = "\n".join(lines)
    caption = table.caption or ""
    sections = (Section(1, None, caption, 0, 0, len(text)),) if caption and caption != structure.title else ()
    speech = replace(document, text=text, blocks=(), fragments=(), blank_cells=())
    # Who issued a table says nothing of the types that it counts.
    particulars = replace(structure, issuer=None, sections=sections, articles=())
    starts: dict[int, Observation] = {o.start: o for o in observe(speech, particulars, doc_type, catalogue)}
    agreed = _agreed({key: found for key, at in said.items() if (found := starts.get(at)) is not None})
    return [agreed.get(_said_of(cell)) for cell in cells]


def _agreed(said: dict[tuple[str, str], Observation]) -> dict[tuple[str, str], Observation]:
    """Cells of which the same is said but for the type of organisation are of one indicator: that with most confidence."""
    alike: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for lead, figure in said:
        alike.setdefault((_without_types(lead), figure), []).append((lead, figure))
    agreed = dict(said)
    for keys in alike.values():
        weight: dict[str, float] = {}
        for key in keys:
            weight[said[key].indicator] = weight.get(said[key].indicator, 0.0) + said[key].confidence
        best = max(weight, key=lambda code: weight[code])
        model = max((said[key] for key in keys if said[key].indicator == best), key=lambda o: o.confidence)
        for key in keys:
            if said[key].indicator != best:
                agreed[key] = replace(model, org_type=said[key].org_type)
    return agreed


def _without_types(words: str) -> str:
    for start, end, _ in reversed(types_in(words)):
        words = words[:start] + words[end:]
    return words


def _said_of(cell: ValueCell) -> tuple[str, str]:
    """What is said of a cell without its place and number."""
    return cell.lead, cell.figure if cell.value is None else cell.figure.lstrip("-0123456789.")


def _placed(
    document: Document, setting: Setting, path: tuple[str, ...], cell: ValueCell, said: Observation
) -> Observation:
    """What was said of a cell, at the cell's place and with what its headers say."""
    measure = "change" if cell.change else said.measure
    stock = measure == "stock" or (said.indicator in _AS_OF_RATES and measure != "change")
    stock = stock and not said.indicator.startswith(_OF_A_YEAR)
    period = cell.period or (setting.stock_period if stock else setting.flow_period)
    if said.indicator.startswith(_OF_A_YEAR) and _DAY.fullmatch(period or ""):
        period = setting.inspected or period
    place = document.locate(cell.start, cell.end)
    organisations = said.scope is not None or said.org_type is not None
    return replace(
        said,
        id=f"{document.doc_id}-{cell.start}",
        value=cell.value,
        value_max=None,
        unit=cell.unit,
        bound=cell.bound,
        status="masked"
        if cell.value is None
        else cell.status or (said.status if said.status != "masked" else "actual"),
        measure=measure,
        org_type=(cell.org_type or said.org_type) if said.org_type == "社会组织" else said.org_type,
        area=cell.area,
        scope=(cell.scope or said.scope) if organisations else None,
        period=None if period is None else as_of(period) if stock else during(period),
        part_of=None,
        quote=document.text[cell.start : cell.end],
        start=cell.start,
        end=cell.end,
        page=place[0] if place else cell.page,
        bbox=place[1] if place else None,
        section=path,
        article=setting.index,
        confidence=round(said.confidence * (_INFERRED_UNIT if cell.unit_inferred else 1.0), 3),
        flags=("unit_missing",) if cell.unit_inferred else (),
        reason=Reason(
            f"{said.indicator}:table",
            said.reason.cues if said.reason else (),
            f"{cell.place}{cell.lead}{cell.figure}。",
        ),
    )
