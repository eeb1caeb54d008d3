"""Rates, shares and changes against the numbers beside them."""

from __future__ import annotations

import pytest
from audit_builders import observed

from extractors.audit import audit

INSPECTED = "应检社会组织⟦{}家|i=insp.due⟧，参检⟦{}家|i=insp.participated⟧，参检率⟦{}|i=insp.rate⟧。"


def found(marked: str) -> list[tuple[str, str, str]]:
    return [(f.check, f.kind, f.severity) for f in audit(observed(marked))]


@pytest.mark.parametrize("rate", ["94.6%", "94.5%", "94.59%", "94.60%", "95%", "94%"])
def test_a_rate_may_be_rounded_or_cut_off(rate: str) -> None:
    # 1925 of 2035 are 94.5946 %; 94.60 % is neither rounded nor cut off.
    assert bool(found(INSPECTED.format(2035, 1925, rate))) == (rate == "94.60%")


def test_a_wrong_rate_is_said_with_its_arithmetic() -> None:
    (finding,) = audit(observed(INSPECTED.format(268, 255, "97.1%")))
    assert (finding.check, finding.kind, finding.severity) == ("share", "share", "error")
    assert "参检255家÷应检社会组织268家＝95.15%" in finding.message
    assert finding.found == 97.1


@pytest.mark.parametrize(
    "marked",
    [
        # Late reports count, too.
        "应报⟦286家|i=insp.due⟧，按时报送⟦271家|i=insp.participated⟧，逾期补报⟦9家|i=insp.participated⟧，年报率⟦97.9%|i=insp.rate⟧。",
        # Another rate than that of the numbers before it.
        "应检⟦226家|i=insp.due⟧，实检⟦211家|i=insp.participated⟧，合格率⟦98%|i=other⟧。",
        # Of another base than the total beside it.
        "支出⟦1,398.77万元|i=fund.expense;id=T⟧：公益支出⟦1,312.05万元|i=fund.charity;of=T⟧，占上年末净资产的⟦61.8%|i=other⟧。",
        "应检⟦268家|i=insp.due;b=min⟧，参检⟦255家|i=insp.participated⟧，参检率⟦97.1%|i=insp.rate⟧。",
        "应检⟦268家|i=insp.due⟧，参检⟦255家|i=insp.participated⟧，参检率⟦90%|i=insp.rate;b=min⟧。",
        "应检⟦268家|i=insp.due⟧，未参检⟦13家|i=insp.not_participated⟧，参检率⟦95.1%|i=insp.rate⟧。",
    ],
)
def test_no_finding_on_rates(marked: str) -> None:
    assert found(marked) == []


def test_shares_of_a_stated_total() -> None:
    marked = "参检⟦1,861家|id=T;i=insp.participated⟧，其中合格⟦1,702家|i=insp.passed;of=T⟧，占⟦{}|i=other⟧。"
    assert found(marked.format("91.5%")) == []
    assert found(marked.format("92.5%")) == [("share", "share", "error")]


@pytest.mark.parametrize(
    ("marked", "wrong"),
    [
        ("抽检合格率为⟦105%|i=other⟧。", True),
        ("抽检合格率为⟦100%|i=other⟧。", False),
        ("会费预算完成率⟦105%|i=other⟧。", False),
        ("合格率提高⟦105%|i=other;k=change⟧。", False),
        ("登记社会组织⟦1,286家⟧，党组织覆盖⟦1,086家|i=party.covered⟧，覆盖率⟦84.4%|i=party.coverage_rate⟧。", False),
        ("登记社会组织⟦1,286家⟧，党组织覆盖⟦1,086家|i=party.covered⟧，覆盖率⟦62.4%|i=party.coverage_rate⟧。", True),
        ("党组织⟦684个|i=party.orgs⟧，覆盖⟦1,203家|i=party.covered⟧，覆盖率⟦61.7%|i=party.coverage_rate⟧。", False),
        ("登记社会组织⟦1,286家⟧，占全省⟦12,000家|a=云岭省⟧的⟦10.7%|i=other⟧。", False),
        ("登记社会组织⟦1,286家⟧，占全省⟦12,000家|a=云岭省⟧的⟦20%|i=other⟧。", True),
    ],
)
def test_rates(marked: str, wrong: bool) -> None:
    assert found(marked) == ([("share", "share", "error")] if wrong else [])


@pytest.mark.parametrize(
    ("marked", "wrong"),
    [
        ("社会组织⟦1,093个⟧，比上年增加⟦88个|k=change⟧，增长⟦8.8%|k=change⟧。", False),
        ("社会组织⟦1,093个⟧，比上年增加⟦88个|k=change⟧，增长⟦9.8%|k=change⟧。", True),
        ("社会组织⟦4,512个⟧，比上年减少⟦67个|k=change⟧，下降⟦1.46%|k=change⟧。", False),
        ("社会组织⟦4,512个⟧，比上年减少⟦67个|k=change⟧，下降⟦1.64%|k=change⟧。", True),
        ("社会组织⟦240家⟧，比上年末的⟦200家|p=2021-12-31⟧增加⟦40家|k=change⟧，增长⟦20%|k=change⟧。", False),
        ("社会组织⟦240家⟧，比上年末的⟦200家|p=2021-12-31⟧增加⟦40家|k=change⟧，增长⟦25%|k=change⟧。", True),
        ("社会组织⟦240家⟧，比上年末的⟦200家|p=2021-12-31⟧增加⟦40家|k=change⟧，增长⟦15%|k=change⟧。", True),
        ("社会组织⟦240家⟧，比前年末的⟦200家⟧增加⟦40家|k=change⟧；上年较前年减少⟦18家|k=change⟧。", False),
        ("社会组织⟦2,764家⟧，较6月末增加⟦14家|k=change⟧，较去年同期增长⟦1.9%|k=change⟧。", False),
        ("社会组织⟦2,764家⟧，较去年末增加⟦14家|k=change⟧，同比增长⟦1.9%|k=change⟧。", True),
        ("从业人员⟦515人⟧，比上年增加⟦15人|k=change⟧，增长⟦5%|k=change⟧。", True),
        ("由市级登记⟦515家⟧，比上年增加⟦15家|k=change⟧，增长⟦5%|k=change⟧。", True),
        ("在上年⟦500家⟧的基础上增加⟦15家|k=change⟧，增长⟦3%|k=change⟧。", False),
        ("资金由⟦300万元⟧压减为⟦240万元|k=change⟧，降幅⟦20%|k=change⟧。", False),
        ("覆盖率由⟦62%⟧提高到⟦71%⟧，提高⟦9个百分点|k=change;u=百分点⟧。", False),
        ("覆盖率由⟦62%⟧提高到⟦71%⟧，提高⟦8个百分点|k=change;u=百分点⟧。", True),
        ("覆盖率由⟦62.4%⟧提高到⟦71%⟧，提高⟦8.5个百分点|k=change;u=百分点⟧。", False),
        ("社会组织由⟦612家⟧增加到⟦1,047家⟧，增长⟦71.1%|k=change⟧。", False),
        ("社会组织由⟦612家⟧增加到⟦1,047家⟧，增长⟦41.6%|k=change⟧。", True),
        ("社会组织由⟦612家⟧增加到⟦1,047家⟧，增加⟦435家|k=change⟧。", False),
        ("社会组织由⟦612家⟧增加到⟦1,047家⟧，增加⟦453家|k=change⟧。", True),
        ("社会组织由⟦612家⟧增加到⟦1,047家⟧，年均增长⟦5.1%|k=change⟧。", False),
        ("覆盖率⟦47.0%⟧，较年初的⟦38.2%⟧提高⟦8.8个百分点|k=change;u=百分点⟧。", False),
        ("覆盖率⟦47.0%⟧，较年初的⟦38.2%⟧提高⟦9.8个百分点|k=change;u=百分点⟧。", True),
        ("新成立⟦39家|i=reg.new;k=flow⟧，注销⟦45家|i=reg.deregistered;k=flow⟧，净减少⟦6家|k=change⟧。", False),
        ("新成立⟦39家|i=reg.new;k=flow⟧，注销⟦45家|i=reg.deregistered;k=flow⟧，净减少⟦9家|k=change⟧。", True),
    ],
)
def test_changes(marked: str, wrong: bool) -> None:
    assert [check for check, _, _ in found(marked)] == (["identity"] if wrong else [])
