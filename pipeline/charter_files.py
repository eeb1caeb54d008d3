"""The files that a run writes for one charter: the copy with comments, and the opinion as Word file and web page."""

from __future__ import annotations

import errno
from pathlib import Path

from corpora.structure.provisions import provisions
from extractors.charters.adoption import adopted
from extractors.charters.normal import normalise
from outputs.atomic import atomic_file
from outputs.reviewed.names import opinion_name, reviewed_name
from pipeline import __version__
from pipeline.processed import Processed, warned

# Refusals of the disk that are due to one file's name, not to the disk.
_OF_THE_NAME = {errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.EINVAL, errno.EILSEQ}


def write_charter_files(processed: Processed, data: bytes, out: Path) -> tuple[Processed, tuple[str, ...]]:
    """Write what belongs to a charter.

    Args:
        processed: what the document gave; without verdicts nothing is written.
        data: the document as handed in.
        out: the folder of the run.

    Returns:
        The same, with a warning where a file could not be made, and the names of the files under ``out``.

    Raises:
        OSError: the disk refuses for another cause than a file's name.
    """
    if not processed.verdicts:
        return processed, ()
    names: list[str] = []
    for write, code in ((_write_copy, "no_reviewed_copy"), (_write_opinion, "no_opinion")):
        try:
            names += write(processed, data, out)
        except Exception as error:  # the verdicts stand all the same
            if isinstance(error, OSError) and error.errno not in _OF_THE_NAME:
                raise
            processed = warned(processed, code)
    return processed, tuple(names)


def _write_copy(processed: Processed, data: bytes, out: Path) -> list[str]:
    from outputs.reviewed import write_reviewed
    from outputs.reviewed.plain import plain_docx

    record, name = processed.record, reviewed_name(processed.record.doc)
    if not (record.media_type or "").endswith("wordprocessingml.document"):
        data = plain_docx(processed.text, record.title, record.sections)
    write_reviewed(data, processed.verdicts, processed.text, out / name)
    return [name]


def _write_opinion(processed: Processed, _: bytes, out: Path) -> list[str]:
    from outputs.opinion import opinion_docx, opinion_html, opinion_of, stated_date

    record, text = processed.record, processed.text
    day = adopted(text, normalise(text, provisions(text, record.sections)))
    dated = stated_date(day, record.date, text)
    opinion = opinion_of(processed.verdicts, text, dated, record.warnings, __version__)
    pages = {".docx": opinion_docx(opinion), ".html": opinion_html(opinion).encode("utf-8", "replace")}
    names = [opinion_name(record.doc, ending) for ending in pages]
    for name, page in zip(names, pages.values(), strict=True):
        with atomic_file(out / name) as file:
            file.write(page)
    return names
