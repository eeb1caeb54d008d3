"""The rules a charter is judged by, read from the YAML files of ``rules/`` and checked key by key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from corpora.errors import ConfigurationError
from extractors.records import Level

Method = Literal["clause", "forbid", "check"]
TYPES = ("社会团体", "民办非企业单位", "基金会")
_RULES = Path(__file__).parent / "rules"
_LEXICON = "_lexicon.yaml"
_RULE_KEYS = {
    "id", "title", "level", "levels", "types", "order", "method", "check", "own", "elements", "alternatives", "core",
    "at_least", "violations", "exceptions", "conditional", "defects", "suggestion", "basis", "place", "examples",
    "counter_examples", "elsewhere", "stands_for", "weak", "upheld",
}  # fmt: skip
_ELEMENT_KEYS = {
    "id", "name", "wordings", "weak", "similar", "types", "group", "within", "outside", "not_before", "prefer", "in_chapter",
    "counts", "defect", "suggestion", "optional", "not_in_list",
}  # fmt: skip
_BASIS_KEYS = {"document", "article", "words", "verified", "types"}
_EXAMPLE_KEYS = {"text", "verdict", "defects", "type"}
_LEVELS = ("law", "ministry", "local", "recommended")


@dataclass(frozen=True, slots=True)
class Weak:
    """A wording that says the thing only partly; ``defect`` names what is wrong with it."""

    pattern: re.Pattern[str]
    defect: str


@dataclass(frozen=True, slots=True)
class Similar:
    """An official wording; text that is close to it (slips, scanning errors) counts if it holds ``must``."""

    phrase: str
    must: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that a rule wants said. Patterns apply to the normal text; see ``rules/README.md`` for the keys."""

    id: str
    name: str
    wordings: re.Pattern[str] | None
    weak: tuple[Weak, ...]
    similar: tuple[Similar, ...]
    types: tuple[str, ...]
    group: str
    within: re.Pattern[str] | None
    outside: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    not_in_list: re.Pattern[str] | None
    prefer: re.Pattern[str] | None
    chapter: re.Pattern[str] | None
    chapter_wordings: re.Pattern[str] | None
    counts: bool
    optional: bool
    defect: str
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a rule comes from; ``verified`` False when the words were not seen at the source."""

    document: str
    article: str | None
    words: str | None
    verified: bool
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandsFor:
    """Elements of another rule that, all found, make this rule partly kept with ``defect`` (an older wording).

    A charter adopted before the day ``before`` used the wording of its time and gets the milder ``suggestion``.
    """

    rule: str
    elements: tuple[str, ...]
    defect: str
    before: date | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A provision and the verdict it must get (None: anything but satisfied)."""

    text: str
    verdict: str | None
    defects: tuple[str, ...]
    type: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the pack; see ``rules/README.md`` for the meaning of each key."""

    id: str
    title: str
    level: Level
    levels: Mapping[str, Level]
    types: tuple[str, ...]
    order: int
    method: Method
    check: str | None
    own: bool
    elements: tuple[Element, ...]
    alternatives: tuple[str, ...]
    core: tuple[str, ...]
    at_least: int | None
    violations: re.Pattern[str] | None
    exceptions: re.Pattern[str] | None
    elsewhere: re.Pattern[str] | None
    weak: tuple[Weak, ...]
    upheld: re.Pattern[str] | None
    stands_for: StandsFor | None
    conditional: bool
    defects: Mapping[str, str]
    suggestion: Mapping[str, str]
    basis: tuple[Basis, ...]
    place: str | None
    examples: tuple[Example, ...]

    def level_for(self, org_type: str) -> Level:
        """The level of the rule for an organisation type."""
        return self.levels.get(org_type, self.level)

    def basis_for(self, org_type: str) -> str:
        """Documents and articles behind the rule, as one line; what was not seen at the source is marked."""
        parts = [
            f"{b.document}{b.article or ''}" + ("" if b.verified else "（待核）")
            for b in self.basis
            if org_type in b.types
        ]
        return "；".join(parts)


@dataclass(frozen=True, slots=True)
class Pack:
    """All rules in order, and the named word lists that their patterns share."""

    rules: tuple[Rule, ...]
    words: Mapping[str, str]

    def pattern(self, name: str) -> re.Pattern[str]:
        """A named word list of the lexicon as a compiled pattern."""
        return re.compile(self.words[name])

    def rule(self, rule_id: str) -> Rule:
        """The rule with an id; KeyError when there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


class _Reader:
    """Reads one YAML file; every complaint names the file and the key path."""

    def __init__(self, path: Path, words: Mapping[str, str]) -> None:
        self.path = path
        self.words = words

    def fail(self, where: str, what: str) -> ConfigurationError:
        return ConfigurationError(f"{self.path.name}: {where}: {what}")

    def keys(self, data: object, known: set[str], where: str) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise self.fail(where, "应为键值表 (a mapping is wanted)")
        for key in data:
            if key not in known:
                raise self.fail(f"{where}.{key}" if where else str(key), "未知的键 (unknown key)")
        return cast(dict[str, Any], data)

    def regex(self, patterns: str | list[str] | None, where: str) -> re.Pattern[str] | None:
        if not patterns:
            return None
        listed = [patterns] if isinstance(patterns, str) else patterns
        source = "|".join(self.expand(p, where) for p in listed)
        try:
            return re.compile(source)
        except re.error as error:
            raise self.fail(where, f"正则表达式有误 (bad pattern): {error}") from error

    def expand(self, pattern: str, where: str) -> str:
        def word(found: re.Match[str]) -> str:
            name = found.group(1)
            if name not in self.words:
                raise self.fail(where, f"未知的词表 (unknown word list) <{name}>")
            return self.words[name]

        return re.sub(r"<([A-Z_]+)>", word, pattern)

    def types(self, data: dict[str, Any], where: str) -> tuple[str, ...]:
        listed = tuple(data.get("types", TYPES))
        for kind in listed:
            if kind not in TYPES:
                raise self.fail(f"{where}.types", f"未知的组织类型 (unknown organisation type) {kind}")
        return listed

    def weak(self, data: dict[str, Any], where: str) -> tuple[Weak, ...]:
        place = f"{where}.weak" if where else "weak"
        listed = [self.keys(w, {"wording", "defect"}, place) for w in data.get("weak", [])]
        return tuple(Weak(p, w["defect"]) for w in listed if (p := self.regex(w["wording"], place)) is not None)

    def element(self, data: object, where: str) -> Element:
        item = self.keys(data, _ELEMENT_KEYS, where)
        chapter = self.keys(item.get("in_chapter", {}), {"chapter", "wordings"}, f"{where}.in_chapter")
        similar = [self.keys(s, {"phrase", "must"}, f"{where}.similar") for s in item.get("similar", [])]
        for key in ("id", "name"):
            if key not in item:
                raise self.fail(f"{where}.{key}", "缺少该键 (missing key)")
        return Element(
            id=item["id"],
            name=item["name"],
            wordings=self.regex(item.get("wordings"), f"{where}.wordings"),
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
            counts=bool(item.get("counts", True)),
            optional=bool(item.get("optional", False)),
            defect=item.get("defect", f"missing_{item['id']}"),
            suggestion=item.get("suggestion"),
        )

    def basis(self, data: object, where: str) -> Basis:
        item = self.keys(data, _BASIS_KEYS, where)
        if not item.get("document") or not isinstance(item.get("verified"), bool):
            raise self.fail(where, "需要 document 和 verified (document and verified are wanted)")
        return Basis(
            item["document"], item.get("article"), item.get("words"), item["verified"], self.types(item, where)
        )

    def example(self, data: object, where: str, counter: bool) -> Example:
        item = self.keys(data, _EXAMPLE_KEYS, where)
        verdict = item.get("verdict") if counter else item.get("verdict", "satisfied")
        return Example(item["text"], verdict, tuple(item.get("defects", ())), item.get("type", TYPES[0]))

    def stands_for(self, data: object) -> StandsFor | None:
        if data is None:
            return None
        item = self.keys(data, {"rule", "elements", "defect", "before", "suggestion"}, "stands_for")
        before = item.get("before")
        if before is not None and not isinstance(before, date):
            raise self.fail("stands_for.before", "应为日期 (a date is wanted)")
        return StandsFor(item["rule"], tuple(item["elements"]), item["defect"], before, item.get("suggestion"))

    def suggestion(self, data: object, where: str) -> dict[str, str]:
        if data is None:
            return {}
        if isinstance(data, str):
            return dict.fromkeys(TYPES, data)
        return cast(dict[str, str], self.keys(data, set(TYPES), where))

    def rule(self) -> Rule:
        try:
            raw = yaml.load(self.path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            raise self.fail("", f"YAML 有误 (bad YAML): {error}") from error
        data = self.keys(raw, _RULE_KEYS, "")
        for key in ("id", "title", "level", "order", "method", "basis"):
            if key not in data:
                raise self.fail(key, "缺少该键 (missing key)")
        if data["level"] not in _LEVELS or data["method"] not in ("clause", "forbid", "check"):
            raise self.fail("level/method", "未知的值 (unknown value)")
        examples = [self.example(e, f"examples[{i}]", False) for i, e in enumerate(data.get("examples", []))]
        examples += [
            self.example(e, f"counter_examples[{i}]", True) for i, e in enumerate(data.get("counter_examples", []))
        ]
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
            defects=data.get("defects", {}),
            suggestion=self.suggestion(data.get("suggestion"), "suggestion"),
            basis=tuple(self.basis(b, f"basis[{i}]") for i, b in enumerate(data["basis"])),
            place=data.get("place"),
            examples=tuple(examples),
        )


def load_pack(folder: Path) -> Pack:
    """Read every rule of a folder.

    Args:
        folder: holds one YAML file per rule and ``_lexicon.yaml`` with the shared word lists.

    Returns:
        The rules sorted by their ``order``.

    Raises:
        ConfigurationError: a key is unknown or missing, or a pattern is wrong; the message names file and key path.
    """
    lexicon = folder / _LEXICON
    words: dict[str, str] = {}
    raw = yaml.load(lexicon.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for name, pattern in raw.items():
        words[name] = _Reader(lexicon, words).expand(f"(?:{pattern})", name)
    rules = [_Reader(path, words).rule() for path in sorted(folder.glob("*.yaml")) if path.name != _LEXICON]
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise ConfigurationError(f"{folder.name}: {rule.id}: 规则重复 (rule given twice)")
        seen.add(rule.id)
    return Pack(tuple(sorted(rules, key=lambda rule: (rule.order, rule.id))), words)


@cache
def rule_pack() -> Pack:
    """The pack that comes with the program, loaded once."""
    return load_pack(_RULES)
