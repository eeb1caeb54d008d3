"""``zhibiao charter``: the verdicts on charters in the terminal or as JSON, their files, and comparisons."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.errors import ConfigurationError, ReadError, Skipped
from pipeline.folder import is_result
from pipeline.messages import Language, say
from pipeline.summary import printable

if TYPE_CHECKING:
    from corpora.intake import SourceRef
    from pipeline.stages import Judgement

MODEL = "model"
_WRITTEN = ("reviewed", "opinions", "comparisons")


@dataclass(frozen=True, slots=True)
class CharterOrder:
    """What the user asked for.

    ``out`` takes the reviewed copies and opinions; ``against`` is an earlier charter, or ``model`` for the built-in
    skeleton of the organisation's type. ``rules`` is the user's own pack of charter rules.
    """

    files: tuple[Path, ...]
    as_json: bool = False
    out: Path | None = None
    against: str | None = None
    rules: Path | None = None


@dataclass(frozen=True, slots=True)
class Charter:
    """A charter that was judged, with its bytes."""

    source: SourceRef
    data: bytes
    judgement: Judgement


def show(order: CharterOrder, lang: Language) -> int:
    """Carry out an order; returns 0, or 1 when a document is no charter, is not judged or could not be read.

    Raises:
        ConfigurationError: an input is not there, ``--out`` would overwrite one, ``--against`` does not fit, or the
            user's own pack is wrong.
    """
    from extractors.charters.rulepack import own_pack

    if order.rules:
        own_pack(order.rules)  # a wrong pack is said here, not by the other process
    sources = _sources(order)
    if order.against is not None:
        return _compare(order, sources, lang)
    judged: list[Judgement] = []
    for charter in _charters(sources, order, lang):
        judged.append(charter.judgement)
        if order.as_json:
            _print_json(charter)
        if order.out:
            _write_files(charter, order.out, sources, lang)
    wanted = [source for source in sources if not source.skipped]
    if not order.as_json:
        from pipeline.charter_tables import print_charters

        print_charters(judged, lang)
    return 0 if len(judged) == len(wanted) else 1


def _sources(order: CharterOrder) -> list[SourceRef]:
    """The documents: of a folder not what this program wrote into it."""
    from pipeline.sources import sources_of

    named = {file.resolve() for file in order.files}
    written = [order.out.resolve() / name for name in _WRITTEN] if order.out else []
    return [
        source
        for source in sources_of(order.files)
        if source.path.resolve() in named
        or not (is_result(source.path) or any(source.path.resolve().is_relative_to(folder) for folder in written))
    ]


def _charters(sources: Sequence[SourceRef], order: CharterOrder, lang: Language) -> Iterator[Charter]:
    """Those of the documents that get verdicts; of each other it is said why not."""
    from pipeline.apart import Apart
    from pipeline.stages import judge

    with Apart(judge) as judging:
        for source in sources:
            try:
                data = source.load()
                judgement = judging.call(source.doc, data, order.rules)
            except Skipped:
                continue
            except ReadError as error:
                print(f"{printable(source.doc)} [{error.code}] {printable(error.message(lang))}", file=sys.stderr)
                continue
            if judgement.verdicts:
                yield Charter(source, data, judgement)
            else:
                print(
                    _why_not(printable(source.doc), judgement, lang), file=sys.stderr if order.as_json else sys.stdout
                )


def _why_not(doc: str, judgement: Judgement, lang: Language) -> str:
    if judgement.unreviewed:
        return say(f"unreviewed.{judgement.unreviewed}", lang, doc=doc)
    return say("charter.not_one", lang, doc=doc, type=say(f"type.{judgement.doc_type}", lang))


def _print_json(charter: Charter) -> None:
    from extractors.records import as_dict
    from outputs.jsonl import to_line

    for verdict in charter.judgement.verdicts:
        print(to_line(as_dict(verdict)))


def _write_files(charter: Charter, out: Path, inputs: Sequence[SourceRef], lang: Language) -> None:
    from outputs.reviewed.names import opinion_name, reviewed_name
    from pipeline.charter_files import write_charter_files

    doc = charter.source.doc
    names = (reviewed_name(doc), opinion_name(doc, ".docx"), opinion_name(doc, ".html"))
    _spare([out / name for name in names], inputs, lang)
    write_charter_files(charter.judgement.processed, charter.data, out)


def _spare(targets: Sequence[Path], inputs: Sequence[SourceRef], lang: Language) -> None:
    """Raise ConfigurationError where a file that would be written is one that was handed in."""
    for target in targets:
        if any(target.resolve() == source.path.resolve() for source in inputs):
            raise ConfigurationError(f"--out: {say('charter.overwrite', lang, file=target)}")


def _compare(order: CharterOrder, sources: Sequence[SourceRef], lang: Language) -> int:
    from outputs.atomic import atomic_file
    from outputs.comparison import comparison_html, comparison_records
    from outputs.jsonl import to_line
    from outputs.reviewed.names import comparison_name
    from pipeline.charter_comparison import compare_charters, print_comparison

    if len(sources) != 1:
        raise ConfigurationError(f"--against: {say('charter.one_file', lang, n=len(sources))}")
    earlier = [] if order.against == MODEL else _sources(CharterOrder((Path(order.against or ""),)))
    if len(earlier) > 1:
        raise ConfigurationError(f"--against {order.against}: {say('charter.one_file', lang, n=len(earlier))}")
    judged = list(_charters([*earlier, *sources], order, lang))
    if len(judged) != len(earlier) + 1:
        return 1
    new = judged[-1]
    comparison = compare_charters(judged[0].judgement if earlier else None, new.judgement)
    if order.out:
        _write_files(new, order.out, [*sources, *earlier], lang)
        target = order.out / comparison_name(new.source.doc)
        _spare([target], [*sources, *earlier], lang)
        with atomic_file(target) as file:
            file.write(comparison_html(comparison).encode("utf-8", "replace"))
    if order.as_json:
        for record in comparison_records(comparison):
            print(to_line(record))
    else:
        print_comparison(comparison, lang)
    return 0
