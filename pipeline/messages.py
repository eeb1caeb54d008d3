"""What the program says to people, in Chinese and in English (``messages.yaml``)."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, cast

Language = Literal["zh", "en"]


def language(wanted: str | None = None, environ: Mapping[str, str] | None = None) -> Language:
    """The language to speak: ``wanted`` if given, else that of the locale; English where the locale says nothing."""
    environ = os.environ if environ is None else environ
    named = wanted or next((v for k in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := environ.get(k))), None)
    if named is None:
        named = locale.getlocale()[0] or ""
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"


def language_of_arguments(arguments: Sequence[str]) -> Language:
    """The language that a command line asks for with ``--lang``, before the command line is parsed."""
    for at, word in enumerate(arguments):
        option, _, value = word.partition("=")
        if option == "--lang":
            return language(value or "".join(arguments[at + 1 : at + 2]))
    return language()


def say(key: str, lang: Language, **particulars: object) -> str:
    """The message ``key`` in ``lang`` with its ``{placeholders}`` filled in; KeyError if there is none."""
    return _catalogue()[key][lang].format(**particulars)


def keys() -> tuple[str, ...]:
    """All message keys."""
    return tuple(_catalogue())


@cache
def _catalogue() -> dict[str, dict[Language, str]]:
    import yaml

    text = Path(__file__).with_name("messages.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, Loader=yaml.CSafeLoader)
    for key, entry in loaded.items():
        if set(entry) != {"zh", "en"}:
            raise ValueError(f"messages.yaml: {key}: wants exactly zh and en, has {sorted(entry)}")
    return cast("dict[str, dict[Language, str]]", loaded)
