"""Word files: tracked changes, content controls, fields, text boxes, tables, notes, damage."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from corpora.document import Document
from corpora.errors import Corrupt, EmptyText, LimitExceeded, ReadError
from corpora.readers import docx_package, read
from readers.word_files import p, r, sdt, tbl, tc, tr, word_file


def read_body(body: str, **parts: str) -> Document:
    document = read("a.docx", word_file(body, **parts))
    at = 0
    for block in document.blocks:
        assert block.start == at < block.end
        at = block.end + 1
    assert at == len(document.text) + 1
    return document


def cells(document: Document) -> dict[tuple[int, int, int], str]:
    return {b.cell: document.text[b.start : b.end] for b in document.blocks if b.cell is not None}


INS = '<w:ins w:id="1" w:author="a">'
DEL = '<w:del w:id="2" w:author="a">'


def test_insertions_stand_and_deletions_do_not() -> None:
    document = read_body(
        f"<w:p>{r('捐赠')}{DEL}<w:r><w:delText>500元</w:delText></w:r></w:del>{INS}{r('800元')}</w:ins>"
        f"<w:moveFrom>{r('旧位置')}</w:moveFrom><w:moveTo>{r('新位置')}</w:moveTo></w:p>"
    )
    assert document.text == "捐赠800元新位置"
    assert document.warnings == ("deletions_left_out", "insertions_kept")
    assert not document.partial


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    gone = f"<w:rPr>{DEL}</w:del></w:rPr>"
    assert read_body(p("前半句，", extra=gone) + p("后半句。") + p("完")).text == "前半句，后半句。\n完"


def test_a_deleted_row_is_left_out() -> None:
    document = read_body(
        tbl(tr(tc("甲"), tc("1")), tr(tc("乙"), tc("2"), properties=f"{DEL}</w:del>"), tr(tc("丙"), tc("3")))
    )
    assert list(cells(document).values()) == ["甲", "1", "丙", "3"]


@pytest.mark.parametrize(
    "body",
    [
        sdt(p("内容")),
        f"<w:p>{sdt(r('内容'))}</w:p>",
        sdt(sdt(f"<w:p>{sdt(r('内'))}{r('容')}</w:p>")),
        f'<w:p><w:smartTag w:element="x">{r("内容")}</w:smartTag></w:p>',
        f'<w:p><w:hyperlink w:anchor="x">{r("内容")}</w:hyperlink></w:p>',
        f'<w:p><w:fldSimple w:instr="REF x">{r("内容")}</w:fldSimple></w:p>',
        f"<w:customXml>{p('内容')}</w:customXml>",
        f"{INS}{p('内容')}</w:ins>",
        f"<w:p><w:r><w:ruby><w:rt>{r('nei')}</w:rt><w:rubyBase>{r('内')}</w:rubyBase></w:ruby></w:r>{r('容')}</w:p>",
        "<w:p><m:oMath><m:r><m:t>内容</m:t></m:r></m:oMath></w:p>",
    ],
)
def test_text_in_every_kind_of_wrapper(body: str) -> None:
    assert read_body(body).text == "内容"


def test_content_controls_around_rows_and_cells() -> None:
    document = read_body(tbl(sdt(tr(tc("甲"), sdt(tc("1")))), tr(tc("乙"), tc(sdt(p("2"))))))
    assert cells(document) == {(0, 0, 0): "甲", (0, 0, 1): "1", (0, 1, 0): "乙", (0, 1, 1): "2"}


def test_prompts_of_empty_controls_are_no_text() -> None:
    document = read_body(p("名称：") + sdt(p("单击此处输入文字。"), "<w:showingPlcHdr/>"))
    assert document.text == "名称："
    assert document.warnings == ("prompts_left_out",)


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{result}{mark('end')}"


def test_fields_give_their_result_only() -> None:
    inner = field("MERGEFIELD x", r("不显示")).replace('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "", 1)
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    nested = f"{begin}<w:r><w:instrText> IF </w:instrText></w:r>{begin}{inner}"
    nested += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    body = f"<w:p>{r('共')}{field(' = SUM(A1) ', r('12'))}{r('家')}</w:p><w:p>{nested}{r('结果')}</w:p>"
    unclosed = f"<w:p>{begin}</w:p>"
    assert read_body(body + unclosed + p("后文")).text == "共12家\n结果\n后文"


def test_check_boxes() -> None:
    legacy = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox>'
        "</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar "
        'w:fldCharType="end"/></w:r>' + r("是") + "</w:p>"
    )
    symbol = '<w:p><w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>' + r("否") + "</w:p>"
    body = legacy.format("<w:checked/>") + legacy.format("") + symbol
    assert read_body(body).text == "☑是\n□是\n☑否"


def test_tabs_breaks_and_hyphens() -> None:
    body = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>5</w:t><w:noBreakHyphen/><w:t>8家</w:t></w:r></w:p>"
    assert read_body(body).text == "甲\t乙\n5-8家"


def box(text: str) -> str:
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{p(text)}"
        f"</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{p(text)}"
        "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_come_once_after_their_paragraph() -> None:
    document = read_body(
        f"<w:p>{r('前')}{box('框内')}{r('后')}</w:p>" + tbl(tr(tc(f"<w:p>{box('格中框')}</w:p>"), tc("1")))
    )
    assert document.text == "前后\n框内\n1\n格中框"
    assert [b.kind for b in document.blocks] == ["paragraph", "text_box", "table_cell", "text_box"]


def test_pictures_are_warned_of() -> None:
    assert read_body(f"<w:p>{r('图')}<w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>").warnings == (
        "images_not_read",
    )


def test_hidden_text_is_left_out() -> None:
    styles = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    by_style, not_hidden = '<w:rStyle w:val="H"/>', '<w:vanish w:val="0"/>'
    body = f"<w:p>{r('见')}{r('藏', '<w:vanish/>')}{r('隐', by_style)}{r('得', not_hidden)}</w:p>"
    document = read_body(body, styles=styles)
    assert document.text == "见得"
    assert document.warnings == ("hidden_text_left_out",)


def test_merged_cells_come_once() -> None:
    document = read_body(
        tbl(
            tr(tc("地区", '<w:vMerge w:val="restart"/>'), tc("数量", '<w:gridSpan w:val="2"/>')),
            tr(tc("", "<w:vMerge/>"), tc("总数"), tc("新增")),
            tr(tc("临溪"), tc("12"), tc("3")),
            tr(tc("", '<w:hMerge w:val="restart"/>'), tc("x", "<w:hMerge/>"), tc("5")),
            tr(tc("9"), properties='<w:gridBefore w:val="2"/>'),
        )
    )
    assert cells(document) == {
        (0, 0, 0): "地区",
        (0, 0, 1): "数量",
        (0, 1, 1): "总数",
        (0, 1, 2): "新增",
        (0, 2, 0): "临溪",
        (0, 2, 1): "12",
        (0, 2, 2): "3",
        (0, 3, 2): "5",
        (0, 4, 2): "9",
    }


def test_nested_tables_are_tables_of_their_own() -> None:
    inner = tbl(tr(tc("a"), tc("b")))
    document = read_body(tbl(tr(tc(p("外") + inner + p("续")), tc("1"))) + tbl(tr(tc("c"), tc("d"))))
    assert cells(document) == {
        (0, 0, 0): "外 续",
        (0, 0, 1): "1",
        (1, 0, 0): "a",
        (1, 0, 1): "b",
        (2, 0, 0): "c",
        (2, 0, 1): "d",
    }


def test_a_single_cell_is_a_frame_not_a_table() -> None:
    document = read_body(tbl(tr(tc(p("通知") + p("各县：")))))
    assert document.text == "通知\n各县："
    assert {b.kind for b in document.blocks} == {"paragraph"}


def test_what_python_docx_writes_is_read() -> None:
    word = docx.Document()
    word.add_heading("工作总结", 0)
    word.add_heading("基本情况", 1)
    word.add_paragraph("全市共有社会组织120家。")
    table = word.add_table(2, 2)
    for row, texts in zip(table.rows, (("类别", "数量"), ("社会团体", "70")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    out = io.BytesIO()
    word.save(out)
    document = read("a.docx", out.getvalue())
    assert document.hints["title"] == "工作总结"
    assert [(b.kind, b.level) for b in document.blocks][:3] == [("heading", None), ("heading", 1), ("paragraph", None)]
    assert cells(document) == {(0, 0, 0): "类别 数量", (0, 1, 0): "社会团体", (0, 1, 1): "70"}


def test_notes_stand_at_the_end_in_the_order_of_their_references() -> None:
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'.format
    notes = "".join(f'<w:footnote w:id="{i}">{p(t)}</w:footnote>' for i, t in ((0, "分隔"), (2, "注二"), (3, "注三")))
    document = read_body(f"<w:p>{r('甲')}{reference(3)}{r('乙')}{reference(2)}</w:p>{p('丙')}", footnotes=notes)
    assert document.text == "甲乙\n丙\n注三\n注二"
    assert [b.kind for b in document.blocks][-2:] == ["footnote", "footnote"]


def test_a_table_of_contents_is_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    body = p("第一章　总则……1", style="T1") + p("第一章　总则")
    document = read_body(body, styles=styles)
    assert document.text == "第一章　总则"
    assert document.warnings == ("contents_left_out",)


def test_headings_by_style_inheritance_and_own_level() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="公文"><w:name w:val="公文一级"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="圈"><w:basedOn w:val="圈"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    body = p("甲", style="1") + p("乙", style="圈") + p("丙", extra='<w:outlineLvl w:val="2"/>')
    body += p("丁", style="1", extra='<w:outlineLvl w:val="9"/>') + p("长" * 200, style="1")
    document = read_body(body, styles=styles)
    assert [b.level for b in document.blocks] == [1, 2, 3, None, None]


def test_strict_open_xml() -> None:
    data = word_file(p("严格格式"))
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            text = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(name, text)
    assert read("a.docx", strict.getvalue()).text == "严格格式"


def test_a_main_part_of_another_name() -> None:
    out = io.BytesIO()
    relation = '<Relationship Id="1" Type="http://x/officeDocument" Target="word/document2.xml"/>'
    with zipfile.ZipFile(io.BytesIO(word_file(p("正文")))) as old, zipfile.ZipFile(out, "w") as new:
        new.writestr("[Content_Types].xml", old.read("[Content_Types].xml"))
        new.writestr("word/document2.xml", old.read("word/document.xml"))
        namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
        new.writestr("_rels/.rels", f'<Relationships xmlns="{namespace}">{relation}</Relationships>')
    assert read("a.docx", out.getvalue()).text == "正文"


def with_document(xml: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    with pytest.raises(Corrupt, match="DTD"):
        read("a.docx", with_document(bomb))


def test_broken_xml_is_repaired_with_a_warning_or_corrupt() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = read("a.docx", with_document(f"<w:document {space}><w:body>{p('前文')}<w:p><w:r><w:t>断"))
    assert document.text.startswith("前文")
    assert document.partial
    assert "xml_repaired" in document.warnings
    with pytest.raises(Corrupt):
        read("a.docx", with_document("no xml at all"))
    with pytest.raises(Corrupt):
        read("a.docx", with_document("<w:p"))


def test_a_word_file_without_text() -> None:
    with pytest.raises(EmptyText):
        read("a.docx", word_file(p("") + p(" ")))


def test_inflated_bytes_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_PART", 100_000)
    with pytest.raises(LimitExceeded):
        read("a.docx", word_file(p("字" * 100_000)))


def test_deep_nesting_ends_in_a_read_error() -> None:
    with pytest.raises(ReadError):
        read("a.docx", word_file("<w:customXml>" * 5000 + "</w:customXml>" * 5000))
