"""Slides from raw XML."""

from __future__ import annotations

import io
import zipfile

import pytest

from corpora.errors import Corrupt, EmptyText
from corpora.readers import read

_NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def shape(text: str, y: int | None = None, kind: str = "") -> str:
    place = f'<p:spPr><a:xfrm><a:off x="0" y="{y}"/></a:xfrm></p:spPr>' if y is not None else ""
    holder = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    runs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    return f"<p:sp>{holder}{place}<p:txBody>{runs}</p:txBody></p:sp>"


def slides(*contents: str, show: str = "1") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        ids = "".join(f'<p:sldId id="{k}" r:id="r{k}"/>' for k in range(len(contents)))
        archive.writestr(
            "ppt/presentation.xml", f"<p:presentation {_NAMES}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
        )
        listed = "".join(f'<Relationship Id="r{k}" Target="slides/s{k}.xml"/>' for k in range(len(contents)))
        archive.writestr(
            "ppt/_rels/presentation.xml.rels", f'<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'
        )
        for k, content in enumerate(contents):
            tree = f"<p:cSld><p:spTree>{content}</p:spTree></p:cSld>"
            shown = show if k == len(contents) - 1 else "1"
            archive.writestr(f"ppt/slides/s{k}.xml", f'<p:sld {_NAMES} show="{shown}">{tree}</p:sld>')
    return out.getvalue()


def tc(text: str, more: str = "") -> str:
    return f"<a:tc{more}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"


def test_text_stands_in_order_of_its_place_without_furniture() -> None:
    first = (
        shape("页脚", 900, "ftr")
        + shape("其次家12", 500)
        + shape("先说", 100)
        + shape("工作总结", kind="title")
        + "<p:pic/>"
    )
    group = f"<p:grpSp>{shape('组内')}</p:grpSp>"
    document = read("a.pptx", slides(first, group + shape("甲\n乙", 10)))
    assert [(b.kind, b.page, document.text[b.start : b.end]) for b in document.blocks] == [
        ("heading", 1, "工作总结"),
        ("paragraph", 1, "先说"),
        ("paragraph", 1, "其次家12"),
        ("paragraph", 2, "组内"),
        ("paragraph", 2, "甲"),
        ("paragraph", 2, "乙"),
    ]
    assert (document.pages, document.warnings) == (2, ("images_not_read",))


def test_tables_and_merged_cells() -> None:
    wide = tc("数量", ' gridSpan="2"') + tc("", ' hMerge="1"')
    rows = f"<a:tr>{wide}</a:tr><a:tr>{tc('甲')}{tc('12')}</a:tr>"
    frame = (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    chart = '<p:graphicFrame><a:graphic><a:graphicData uri="http://x/chart"/></a:graphic></p:graphicFrame>'
    document = read("a.pptx", slides(frame + chart))
    found = {b.cell: (document.text[b.start : b.end], b.span) for b in document.blocks}
    assert found == {(0, 0, 0): ("数量", (1, 2)), (0, 1, 0): ("甲", (1, 1)), (0, 1, 1): ("12", (1, 1))}
    assert document.warnings == ("charts_not_read",)
    assert document.partial


def test_hidden_and_missing_slides() -> None:
    assert read("a.pptx", slides(shape("见"), shape("藏"), show="0")).warnings == ("hidden_text_left_out",)
    with pytest.raises(EmptyText):
        read("a.pptx", slides())
    with pytest.raises(Corrupt):
        read("a.pptx", slides(shape("见")).replace(b"ppt/presentation.xml", b"ppt/presentatiom.xml"))
