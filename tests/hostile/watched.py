"""A worker that notes what the program does to the outside: addresses, programs, files written."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pipeline import worker
from pipeline.worker import Labour, Settings

_ADDRESS = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "socket.bind",
    "urllib.Request",
)
_PROGRAM = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile")
_CHANGE = (
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.truncate",
    "shutil.rmtree",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def start(settings: Settings) -> None:
    """Make a worker ready and watch it from then on; its notes stand in ``notes`` beside the result folder."""
    worker.start(settings)
    notes = os.open(settings.out.parent / "notes", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    out = os.path.realpath(settings.out)

    def watch(event: str, details: tuple[object, ...]) -> None:
        if (
            event in _ADDRESS
            or event in _PROGRAM
            or (event in _CHANGE and not _inside(details[0], out))
            or (event == "open" and _writes(details[1], details[2]) and not _inside(details[0], out))
        ):
            os.write(notes, f"{event} {details!r}\n".encode("utf-8", "backslashreplace"))

    sys.addaudithook(watch)


def _writes(mode: object, flags: object) -> bool:
    return (isinstance(mode, str) and any(c in mode for c in "wax+")) or (
        isinstance(flags, int) and bool(flags & _WRITING)
    )


def _inside(path: object, out: str) -> bool:
    if isinstance(path, int):
        return True  # opened before by its name
    name = os.path.realpath(os.fsdecode(path)) if isinstance(path, (str, bytes, os.PathLike)) else ""
    return name.startswith(out + os.sep) or name in (
        os.devnull,
        "/proc/self/clear_refs",
        f"/proc/{os.getpid()}/clear_refs",
    )


WATCHED = Labour(start, worker.work)


def notes(out: Path) -> list[str]:
    """What was noted of the workers of a run."""
    path = out.parent / "notes"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
