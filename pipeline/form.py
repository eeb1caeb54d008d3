"""``zhibiao form``: the fields of one form and what does not agree in it, in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.errors import ConfigurationError, ReadError
from extractors.records import Field, Finding
from outputs.wording import YEARS, plain_number, shown_all
from pipeline.messages import Language, say

if TYPE_CHECKING:
    from rich.table import Table

_STYLES = {"error": "bold red", "warning": "yellow"}
_LONGEST = 60  # characters of a text that are shown


def show(file: Path, lang: Language) -> int:
    """Print the fields, then the findings. Returns 0, or 1 when the file is no form or could not be read.

    Raises:
        ConfigurationError: there is no such file.
    """
    if not file.is_file():
        raise ConfigurationError("没有这个文件", "no such file", at=str(file))
    from extractors.forms.families import family_of
    from pipeline.stages import read_one_form

    try:
        processed = read_one_form(file.name, file.read_bytes())
    except ReadError as error:
        print(f"{file.name} [{error.code}] {error.message(lang)}", file=sys.stderr)
        return 1
    if not processed.fields:
        doc_type = say(f"type.{processed.record.doc_type}", lang)
        print(say("form.not_one", lang, doc=file.name, type=doc_type))
        return 1
    family = family_of(processed.text)
    _print(processed.fields, processed.findings, lang, family.title if family else None)
    return 0


def _print(fields: Sequence[Field], findings: Sequence[Finding], lang: Language, family: str | None) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    name = fields[0].org_name or say("form.unnamed", lang)
    console.print(Text(say("form.title", lang, name=name, n=len(fields)), style="bold"))
    if family is not None:
        console.print(Text(say("form.family", lang, family=family)))
    console.print(_table(fields, lang))
    console.print(Text(say("form.findings" if findings else "form.clean", lang, n=len(findings)), style="bold"))
    for finding in findings:
        line = Text(f"{say(f'severity.{finding.severity}', lang)} {finding.check} ", style=_STYLES[finding.severity])
        console.print(line.append(finding.message, style="default"))


def _table(fields: Sequence[Field], lang: Language) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=False)
    for key in ("field", "label", "value", "written", "flags"):
        table.add_column(say(f"form.{key}", lang), overflow="fold")
    for field in fields:
        table.add_row(
            Text(field.field),
            Text(field.label),
            Text(_shown(field) + (field.unit or "" if isinstance(field.value, int | float) else "")),
            Text(_cut(field.written)),
            Text(shown_all("flags", field.flags)),
        )
    return table


def _shown(field: Field) -> str:
    if field.value is None:
        return "—"
    if isinstance(field.value, str) or field.field in YEARS:
        return _cut(str(field.value))
    return plain_number(field.value)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
