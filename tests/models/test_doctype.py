"""Document types: hard cases, floors on the dev documents, and what holds for any text."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.document import Document
from corpora.gold import DOC_TYPES
from corpora.structure import analyse
from corpora.types import samples
from models.doctype import DocType, classify
from models.doctype_training import annotated, without_title


def type_of(text: str) -> DocType:
    document = Document("x.txt", "0" * 16, "text/plain", text)
    return classify(document, analyse(document))


CLAUSES = "".join(
    f"第{n}条 {clause}\n"
    for n, clause in zip(
        "一二三四五六七八九十",
        (
            "本会的名称是青萍县石雕协会。",
            "本会的宗旨是弘扬石雕技艺。",
            "本会坚持中国共产党的全面领导。",
            "本会的业务主管单位是青萍县文化和旅游局。",
            "会员有选举权、被选举权和表决权。",
            "会员大会是最高权力机构，每届五年。",
            "理事会每年至少召开一次会议。",
            "监事不得由理事兼任。",
            "会长为法定代表人。",
            "终止后的剩余财产用于公益事业，本会章程自核准之日起生效。",
        ),
        strict=True,
    )
)
HARD = {
    "charter with title": ("charter", "青萍县石雕协会章程\n第一章 总则\n" + CLAUSES),
    "charter without title": ("charter", CLAUSES + "第十一条 会费标准由会员大会表决。\n第十二条 附则。\n"),
    "notice that quotes clauses": (
        "notice",
        "关于统一修改章程有关条款的通知\n各社会组织：\n现将章程需要增加的条款通知如下：\n"
        + CLAUSES[:160]
        + "\n请于6月30日前报送修改后的章程。联系人：白水，电话：5550101。\n特此通知。\n青萍县民政局\n2019年4月3日\n",
    ),
    "rules with articles": (
        "other",
        "青萍县石雕协会会费管理办法\n" + CLAUSES.replace("本会", "协会") + "第十一条 本办法自印发之日起施行。\n",
    ),
    "charter of a company": (
        "other",
        "青萍石业有限公司章程\n" + CLAUSES.replace("本会", "公司").replace("会员", "股东"),
    ),
    "meeting": (
        "notice",
        "关于召开换届筹备会的通知\n各理事单位：\n定于11月2日上午9时在协会三楼召开换届筹备会，请准时参加。\n"
        "联系人：江晚，电话：5550133。\n青萍县石雕协会\n2023年10月27日\n",
    ),
    "results of inspection": (
        "inspection_notice",
        "青萍县民政局关于2022年度社会组织年检结果的公告\n现将2022年度年检结果公告如下：\n"
        "一、合格（41家）：青萍县石雕协会、青萍县棋类协会等。\n二、基本合格（5家）。\n三、不合格（1家）。\n四、未参检（6家）。\n特此公告。\n",
    ),
    "form as cells": (
        "inspection_report",
        "社会团体年度检查报告书\n社团名称\n青萍县石雕协会\n登记证号\n51990477MJ0001122X\n业务主管单位\n青萍县文化和旅游局\n"
        "法定代表人\n石磊\n成立时间\n2011-03-04\n注册资金\n3万元\n住所\n青萍县中街4号\n联系电话\n5550100\n理事人数\n15\n"
        "专职工作人员\n1\n收入合计\n40200.00\n费用合计\n38100.00\n净资产合计\n12000.00\n",
    ),
    "plan with a review": (
        "work_plan",
        "青萍县2026年社会组织工作计划\n2025年全县新登记社会组织12家。2026年要抓好以下工作：\n"
        "一、党建。力争党组织覆盖率达到85%以上。\n二、登记。要严把入口关，年底前完成名称规范。\n"
        "三、监管。将开展两次抽查，比例不低于5%。\n四、培育。计划举办培训班3期，推进孵化基地建设。\n",
    ),
    "annual report of an association": (
        "work_report",
        "青萍县石雕协会2024年度工作报告\n各位会员：\n受理事会委托，我向大会报告一年来的工作，请予审议。\n"
        "一年来，协会新发展会员23家，举办展览4次，培训石匠310人次，组织会员参加博览会2次，签约860万元。\n"
        "下一步，我们将争取建成石雕体验馆。\n",
    ),
    "news of an office without the words of a newspaper": (
        "press_article",
        "青萍县民政局网上年检412个社会组织\n27.11.2017  09:14\n"
        "为提高年度检查的效率,促使社会组织规范发展,日前,青萍县民政局对县本级社会组织2016年度工作的网上年检全部结束。\n"
        "参加这次年检的社会组织412个,其中合格348个,基本合格55个,不合格9个。(社会组织管理科 覃某)\n",
    ),
    "news of a signing": (
        "press_article",
        "青萍网 » 公益头条 » 正文\n青萍县东街社区启动微创投签约仪式\n"
        "为让社区、社会工作者、社区社会组织拧成一股劲,6月18日,东街社区微公益创投项目签约仪式在社区党群服务中心举行。\n"
        "项目有老人助餐、儿童课堂等9个,由6家社会组织承接,资金18万元。\n",
    ),
    "recipe": (
        "other",
        "清炒藕片\n用料：莲藕一节，青椒一个，白醋半勺。\n1.莲藕去皮切片，泡水。\n2.热锅下油，大火翻炒两分钟，加盐出锅。\n",
    ),
}


@pytest.mark.parametrize("name", HARD)
def test_hard_case(name: str) -> None:
    label, text = HARD[name]
    assert type_of(text).label == label


@pytest.mark.parametrize(("source", "floor"), [("types", 0.9), ("reports", 0.9)])
def test_dev_documents(source: str, floor: float) -> None:
    known = list(samples("dev")) if source == "types" else annotated("dev")
    right = [s.doc_type == type_of(s.text).label for s in known]
    assert len(right) > 20
    assert sum(right) / len(right) >= floor


def test_dev_documents_without_their_titles() -> None:
    known = list(samples("dev"))
    right = [s.doc_type == type_of(without_title(s)).label for s in known]
    assert sum(right) / len(right) >= 0.8


def test_confidence_says_how_often_the_answer_is_right() -> None:
    answers = [(s.doc_type, type_of(s.text)) for s in [*samples("dev"), *annotated("dev")]]
    sure = [truth == found.label for truth, found in answers if found.confidence >= 0.9]
    assert len(sure) >= len(answers) // 2
    assert sum(sure) / len(sure) >= 0.93


@given(
    st.text(
        st.sampled_from("第一二三条章年检0123年月日：。，\n\t |_□会员理事截至底通知总结abc〔〕（）“”"), max_size=400
    )
)
@settings(max_examples=150, deadline=None)
def test_any_text_gets_a_known_type(text: str) -> None:
    found = type_of(text)
    assert found.label in DOC_TYPES
    assert 0.0 <= found.confidence <= 1.0
    assert found == type_of(text)


@pytest.mark.parametrize("text", ["", "   \n", "·", "１２３"])
def test_next_to_nothing_is_of_no_type(text: str) -> None:
    assert type_of(text).label == "other"


def test_a_long_document_costs_no_more() -> None:
    from models.doctype_features import BODY, look

    document = Document("x.txt", "0" * 16, "text/plain", HARD["plan with a review"][1] * 2000)
    sight = look(document, analyse(Document("x.txt", "0" * 16, "text/plain", "短。")))
    assert len(sight.body) == BODY


def test_nothing_heavy_is_loaded_to_classify() -> None:
    program = (
        "import sys\n"
        "from models.doctype import classify\n"
        "assert 'numpy' not in sys.modules\n"
        "from corpora.document import Document\n"
        "from corpora.structure import analyse\n"
        "d = Document('x', '0' * 16, 'text/plain', '工作总结\\n一年来，完成了任务。')\n"
        "classify(d, analyse(d))\n"
        "assert not {'sklearn', 'scipy', 'skops', 'jieba'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
