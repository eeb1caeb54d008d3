"""The fields of a form: their labels, types and units, read from the YAML files of ``catalogue/`` and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from corpora.errors import ConfigurationError
from extractors.forms.labels import LONGEST, expanded, forms, normal
from extractors.forms.words import KINDS, Words, kind_of

FieldType = Literal["text", "person", "count", "money", "date", "choice", "grade", "code", "rate", "year"]
Statement = Literal["balance", "activities", "cash"]
_TYPES = ("text", "person", "count", "money", "date", "choice", "grade", "code", "rate", "year")
_KEYS = {
    "id", "title", "core", "type", "unit", "labels", "inside", "patterns", "choices", "map", "types", "statement", "summary", "stands_for",
    "columns", "also", "examples",
}  # fmt: skip
_FOLDER = Path(__file__).parent / "catalogue"
_COLUMNS = "_columns.yaml"
_PLACES = "_places.yaml"
_WORDS = "_words.yaml"
_LONGEST_REWORDED = 24  # characters; longer texts are sentences
_FEWEST_HAN = 2
_ANY_KIND = ""
_HAN = re.compile("[\u4e00-\u9fff]")
_COLUMN_KINDS = (
    "previous", "current", "unrestricted", "restricted", "total", "cash", "in_kind", "skip", "amount", "stub",
)  # fmt: skip
_PLACE_KEYS = {"elsewhere", "read_there", "changes", "people", "statement_names"}
# What stands for a number in the patterns of running text; blanks to be filled in may be lines or brackets.
_NUMBER = r"[(（_＿\s]*(?P<value>\d+(?:[,，]\d{3})*(?:\.\d+)?|[一二三四五六七八九十两]{1,3})?[)）_＿\s]*"
_OTHER_NUMBER = r"[(（_＿\s]*(?:\d+(?:[,，]\d{3})*|[一二三四五六七八九十两]{1,3})?[)）_＿\s]*"
_AMOUNT = r"(?P<value>\d+(?:[,，]\d{3})*(?:\.\d+)?\s*(?:亿|万)?元)"
_DATE = r"(?P<value>\d{4}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{1,2}\s*日?|\s*月)?)"


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A field of the catalogue.

    ``label`` is its name in tables. ``statement`` names the financial statement it is a line of, ``summary`` the field that holds the same quantity
    printed a second time elsewhere, ``stands_for`` the one that it is where the form has no other; ``choices`` are the words of a choice, ``words`` what other words stand for them.
    ``patterns`` find it in running text, in the group ``value``. ``also`` names a choice that an entry of this field may
    name as well: 是否建立党组织：已建立联合党支部.
    """

    id: str
    section: str
    core: bool
    type: FieldType
    unit: str | None
    org_types: tuple[str, ...]
    statement: Statement | None
    summary: str | None
    stands_for: str | None
    columns: tuple[str, ...]
    choices: tuple[str, ...]
    words: Mapping[str, str]
    patterns: tuple[re.Pattern[str], ...]
    label: str
    also: str | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label may mean: a field, under a wider label only where ``under`` is given; ``previous`` by its own words.

    ``reworded`` says that the catalogue has no such label, but one of the same words.
    """

    field: FieldInfo
    under: re.Pattern[str] | None = None
    previous: bool = False
    reworded: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """Where labels are about something else than the organisation; see ``_places.yaml``."""

    elsewhere: re.Pattern[str]
    read_there: frozenset[str]
    changes: re.Pattern[str]
    people: frozenset[str]
    statement_names: Mapping[str, re.Pattern[str]]


class Catalogue:
    """All fields by id, and what labels and heads of columns mean."""

    def __init__(
        self,
        fields: Sequence[FieldInfo],
        meanings: Mapping[str, tuple[Meaning, ...]],
        columns: Mapping[str, str],
        places: Places,
        words: Words,
    ) -> None:
        self.fields = {field.id: field for field in fields}
        self.summarised = {field.summary: field.id for field in fields if field.summary}
        self.places = places
        self._meanings = meanings
        self._columns = columns
        self._words = words
        self._by_words = _by_words(meanings, words)
        self._looked_up = lru_cache(maxsize=50_000)(self._find)
        self.column = lru_cache(maxsize=50_000)(self._column)

    def meanings(self, text: str) -> tuple[Meaning, ...]:
        """What a label may mean; none when it is unknown."""
        return self._looked_up(text) if 0 < len(text) <= LONGEST * 2 else ()

    def _find(self, text: str) -> tuple[Meaning, ...]:
        found: list[Meaning] = []
        for label in forms(text):
            if len(label) > LONGEST:
                continue
            found += self._meanings.get(label, ())
            for word, previous in _PREFIXES:
                if label.startswith(word):
                    known = self._meanings.get(label[len(word) :], ())
                    found += [Meaning(m.field, m.under, previous or m.previous) for m in known]
            if not found and (behind := _YEAR_BEHIND.search(label)):
                known = self._meanings.get(normal(label[: behind.start()]), ())
                found += [Meaning(m.field, m.under, behind["now"] is None) for m in known if m.field.type == "money"]
            # Words with a field of their own go before fields that they only hold.
            if any(meaning.under is None for meaning in found):
                return tuple(found)
        if self.column(text) is not None:
            return tuple(found)
        return (*found, *(self._without_remark(text) or self._reworded(text)))

    def _without_remark(self, text: str) -> tuple[Meaning, ...]:
        """What a label means without a remark in brackets in its middle: 负责人（会长、秘书长）人数; none where that is a label, too."""
        remark = _REMARK.fullmatch(normal(text))
        if remark is None or self.meanings(remark["inside"] + remark["tail"]):
            return ()
        known = self._meanings.get(remark["head"] + remark["tail"], ())
        return tuple(replace(meaning, reworded=True) for meaning in known)

    def _reworded(self, text: str) -> tuple[Meaning, ...]:
        """What a label means that has the words of a known one; none where they are those of several fields."""
        for label in forms(text):
            if len(label) > _LONGEST_REWORDED or len(_HAN.findall(label)) < _FEWEST_HAN:
                continue
            # Words that are idle in labels of some kinds only are kept first: 秘书长 is a person, 秘书长属于 a choice.
            for kinds in ((_ANY_KIND,), KINDS):
                found = {
                    meaning.field.id: meaning
                    for kind in kinds
                    if (core := self._words.core(label, kind)) and (meaning := self._by_words.get((kind, core)))
                }
                if len(found) == 1:
                    return (found.popitem()[1],)
        return ()

    def _column(self, text: str) -> str | None:
        """What the head of a column says, one of the keys of ``_columns.yaml`` or a year (``2023``); None if unknown."""
        if len(text) > LONGEST:
            return None
        for label in forms(text):
            if kind := self._columns.get(label):
                return kind
            if year := _YEAR.fullmatch(label):
                return year[1]
            if _OPENING.fullmatch(label):
                return "previous"
        return None


def _by_words(meanings: Mapping[str, tuple[Meaning, ...]], words: Words) -> dict[tuple[str, tuple[str, ...]], Meaning]:
    """The fields by the kind and the words of their labels; words that labels of two fields have tell none."""
    found: dict[tuple[str, tuple[str, ...]], Meaning | None] = {}
    for label, known in meanings.items():
        for meaning in known:
            if meaning.under is not None:
                continue
            for kind in (_ANY_KIND, kind_of(meaning.field.type)):
                key = kind, words.core(label, kind)
                if meaning.field.type == "text" and not words.meaning.keys() >= set(key[1]):
                    continue
                if key not in found:
                    found[key] = replace(meaning, reworded=True)
                earlier = found[key]
                if earlier is None or earlier.field is meaning.field:
                    continue
                if earlier.field.id in (meaning.field.summary, *_stand_in(meaning.field, earlier.field)):
                    found[key] = replace(meaning, reworded=True)
                elif meaning.field.id not in (earlier.field.summary, *_stand_in(earlier.field, meaning.field)):
                    found[key] = None
    return {key: meaning for key, meaning in found.items() if meaning is not None and key[1]}


def _stand_in(field: FieldInfo, other: FieldInfo) -> tuple[str, ...]:
    """The id of the other field where it may stand for this one."""
    return (other.id,) if other.stands_for == field.id else ()


# Words in front of a label that say which year it is about, or nothing at all.
_PREFIXES: tuple[tuple[str, bool], ...] = tuple(
    [(word, True) for word in ("上年度末", "上年末", "上年度", "上一年度", "年初", "期初", "上年", "去年")]
    + [
        (word, False)
        for word in (
            "本年度末", "本年末", "本年度", "报告年度", "截至年末", "截至年底", "截止年底", "截止年末", "本年", "当年", "全年", "年末",
            "期末", "年度", "年底", "现有", "共有", "本会", "本单位", "本社团", "社团", "本组织", "本机构", "基金会", "单位", "总计",
        )
    ]
)  # fmt: skip
_REMARK = re.compile(r"(?P<head>[^()]{2,16})\((?P<inside>[^()]{1,20})\)(?P<tail>[^()]{1,8})")
# The year behind a label: 货币资金年初数, 资产总计（期末）.
_YEAR_BEHIND = re.compile(
    r"\(?(?:(?P<now>(?:(?:本年|本期|本年度|报告期|期|年)末|年底)(?:数|余额|金额)?|(?:本年|本年度|本期|当年)(?:数|金额|累计数|发生额|实际数?)?)"
    r"|(?:年初|期初|上年末|上年年末|上年度末)(?:数|余额|金额)?|(?:上年|上年度|上期|去年|上年同期)(?:数|金额|累计数|发生额|实际数?)?)\)?$"
)
_YEAR = re.compile(r"(20\d\d)年?(?:度|末|底|数|金额|(?:12月31日)|度数|度金额)?")

_OPENING = re.compile(r"20\d\d年?(?:年初|度初|初|1月1日|01月01日)(?:数|余额|金额)?")


class _Reader:
    """Reads one YAML file; every complaint names the file and the key path."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fail(self, where: str, what: str) -> ConfigurationError:
        return ConfigurationError(f"{self.path.name}: {where}: {what}")

    def load(self) -> dict[str, Any]:
        try:
            data = yaml.load(self.path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            raise self.fail("", f"YAML 有误 (bad YAML): {error}") from error
        if not isinstance(data, dict):
            raise self.fail("", "应为键值表 (a mapping is wanted)")
        return data

    def keys(self, data: object, known: set[str], where: str) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise self.fail(where, "应为键值表 (a mapping is wanted)")
        for key in data:
            if key not in known:
                raise self.fail(f"{where}.{key}" if where else str(key), "未知的键 (unknown key)")
        return cast("dict[str, Any]", data)

    def regex(self, pattern: str, where: str) -> re.Pattern[str]:
        try:
            return re.compile(pattern)
        except re.error as error:
            raise self.fail(where, f"正则表达式有误 (bad pattern): {error}") from error

    def fields(self) -> list[tuple[FieldInfo, list[tuple[str, re.Pattern[str] | None]]]]:
        data = self.keys(self.load(), {"section", "fields"}, "")
        return [self.field(item, f"fields[{at}]", data["section"]) for at, item in enumerate(data["fields"])]

    def field(
        self, raw: object, where: str, section: str
    ) -> tuple[FieldInfo, list[tuple[str, re.Pattern[str] | None]]]:
        item = self.keys(raw, _KEYS, where)
        for key in ("id", "title", "type", "labels", "examples"):
            if key not in item:
                raise self.fail(f"{where}.{key}", "缺少该键 (missing key)")
        where = f"{where} {item['id']}"
        if item["type"] not in _TYPES:
            raise self.fail(f"{where}.type", f"未知的类型 (unknown type) {item['type']}")
        labels: list[tuple[str, re.Pattern[str] | None]] = [
            (w, None) for text in item["labels"] for w in expanded(text)
        ]
        for at, narrow in enumerate(item.get("inside", [])):
            inside = self.keys(narrow, {"under", "labels"}, f"{where}.inside[{at}]")
            under = self.regex(inside["under"], f"{where}.inside[{at}].under")
            labels += [(word, under) for text in inside["labels"] for word in expanded(text)]
        patterns = [
            pattern.replace("{N}", _NUMBER).replace("{M}", _OTHER_NUMBER).replace("{D}", _DATE).replace("{A}", _AMOUNT)
            for pattern in item.get("patterns", [])
        ]
        info = FieldInfo(
            id=item["id"],
            section=section,
            core=bool(item.get("core", False)),
            type=item["type"],
            unit=item.get("unit"),
            org_types=tuple(item.get("types", ())),
            statement=item.get("statement"),
            summary=item.get("summary"),
            stands_for=item.get("stands_for"),
            columns=tuple(item.get("columns", ())),
            choices=tuple(item.get("choices", ())),
            words=item.get("map", {}),
            patterns=tuple(self.regex(p, f"{where}.patterns[{at}]") for at, p in enumerate(patterns)),
            label=item["title"],
            also=item.get("also"),
            examples=tuple(str(example) for example in item["examples"]),
        )
        return info, labels

    def columns(self) -> dict[str, str]:
        data = self.keys(self.load(), set(_COLUMN_KINDS), "")
        return {word: kind for kind, labels in data.items() for label in labels for word in expanded(label)}

    def words(self) -> Words:
        data = self.keys(self.load(), {"same", "idle"}, "")
        meaning: dict[str, str] = {}
        for at, group in enumerate(data["same"]):
            for word in map(_plain, group):
                if word in meaning and meaning[word] != _plain(group[0]):
                    raise self.fail(f"same[{at}]", f"“{word}”已属于 (word is already in) {meaning[word]}")
                meaning[word] = _plain(group[0])
        idle = self.keys(data["idle"], {"any", *KINDS}, "idle")
        return Words(meaning, {kind: frozenset(map(_plain, words)) for kind, words in idle.items()})

    def places(self) -> Places:
        data = self.keys(self.load(), _PLACE_KEYS, "")
        return Places(
            self.regex(data["elsewhere"], "elsewhere"),
            frozenset(data["read_there"]),
            self.regex(data["changes"], "changes"),
            frozenset(map(normal, data["people"])),
            {name: self.regex(pattern, f"statement_names.{name}") for name, pattern in data["statement_names"].items()},
        )


def _plain(word: str) -> str:
    return normal(word).translate(_BRACKETS)


_BRACKETS = str.maketrans("", "", "()")


def load_catalogue(folder: Path) -> Catalogue:
    """Read the fields of a folder of YAML files.

    Args:
        folder: holds one file a section, ``_columns.yaml`` and ``_places.yaml``.

    Raises:
        ConfigurationError: a key is unknown or missing, a pattern is wrong, a field stands twice, or one label means
            two fields; the message names file and key path.
    """
    fields: dict[str, FieldInfo] = {}
    meanings: dict[str, list[Meaning]] = {}
    for path in sorted(folder.glob("[!_]*.yaml")):
        reader = _Reader(path)
        for info, labels in reader.fields():
            if info.id in fields:
                raise reader.fail(info.id, "字段重复 (field given twice)")
            fields[info.id] = info
            for word, under in labels:
                known = meanings.setdefault(word, [])
                if any(m.field is info and m.under is under for m in known):
                    continue
                if under is None and (other := next((m for m in known if m.under is None), None)):
                    raise reader.fail(info.id, f"栏目名“{word}”已属于 (label is already one of) {other.field.id}")
                known.append(Meaning(info, under))
    return Catalogue(
        list(fields.values()),
        {word: tuple(found) for word, found in meanings.items()},
        _Reader(folder / _COLUMNS).columns(),
        _Reader(folder / _PLACES).places(),
        _Reader(folder / _WORDS).words(),
    )


@cache
def field_catalogue() -> Catalogue:
    """The catalogue that comes with the program, loaded once."""
    return load_catalogue(_FOLDER)
