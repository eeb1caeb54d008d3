"""Lists that stand in running text: 一、合格单位（23家）：…、…; a head and its names below it; …等6家社会组织年检结论为合格."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpora.document import Document
from extractors.notices.listing import CODE, Item, Listing, stated_number
from extractors.notices.words import conclusion_in, is_name

_NUMBERING = re.compile(
    r"^\s*(?:[（(]?(?:\d{1,4}|[一二三四五六七八九十百]{1,4})[）)]?\s*[.、．:：]?|[①-⑳●■◆·—-]+)\s*(?=[^\d年月日家个]|$)"
)
_INLINE = re.compile(r"^(?P<head>[^：:。；]{2,48})[：:]\s*(?P<list>\S.*)$")
_HEAD = re.compile(
    r"(?:单位|社会组织|名单|组织|社会团体|民办非企业单位|社会服务机构|基金会|团体|机构|[）)：:]|合格|参检|报送|年检)$"
)
_LONGEST_HEAD = 48
_ORNAMENTS = "【】〔〕[]★☆◆◇■●▲※*=~—- "
# A、B、C等6家社会组织年检结论为合格: the names, how many, and what is said of them.
_SAID = re.compile(
    r"(?P<names>[^，,；;。：:]*?[^，,；;。：:、])(?P<tail>等?\s{0,2}(?:\d{1,5}|[一二两三四五六七八九十百]{1,5})\s{0,2}(?:家|个|所)[^；;。]*|"
    r"等?(?:社会组织|单位)?(?:\d{4}年度?)?(?:年检|年度检查|年报)(?:的)?(?:结论|结果|等次)?(?:均)?(?:评定|认定|确定|定)?为[^；;。]*|"
    r"等?均?(?:未|逾期未|没有)(?:按(?:规定|时|期|要求))?(?:参加|接受|报送|提交|填报)[^，,；;。]{0,12}(?:年检|年报|检查|工作报告))$"
)
_CLAUSE = re.compile(r"[^；;。]+")
_DATE = re.compile(r"^\s*(?:\d{4}年\d{1,2}月\d{1,2}日|[二〇○零一二三四五六七八九十]{4}年)")
_SUBGROUP = re.compile(r"社会团体|社团|民办非企业|民非|社会服务机构|基金会|协会|商会")
# One organisation each: up to the next bullet or mark.
_ONE_EACH = re.compile(r"[^●■◆▲•▪；;。]+")
_NAME_WORD = re.compile(r"[\u4e00-\u9fff“”·]{4,40}")
# Items of a numbered list that stand one behind the other with no gap: 1.竹编协会2.钓鱼协会.
_NUMBER_WITHIN = re.compile(
    r"(?<![\d.])(?:(?P<plain>\d{1,4})\s*[.．、](?!\d)|[（(](?P<round>\d{1,4})[）)]|(?P<circled>[①-⑳]))\s*(?=\S)"
)
_LINES = 0.8  # share of the rows of a sheet with one cell, from which they are lines
# A reason between an organisation and what is said of it: 某幼儿园因未按期换届，年检结论为不合格.
_REASON = re.compile(r"(?:因|由于)[^，,；;。]{2,40}[，,]")
_NAMES = 0.6  # share of the items of a list that must look like names
_LONGEST = 5_000  # characters of a clause that lists names
_PROSE = 60  # characters of a line without names that ends a list


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text outside tables; ``start`` counts in the clean text."""

    text: str
    start: int
    page: int | None


@dataclass(frozen=True, slots=True)
class _Piece:
    """One name of a line, with its code and, where it stands behind the name, its conclusion; positions in the clean text."""

    name: str
    start: int
    end: int
    code: str | None
    conclusion: str | None = None
    written: str = ""


def running_listings(document: Document, title: str | None, taken: Sequence[tuple[int, int]]) -> list[Listing]:
    """The lists that stand in the text of a notice, outside its tables.

    Args:
        document: as read.
        title: its title, which may say the conclusion of all that it lists.
        taken: (start, end) of the lists of lines that were read as tables.
    """
    of_lines = _sheets_of_lines(document)
    lines = [
        _Line(document.text[b.start : b.end], b.start, b.page)
        for b in document.blocks
        if b.end > b.start
        and not any(start <= b.start < end for start, end in taken)
        and (b.cell is None or (b.cell[2] == 0 and b.cell[0] in of_lines))
    ]
    reader = _Reader(conclusion_in(title or ""), title or "")
    for at, line in enumerate(lines):
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        reader.read(line, signed=bool(_DATE.match(following)))
    return [listing for listing in reader.listings if listing.items]


def _sheets_of_lines(document: Document) -> frozenset[int]:
    """The tables of which most rows hold text in their first cell only."""
    rows: dict[int, dict[int, set[int]]] = {}
    for block in document.blocks:
        if block.cell is not None and block.end > block.start:
            rows.setdefault(block.cell[0], {}).setdefault(block.cell[1], set()).add(block.cell[2])
    return frozenset(
        table
        for table, found in rows.items()
        if len(found) > 1 and sum(columns == {0} for columns in found.values()) >= _LINES * len(found)
    )


class _Reader:
    """Goes down the lines; holds the list that is open and the conclusion that it is about."""

    def __init__(self, conclusion: str | None, head: str) -> None:
        self.listings: list[Listing] = []
        self._conclusion = conclusion
        self._written = head
        if conclusion is not None:
            self.listings.append(Listing(head, None))

    def read(self, line: _Line, *, signed: bool) -> None:
        """Take in one line; ``signed`` says that a date follows it, so that a name alone signs the notice."""
        if self._coded(line) or self._sentence(line) or self._judged(line) or self._inline(line) or self._head(line):
            return
        if self._conclusion is None or not self.listings:
            return
        pieces = _pieces(line.text, line.start)
        signs = signed and len(pieces) == 1 and pieces[0].code is None and not _NUMBERING.match(line.text)
        if pieces and not signs:
            self._add(self.listings[-1], pieces, line, self._conclusion, self._written)
        elif len(line.text) > _PROSE and self.listings[-1].items:
            self._conclusion = None

    def _coded(self, line: _Line) -> bool:
        """Organisations that each have their code and conclusion beside them, parted by bullets, marks or lines."""
        if self._conclusion is not None or not CODE.search(line.text):
            return False
        pieces = []
        for part in _ONE_EACH.finditer(line.text):
            codes = CODE.findall(part[0])
            if len(codes) != 1:
                continue
            names = [m for m in _NAME_WORD.finditer(part[0]) if is_name(m[0])]
            behind = part[0][names[0].end() :] if names else ""
            said = conclusion_in(re.sub(r"\s", "", CODE.sub("", behind)))
            if len(names) != 1 or said is None:
                return False
            start = line.start + part.start() + names[0].start()
            name = re.sub(r"\s", "", names[0][0])
            pieces.append(
                _Piece(name, start, start + len(names[0][0]), codes[0], said, behind.strip(" \u3000（）():：，,")[-12:])
            )
        if not pieces:
            return False
        if not self.listings:
            self.listings.append(Listing(""))
        for piece in pieces:
            self._add(self.listings[-1], [piece], line, piece.conclusion or "", piece.written)
        return True

    def _sentence(self, line: _Line) -> bool:
        """Clauses that name organisations and then say their conclusion."""
        found = False
        for clause in _CLAUSE.finditer(_REASON.sub(lambda m: "　" * len(m[0]), line.text)):
            lead = _after_lead(clause[0])
            said = _SAID.search(clause[0], lead) if len(clause[0]) <= _LONGEST else None
            if said is None or ("、" not in said["names"] and not is_name(said["names"].strip())):
                continue
            conclusion = conclusion_in(said["tail"])
            pieces = _pieces(said["names"], line.start + clause.start() + said.start("names"))
            stated = stated_number(said["tail"])
            if conclusion is None or not pieces or (len(pieces) == 1 and (stated or 1) > 1):
                continue
            listing = Listing(said["tail"].strip(), stated)
            self.listings.append(listing)
            self._add(listing, pieces, line, conclusion, said["tail"].strip())
            found = True
        return found

    def _judged(self, line: _Line) -> bool:
        """Names that each have their conclusion behind them: 竹编协会（合格）、钓鱼协会（基本合格）; one on a line as well."""
        match = _INLINE.match(line.text)
        begin = match.start("list") if match and not is_name(_NUMBERING.sub("", match["head"])) else 0
        pieces = _pieces(line.text[begin:], line.start + begin)
        if not pieces or any(p.conclusion is None for p in pieces):
            return False
        if not self.listings or self._conclusion is not None:
            self.listings.append(Listing(line.text[:begin]))
            self._conclusion = None
        for piece in pieces:
            self._add(self.listings[-1], [piece], line, piece.conclusion or "", piece.written)
        return True

    def _inline(self, line: _Line) -> bool:
        """A head and its names on one line."""
        match = _INLINE.match(line.text)
        if match is None:
            return False
        head = match["head"]
        conclusion = conclusion_in(head)
        if conclusion is None and not (self._conclusion and _SUBGROUP.search(head)):
            return False
        pieces = _pieces(match["list"], line.start + match.start("list"))
        if not pieces:
            return False
        if conclusion is not None:
            self._conclusion, self._written = conclusion, head
        listing = Listing(head, stated_number(head))
        self.listings.append(listing)
        self._add(listing, pieces, line, self._conclusion or "", self._written)
        return True

    def _head(self, line: _Line) -> bool:
        """A line that only says what the following names have in common."""
        text = line.text.strip().strip(_ORNAMENTS)
        if len(text) > _LONGEST_HEAD or "。" in text[:-1] or is_name(_NUMBERING.sub("", text)):
            return False
        conclusion = conclusion_in(text)
        if conclusion is None:
            if self._conclusion and _SUBGROUP.search(text) and stated_number(text) is not None:
                self.listings.append(Listing(text, stated_number(text)))
                return True
            return False
        if not _HEAD.search(text.rstrip("。")) and not _NUMBERING.match(text):
            return False
        self._conclusion, self._written = conclusion, text
        self.listings.append(Listing(text, stated_number(text)))
        return True

    def _add(self, listing: Listing, pieces: Sequence[_Piece], line: _Line, conclusion: str, written: str) -> None:
        for piece in pieces:
            listing.items.append(
                Item(
                    name=piece.name,
                    start=piece.start,
                    end=piece.end,
                    conclusion=conclusion,
                    conclusion_written=written,
                    label=written,
                    code=piece.code,
                    page=line.page,
                    sure=0.96 if is_name(piece.name) else 0.8,
                )
            )


def _after_lead(clause: str) -> int:
    """Where a clause begins behind words that lead to its names (经审查，…: )."""
    at = max(clause.rfind("，"), clause.rfind(","), clause.rfind("："), clause.rfind(":"))
    names = clause.find("、")
    if at < 0 or names < 0:
        return 0
    lead = max(clause.rfind(mark, 0, names) for mark in "，,：:")
    return lead + 1 if lead >= 0 else 0


def _pieces(text: str, offset: int) -> list[_Piece]:
    """The names of a list; none where too few of its items look like names of organisations."""
    if stretches := _numbered(text):
        apart = [p for a, b in stretches if (p := _piece(text, a, b, offset)) is not None]
        if len(apart) == len(stretches) and all(is_name(p.name) or p.code for p in apart):
            return apart
    numbered = _NUMBERING.match(text)
    begin = numbered.end() if numbered else 0
    for marks in ("、；;\t", "、；;，,\t", "、；;，, \u3000\t"):
        found = [p for a, b in _cut(text, begin, marks) if (p := _piece(text, a, b, offset)) is not None]
        if any(_holds_several(text[p.start - offset : p.end - offset]) for p in found):
            continue
        named = [p for p in found if is_name(p.name) or p.code]
        if found and len(named) >= _NAMES * len(found):
            return [p for p in found if is_name(p.name) or p.code or _may_be_name(p.name)]
    return []


def _numbered(text: str) -> list[tuple[int, int]]:
    """The stretches behind numbers that rise, two or more on a line; none for any other line."""
    found = list(_NUMBER_WITHIN.finditer(text))
    numbers = [int(m["plain"] or m["round"] or unicodedata.numeric(m["circled"])) for m in found]
    if len(found) < 2 or text[: found[0].start()].strip() or any(a >= b for a, b in pairwise(numbers)):
        return []
    ends = [*(m.start() for m in found[1:]), len(text)]
    return [(m.end(), end) for m, end in zip(found, ends, strict=True)]


def _holds_several(words: str) -> bool:
    """Whether one item holds names parted by gaps: a space in the middle of a name parts no two names."""
    return bool(_GAP.search(words)) or (len(parts := words.split()) > 1 and all(is_name(part) for part in parts))


def _may_be_name(name: str) -> bool:
    return bool(re.fullmatch(r"[\u4e00-\u9fff（）()“”·]{5,40}", name)) and conclusion_in(name) is None


def _cut(text: str, begin: int, marks: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text between marks that stand in no bracket."""
    depth = 0
    start = begin
    for at in range(begin, len(text)):
        character = text[at]
        if character in "（(":
            depth += 1
        elif character in "）)":
            depth = max(depth - 1, 0)
        elif (character in marks and depth == 0) or character == "。":
            yield start, at
            start = at + 1
    yield start, len(text)


_CODED = re.compile(r"[（(]?(?:统一)?(?:社会)?(?:信用)?(?:代码)?[：:]?\s*[0-9][0-9A-Z]{17}\s*[）)]?")
# A conclusion behind a name, in brackets or behind a gap.
_OWN = re.compile(r"(?:\s*[（(]|\s*[：:—]+\s*|[\s\u3000]+)(?P<words>[^（）()：:、；;。\s]{2,14})[）)]?\s*[。；;]?$")
# What a notice remarks of an organisation behind its name: （存在问题：未按期换届）.
_REMARK = re.compile(r"[（(][^（）()]*$|[（(][^（）()]*[）)]$")
_LEAD = re.compile("(?:另有|还有|以及|其中|包括)(?=[\u4e00-\u9fff]{4})")
_GAP = re.compile(r"[ \t]{2,}|\u3000")
_TAIL = re.compile(r"(?:等|等(?:\d+|[一二三四五六七八九十]+)(?:家|个).*)$")


def _piece(text: str, start: int, end: int, offset: int) -> _Piece | None:
    """One item of a list without its numbering, code, conclusion and the word 等."""
    while start < end and text[start].isspace():
        start += 1
    if (numbered := _NUMBERING.match(text[start:end])) and numbered.end() < end - start:
        start += numbered.end()
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    inside = text[start:end]
    code = CODE.search(inside)
    own = _OWN.search(inside)
    conclusion = conclusion_in(own["words"]) if own else None
    if own and conclusion:
        inside = inside[: own.start()]
    plain = _TAIL.sub("", _CODED.sub("", inside)).strip(" \u3000（(）)：:,，。；;")
    if not is_name(plain) and is_name(bare := _REMARK.sub("", plain)):
        plain = bare
    at = inside.find(plain)
    if len(re.sub(r"\s", "", plain)) < 2 or at < 0 or plain.isdigit():
        return None
    # A closing bracket that belongs to the name stays with it.
    if plain.count("（") > plain.count("）") and inside[at + len(plain) : at + len(plain) + 1] == "）":
        plain += "）"
    begin = offset + start + at
    name, number = re.sub(r"\s", "", plain), code[0] if code else None
    return _Piece(name, begin, begin + len(plain), number, conclusion, own["words"] if own and conclusion else "")
