"""Word files that the program writes itself: fonts of Chinese offices, no dates, the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import IO, Any

BODY, HEAD = "宋体", "黑体"
_LATIN = "Times New Roman"
_CREATED = datetime(2000, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def new_document(title: str, points: float) -> Any:
    """An empty document of A4 pages with a body font of ``points``, for python-docx.

    Args:
        title: for the file's properties.
        points: size of the body text.
    """
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin = section.right_margin = Cm(2.2)
    normal = document.styles["Normal"]
    normal.font.size = Pt(points)
    set_font(normal, BODY)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by, properties.comments = title, "zhibiao", "", ""
    properties.created = properties.modified = _CREATED
    return document


def set_font(holder: Any, name: str) -> None:
    """Give a run or style a Chinese font; Latin letters and digits get Times New Roman."""
    from docx.oxml.ns import qn

    holder.font.name = _LATIN
    holder.element.rPr.rFonts.set(qn("w:eastAsia"), name)


def save(document: Any, target: IO[bytes]) -> None:
    """Write a document with fixed times in the package."""
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(target, "w") as packed:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, source.read(name))
