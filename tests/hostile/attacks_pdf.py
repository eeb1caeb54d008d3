"""More PDF files made to harm: loops in their structure, filters that burst, glyphs and places that make no sense."""

from __future__ import annotations

import hashlib
import io

from tests.hostile.attacks import attack, deflated, one_page, pdf, stream

_MB = 2**20
_LINE = b"BT /F1 12 Tf 72 700 Td (There are 312 associations in the city today.) Tj ET"
_ANY = ("ok", "partial", "corrupt", "empty_text", "needs_ocr", "undecodable_text", "limit_exceeded")


def _loop(name: str, body: bytes) -> None:
    """A page with text, and something in the catalogue that leads back to itself."""
    attack(f"pdf/{name}.pdf", "ok", "partial", "corrupt")(
        lambda: one_page(
            stream(_LINE), more=body, n20=b"<</Kids[20 0 R 20 0 R]/Parent 20 0 R/Next 20 0 R/First 20 0 R>>"
        )
    )


_loop("outline-in-itself", b"/Outlines 20 0 R")
_loop("names-in-themselves", b"/Names<</Dests 20 0 R/EmbeddedFiles 20 0 R/JavaScript 20 0 R>>")
_loop("fields-in-themselves", b"/AcroForm<</Fields[20 0 R]/XFA 20 0 R>>")
_loop("structure-in-itself", b"/StructTreeRoot 20 0 R/MarkInfo<</Marked true>>")
_loop("labels-in-themselves", b"/PageLabels 20 0 R")


@attack("pdf/ancestor-as-kid.pdf", *_ANY)
def _ancestor() -> bytes:
    """A leaf of the page tree leads back to its root."""
    tree = {n: b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (n - 1, n + 1) for n in range(3, 40)}
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            **tree,
            40: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 9>>",
        }
    )


@attack("pdf/deep-tree.pdf", *_ANY)
def _deep_tree() -> bytes:
    tree = {n: b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (n - 1, n + 1) for n in range(2, 20_000)}
    return pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", **tree, 20_000: b"<</Type/Page/MediaBox[0 0 9 9]>>"})


@attack("pdf/negative-count.pdf", *_ANY)
def _negative() -> bytes:
    return one_page(stream(_LINE)).replace(b"/Count 1", b"/Count -9")


@attack("pdf/huge-xref.pdf", *_ANY)
def _huge_xref() -> bytes:
    return (
        one_page(stream(_LINE))
        .replace(b"xref\n0 6\n", b"xref\n0 2147483647\n")
        .replace(b"/Size 6", b"/Size 2147483647")
    )


@attack("pdf/huge-xref-stream.pdf", *_ANY)
def _xref_stream() -> bytes:
    body = (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    )
    table = deflated(bytes(30 * _MB))
    head = b"<</Type/XRef/Size 2147483647/W[9 9 9]/Index[0 2147483647]/Root 1 0 R/Filter/FlateDecode/Length %d>>" % len(
        table
    )
    return (
        body + b"3 0 obj\n" + head + b"\nstream\n" + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(body)
    )


@attack("pdf/object-stream-in-itself.pdf", *_ANY)
def _object_stream() -> bytes:
    """The stream that should hold the objects says that it stands in itself."""
    inner = b"5 0 6 20 <</Type/Catalog>> <</Type/Pages>>"
    objects = (
        b"%%PDF-1.7\n5 0 obj\n<</Type/ObjStm/N 2/First 8/Extends 5 0 R/Length %d>>\nstream\n%b\nendstream\nendobj\n"
        % (len(inner), inner)
    )
    entries = b"".join(bytes([2]) + (5).to_bytes(4, "big") + bytes([k]) for k in range(7))
    table = b"<</Type/XRef/Size 7/W[1 4 1]/Root 6 0 R/Length %d>>\nstream\n%b\nendstream" % (len(entries), entries)
    return objects + b"8 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(objects)


@attack("pdf/length-in-itself.pdf", *_ANY)
def _length() -> bytes:
    return one_page(b"<</Length 4 0 R>>\nstream\n" + _LINE + b"\nendstream")


@attack("pdf/nested-arrays.pdf", *_ANY)
def _nested() -> bytes:
    return one_page(stream(_LINE), more=b"/X " + b"[" * 200_000 + b"]" * 200_000)


@attack("pdf/nested-dictionaries-in-content.pdf", *_ANY)
def _nested_content() -> bytes:
    return one_page(stream(b"/X " + b"<</a" * 100_000 + b">>" * 100_000 + b" BDC " + _LINE + b" EMC"))


@attack("pdf/open-strings.pdf", *_ANY)
def _strings() -> bytes:
    return one_page(stream(b"BT /F1 9 Tf " + b"(" * 500_000 + b" Tj ET" + _LINE))


@attack("pdf/saved-states.pdf", *_ANY)
def _states() -> bytes:
    return one_page(stream(b"q " * 500_000 + _LINE))


# --- filters that the guard has to see through -----------------------------------------------------------------------


@attack("pdf/hex-around-flate.pdf", "limit_exceeded")
def _hex_flate() -> bytes:
    return one_page(stream(deflated(b" " * 200 * _MB).hex().encode() + b">", b"/Filter[/ASCIIHexDecode/FlateDecode]"))


@attack("pdf/ascii85-around-flate.pdf", "limit_exceeded")
def _ascii85_flate() -> bytes:
    import base64

    return one_page(
        stream(base64.a85encode(deflated(b" " * 200 * _MB)) + b"~>", b"/Filter[/ASCII85Decode/FlateDecode]")
    )


@attack("pdf/run-lengths.pdf", "limit_exceeded", "corrupt", "empty_text", "needs_ocr", "out_of_memory")
def _run_lengths() -> bytes:
    """Four run-length filters upon each other: 128 times each."""
    return one_page(stream(b"\x81 " * 200_000 + b"\x80", b"/Filter[/RunLengthDecode/RunLengthDecode]"))


def _lzw(count: int) -> bytes:
    """LZW codes for a long run of blanks: each names a string longer by one."""
    bits, width, made, code = [], 9, 0, 258
    bits.append(format(256, "09b"))
    bits.append(format(32, "09b"))
    while made < count:
        bits.append(format(code, f"0{width}b"))
        code += 1
        made += 1
        if code + 1 >= 1 << width:
            width += 1
        if code >= 4094:
            bits.append(format(256, f"0{width}b"))
            width, code = 9, 258
            bits.append(format(32, "09b"))
    joined = "".join(bits)
    joined += "0" * (-len(joined) % 8)
    return int(joined, 2).to_bytes(len(joined) // 8, "big")


@attack("pdf/lzw.pdf", *_ANY, "out_of_memory", slow=True)
def _lzw_bomb() -> bytes:
    return one_page(stream(_lzw(400_000), b"/Filter/LZWDecode"))


@attack("pdf/one-stream-100000-times.pdf", *_ANY, "out_of_memory", "timeout", slow=True)
def _shared_content() -> bytes:
    """The page names the same 10 kB of content a hundred thousand times."""
    many = b"[" + b"10 0 R " * 100_000 + b"]"
    return one_page(many, n10=stream(_LINE * 130))


@attack("pdf/one-page-4900-times.pdf", *_ANY, "timeout", slow=True)
def _shared_page() -> bytes:
    kids = b"3 0 R " * 4_900
    return one_page(stream(_LINE * 400)).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[%b]/Count 4900" % kids)


# --- pages and glyphs that make no sense ------------------------------------------------------------------------------

for _name, _box in {
    "huge-page": b"[0 0 1e9 1e9]",
    "no-page-size": b"[0 0 0 0]",
    "turned-inside-out": b"[595 842 0 0]",
    "not-a-number": b"[nan inf -inf 842]",
    "far-away": b"[-1e30 -1e30 1e30 1e30]",
    "box-of-names": b"[/a /b null (c)]",
}.items():
    attack(f"pdf/{_name}.pdf", *_ANY)(lambda box=_box: one_page(stream(_LINE)).replace(b"[0 0 595 842]", box))

for _name, _content in {
    "huge-font": b"BT /F1 1e30 Tf 72 700 Td (312) Tj ET",
    "no-font-size": b"BT /F1 0 Tf 72 700 Td (There are 312 associations) Tj ET",
    "negative-font": b"BT /F1 -12 Tf 72 700 Td (There are 312 associations) Tj ET",
    "far-text": b"BT /F1 12 Tf 1 0 0 1 1e38 -1e38 Tm (312) Tj 1e300 1e300 Td (313) Tj ET " + _LINE,
    "flat-matrix": b"0 0 0 0 0 0 cm " + _LINE,
    "slanted": b"0.7 0.7 -0.7 0.7 0 0 cm " + _LINE,
    "one-place": _LINE * 600,
    "huge-inline-picture": b"BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID abc EI " + _LINE,
    "operators-without-operands": b"Tj TJ Tm Td cm re Do gs sh BI ID EI ' \" " * 2_000 + _LINE,
    "huge-pattern": b"/Pattern cs /P1 scn 0 0 600 800 re f " + _LINE,
}.items():
    attack(f"pdf/{_name}.pdf", *_ANY)(lambda content=_content: one_page(stream(content)))


def _glyphs(mapping: bytes) -> bytes:
    """A page in a font of glyph numbers, with this table of what they mean."""
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]%b>>" % mapping
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4>>>>"
    codes = "".join(f"{n:04X}" for n in range(300, 340)).encode()
    page = one_page(
        stream(b"BT /F1 12 Tf 72 700 Td <%b> Tj ET" % codes), n6=below, n9=stream(_RANGES), n10=stream(_USES)
    )
    return page.replace(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", font)


_RANGES = (
    b"begincmap 2 beginbfrange <0000> <FFFFFFFF> <0000> <0000> <FFFF> [" + b"<0031> " * 5000 + b"] endbfrange endcmap"
)
_USES = b"/A usecmap begincmap 99999999 beginbfchar <012C> <" + b"D83D" * 500 + b"> endbfchar endcmap"
for _name, _mapping in {
    "glyphs-without-meaning": b"",
    "glyphs-with-endless-ranges": b"/ToUnicode 9 0 R",
    "glyphs-of-many-characters": b"/ToUnicode 10 0 R",
    "glyphs-that-mean-themselves": b"/ToUnicode 5 0 R",
}.items():
    attack(f"pdf/{_name}.pdf", *_ANY)(lambda mapping=_mapping: _glyphs(mapping))


@attack("pdf/glyph-that-draws-itself.pdf", *_ANY)
def _type3() -> bytes:
    glyph = stream(b"1000 0 0 0 750 750 d1 BT /F1 9 Tf (a) Tj (a) Tj ET")
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 750 750]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 10 0 R>>/Encoding<</Type/Encoding/Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1000]/Resources<</Font<</F1 5 0 R>>>>>>"
    page = one_page(stream(b"BT /F1 12 Tf 72 700 Td (aaaa) Tj ET"), n10=glyph)
    return page.replace(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", font)


# --- passwords --------------------------------------------------------------------------------------------------------

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _locked(password: bytes) -> bytes:
    """A page under the standard security handler, revision 2 (ISO 32000-1, 7.6.3)."""
    padded = (password + _PADDING)[:32]
    owner = _rc4(hashlib.md5((b"owner" + _PADDING)[:32]).digest()[:5], padded)
    identity = bytes(16)
    key = hashlib.md5(padded + owner + (0xFFFFFFFC).to_bytes(4, "little") + identity).digest()[:5]
    user = _rc4(key, _PADDING)
    own = hashlib.md5(key + (4).to_bytes(3, "little") + bytes(2)).digest()[:10]
    made = one_page(stream(_rc4(own, _LINE)))
    encrypt = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%b>/U<%b>/P -4>>/ID[<%b><%b>]" % (
        owner.hex().encode(),
        user.hex().encode(),
        identity.hex().encode(),
        identity.hex().encode(),
    )
    return made.replace(b"/Root 1 0 R>>", b"/Root 1 0 R" + encrypt + b">>")


attack("pdf/empty-password.pdf", "ok")(lambda: _locked(b""))
attack("pdf/password.pdf", "encrypted")(lambda: _locked(b"secret"))


@attack("pdf/behind-a-program.pdf", *_ANY, "unsupported")
def _polyglot() -> bytes:
    return b"MZ\x90\x00" + bytes(600) + one_page(stream(_LINE))


@attack("pdf/two-in-one.pdf", *_ANY)
def _two() -> bytes:
    out = io.BytesIO()
    out.write(one_page(stream(_LINE)))
    out.write(one_page(stream(_LINE.replace(b"312", b"999"))))
    return out.getvalue()
