"""Many documents over worker processes: a crash or a hang costs only the document that caused it.

Workers are started afresh (spawn), so that this works alike on every system and no lock or thread is inherited. At most
a few tasks for each worker are under way, so memory does not grow with the number of documents.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from typing import TYPE_CHECKING

from corpora.errors import Crashed, TimedOut, ZhibiaoError
from pipeline.worker import LABOUR, Labour, Outcome, Settings, Task, lost

if TYPE_CHECKING:
    from pebble import ProcessPool

_IN_FLIGHT_PER_WORKER = 4
# A worker is replaced after so many documents: what native libraries leak does not pile up.
_DOCUMENTS_PER_WORKER = 2_000


def run_batch(
    tasks: Iterable[Task], settings: Settings, workers: int, timeout: float, labour: Labour = LABOUR
) -> Iterator[Outcome]:
    """Do the tasks in ``workers`` processes; yields the outcomes as they come, in no particular order.

    Args:
        tasks: taken one by one while there is room; may be endless.
        settings: the same for all tasks.
        workers: number of processes, at least 1.
        timeout: seconds for one document; then its process is ended and it gets a ``timeout`` record.
        labour: what the workers do.

    Raises:
        OSError: results cannot be written (disk full, folder gone).
    """
    from pebble import ProcessPool

    remaining = iter(tasks)
    running: dict[Future[Outcome], Task] = {}
    pool = ProcessPool(
        max_workers=workers,
        max_tasks=_DOCUMENTS_PER_WORKER,
        initializer=labour.start,
        initargs=[settings],
        context=multiprocessing.get_context("spawn"),
    )
    try:
        while True:
            for task in islice(remaining, workers * _IN_FLIGHT_PER_WORKER - len(running)):
                running[_scheduled(pool, labour, task, settings, timeout)] = task
            if not running:
                break
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield _outcome(future, running.pop(future), settings)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _scheduled(pool: ProcessPool, labour: Labour, task: Task, settings: Settings, timeout: float) -> Future[Outcome]:
    future: Future[Outcome] = pool.schedule(labour.work, args=[task, settings], timeout=timeout)
    return future


def _outcome(future: Future[Outcome], task: Task, settings: Settings) -> Outcome:
    from pebble import ProcessExpired

    error: ZhibiaoError
    try:
        return future.result()
    except TimeoutError:
        error = TimedOut()
    except ProcessExpired:
        error = Crashed()
    return lost(task, error, settings)
