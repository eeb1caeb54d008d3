"""A Word file of a charter that came in another format: its clean text, line by line, to put comments into."""

from __future__ import annotations

import io
from collections.abc import Sequence

from corpora.structure.model import Section
from outputs.cells import without_controls
from outputs.word import HEAD, new_document, save, set_font

_POINTS = 12
_NOTE = "本件由系统根据提交的文件提取文字生成，仅供加注审查意见；版式、图片以提交的文件为准。"


def plain_docx(text: str, title: str | None, sections: Sequence[Section] = ()) -> bytes:
    """Make the file.

    Args:
        text: the clean text; one paragraph a line.
        title: of the document; its line is centred.
        sections: the headings, which are set in bold.

    Returns:
        The bytes of a .docx; a note in its header says that it was made from another file.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document = new_document(without_controls(title or "章程"), _POINTS)
    note = document.sections[0].header.paragraphs[0].add_run(_NOTE)
    note.font.size = Pt(8)
    set_font(note, "宋体")
    headings = {section.start for section in sections if not section.run_in}
    at = 0
    for line in text.split("\n"):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        run = paragraph.add_run(without_controls(line))
        indent = len(line) - len(line.lstrip())
        if line.strip() and line.strip() == (title or "").strip():
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run.font.size = Pt(18)
            set_font(run, HEAD)
        elif at + indent in headings:
            set_font(run, HEAD)
            run.bold = True
        at += len(line) + 1
    buffer = io.BytesIO()
    save(document, buffer)
    return buffer.getvalue()
