"""What keeps a worker process within bounds: its own process group, a cap on its memory, an end that takes all with it.

The cap is the system's limit on address space, which only Linux and BSD enforce well; on all systems the parent looks at
the memory of its workers a few times a second as well.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess
from pathlib import Path

_LINUX = sys.platform == "linux"
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_RESET_PEAK = "5"  # Linux, proc(5), clear_refs


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Start a process that Ctrl-C does not reach: its parent decides when it ends."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # multiprocessing starts its tracker with the first process, and lets interrupts through again when it has.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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


def hush() -> None:
    """Let nothing that a library prints, which may be a document's own words, reach the terminal."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


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
    if not _LINUX:
        return 0
    size, resident = map(int, Path("/proc/self/statm").read_text(encoding="ascii").split()[:2])
    return max(size - resident, 0) * os.sysconf("SC_PAGE_SIZE")


def forget_peak() -> None:
    """Begin to measure ``peak`` anew; only Linux can."""
    if _LINUX:
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_text(_RESET_PEAK, encoding="ascii")


def held(process: BaseProcess) -> int:
    """The memory (bytes) that a process holds now; 0 when it has ended."""
    import psutil

    try:
        return int(psutil.Process(process.pid).memory_info().rss)
    except psutil.Error:
        return 0


def peak() -> int:
    """The most memory (bytes) that the process has held since ``forget_peak``; 0 where the system does not tell."""
    if _LINUX:
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


@dataclass(frozen=True, slots=True)
class End:
    """How a process ended: its exit status, negative for a signal, and the most memory (bytes) that it ever held."""

    status: int
    peak: int

    @property
    def name(self) -> str:
        """The name of the signal, or the exit status."""
        if self.status >= 0:
            return f"exit {self.status}"
        try:
            return signal.Signals(-self.status).name
        except ValueError:
            return f"signal {-self.status}"

    @property
    def gave_up(self) -> bool:
        """Whether it ended itself by a signal, as native libraries do that get no memory."""
        return os.name == "posix" and -self.status in (signal.SIGABRT, signal.SIGILL, signal.SIGTRAP, signal.SIGSEGV)


def end(process: BaseProcess) -> End:
    """End a confined process with all that it started, at once."""
    pid = process.pid
    if pid is None:
        return End(0, 0)
    for descendant in _descendants(pid):
        with suppress(OSError):
            os.kill(descendant, signal.SIGKILL)
    if os.name == "posix":
        with suppress(OSError):
            os.killpg(pid, signal.SIGKILL)
    process.kill()
    peak = _wait(process)
    process.join()
    return End(process.exitcode or 0, peak)


def _wait(process: BaseProcess) -> int:
    """Wait for a child as ``join`` does, and give the most memory (bytes) that it held; 0 where that is not told."""
    # multiprocessing has no way to ask for the memory, so it is told here what it would have found out itself.
    child = process._popen  # type: ignore[attr-defined]
    if not _LINUX or child.returncode is not None:
        return 0
    try:
        _, status, usage = os.wait4(child.pid, 0)
    except ChildProcessError:
        return 0
    child.returncode = os.waitstatus_to_exitcode(status)
    import resource  # only POSIX has it

    # The figure of a child begins with that of its parent: only what is above it is its own.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage.ru_maxrss * 1024 if usage.ru_maxrss > own else 0


def _descendants(pid: int) -> list[int]:
    """The processes below one, also those that left its group."""
    import psutil

    try:
        return [child.pid for child in psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return []
