"""What the ranker looks at: for each indicator that a number might be, named features that a person can read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.observations.catalogue import unit_classes
from extractors.observations.frame import Frame
from extractors.observations.indicator import (
    Choice,
    Surroundings,
    Topic,
    counted_noun,
    ends_with_organisation,
    is_structural,
)
from models.ranker import Offer


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules say of a number before the ranker looks: their choice, and whether it is a change or a share."""

    choice: Choice
    change: bool
    share: bool


_MOST_TOPICS = 5


@lru_cache(maxsize=16384)
def _words(text: str) -> tuple[str, ...]:
    import rjieba

    return tuple(dict.fromkeys(w for w in rjieba.cut(text) if w.strip() and not w[0].isdigit()))


def options(
    frame: Frame,
    found: Sequence[Choice],
    decision: Decision,
    inherited: str | None,
    previous: Sequence[tuple[str, str]],
    topics: Sequence[Topic],
) -> list[Choice]:
    """The indicators that a number might be, the rules' own choice first, without repeats.

    Args:
        frame: the number's zones.
        found: the catalogue's candidates, best first.
        decision: what the rules say.
        inherited: the indicator that it would take over from a number before it, if any.
        previous: (indicator, unit) of the numbers before it in the paragraph, nearest last.
        topics: what headings and the sentence before speak of.
    """
    made = {decision.choice.code: decision.choice}

    def add(choice: Choice) -> None:
        made.setdefault(choice.code, choice)

    for choice in found[:5]:
        add(choice)
    if inherited:
        add(Choice(inherited, 0.5, "", "inherited"))
    kinds = unit_classes(frame.quantity.unit)
    same = [code for code, unit in previous[-5:] if unit_classes(unit) & kinds]
    for code in reversed(same):
        add(Choice(code, 0.4, "", "paragraph"))
    if "count" in kinds and (counted_noun(frame.right) == "organisation" or ends_with_organisation(frame.left)):
        add(Choice("reg.total", 0.4, "", "organisation"))
        add(Choice("role.participants", 0.3, "", "organisation"))
    offered = len(made)
    for topic in topics:
        if topic.units & kinds:
            add(Choice(topic.code, 0.2, topic.cue, topic.zone))
        if len(made) >= offered + _MOST_TOPICS:
            break
    add(Choice("other", 0.3, "", "none"))
    return list(made.values())


def features(
    frame: Frame,
    offered: Sequence[Choice],
    decision: Decision,
    inherited: str | None,
    previous: Sequence[tuple[str, str]],
    words: Sequence[str],
    guesses: Mapping[str, float],
) -> Offer:
    """The features of each offered indicator, in order of ``offered``.

    ``words`` are the words near the number (``words_near``); ``guesses`` the probabilities that the proposer gives indicators by the words alone; the other arguments are those
    of ``options``.
    """
    kinds = _kinds(frame.quantity.unit)
    last = previous[-1][0] if previous else ""
    same = _last_alike(frame, previous)
    top = decision.choice
    runner = offered[1].score if len(offered) > 1 else 0.0
    build = "change" if decision.change else "share" if decision.share else "plain"
    state = f"state={build}|{counted_noun(frame.right)}|{is_structural(frame.left)}|{frame.addressed}"
    left, right = _words(frame.left[-24:]), _words(frame.right[:14])
    edge = [f"l1={w}" for w in left[-1:]] + [f"r1={w}" for w in right[:1]]
    with_code = [*words, *edge, state, f"unit={frame.quantity.unit}", f"class={kinds}", f"after={last}"]
    with_code.append(f"against={top.code}")
    with_role = [
        *edge,
        state,
        f"class={kinds}",
        f"top={top.zone}|{min(int(top.score * 3), 9)}",
        f"margin={min(int((top.score - runner) * 2), 6)}",
    ]
    codes, roles, own = [], [], []
    for rank, choice in enumerate(offered):
        code = choice.code
        role = f"{'first' if code == top.code else choice.zone}|{'other' if code == 'other' else 'named'}"
        ties = f"{code == inherited}|{code == same}|{code == last}|{role}"
        codes.append(code)
        roles.append(role)
        own.append(
            (
                f"code={code}",
                f"role={code}|{role}",
                f"rank={min(rank, 4)}|{role}",
                f"score={choice.zone}|{min(int(choice.score * 3), 9)}|{role}",
                f"ties={ties}",
                f"ties={ties}|{state}",
                f"cue={choice.cue}|{code}",
                f"guess={int(guesses.get(code, 0.0) * 10)}|{role}",
                f"guessed={max(-12, int(math.log(guesses.get(code, 0.0) + 1e-6)))}",
            )
        )
    return Offer(tuple(own), ((tuple(with_code), tuple(codes)), (tuple(with_role), tuple(roles))))


@lru_cache(maxsize=256)
def _kinds(unit: str) -> str:
    return "+".join(sorted(unit_classes(unit)))


def _last_alike(frame: Frame, previous: Sequence[tuple[str, str]]) -> str:
    """The indicator of the last number with a unit of the same kind, "" without one."""
    kinds = unit_classes(frame.quantity.unit)
    return next((code for code, unit in reversed(previous[-5:]) if unit_classes(unit) & kinds), "")


def words_near(frame: Frame, around: Surroundings) -> list[str]:
    """The words near a number with where they stand: l left, r right, b before, p sentence before, h heading."""
    left, right = _words(frame.left[-24:]), _words(frame.right[:14])
    words = [f"l={w}" for w in left] + [f"l2={w}" for w in left[-2:-1]] + [f"r={w}" for w in right]
    words += [f"t2={frame.left[-2:]}", f"t3={frame.left[-3:]}", f"h2={frame.right[:2]}", f"h3={frame.right[:3]}"]
    words += [f"b={w}" for w in _words((frame.before + frame.shared)[-40:])]
    words += [f"p={w}" for w in _words(around.previous[-30:])] + [f"h={w}" for w in _words(around.headings[-60:])]
    return words
