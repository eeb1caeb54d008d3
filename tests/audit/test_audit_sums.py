"""Parts against totals: what is a finding, and what must not be one."""

from __future__ import annotations

import pytest
from audit_builders import observed

from extractors.audit import audit

TYPES = "全县登记社会组织⟦{}家|id=T⟧，其中社会团体⟦{}家|o=社会团体;of=T⟧、民办非企业单位⟦{}家|o=民办非企业单位;of=T⟧、基金会⟦{}家|o=基金会;of=T⟧。"


def sums(marked: str) -> list[tuple[str, float | int | str | None, float | int | str | None]]:
    return [(f.severity, f.expected, f.found) for f in audit(observed(marked)) if f.check == "sum"]


def test_types_that_do_not_add_up_are_said_with_their_arithmetic() -> None:
    (finding,) = audit(observed(TYPES.format(412, 180, 232, 3)))
    assert (finding.check, finding.kind, finding.severity) == ("sum", "sum", "error")
    assert (finding.expected, finding.found) == (412, 415)
    assert "社会团体180家＋民办非企业单位232家＋基金会3家＝415家" in finding.message
    assert "差3家" in finding.message
    assert len(finding.observations) == 4
    assert "T" in finding.observations


@pytest.mark.parametrize(
    "marked",
    [
        TYPES.format(415, 180, 232, 3),
        # Two ways of dividing one total are not added together.
        "全市共有⟦100家|id=T⟧：社会团体⟦60家|o=社会团体;of=T⟧、民非⟦40家|o=民办非企业单位;of=T⟧；市本级⟦30家|c=own;of=T⟧、县级⟦70家|c=sub;of=T⟧。",
        # Foundations left out: a county of 412 may have three.
        "登记社会组织⟦412家|id=T⟧，其中社会团体⟦180家|o=社会团体;of=T⟧、民办非企业单位⟦229家|o=民办非企业单位;of=T⟧。",
        # A part of a part is no part of the total.
        "社会组织⟦412家|id=T⟧，其中社会团体⟦180家|id=S;o=社会团体;of=T⟧（行业协会⟦30家|o=行业协会商会;of=S⟧）、民非⟦229家|o=民办非企业单位;of=T⟧、基金会⟦3家|o=基金会;of=T⟧。",
        # Kinds in a bracket may be only some.
        "民办非企业单位⟦516家|o=民办非企业单位;id=T⟧（教育类⟦290家|o=民办非企业单位;of=T⟧、民政服务类⟦72家|o=民办非企业单位;of=T⟧）。",
        # What is left out is no part.
        "社会组织⟦412家|id=T⟧，其中社会团体⟦180家|o=社会团体;of=T⟧、民非⟦232家|o=民办非企业单位;of=T⟧（不含省管基金会⟦3家|o=基金会⟧）。",
        # A lone part, and parts that are only some.
        "社会组织⟦412家|id=T⟧，其中基金会⟦3家|o=基金会;of=T⟧。",
        "查处案件⟦402件|i=other;id=T⟧，其中取缔⟦34件|i=other;of=T⟧、劝散⟦144件|i=other;of=T⟧、登记⟦17件|i=other;of=T⟧。",
        "活动⟦60场|i=proj.activities;id=T⟧，主要有讲座⟦30场|i=proj.activities;of=T⟧、义诊⟦20场|i=proj.activities;of=T⟧、比赛⟦8场|i=proj.activities;of=T⟧等。",
        # Who is counted in several parts, and parts that overlap by far.
        "会员⟦50人|i=staff.members;id=T⟧，其中女性⟦32人|i=staff.members;of=T⟧、党员⟦24人|i=staff.members;of=T⟧。",
        "项目⟦60个|i=proj.count;id=T⟧，其中市级⟦50个|i=proj.count;of=T⟧、新设⟦40个|i=proj.count;of=T⟧。",
        # Words and ranges that leave room.
        "社会组织⟦500家|id=T;b=approx⟧，其中社会团体⟦300家|o=社会团体;of=T⟧、民非⟦210家|o=民办非企业单位;of=T⟧、基金会⟦9家|o=基金会;of=T⟧。",
        "社会组织⟦500余家|id=T;b=min;u=家⟧，其中社会团体⟦300家|o=社会团体;of=T⟧、民非⟦270家|o=民办非企业单位;of=T⟧、基金会⟦9家|o=基金会;of=T⟧。",
        "社会组织⟦412家|id=T⟧，其中社会团体⟦180家|o=社会团体;of=T⟧、民非⟦2家|o=民办非企业单位;of=T;v=None;s=masked⟧、基金会⟦3家|o=基金会;of=T⟧。",
        # Rounded amounts.
        "总收入⟦4.5亿元|i=fund.income;id=T⟧：捐赠⟦3.26亿元|i=fund.income;of=T⟧、政府补助⟦0.91亿元|i=fund.income;of=T⟧、其他⟦0.33亿元|i=fund.income;of=T⟧。",
        "共⟦3.2万人|i=staff.total;id=T⟧，专职⟦1.25万人|i=staff.total;of=T⟧、兼职⟦1.99万人|i=staff.total;of=T⟧。",
        # A plan is not held against a fact.
        "社会组织⟦412家|id=T⟧，力争社会团体⟦280家|o=社会团体;of=T;s=planned⟧、民非⟦232家|o=民办非企业单位;of=T;s=planned⟧、基金会⟦3家|o=基金会;of=T;s=planned⟧。",
        # Named places are perhaps not all.
        "新建党组织⟦148个|i=party.orgs_new;id=T⟧，河西区⟦41个|i=party.orgs_new;c=sub;a=河西区;of=T⟧、市直⟦31个|i=party.orgs_new;c=own;of=T⟧。",
        # Late reports complete the sum.
        "应检⟦326家|i=insp.due;id=T⟧，按时参检⟦294家|i=insp.participated;of=T⟧、补检⟦11家|i=insp.participated;of=T⟧、未检⟦21家|i=insp.not_participated;of=T⟧。",
        # Overlapping parts.
        "从业人员⟦1,000人|i=staff.total;id=T⟧，其中女性⟦600人|i=staff.total;of=T⟧、党员⟦500人|i=party.members;of=T⟧。",
    ],
)
def test_no_finding(marked: str) -> None:
    assert sums(marked) == []


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "社会组织⟦3,218家|id=T⟧，市本级⟦692家|c=own;of=T⟧、区县⟦2,562家|c=sub;of=T⟧。",
            ("error", 3218, 3254),
        ),
        (
            "参检⟦255家|id=T;i=insp.participated⟧，其中合格⟦230家|i=insp.passed;of=T⟧、基本合格⟦20家|i=insp.basic;of=T⟧、不合格⟦8家|i=insp.failed;of=T⟧。",
            ("error", 255, 258),
        ),
        (
            "应检⟦268家|id=T;i=insp.due⟧，参检⟦255家|i=insp.participated;of=T⟧，未参检⟦18家|i=insp.not_participated;of=T⟧。",
            ("error", 268, 273),
        ),
        (
            "查处非法社会组织⟦65个|id=T;i=enf.illegal_investigated⟧，取缔⟦11个|i=enf.illegal_banned;of=T⟧、劝散⟦49个|i=enf.illegal_dissuaded;of=T⟧、引导登记⟦8个|i=enf.illegal_regularised;of=T⟧。",
            ("error", 65, 68),
        ),
        (
            "处置⟦72家|id=T;i=enf.zombie_handled⟧，撤销⟦21家|i=reg.revoked;of=T⟧、注销⟦33家|i=reg.deregistered;of=T⟧、整改⟦16家|i=enf.rectified;of=T⟧、激活⟦4家|i=enf.zombie_handled;of=T⟧。",
            ("error", 72, 74),
        ),
        (
            "党组织⟦894个|id=T;i=party.orgs⟧，其中党委⟦13个|i=party.orgs;of=T⟧、党总支⟦27个|i=party.orgs;of=T⟧、党支部⟦845个|i=party.orgs;of=T⟧。",
            ("error", 894, 885),
        ),
        (
            "款物⟦2,463.52万元|id=T;i=fund.donated⟧，其中资金⟦2,190.08万元|i=fund.donated;of=T⟧，物资折价⟦293.44万元|i=fund.goods;of=T⟧。",
            ("error", 24635200, 24835200),
        ),
        (
            "获评⟦38家|id=T;i=grade.rated⟧，5A级⟦4家|i=grade.rated;g=5A;of=T⟧、4A级⟦13家|i=grade.rated;g=4A;of=T⟧、3A级⟦16家|i=grade.rated;g=3A;of=T⟧、2A级⟦4家|i=grade.rated;g=2A;of=T⟧、1A级⟦3家|i=grade.rated;g=1A;of=T⟧。",
            ("error", 38, 40),
        ),
        # The rest is named, so the list is whole.
        (
            "项目⟦60个|i=proj.count;id=T⟧，养老⟦30个|i=proj.count;of=T⟧、助残⟦20个|i=proj.count;of=T⟧，其他⟦18个|i=proj.count;of=T⟧。",
            ("error", 60, 68),
        ),
        # Those that did and those that did not.
        ("受理⟦46件|i=other;id=T⟧，已办结⟦35件|i=other;of=T⟧、未办结⟦1件|i=other;of=T⟧。", ("error", 46, 36)),
        # A long list that misses its total by a little.
        (
            "项目⟦200个|i=proj.count;id=T⟧，其中养老⟦80个|i=proj.count;of=T⟧、助残⟦70个|i=proj.count;of=T⟧、助学⟦48个|i=proj.count;of=T⟧。",
            ("warning", 200, 198),
        ),
        # More than a total that is only about that much.
        (
            "社会组织约⟦500家|id=T;b=approx⟧，其中社会团体⟦400家|o=社会团体;of=T⟧、民非⟦290家|o=民办非企业单位;of=T⟧、基金会⟦9家|o=基金会;of=T⟧。",
            ("warning", 500, 699),
        ),
        # No others, by its own words.
        (
            "社会组织⟦196个|id=T⟧，其中社会团体⟦101个|o=社会团体;of=T⟧、民非⟦92个|o=民办非企业单位;of=T⟧，无基金会。",
            ("warning", 196, 193),
        ),
        # Levels by their words, whatever was made of them.
        ("社会组织⟦571家|id=T⟧，市级⟦214家|of=T⟧、县级⟦375家|of=T⟧。", ("error", 571, 589)),
        # The total at the end of the list.
        (
            "社会团体⟦101个|o=社会团体⟧、民非⟦98个|o=民办非企业单位⟧、基金会⟦2个|o=基金会⟧，合计⟦196个⟧。",
            ("error", 196, 201),
        ),
        # Sources that are more than the whole; halves of a year.
        (
            "投入⟦300万元|i=fund.support;id=T⟧，其中财政⟦150万元|i=fund.support;of=T⟧、福彩⟦100万元|i=fund.support;of=T⟧、募集⟦80万元|i=fund.donated;of=T⟧。",
            ("warning", 3_000_000, 3_300_000),
        ),
        (
            "培训⟦90场|i=train.sessions;id=T⟧，其中上半年⟦50场|i=train.sessions;of=T;p=2022-01/2022-06⟧、下半年⟦45场|i=train.sessions;of=T;p=2022-07/2022-12⟧。",
            ("error", 90, 95),
        ),
        # A part larger than its total is not linked to it, but named beside it.
        (
            "社会组织⟦196个|id=T⟧，其中社会团体⟦801个|o=社会团体⟧、民非⟦95个|o=民办非企业单位;of=T⟧。",
            ("error", 196, 896),
        ),
    ],
)
def test_finding(marked: str, expected: tuple[str, int, int]) -> None:
    assert sums(marked) == [expected]


def test_other_articles_are_other_documents() -> None:
    marked = TYPES.format(412, 180, 232, 3).replace("o=基金会;", "o=基金会;n=1;")
    assert sums(marked) == []
