"""The same verdicts in whatever form a charter comes: Word with automatic numbers, PDF, HTML, traditional characters."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpora
from corpora.readers import read
from corpora.structure import analyse
from extractors.charters import review
from extractors.records import Verdict
from tests.charters.forms import FORMS

CORPUS = Path(corpora.__file__).parent / "charters"
FILES = sorted((CORPUS / "forms").iterdir())


def verdicts(name: str, data: bytes) -> dict[str, Verdict]:
    document = read(name, data)
    return {v.rule: v for v in review(document, analyse(document))}


def text_of(path: Path) -> str:
    stem = path.name.partition(".")[0]
    return next(CORPUS.glob(f"*/{stem}.txt")).read_text(encoding="utf-8")


def test_there_are_files_of_every_form() -> None:
    assert len(FILES) >= 20
    assert {path.name.partition(".")[2] for path in FILES} == set(FORMS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_verdicts_do_not_depend_on_the_form(path: Path) -> None:
    wanted = verdicts("a.txt", text_of(path).encode())
    got = verdicts(path.name, path.read_bytes())
    assert wanted
    assert {rule: v.verdict for rule, v in got.items()} == {rule: v.verdict for rule, v in wanted.items()}
    moved = [rule for rule, v in wanted.items() if _plain(v.article) != _plain(got[rule].article)]
    assert len(moved) <= 1


def _plain(article: str | None) -> str | None:
    return article and article.replace(" ", "").replace("　", "")


def test_the_files_are_what_the_builders_make() -> None:
    for path in FILES:
        stem, _, form = path.name.partition(".")
        if form != "word.docx":  # a zip archive bears the time of its making
            assert path.read_bytes() == FORMS[form](text_of(path)), stem
