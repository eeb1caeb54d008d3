"""What a file is, told by its content; its name is never trusted."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from corpora.errors import Corrupt, Encrypted
from corpora.zip_guard import open_zip

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODF = "application/vnd.oasis.opendocument"
OFD = "application/ofd"
PDF = "application/pdf"
DOC = "application/msword"
HTML = "text/html"
MAIL = "message/rfc822"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
RTF = "application/rtf"
TEXT = "text/plain"
XLS = "application/vnd.ms-excel"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be recognised: its name, what to do when it has no reader, and its usual endings."""

    name: str
    advice_zh: str
    advice_en: str
    suffixes: tuple[str, ...]


_SAVE_DOCX = ("请用 Word 或 WPS 另存为 .docx 后重新提交。", "Save it as .docx with Word or WPS and submit it again.")
_EXPORT_PDF = (
    "请导出为带文字层的 .pdf 或另存为 .docx 后重新提交。",
    "Export it as .pdf with a text layer or save it as .docx.",
)
_TABLE = ("请将表格粘贴到 .docx，或导出为 .pdf 后重新提交。", "Paste the table into a .docx or export it as .pdf.")
_UNPACK = ("请解压后提交其中的文件，或改用 .zip 压缩。", "Unpack it and submit the files, or pack them as .zip.")
_SCAN = (
    "这是图片，请先做文字识别（OCR），或提交电子版原文。",
    "This is a picture: run OCR on it or submit the electronic original.",
)
_NOT_TEXT = ("请提交 .docx、.pdf（带文字层）、.html 或 .txt。", "Submit .docx, .pdf with a text layer, .html or .txt.")

FORMATS: dict[str, Format] = {
    DOCX: Format("Word 文档 (.docx)", *_SAVE_DOCX, (".docx", ".docm", ".dotx", ".dotm")),
    PDF: Format("PDF", *_EXPORT_PDF, (".pdf",)),
    HTML: Format("HTML", *_NOT_TEXT, (".html", ".htm", ".xhtml", ".shtml", ".mht", ".asp", ".aspx", ".jsp", ".php")),
    TEXT: Format("纯文本 / plain text", *_NOT_TEXT, (".txt", ".text", ".md", ".csv", ".log")),
    ZIP: Format("ZIP 压缩包 / archive", *_UNPACK, (".zip",)),
    DOC: Format("旧版 Word 或 WPS 文字 (.doc, .wps)", *_SAVE_DOCX, (".doc", ".wps", ".dot")),
    XLS: Format("旧版 Excel (.xls)", *_TABLE, (".xls", ".et")),
    "application/vnd.ms-powerpoint": Format("旧版 PowerPoint (.ppt)", *_EXPORT_PDF, (".ppt", ".dps")),
    "application/vnd.ms-works": Format("Microsoft Works (.wps)", *_SAVE_DOCX, (".wps",)),
    "application/x-ole-storage": Format("OLE 复合文档 / OLE compound file", *_SAVE_DOCX, ()),
    "application/vnd.ms-word.xml": Format("Word 2003 XML (.xml)", *_SAVE_DOCX, (".xml", ".doc")),
    RTF: Format("RTF (.rtf)", *_SAVE_DOCX, (".rtf", ".doc")),
    MAIL: Format("邮件、网页归档 (.eml, .mht)", *_SAVE_DOCX, (".mht", ".mhtml", ".eml", ".doc")),
    OFD: Format("OFD 版式文件 (.ofd)", *_EXPORT_PDF, (".ofd",)),
    XLSX: Format("Excel (.xlsx)", *_TABLE, (".xlsx", ".xlsm", ".xltx")),
    PPTX: Format("PowerPoint (.pptx)", *_EXPORT_PDF, (".pptx",)),
    ODF: Format("OpenDocument (.odt, .ods)", *_SAVE_DOCX, (".odt", ".ods", ".odp")),
    "application/epub+zip": Format("EPUB", *_EXPORT_PDF, (".epub",)),
    "application/vnd.rar": Format("RAR 压缩包 / archive", *_UNPACK, (".rar",)),
    "application/x-7z-compressed": Format("7z 压缩包 / archive", *_UNPACK, (".7z",)),
    "application/gzip": Format("gzip 压缩包 / archive", *_UNPACK, (".gz", ".tgz")),
    "image/png": Format("PNG 图片 / picture", *_SCAN, (".png",)),
    "image/jpeg": Format("JPEG 图片 / picture", *_SCAN, (".jpg", ".jpeg")),
    "image/gif": Format("GIF 图片 / picture", *_SCAN, (".gif",)),
    "image/bmp": Format("BMP 图片 / picture", *_SCAN, (".bmp",)),
    "image/tiff": Format("TIFF 图片 / picture", *_SCAN, (".tif", ".tiff")),
    "image/webp": Format("WebP 图片 / picture", *_SCAN, (".webp",)),
    "application/x-executable": Format("程序文件 / executable", *_NOT_TEXT, (".exe", ".dll", "")),
}

_MAGIC = (
    (b"{\\rtf", RTF),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"MZ\x90\x00", "application/x-executable"),
    (b"\x7fELF", "application/x-executable"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in the directory of an OLE file ([MS-CFB] 2.6.1, UTF-16LE) that tell which program wrote it.
_OLE_STREAMS = (
    ("WordDocument", "application/msword"),
    ("Workbook", XLS),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("Book", XLS),
    ("MatOST", "application/vnd.ms-works"),
)
_ZIP_PARTS = (
    ("word/", DOCX),
    ("xl/", XLSX),
    ("ppt/", PPTX),
)
_HEAD = 8192
_WORD_XML = re.compile(rb"mso-application\s+progid=.Word\.Document|<w:wordDocument|<pkg:package")
# Headers of a message (RFC 5322, 2.2), folded ones too, up to the one that all messages with parts have.
MESSAGE = re.compile(rb"\A(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,60}MIME-Version:", re.IGNORECASE)
_HTML_ROOT = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_HTML_TAG = re.compile(
    rb"</?(?:p|div|span|br|table|tr|td|a|meta|title|h[1-6]|ul|li|font|center)(?:\s[^<>]{0,300})?/?>", re.I
)


def sniff(data: bytes) -> str:
    """Media type of a file's bytes; ``text/plain`` when nothing else is recognised.

    Raises:
        Encrypted: an Office document with a password ([MS-OFFCRYPTO] EncryptedPackage).
        Corrupt: a zip archive that cannot be opened.
    """
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return _markup(data)


def _ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Encrypted("Office")
    for stream, media_type in _OLE_STREAMS:
        if (stream + "\0").encode("utf-16-le") in data:
            return media_type
    return "application/x-ole-storage"


def _zip(data: bytes) -> str:
    with open_zip(io.BytesIO(data)) as archive:
        names = [name.replace("\\", "/") for name in archive.namelist()]
        if "[Content_Types].xml" in names:
            for part, media_type in _ZIP_PARTS:
                if any(name.startswith(part) for name in names):
                    return media_type
            raise Corrupt("OOXML")
        if "OFD.xml" in names:
            return OFD
        if "META-INF/container.xml" in names:
            return "application/epub+zip"
        if "META-INF/manifest.xml" in names and "content.xml" in names:
            return ODF
    return ZIP


def _markup(data: bytes) -> str:
    # In UTF-16 every other byte of a tag is NUL.
    head = data[: 2 * _HEAD].replace(b"\0", b"")[:_HEAD].lstrip()
    if _WORD_XML.search(head):
        return "application/vnd.ms-word.xml"
    if MESSAGE.match(data[:_HEAD].lstrip()):
        return MAIL
    if _HTML_ROOT.search(head[:1024]) or len(_HTML_TAG.findall(head)) >= 4:
        return HTML
    return TEXT
