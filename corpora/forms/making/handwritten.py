"""Forms written by hand: text files whose lines are paragraphs and rows, with the fields marked in them.

``# `` title, ``## `` heading, ``= `` caption, ``> `` line at the right, ``| a | b |`` row of a table, ``---`` new page; a
cell ``<`` continues the one on its left, ``^`` the one above. ``⟦written|field=value⟧`` marks a value; with nothing
behind ``=`` the field is empty, without ``=`` the value is as written; nothing before ``|`` prints nothing (boxes that
stand for a word). A number stands in the base unit.
"""

from __future__ import annotations

import re
from pathlib import Path

from corpora.forms.making.blocks import Block, Break, Cell, Para, Role, grid
from corpora.forms.making.draft import EMPTY, LABELS, UNITS, YUAN, Row

_MARK = re.compile(r"⟦(?P<written>[^|⟧]*)\|(?P<field>[a-z_0-9]+)(?P<set>=(?P<value>[^⟧]*))?⟧")
_ROLES: dict[str, Role] = {"# ": "title", "## ": "heading", "= ": "caption", "> ": "right"}
_SUFFIX = re.compile(r"(?:_opening|_prior)?(?:_unrestricted|_restricted)?$")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# Fields that are text though they look like numbers.
_TEXT = {"credit_code", "registration_number", "postcode", "phone", "name", "bank_account"}


def read(path: Path) -> tuple[list[Block], list[Row]]:
    """The blocks of a hand-written form, and the gold of its fields.

    Raises:
        ValueError: a field is unknown, or a bracket stands alone.
    """
    gold: list[Row] = []
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        plain = _MARK.sub(lambda m: _note(m, path.stem, gold), line)
        if "⟦" in plain or "⟧" in plain:
            raise ValueError(f"{path.name}: {line!r}")
        if plain.startswith("|"):
            rows.append([cell.strip() for cell in plain.strip().strip("|").split("|")])
            continue
        if rows:
            blocks.append(grid(_merged(rows)))
            rows = []
        if plain == "---":
            blocks.append(Break())
        elif plain:
            mark = plain[: plain.find(" ") + 1]
            role = _ROLES.get(mark, "paragraph")
            blocks.append(Para(plain.removeprefix(mark) if role != "paragraph" else plain, role))
    return blocks, gold


def _note(mark: re.Match[str], doc: str, gold: list[Row]) -> str:
    name, written = mark["field"], mark["written"]
    if _SUFFIX.sub("", name) not in LABELS and name not in LABELS:
        raise ValueError(f"{doc}: no field {name}")
    text = mark["value"] if mark["set"] else written
    value: object = text or None
    if text and name not in _TEXT and _NUMBER.fullmatch(text):
        number = float(text)
        value = int(number) if number == int(number) else number
    unit = UNITS.get(name, YUAN if isinstance(value, int | float) and name != "report_year" else None)
    row: Row = {
        "doc": doc,
        "field": name,
        "value": value,
        "written": written or text,
        "unit": "%" if "ratio" in name else unit,
    }
    if value is None:
        row["flag"] = EMPTY.get(written, "blank")
    gold.append(row)
    return written


def _merged(rows: list[list[str]]) -> list[list[Cell]]:
    """Rows of cells with ``<`` and ``^`` taken into the cells that they continue."""
    out: list[list[Cell]] = []
    for at, row in enumerate(rows):
        cells: list[Cell] = []
        for column, text in enumerate(row):
            if text in ("<", "^"):
                continue
            across = down = 1
            while column + across < len(row) and row[column + across] == "<":
                across += 1
            while at + down < len(rows) and rows[at + down][column] == "^":
                down += 1
            cells.append(Cell(text, across, down))
        out.append(cells)
    return out
