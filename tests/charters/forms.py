"""The forms in which a charter may be handed in, made from its text: Word, PDF, HTML, traditional characters."""

from __future__ import annotations

import re
from html import escape

from corpora.structure.provisions import numeral
from tests.readers.pdf_making import Page, broken, pdf
from tests.readers.word_files import abstract, level, num, p, word_file

_CLAUSE = "本会坚持中国共产党的全面领导，根据中国共产党章程的规定，设立中国共产党的组织，开展党的活动，为党组织的活动提供必要条件。"
_NUMBERED = re.compile(r"第([一二三四五六七八九十]+)(章|条)[ 　]*")
_LINES, _TOP, _SIZE, _PITCH = 36, 72.0, 12.0, 1.6


def as_word(text: str) -> bytes:
    """A .docx; numbers of chapters and articles that follow one another are automatic, the others are typed."""
    body, at = [], {"章": 0, "条": 0}
    for line in text.split("\n"):
        found = _NUMBERED.match(line.strip())
        if found and numeral(found[1]) == at[found[2]] + 1:
            at[found[2]] += 1
            body.append(p(escape(line.strip()[found.end() :]), num=(1 if found[2] == "章" else 2, 0)))
        else:
            body.append(p(escape(line)))
    levels = [abstract(n, level(0, f"第%1{kind}", "chineseCountingThousand")) for n, kind in ((1, "章"), (2, "条"))]
    return word_file("".join(body), numbering="".join([*levels, num(1, 1), num(2, 2)]))


def as_pdf(text: str, columns: int = 1) -> bytes:
    """A .pdf of one or two columns, with the page's number at its foot."""
    width = 35 if columns == 1 else 19
    size = _SIZE if columns == 1 else 10.5
    lines = [part for line in text.split("\n") for part in broken("　　" + line.strip() if line.strip() else "", width)]
    pages, at = [], 0
    while at < len(lines):
        page = Page()
        held = min(_LINES, -(-(len(lines) - at) // columns))  # the columns of the last page are balanced
        for column in range(columns):
            page.lines(72 + column * 235, _TOP, lines[at : at + held], size, _PITCH)
            at += held
        pages.append(page.text(290, 790, str(len(pages) + 1), 9))
    return pdf(*pages)


def as_web_page(text: str) -> bytes:
    """An .html page with a menu and a side bar that quotes the clause of the ministry."""
    paragraphs = "\n".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
    title = escape(text.strip().split("\n")[0])
    menu = "".join(
        f'<li><a href="#">{word}</a></li>' for word in ("首页", "新闻中心", "政策法规", "下载专区", "联系我们")
    )
    side = f'<div class="sidebar"><h3>政策速递</h3><ul><li><a href="#">章程应当写明：{_CLAUSE}</a></li></ul></div>'
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<div class="nav"><ul>{menu}</ul></div>{side}<div class="article"><h1>{title}</h1>{paragraphs}</div>'
        f'<div class="footer">版权所有 信息中心</div></body></html>'
    ).encode()


def as_traditional(text: str) -> bytes:
    """The text in traditional characters."""
    from opencc import OpenCC

    converted: str = OpenCC("s2t").convert(text)
    return converted.encode()


FORMS = {
    "word.docx": as_word,
    "one-column.pdf": as_pdf,
    "two-columns.pdf": lambda text: as_pdf(text, 2),
    "page.html": as_web_page,
    "traditional.txt": as_traditional,
}
"""Ending of the file's name → its bytes made from the text."""
