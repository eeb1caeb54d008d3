"""Press pages and what must not be taken for one; properties of every structure."""

import time

from hypothesis import given
from hypothesis import strategies as st

from corpora.document import Document
from corpora.structure import analyse

BODY = "全市共有216家社会组织参与乡村振兴，投入资金3200万元，惠及群众4.5万人，开展活动413场，取得了良好成效，受到群众欢迎，下一步将继续加大工作力度。"


def structure(text):
    return analyse(Document("a.txt", "0" * 16, "text/plain", text))


def test_a_page_of_articles_with_datelines():
    text = f"第03版：要闻\n朔安社会组织助力乡村振兴\n本报讯（记者 李某）{BODY}\n澜江县：小协会办大事\n本报澜江3月6日讯（通讯员 王某）澜江县{BODY}\n鹭岭区开展年检抽查\n本报讯 记者赵某报道：鹭岭区{BODY}\n责任编辑：孙某\n2022年3月8日 星期二"
    articles = structure(text).articles
    assert [a.title for a in articles] == ["朔安社会组织助力乡村振兴", "澜江县：小协会办大事", "鹭岭区开展年检抽查"]
    assert [a.area for a in articles][1:] == ["澜江县", "鹭岭区"]
    assert [a.date for a in articles] == ["2022-03-08", "2022-03-06", "2022-03-08"]


def test_a_page_of_articles_with_sources_at_their_ends():
    text = f"经验交流\n小支部撬动大治理\n青澜县为社会组织装上引擎\n■ 本报记者 苏某\n{BODY}\n(转自青澜县民政局)\n让沉睡的组织醒来\n石桥区{BODY}\n（来源：石桥区民政局）\n草原上的接力\n西乌兰盟{BODY}\n（转自西乌兰盟民政局）"
    articles = structure(text).articles
    assert [a.title for a in articles] == ["小支部撬动大治理", "让沉睡的组织醒来", "草原上的接力"]
    assert [a.area for a in articles] == ["青澜县", "石桥区", "西乌兰盟"]


def test_on_a_newspaper_page_headlines_are_enough():
    text = f"第07版：社会周刊　2018年9月27日 星期四\n小协会“跑”出大市场\n□ 本报通讯员 卫某\n青澜县{BODY}\n石桥区：社工站点亮“微心愿”\n石桥区{BODY}\n朔安市去年注销空壳社会组织86家\n本报讯 朔安市{BODY}"
    found = structure(text)
    assert [a.title for a in found.articles] == [
        "小协会“跑”出大市场",
        "石桥区：社工站点亮“微心愿”",
        "朔安市去年注销空壳社会组织86家",
    ]
    assert (found.title, found.date, found.area) == ("社会周刊", "2018-09-27", None)


def test_a_report_with_headings_is_one_article():
    text = f"朔安市2021年工作总结\n一、主要工作\n{BODY}（来源：统计报表）\n党建引领全面加强\n{BODY}\n登记管理不断优化\n{BODY}\n朔安市民政局\n2022年1月5日"
    (article,) = structure(text).articles
    assert (article.start, article.end, article.title) == (0, len(text), "朔安市2021年工作总结")


def test_one_article_and_the_links_behind_it():
    text = f"朔安社会组织助力乡村振兴\n本报讯（记者 李某）{BODY}\n来源：朔安日报\n编辑：宋某\n某基金会护齿公益项目启动\n分享一下\n点个赞"
    assert len(structure(text).articles) == 1


LINES = st.sampled_from(
    [
        "一、主要工作", "（一）抓党建。" + BODY, "1.强化引领。" + BODY, "2.捐款220万元；", "（1）建机制", "第一章 总则", "第一条 名称。", "附件1", "本报讯（记者 李某）" + BODY,
        "（转自朔安市民政局）", "小支部撬动大治理", BODY, "朔安市民政局", "2021年3月5日", "2021630日", "", "　　", "责任编辑：孙某", "01、加强党建", "第一，提高站位。" + BODY,
        "发布时间：2021-05-03", "各县（市、区）民政局：", "——在会上的发言", "云民发〔2021〕15号", "党建引领全面加强", "优化登记工作。" + BODY, "一、抓党建。二、抓登记。" + BODY,
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_sections_nest_and_articles_partition_the_text(text):
    found = structure(text)
    assert found == structure(text)
    at = 0
    for article in found.articles:
        assert article.start == at
        assert article.start <= article.end
        at = article.end
    assert at == len(text)
    open_ends = []
    last = -1
    for section in found.sections:
        assert last < section.start < section.heading_end <= section.end <= len(text)
        last = section.start
        while open_ends and open_ends[-1] <= section.start:
            open_ends.pop()
        assert all(section.end <= end for end in open_ends)
        assert section.level == len(open_ends) + 1
        open_ends.append(section.end)
        article = found.articles[found.article_at(section.start)]
        assert article.start <= section.start < section.end <= article.end


def test_cost_grows_with_length_only():
    def seconds(times):
        text = ("标题一二三四\n" + BODY + "\n") * times
        begin = time.perf_counter()
        structure(text)
        return time.perf_counter() - begin

    seconds(100)
    assert seconds(8000) < 40 * max(seconds(1000), 0.01)


@given(st.text(max_size=200))
def test_any_text_has_a_structure(text):
    found = structure(text.replace("\r", ""))
    assert found.articles[0].start == 0
