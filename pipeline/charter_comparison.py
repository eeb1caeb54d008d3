"""``zhibiao charter --against``: a charter beside an earlier one or beside the skeleton of its type, in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpora.structure.provisions import Provision, provisions
from extractors.charters.normal import normalise
from extractors.charters.particulars import particulars
from extractors.comparison import Pair, Piece, Side, compare, compare_to_skeleton, marked, skeleton
from outputs.comparison import Comparison, changed_findings
from pipeline import __version__
from pipeline.messages import Language, say
from pipeline.stages import Judgement

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

_STYLES = {"new": "bold red", "kept": "yellow", "mended": "green"}


def compare_charters(old: Judgement | None, new: Judgement) -> Comparison:
    """A charter beside an earlier one; beside the skeleton of its type where ``old`` is None. Both have verdicts."""
    text, verdicts, found = new.processed.text, new.verdicts, _provisions(new)
    name = new.processed.record.doc
    if old is None:
        kind = verdicts[0].org_type or ""
        subject = particulars(text, normalise(text, found), found).subject
        pairs = compare_to_skeleton(text, found, verdicts, subject, skeleton(kind))
        return Comparison(f"{kind}章程条款骨架", name, (), tuple(pairs), True, __version__)
    pairs = compare(old.processed.text, _provisions(old), text, found)
    findings = changed_findings(old.verdicts, verdicts)
    return Comparison(old.processed.record.doc, name, findings, tuple(pairs), False, __version__)


def _provisions(judgement: Judgement) -> tuple[Provision, ...]:
    return provisions(judgement.processed.text, judgement.processed.record.sections)


def print_comparison(comparison: Comparison, lang: Language) -> None:
    """Print the findings that changed and the articles side by side."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(f"{comparison.old_name} → {comparison.new_name}", style="bold"))
    if comparison.to_model:
        console.print(Text(say("compare.model_note", lang)))
    elif comparison.findings:
        console.print(_findings(comparison, lang))
    counts = {name: sum(item.change == name for item in comparison.findings) for name in ("mended", "kept", "new")}
    if not comparison.to_model:
        console.print(Text(say("compare.findings", lang, **counts)))
    if comparison.changed:
        console.print(_articles(comparison, lang))
    changes = ("same", "renumbered", "changed", "moved", "added", "removed")
    told = {name: comparison.count(name) for name in changes}
    console.print(Text(say("compare.model_count" if comparison.to_model else "compare.count", lang, **told)))


def _findings(comparison: Comparison, lang: Language) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True)
    for key in ("change", "rule", "before", "after", "advice"):
        table.add_column(say(f"compare.{key}", lang), overflow="fold")
    for item in comparison.findings:
        suggestion = item.after.suggestion if item.after and item.change != "mended" else None
        table.add_row(
            Text(say(f"finding.{item.change}", lang), style=_STYLES[item.change]),
            Text(f"{item.verdict.title}\n{item.verdict.rule}"),
            *(
                Text(say(f"verdict.{verdict.verdict}", lang) + f" {verdict.article or ''}" if verdict else "—")
                for verdict in (item.before, item.after)
            ),
            Text(suggestion or "—"),
        )
    return table


def _articles(comparison: Comparison, lang: Language) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True)
    table.add_column(say("compare.change", lang), overflow="fold")
    table.add_column(Text(comparison.old_name), overflow="fold", ratio=1)
    table.add_column(Text(comparison.new_name), overflow="fold", ratio=1)
    for pair in comparison.changed:
        how = _model_change(pair, lang) if comparison.to_model else say(f"article_change.{pair.change}", lang)
        table.add_row(Text(f"{how}\n{pair.topic}" if pair.topic else how), *_sides(pair))
    return table


def _model_change(pair: Pair, lang: Language) -> str:
    return say(f"model_change.{pair.change}", lang)


def _sides(pair: Pair) -> tuple[Text, Text]:
    from rich.text import Text

    if pair.old is None or pair.new is None:
        alone = [_side(s, [Piece(s.text, True)], i == 0) if s else Text("") for i, s in enumerate((pair.old, pair.new))]
        return alone[0], alone[1]
    left, right = marked(pair.old.text, pair.new.text)
    return _side(pair.old, left, True), _side(pair.new, right, False)


def _side(side: Side, pieces: Sequence[Piece], is_old: bool) -> Text:
    from rich.text import Text

    text = Text(" ".join(filter(None, (side.chapter, side.number))) + "\n", style="bold")
    look = "red strike" if is_old else "green underline"
    for piece in pieces:
        text.append(piece.text, style=f"not bold {look}" if piece.changed else "not bold")
    return text
