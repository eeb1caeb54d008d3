"""Headings: numbered ones in every official style, run-in ones, and lines that are headings by standing alone.

The order of styles (第一部分, 第一章, 第一节, 一、, （一）, 1., （1）, ①) is that of 《党政机关公文格式》 GB/T 9704 with the
older styles around it. Levels are relative to the styles that a document uses.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpora.document import Block
from corpora.structure.dates import chinese_number
from corpora.structure.lines import NUMBERED, QUANTITY, Line, words
from corpora.structure.model import Section

_RANK = {s: i for i, s in enumerate(("annex", "part", "chapter", "node", "speech", "cn", "cnp", "ar", "arp", "circ"))}
_STRONG = frozenset({"annex", "part", "chapter", "node"})
_LOOSE = frozenset({"speech", "cn", "cnp"})
_STOP = re.compile(r"[。！？!?；;]")
_COLON_TITLE = re.compile(r"([^。；;：:！？]{2,30})[：:](?=\D.{7,})")
_BLANK_TITLE = re.compile(r"([^\s。；;：:，,！？\d]{2,15})[ \u3000]+(?=\S.{20,})")
_SEVERAL = re.compile(r"[ \u3000]\d{1,2}[.．、]")
_BRACKETED = re.compile(r"【([^【】\n]{2,14})】(?=.{8,})")
_BEFORE_NUMBER = re.compile(r"[共总计为达约有至超近逾累,，\s]*$")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_PROVISION = re.compile(r"^[ \t\u3000]*第[一二三四五六七八九十百零〇\d]{1,5}条", re.MULTILINE)
_PLAIN = re.compile(r"(?:[^。；;！？…|｜:：<>，,]{2,8}：)?[^。；;！？…|｜:：<>，,]{2,28}$")
_LEAD_SENTENCE = re.compile(
    r"(?![一二三四五六七八九十]{1,2}[是要]|首先|其次)([^。，,；;：:！？“”\d]{4,18})。(?=.{30,})"
)
_PARALLEL_LEAD = re.compile(
    r"(?![一二三四五六七八九十]{1,2}[是要说讲]|首先|其次|[先再又后]|最后|还有|[“”—-])((?:(?:19|20)\d\d年[^。；;！？\d]{0,3})?[^。；;！？\d，]{2,9}(?:，[^。；;！？\d，]{3,9})?)。(?=.{30,})"
)
_IN_A_ROW = 3
_INLINE = frozenset({"cn", "cnp", "ar"})
_FLAT = 60
_ATTACHED = re.compile(r"附\s?件\s?[：:]\s*\S")
_INLINE_FIRST = re.compile(r"(?:^|(?<=[。！？：”）…]))\s*(?:(?P<cn>一、)|(?P<cnp>[（(]一[）)])|(?P<ar>1、))")
_INLINE_ANY = re.compile(
    r"(?:^|(?<=[。！？：”）…]))\s*(?:(?P<cn>[一二三四五六七八九十]{1,3}、)|(?P<cnp>[（(][一二三四五六七八九十]{1,3}[）)])|(?P<ar>\d{1,2}、))"
)
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|ofd|rar|zip|et)$", re.IGNORECASE)
_BODY_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading before its level is known. ``style`` names the form of its number, ``value`` is the number's value.

    One without title is a numbered item among headings: it ends the section before it and begins none.
    """

    start: int
    end: int
    line_end: int
    style: str
    value: int | None
    number: str | None
    title: str
    run_in: bool


def _value(number: str, style: str) -> int | None:
    if style == "circ":
        return ord(number[0]) - ord("①") + 1
    core = re.sub(r"[^一二三四五六七八九十百\d]", "", number)
    if core.isdigit():
        return int(core)
    return chinese_number(core) if core else None


def _clean_title(title: str) -> str:
    title = title.strip().rstrip("：:").strip()
    return _SPACED.sub("", title) if len(title) <= 6 else title


def _until_quantity(rest: str) -> str | None:
    """The words before the first count of an item that introduces others (总收入共1362.70万元，其中：)."""
    first = re.search(r"\d", rest)
    title = _BEFORE_NUMBER.sub("", rest[: first.start()]) if first else rest
    return title if 2 <= len(title) <= 30 else None


def _title_span(rest: str, style: str, marked: bool, followed: bool) -> tuple[int, bool] | None:
    """How many characters of ``rest`` are the title and whether it is run in; None when the line is no heading.

    Args:
        rest: the line behind its number.
        style: the style of the number.
        marked: the format itself says that the line is a heading.
        followed: a line of another style follows, so that the heading would govern something.
    """
    stop = _STOP.search(rest)
    if _FILE.search(rest) or _SEVERAL.search(rest):
        return None
    if style in _STRONG or (marked and not stop):
        return (len(rest), False) if not stop else None
    if stop is None:
        if rest.endswith(("，", ",", "、")):
            return None
        if rest.endswith(("：", ":")) and QUANTITY.search(rest):
            title = _until_quantity(rest)
            return (len(title), True) if title else None
        colon = _COLON_TITLE.match(rest)
        if colon and len(rest) > 45:
            return colon.end(1), True
        short = len(rest) <= 70
        return (len(rest), False) if short and followed and (style in _LOOSE or not QUANTITY.search(rest)) else None
    if stop[0] in "；;":
        return None
    first, after = rest[: stop.start()], rest[stop.end() :].strip()
    colon = _COLON_TITLE.match(rest)
    if colon and not QUANTITY.search(colon[1]) and (QUANTITY.search(first) or not after):
        return colon.end(1), True
    if not after:
        short = len(first) <= (30 if style in _LOOSE else 20)
        return (len(first), False) if short and followed and not QUANTITY.search(first) else None
    if len(first) <= (45 if style in _LOOSE else 30) and not QUANTITY.search(first):
        return len(first), True
    apart = colon or _BLANK_TITLE.match(rest)
    return (apart.end(1), True) if apart and not QUANTITY.search(apart[1]) else None


def _numbered(text: str, line: Line, match: re.Match[str], marked: bool, followed: bool) -> Heading:
    style = match.lastgroup
    assert style is not None
    rest_start = match.end()
    while rest_start < line.end and text[rest_start] in " \u3000\t，,、：:.．":
        rest_start += 1
    rest = text[rest_start : line.end]
    number = match[0].strip()
    if style == "annex":
        return Heading(line.start, line.end, line.end, style, _value(number, style), number, "", False)
    length, run_in = _title_span(rest, style, marked, followed) or (0, False)
    return Heading(
        line.start,
        rest_start + length,
        line.end,
        style,
        _value(number, style),
        number,
        _clean_title(rest[:length]),
        run_in,
    )


def _is_item(text: str, line: Line) -> bool:
    """Whether a numbered line holds no more than its own item."""
    written = text[line.start : line.end]
    return written[-1] in "；;" or "。" not in written


def _style_of(match: re.Match[str] | None) -> str | None:
    return match.lastgroup if match else None


def _is_plain(text: str, lines: Sequence[Line], at: int) -> bool:
    """Whether a line without number is a heading: short, alone, after a finished paragraph, before a body."""
    line = lines[at]
    if not 4 <= line.end - line.start <= 28 or at + 1 >= len(lines):
        return False
    written = text[line.start : line.end]
    if not _PLAIN.match(written) or written[0].isdigit() or words().not_headings.match(written):
        return False
    if words().offices.search(written) or words().furniture.match(written) or QUANTITY.search(written):
        return False
    after = lines[at + 1]
    if after.end - after.start < _BODY_LENGTH or "。" not in text[after.start : after.end]:
        return False
    return at == 0 or text[lines[at - 1].end - 1] in "。！？”’）)…；"


def find_headings(text: str, lines: Sequence[Line], blocks: dict[int, Block], charter: bool) -> list[Heading]:
    """The headings among ``lines``, in order, without levels.

    Args:
        text: the document's text.
        lines: the lines to look at, in order.
        blocks: the document's blocks by their start.
        charter: the text is made of provisions (第一条 …): what is numbered below chapters are items, not headings.
    """
    styles = [NUMBERED.match(text, line.start, line.end) for line in lines]
    found: list[Heading] = []
    plain: list[Heading] = []
    attachments = False
    for at, (line, match) in enumerate(zip(lines, styles, strict=True)):
        block = blocks.get(line.start)
        attachments = bool(_ATTACHED.match(text, line.start)) or (attachments and _style_of(match) == "ar")
        if attachments or (block is not None and block.kind == "table_cell"):
            continue
        marked = block is not None and block.kind == "heading"
        if match is not None:
            if charter and match.lastgroup not in _STRONG:
                continue
            followed = at + 1 < len(lines) and _style_of(styles[at + 1]) != match.lastgroup
            if at and _style_of(styles[at - 1]) == match.lastgroup and _is_item(text, lines[at - 1]):
                followed = False  # the last of a list
            heading = _numbered(text, line, match, marked, followed)
            if match.lastgroup == "annex" and at + 1 < len(lines):
                heading = replace(heading, title=_annex_title(text, lines[at + 1]))
            found.append(heading)
            if match.lastgroup in _INLINE and line.end - line.start > _FLAT:
                found.extend(_inline(text, line, match.end()))
        elif marked and block is not None and line.end - line.start <= 80:
            title = _clean_title(text[line.start : line.end])
            found.append(Heading(line.start, line.end, line.end, f"format{block.level or 1}", None, None, title, False))
        elif not charter and (bracket := _BRACKETED.match(text, line.start, line.end)):
            plain.append(Heading(line.start, bracket.end(), line.end, "bracket", None, None, bracket[1].strip(), True))
        elif not charter and line.end - line.start > _FLAT:
            found.extend(_inline(text, line, line.start))
        elif not charter and _is_plain(text, lines, at):
            title = _clean_title(text[line.start : line.end])
            plain.append(Heading(line.start, line.end, line.end, "plain", None, None, title, False))
    titled = {h.style for h in found if h.title or h.style == "annex"}
    found = [h for h in found if h.style in titled]
    # One short line alone may be anything; two and more are a manner of writing.
    counts = Counter(h.style for h in plain)
    several = [h for h in plain if counts[h.style] > 1]
    return sorted([*found, *several], key=lambda h: h.start)


def _annex_title(text: str, line: Line) -> str:
    written = text[line.start : line.end]
    return _clean_title(written) if len(written) <= 40 and "。" not in written and not NUMBERED.match(written) else ""


def _inline(text: str, line: Line, start: int) -> list[Heading]:
    """Headings inside a line that lost its line breaks: a series of one style from its first number on."""
    opening = _INLINE_FIRST.search(text, start, line.end)
    if not opening:
        return []
    style = opening.lastgroup
    found: list[Heading] = []
    for match in _INLINE_ANY.finditer(text, opening.start(), line.end):
        value = _value(match[match.lastgroup or 0], match.lastgroup or "")
        if match.lastgroup != style or value != len(found) + 1:
            continue
        stop = _STOP.search(text, match.end(), line.end)
        title = text[match.end() : stop.start()].strip() if stop else ""
        if stop is None or not 2 <= len(title) <= 40 or QUANTITY.search(title) or stop[0] in "；;":
            break
        assert style is not None
        begin = match.start(style)
        found.append(Heading(begin, stop.start(), line.end, style, value, match[style], _clean_title(title), True))
    return found if len(found) > 1 else []


def is_charter_like(text: str) -> bool:
    """Whether the text is made of provisions: five or more lines begin with 第…条."""
    return sum(1 for _, _ in zip(range(5), _PROVISION.finditer(text), strict=False)) == 5


def _continues(first: Heading, second: Heading) -> bool:
    if first.value is None or second.value is None:
        return first.value is None and second.value is None
    return 1 <= second.value - first.value <= 2  # one heading may have been missed


def _evidence(headings: Sequence[Heading], outer: str, inner: str) -> int:
    """How often ``outer`` goes on counting over a stretch of ``inner`` headings that starts anew."""
    count = 0
    last: Heading | None = None
    between: Heading | None = None
    for heading in headings:
        if heading.style == outer:
            if last is not None and between is not None and _continues(last, heading):
                count += between.value in (1, None)
            last, between = heading, None
        elif heading.style == inner and between is None:
            between = heading
    return count


def style_order(headings: Sequence[Heading]) -> dict[str, int]:
    """The rank of each style in these headings, 0 the outermost.

    Numbers that restart show what is inside what; where nothing shows it, the official order of styles holds, and
    for headings without numbers the order of first use.
    """
    styles = list(dict.fromkeys(h.style for h in headings))
    first_use = {style: i for i, style in enumerate(styles)}

    def compare(a: str, b: str) -> int:
        if a.startswith("format") and b.startswith("format"):
            return -1 if a < b else 1
        shown = _evidence(headings, b, a) - _evidence(headings, a, b)
        if shown:
            return shown
        if a in _RANK and b in _RANK:
            return _RANK[a] - _RANK[b]
        return first_use[a] - first_use[b]

    return {style: i for i, style in enumerate(sorted(styles, key=functools.cmp_to_key(compare)))}


def nest(headings: Sequence[Heading], end: int) -> list[Section]:
    """Sections with levels and ends, in order of start, from headings in order; the text they govern ends at ``end``."""
    order = style_order([h for h in headings if h.title or h.style == "annex"])
    levels: list[tuple[Heading, int]] = []
    ends: list[int] = []
    open_: list[tuple[int, int, int | None]] = []  # (rank of the style, index of the section, value)

    def close(rank: int, end_at: int) -> None:
        while open_ and open_[-1][0] >= rank:
            ends[open_.pop()[1]] = end_at

    for heading in headings:
        rank = order.get(heading.style)
        if rank is None:
            continue
        if not heading.title and heading.style != "annex":
            before = next((value for r, _, value in open_ if r == rank), None)
            if before is not None and heading.value == before + 1:
                close(rank, heading.start)
            continue
        close(rank, heading.start)
        open_.append((rank, len(levels), heading.value))
        levels.append((heading, len(open_)))
        ends.append(end)
    return [
        Section(level, h.number, h.title, h.start, h.end, stop, h.run_in)
        for (h, level), stop in zip(levels, ends, strict=True)
    ]


def lead_sentences(
    text: str, lines: Sequence[Line], sections: Sequence[Section], taken: frozenset[int]
) -> list[Heading]:
    """Short first sentences of paragraphs that serve as headings without number (优化登记工作。坚持…).

    They count only where two or more, and most, of the paragraphs of one innermost section begin so.
    """
    found: list[Heading] = []
    at = 0
    bounds = [s.heading_end for s in sections]
    for i, section in enumerate(sections):
        stop = bounds_end(sections, i)
        group: list[Heading] = []
        paragraphs = 0
        while at < len(lines) and lines[at].start < bounds[i]:
            at += 1
        while at < len(lines) and lines[at].start < stop:
            line = lines[at]
            at += 1
            if line.start in taken or line.end - line.start < _BODY_LENGTH:
                continue
            paragraphs += 1
            match = _LEAD_SENTENCE.match(text, line.start, line.end)
            if match and not section.run_in:
                group.append(Heading(line.start, match.end(1), line.end, "lead", None, None, match[1], True))
        if len(group) > 1 and len(group) * 3 >= paragraphs * 2:
            found.extend(group)
    return found


def parallel_leads(text: str, lines: Sequence[Line], taken: frozenset[int]) -> list[Heading]:
    """First sentences of one length that begin paragraphs one after the other (队伍从哪来。… 本事怎么长。…).

    Three and more in a row count, wherever they stand; lines at the offsets ``taken`` are headings already.
    """
    found: list[Heading] = []
    run: list[Heading] = []
    for line in lines:
        match = None if line.start in taken else _PARALLEL_LEAD.match(text, line.start, line.end)
        lead = match and Heading(line.start, match.end(1), line.end, "lead", None, None, match[1], True)
        if lead and run and abs(len(lead.title) - len(run[0].title)) > 1:
            found.extend(run if len(run) >= _IN_A_ROW else ())
            run = [lead]
        elif lead:
            run.append(lead)
        else:
            found.extend(run if len(run) >= _IN_A_ROW else ())
            run = []
    return [*found, *(run if len(run) >= _IN_A_ROW else ())]


def bounds_end(sections: Sequence[Section], at: int) -> int:
    """Where the own text of a section ends: at the next heading, whatever its level, or at its end."""
    following = sections[at + 1].start if at + 1 < len(sections) else sections[at].end
    return min(following, sections[at].end)
