"""Formats that only LibreOffice reads: converted by it, where it is installed, to one that is read here.

Our own readers come first: on the eight Word samples, saved as .doc, .rtf and .odt by LibreOffice, they gave the very
text, blocks and levels of the .docx in 3 to 65 ms a file, where a conversion takes 1 to 3 s. Each conversion has a
profile of its own (a shared one is not safe side by side), a clock, and a process group that ends with it; macros are
not run, and success is told by the file that is there.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from corpora import clock
from corpora.errors import Corrupt, LimitExceeded
from corpora.limits import MAX_DOCUMENT, MEMORY

_SECONDS = 45
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
# Macros never run, whatever the document asks for (LibreOffice's registry, org.openoffice.Office.Common).
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or (str(_MAC) if _MAC.exists() else None)


def converted(data: bytes, suffix: str, target: str) -> bytes:
    """A document in another format.

    Args:
        data: the document.
        suffix: its ending, by which LibreOffice picks what opens it, such as ``.doc``.
        target: the format wanted, such as ``docx``.

    Raises:
        Corrupt: nothing came out.
        LimitExceeded: it took longer than 45 s or came out larger than 50 MB.
    """
    office = program()
    if office is None:
        raise Corrupt("LibreOffice")
    with tempfile.TemporaryDirectory(prefix="zhibiao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, profile = folder / f"source{suffix}", folder / "profile"
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
        _run([*command, "--convert-to", target, "--outdir", str(folder / "out"), str(source)], folder)
        made = folder / "out" / f"source.{target}"
        if not made.is_file() or not made.stat().st_size:
            raise Corrupt("LibreOffice")
        if made.stat().st_size > MAX_DOCUMENT:
            raise LimitExceeded(f"> {MAX_DOCUMENT:,} B")
        return made.read_bytes()


def _run(command: list[str], folder: Path) -> None:
    """Run to the end or to the end of the time; nothing of it stays behind."""
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment,
        start_new_session=True,
        preexec_fn=_free_address_space if sys.platform == "linux" else None,
    ) as process:
        try:
            _wait(process)
        finally:
            with suppress(OSError):
                if os.name == "posix":
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()


def _wait(process: subprocess.Popen[bytes]) -> None:
    """Wait for LibreOffice, which has a time of its own, so that nobody takes the silence for a hang."""
    for _ in range(_SECONDS):
        clock.tick()
        with suppress(subprocess.TimeoutExpired):
            process.wait(1.0)
            return
    raise LimitExceeded(f"LibreOffice > {_SECONDS} s")


def _free_address_space() -> None:
    """Take back the cap on address space that the calling process has: LibreOffice maps far more than it uses."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    # What it writes to is capped all the same.
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
