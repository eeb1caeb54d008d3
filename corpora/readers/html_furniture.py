"""Lines of a web page that are not the article's: what belongs to the page, and the line under the headline."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from corpora.errors import ConfigurationError

DATE = re.compile(r"((?:19|20)\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_KEYS = {"longest", "begins", "words", "labels", "examples"}
_MAX_PARTICULARS = 150  # characters


@dataclass(frozen=True, slots=True)
class Furniture:
    """The words of ``html_furniture.yaml``, compiled, with its examples."""

    longest: int
    begins: tuple[str, ...]
    whole: re.Pattern[str]
    labels: re.Pattern[str]
    examples: dict[str, list[str]]


@functools.cache
def furniture() -> Furniture:
    """The words of ``html_furniture.yaml``. Raises ConfigurationError for an unknown key or an entry that is no text."""
    source = resources.files("corpora.readers").joinpath("html_furniture.yaml")
    loaded: dict[str, Any] = yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader)
    if set(loaded) != _KEYS:
        raise ConfigurationError(f"html_furniture.yaml: {', '.join(sorted(set(loaded) ^ _KEYS))}")
    for key in ("begins", "words", "labels"):
        if not all(isinstance(entry, str) for entry in loaded[key]):
            raise ConfigurationError(f"html_furniture.yaml: {key}")
    words = "|".join(map(re.escape, loaded["words"]))
    labels = "|".join(map(re.escape, sorted(loaded["labels"], key=len, reverse=True)))
    return Furniture(
        longest=loaded["longest"],
        begins=tuple(loaded["begins"]),
        whole=re.compile(rf"(?:(?:{words})[\s\[\]【】|/:：·,，+-]*)+"),
        labels=re.compile(rf"(?:^|[\s【\[|（(])({labels})\s*[:：]"),
        examples=loaded["examples"],
    )


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page and not to the article: 当前位置, 上一篇, 【打印】【关闭】."""
    known = furniture()
    text = line.strip()
    if len(text) > known.longest:
        return False
    return text.startswith(known.begins) or known.whole.fullmatch(text.lstrip("【[|/ ")) is not None


def is_particulars(line: str) -> bool:
    """Whether a line is that of time, source and views under a headline, not text."""
    if len(line) > _MAX_PARTICULARS or "。" in line:
        return False
    labels = len(set(furniture().labels.findall(line)))
    return labels >= 2 or (labels == 1 and DATE.search(line) is not None)
