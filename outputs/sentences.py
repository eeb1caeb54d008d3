"""The sentence around a quote, from the clean text that a run wrote."""

from __future__ import annotations

import re
from pathlib import Path

_MAX_CHARS = 160
_ENDS = re.compile("[。！？；\n]")


def clean_text(out_dir: Path, doc_id: str | None) -> str | None:
    """The clean text of a document as the run wrote it, None when it wrote none."""
    if not doc_id:
        return None
    path = out_dir / "text" / f"{doc_id}.txt"
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that holds ``text[start:end]``, cut to 160 characters around it with ``…`` where cut."""
    left_limit = max(0, start - _MAX_CHARS)
    left = left_limit
    for match in _ENDS.finditer(text, left_limit, start):
        left = match.end()
    stop = _ENDS.search(text, end, min(len(text), end + _MAX_CHARS))
    right = stop.end() if stop else min(len(text), end + _MAX_CHARS)
    cut_left, cut_right = max(left, start - _MAX_CHARS // 2), min(right, max(end, start + _MAX_CHARS // 2))
    before = "…" if cut_left > left or (left == left_limit and left > 0) else ""
    return f"{before}{text[cut_left:cut_right].strip()}{'…' if cut_right < right else ''}"
