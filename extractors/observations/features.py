"""What the ranker looks at: for each indicator that a number might be, named features that a person can read."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

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
from models.named import Names
from models.ranker import Offer


class Decision(NamedTuple):
    """What the rules say of a number before the ranker looks: their choice, and whether it is a change or a share."""

    choice: Choice
    change: bool
    share: bool


_MOST_TOPICS = 5
# What an offer is: its code, with its role and the rule's word for it.
_CODE = "code={0} role={0}|{1} cue={2}|{0}"
# How good it is: its rank and score (in thirds) by the rules, the proposer's guess in tenths and its logarithm.
_PLACE = "rank={1}|{0} score={2}|{3}|{0} guess={4}|{0} guessed={5}"
# Whether it is the indicator inherited, of the last number alike, of the last number.
_TIES = "ties={1}|{2}|{3}|{0} ties={1}|{2}|{3}|{0}|{4}"
# Whether it is the indicator of the number that this one and its neighbours add up to.
_SUMS = "sums={1}|{0} sums={1}|{2} sums={1}|{2}|{3}"


@cache
def _cutter() -> Callable[[str], list[str]]:
    import rjieba

    cut: Callable[[str], list[str]] = rjieba.cut
    return cut


def _words(text: str) -> list[str]:
    """The words of a text, each once, without numbers and spaces."""
    words = [w for w in _cutter()(text) if w.isalpha() or not (w[0].isdigit() or w.isspace())]
    return list(dict.fromkeys(words))


class Near(NamedTuple):
    """The features of the words near a number.

    ``own`` are those of the words right beside it and of the clause before; ``shared`` those of the sentence before and of
    the headings. Only the ranker looks at ``edge``, the words that touch it and the class of its unit, and at ``unit``.
    """

    own: Names
    shared: Names
    edge: Names
    unit: Names

    @property
    def names(self) -> Names:
        """Those that all models look at."""
        return (*self.own, *self.shared)


def words_near(frame: Frame, around: Surroundings) -> Near:
    """The words near a number with where they stand: l left, r right, b before, p sentence before, h heading."""
    left, left_edge = _left(frame.left[-24:])
    right, right_edge = _right(frame.right[:14])
    before = _named("b", (frame.before + frame.shared)[-40:])
    unit = frame.quantity.unit
    return Near(
        own=(*left, *right, *before, *((f"u={unit}",) if unit else ())),
        shared=_shared(around.previous[-30:], around.headings[-60:]),
        edge=(*left_edge, *right_edge, f"class={_kinds(unit)}"),
        unit=(f"unit={unit}",),
    )


@lru_cache(maxsize=4096)
def _left(text: str) -> tuple[Names, Names]:
    """The features of the words before a number, and of the last of them."""
    words = _words(text)
    names = (*[f"l={w}" for w in words], *[f"l2={w}" for w in words[-2:-1]], f"t2={text[-2:]}", f"t3={text[-3:]}")
    return names, tuple([f"l1={w}" for w in words[-1:]])


@lru_cache(maxsize=4096)
def _right(text: str) -> tuple[Names, Names]:
    """The features of the words behind a number, and of the first of them."""
    words = _words(text)
    names = (*[f"r={w}" for w in words], f"h2={text[:2]}", f"h3={text[:3]}")
    return names, tuple([f"r1={w}" for w in words[:1]])


@lru_cache(maxsize=4096)
def _named(kind: str, text: str) -> Names:
    return tuple([f"{kind}={w}" for w in _words(text)])


@lru_cache(maxsize=1024)
def _shared(previous: str, headings: str) -> Names:
    return _named("p", previous) + _named("h", headings)


def options(
    frame: Frame,
    found: Sequence[Choice],
    decision: Decision,
    inherited: str | None,
    whole: str | None,
    previous: Sequence[tuple[str, str]],
    topics: Sequence[Topic],
) -> list[Choice]:
    """The indicators that a number might be, the rules' own choice first, without repeats.

    Args:
        frame: the number's zones.
        found: the catalogue's candidates, best first.
        decision: what the rules say.
        inherited: the indicator that it would take over from a number before it, if any.
        whole: the indicator of the number that it and its neighbours add up to, if any.
        previous: (indicator, unit) of the numbers before it in the paragraph, nearest last.
        topics: what headings and the sentence before speak of.
    """
    made = {decision.choice.code: decision.choice}
    for choice in found[:5]:
        made.setdefault(choice.code, choice)
    further: list[tuple[str, float, str, str]] = [(code, 0.5, "", "inherited") for code in (whole, inherited) if code]
    kinds = unit_classes(frame.quantity.unit)
    further += [
        (code, 0.4, "", "paragraph")
        for code, unit in reversed(previous[-5:])
        if not unit_classes(unit).isdisjoint(kinds)
    ]
    if "count" in kinds and (counted_noun(frame.right) == "organisation" or ends_with_organisation(frame.left)):
        further += [("reg.total", 0.4, "", "organisation"), ("role.participants", 0.3, "", "organisation")]
    for offer in further:
        if offer[0] not in made:
            made[offer[0]] = Choice(*offer)
    most = len(made) + _MOST_TOPICS
    for topic in topics:
        if topic.code not in made and not topic.units.isdisjoint(kinds):
            made[topic.code] = Choice(topic.code, 0.2, topic.cue, topic.zone)
            if len(made) >= most:
                break
    if "other" not in made:
        made["other"] = Choice("other", 0.3, "", "none")
    return list(made.values())


def features(
    frame: Frame,
    offered: Sequence[Choice],
    decision: Decision,
    inherited: str | None,
    whole: str | None,
    previous: Sequence[tuple[str, str]],
    near: Near,
    guesses: Mapping[str, float],
) -> Offer:
    """The features of each offered indicator, in order of ``offered``.

    ``near`` are the words near the number; ``guesses`` the probabilities that the proposer gives indicators by these words
    alone; the other arguments are those of ``options``.
    """
    last = previous[-1][0] if previous else ""
    same = _last_alike(frame, previous)
    top = decision.choice
    runner = offered[1].score if len(offered) > 1 else 0.0
    build = "change" if decision.change else "share" if decision.share else "plain"
    plain = is_structural(frame.left)
    state = f"state={build}|{counted_noun(frame.right)}|{plain}|{frame.addressed}"
    codes, roles, own = [], [], []
    for rank, choice in enumerate(offered):
        code, zone = choice.code, choice.zone
        role = f"{'first' if code == top.code else zone}|{'other' if code == 'other' else 'named'}"
        guess = guesses.get(code, 0.0)
        codes.append(code)
        roles.append(role)
        own.append(
            (
                (_CODE, code, role, choice.cue),
                (_PLACE, role, min(rank, 4), zone, _third(choice.score), int(guess * 10), _log(guess)),
                (_TIES, role, code == inherited, code == same, code == last, state),
                *(((_SUMS, role, code == whole, plain, code),) if whole else ()),
            )
        )
    return Offer(
        own=tuple(own),
        codes=tuple(codes),
        roles=tuple(roles),
        words=(near.own, near.shared, near.unit),
        edge=near.edge,
        with_both=(state,),
        with_code=(f"after={last}", f"against={top.code}"),
        with_role=(f"top={top.zone}|{_third(top.score)}", f"margin={min(int((top.score - runner) * 2), 6)}"),
    )


def _third(score: float) -> int:
    """A score in thirds, 9 for the highest."""
    return min(int(score * 3), 9)


def _log(guess: float) -> int:
    """The logarithm of a probability, -12 for the least."""
    return max(-12, int(math.log(guess + 1e-6))) if guess else -12


@lru_cache(maxsize=256)
def _kinds(unit: str) -> str:
    return "+".join(sorted(unit_classes(unit)))


def _last_alike(frame: Frame, previous: Sequence[tuple[str, str]]) -> str:
    """The indicator of the last number with a unit of the same kind, "" without one."""
    kinds = unit_classes(frame.quantity.unit)
    for code, unit in reversed(previous[-5:]):
        if not unit_classes(unit).isdisjoint(kinds):
            return code
    return ""
