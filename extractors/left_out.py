"""What a text leaves out of a total: （不含省管基金会3家）, 3家社会团体除外."""

from __future__ import annotations

import re

_WITHOUT = re.compile(r"(?:不包?含|不包括|未包?含|未包括|不计|剔除|扣除|除去)[^，。；;、（()）\d]{0,14}$")
_BEHIND = re.compile(
    r"[^，。；;（()）\d]{0,10}(?:除外|[不未]计(?:算)?在内|未(?:统计|包括|包含|纳入|列)在内|不在(?:此列|其内|统计之列))"
)
# In characters: no further before a number begins what leaves it out.
_REACH = 20


def is_left_out(sentence: str, start: int, end: int) -> bool:
    """Whether the number from ``start`` to ``end`` of a sentence is left out of what is counted, and so a part of nothing."""
    return bool(_WITHOUT.search(sentence, max(0, start - _REACH), start) or _BEHIND.match(sentence, end))
