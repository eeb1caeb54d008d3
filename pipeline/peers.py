"""What the peers find of the annotated numbers: ``python -m pipeline.peers [SPLIT]`` (for maintainers; dev by default).

JioNLP finds amounts of money, Recognizers-Text numbers and percentages; neither tells units, bounds, status or
indicators, so only values are compared: a number that is found is right when it overlaps an annotated one and has its value
(of a range, one of its ends). Masked numbers have no value and are left out. The peers live in the benchmark's own
environment and are never dependencies.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpora
from corpora.gold import GoldObservation
from extractors.observations import load_catalogue, observe
from pipeline.bench import installed_peers
from pipeline.evaluate import score
from pipeline.training import Annotated, annotated

_SECONDS = 600
_CALL = """
import json, sys
texts = json.load(open(sys.argv[2], encoding="utf-8"))
def amounts(text):
    for found in jionlp.ner.extract_money(text):
        value = found["detail"]["num"]
        yield (*found["offset"], value[0] if isinstance(value, list) else value)
def numbers(text):
    rates = [(f.start, f.end + 1, f.resolution["value"].rstrip("%")) for f in recognize_percentage(text, Culture.Chinese)]
    yield from rates
    for f in recognize_number(text, Culture.Chinese):
        if not any(start <= f.start < end for start, end, _ in rates):
            yield f.start, f.end + 1, f.resolution["value"]
if sys.argv[1] == "jionlp":
    import jionlp
    call = amounts
else:
    from recognizers_number import Culture, recognize_number, recognize_percentage
    call = numbers
print(json.dumps({doc: list(call(text)) for doc, text in texts.items()}))
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A number that a program found in a document: its span, and the values that it may have."""

    start: int
    end: int
    values: tuple[float, ...]


def compared(split: str) -> None:
    """Print precision and recall of values on a split of the reports, of the peers and of this program."""
    folder = Path(corpora.__file__).parent / "reports" / split
    documents = annotated(folder)
    texts = {d.document.doc: d.document.text for d in documents}
    gold = {d.document.doc: [g for g in d.gold if g.value is not None] for d in documents}
    money = {doc: [g for g in golds if g.unit == "元"] for doc, golds in gold.items()}
    own = _own(documents)
    print(f"{split}: {sum(map(len, gold.values()))} annotated values, {sum(map(len, money.values()))} of them in 元")
    _score_line("zhibiao", own, gold)
    python = installed_peers()
    if python is None:
        raise SystemExit("the peers could not be installed")
    numbers = _peer(python, "recognizers", texts)
    _score_line("Recognizers-Text, numbers and percentages", numbers, gold)
    amounts = _peer(python, "jionlp", texts)
    _score_line("JioNLP, amounts", amounts, gold)
    _score_line("JioNLP, of the amounts in 元", amounts, money)


def _own(documents: Sequence[Annotated]) -> dict[str, list[Found]]:
    catalogue = load_catalogue()
    done = {d.document.doc: observe(d.document, d.structure, d.doc_type, catalogue) for d in documents}
    return {
        doc: [Found(o.start, o.end, _values(o.value, o.value_max)) for o in found if o.value is not None]
        for doc, found in done.items()
    }


def _peer(python: Path, name: str, texts: Mapping[str, str]) -> dict[str, list[Found]]:
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "texts.json"
        given.write_text(json.dumps(texts), encoding="utf-8")
        code = [str(python), "-W", "ignore", "-c", _CALL, name, str(given)]
        done = subprocess.run(code, capture_output=True, text=True, timeout=_SECONDS, check=True, cwd=folder)
    found = json.loads(done.stdout.splitlines()[-1])
    return {
        doc: [Found(s, e, _values(v, None)) for s, e, v in rows if v not in (None, "")] for doc, rows in found.items()
    }


def _values(value: float | str | None, value_max: float | None) -> tuple[float, ...]:
    return tuple(float(v) for v in (value, value_max) if v is not None)


def hits(found: Sequence[Found], gold: Sequence[GoldObservation]) -> tuple[int, int]:
    """How many of the found numbers are right, and how many annotated ones were found."""
    pairs = [(n, m) for n, f in enumerate(found) for m, g in enumerate(gold) if _is_of(f, g)]
    return len({n for n, _ in pairs}), len({m for _, m in pairs})


def _is_of(found: Found, gold: GoldObservation) -> bool:
    wanted = _values(gold.value, gold.value_max)
    overlap = found.start < gold.end and gold.start < found.end
    return overlap and any(abs(a - b) <= 1e-6 * max(abs(b), 1.0) for a in found.values for b in wanted)


def _score_line(name: str, found: Mapping[str, Sequence[Found]], gold: Mapping[str, Sequence[GoldObservation]]) -> None:
    counted = [hits(found[doc], golds) for doc, golds in gold.items()]
    precision = score(sum(right for right, _ in counted), 1, _count(found.values())).p
    recall = score(sum(reached for _, reached in counted), _count(gold.values()), 1).r
    print(f"  {name:44} found {_count(found.values()):5}  precision {precision:.3f}  recall {recall:.3f}")


def _count(rows: Iterable[Sequence[object]]) -> int:
    return sum(map(len, rows))


if __name__ == "__main__":
    compared(sys.argv[1] if len(sys.argv) > 1 else "dev")
