"""Mails (.eml) and web archives (.mht): the text of the message; attachments are documents of their own."""

from __future__ import annotations

import email.utils
from dataclasses import replace
from email.message import EmailMessage, MIMEPart

from corpora.cleaning import DocumentBuilder
from corpora.document import Document
from corpora.errors import EmptyText
from corpora.mails import parse_mail
from corpora.readers.encoding import decode
from corpora.readers.html import read_html
from corpora.readers.sniff import MAIL
from corpora.readers.text import read_text

_MARK = b"\xef\xbb\xbf"  # tells the readers of the parts that the encoding is settled


def read_mail(doc: str, doc_id: str, data: bytes) -> Document:
    """Read the text of a mail, or the page of a web archive.

    Warnings: those of the part that is read. The subject and date of a mail are its title and date; a mail without
    text has its subject as text.

    Raises:
        UndecodableText: no encoding gives readable text.
        EmptyText: neither text nor subject.
    """
    message = parse_mail(data)
    hints = {"title": str(message["Subject"] or ""), "date": _date(message)}
    kinds = ("html", "plain") if message.get_content_type() == "multipart/related" else ("plain", "html")
    part = message.get_body(preferencelist=kinds)
    document = None if part is None else _body(part, doc, doc_id)
    if document is None:
        if not hints["title"].strip():
            raise EmptyText()
        builder = DocumentBuilder(doc, doc_id, MAIL)
        builder.add("paragraph", hints["title"])
        document = builder.build()
    told = {key: value.strip() for key, value in hints.items() if value.strip()}
    return replace(document, media_type=MAIL, hints=document.hints | told)


def _body(part: MIMEPart, doc: str, doc_id: str) -> Document | None:
    """The text of a part, None when there is none."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return None
    text = decode(payload, part.get_content_charset()).text
    reader = read_html if part.get_content_subtype() == "html" else read_text
    try:
        return reader(doc, doc_id, _MARK + text.encode("utf-8", "replace"))
    except EmptyText:
        return None


def _date(message: EmailMessage) -> str:
    try:
        return email.utils.parsedate_to_datetime(str(message["Date"])).date().isoformat()
    except (TypeError, ValueError):
        return ""
