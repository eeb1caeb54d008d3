"""Lines to paragraphs: what the layout broke is put together again, over columns and pages too."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpora.document import BlockKind, Box, Fragment
from corpora.readers.pdf_layout import Line, Region

_HEADING_SIZE = 1.12  # font size against that of the running text
_HEADING_LENGTH = 60
_SAME_SIZE = 0.12
_INDENT = 1.2  # ems
_SLACK = 0.4  # ems that a full line may lack beyond what did not fit
_FAR = 1.6  # line pitch against the usual one

_SENTENCE_END = re.compile("[。！？；：.!?;:…][”’）)》」』\"']*$")
_CHINESE = "〇零一二三四五六七八九十百"
_BLOCK_START = re.compile(
    rf"""(?x)
    第[{_CHINESE}0-9０-９]{{1,6}}[章节条编部款]
    | [{_CHINESE}]{{1,4}}、
    | [（(][{_CHINESE}0-9０-９]{{1,4}}[）)]
    | [0-9０-９]{{1,2}}(?:、|[.．](?![0-9０-９]))
    | [①-⑳⑴-⒇⒈-⒛]
    | [●•■◆▲◇□○·]
    | 附件?[0-9０-９一二三四五六七八九十]{{0,2}}[:：]
    """
)
_BULLET = re.compile("[●•■◆▲◇○·①-⑳]")
# characters that may not begin or end a line drag their neighbour along, and words of Latin letters and digits stay whole
_UNBREAKABLE = re.compile("[“‘（《「『(]*(?:[!-~]+|.)[，。、；：！？”’）》」』)%％]*")


# Captions of pictures and tables, and notes at the foot of a page: they stand between lines of the running text.
_CAPTION = re.compile(
    rf"[图表]\s*(?:[{_CHINESE}0-9０-９]{{1,3}}(?:[-—.．·][0-9０-９]{{1,3}})?)(?:\s|[：:.．、　])|图为|上图|下图|左图|右图|.{{0,40}}[（(][^（）()]{{1,12}}摄[）)]$"
)
_NOTE = re.compile(r"[①-⑳*＊※]|[\[［〔][0-9０-９]{1,2}[\]］〕]|注[：:释0-9]|[0-9]{1,2}[　 ](?=[\u4e00-\u9fff])")
_CAPTION_LENGTH = 60
_SMALL = 0.93  # size of captions and notes against that of the running text


@dataclass(slots=True)
class Paragraph:
    """A paragraph and the places of its characters; fragments count in ``text``."""

    kind: BlockKind
    text: str
    page: int
    bbox: Box
    fragments: list[Fragment]


@dataclass(slots=True)
class _Open:
    lines: list[Line] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    centred: bool = False
    right: float = 0.0
    left: float = 0.0


def body_size(regions: Iterable[Region]) -> float:
    """Font size of most characters, in points."""
    sizes: Counter[float] = Counter()
    for region in regions:
        for line in region.lines:
            sizes[round(line.em * 2) / 2] += len(line.text)
    return max(sizes.items(), key=lambda item: (item[1], item[0]))[0] if sizes else 0.0


def _pitch(lines: Sequence[Line]) -> float:
    """Usual distance from one line of a region to the next, in points."""
    steps = Counter(round(b.top - a.top) for a, b in itertools.pairwise(lines) if b.top > a.top)
    return float(min(steps.items(), key=lambda item: (-item[1], item[0]))[0]) if steps else 0.0


def _is_centred(line: Line, region: Region) -> bool:
    before, after = line.x0 - region.left, region.right - line.x1
    return before > 2 * line.em and abs(before - after) <= 1.5 * line.em


def _is_full(line: Line, after: Line, right: float) -> bool:
    """Whether a line was broken because what follows did not fit."""
    match = _UNBREAKABLE.match(after.text)
    needed = after.edges[match.end() if match else 1] - after.edges[0]
    # a word longer than half a line is broken anyway
    return right - line.x1 < min(needed, (right - line.x0) / 2) + _SLACK * line.em


def _between(before: str, after: str) -> str:
    """What belongs between the end of one line and the beginning of the next."""
    letters = before.isascii() and before.isalpha(), after.isascii() and after.isalpha()
    if all(letters) or (before in ",;:.)" and letters[1]):
        return " "
    return ""


class _Joiner:
    def __init__(self, body: float) -> None:
        self._body = body
        self.paragraphs: list[Paragraph | int] = []
        self._open = _Open()
        self._asides: list[tuple[BlockKind, _Open]] = []  # they follow the paragraph that they interrupt
        self._usual_pitch = 0.0

    def region(self, region: Region) -> None:
        self._usual_pitch = _pitch(region.lines)
        is_first = True
        for line in region.lines:
            if line.table is not None:
                self.close()
                self.paragraphs.append(line.table)
            else:
                self._line(line, region, is_first=is_first)
            is_first = False

    def _line(self, line: Line, region: Region, *, is_first: bool) -> None:
        centred = _is_centred(line, region)
        if self._aside(line, region, centred):
            return
        if not self._open.lines:
            self.close()
            self._start(line, region, centred)
            return
        if self._continues(line, region, centred, is_first):
            self._open.gaps.append(_between(self._open.lines[-1].text[-1], line.text[0]))
            self._open.lines.append(line)
            self._open.left, self._open.right = region.left, region.right
        else:
            self.close()
            self._start(line, region, centred)

    def _aside(self, line: Line, region: Region, centred: bool) -> bool:
        """Whether a line is a caption or note, or goes on with one; it is put aside until its paragraph is done."""
        is_small = line.em <= _SMALL * self._body
        last = self._asides[-1][1].lines[-1] if self._asides else None
        if last is not None and last.page == line.page and is_small and 0 < line.top - last.top <= 2 * line.em:
            if _BLOCK_START.match(line.text) or _NOTE.match(line.text) or line.cells:
                return False
            self._asides[-1][1].gaps.append(_between(last.text[-1], line.text[0]))
            self._asides[-1][1].lines.append(line)
            return True
        if line.cells or line.em > 1.05 * self._body:
            return False
        if (is_small or centred) and len(line.text) <= _CAPTION_LENGTH and _CAPTION.match(line.text):
            kind: BlockKind = "caption"
        elif is_small and _NOTE.match(line.text):
            kind = "footnote"
        else:
            return False
        self._asides.append((kind, _Open([line], [], centred, region.right, region.left)))
        return True

    def _start(self, line: Line, region: Region, centred: bool) -> None:
        self._open = _Open([line], [], centred, region.right, region.left)

    def _continues(self, line: Line, region: Region, centred: bool, is_first: bool) -> bool:
        """Whether a line goes on with the open paragraph."""
        last = self._open.lines[-1]
        em = max(line.em, last.em)
        if line.cells or last.cells or abs(line.em - last.em) > _SAME_SIZE * em:
            return False
        apart = not is_first and not self._asides
        if apart and self._usual_pitch and line.top - last.top > _FAR * max(self._usual_pitch, 1.2 * em):
            return False
        if centred and (self._open.centred or line.em >= _HEADING_SIZE * self._body):
            # a title over two lines; centred lines of the size of the text are a block each
            return (
                line.em >= _HEADING_SIZE * self._body
                and (self._open.centred or _is_full(last, line, self._open.right))
                and not is_first
                and not _BLOCK_START.match(line.text)
            )
        if not _is_full(last, line, self._open.right):
            return False
        ended = _SENTENCE_END.search(last.text) is not None
        indent = line.x0 - region.left
        if indent > _INDENT * em:
            hanging = not is_first and abs(line.x0 - last.x0) < 0.5 * em and len(self._open.lines) > 1
            return hanging and not ended
        if _BLOCK_START.match(line.text):
            return not ended
        return not (ended and is_first and self._open.lines[0].x0 - self._open.left <= _INDENT * em)

    def close(self) -> None:
        """End the open paragraph."""
        if self._open.lines:
            self.paragraphs.append(_paragraph(self._open, self._body))
            self._open = _Open()
        for kind, aside in self._asides:
            paragraph = _paragraph(aside, self._body)
            paragraph.kind = kind
            self.paragraphs.append(paragraph)
        self._asides.clear()


def _kind(text: str, size: float, body: float) -> BlockKind:
    if size >= _HEADING_SIZE * body and len(text) <= _HEADING_LENGTH:
        return "heading"
    return "list_item" if _BULLET.match(text) else "paragraph"


def _paragraph(open_: _Open, body: float) -> Paragraph:
    parts: list[str] = []
    fragments: list[Fragment] = []
    at = 0
    for line, gap in zip(open_.lines, [*open_.gaps, ""], strict=True):
        end = at + len(line.text)
        fragments.append(Fragment(at, end, line.page, line.top, line.bottom, tuple(line.edges)))
        parts += (line.text, gap)
        at = end + len(gap)
    text = "".join(parts)
    first = open_.lines[0]
    here = [line for line in open_.lines if line.page == first.page]
    box = (
        min(line.x0 for line in here),
        min(line.top for line in here),
        max(line.x1 for line in here),
        max(line.bottom for line in here),
    )
    return Paragraph(_kind(text, first.em, body), text, first.page, box, fragments)


def paragraphs_of(regions: Iterable[Region], body: float) -> list[Paragraph | int]:
    """Paragraphs in reading order; an int stands for the table of that index.

    Args:
        regions: regions of all pages in reading order.
        body: font size of the running text in points, as ``body_size`` gives it.
    """
    joiner = _Joiner(body)
    for region in regions:
        joiner.region(region)
    joiner.close()
    return joiner.paragraphs
