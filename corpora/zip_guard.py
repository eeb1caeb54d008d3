"""Reading zip archives that may be damaged, encrypted, misnamed or made to burst.

What counts is bytes that really come out of the inflater. ``zipfile`` never gives more bytes than a member's directory
entry declares (a longer stream fails its checksum), so the sum of the declared sizes bounds what an archive can cost.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from corpora.errors import Corrupt, Encrypted, LimitExceeded, Unsupported
from corpora.limits import MAX_RATIO, RATIO_FLOOR
from corpora.readers.encoding import decode_name

_CHUNK = 1 << 20
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075
_LOCAL_HEADER = 30  # bytes before name and extra field
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    KeyError,
    OverflowError,
)


def open_zip(source: IO[bytes]) -> zipfile.ZipFile:
    """The archive of a seekable binary stream. Raises Corrupt when its directory cannot be read."""
    try:
        return zipfile.ZipFile(source)
    except NotImplementedError as error:
        raise Unsupported(str(error)) from error
    except _BROKEN as error:
        raise Corrupt(str(error)) from error


def member_name(member: zipfile.ZipInfo) -> str:
    """The member's path as its author saw it, ``/``-separated, without ``..``, drive or leading ``/``.

    Names without the UTF-8 flag (general purpose bit 11, APPNOTE.TXT 4.4.4) are in the packer's own code page: on
    Chinese systems GBK, on macOS UTF-8. An Info-ZIP Unicode Path field (APPNOTE.TXT 4.6.9) comes before both.
    """
    name = member.filename
    if not member.flag_bits & _UTF8_NAME:
        name = _unicode_path(member.extra) or _own_code_page(member.orig_filename)
    printable = "".join(c if c.isprintable() or c in "\u3000\xa0" else "_" for c in name)
    parts = printable.replace("\\", "/").split("/")
    safe = [p for p in parts if p not in ("", ".", "..") and not (len(p) == 2 and p[1] == ":")]
    return "/".join(safe) or "unnamed"


def _own_code_page(name: str) -> str:
    """Undo the cp437 decoding that ``zipfile`` applies to names without the UTF-8 flag."""
    try:
        return decode_name(name.encode("cp437"))
    except UnicodeEncodeError:
        return name


def _unicode_path(extra: bytes) -> str | None:
    while len(extra) >= 4:
        tag, size = struct.unpack_from("<HH", extra)
        if tag == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return None


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """The member's bytes, at most ``limit`` of them.

    Raises:
        LimitExceeded: more than ``limit`` bytes come out of the inflater.
        Encrypted: the member needs a password.
        Unsupported: it is compressed by an unknown method.
        Corrupt: it cannot be inflated or its checksum is wrong.
    """
    return b"".join(chunks(archive, member, limit))


def chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
    """The member's bytes piece by piece; raises as ``read_member`` does, while it is under way."""
    if member.flag_bits & _ENCRYPTED:
        raise Encrypted(member_name(member))
    left = limit
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(min(_CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    raise LimitExceeded(f"{member_name(member)}: > {limit:,} B")
                if limit - left > max(RATIO_FLOOR, MAX_RATIO * member.compress_size):
                    raise LimitExceeded(f"{member_name(member)}: > {MAX_RATIO}:1")
                yield chunk
    except NotImplementedError as error:
        raise Unsupported(f"{member_name(member)}: {error}") from error
    except RuntimeError as error:  # what zipfile raises for a missing password
        raise Encrypted(member_name(member)) from error
    except _BROKEN as error:
        raise Corrupt(f"{member_name(member)}: {error}") from error


def stored_bytes(stream: IO[bytes], member: zipfile.ZipInfo) -> bytes:
    """The member's bytes as they stand in the archive, not inflated; as many as there are (APPNOTE.TXT 4.3.7)."""
    stream.seek(member.header_offset)
    header = stream.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER:
        return header
    name, extra = struct.unpack_from("<HH", header, _LOCAL_HEADER - 4)
    stream.seek(name + extra, io.SEEK_CUR)
    return stream.read(member.compress_size)
