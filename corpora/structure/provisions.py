"""The provisions of a charter: its chapters and its articles 第X条, or its paragraphs where it has no article numbers.

All offsets count code points of the text that was given and are half-open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpora.structure.model import Section

_DIGIT = "0-9０-９一二三四五六七八九十百零〇○Ｏ廿卅两壹贰叁肆伍陆柒捌玖拾"
_STROKE = r"\-－—–ー―"  # OCR reads 一 as a stroke
_LEAD = r"[ \t　\xa0*#>•·●■\ufeff]*"
_NUMBER = rf"第[ 　\t\xa0]*(?P<digits>[{_DIGIT}{_STROKE}](?:[ 　\t\xa0]*[{_DIGIT}{_STROKE}]){{0,7}})[ 　\t\xa0]*"
_ARTICLE = re.compile(_NUMBER + r"[条條](?:之[一二三四五六七八九十])?")
_LINE_ARTICLE = re.compile(rf"{_LEAD}[\[［【〔]?(?P<number>{_ARTICLE.pattern})[\]］】〕]?[*]*")
_CHAPTER = re.compile(
    rf"{_LEAD}(?P<number>{_NUMBER}(?:[章編编]|部分))[*]*[ 　\t\xa0:：、.．*]*(?P<title>[^\n。；]{{0,30}}?)[ 　\t*]*$"
)
_PART = re.compile(rf"{_LEAD}{_NUMBER}[节節][ 　\t:：]*[^\n。；]{{0,30}}$")
_LISTED_CHAPTER = re.compile(
    r"[ \t　*#]*(?P<number>[一二三四五六七八九十]{1,3}[、.．])[ 　\t]*(?P<title>[^\n。；：，:,]{2,20})[ 　\t*]*$"
)
_REFERENCE = re.compile(
    r"(?:第.{1,4}[款项項]|规定|規定|所(?:列|述|称|规|定)|之规|的|、|和第|至第|到第|或第|及第|以外|修改|款|项|中(?!心)|[”’」』）)])"
)
_SEPARATED = re.compile(r"[ 　\t\xa0:：、.．\n]")
_CONTENTS = re.compile(r"[ 　\t]*(?:目[ 　\t]*[录錄次]|contents)[ 　\t:：]*$", re.IGNORECASE)
_LEADER = re.compile(r"(?:[.．。…·‥\-—_]{2}[ 　\t]*|[ 　\t]{2})[(（]?\d{1,3}[)）]?$")
_LEADER_TAIL = 40  # characters of a line's end in which leader and page number stand
_ANNEX = re.compile(
    r"[ 　\t*#【]*(?:附[ 　]*(?:件|录|表|则后)[ 　]*[一二三四五六七八九十\d]*[ 　]*(?:[:：】]|$)|附[:：])"
)
_ITEM = re.compile(r"[ 　\t]*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]|\d{1,2}[)）])")
_LIST_NUMBER = re.compile(
    r"[ 　\t*]*(?P<number>(?:\d{1,3}(?:\.\d{1,2}){1,2}|\d{1,3}[、.．]|[一二三四五六七八九十]{1,4}[、.．]))[ 　\t]*"
)
# Title and adoption note before a charter without article numbers; headings that carry no number.
_FRONT = re.compile(
    r"[^。；]{0,60}章程[^。；]{0,20}$|[ 　\t]*[（(][^\n]{0,60}[）)][ 　\t]*$|[^。；，\n]{0,50}(?:通过|通過|核准|修订|修訂)[ 　\t]*$"
)
_BARE_HEADING = re.compile(r"[ 　\t*#]*[一-鿿]{1,4}(?:[ 　、和与及]{0,2}[一-鿿]{1,10})?[ 　\t*]*$")
_LITERAL = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "两": 2}
_LITERAL |= {c: i for i, c in enumerate("０１２３４５６７８９")} | {str(i): i for i in range(10)}
_LITERAL |= {c: i + 1 for i, c in enumerate("壹贰叁肆伍陆柒捌玖")} | dict.fromkeys("-－—–ー―", 1)


@dataclass(frozen=True, slots=True)
class Provision:
    """One article, or one paragraph of a charter without article numbers.

    ``number`` as written without inner spaces (``第四条``, ``第廿二条``; a list number; None where there is none), ``value`` the
    number as an int where it can be read; ``chapter`` (``第一章``) and ``chapter_title`` (``总则``) of the chapter it stands
    in; ``text[start:end]`` is the whole provision, ``body`` where its words begin after the number.
    """

    number: str | None
    value: int | None
    chapter: str | None
    chapter_title: str | None
    start: int
    body: int
    end: int

    def text(self, text: str) -> str:
        """The provision as it stands in the text it was found in."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where something begins that ends the provision before it."""

    kind: str  # chapter | part | article | annex
    start: int
    body: int
    number: str | None = None
    title: str | None = None
    doubtful: bool = False  # an article number at the start of a line that reads like a mention (第十八条修改…)


def numeral(written: str) -> int | None:
    """The value of an article or chapter number: ``十二`` 12, ``廿二`` 22, ``一百零一`` 101, ``15`` 15, ``十-`` (OCR) 11."""
    digits = re.sub(r"\s", "", written)
    if not digits:
        return None
    digits = digits.replace("廿", "二十").replace("卅", "三十").replace("拾", "十")
    if "十" not in digits and "百" not in digits:
        return int("".join(str(_LITERAL.get(c, 0)) for c in digits))
    total, current = 0, 0
    for char in digits:
        if char == "百":
            total += (current or 1) * 100
            current = 0
        elif char == "十":
            total += (current or 1) * 10
            current = 0
        else:
            current = _LITERAL.get(char, 0)
    return total + current


def _lines(text: str) -> list[_Line]:
    out, at = [], 0
    for line in text.split("\n"):
        out.append(_Line(at, at + len(line), line))
        at += len(line) + 1
    return out


def _value(number: str | None) -> int | None:
    if number is None:
        return None
    found = re.search(rf"[{_DIGIT}{_STROKE}]+", number)
    return numeral(found.group()) if found else None


def _squeezed(number: str) -> str:
    return re.sub(r"[\s　*]", "", number).rstrip("、.．") if "第" not in number else re.sub(r"[\s　*]", "", number)


def _is_reference(text: str, after: int) -> bool:
    """True when 第X条 is followed by words that make it a mention of an article (第十条规定, 第十条第二款)."""
    rest = text[after : after + 8]
    return not _SEPARATED.match(rest) and _REFERENCE.match(rest) is not None


def _contents_lines(lines: Sequence[_Line]) -> set[int]:
    """Starts of the lines of a table of contents: after 目录 until a chapter comes for the second time, or dot leaders."""
    skip = {line.start for line in lines if _has_leader(line.text)}
    for index, line in enumerate(lines):
        if not _CONTENTS.match(line.text):
            continue
        seen: set[str] = set()
        for later in lines[index:]:
            found = _CHAPTER.match(later.text) or _LINE_ARTICLE.match(later.text)
            key = _squeezed(found.group("number")) if found else ""
            if key and key in seen:
                return skip
            if found and len(later.text.strip()) > 40:  # an article with words of its own: the contents are over
                return skip
            if key:
                seen.add(key)
            skip.add(later.start)
        # Nothing came twice: what stood there was no table of contents after all.
        return {line.start for line in lines if _has_leader(line.text)}
    return skip


def _has_leader(line: str) -> bool:
    """Whether a line of 第… ends in dots or blanks and a page number. Only its end is looked at: leaders can be long."""
    return line.lstrip().startswith("第") and bool(_LEADER.search(line.rstrip(" 　\t")[-_LEADER_TAIL:]))


# How many blanks may stand between a full stop and the article that follows it.
_BLANKS = 50


def _articles_in_line(line: _Line) -> list[_Mark]:
    """Articles that begin at the start of a line or after a full stop inside it."""
    marks: list[_Mark] = []
    first = _LINE_ARTICLE.match(line.text)
    if first:
        at, body = line.start + first.start("number"), line.start + first.end()
        doubtful = _is_reference(line.text, first.end("number"))
        marks.append(_Mark("article", at, body, first.group("number"), doubtful=doubtful))
    last = _value(marks[0].number) if marks else None
    for found in _ARTICLE.finditer(line.text, first.end() if first else 0):
        before = line.text[max(found.start() - _BLANKS, 0) : found.start()].rstrip(" 　\t\xa0")
        value = _value(found.group())
        if before[-1:] not in set("。；;") or _is_reference(line.text, found.end()):
            continue
        if last is not None and value is not None and not last < value <= last + 3:
            continue
        if last is None and not _SEPARATED.match(line.text[found.end() : found.end() + 1]):
            continue
        marks.append(_Mark("article", line.start + found.start(), line.start + found.end(), found.group()))
        last = value
    return marks


def _heading(line: _Line, listed: bool) -> _Mark | None:
    found = _CHAPTER.match(line.text) or (_LISTED_CHAPTER.match(line.text) if listed else None)
    if found:
        return _Mark("chapter", line.start, line.end, _squeezed(found.group("number")), found.group("title").strip())
    if _PART.match(line.text):
        return _Mark("part", line.start, line.end)
    return None


def _marks(lines: Sequence[_Line]) -> list[_Mark]:
    skip = _contents_lines(lines)
    kept = [line for line in lines if line.start not in skip and line.text.strip()]
    listed = not any(_CHAPTER.match(line.text) for line in kept)
    marks: list[_Mark] = []
    articles = 0
    for line in kept:
        if articles >= 3 and _ANNEX.match(line.text):
            marks.append(_Mark("annex", line.start, line.end))
            break
        heading = _heading(line, listed)
        if heading:
            marks.append(heading)
            continue
        found = _articles_in_line(line)
        articles += sum(1 for mark in found if not mark.doubtful)
        marks.extend(found)
    return _settled(marks)


def _settled(marks: Sequence[_Mark]) -> list[_Mark]:
    """Marks without mentions: what reads like one is an article where its number is the next and comes nowhere else.

    In pages whose spaces were lost 第十八条 修改章程… looks like a mention of the article.
    """
    sure = {_value(mark.number) for mark in marks if mark.kind == "article" and not mark.doubtful}
    kept: list[_Mark] = []
    last: int | None = None
    for mark in marks:
        value = _value(mark.number) if mark.kind == "article" else None
        if mark.doubtful and (value in sure or value != (last or 0) + 1):
            continue
        kept.append(mark)
        last = value if value is not None else last
    return kept


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " 　\t\n\xa0*":
        end -= 1
    return end


def _from_articles(text: str, marks: Sequence[_Mark]) -> list[Provision]:
    out: list[Provision] = []
    chapter: str | None = None
    title: str | None = None
    for index, mark in enumerate(marks):
        if mark.kind == "chapter":
            chapter, title = mark.number, _squeezed(mark.title or "") or None
        if mark.kind != "article":
            continue
        stop = marks[index + 1].start if index + 1 < len(marks) else len(text)
        number = _squeezed(mark.number or "").replace("條", "条")
        end = _trimmed(text, mark.body, stop)
        out.append(Provision(number, _value(number), chapter, title, mark.start, min(mark.body, end), end))
    return out


def _from_paragraphs(text: str, lines: Sequence[_Line]) -> list[Provision]:
    """Paragraphs as provisions; list items belong to the paragraph that introduces them."""
    skip = _contents_lines(lines)
    listed = not any(_CHAPTER.match(line.text) for line in lines)
    out: list[Provision] = []
    chapter: str | None = None
    title: str | None = None
    for line in lines:
        if line.start in skip or not line.text.strip():
            continue
        if len(out) >= 3 and _ANNEX.match(line.text):
            break
        if not out and _FRONT.match(line.text):
            continue
        heading = _heading(line, listed)
        if heading:
            if heading.kind == "chapter":
                chapter, title = heading.number, _squeezed(heading.title or "") or None
            continue
        if _BARE_HEADING.match(line.text):
            chapter, title = None, _squeezed(line.text)
            continue
        if out and out[-1].chapter_title == title and _continues(text, out[-1], line):
            out[-1] = replace(out[-1], end=_trimmed(text, out[-1].start, line.end))
            continue
        number = _LIST_NUMBER.match(line.text)
        start = line.start + len(line.text) - len(line.text.lstrip(" 　\t\xa0*"))
        out.append(
            Provision(
                _squeezed(number.group("number")) if number else None,
                _value(number.group("number")) if number else None,
                chapter,
                title,
                start,
                line.start + number.end() if number else start,
                _trimmed(text, start, line.end),
            )
        )
    return out


def _continues(text: str, before: Provision, line: _Line) -> bool:
    if _ITEM.match(line.text):
        return True
    last = text[before.end - 1 : before.end]
    return last not in "。！？”）)：:；;" and before.end - before.start > 12 and not _LIST_NUMBER.match(line.text)


def provisions(text: str, sections: Sequence[Section] = ()) -> tuple[Provision, ...]:
    """The articles of a charter in order, each with its chapter.

    Args:
        text: clean text with ``\\n`` between blocks.
        sections: headings found elsewhere; used to name chapters where the text marks none itself.

    Returns:
        Articles that begin a line or follow a full stop (forms 第一条, 第 一 条, 第1条, 第十-条, 第廿二条); mentions of articles,
        tables of contents and annexes are left out. Where fewer than three are found, paragraphs stand for articles.
    """
    lines = _lines(text)
    found = _from_articles(text, _marks(lines))
    if len(found) < 3:
        found = _from_paragraphs(text, lines)
    if sections and all(p.chapter_title is None for p in found):
        found = _placed(found, sections)
    return tuple(found)


def _placed(found: Sequence[Provision], sections: Sequence[Section]) -> list[Provision]:
    """The provisions, in order of their place, each with the outermost section around it as its chapter."""
    coming = [s for s in reversed(sections) if not s.run_in and not (s.number or "").endswith("条")]
    placed, around = [], list[Section]()
    for provision in found:
        while coming and coming[-1].start < provision.start:
            around.append(coming.pop())
        around = [s for s in around if s.end > provision.start]
        outer = min(around, key=lambda s: s.level, default=None)
        if outer is not None:
            provision = replace(provision, chapter=outer.number, chapter_title=outer.title or None)
        placed.append(provision)
    return placed
