"""Where the characters of a clean text stand in the plain text that it was made from."""

from __future__ import annotations

from corpora.cleaning import clean


def positions(raw: str, text: str) -> list[int]:
    """The position in ``raw`` of each character of ``text``, ascending.

    ``text`` is what the reader of plain text made of ``raw``: characters replaced one by one, blanks and line breaks
    left out, and a blank put where a line was broken inside a word of Latin letters.

    Raises:
        ValueError: ``text`` does not come from ``raw``.
    """
    if raw == text:
        return list(range(len(raw)))
    found: list[int] = []
    at = 0
    for character in text:
        while at < len(raw) and not _becomes(raw[at], character):
            at += 1
        if at == len(raw):
            raise ValueError("the clean text does not come from this text")
        found.append(at)
        at += 1
    return found


def _becomes(raw: str, character: str) -> bool:
    return raw == character or (character == " " and raw.isspace()) or clean(raw) == character
