"""The families of forms (ministry, provinces, online), told from their titles and what they print; see ``families.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from corpora.errors import ConfigurationError

_FILE: Final = Path(__file__).with_name("families.yaml")
_KEYS: Final = {"id", "title", "head", "text"}
_HEAD: Final = 200  # characters at the beginning in which the title stands


@dataclass(frozen=True, slots=True)
class Family:
    """A family of forms: its name for people, and what tells it."""

    id: str
    title: str
    head: re.Pattern[str] | None
    text: re.Pattern[str] | None


@cache
def families() -> tuple[Family, ...]:
    """All families in the order in which they are tried.

    Raises:
        ConfigurationError: a key is unknown or missing, or a pattern is wrong; the message gives file and key path.
    """
    found = []
    for at, item in enumerate(yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)):
        wrong = sorted(set(item) - _KEYS) + [key for key in ("id", "title") if key not in item]
        if wrong or not ("head" in item or "text" in item):
            raise ConfigurationError(f"{_FILE.name}: [{at}].{wrong[0] if wrong else 'head/text'}")
        try:
            head, text = (re.compile(item[key], re.MULTILINE) if key in item else None for key in ("head", "text"))
        except re.error as error:
            raise ConfigurationError(f"{_FILE.name}: [{at}]: {error}") from error
        found.append(Family(item["id"], item["title"], head, text))
    return tuple(found)


def family_of(text: str) -> Family | None:
    """The family of a form, None for one of no known family.

    Args:
        text: the clean text of the form.
    """
    head = text[:_HEAD]
    for family in families():
        if (family.head is None or family.head.search(head)) and (family.text is None or family.text.search(text)):
            return family
    return None
