"""Every code that a run can give has a Chinese wording: nobody who signs a table should meet ``notes_not_read``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

import pipeline.stages  # noqa: F401 - all error classes are known once the whole program is loaded
from corpora.gold import DOC_TYPES
from corpora.readers import read
from corpora.readers.sniff import FORMATS
from corpora.structure import analyse
from extractors import records
from extractors.audit.flags import FLAG_OF_KIND
from extractors.charters import is_charter, review
from outputs import schema, wording
from pipeline.reference import error_classes

_CODE = re.compile(r"[a-z]+(?:_[a-z]+)+")
_NO_WARNINGS = {"table_cell", "list_item", "text_box"}


def constants(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
            yield node.value


def warning_codes(tree: ast.Module) -> Iterator[str]:
    """Codes handed to ``warn``; where it gets a name, all codes of that function and of the module's constants."""
    for function in ast.walk(tree):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        for call in ast.walk(function):
            name = call.func.attr if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) else ""
            name = name or (call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else "")
            if isinstance(call, ast.Call) and name.lstrip("_") in ("warn", "warned"):
                yield from constants(call)
                if not any(isinstance(argument, ast.Constant) for argument in call.args):
                    yield from constants(function)
                    for statement in tree.body:
                        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
                            yield from constants(statement.value)


@pytest.fixture(scope="module")
def data(root: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((root / "outputs" / "wording.yaml").read_text(encoding="utf-8"))
    return loaded


def test_no_key_stands_twice(root: Path) -> None:
    def check(node: yaml.Node, path: str) -> None:
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert len(set(keys)) == len(keys), f"{path}: {sorted(k for k in keys if keys.count(k) > 1)}"
            for key, value in node.value:
                check(value, f"{path}.{key.value}")

    for name in ("outputs/wording.yaml", "pipeline/messages.yaml"):
        node = yaml.compose((root / name).read_text(encoding="utf-8"))
        assert node is not None
        check(node, name)


def test_every_column_has_a_head(data: dict[str, Any]) -> None:
    names = {column.name for table in schema.TABLES.values() for column in table.columns}
    assert names - data["columns"].keys() == set()
    assert all(isinstance(text, str) for text in data["columns"].values())


def test_every_warning_has_words(root: Path, data: dict[str, Any]) -> None:
    codes: set[str] = set()
    for path in [*(root / "corpora").rglob("*.py"), *(root / "pipeline").glob("*.py")]:
        codes |= set(warning_codes(ast.parse(path.read_text(encoding="utf-8"))))
    codes |= {"extension_mismatch", "charter_not_whole", "charter_not_recognised", "new_column_judged"}
    assert len(codes) > 20
    assert codes - _NO_WARNINGS - data["codes"]["warnings"].keys() == set()


def test_every_flag_has_words(root: Path, data: dict[str, Any]) -> None:
    codes = set(FLAG_OF_KIND.values()) | {"repeated"}
    for path in (root / "extractors").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        codes |= {
            code for line in text.splitlines() if "flags" in line for code in re.findall(r'"([a-z_]+_[a-z]+)"', line)
        }
        codes |= set(re.findall(r'^\s*\("([a-z]+_[a-z_]+)",\),$', text, re.MULTILINE))
    assert {"suspect_number", "unit_missing"} <= codes
    assert codes - data["codes"]["flags"].keys() == set()


def test_every_error_has_words(data: dict[str, Any]) -> None:
    causes = {c.code for c in error_classes() if c.code and c.__module__ == "corpora.errors"}
    assert causes - {"configuration"} - data["codes"]["error"].keys() == set()


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("status", get_args(records.Status)),
        ("bound", get_args(records.Bound)),
        ("measure", get_args(records.Measure)),
        ("verdict", get_args(records.VerdictName)),
        ("level", get_args(records.Level)),
        ("severity", get_args(records.Severity)),
        ("scope", ("total", "own", "sub")),
        ("doc_type", DOC_TYPES),
        ("document_status", ("ok", "partial", "failed", "skipped")),
        ("kind", (*FLAG_OF_KIND, "range", "identifier")),
    ],
)
def test_every_value_of_the_contract_has_words(data: dict[str, Any], kind: str, codes: tuple[str, ...]) -> None:
    assert set(codes) - data["codes"][kind].keys() == set()


def test_every_defect_that_rules_find_has_words(root: Path) -> None:
    raw = set()
    for path in sorted((root / "corpora" / "charters" / "train").glob("*.txt")):
        document = read(path.name, path.read_bytes())
        structure = analyse(document)
        for verdict in review(document, structure) if is_charter(document, structure) else ():
            for code in verdict.defects:
                shown = wording.shown_defects(verdict.rule, (code,))
                raw |= {(verdict.rule, code)} if not re.search("[\u4e00-\u9fff]", shown) else set()
    assert raw == set()


def test_advice_can_be_told_from_the_particulars() -> None:
    # The workbook shows them in two columns, cut at the last ``：``.
    advices = [c.advice_zh for c in error_classes()] + [f.advice_zh for f in FORMATS.values()]
    assert [advice for advice in advices if "：" in advice] == []
