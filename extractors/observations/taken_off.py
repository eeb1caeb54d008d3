"""Lists of irregular and dishonest organisations: those taken off one are no additions to it."""

from __future__ import annotations

import re

from extractors.observations.frame import Frame

TAKEN_OFF = "taken_off"
"""The flag of such a number: its indicator is that of the list, its meaning the opposite."""

_LISTS = ("enf.abnormal_list", "enf.dishonest_list")
# 移出异常名录6家, 移出的有9家; but 未移出…的12家 and 移出异常名录转列失信3家
_BEFORE = re.compile(r"(?<![未没能予])移[出除](?![^，。；、]*(?:列入|转))[^，。；、]{0,16}$")
# 将6家移出名录, 6家信用修复后移出
_BEHIND = re.compile(r"(?:社会(?:组织|团体)|单位|协会|机构)?(?:从|已|信用修复后|整改后|依申请)?移[出除]")


def is_taken_off(frame: Frame, code: str) -> bool:
    """Whether a number is of those taken off the list that its indicator counts."""
    return code in _LISTS and bool(_BEFORE.search(frame.left) or _BEHIND.match(frame.right))
