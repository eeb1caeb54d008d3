"""What keeps a worker process within bounds: its own process group, a cap on its memory, an end that takes all with it.

The cap is the system's limit on address space, which only Linux and BSD enforce well; elsewhere only the clock holds.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LINUX = sys.platform == "linux"
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_RESET_PEAK = "5"  # Linux, proc(5), clear_refs


def confine() -> None:
    """Make the calling process the head of its own group; on Linux it also ends with its parent and goes first when
    the memory of the machine runs out.
    """
    if os.name == "posix":
        os.setpgid(0, 0)
    if _LINUX:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


@contextmanager
def memory_capped(most: int) -> Iterator[None]:
    """Let the process grow to about ``most`` bytes of memory inside the block; what asks for more gets MemoryError.

    Address space that is mapped but not used (shared libraries) does not count. Does nothing on Windows.
    """
    if os.name != "posix":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    soft = most + _unused_address_space()
    if before[1] != resource.RLIM_INFINITY:
        soft = min(soft, before[1])
    with suppress(ValueError, OSError):  # macOS refuses a limit below what is mapped already
        resource.setrlimit(resource.RLIMIT_AS, (soft, before[1]))
    try:
        yield
    finally:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, before)


def _unused_address_space() -> int:
    size, resident = _statm()
    return max(size - resident, 0)


def resident() -> int:
    """Bytes of memory that the process holds now; 0 where the system does not tell."""
    return _statm()[1]


def _statm() -> tuple[int, int]:
    if not _LINUX:
        return 0, 0
    size, held = Path("/proc/self/statm").read_text(encoding="ascii").split()[:2]
    page = os.sysconf("SC_PAGE_SIZE")
    return int(size) * page, int(held) * page


def forget_peak() -> None:
    """Begin to measure ``peak`` anew; only Linux can."""
    if _LINUX:
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_text(_RESET_PEAK, encoding="ascii")


def peak() -> int:
    """The most memory (bytes) that the process has held since ``forget_peak``; 0 where the system does not tell."""
    if _LINUX:
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def end(pid: int) -> None:
    """End a confined process with all that it started, at once."""
    for descendant in _descendants(pid):
        with suppress(OSError):
            os.kill(descendant, signal.SIGKILL)
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGTERM)


def _descendants(pid: int) -> list[int]:
    """The processes below one, also those that left its group; none where the system does not tell."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat") if _LINUX else ():
        with suppress(OSError, ValueError, IndexError):
            # The name of the program stands in brackets and may hold anything.
            parent = int(entry.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(entry.parent.name))
    found, waiting = [], [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found
