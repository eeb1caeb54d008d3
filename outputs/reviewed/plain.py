"""A Word file of a charter that came in another format: its clean text, line by line, to put comments into."""

from __future__ import annotations

from collections.abc import Sequence

from corpora.structure.model import Section
from outputs.word import Look, Paper

_BODY, _HEADING, _TITLE = Look(12, after=4), Look(12, head=True, bold=True, after=4), Look(18, head=True, centred=True)
_NOTE = "本件由系统根据提交的文件提取文字生成，仅供加注审查意见；版式、图片以提交的文件为准。"


def plain_docx(text: str, title: str | None, sections: Sequence[Section] = ()) -> bytes:
    """Make the file.

    Args:
        text: the clean text; one paragraph a line.
        title: of the document; its line is centred.
        sections: the headings, which are set in bold.

    Returns:
        The bytes of a .docx; the head of its pages says that it was made from another file.
    """
    paper = Paper(title or "章程", _BODY.points, running_head=_NOTE)
    headings = {section.start for section in sections if not section.run_in}
    at = 0
    for line in text.split("\n"):
        is_title = line.strip() and line.strip() == (title or "").strip()
        is_heading = at + len(line) - len(line.lstrip()) in headings
        paper.paragraph(line, _TITLE if is_title else _HEADING if is_heading else _BODY)
        at += len(line) + 1
    return paper.to_bytes()
