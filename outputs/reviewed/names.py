"""Where the reviewed copy of a charter stands."""

from __future__ import annotations

import hashlib

_MOST_BYTES = 200  # of one name; file systems allow 255, and some add to them


def reviewed_name(doc: str) -> str:
    """The path of the copy under the run's folder: that of ``doc`` under ``reviewed/``, archives as folders.

    A name without ``.docx`` gets ``~.docx``, so that it cannot meet one that has it; a very long name is cut and told
    apart by a digest.
    """
    parts = [part for part in doc.split("/") if part not in ("", ".", "..")] or ["~"]
    if not parts[-1].lower().endswith(".docx"):
        parts[-1] += "~.docx"
    return "/".join(["reviewed", *map(_short, parts)])


def _short(name: str) -> str:
    raw = name.encode("utf-8", "surrogatepass")
    if len(raw) <= _MOST_BYTES:
        return name
    ending = ".docx" if name.lower().endswith(".docx") else ""
    start = raw[: _MOST_BYTES - 30].decode("utf-8", "ignore")
    return f"{start}~{hashlib.sha256(raw).hexdigest()[:12]}{ending}"
