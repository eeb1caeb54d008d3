"""The words of ``words.yaml``: conclusions, headers, and how names of organisations end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from corpora.errors import ConfigurationError

CONCLUSIONS = ("不合格", "基本合格", "未参检", "合格", "已报送")
_KEYS = {"subjects", "results_title", "others", "conclusions", "names", "codes", "results", "endings"}
_LONGEST_NAME, _SHORTEST_NAME = 40, 4
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）()·•“”\"《》—\-]+")
_NOT_A_NAME = re.compile(
    r"^(?:各|全|本|我|上述|以上|以下|其他|下列|有关|该|对|请|经|现|根据|按照)|民政[局厅部]$|委员会$|(?:等|家|个|所|名)社会组织$|(?:的|等)(?:社会组织|单位)|[（(]共?\d+(?:家|个)[)）]$"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The compiled words; ``conclusions`` in the order in which they are tried."""

    subjects: re.Pattern[str]
    results_title: re.Pattern[str]
    others: re.Pattern[str]
    conclusions: tuple[tuple[str, re.Pattern[str]], ...]
    names: re.Pattern[str]
    codes: re.Pattern[str]
    results: re.Pattern[str]
    endings: re.Pattern[str]


@cache
def words() -> Words:
    """The words of notices.

    Raises:
        ConfigurationError: a key or conclusion is unknown or missing, or a pattern is wrong; the message names it.
    """
    source = resources.files("extractors.notices").joinpath("words.yaml").read_bytes()
    data = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    wrong = sorted(set(data) ^ _KEYS) or sorted(set(data["conclusions"]) ^ set(CONCLUSIONS))
    if wrong:
        raise ConfigurationError(f"notices/words.yaml: {wrong[0]}")
    try:
        return Words(
            subjects=_any(data["subjects"]),
            results_title=_any(data["results_title"]),
            others=_any(data["others"]),
            conclusions=tuple((name, _any(data["conclusions"][name])) for name in CONCLUSIONS),
            names=_any(data["names"]),
            codes=_any(data["codes"]),
            results=_any(data["results"]),
            endings=re.compile(f"(?:{'|'.join(data['endings'])})(?:[（(][^（）()]*[）)])?$"),
        )
    except (re.error, TypeError) as error:
        raise ConfigurationError(f"notices/words.yaml: {error}") from error


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def conclusion_in(text: str) -> str | None:
    """The one conclusion that words speak of; None where they speak of none or of several (分为合格、基本合格…)."""
    rest = text
    found = []
    for name, pattern in words().conclusions:
        reduced = pattern.sub("＿", rest)
        if reduced != rest:
            found.append(name)
            rest = reduced
    return found[0] if len(found) == 1 else None


def is_name(text: str) -> bool:
    """Whether a text is the name of an organisation by its length, characters and ending."""
    plain = re.sub(r"\s", "", text)
    return (
        _SHORTEST_NAME <= len(plain) <= _LONGEST_NAME
        and bool(_NAME.fullmatch(plain))
        and bool(words().endings.search(plain))
        and not _NOT_A_NAME.search(plain)
    )
