"""From a document to the fields of the form that it is."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from corpora.document import Document
from corpora.structure.model import Structure
from corpora.tables import tables_of
from corpora.tables.lines import line_tables
from extractors.audit.flags import FLAG_OF_KIND
from extractors.forms.catalogue import Catalogue, FieldInfo, Meaning, field_catalogue
from extractors.forms.certificate import apart
from extractors.forms.credit_code import org_type_of
from extractors.forms.entries import Entry
from extractors.forms.grids import GridReader
from extractors.forms.lines import LineReader
from extractors.forms.stacked import stacked_tables
from extractors.forms.values import Value
from extractors.records import Field, Finding

_DRAWN_BY_LINES = 10_000  # tables numbered from here are made of lines
# Words of a sentence whose amounts may be those of another time, or of a part.
_OF_A_PART = re.compile(
    "上年|去年|同期|同比|比|增|减|预计|计划|拟|目标|累计|截至.{0,6}月|季度|上半年|下半年|项目|其中|部分|左右|约|余|多"
)
_SENTENCE_END = re.compile("[。；\n]")
_LINES_OF_COVER = 8
_NAME_IN_TITLE = re.compile(r"\s*(?P<name>[\u4e00-\u9fff（）()]{4,40}?)\s*(?:20\d\d\s*年.*|年度.*)?$")
_KIND_ALONE = re.compile(
    r"(?:全[国省市县区])?(?:社会团体|基金会|民办非企业单位|社会服务机构|社会组织)|.*(?:民政局|民政厅|委员会|平台|中心)"
)
_COVER = 800  # characters at the beginning in which the year of the form stands
_YEAR = re.compile(
    r"(?:(20\d\d|2\s0\s[0-3]\s\d)|([二][〇○零][〇○零一二三四五六七八九]{2}))\s*年(?:\s*度|(?=\s*[）)]\s*$|\s*(?:年检|年报|工作报告)))",
    re.MULTILINE,
)
_YEAR_END = re.compile(r"(?:截[至止]\s*)?(20\d\d)\s*年\s*12\s*月\s*31\s*日")
_HAN_YEAR = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_TITLE_TYPES = (
    ("基金会", re.compile("基金会")),
    ("民办非企业单位", re.compile("民办非企业|社会服务机构|民非")),
    ("社会团体", re.compile("社会团体|社团")),
)
_NAME_TYPES = (
    ("基金会", re.compile("基金会$")),
    (
        "社会团体",
        re.compile("(?:协会|商会|学会|研究会|联合会|促进会|联谊会|校友会|同学会|公会|工会|联盟|总会|志愿者队)$"),
    ),
    (
        "民办非企业单位",
        re.compile(
            "(?:中心|学校|学院|幼儿园|托儿所|医院|养老院|敬老院|福利院|研究院|研究所|博物馆|俱乐部|服务站|书院|工作室|服务社)$"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form as read: its entries, one for each field, and what is known of the organisation.

    ``unread`` are amounts on the form, in 元, that are no entry: lines whose label nobody understood. ``told`` are amounts
    that sentences give of fields that have an entry as well; ``rows`` are those of ``unread`` that stand in a table, with its index. ``certificate`` is what an attached certificate states.
    """

    entries: tuple[Entry, ...]
    org_name: str | None
    org_type: str | None
    year: int | None
    unread: tuple[float, ...] = ()
    told: tuple[Entry, ...] = ()
    certificate: tuple[Entry, ...] = ()
    rows: tuple[tuple[int, float], ...] = ()


def read_form(document: Document, structure: Structure, catalogue: Catalogue | None = None) -> Form:
    """Read the fields of a form.

    Args:
        document: as read.
        structure: its structure; title and sections are used.
        catalogue: the fields, None for those of the program.
    """
    catalogue = catalogue or field_catalogue()
    unread: list[float] = []
    rows: list[tuple[int, float]] = []
    found, attached = apart(list(_entries(document, structure, catalogue, unread, rows)), document)
    year = next((e for e in found if e.field.id == "report_year" and e.value.value is not None), None)
    if year is None and (printed := _printed_year(document, structure, catalogue)) is not None:
        found.append(printed)
    if all(e.field.id != "name" or e.value.value is None for e in found):
        found += _headed_name(document, structure, catalogue)
    chosen = _choose(found, catalogue)
    by_key = {entry.key: entry for entry in chosen}
    name, code = (_word(by_key.get(key)) for key in ("name", "credit_code"))
    stated = by_key.get("report_year")
    return Form(
        entries=tuple(sorted(chosen, key=lambda e: (e.start, e.end, e.key))),
        org_name=name,
        org_type=_org_type(code, structure.title, name, by_key),
        year=stated.value.value if stated is not None and isinstance(stated.value.value, int) else None,
        unread=(*unread, *(amount for _, amount in rows)),
        rows=tuple(rows),
        told=tuple(_told(found, by_key, document)),
        certificate=tuple(attached),
    )


def fields_of(form: Form, document: Document, findings: Sequence[Finding] = ()) -> tuple[Field, ...]:
    """The records of a form; fields that a finding of severity ``error`` names are flagged."""
    named: dict[str, set[str]] = {}
    for finding in findings:
        for concerned in finding.fields if finding.severity == "error" and finding.kind in FLAG_OF_KIND else ():
            named.setdefault(concerned, set()).add(FLAG_OF_KIND[finding.kind])
    return tuple(
        Field(
            doc=document.doc,
            doc_id=document.doc_id,
            org_name=form.org_name,
            field=entry.key,
            label=entry.label,
            value=entry.value.value,
            written=entry.written,
            unit=_unit(entry.field),
            page=entry.page,
            cell=entry.address,
            confidence=round(entry.confidence, 4),
            flags=tuple(sorted({*entry.value.flags, *named.get(entry.key, ())})),
        )
        for entry in form.entries
    )


def _unit(field: FieldInfo) -> str | None:
    return "元" if field.type == "money" else field.unit


def _word(entry: Entry | None) -> str | None:
    return entry.value.value if entry is not None and isinstance(entry.value.value, str) else None


def _org_type(code: str | None, title: str | None, name: str | None, entries: dict[str, Entry]) -> str | None:
    """By the title of the form, the words of the name, the code, or fields that only one type has."""
    for words, types in ((title, _TITLE_TYPES), (name, _NAME_TYPES)):
        said = {org_type for org_type, pattern in types if words and pattern.search(words)}
        if len(said) == 1:
            return said.pop()
    if code and (by_code := org_type_of(code)):
        return by_code
    own = {entry.field.org_types[0] for entry in entries.values() if len(entry.field.org_types) == 1}
    return own.pop() if len(own) == 1 else None


def _entries(
    document: Document,
    structure: Structure,
    catalogue: Catalogue,
    unread: list[float],
    rows: list[tuple[int, float]],
) -> Iterator[Entry]:
    """All readings of fields; amounts that are none go to ``rows`` (of tables) and ``unread``."""
    tables = {table.start: table for table in tables_of(document)}
    held = {cell.start for table in tables.values() for cell in table.cells}
    outside = [b for b in document.blocks if b.cell is None and b.start not in held]
    begins = [block.start for block in document.blocks]
    for made in (*line_tables(document), *stacked_tables(document, outside, catalogue)):
        # A bar may open the line in which the first cell stands.
        tables.setdefault(begins[bisect_right(begins, made.start) - 1], made)
    drawn = sorted((start, t.end) for start, t in tables.items() if t.index >= _DRAWN_BY_LINES)
    lines = LineReader(document, structure, catalogue, [b for b in outside if not _is_within(b.start, drawn)])
    read: set[int] = set()
    for block in document.blocks:
        table = tables.get(block.start)
        if table is not None and table.index not in read and (block.cell is not None or table.index >= _DRAWN_BY_LINES):
            read.add(table.index)
            grid = GridReader(table, catalogue, lines.headings(block.start), lines.unit)
            entries = grid.read()
            yield from entries if block.cell is not None else (replace(e, address=None) for e in entries)
            rows += [(table.index, amount) for amount in grid.unread]
        elif block.cell is None and block.start not in held and not _is_within(block.start, drawn):
            yield from lines.read(block)
    unread += lines.unread


def _is_within(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (position, sys.maxsize)) - 1
    return at >= 0 and spans[at][0] <= position < spans[at][1]


def _printed_year(document: Document, structure: Structure, catalogue: Catalogue) -> Entry | None:
    """The year in the title or on the cover: （2023年度）."""
    match = _YEAR.search(document.text, 0, _COVER)
    sure = 0.96
    if match is None:
        # Forms without a year on the cover: the day up to which they report, where all name the same.
        ends = list(_YEAR_END.finditer(document.text))
        if len({end[1] for end in ends}) != 1:
            return None
        match, sure = ends[0], 0.85
    digits = "".join(match[1].split()) if match[1] else "2" + "".join(_HAN_YEAR[c] for c in match[2][1:])
    place = document.locate(match.start(), match.end())
    return Entry(
        field=catalogue.fields["report_year"],
        suffix="",
        label="年度",
        value=Value(int(digits)),
        written=match[0],
        unit=None,
        page=place[0] if place else None,
        address=None,
        start=match.start(),
        end=match.end(),
        confidence=sure,
    )


def _told(found: Sequence[Entry], by_key: dict[str, Entry], document: Document) -> Iterator[Entry]:
    """Amounts of sentences that are surely about the whole year, for fields whose entry stands elsewhere."""
    for entry in found:
        chosen = by_key.get(entry.key)
        if not entry.in_sentence or entry.field.type != "money" or chosen is None or chosen.in_sentence:
            continue
        begin = max(document.text.rfind(mark, 0, entry.start) for mark in "。；\n") + 1
        behind = _SENTENCE_END.search(document.text, entry.end)
        sentence = document.text[begin : behind.start() if behind else len(document.text)]
        if "元" in entry.written and not _OF_A_PART.search(sentence):
            yield entry


def _headed_name(document: Document, structure: Structure, catalogue: Catalogue) -> Iterator[Entry]:
    """The organisation's name where only a heading or the title of the form gives it: 某某基金会2024年度工作报告."""
    from extractors.notices.words import is_name  # notices import the codes of forms

    for block in document.blocks[:_LINES_OF_COVER]:
        line = document.text[block.start : block.end]
        headed = _NAME_IN_TITLE.match(line) if block.cell is None else None
        if headed is not None and is_name(headed["name"]) and not _KIND_ALONE.fullmatch(headed["name"]):
            start = block.start + headed.start("name")
            yield Entry(
                field=catalogue.fields["name"],
                suffix="",
                label=line,
                value=Value(headed["name"], fit=1),
                written=headed["name"],
                unit=None,
                page=block.page,
                address=None,
                start=start,
                end=start + len(headed["name"]),
                confidence=0.85,
            )
            return


def _choose(found: Sequence[Entry], catalogue: Catalogue) -> list[Entry]:
    """One entry for each field: filled in before empty, statements before summaries, sure before less sure, first."""
    found = [entry for e in found if (entry := _instead(e, found, catalogue)) is not None]
    in_statements = {e.key: e.value for e in found if e.in_statement and e.value.value is not None}
    given = {entry.key for entry in found if entry.in_statement or not entry.suffix}
    kept: dict[str, Entry] = {}
    for entry in found:
        entry = _as_summary(_printed_once(entry, given, catalogue), in_statements, catalogue)
        best = kept.get(entry.key)
        if best is None or _rank(entry) > _rank(best):
            kept[entry.key] = entry
    own = {entry.start for entry in kept.values() if entry.field.id not in catalogue.summarised}
    return [e for e in kept.values() if e.field.id not in catalogue.summarised or e.start not in own]


def _printed_once(entry: Entry, given: Collection[str], catalogue: Catalogue) -> Entry:
    """What a summary gives and no other part of the form is the quantity itself."""
    whole = catalogue.summarised.get(entry.field.id)
    if whole is None or entry.in_sentence or any(key.startswith(whole) for key in given):
        return entry
    suffix = "_opening" if entry.suffix == "_prior" and catalogue.fields[whole].statement == "balance" else entry.suffix
    return replace(entry, field=catalogue.fields[whole], suffix=suffix)


def _instead(entry: Entry, found: Sequence[Entry], catalogue: Catalogue) -> Entry | None:
    """An amount under another name: as what it stands for where the form has no other, None where it only repeats that."""
    if entry.field.stands_for is None:
        return entry
    others = [e.value.value for e in found if e.key == entry.field.stands_for + entry.suffix]
    if not any(value is not None for value in others):
        return replace(entry, field=catalogue.fields[entry.field.stands_for])
    return None if entry.value.value is None or entry.value.value in others else entry


def _as_summary(entry: Entry, in_statements: dict[str, Value], catalogue: Catalogue) -> Entry:
    """What a statement holds and is printed again outside of it, with another amount, is a field of its own."""
    stated = in_statements.get(entry.key)
    if entry.in_statement or entry.suffix or not entry.field.summary or stated is None:
        return entry
    if entry.value.value is None or entry.value.value == stated.value:
        return entry
    return replace(entry, field=catalogue.fields[entry.field.summary])


def _rank(entry: Entry) -> tuple[bool, bool, float, int]:
    return (entry.value.value is not None, entry.in_statement, entry.confidence, -entry.start)


__all__ = ["Form", "Meaning", "fields_of", "read_form"]
