"""The blind set: charters in the manner of strangers, read as the program reads them, and its floor of accuracy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import corpora
from corpora.document import Document
from corpora.readers import read
from corpora.structure import analyse
from extractors.charters import is_charter, review
from extractors.charters.scoring import score
from extractors.records import Verdict

CORPUS = Path(corpora.__file__).parent / "charters"
BLIND = sorted(path for part in ("dev", "test") for path in (CORPUS / part).glob("x_*.txt"))


def reviewed(path: Path) -> tuple[Document, list[Verdict]]:
    document = read(path.name, path.read_bytes())
    return document, review(document, analyse(document))


def gold(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("part", ["dev", "test"])
def test_scores(part: str) -> None:
    verdicts: list[Verdict] = []
    wanted: list[dict[str, object]] = []
    for path in (p for p in BLIND if p.parent.name == part):
        verdicts += reviewed(path)[1]
        wanted += gold(path)
    shares = score(verdicts, wanted)
    for key, least in (("all", 0.94), ("core", 0.95), ("not_charter", 1.0), ("article", 0.9)):
        share = shares[key]
        assert isinstance(share, float)
        assert share >= least, key


@pytest.mark.parametrize("path", BLIND, ids=lambda p: p.stem)
def test_quotes_stand_in_the_document(path: Path) -> None:
    document, verdicts = reviewed(path)
    for verdict in verdicts:
        if verdict.start is not None:
            assert document.text[verdict.start : verdict.end] == verdict.quote
        if verdict.verdict in ("satisfied", "not_applicable"):
            assert verdict.suggestion is None
        assert "{" not in (verdict.suggestion or "")


@pytest.mark.parametrize("path", BLIND, ids=lambda p: p.stem)
def test_what_is_a_charter(path: Path) -> None:
    document = read(path.name, path.read_bytes())
    charter = any(line["verdict"] != "not_applicable" for line in gold(path))
    assert is_charter(document, analyse(document)) is charter


def plain_numbers(text: str) -> str:
    """Article numbers in one form: 第-条 and 第四條 are misread or traditional."""
    for old, new in ((" ", ""), ("條", "条"), ("第-", "第一"), ("十-", "十一")):
        text = text.replace(old, new)
    return text


def test_every_rule_has_gold() -> None:
    for path in BLIND:
        lines = gold(path)
        assert len({line["rule"] for line in lines}) == len(lines) == 24
        text = plain_numbers(path.read_text(encoding="utf-8"))
        for line in lines:
            assert line["article"] is None or plain_numbers(str(line["article"])) in text


TRADITIONAL = str.maketrans(
    dict(zip("党组织国设条会员业务单责决终产资额届", "黨組織國設條會員業務單責決終產資額屆", strict=True))
)


def wrapped(text: str, width: int = 24) -> str:
    """The text broken into lines of a fixed width, as copied from a page."""
    lines = [line[i : i + width] for line in text.split("\n") for i in range(0, max(len(line), 1), width)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "form",
    [
        lambda t: t.translate(str.maketrans("，；：（）", ",;:()")),
        wrapped,
        lambda t: re.sub(r"^(第[一二三四五六七八九十]+条)", lambda m: " ".join(m[1]) + "　", t, flags=re.M),
        lambda t: t.translate(TRADITIONAL),
        lambda t: re.sub(r"^", "　　", t, flags=re.M).replace("\n", "\r\n"),
        lambda t: re.sub(r"\n(?=[（(][一二三四五六七八九])", "", t),
    ],
    ids=["half-width", "wrapped", "spaced-numbers", "traditional", "indented-crlf", "lists-in-line"],
)
def test_verdicts_do_not_depend_on_the_form(form: Callable[[str], str]) -> None:
    changed = total = 0
    for path in BLIND[:4] + BLIND[9:12]:
        _, before = reviewed(path)
        document = read(path.name, form(path.read_text(encoding="utf-8")).encode())
        after = {v.rule: v.verdict for v in review(document, analyse(document))}
        total += len(before)
        changed += sum(after.get(v.rule) != v.verdict for v in before)
    assert total > 150
    assert changed <= 1
