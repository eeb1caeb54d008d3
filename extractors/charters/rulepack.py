"""The packs of rules that come with the program, and which of them a charter is judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from extractors.charters.rulefile import load_national, load_pack
from extractors.charters.rulemodel import Pack
from extractors.charters.setting import Setting, When

_RULES = Path(__file__).parent / "rules"
_PACKS = Path(__file__).parent / "packs"


@cache
def rule_pack() -> Pack:
    """The national pack, loaded once."""
    return load_national(_RULES)


@cache
def local_packs() -> tuple[Pack, ...]:
    """The packs for areas and special kinds of organisations that come with the program, in order of their names."""
    return tuple(load_pack(path, rule_pack()) for path in sorted(_PACKS.glob("*.yaml")))


def own_pack(wanted: Path) -> Pack:
    """A user's own pack of one file, or a pack of the program by its name, then used on every charter.

    Raises:
        ConfigurationError: see `load_pack`.
    """
    named = next((pack for pack in local_packs() if pack.name == str(wanted)), None)
    return replace(named, when=When()) if named else load_pack(wanted, rule_pack())


def packs_for(setting: Setting, own: Pack | None = None) -> tuple[Pack, ...]:
    """The packs that a charter is judged by: the national one, those whose conditions it meets, and the user's own."""
    offered = [pack for pack in local_packs() if own is None or pack.name != own.name]
    return (rule_pack(), *(pack for pack in (*offered, *([own] if own else [])) if pack.when.fits(setting)))


def defect_names(rule_id: str) -> Mapping[str, str]:
    """What the defects of a rule of the program's own packs are called, by code; local variants included."""
    names: dict[str, str] = {}
    for pack in (rule_pack(), *local_packs()):
        names |= {v.defect: v.name for v in pack.variants if v.rule == rule_id}
        for rule in pack.rules:
            if rule.id == rule_id:
                names |= rule.defects
    return names
