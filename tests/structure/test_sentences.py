from hypothesis import given
from hypothesis import strategies as st

from corpora.structure.sentences import sentence_spans

PROSE = st.text(alphabet="全市共有社会组织家，。；！？“”（）《》：\n 0123456789.,", max_size=120)


def sentences(text, **options):
    return [text[a:b] for a, b in sentence_spans(text, **options)]


def test_sentences_end_at_full_stops_and_lines():
    assert sentences("一、概况\n全市有12家。新增3家！还有吗？\n") == [
        "一、概况",
        "全市有12家。",
        "新增3家！",
        "还有吗？",
    ]


def test_numbers_are_not_broken():
    assert sentences("增长3.5%。投入1.2亿元。") == ["增长3.5%。", "投入1.2亿元。"]


def test_marks_inside_short_quotes_do_not_end_a_sentence():
    assert sentences("开展“你点单？我服务！”活动12场。") == ["开展“你点单？我服务！”活动12场。"]
    assert sentences("“支部就在身边。”日前，小赵这样说。") == ["“支部就在身边。”", "日前，小赵这样说。"]


def test_semicolons_on_demand():
    assert len(sentences("取缔2家；劝散6家。")) == 1
    assert len(sentences("取缔2家；劝散6家。", semicolons=True)) == 2


def test_list_items_are_sentences_of_their_own():
    text = "收入如下，其中：\n1.来自机关、企业的捐款220万元，\n2.上级定向资助188万元，用于扶贫"
    assert len(sentences(text)) == 3


def test_a_line_broken_inside_a_sentence_is_joined():
    text = "截至年底，鹭岭区登记社会组织567家，其中社会团体198家、民办非企业单\n\n位367家。"
    assert sentences(text) == [text]


def test_a_title_is_not_joined_with_what_follows():
    assert len(sentences("梧岭区举办社会组织负责人培训班提升能力\n近日，培训班开班。")) == 2


@given(PROSE)
def test_spans_cover_all_that_is_not_blank(text):
    at = 0
    for start, end in sentence_spans(text):
        assert not text[at:start].strip()
        assert start < end
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(PROSE, st.data())
def test_a_part_of_the_text_is_cut_within_its_bounds(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert all(start <= a < b <= end for a, b in sentence_spans(text, start, end))
