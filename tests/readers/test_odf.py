"""OpenDocument texts and tables from raw XML."""

from __future__ import annotations

import io
import zipfile

import pytest

from corpora.document import Document
from corpora.errors import Corrupt, Encrypted, Unsupported
from corpora.readers import read

_NAMES = ("office", "text", "table", "style")
_NAMESPACES = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in _NAMES)
_NAMESPACES += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
_NAMESPACES += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


def odf(body: str, styles: str = "", kind: str = "text", manifest: str = "") -> bytes:
    out = io.BytesIO()
    content = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    content += f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr("content.xml", f"<office:document-content {_NAMESPACES}>{content}</office:document-content>")
    return out.getvalue()


def read_body(body: str, styles: str = "", kind: str = "text") -> Document:
    return read("a.odt" if kind == "text" else "a.ods", odf(body, styles, kind))


def cells(document: Document) -> dict[tuple[int, int, int] | None, str]:
    return {b.cell: document.text[b.start : b.end] for b in document.blocks if b.cell}


def test_white_space_spans_and_fields() -> None:
    body = '<text:p>全市\n  共有<text:s text:c="2"/><text:span>12</text:span>家<text:tab/><text:date>今天</text:date></text:p>'
    assert read_body(body).text == "全市 共有  12家\t今天"


def test_tracked_changes() -> None:
    region = '<text:changed-region text:id="{}"><text:{}>{}</text:{}></text:changed-region>'
    changes = region.format("c1", "deletion", "<text:p>500元</text:p>", "deletion")
    changes += region.format("c2", "insertion", "", "insertion")
    body = f"<text:tracked-changes>{changes}</text:tracked-changes><text:p>捐赠"
    body += '<text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>800元'
    document = read_body(body + '<text:change-end text:change-id="c2"/>。</text:p>')
    assert document.text == "捐赠800元。"
    assert document.warnings == ("deletions_left_out", "insertions_kept")


LEVELS = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-prefix="第" style:num-suffix="条" style:num-format="一, 二, 三, ..."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" loext:num-list-format="（%2%）"/>'
    '<text:list-level-style-bullet text:level="3"/></text:list-style>'
)


def item(*content: str, start: str = "") -> str:
    return f"<text:list-item{start}>{''.join(content)}</text:list-item>"


def listed(*items: str, more: str = ' text:style-name="L"') -> str:
    return f"<text:list{more}>{''.join(items)}</text:list>"


def test_lists_count_go_on_and_begin_anew() -> None:
    inner = listed(item("<text:p>甲</text:p>", "<text:p>甲续</text:p>"), item("<text:p>乙</text:p>"), more="")
    body = listed(item("<text:p>名称</text:p>", inner), item("<text:p>宗旨</text:p>")) + "<text:p>章</text:p>"
    body += listed(item("<text:p>住所</text:p>"), more=' text:style-name="L" text:continue-numbering="true"')
    body += listed(item("<text:p>新起</text:p>"), item("<text:p>跳号</text:p>", start=' text:start-value="9"'))
    body += listed("<text:list-header><text:p>无号</text:p></text:list-header>")
    lines = read_body(body, LEVELS).text.split("\n")
    assert lines == [
        "第一条　名称", "（1）甲", "甲续", "（2）乙", "第二条　宗旨", "章", "第三条　住所", "第一条　新起", "第九条　跳号", "无号"
    ]  # fmt: skip


def test_headings_notes_frames_comments_and_hidden_text() -> None:
    styles = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    note = '<text:note text:note-class="footnote"><text:note-body><text:p>注文</text:p></text:note-body></text:note>'
    frame = "<draw:frame><draw:text-box><text:p>框文</text:p></draw:text-box></draw:frame>"
    picture = '<draw:frame><draw:image xlink="x"/></draw:frame>'
    body = '<text:h text:outline-level="2">标题</text:h><text:table-of-content><text:p>目录 1</text:p></text:table-of-content>'
    body += f"<text:p>前{note}{frame}{picture}<office:annotation><text:p>批</text:p></office:annotation>"
    body += '<text:span text:style-name="H">藏</text:span>后</text:p>'
    document = read_body(body, styles)
    found = [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks]
    assert found == [
        ("heading", 2, "标题"),
        ("paragraph", None, "前后"),
        ("text_box", None, "框文"),
        ("footnote", None, "注文"),
    ]
    assert document.warnings == ("comments_left_out", "contents_left_out", "hidden_text_left_out", "images_not_read")


def row(*content: str) -> str:
    return f"<table:table-row>{''.join(content)}</table:table-row>"


def tc(text: str = "", more: str = "") -> str:
    return f"<table:table-cell{more}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def test_merged_cells_come_once() -> None:
    first = row(tc("地区", ' table:number-rows-spanned="2"'), tc("数量", ' table:number-columns-spanned="2"'), COVERED)
    table = (
        f"<table:table>{first}{row(COVERED, tc('总数'), tc('新增'))}{row(tc('临溪'), tc('12'), tc('3'))}</table:table>"
    )
    document = read_body(table)
    assert cells(document) == {
        (0, 0, 0): "地区",
        (0, 0, 1): "数量",
        (0, 1, 1): "总数",
        (0, 1, 2): "新增",
        (0, 2, 0): "临溪",
        (0, 2, 1): "12",
        (0, 2, 2): "3",
    }
    assert [b.span for b in document.blocks][:2] == [(2, 1), (1, 2)]


def test_spreadsheets_give_each_sheet_its_name_and_no_empty_rows() -> None:
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    sheet = (
        f'<table:table table:name="汇总">{row(tc("地区"), tc("12.5%"))}{empty}{row(tc("临溪"), tc("3"))}</table:table>'
    )
    document = read_body(sheet, kind="spreadsheet")
    assert document.text == "汇总\n地区\n12.5%\n临溪\n3"


@pytest.mark.usefixtures("without_office")
def test_what_cannot_be_read_says_why() -> None:
    with pytest.raises(Encrypted):
        read("a.odt", odf("<text:p>x</text:p>", manifest="<encryption-data/>"))
    with pytest.raises(Unsupported):
        read("a.odp", odf("", kind="presentation"))
    with pytest.raises(Corrupt):
        read("a.odt", odf("<text:p>x</text:p>")[:-30])
