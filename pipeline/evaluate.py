"""Scores of predicted observations against annotated ones, micro-averaged over all annotated documents.

L1  the quantity: value and class of unit (masked values match masked values)
L2  L1 and the indicator code; ``L2_core`` is over the codes of registration, enforcement, fees, funds, inspection,
    party and grades
L3  L2 and status, period (by its years) and, for counts of organisations, org_type and scope

The same figures are given for each group of indicators (the first part of the code), and the recall of the numbers of
one kind (ranges, targets, parts of a total, …).

A prediction is matched at most once; documents without a prediction count as misses; predictions for documents without
annotation are left aside. A code that is not on the annotation's list counts as ``other``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from corpora.gold import ALTERNATIVE, codes
from pipeline.configuration import ACCEPTED_FROM

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
# What a number of the annotation came to, from worst to best; ``spurious`` is for numbers that are not annotated.
MISSED, QUANTITY, INDICATOR, WHOLE, SPURIOUS = "missed", "quantity", "indicator", "whole", "spurious"
KINDS: dict[str, Callable[[Row], bool]] = {
    "masked": lambda row: row.get("status") == "masked",
    "planned": lambda row: row.get("status") == "planned",
    "bounded": lambda row: row.get("bound") not in (None, "exact"),
    "part": lambda row: bool(row.get("of_quote")),
    "change": lambda row: row.get("measure") == "change",
    "share": lambda row: row.get("measure") == "share",
    "money": lambda row: unit_class(row.get("unit")) == "money",
    "subordinate": lambda row: row.get("scope") in ("own", "sub"),
    "graded": lambda row: bool(row.get("grade")),
    "undated": lambda row: row.get("period") is None,
    "other": lambda row: row.get("indicator") == "other",
}
_BINS = 10

_SUFFIX = re.compile(r"\.(txt|docx?|xlsx?|pdf|html?|ofd|wps)$")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one level, 0 to 1."""

    p: float
    r: float
    f1: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one number came to: ``gold`` is None for spurious ones, ``found`` for missed ones."""

    doc: str
    what: str
    gold: Row | None
    found: Row | None

    @property
    def told(self) -> tuple[str, str, str]:
        """Document, quote and code."""
        row = self.gold or self.found or {}
        return self.doc, row.get("quote") or "", row.get("indicator") or ""


@dataclass(slots=True)
class Figures:
    """The scores of some of the numbers: levels with P, R and F1, and attributes as shares of the L1 matches."""

    gold: int = 0
    predicted: int = 0
    levels: dict[str, Score] = field(default_factory=dict)
    attributes: dict[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        levels = {name: {"p": s.p, "r": s.r, "f1": s.f1} for name, s in self.levels.items()}
        return {"gold": self.gold, "pred": self.predicted, **levels, "attrs": self.attributes}


@dataclass(frozen=True, slots=True)
class Recall:
    """Of the annotated numbers of one kind, how many, and the shares that reach each level."""

    gold: int
    levels: dict[str, float]


@dataclass(slots=True)
class Evaluation(Figures):
    """The scores, and what each number came to; (gold, predicted) codes that were confused.

    ``groups`` are the figures by group of indicators, ``kinds`` by kind of number. ``calibration_error`` is the expected
    difference of confidence and share of right indicators, over ten bins; ``accepted`` the share of numbers that a run counts
    as accepted and how many of these have the right indicator. Both are None when no confidence is given.
    """

    groups: dict[str, Figures] = field(default_factory=dict)
    kinds: dict[str, Recall] = field(default_factory=dict)
    calibration_error: float | None = None
    accepted: tuple[float, float] | None = None
    outcomes: list[Outcome] = field(default_factory=list)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def missed(self) -> list[tuple[str, str, str]]:
        """Document, quote and code of the annotated numbers that were not found."""
        return [o.told for o in self.outcomes if o.what == MISSED]

    @property
    def spurious(self) -> list[tuple[str, str, str]]:
        """Likewise of the numbers that were found and are not annotated."""
        return [o.told for o in self.outcomes if o.what == SPURIOUS]

    def breakdown(self) -> dict[str, Any]:
        """The figures by group and by kind, for JSON."""
        return {
            "groups": {name: figures.as_dict() for name, figures in self.groups.items()},
            "kinds": {name: {"gold": recall.gold, **recall.levels} for name, recall in self.kinds.items()},
            "calibration_error": self.calibration_error,
            "accepted": dict(zip(("share", "right"), self.accepted, strict=True)) if self.accepted else None,
        }


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
    """Matches numbers document by document, and counts them when all are there."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []

    def document(self, doc: str, gold: list[Row], predicted: list[Row], leave: list[str]) -> None:
        """Match the numbers of one document, value by value."""
        groups: dict[tuple[str, str], tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
        for side, rows in enumerate((gold, predicted)):
            for row in rows:
                groups[_value_key(row), unit_class(row.get("unit"))][side].append(row)
        left: list[Row] = []
        for wanted, found in groups.values():
            pairs = _matched(wanted, found)
            self.outcomes += [Outcome(doc, _reached(wanted[i], found[j]), wanted[i], found[j]) for i, j in pairs]
            used_wanted, used_found = {i for i, _ in pairs}, {j for _, j in pairs}
            self.outcomes += [Outcome(doc, MISSED, row, None) for i, row in enumerate(wanted) if i not in used_wanted]
            left += [row for j, row in enumerate(found) if j not in used_found]
        self.outcomes += [Outcome(doc, SPURIOUS, None, row) for row in left if not _is_left_aside(row, leave)]

    def evaluation(self) -> Evaluation:
        """The figures of all documents so far."""
        result = Evaluation(outcomes=self.outcomes)
        _fill(result, self.outcomes, lambda _: True)
        result.attributes = dict.fromkeys(ATTRIBUTES, 0.0) | result.attributes
        result.levels["L2_core"] = _core(self.outcomes)
        for name in sorted({_group(_code(row)) for o in self.outcomes for row in (o.gold, o.found) if row}):
            result.groups[name] = Figures()
            _fill(result.groups[name], self.outcomes, partial(_is_of, name))
        result.kinds = {
            name: recall for name, is_one in KINDS.items() if (recall := _recall(self.outcomes, is_one)).gold
        }
        result.calibration_error = _calibration_error(self.outcomes)
        result.accepted = _accepted(self.outcomes)
        for o in self.outcomes:
            if o.what == QUANTITY and o.gold and o.found:
                result.confused[o.gold["indicator"], o.found["indicator"]] += 1
        return result


def _fill(figures: Figures, outcomes: Sequence[Outcome], wanted: Callable[[str], bool]) -> None:
    """Count the numbers whose code is wanted; a prediction that is right by another code counts under the annotation's."""
    of_gold = [o for o in outcomes if o.gold and wanted(_code(o.gold))]
    figures.gold = len(of_gold)
    figures.predicted = sum(wanted(_code(o.found)) for o in outcomes if o.found)
    reached = Counter(level for o in of_gold for level in _levels(o))
    for level in ("L1", "L2", "L3"):
        least = "L1" if level == "L1" else "L2"
        predicted = sum(
            wanted(_code(o.gold if o.gold and least in _levels(o) else o.found)) for o in outcomes if o.found
        )
        figures.levels[level] = score(reached[level], figures.gold, predicted)
    same: dict[str, list[bool]] = {name: [] for name in ATTRIBUTES}
    for o in of_gold:
        if o.gold and o.found:
            of_organisations = o.gold["indicator"].startswith(ORGANISATIONS)
            for name, right in _agreement(o.gold, o.found).items():
                if of_organisations or name not in ("org_type", "scope"):
                    same[name].append(right)
    figures.attributes = {name: sum(found) / len(found) for name, found in same.items() if found}


def _core(outcomes: Sequence[Outcome]) -> Score:
    gold = [o for o in outcomes if o.gold and _code(o.gold).startswith(CORE)]
    predicted = sum(_code(o.found).startswith(CORE) for o in outcomes if o.found)
    return score(sum("L2" in _levels(o) for o in gold), len(gold), predicted)


def _reached(gold: Row, predicted: Row) -> str:
    """What a matched number came to."""
    if not _same_indicator(gold, predicted):
        return QUANTITY
    same = _agreement(gold, predicted)
    of_whom = not gold["indicator"].startswith(ORGANISATIONS) or (same["org_type"] and same["scope"])
    return WHOLE if same["status"] and same["period"] and of_whom else INDICATOR


def _levels(outcome: Outcome) -> tuple[str, ...]:
    return {QUANTITY: ("L1",), INDICATOR: ("L1", "L2"), WHOLE: ("L1", "L2", "L3")}.get(outcome.what, ())


def _code(row: Row) -> str:
    return row.get("indicator") or ""


def _group(code: str) -> str:
    return code.partition(".")[0]


def _is_of(group: str, code: str) -> bool:
    return _group(code) == group


def _recall(outcomes: Sequence[Outcome], is_one: Callable[[Row], bool]) -> Recall:
    of_kind = [o for o in outcomes if o.gold and is_one(o.gold)]
    reached = Counter(level for o in of_kind for level in _levels(o))
    return Recall(len(of_kind), {level: reached[level] / len(of_kind) for level in ("L1", "L2", "L3") if of_kind})


def _calibration_error(outcomes: Sequence[Outcome]) -> float | None:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for o in outcomes:
        if o.found and o.found.get("confidence") is not None:
            sure = float(o.found["confidence"])
            bins[min(int(sure * _BINS), _BINS - 1)].append((sure, o.what in (INDICATOR, WHOLE)))
    gaps = [abs(sum(sure for sure, _ in some) - sum(right for _, right in some)) for some in bins.values()]
    return sum(gaps) / sum(len(some) for some in bins.values()) if bins else None


def _accepted(outcomes: Sequence[Outcome]) -> tuple[float, float] | None:
    found = [o for o in outcomes if o.found and o.found.get("confidence") is not None]
    taken = [o for o in found if o.found and float(o.found["confidence"]) >= ACCEPTED_FROM]
    if not taken:
        return None
    return len(taken) / len(found), sum(o.what in (INDICATOR, WHOLE) for o in taken) / len(taken)


def _is_left_aside(row: Row, leave: Sequence[str]) -> bool:
    quote = row.get("quote") or ""
    return any(quote in other or other in quote for other in leave)


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


def score(hits: int, gold: int, predicted: int) -> Score:
    """Precision, recall and F1 from counts; 0 where there is nothing to divide by."""
    r, p = (hits / gold if gold else 0.0), (hits / predicted if predicted else 0.0)
    return Score(p, r, 2 * p * r / (p + r) if p + r else 0.0)
