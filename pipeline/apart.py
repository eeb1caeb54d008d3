"""Calls in a process of their own, within the limits for one document."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, ParamSpec, TypeVar

from corpora import clock
from corpora.errors import Crashed, InternalError, OutOfMemory, ReadError, TimedOut
from corpora.limits import MEMORY, SECONDS
from pipeline import confinement

P = ParamSpec("P")
T = TypeVar("T")


class Apart(Generic[P, T]):
    """A function in a process of its own that answers one call after another.

    A call that ends the process costs only itself: the next one gets a new process. The function can be imported by its
    name; its arguments and its result are picklable.
    """

    def __init__(self, function: Callable[P, T]) -> None:
        self._function = function
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Apart[P, T]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def call(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of the function.

        Raises:
            TimedOut, OutOfMemory, Crashed: it passes the limits, or its process ends.
            ReadError: what the function raises; anything else that it raises becomes InternalError.
        """
        connection = self._connection or self._started()
        done = False
        try:
            connection.send((args, kwargs))
            if not connection.poll(SECONDS):
                raise TimedOut(f"> {SECONDS} s")
            result = connection.recv()
            done = not isinstance(result, OutOfMemory)  # what is torn by it is not used again
        except (EOFError, ConnectionError):
            raise Crashed() from None
        finally:
            if not done:
                self._end()
        if isinstance(result, ReadError):
            raise result
        answer: T = result
        return answer

    def _started(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._function), daemon=True)
        with confinement.without_interrupts():
            self._process.start()
        theirs.close()
        self._connection = ours
        return ours

    def _end(self) -> None:
        if self._process is not None:
            confinement.end(self._process)
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


def _serve(connection: Connection, function: Callable[..., Any]) -> None:
    confinement.confine()
    confinement.hush()
    while True:
        try:
            args, kwargs = connection.recv()
        except EOFError:  # nobody is left who would ask
            return
        result: Any
        try:
            clock.start(SECONDS)
            with confinement.memory_capped(MEMORY):
                result = function(*args, **kwargs)
        except ReadError as error:
            result = error
        except MemoryError:
            result = OutOfMemory()
        except Exception as error:
            result = InternalError.of(error)
        connection.send(result)
