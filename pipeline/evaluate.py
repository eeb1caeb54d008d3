"""Scores of predicted observations against annotated ones, micro-averaged over all annotated documents.

L1  the quantity: value and class of unit (masked values match masked values)
L2  L1 and the indicator code; ``L2_core`` is over the codes of registration, enforcement, fees, funds, inspection,
    party and grades
L3  L2 and status, period (by its years) and, for counts of organisations, org_type and scope

A prediction is matched at most once; documents without a prediction count as misses; predictions for documents without
annotation are left aside. A code that is not on the annotation's list counts as ``other``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from corpora.gold import ALTERNATIVE, codes

Row = Mapping[str, Any]

UNIT_CLASSES = {
    **dict.fromkeys(["家", "个", "户", "所", "处", "支", "项", "件", "对", "部门", "多家", "类", "只"], "count"),
    **dict.fromkeys(["人", "名", "位"], "person"),
    **dict.fromkeys(["场", "次", "期", "场次", "批", "批次", "班", "届", "轮", "节"], "event"),
    **dict.fromkeys(["人次", "人（次）", "人次数"], "person_time"),
    **dict.fromkeys(["元", "人民币", "CNY"], "money"),
}
ORGANISATIONS = ("reg.", "enf.", "insp.", "grade.", "role.participants", "fee.orgs", "incub.orgs")
CORE = ("reg.", "enf.", "fee.", "fund.", "insp.", "party.", "grade.")
ATTRIBUTES = ("status", "org_type", "scope", "period", "bound", "measure", "area", "grade", "part_of")
LEVELS = ("L1", "L2", "L3", "L2_core")

_SUFFIX = re.compile(r"\.(txt|docx?|xlsx?|pdf|html?|ofd|wps)$")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one level, 0 to 1."""

    p: float
    r: float
    f1: float


@dataclass(slots=True)
class Evaluation:
    """The scores, and what went wrong: (document, quote, code) missed and spurious, (gold, predicted) confused."""

    gold: int = 0
    predicted: int = 0
    levels: dict[str, Score] = field(default_factory=dict)
    attributes: dict[str, float] = field(default_factory=dict)
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    spurious: list[tuple[str, str, str]] = field(default_factory=list)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, Any]:
        """The figures alone, for JSON."""
        levels = {name: {"p": s.p, "r": s.r, "f1": s.f1} for name, s in self.levels.items()}
        return {"gold": self.gold, "pred": self.predicted, **levels, "attrs": self.attributes}


def evaluate(predicted: Iterable[Row], gold: Mapping[str, Sequence[Row]], ignored: Iterable[Row] = ()) -> Evaluation:
    """Score predictions.

    Args:
        predicted: objects of observations.jsonl.
        gold: annotated observations by the stem of their document's name.
        ignored: numbers (``doc``, ``quote``) that are neither rewarded nor punished.
    """
    tally = _Tally()
    leave: dict[str, list[str]] = defaultdict(list)
    for row in ignored:
        leave[row["doc"]].append(row["quote"])
    by_doc = _by_document(predicted, gold.keys())
    for doc in sorted(gold):
        tally.document(doc, list(_ranges_apart(gold[doc])), list(_ranges_apart(by_doc.get(doc, []))), leave[doc])
    return tally.evaluation()


def stem(doc: str) -> str:
    """The name under which a document's annotation stands: no folder, no article mark, no suffix of a format."""
    return _SUFFIX.sub("", PurePosixPath(doc.split("#")[0]).name)


def unit_class(unit: str | None) -> str:
    """The class of a measure word for matching; other words are their own class."""
    word = (unit or "").strip()
    return UNIT_CLASSES.get(word, word)


def _by_document(predicted: Iterable[Row], wanted: Iterable[str]) -> dict[str, list[Row]]:
    known, docs = codes().measure.keys() | {"other"}, set(wanted)
    by_doc: dict[str, list[Row]] = defaultdict(list)
    for row in predicted:
        if (doc := stem(row["doc"])) in docs:
            code = row.get("indicator")
            by_doc[doc].append({**row, "indicator": code if code in known else "other"})
    return by_doc


def _ranges_apart(rows: Iterable[Row]) -> Iterator[Row]:
    """A range stands for its two ends; annotations may also hold the ends as two lines."""
    for row in rows:
        if row.get("value_max") is None:
            yield row
        else:
            yield {**row, "value_max": None, "bound": "min"}
            yield {**row, "value": row["value_max"], "value_max": None, "bound": "max"}


def _value_key(row: Row) -> str:
    masked = row.get("status") == "masked" or row.get("value") is None
    return "masked" if masked else f"{float(row['value']):.6g}"


def _same_indicator(gold: Row, predicted: Row) -> bool:
    return predicted["indicator"] in [gold["indicator"], *ALTERNATIVE.findall(gold.get("note") or "")]


def _years(period: str | None) -> tuple[str, ...]:
    return tuple(_YEAR.findall(period or ""))


def _organisation(name: str | None) -> str | None:
    return {"社会服务机构": "民办非企业单位", "": None}.get(name or "", name)


def _agreement(gold: Row, predicted: Row) -> dict[str, bool]:
    """Attribute by attribute, in the order of ``ATTRIBUTES``, whether both say the same."""
    same = {name: (gold.get(name) or None) == (predicted.get(name) or None) for name in ATTRIBUTES}
    same["org_type"] = _organisation(gold.get("org_type")) == _organisation(predicted.get("org_type"))
    same["period"] = _years(gold.get("period")) == _years(predicted.get("period"))
    same["part_of"] = bool(gold.get("of_quote")) == bool(predicted.get("part_of"))
    return same


class _Tally:
    """Counts matches document by document."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.tried: Counter[str] = Counter()
        self.result = Evaluation()

    def document(self, doc: str, gold: list[Row], predicted: list[Row], leave: list[str]) -> None:
        """Match the numbers of one document, value by value."""
        self.counts["gold"] += len(gold)
        self.counts["pred"] += len(predicted)
        self.counts["gold_core"] += sum(_is_core(row) for row in gold)
        self.counts["pred_core"] += sum(_is_core(row) for row in predicted)
        groups: dict[tuple[str, str], tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
        for side, rows in enumerate((gold, predicted)):
            for row in rows:
                groups[_value_key(row), unit_class(row.get("unit"))][side].append(row)
        missed: list[Row] = []
        left: list[Row] = []
        for wanted, found in groups.values():
            pairs = _matched(wanted, found)
            for i, j in pairs:
                self._pair(wanted[i], found[j])
            used_wanted, used_found = {i for i, _ in pairs}, {j for _, j in pairs}
            missed += [row for i, row in enumerate(wanted) if i not in used_wanted]
            left += [row for j, row in enumerate(found) if j not in used_found]
        self.result.missed += [(doc, row["quote"], row["indicator"]) for row in missed]
        for row in left:
            self._left_over(doc, row, leave)

    def _pair(self, gold: Row, predicted: Row) -> None:
        self.counts["L1"] += 1
        same = _agreement(gold, predicted)
        of_organisations = gold["indicator"].startswith(ORGANISATIONS)
        for name, right in same.items():
            if of_organisations or name not in ("org_type", "scope"):
                self.right[name] += right
                self.tried[name] += 1
        if not _same_indicator(gold, predicted):
            self.result.confused[gold["indicator"], predicted["indicator"]] += 1
            return
        self.counts["L2"] += 1
        self.counts["L2_core"] += _is_core(gold)
        of_whom = not of_organisations or (same["org_type"] and same["scope"])
        self.counts["L3"] += same["status"] and same["period"] and of_whom

    def _left_over(self, doc: str, row: Row, leave: list[str]) -> None:
        quote = row.get("quote") or ""
        if any(quote in other or other in quote for other in leave):
            self.counts["pred"] -= 1
            self.counts["pred_core"] -= _is_core(row)
        else:
            self.result.spurious.append((doc, quote, row["indicator"]))

    def evaluation(self) -> Evaluation:
        """The figures of all documents so far."""
        counts, result = self.counts, self.result
        result.gold, result.predicted = counts["gold"], counts["pred"]
        for level in LEVELS:
            of = "_core" if level == "L2_core" else ""
            result.levels[level] = _score(counts[level], counts[f"gold{of}"], counts[f"pred{of}"])
        result.attributes = {n: self.right[n] / self.tried[n] if self.tried[n] else 0.0 for n in ATTRIBUTES}
        return result


def _is_core(row: Row) -> bool:
    return bool((row.get("indicator") or "").startswith(CORE))


def _matched(wanted: Sequence[Row], found: Sequence[Row]) -> list[tuple[int, int]]:
    """Pairs of equal value and unit: those with the same code first, then those that agree in most attributes."""
    ranked = sorted(
        (
            (_same_indicator(g, p), sum(_agreement(g, p).values()), -i, -j)
            for i, g in enumerate(wanted)
            for j, p in enumerate(found)
        ),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    free_wanted, free_found = set(range(len(wanted))), set(range(len(found)))
    for _, _, minus_i, minus_j in ranked:
        if -minus_i in free_wanted and -minus_j in free_found:
            free_wanted.remove(-minus_i)
            free_found.remove(-minus_j)
            pairs.append((-minus_i, -minus_j))
    return pairs


def _score(hits: int, gold: int, predicted: int) -> Score:
    r, p = (hits / gold if gold else 0.0), (hits / predicted if predicted else 0.0)
    return Score(p, r, 2 * p * r / (p + r) if p + r else 0.0)
