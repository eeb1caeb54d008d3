"""Title, issuer, date and area, on texts written for these tests."""

import pytest

from corpora.document import Document
from corpora.structure import analyse

BODY = "全面加强社会组织党的建设，严格登记管理，强化综合监管，加大培育扶持，工作取得了新的成效。"


def structure(text, **hints):
    return analyse(Document("a.txt", "0" * 16, "text/plain", text, hints=hints))


def test_an_official_document_with_letterhead():
    s = structure(
        f"云溪市民政局文件\n云民发〔2021〕15号\n云溪市民政局 云溪市财政局\n关于做好2021年度年检工作的通知\n各县（市、区）民政局：\n{BODY}\n云溪市民政局    云溪市财政局\n二〇二一年十二月三十一日\n抄送：市政府办公室。"
    )
    assert s.title == "云溪市民政局 云溪市财政局关于做好2021年度年检工作的通知"
    assert (s.issuer, s.date, s.area) == ("云溪市民政局 云溪市财政局", "2021-12-31", "云溪市")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("青澜县2022年社会组织工作总结", "青澜县2022年社会组织工作总结"),
        (
            "当前位置：首页 > 工作动态\n青澜县举办培训班\n发布时间：2023-06-18 来源：县民政局 浏览次数：12",
            "青澜县举办培训班",
        ),
        ("综合\n青澜县社会组织助力乡村振兴", "青澜县社会组织助力乡村振兴"),
        ("广 宁 县 民 政 局\n关于上半年工作情况的报告", "广宁县民政局关于上半年工作情况的报告"),
        ("夯实基础 创新举措\n全面提升服务能力\n——在全市会议上的发言", "夯实基础 创新举措全面提升服务能力"),
        ("2020年工作总结及2021年工作计划\n青澜县民政局\n（2020年12月25日）", "2020年工作总结及2021年工作计划"),
        ("- 全文约3千字\n- 共约 9页\n青澜县孵化培育工作方案", "青澜县孵化培育工作方案"),
        ("- 格式：docx\n经验交流材料之三\n青澜县孵化培育工作方案", "青澜县孵化培育工作方案"),
    ],
)
def test_titles(head, title):
    assert structure(f"{head}\n{BODY}").title == title


@pytest.mark.parametrize(
    "above",
    [
        "首页English\n• 时政\n• 经济\n• 更多>>",
        "设为首页|行业要览|证书查询|关于我们\n客服热线\n采购动态\n您当前的位置:某某网 > 采购动态",
        "青澜县人民政府 | 云溪市民政局| 返回首页",
        "青澜频道正文\n搜 索\n首页 - 社会",
        "青澜论坛 - 城事 - 正文",
        "青澜网 >> 要闻",
        "您现在的位置：首页 &gt; 政务公开 &gt; 工作动态",
        "您好,欢迎访问青澜家具信息网!今日是:\n您当前位置:首页 > 资讯中心",
        "正文内容区域请使用tab按钮切换浏览",
        "点击蓝字 关注我们\n动态",
        "QINGLAN PHILANTHROPY",
        "索 引 号:0142/2014-00063\n发布机构:青澜县民政局\n文    号:青民〔2014〕57号\n主 题 词:",
        "青澜商会风采----青澜县家具行业协会",
        "站内检索:",
    ],
)
@pytest.mark.parametrize(
    "below", ["发布时间：2018-12-18 来源：云溪日报 阅读次数：", "2018-12-18 09:14:03", "来源:\n云溪在线"]
)
def test_a_title_below_the_furniture_of_a_site(above, below):
    assert structure(f"{above}\n青澜县12家社会组织结对帮村\n{below}\n{BODY}").title == "青澜县12家社会组织结对帮村"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("青澜县开展抽查 |\n发布日期：2015-08-12 |", "青澜县开展抽查"),
        ("青澜县2013年统计公报(3)\n2014年07月08日09:40 来源：某某局", "青澜县2013年统计公报"),
        ("青澜县办起“夜校”******", "青澜县办起“夜校”"),
        ("原标题：青澜县办起“夜校”\n2014-07-08", "青澜县办起“夜校”"),
        ("青澜4年投入1.8亿元\n购买1376个服务项目\n作者：本报记者 顾某", "青澜4年投入1.8亿元 购买1376个服务项目"),
        ("青澜县三个协会挂牌成立 - 云溪市民政局\n浏览次数：12", "青澜县三个协会挂牌成立"),
        ("首页 > 要闻 > 青澜县三个协会同日挂牌成立\n浏览次数：12", "青澜县三个协会同日挂牌成立"),
        ("信息名称：青澜县社会组织情况报告\n发布日期：2014-05-19", "青澜县社会组织情况报告"),
    ],
)
def test_a_title_without_what_the_page_left_on_it(head, title):
    assert structure(f"{head}\n{BODY}").title == title


COLLECTION = (
    "首页>工作总结>2024年社会组织工作汇报范文(通用12篇)\n2024年社会组织工作汇报范文(通用12篇)\n作者:某某 2024年社会组织工作汇报范文(通用12篇)\n"
    "好的材料应当条理清楚。下面这些范文是小编整理的,欢迎阅读。\n"
)


def test_a_model_text_has_its_own_title_and_not_the_year_of_its_collection():
    found = structure(f"{COLLECTION}区社会组织登记工作汇报\n20**年,{BODY}")
    assert (found.title, found.date) == ("区社会组织登记工作汇报", None)


def test_several_model_texts_go_by_the_name_of_their_collection():
    text = f"{COLLECTION}区社会组织登记工作汇报\n20**年,{BODY}\n街道社会组织工作汇报\n20**年,{BODY}"
    assert structure(text).title == "2024年社会组织工作汇报范文(通用12篇)"


def test_a_title_told_twice_before_its_text_on_one_line():
    text = f"下载后可任意编辑民政局上半年工作总结与民政局半年思路汇编民政局上半年工作总结一、上半年工作{BODY}{BODY}{BODY}{BODY}"
    assert structure(text).title == "民政局上半年工作总结"


@pytest.mark.parametrize(
    "text",
    [BODY, f"一、主要工作\n{BODY}", f"各县（市、区）民政局：\n{BODY}", f"粤民函〔2021〕4号\n各社会团体：\n{BODY}"],
)
def test_a_text_without_title(text):
    assert structure(text).title is None


def test_a_title_glued_to_its_text():
    text = f"在全市社会组织推进会上的汇报材料各位领导、同志们：{BODY}{BODY}"
    assert structure(text).title == "在全市社会组织推进会上的汇报材料"


def test_several_offices_above_a_title_in_wide_digits():
    found = structure(
        "椿庭市民政局\n椿庭市财政局 文件\n椿民联发〔２００９〕１５号\n关于２００８年度民间组织年检情况的通报\n各县区：\n现通报如下。"
    )
    assert found.title == "关于２００８年度民间组织年检情况的通报"


def test_the_only_article_of_an_issue():
    text = "民政工作简报\n2019年第17期（总第203期）\n云岭县民政局办公室编　2019年9月27日\n我县“打非”百日行动取得阶段性成果\n今年6月中旬以来，查处非法社会组织19家。"
    found = structure(text)
    assert (found.title, found.date) == ("我县“打非”百日行动取得阶段性成果", "2019-09-27")


def test_the_declared_title_loses_the_site():
    assert structure(BODY, title="年检结论公告_云溪市民政局").title == "年检结论公告"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"青澜县工作总结\n{BODY}\n青澜县民政局\n2019年7月3日", "2019-07-03"),
        (f"青澜县工作总结\n发布时间：2019-07-20\n{BODY}\n青澜县民政局\n2019年7月3日", "2019-07-03"),
        (f"青澜县工作总结\n（2022年4月22日）\n{BODY}", "2022-04-22"),
        (f"青澜县开展抽查\n2021-12-27 10:42:31 来源：云溪日报\n{BODY}", "2021-12-27"),
        (f"青澜县2023年社会组织工作要点\n{BODY}", "2023"),
        (f"2021年，在县委的领导下，{BODY}", "2021"),
        (f"青澜县民政局关于2020年度年检结果的通报\n青民函〔2021〕46号\n{BODY}", "2021"),
        (f"青澜县统计公报\n青澜县民政局\n2023年8月\n{BODY}", "2023-08"),
        (f"青澜县开展抽查\n3月5日，县民政局发布2022年第一批名单。{BODY}", "2022-03-05"),
        (f"青澜县开展抽查\n{BODY}活动从2021630日开始。", None),
        (f"青澜县开展抽查\n27.11.2017  09:14\n{BODY}", "2017-11-27"),
        (f"青澜县开展抽查\n日期:[2018-12-18]  版次:[A06]\n{BODY}", "2018-12-18"),
        (f"青澜县发展规划\n青澜县民政局　2021年8月\n{BODY}", "2021-08"),
        (f"“李鬼”现形记\n{BODY}\n《云溪日报》2018年12月24日第7版", "2018-12-24"),
        (f"青澜慈善会2023年支出超6000万元\n{BODY}", None),
    ],
)
def test_the_date_of_the_text(text, date):
    assert structure(text).date == date


def test_the_page_date_is_kept_beside_the_signature():
    s = structure(f"青澜县工作总结\n发布时间：2019-07-20 09:12\n{BODY}\n青澜县民政局\n2019年7月3日")
    assert (s.date, s.published) == ("2019-07-03", "2019-07-20")


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (f"青澜县民政局2022年工作总结\n{BODY}", "青澜县民政局"),
        (f"工作总结\n{BODY}\n青澜县茶业协会\n2019年7月3日", "青澜县茶业协会"),
        (f"发布机构：云溪市民政局\n年检公告\n{BODY}", "云溪市民政局"),
        (f"青澜县社会组织走出新路\n来源：云溪日报 记者：李某\n{BODY}", "云溪日报"),
        (f"青澜县社会组织走出新路\n{BODY}", None),
        (f"青澜县社会组织走出新路\n来源:\n云溪在线\n{BODY}", "云溪在线"),
        (f"青澜县社会组织走出新路\n来源: 阅读次数:867\n{BODY}", None),
        (f"青澜县民政局对14家社会组织立案\n楼主 发表于 3天前\n{BODY}\n主办单位：云溪市民政局", "青澜县民政局"),
        (f"社会组织监管出“硬招”\n{BODY}(据青澜县民政局)", "青澜县民政局"),
        (f"商会风采----青澜县家具协会\n我市首次举办招聘会\n{BODY}", None),
        (f"按照区委办通知要求,现将区民政局2024年工作完成情况汇报如下:\n{BODY}", None),
        (f"在全市工作会议上的讲话\n云溪市民政局党组书记、局长　李某\n（2015年4月10日）\n{BODY}", "云溪市民政局"),
        (f"在云溪市慈善总会四届二次理事会上的工作报告\n（2025年2月21日）\n{BODY}", "云溪市慈善总会"),
        (f"云溪市2022年统计提要\n云溪市民政局规划财务处　2023年5月18日\n{BODY}", "云溪市民政局规划财务处"),
        (f"活动总结\n{BODY}\n云溪市养老服务协会党支部\n2021年11月25日", "云溪市养老服务协会党支部"),
        (
            f"防汛通报\n{BODY}\n云溪市防汛专项行动协调办公室\n联系人：吴某\n2021年5月24日",
            "云溪市防汛专项行动协调办公室",
        ),
        (f"经验交流材料\n{BODY}\n云溪市民政局", "云溪市民政局"),
        (f"会费怎么花\n本报记者 聂某　《云溪新报》2022年6月29日\n{BODY}", "云溪新报"),
        (f"会费怎么花\n云溪日报11月15日讯（记者 方某）{BODY}", "云溪日报"),
        (f"会费怎么花\n《云溪日报》　2019年1月15日\n{BODY}\n云溪市慈善会表示，将继续努力。", "云溪日报"),
        (
            f"部署会召开\n发布时间：2023-12-28　信息来源：社会组织科\n{BODY}\n主办：云溪市民政局　技术支持：某某",
            "云溪市民政局",
        ),
        (f"三季度数据\n{BODY}\n填报单位：云溪市民政局　填报人：何某", "云溪市民政局"),
        (f"工作简报\n第8期\n云溪市民政局编　2021年8月2日\n{BODY}", "云溪市民政局"),
    ],
)
def test_issuers(text, issuer):
    assert structure(text).issuer == issuer


@pytest.mark.parametrize(
    ("text", "area"),
    [
        (f"青澜县2022年工作总结\n{BODY}", "青澜县"),
        (f"江苏省苏州市2022年工作总结\n{BODY}", "苏州市"),
        (f"苏州社会组织高质量发展\n全市共有12家。{BODY}", "苏州市"),
        (f"微创投惠及青澜百姓\n青澜县民政局投入30万元。{BODY}", "青澜县"),
        (f"2021年，全市要加强工作。云溪市成立党委，云溪市石桥区、石桥区、石桥区先行试点。{BODY}全市推进。", "云溪市"),
        (f"我国有89.13万个社会组织，广东省、江苏省居前。{BODY}", "全国"),
        (f"粤民函〔2021〕412号\n各社会团体：\n{BODY}", "广东省"),
        (f"在全县会议上的讲话\n{BODY}", None),
        (f"云溪日报　2018年9月27日　第7版\n会费怎么花\n我市去年减免会费。{BODY}", "云溪市"),
        (f"走进一座县城的社会力量\n{BODY}", None),
    ],
)
def test_areas(text, area):
    assert structure(text).area == area


def test_a_place_named_behind_the_wider_one():
    found = structure(f"广东湾浦386个项目“找婆家”\n记者从湾浦区民政局了解到，今年推出386个项目。{BODY}")
    assert found.area == "湾浦区"


@pytest.mark.parametrize("words", ["在市委市政府的领导下", "全部搬进区政务服务中心", "按照区里的要求", "撤区设县以来"])
def test_words_before_a_rank_are_no_place(words):
    assert structure(f"工作汇报\n{words}，{BODY}").area is None
