"""Web pages: the article with its headings, lists and tables, without the navigation around it.

``trafilatura`` finds where the article is. It is not asked for the text itself, because it drops repeated short
paragraphs, some lists and headings between tables, and these hold numbers: the text is read from the page, from the
smallest element that holds what was found.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from itertools import islice

from lxml import etree

from corpora.cleaning import DocumentBuilder, clean
from corpora.document import Document
from corpora.errors import EmptyText, LimitExceeded
from corpora.readers.encoding import decode
from corpora.readers.html_blocks import PageReader, Piece, is_filled_in
from corpora.readers.html_furniture import DATE, is_furniture, is_particulars
from corpora.readers.sniff import HTML
from corpora.xml import html_parser

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
_ATTRIBUTE = re.compile(r"\s[^\s=<>/]{1,99}(?=[\s=])")
_MOST_ATTRIBUTES = 2_000  # of one element; the parser compares each with all others
_MOST_ELEMENTS = 30_000  # of a page in which an article is looked for
_MIN_SHARE = 1 / 3  # of the visible text that is no link; below, the article was not found
_TABULAR = 0.5  # share of that text in cells of tables from which the page is one of tables
_MOST = 0.9  # of the text found must stand in the element that is taken for the article
_MOST_HEADINGS = 3
_MENU_ENTRY = 12  # characters; links so short are menu entries even where the finder takes them for text
_ATTACHMENT = re.compile(r"附件|.{1,80}\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar)$", re.IGNORECASE)
_SOURCE = re.compile(r"(?:来源|稿源|发布单位|发布机构)\s*[:：]\s*([^\s|]{2,30})")
# The metadata that web sites of Chinese authorities carry (国办发〔2017〕47号《政府网站发展指引》附件 2), then common ones.
_META = {
    "title": ("articletitle", "og:title", "twitter:title"),
    "date": ("pubdate", "publishdate", "article:published_time", "datepublished", "publish_time", "createdate"),
    "issuer": ("contentsource", "source", "article:author"),
}


def read_html(doc: str, doc_id: str, data: bytes) -> Document:
    """Read a web page.

    Warnings: ``article_not_found`` when the whole page is given, ``encoding_repaired``.

    Raises:
        UndecodableText: no encoding gives readable text.
        EmptyText: no text in it.
        LimitExceeded: elements stand too deep in each other, or one has too many attributes.
    """
    charset = _CHARSET.search(data[:4096])
    decoded = decode(data, charset[1].decode("ascii", "replace") if charset else None)
    markup = _XML_DECLARATION.sub("", decoded.text.replace("\0", ""))
    builder = DocumentBuilder(doc, doc_id, HTML)
    if decoded.damaged:
        builder.warn("encoding_repaired", partial=True)
    root = _tree(markup)
    shown = [p for p in PageReader(controls=is_filled_in(root)).read(root) if p.cell or not is_furniture(p.text)]
    particulars = [p.text for p in shown if not p.cell and is_particulars(p.text)]
    pieces = [p for p in shown if p.cell or not is_particulars(p.text)]
    builder.hints |= _declared(root, pieces, particulars)
    article = _article(pieces, _found(root, markup)) if pieces else []
    if article is None:
        builder.warn("article_not_found")
        article = [p for p in pieces if not _is_navigation(p)] or pieces
    for piece in _with_headline(article, pieces, builder.hints.get("title")):
        builder.add(piece.kind, piece.text, level=piece.level, cell=piece.cell, span=piece.span)
    return builder.build()


def _tree(markup: str) -> etree._Element:
    for tag in _LONG_TAG.finditer(markup):
        if len(_ATTRIBUTE.findall(tag[0])) > _MOST_ATTRIBUTES:
            raise LimitExceeded(f"HTML: > {_MOST_ATTRIBUTES:,} attributes")
    parser = html_parser()
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise EmptyText() from error
    # The parser ends a page without a word where elements stand too deep in each other (255), or a text or attribute
    # is too long (10 MB): the rest would be lost.
    if passed := next((e.message for e in parser.error_log if e.type_name == "ERR_RESOURCE_LIMIT"), None):
        raise LimitExceeded(f"HTML: {passed.strip()}")
    if root is None:
        raise EmptyText()
    return root


def _key(text: str) -> str:
    return "".join(clean(text).split())


def _found(root: etree._Element, markup: str) -> set[str]:
    """The lines that trafilatura takes for the article, without white space; none for a page that takes it too long."""
    if next(islice(root.iter(), _MOST_ELEMENTS, None), None) is not None:
        return set()
    from trafilatura import bare_extraction

    # It reports every page without an article as an error; here that is a warning of the document.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        extracted = bare_extraction(markup, include_comments=False, include_tables=True, deduplicate=False)
    except Exception:  # the page itself can be read without it, so no fault of the finder may lose the document
        return set()
    body = getattr(extracted, "body", None)
    if body is None:
        return set()
    for line_break in body.iter("lb"):
        line_break.tail = "\n" + (line_break.tail or "")
    lines: set[str] = set()
    for element in body.iter():
        lines.update(_key(line) for line in "".join(element.itertext()).split("\n"))
    return lines - {""}


def _article(pieces: Sequence[Piece], found: set[str]) -> list[Piece] | None:
    """The pieces of the article: everything but link lists in the smallest element with nearly all that was found."""
    visible = sum(len(p.text) for p in pieces if not p.is_link)
    # The finder looks for prose: of a page that is mostly tables (a form, statistics) it keeps a cell here and there.
    tabular = sum(len(p.text) for p in pieces if p.cell and not p.is_link) >= _TABULAR * visible
    hits = [
        (_key(p.text) in found or (tabular and p.cell is not None))
        and not (_is_navigation(p) and len(p.text) <= _MENU_ENTRY)
        for p in pieces
    ]
    weight = sum(len(p.text) for p, hit in zip(pieces, hits, strict=True) if hit)
    if not weight or weight < _MIN_SHARE * visible:
        return None
    held: dict[etree._Element, int] = {}
    for piece, hit in zip(pieces, hits, strict=True):
        element: etree._Element | None = piece.element
        while hit and element is not None:
            held[element] = held.get(element, 0) + len(piece.text)
            element = element.getparent()
    # The innermost such element comes first: each of its ancestors holds as much, and has been counted after it.
    article = min((e for e, n in held.items() if n >= _MOST * weight), key=lambda e: -sum(1 for _ in e.iterancestors()))
    first, last = hits.index(True), len(hits) - 1 - hits[::-1].index(True)
    if article.tag in ("body", "html"):
        span = range(first, last + 1)
    else:
        inside = [i for i, p in enumerate(pieces) if p.element is article or article in p.element.iterancestors()]
        span = range(min(first, inside[0]), max(last, inside[-1]) + 1)
    return [pieces[i] for i in span if hits[i] or not _is_navigation(pieces[i])]


def _is_navigation(piece: Piece) -> bool:
    return piece.is_link and not _ATTACHMENT.match(piece.text)


def _with_headline(article: Sequence[Piece], pieces: Sequence[Piece], title: str | None) -> list[Piece]:
    """The article with its headline in front, where that stands outside the element of the article."""
    before = [p for p in pieces if (p.kind == "heading" and p.level == 1) or (title and _key(p.text) == _key(title))]
    texts = {_key(p.text) for p in article}
    if before and article and _key(before[0].text) not in texts and pieces.index(before[0]) < pieces.index(article[0]):
        headline = before[0]
        return [Piece(headline.element, "heading", headline.text, level=headline.level or 1), *article]
    return [*_headings_before(article, pieces), *article]


def _headings_before(article: Sequence[Piece], pieces: Sequence[Piece]) -> list[Piece]:
    """The headings that stand directly before the article, as those of a page whose article is a table."""
    found: list[Piece] = []
    at = pieces.index(article[0]) - 1 if article and article[0].kind in ("table_cell", "caption") else -1
    while at >= 0 and pieces[at].kind == "heading" and not pieces[at].is_link and len(found) < _MOST_HEADINGS:
        found.insert(0, pieces[at])
        at -= 1
    return found


def _declared(root: etree._Element, pieces: Sequence[Piece], particulars: Sequence[str]) -> dict[str, str]:
    """What the page says of itself: title, date (ISO) and issuer, by its metadata, else as it is shown."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        metas.setdefault(name, (meta.get("content") or "").strip())
    hints = {key: next((metas[n] for n in names if metas.get(n)), "") for key, names in _META.items()}
    headlines = [p.text for p in pieces if p.kind == "heading" and p.level == 1]
    title = next((t.text or "" for t in root.iter("title")), "")
    hints["title"] = hints["title"] or (headlines[0] if headlines else re.split(r"[_|]|\s[-–—]\s", title.strip())[0])
    dates = (match for text in (hints["date"], *particulars) if (match := DATE.search(text)))
    hints["date"] = _iso(next(dates, None))
    sources = (match[1] for text in particulars if (match := _SOURCE.search(text)))
    hints["issuer"] = hints["issuer"] or next(sources, "")
    return {key: text for key, text in hints.items() if text}


def _iso(match: re.Match[str] | None) -> str:
    if match is None or not (1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31):
        return ""
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
