"""Where in a charter the remark on a finding stands: at its text, or where the missing clause belongs."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from corpora.errors import ConfigurationError
from corpora.structure.provisions import Provision, provisions
from extractors.records import Verdict

_LONGEST_HEADING = 24  # characters
# A sentence, or a line of a table of contents.
_NO_HEADING = re.compile(r"[。；，;,]|[.．…·]{2,}\s*[0-9]*\s*$")
_NUMBER = re.compile(r"\s*(?:第[^\s章节条]{1,6}[章节]|[一二三四五六七八九十]{1,3}[、.．])?[\s、.．]*")
_ARTICLE_NAMED = re.compile(r"(第[^条“]{1,8}条)“")


@dataclass(frozen=True, slots=True)
class Anchor:
    """``text[start:end]`` is where the remark stands; ``told`` says in words where a missing clause belongs, or None."""

    start: int
    end: int
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Belonging:
    """Words of the chapters, tried in order, and the rules whose articles a missing clause follows (``anchors.yaml``)."""

    chapters: tuple[str, ...]
    beside: tuple[str, ...]


class Anchors:
    """Finds the places of the findings on one charter.

    Args:
        text: its clean text.
        verdicts: all verdicts on it; the articles of those that are kept tell where their like belongs.
    """

    def __init__(self, text: str, verdicts: Sequence[Verdict]) -> None:
        self._text = text
        self._provisions = provisions(text)
        self._starts = {v.rule: v.start for v in verdicts if v.start is not None}
        self._headings = tuple(_headings(text, self._provisions))

    def of(self, verdict: Verdict) -> Anchor | None:
        """The place of a finding; None only for a text without any line."""
        if verdict.start is not None and verdict.end is not None:
            return Anchor(verdict.start, verdict.end)
        named = self._named(verdict)
        if named:
            return Anchor(named.start, _line_end(self._text, named))
        wanted = belonging(verdict.rule)
        heading = self._heading(wanted.chapters)
        beside = self._beside(wanted.beside, heading)
        if beside:
            words = f"接在{beside.number or '本条'}之后" if verdict.verdict == "missing" else None
            return Anchor(beside.start, _line_end(self._text, beside), words)
        if heading:
            start, end, _ = heading
            words = f"写入“{self._text[start:end].strip()}”" if verdict.verdict == "missing" else None
            return Anchor(start, end, words)
        return self._title()

    def _named(self, verdict: Verdict) -> Provision | None:
        """The article that the suggestion itself tells to complete (第三条“…”)."""
        number = _ARTICLE_NAMED.match(verdict.suggestion or "")
        return next((p for p in self._provisions if number and p.number == number.group(1)), None)

    def _heading(self, words: Sequence[str]) -> tuple[int, int, int] | None:
        for word in words:
            held = [one for one in self._headings if word in self._text[one[0] : one[1]]]
            if held:
                # Of a chapter's line in the contents and the one above its articles the latter.
                return min(held, key=lambda one: (one[2], one[0]))
        return None

    def _beside(self, rules: Sequence[str], heading: tuple[int, int, int] | None) -> Provision | None:
        for rule in rules:
            start = self._starts.get(rule)
            held = [p for p in self._provisions if start is not None and p.start <= start < p.end]
            if held and (
                heading is None or _title_of(self._text[heading[0] : heading[1]]) == (held[0].chapter_title or "")
            ):
                return held[0]
        return None

    def _title(self) -> Anchor | None:
        at = 0
        for line in self._text.split("\n"):
            if line.strip():
                return Anchor(at, at + len(line))
            at += len(line) + 1
        return None


def _headings(text: str, found: Sequence[Provision]) -> list[tuple[int, int, int]]:
    """Start and end of each line that may be a heading, and how far the next provision is."""
    starts = [p.start for p in found]
    out, at = [], 0
    for line in text.split("\n"):
        after = bisect.bisect_left(starts, at)
        following = starts[after] if after < len(starts) else len(text)
        if following > at and 2 <= len(line.strip()) <= _LONGEST_HEADING and not _NO_HEADING.search(line):
            out.append((at, at + len(line), following - at - len(line)))
        at += len(line) + 1
    return out


def _title_of(heading: str) -> str:
    return re.sub(r"\s", "", heading[_NUMBER.match(heading).end() :])  # type: ignore[union-attr]


def _line_end(text: str, provision: Provision) -> int:
    stop = text.find("\n", provision.start, provision.end)
    return provision.end if stop < 0 else stop


@cache
def _belongings() -> dict[str, Belonging]:
    data = yaml.load(files("outputs.reviewed").joinpath("anchors.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {rule: _read(rule, item) for rule, item in data.items()}


def _read(rule: str, item: object) -> Belonging:
    where = f"outputs/reviewed/anchors.yaml: {rule}"
    if not isinstance(item, dict) or set(item) != {"chapters", "beside"}:
        raise ConfigurationError(f"{where}: 应有 chapters 和 beside (chapters and beside are wanted)")
    for key, words in item.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ConfigurationError(f"{where}.{key}: 应为词语列表 (a list of words is wanted)")
    return Belonging(tuple(item["chapters"]), tuple(item["beside"]))


def belonging(rule: str) -> Belonging:
    """Where a clause that a rule asks for belongs; nowhere in particular for a rule of a user's own pack."""
    found = _belongings()
    return found.get(rule) or found.get(rule.partition(".")[0]) or Belonging((), ())
