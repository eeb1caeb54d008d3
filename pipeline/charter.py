"""``zhibiao charter``: the verdicts on one charter, in the terminal."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.errors import ConfigurationError, ReadError
from corpora.intake import SourceRef
from extractors.records import Verdict
from pipeline.messages import Language, say

if TYPE_CHECKING:
    from rich.table import Table

_ORDER = ("violated", "missing", "partial", "satisfied", "not_applicable")
_STYLES = {"violated": "bold red", "missing": "red", "partial": "yellow", "satisfied": "green", "not_applicable": "dim"}
_QUOTE = 60  # characters of the deciding text that are shown


def show(file: Path, rules: Path | None, lang: Language) -> int:
    """Print the verdicts, the worst first. Returns 0, or 1 when the file is no charter or could not be read.

    Raises:
        ConfigurationError: there is no such file, or the user's own pack ``rules`` is wrong.
    """
    if not file.is_file():
        raise ConfigurationError(f"{file}: " + ("没有这个文件" if lang == "zh" else "no such file"))
    from extractors.charters.rulepack import own_pack
    from pipeline.apart import apart
    from pipeline.stages import judge

    if rules:
        own_pack(rules)  # a wrong pack is said here, not by the other process
    try:
        judged = apart(judge, file.name, SourceRef(file.name, file).load(), rules)
    except ReadError as error:
        print(f"{file.name} [{error.code}] {error.message(lang)}", file=sys.stderr)
        return 1
    if judged.unreviewed:
        print(say(f"unreviewed.{judged.unreviewed}", lang, doc=file.name))
        return 1
    if not judged.verdicts:
        print(say("charter.not_one", lang, doc=file.name, type=say(f"type.{judged.doc_type}", lang)))
        return 1
    _print(judged.verdicts, lang)
    return 0


def _print(verdicts: Sequence[Verdict], lang: Language) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    name = verdicts[0].org_name or say("charter.unnamed", lang)
    counted = Counter[str](v.verdict for v in verdicts)
    console.print(Text(say("charter.title", lang, name=name, type=verdicts[0].org_type or "—"), style="bold"))
    console.print(_table(verdicts, lang))
    console.print(Text(say("charter.count", lang, **{v: counted[v] for v in _ORDER})))


def _table(verdicts: Sequence[Verdict], lang: Language) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True)
    for key in ("rule", "verdict", "article", "advice"):
        table.add_column(say(f"charter.{key}", lang), overflow="fold", no_wrap=key in ("verdict", "article"))
    for verdict in sorted(verdicts, key=lambda v: _ORDER.index(v.verdict)):
        if verdict.verdict != "not_applicable":
            table.add_row(
                Text(f"{verdict.title}\n{verdict.rule}"),
                Text(say(f"verdict.{verdict.verdict}", lang), style=_STYLES[verdict.verdict]),
                Text(verdict.article or "—"),
                Text(_evidence(verdict, lang)),
            )
    return table


def _evidence(verdict: Verdict, lang: Language) -> str:
    quote = verdict.quote or ""
    lines = [f"“{quote[:_QUOTE]}{'…' if len(quote) > _QUOTE else ''}”"] if quote else []
    if verdict.suggestion:
        lines += [say("charter.suggestion", lang) + verdict.suggestion, say("charter.basis", lang) + verdict.basis]
    return "\n".join(lines) or "—"
