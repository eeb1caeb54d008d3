"""How well forms, notices and seeded errors are read: ``python -m corpora.forms.scoring RUN corpora/forms/dev [--misses N]``.

Fields: a value is right when its field (and, in notices, its organisation) and its value agree; money within half a
分, text without regard to spaces. Fields that the form leaves empty have no value: a value read there is wrong, a null
is neither rewarded nor punished. Findings: a seeded error is found when a finding of its check stands under its
document; on clean forms every finding of severity ``error`` is false, and every warning is counted beside.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

Row = dict[str, Any]
_CHECK = re.compile(r"X\d\d|list_length")


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line] if path.exists() else []


def _doc(row: Mapping[str, Any]) -> str:
    return PurePosixPath(str(row["doc"])).stem


def _key(value: object) -> object:
    """A value as it is compared."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return round(float(value), 2)
    return re.sub(r"\s", "", str(value)).replace("(", "（").replace(")", "）")


def _prf(right: int, wanted: int, given: int) -> dict[str, float]:
    recall, precision = right / wanted if wanted else 1.0, right / given if given else 1.0
    both = precision + recall
    return {"p": precision, "r": recall, "f1": 2 * precision * recall / both if both else 0.0}


def score_fields(given: Iterable[Row], gold: Iterable[Row], docs: Iterable[str]) -> dict[str, Any]:
    """Precision, recall and F1 of the values of the documents ``docs``, with what was missed and what is wrong.

    Args:
        given: objects of forms.jsonl.
        gold: objects of fields.jsonl.
        docs: names without suffix.
    """
    wanted_docs = set(docs)
    wanted = Counter((_doc(g), g.get("org_name") if _listed(g) else None, g["field"], _key(g["value"])) for g in gold if g["value"] is not None and _doc(g) in wanted_docs)  # fmt: skip
    listed = {key[0] for key in wanted if key[1] is not None}
    found = Counter(
        {
            (doc, g.get("org_name") if doc in listed else None, g["field"], _key(g["value"]))
            for g in given
            if g["value"] is not None and (doc := _doc(g)) in wanted_docs
        }
    )
    right = wanted & found
    return _prf(right.total(), wanted.total(), found.total()) | {
        "gold": wanted.total(),
        "missed": sorted(map(str, (wanted - right).elements())),
        "wrong": sorted(map(str, (found - right).elements())),
    }


def _listed(row: Row) -> bool:
    return "org_name" in row


def score_findings(given: Iterable[Row], gold: Iterable[Row], clean: Iterable[str]) -> dict[str, Any]:
    """How many seeded errors were found, and the false findings.

    Args:
        given: objects of audit.jsonl.
        gold: objects of findings.jsonl.
        clean: documents without a seeded error.
    """
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for finding in given:
        if _CHECK.fullmatch(finding["check"]):
            found[_doc(finding)].append(finding)
    seeded = list(gold)
    missed = [(g["doc"], g["check"]) for g in seeded if all(f["check"] != g["check"] for f in found[g["doc"]])]
    allowed: defaultdict[str, set[str]] = defaultdict(set)
    for g in seeded:
        allowed[g["doc"]] |= {g["check"], *g["also"]}
    clean = sorted(clean)
    errors = [(d, f["check"], f["message"]) for d in clean for f in found[d] if f["severity"] == "error"]
    warnings = [(d, f["check"], f["message"]) for d in clean for f in found[d] if f["severity"] != "error"]
    beside = [(d, f["check"], f["message"]) for d, ok in allowed.items() for f in found[d] if f["check"] not in ok]
    return {
        "seeded": len(seeded),
        "found": len(seeded) - len(missed),
        "missed": missed,
        "clean": len(clean),
        "false_errors": errors,
        "false_warnings": warnings,
        "beside": beside,
    }


def score(run: Path, split: Path) -> dict[str, Any]:
    """The scores of a run on a split: ``forms`` and ``notices`` (fields), ``findings``, and forms by ``layouts``."""
    documents = _rows(split / "documents.jsonl")
    gold, given = _rows(split / "fields.jsonl"), _rows(run / "forms.jsonl")
    findings = _rows(split / "findings.jsonl")
    forms = [d["doc"] for d in documents if d["kind"] == "form"]
    others = [d["doc"] for d in documents if d["kind"] != "form"]
    layouts: defaultdict[str, list[str]] = defaultdict(list)
    for document in documents:
        if document["kind"] == "form":
            layouts[f"{document['layout']}.{document['file'].rpartition('.')[2]}"].append(document["doc"])
    at_fault = {g["doc"] for g in findings}
    return {
        "forms": score_fields(given, gold, forms),
        "notices": score_fields(given, gold, others),
        "layouts": {name: score_fields(given, gold, docs)["f1"] for name, docs in sorted(layouts.items())},
        "findings": score_findings(
            _rows(run / "audit.jsonl"), findings, [d["doc"] for d in documents if d["doc"] not in at_fault]
        ),
    }


def main() -> None:
    """Print the scores, and what was missed and wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="folder with forms.jsonl and audit.jsonl")
    parser.add_argument(
        "split", type=Path, help="folder with documents.jsonl, fields.jsonl and findings.jsonl, as corpora/forms/dev"
    )
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    scores = score(options.run, options.split)
    for part in ("forms", "notices"):
        s = scores[part]
        print(f"{part:8} {s['gold']:5} values  P {s['p']:.3f}  R {s['r']:.3f}  F1 {s['f1']:.3f}")
        for what in ("missed", "wrong"):
            for line in s[what][: options.misses]:
                print(f"   {what}: {line}")
    print("layouts  " + "  ".join(f"{name} {value:.3f}" for name, value in scores["layouts"].items()))
    f = scores["findings"]
    print(f"findings {f['found']} of {f['seeded']} seeded errors; clean documents {f['clean']}: {len(f['false_errors'])} errors, {len(f['false_warnings'])} warnings")  # fmt: skip
    for what in ("missed", "false_errors", "false_warnings", "beside"):
        for line in f[what][: options.misses]:
            print(f"   {what}: {line}")


if __name__ == "__main__":
    main()
