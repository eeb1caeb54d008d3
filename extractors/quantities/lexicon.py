"""The words of ``units.yaml`` and ``context.yaml`` as patterns, loaded once."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from extractors.quantities.model import Bound

_HERE = Path(__file__).parent
_UNIT_KEYS = {
    "strong",
    "weak",
    "figures_only",
    "not_before",
    "spellings",
    "money",
    "ratio",
    "discrete",
    "implied",
    "epithets",
}
_BOUND_KEYS = {
    "before",
    "before_round_only",
    "not_after",
    "filler",
    "after",
    "after_share",
    "inner_min",
    "inner_approx",
}
# XX街道 is a street whose name is hidden.
_PLACES = {"社区", "乡镇", "街道"}
_CONTEXT_KEYS = {
    "bounds",
    "structural",
    "structural_figures",
    "concrete",
    "holding",
    "one_counts",
    "one_acts",
    "none_counts",
    "postposed",
    "slogans",
    "refused_before",
    "refused_labels",
    "refused_counters",
    "counter_heads",
    "refused_before_han",
    "refused_rank",
    "not_rank",
    "refused_after",
    "idioms",
    "conditions",
    "weak_conditions",
    "condition_amounts",
    "condition_things",
    "condition_counts",
    "far_bounds",
    "money_cues",
    "zero_things",
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns and sets of the scanner. Patterns named ``*_back`` match reversed text, from the number leftwards."""

    unit: str
    masked_unit: str
    unit_initials: str
    spellings: dict[str, str]
    strong: frozenset[str]
    weak: frozenset[str]
    money: frozenset[str]
    ratio: frozenset[str]
    discrete: frozenset[str]
    implied: re.Pattern[str]
    implied_unit: dict[str, str]
    bound_back: re.Pattern[str]
    bound_of: dict[str, Bound]
    round_only: frozenset[str]
    not_bound_back: re.Pattern[str]
    after: str
    after_of: dict[str, Bound]
    after_share: str
    structural: re.Pattern[str]
    structural_figures: re.Pattern[str]
    concrete: re.Pattern[str]
    holding_back: re.Pattern[str]
    one_back: re.Pattern[str]
    none_back: re.Pattern[str]
    postposed_back: re.Pattern[str]
    one_act_back: re.Pattern[str]
    one_act: re.Pattern[str]
    slogan: re.Pattern[str]
    refused_back: re.Pattern[str]
    refused_han_back: re.Pattern[str]
    rank_back: re.Pattern[str]
    refused_after: re.Pattern[str]
    idiom: re.Pattern[str]
    condition_back: re.Pattern[str]
    weak_condition_back: re.Pattern[str]
    condition_amount_back: re.Pattern[str]
    condition_thing: re.Pattern[str]
    far_bound_back: re.Pattern[str]
    money_cue: re.Pattern[str]
    noun: re.Pattern[str]
    zero_thing: str


def load(name: str, keys: set[str]) -> dict[str, Any]:
    """The mapping of a YAML file beside this one; ValueError when a key is unknown or missing."""
    path = _HERE / name
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    _check(data, keys, str(path.name))
    return dict(data)


def _check(data: Any, keys: set[str], where: str) -> None:
    if not isinstance(data, dict):
        raise ValueError(f"{where}: a mapping is wanted")
    for key in data.keys() ^ keys:
        raise ValueError(f"{where}: {'unknown' if key in data else 'missing'} key {key!r}")


def word_list(value: Any) -> list[str]:
    """A list of words, or words with blanks between."""
    return value.split() if isinstance(value, str) else [str(v) for v in value]


def either(alternatives: Iterable[str], *, back: bool = False) -> str:
    """A pattern of all words, the longest first; ``back`` for reversed text."""
    ordered = sorted(set(alternatives), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w[::-1] if back else w) for w in ordered)


def _unit_pattern(words: Sequence[str], not_before: dict[str, list[str]]) -> str:
    """The order of ``words`` by their first character, as common units save time; of one character the longest first.

    A unit of several characters may be broken by a line end between them (printed columns).
    """
    initials = {word[0]: rank for rank, word in reversed([*enumerate(words)])}
    parts = []
    for word in sorted(set(words), key=lambda w: (initials[w[0]], -len(w), w)):
        part = r"\n{0,2}".join(re.escape(c) for c in word)
        banned = not_before.get(word)
        parts.append(f"{part}(?!{either(banned)})" if banned else part)
    return f"(?=[{re.escape(''.join(initials))}])(?:{'|'.join(parts)})"


@functools.cache
def lexicon() -> Lexicon:
    """The compiled words. Raises ValueError naming file and key when a YAML file has an unknown or missing key."""
    units = load("units.yaml", _UNIT_KEYS)
    context = load("context.yaml", _CONTEXT_KEYS)
    bounds = context["bounds"]
    _check(bounds, _BOUND_KEYS, "context.yaml: bounds")
    strong, weak, figures = (word_list(units[k]) for k in ("strong", "weak", "figures_only"))
    money, ratio = word_list(units["money"]), word_list(units["ratio"])
    spellings = {form: unit for unit, forms in units["spellings"].items() for form in forms}
    masked = [*strong, *weak, *money, *ratio, *spellings]
    every = [*masked, *figures]
    implied = {noun: unit for unit, nouns in units["implied"].items() for noun in nouns}
    before = {word: kind for kind, words in bounds["before"].items() for word in words}
    after = {word: kind for kind, words in bounds["after"].items() for word in words}
    filler = either(bounds["filler"], back=True)
    counters = either(word_list(context["refused_counters"]), back=True)
    heads = either(word_list(context["counter_heads"]), back=True)
    return Lexicon(
        unit=_unit_pattern(every, units["not_before"]),
        masked_unit=_unit_pattern([w for w in masked if w not in _PLACES], units["not_before"]),
        unit_initials="".join(sorted({w[0] for w in masked})),
        spellings=spellings,
        strong=frozenset(strong) | frozenset(money),
        weak=frozenset(weak),
        money=frozenset(money),
        ratio=frozenset(ratio),
        discrete=frozenset(word_list(units["discrete"])),
        implied=re.compile(f"(?:的|多)?(?:{either(units['epithets'])})?({either(implied)})"),
        implied_unit=implied,
        bound_back=re.compile(rf"\s?(?:{filler})?\s?({either(before, back=True)})"),
        bound_of=before,
        round_only=frozenset(bounds["before_round_only"]),
        not_bound_back=re.compile(rf"(?:{either(bounds['not_after'], back=True)})"),
        after=either(after),
        after_of=after | bounds["after_share"],
        after_share=either([*after, *(set(bounds["after_share"]) - {"强"})]) + "|强(?![化调大有国力势])",
        structural=re.compile(f"(?:大|主要|重点)?(?:{either(word_list(context['structural']))})"),
        structural_figures=re.compile(f"(?:{either(word_list(context['structural_figures']))})"),
        concrete=re.compile(f"[^，。；、：,;:\n]{{0,6}}?(?:{either(word_list(context['concrete']))})"),
        holding_back=re.compile(f"(?:{either(context['holding'], back=True)})"),
        one_back=re.compile(rf"(?:有)?(?:{either(context['one_counts'], back=True)})"),
        none_back=re.compile(f"(?:{either(context['none_counts'], back=True)})"),
        postposed_back=re.compile(f"(?:{either(word_list(context['postposed']), back=True)})"),
        one_act_back=re.compile(f"了?(?:{either(context['one_acts'], back=True)})"),
        one_act=re.compile(f"(?:{either(context['one_acts'])})[，。；、,;]"),
        slogan=re.compile(rf"(?:{either(context['slogans'])})一(.)(?:[、，,]?[一-龥]{{1,5}}?一\1){{1,4}}"),
        refused_back=re.compile(
            rf"[\s:：为]{{0,2}}(?:{either(word_list(context['refused_before']), back=True)})"
            rf"|[\s:：]{{1,2}}(?:{either(word_list(context['refused_labels']), back=True)})"
            rf"|\s?[:：]\s?(?:{counters})|[\s(（\[［【〔]\s?(?:{counters})(?:{heads})?(?![一-龥])"
        ),
        refused_han_back=re.compile(f"(?:{either(context['refused_before_han'], back=True)})"),
        rank_back=re.compile(
            f"(?!(?:{either(context['not_rank'], back=True)}))(?:{either(context['refused_rank'], back=True)})"
        ),
        refused_after=re.compile(rf"\s?(?:{either(word_list(context['refused_after']))})"),
        idiom=re.compile(f"(?:{either(word_list(context['idioms']))})"),
        condition_back=re.compile(f"(?:{either(context['conditions'], back=True)})(?!不|得不)"),
        weak_condition_back=re.compile(f"(?:{either(context['weak_conditions'], back=True)})(?!不|得不)"),
        condition_amount_back=re.compile(f"(?:{either(context['condition_amounts'], back=True)})"),
        condition_thing=re.compile(
            rf"[^，。；、]{{0,3}}?(?:{either(context['condition_things'])})|(?:{either(context['condition_counts'])})?\d"
        ),
        far_bound_back=re.compile(rf"[^，,。；、的\d]{{1,8}}?({either(context['far_bounds'], back=True)})"),
        money_cue=re.compile(f"(?:{either(word_list(context['money_cues']))})"),
        noun=re.compile(f"(?:{either(implied)})"),
        zero_thing=either(context["zero_things"]),
    )
