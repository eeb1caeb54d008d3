"""The rule pack: its examples hold, and a wrong key is refused with its path."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpora.errors import ConfigurationError
from extractors.charters.checks import blanks
from extractors.charters.review import judge_text
from extractors.charters.rulefile import load_pack
from extractors.charters.rulemodel import Example, Pack, Rule
from extractors.charters.rulepack import local_packs, rule_pack

PACKS = (rule_pack(), *local_packs())
EXAMPLES = [(pack, rule, example) for pack in PACKS for rule in pack.rules for example in rule.examples]
RULE = """
    id: own.test
    title: 试
    level: law
    method: check
    check: blanks
    basis: [{document: 甲, verified: true}]
    examples: [{text: 本会。}]
    counter_examples: [{text: 本会____。, verdict: violated}]
"""


def named(part: Pack | Rule | Example) -> str:
    return part.text[:12] if isinstance(part, Example) else part.id if isinstance(part, Rule) else part.name


@pytest.mark.parametrize(("pack", "rule", "example"), EXAMPLES, ids=named)
def test_example(pack: Pack, rule: Rule, example: Example) -> None:
    own = None if pack is rule_pack() else pack
    outcome = judge_text("第三条　" + example.text, example.type, own, example.facts)[rule.id]
    assert outcome.verdict == (example.verdict or outcome.verdict)
    assert set(example.defects) <= set(outcome.defects)


def test_every_rule_names_its_basis_and_defects() -> None:
    for rule in (rule for pack in PACKS for rule in pack.rules):
        assert rule.basis, rule.id
        codes = {e.defect for e in rule.elements if not e.optional and e.types and not rule.if_stated}
        codes |= {e.defect for e in rule.elements if e.contrary} | ({"hedged"} if rule.firm or rule.topic else set())
        codes |= {w.defect for e in rule.elements for w in e.weak} | {
            e.number.defect for e in rule.elements if e.number
        }
        assert codes <= set(rule.defects), rule.id


def pack(folder: Path, rule: str = RULE, head: str = "") -> Path:
    path = folder / "one.yaml"
    text = f"pack: own\ntitle: 试\ndocuments:\n  甲: {{issued: 2020-01-01}}\n{head}rules:\n  -" + rule.lstrip("\n")[3:]
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_pack_loads(tmp_path: Path) -> None:
    assert [r.id for r in load_pack(pack(tmp_path), rule_pack()).rules] == ["own.test"]


@pytest.mark.parametrize(
    ("added", "path"),
    [
        ("colour: red\n", "one.yaml: rules[0].colour"),
        ("elements: [{id: a, name: b, worngs: [c]}]\n", "one.yaml: rules[0].elements[0].worngs"),
        ("elements: [{id: a, name: b, wordings: ['(']}]\n", "one.yaml: rules[0].elements[0].wordings"),
        ("elements: [{id: a, name: b, wordings: ['<NONE>']}]\n", "one.yaml: rules[0].elements[0].wordings"),
        ("elements: [{name: b}]\n", "one.yaml: rules[0].elements[0].id"),
        ("elements: [{id: a, name: b, number: {most: 2}}]\n", "one.yaml: rules[0].elements[0].number"),
        ("elements: [{id: a, name: b, number: {most: 多, defect: c}}]\n", "rules[0].elements[0].number.most"),
        ("types: [公司]\n", "one.yaml: rules[0].types"),
        ("when: {facts: [rich]}\n", "one.yaml: rules[0].when.facts"),
        ("when: {place: [甲]}\n", "one.yaml: rules[0].when.place"),
    ],
)
def test_a_bad_key_is_refused_with_its_path(tmp_path: Path, added: str, path: str) -> None:
    with pytest.raises(ConfigurationError, match=re.escape(path)):
        load_pack(pack(tmp_path, RULE + "    " + added), rule_pack())


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("examples: [{text: 本会。}]", "examples: []", "one.yaml: rules[0].examples"),
        ("counter_examples: [{text: 本会____。, verdict: violated}]", "", "one.yaml: rules[0].counter_examples"),
        ("basis: [{document: 甲, verified: true}]", "basis: []", "one.yaml: rules[0].basis"),
        ("document: 甲", "document: 乙", "one.yaml: rules[0].basis[0].document"),
        ("document: 甲, verified: true", "document: 甲", "one.yaml: rules[0].basis[0]"),
        ("{text: 本会。}", "{text: 本会。, verdit: b}", "one.yaml: rules[0].examples[0].verdit"),
        ("level: law", "level: high", "one.yaml: rules[0].level"),
        ("id: own.test", "id: party.leadership", "one.yaml: rules"),
        ("check: blanks", "check: wishes", "one.yaml: rules[0].check"),
    ],
)
def test_a_rule_without_examples_or_source_is_refused_with_its_path(
    tmp_path: Path, old: str, new: str, path: str
) -> None:
    assert old in RULE
    with pytest.raises(ConfigurationError, match=re.escape(path)):
        load_pack(pack(tmp_path, RULE.replace(old, new, 1)), rule_pack())


def test_what_is_verified_is_quoted() -> None:
    bases = [(rule.id, b) for pack in PACKS for rule in pack.rules for b in rule.basis]
    civil_code = "《中华人民共和国民法典》"
    assert not [(i, b.document) for i, b in bases if b.verified and not b.words and b.document != civil_code]


def test_what_a_suggestion_leaves_open_is_a_blank_once_it_stands_in_a_charter() -> None:
    for pack in (rule_pack(), *local_packs()):
        for rule in pack.rules:
            for wording in (*rule.suggestion.values(), *(e.suggestion for e in rule.elements if e.suggestion)):
                assert len(blanks(wording, 0, len(wording))) == wording.count("【"), (rule.id, wording)


@pytest.mark.parametrize(
    ("rule", "text", "facts", "wanted", "unwanted"),
    [
        ("governance.spending", "每年公益支出不低于上一年基金余额的4%。", {"private_foundation"}, "8%", "70%"),
        ("governance.spending", "每年公益支出不低于上一年总收入的60%。", {"public_foundation"}, "70%", "8%"),
        ("governance.initial_fund", "原始基金数额为人民币120万元。", {"private_foundation"}, "200万元", "400万元"),
        ("governance.initial_fund", "原始基金数额为人民币120万元。", {"public_foundation"}, "400万元", "200万元"),
        ("governance.quorum", "会议须有过半数理事出席，决议由出席理事过半数通过。", set(), "出席方能召开", "重要事项"),
    ],
)
def test_only_what_is_broken_is_suggested(rule: str, text: str, facts: set[str], wanted: str, unwanted: str) -> None:
    note = judge_text(text, "基金会", facts=frozenset(facts))[rule].note
    assert note is not None
    assert wanted in note
    assert unwanted not in note


def test_no_pattern_backtracks() -> None:
    """Long runs of one trigger word stay quick: patterns are bounded."""
    import time

    text = "第一条 " + "会员剩余财产返还结余分配会长选举任期党组织" * 400
    begin = time.process_time()
    judge_text(text, "社会团体")
    assert time.process_time() - begin < 5
