"""How a page shows the title of what it carries: in its window, its path, twice, in a table, over a posting line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpora.structure.front_lines import LONGEST_TITLE, is_front_matter, is_posted, is_site, is_telling, may_be_title
from corpora.structure.furniture import file_stem, is_furniture, is_navigation, last_step
from corpora.structure.lines import NUMBERED, Line, words

# In characters: how much of a line of a head is looked at.
COPIED = 160
_FORMER = re.compile(r"原\s?(?:标题|题)\s*[:：]")
_SHORTEST_STEP = 12
_SHORTEST_NAME = 6
# The name of a column and of the site, as in a window's bar: 公告栏----云岭市家政协会.
_WINDOW = re.compile(r"(?P<page>.{2,40}?)(?:-{2,}|—{3,}|_|\s[|｜–-]\s)(?P<site>[一-龥]{4,20})$")
# The title as the table above a document of an office's open files has it.
_DECLARED = re.compile(
    r"(?:(?:文件|信息|公文)?\s*(?:名\s*称|标\s*题)\s*[:：]|(?:文件|信息|公文)(?:名称|标题)\s)\s*(?P<title>\S.{5,99})$"
)
# The name of a briefing with its number, above the title: 民政专报（2024）第51期; 市脱钩办简报　第19期（终刊）
_NUMBERED_ISSUE = re.compile(
    r"[一-龥]{2,14}[ \u3000]*(?:[（(【〔]?20\d\d年?[）)】〕]?[ \u3000]*)?[（(]?第\d{1,3}期[）)]?(?:[（(][^（）()]{2,9}[）)])?$"
)
# A site or a magazine and its column: 泊阳观察 | 深度; 嵇山在线·啄木鸟调查
_SITE_AND_COLUMN = re.compile(r"(?P<site>[一-龥]{2,12})\s*(?:[|｜]|·)\s*(?P<column>[一-龥]{2,8})")
_SITES = re.compile(r"(?:在线|观察|发布|网|之声|融媒)$")
_LABEL = re.compile(r"【[^【】]{2,12}】")


def _is_window(written: Sequence[str], at: int) -> bool:
    """Whether line ``at`` names the site, and a title follows it."""
    window = _WINDOW.fullmatch(written[at])
    return window is not None and is_site(window["site"]) and _title_follows(written, at)


def _is_former(written: Sequence[str], at: int) -> bool:
    """Whether line ``at`` has the title that a text had elsewhere (原标题：…), and the one it has here follows."""
    return bool(_FORMER.match(written[at])) and _title_follows(written, at)


def _is_issue(written: Sequence[str], at: int) -> bool:
    """Whether line ``at`` has the name and number of a briefing, and the title of a document follows it."""
    return bool(_NUMBERED_ISSUE.match(written[at])) and _title_follows(written, at)


def _is_site_and_column(written: Sequence[str], at: int) -> bool:
    """Whether line ``at`` has the name of a site with that of its column, and a title follows it."""
    named = _SITE_AND_COLUMN.fullmatch(written[at])
    return (
        named is not None
        and (is_site(named["site"]) or bool(_SITES.search(named["site"])))
        and _title_follows(written, at)
    )


def _is_labelled(written: Sequence[str], at: int) -> bool:
    """Whether line ``at`` is the next line with the label of a column before it (【盟市动态】…)."""
    label = _LABEL.match(written[at])
    return label is not None and written[at][label.end() :] == written[at + 1]


NAMES_PAGE = (_is_window, _is_former, _is_issue, _is_site_and_column, _is_labelled)


def _title_follows(written: Sequence[str], at: int) -> bool:
    """Whether behind line ``at`` and the lines of the page below it there is a line that may be the title."""
    following = (line for line in written[at + 1 :] if not is_front_matter(line, written[at]))
    return may_be_title(next(following, ""))


def over_posted(written: Sequence[str]) -> int | None:
    """Index of the title-like lines right above a line of day and source, None where a text or nothing stands there."""
    at = 0
    while at < len(written) and len(written[at]) <= LONGEST_TITLE and "。" not in written[at]:
        begin = at
        while at < len(written) and not is_furniture(written[at]) and may_be_title(written[at]):
            if is_front_matter(written[at], ""):
                break
            at += 1
        if at == begin:
            at += 1
            continue
        if at < len(written) and is_posted(written[at]) and any(map(is_telling, written[begin:at])):
            return begin
    return None


def marked_title(written: Sequence[str], at: int, marks: Sequence[bool], only: bool) -> int:
    """Index of the line that the format marks as the title, ``at`` where it marks none.

    A heading may as well be one of the body: it is the title if it is the ``only`` one or names a kind of document.
    """
    kinds = words().document_kinds
    for i in range(at, min(at + 6, len(written))):
        if kinds.search(written[i]) or (marks[i] and only):
            return i if marks[i] and may_be_title(written[i]) else at
        if len(written[i]) > 40 or NUMBERED.match(written[i]):
            break
    return at


def of_collection(text: str, lines: Sequence[Line], above: Sequence[str], at: int) -> str | None:
    """The name of a collection of model texts of which more than one follows, from the lines ``above`` the first."""
    known = words()
    names = [line for line in above if known.collections.search(line, 0, COPIED) and not is_navigation(line)]
    named = next((line for line in names if not known.bylines.match(line) and "作者" not in line), None)
    if named is None:
        return None
    later = (text[line.start : line.end] for line in lines[at + 1 :] if line.end - line.start <= LONGEST_TITLE)
    return named if any(known.document_kinds.search(line) and may_be_title(line) for line in later) else None


def in_path(written: Sequence[str]) -> str | None:
    """The title that a site's path ends with (首页 > 要闻 > 云岭市…), None without one."""
    for line in written:
        last = last_step(line)
        if last and len(last) >= _SHORTEST_STEP and may_be_title(last) and not is_furniture(last):
            return last
    return None


def in_file(written: Sequence[str], at: int) -> str | None:
    """The title on the page of a file named above line ``at``: the line that its name ends with, else that name."""
    stem = next((stem for line in written[:at] if (stem := file_stem(line))), None)
    if stem is None:
        return None
    own = (line for line in written if len(line) >= _SHORTEST_NAME and stem.endswith(line) and may_be_title(line))
    return next(own, stem)


def shown_twice(written: Sequence[str], at: int) -> int:
    """Index of the line near ``at`` that the page shows twice in a row, as a title in a bar and over the text."""
    for i in range(at, min(at + 3, len(written) - 1)):
        if written[i] == written[i + 1] and len(written[i]) >= _SHORTEST_NAME and NUMBERED.match(written[i]):
            return i
    return -1


def in_table(written: Sequence[str]) -> str | None:
    """The title in the table of particulars that offices set above a document (名称：…), None without one."""
    named = (_DECLARED.match(line) for line in written)
    return next((match["title"] for match in named if match), None)
