"""How one line of text may be cut into cells: at bars, at tabs, or at blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from corpora.cleaning import HAN

Kind = Literal["bars", "tabs", "blanks"]
Span = tuple[int, int]
Cut = tuple[Span, ...]

BARS: Final = "|｜¦\u2502\u2503\u2506\u2507\u250a\u250b\u2551"
_BAR = re.compile(f"[ \t\u3000]*[{BARS}][ \t\u3000]*")
_TAB = re.compile("[ \u3000]*\t[ \u3000]*")
_TABS = re.compile("[ \u3000]*\t[ \t\u3000]*")
# From the surest to the least: several blanks, a full-width one, any; at first digits that a blank groups stay together,
# and a unit in brackets with its name (单位数 (个) 职工人数 (人)).
_BLANKS = (
    re.compile("[ \u3000]{2,}"),
    re.compile("[ \u3000]*\u3000[ \u3000]*|  +"),
    re.compile(r"[ \u3000]{2,}|\u3000|(?<!\d) (?![（(][^\d()（）]{1,4}[）)])|(?<=\d) (?!\d{3}(?!\d))|(?<=\d{4}) "),
    re.compile("[ \u3000]+"),
)
_SURE: Final = 2
# A line that draws and says nothing: |---|:--:|, ├──┼──┤, +----+, ======.
_STROKES: Final = r"=_\-—–―－\u2500\u2501\u2504\u2505\u2508\u2509\u2550"
_DRAWN = re.compile(rf"[ \t\u3000+:：{BARS}{_STROKES}\u2500-\u257f]+")
_STROKE = re.compile(rf"[{_STROKES}]{{2}}|\u2500")
_SPREAD = re.compile(f"[{HAN}]")
_COLUMN_LETTERS = "甲乙丙丁戊己庚"
_BOLD: Final = "**"
_LONGEST: Final = 400  # characters of a line that may be a row


@dataclass(frozen=True, slots=True)
class CutLine:
    """A line with the ways in which it may be cut, the surest first; spans count in the line, an empty cell is empty.

    ``kind`` is None for a line that is no row. ``sure`` are those without the cuts at single spaces. Of bars and tabs a line may begin and end with some that part nothing.
    """

    kind: Kind | None
    cuts: tuple[Cut, ...] = ()
    sure: tuple[Cut, ...] = ()


def is_rule(line: str) -> bool:
    """Whether a line only draws: the rule below the head of a Markdown table, the border of a drawn one."""
    return bool(_DRAWN.fullmatch(line)) and bool(_STROKE.search(line))


def cut_line(line: str) -> CutLine:
    """The ways to cut a line; a line of one cell has the kind ``blanks``.

    Args:
        line: without blanks at its ends.
    """
    if len(line) > _LONGEST:
        return CutLine(None)
    if _BAR.search(line):
        whole = tuple(_unbolded(span, line) for span in _at_gaps(line, _BAR))
        first, last = int(whole[0] == (0, 0)), len(whole) - int(whole[-1][0] == len(line))
        cuts = _different(whole[first:last], whole[first:], whole[:last], whole)
        return CutLine("bars", cuts, cuts)
    if "\t" in line:
        cuts = _different(_at_gaps(line, _TAB), _at_gaps(line, _TABS))
        return CutLine("tabs", cuts, cuts)
    blanks = [_joined(_at_gaps(line, gap), line) for gap in _BLANKS]
    return CutLine("blanks", _different(*blanks), _different(*blanks[:_SURE]))


def _at_gaps(line: str, gap: re.Pattern[str]) -> Cut:
    begin, spans = 0, []
    for found in gap.finditer(line):
        spans.append((begin, found.start()))
        begin = found.end()
    spans.append((begin, len(line)))
    return tuple(spans)


def _unbolded(span: Span, line: str) -> Span:
    """The words of a cell without the marks that print them bold in Markdown (**合计**)."""
    begin, end = span
    bold = end - begin > 2 * len(_BOLD) and line[begin:end].startswith(_BOLD) and line[begin:end].endswith(_BOLD)
    inner = line[begin + len(_BOLD) : end - len(_BOLD)] if bold else ""
    return (begin + len(_BOLD), end - len(_BOLD)) if inner.strip("*＊") == inner != "" else span


def _joined(cut: Cut, line: str) -> Cut:
    """Words that are spread over their column (指　标, 合　计) as one cell."""
    joined: list[Span] = []
    spread = False
    for begin, end in cut:
        one = end - begin == 1 and bool(_SPREAD.match(line[begin])) and line[begin] not in _COLUMN_LETTERS
        if one and spread:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((begin, end))
        spread = one
    return tuple(joined)


def _different(*cuts: Cut) -> tuple[Cut, ...]:
    return tuple(dict.fromkeys(cut for cut in cuts if cut))
