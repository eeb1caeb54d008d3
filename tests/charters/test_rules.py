"""The rule pack: its examples hold, and a wrong key is refused with its path."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpora.errors import ConfigurationError
from extractors.charters.review import judge_text
from extractors.charters.rulepack import Example, Rule, load_pack, rule_pack

EXAMPLES = [(rule, example) for rule in rule_pack().rules for example in rule.examples]
RULE = """
id: party.test
title: 试
level: law
order: 1
method: clause
basis: [{document: 甲, verified: true}]
"""


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda x: x.id if isinstance(x, Rule) else x.text[:12])
def test_example(rule: Rule, example: Example) -> None:
    outcome = judge_text("第三条　" + example.text, example.type)[rule.id]
    assert outcome.verdict == (example.verdict or outcome.verdict)
    assert set(example.defects) <= set(outcome.defects)


def test_every_rule_names_its_basis_and_defects() -> None:
    for rule in rule_pack().rules:
        assert rule.basis, rule.id
        codes = {e.defect for e in rule.elements if not e.optional and e.types} | {
            w.defect for e in rule.elements for w in e.weak
        }
        assert codes <= set(rule.defects), rule.id


def pack(folder: Path, rule: str, lexicon: str = "A: 甲\n") -> Path:
    (folder / "_lexicon.yaml").write_text(lexicon, encoding="utf-8")
    (folder / "one.yaml").write_text(rule, encoding="utf-8")
    return folder


def test_a_good_pack_loads(tmp_path: Path) -> None:
    assert [r.id for r in load_pack(pack(tmp_path, RULE)).rules] == ["party.test"]


@pytest.mark.parametrize(
    ("added", "path"),
    [
        ("colour: red\n", "one.yaml: colour"),
        ("elements: [{id: a, name: b, worngs: [c]}]\n", "one.yaml: elements[0].worngs"),
        ("elements: [{id: a, name: b, wordings: ['(']}]\n", "one.yaml: elements[0].wordings"),
        ("elements: [{id: a, name: b, wordings: ['<NONE>']}]\n", "one.yaml: elements[0].wordings"),
        ("elements: [{name: b}]\n", "one.yaml: elements[0].id"),
        ("types: [公司]\n", "one.yaml: .types"),
        ("examples: [{text: a, verdit: b}]\n", "one.yaml: examples[0].verdit"),
    ],
)
def test_a_bad_key_is_refused_with_its_path(tmp_path: Path, added: str, path: str) -> None:
    with pytest.raises(ConfigurationError, match=re.escape(path)):
        load_pack(pack(tmp_path, RULE + added))


def test_no_pattern_backtracks() -> None:
    """Long runs of one trigger word stay quick: patterns are bounded."""
    import time

    text = "第一条 " + "会员剩余财产返还结余分配会长选举任期党组织" * 400
    begin = time.perf_counter()
    judge_text(text, "社会团体")
    assert time.perf_counter() - begin < 5
