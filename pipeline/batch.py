"""Many documents over worker processes: a crash, a hang or a glutton costs only the document that caused it.

Workers are started afresh (spawn), so that this works alike on every system and no lock or thread is inherited. Each
holds one document at a time, so that it is known to the millisecond how long that has taken, and what ended with it.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from corpora.errors import ConfigurationError, Crashed, OutOfMemory, ReadError, TimedOut
from corpora.limits import MEMORY, STALLED
from pipeline import confinement
from pipeline.worker import ALIVE, LABOUR, Labour, Outcome, Report, Settings, Task, lost, serve

# So many workers in a row may end before they are ready; then the run gives up.
_STILLBORN = 3
# Seconds for a worker to become ready and load what all documents need.
_START = 120.0
_FAR = 3600.0
# Seconds between two looks at the memory of workers. The system's own cap comes first where there is one.
_LOOK = 0.25


class WorkersEnd(ConfigurationError):
    """Worker processes end before they take a document."""

    advice_zh = "工作进程一启动就退出，请查看上面的信息；内存不足时请减少 --workers。"
    advice_en = (
        "Worker processes end as soon as they start: see the messages above; with little memory try fewer --workers."
    )


class _Worker:
    """A worker process and what it is doing.

    ``until`` is the moment (monotonic seconds) at which it is ended, ``stalls`` the one before which it has to tell that
    its document gets on; ``peak`` the most memory (bytes) that it was seen to hold.
    """

    def __init__(self, settings: Settings, labour: Labour) -> None:
        self._seconds = settings.seconds
        context = multiprocessing.get_context("spawn")
        self.connection: Connection
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=serve, args=(theirs, settings, labour), daemon=True)
        with confinement.without_interrupts():
            self.process.start()
        theirs.close()
        self.ready = False
        self.task: Task | None = None
        self.since = time.monotonic()
        self.until = self.stalls = self.since + _START
        self.peak = self._done = 0

    def give(self, task: Task) -> None:
        """Hand over a document."""
        self.task, self.since, self.peak = task, time.monotonic(), 0
        self.until = self.since + self._seconds
        # With its first document a process loads what it needs, which takes long on a machine with much other work.
        self.stalls = self.since + STALLED if self._done else self.until
        self.connection.send(task)

    def rest(self) -> None:
        """Note that it waits for a document."""
        self._done += self.task is not None
        self.task, self.until = None, time.monotonic() + _FAR
        self.stalls = self.until

    def overstepped(self) -> ReadError | None:
        """Which limit the worker has passed, None as long as it keeps them all."""
        now = time.monotonic()
        if now >= self.until:
            return TimedOut(f"> {self._seconds:g} s")
        if now >= self.stalls:
            return TimedOut(f"> {STALLED} s without progress")
        if self.task is not None:
            self.peak = max(self.peak, confinement.held(self.process))
        return OutOfMemory(f"> {MEMORY // 2**20:,} MB") if self.peak > MEMORY else None

    def end(self) -> confinement.End:
        """End it with all that it started; returns how it ended."""
        self.connection.close()
        return confinement.end(self.process)


def run_batch(tasks: Iterable[Task], settings: Settings, workers: int, labour: Labour = LABOUR) -> Iterator[Outcome]:
    """Do the tasks in ``workers`` processes; yields the outcomes as they come, in no particular order.

    Args:
        tasks: taken one by one as workers become free; may be endless.
        settings: the same for all tasks; a document that passes their seconds gets a ``timeout`` record, its process
            is ended.
        workers: number of processes, at least 1.
        labour: what the workers do.

    Raises:
        WorkersEnd: worker processes cannot start.
        OSError: results cannot be written (disk full, folder gone).
    """
    pool = _Pool(iter(tasks), settings, workers, labour)
    try:
        yield from pool.outcomes()
    finally:
        pool.close()


class _Pool:
    """The workers of a run."""

    def __init__(self, tasks: Iterator[Task], settings: Settings, workers: int, labour: Labour) -> None:
        self._tasks = tasks
        self._settings = settings
        self._size = workers
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
            heard = wait([w.connection for w in busy], _LOOK)
            for worker in busy:
                if worker.connection in heard:
                    yield from self._hear(worker)
                elif passed := worker.overstepped():
                    yield from self._lost(worker, passed)

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _hand_out(self) -> None:
        for worker in list(self._workers):
            if self._next and worker.ready and not worker.task:
                try:
                    worker.give(self._next)
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
        if report == ALIVE:
            worker.stalls = time.monotonic() + STALLED
            return
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
        peak = max(how.peak, worker.peak)
        yield replace(lost(worker.task, error or _cause(how), self._settings, seconds), peak=peak)


def _cause(how: confinement.End) -> ReadError:
    """Why a process ended by itself.

    Native libraries that get no more memory give themselves up; that the process had taken a good part of what it may
    tells these from other faults of theirs.
    """
    if how.gave_up and how.peak > MEMORY // 3:
        return OutOfMemory(how.name)
    return Crashed(how.name)
