"""The one XML parser of the program: no DTD, no entity, no address, no tree that grows without bound.

Every reader parses through here; a test refuses ``etree.fromstring``, ``etree.parse`` and parsers of one's own elsewhere.
"""

from __future__ import annotations

import re

from lxml import etree

from corpora.errors import Corrupt

# A document type can stand only before the root element (XML 1.0, 2.8), behind comments of any length.
_DTD = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_ROOT = re.compile(rb"<[A-Za-z_:\x80-\xff]")


def parse_xml(data: bytes, name: str = "XML", *, recover: bool = False, whole: bool = False) -> etree._Element:
    """The root element of an XML file; comments and processing instructions are left out.

    Args:
        data: the file; its encoding is told by its declaration or byte order mark.
        name: what the error calls it.
        recover: read on behind errors, as far as that goes.
        whole: keep comments and processing instructions, for a file that will be written again.

    Raises:
        Corrupt: it declares a document type (which office files never do, and attacks need), or there is no root.
        lxml.etree.XMLSyntaxError: it is not well-formed, unless ``recover``.
    """
    if _declares_dtd(data):
        raise Corrupt(f"{name}: DTD")
    root = etree.fromstring(data, _parser(recover, whole))
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise Corrupt(name)
    return root


def _declares_dtd(data: bytes) -> bool:
    """Whether a document type stands before the root element, in UTF-8 or UTF-16."""
    plain = data.replace(b"\0", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4] else data
    root = _ROOT.search(plain)
    return _DTD.search(plain, 0, root.start() if root else len(plain)) is not None


def _parser(recover: bool, whole: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=not whole,
        remove_pis=not whole,
        recover=recover,
    )


def html_parser() -> etree.HTMLParser:
    """A parser for web pages in UTF-8, as strict about network and size as that for XML."""
    return etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
