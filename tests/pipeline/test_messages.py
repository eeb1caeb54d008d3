"""Both languages say the same things."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from corpora.errors import ConfigurationError
from corpora.gold import DOC_TYPES
from pipeline.assemble import Totals
from pipeline.messages import keys, language, language_of_arguments, say
from pipeline.pages import pages
from pipeline.reference import error_classes
from pipeline.summary import Times, summary


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", keys())
def test_both_languages_have_the_same_particulars(key: str) -> None:
    import yaml

    source = Path(__file__).parents[2] / "pipeline" / "messages.yaml"
    entry = yaml.safe_load(source.read_text(encoding="utf-8"))[key]
    assert placeholders(entry["zh"]) == placeholders(entry["en"])
    assert not re.search("[\u4e00-\u9fff]", entry["en"])


def test_every_key_that_the_code_says_exists_and_none_is_idle(root: Path) -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in (root / "pipeline").glob("*.py"))
    said = set(re.findall(r"""say\(\s*["']([a-zA-Z0-9_.]+)["']""", code))
    families = set(re.findall(r"""say\(f["']([a-z_]+)\.\{""", code))
    assert said <= set(keys())
    assert {k for k in keys() if k not in said and k.partition(".")[0] not in families} == set()


@pytest.mark.parametrize("doc_type", DOC_TYPES)
def test_every_type_has_a_name(doc_type: str) -> None:
    assert say(f"type.{doc_type}", "zh") != say(f"type.{doc_type}", "en")


@pytest.mark.parametrize(
    ("wanted", "environ", "expected"),
    [
        ("zh", {"LANG": "en_GB.UTF-8"}, "zh"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "de_DE"}, "zh"),
    ],
)
def test_language(wanted: str | None, environ: dict[str, str], expected: str) -> None:
    assert language(wanted, environ) == expected


def test_language_of_arguments() -> None:
    assert language_of_arguments(["run", "x", "--lang", "zh"]) == "zh"
    assert language_of_arguments(["run", "--lang=en", "x"]) == "en"


def test_pages_made_by_the_program_are_current() -> None:
    for path, content in pages().items():
        assert path.read_text(encoding="utf-8") == content, "run make docs"


def test_error_codes_are_unique_and_advise_in_both_languages() -> None:
    classes = [c for c in error_classes() if c.__module__ == "corpora.errors" and c.code]
    assert len({c.code for c in classes}) == len(classes) > 10
    assert all(c.advice_zh and c.advice_en and c.advice_zh != c.advice_en for c in classes)


def test_what_is_wrong_is_said_in_one_language() -> None:
    error = ConfigurationError("应为列表", "a list is wanted", at="own.yaml")
    assert error.message("zh") == "own.yaml: 应为列表：请按提示修改后重试。"
    assert error.message("en") == "own.yaml: a list is wanted: Mend it as said and try again."
    assert str(error) == "own.yaml: 应为列表 (a list is wanted)"


def test_a_run_that_found_nothing_names_no_files_to_open(tmp_path: Path) -> None:
    assert "no documents" in summary(tmp_path, {}, Totals({}, 0, 0), Times(0.1, 1, 0), "en")
