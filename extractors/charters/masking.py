"""The text of a charter without what stands in it but is not the charter: the old column of an amendment table, notes.

What is left out is replaced by spaces, so that all offsets stay those of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpora.document import Document
from extractors.charters.normal import plain, simplified

_OLD = re.compile(
    r"(?:修[改订正]前|原(?:章程|条文|条款|文|内容|表述)|现行(?:章程|条文|条款)?|旧(?:章程|条文))[^。；\n]{0,8}"
)
_NEW = re.compile(
    r"(?:(?:拟)?修[改订正]后|新(?:章程|条文|条款)|(?:拟)?修[改订](?:为|稿|内容|后的?内容)|修订(?:稿|草案))[^。；\n]{0,8}"
)
_LONGEST_HEAD = 20
_NOTE = re.compile(
    r"[（(【\[［](?:起草|填写|编写|条文|修改|示范文本)?(?:说明|注释?|备注|提示|注意)[:：，,][^\n]{0,400}?[）)】\]］](?=$|[。；，\n])"
    r"|^[ 　\t]*(?:注|说明|备注|(?:填写|编写|起草|条文|修改)说明)\d{0,2}[:：][^\n]*",
    re.MULTILINE,
)


def without_notes(text: str) -> str:
    """The text with drafting notes (（说明：…）, lines that begin with 注：) blanked."""
    return blanked(text, (found.span() for found in _NOTE.finditer(simplified(text))))


def old_columns(document: Document) -> list[tuple[int, int]]:
    """The cells of amendment tables (修改前 | 修改后) that are not in the new column, headers included."""
    return [*_in_tables(document)] or [*_in_lines(document.text)]


def own_text(document: Document) -> tuple[str, bool]:
    """The text to judge, as long as the document's, and whether it is the new column of an amendment table."""
    old = old_columns(document)
    return without_notes(blanked(document.text, old)), bool(old)


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with spans, which do not overlap, replaced by spaces, line breaks kept."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        parts += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _in_tables(document: Document) -> Iterator[tuple[int, int]]:
    rows: dict[tuple[int, int], dict[int, str]] = {}
    cells = [(block.cell, block.start, block.end) for block in document.blocks if block.cell]
    for (table, row, column), start, end in cells:
        rows.setdefault((table, row), {})[column] = document.text[start:end].strip()
    new: dict[int, int] = {}
    for (table, _), heads in sorted(rows.items()):
        found = _new_column(heads) if table not in new else None
        if found is not None:
            new[table] = found
    for (table, _, column), start, end in cells:
        if table in new and (column != new[table] or _is_new_head(document.text[start:end])):
            yield start, end


def _in_lines(text: str) -> Iterator[tuple[int, int]]:
    """The same for a table written in lines with tabs between the cells."""
    at, column = 0, None
    for line in text.split("\n"):
        cells = line.split("\t")
        if column is None:
            column = _new_column(dict(enumerate(cell.strip() for cell in cells))) if len(cells) > 1 else None
            if column is not None:
                yield at, at + len(line)
        elif len(cells) > column:
            start = at + sum(len(cell) + 1 for cell in cells[:column])
            yield at, start
            yield start + len(cells[column]), at + len(line)
        at += len(line) + 1


def _new_column(heads: dict[int, str]) -> int | None:
    known = {column: plain(head) for column, head in sorted(heads.items()) if len(head) <= _LONGEST_HEAD}
    if not any(_OLD.fullmatch(head) for head in known.values()):
        return None
    return next((column for column, head in known.items() if _NEW.fullmatch(head)), None)


def _is_new_head(cell: str) -> bool:
    return len(cell) <= _LONGEST_HEAD and _NEW.fullmatch(plain(cell)) is not None
