"""The annotated corpus as records: what a gold line may hold, how it is loaded, and what makes it wrong."""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Any

BOUNDS = ("exact", "approx", "min", "max")
STATUSES = ("actual", "planned", "masked")
MEASURES = ("stock", "flow", "share", "change")
SCOPES = ("total", "own", "sub")
ORG_TYPES = ("社会组织", "社会团体", "民办非企业单位", "基金会", "社区社会组织", "行业协会商会", "慈善组织")
DOC_TYPES = (
    "work_report",
    "work_plan",
    "press_article",
    "press_page",
    "charter",
    "inspection_notice",
    "inspection_report",
    "statistics",
    "notice",
    "other",
)
PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/(\.\.|\d{4}(-\d{2}(-\d{2})?)?))?")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
GRADE = re.compile(r"[1-5]A\+?")
ALTERNATIVE = re.compile(r"alt:([a-z_]+(?:\.[a-z_]+)?)")


@dataclass(frozen=True, slots=True)
class GoldObservation:
    """One annotated number. ``start``/``end`` are the marked span; ``quote`` is a unique substring that ends with it
    (or, where the left side does not suffice, begins with it)."""

    doc: str
    quote: str
    start: int
    end: int
    value: float | None
    value_max: float | None
    unit: str | None
    bound: str
    status: str
    measure: str
    indicator: str
    org_type: str | None
    area: str | None
    scope: str | None
    period: str | None
    grade: str | None
    of_quote: str | None
    note: str | None

    def as_json(self) -> str:
        """One line of a gold file, without its line feed."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Further indicator codes that are equally right."""
        return tuple(ALTERNATIVE.findall(self.note or ""))


@dataclass(frozen=True, slots=True)
class Codes:
    """Known indicator codes; ``measure`` gives the usual measure of each, ``things`` those without organisations."""

    measure: dict[str, str]
    things: frozenset[str]


@functools.cache
def codes() -> Codes:
    """The codes of ``reports/codes.yaml``.

    Raises:
        ValueError: the file has an unknown key.
    """
    import yaml

    raw = yaml.load(resources.files("corpora").joinpath("reports/codes.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    if unknown := set(raw) - {"stock", "flow", "share", "things"}:
        raise ValueError(f"reports/codes.yaml: unknown keys {sorted(unknown)}")
    return Codes({code: kind for kind in ("stock", "flow", "share") for code in raw[kind]}, frozenset(raw["things"]))


def load_gold(path: Path) -> list[GoldObservation]:
    """The observations of one ``.gold.jsonl`` file, in its order."""
    return [GoldObservation(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]


def load_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file such as ``types.jsonl``."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def problems(text: str, observations: list[GoldObservation]) -> list[str]:
    """What is wrong with the annotation of one text: empty when it is sound.

    Checked are codes and enumerations, periods and grades, that spans and quotes stand in the text, that a quote
    is unique and a span annotated once, and that ``of_quote`` names another observation's quote.
    """
    found = [f"{o.doc} {o.quote!r}: {what}" for o in observations for what in _own_problems(o, text)]
    spans = Counter((o.start, o.end, o.value) for o in observations)
    found += [f"span {span} is annotated {n} times" for span, n in spans.items() if n > 1]
    quotes = {o.quote for o in observations}
    found += [
        f"{o.doc} {o.quote!r}: of_quote {o.of_quote!r} is no observation"
        for o in observations
        if o.of_quote is not None and (o.of_quote not in quotes or o.of_quote == o.quote)
    ]
    return found


def _own_problems(o: GoldObservation, text: str) -> list[str]:
    span = text[o.start : o.end]
    known = codes().measure
    wrong = {
        "unknown indicator": o.indicator not in known,
        "unknown alternative": any(code not in known for code in o.alternatives),
        "unknown bound": o.bound not in BOUNDS,
        "unknown status": o.status not in STATUSES,
        "unknown measure": o.measure not in MEASURES,
        "unknown scope": o.scope is not None and o.scope not in SCOPES,
        "unknown organisation type": o.org_type is not None and o.org_type not in ORG_TYPES,
        "period is not of the known form": o.period is not None and not PERIOD.fullmatch(o.period),
        "grade is not of the known form": o.grade is not None and not GRADE.fullmatch(o.grade),
        "empty span": not span.strip(),
        "quote does not stand once in the text": text.count(o.quote) != 1,
        "quote and span do not meet": span not in o.quote,
        "a masked number has a value": (o.status == "masked") != (o.value is None),
        "range without order": o.value_max is not None and (o.value is None or o.value_max <= o.value),
        "a rate must be a share or a change": o.unit == "%" and o.measure not in ("share", "change"),
        "percentage points are a change": o.unit == "百分点" and o.measure != "change",
    }
    return [what for what, is_wrong in wrong.items() if is_wrong]


def split_problems(folder: Path) -> list[str]:
    """What is wrong with a split (a folder of ``.txt`` and ``.gold.jsonl`` with its derived lists)."""
    found: list[str] = []
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    for doc, text in texts.items():
        found += problems(text, load_gold(folder / f"{doc}.gold.jsonl"))
    typed = {row["doc"]: row for row in load_lines(folder / "types.jsonl")}
    found += [f"{doc}: no line in types.jsonl" for doc in texts.keys() - typed.keys()]
    for doc, row in typed.items():
        if row["doc_type"] not in DOC_TYPES:
            found.append(f"{doc}: unknown document type {row['doc_type']}")
        if row["date"] is not None and not DATE.fullmatch(row["date"]):
            found.append(f"{doc}: date {row['date']} is not ISO")
    for name, key in (("sections.jsonl", "heading"), ("ambiguous.jsonl", "quote")):
        rows = load_lines(folder / name)
        found += [f"{r['doc']}: {name} {r[key]!r} not in the text" for r in rows if r[key] not in texts[r["doc"]]]
    return found
