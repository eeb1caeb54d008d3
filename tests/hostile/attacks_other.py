"""More archives, mails, web pages and texts made to harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib

from tests.hostile.attacks import TEXT, attack, zipped

_MB = 2**20
_DATA = TEXT.encode()
_HONEST = ("ok", "partial", "corrupt", "empty_text", "limit_exceeded", "unsupported", "undecodable_text", "encrypted")

# --- zip --------------------------------------------------------------------------------------------------------------


def _zip_entry(
    name: bytes, data: bytes, *, flags: int = 0, method: int = 0, size: int | None = None, extra: bytes = b""
) -> tuple[bytes, bytes]:
    """A member, and its entry for the directory (without the offset), with whatever is wanted in its fields."""
    sizes = struct.pack("<III", zlib.crc32(data), len(data), len(data) if size is None else size)
    common = struct.pack("<HHHHH", 20, flags, method, 0, 33) + sizes + struct.pack("<HH", len(name), len(extra))
    return b"PK\x03\x04" + common + name + extra + data, b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack(
        "<HHHI", 0, 0, 0, 0
    )


def _raw_zip(*members: tuple[bytes, bytes], **more: int) -> bytes:
    body, directory = b"", b""
    for name, data in members:
        local, entry = _zip_entry(name, data, **more)  # type: ignore[arg-type]
        directory += entry + struct.pack("<I", len(body)) + name
        body += local
    return (
        body
        + directory
        + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), len(body), 0)
    )


attack("zip/same-names.zip", "ok")(lambda: _raw_zip((b"a.txt", _DATA), (b"a.txt", _DATA + b" 1"), (b"A.TXT", _DATA)))
attack("zip/long-names.zip", "ok")(
    lambda: _raw_zip((b"a" * 60_000 + b".txt", _DATA), (b"d/" * 20_000 + b"b.txt", _DATA))
)
attack("zip/names-of-devices.zip", "ok")(
    lambda: _raw_zip(*((n, _DATA) for n in (b"CON", b"NUL.txt", b"a.txt.", b"a:b.txt", b"aux/x.txt", b" ", b"...")))
)
attack("zip/names-that-are-nothing.zip", "ok")(
    lambda: _raw_zip((b"", _DATA), (b"..", _DATA), (b"\0", _DATA), (b"x!/y.txt", _DATA))
)
attack("zip/names-with-nul.zip", "ok")(
    lambda: _raw_zip((b"a.txt\0.exe", _DATA), (b"\xff\xfe\xfd.txt", _DATA), (b"\x1b[2J\r\n.txt", _DATA))
)
attack("zip/sizes-of-the-stars.zip", "corrupt", "limit_exceeded")(lambda: _raw_zip((b"a.txt", _DATA), size=0xFFFFFFFE))
attack("zip/zip64-lies.zip", *_HONEST)(lambda: _zip64())
attack("zip/unknown-method.zip", "unsupported", "corrupt")(lambda: _raw_zip((b"a.txt", _DATA), method=99))
attack("zip/password.zip", "encrypted")(lambda: _raw_zip((b"a.txt", _DATA), flags=1))
attack("zip/cut-directory.zip", "corrupt", "ok")(lambda: _raw_zip((b"a.txt", _DATA), (b"b.txt", _DATA))[:-30])
attack("zip/behind-a-program.zip", "ok", "unsupported", "undecodable_text", "corrupt")(
    lambda: b"MZ\x90\x00" + bytes(3000) + zipped({"a.txt": _DATA})
)
attack("zip/two-directories.zip", "ok", "corrupt")(lambda: zipped({"a.txt": _DATA}) + zipped({"b.txt": _DATA}))
attack("zip/end-in-the-comment.zip", "ok", "corrupt", "empty_text")(lambda: _commented())
attack("zip/folders-only.zip", "empty_text")(lambda: _raw_zip((b"a/", b""), (b"a/b/", b"")))
attack("zip/called.docx", "ok", "corrupt", "unsupported")(lambda: zipped({"a.txt": _DATA}))
attack("zip/office-in-office.zip", "ok", "corrupt", "empty_text", "limit_exceeded")(
    lambda: zipped({"[Content_Types].xml/x": _DATA, "word/document.xml.zip": zipped({"a.txt": _DATA})})
)


def _zip64() -> bytes:
    extra = struct.pack("<HHQQ", 1, 16, 1 << 62, 1 << 62)
    local, entry = _zip_entry(b"a.txt", _DATA, size=0xFFFFFFFF, extra=extra)
    directory = entry[:20] + b"\xff\xff\xff\xff" + entry[24:] + b"\0\0\0\0" + b"a.txt" + extra
    return local + directory + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(local), 0)


def _commented() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", _DATA)
        archive.comment = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0) * 20
    return out.getvalue()


# --- tar, gzip, bzip2, xz, 7z --------------------------------------------------------------------------------------------


def _tar(*members: tarfile.TarInfo, form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for member in members:
            member.size = len(_DATA) if member.isreg() else 0
            archive.addfile(member, io.BytesIO(_DATA) if member.isreg() else None)
    return out.getvalue()


def _member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, link
    return made


@attack("tar/links.tar", "ok")
def _links() -> bytes:
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE)
    return _tar(_member("a.txt"), *(_member(f"link{k.decode()}.txt", k, "/etc/passwd") for k in kinds))


@attack("tar/slip.tar", "ok")
def _tar_slip() -> bytes:
    return _tar(_member("../../../../tmp/slip.txt"), _member("/etc/slip.txt"), _member("a\nb\x1b[31m.txt"))


@attack("tar/only-links.tar", "empty_text")
def _only_links() -> bytes:
    return _tar(_member("a.txt", tarfile.SYMTYPE, "b.txt"), _member("b.txt", tarfile.SYMTYPE, "a.txt"))


@attack("tar/size-beyond-all.tar", "corrupt", "empty_text", "limit_exceeded", "ok")
def _tar_size() -> bytes:
    made = bytearray(_tar(_member("a.txt"), form=tarfile.GNU_FORMAT))
    made[124:136] = b"\x80" + b"\xff" * 11
    made[148:156] = b" " * 8
    made[148:156] = b"%06o\0 " % sum(made[:512])
    return bytes(made)


@attack("tar/sparse.tar", "corrupt", "empty_text", "limit_exceeded", "ok")
def _sparse() -> bytes:
    member = _member("a.txt")
    member.pax_headers = {
        "GNU.sparse.major": "1",
        "GNU.sparse.minor": "0",
        "GNU.sparse.realsize": str(1 << 40),
        "GNU.sparse.name": "a.txt",
    }
    return _tar(member)


@attack("tar/long-header.tar", *_HONEST)
def _pax() -> bytes:
    member = _member("a.txt")
    member.pax_headers = {"comment": "x" * 5 * _MB, "path": "長" * 100_000}
    return _tar(member)


@attack("tar/members.tar.gz", "limit_exceeded")
def _tar_members() -> bytes:
    header = _tar(_member("a.txt"), form=tarfile.GNU_FORMAT)[:1024]
    return gzip.compress(header * 12_000 + bytes(1024))


attack("gz/200-in-one.txt.gz", "ok", "partial")(lambda: gzip.compress(_DATA) * 200)
attack("gz/bomb.txt.gz", "limit_exceeded")(lambda: zlib.compress(bytes(210 * _MB), 9, wbits=31))
attack("gz/cut.txt.gz", "corrupt")(lambda: gzip.compress(_DATA * 500)[:60])
attack("gz/rubbish-behind.txt.gz", "ok", "corrupt")(lambda: gzip.compress(_DATA) + b"rubbish" * 50)
attack("gz/outside-name.gz", "ok")(
    lambda: (
        gzip.compress(_DATA)[:3]
        + b"\x08"
        + gzip.compress(_DATA)[4:10]
        + b"../../etc/passwd\0"
        + gzip.compress(_DATA)[10:]
    )
)
attack("bz2/bomb.txt.bz2", "limit_exceeded")(lambda: bz2.compress(bytes(210 * _MB)))
attack("xz/bomb.txt.xz", "limit_exceeded")(lambda: lzma.compress(bytes(210 * _MB), preset=1))
attack("xz/dictionary.txt.xz", *_HONEST, "out_of_memory")(lambda: _dictionary())
attack("7z/header-beyond.7z", "corrupt", "unsupported")(
    lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<IQQI", 0, 1 << 60, 1 << 60, 0)
)


def _dictionary() -> bytes:
    """An .xz that asks for 4 GB to be inflated."""
    made = bytearray(lzma.compress(_DATA, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 4096}]))
    made[16] = 40
    made[20:24] = struct.pack("<I", zlib.crc32(made[12:20]))
    return bytes(made)


# --- mails ----------------------------------------------------------------------------------------------------------------

_HEAD = b"From: a@example.com\nSubject: x\nMIME-Version: 1.0\n"


@attack("eml/mail-in-mail.eml", *_HONEST)
def _recursive() -> bytes:
    return (_HEAD + b"Content-Type: message/rfc822\n\n") * 2_000 + _HEAD + b"\n" + _DATA


@attack("eml/parts-in-parts.eml", *_HONEST)
def _parts() -> bytes:
    opened = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2_000))
    return _HEAD + opened + b"\n" + _DATA


@attack("eml/many-parts.eml", *_HONEST, slow=True)
def _many() -> bytes:
    return (
        _HEAD
        + b"Content-Type: multipart/mixed; boundary=b\n\n"
        + b'--b\nContent-Type: text/plain; name="a.txt"\n\nx\n' * 20_000
    )


for _label, _line in {
    "comments-in-a-date": b"Date: " + b"(" * 50_000,
    "encoded-words": b"Subject: " + b"=?utf-8?q?=E5=85=B1?= " * 20_000,
    "folded": b"Subject: x\n" + b" y\n" * 50_000,
    "addresses": b"To: " + b'"a" <a@b>, ' * 20_000,
    "quoted": b'Content-Disposition: attachment; filename="' + b"\\" * 50_000,
    "parameters": b"Content-Type: text/plain" + b"; a*0*=x" * 20_000,
    "names-outside": b'Content-Type: text/plain; name="../../../etc/passwd"\nContent-Disposition: attachment; filename="/etc/passwd"',
    "unknown-charset": b"Content-Type: text/plain; charset=no-such-charset",
    "charset-of-a-codec": b"Content-Type: text/plain; charset=zlib\nContent-Transfer-Encoding: base64",
    "charset-of-escapes": b"Content-Type: text/plain; charset=unicode_escape",
    "no-base64": b"Content-Type: text/plain\nContent-Transfer-Encoding: base64",
    "uuencoded": b"Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode",
    "partial-message": b'Content-Type: message/partial; id="x"; number=1; total=2147483647',
    "outside-body": b'Content-Type: message/external-body; access-type=local-file; name="/etc/passwd"',
}.items():
    attack(f"eml/{_label}.eml", *_HONEST)(lambda line=_line: b"MIME-Version: 1.0\n" + line + b"\n\n" + _DATA)

# --- web pages and texts ------------------------------------------------------------------------------------------------------


def _page(inside: str, head: str = "", encoding: str = "utf-8") -> bytes:
    return f"<html><head>{head}</head><body><p>{TEXT}</p>{inside}</body></html>".encode(encoding)


for _label, _made in {
    "gbk-called-utf-8": _page("", '<meta charset="utf-8">', "gbk"),
    "utf-8-called-gb2312": _page("", '<meta charset="gb2312">'),
    "utf-16-called-utf-8": _page("", '<meta charset="utf-8">', "utf-16"),
    "utf-16-without-mark": _page("", "", "utf-16-le"),
    "utf-32": _page("", "", "utf-32"),
    "called-utf-7": _page("", '<meta charset="utf-7">'),
    "called-nothing": _page("", '<meta charset="\x00\xff">', "utf-8"),
    "called-a-codec": _page("", '<meta charset="unicode_escape">'),
}.items():
    attack(f"html/{_label}.html", "ok", "partial")(lambda made=_made: made)
for _label, _inside in {
    "entities": "&#x110000;&#xD800;&#0;&#99999999999;&nosuch;" * 5_000,
    "spans-in-spans": "<span>" * 20_000,
    "tables-without-rows": "<table>" * 20_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x",
    "comment-without-end": "<!-- " + "x" * _MB,
    "conditional": "<![CDATA[ <!--[if IE]>" * 5_000,
    "script-without-end": "<script>" + "</scrip" * 50_000,
    "plain-text": "<plaintext>" + "</body>" * 50_000,
    "lists": "<ul><li>" * 20_000,
    "breaks": "<br>" * 50_000,
    "forms": "<select>" + "<option>共1家" * 20_000,
    "frames": "<frameset><frame src='file:///etc/passwd'>" * 500,
    "drawings": "<svg><foreignObject><math><mtext>" * 500,
    "links": "<a href='javascript:alert(1)'>共1家</a>" * 5_000,
    "headings": "<h1>共1家</h1>" * 2_000,
    "spans-of-cells": "<table><tr><td colspan=1000 rowspan=65534>1</td></tr>"
    + "<tr><td colspan=1000>2</td></tr>" * 500
    + "</table>",
    "negative-spans": "<table><tr><td colspan=-1 rowspan=a>1家</td><td colspan=0 rowspan=0>2家</td></tr></table>",
}.items():
    attack(f"html/{_label}.html", "ok", "partial", "limit_exceeded")(lambda inside=_inside: _page(inside))
for _label, _encoded in {
    "utf-16-le-without-mark": TEXT.encode("utf-16-le") * 20,
    "utf-16-be-without-mark": TEXT.encode("utf-16-be") * 20,
    "gbk-behind-utf-8-mark": b"\xef\xbb\xbf" + TEXT.encode("gbk") * 20,
    "utf-8-behind-utf-16-mark": b"\xff\xfe" + TEXT.encode() * 20,
    "both-in-one": (TEXT.encode("gbk") + b"\n" + TEXT.encode()) * 20,
    "big5": "截至年底，全市共有社會團體一百二十家，其中協會三十家。".encode("big5") * 20,
    "hz": "截至2023年底，全市共有社会组织312家。".encode("hz") * 20,
    "utf-7": TEXT.encode("utf-7") * 20,
    "ends-within-a-character": (TEXT * 20).encode()[:-1],
    "one-byte": b"\xff",
    "one-line-feed-too-many": b"\r" * 100_000 + TEXT.encode(),
    "digits-of-all-kinds": "共٣١٢家，共௩家，共𝟛𝟙家，共㊂家，共Ⅻ家，共½家，共²家".encode(),
    "beyond-the-plane": ("共312家𠮷𠮷" * 500).encode() + "\U0010ffff\U000e0001".encode(),
    "numbers-without-end": ("9" * 5_000 + "家，" + "九" * 5_000 + "家，1" + "," * 3_000 + "1家").encode(),
    "zero-width": "\u200b".join(TEXT * 50).encode(),
    "bars": ("|" * 200 + "\n").encode() * 500,
    "yaml": b"!!python/object/apply:os.system ['id']\n" + _DATA,
    "templates": ("{{7*7}}${7*7}<%= 7*7 %>{%raw%}" + TEXT).encode(),
    "formulas": ("=cmd|' /C calc'!A0\n@SUM(1)\n+1+1\n-312家\n" + TEXT).encode(),
}.items():
    attack(f"text/{_label}.txt", "ok", "partial", "empty_text", "undecodable_text")(lambda encoded=_encoded: encoded)
