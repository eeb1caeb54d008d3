"""The sentence around a quote, from the clean text that a run wrote."""

from __future__ import annotations

from pathlib import Path

from corpora.structure.sentences import sentence_spans

_MAX_CHARS = 160


def clean_text(out_dir: Path, doc_id: str | None) -> str | None:
    """The clean text of a document as the run wrote it, None when it wrote none."""
    if not doc_id:
        return None
    path = out_dir / "text" / f"{doc_id}.txt"
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that holds ``text[start:end]``, cut to 160 characters around it with ``…`` where cut."""
    first, last = max(0, start - _MAX_CHARS), min(len(text), end + _MAX_CHARS)
    spans = sentence_spans(text, first, last, semicolons=True)
    left, right = next(((a, b) for a, b in spans if a <= start < b), (start, end))
    cut_left, cut_right = max(left, start - _MAX_CHARS // 2), min(max(right, end), max(end, start + _MAX_CHARS // 2))
    before = "…" if cut_left > left or (left == first and first > 0) else ""
    return f"{before}{text[cut_left:cut_right].strip()}{'…' if cut_right < right else ''}"
