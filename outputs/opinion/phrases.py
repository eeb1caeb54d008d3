"""The words of an opinion, from ``phrases.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from corpora.errors import ConfigurationError

# Keys below a key, None where the key holds text; "" where any keys may stand.
_WANTED: dict[str, tuple[str, ...] | None] = {
    "title": None,
    "facts": ("org_name", "org_type", "date", "doc"),
    "unstated": None,
    "counted": None,
    "standing": ("to_mend", "passes_with_advice", "passes"),
    "parts": ("must", "should", "unjudged"),
    "none": None,
    "columns": ("number", "article", "problem", "advice", "basis"),
    "no_article": None,
    "quoted": None,
    "placed": None,
    "joined": None,
    "unjudged": (),
    "remarks": (),
    "scope": None,
    "signature": None,
}


@cache
def phrases() -> dict[str, Any]:
    """The phrases by key.

    Raises:
        ConfigurationError: a key is missing, unknown or holds no text; the message names its path.
    """
    data = yaml.load(files("outputs.opinion").joinpath("phrases.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return checked(data)


def part_title(name: str, filled: bool) -> str:
    """The heading of a part; one of an empty part says that there is nothing."""
    title = str(phrases()["parts"][name])
    return title if filled else f"{title}：{phrases()['none']}"


def checked(data: Any) -> dict[str, Any]:
    """The phrases as read, if nothing is wrong with them (see ``phrases``)."""
    _same_keys(data, tuple(_WANTED), "")
    for key, below in _WANTED.items():
        if below is None:
            _text(data[key], key)
            continue
        if below:
            _same_keys(data[key], below, f"{key}.")
        for name, text in data[key].items():
            _text(text, f"{key}.{name}")
    result: dict[str, Any] = data
    return result


def _same_keys(data: Any, wanted: tuple[str, ...], where: str) -> None:
    given = set(data) if isinstance(data, dict) else set()
    for name in sorted(given ^ set(wanted)):
        problem = "缺少该键 (missing key)" if name in wanted else "未知的键 (unknown key)"
        raise ConfigurationError(f"outputs/opinion/phrases.yaml: {where}{name}: {problem}")


def _text(value: Any, where: str) -> None:
    if not isinstance(value, str) or not value:
        raise ConfigurationError(f"outputs/opinion/phrases.yaml: {where}: 应为文字 (text is wanted)")
