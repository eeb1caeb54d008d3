"""From INPUTs to sources; archives are looked into by a process of its own, since they may be made to harm."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpora.intake import SourceRef, find_sources, members_of
from pipeline.apart import Apart


def sources_of(inputs: Sequence[Path]) -> list[SourceRef]:
    """All documents in files, folders, archives and mails, in a stable order.

    Args:
        inputs: files and folders as named by the user.

    Returns:
        One reference a document; an archive that takes more time or memory than one document may is a source that
        says so.

    Raises:
        ConfigurationError: an INPUT does not exist, or none was given.
    """
    with Apart(members_of) as apart:
        return find_sources(inputs, apart.call)
