"""The verdicts on charters as tables in the terminal, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.records import Verdict, as_dict
from outputs.findings import WORST_FIRST, counts, in_order, standing, to_mend, what_is_wrong
from pipeline.messages import Language, say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from pipeline.stages import Judgement

_STYLES = {"violated": "bold red", "missing": "red", "partial": "yellow", "satisfied": "green", "not_applicable": "dim"}
_STANDING_STYLES = {"to_mend": "bold red", "passes_with_advice": "yellow", "passes": "green"}
_QUOTE = 120  # characters of the deciding text that are shown


def print_charters(judgements: Sequence[Judgement], lang: Language) -> None:
    """Print the verdicts of one charter; of several what is to be mended in each, and then which of them pass."""
    from rich.console import Console

    console = Console(highlight=False)
    for judgement in judgements:
        _print_one(console, judgement, len(judgements) == 1, lang)
    if len(judgements) > 1:
        console.print(_overview(judgements, lang))


def _print_one(console: Console, judgement: Judgement, whole: bool, lang: Language) -> None:
    from rich.text import Text

    verdicts = judgement.verdicts
    name = verdicts[0].org_name or say("charter.unnamed", lang)
    counted = Counter[str](v.verdict for v in verdicts)
    console.print(Text(say("charter.title", lang, name=name, type=verdicts[0].org_type or "—"), style="bold"))
    if not whole:
        console.print(Text(verdicts[0].doc))
    rows = [v for v in in_order(verdicts) if (v.verdict != "not_applicable" if whole else to_mend(v))]
    if rows:
        console.print(_table(rows, lang))
    console.print(Text(say("charter.count", lang, **{v: counted[v] for v in WORST_FIRST})))


def _table(verdicts: Sequence[Verdict], lang: Language) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True)
    for key in ("rule", "verdict", "article", "advice"):
        table.add_column(say(f"charter.{key}", lang), overflow="fold", no_wrap=key in ("verdict", "article"))
    for verdict in verdicts:
        table.add_row(
            Text(f"{verdict.title}\n{verdict.rule}"),
            Text(
                f"{say(f'verdict.{verdict.verdict}', lang)}\n{say(f'level.{verdict.level}', lang)}",
                style=_STYLES[verdict.verdict],
            ),
            Text(verdict.article or "—"),
            Text(_evidence(verdict, lang)),
        )
    return table


def _evidence(verdict: Verdict, lang: Language) -> str:
    quote = verdict.quote or ""
    lines = [f"“{quote[:_QUOTE]}{'…' if len(quote) > _QUOTE else ''}”"] if quote else []
    if to_mend(verdict):
        if verdict.defects:
            lines.append(say("charter.defect", lang) + what_is_wrong(verdict))
        if verdict.suggestion:
            lines.append(say("charter.suggestion", lang) + verdict.suggestion)
        lines.append(say("charter.basis", lang) + verdict.basis)
    return "\n".join(lines) or "—"


def _overview(judgements: Sequence[Judgement], lang: Language) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for key in ("file", "name", "standing", "must", "should"):
        table.add_column(say(f"charter.{key}", lang), overflow="fold")
    counted = [(counts(map(as_dict, judgement.verdicts)), judgement) for judgement in judgements]
    for (must, should), judgement in sorted(counted, key=lambda item: item[0], reverse=True):
        first, how = judgement.verdicts[0], standing(must, should)
        table.add_row(
            Text(first.doc),
            Text(first.org_name or say("charter.unnamed", lang)),
            Text(say(f"standing.{how}", lang), style=_STANDING_STYLES[how]),
            str(must),
            str(should),
        )
    return table
