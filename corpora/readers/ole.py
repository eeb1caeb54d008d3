"""The streams of an OLE compound file ([MS-CFB]), the container of the old Office formats."""

from __future__ import annotations

import io
from collections.abc import Iterable

from corpora.errors import Corrupt


def streams(data: bytes, names: Iterable[str]) -> dict[str, bytes]:
    """The bytes of the named streams, of those that there are. Raises Corrupt when the container is damaged."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return {name: container.openstream(name).read() for name in names if container.exists(name)}
    except (MemoryError, RecursionError):
        raise
    # Damaged containers make olefile fail in a dozen ways of Python, none of which tells more than this.
    except Exception as error:
        raise Corrupt(f"OLE: {str(error)[:100]}") from error
