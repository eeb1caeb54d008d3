"""``zhibiao run``: find the documents, process what is not done yet, write the tables, say what was found."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from corpora.errors import ConfigurationError, Interrupted
from corpora.limits import SECONDS
from outputs.atomic import atomic_file
from outputs.catalogue_info import IndicatorInfo
from pipeline import __version__, configuration, confinement
from pipeline.assemble import Totals, contested, remove_stale, write_tables_of_records
from pipeline.batch import run_batch
from pipeline.folder import RunFolder, is_result
from pipeline.ledger import Appender, Entry, Ledger
from pipeline.messages import Language, say
from pipeline.progress import Advance, progress
from pipeline.summary import Cost, Times, report_failures, run_json, summary
from pipeline.worker import LABOUR, Labour, Outcome, Settings, Source, Task

if TYPE_CHECKING:
    from extractors.observations import Catalogue

_COSTLIEST = 10  # documents that run.json names
# By class of unit, the first that an indicator takes.
_USUAL_UNITS = {
    "count": "个",
    "person": "人",
    "persontime": "人次",
    "event": "次",
    "case": "件",
    "household": "户",
    "hours": "小时",
    "money": "元",
    "rate": "%",
    "goods": "件",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for; ``timeout`` is in seconds a document, ``workers`` None for all cores.

    ``indicators`` and ``rules`` are the user's own catalogue and pack of charter rules, ``transformer`` the folder of the
    model that is asked where the choice of an indicator is in doubt (``built-in``: the program's; ``none``).
    """

    inputs: tuple[Path, ...]
    out: Path
    workers: int | None = None
    indicators: Path | None = None
    timeout: float = SECONDS
    rules: Path | None = None
    transformer: Path = Path("built-in")


def execute(order: Order, lang: Language, labour: Labour = LABOUR) -> int:
    """Carry out an order; returns the exit status: 0, 1 (some documents failed) or 130 (interrupted).

    Raises:
        ConfigurationError: the order cannot be carried out; exit status 2.
    """
    try:
        with _termination_as_interrupt():
            result = _execute(order, lang, labour)
    except KeyboardInterrupt:
        print(Interrupted().message(lang), file=sys.stderr)
        return 130
    except OSError as error:
        what = f"{error.filename or order.out}: {error.strerror or error}"
        raise ConfigurationError(say("run.cannot_write", lang, what=what)) from error
    _tell(order, result, lang)
    return 1 if result.failures else 0


@dataclass(frozen=True, slots=True)
class _Result:
    """What came of a run whose files are all written."""

    current: dict[str, Entry]
    totals: Totals
    times: Times

    @property
    def failures(self) -> list[Entry]:
        """The documents that could not be read, by name."""
        return [self.current[doc] for doc in sorted(self.current) if self.current[doc].failed]


def _tell(order: Order, result: _Result, lang: Language) -> None:
    try:
        report_failures(result.failures, lang)
        print(summary(order.out, result.current, result.totals, result.times, lang), flush=True)
    except OSError:
        # Nobody reads on (``| head``) or the log is full: the results are whole all the same.
        confinement.hush()


def _execute(order: Order, lang: Language, labour: Labour) -> _Result:
    from extractors.charters.rulepack import own_pack
    from extractors.observations import load_catalogue
    from outputs import write_tables
    from outputs.form_opinion import write_form_opinions

    began = time.monotonic()
    # A wrong catalogue, pack or input is said before anything is made on disk.
    catalogue = load_catalogue(order.indicators)
    if order.rules:
        own_pack(order.rules)
    transformer = configuration.checkpoint(order.transformer)
    digest = configuration.digest(order.indicators, order.rules, transformer)
    settings = Settings(order.out.resolve(), digest, order.indicators, order.rules, order.timeout, transformer)
    folder = RunFolder(order.out)
    sources = _sources(order)
    folder.prepare()
    with folder.held():
        folder.sweep()
        ledger = Ledger(folder.ledger)
        current, tally = _process(sources, ledger, settings, order, lang, labour)
        totals = write_tables_of_records(
            folder, list(current.values()), configuration.DOUBTFUL_BELOW, configuration.ACCEPTED_FROM
        )
        remove_stale(folder, ledger, current)
        # First the opinions: the report links to those that it finds.
        write_form_opinions(order.out, __version__, configuration.DOUBTFUL_BELOW)
        write_tables(order.out, indicator_info(catalogue), __version__, configuration.DOUBTFUL_BELOW)
        times = Times(round(time.monotonic() - began, 3), _workers(order), tally.reused, tuple(tally.costliest))
        with atomic_file(order.out / "run.json") as file:
            file.write(run_json(settings, current, totals, times))
        ledger.forget_all_but(sorted(current))
    return _Result(current, totals, times)


def _workers(order: Order) -> int:
    return order.workers or os.cpu_count() or 1


def _sources(order: Order) -> list[Source]:
    """What is to be read: all but what this program itself wrote, into ``--out`` or into another folder."""
    from pipeline.sources import sources_of

    # Sorted, so that the names given to equally named documents do not depend on the order of the arguments.
    found = sources_of(sorted(order.inputs, key=lambda p: str(p.resolve())))
    return [source for source in found if not is_result(source.path)]


def _process(
    sources: Sequence[Source], ledger: Ledger, settings: Settings, order: Order, lang: Language, labour: Labour
) -> tuple[dict[str, Entry], _Tally]:
    """Bring the ledger up to date; returns the entry of each document of this run and what doing it took."""
    by_doc = {source.doc: source for source in sources}
    tasks = [Task(source, ledger.entries.get(source.doc)) for source in sources]
    with ledger.open() as appender, progress(len(tasks), lang) as advance:
        tally = _drain(tasks, appender, settings, _workers(order), labour, advance)
        current = {doc: ledger.entries[doc] for doc in by_doc}
        if again := contested(list(current.values())):
            tasks = [Task(by_doc[entry.doc]) for entry in again]
            _drain(tasks, appender, settings, 1, labour, lambda failed, numbers: None)
            current = {doc: ledger.entries[doc] for doc in by_doc}
    return current, tally


@dataclass(slots=True)
class _Tally:
    """What came of tasks, counted while they are done."""

    reused: int = 0
    failed: int = 0
    numbers: int = 0
    costliest: list[Cost] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        self.failed += outcome.entry.failed
        self.numbers += outcome.entry.counts.get("observations", 0)
        if outcome.reused:
            self.reused += 1
            return
        cost = Cost(outcome.seconds, outcome.peak // 2**20, outcome.entry.doc)
        self.costliest = sorted([*self.costliest, cost], key=lambda c: (-c.seconds, c.doc))[:_COSTLIEST]


def _drain(
    tasks: Sequence[Task],
    appender: Appender,
    settings: Settings,
    workers: int,
    labour: Labour,
    advance: Advance,
) -> _Tally:
    tally = _Tally()
    for outcome in run_batch(tasks, settings, min(workers, len(tasks)), labour) if tasks else ():
        if not outcome.reused:
            appender.add(outcome.entry)
        tally.add(outcome)
        advance(tally.failed, tally.numbers)
    return tally


def indicator_info(catalogue: Catalogue) -> list[IndicatorInfo]:
    """What the tables say of each indicator."""
    return [
        IndicatorInfo(i.code, i.label, i.group, _usual_unit(i.units, i.organisations), i.definition)
        for i in catalogue.indicators
    ]


def _usual_unit(classes: frozenset[str], organisations: bool) -> str:
    if organisations and "count" in classes:
        return "家"
    return next((unit for name, unit in _USUAL_UNITS.items() if name in classes), "")


@contextmanager
def _termination_as_interrupt() -> Iterator[None]:
    """Let SIGTERM end the run as Ctrl-C does."""

    def interrupt(signum: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
