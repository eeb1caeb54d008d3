"""The same fact stated twice with different numbers in one document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from corpora.errors import ConfigurationError
from extractors.audit.findings import finding
from extractors.audit.interval import interval_of, is_exact
from extractors.audit.reading import Number, unit_of
from extractors.audit.wording import named
from extractors.records import Finding, Observation

_HAN = re.compile(r"[\u4e00-\u9fff]")
_CLAUSE_END = re.compile(r"[，,；;：:。、！？!?（）()]")
_DATE = re.compile(r"[0-9０-９一二三四五六七八九十〇]{1,4}[年月日]")
# Numbers of one fact that differ by more were hardly meant for the same.
_ALIKE = 2.0


@dataclass(frozen=True, slots=True)
class Knowledge:
    """``conflicts.yaml``: the indicators with one number each, and the words that tell facts of theirs not apart."""

    unique: frozenset[str]
    subjects: re.Pattern[str]
    neutral: re.Pattern[str]


@cache
def knowledge() -> Knowledge:
    """The knowledge of ``conflicts.yaml``.

    Raises:
        ConfigurationError: the file has an unknown or missing key.
    """
    raw = yaml.load(files("extractors.audit").joinpath("conflicts.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    if wrong := set(raw) ^ {"unique", "subjects", "neutral"}:
        raise ConfigurationError(f"conflicts.yaml: unknown or missing keys {', '.join(sorted(wrong))}")
    words = sorted({w for line in raw["neutral"] for w in line.split()}, key=lambda w: (-len(w), w))
    subjects, neutral = (re.compile("|".join(map(re.escape, ws))) for ws in (raw["subjects"], words))
    return Knowledge(frozenset(raw["unique"]), subjects, neutral)


def check_conflicts(numbers: Sequence[Number]) -> Iterator[Finding]:
    """Findings on facts that stand in the document with different numbers."""
    stated: defaultdict[Hashable, list[Number]] = defaultdict(list)
    for number in numbers:
        if is_unique(number.observation) and _is_plain(number):
            stated[_identity(number.observation)].append(number)
    for group in stated.values():
        first = group[0]
        other = next((n for n in group[1:] if _contradicts(first, n)), None)
        if other is not None:
            yield _finding(first, other)


def is_unique(o: Observation) -> bool:
    """Whether a number is of a fact that has one number only, and stated exactly; of parts only types and levels are."""
    part = o.part_of is not None and o.scope not in ("own", "sub") and o.org_type in (None, "社会组织")
    known = o.indicator in knowledge().unique and not part
    return known and is_exact(o) and o.status == "actual" and o.measure != "change"


def are_alike(first: float, other: float) -> bool:
    """Whether two numbers are near enough to be meant for the same fact."""
    small, large = sorted((first, other))
    return 0 < large <= small * _ALIKE


def _identity(o: Observation) -> Hashable:
    # A stock without a date of its own gets the document's, days or weeks behind the date of the first statement.
    period = (o.period or "")[:4] if o.measure == "stock" else o.period
    return (o.indicator, o.org_type, o.area, o.scope, period, o.grade, o.measure, unit_of(o.unit), o.article)


def _is_plain(number: Number) -> bool:
    """Whether no word around a number tells a special fact: 全市登记社会组织412家, but not 教育类社会组织412家."""
    if not number.text:
        return False
    words = number.phrase + "｜" + _CLAUSE_END.split(number.right)[0]
    if not knowledge().subjects.search(words) or number.phrase.startswith("其中"):
        return False
    words = words.replace(number.observation.area or "｜", "｜")
    return not _HAN.search(knowledge().neutral.sub("", _DATE.sub("", words)))


def _contradicts(first: Number, other: Number) -> bool:
    a, b = interval_of(first.observation), interval_of(other.observation)
    if a is None or b is None or a.meets(b) or first.sentence == other.sentence:
        return False
    stock = first.observation.measure != "flow" or first.observation.period == other.observation.period
    return are_alike(first.value, other.value) and stock and not _dates_apart(first.observation, other.observation)


def _dates_apart(a: Observation, b: Observation) -> bool:
    """Whether two stocks are of days more than some weeks apart (6月底 and 7月5日 are not)."""
    if a.period == b.period or not a.period or not b.period:
        return False
    months = [int(p[:4]) * 12 + int(p[5:7]) if re.match(r"\d{4}-\d{2}", p) else None for p in (a.period, b.period)]
    return None in months or abs((months[0] or 0) - (months[1] or 0)) > 1


def _finding(first: Number, other: Number) -> Finding:
    same_day = first.observation.period == other.observation.period
    message = f"同一事项前后数字不一致：前为“{_clause(first)}”，后为“{_clause(other)}”"
    return finding(
        "conflict",
        "conflict",
        "error" if same_day else "warning",
        message,
        [first.observation, other.observation],
        first.value,
        other.value,
    )


def _clause(number: Number) -> str:
    right = _CLAUSE_END.split(number.right)[0]
    return f"{named(number)}{right[:10]}"
