"""More office files made to harm: Word, Excel, PowerPoint, OpenDocument, OFD, RTF and the old binary formats."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

from tests.hostile.attacks import TEXT, _docx, attack, zipped
from tests.readers.word_files import p, part, r, word_file

_FILES = Path(__file__).parents[1] / "readers" / "files"
_ANY = ("ok", "partial", "corrupt", "empty_text", "limit_exceeded", "unsupported", "undecodable_text")
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _related(*entries: tuple[str, str, str]) -> bytes:
    made = "".join(
        f'<Relationship Id="{i}" Type="{_R}/{kind}" Target="{target}" TargetMode="External"/>'
        for i, kind, target in entries
    )
    return f'<Relationships xmlns="{_RELATIONS}">{made}</Relationships>'.encode()


# --- Word ---------------------------------------------------------------------------------------------------------


@attack("docx/alt-chunks.docx", *_ANY)
def _alt_chunk() -> bytes:
    body = part(
        "document",
        f'<w:body>{p(TEXT)}<w:altChunk xmlns:r="{_R}" r:id="r1"/><w:altChunk xmlns:r="{_R}" r:id="r2"/></w:body>',
    )
    relations = _related(("r1", "aFChunk", "file:///etc/passwd"), ("r2", "aFChunk", "http://192.0.2.1/x"))
    return _docx(body, **{"word___rels__document.xml.rels": relations})


@attack("docx/outside-pictures.docx", "ok")
def _pictures() -> bytes:
    picture = f'<w:p><w:r><w:drawing><a:blip xmlns:r="{_R}" r:link="r1"/></w:drawing></w:r></w:p>'
    body = part("document", f"<w:body>{p(TEXT)}{picture * 50}</w:body>")
    return _docx(body, **{"word___rels__document.xml.rels": _related(("r1", "image", "\\\\192.0.2.1\\share\\a.png"))})


@attack("docx/fields-that-fetch.docx", "ok")
def _fetching() -> bytes:
    """Instructions that Word would carry out (INCLUDETEXT, DDEAUTO) are no text."""
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    instructions = ('INCLUDETEXT "/etc/passwd"', 'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"', "= 10^10 * 312")
    return word_file(p(TEXT) + "".join(map(field.format, instructions)))


@attack("docx/fields-never-ended.docx", "ok", "partial", "empty_text", "limit_exceeded")
def _fields() -> bytes:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50_000
    return word_file(f"<w:p>{begun}{r(TEXT)}</w:p>{p(TEXT)}")


@attack("docx/merged-down.docx", "ok", "partial", "limit_exceeded")
def _merged_down() -> bytes:
    cell = "<w:tc><w:tcPr><w:vMerge{}/></w:tcPr>{}</w:tc>"
    first = "<w:tr>" + cell.format(' w:val="restart"', p(TEXT)) * 20 + "</w:tr>"
    below = "<w:tr>" + cell.format("", p()) * 20 + "</w:tr>"
    return word_file(f"<w:tbl>{first}{below * 1_500}</w:tbl>")


@attack("docx/merged-without-beginning.docx", "ok", "partial")
def _merged_nowhere() -> bytes:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="-3"/><w:vMerge w:val="odd"/></w:tcPr>{p(TEXT)}</w:tc>'
    return word_file(f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr>{cell * 3}</w:tr></w:tbl>')


@attack("docx/alternatives-in-alternatives.docx", "ok", "partial", "limit_exceeded", "corrupt")
def _alternatives() -> bytes:
    deep = 60
    opened = "<mc:AlternateContent><mc:Choice>" * deep
    return word_file(f"<w:p>{opened}{r(TEXT)}{'</mc:Choice><mc:Fallback/></mc:AlternateContent>' * deep}</w:p>")


@attack("docx/alternatives-that-double.docx", "ok", "partial", "limit_exceeded", "corrupt")
def _doubling() -> bytes:
    inner = r("共312家。")
    for _ in range(14):
        inner = f"<mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>"
    return word_file(f"<w:p>{inner}</w:p>")


@attack("docx/long-chain-of-styles.docx", "ok", "partial", "limit_exceeded")
def _chain() -> bytes:
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    return word_file(
        p(TEXT, style="s0"), styles=part("styles", "".join(style.format(f"s{n}", f"s{n + 1}") for n in range(20_000)))
    )


@attack("docx/numbering-in-itself.docx", "ok", "partial")
def _numbering() -> bytes:
    abstract = (
        '<w:abstractNum w:abstractNumId="{0}"><w:numStyleLink w:val="{1}"/><w:styleLink w:val="{1}"/></w:abstractNum>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = abstract.format(0, "a") + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return word_file(p(TEXT, num=(1, 0)) * 3, numbering=part("numbering", numbering), styles=part("styles", styles))


@attack("docx/level-text.docx", "ok", "partial")
def _level_text() -> bytes:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{"%1%9%0%%" * 20_000}"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return word_file(p(TEXT, num=(1, 0)) * 200, numbering=part("numbering", numbering))


@attack("docx/notes-in-notes.docx", "ok", "partial", "limit_exceeded")
def _notes() -> bytes:
    note = '<w:footnote w:id="{0}"><w:p><w:r><w:t>{1}</w:t></w:r><w:r><w:footnoteReference w:id="{0}"/></w:r></w:p></w:footnote>'
    reference = '<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    return word_file(reference * 500, footnotes=part("footnotes", note.format(2, TEXT)))


@attack("docx/attributes.docx", "ok", "partial", "corrupt", "limit_exceeded")
def _attributes() -> bytes:
    many = " ".join(f'a{n}="x"' for n in range(200_000))
    return word_file(f"<w:p {many}>{r(TEXT)}</w:p>")


@attack("docx/namespaces.docx", "ok", "partial", "corrupt", "limit_exceeded")
def _namespaces() -> bytes:
    many = " ".join(f'xmlns:n{n}="urn:{n}"' for n in range(20_000))
    return word_file(f"<w:p {many}>{r(TEXT)}</w:p>")


for _name, _encoding in {"utf-16": "utf-16", "utf-32": "utf-32", "gb18030": "gb18030"}.items():
    attack(f"docx/{_name}.docx", "ok", "partial", "corrupt")(
        lambda encoding=_encoding: zipped(
            {
                "[Content_Types].xml": b"<Types/>",
                "word/document.xml": part("document", f"<w:body>{p(TEXT)}</w:body>")
                .replace("UTF-8", encoding)
                .encode(encoding),
            }
        )
    )


@attack("docx/gbk-called-utf-8.docx", "ok", "partial", "corrupt", "empty_text", "undecodable_text")
def _gbk() -> bytes:
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": part("document", f"<w:body>{p(TEXT)}</w:body>").encode("gbk"),
        }
    )


@attack("docx/unknown-encoding.docx", "ok", "partial", "corrupt", "empty_text")
def _unknown() -> bytes:
    return _docx(part("document", f"<w:body>{p(TEXT)}</w:body>").replace("UTF-8", "x-user-defined"))


@attack("docx/two-bodies.docx", "ok", "partial", "corrupt")
def _bodies() -> bytes:
    return _docx(part("document", f"<w:body>{p(TEXT)}</w:body>" * 2))


@attack("docx/no-body.docx", "empty_text", "corrupt")
def _no_body() -> bytes:
    return _docx(part("document", ""))


@attack("docx/another-root.docx", "empty_text", "corrupt", "unsupported", "ok")
def _root() -> bytes:
    return _docx(f"<html><body><p>{TEXT}</p></body></html>")


@attack("docx/breaks.docx", "ok", "partial", "limit_exceeded")
def _breaks() -> bytes:
    return word_file(f"<w:p>{r(TEXT)}<w:r>{'<w:br/><w:tab/>' * 100_000}</w:r>{r(TEXT)}</w:p>")


@attack("docx/symbols.docx", "ok", "partial")
def _symbols() -> bytes:
    codes = ("F0FE", "FFFFFFFFFF", "-1", "zz", "", "D800", "110000")
    marks = "".join(f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>' for code in codes)
    return word_file(f"<w:p>{marks}{r(TEXT)}</w:p>")


@attack("docx/relation-to-itself.docx", "ok", "corrupt", "empty_text", "partial")
def _relation_loop() -> bytes:
    relation = f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_R}/officeDocument" Target="/_rels/.rels"/></Relationships>'
    return _docx(part("document", f"<w:body>{p(TEXT)}</w:body>"), **{"_rels__.rels": relation.encode()})


# --- Excel and PowerPoint -------------------------------------------------------------------------------------------

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _workbook(sheet: str, **parts: str) -> bytes:
    book = f'<workbook xmlns="{_SHEET}" xmlns:r="{_R}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'
    relation = f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_R}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    members = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": relation.encode(),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}">{sheet}</worksheet>'.encode(),
    }
    return zipped(members | {f"xl/{name}.xml": content.encode() for name, content in parts.items()})


def _cell(place: str, text: str = TEXT) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


_MERGE = '<mergeCell ref="A1:Z900"/>'
_HIDDEN = '<col min="1" max="99999999" hidden="1"/>'
for _name, _sheet in {
    "a-million-rows-declared": f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{_cell("A1")}</row></sheetData>',
    "far-corner": f'<sheetData><row r="1">{_cell("A1")}</row><row r="1048576">{_cell("XFD1048576")}</row></sheetData>',
    "impossible-places": f'<sheetData><row r="99999999999">{_cell("ZZZZZZ99999999999")}</row><row r="-1">{_cell("")}</row></sheetData>',
    "all-merged": f'<sheetData><row r="1">{_cell("A1")}</row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="XFD1:A1"/></mergeCells>',
    "merged-upon-merged": f'<sheetData><row r="1">{_cell("A1")}{_cell("Z1")}</row><row r="900">{_cell("Z900")}</row></sheetData><mergeCells>{_MERGE * 20_000}</mergeCells>',
    "odd-numbers": "<sheetData><row>"
    + "".join(f"<c><v>{v}</v></c>" for v in ("1e308", "-1e308", "nan", "inf", "1e-400", "9" * 5000, "0x1", "1,2"))
    + f"</row><row>{_cell('A2')}</row></sheetData>",
    "odd-strings": "<sheetData><row>"
    + "".join(f'<c t="s"><v>{v}</v></c>' for v in ("-1", "99999999999", "a", ""))
    + f"</row><row>{_cell('A2')}</row></sheetData>",
    "same-cell": f"<sheetData><row>{_cell('A1') * 2_000}</row></sheetData>",
    "hidden-columns": f'<cols>{_HIDDEN * 2_000}</cols><sheetData><row r="1">{_cell("A1")}</row></sheetData>',
}.items():
    attack(f"xlsx/{_name}.xlsx", "ok", "partial", "empty_text", "limit_exceeded", "corrupt")(
        lambda sheet=_sheet: _workbook(sheet)
    )


@attack("xlsx/formats.xlsx", "ok", "partial", "corrupt")
def _formats() -> bytes:
    codes = (
        "0." + "0" * 20_000,
        "[" * 3000,
        '"' * 3001,
        "#,##0" * 2000,
        "yyyy" * 2000,
        "[$-804]" * 2000,
        "0" * 9000 + ";" * 9000,
        "E+" * 3000,
    )
    own = "".join(f"<numFmt numFmtId='{200 + k}' formatCode='{code}'/>" for k, code in enumerate(codes))
    xfs = "".join(f'<xf numFmtId="{200 + k}"/>' for k in range(len(codes)))
    styles = f'<styleSheet xmlns="{_SHEET}"><numFmts>{own}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>'
    rows = ("45000.5", "-1", "1e200", "2958466")
    cells = "".join(
        f"<row>{''.join(f'<c s=%r><v>{v}</v></c>' % str(k) for k in range(len(codes)))}</row>" for v in rows
    )
    return _workbook(f"<sheetData>{cells}</sheetData>", styles=styles)


@attack("xlsx/entities.xlsx", "corrupt", "partial", "empty_text")
def _sheet_entities() -> bytes:
    strings = f'<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst xmlns="{_SHEET}"><si><t>&x;</t></si></sst>'
    return _workbook('<sheetData><row><c t="s"><v>0</v></c></row></sheetData>', sharedStrings=strings)


@attack("xlsx/sheets-that-are-one.xlsx", "ok", "partial", "limit_exceeded", "corrupt", slow=True)
def _one_sheet() -> bytes:
    """Five thousand entries of the workbook lead to the same sheet."""
    made = _workbook(f"<sheetData><row>{_cell('A1', '共312家') * 20}</row></sheetData>")
    entries = '<sheet name="表" r:id="r1"/>' * 5000
    book = f'<workbook xmlns="{_SHEET}" xmlns:r="{_R}"><sheets>{entries}</sheets></workbook>'
    return _replaced(made, "xl/workbook.xml", book.encode())


def _replaced(data: bytes, name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({m: archive.read(m) for m in archive.namelist()} | {name: content})


_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


@attack("pptx/groups-in-groups.pptx", "ok", "partial", "corrupt", "limit_exceeded", "empty_text")
def _groups() -> bytes:
    shape = f"<p:sp><p:txBody><a:p><a:r><a:t>{TEXT}</a:t></a:r></a:p></p:txBody></p:sp>"
    tree = "<p:grpSp>" * 100 + shape + "</p:grpSp>" * 100
    return slides(f'<p:sld xmlns:p="{_P}" xmlns:a="{_A}"><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:sld>', 1)


@attack("pptx/one-slide-20000-times.pptx", "ok", "partial", "limit_exceeded", "corrupt")
def _same_slide() -> bytes:
    return slides(slide(TEXT), 20_000)


def slide(text: str) -> str:
    """The XML of a slide with this text."""
    shape = f"<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    return f'<p:sld xmlns:p="{_P}" xmlns:a="{_A}"><p:cSld><p:spTree>{shape}</p:spTree></p:cSld></p:sld>'


def slides(shown: str, times: int) -> bytes:
    """A presentation that shows one slide several times."""
    listed = '<p:sldId id="256" r:id="r1"/>' * times
    show = f'<p:presentation xmlns:p="{_P}" xmlns:r="{_R}"><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>'
    relation = f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_R}/slide" Target="slides/slide1.xml"/></Relationships>'
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "ppt/presentation.xml": show.encode(),
            "ppt/_rels/presentation.xml.rels": relation.encode(),
            "ppt/slides/slide1.xml": shown.encode(),
        }
    )


# --- OpenDocument and OFD ---------------------------------------------------------------------------------------------

_URN = "urn:oasis:names:tc:opendocument:xmlns:%s:1.0"


def odf(body: str, kind: str = "text", before: str = "") -> bytes:
    """An OpenDocument file (``text`` or ``spreadsheet``) with this body."""
    names = " ".join(f'xmlns:{n}="{_URN % n}"' for n in ("office", "text", "table", "style"))
    content = f"{before}<office:document-content {names}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
            "META-INF/manifest.xml": b"<m/>",
            "content.xml": content.encode(),
        }
    )


for _name, _kind, _body in (
    ("blanks.odt", "text", f'<text:p>{TEXT}<text:s text:c="2147483647"/>x</text:p>'),
    ("negative-blanks.odt", "text", f'<text:p>{TEXT}<text:s text:c="-5"/><text:s text:c="a"/></text:p>'),
    (
        "rows-and-columns.ods",
        "spreadsheet",
        f'<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>{TEXT}</text:p></table:table-cell></table:table-row></table:table>',
    ),
    (
        "spans.ods",
        "spreadsheet",
        f'<table:table><table:table-row><table:table-cell table:number-rows-spanned="999999999" table:number-columns-spanned="999999999"><text:p>{TEXT}</text:p></table:table-cell></table:table-row></table:table>',
    ),
    (
        "tables-in-tables.odt",
        "text",
        "<table:table><table:table-row><table:table-cell>" * 60
        + f"<text:p>{TEXT}</text:p>"
        + "</table:table-cell></table:table-row></table:table>" * 60,
    ),
    (
        "lists-in-lists.odt",
        "text",
        "<text:list><text:list-item>" * 100 + f"<text:p>{TEXT}</text:p>" + "</text:list-item></text:list>" * 100,
    ),
    (
        "far-start.odt",
        "text",
        f'<text:list><text:list-item text:start-value="99999999999999999999"><text:p>{TEXT}</text:p></text:list-item></text:list>',
    ),
):
    attack(
        f"odf/{_name}", "ok", "partial", "limit_exceeded", "corrupt", "empty_text", slow=_name == "rows-and-columns.ods"
    )(lambda body=_body, kind=_kind: odf(body, kind))
attack("odf/entities.odt", "corrupt")(
    lambda: odf("<text:p>&x;</text:p>", before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
)
attack("odf/section-of-a-file.odt", "ok")(
    lambda: odf(
        f'<text:p>{TEXT}</text:p><text:section><text:section-source xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/passwd"/></text:section>'
    )
)
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def _ofd(page: str, pages: str = '<ofd:Page ID="1" BaseLoc="P.xml"/>', common: str = "", before: str = "") -> bytes:
    return zipped(
        {
            "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>".encode(),
            "D/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>".encode(),
            "D/P.xml": f"{before}<ofd:Page {_OFD}>{page}</ofd:Page>".encode(),
        }
    )


def _ofd_text(attributes: str, text: str = TEXT) -> str:
    return f'<ofd:Content><ofd:Layer><ofd:TextObject ID="1" Boundary="10 10 100 10" Size="4"><ofd:TextCode X="0" Y="4" {attributes}>{text}</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content>'


for _name, _page in {
    "repeated-steps": _ofd_text('DeltaX="g 2000000000 1"'),
    "steps-in-steps": _ofd_text(f'DeltaX="{"g " * 50_000}1"'),
    "odd-steps": _ofd_text('DeltaX="nan inf -1e308 x" DeltaY="1e999"'),
    "no-place": _ofd_text("").replace("10 10 100 10", "a b"),
    "huge-place": _ofd_text("").replace("10 10 100 10", "1e300 -1e300 1e300 nan"),
    "blocks-in-blocks": "<ofd:Content><ofd:Layer>"
    + "<ofd:PageBlock>" * 200
    + "</ofd:PageBlock>" * 200
    + "</ofd:Layer></ofd:Content>",
    "template-of-itself": '<ofd:Template TemplateID="1"/>' + _ofd_text(""),
    "glyph-counts": _ofd_text("").replace(
        "<ofd:TextCode", '<ofd:CGTransform CodePosition="0" CodeCount="2147483647" GlyphCount="-1"/><ofd:TextCode'
    ),
}.items():
    attack(f"ofd/{_name}.ofd", "ok", "partial", "empty_text", "corrupt", "limit_exceeded", "needs_ocr")(
        lambda page=_page: _ofd(page)
    )
attack("ofd/entities.ofd", "corrupt", "empty_text", "partial")(
    lambda: _ofd(_ofd_text("", "&x;"), before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
)
attack("ofd/outside-pages.ofd", "corrupt", "empty_text", "partial")(
    lambda: _ofd(
        "", pages='<ofd:Page ID="1" BaseLoc="../../../../etc/passwd"/><ofd:Page ID="2" BaseLoc="/etc/passwd"/>'
    )
)
attack("ofd/one-page-4900-times.ofd", "ok", "partial", "timeout", "limit_exceeded", slow=True)(
    lambda: _ofd(_ofd_text(""), pages='<ofd:Page ID="1" BaseLoc="P.xml"/>' * 4_900)
)
attack("ofd/a-template-of-templates.ofd", "ok", "partial")(
    lambda: _ofd(
        '<ofd:Template TemplateID="9"/>' * 2_000 + _ofd_text(""), common='<ofd:TemplatePage ID="9" BaseLoc="P.xml"/>'
    )
)

# --- RTF --------------------------------------------------------------------------------------------------------------

_RTF_TEXT = "".join(f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" for c in TEXT)
for _name, _inside in {
    "binary": "\\bin2147483647 abc",
    "negative-binary": "\\bin-5 abc",
    "odd-characters": "\\u-99999999? \\u1114112? \\u55357?\\u-1? \\'zz \\'",
    "skip-all": "\\uc1000000\\u20013 ",
    "unclosed": "{\\b " * 5_000,
    "unopened": "}" * 5_000,
    "cells": "\\trowd" + "\\cellx2147483647" * 5_000 + " a\\cell" * 5_000 + "\\row",
    "tables-in-tables": "\\itap999999999\\intbl a\\nestcell\\nestrow",
    "object": "{\\object{\\*\\objdata " + "d0cf11e0" * 20_000 + "}}",
    "picture": "{\\pict\\bin2147483647 " + "ff" * 20_000 + "}",
    "fonts": "{\\fonttbl" + "{\\f2147483647\\fcharset999 x;}" * 5_000 + "}\\f2147483647 ",
    "fields": '{\\field{\\*\\fldinst INCLUDETEXT \\"/etc/passwd\\"}}' * 500,
    "lists": "\\ls2147483647\\ilvl99 ",
    "long-words": "\\" + "a" * 200_000 + " ",
    "long-numbers": "\\fs" + "9" * 200_000 + " ",
    "pages": "\\ansicpg99999 \\'d6\\'d0 ",
}.items():
    attack(f"rtf/{_name}.rtf", "ok", "partial", "corrupt", "empty_text", "limit_exceeded")(
        lambda inside=_inside: ("{\\rtf1\\ansi " + inside + "\\par " + _RTF_TEXT + "\\par}").encode("ascii")
    )

# --- the old binary formats ---------------------------------------------------------------------------------------------


def _compound(data: bytes, **fields: int) -> bytes:
    """A compound file with other numbers in its header ([MS-CFB] 2.2)."""
    places = {
        "sector": (30, "H"),
        "mini": (32, "H"),
        "fats": (44, "I"),
        "directory": (48, "I"),
        "cutoff": (56, "I"),
        "minifat": (60, "I"),
        "difat": (68, "I"),
        "difats": (72, "I"),
    }
    made = bytearray(data)
    for name, value in fields.items():
        at, form = places[name]
        struct.pack_into(f"<{form}", made, at, value)
    return bytes(made)


def _cyclic(data: bytes) -> bytes:
    """Every sector of the file is followed by itself."""
    (first,) = struct.unpack_from("<I", data, 76)
    at = 512 * (first + 1)
    made = bytearray(data)
    for sector in range(128):
        struct.pack_into("<I", made, at + 4 * sector, sector if sector % 2 else max(sector - 1, 0))
    return bytes(made)


def _siblings(data: bytes) -> bytes:
    """Every entry of the directory is its own sibling and child."""
    (first,) = struct.unpack_from("<I", data, 48)
    made = bytearray(data)
    for entry in range(4):
        struct.pack_into("<III", made, 512 * (first + 1) + 128 * entry + 68, entry, 1, 1)
    return bytes(made)


def _patched(data: bytes, count: int, seed: int) -> bytes:
    """Large numbers in place of many small ones."""
    rng = random.Random(seed)
    made = bytearray(data)
    for _ in range(count):
        struct.pack_into(
            "<I", made, rng.randrange(512, len(made) - 4), rng.choice((0xFFFFFFFF, 0x7FFFFFFF, 0xFFFF, 1 << 24))
        )
    return bytes(made)


for _file in ("notes.doc", "table.xls"):
    _data = (_FILES / _file).read_bytes()
    _stem, _, _suffix = _file.partition(".")
    for _name, _made in {
        "cyclic": _cyclic(_data),
        "siblings": _siblings(_data),
        "sector-shift": _compound(_data, sector=65_535),
        "mini-shift": _compound(_data, mini=31),
        "many-fats": _compound(_data, fats=0xFFFFFFF0),
        "difat-loop": _compound(_data, difat=0, difats=0x7FFFFFFF),
        "directory-nowhere": _compound(_data, directory=0x7FFFFFFF),
        "cutoff": _compound(_data, cutoff=0xFFFFFFFF),
        "header-only": _data[:512],
        "large-numbers": _patched(_data, 40, 1),
        "larger-numbers": _patched(_data, 400, 2),
    }.items():
        attack(
            f"{_suffix}/{_name}.{_suffix}",
            "ok",
            "partial",
            "corrupt",
            "empty_text",
            "unsupported",
            "encrypted",
            "undecodable_text",
            "limit_exceeded",
        )(lambda made=_made: made)
