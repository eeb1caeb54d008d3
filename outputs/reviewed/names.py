"""Where the reviewed copy of a charter, the opinion on it and its comparison with another stand."""

from __future__ import annotations

import hashlib

_MOST_BYTES = 200  # of one name; file systems allow 255, and some add to them


def reviewed_name(doc: str) -> str:
    """The path of the copy with comments under the run's folder: that of ``doc`` under ``reviewed/``, archives as folders.

    A name without ``.docx`` gets ``~.docx``, so that ``a.pdf`` and ``a.docx`` do not meet; a very long name is cut and
    told apart by a digest.
    """
    return _name("reviewed", doc, ".docx")


def opinion_name(doc: str, ending: str) -> str:
    """The path of the opinion, under ``opinions/`` and otherwise named as the copy; ``ending`` is .docx or .html."""
    return _name("opinions", doc, ending)


def comparison_name(doc: str) -> str:
    """The path of the page that compares a charter with another, under ``comparisons/`` and otherwise named as the copy."""
    return _name("comparisons", doc, ".html")


def _name(folder: str, doc: str, ending: str) -> str:
    parts = [part for part in doc.split("/") if part not in ("", ".", "..")] or [""]
    *above, last = parts
    stem = last.removesuffix(".docx")
    # Twice the tildes that stand there for a .docx, one more for all else: no two names become the same.
    tildes = len(stem) - len(stem.rstrip("~"))
    marked = stem + "~" * (tildes if stem != last else tildes + 1)
    return "/".join([folder, *map(_short, above), _short(marked) + ending])


def _short(name: str) -> str:
    raw = name.encode("utf-8", "surrogatepass")
    if len(raw) <= _MOST_BYTES:
        return name
    start = raw[: _MOST_BYTES - 30].decode("utf-8", "ignore")
    return f"{start}~{hashlib.sha256(raw).hexdigest()[:12]}"
