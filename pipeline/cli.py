"""The command line. Everything heavy is imported by the command that needs it, so that ``--help`` is instant.

Exit status: 0 all documents read; 1 finished, some documents failed; 2 command line or configuration wrong;
130 interrupted.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from corpora.limits import SECONDS
from pipeline import __version__
from pipeline.messages import language, language_of_arguments, say

LANG = language_of_arguments(sys.argv[1:])

app = typer.Typer(
    name="zhibiao",
    help=say("help", LANG),
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Lang(StrEnum):
    """The languages of the messages."""

    zh = "zh"
    en = "en"


LangOption = Annotated[Lang | None, typer.Option("--lang", help=say("help.lang", LANG))]
RulesOption = Annotated[Path | None, typer.Option("--rules", metavar="FILE", help=say("help.rules", LANG))]


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"zhibiao {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=say("help.version", LANG))
    ] = False,
) -> None:
    """Options that stand before the command."""


@app.command("run", help=say("help.run", LANG))
def run(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT", help=say("help.input", LANG))],
    out: Annotated[Path, typer.Option("--out", help=say("help.out", LANG))],
    workers: Annotated[int | None, typer.Option("--workers", min=1, help=say("help.workers", LANG))] = None,
    indicators: Annotated[Path | None, typer.Option("--indicators", help=say("help.indicators", LANG))] = None,
    rules: RulesOption = None,
    transformer: Annotated[
        Path, typer.Option("--transformer", metavar="DIR|built-in|none", help=say("help.transformer", LANG))
    ] = Path("built-in"),
    timeout: Annotated[float, typer.Option("--timeout", min=1, help=say("help.timeout", LANG))] = SECONDS,
    lang: LangOption = None,
) -> None:
    """Read documents and write the tables."""
    from pipeline.run import Order, execute

    order = Order(tuple(inputs), out, workers, indicators, timeout, rules, transformer)
    raise typer.Exit(execute(order, language(lang)))


@app.command("charter", help=say("help.charter", LANG))
def charter(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=say("help.file", LANG))],
    as_json: Annotated[bool, typer.Option("--json", help=say("help.verdicts_json", LANG))] = False,
    out: Annotated[Path | None, typer.Option("--out", help=say("help.charter_out", LANG))] = None,
    against: Annotated[
        str | None, typer.Option("--against", metavar="OLD|model", help=say("help.against", LANG))
    ] = None,
    rules: RulesOption = None,
    lang: LangOption = None,
) -> None:
    """Show the verdicts on charters."""
    from pipeline.charter import CharterOrder, show

    raise typer.Exit(show(CharterOrder(tuple(files), as_json, out, against, rules), language(lang)))


@app.command("form", help=say("help.form", LANG))
def form(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("help.form_file", LANG))],
    lang: LangOption = None,
) -> None:
    """Show the fields of one form and what does not agree in it."""
    from pipeline.form import show

    raise typer.Exit(show(file, language(lang)))


rule_packs = typer.Typer(no_args_is_help=True, help=say("help.rule_packs", LANG))
app.add_typer(rule_packs, name="rules")


@rule_packs.command("list", help=say("help.rules_list", LANG))
def rules_list(rules: RulesOption = None, lang: LangOption = None) -> None:
    """List the packs and their rules."""
    from pipeline.rules import show_list

    raise typer.Exit(show_list(rules, language(lang)))


@rule_packs.command("show", help=say("help.rules_show", LANG))
def rules_show(
    rule: Annotated[str, typer.Argument(metavar="RULE", help=say("help.rule", LANG))],
    rules: RulesOption = None,
    lang: LangOption = None,
) -> None:
    """Tell all of one rule."""
    from pipeline.rules import show_rule

    raise typer.Exit(show_rule(rule, rules, language(lang)))


@rule_packs.command("check", help=say("help.rules_check", LANG))
def rules_check(
    rules: Annotated[Path | None, typer.Argument(metavar="FILE", help=say("help.rules_file", LANG))] = None,
    lang: LangOption = None,
) -> None:
    """Check a pack: its keys, its sources, and that its examples get their verdicts."""
    from pipeline.rules import check

    raise typer.Exit(check(rules, language(lang)))


@app.command("explain", help=say("help.explain", LANG))
def explain(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("help.dir", LANG))],
    identifier: Annotated[str, typer.Argument(metavar="ID", help=say("help.id", LANG))],
    lang: LangOption = None,
) -> None:
    """Show why a number got its indicator."""
    from pipeline.explain import show

    raise typer.Exit(show(folder, identifier, language(lang)))


@app.command("evaluate", help=say("help.evaluate", LANG))
def evaluate(
    out: Annotated[Path, typer.Argument(metavar="OUT", help=say("help.dir", LANG))],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help=say("help.gold", LANG))],
    ignore: Annotated[Path | None, typer.Option("--ignore", help=say("help.ignore", LANG))] = None,
    misses: Annotated[int, typer.Option("--misses", min=0, help=say("help.misses", LANG))] = 0,
    breakdown: Annotated[bool, typer.Option("--breakdown", help=say("help.breakdown", LANG))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=say("help.json", LANG))] = False,
    lang: LangOption = None,
) -> None:
    """Score a run against annotations."""
    from pipeline.scores import Shown, show

    raise typer.Exit(show(out, gold, ignore, Shown(misses, breakdown, as_json, language(lang))))


corpus = typer.Typer(no_args_is_help=True, help=say("help.corpus", LANG))
app.add_typer(corpus, name="corpus")


class CorpusFormat(StrEnum):
    """The formats of training data."""

    docbin = "docbin"


@corpus.command("export", help=say("help.corpus_export", LANG))
def corpus_export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("help.gold", LANG))],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=say("help.corpus_out", LANG))],
    form: Annotated[CorpusFormat, typer.Option("--format", help=say("help.corpus_format", LANG))] = CorpusFormat.docbin,
    lang: LangOption = None,
) -> None:
    """Write an annotated corpus as training data."""
    from pipeline.corpus_export import export_docbin

    match form:
        case CorpusFormat.docbin:
            raise typer.Exit(export_docbin(folder, out, language(lang)))


@app.command("limits", help=say("help.limits", LANG))
def limits(lang: LangOption = None) -> None:
    """Show what one document may cost."""
    from pipeline.limits import table

    typer.echo(table(language(lang)))


def main() -> None:
    """The console script. Errors of configuration end with status 2, an interruption with 130."""
    from corpora.errors import ConfigurationError
    from pipeline import cycles

    cycles.look_seldom()
    try:
        app()
    except ConfigurationError as error:
        typer.echo(f"zhibiao: {error.message(LANG)}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
