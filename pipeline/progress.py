"""A progress bar on a terminal, silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.messages import Language, say

Advance = Callable[[int, int], None]
"""Called with the number of failed documents and of observations so far, once per document."""


@contextmanager
def progress(total: int, lang: Language) -> Iterator[Advance]:
    """Show how many of ``total`` documents are done and the time left, on stderr and only when that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda failed, numbers: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[counts]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(say("progress.title", lang), total=total, counts="")
        yield lambda failed, numbers: bar.update(
            task, advance=1, counts=say("progress.counts", lang, failed=failed, numbers=numbers)
        )
