"""XML is parsed in one place, by libraries of versions that are safe."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest

from corpora.errors import Corrupt
from corpora.xml import parse_xml

ROOT = Path(__file__).parents[2]
_PARSERS = re.compile(r"XMLParser\(|HTMLParser\(|etree\.parse\(|iterparse\(|minidom|ElementTree import|lxml\.html\b")
# Releases in which faults that files can use are mended.
_FLOORS = {"lxml": (6, 0), "pypdfium2": (4, 30)}


def test_parsers_are_made_in_one_place() -> None:
    floors = ("corpora", "models", "extractors", "outputs", "pipeline")
    files = [p for floor in floors for p in (ROOT / floor).rglob("*.py") if p != ROOT / "corpora" / "xml.py"]
    found = {p.relative_to(ROOT).as_posix() for p in files if _PARSERS.search(p.read_text(encoding="utf-8"))}
    assert found == set()


@pytest.mark.parametrize("library", _FLOORS)
def test_libraries_are_recent(library: str) -> None:
    assert tuple(int(part) for part in version(library).split(".")[:2]) >= _FLOORS[library]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", "<!-- <a> -->", "<?pi <b?>\n"])
@pytest.mark.parametrize("dtd", ['<!DOCTYPE a SYSTEM "file:///etc/passwd">', '<!DOCTYPE a [<!ENTITY x "y">]>'])
def test_document_types_are_refused(dtd: str, before: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{before}{dtd}<a>&x;</a>'
    for recover in (False, True):
        with pytest.raises((Corrupt, SyntaxError)):
            parse_xml(text.encode(encoding), recover=recover)


def test_comments_are_kept_where_a_file_is_written_again() -> None:
    assert len(parse_xml(b"<a><!-- b --><c/></a>")) == 1
    assert len(parse_xml(b"<a><!-- b --><c/></a>", whole=True)) == 2
