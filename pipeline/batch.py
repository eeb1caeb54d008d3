"""Many documents over worker processes: a crash, a hang or a glutton costs only the document that caused it.

Workers are started afresh (spawn), so that this works alike on every system and no lock or thread is inherited. Each
holds one document at a time, so that it is known to the millisecond how long that has taken, and what ended with it.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from corpora.errors import ConfigurationError, Crashed, OutOfMemory, ReadError, TimedOut
from corpora.limits import MEMORY
from pipeline import confinement
from pipeline.worker import LABOUR, Labour, Outcome, Report, Settings, Task, lost, serve

# So many workers in a row may end before they are ready; then the run gives up.
_STILLBORN = 3
# Seconds for a worker to become ready and load what all documents need.
_START = 120.0
_FAR = 3600.0


class WorkersEnd(ConfigurationError):
    """Worker processes end before they take a document."""

    advice_zh = "工作进程一启动就退出，请查看上面的信息；内存不足时请减少 --workers。"
    advice_en = (
        "Worker processes end as soon as they start: see the messages above; with little memory try fewer --workers."
    )


class _Worker:
    """A worker process and what it is doing. ``until`` is the moment (monotonic seconds) at which it is ended."""

    def __init__(self, settings: Settings, labour: Labour) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection: Connection
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=serve, args=(theirs, settings, labour), daemon=True)
        with _without_interrupts():
            self.process.start()
        theirs.close()
        self.ready = False
        self.task: Task | None = None
        self.since = time.monotonic()
        self.until = self.since + _START

    def give(self, task: Task, timeout: float) -> None:
        """Hand over a document."""
        self.task, self.since = task, time.monotonic()
        self.until = self.since + timeout
        self.connection.send(task)

    def rest(self) -> None:
        """Note that it waits for a document."""
        self.task, self.until = None, time.monotonic() + _FAR

    def end(self) -> confinement.End:
        """End it with all that it started; returns how it ended."""
        self.connection.close()
        return confinement.end(self.process)


def run_batch(
    tasks: Iterable[Task], settings: Settings, workers: int, timeout: float, labour: Labour = LABOUR
) -> Iterator[Outcome]:
    """Do the tasks in ``workers`` processes; yields the outcomes as they come, in no particular order.

    Args:
        tasks: taken one by one as workers become free; may be endless.
        settings: the same for all tasks.
        workers: number of processes, at least 1.
        timeout: seconds for one document; then its process is ended and it gets a ``timeout`` record.
        labour: what the workers do.

    Raises:
        WorkersEnd: worker processes cannot start.
        OSError: results cannot be written (disk full, folder gone).
    """
    pool = _Pool(iter(tasks), settings, workers, timeout, labour)
    try:
        yield from pool.outcomes()
    finally:
        pool.close()


class _Pool:
    """The workers of a run."""

    def __init__(self, tasks: Iterator[Task], settings: Settings, workers: int, timeout: float, labour: Labour) -> None:
        self._tasks = tasks
        self._settings = settings
        self._size = workers
        self._timeout = timeout
        self._labour = labour
        self._workers: list[_Worker] = []
        self._stillborn = 0
        self._next: Task | None = next(tasks, None)

    def outcomes(self) -> Iterator[Outcome]:
        """The outcome of each task."""
        while True:
            while self._next and len(self._workers) < self._size:
                self._workers.append(_Worker(self._settings, self._labour))
            self._hand_out()
            if not self._next and not any(w.task for w in self._workers):
                return
            busy = [w for w in self._workers if w.task or not w.ready]
            if not busy:  # all were ended from outside while they waited
                continue
            left = max(min(w.until for w in busy) - time.monotonic(), 0)
            heard = wait([w.connection for w in busy], left)
            for worker in busy:
                if worker.connection in heard:
                    yield from self._hear(worker)
                elif time.monotonic() >= worker.until:
                    yield from self._lost(worker, TimedOut(f"> {self._timeout:g} s"))

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _hand_out(self) -> None:
        for worker in list(self._workers):
            if self._next and worker.ready and not worker.task:
                try:
                    worker.give(self._next, self._timeout)
                except OSError:  # it was ended from outside while it waited
                    self._workers.remove(worker)
                    worker.end()
                else:
                    self._next = next(self._tasks, None)

    def _hear(self, worker: _Worker) -> Iterator[Outcome]:
        try:
            report = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._lost(worker, None)
            return
        self._stillborn = 0
        if isinstance(report, Exception):
            raise report
        worker.ready = True
        task = worker.task
        worker.rest()
        if isinstance(report, Report) and task:
            if report.spent:
                self._workers.remove(worker)
                worker.end()
            yield report.outcome

    def _lost(self, worker: _Worker, error: ReadError | None) -> Iterator[Outcome]:
        """What is left of a worker that ended, or was ended: a failed record for the document that it held."""
        self._workers.remove(worker)
        how = worker.end()
        if worker.task is None:
            self._stillborn += not worker.ready
            if self._stillborn >= _STILLBORN:
                raise WorkersEnd
            return
        seconds = round(time.monotonic() - worker.since, 3)
        yield replace(lost(worker.task, error or _cause(how), self._settings, seconds), peak=how.peak)


def _cause(how: confinement.End) -> ReadError:
    """Why a process ended by itself.

    Native libraries that get no more memory give themselves up; that the process had taken a good part of what it may
    tells these from other faults of theirs.
    """
    if how.gave_up and how.peak > MEMORY // 3:
        return OutOfMemory(how.name)
    return Crashed(how.name)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Start a process that Ctrl-C does not reach: its parent decides when it ends."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
