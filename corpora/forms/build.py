"""Writes the files of the corpus and their gold: ``python -m corpora.forms.build``.

Everything follows from the plans of ``corpora.forms.making`` and the hand-written sources; building twice gives the
same bytes (workbooks: the same content).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpora.forms.making import handwritten, notices, paper, plan, sheet, statistics, web, word
from corpora.forms.making.blocks import Block
from corpora.forms.making.draft import Row

HERE = Path(__file__).parent
SPLITS = {"a": "train", "d": "dev", "t": "test"}
# The format of each hand-written form.
HANDWRITTEN = {"a_h1": "docx", "a_h2": "html", "d_h1": "docx", "t_h1": "docx", "t_h2": "html", "t_h3": "docx"}


def _bytes(blocks: Sequence[Block], format_: str, controls: bool = False) -> bytes:
    if format_ == "docx":
        return word.write(blocks, controls=controls)
    return {"html": web.write, "xlsx": sheet.write, "pdf": paper.write}[format_](blocks)


def _lines(rows: Iterable[Row]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def build() -> dict[str, bytes]:
    """The bytes of all files, by their path below this folder."""
    files: dict[str, bytes] = {}
    fields: dict[str, list[Row]] = {split: [] for split in SPLITS.values()}
    findings: dict[str, list[Row]] = {split: [] for split in SPLITS.values()}
    documents: dict[str, list[Row]] = {split: [] for split in SPLITS.values()}

    def add(doc: str, format_: str, blocks: Sequence[Block], kind: str, layout: str, controls: bool = False) -> str:
        split = SPLITS[doc[0]]
        files[f"{split}/{doc}.{format_}"] = _bytes(blocks, format_, controls)
        documents[split].append({"doc": doc, "file": f"{doc}.{format_}", "kind": kind, "layout": layout})
        return split

    for form in plan.PLANS:
        blocks, gold, faults = plan.drafted(form)
        split = add(form.doc, form.format, blocks, "form", form.family, form.controls)
        fields[split] += gold
        findings[split] += faults
    for doc, format_ in HANDWRITTEN.items():
        blocks, gold = handwritten.read(HERE / "sources" / f"{doc}.form")
        fields[add(doc, format_, blocks, "form", "handwritten")] += gold
    for doc, format_, make in notices.NOTICES:
        blocks, gold, faults = notices.drafted(doc, make)
        split = add(doc, format_, blocks, "notice", make.__name__)
        fields[split] += gold
        findings[split] += faults
    for table in statistics.TABLES:
        blocks, gold = statistics.drafted(table)
        split = add(table.doc, table.format, blocks, "other_table" if table.trap else "statistics", table.doc)
        files[f"{split}/{table.doc}.gold.jsonl"] = _lines(gold)
    for split in SPLITS.values():
        files[f"{split}/fields.jsonl"] = _lines(fields[split])
        files[f"{split}/findings.jsonl"] = _lines(findings[split])
        files[f"{split}/documents.jsonl"] = _lines(documents[split])
    return files


def main() -> None:
    """Write everything."""
    for path, data in build().items():
        target = HERE / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


if __name__ == "__main__":
    main()
