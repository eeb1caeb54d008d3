"""What the ranker looks at: for each indicator that a number might be, named features that a person can read."""

from __future__ import annotations

from collections.abc import Sequence
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
    around: Surroundings,
) -> Offer:
    """The features of each offered indicator, in order of ``offered``; arguments as in ``options``."""
    kinds = "+".join(sorted(unit_classes(frame.quantity.unit)))
    noun = counted_noun(frame.right)
    last = previous[-1][0] if previous else ""
    same = next(
        (code for code, unit in reversed(previous[-5:]) if unit_classes(unit) & unit_classes(frame.quantity.unit)), ""
    )
    state = f"{'change' if decision.change else 'share' if decision.share else 'plain'}|{noun}|{is_structural(frame.left)}|{frame.addressed}"
    left, right = _words(frame.left[-24:]), _words(frame.right[:14])
    words = [f"l={w}" for w in left] + [f"l1={w}" for w in left[-1:]] + [f"l2={w}" for w in left[-2:-1]]
    words += [f"r1={w}" for w in right[:1]] + [f"r={w}" for w in right]
    words += [f"b={w}" for w in _words((frame.before + frame.shared)[-40:])]
    words += [f"p={w}" for w in _words(around.previous[-30:])] + [f"h={w}" for w in _words(around.headings[-60:])]
    top = decision.choice
    runner = offered[1].score if len(offered) > 1 else 0.0
    edge = [f"e{w}" for w in words if w.startswith(("l1=", "r1="))]
    codes, roles, made = [], [], []
    for rank, choice in enumerate(offered):
        code = choice.code
        first = code == top.code
        role = f"{'first' if first else choice.zone}|{'other' if code == 'other' else 'named'}"
        one = [
            f"code={code}",
            f"code={code}|{role}",
            f"rank={min(rank, 4)}",
            f"zone={choice.zone}|{first}",
            f"score={choice.zone}|{min(int(choice.score * 3), 9)}|{role}",
            f"top={top.zone}|{min(int(top.score * 3), 9)}|{role}",
            f"margin={min(int((top.score - runner) * 2), 6)}|{role}",
            f"inherits={code == inherited}|{role}",
            f"same={code == same}|{role}",
            f"last={code == last}|{role}",
            f"state={state}|{role}",
            f"state={state}|{code == same}|{code == inherited}|{role}",
            f"unit={frame.quantity.unit}|{code}",
            f"class={kinds}|{code}",
            f"class={kinds}|{role}",
            f"state={state}|{code}",
            f"cue={choice.cue}|{code}",
            f"after={last}|{code}",
            f"against={top.code}|{code}",
        ]
        codes.append(code)
        roles.append(role)
        made.append(tuple(one))
    crossings = ((tuple(dict.fromkeys(words)), tuple(codes)), (tuple(edge), tuple(roles)))
    return Offer(tuple(made), crossings)
