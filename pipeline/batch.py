"""Many documents over worker processes: a crash or a hang costs only the document that caused it.

Workers are started afresh (spawn), so that this works alike on every system and no lock or thread is inherited. At most
a few tasks for each worker are under way, so memory does not grow with the number of documents.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import chain

from corpora.errors import ConfigurationError, Crashed, TimedOut, ZhibiaoError
from pipeline.worker import LABOUR, Labour, Outcome, Settings, Task, lost

_IN_FLIGHT_PER_WORKER = 4
# A worker is replaced after so many documents: what native libraries leak does not pile up.
_DOCUMENTS_PER_WORKER = 2_000
# A pool whose idle worker is killed from outside breaks as a whole; so many are started before the run gives up.
_POOLS = 3


class WorkersEnd(ConfigurationError):
    """Worker processes end before they take a document."""

    advice_zh = "工作进程一启动就退出，请查看上面的信息；内存不足时请减少 --workers。"
    advice_en = (
        "Worker processes end as soon as they start: see the messages above; with little memory try fewer --workers."
    )


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
        WorkersEnd: worker processes cannot start.
        OSError: results cannot be written (disk full, folder gone).
    """
    remaining, left = iter(tasks), list[Task]()
    for _ in range(_POOLS):
        left = yield from _run_pool(chain(left, remaining), settings, workers, timeout, labour)
        if not left:
            return
    raise WorkersEnd


def _run_pool(
    tasks: Iterator[Task], settings: Settings, workers: int, timeout: float, labour: Labour
) -> Generator[Outcome, None, list[Task]]:
    """Do tasks in one pool; returns those that were under way when the pool broke, none when all are done."""
    from concurrent.futures.process import BrokenProcessPool

    from pebble import ProcessPool

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
            while pool.active and len(running) < workers * _IN_FLIGHT_PER_WORKER and (task := next(tasks, None)):
                future: Future[Outcome] = pool.schedule(labour.work, args=[task, settings], timeout=timeout)
                running[future] = task
            if not running:
                return []
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                outcome = _outcome(future, running[future], settings)
                del running[future]
                yield outcome
    except BrokenProcessPool:
        return list(running.values())
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


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
