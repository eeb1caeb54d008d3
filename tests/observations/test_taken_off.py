"""Those taken off a list carry the flag ``taken_off``, those put on it do not."""

from __future__ import annotations

import pytest

from corpora.document import Document
from corpora.structure import analyse
from extractors.observations import load_catalogue, observe


@pytest.mark.parametrize(
    ("text", "taken_off"),
    [
        ("将23家社会组织列入活动异常名录，移出活动异常名录6家。", ["6家"]),
        ("列入活动异常名录41家、移出的有7家。", ["7家"]),
        ("依法将8家社会组织移出活动异常名录。", ["8家"]),
        ("连续两年未移出活动异常名录的5家列入严重违法失信名单。", []),
        ("移出异常名录转列严重违法失信名单3家。", []),
        ("今年以来新列入活动异常名录19家。", []),
    ],
)
def test_taken_off(text: str, taken_off: list[str]) -> None:
    document = Document("a.txt", "0" * 16, "text/plain", f"云岭市2025年社会组织工作总结\n{text}")
    found = observe(document, analyse(document), "work_report", load_catalogue())
    lists = [o for o in found if o.indicator in ("enf.abnormal_list", "enf.dishonest_list")]
    assert [o.quote for o in lists if "taken_off" in o.flags] == taken_off
    assert lists
