"""From what the user names on the command line to one ``SourceRef`` a document: files, folders, archives in archives.

Nothing is dropped in silence: a lock file, a pipe, a broken archive come back as sources that say why they do not load.
"""

from __future__ import annotations

import functools
import hashlib
import io
import os
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from corpora.cleaning import doc_id
from corpora.containers import SUFFIXES, is_container, is_mail, zipped
from corpora.errors import (
    ConfigurationError,
    Corrupt,
    EmptyText,
    InternalError,
    LimitExceeded,
    OutOfMemory,
    OutsideLink,
    ReadError,
    Skipped,
    Unreadable,
    Unsupported,
)
from corpora.limits import MAX_ARCHIVE, MAX_DEPTH, MAX_DOCUMENT, MAX_MEMBERS
from corpora.readers.encoding import decode_name
from corpora.zip_guard import chunks, member_name, open_zip, read_member, stored_bytes

__all__ = ["SourceRef", "doc_id", "find_sources", "members_of"]

# Zip-based formats that are documents, not archives, whatever they are called.
_DOCUMENT_PARTS = ("[Content_Types].xml", "OFD.xml", "META-INF/container.xml", "META-INF/manifest.xml")
_NOT_ZIP = re.compile(
    r"\.(docx?|docm|dotx?|wps|pdf|txt|md|html?|mht|rtf|ofd|xlsx?|pptx?|odt|csv|png|jpe?g|gif|tiff?)$", re.I
)
# Names of files that are no documents; what each kind is stands with ``Skipped``.
_NO_DOCUMENT = (
    ("lock_file", re.compile(r"~\$.*|\.~lock\..*#|~wr[ldf].*\.tmp", re.IGNORECASE)),
    ("resource_fork", re.compile(r"\._.*|__macosx", re.IGNORECASE)),
    ("system_file", re.compile(r"\.ds_store|thumbs\.db|desktop\.ini", re.IGNORECASE)),
)


Expand = Callable[[Path, str], "list[SourceRef]"]


@dataclass(frozen=True, slots=True)
class SourceRef:
    """One document to be read: where it is, not its bytes; small, so that it can be sent to a worker.

    Attributes:
        doc: path relative to its INPUT, ``/``-separated; ``a.zip!/b.docx`` for a member; unique in a run.
        path: the file, or the outermost archive that holds the document.
        members: for a member its index in the archive's directory, and so on inwards.
        failure: why the source cannot be loaded, when that is known before loading.
        detail: particulars of ``failure``.
    """

    doc: str
    path: Path
    members: tuple[int, ...] = ()
    failure: type[ReadError] | None = None
    detail: str = ""

    @property
    def skipped(self) -> bool:
        """Whether it is no document: a lock file, a resource fork, a pipe."""
        return self.failure is Skipped

    def load(self) -> bytes:
        """The document's bytes, read again from the file or archive.

        Raises:
            Skipped: it is no document.
            LimitExceeded: more than 50 MB; for members counted while inflating, whatever the directory says.
            Encrypted: an archive member with a password.
            Corrupt: the archive or member is damaged.
            Unreadable: the system does not give the bytes.
            OutsideLink: a link that leads out of its INPUT.
        """
        if self.failure is not None:
            raise self.failure(self.detail)
        if self.members:
            return _load_member(self.path, self.members)
        return _load_file(self.path)

    def digest(self) -> str:
        """SHA-256 (hex) of the bytes, of any number of them, for sources that do not load.

        A member that cannot be inflated, or only to more than 1 GB, is known by its bytes as they stand in the archive;
        where there are no bytes to be had at all (a pipe, a file without permission) it is the digest of none.
        """
        total = hashlib.sha256()
        try:
            if self.members:
                total = _member_digest(self.path, self.members)
            elif self.failure is not OutsideLink and stat.S_ISREG(self.path.stat().st_mode):
                with self.path.open("rb") as stream:
                    total = hashlib.file_digest(stream, "sha256")
        except (OSError, ReadError):
            pass
        return total.hexdigest()


def members_of(path: Path, doc: str) -> list[SourceRef]:
    """The sources of all members of an archive or mail, those of archives inside it included.

    Args:
        path: the archive.
        doc: its name in the run.

    Raises:
        ReadError: it cannot be used as a whole; ``InternalError`` for a fault of the program.
    """
    try:
        with path.open("rb") as stream:
            return _Expansion().members(zipped(stream, doc), SourceRef(doc, path))
    except ReadError:
        raise
    except MemoryError as error:
        raise OutOfMemory() from error
    except OSError as error:
        raise Unreadable(_cause(error)) from error
    except Exception as error:
        raise InternalError.of(error) from error


def find_sources(inputs: Sequence[Path], expand: Expand = members_of) -> list[SourceRef]:
    """All documents in files, folders (recursively), archives and mails, in a stable order.

    Args:
        inputs: files and folders as named by the user.
        expand: what looks into an archive, ``members_of`` or the same in a process of its own.

    Returns:
        One reference a document, those with ``failure`` set included.

    Raises:
        ConfigurationError: an INPUT does not exist, or none was given.
    """
    if not inputs:
        raise ConfigurationError("没有指定要读取的文件或文件夹", "no INPUT given")
    found: list[tuple[Path, SourceRef]] = []
    seen: set[str] = set()
    for given in inputs:
        if not given.exists():
            raise ConfigurationError(f"找不到要读取的文件或文件夹: {given}", f"INPUT not found: {given}")
        top = given if given.is_dir() else None
        for path, doc in _walk(given) if top else [(given, _readable(given.name))]:
            absolute = os.path.abspath(path)
            if absolute not in seen:
                seen.add(absolute)
                found += [(given, source) for source in _expand(path, doc, top, expand)]
    return _unique(found)


def _readable(name: str) -> str:
    """A file name as Unicode text, also when the file system holds it in GBK."""
    return decode_name(os.fsencode(name)) if any("\ud800" <= c <= "\udfff" for c in name) else name


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """Files below a folder with their relative names, sorted; each real folder once, so that links cannot loop.

    Links that lead out of the folder come as they are, whatever they point to.
    """
    top = os.path.realpath(folder)
    visited: set[str] = set()
    waiting: list[tuple[Path, str]] = [(folder, "")]
    while waiting:
        path, doc = waiting.pop()
        real = os.path.realpath(path)
        if not path.is_dir() or not _is_inside(real, top):
            yield path, doc
            continue
        if real in visited:
            continue
        visited.add(real)
        try:
            names = sorted(os.listdir(path), reverse=True)
        except OSError:
            yield path, doc or _readable(path.name)  # becomes a source that fails to load
            continue
        waiting += [(path / name, f"{doc}/{_readable(name)}".lstrip("/")) for name in names]


def _is_inside(real: str, top: str) -> bool:
    return real == top or real.startswith(top.rstrip(os.sep) + os.sep)


def _no_document(doc: str) -> str | None:
    """The kind of file that is no document, told by its name; None for all others."""
    parts = doc.split("!")[-1].split("/")
    return next((kind for kind, name in _NO_DOCUMENT if any(map(name.fullmatch, parts))), None)


def _expand(path: Path, doc: str, top: Path | None, expand: Expand) -> Iterator[SourceRef]:
    """The source of one file, or those of its members when it is an archive; ``top`` is the folder it was found in."""
    source = SourceRef(doc, path)
    if kind := _no_document(doc):
        yield replace(source, failure=Skipped, detail=kind)
        return
    try:
        mode = path.stat().st_mode
        if top is not None and not _is_inside(os.path.realpath(path), os.path.realpath(top)):
            yield replace(source, failure=OutsideLink)
            return
        if stat.S_ISDIR(mode):
            os.listdir(path)  # it is here because it could not be listed
        if not stat.S_ISREG(mode):  # a pipe or device: opening it could block for ever
            yield replace(source, failure=Skipped, detail="not_regular")
            return
        if _NOT_ZIP.search(doc):
            yield source
            return
        with path.open("rb") as stream:
            head = stream.read(8_192)
    except OSError as error:
        yield replace(source, failure=Unreadable, detail=_cause(error))
        return
    if is_mail(head, doc):
        yield source  # its text is a document beside its attachments
    elif not is_container(head, doc):
        yield source
        return
    try:
        yield from expand(path, doc)
    except Unsupported:
        yield source  # what can be done is told by what reads documents
    except ReadError as error:
        yield _failed(source, error, is_mail(head, doc))


def _failed(source: SourceRef, error: ReadError, mail: bool) -> SourceRef:
    """What stands for the members of an archive that cannot be had: the archive itself, for a mail its attachments."""
    doc = f"{source.doc}!/attachments" if mail else source.doc
    return replace(source, doc=doc, failure=type(error), detail=str(error))


def _cause(error: OSError) -> str:
    return error.strerror or type(error).__name__


class _Expansion:
    """The expansion of one archive of the file system: what its members have cost so far."""

    def __init__(self) -> None:
        self.size = 0
        self.count = 0

    def members(self, stream: IO[bytes], source: SourceRef) -> list[SourceRef]:
        """Sources of all members; raises ReadError when the archive as a whole cannot be used."""
        sources: list[SourceRef] = []
        with open_zip(stream) as archive:
            names = set(archive.namelist())
            if any(part in names for part in _DOCUMENT_PARTS):
                return [source]
            self._charge(archive)
            for index, member in enumerate(archive.infolist()):
                if not member.filename.endswith("/"):
                    at = (*source.members, index)
                    inner = SourceRef(f"{source.doc}!/{member_name(member)}", source.path, at)
                    sources += self._member(archive, member, inner)
        is_empty = not sources and not source.doc.lower().endswith(".eml")
        return [replace(source, failure=EmptyText)] if is_empty else sources

    def _charge(self, archive: zipfile.ZipFile) -> None:
        self.count += len(archive.infolist())
        self.size += sum(member.file_size for member in archive.infolist())
        if self.count > MAX_MEMBERS:
            raise LimitExceeded(f"> {MAX_MEMBERS:,} members")
        if self.size > MAX_ARCHIVE:
            raise LimitExceeded(f"> {MAX_ARCHIVE:,} B")

    def _member(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: SourceRef) -> list[SourceRef]:
        if kind := _no_document(source.doc):
            return [replace(source, failure=Skipped, detail=kind)]
        if not source.doc.lower().endswith(SUFFIXES):
            return [source]
        mail = False
        try:
            data = read_member(archive, member, MAX_DOCUMENT)
            mail = is_mail(data[:8_192], source.doc)
            if not is_container(data[:8_192], source.doc):
                return [source]
            if len(source.members) >= MAX_DEPTH:
                raise LimitExceeded(f"depth > {MAX_DEPTH}")
            inside = self.members(zipped(io.BytesIO(data), source.doc), source)
            return [source, *inside] if mail else inside
        except Unsupported:
            return [source]
        except ReadError as error:
            return [*([source] if mail else []), _failed(source, error, mail)]


def _load_file(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_DOCUMENT + 1)
    except OSError as error:
        raise Unreadable(_cause(error)) from error
    if len(data) > MAX_DOCUMENT:
        raise LimitExceeded(f"> {MAX_DOCUMENT:,} B")
    return data


def _load_member(path: Path, members: tuple[int, ...]) -> bytes:
    if len(members) > 1:
        return _pick(zipped(io.BytesIO(_nested(path, members[:-1])), ""), members[-1])
    try:
        with path.open("rb") as stream:
            return _pick(zipped(stream, path.name), members[0])
    except OSError as error:
        raise Unreadable(_cause(error)) from error


def _member_digest(path: Path, members: tuple[int, ...]) -> hashlib._Hash:
    if len(members) > 1:
        return _digest_of(zipped(io.BytesIO(_nested(path, members[:-1])), ""), members[-1])
    with path.open("rb") as stream:
        return _digest_of(zipped(stream, path.name), members[0])


def _digest_of(stream: IO[bytes], index: int) -> hashlib._Hash:
    with open_zip(stream) as archive:
        member = archive.infolist()[index]
        total = hashlib.sha256()
        try:
            for chunk in chunks(archive, member, MAX_ARCHIVE):
                total.update(chunk)
        except ReadError:
            return hashlib.sha256(stored_bytes(stream, member))
        return total


@functools.lru_cache(maxsize=1)
def _nested(path: Path, members: tuple[int, ...]) -> bytes:
    """The bytes of an archive inside an archive; its documents are usually loaded one after the other."""
    return _load_member(path, members)


def _pick(stream: IO[bytes], index: int) -> bytes:
    with open_zip(stream) as archive:
        if index >= len(archive.infolist()):
            raise Corrupt("the archive has changed")
        return read_member(archive, archive.infolist()[index], MAX_DOCUMENT)


def _unique(found: list[tuple[Path, SourceRef]]) -> list[SourceRef]:
    """Make every ``doc`` unique: first by the name of the INPUT's folder, then by ``~2``, ``~3`` before the suffix."""
    counts = Counter(doc for doc, _ in {(source.doc, given) for given, source in found})
    taken: set[str] = set()
    sources: list[SourceRef] = []
    for given, source in found:
        doc = source.doc
        if counts[doc] > 1:
            absolute = Path(os.path.abspath(given))
            folder = absolute if given.is_dir() else absolute.parent
            doc = f"{_readable(folder.name)}/{doc}".lstrip("/")
        plain, number = PurePosixPath(doc), 1
        while doc in taken:
            number += 1
            doc = str(plain.with_name(f"{plain.stem}~{number}{plain.suffix}"))
        taken.add(doc)
        sources.append(replace(source, doc=doc))
    return sources
