"""``zhibiao rules``: the packs of charter rules for people who keep them up, and the reference page made from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpora.errors import ConfigurationError
from extractors.charters.rulemodel import TYPES, Basis, Element, Example, Pack, Rule
from extractors.charters.rulepack import local_packs, own_pack, rule_pack
from extractors.charters.setting import When
from pipeline.messages import Language, say


def show_list(own: Path | None, lang: Language) -> int:
    """Print every pack with its conditions and rules. Returns 0.

    Raises:
        ConfigurationError: the user's own pack is wrong.
    """
    for pack in _packs(own):
        _list(pack, lang)
    return 0


def _list(pack: Pack, lang: Language) -> None:
    print(f"{pack.name}  {pack.title}  [{_used_on(pack, pack.when, lang)}]")
    for rule in pack.rules:
        types = "" if rule.types == TYPES else f"  ({'、'.join(rule.types)})"
        print(f"  {rule.id:34} {say(f'level.{rule.level}', lang)}  {rule.title}{types}")


def show_rule(rule_id: str, own: Path | None, lang: Language) -> int:
    """Print all of one rule, or the rules of a pack that is named instead. Returns 0.

    Raises:
        ConfigurationError: there is no such rule or pack, or the user's own pack is wrong.
    """
    for pack in _packs(own):
        if pack.name == rule_id:
            _list(pack, lang)
            return 0
        for rule in pack.rules:
            if rule.id == rule_id:
                print("\n".join(_told(pack, rule, lang)))
                return 0
    raise ConfigurationError(say("rules.no_rule", lang, rule=rule_id))


def check(file: Path | None, lang: Language) -> int:
    """Check a pack, the built-in ones without a file. Returns 0, or 1 when an example does not get its verdict.

    Raises:
        ConfigurationError: a key, a pattern, an example or a source is wrong or missing; the message has its path.
    """
    packs = (own_pack(file),) if file else (rule_pack(), *local_packs())
    failed = [line for pack in packs for line in _wrong_examples(pack, lang)]
    rules = [rule for pack in packs for rule in pack.rules]
    for line in failed:
        print(line)
    examples = sum(len(rule.examples) for rule in rules)
    print(say("rules.checked", lang, packs=len(packs), rules=len(rules), examples=examples, failed=len(failed)))
    return 1 if failed else 0


def _packs(own: Path | None) -> tuple[Pack, ...]:
    packs = {pack.name: pack for pack in (rule_pack(), *local_packs(), *([own_pack(own)] if own else []))}
    return tuple(packs.values())


def _wrong_examples(pack: Pack, lang: Language) -> Iterator[str]:
    from extractors.charters.review import judge_text

    for rule in pack.rules:
        for example in rule.examples:
            more = None if pack is rule_pack() else pack
            got = judge_text(f"第三条　{example.text}", example.type, more, example.facts)[rule.id]
            wanted, found = _verdict_of(example), f"{got.verdict} {'、'.join(got.defects)}".strip()
            if got.verdict != (example.verdict or got.verdict) or not set(example.defects) <= set(got.defects):
                yield say(
                    "rules.example", lang, pack=pack.name, rule=rule.id, text=example.text, wanted=wanted, got=found
                )


def _verdict_of(example: Example) -> str:
    return f"{example.verdict or '≠ satisfied'} {'、'.join(example.defects)}".strip()


def _used_on(pack: Pack, when: When, lang: Language) -> str:
    parts = [*when.areas, *(pack.facts[name].title for name in when.facts)]
    if when.adopted_from:
        parts.append(f"≥ {when.adopted_from}")
    if when.adopted_before:
        parts.append(f"< {when.adopted_before}")
    return "、".join(parts) or say("rules.always", lang)


def _told(pack: Pack, rule: Rule, lang: Language) -> Iterator[str]:
    severity = say(f"severity.{rule.severity(rule.types[0])}", lang)
    yield f"{rule.id}  {rule.title}"
    yield f"{pack.title} · {say(f'level.{rule.level}', lang)} · {severity} · {'、'.join(rule.types)}"
    conditions = [_used_on(pack, when, lang) for when in (pack.when, rule.when) if when != When()]
    if conditions:
        yield f"{say('rules.when', lang)}: {'；'.join(conditions)}"
    demands = dict.fromkeys(_element(element) for element in rule.elements if not element.contrary)
    yield from (f"{say('rules.needs', lang)}: {demand}" for demand in demands)
    for code, name in rule.defects.items():
        yield f"{say('rules.defects', lang)}: {code}  {name}"
    for wording in dict.fromkeys(rule.suggestion.values()):
        yield f"{say('rules.suggestion', lang)}: {wording}"
    yield from (f"{say('rules.basis', lang)}: {_basis(basis, lang)}" for basis in rule.basis)
    yield from (f"{say('rules.examples', lang)}: {_verdict_of(e)}: {e.text}" for e in rule.examples)


def _element(element: Element) -> str:
    types = "" if element.types == TYPES else f"（{'、'.join(element.types)}）"
    number = element.number
    bounds = [] if number is None else [("≥", number.least), ("≤", number.most)]
    unit = "日" if number is not None and number.in_days else ""
    limit = " ".join(f"{sign} {bound}{unit}" for sign, bound in bounds if bound is not None)
    return f"{element.name}{types}{f'  [{limit}]' if limit else ''}"


def _basis(basis: Basis, lang: Language) -> str:
    words = f"“{basis.words}”" if basis.words else ""
    return f"{basis.document}{basis.article or ''}{words}" + (
        "" if basis.verified else f" [{say('rules.unverified', lang)}]"
    )


_HEAD = """# 章程审查的规则 / The rules of charter review

This page is made from `extractors/charters/rules` and `extractors/charters/packs` by `make docs`; do not edit it by hand.
`zhibiao rules list|show|check` tell and check the same; `--rules FILE` adds a pack of your own (keys:
[rules/README.md](../extractors/charters/rules/README.md), an example: [charter_rules.example.yaml](charter_rules.example.yaml)).
“待核” marks words that could not be checked at their source.
"""


def page() -> str:
    """The reference page of all packs in Markdown."""
    lines = [_HEAD]
    for pack in _packs(None):
        lines += [f"## {pack.title} (`{pack.name}`)", "", f"适用于：{_used_on(pack, pack.when, 'zh')}", ""]
        lines += [line for rule in pack.rules for line in _section(pack, rule)]
        lines += [f"> {v.rule}：{v.name}（`{v.defect}`）\n" for v in pack.variants]
    return "\n".join([*lines, *_sources(_packs(None))]) + "\n"


def _section(pack: Pack, rule: Rule) -> list[str]:
    levels = {say(f"level.{rule.level_for(kind)}", "zh"): None for kind in rule.types}
    lines = [f"### `{rule.id}` {rule.title}", "", f"{'、'.join(levels)}；{'、'.join(rule.types)}"]
    lines[-1] += f"；{_used_on(pack, rule.when, 'zh')}" if rule.when != When() else ""
    demands = dict.fromkeys(_element(element) for element in rule.elements if not element.optional)
    lines += ["", *(f"- {demand}" for demand in demands)]
    lines += [f"- 缺陷 `{code}`：{name}" for code, name in rule.defects.items()]
    lines += [f"- 依据：{_basis(basis, 'zh')}" for basis in rule.basis]
    return [*lines, ""]


def _sources(packs: Sequence[Pack]) -> list[str]:
    known = {title: source for pack in packs for title, source in pack.documents.items()}
    lines = ["## 文件", "", "| 文件 | 发布 | 修改 | 读自 | 说明 |", "|---|---|---|---|---|"]
    for title, s in known.items():
        lines.append(f"| {title} | {s.issued or ''} | {s.amended or ''} | {s.source or ''} | {s.remark or ''} |")
    return lines
