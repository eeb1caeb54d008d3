"""The parts of a document that is a zip of XML files (OpenDocument, OFD, workbooks, slides), under fixed limits."""

from __future__ import annotations

import io
import posixpath

from lxml import etree

from corpora.errors import Corrupt
from corpora.limits import MAX_PART
from corpora.xml import parse_xml
from corpora.zip_guard import open_zip, read_member

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class ZipParts:
    """The opened file. ``repaired`` tells whether broken XML had to be mended to be read."""

    def __init__(self, data: bytes) -> None:
        self.repaired = False
        self._archive = open_zip(io.BytesIO(data))
        self._members = {_plain(m.filename): m for m in self._archive.infolist()}

    def names(self) -> list[str]:
        """The names of all parts, in lower case, with ``/`` between folders and none in front."""
        return list(self._members)

    def read(self, part: str) -> bytes | None:
        """The bytes of a part, None when there is no such part. Raises LimitExceeded beyond 40 MB."""
        member = self._members.get(_plain(part))
        return None if member is None else read_member(self._archive, member, MAX_PART)

    def tree(self, part: str) -> etree._Element | None:
        """The root of an XML part, None when there is no such part. Raises Corrupt when nothing can be made of it."""
        data = self.read(part)
        if data is None:
            return None
        try:
            return parse_xml(data, part)
        except etree.XMLSyntaxError as error:
            self.repaired = True
            root = parse_xml(data, part, recover=True)
            if not len(root):
                raise Corrupt(f"{part}: {error}") from error
            return root

    def needed(self, part: str) -> etree._Element:
        """The root of an XML part. Raises Corrupt when there is none."""
        root = self.tree(part)
        if root is None:
            raise Corrupt(part)
        return root

    def related(self, part: str) -> dict[str, str]:
        """What an Office Open XML part names as its relations: paths of parts by relation id."""
        folder, name = posixpath.split(part)
        root = self.tree(f"{folder}/_rels/{name}.rels")
        return {
            relation.get("Id", ""): _plain(posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))))
            for relation in (() if root is None else root.iter(_RELATIONSHIP))
            if relation.get("TargetMode") != "External"
        }


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()
