"""The readers: bytes of any supported format become a ``Document``.

A reader is a function ``(doc, doc_id, data) -> Document`` that raises ``ReadError``; it is registered here under the
media type that it reads, and imported when the first such document comes.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import cast

from corpora.document import Document
from corpora.errors import Corrupt, EmptyText, InternalError, LimitExceeded, OutOfMemory, ReadError, Unsupported

Reader = Callable[[str, str, bytes], Document]

_READERS: dict[str, str] = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "corpora.readers.docx:read_docx",
    "application/msword": "corpora.readers.doc:read_doc",
    "application/ofd": "corpora.readers.ofd:read_ofd",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "corpora.readers.pptx:read_pptx",
    "application/pdf": "corpora.readers.pdf:read_pdf",
    "application/rtf": "corpora.readers.rtf:read_rtf",
    "application/vnd.oasis.opendocument": "corpora.readers.odt:read_odf",
    "application/vnd.ms-excel": "corpora.readers.xls:read_xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "corpora.readers.xlsx:read_xlsx",
    **dict.fromkeys(
        ("image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "image/webp"),
        "corpora.readers.image:read_image",
    ),
    "message/rfc822": "corpora.readers.mail:read_mail",
    "text/html": "corpora.readers.html:read_html",
    "text/plain": "corpora.readers.text:read_text",
}
# Modules of the exceptions that parsers raise for damaged input.
_PARSERS = {"lxml", "pypdfium2", "pypdfium2_raw", "zipfile", "zlib"}


def read(doc: str, data: bytes) -> Document:
    """Read one document; the format is told by the content, not by the name.

    Args:
        doc: path of the source relative to its INPUT, kept in the result.
        data: the whole file.

    Raises:
        ReadError: always one of its subclasses, whatever the bytes are; ``InternalError`` for a fault of the reader.
    """
    from corpora.cleaning import doc_id
    from corpora.readers.sniff import FORMATS, sniff

    if not data.strip(b"\0 \t\r\n"):
        raise EmptyText()
    try:
        media_type = sniff(data)
        known = FORMATS[media_type]
        try:
            if media_type not in _READERS:
                raise _unsupported(media_type)
            document = _reader(media_type)(doc, doc_id(data), data)
        except Unsupported:
            document = _by_office(media_type, doc, data)
    except ReadError:
        raise
    except MemoryError as error:
        raise OutOfMemory() from error
    except RecursionError as error:
        raise LimitExceeded(type(error).__name__) from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] in _PARSERS:
            raise Corrupt(f"{type(error).__name__}: {error}") from error
        raise InternalError.of(error) from error
    if fault := document.fault():
        raise InternalError(f"{_READERS[media_type]}: {fault}")
    suffix = PurePosixPath(doc).suffix.lower()
    if suffix and suffix not in known.suffixes and any(suffix in f.suffixes for f in FORMATS.values()):
        return replace(document, warnings=tuple(sorted({*document.warnings, "extension_mismatch"})))
    return document


def _reader(media_type: str) -> Reader:
    module, _, function = _READERS[media_type].partition(":")
    return cast(Reader, getattr(importlib.import_module(module), function))


# What LibreOffice opens where our own readers do not: its ending there, and the format to convert to.
_BY_OFFICE = {
    "application/msword": (".doc", "docx"),  # Word 6 and 95
    "application/vnd.ms-word.xml": (".xml", "docx"),
    "application/vnd.ms-works": (".wps", "docx"),
    "application/vnd.ms-powerpoint": (".ppt", "pptx"),
    "application/vnd.oasis.opendocument": (".odp", "pptx"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsb", "xlsx"),
}


def _by_office(media_type: str, doc: str, data: bytes) -> Document:
    """Read by way of LibreOffice what has no reader here; raises what is being handled when that cannot be."""
    from corpora.cleaning import doc_id
    from corpora.readers import office
    from corpora.readers.sniff import sniff

    if media_type not in _BY_OFFICE or office.program() is None:
        raise
    suffix, target = _BY_OFFICE[media_type]
    made = office.converted(data, suffix, target)
    document = _reader(sniff(made))(doc, doc_id(data), made)
    warnings = tuple(sorted({*document.warnings, "converted"}))
    return replace(document, media_type=media_type, warnings=warnings)


def _unsupported(media_type: str) -> Unsupported:
    """The error for a recognised format without a reader: it names the format and what can be done."""
    from corpora.readers.sniff import FORMATS

    error = Unsupported(FORMATS[media_type].name)
    error.advice_zh = FORMATS[media_type].advice_zh
    error.advice_en = FORMATS[media_type].advice_en
    return error
