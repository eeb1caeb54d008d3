"""Runs hostile files through worker processes as ``zhibiao run`` does, and tells what each came to and what it cost.

By hand, from the project's folder: ``python -m tests.hostile.campaign attacks``, ``… mutations 1000``, ``… folder DIR``.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpora.intake import find_sources
from corpora.limits import SECONDS
from pipeline.batch import run_batch
from pipeline.folder import RunFolder
from pipeline.worker import Settings, Task


@dataclass(frozen=True)
class Result:
    """What came of one file: ``outcome`` is its status, or the code when it failed; ``peak`` in MB."""

    doc: str
    outcome: str
    seconds: float
    peak: int


def written(files: Iterable[tuple[str, bytes]], folder: Path) -> Path:
    """Write files below a folder."""
    for name, data in files:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def results(folder: Path, out: Path, workers: int = 2, timeout: float = SECONDS, *, told: bool = False) -> list[Result]:
    """What came of each file of a folder, sorted by name; ``told`` prints it as it comes."""
    RunFolder(out).prepare()
    tasks = [Task(source) for source in find_sources([folder])]
    found = []
    for o in run_batch(tasks, Settings(out, "campaign", seconds=timeout), workers):
        found.append(Result(o.entry.doc, o.entry.code or o.entry.status, o.seconds, o.peak // 2**20))
        if told:
            print(_line(found[-1]), flush=True)
    return sorted(found, key=lambda r: r.doc)


def _line(result: Result) -> str:
    return f"{result.seconds:7.1f} s {result.peak:5} MB  {result.outcome:16} {result.doc}"


def table(found: Iterable[Result], depth: int = 1) -> str:
    """The results as a Markdown table: by group (the first parts of the name), outcomes with counts, and the worst costs."""
    groups: defaultdict[str, list[Result]] = defaultdict(list)
    for result in found:
        groups["/".join(result.doc.split("/")[:depth])].append(result)
        groups["all"].append(result)
    lines = ["| files | n | outcomes | max s | max MB |", "|---|---|---|---|---|"]
    for name, held in sorted(groups.items(), key=lambda item: (item[0] == "all", item[0])):
        counts: defaultdict[str, int] = defaultdict(int)
        for result in held:
            counts[result.outcome] += 1
        told = ", ".join(f"{outcome} {n}" for outcome, n in sorted(counts.items(), key=lambda i: (-i[1], i[0])))
        worst = max(r.seconds for r in held), max(r.peak for r in held)
        lines.append(f"| {name} | {len(held)} | {told} | {worst[0]:.1f} | {worst[1]} |")
    return "\n".join(lines)


def main() -> int:
    """See the module."""
    kind, *more = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        folder, out = Path(scratch) / "in", Path(scratch) / "out"
        if kind == "attacks":
            from tests.hostile.attacks import every

            written(((a.name, a.make()) for a in every() if not more or any(m in a.name for m in more)), folder)
        elif kind == "mutations":
            from tests.hostile.mutations import mutations

            written(mutations(int(more[0]), seed=int(more[1]) if more[1:] else 0), folder)
        else:
            folder = Path(more[0])
        found = results(folder, out, told=True)
    print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
