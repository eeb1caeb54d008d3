"""What a charter of each organisation type is made of, read from ``skeletons/`` and checked key by key.

The skeletons are written for this program after the items that the regulations list; they are no model text (示范文本) of an
office.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from corpora.errors import ConfigurationError

_FOLDER = Path(__file__).parent / "skeletons"
_FILES: Final = {"社会团体": "association.yaml", "民办非企业单位": "service.yaml", "基金会": "foundation.yaml"}
_KEYS = {"type", "sources", "chapters"}
_CHAPTER_KEYS = {"title", "words", "articles"}
_ARTICLE_KEYS = {"topic", "source", "article", "rule", "cues", "wording"}


@dataclass(frozen=True, slots=True)
class ModelArticle:
    """One article: what it is about, where that is asked for, words that speak of it, and a wording.

    ``cues`` are groups of words: an article that holds all words of one group may be the counterpart. ``rule`` is the rule of
    the charter review whose deciding text is the counterpart, or None. ``wording`` has ``{subject}`` for the charter's own
    word for its organisation, and 【】 for what only the organisation knows.
    """

    topic: str
    basis: str
    rule: str | None
    cues: tuple[tuple[str, ...], ...]
    wording: str
    chapter: str
    chapter_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The articles of a charter of one organisation type, in their usual order."""

    org_type: str
    articles: tuple[ModelArticle, ...]


@cache
def skeleton(org_type: str) -> Skeleton:
    """The skeleton of an organisation type.

    Raises:
        ConfigurationError: there is no skeleton for the type, or its file is wrong; the message names file and key path.
    """
    if org_type not in _FILES:
        raise ConfigurationError(f"没有这类组织的条款骨架: {org_type}", f"no skeleton of this type: {org_type}")
    return load_skeleton(_FOLDER / _FILES[org_type])


def load_skeleton(path: Path) -> Skeleton:
    """Read a skeleton; raises as ``skeleton`` does."""
    reader = _Reader(path)
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise reader.wrong("", f"YAML 有误 (bad YAML): {error}") from error
    reader.keys(data, _KEYS, _KEYS, "")
    sources = data["sources"]
    articles: list[ModelArticle] = []
    for number, chapter in enumerate(data["chapters"]):
        where = f"chapters[{number}]"
        reader.keys(chapter, _CHAPTER_KEYS, _CHAPTER_KEYS, where)
        words = reader.words(chapter["words"], f"{where}.words")
        articles += [
            reader.article(item, sources, chapter["title"], words, f"{where}.articles[{n}]")
            for n, item in enumerate(chapter["articles"])
        ]
    return Skeleton(data["type"], tuple(articles))


@dataclass(frozen=True, slots=True)
class _Reader:
    path: Path

    def wrong(self, where: str, problem: str) -> ConfigurationError:
        return ConfigurationError(f"{self.path.name}: {where}: {problem}" if where else f"{self.path.name}: {problem}")

    def keys(self, data: Any, allowed: set[str], wanted: set[str], where: str) -> None:
        if not isinstance(data, dict):
            raise self.wrong(where, "应为键值 (a mapping is wanted)")
        for name in sorted(set(data) - allowed):
            raise self.wrong(f"{where}.{name}".lstrip("."), "未知的键 (unknown key)")
        for name in sorted(wanted - set(data)):
            raise self.wrong(f"{where}.{name}".lstrip("."), "缺少该键 (missing key)")

    def words(self, data: Any, where: str) -> tuple[str, ...]:
        if not isinstance(data, list) or not data or not all(isinstance(word, str) and word for word in data):
            raise self.wrong(where, "应为词语列表 (a list of words is wanted)")
        return tuple(data)

    def article(
        self, item: Any, sources: dict[str, str], chapter: str, words: tuple[str, ...], where: str
    ) -> ModelArticle:
        self.keys(item, _ARTICLE_KEYS, {"topic", "source", "cues", "wording"}, where)
        if item["source"] not in sources:
            raise self.wrong(f"{where}.source", f"sources 中没有 (not among the sources): {item['source']}")
        if not isinstance(item["wording"], str) or not isinstance(item["cues"], list) or not item["cues"]:
            raise self.wrong(where, "cues 应为列表、wording 应为文字 (a list of cues and a text are wanted)")
        cues = tuple(self.words(group, f"{where}.cues[{n}]") for n, group in enumerate(item["cues"]))
        basis = f"{sources[item['source']]}{item.get('article', '')}"
        return ModelArticle(item["topic"], basis, item.get("rule"), cues, item["wording"], chapter, words)
