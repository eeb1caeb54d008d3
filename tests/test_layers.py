"""The five floors: a package imports only from the floors below it, and no package loads a heavy library when it is imported."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = ("corpora", "models", "extractors", "outputs", "pipeline")
# What a worker or the command line imports before it knows which documents there are.
DOORS = (
    "corpora.readers",
    "corpora.structure",
    "corpora.intake",
    "extractors.charters",
    "outputs",
    "pipeline.cli",
    "pipeline.run",
)
HEAVY = {
    "docx",
    "jieba",
    "numpy",
    "openpyxl",
    "polars",
    "pypdfium2",
    "rich",
    "scipy",
    "sklearn",
    "skops",
    "spacy",
    "trafilatura",
    "xlsxwriter",
}


def modules() -> list[Path]:
    return [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))]


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module, node.lineno


def climbs(name: str, tree: ast.AST) -> list[str]:
    own = FLOORS.index(name)
    heads = ((target.partition(".")[0], line) for target, line in imported(tree))
    return [f"line {line} imports {head}" for head, line in heads if head in FLOORS and FLOORS.index(head) > own]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_only_downward(path: Path) -> None:
    assert climbs(path.relative_to(ROOT).parts[0], ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("package", DOORS)
def test_heavy_libraries_load_only_when_used(package: str) -> None:
    code = f"import sys, {package}; print(*(set(sys.modules) & {HEAVY!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == []


def test_the_walk_sees_an_arrow_that_runs_up() -> None:
    tree = ast.parse("def f():\n    from outputs.tables import write\n")
    assert climbs("corpora", tree) == ["line 2 imports outputs"]
    assert climbs("pipeline", tree) == []
