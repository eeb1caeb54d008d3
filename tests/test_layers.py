"""The five floors: a package imports only from the floors below it, and no heavy library at import time."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = ("corpora", "models", "extractors", "outputs", "pipeline")
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
    "trafilatura",
    "xlsxwriter",
}


def modules() -> Iterator[Path]:
    for floor in FLOORS:
        yield from sorted((ROOT / floor).rglob("*.py"))


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


def loads_at_import(tree: ast.Module) -> list[str]:
    """Heavy libraries imported at module level, outside functions and ``if TYPE_CHECKING``."""
    found = []
    for node in tree.body:
        inner = node.body if isinstance(node, ast.Try) else [node]
        for statement in inner:
            if isinstance(statement, ast.Import | ast.ImportFrom):
                found += [name for name, _ in imported(statement) if name.partition(".")[0] in HEAVY]
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_only_downward(path: Path) -> None:
    assert climbs(path.relative_to(ROOT).parts[0], ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    assert loads_at_import(ast.parse(path.read_text(encoding="utf-8"))) == []


def test_the_walk_sees_an_arrow_that_runs_up() -> None:
    tree = ast.parse("def f():\n    from outputs.tables import write\n")
    assert climbs("corpora", tree) == ["line 2 imports outputs"]
    assert climbs("pipeline", tree) == []
    assert loads_at_import(ast.parse("import polars as pl\n")) == ["polars"]
