"""Makes the sample documents of ``corpora/samples`` from the texts beside this file.

Run it with ``python corpora/sample_sources/build.py``; it needs a Noto CJK font for the PDF samples. A text is marked
up by its lines: ``# `` title, ``= `` centred line, ``## `` and ``### `` headings, ``> `` line at the right, ``| a | b |``
row of a table, ``---`` between the articles of a page; every other line is a paragraph.
"""

from __future__ import annotations

import datetime
import html
import io
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).parent
SAMPLES = SOURCES.parent / "samples"
MOMENT = datetime.datetime(2026, 1, 5, 9, 0, tzinfo=datetime.UTC)
FONTS = Path("/usr/share/fonts/opentype/noto")
SIMPLIFIED = 2  # index of the simplified Chinese font in Noto's collections

_MARKS = {"# ": "title", "= ": "centre", "## ": "heading", "### ": "subheading", "> ": "right"}
_NUMBER = re.compile("第[一二三四五六七八九十百]+[章条]　|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a source: its role (``title``, ``paragraph``, ``row`` …), text, and cells if it is a row."""

    role: str
    text: str
    cells: tuple[str, ...] = ()


def pieces(name: str) -> list[Piece]:
    """The marked lines of a source text, by its name without ``.txt``."""
    found = []
    for line in (SOURCES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        mark = line[: line.find(" ") + 1]
        if line.startswith("| "):
            cells = tuple(cell.strip() for cell in line.strip("| ").split(" | "))
            found.append(Piece("row", " ".join(cells), cells))
        elif line == "---":
            found.append(Piece("break", ""))
        elif mark in _MARKS:
            found.append(Piece(_MARKS[mark], line.removeprefix(mark)))
        else:
            found.append(Piece("paragraph", line))
    return found


def plain(name: str) -> str:
    """A source as plain text."""
    return "\n".join(p.text for p in pieces(name) if p.role != "break") + "\n"


def _tables(found: list[Piece]) -> Iterator[Piece | list[Piece]]:
    """Pieces, with the rows of one table together."""
    rows: list[Piece] = []
    for piece in found:
        if piece.role == "row":
            rows.append(piece)
            continue
        if rows:
            yield rows
            rows = []
        yield piece
    if rows:
        yield rows


# ---------------------------------------------------------------------------------------------------------------------
# text and web pages


def encoded(encoding: str) -> Callable[[str], bytes]:
    """A maker of text files with carriage returns, as Windows programs write them."""
    return lambda name: plain(name).replace("\n", "\r\n").encode(encoding)


_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_海棠市人民政府门户网站</title>
<style>body{{font-family:serif}} nav li{{display:inline}}</style><script>var visits = 1024;</script></head>
<body>
<header><div class="logo">海棠市人民政府门户网站</div>
<nav><ul><li><a href="/">首页</a></li><li><a href="/xwdt/">新闻动态</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul></nav></header>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/xwdt/">新闻动态</a> &gt; <a href="/xwdt/bmdt/">部门动态</a></div>
<main><article><h1>{title}</h1>
<div class="info">{info}　浏览次数：3572　字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a></div>
<div class="content">
{body}
</div></article></main>
<aside><h3>相关链接</h3><ul><li><a href="/1.html">海棠市召开民政工作会议</a></li><li><a href="/2.html">海棠市社会组织登记办事指南</a></li></ul></aside>
<footer><p>主办：海棠市人民政府办公室　网站标识码：9901000001　备案号：棠ICP备00000000号</p>
<p><a href="/about">关于我们</a> | <a href="/map">网站地图</a> | 技术支持：海棠市大数据中心</p></footer>
</body></html>
"""


def web_page(name: str) -> bytes:
    """A page of a government web site, with its navigation and furniture around the article."""
    found = pieces(name)
    title = next(p.text for p in found if p.role == "title")
    info = next(p.text for p in found if p.role == "centre")
    body = "\n".join(f"<p>　　{html.escape(p.text, quote=False)}</p>" for p in found if p.role == "paragraph")
    return _PAGE.format(title=title, info=info, body=body).encode()


# ---------------------------------------------------------------------------------------------------------------------
# Word


# Role of a piece, its list, and the text of each level of the list. Articles are a list of their own, so that they do
# not begin again in each chapter.
_PLANS = {
    "report": {"heading": (1, 0), "subheading": (1, 1)},
    "charter": {"heading": (1, 0), "subheading": (2, 0), "item": (2, 1)},
}
_LISTS = {"report": (("%1、", "（%2）"),), "charter": (("第%1章",), ("第%1条", "（%2）"))}


def _numbering(document: Any, plan: str) -> None:
    """Put the numbers of headings into numbering.xml, where Word keeps automatic numbers."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    part = document.part.numbering_part.element
    for child in list(part):
        part.remove(child)
    for number, texts in enumerate(_LISTS[plan], 1):
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
            f'<w:suff w:val="{"space" if text.startswith("第") else "nothing"}"/><w:lvlText w:val="{text}"/>'
            '<w:lvlJc w:val="left"/></w:lvl>'
            for at, text in enumerate(texts)
        )
        kind = '<w:multiLevelType w:val="multilevel"/>'
        part.append(
            parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{kind}{levels}</w:abstractNum>')
        )
    for number, _ in enumerate(_LISTS[plan], 1):
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def _number(paragraph: Any, number: int, level: int) -> None:
    """Make a paragraph an item of a list."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def _place(piece: Piece, plan: str) -> tuple[int, int] | None:
    """The list and level of the automatic number that a piece gets, or None."""
    if not plan or _NUMBER.match(piece.text) is None:
        return None
    return _PLANS[plan].get("item" if piece.role == "paragraph" else piece.role)


def word(plan: str = "") -> Callable[[str], bytes]:
    """A maker of Word documents.

    Args:
        plan: ``report`` or ``charter``: headings lose their typed numbers and are numbered by Word; empty: as typed.
    """

    def make(name: str) -> bytes:
        import docx
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        document = docx.Document()
        if plan:
            _numbering(document, plan)
        for piece in _tables(pieces(name)):
            if isinstance(piece, list):
                table = document.add_table(len(piece), len(piece[0].cells), style="Table Grid")
                for row, texts in zip(table.rows, piece, strict=True):
                    for cell, text in zip(row.cells, texts.cells, strict=True):
                        cell.text = text
                continue
            place = _place(piece, plan)
            text = _NUMBER.sub("", piece.text, count=1) if place else piece.text
            paragraph = document.add_paragraph()
            run = paragraph.add_run(text)
            if place:
                _number(paragraph, *place)
            if piece.role in ("title", "centre"):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if piece.role == "right":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if piece.role == "title":
                run.bold, run.font.size = True, Pt(18)
            if piece.role == "paragraph" and not place:
                paragraph.paragraph_format.first_line_indent = Pt(24)
        document.core_properties.created = document.core_properties.modified = MOMENT.replace(tzinfo=None)
        document.core_properties.author = "zhibiao"
        out = io.BytesIO()
        document.save(out)
        return _repacked(out.getvalue())

    return make


def _repacked(data: bytes) -> bytes:
    """The same zip with fixed times, so that building again gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(zipfile.ZipInfo(member, MOMENT.timetuple()[:6]), old.read(member), zipfile.ZIP_DEFLATED)
    return out.getvalue()


# ---------------------------------------------------------------------------------------------------------------------
# PDF


_NOT_FIRST = set("，。、；：！？”’）》」』%")
_NOT_LAST = set("“‘（《「『〔")
_WORDS = re.compile("[!-$&-~]+%?|.")


class _Paper:
    """An A4 page series on which text is set line by line; measures in points."""

    def __init__(self, header: str = "", *, numbered: bool = False) -> None:
        from fpdf import FPDF

        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_creation_date(MOMENT)
        self.pdf.set_auto_page_break(False)
        self.pdf.add_font("text", fname=str(FONTS / "NotoSerifCJK-Regular.ttc"), collection_font_number=SIMPLIFIED)
        self.pdf.add_font("head", fname=str(FONTS / "NotoSansCJK-Bold.ttc"), collection_font_number=SIMPLIFIED)
        self.header, self.numbered = header, numbered
        self.width, self.height = self.pdf.w, self.pdf.h
        self.page()

    def page(self) -> None:
        """Begin a page, with its header and number."""
        self.pdf.add_page()
        if self.header:
            self.at(72, 52, self.header, 9)
            self.pdf.line(72, 58, self.width - 72, 58)
        if self.numbered:
            text = f"— {self.pdf.page_no()} —"
            self.at((self.width - self.measure(text, 10)) / 2, self.height - 40, text, 10)

    def measure(self, text: str, size: float, font: str = "text") -> float:
        """Width of a text."""
        self.pdf.set_font(font, size=size)
        return float(self.pdf.get_string_width(text))

    def at(self, x: float, baseline: float, text: str, size: float, font: str = "text") -> None:
        """Draw a line of text."""
        self.pdf.set_font(font, size=size)
        self.pdf.text(x, baseline, text)

    def broken(self, text: str, size: float, width: float, indent: float, font: str = "text") -> list[str]:
        """Lines of a paragraph after the rules of Chinese typesetting for what may begin and end a line."""
        units = _WORDS.findall(text)
        lines, line, room = [], "", width - indent
        for at, unit in enumerate(units):
            after = units[at + 1] if at + 1 < len(units) else ""
            held = unit + after if (after in _NOT_FIRST or unit in _NOT_LAST) and after else unit
            if line and self.measure(line + held, size, font) > room and unit not in _NOT_FIRST:
                lines.append(line)
                line, room = "", width
            line += unit
        return [*lines, line]

    def output(self) -> bytes:
        """The file."""
        return bytes(self.pdf.output())


def _ruled(paper: _Paper, rows: list[Piece], x: float, top: float, width: float, size: float) -> float:
    """Draw a ruled table; gives the height below it."""
    height, column = size * 2, width / len(rows[0].cells)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row.cells):
            paper.pdf.rect(x + c * column, top + r * height, column, height)
            paper.at(x + c * column + 5, top + r * height + 1.35 * size, cell, size)
    return top + len(rows) * height + size


def report_pdf(header: str, size: float = 14) -> Callable[[str], bytes]:
    """A maker of PDFs of one column, with a running header and page numbers."""

    def make(name: str) -> bytes:
        paper = _Paper(header, numbered=True)
        left, pitch, y = 72.0, size * 1.8, 110.0
        width = paper.width - 2 * left
        for piece in _tables(pieces(name)):
            if isinstance(piece, list):
                if y + len(piece) * 22 > paper.height - 80:
                    paper.page()
                    y = 90.0
                y = _ruled(paper, piece, left, y - size, width, 11) + pitch / 2
                continue
            large = 20.0 if piece.role == "title" else size
            font = "head" if piece.role in ("title", "heading") else "text"
            indent = 2 * size if piece.role in ("paragraph", "heading", "subheading") else 0.0
            for k, line in enumerate(paper.broken(piece.text, large, width, indent, font)):
                if y > paper.height - 72:
                    paper.page()
                    y = 90.0
                measure = paper.measure(line, large, font)
                x = left + (indent if k == 0 else 0)
                if piece.role in ("title", "centre"):
                    x = (paper.width - measure) / 2
                elif piece.role == "right":
                    x = paper.width - left - 2 * size - measure
                paper.at(x, y, line, large, font)
                y += pitch if large == size else 34
        return paper.output()

    return make


def press_page(name: str) -> bytes:
    """A newspaper page: its name above, articles below one another, each in two columns under its headline."""
    paper = _Paper()
    size, pitch, gap, left = 10.5, 17.0, 24.0, 48.0
    column = (paper.width - 2 * left - gap) / 2
    paper.at(left, 40, "第04版：社会组织　　2024年6月5日　星期三", 9)
    paper.at(paper.width - left - 72, 40, "民生周刊", 14, "head")
    paper.pdf.line(left, 48, paper.width - left, 48)
    articles: list[list[Piece]] = [[]]
    for piece in pieces(name):
        if piece.role == "break":
            articles.append([])
        else:
            articles[-1].append(piece)
    y = 80.0
    for article in articles:
        body: list[tuple[float, str]] = []
        for piece in article:
            if piece.role == "paragraph":
                lines = paper.broken(piece.text, size, column, 2 * size)
                body += [(2 * size if k == 0 else 0.0, line) for k, line in enumerate(lines)]
                continue
            large = 20 if piece.role == "title" else 12
            font = "head" if piece.role == "title" else "text"
            paper.at((paper.width - paper.measure(piece.text, large, font)) / 2, y, piece.text, large, font)
            y += large + 10
        half = -(-len(body) // 2)
        for side in (0, 1):
            for k, (indent, line) in enumerate(body[side * half : (side + 1) * half]):
                paper.at(left + side * (column + gap) + indent, y + k * pitch, line, size)
        y += half * pitch + 26
    return paper.output()


# ---------------------------------------------------------------------------------------------------------------------
# archives


def archive(members: dict[str, bytes]) -> bytes:
    """A zip as old Windows programs write it: member names in GBK, without the flag for UTF-8.

    ``zipfile`` writes names that are not ASCII as UTF-8, so the records are put together here (APPNOTE 4.3.7, 4.3.12).
    """
    out, directory = bytearray(), bytearray()
    date = (MOMENT.year - 1980) << 9 | MOMENT.month << 5 | MOMENT.day
    for name, data in members.items():
        raw = name.encode("gbk")
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = deflate.compress(data) + deflate.flush()
        common = struct.pack(
            "<HHHHHIIIHH", 20, 0, 8, MOMENT.hour << 11, date, zlib.crc32(data), len(packed), len(data), len(raw), 0
        )
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + raw
        out += b"PK\x03\x04" + common + raw + packed
    count = len(members)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(out), 0)
    return bytes(out + directory + end)


# ---------------------------------------------------------------------------------------------------------------------
# the samples


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample file, the text it is made of, and its maker; ``member`` is its name inside an archive."""

    path: str
    source: str
    make: Callable[[str], bytes]
    member: str = ""


_ZIP = "来文/松溪区报送材料.zip"

ALL = (
    Sample("报告/临江市2023年社会组织工作总结.docx", "临江市2023年社会组织工作总结", word("report")),
    Sample(
        "报告/青禾县2022年社会组织管理工作情况汇报.pdf",
        "青禾县2022年社会组织管理工作情况汇报",
        report_pdf("青禾县民政局　工作材料"),
    ),
    Sample(
        "报告/望江街道2024年上半年社区社会组织工作总结.txt",
        "望江街道2024年上半年社区社会组织工作总结",
        encoded("gb18030"),
    ),
    Sample("报告/云岭省2021年社会组织工作总结.docx", "云岭省2021年社会组织工作总结", word()),
    Sample("报告/松溪区2025年社会组织工作要点.txt", "松溪区2025年社会组织工作要点", encoded("utf-16")),
    Sample("报道/海棠市行业协会商会为企业减负报道.html", "海棠市行业协会商会为企业减负报道", web_page),
    Sample("报道/民生周刊社会组织专版.pdf", "民生周刊社会组织专版", press_page),
    Sample("年检/临江市2023年度社会组织年检结论公告.docx", "临江市2023年度社会组织年检结论公告", word()),
    Sample("年检/临江市模具行业协会2023年度工作报告书.docx", "临江市模具行业协会2023年度工作报告书", word()),
    Sample(
        "统计/海棠市2022年民政事业发展统计公报.pdf",
        "海棠市2022年民政事业发展统计公报",
        report_pdf("", 12),
    ),
    Sample("章程/青禾县茶产业协会章程.docx", "青禾县茶产业协会章程", word("charter")),
    Sample("章程/海棠市长跑运动协会章程.pdf", "海棠市长跑运动协会章程", report_pdf("海棠市长跑运动协会章程", 12)),
    Sample("章程/临江市晨光社会工作服务中心章程.docx", "临江市晨光社会工作服务中心章程", word("charter")),
    Sample("章程/海棠市博远职业培训学校章程.docx", "海棠市博远职业培训学校章程", word()),
    Sample("章程/临江市春晖教育基金会章程.docx", "临江市春晖教育基金会章程", word()),
    Sample(
        _ZIP,
        "松溪区关于清理整治非法社会组织和僵尸型社会组织情况的通报",
        encoded("utf-8-sig"),
        "关于清理整治情况的通报.txt",
    ),
    Sample(_ZIP, "临江市社工协会2023年度工作总结", word("report"), "附件/临江市社工协会2023年度工作总结.docx"),
)


def build() -> dict[str, bytes]:
    """The bytes of all sample files by their path under ``corpora/samples``."""
    files: dict[str, bytes] = {}
    archives: dict[str, dict[str, bytes]] = {}
    for sample in ALL:
        if sample.member:
            archives.setdefault(sample.path, {})[sample.member] = sample.make(sample.source)
        else:
            files[sample.path] = sample.make(sample.source)
    return files | {path: archive(members) for path, members in archives.items()}


def main() -> int:
    """Write the samples; 1 when the font is missing."""
    if not FONTS.exists():
        print(f"the PDF samples need the Noto CJK fonts in {FONTS}", file=sys.stderr)
        return 1
    for path, data in build().items():
        target = SAMPLES / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        print(f"{len(data):>8,} {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
