"""The parts of a Word file: which there are, and their XML trees under fixed limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Final

from lxml import etree

from corpora.errors import Corrupt
from corpora.limits import MAX_PART
from corpora.xml import parse_xml
from corpora.zip_guard import open_zip, read_member

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_VAL = W + "val"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# ISO/IEC 29500 Strict names its elements in another namespace; the elements themselves are the same.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


class Package:
    """The opened file. ``repaired`` tells whether broken XML had to be mended to be read."""

    def __init__(self, data: bytes) -> None:
        self.repaired = False
        self._archive = open_zip(io.BytesIO(data))
        self._members = {_plain(m.filename): m for m in self._archive.infolist()}
        self.main = self._related("_rels/.rels", "/officeDocument") or "word/document.xml"

    def document(self) -> etree._Element:
        """Root of the main part. Raises Corrupt when there is none."""
        root = self._tree(self.main)
        if root is None:
            raise Corrupt(self.main)
        return root

    def related(self, kind: str) -> etree._Element | None:
        """Root of the part that the main part names as ``styles``, ``numbering``, ``footnotes`` or ``endnotes``."""
        folder, name = posixpath.split(self.main)
        part = self._related(f"{folder}/_rels/{name}.rels", f"/{kind}") or f"{folder}/{kind}.xml"
        return self._tree(part)

    def _related(self, part: str, kind: str) -> str | None:
        relations = self._tree(part)
        for relation in () if relations is None else relations.iter(_RELATIONSHIP):
            if relation.get("Type", "").endswith(kind):
                target = relation.get("Target", "")
                return _plain(posixpath.normpath(posixpath.join("/", posixpath.dirname(part), "..", target)))
        return None

    def _tree(self, part: str) -> etree._Element | None:
        member: zipfile.ZipInfo | None = self._members.get(_plain(part))
        if member is None:
            return None
        data = read_member(self._archive, member, MAX_PART)
        if _STRICT in data[:8192]:
            data = data.replace(_STRICT, W[1:-1].encode())
        try:
            return parse_xml(data, part)
        except etree.XMLSyntaxError as error:
            self.repaired = True
            root = parse_xml(data, part, recover=True)
            if not len(root):
                raise Corrupt(f"{part}: {error}") from error
            return root


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


def value(parent: etree._Element, tag: str) -> str | None:
    """``w:val`` of a direct child (``tag`` without prefix), None when the child or its value is missing."""
    child = next(parent.iterchildren(W + tag), None)
    return None if child is None else child.get(_VAL)


def number(text: str | None) -> int | None:
    """A decimal attribute as a number; None when it is missing or no number."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def is_on(parent: etree._Element, tag: str) -> bool:
    """Whether a toggle property stands and is not switched off (ECMA-376 Part 1, 17.17.4)."""
    child = next(parent.iterchildren(W + tag), None)
    return child is not None and child.get(_VAL, "true") not in ("0", "false", "off")
