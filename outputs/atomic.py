"""Files that are either whole or absent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def atomic_path(target: Path) -> Iterator[Path]:
    """A path beside ``target`` that takes its name only when the block ends well; else nothing is left behind.

    The folder is made when it is not there. The data are on the disk before the name changes.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    # Cut, so that it is within what a file system allows for names whenever the target is.
    temporary = target.with_name(f".{target.name[:40]}.{os.getpid()}.tmp")
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def atomic_file(target: Path) -> Iterator[IO[bytes]]:
    """As ``atomic_path``, with the file open for writing bytes."""
    with atomic_path(target) as temporary, temporary.open("wb") as file:
        yield file
