"""The drafting format of the annotated corpus, and its way to text and gold.

A writer marks numbers inside the text (``⟦3,218家|reg.total|id=T⟧``); offsets, unique quotes and the usual values of
the other fields come from here. ``reports/README.md`` describes the format.

``python -m corpora.markup FOLDER`` writes, for every ``.ann`` of the folder, the ``.txt`` and ``.gold.jsonl`` beside
it, and the folder's ``types.jsonl``, ``sections.jsonl``, ``ambiguous.jsonl`` and ``articles.jsonl``.
"""

from __future__ import annotations

import bisect
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpora.gold import GoldObservation, codes

Row = dict[str, Any]

FIELDS = frozenset(("v", "m", "u", "b", "s", "k", "o", "a", "c", "p", "g", "n", "id", "of", "d"))
DEFAULTS = frozenset(("a", "c", "p", "o", "s", "b", "k", "d"))
DIGITS = str.maketrans("０１２３４５６７８９，．％", "0123456789,.%")
PLAIN = re.compile(
    r"\D*?(?P<number>[-−－]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−－]?\d+(?:\.\d+)?)(?P<more>[余多])?(?P<magnitude>[万亿千百]*)(?P<more2>[余多])?(?P<unit>\D*)"
)
MAGNITUDE = {"百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}
MARK = re.compile(r"⟦(?P<inside>[^⟧]*)⟧")
HEADING = re.compile(r"#(?P<level>[0-4])(?: (?P<line>.*)|~(?P<run_in>[^~]*)~(?P<rest>.*))", re.S)
AS_OF_RATES = frozenset({"party.coverage_rate", "party.charter_rate", "grade.coverage"})
BEFORE = re.compile(
    r"(约|近|大约|将近|接近|不到|逾|超|超过|突破|至少|最多|不少于|不低于|不超过|不高于|多达|不足|上限|控制在)$"
)
AFTER = re.compile(r"(左右|上下|以上|以内|以下|余|多)")


class MarkupError(ValueError):
    """A source file is not well formed; the message says where."""


@dataclass(frozen=True, slots=True)
class Source:
    """One ``.ann`` file, read: its text, its gold, and its lines in the lists of the split."""

    doc: str
    text: str
    observations: tuple[GoldObservation, ...]
    meta: Row
    sections: tuple[Row, ...]
    ambiguous: tuple[Row, ...]
    articles: tuple[Row, ...]


@dataclass(slots=True)
class _Layout:
    """The annotated body and what its own lines say, by position in it."""

    body: str = ""
    meta: Row = field(default_factory=dict)
    defaults: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    headings: list[tuple[int, int, int, str]] = field(default_factory=list)
    articles: list[tuple[int, dict[str, str | None]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    quote: str
    indicator: str
    own: dict[str, str]
    inherited: dict[str, str]

    def get(self, key: str) -> str | None:
        """A field as the mark says it, else as the defaults say it."""
        return self.own.get(key, self.inherited.get(key))


def read_source(path: Path) -> Source:
    """Read one ``.ann`` file.

    Raises:
        MarkupError: a directive, a mark or a label is not well formed, or the parts of a whole do not add up.
    """
    try:
        return _convert(path.stem, path.read_text(encoding="utf-8"))
    except (MarkupError, KeyError, ValueError) as error:
        raise MarkupError(f"{path.name}: {error}") from error


def _convert(doc: str, source: str) -> Source:
    layout = _lay_out(source)
    text, marks, to_text = _strip_marks(layout)
    numbers = [m for m in marks if m.indicator != "?"]
    quotes = [unique_quote(text, m.start, m.end) for m in numbers]
    labels = {m.own["id"]: quote for m, quote in zip(numbers, quotes, strict=True) if "id" in m.own}
    observations = tuple(_observation(doc, m, q, labels) for m, q in zip(numbers, quotes, strict=True))
    _check_sums(numbers, observations)
    title = layout.meta["title"]
    sections = [
        {"doc": doc, "heading": text[to_text(a) : to_text(b)], "level": level, "kind": kind}
        for a, b, level, kind in layout.headings
    ]
    starts = [*(to_text(at) for at, _ in layout.articles), len(text)]
    articles = [
        {
            "doc": doc,
            "start": starts[i],
            "end": starts[i + 1],
            "title": a.get("title", title),
            "area": a.get("area"),
            "date": a.get("date"),
        }
        for i, (_, a) in enumerate(layout.articles)
    ]
    ambiguous = [
        {"doc": doc, "quote": unique_quote(text, m.start, m.end), "why": m.own["n"]}
        for m in marks
        if m.indicator == "?"
    ]
    meta = {"doc": doc, **{key: layout.meta.get(key) for key in ("doc_type", "title", "issuer", "date", "area")}}
    return Source(doc, text, observations, meta, tuple(sections), tuple(ambiguous), tuple(articles))


def _lay_out(source: str) -> _Layout:
    layout = _Layout()
    for line in source.splitlines():
        if line.startswith("#! "):
            _direct(layout, line[3:].strip())
        elif heading := HEADING.fullmatch(line):
            level, at = int(heading["level"]), len(layout.body)
            words = heading["line"] if heading["run_in"] is None else heading["run_in"]
            kind = "title" if level == 0 else "heading" if heading["run_in"] is None else "run_in"
            title = words.rstrip("。：: 　")
            layout.headings.append((at, at + len(title), level, kind))
            layout.body += words + (heading["rest"] or "") + "\n"
        elif layout.body or line.strip():
            layout.body += line + "\n"
    layout.body = layout.body.rstrip("\n") + "\n"
    return layout


def _direct(layout: _Layout, directive: str) -> None:
    """Take in one ``#!`` line: the document's particulars, changed defaults, or the begin of an article."""
    if directive.startswith("{"):
        layout.meta.update(json.loads(directive))
    elif directive.startswith("defaults "):
        before = layout.defaults[-1][1] if layout.defaults else {}
        changed = _pairs(directive[len("defaults ") :])
        if unknown := changed.keys() - DEFAULTS:
            raise MarkupError(f"unknown defaults {sorted(unknown)}")
        layout.defaults.append((len(layout.body), {**before, **changed}))
    elif directive.startswith("article"):
        said = _pairs(directive[len("article") :])
        layout.articles.append(
            (len(layout.body), {key: None if value == "-" else value for key, value in said.items()})
        )
    else:
        raise MarkupError(f"unknown directive {directive!r}")


def _pairs(words: str) -> dict[str, str]:
    return {k.strip(): v.strip() for k, _, v in (p.partition("=") for p in words.split(";") if p.strip())}


def _strip_marks(layout: _Layout) -> tuple[str, list[_Mark], Callable[[int], int]]:
    """The text without marks, the marks in it, and the way from a body position to its text position."""
    marks: list[_Mark] = []
    parts: list[str] = []
    anchors, shifts = [0], [0]
    body_at = text_at = 0
    for match in MARK.finditer(layout.body):
        between = layout.body[body_at : match.start()]
        parts.append(between)
        text_at += len(between)
        quote, indicator, fields = _read_mark(match["inside"])
        inherited = _defaults_at(layout.defaults, match.start())
        marks.append(_Mark(text_at, text_at + len(quote), quote, indicator, fields, inherited))
        parts.append(quote)
        text_at += len(quote)
        body_at = match.end()
        anchors.append(body_at)
        shifts.append(body_at - text_at)
    parts.append(layout.body[body_at:])
    text = "".join(parts)
    if stray := re.search(r"[⟦⟧]", text):
        raise MarkupError(f"stray bracket near {text[max(stray.start() - 20, 0) : stray.end() + 20]!r}")

    def to_text(position: int) -> int:
        return position - shifts[bisect.bisect_right(anchors, position) - 1]

    return text, marks, to_text


def _defaults_at(defaults: list[tuple[int, dict[str, str]]], position: int) -> dict[str, str]:
    current: dict[str, str] = {}
    for at, values in defaults:
        if at <= position:
            current = values
    return current


def _read_mark(inside: str) -> tuple[str, str, dict[str, str]]:
    quote, *rest = inside.split("|")
    if not rest or not quote:
        raise MarkupError(f"mark without indicator: {inside!r}")
    if rest[0] == "?":
        return quote, "?", {"n": "|".join(rest[1:])}
    fields: dict[str, str] = {}
    for item in (i for part in rest[1:] for i in part.split(";") if i.strip()):
        key, equals, value = item.strip().partition("=")
        if key == "x" and not equals:
            fields |= {"o": "-", "c": "-"}
        elif equals and key in FIELDS:
            fields[key] = value
        else:
            raise MarkupError(f"unknown key {key!r} in {inside!r}")
    return quote, rest[0], fields


def parse_plain(quote: str) -> tuple[float, str, str] | None:
    """Value, unit and bound (``min`` for 余 and 多, else ``exact``) of a number in figures with its unit, or None.

    ``3.2万余人`` is (32000, 人, min); money has the unit 元.
    """
    match = PLAIN.fullmatch(quote.translate(DIGITS))
    if not match or not match["unit"]:
        return None
    value = float(match["number"].replace(",", "").replace("−", "-").replace("－", "-"))
    value *= math.prod(MAGNITUDE[m] for m in match["magnitude"])
    return (
        float(f"{value:.12g}"),
        match["unit"].replace("个百分点", "百分点"),
        "min" if match["more"] or match["more2"] else "exact",
    )


def unique_quote(text: str, start: int, end: int) -> str:
    """The shortest substring that holds ``text[start:end]``, stands once in the text and does not leave its lines.

    It grows to the left first, then to the right.

    Raises:
        MarkupError: not even the whole line is unique.
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    for left in range(start, first - 1, -1):
        if _stands_once(text, text[left:end]):
            return text[left:end]
    for right in range(end, last + 1):
        if _stands_once(text, text[start:right]):
            return text[start:right]
    if _stands_once(text, text[first:last]):
        return text[first:last]
    raise MarkupError(f"line is not unique: {text[first:last]!r}")


def _stands_once(text: str, quote: str) -> bool:
    at = text.find(quote)
    return at >= 0 and text.find(quote, at + 1) < 0


def _observation(doc: str, mark: _Mark, quote: str, labels: dict[str, str]) -> GoldObservation:
    own = mark.own
    indicator, *alternatives = mark.indicator.split(",")
    if indicator not in codes().measure:
        raise MarkupError(f"{mark.quote!r}: unknown indicator {indicator!r}")
    status = mark.get("s") or "actual"
    plain = None if status == "masked" else parse_plain(mark.quote)
    if plain is None and ("u" not in own or ("v" not in own and status != "masked")):
        raise MarkupError(f"{mark.quote!r}: v and u are needed")
    value, unit, bound = plain or (None, None, "exact")
    unit = _or_none(own.get("u", unit))
    measure = own.get("k") or _usual_measure(indicator, unit, mark.inherited.get("k"))
    if measure == "change" and indicator != "other":
        alternatives.append("other")
    get = own.get if indicator in codes().things else mark.get
    return GoldObservation(
        doc=doc,
        quote=quote,
        start=mark.start,
        end=mark.end,
        value=float(own["v"]) if "v" in own else value,
        value_max=float(own["m"]) if "m" in own else None,
        unit=unit,
        bound=own.get("b") or (mark.inherited.get("b") if bound == "exact" else None) or bound,
        status=status,
        measure=measure,
        indicator=indicator,
        org_type=_or_none(get("o")),
        area=_or_none(mark.get("a")),
        scope=_or_none(get("c")),
        period=_or_none(_period(mark, indicator, measure)),
        grade=_or_none(own.get("g")),
        of_quote=_whole(mark, labels),
        note="; ".join([*([own["n"]] if "n" in own else []), *(f"alt:{code}" for code in alternatives)]) or None,
    )


def _whole(mark: _Mark, labels: dict[str, str]) -> str | None:
    label = mark.own.get("of", "").partition(".")[0]
    if label and label not in labels:
        raise MarkupError(f"{mark.quote!r}: no observation is labelled {label!r}")
    return labels[label] if label else None


def _usual_measure(indicator: str, unit: str | None, default: str | None) -> str:
    if unit == "百分点":
        return "change"
    if unit in ("%", "倍"):
        return "share"
    return default or codes().measure[indicator]


def _period(mark: _Mark, indicator: str, measure: str) -> str | None:
    as_of = measure == "stock" or indicator in AS_OF_RATES
    return mark.own.get("p") or (mark.get("d") if as_of else None) or mark.get("p")


def _or_none(value: str | None) -> str | None:
    return None if value in (None, "-", "") else value


def _check_sums(marks: list[_Mark], observations: tuple[GoldObservation, ...]) -> None:
    """Parts marked ``of=T.x`` are all the parts that division x of the whole T has: they add up to it."""
    whole = {m.own["id"]: o.value for m, o in zip(marks, observations, strict=True) if "id" in m.own}
    parts: defaultdict[str, float] = defaultdict(float)
    for mark, o in zip(marks, observations, strict=True):
        if "." in mark.own.get("of", ""):
            parts[mark.own["of"]] += o.value or 0.0
    for of, total in parts.items():
        stated = whole[of.partition(".")[0]]
        if stated is None or not math.isclose(total, stated):
            raise MarkupError(f"parts of {of} add up to {total:g}, stated is {stated}")


def doubtful(source: Source) -> Iterator[str]:
    """Numbers whose surroundings speak of a bound that their annotation does not hold, for a second look."""
    for o in source.observations:
        before, after = source.text[max(o.start - 4, 0) : o.start], source.text[o.end : o.end + 2]
        span = source.text[o.start : o.end]
        if o.bound == "exact" and o.value_max is None and (BEFORE.search(before) or AFTER.match(after)):
            yield f"{source.doc}: {before}[{span}]{after} is exact"
        if o.status == "actual" and re.search(r"(力争|拟|计划|将|争取|确保)[^，。；]{0,8}$", source.text[: o.start]):
            yield f"{source.doc}: {before}[{span}]{after} is actual"


def write_split(folder: Path) -> list[Source]:
    """Write texts, gold and the four lists of a folder of ``.ann`` files; the sources, in order of their names."""
    sources = [read_source(path) for path in sorted(folder.glob("*.ann"))]
    for source in sources:
        (folder / f"{source.doc}.txt").write_text(source.text, encoding="utf-8")
        gold = "".join(o.as_json() + "\n" for o in source.observations)
        (folder / f"{source.doc}.gold.jsonl").write_text(gold, encoding="utf-8")
    for name, rows in split_lists(sources).items():
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / name).write_text(lines, encoding="utf-8")
    return sources


def split_lists(sources: list[Source]) -> dict[str, list[Row]]:
    """The rows of the four lists of a split, by file name."""
    return {
        "types.jsonl": [s.meta for s in sources],
        "sections.jsonl": [row for s in sources for row in s.sections],
        "ambiguous.jsonl": [row for s in sources for row in s.ambiguous],
        "articles.jsonl": [row for s in sources for row in s.articles],
    }


def main() -> None:
    """Convert the folders named on the command line and tell of doubtful annotations."""
    for folder in sys.argv[1:]:
        sources = write_split(Path(folder))
        print(f"{folder}: {len(sources)} documents, {sum(len(s.observations) for s in sources)} observations")
        for source in sources:
            for line in doubtful(source):
                print("  ", line)


if __name__ == "__main__":
    main()
