"""The same fact stated twice, in one document and in several."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from audit_builders import observed

from extractors.audit import audit, audit_across, flagged
from extractors.records import Observation, as_dict


def conflicts(marked: str) -> list[str]:
    return [f.severity for f in audit(observed(marked)) if f.check == "conflict"]


def test_two_numbers_for_one_fact() -> None:
    marked = "截至年底，全县登记社会组织⟦168家⟧。\n全县⟦186家⟧社会组织中，多数规模小。"
    (finding,) = audit(observed(marked))
    assert (finding.kind, finding.expected, finding.found) == ("conflict", 168, 186)
    assert "168家" in finding.message
    assert "186家" in finding.message


@pytest.mark.parametrize(
    "marked",
    [
        "全县登记社会组织⟦168家⟧。\n全县⟦168家⟧社会组织中，多数规模小。",
        "全县登记社会组织⟦168家⟧。\n教育类社会组织⟦86家⟧。",
        "全县登记社会组织⟦168家⟧。\n全县⟦186家|p=2021-12-31⟧社会组织。",
        "全县登记社会组织⟦168家⟧。\n力争全县社会组织达到⟦186家|s=planned⟧。",
        "全县登记社会组织⟦168家⟧。\n全县社会组织⟦170家|b=approx⟧。",
        "全县登记社会组织⟦1.2万家⟧。\n全县社会组织⟦12,034家⟧。",
        "全县登记社会组织⟦168家⟧。\n全县社会组织⟦9家⟧获奖。",
        "发放物资⟦168件|i=fund.goods⟧。\n发放物资⟦186件|i=fund.goods⟧。",
    ],
)
def test_no_conflict(marked: str) -> None:
    assert conflicts(marked) == []


def test_conflicts_between_documents_from_a_stream_of_records() -> None:
    def stream() -> Iterator[Observation | dict[str, object]]:
        for doc, number in (("甲", 412), ("乙", 421), ("丙", 412)):
            (o,) = observed(f"全县登记社会组织⟦{number}家⟧。", doc=doc)
            yield o if doc == "甲" else as_dict(o)

    (finding,) = audit_across(stream())
    assert (finding.kind, finding.doc, len(finding.observations)) == ("cross_document", "甲", 3)
    assert "《乙》为“421家”" in finding.message


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("o=社会团体;c=own", "青禾县本级，2022年12月31日，reg.total，社会团体"),
        ("o=None;p=2022", "青禾县，2022年12月31日，reg.total"),
        ("i=reg.new;k=flow;p=2022-01/2022-06", "青禾县，2022年1月至2022年6月，reg.new，社会组织"),
        ("i=reg.new;k=flow;p=2020/..", "青禾县，2020年以来，reg.new，社会组织"),
    ],
)
def test_a_conflict_between_documents_names_the_fact(fields: str, said: str) -> None:
    numbers = [o for n in (412, 421) for o in observed(f"共⟦{n}家|{fields}⟧。", doc=str(n))]
    (finding,) = audit_across(numbers)
    assert f"（{said}）的数字不一致：《412》为“412家”，《421》为“421家”" in finding.message


@pytest.mark.parametrize("other", ["421家|p=2021-12-31", "421家|a=松溪县", "421家|b=approx", "42家", "412家"])
def test_no_conflict_between_documents(other: str) -> None:
    first, second = observed("社会组织⟦412家⟧。", doc="甲"), observed(f"社会组织⟦{other}⟧。", doc="乙")
    assert audit_across([*first, *second]) == []


def test_flags_follow_from_findings() -> None:
    marked = (
        "全县登记社会组织⟦412家|id=T⟧，其中社会团体⟦180家|o=社会团体;of=T⟧、民非⟦232家|o=民办非企业单位;of=T⟧、"
        "基金会⟦3家|o=基金会;of=T⟧。应检⟦268家|i=insp.due⟧，参检⟦255家|i=insp.participated⟧，参检率⟦97.1%|i=insp.rate⟧。"
        "全县登记社会组织⟦431家⟧。全县登记社会组织⟦412家⟧。"
    )
    numbers = observed(marked)
    flags = [o.flags for o in flagged(numbers, audit(numbers))]
    assert flags[0] == ("conflict", "sum_mismatch")
    assert flags[1:4] == [("sum_mismatch",)] * 3
    assert flags[4:7] == [("share_mismatch",)] * 3
    assert flags[7:] == [("conflict",), ("repeated",)]


def test_a_bound_makes_another_statement() -> None:
    numbers = observed("社会组织⟦412家⟧。社会组织⟦412家|b=min⟧。社会组织⟦412家|o=基金会⟧。")
    assert [o.flags for o in flagged(numbers, [])] == [(), (), ()]


def test_equal_items_of_one_list_are_no_repeats() -> None:
    numbers = observed(
        "新成立⟦7家|id=T⟧，其中幼儿园⟦1家|of=T⟧、养老院⟦1家|of=T⟧，走访⟦3家|i=other⟧、约谈⟦3家|i=other⟧。\n新成立⟦7家⟧。"
    )
    assert [o.flags for o in flagged(numbers, [])] == [(), (), (), (), (), ("repeated",)]
