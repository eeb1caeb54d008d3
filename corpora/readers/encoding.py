"""Which encoding bytes are in, decided by strict decoding and by how much the result looks like Chinese text.

GB2312 and GBK are always read as GB18030, which contains both (GB 18030-2022). UTF-8 is so strict that text of some
length that decodes as UTF-8 is UTF-8; between GB18030 and Big5, which accept nearly all of each other's bytes, the
share of common characters decides.
"""

from __future__ import annotations

import codecs
import functools
import re
from dataclasses import dataclass

from corpora.errors import UndecodableText

# The most frequent characters of modern written Chinese and of official prose, simplified and traditional.
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如"
    "都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间"
    "由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真"
    "论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决"
    "治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带"
    "织组协章程总则年检登记会员理事团体慈善街道县省区镇村服务评估级党支部书记委员会项目培训志愿捐赠元个家名次〇"
    "這個們來為國說時會對發後裡過動還進樣實軍無與長機業間問戰頭體東聲員題處義幾條氣變報結務計場當會議縣區鎮書記總則組織協團體慈善"
    "，。、；：？！“”（）《》〔〕【】—…·　％"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_SUSPECT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd\ufffe\uffff\ud800-\udfff]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# What documents call themselves, and the codec that reads them. Other names are not tried: some codecs are slow.
_DECLARED = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "cp936", "x-gbk", "gb-2312", "hz-gb-2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16-le", "unicode"), "utf-16-le"),
}
_SAMPLE = 20_000
# UTF-8 is taken without a second look from this many non-ASCII characters on; "联通" in GBK is valid UTF-8.
_SURE_UTF8 = 8
_READABLE = 0.25
_MAX_DAMAGE = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the codec that gave it, and whether some bytes had to be replaced by U+FFFD."""

    text: str
    encoding: str
    damaged: bool = False


@functools.cache
def _common() -> frozenset[str]:
    """The first-level characters of GB 2312 and of Big5."""
    gb = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    big5 = bytes(b for lead in range(0xA4, 0xC7) for trail in trails for b in (lead, trail))
    return frozenset(gb.decode("gb2312", "ignore") + big5.decode("big5", "ignore"))


def chinese_score(text: str) -> float:
    """How much a text looks like Chinese: about 0.5 to 1 for prose, below 0.25 for bytes in the wrong encoding.

    Counted over the non-ASCII characters of the first 20,000: 1 for a frequent one, half for another first-level one;
    control characters, private use and replacement characters cost ten times their share of all characters.
    """
    sample = text[:_SAMPLE]
    wide = _NOT_ASCII.findall(sample)
    if not wide:
        return 1.0 - 10 * len(_SUSPECT.findall(sample)) / max(len(sample), 1)
    common = _common()
    points = sum(1.0 if c in _FREQUENT else 0.5 if c in common else 0.0 for c in wide)
    return points / len(wide) - 10 * len(_SUSPECT.findall(sample)) / len(sample)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes of unknown encoding.

    Args:
        data: the whole file.
        declared: what the file says of itself (html meta, HTTP header), believed only when it decodes strictly and
            reads no worse than what was found.

    Raises:
        UndecodableText: no encoding gives readable text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom) and (encoding != "utf-16-le" or not data.startswith(codecs.BOM_UTF32_LE)):
            text = data[len(bom) :].decode(encoding, "replace")
            return Decoded(text, encoding, "\ufffd" in text)
    if data.isascii() and not _CONTROL.search(data[:_SAMPLE].decode("ascii")):
        return Decoded(data.decode("ascii"), "ascii")
    utf8 = _strict(data, "utf-8")
    if utf8 is not None and len(_NOT_ASCII.findall(utf8[:_SAMPLE])) >= _SURE_UTF8 and not _CONTROL.search(utf8):
        return Decoded(utf8, "utf-8")
    if best := _best(data, utf8, declared):
        return best
    if utf8 is not None and not _CONTROL.search(utf8):  # valid all through, only not Chinese
        return Decoded(utf8, "utf-8")
    return _repaired(data)


def _best(data: bytes, utf8: str | None, declared: str | None) -> Decoded | None:
    """The strict decoding that reads best, if one is readable."""
    candidates: dict[str, str] = {} if utf8 is None else {"utf-8": utf8}
    encodings = ["gb18030", "big5hkscs"]
    if declared and (own := _DECLARED.get(declared.strip().lower().replace("_", "-"))):
        encodings.insert(0, own)
    # ASCII bytes are UTF-16 only where every other one is NUL.
    if len(data) % 2 == 0 and (not data.isascii() or data.count(0) > 0.4 * len(data)):
        encodings += ["utf-16-le", "utf-16-be"]
    for encoding in encodings:
        text = _strict(data, encoding)
        if text:
            candidates.setdefault(encoding, text)
    if not candidates:
        return None
    # The first of equals wins: max() keeps the order in which candidates were tried.
    best = max(candidates, key=lambda e: chinese_score(candidates[e]))
    return Decoded(candidates[best], best) if chinese_score(candidates[best]) >= _READABLE else None


def _repaired(data: bytes) -> Decoded:
    """Text with a few broken bytes, as in files that were cut off or patched; raises UndecodableText."""
    texts = {e: data.decode(e, "replace") for e in ("utf-8", "gb18030", "big5hkscs")}
    encoding, text = min(texts.items(), key=lambda item: item[1].count("\ufffd"))
    if text.count("\ufffd") > max(1, _MAX_DAMAGE * len(text)) or chinese_score(text.replace("\ufffd", "")) < _READABLE:
        raise UndecodableText()
    return Decoded(text, encoding, damaged=True)


def decode_name(raw: bytes) -> str:
    """A file name stored without a declared encoding: UTF-8 or GB18030, whichever reads better, else code page 437."""
    candidates = [text for e in ("utf-8", "gb18030") if (text := _strict(raw, e)) is not None]
    return max(candidates, key=chinese_score, default=raw.decode("cp437"))
