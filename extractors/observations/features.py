"""What the ranker looks at: named features of a number, its words, its candidates and the numbers before it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extractors.observations.catalogue import unit_classes
from extractors.observations.frame import Frame
from extractors.observations.indicator import Choice, Surroundings, counted_noun, is_average, is_structural


@lru_cache(maxsize=16384)
def _words(text: str) -> tuple[str, ...]:
    import rjieba

    return tuple(w for w in rjieba.cut(text) if w.strip() and not w.isdigit())


def _bucket(score: float) -> str:
    return str(min(int(score * 2), 8))


def features(
    frame: Frame,
    found: Sequence[Choice],
    decided: Choice,
    change: bool,
    share: bool,
    previous: Sequence[tuple[str, str]],
    around: Surroundings,
) -> list[str]:
    """The features of one number, as strings that a person can read.

    Args:
        frame: the number's zones.
        found: candidates of the catalogue, best first.
        decided: what the rules chose.
        change: whether it is a growth or difference; ``share``: whether it is a share or an average.
        previous: (indicator, unit) of the numbers before it in the same paragraph, nearest last.
        around: headings and the sentence before.
    """
    made = [f"rule={decided.code}", f"rule={decided.code}|{decided.zone}", f"score={decided.code}|{_bucket(decided.score)}"]
    for rank, choice in enumerate(found[:4]):
        made.append(f"cand={choice.code}")
        made.append(f"cand{min(rank, 2)}={choice.code}|{choice.zone}")
    kinds = "+".join(sorted(unit_classes(frame.quantity.unit)))
    made += [f"unit={frame.quantity.unit}", f"class={kinds}", f"noun={counted_noun(frame.right)}"]
    if is_structural(frame.left):
        made.append("arranged")
    if change:
        made.append("change")
    if share:
        made.append("share")
    if is_average(frame):
        made.append("average")
    if previous:
        made += [f"before={previous[-1][0]}", f"before={previous[-1][0]}|{kinds}|{is_structural(frame.left)}"]
        same = [code for code, unit in previous[-5:] if unit_classes(unit) & unit_classes(frame.quantity.unit)]
        if same:
            made.append(f"same={same[-1]}")
    left = _words(frame.left[-24:])
    made += [f"l1={w}" for w in left[-1:]] + [f"l2={w}" for w in left[-2:-1]] + [f"l={w}" for w in left]
    made += [f"l1={w}|{kinds}" for w in left[-1:]]
    right = _words(frame.right[:14])
    made += [f"r1={w}" for w in right[:1]] + [f"r={w}" for w in right]
    made += [f"b={w}" for w in _words((frame.before + frame.shared)[-40:])]
    made += [f"p={w}" for w in _words(around.previous[-30:])]
    made += [f"h={w}" for w in _words(around.headings[-60:])]
    return made
