"""What only LibreOffice reads, with stand-ins for it and with the real one where it is installed."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from corpora.errors import Corrupt, LimitExceeded, Unsupported
from corpora.readers import office, read
from readers.test_doc import patched
from readers.word_files import p, word_file

OLD = '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="{}"><w:body>{}</w:body></w:wordDocument>'
WORD_XML = OLD.format(
    "http://schemas.microsoft.com/office/word/2003/wordml", "<w:p><w:r><w:t>登记12家。</w:t></w:r></w:p>"
).encode()

posix = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in place of LibreOffice; $OUT is where its result belongs."""
    path = folder / "soffice"
    head = '#!/bin/sh\nwhile [ $# -gt 0 ]; do [ "$1" = --outdir ] && OUT="$2"; shift; done\nmkdir -p "$OUT"\n'
    path.write_text(head + script, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(office, "program", lambda: str(path))
    return path


@pytest.mark.usefixtures("without_office")
def test_without_libreoffice_the_advice_stands() -> None:
    with pytest.raises(Unsupported, match="2003"):
        read("a.xml", WORD_XML)
    with pytest.raises(Unsupported, match="Word 6/95"):
        read("a.doc", patched(2, 0x0068))


@posix
def test_what_comes_out_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(word_file(p("登记12家。")))
    stand_in(tmp_path, f'cp "{tmp_path}/made.docx" "$OUT/source.docx"\n', monkeypatch)
    document = read("a.doc", patched(2, 0x0068))
    assert document.text == "登记12家。"
    assert document.media_type == "application/msword"
    assert document.warnings == ("converted",)


@posix
@pytest.mark.parametrize("script", ["exit 0\n", "exit 7\n", 'touch "$OUT/source.docx"\n'])
def test_success_is_told_by_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    stand_in(tmp_path, script, monkeypatch)
    with pytest.raises(Corrupt):
        office.converted(b"x", ".doc", "docx")


@posix
def test_a_hanging_program_ends_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, f'sleep 60 & echo $! > "{tmp_path}/pid"\nwait\n', monkeypatch)
    monkeypatch.setattr(office, "_SECONDS", 1)
    begun = time.monotonic()
    with pytest.raises(LimitExceeded):
        office.converted(b"x", ".doc", "docx")
    assert time.monotonic() - begun < 20
    child = int((tmp_path / "pid").read_text(encoding="ascii"))
    for _ in range(50):
        state = Path(f"/proc/{child}/stat")
        if not state.exists() or state.read_text(encoding="ascii").split()[2] == "Z":
            break
        time.sleep(0.1)
    else:
        pytest.fail("the child of the program is still there")


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
def test_the_real_program_reads_word_2003_xml() -> None:
    document = read("a.xml", WORD_XML)
    assert document.text == "登记12家。"
    assert document.warnings == ("converted",)
