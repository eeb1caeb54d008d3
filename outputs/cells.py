"""What a cell of a table may hold: no control characters, no formula, one text for each value."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?%?")
_LEADING = re.compile("[ \n\xa0\u200b\u3000\ufeff]*")
_FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")


def without_controls(text: str) -> str:
    """The text with each control character and lone surrogate replaced by U+FFFD; tab and line feed stay.

    One such character inside a cell makes a spreadsheet unreadable as a whole; those that turn the direction of writing
    make a name of a file look like another (``fdp.exe``).
    """
    return _CONTROL.sub("\ufffd", text)


def without_surrogates(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot hold, replaced by U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def guarded(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet would take it for a formula (CWE-1236).

    The first character after blanks decides, full-width forms too. A text that is just a number, such as ``-5`` or
    ``+3.2%``, cannot run and stays as it is.
    """
    first = text[_end_of_blanks(text) :][:1]
    if first not in _FORMULA_STARTS or not first:
        return text
    if _PLAIN_NUMBER.fullmatch(unicodedata.normalize("NFKC", text)):
        return text
    return f"'{text}"


def _end_of_blanks(text: str) -> int:
    match = _LEADING.match(text)
    return match.end() if match else 0


def csv_cell(value: Any) -> str | int | float:
    """A JSON value as a CSV cell: numbers as numbers, lists and objects as JSON text, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        return without_controls(guarded(value))
    return without_controls(json.dumps(value, ensure_ascii=False, separators=(", ", ": ")))
