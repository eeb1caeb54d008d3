"""Containers other than .zip, brought into that form: tar, gzip, bzip2, xz, mails with attachments, 7z and rar.

What has no reader in Python's own library is unpacked by ``bsdtar`` where it is installed (it is part of macOS and of
Windows); nothing is written to disk but the archive itself, in a folder of its own that is removed.
"""

from __future__ import annotations

import bz2
import functools
import gzip
import io
import lzma
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import IO

from corpora.errors import Corrupt, Encrypted, LimitExceeded, Unsupported
from corpora.limits import MAX_DOCUMENT, MAX_MEMBERS
from corpora.mails import parse_mail
from corpora.readers.encoding import decode_name
from corpora.readers.sniff import MESSAGE

_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_STREAMS = {b"\x1f\x8b\x08": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}
_FOREIGN = {b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "RAR"}
_TAR_MARK = (257, b"ustar")
_MAIL_SUFFIX = (".eml", ".mail")
_MOST = 200 * 2**20  # bytes of all members together, as their zip is kept in memory
_SECONDS = 40
_BROKEN = (tarfile.TarError, EOFError, OSError, ValueError, lzma.LZMAError, zlib.error, RecursionError)
_LONGEST_NAME = 60_000  # bytes
_EPOCH = (1980, 1, 1, 0, 0, 0)
# What is a container by its name, for members of archives.
SUFFIXES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", *_MAIL_SUFFIX)


def is_mail(head: bytes, name: str) -> bool:
    """Whether a file is a mail whose attachments are documents of their own (web archives are none)."""
    return name.lower().endswith(_MAIL_SUFFIX) and MESSAGE.match(head) is not None


def is_container(head: bytes, name: str) -> bool:
    """Whether a file holds other files, by its first 8 KB (and for mails by its name)."""
    known = (*_ZIP_MAGIC, *_STREAMS, *_FOREIGN)
    return head.startswith(known) or _is_tar(head) or is_mail(head, name)


def _is_tar(head: bytes) -> bool:
    at, mark = _TAR_MARK
    return head[at : at + len(mark)] == mark


def zipped(stream: IO[bytes], name: str) -> IO[bytes]:
    """The container as a zip archive, whatever it was.

    Args:
        stream: the container, from its beginning.
        name: what it is called; a single packed file gets its name from it.

    Raises:
        LimitExceeded: more than 50 MB packed, 200 MB unpacked or 10,000 members; .zip has limits of its own.
        Unsupported: .7z or .rar, and no program for it is installed.
        Encrypted: it needs a password.
        Corrupt: it cannot be unpacked.
    """
    head = stream.read(4)
    stream.seek(0)
    if head.startswith(_ZIP_MAGIC):
        return stream
    data = stream.read(MAX_DOCUMENT + 1)
    if len(data) > MAX_DOCUMENT:
        raise LimitExceeded(f"> {MAX_DOCUMENT:,} B")
    return io.BytesIO(_repacked(data, name))


@functools.lru_cache(maxsize=2)
def _repacked(data: bytes, name: str) -> bytes:
    """The container as a stored zip; kept, since members are loaded one after the other."""
    for magic, program in _FOREIGN.items():
        if data.startswith(magic):
            return _by_bsdtar(data, program)
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(out, "w") as archive:
            total = 0
            for count, (member, content) in enumerate(_members(data, name), 1):
                total += len(content)
                if count > MAX_MEMBERS or total > _MOST:
                    raise LimitExceeded(f"> {MAX_MEMBERS:,} members" if count > MAX_MEMBERS else f"> {_MOST:,} B")
                archive.writestr(zipfile.ZipInfo(_fitting(member), _EPOCH), content)
    except _BROKEN as error:
        raise Corrupt(f"{type(error).__name__}: {str(error)[:100]}") from error
    return out.getvalue()


def _fitting(name: str) -> str:
    """A member's name as a zip archive can hold it, of a boundless one the end."""
    return name.encode("utf-8", "replace")[-_LONGEST_NAME:].decode("utf-8", "ignore") or "unnamed"


def _members(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    for magic, kind in _STREAMS.items():
        if data.startswith(magic):
            data = _inflated(data, kind)
            name = re.sub(r"\.(gz|bz2|xz)$", "", re.sub(r"\.tgz$", ".tar", name, flags=re.I), flags=re.I)
            break
    else:
        if not _is_tar(data):
            yield from _attachments(data)
            return
    if not _is_tar(data):
        yield name.rpartition("/")[2], data
        return
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
        for member in archive:
            # Links and devices are no documents, and what they point to was not handed in.
            if member.isreg() and (stream := archive.extractfile(member)) is not None:
                yield decode_name(os.fsencode(member.name)), stream.read(_MOST + 1)


def _inflated(data: bytes, kind: str) -> bytes:
    source = io.BytesIO(data)
    if kind == "gzip":
        with gzip.open(source) as unpacked:
            inflated = unpacked.read(_MOST + 1)
    else:
        with bz2.open(source) if kind == "bzip2" else lzma.open(source) as stream:
            inflated = stream.read(_MOST + 1)
    if len(inflated) > _MOST:
        raise LimitExceeded(f"> {_MOST:,} B")
    return inflated


def _attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files attached to a mail; pictures that its text shows are part of it."""
    for number, part in enumerate(_parts(parse_mail(data)), 1):
        name = part.get_filename()
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            yield name or f"{number}.eml", inner.as_bytes() if isinstance(inner, EmailMessage) else b""
        elif name and not (part.get_content_maintype() == "image" and part["Content-ID"]):
            payload = part.get_payload(decode=True)
            readable = decode_name(name.encode("utf-8", "surrogateescape"))
            yield readable, payload if isinstance(payload, bytes) else b""


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a mail that are no mails in it, and those mails whole."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.iter_parts():
        if isinstance(part, EmailMessage):
            yield from _parts(part)


def _bsdtar() -> str | None:
    names = ("bsdtar", "tar") if sys.platform in ("darwin", "win32") else ("bsdtar",)
    return next((found for name in names if (found := shutil.which(name))), None)


def _by_bsdtar(data: bytes, kind: str) -> bytes:
    program = _bsdtar()
    if program is None:
        error = Unsupported(kind)
        error.advice_zh = "请解压后提交其中的文件，或改用 .zip 压缩，或安装 bsdtar（libarchive-tools）。"
        error.advice_en = "Unpack it and submit the files, pack them as .zip, or install bsdtar (libarchive-tools)."
        raise error
    with tempfile.TemporaryDirectory(prefix="zhibiao-") as folder:
        packed = Path(folder) / "packed"
        packed.write_bytes(data)
        command = [program, "-c", "-f", "-", "--format", "zip", "--options", "zip:compression=store,hdrcharset=UTF-8"]
        return _output([*command, f"@{packed}"], folder)


def _output(command: list[str], folder: str) -> bytes:
    """What the program writes, within limits of bytes and seconds; it gets no terminal to ask for a password."""
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TMPDIR": folder}
    if "SYSTEMROOT" in os.environ:
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    with (
        tempfile.TemporaryFile(dir=folder) as complaints,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints, env=environment, cwd=folder
        ) as process,
    ):
        clock = threading.Timer(_SECONDS, process.kill)
        clock.start()
        try:
            written = process.stdout.read(_MOST + 1) if process.stdout else b""
        finally:
            clock.cancel()
            process.kill()
        status = process.wait()
        complaints.seek(0)
        said = complaints.read(2_000).decode("utf-8", "replace")
    if len(written) > _MOST:
        raise LimitExceeded(f"> {_MOST:,} B")
    if "assphrase" in said or "ncrypt" in said:
        raise Encrypted(said.strip()[-100:])
    if not written.startswith(_ZIP_MAGIC) or (status not in (0, -9) and said):
        raise Corrupt(said.strip()[-100:])
    return written
