"""Which packs a charter is judged by, numbers in clauses, and packs of one's own."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from corpora.document import Document
from corpora.structure.model import Structure
from extractors.charters.amounts import Limit, amounts
from extractors.charters.review import review
from extractors.charters.rulepack import own_pack
from extractors.charters.setting import Setting, When
from extractors.records import Verdict

NOTHING = Structure(None, None, None, None, (), ())
EXAMPLE = Path(__file__).parents[2] / "docs" / "charter_rules.example.yaml"
CHARTER = """{name}章程
第一章 总则
第一条 本会的名称是{name}。
第二条 本会遵守宪法、法律、法规和国家政策，践行社会主义核心价值观，遵守社会道德风尚。{two}
第三条 本会坚持中国共产党的全面领导，根据中国共产党章程的规定，设立中国共产党的组织，开展党的活动，为党组织的活动提供必要条件。
第四条 本会的登记管理机关是{authority}，业务主管单位是农业局。
第五条 本会的住所设在{seat}东街5号。
第二章 业务范围
第六条 本会的业务范围：（一）培训；（二）交流。
第三章 组织
第七条 理事会每届任期五年，由会员大会选举产生。
第八条 会长是法定代表人。
第九条 本会经费必须用于业务范围。
第十条 本章程的修改由理事会提出，会员大会表决通过。
"""


def judged(own: Path | None = None, **changes: str) -> dict[str, Verdict]:
    filled = {"name": "青禾市茶艺协会", "authority": "青禾市民政局", "seat": "青禾市", "two": "", **changes}
    document = Document("x.txt", "0" * 16, "text/plain", CHARTER.format(**filled))
    return {v.rule: v for v in review(document, NOTHING, own_pack(own) if own else None)}


def packs(verdicts: dict[str, Verdict]) -> set[str]:
    return {rule.split(".")[0] for rule in verdicts} - {"party", "statute", "governance", "quality"}


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, set()),
        ({"authority": "浙江省民政厅"}, {"zhejiang"}),
        ({"authority": "临沂市兰山区行政审批服务局"}, {"shandong"}),
        ({"authority": "余姚市民政局", "seat": "浙江省余姚市"}, {"zhejiang"}),
        ({"authority": "上海市徐汇区民政局"}, {"shanghai"}),
        ({"authority": "乌海市民政局"}, {"ethnic"}),
        ({"authority": "呼兰旗民政局"}, {"ethnic"}),
        ({"authority": "新疆生产建设兵团民政局"}, {"xpcc"}),
        # A chamber of people from elsewhere is registered where it sits.
        ({"name": "杭州市四川商会", "authority": "杭州市民政局"}, {"zhejiang", "industry"}),
        ({"name": "青禾市慈善总会"}, {"charity"}),
        ({"two": "本会是慈善组织。"}, {"charity"}),
        ({"two": "本会不是慈善组织。"}, set()),
    ],
)
def test_packs_are_chosen_by_place_and_kind(changes: dict[str, str], wanted: set[str]) -> None:
    assert packs(judged(**changes)) == wanted


def test_a_local_wording_is_partial_and_says_so() -> None:
    form = (
        "本会坚决拥护中国共产党的领导，执行党的路线、方针和政策，走中国特色社会组织发展之路，"
        "依照《中国共产党章程》有关规定建立党的组织，承担保证政治方向等职责。"
    )
    text = CHARTER.replace(CHARTER.split("第三条 ")[1].split("\n")[0], form)
    for authority, defects in (("绍兴市民政局", ("local_variant",)), ("青禾市民政局", ("missing_full_leadership",))):
        whole = text.format(name="青禾市茶艺协会", authority=authority, seat="青禾市", two="")
        verdicts = {v.rule: v for v in review(Document("x.txt", "0" * 16, "text/plain", whole), NOTHING)}
        found = verdicts["party.leadership"]
        assert (found.verdict, found.defects, found.article) == ("partial", defects, "第三条")
        assert found.suggestion


def test_a_pack_of_ones_own_is_used_where_it_says() -> None:
    assert judged(EXAMPLE)["qinghe.website"].verdict == "missing"
    assert judged(EXAMPLE, two="本会的网址是www.chayi.example。")["qinghe.website"].article == "第二条"
    assert "qinghe.website" not in judged(EXAMPLE, authority="松溪市民政局", seat="松溪市", name="松溪市茶艺协会")


def test_a_built_in_pack_by_its_name_is_used_on_every_charter() -> None:
    assert packs(judged(Path("shandong"))) == {"shandong"}
    assert packs(judged(Path("zhejiang"), authority="浙江省民政厅")) == {"zhejiang"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("三分之二", Fraction(2, 3)),
        ("2/3", Fraction(2, 3)),
        ("过半数", Fraction(1, 2)),
        ("过半", Fraction(1, 2)),
        ("多数", Fraction(1, 2)),
        ("三分之二以上多数", Fraction(2, 3)),
        ("四成", Fraction(4, 10)),
        ("70%", Fraction(7, 10)),
        ("百分之八", Fraction(8, 100)),
        ("贰佰万元", Fraction(2_000_000)),
        ("200万元", Fraction(2_000_000)),
        ("2,000,000元", Fraction(2_000_000)),
        ("七名", Fraction(7)),
        ("二十五人", Fraction(25)),
    ],
)
def test_amounts(written: str, value: Fraction) -> None:
    assert list(amounts(written)) == [value]


def test_the_last_number_of_a_clause_is_held_against_the_limit() -> None:
    most = Limit(None, Fraction(1), "too_long")
    assert most.broken_by("第3次延期最长不超过二年")
    assert not most.broken_by("第3次延期最长不超过一年")
    assert not most.broken_by("延期")
    size = Limit(Fraction(5), Fraction(25), "size")
    assert size.broken_by("3至7名")
    assert size.broken_by("15人—29人")
    assert not size.broken_by("5-25名")
    assert not size.broken_by("第3届理事会由7名")


def test_conditions_by_day_of_adoption() -> None:
    when = When(adopted_from=date(2019, 5, 20))
    assert when.fits(Setting())
    assert when.fits(Setting(adopted=date(2020, 1, 1)))
    assert not when.fits(Setting(adopted=date(2018, 1, 1)))
    assert not When(adopted_before=date(2019, 5, 20)).fits(Setting())
