"""Reads packs of charter rules from YAML, key by key; the keys are told of in ``rules/README.md``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import yaml

from corpora.errors import ConfigurationError
from extractors.charters.amounts import Limit, amounts
from extractors.charters.rulemodel import (
    TYPES,
    Basis,
    Element,
    Example,
    Pack,
    Rule,
    Similar,
    Source,
    StandsFor,
    Variant,
    Weak,
)
from extractors.charters.setting import Fact, When

NATIONAL = "national"
_SHARED = ("_lexicon.yaml", "_facts.yaml", "_documents.yaml")
_FIRST_LOCAL = 500  # rules of packs without an order of their own come after the national ones
_RULE_KEYS = {
    "id", "title", "level", "levels", "types", "order", "method", "check", "own", "elements", "alternatives", "core",
    "at_least", "violations", "exceptions", "conditional", "firm", "topic", "taken_back", "defects", "suggestion", "basis", "place", "examples",
    "counter_examples", "elsewhere", "stands_for", "weak", "upheld", "when", "if_stated",
}  # fmt: skip
_ELEMENT_KEYS = {
    "id", "name", "wordings", "weak", "similar", "types", "group", "within", "outside", "not_before", "prefer", "in_chapter",
    "counts", "contrary", "defect", "suggestion", "optional", "not_in_list", "number", "when",
}  # fmt: skip
_BASIS_KEYS = {"document", "article", "words", "verified", "types"}
_EXAMPLE_KEYS = {"text", "verdict", "defects", "type", "facts"}
_PACK_KEYS = {"pack", "title", "when", "words", "documents", "variants", "rules"}
_WHEN_KEYS = {"areas", "facts", "adopted_from", "adopted_before"}
_DOCUMENT_KEYS = {"issued", "amended", "source", "remark"}
_LEVELS = ("law", "ministry", "local", "recommended")
CHECKS = ("term", "position", "blanks", "branches", "numbering", "subject", "duplicate")
_VERDICTS = ("satisfied", "partial", "missing", "violated", "not_applicable")


class _Reader:
    """Reads one YAML file; every complaint names the file and the key path."""

    def __init__(
        self, path: Path, words: Mapping[str, str], facts: Mapping[str, Fact], documents: Mapping[str, Source]
    ):
        self.path = path
        self.words = words
        self.facts = facts
        self.documents = documents
        self.within = ""  # the path of the rule in a file that holds several

    def load(self) -> Any:
        try:
            return yaml.load(self.path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{self.path}: {error}") from error
        except yaml.YAMLError as error:
            raise self.fail("", f"YAML 有误: {error}", f"bad YAML: {error}") from error

    def fail(self, where: str, zh: str, en: str) -> ConfigurationError:
        return ConfigurationError(zh, en, at=f"{self.path.name}: {self.within}{where}")

    def keys(self, data: object, known: set[str], where: str) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise self.fail(where, "应为键值表", "a mapping is wanted")
        for key in data:
            if key not in known:
                raise self.fail(f"{where}.{key}" if where else str(key), "未知的键", "unknown key")
        return cast(dict[str, Any], data)

    def regex(self, patterns: str | list[str] | None, where: str) -> re.Pattern[str] | None:
        if not patterns:
            return None
        listed = [patterns] if isinstance(patterns, str) else patterns
        source = "|".join(self.expand(p, where) for p in listed)
        try:
            return re.compile(source)
        except re.error as error:
            raise self.fail(where, f"正则表达式有误: {error}", f"bad pattern: {error}") from error

    def patterns(self, listed: list[str] | None, where: str) -> tuple[re.Pattern[str], ...]:
        """One pattern for each wording, so that a refused match of one hides none of another."""
        found = (self.regex(pattern, where) for pattern in listed or ())
        return tuple(pattern for pattern in found if pattern is not None)

    def expand(self, pattern: str, where: str) -> str:
        def word(found: re.Match[str]) -> str:
            name = found.group(1)
            if name not in self.words:
                raise self.fail(where, f"未知的词表 <{name}>", f"unknown word list <{name}>")
            return self.words[name]

        return re.sub(r"<([A-Z_]+)>", word, pattern)

    def types(self, data: dict[str, Any], where: str) -> tuple[str, ...]:
        listed = tuple(data.get("types", TYPES))
        for kind in listed:
            if kind not in TYPES:
                raise self.fail(
                    f"{where}.types" if where else "types",
                    f"未知的组织类型 {kind}",
                    f"unknown organisation type {kind}",
                )
        return listed

    def weak(self, data: dict[str, Any], where: str) -> tuple[Weak, ...]:
        place = f"{where}.weak" if where else "weak"
        listed = [self.keys(w, {"wording", "defect"}, place) for w in data.get("weak", [])]
        return tuple(Weak(p, w["defect"]) for w in listed if (p := self.regex(w["wording"], place)) is not None)

    def element(self, data: object, where: str) -> Element:
        item = self.keys(data, _ELEMENT_KEYS, where)
        chapter = self.keys(item.get("in_chapter", {}), {"chapter", "wordings"}, f"{where}.in_chapter")
        contrary = bool(item.get("contrary", False))
        similar = [self.keys(s, {"phrase", "must"}, f"{where}.similar") for s in item.get("similar", [])]
        for key in ("id", "name"):
            if key not in item:
                raise self.fail(f"{where}.{key}", "缺少该键", "missing key")
        return Element(
            id=item["id"],
            name=item["name"],
            wordings=self.patterns(item.get("wordings"), f"{where}.wordings"),
            weak=self.weak(item, where),
            similar=tuple(
                Similar(s["phrase"], p) for s in similar if (p := self.regex(s["must"], f"{where}.similar")) is not None
            ),
            types=self.types(item, where),
            group=item.get("group", item["id"]),
            within=self.regex(item.get("within"), f"{where}.within"),
            outside=self.regex(item.get("outside"), f"{where}.outside"),
            not_before=self.regex(item.get("not_before"), f"{where}.not_before"),
            not_in_list=self.regex(item.get("not_in_list"), f"{where}.not_in_list"),
            prefer=self.regex(item.get("prefer"), f"{where}.prefer"),
            chapter=self.regex(chapter.get("chapter"), f"{where}.in_chapter"),
            chapter_wordings=self.regex(chapter.get("wordings"), f"{where}.in_chapter"),
            counts=bool(item.get("counts", True)) and not contrary,
            optional=bool(item.get("optional", False)) or contrary,
            contrary=contrary,
            defect=item.get("defect", f"missing_{item['id']}"),
            suggestion=item.get("suggestion"),
            number=self.limit(item.get("number"), f"{where}.number"),
            when=self.when(item.get("when"), f"{where}.when"),
        )

    def limit(self, data: object, where: str) -> Limit | None:
        if data is None:
            return None
        item = self.keys(data, {"least", "most", "most_days", "defect"}, where)
        if "most_days" in item:
            item = {**item, "most": item["most_days"]}
        if "defect" not in item or not {"least", "most"} & set(item):
            raise self.fail(where, "需要 defect 和 least 或 most", "defect and least or most are wanted")
        bounds = {key: next(amounts(str(item[key])), None) for key in ("least", "most") if key in item}
        for key, bound in bounds.items():
            if bound is None:
                raise self.fail(f"{where}.{key}", f"应为数: {item[key]}", f"a number is wanted: {item[key]}")
        return Limit(bounds.get("least"), bounds.get("most"), item["defect"], "most_days" in item)

    def when(self, data: object, where: str) -> When:
        if data is None:
            return When()
        item = self.keys(data, _WHEN_KEYS, where)
        for fact in item.get("facts", ()):
            if fact not in self.facts:
                raise self.fail(f"{where}.facts", f"未知的情形 {fact}", f"unknown fact {fact}")
        for key in ("adopted_from", "adopted_before"):
            if item.get(key) is not None and not isinstance(item[key], date):
                raise self.fail(f"{where}.{key}", "应为日期", "a date is wanted")
        areas, facts = tuple(item.get("areas", ())), tuple(item.get("facts", ()))
        return When(areas, facts, item.get("adopted_from"), item.get("adopted_before"))

    def basis(self, data: object, where: str) -> Basis:
        item = self.keys(data, _BASIS_KEYS, where)
        if not item.get("document") or not isinstance(item.get("verified"), bool):
            raise self.fail(where, "需要 document 和 verified", "document and verified are wanted")
        if item["document"] not in self.documents:
            raise self.fail(
                f"{where}.document",
                f"文件没有列在 documents 中: {item['document']}",
                f"not among the documents: {item['document']}",
            )
        return Basis(
            item["document"], item.get("article"), item.get("words"), item["verified"], self.types(item, where)
        )

    def example(self, data: object, where: str, counter: bool) -> Example:
        item = self.keys(data, _EXAMPLE_KEYS, where)
        verdict = item.get("verdict") if counter else item.get("verdict", "satisfied")
        if "text" not in item or (verdict is None and not counter) or verdict not in (None, *_VERDICTS):
            raise self.fail(where, "需要 text，verdict 须是结论之一", "text is wanted, verdict one of the verdicts")
        facts = frozenset(self.when({"facts": item.get("facts", ())}, where).facts)
        return Example(item["text"], verdict, tuple(item.get("defects", ())), item.get("type", TYPES[0]), facts)

    def examples(self, data: dict[str, Any]) -> tuple[Example, ...]:
        """The examples of a rule: at least one that keeps it and one that does not."""
        found = [self.example(e, f"examples[{i}]", False) for i, e in enumerate(data.get("examples", []))]
        found += [
            self.example(e, f"counter_examples[{i}]", True) for i, e in enumerate(data.get("counter_examples", []))
        ]
        if not any(e.verdict == "satisfied" for e in found):
            raise self.fail("examples", "至少要有一个符合规则的例子", "an example that keeps the rule is wanted")
        if all(e.verdict == "satisfied" for e in found):
            raise self.fail(
                "counter_examples", "至少要有一个不符合规则的例子", "an example that does not keep it is wanted"
            )
        return tuple(found)

    def stands_for(self, data: object) -> StandsFor | None:
        if data is None:
            return None
        item = self.keys(data, {"rule", "elements", "defect", "before", "suggestion"}, "stands_for")
        before = item.get("before")
        if before is not None and not isinstance(before, date):
            raise self.fail("stands_for.before", "应为日期", "a date is wanted")
        return StandsFor(item["rule"], tuple(item["elements"]), item["defect"], before, item.get("suggestion"))

    def suggestion(self, data: object, where: str) -> dict[str, str]:
        if data is None:
            return {}
        if isinstance(data, str):
            return dict.fromkeys(TYPES, data)
        return cast(dict[str, str], self.keys(data, set(TYPES), where))

    def rule(self, raw: object, order: int | None = None) -> Rule:
        data = self.keys(raw, _RULE_KEYS, "")
        if order is not None:
            data = {"order": order, **data}
        for key in ("id", "title", "level", "order", "method", "basis"):
            if not data.get(key):
                raise self.fail(key, "缺少该键", "missing key")
        if data["level"] not in _LEVELS:
            raise self.fail("level", f"未知的值 {data['level']}", f"unknown value {data['level']}")
        if data["method"] not in ("clause", "forbid", "check"):
            raise self.fail("method", f"未知的值 {data['method']}", f"unknown value {data['method']}")
        if (data["method"] == "check") != (data.get("check") in CHECKS):
            raise self.fail("check", f"未知的值 {data.get('check')}", f"unknown value {data.get('check')}")
        return Rule(
            id=data["id"],
            title=data["title"],
            level=data["level"],
            levels=data.get("levels", {}),
            types=self.types(data, ""),
            order=int(data["order"]),
            method=data["method"],
            check=data.get("check"),
            own=bool(data.get("own", False)),
            elements=tuple(self.element(e, f"elements[{i}]") for i, e in enumerate(data.get("elements", []))),
            alternatives=tuple(data.get("alternatives", ())),
            core=tuple(data.get("core", ())),
            at_least=data.get("at_least"),
            violations=self.regex(data.get("violations"), "violations"),
            exceptions=self.regex(data.get("exceptions"), "exceptions"),
            elsewhere=self.regex(data.get("elsewhere"), "elsewhere"),
            weak=self.weak(data, ""),
            upheld=self.regex(data.get("upheld"), "upheld"),
            stands_for=self.stands_for(data.get("stands_for")),
            conditional=bool(data.get("conditional", False)),
            firm=bool(data.get("firm", False)),
            topic=self.regex(data.get("topic"), "topic"),
            taken_back=self.regex(data.get("taken_back"), "taken_back"),
            defects=data.get("defects", {}),
            suggestion=self.suggestion(data.get("suggestion"), "suggestion"),
            basis=tuple(self.basis(b, f"basis[{i}]") for i, b in enumerate(data["basis"])),
            place=data.get("place"),
            examples=self.examples(data),
            when=self.when(data.get("when"), "when"),
            if_stated=bool(data.get("if_stated", False)),
        )

    def fact(self, data: object, where: str) -> Fact:
        item = self.keys(data, {"title", "types", "name", "text", "without"}, where)
        patterns = (self.regex(item.get(key), f"{where}.{key}") for key in ("name", "text", "without"))
        return Fact(item["title"], self.types(item, where), *patterns)

    def document(self, title: str, data: object) -> Source:
        item = self.keys(data or {}, _DOCUMENT_KEYS, f"documents.{title}")
        for key in ("issued", "amended"):
            if item.get(key) is not None and not isinstance(item[key], date):
                raise self.fail(f"documents.{title}.{key}", "应为日期", "a date is wanted")
        return Source(title, item.get("issued"), item.get("amended"), item.get("source"), item.get("remark"))

    def variant(self, data: object, where: str) -> Variant:
        item = self.keys(data, {"rule", "wording", "defect", "name"}, where)
        wording = self.regex(item.get("wording"), f"{where}.wording")
        if wording is None or not item.get("rule") or not item.get("defect"):
            raise self.fail(where, "需要 rule、wording、defect", "rule, wording and defect are wanted")
        return Variant(item["rule"], wording, item["defect"], item.get("name", item["defect"]))


def load_national(folder: Path) -> Pack:
    """Read the pack that holds for every charter.

    Args:
        folder: holds one YAML file per rule, ``_lexicon.yaml`` with the shared word lists, ``_facts.yaml`` with what a
            charter may be (慈善组织, 民办学校) and ``_documents.yaml`` with the documents that rules rest on.

    Returns:
        The rules sorted by their ``order``.

    Raises:
        ConfigurationError: a key is unknown or missing, or a pattern is wrong; the message names file and key path.
    """
    words: dict[str, str] = {}
    facts: dict[str, Fact] = {}
    documents: dict[str, Source] = {}
    lexicon, known, sources = (_Reader(folder / name, words, facts, documents) for name in _SHARED)
    for name, pattern in lexicon.load().items():
        words[name] = lexicon.expand(f"(?:{pattern})", name)
    facts.update((name, known.fact(data, name)) for name, data in known.load().items())
    documents.update((title, sources.document(title, data)) for title, data in sources.load().items())
    files = sorted(path for path in folder.glob("*.yaml") if path.name not in _SHARED)
    readers = [_Reader(path, words, facts, documents) for path in files]
    rules = _unique([reader.rule(reader.load()) for reader in readers], folder.name)
    return Pack(NATIONAL, "全国", When(), rules, (), words, facts, documents)


def load_pack(path: Path, base: Pack) -> Pack:
    """Read a pack of one file, a local one or a user's own, on top of the national one.

    Args:
        base: the national pack, whose word lists and documents may be used.
        path: YAML with ``pack``, ``title``, ``when``, ``rules`` and, where needed, ``words``, ``documents``, ``variants``.

    Raises:
        ConfigurationError: the file cannot be read, a key is unknown or missing, a rule has no examples or no listed
            source, a pattern is wrong; the message names file and key path.
    """
    words, documents = dict(base.words), dict(base.documents)
    reader = _Reader(path, words, base.facts, documents)
    data = reader.keys(reader.load(), _PACK_KEYS, "")
    for key in ("pack", "title", "rules"):
        if not data.get(key):
            raise reader.fail(key, "缺少该键", "missing key")
    for name, pattern in (data.get("words") or {}).items():
        words[name] = reader.expand(f"(?:{pattern})", f"words.{name}")
    documents.update((title, reader.document(title, d)) for title, d in (data.get("documents") or {}).items())
    rules = []
    for index, raw in enumerate(data["rules"]):
        reader.within = f"rules[{index}]."
        rules.append(reader.rule(raw, _FIRST_LOCAL + index))
    reader.within = ""
    variants = tuple(reader.variant(v, f"variants[{i}]") for i, v in enumerate(data.get("variants", [])))
    for index, variant in enumerate(variants):
        if variant.rule not in {rule.id for rule in (*base.rules, *rules)}:
            raise reader.fail(f"variants[{index}].rule", f"未知的规则 {variant.rule}", f"unknown rule {variant.rule}")
    taken = {rule.id for rule in base.rules} & {rule.id for rule in rules}
    if taken:
        raise reader.fail(
            "rules",
            f"规则已在全国包中: {'、'.join(sorted(taken))}",
            f"rule is in the national pack: {'、'.join(sorted(taken))}",
        )
    when = reader.when(data.get("when"), "when")
    return Pack(data["pack"], data["title"], when, _unique(rules, path.name), variants, words, base.facts, documents)


def _unique(rules: Sequence[Rule], where: str) -> tuple[Rule, ...]:
    """Rules in their order.

    Raises:
        ConfigurationError: one is given twice.
    """
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise ConfigurationError("规则重复", "rule given twice", at=f"{where}: {rule.id}")
        seen.add(rule.id)
    return tuple(sorted(rules, key=lambda rule: (rule.order, rule.id)))
