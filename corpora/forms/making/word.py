"""Sets blocks as a Word file: merged cells, tables in cells, check boxes as content controls."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from corpora.forms.making.blocks import Block, Break, Cell, Grid, Para, Plain, as_lines

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_ALIGNED = {"title": "center", "caption": "center", "right": "right"}
_WIDTH = 9000  # twentieths of a point
_MOMENT = (2024, 3, 29, 9, 0, 0)


def write(blocks: Sequence[Block], *, controls: bool = False) -> bytes:
    """The bytes of a .docx file.

    Args:
        blocks: what stands in it.
        controls: whether check boxes are content controls rather than typed characters.
    """
    body = "".join(_block(block, controls) for block in as_lines(blocks))
    main = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {_SPACES}><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", main),
        ):
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), part.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _block(block: Plain, controls: bool) -> str:
    if isinstance(block, Grid):
        return _table(block, controls, _WIDTH)
    if isinstance(block, Break):
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    return _paragraph(block, controls)


def _paragraph(para: Para, controls: bool) -> str:
    properties = f'<w:jc w:val="{_ALIGNED[para.role]}"/>' if para.role in _ALIGNED else ""
    if para.role == "heading":
        properties += '<w:outlineLvl w:val="0"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{_runs(para.text, controls)}</w:p>"


def _runs(text: str, controls: bool) -> str:
    parts = re.split("([☑☒□])", text) if controls else [text]
    return "".join(_box(part) if part in ("☑", "☒", "□") and controls else _run(part) for part in parts if part)


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _box(mark: str) -> str:
    checked = mark != "□"
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(checked)}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{_run('☒' if checked else '☐')}</w:sdtContent></w:sdt>"
    )


def _table(table: Grid, controls: bool, width: int) -> str:
    columns = table.columns
    rows: list[list[tuple[int, str]]] = [[] for _ in table.rows]
    for at, column, cell in table.placed():
        for down in range(cell.down):
            rows[at + down].append((column, _cell(cell, controls, width * cell.across // columns, down, cell.down)))
    lines = "".join(f"<w:tr>{''.join(text for _, text in sorted(row))}</w:tr>" for row in rows)
    edges = "".join(
        f'<w:{e} w:val="single" w:sz="4"/>' for e in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    borders = f"<w:tblBorders>{edges}</w:tblBorders>" if table.ruled else ""
    grid_columns = f'<w:gridCol w:w="{width // columns}"/>' * columns
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr><w:tblGrid>{grid_columns}</w:tblGrid>{lines}</w:tbl>"


def _cell(cell: Cell, controls: bool, width: int, down: int, of: int) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.across > 1:
        properties += f'<w:gridSpan w:val="{cell.across}"/>'
    if of > 1:
        properties += '<w:vMerge w:val="restart"/>' if down == 0 else "<w:vMerge/>"
    content = "<w:p/>"
    if down == 0:
        content = "".join(f"<w:p>{_runs(line, controls)}</w:p>" for line in cell.text.split("\n"))
        if cell.inner is not None:
            content += _table(cell.inner, controls, width - 200) + "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"
