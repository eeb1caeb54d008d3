from __future__ import annotations

import re

from lxml import html
from outputs_builders import verdict

from extractors.comparison import Pair, Side
from outputs.comparison import Comparison, changed_findings, comparison_html, comparison_records


def comparison(*pairs: Pair, findings: bool = True, to_model: bool = False) -> Comparison:
    before = [verdict("旧.docx"), verdict("旧.docx", rule="governance.term", title="任期", verdict="satisfied")]
    after = [
        verdict("新.docx", verdict="satisfied", suggestion=None),
        verdict("新.docx", rule="governance.term", title="任期", verdict="violated", article="第五条"),
    ]
    found = changed_findings(before, after) if findings else ()
    return Comparison("旧.docx", "新.docx", found, pairs, to_model, "9.9")


def side(number: str, text: str) -> Side:
    return Side(number, "总则", text, 3)


def test_findings_are_new_kept_or_mended() -> None:
    kept = {"rule": "quality.numbering", "title": "条号", "level": "recommended"}
    one_sided = verdict(rule="party.duties", title="职责")
    before = [verdict(), verdict(verdict="violated", **kept), verdict(rule="a.b", verdict="satisfied")]
    after = [verdict(verdict="satisfied"), verdict(verdict="partial", **kept), one_sided]
    found = changed_findings(before, after)
    assert [(item.change, item.verdict.rule) for item in found] == [
        ("new", "party.duties"),
        ("kept", "quality.numbering"),
        ("mended", "party.leadership"),
    ]
    assert found[0].before is None
    assert found[1].before is not None
    assert (found[1].before.verdict, found[1].verdict.verdict) == ("violated", "partial")


def test_the_page_shows_findings_and_changed_articles_side_by_side() -> None:
    pairs = (
        Pair("same", side("第一条", "名称。"), side("第一条", "名称。")),
        Pair("changed", side("第五条", "会员大会每届四年。"), side("第六条", "会员大会每届六年。")),
        Pair("added", None, side("第七条", "新增的条款。")),
        Pair("removed", side("第八条", "删去的条款。"), None),
    )
    page = html.document_fromstring(comparison_html(comparison(*pairs)))
    text = page.text_content()
    assert "已改正 1 项，仍存在 0 项，新出现 1 项" in text
    assert "有改动 1 条，新增 1 条，删去 1 条，未变 1 条" in text
    rows = page.xpath("//table[@class='articles']/tbody/tr")
    assert [row[0].text_content() for row in rows] == ["有改动", "新增", "删去"]
    assert "四" in rows[0].xpath("string(.//del)")
    assert "六" in rows[0].xpath("string(.//ins)")
    assert [cell.text_content() for cell in rows[1]][1:] == ["", "总则　第七条新增的条款。"]
    assert rows[2].xpath("string(.//del)") == "删去的条款。"


def test_beside_a_skeleton_what_is_not_found_comes_first() -> None:
    asked = Pair("removed", side("", "应写的。"), None, "监事", "《条例》第十条")
    other = Pair("changed", side("", "名称是。"), side("第一条", "名称为。"), "名称", "通行写法")
    shown = comparison(other, asked, findings=False, to_model=True)
    assert shown.changed == (asked, other)
    page = comparison_html(shown)
    assert "不是登记管理机关发布的示范文本" in page
    assert page.index("《条例》第十条") < page.index("通行写法")


def test_everything_is_escaped_and_nothing_can_run() -> None:
    evil = "<script>alert(1)</script>\x00&\"'"
    pair = Pair("changed", Side(evil, evil, evil), Side(evil, evil, evil + "x"), evil, evil)
    page = comparison_html(Comparison(evil, evil, (), (pair,), True, evil))
    assert "<script" not in page
    policy = re.search('Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert "script-src" not in policy[1]
    assert policy[1].startswith("default-src 'none'")


def test_programs_get_findings_and_articles() -> None:
    pair = Pair("changed", side("第五条", "四年。"), side("第六条", "六年。"))
    found = list(comparison_records(comparison(pair)))
    assert [(r["kind"], r["change"]) for r in found] == [
        ("finding", "new"),
        ("finding", "mended"),
        ("article", "changed"),
    ]
    assert (found[0]["rule"], found[0]["before"], found[0]["after"]) == ("governance.term", "satisfied", "violated")
    assert found[2]["new"] == {"number": "第六条", "chapter": "总则", "text": "六年。", "start": 3}
