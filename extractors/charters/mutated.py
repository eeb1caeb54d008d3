"""Scores charter review on charters with one thing changed: is the fault found, and is what was not touched left alone?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora.readers import read
from corpora.structure import analyse
from extractors.charters.review import review

_NONE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Case:
    """One verdict on a changed charter.

    ``kind``: ``fault`` where the change makes the rule partial, missing or violated, ``rewording`` on a charter that only says
    the same thing in other words, ``untouched`` for a rule that the change does not concern.
    """

    charter: str
    mutation: str
    rule: str
    kind: str
    wanted: tuple[str, ...]
    got: str

    @property
    def right(self) -> bool:
        """Whether the verdict is one that an examiner could give."""
        return self.got in self.wanted


def cases(folder: Path) -> Iterator[Case]:
    """Every verdict on every changed charter of a folder.

    Args:
        folder: holds charters (``<name>.txt``) and their changes (``<name>.mutations.jsonl``): one object a line with ``id``,
            ``replace`` (pairs of old and new text, the old one anywhere in the charter) and ``expect`` (accepted verdicts by rule;
            a rule that is not named keeps the verdict of the unchanged charter).

    Raises:
        ValueError: an old text is not in the charter.
    """
    for path in sorted(folder.glob("*.mutations.jsonl")):
        name = path.name.removesuffix(".mutations.jsonl")
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        whole = _verdicts(name, text)
        for line in path.read_text(encoding="utf-8").splitlines():
            change = json.loads(line)
            found = _verdicts(name, _changed(text, change["replace"], f"{name} {change['id']}"))
            for rule in sorted({*whole, *found, *change["expect"]}):
                before, got = whole.get(rule, _NONE), found.get(rule, _NONE)
                wanted = tuple(change["expect"].get(rule, (before,)))
                yield Case(name, change["id"], rule, _kind(change["expect"], rule, before), wanted, got)


def rates(judged: Sequence[Case]) -> dict[str, float]:
    """The share of right verdicts by kind."""
    total, right = Counter(case.kind for case in judged), Counter(case.kind for case in judged if case.right)
    return {kind: right[kind] / total[kind] for kind in sorted(total)}


def _kind(expect: Mapping[str, Sequence[str]], rule: str, before: str) -> str:
    if not expect:
        return "rewording"
    return "fault" if rule in expect and before not in expect[rule] else "untouched"


def _changed(text: str, pairs: Sequence[tuple[str, str]], where: str) -> str:
    for old, new in pairs:
        if old not in text:
            raise ValueError(f"{where}: not in the charter: {old}")
        text = text.replace(old, new)
    return text


def _verdicts(name: str, text: str) -> dict[str, str]:
    document = read(f"{name}.txt", text.encode())
    return {verdict.rule: verdict.verdict for verdict in review(document, analyse(document))}
