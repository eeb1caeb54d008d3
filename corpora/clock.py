"""How much of its time the document at hand has used, and signs that it gets on.

A process holds one document at a time. Whoever gives it one starts the clock; readers and extractors tell at each page,
block or sentence that they get on, and readers give what they have read when time grows short, so that a long scan
ends as a part of it rather than as nothing. Where nobody starts the clock there is no end of time.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

_READING = 2 / 3  # of the time; the rest is for what is done with the text
_APART = 1.0  # seconds between two signs that are passed on


class _Clock:
    """The clock of this process; ``sign`` passes on that it gets on."""

    def __init__(self) -> None:
        self.late = math.inf
        self.next = math.inf
        self.sign: Callable[[], None] | None = None


_clock = _Clock()


def start(seconds: float, sign: Callable[[], None] | None = None) -> None:
    """Begin to count for a document.

    Args:
        seconds: what it may take in all.
        sign: called about once a second as long as the document gets on.
    """
    now = time.monotonic()
    _clock.late = now + _READING * seconds
    _clock.next = now + _APART if sign else math.inf
    _clock.sign = sign


def tick() -> None:
    """Tell that the document gets on: a page, a block, a sentence is done."""
    if _clock.sign is not None and (now := time.monotonic()) >= _clock.next:
        _clock.next = now + _APART
        _clock.sign()


def is_late() -> bool:
    """Whether so much time is gone that a reader should give what it has."""
    return time.monotonic() >= _clock.late
