"""Labels that share a cell of a grid, as their entries do: 单位会员（个）/个人会员（人） | 9个 / 34人."""

from __future__ import annotations

import re

from corpora.tables import Cell
from extractors.forms.catalogue import Meaning
from extractors.forms.entries import Entry, confidence_of, resolve, suffix_of
from extractors.forms.grid_around import contexts
from extractors.forms.grid_fit import entry_beside
from extractors.forms.grid_noted import Noted
from extractors.forms.values import Value, parse

_MOST = 4  # labels in a cell
_SLASH = re.compile(r"[/／、]")
_BETWEEN_SLASHES = re.compile(r"[^/／、\s][^/／、]*")
# 理事（监事）人数 | 9（2）
_SHARED_END = re.compile(r"(?P<first>[^()（）]{2,8})[(（](?P<other>[^()（）]{2,8})[)）](?P<tail>[^()（）]{0,6})")
_AROUND_BRACKETS = re.compile(r"[^()（）\s]+")


def enter_combined(noted: Noted, cell: Cell) -> None:
    """Note the entries of the labels in a cell where there are as many of them and each suits its label."""
    labels, part = _labels_in(cell.text)
    entry = noted.free(entry_beside(noted.grid, cell)) if 2 <= len(labels) <= _MOST else None
    if entry is None:
        return
    around = contexts(noted.grid, cell)
    resolved = [resolve(noted.grid.catalogue.meanings(label), around) for label in labels]
    meanings = [found[0] for found in resolved if found is not None]
    parts = list(part.finditer(entry.text))
    if not len(labels) == len(meanings) == len(parts):
        return
    values = [parse(meaning.field, part[0].strip()) for meaning, part in zip(meanings, parts, strict=True)]
    if all(value.fit for value in values):
        read = zip(labels, meanings, parts, values, strict=True)
        noted.enter_all(entry, [_entry(entry, *one) for one in read])


def _labels_in(text: str) -> tuple[list[str], re.Pattern[str]]:
    """The labels of a cell, and what the parts of their entry are."""
    if shared := _SHARED_END.fullmatch(text.strip()):
        return [shared["first"] + shared["tail"], shared["other"] + shared["tail"]], _AROUND_BRACKETS
    return [part for part in _SLASH.split(text) if part.strip()], _BETWEEN_SLASHES


def _entry(cell: Cell, label: str, meaning: Meaning, part: re.Match[str], value: Value) -> Entry:
    """The entry of one label, which is a part of the text of a cell."""
    start, written = cell.start + part.start(), part[0].rstrip()
    return Entry(
        field=meaning.field,
        suffix=suffix_of(meaning, (), None) or "",
        label=label,
        value=value,
        written=written,
        unit=meaning.field.unit,
        page=cell.page,
        address=cell.address,
        start=start,
        end=start + len(written),
        confidence=confidence_of(0.9, value, meaning),
    )
