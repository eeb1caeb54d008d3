"""What only belongs to the page around a document: a site's navigation, labels of source and readers, names of files."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from corpora.structure.lines import words

_LONGEST_FURNITURE = 160
_LONGEST_NAME = 64
# The name of a site that its page shows twice in a row.
_TWICE = re.compile(r"(?P<once>\S{3,30}?)[ \u3000|_-]{0,3}(?P=once)")
# The name of a file, as sites that share files show it.
_FILE = re.compile(
    r"《?(?P<stem>[^\s《].{3,60}?)(?:word(?:文档|版)?)?(?:(?:免费)?下载(?:推荐)?|[（(]?最新版?[）)]?)?\.(?:docx?|pdf|pptx?|xlsx?|wps|rtf)"
    r"(?:_?第?\d+页?|》由(?:会员|用户|网友).{0,120}|\s*[-–_|]\s*[一-龥]{2,10})?"
)
# The parts of a site's navigation: steps of a path, or cells of a bar.
_FOREIGN = re.compile(r"(?=.*[A-Za-z]{3})[^一-龥\d]+")
_NAVIGATING = re.compile(r"[>＞»›→|｜丨]|&gt;|\s[-–—/]\s|正文$")
_STEPS = re.compile(r"\s*(?:[>＞»›→]|&gt;)+\s*|\s+/\s+")
_DASHES = re.compile(r"\s+[-–—]\s+")
_CELLS = re.compile(r"\s*[|｜丨]\s*")
_CELL = 12
# What a list of a site's columns begins its lines with where it became text.
_ENTRIES = ("- ", "* ", "• ", "· ", "+ ")
_PAGE_STEP = re.compile(r"(?:正文|详情|内容|列表|首页|主页|详细|信息)(?:页|内容)?$")
_SPACED_LABEL = re.compile(r"[一-龥](?:[ \u3000]+[一-龥]){1,3}(?=\s*[:：])")


@functools.lru_cache(maxsize=512)
def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page (navigation, source, counters), not to the document."""
    if len(line) > _LONGEST_FURNITURE and "。" in line:
        return False
    line = line.lstrip("-–—·•*●■ ") or line
    spaced = _SPACED_LABEL.match(line)
    if spaced:
        line = unset(spaced[0]) + line[spaced.end() :]
    if words().furniture.match(line) or _is_site_twice(line):
        return True
    return len(line) < 80 and (bool(words().inside_furniture.search(line)) or is_navigation(line))


def _is_site_twice(line: str) -> bool:
    """Whether a line is a name that stands twice in a row and names no document (云岭亲子网云岭亲子网)."""
    twice = _TWICE.fullmatch(line) if len(line) <= _LONGEST_NAME else None
    return twice is not None and len(set(twice["once"])) > 2 and not words().document_kinds.search(twice["once"])


def file_stem(line: str) -> str | None:
    """What a line that is the name of a file (…工作总结.docx, ….doc_第1页) calls it, None for other lines."""
    named = _FILE.fullmatch(line.lower()) if "." in line and len(line) < 2 * _LONGEST_FURNITURE else None
    return line[slice(*named.span("stem"))].rstrip("-—_ ") if named else None


def is_navigation(line: str) -> bool:
    """Whether a line is a path through a site or a bar of its columns, or says nothing in Chinese."""
    if is_foreign(line):
        return True
    if not _NAVIGATING.search(line):
        return False
    steps = _STEPS.split(line)
    if len(steps) > 1 and all(steps) and max(map(len, steps[:-1])) <= _CELL:
        return True
    for pattern, least in ((_CELLS, 3), (_DASHES, 2)):
        cells = [cell for cell in pattern.split(line) if cell]
        if len(cells) >= least and max(map(len, cells)) <= _CELL and (least > 2 or _is_page_step(cells)):
            return True
    return len(line) <= _CELL and line.endswith("正文")


def _is_page_step(cells: Sequence[str]) -> bool:
    return any(_PAGE_STEP.search(cell) for cell in (cells[0], cells[-1]))


def is_foreign(line: str) -> bool:
    """Whether a line says something in Latin letters and nothing in Chinese or figures."""
    return _FOREIGN.fullmatch(line) is not None


def is_entry(line: str) -> bool:
    """Whether a line is a short item of a site's list of columns."""
    return len(line) <= _CELL and line.startswith(_ENTRIES)


def last_step(line: str) -> str | None:
    """What a path through a site ends with (首页 > 要闻 > …), None for a line that is none."""
    last = _STEPS.split(line)[-1]
    return last if last != line else None


def unset(line: str) -> str:
    """A line without the blanks that set it."""
    return line.replace(" ", "").replace("\u3000", "")
