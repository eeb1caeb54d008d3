"""Choices by check box: □是 ☑否, 是（√） 否（ ）, ■社会团体 □基金会."""

from __future__ import annotations

import re
from collections.abc import Collection

_TICKED = "☑☒■●◉◎⊙√✓✔🗹🗸☺"
_UNTICKED = "□☐○◯◻❏❑▢"
_ON, _OFF = "\x01", "\x02"
_BRACKETS = re.compile(rf"[(（\[【]\s*([{_TICKED}xX×]?)\s*[)）\]】]")
# A zero of a year in Chinese numerals looks like an empty box.
_ZERO = re.compile("(?<=[一二三四五六七八九〇])○|○(?=[一二三四五六七八九])")
_MARK = re.compile(f"[{_ON}{_OFF}]")
_WORD_END = re.compile(r"[\s,，、;；。:：(（/|]")
_EDGES = " \t\u3000,，、;；。:：()（）/|_＿"


def options(text: str, choices: Collection[str] = ()) -> list[tuple[str, bool]]:
    """The words beside the boxes of a text and whether each is ticked; none when it has no boxes.

    The words stand behind their boxes or in front of them, the same throughout: the side on which more of ``choices``
    stand, else the outermost sign tells which.

    Args:
        text: an entry, or what a label's cell says behind it.
        choices: words that may be chosen, if known.
    """
    marked = _marked(text)
    if not _MARK.search(marked):
        return []
    if _OFF not in marked and not re.search(rf"[{_ON}]", marked):
        return []
    pieces = _MARK.split(marked)
    marks = [sign == _ON for sign in _MARK.findall(marked)]
    lead, tail = pieces[0].strip(_EDGES), pieces[-1].strip(_EDGES)
    behind = not lead or (bool(tail) and pieces[0].rstrip().endswith((":", "：")))
    if lead and tail and not behind:
        # 党组织 □是 ☑否 has a word more in front; 是□ 否☑ 其他 one more behind.
        behind = len(pieces[0].split()) <= 1 and pieces[0][-1:].isspace()
    after, before = (
        [pick(piece) in choices for piece in part]
        for pick, part in ((_first_word, pieces[1:]), (_last_word, pieces[:-1]))
    )
    if sum(after) != sum(before):
        behind = sum(after) > sum(before)
    if behind:
        return [(_first_word(word), ticked) for word, ticked in zip(pieces[1:], marks, strict=True)]
    return [(_last_word(word), ticked) for word, ticked in zip(pieces[:-1], marks, strict=True)]


def ticked(text: str, choices: Collection[str] = ()) -> list[str] | None:
    """The words that are ticked; None when the text has no boxes at all. ``choices`` as for :func:`options`."""
    listed = options(text, choices)
    return [word for word, is_on in listed if is_on and word] if listed else None


def has_boxes(text: str) -> bool:
    """Whether a text holds check boxes."""
    return bool(_MARK.search(_marked(text)))


def _marked(text: str) -> str:
    def bracket(found: re.Match[str]) -> str:
        return _ON if found[1] and found[1] != "×" else _OFF

    # Empty brackets are boxes only where another one is ticked; otherwise they are blanks to fill in.
    if any(found[1] and found[1] != "×" for found in _BRACKETS.finditer(text)):
        text = _BRACKETS.sub(bracket, text)
    text = _ZERO.sub("〇", text)
    return re.sub(f"[{_UNTICKED}]", _OFF, re.sub(f"[{_TICKED}]", _ON, text))


def _first_word(piece: str) -> str:
    return _WORD_END.split(piece.strip(_EDGES), maxsplit=1)[0]


def _last_word(piece: str) -> str:
    return [part for part in _WORD_END.split(piece.strip(_EDGES)) if part][-1] if piece.strip(_EDGES) else ""
