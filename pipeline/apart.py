"""One call in a process of its own, within the limits for one document."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

from corpora.errors import Crashed, InternalError, OutOfMemory, ReadError, TimedOut
from corpora.limits import MEMORY, SECONDS
from pipeline import confinement

P = ParamSpec("P")
T = TypeVar("T")


def apart(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of a function that can be imported by its name; arguments and result must be picklable.

    Raises:
        TimedOut, OutOfMemory, Crashed: it passes the limits, or its process ends.
        ReadError: what the function raises; anything else that it raises becomes InternalError.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, function, args, kwargs), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(SECONDS):
            raise TimedOut(f"> {SECONDS} s")
        result = ours.recv()
    except EOFError:
        raise Crashed() from None
    finally:
        if process.pid is not None:
            confinement.end(process.pid)
        process.join()
    if isinstance(result, ReadError):
        raise result
    answer: T = result
    return answer


def _serve(connection: Connection, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    confinement.confine()
    try:
        with confinement.memory_capped(MEMORY):
            result = function(*args, **kwargs)
    except ReadError as error:
        result = error
    except MemoryError:
        result = OutOfMemory()
    except Exception as error:
        result = InternalError.of(error)
    connection.send(result)
