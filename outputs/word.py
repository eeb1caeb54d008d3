"""Word files that the program writes itself: fonts of Chinese offices, no dates, the same bytes for the same content.

A paper is a title, paragraphs and ruled tables, and its package the five parts that WordprocessingML asks for
(ECMA-376 Part 1, 11.3). Through python-docx an opinion took 34 ms, five times as long as judging its charter.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from outputs.cells import without_controls

_BODY, _HEAD, _LATIN = "宋体", "黑体", "Times New Roman"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LEADING = 1.25  # of the size; fixed, so that pages do not depend on the fonts at hand
_WORDS: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks: size and the space around it in points; ``head`` takes the font of headings."""

    points: float
    head: bool = False
    bold: bool = False
    centred: bool = False
    before: float = 0
    after: float = 2
    with_next: bool = False


class Paper:
    """A Word file on A4 that is written from top to bottom.

    Args:
        title: for the file's properties.
        points: size of text that does not say its own.
        margins: left and right, top and bottom, in centimetres.
        running_head: small text at the top of every page.
    """

    def __init__(
        self, title: str, points: float, margins: tuple[float, float] = (2.2, 2.0), running_head: str | None = None
    ) -> None:
        self._title, self._points, self._margins, self._running_head = title, points, margins, running_head
        self._body: list[str] = []

    def paragraph(self, text: str, look: Look) -> None:
        """Add a paragraph; a line feed in the text begins a new line in it."""
        self._body.append(_paragraph(text, look))

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], looks: Sequence[Look]) -> None:
        """Add a ruled table; a row is never torn apart between pages.

        Args:
            rows: the texts, as many in each row as there are widths.
            widths: of the columns, in centimetres.
            looks: of the columns.
        """
        self._table(rows, widths, looks, headed=False)

    def headed_table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], look: Look
    ) -> None:
        """Add a ruled table with a bold head row that every page repeats; arguments as for ``table``."""
        self._table([head, *rows], widths, [look] * len(widths), headed=True)

    def to_bytes(self) -> bytes:
        """The finished .docx."""
        parts = self._parts()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as packed:
            for name, content in parts.items():
                entry = zipfile.ZipInfo(name, _ZIP_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(entry, (_XML + content).encode("utf-8"))
        return buffer.getvalue()

    def _table(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], looks: Sequence[Look], headed: bool
    ) -> None:
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="404040"/>' for side in sides)
        self._body.append(
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(map(_twips, widths))}" w:type="dxa"/><w:tblBorders>{borders}'
            '</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
            + "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
            + "</w:tblGrid>"
        )
        for number, row in enumerate(rows):
            is_head = headed and number == 0
            repeated = "<w:tblHeader/>" if is_head else ""
            self._body.append(f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>")
            for text, width, look in zip(row, widths, looks, strict=True):
                inside = _paragraph(text, Look(look.points, bold=look.bold or is_head, after=0))
                self._body.append(f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/></w:tcPr>{inside}</w:tc>')
            self._body.append("</w:tr>")
        self._body.append("</w:tbl>")

    def _parts(self) -> dict[str, str]:
        sides, ends = map(_twips, self._margins)
        head = '<w:headerReference w:type="default" r:id="rId2"/>' if self._running_head else ""
        section = (
            f'<w:sectPr>{head}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{ends}" w:right="{sides}" '
            f'w:bottom="{ends}" w:left="{sides}" w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>'
        )
        types = {"document.xml": "document.main", "styles.xml": "styles"}
        relations = {"rId1": ("styles", "styles.xml")}
        parts = {}
        if self._running_head:
            types["header1.xml"], relations["rId2"] = "header", ("header", "header1.xml")
            parts["word/header1.xml"] = f"<w:hdr {_WORDS}>{_paragraph(self._running_head, Look(8))}</w:hdr>"
        overrides = "".join(
            f'<Override PartName="/word/{name}" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in types.items()
        )
        return {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/>{overrides}<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/></Relationships>',
            "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{_safe(self._title)}</dc:title><dc:creator>zhibiao</dc:creator></cp:coreProperties>",
            "word/document.xml": f'<w:document {_WORDS} xmlns:r="{_RELATION}"><w:body>'
            + "".join(self._body)
            + f"{section}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            + "".join(
                f'<Relationship Id="{id_}" Type="{_RELATION}/{kind}" Target="{target}"/>'
                for id_, (kind, target) in relations.items()
            )
            + "</Relationships>",
            "word/styles.xml": f"<w:styles {_WORDS}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(_BODY)}"
            f'<w:sz w:val="{round(self._points * 2)}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
            '</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
            '<w:name w:val="Normal"/></w:style></w:styles>',
            **parts,
        }


def _paragraph(text: str, look: Look) -> str:
    spacing = (
        f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}" '
        f'w:line="{round(look.points * _LEADING * 20)}" w:lineRule="exact"/>'
    )
    next_, centre = "<w:keepNext/>" * look.with_next, '<w:jc w:val="center"/>' * look.centred
    font = (_fonts(_HEAD) if look.head else "") + "<w:b/>" * look.bold + f'<w:sz w:val="{round(look.points * 2)}"/>'
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{_safe(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:pPr>{next_}{spacing}{centre}</w:pPr><w:r><w:rPr>{font}</w:rPr>{lines}</w:r></w:p>"


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{name}" w:cs="{_LATIN}"/>'


def _safe(text: str) -> str:
    return escape(without_controls(text)).replace("\t", " ")


def _twips(centimetres: float) -> int:
    return round(centimetres / 2.54 * 1440)
