"""How often Python looks for garbage that holds on to itself in cycles."""

from __future__ import annotations

import gc

# Containers that may be made and kept before it looks; Python's own 700 are a handful of numbers of a document.
_CONTAINERS = 10_000


def look_seldom() -> None:
    """Let this process look for cycles less often.

    Records hold no cycles and are freed when nobody needs them any more. At Python's own pace looking takes up to a fifth
    of the time of reading numbers; what libraries leave in cycles is still found, only later.
    """
    gc.set_threshold(_CONTAINERS)
