"""The PDF reader on pages written for each case; no font file is needed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from corpora.document import Document
from corpora.errors import Corrupt, EmptyText, Encrypted, NeedsOcr, ReadError
from corpora.readers.pdf import read_pdf
from readers.pdf_making import HEIGHT, Page, broken, pdf, table, width

FIRST = (
    "今年以来，临江市民政局把社会组织党建摆在突出位置，全市登记社会组织1286家，备案社区社会组织3021个，"
    "新建党组织46个，选派党建指导员120名，党的组织覆盖率达到87.5%，党的工作实现全覆盖。"
)
SECOND = (
    "近日，青禾县社会组织服务中心举办公益项目对接会，来自全县的58家社会组织与12个乡镇签约，项目资金合计380万元，"
    "预计服务群众2万人次，涉及助老、助残、儿童关爱等领域，其中助老项目占三成。"
)
THIRD = (
    "为减轻企业负担，松溪区组织行业协会商会开展收费自查，37家协会降低会费标准，减免会费215万元，惠及会员企业1900家，"
    "并在网站公示收费目录，接受会员监督，受到企业欢迎。"
)


def read(*pages: Page, **options: str) -> Document:
    return read_pdf("样本.pdf", "0123456789abcdef", pdf(*pages, **options))


def texts(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks]


# ---------------------------------------------------------------------------------------------------------------------
# paragraphs


def test_broken_lines_become_paragraphs() -> None:
    page = Page()
    page.text(200, 60, "临江市民政局工作总结", 18)
    low = page.paragraph(60, 110, FIRST, 38)
    page.paragraph(60, low, SECOND, 38)
    document = read(page)
    assert texts(document) == ["临江市民政局工作总结", FIRST, SECOND]
    assert [b.kind for b in document.blocks] == ["heading", "paragraph", "paragraph"]
    assert (document.pages, document.partial, document.warnings) == (1, False, ())


def test_title_over_two_lines_is_one_heading() -> None:
    page = (
        Page()
        .text(60, 60, "临江市民政局关于二〇二三年度市级社会组织年检结论", 19)
        .text(222, 90, "的公告（第三批）", 19)
    )
    page.text(250, 130, "（2024年8月16日）")
    page.paragraph(60, 160, FIRST, 38)
    document = read(page)
    assert texts(document)[:2] == [
        "临江市民政局关于二〇二三年度市级社会组织年检结论的公告（第三批）",
        "（2024年8月16日）",
    ]
    assert document.blocks[0].kind == "heading"


def test_numbers_and_words_broken_at_line_ends_are_whole_again() -> None:
    text = "全年投入资金12345678.5万元，培训4567人次，其中线上2345.67万人次，共举办活动1234场次，服务群众56789人次。"
    for columns in range(11, 30):
        page = Page()
        page.paragraph(60, 100, text, columns)
        assert texts(read(page)) == [text], columns


def interrupted(aside: Callable[[Page], object], *, pages: int = 1) -> Document:
    """A paragraph of which three lines stand before something else and the rest behind it."""
    lines = broken("\u3000\u3000" + FIRST + SECOND, 38)
    first = Page().lines(60, 600 if pages > 1 else 100, lines[:3])
    aside(first)
    second = Page() if pages > 1 else first
    second.lines(60, 100 if pages > 1 else 320, lines[3:])
    return read(*([first, second] if pages > 1 else [first]))


def test_captions_do_not_break_the_paragraph_around_them() -> None:
    document = interrupted(
        lambda page: (page.text(230, 280, "图为培训现场，", 10), page.text(230, 294, "共200人参加", 10))
    )
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [
        ("paragraph", FIRST + SECOND),
        ("caption", "图为培训现场，共200人参加"),
    ]


def test_notes_at_the_foot_of_a_page_stand_behind_the_paragraph_that_goes_on() -> None:
    document = interrupted(lambda page: page.text(60, 740, "①数据截至2023年底。", 9), pages=2)
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [
        ("paragraph", FIRST + SECOND),
        ("footnote", "①数据截至2023年底。"),
    ]


def test_a_caption_in_front_stays_in_front_and_text_that_names_a_picture_is_text() -> None:
    page = Page().text(230, 80, "图1　社会组织数量", 10)
    page.paragraph(60, 110, "图1 表明，" + FIRST, 38)
    document = read(page)
    assert [b.kind for b in document.blocks] == ["caption", "paragraph"]


def test_latin_words_keep_their_space_over_line_ends() -> None:
    lines = ["\u3000\u3000协会加入了国际同行组织World Federation of", "Associations并派员参加会议。"]
    assert texts(read(Page().lines(60, 100, lines))) == [lines[0].strip() + " " + lines[1]]


def test_words_moved_whole_to_the_next_line_leave_no_paragraph_end() -> None:
    lines = ["\u3000\u3000截至二〇二三年底，全市共有社会组织", "1234567家，比上年增长，其中社会团体五百", "六十二家。"]
    page = Page().lines(60, 100, lines)
    assert texts(read(page)) == ["".join(lines).strip()]


def test_paragraph_goes_on_on_the_next_page() -> None:
    text = FIRST + SECOND
    lines = broken("\u3000\u3000" + text, 36)
    one, two = Page().lines(60, 740, lines[:2]), Page().lines(60, 60, lines[2:])
    document = read(one, two)
    assert texts(document) == [text]
    start = document.text.index(lines[2][:6])
    place = document.locate(start, start + 6)
    assert place is not None
    assert place[0] == 2


def test_numbered_items_begin_blocks_and_references_do_not() -> None:
    lines = [
        "\u3000\u3000第十条　会员大会须有三分之二以上会员出席方能",
        "召开，其决议须经到会会员半数以上表决通过。对于",
        "第三条所列事项，须经三分之二以上表决通过方生效。",
        "第十一条　会员代表大会每届五年，因特殊情况需要提",
        "前或者延期换届的，报登记管理机关批准。",
        "1.制定和修改章程，决定会费标准和收取的办法。",
        "2.审议理事会的工作报告。",
    ]
    page = Page().lines(60, 100, lines)
    assert [t[:4] for t in texts(read(page))] == ["第十条　", "第十一条", "1.制定", "2.审议"]


def test_decimal_at_the_beginning_of_a_line_is_no_list_number() -> None:
    lines = ["\u3000\u3000全市社会组织比上年同期增长了百分之五，收入达到", "1.5亿元，支出9000万元。"]
    assert texts(read(Page().lines(60, 100, lines))) == ["".join(lines).strip()]


def test_signature_lines_stay_apart() -> None:
    page = Page()
    low = page.paragraph(60, 100, FIRST, 38)
    page.text(400, low + 20, "临江市民政局").text(380, low + 40, "2023年12月28日")
    assert texts(read(page)) == [FIRST, "临江市民政局", "2023年12月28日"]


def test_spaces_that_layout_puts_between_han_go_and_typed_gaps_stay() -> None:
    page = Page()
    page.text(60, 100, "社 会 组 织 共 12 家").text(60, 130, "第一条\u3000本会名称为青禾县书画协会。")
    for k, character in enumerate("工作总结"):
        page.text(200 + 36 * k, 60, character, 18)
    assert texts(read(page)) == ["工作总结", "社会组织共12家", "第一条\u3000本会名称为青禾县书画协会。"]


def test_kangxi_radicals_become_ideographs() -> None:
    assert texts(read(Page().text(60, 100, "⼈⺠政府"))) == ["人民政府"]


def test_text_drawn_twice_to_look_bold_is_read_once() -> None:
    page = Page()
    for shift in (0, 0.4, 0.8):
        page.text(200 + shift, 60, "临江市民政局工作总结", 18)
    page.paragraph(60, 110, FIRST, 38)
    assert texts(read(page)) == ["临江市民政局工作总结", FIRST]


def test_slanted_watermark_is_left_out() -> None:
    page = Page()
    page.paragraph(60, 110, FIRST + SECOND + THIRD, 38)
    mark = Page().text(0, 0, "内部资料注意保存", 40).operators[0]
    page.raw(re.sub("1 0 0 1 [0-9.-]+ [0-9.-]+ Tm", "0.7 0.7 -0.7 0.7 150 550 Tm", mark))
    assert texts(read(page)) == [FIRST + SECOND + THIRD]


# ---------------------------------------------------------------------------------------------------------------------
# reading order


def newspaper() -> Page:
    page = Page()
    page.text(100, 50, "临江市社会组织党建工作提质增效", 22)
    low = page.paragraph(50, 100, FIRST + SECOND, 20)
    page.paragraph(50, low, THIRD, 20)
    page.paragraph(310, 104, SECOND + FIRST, 20)
    page.text(110, 420, "行业协会减轻企业负担见实效", 22)
    page.paragraph(50, 470, THIRD + FIRST, 12)
    page.paragraph(215, 470, SECOND + THIRD, 12)
    page.paragraph(380, 470, FIRST + SECOND, 12)
    return page


EXPECTED = [
    "临江市社会组织党建工作提质增效",
    FIRST + SECOND,
    THIRD,
    SECOND + FIRST,
    "行业协会减轻企业负担见实效",
    THIRD + FIRST,
    SECOND + THIRD,
    FIRST + SECOND,
]


def test_columns_are_read_one_after_the_other() -> None:
    assert texts(read(newspaper())) == EXPECTED


@pytest.mark.parametrize("seed", range(5))
def test_order_of_the_content_stream_does_not_matter(seed: int) -> None:
    page = newspaper()
    random.Random(seed).shuffle(page.operators)
    assert texts(read(page)) == EXPECTED


CLAUSES = [
    f"第{number}条{text}"
    for number, text in (
        ("一", "本会由临江市从事社区养老服务的单位和个人自愿结成，是非营利性社会组织。"),
        ("二", "本会接受业务主管单位的业务指导和监督管理。"),
        ("三", "本会的经费来源是会费、捐赠和利息。"),
        ("四", "会员大会每年召开一次，须有三分之二以上的会员出席。"),
        ("五", "理事会是会员大会的执行机构，在闭会期间领导本会开展工作。"),
    )
]


def in_columns(paragraphs: list[str], *held: tuple[int, int]) -> tuple[list[Page], int]:
    """Pages of two columns with so many lines in each, and the number of lines that found no room."""
    lines = [line for text in paragraphs for line in broken("\u3000\u3000" + text, 19)]
    pages = []
    for left, right in held:
        pages.append(Page().lines(60, 80, lines[:left], 12).lines(312, 80, lines[left : left + right], 12))
        del lines[: left + right]
    return pages, len(lines)


@pytest.mark.parametrize(("left", "right"), [(6, 4), (7, 3), (8, 2), (9, 1), (5, 5)])
def test_a_last_page_with_a_short_right_column_is_read_in_columns(left: int, right: int) -> None:
    paragraphs = [FIRST, SECOND, THIRD, FIRST + THIRD, *CLAUSES]
    count = sum(len(broken("\u3000\u3000" + text, 19)) for text in paragraphs)
    first = count - left - right
    pages, over = in_columns(paragraphs, (-(-first // 2), first // 2), (left, right))
    assert over == 0
    assert texts(read(*pages)) == paragraphs


def test_columns_of_many_short_paragraphs_are_read_one_after_the_other() -> None:
    words = ["（一）听取和审议理事会、监事会的工作报告；", "（二）制定和修改本会的章程、会费标准；", "（三）决定终止。"]
    paragraphs = [*words, CLAUSES[1], *words, CLAUSES[2], *words, CLAUSES[3], *words]
    count = sum(len(broken("\u3000\u3000" + text, 19)) for text in paragraphs)
    pages, over = in_columns(paragraphs, (-(-count // 2), count // 2))
    assert over == 0
    assert texts(read(*pages)) == paragraphs


LABELS = ["会长：陈知远", "副会长：李慧", "秘书长：周明", "监事：吴平", "理事：郑安", "理事：王宁", "理事：孙立"]


@pytest.mark.parametrize("with_columns", [False, True])
def test_a_page_of_short_lines_stays_one_column(with_columns: bool) -> None:
    paragraphs = [FIRST, SECOND, THIRD, FIRST + THIRD]
    count = sum(len(broken("\u3000\u3000" + text, 19)) for text in paragraphs)
    before = in_columns(paragraphs, (-(-count // 2), count // 2))[0] if with_columns else []
    page = Page().lines(60, 80, LABELS, 12, 2.5)
    document = read(*before, page)
    assert "".join(document.text.split()).endswith("".join(LABELS))
    assert texts(document)[: len(before) * len(paragraphs)] == (paragraphs if with_columns else [])


@pytest.mark.parametrize("with_columns", [False, True])
def test_short_cells_side_by_side_stay_in_row_order(with_columns: bool) -> None:
    paragraphs = [FIRST, SECOND, THIRD, FIRST + THIRD]
    count = sum(len(broken("\u3000\u3000" + text, 19)) for text in paragraphs)
    before = in_columns(paragraphs, (-(-count // 2), count // 2))[0] if with_columns else []
    page = Page().lines(60, 80, LABELS[:3], 12, 2.5).lines(250, 80, LABELS[3:6], 12, 2.5)
    rows = [f"{left}　{right}" for left, right in zip(LABELS[:3], LABELS[3:6], strict=True)]
    assert texts(read(*before, page)) == (paragraphs if with_columns else []) + rows


def test_a_page_of_one_column_stays_so_beside_pages_of_two() -> None:
    paragraphs = [FIRST, SECOND, THIRD, FIRST + THIRD]
    count = sum(len(broken("\u3000\u3000" + text, 19)) for text in paragraphs)
    pages, _ = in_columns(paragraphs, (-(-count // 2), count // 2))
    page = Page()
    low = page.paragraph(60, 80, SECOND, 40)
    page.paragraph(60, low, THIRD, 40)
    assert texts(read(*pages, page)) == [*paragraphs, SECOND, THIRD]


def test_rows_of_a_table_without_rules_stay_in_row_order() -> None:
    rows = [
        ["指标", "2022年", "2023年"],
        ["社会团体", "520", "562"],
        ["民办非企业单位", "610", "660"],
        ["基金会", "11", "12"],
    ]
    page = Page()
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            page.text(60 + 160 * c, 100 + 20 * r, cell)
    document = read(page)
    cells = {b.cell: document.text[b.start : b.end] for b in document.blocks}
    assert cells == {(0, r, c): cell for r, row in enumerate(rows) for c, cell in enumerate(row)}


def test_turned_page() -> None:
    upright = Page().text(60, 100, "社会组织1234家").text(60, 130, "其中基金会12家。")
    for rotate in (90, 180, 270):
        page = Page(rotate=rotate)
        for operator in upright.operators:
            page.raw(
                operator.replace(
                    "1 0 0 1 60.00", {90: "0 1 -1 0 260.00", 180: "-1 0 0 -1 260.00", 270: "0 -1 1 0 260.00"}[rotate]
                )
            )
        document = read(page)
        assert sorted("".join(texts(document))) == sorted("社会组织1234家其中基金会12家。"), rotate
        start = document.text.index("1234")
        place = document.locate(start, start + 4)
        assert place is not None
        box = place[1]
        assert box[2] - box[0] == pytest.approx(24, abs=1)


# ---------------------------------------------------------------------------------------------------------------------
# furniture


def test_running_headers_footers_and_page_numbers_go() -> None:
    numbers = ["第 1 页 共 4 页", "- 2 -", "— 3 —", "4/4"]
    pages = []
    for k, number in enumerate(numbers):
        page = (
            Page()
            .text(60, 30, "临江市社会组织发展报告（2023）", 9)
            .text(500, 30, str(k + 1), 9)
            .text(280, 805, number, 9)
        )
        page.paragraph(60, 100, [FIRST, SECOND, THIRD, FIRST][k], 38)
        pages.append(page)
    document = read(*pages)
    assert texts(document)[:3] == [FIRST, SECOND, THIRD]
    assert "发展报告" not in document.text
    assert "页" not in document.text


def test_counting_numbers_go_and_a_lone_number_stays() -> None:
    pages = [Page() for _ in range(3)]
    for k, page in enumerate(pages):
        page.paragraph(60, 100, FIRST, 38)
        page.text(290, 800, str(k + 5), 10)
    assert texts(read(*pages)) == [FIRST] * 3
    lone = Page()
    lone.paragraph(60, 100, FIRST, 38)
    lone.text(60, 800, "1286", 12)
    assert texts(read(lone)) == [FIRST, "1286"]


def test_text_that_repeats_in_the_body_stays() -> None:
    pages = [Page() for _ in range(3)]
    for page in pages:
        page.text(60, 300, "社会组织登记情况").paragraph(60, 340, FIRST, 38)
    assert texts(read(*pages)).count("社会组织登记情况") == 3


# ---------------------------------------------------------------------------------------------------------------------
# tables


def test_ruled_table_gives_cells_in_row_order() -> None:
    rows = [["指标", "数量", "备注"], ["社会团体", "562", "比上年增加"], ["基金会", "12", "含慈善组织\n三家"]]
    page = Page()
    page.paragraph(60, 60, FIRST, 38)
    table(page, 60, 200, [100, 80, 120], [22, 22, 40], rows)
    page.paragraph(60, 320, SECOND, 38)
    document = read(page)
    cells = [(b.cell, document.text[b.start : b.end]) for b in document.blocks if b.kind == "table_cell"]
    assert cells == [((0, r, c), cell.replace("\n", "")) for r, row in enumerate(rows) for c, cell in enumerate(row)]
    assert [b.kind for b in document.blocks] == ["paragraph"] + ["table_cell"] * 9 + ["paragraph"]
    assert document.blocks[1].bbox == pytest.approx((60, 200, 160, 222), abs=1)


def test_merged_cells_are_one_cell() -> None:
    page = Page()
    x, y = 60.0, 100.0
    page.rule(x, y, x + 300, y).rule(x, y + 30, x + 300, y + 30).rule(x, y + 60, x + 300, y + 60)
    page.rule(x, y, x, y + 60).rule(x + 300, y, x + 300, y + 60)
    page.rule(x + 100, y + 30, x + 100, y + 60).rule(x + 200, y + 30, x + 200, y + 60)
    page.text(x + 100, y + 8, "社会组织数量").text(x + 8, y + 38, "562").text(x + 108, y + 38, "660").text(
        x + 208, y + 38, "12"
    )
    document = read(page)
    assert [(b.cell, document.text[b.start : b.end]) for b in document.blocks] == [
        ((0, 0, 0), "社会组织数量"),
        ((0, 1, 0), "562"),
        ((0, 1, 1), "660"),
        ((0, 1, 2), "12"),
    ]


def test_a_frame_around_an_article_is_no_table() -> None:
    page = newspaper()
    page.rule(45, 95, 555, 95).rule(45, 410, 555, 410).rule(45, 95, 45, 410).rule(555, 95, 555, 410).rule(
        300, 95, 300, 410
    )
    assert texts(read(page)) == EXPECTED


# ---------------------------------------------------------------------------------------------------------------------
# places


@pytest.mark.parametrize("size", [10.5, 12, 16])
def test_box_of_a_number_is_where_it_was_drawn(size: float) -> None:
    before, number, after = "截至2023年底，全市共有社会组织", "12345", "家，增长5.3%。"
    page = Page().text(70, 200, before + number + after, size)
    document = read(page)
    start = document.text.index(number)
    place = document.locate(start, start + len(number))
    assert place is not None
    left = 70 + width(before, size)
    assert place[0] == 1
    assert place[1] == pytest.approx((left, 200, left + width(number, size), 200 + size), abs=0.15 * size)


def test_every_character_has_its_place() -> None:
    document = read(newspaper())
    for block in document.blocks:
        assert document.locate(block.start, block.end) is not None
    placed = {at for f in document.fragments for at in range(f.start, f.end)}
    assert placed == {at for at, character in enumerate(document.text) if character != "\n"}
    for fragment in document.fragments:
        assert list(fragment.edges) == sorted(fragment.edges)
        assert 0 <= fragment.top < fragment.bottom <= HEIGHT


# ---------------------------------------------------------------------------------------------------------------------
# what cannot be read


def test_scanned_pages() -> None:
    with pytest.raises(NeedsOcr):
        read(Page().scan(), Page().scan())
    page = Page()
    page.paragraph(60, 100, FIRST, 38)
    document = read(page, Page().scan())
    assert (document.partial, document.warnings, document.pages) == (True, ("pages_without_text",), 2)
    assert texts(document) == [FIRST]


def test_blank_pages_are_no_defect() -> None:
    page = Page()
    page.paragraph(60, 100, FIRST, 38)
    document = read(page, Page())
    assert (document.partial, document.warnings) == (False, ())
    with pytest.raises(EmptyText):
        read(Page())


def test_glyphs_without_meaning_are_never_given_as_text() -> None:
    private = Page().text(60, 100, "".join(chr(0xE000 + k) for k in range(40)))
    with pytest.raises(NeedsOcr, match="编码"):
        read(private)
    cid = Page().text(60, 100, "(cid:12)(cid:345)(cid:7)(cid:88)")
    readable = Page()
    readable.paragraph(60, 100, FIRST, 38)
    document = read(readable, cid)
    assert (document.partial, document.warnings) == (True, ("unreadable_text",))
    assert texts(document) == [FIRST]


def test_font_without_a_way_to_unicode() -> None:
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /Abcdef /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
        "/Subtype /CIDFontType2 /BaseFont /Abcdef /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        "/DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /Abcdef /Flags 4 /FontBBox [0 -120 1000 880] "
        "/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 /ItalicAngle 0 >> >>] >>"
    )
    with pytest.raises(NeedsOcr, match="编码"):
        read(Page().text(60, 100, "一二三四五六七八九十社会组织登记管理"), font=font)


def test_encrypted_file() -> None:
    from fpdf import FPDF

    file = FPDF()
    file.add_page()
    file.set_font("Helvetica")
    file.cell(text="secret")
    file.set_encryption(owner_password="owner", user_password="user")
    with pytest.raises(Encrypted):
        read_pdf("a.pdf", "0" * 16, bytes(file.output()))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.5\n", b"<html></html>", b"%PDF-1.7\n%%EOF"])
def test_damaged_file(data: bytes) -> None:
    with pytest.raises(Corrupt):
        read_pdf("a.pdf", "0" * 16, data)


def test_cut_off_or_altered_bytes_give_a_document_or_a_named_error() -> None:
    whole = pdf(newspaper())
    chance = random.Random(7)
    for _ in range(60):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.5 else whole)
        for _ in range(20):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            document = read_pdf("a.pdf", "0" * 16, bytes(data))
        except ReadError:
            continue
        assert document.text


def test_title_of_the_file_is_a_hint() -> None:
    page = Page().text(60, 100, "正文")
    assert read(page, title="Microsoft Word - 临江市公报.docx").hints == {"title": "临江市公报"}
    assert read(page, title="untitled").hints == {}


def test_same_bytes_give_the_same_document() -> None:
    data = pdf(newspaper(), newspaper())
    assert read_pdf("a.pdf", "0" * 16, data) == read_pdf("a.pdf", "0" * 16, data)
