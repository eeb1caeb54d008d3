"""The indicator catalogue: YAML in, checked and compiled rules out.

A catalogue file holds ``group`` and ``indicators``; each indicator has ``code``, ``label``, ``definition``, ``units``,
``measure``, ``rules``, ``examples`` and ``counter_examples``. A user's own file has the same form and adds to (or, with
the same code, replaces) what the program brings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from corpora.errors import ConfigurationError
from extractors.records import Measure

UnitClass = Literal[
    "count", "person", "persontime", "event", "case", "household", "hours", "goods", "money", "rate", "point", "ratio",
    "none", "other",
]  # fmt: skip

UNIT_CLASSES: dict[str, UnitClass] = {
    **dict.fromkeys(
        [
            "家",
            "个",
            "所",
            "处",
            "支",
            "项",
            "对",
            "部门",
            "类",
            "只",
            "座",
            "间",
            "栋",
            "条",
            "套",
            "个次",
            "家次",
            "单位",
            "多家",
            "块",
            "枚",
            "股",
            "部",
            "名次",
            "门",
            "款",
            "篇",
            "册",
            "本",
            "幅",
            "张",
        ],
        "count",
    ),
    **dict.fromkeys(["人", "名", "位", "员", "口"], "person"),
    **dict.fromkeys(["人次", "人（次）", "人(次)", "人次数", "户次", "名次", "人（家）次", "人(家)次"], "persontime"),
    **dict.fromkeys(
        ["场", "次", "期", "场次", "批", "批次", "班", "届", "轮", "节", "班次", "期次", "场（次）", "场(次)"], "event"
    ),
    **dict.fromkeys(["件", "起", "例", "宗", "桩", "单", "件次", "份"], "case"),
    **dict.fromkeys(["户", "户人", "家庭"], "household"),
    **dict.fromkeys(["小时", "个小时", "工时", "学时", "课时"], "hours"),
    **dict.fromkeys(
        [
            "吨",
            "公斤",
            "斤",
            "千克",
            "克",
            "升",
            "箱",
            "桶",
            "瓶",
            "袋",
            "盒",
            "包",
            "双",
            "顶",
            "床",
            "台",
            "辆",
            "万件",
            "件套",
            "件（套）",
            "件(套)",
            "罐",
            "车",
            "头",
            "艘",
            "把",
            "根",
            "提",
            "毫升",
        ],
        "goods",
    ),
    **dict.fromkeys(["元", "美元", "港元", "欧元", "日元", "英镑", "人民币"], "money"),
    **dict.fromkeys(["%", "‰"], "rate"),
    **dict.fromkeys(["百分点", "个百分点"], "point"),
    **dict.fromkeys(["倍", "番"], "ratio"),
    "": "none",
}
# Measure words that several classes use: a rule asking for any of them is content.
ALSO: dict[str, frozenset[UnitClass]] = {
    "件": frozenset({"case", "count", "goods"}),
    "只": frozenset({"count", "goods"}),
    "套": frozenset({"count", "goods"}),
    "户": frozenset({"household", "count"}),
    "册": frozenset({"count", "goods"}),
    "本": frozenset({"count", "goods"}),
    "份": frozenset({"case", "goods", "count"}),
    "家次": frozenset({"count", "persontime", "event"}),
    "个次": frozenset({"count", "event"}),
    "件次": frozenset({"case", "event"}),
    "批次": frozenset({"event", "count"}),
    "批": frozenset({"event", "count"}),
    "项": frozenset({"count", "event"}),
    "起": frozenset({"case", "count"}),
    "例": frozenset({"case", "count"}),
    "条": frozenset({"count", "case"}),
    "台": frozenset({"goods", "count"}),
}


@lru_cache(maxsize=1024)
def unit_classes(unit: str) -> frozenset[UnitClass]:
    """The classes of a measure word (``家`` → count); unknown words are ``other``."""
    return ALSO.get(unit) or frozenset({UNIT_CLASSES.get(unit, "other")})


@dataclass(frozen=True, slots=True)
class Rule:
    """When a number is this indicator: ``near`` words beside it, ``with``/``without`` conditions around it."""

    code: str
    near: tuple[str, ...]
    with_any: tuple[str, ...]
    without: tuple[str, ...]
    near_also: tuple[str, ...]
    units: frozenset[str]
    weight: float
    side: Literal["left", "right", "both"]
    needs_organisation: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the quote in it that is (or, as a counter-example, is not) the indicator."""

    text: str
    quote: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of the catalogue."""

    code: str
    label: str
    group: str
    definition: str
    units: frozenset[str]
    measure: Measure
    organisations: bool
    org_type: str | None
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]
    counter_examples: tuple[Example, ...]


@dataclass(frozen=True)
class Catalogue:
    """All indicators in order, with the digest of the files they came from."""

    indicators: tuple[Indicator, ...]
    digest: str

    @cached_property
    def by_code(self) -> dict[str, Indicator]:
        """Indicators by code."""
        return {i.code: i for i in self.indicators}

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every ``near`` word, once, in a fixed order."""
        return tuple(sorted({w for i in self.indicators for r in i.rules for w in r.near}))

    @cached_property
    def rules_of_word(self) -> tuple[tuple[Rule, ...], ...]:
        """For each of ``words``, the rules that it triggers."""
        table: dict[str, list[Rule]] = {w: [] for w in self.words}
        for indicator in self.indicators:
            for rule in indicator.rules:
                for word in rule.near:
                    table[word].append(rule)
        return tuple(tuple(table[w]) for w in self.words)

    @cached_property
    def rules_for(self) -> Callable[[frozenset[UnitClass]], dict[int, tuple[Rule, ...]]]:
        """The rules that hold for a number of any of some unit classes, by the index of their words; kept by classes."""

        @cache
        def rules_for(units: frozenset[UnitClass]) -> dict[int, tuple[Rule, ...]]:
            held = [tuple(r for r in rules if not r.units.isdisjoint(units)) for rules in self.rules_of_word]
            return {word: rules for word, rules in enumerate(held) if rules}

        return rules_for

    @cached_property
    def automaton(self) -> Any:
        """The Aho-Corasick automaton over ``words``."""
        import ahocorasick_rs

        return ahocorasick_rs.AhoCorasick(list(self.words))


_RULE_KEYS = {"near", "with", "without", "near_also", "units", "weight", "side", "needs_organisation"}
_INDICATOR_KEYS = {
    "code", "label", "definition", "units", "measure", "organisations", "org_type", "rules", "examples", "counter_examples",
}  # fmt: skip


def _fail(path: str, zh: str, en: str) -> ConfigurationError:
    return ConfigurationError(zh, en, at=path)


def _words(value: Any, path: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(w, str) and w for w in value):
        raise _fail(path, "应为非空词语的列表", "a list of words is wanted")
    return tuple(value)


def _mapping(value: Any, keys: set[str], path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _fail(path, "应为键值对", "a mapping is wanted")
    unknown = sorted(set(value) - keys)
    if unknown:
        raise _fail(
            f"{path}.{unknown[0]}",
            f"未知的键; 可用的键: {'、'.join(sorted(keys))}",
            f"unknown key; known: {'、'.join(sorted(keys))}",
        )
    return value


def _units(value: Any, path: str) -> frozenset[str]:
    units = _words(value, path)
    for unit in units:
        if unit not in get_args(UnitClass):
            known = "、".join(get_args(UnitClass))
            raise _fail(
                path, f"未知的计量类别 {unit!r}; 可用: {known}", f"unknown class of units {unit!r}; known: {known}"
            )
    return frozenset(units)


def _rule(raw: Any, code: str, units: frozenset[str], path: str) -> Rule:
    raw = _mapping(raw, _RULE_KEYS, path)
    near = _words(raw.get("near"), f"{path}.near")
    if not near:
        raise _fail(f"{path}.near", "至少要有一个词", "at least one word")
    side = raw.get("side", "both")
    if side not in ("left", "right", "both"):
        raise _fail(f"{path}.side", "left、right 或 both", "left, right or both")
    return Rule(
        code=code,
        near=near,
        with_any=_words(raw.get("with"), f"{path}.with"),
        without=_words(raw.get("without"), f"{path}.without"),
        near_also=_words(raw.get("near_also"), f"{path}.near_also"),
        units=_units(raw["units"], f"{path}.units") if "units" in raw else units,
        weight=float(raw.get("weight", 1.0)),
        side=side,
        needs_organisation=bool(raw.get("needs_organisation", False)),
    )


def _examples(value: Any, path: str) -> tuple[Example, ...]:
    if not isinstance(value, list) or not value:
        raise _fail(path, "至少要有一个例子", "at least one example")
    examples = []
    for number, raw in enumerate(value):
        raw = _mapping(raw, {"text", "quote"}, f"{path}[{number}]")
        if str(raw.get("quote")) not in str(raw.get("text")):
            raise _fail(f"{path}[{number}].quote", "例句中没有这段文字", "the quote does not stand in the text")
        examples.append(Example(str(raw["text"]), str(raw["quote"])))
    return tuple(examples)


def _indicator(raw: Any, group: str, path: str) -> Indicator:
    raw = _mapping(raw, _INDICATOR_KEYS, path)
    for key in ("code", "label", "definition", "units", "measure", "rules"):
        if key not in raw:
            raise _fail(f"{path}.{key}", "缺少这个键", "missing key")
    code, measure = str(raw["code"]), raw["measure"]
    if measure not in get_args(Measure):
        raise _fail(
            f"{path}.measure", f"可用: {'、'.join(get_args(Measure))}", f"known: {', '.join(get_args(Measure))}"
        )
    units = _units(raw["units"], f"{path}.units")
    if not isinstance(raw["rules"], list) or not raw["rules"]:
        raise _fail(f"{path}.rules", "至少要有一条规则", "at least one rule")
    return Indicator(
        code=code,
        label=str(raw["label"]),
        group=group,
        definition=str(raw["definition"]),
        units=units,
        measure=measure,
        organisations=bool(raw.get("organisations", False)),
        org_type=raw.get("org_type"),
        rules=tuple(_rule(r, code, units, f"{path}.rules[{n}]") for n, r in enumerate(raw["rules"])),
        examples=_examples(raw.get("examples"), f"{path}.examples"),
        counter_examples=_examples(raw.get("counter_examples"), f"{path}.counter_examples"),
    )


def _parse(content: bytes, name: str) -> list[Indicator]:
    try:
        raw = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise _fail(name, f"不是有效的 YAML: {error}", f"not valid YAML: {error}") from error
    raw = _mapping(raw, {"group", "indicators"}, name)
    if not isinstance(raw.get("indicators"), list):
        raise _fail(f"{name}.indicators", "应为列表", "a list is wanted")
    group = str(raw.get("group") or "自定义")
    return [_indicator(i, group, f"{name}.indicators[{n}]") for n, i in enumerate(raw["indicators"])]


@cache
def load_catalogue(extra: Path | None = None) -> Catalogue:
    """The built-in catalogue, extended by a user's own file.

    Args:
        extra: path of a YAML file of the same form, or None.

    Returns:
        The compiled catalogue.

    Raises:
        ConfigurationError: a file cannot be read, a key is unknown or a value is wrong; the message gives the path.
    """
    files = sorted(
        (
            f
            for f in resources.files("extractors.observations").joinpath("catalogue").iterdir()
            if f.name.endswith(".yaml")
        ),
        key=lambda f: f.name,
    )
    contents = [(f.name, f.read_bytes()) for f in files]
    if extra is not None:
        try:
            contents.append((str(extra), extra.read_bytes()))
        except OSError as error:
            raise _fail(str(extra), f"无法读取: {error.strerror}", f"cannot be read: {error.strerror}") from error
    indicators: dict[str, Indicator] = {}
    digest = hashlib.sha256()
    for name, content in contents:
        digest.update(content)
        for indicator in _parse(content, name):
            indicators[indicator.code] = indicator
    return Catalogue(tuple(indicators.values()), digest.hexdigest()[:16])
