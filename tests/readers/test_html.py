"""Web pages: no paragraph of the article is lost, navigation is, tables keep their cells."""

from __future__ import annotations

import pytest

from corpora.document import Document
from corpora.errors import EmptyText, LimitExceeded
from corpora.readers import read
from corpora.readers.html_furniture import furniture, is_furniture, is_particulars

NAVIGATION = """<div class="top"><a href="/">首页</a><a href="/zw">政务公开</a><a href="/hd">互动交流</a></div>
<nav><ul><li><a href="/1">机构职能</a></li><li><a href="/2">政策法规</a></li></ul></nav>
<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/tz">通知公告</a></div>"""
RELATED = """<div class="rel"><h4>相关链接</h4><ul><li><a href="/a">临溪市召开社会组织工作会议部署全年任务</a></li>
<li><a href="/b">临溪市行业协会商会收费自查自纠工作全面完成</a></li></ul></div>
<div class="foot">版权所有：临溪市民政局　<a href="/map">网站地图</a></div>"""
PARAGRAPHS = [
    "各县（市、区）民政局，各市管社会组织：",
    "根据《社会团体登记管理条例》等规定，市民政局组织开展了2023年度社会组织检查工作，现将有关情况通报如下。",
    "应检1,200家，实检1,150家。",
    "参检率95.8%。",
    "合格1,100家。",
    "基本合格40家。",
    "合格1,100家。",
    "对连续两年未参检的15家社会组织，依法列入活动异常名录，并责令限期改正；逾期不改的，依法予以行政处罚。",
    "临溪市民政局",
    "2023年8月1日",
]
LIST = ["社会团体500家", "民办非企业单位620家", "基金会30家"]
TABLE = """<table><caption>附表</caption><tr><th>地区</th><th colspan="2">数量</th></tr>
<tr><td rowspan="2">城东区</td><td>12</td><td>3</td></tr><tr><td>5</td><td><p>6</p><p>7</p></td></tr></table>"""


def page(charset: str = "utf-8", meta: str = "") -> str:
    first, rest = PARAGRAPHS[:2], PARAGRAPHS[2:]
    return f"""<!DOCTYPE html><html><head><meta charset="{charset}">{meta}
<title>关于2023年度社会组织检查情况的通报_临溪市人民政府</title><style>p {{color: red}}</style></head>
<body>{NAVIGATION}<div class="main"><h1>关于2023年度社会组织检查情况的通报</h1>
<div class="info">发布时间：2023-08-02 10:00　来源：市民政局</div><div id="zoom">
{"".join(f"<p>　　{t}</p>" for t in first)}<h2>一、总体情况</h2>
<ul>{"".join(f"<li>{t}</li>" for t in LIST)}</ul>{TABLE}
{"".join(f"<p>&nbsp;&nbsp;{t}</p>" for t in rest)}</div>
<p><a href="/x.docx">附件1.检查结果名单.docx</a></p></div>{RELATED}
<script>document.write("脚本")</script></body></html>"""


def of_kind(document: Document, kind: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


def test_no_line_of_the_article_is_lost_and_no_navigation_kept() -> None:
    document = read("a.html", page().encode())
    lines = document.text.split("\n")
    for line in (*PARAGRAPHS, *LIST, "关于2023年度社会组织检查情况的通报", "一、总体情况"):
        assert lines.count(line) == (2 if line == "合格1,100家。" else 1), line
    assert lines.index("一、总体情况") == lines.index(PARAGRAPHS[1]) + 1
    for word in ("首页", "互动", "机构职能", "相关链接", "召开", "版权", "发布时间", "脚本", "color"):
        assert word not in document.text
    assert document.warnings == ()
    assert of_kind(document, "list_item") == LIST
    assert of_kind(document, "heading") == ["关于2023年度社会组织检查情况的通报", "一、总体情况"]
    assert of_kind(document, "caption") == ["附表"]


def test_cells_come_once_with_their_places() -> None:
    document = read("a.html", page().encode())
    cells = {b.cell: document.text[b.start : b.end] for b in document.blocks if b.cell is not None}
    assert cells == {
        (0, 0, 0): "地区",
        (0, 0, 1): "数量",
        (0, 1, 0): "城东区",
        (0, 1, 1): "12",
        (0, 1, 2): "3",
        (0, 2, 1): "5",
        (0, 2, 2): "6 7",
    }


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("gbk", "gb2312"), ("gbk", "utf-8"), ("utf-8", "gb2312"), ("gb18030", "GBK"), ("utf-16", "utf-8"), ("utf-8", "x")],
)
def test_declared_encodings_that_are_true_narrow_or_false(encoding: str, charset: str) -> None:
    markup = page(charset).replace("城东区", "城东区镕")
    assert "城东区镕" in read("a.htm", markup.encode(encoding)).text


def test_hints_from_the_page() -> None:
    assert read("a.html", page().encode()).hints == {
        "title": "关于2023年度社会组织检查情况的通报",
        "date": "2023-08-02",
        "issuer": "市民政局",
    }
    meta = (
        '<meta name="ArticleTitle" content="检查通报"><meta name="PubDate" content="2023-8-3 09:00">'
        '<meta name="ContentSource" content="临溪市民政局">'
    )
    assert read("a.html", page(meta=meta).encode()).hints == {
        "title": "检查通报",
        "date": "2023-08-03",
        "issuer": "临溪市民政局",
    }


def test_a_page_laid_out_by_tables() -> None:
    body = "".join(f"<p>{t}</p>" for t in PARAGRAPHS)
    markup = f"""<html><body><table><tr><td><a href="/">首页</a></td><td><a href="/b">政务公开</a></td></tr>
    <tr><td><a href="/c">机构</a></td><td>{body}</td></tr></table></body></html>"""
    document = read("a.html", markup.encode("gbk"))
    assert document.text.split("\n") == PARAGRAPHS
    assert {b.kind for b in document.blocks} == {"paragraph"}


def test_a_short_page_is_given_whole() -> None:
    document = read(
        "a.html", "<html><body><p>共12家。</p><div>其中基金会<b>3</b>家。<br>完</div></body></html>".encode()
    )
    assert document.text == "共12家。\n其中基金会3家。\n完"


def test_white_space_as_a_browser_shows_it() -> None:
    body = "<div>社会\n    组织 <span>Red\n Cross</span>\n 12 家</div><pre>甲\n乙</pre><p hidden>藏</p><p style='display: none'>隐</p>"
    assert read("a.html", f"<html><body>{body}</body></html>".encode()).text == "社会组织 Red Cross 12 家\n甲\n乙"


@pytest.mark.parametrize("markup", ["<html></html>", "<html><body><script>x</script></body></html>", "<html>\0</html>"])
def test_pages_without_text(markup: str) -> None:
    with pytest.raises(EmptyText):
        read("a.html", markup.encode())


def test_bad_spans_and_open_tags_do_no_harm() -> None:
    rows = '<tr><td colspan="99999999999">甲</td><td rowspan="-1">1<tr><td colspan="x">乙<td>2'
    document = read("a.html", f"<html><body><table>{rows}".encode())
    assert of_kind(document, "table_cell") == ["甲", "1", "乙", "2"]


@pytest.mark.parametrize("line", furniture().examples["furniture"])
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", [*furniture().examples["text"], *PARAGRAPHS])
def test_not_furniture(line: str) -> None:
    assert not is_furniture(line)
    assert not is_particulars(line)


@pytest.mark.parametrize("line", furniture().examples["particulars"])
def test_particulars(line: str) -> None:
    assert is_particulars(line)


def test_cells_are_never_furniture() -> None:
    rows = "<tr><th>规模</th><th>数量</th></tr><tr><td>大</td><td>5</td></tr><tr><td>小</td><td>7</td></tr>"
    document = read("a.html", f"<html><body><p>按规模分：</p><table>{rows}</table></body></html>".encode())
    assert of_kind(document, "table_cell") == ["规模", "数量", "大", "5", "小", "7"]


def test_elements_too_deep_for_the_parser_are_no_empty_page() -> None:
    page = "<div>" * 300 + "云溪县2023年共有社会组织12家。" + "</div>" * 300
    with pytest.raises(LimitExceeded):
        read("a.html", page.encode())
