import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.structure.places import find_places, gazetteer, parent


def names(text):
    return [m.name for m in find_places(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("云溪市民政局召开会议", ["云溪市"]),
        ("云溪市委、市政府", ["云溪市"]),
        ("云溪市东湖区民政局", ["云溪市", "东湖区"]),
        ("江苏省苏州市姑苏区", ["江苏省", "苏州市", "姑苏区"]),
        ("来自青澜县的三家协会", ["青澜县"]),
        ("西乌兰盟社会组织", ["西乌兰盟"]),
        ("白马右旗人民政府", ["白马右旗"]),
        ("望溪街道辖9个社区", ["望溪街道"]),
        ("雄安新区、浦东新区", ["雄安新区", "浦东新区"]),
        ("恩施州民政局", ["恩施土家族苗族自治州"]),
        ("海州区民政局", ["海州区"]),
        ("湖州里区、兰州新区", ["湖州里区", "兰州新区"]),
        ("苏州全市、广州各区、海南市县、苏州市姑苏区", ["苏州市", "广州市", "海南省", "苏州市", "姑苏区"]),
        ("2022年云溪市民政事业", ["云溪市"]),
        ("党建引领青澜县社会组织", ["青澜县"]),
        ("高新区97家，云安县272家", ["高新区", "云安县"]),
        ("内蒙古自治区民政厅", ["内蒙古自治区"]),
    ],
)
def test_places_are_found(text, found):
    assert names(text) == found


@pytest.mark.parametrize("text", ["苏州社会组织", "广东、安庆等地", "兰州捐款"])
def test_short_forms_give_the_full_name(text):
    assert all(name.endswith(("市", "省")) for name in names(text))
    assert names(text)


@pytest.mark.parametrize(
    "text",
    [
        "全市、我市、各市、本市", "城市社区、超市、都市、上市公司", "地区、小区、园区、辖区、市区、县区", "市场监管部门", "广大市民参与",
        "区别对待，分区域推进", "县级、市级、区级两级", "各县（市、区）民政局", "市本级登记692家", "市、县、乡三级", "乡村振兴、乡镇街道", "与98个村结对",
        "每个社区、每个村", "联盟、同盟", "推广西部经验", "创新乡村治理", "确保定期检查", "重大理论问题", "聚焦作风建设", "集中卫生整治", "落实市委部署",
        "联合县民政局", "建成市、县两级平台", "推动县区办好阵地", "旗帜鲜明", "盟民政局负责人", "自治区民政厅", "城乡社区", "特色小镇", "工业区和保护区", "南京路步行街",
    ],
)  # fmt: skip
def test_words_that_only_look_like_places(text):
    assert names(text) == []


def test_offsets_count_in_the_whole_text():
    text = "据了解，云溪市有社会组织12家。"
    (place,) = find_places(text, 4, 10)
    assert (place.start, place.end, text[place.start : place.end]) == (4, 7, "云溪市")


def test_the_gazetteer_is_whole():
    known = gazetteer()
    kinds = [kind for form, (name, kind) in known.names.items() if form == name]
    assert kinds.count("province") == 35  # with the corps in Xinjiang
    assert kinds.count("prefecture") == 333
    assert len(known.abbreviations) == 35
    assert parent("苏州市") == "江苏省"
    assert set(known.parents.values()) <= set(known.names)


@given(st.text(alphabet="云溪苏州江省市县区旗盟镇乡村街道全我各，。2年民政新自治", max_size=40))
def test_mentions_are_in_order_and_do_not_overlap(text):
    at = 0
    for place in find_places(text):
        assert at <= place.start < place.end <= len(text)
        at = place.end
