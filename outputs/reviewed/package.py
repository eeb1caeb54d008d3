"""A Word file into which comments are put and in which nothing else changes.

Only the main part, the comments, the main part's relationships and the list of content types are written anew; every
other part goes over byte by byte, so that styles, numbering, pictures and what other programs put in stay as they were.
(python-docx writes all parts anew and refuses files with a relation to a part that is not there, as WPS leaves them.)
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Sequence
from typing import IO, Final

from lxml import etree

from corpora.errors import Corrupt, LimitExceeded
from corpora.xml import parse_xml
from corpora.zip_guard import open_zip, read_member

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_OFFICE: Final = {
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships/",
}
_NO_RELATIONS = f'<Relationships xmlns="{_RELATIONS[1:-1]}"/>'
_CONTENT_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MAX_PART = 40 * 2**20  # bytes, as for reading
_MAX_FILE = 400 * 2**20  # bytes of all parts together
_TIME = (1980, 1, 1, 0, 0, 0)


class CommentedPackage:
    """A Word file that is opened for comments.

    Args:
        data: the file.

    Raises:
        Corrupt: it does not open as a Word document.
        LimitExceeded: its parts are larger than a document's can be.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = open_zip(io.BytesIO(data))
        self._members = {member.filename: member for member in self._archive.infolist()}
        self._names = {_plain(name): name for name in self._members}
        if sum(member.file_size for member in self._members.values()) > _MAX_FILE:
            raise LimitExceeded(f"> {_MAX_FILE:,} B")
        self._main = self._target("_rels/.rels", "officeDocument") or "word/document.xml"
        self.root = self._tree(self._main)
        namespace = etree.QName(self.root).namespace or ""
        self.w = f"{{{namespace}}}"
        self._strict = namespace == _STRICT
        body = self.root.find(f"{self.w}body")
        if body is None:
            raise Corrupt("没有正文")
        self.body = body
        folder, name = posixpath.split(self._main)
        self._relations = posixpath.join(folder, "_rels", f"{name}.rels")
        self._related = self._target(self._relations, "comments")
        self._comments_part = self._related or self._unused(posixpath.join(folder, "comments.xml"))
        if self._has(self._comments_part):
            self._comments = self._tree(self._comments_part)
        else:
            self._comments = etree.Element(f"{self.w}comments", nsmap={"w": namespace})
        self._next = self._first_free_id()

    def add_comment(self, lines: Sequence[str], author: str, initials: str) -> str:
        """Add a comment, its first line bold; returns its id. It carries no date, so that the bytes do not change."""
        number = str(self._next)
        self._next += 1
        comment = self.make("comment", self._comments, id=number, author=author, initials=initials)
        for line in lines:
            self._line(comment, line, bold=line is lines[0])
        return number

    def make(self, tag: str, parent: etree._Element | None = None, **attributes: str) -> etree._Element:
        """A new element of the document's own namespace, under ``parent`` if one is given."""
        made = etree.Element(self.w + tag) if parent is None else etree.SubElement(parent, self.w + tag)
        for name, value in attributes.items():
            made.set(self.w + name, value)
        return made

    def save(self, target: IO[bytes]) -> None:
        """Write the file; the same comments give the same bytes."""
        changed = {self._actual(self._main): self.root}
        if len(self._comments):
            changed |= {self._actual(self._comments_part): self._comments, **self._announced()}
        with zipfile.ZipFile(target, "w") as packed:
            for name, member in self._members.items():
                data = _written(changed.pop(name)) if name in changed else read_member(self._archive, member, _MAX_FILE)
                _pack(packed, name, data)
            for name, root in changed.items():
                _pack(packed, name, _written(root))

    def _line(self, comment: etree._Element, line: str, bold: bool) -> None:
        paragraph = self.make("p", comment)
        # Against the indents, spacing and size of the applicant's own body text, which comments would take over.
        properties = self.make("pPr", paragraph)
        self.make("spacing", properties, before="0", after="0", line="240", lineRule="auto")
        self.make("ind", properties, left="0", firstLine="0", firstLineChars="0")
        self.make("jc", properties, val="left")
        run = self.make("r", paragraph)
        look = self.make("rPr", run)
        if bold:
            self.make("b", look)
        self.make("sz", look, val="18")
        text = self.make("t", run)
        text.set(_SPACE, "preserve")
        text.text = line

    def _announced(self) -> dict[str, etree._Element]:
        """The relationships and the content types, as far as the comments part has yet to be named in them."""
        changed = {}
        if self._related is None:
            has = self._has(self._relations)
            relations = self._tree(self._relations) if has else etree.fromstring(_NO_RELATIONS)
            used = {relation.get("Id") for relation in relations}
            relation = etree.SubElement(relations, f"{_RELATIONS}Relationship")
            relation.set("Id", next(name for n in range(len(used) + 1) if (name := f"rId{n + 1}") not in used))
            relation.set("Type", f"{_OFFICE[self._strict]}comments")
            relation.set("Target", posixpath.relpath(self._comments_part, posixpath.dirname(self._main) or "."))
            changed[self._actual(self._relations)] = relations
        types = self._tree(_CONTENT_TYPES)
        if all(_plain(item.get("PartName", "")) != _plain(self._comments_part) for item in types):
            override = etree.SubElement(types, f"{_TYPES}Override")
            override.set("PartName", f"/{self._comments_part}")
            override.set("ContentType", _COMMENTS_TYPE)
            changed[self._actual(_CONTENT_TYPES)] = types
        return changed

    def _first_free_id(self) -> int:
        tags = ("comment", "commentRangeStart", "commentReference")
        used = [e.get(f"{self.w}id") for part in (self._comments, self.root) for e in part.iter(*(self.w + t for t in tags))]  # fmt: skip
        return max((int(id_) for id_ in used if id_ and id_.isdecimal()), default=-1) + 1

    def _unused(self, wanted: str) -> str:
        stem = wanted.removesuffix(".xml")
        names = [wanted, *(f"{stem}{n}.xml" for n in range(1, len(self._members) + 2))]
        return next(name for name in names if not self._has(name))

    def _target(self, part: str, kind: str) -> str | None:
        """The name of the part that the relationships in ``part`` give for a kind, None where they give none."""
        types = {f"{office}{kind}" for office in _OFFICE.values()}
        for relation in self._tree(part).iter(f"{_RELATIONS}Relationship") if self._has(part) else ():
            if relation.get("Type") in types:
                base = posixpath.join("/", posixpath.dirname(part), "..")
                return posixpath.normpath(posixpath.join(base, relation.get("Target", ""))).lstrip("/")
        return None

    def _has(self, part: str) -> bool:
        return _plain(part) in self._names

    def _actual(self, part: str) -> str:
        """The name under which a part stands in the archive."""
        return self._names.get(_plain(part), part)

    def _tree(self, part: str) -> etree._Element:
        if not self._has(part):
            raise Corrupt(part)
        data = read_member(self._archive, self._members[self._actual(part)], _MAX_PART)
        try:
            return parse_xml(data, whole=True)
        except etree.XMLSyntaxError as error:
            raise Corrupt(f"{part}: {error}") from error


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _pack(packed: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    packed.writestr(entry, data)
