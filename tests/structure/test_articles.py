"""Press pages and what must not be taken for one; properties of every structure."""

import math
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


def titles(text):
    return [a.title for a in structure(text).articles]


def test_a_briefing_with_contents_and_labels_of_columns():
    text = f"青澜民政简报\n第6期（总第88期）\n青澜县民政局编　　2024年6月7日\n本期要目\n◇ 我县召开年检部署会\n◇ 石桥镇老年协会办实事\n\n【工作动态】\n我县召开年检部署会\n6月3日，青澜县{BODY}\n供稿：登记股\n【乡镇传真】\n石桥镇老年协会办实事\n石桥镇{BODY}\n报：市民政局。\n"
    found = structure(text)
    assert [a.title for a in found.articles] == ["我县召开年检部署会", "石桥镇老年协会办实事"]
    assert found.articles[0].start == text.index("我县召开", text.index("【"))
    assert (found.title, found.issuer, found.date, found.area) == (
        "青澜民政简报",
        "青澜县民政局",
        "2024-06-07",
        "青澜县",
    )


def test_a_column_of_a_site_has_a_line_of_source_and_day_for_each_article():
    text = f"首页 > 新闻 > 县区动态\n青澜县举办培训班\n发布时间：2022-08-19　来源：青澜县民政局\n青澜县{BODY}\n石桥区开展抽查\n发布时间：2022-08-16　来源：石桥区民政局\n石桥区{BODY}\n上一页 1 2 3 下一页\n"
    found = structure(text)
    assert [(a.title, a.area, a.date) for a in found.articles] == [
        ("青澜县举办培训班", "青澜县", "2022-08-19"),
        ("石桥区开展抽查", "石桥区", "2022-08-16"),
    ]
    assert (found.title, found.date) == ("县区动态", None)


def test_a_digest_of_numbered_pieces():
    text = f"一周社情速览\n青澜社工 2024-11-22 17:30 青澜\n01\n全县助企专项行动收官了\n今年以来，青澜县{BODY}\n02\n石桥区公布失联组织名单\n11月20日，石桥区{BODY}\nEND\n"
    found = structure(text)
    assert [a.title for a in found.articles] == ["全县助企专项行动收官了", "石桥区公布失联组织名单"]
    assert (found.title, found.issuer) == ("一周社情速览", "青澜社工")


def test_the_numbered_sections_of_one_text_are_no_articles():
    text = f"青澜县这样做社会工作\n青澜社工 2024-11-22 17:30 青澜\n01\n党建引领\n{BODY}\n02\n阵地建设\n{BODY}\n03\n人才培养\n{BODY}\n"
    assert len(structure(text).articles) == 1


def test_a_page_of_notices_each_with_its_signature():
    text = f"云溪市民政局\n关于2020年度社会团体年检结论的公告\n{BODY}\n云溪市民政局\n2021年5月12日\n行政处罚公告\n石桥区蓝天联谊会连续两年未接受检查，决定予以撤销登记。\n石桥区民政局\n2021年5月11日\n"
    found = structure(text).articles
    assert [(a.title, a.date) for a in found] == [
        ("云溪市民政局关于2020年度社会团体年检结论的公告", "2021-05-12"),
        ("行政处罚公告", "2021-05-11"),
    ]


def test_a_notice_and_the_list_behind_it_are_one_document():
    text = f"云溪市民政局关于年检结论的公告\n{BODY}\n云溪市民政局\n2021年5月12日\n附件：\n年检合格单位名单\n云溪市钓鱼协会、云溪市棋类协会、云溪市长跑协会、云溪市茶业协会、云溪市摄影协会、云溪市书法协会、云溪市科技协会。\n"
    assert len(structure(text).articles) == 1


def test_a_list_of_short_items_under_a_masthead():
    items = "".join(f"◆{place}去年{BODY}\n" for place in ("青澜县", "石桥区", "朔安市", "澜江县"))
    assert titles(f"云溪民政通讯　2022年3月18日　总第96期　各地简讯\n{items}") == [
        "青澜县",
        "石桥区",
        "朔安市",
        "澜江县",
    ]
    labels = "".join(f"【{place}】{BODY}\n" for place in ("青澜县", "石桥区", "朔安市", "澜江县"))
    assert titles(f"云溪社会报　2022年3月18日　第4版　短波\n{labels}") == ["青澜县", "石桥区", "朔安市", "澜江县"]


def test_the_rest_of_an_article_of_another_page():
    text = f"云溪日报 2013年11月27日 第2版 要闻\n青澜县协会助农增收\n本报讯 青澜县{BODY}\n（下转第4版）\n（上接第1版）座谈会上，五位代表先后发言，提出意见建议十二条。\n"
    found = structure(text)
    assert [a.title for a in found.articles] == ["青澜县协会助农增收", None]


def test_the_headings_of_the_one_article_of_a_page():
    text = f"云溪日报　2024年5月14日　第5版·经济\n商会成了企业的“娘家人”\n□记者 郝某\n{BODY}\n解“融资渴”\n{BODY}\n破“用工难”\n{BODY}\n闯“市场关”\n{BODY}\n"
    assert titles(text) == ["商会成了企业的“娘家人”"]


def test_questions_of_readers_are_no_headlines():
    text = f"云溪晚报　行风热线　2018年5月24日　A8\n民政热线答疑\n昨天上午，{BODY}\n市民孙女士：我想办个俱乐部，要多少钱才能登记？\n局长：{BODY}\n市民老赵：我交了培训费，对方靠谱吗？\n局长：{BODY}\n"
    assert len(titles(text)) == 1


LINES = st.sampled_from(
    [
        "一、主要工作", "（一）抓党建。" + BODY, "1.强化引领。" + BODY, "2.捐款220万元；", "（1）建机制", "第一章 总则", "第一条 名称。", "附件1", "本报讯（记者 李某）" + BODY,
        "（转自朔安市民政局）", "小支部撬动大治理", BODY, "朔安市民政局", "2021年3月5日", "2021630日", "", "　　", "责任编辑：孙某", "01、加强党建", "第一，提高站位。" + BODY,
        "发布时间：2021-05-03", "各县（市、区）民政局：", "——在会上的发言", "云民发〔2021〕15号", "党建引领全面加强", "优化登记工作。" + BODY, "一、抓党建。二、抓登记。" + BODY,
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_sections_nest_and_articles_follow_each_other(text):
    found = structure(text)
    assert found == structure(text)
    at = found.articles[0].start
    assert at == 0 or len(found.articles) > 1
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
        best = math.inf  # Of three: other work on the machine only ever adds.
        for _ in range(3):
            begin = time.process_time()
            structure(text)
            best = min(best, time.process_time() - begin)
        return best

    assert seconds(8000) < 40 * max(seconds(1000), 0.01)


@given(st.text(max_size=200))
def test_any_text_has_a_structure(text):
    found = structure(text.replace("\r", ""))
    assert found.articles[0].start == 0 or len(found.articles) > 1


def test_a_site_s_path_of_three_steps_and_a_quarter_s_newsletter():
    text = f"青澜县民政局 > 信息中心 > 媒体看民政\n【云溪日报】小社团解大难题\n2020-06-12 来源：云溪日报 阅读：520\n青澜县{BODY}\n【云溪时报】一张网兜起“空壳社”\n2020-06-08 来源：云溪时报 阅读：733\n青澜县{BODY}\n版权所有：青澜县民政局\n"
    found = structure(text)
    assert [a.date for a in found.articles] == ["2020-06-12", "2020-06-08"]
    assert (found.title, found.issuer, found.area) == ("媒体看民政", "青澜县民政局", "青澜县")
    text = f"青澜社会组织通讯\n2021年第三季度（总第15期）\n主办：青澜县社会组织服务中心　　2021年9月30日出刊\n◎要闻\n服务中心获评4A级社会组织\n9月18日，青澜县{BODY}\n◎人物\n“跑腿大哥”老秦和他的队伍\n在柳荫街道，{BODY}\n"
    found = structure(text)
    assert [a.title for a in found.articles] == ["服务中心获评4A级社会组织", "“跑腿大哥”老秦和他的队伍"]
    assert (found.title, found.issuer, found.date) == ("青澜社会组织通讯", "青澜县社会组织服务中心", "2021-09-30")


def test_the_foot_of_a_site_begins_no_article():
    text = (
        f"朔安频道正文\n搜 索\n首页 - 社会\n朔安州慈善组织募集款物4039万元\n2022-11-25 09:40:55 来源:朔安日报客户端\n{BODY}\n"
        f"“大家都很累。”志愿者说。(朔安日报记者 马某)\n专题\n友情链接\n本网站所刊载信息,不代表本社观点。 刊用本网站稿件,务经书面授权。\n新闻推荐\n本报讯（记者 何某）{BODY}"
    )
    (article,) = structure(text).articles
    assert article.title == "朔安州慈善组织募集款物4039万元"


def test_the_source_on_the_line_below_its_label_is_no_headline():
    text = f"朔安社会组织党建不留空白\n2019年05月21日 06:12:35\n来源:\n朔安在线\n朔安在线5月21日讯(朔安在线通讯员 兰某)上周末,{BODY}\n责任编辑:\n厉某"
    assert [a.title for a in structure(text).articles] == ["朔安社会组织党建不留空白"]


def test_the_number_of_a_page_before_the_name_of_its_column():
    text = f"05 社会周刊\n朔安时报　2022年9月16日　星期五\n责任编辑：冷某　校对：巩某\n“李鬼”协会收了摊\n□ 时报记者 章某\n{BODY}\n账上“减”一笔 厂里“活”一分\n本报石湖坪讯（通讯员 仇某）{BODY}"
    found = structure(text)
    assert (found.title, found.date) == ("社会周刊", "2022-09-16")
    assert [a.title for a in found.articles] == ["“李鬼”协会收了摊", "账上“减”一笔 厂里“活”一分"]


def test_the_day_below_the_first_headline_of_a_briefing():
    text = f"社会组织工作动态\n2024年第6期（2024年6月20日）  朔安市民政局社会组织管理科编\n我市召开社会组织年检调度会\n（2024-06-13）\n6月12日，{BODY}\n石桥区：三张清单管住收费\n（2024-06-17）\n石桥区{BODY}"
    found = structure(text)
    assert (found.title, found.issuer) == ("社会组织工作动态", "朔安市民政局社会组织管理科")
    assert [(a.title, a.date) for a in found.articles] == [
        ("我市召开社会组织年检调度会", "2024-06-13"),
        ("石桥区：三张清单管住收费", "2024-06-17"),
    ]


def test_lines_of_a_page_above_a_headline_are_no_article():
    text = f"朔安资讯 > 社会 > 正文\n2022-04-14 08:21:07  来源:朔安晚报\n原标题:朔安6家社会组织登记被撤\n记者4月13日从市民政局获悉，{BODY}\n（责任编辑:陈某）\n"
    (article,) = structure(text).articles
    assert (article.title, article.date) == ("朔安6家社会组织登记被撤", "2022-04-14")
    text = f"朔安：上半年处置非法社会组织82家\n2025-07-25 16:20:31　来源：朔安网　作者：邹某\nA+ A-\n7月25日上午，{BODY}\n责编：田某"
    (article,) = structure(text).articles
    assert article.title == "朔安：上半年处置非法社会组织82家"


def test_the_short_headings_of_a_briefing_s_one_account():
    text = f"青澜县创新园　编\n2015年10月12日　第11期\n创新园第三季度工作简报\n园区数据\n今年三季度，{BODY}\n赋能\n◎办班13讲，听课642人次；{BODY}\n公益创投\n7月启动，{BODY}\n参观\n{BODY}"
    assert len(structure(text).articles) == 1


def test_topics_before_a_colon_are_headings_of_one_article():
    text = f"岚州青年报　2013年9月5日　A11公益\n百家基金会交出“成绩单”：一年花掉9个亿\n本报讯（记者 郝某）{BODY}\n进账：捐赠“大头”来自企业\n{BODY}\n花钱：都去了哪\n{BODY}\n审计：财政出钱请人查\n{BODY}"
    assert len(structure(text).articles) == 1
