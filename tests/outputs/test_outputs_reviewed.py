from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree
from outputs_builders import CHARTER_TEXT, sample_verdicts, verdict

from corpora.errors import Corrupt
from extractors.charters.rulepack import local_packs, rule_pack
from outputs.reviewed import AUTHOR, write_reviewed
from outputs.reviewed.anchors import belonging
from outputs.reviewed.matching import Matcher
from outputs.reviewed.plain import plain_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def charter(add: Callable[[Any, str], None] | None = None) -> bytes:
    """A charter whose numbers are automatic: the paragraphs hold no 第X条. ``add`` writes a line in its own way."""
    document = docx.Document()
    for line in CHARTER_TEXT.split("\n"):
        own = line.split(" ", 1)[-1]
        if add is None:
            document.add_paragraph(own)
        else:
            add(document, own)
    return saved(document)


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def comments(path: Path) -> dict[str, str]:
    """The text that each comment stands at, by the comment's text; what is deleted does not count."""
    document = docx.Document(str(path))
    texts = {str(comment.comment_id): comment.text for comment in document.comments}
    covered = dict.fromkeys(texts, "")
    open_ids: set[str] = set()
    for element in document.element.body.iter():
        if element.tag == f"{W}commentRangeStart":
            open_ids.add(element.get(f"{W}id"))
        elif element.tag == f"{W}commentRangeEnd":
            open_ids.discard(element.get(f"{W}id"))
        elif element.tag == f"{W}t":
            for id_ in open_ids:
                covered[id_] += element.text or ""
    assert not open_ids
    return {texts[id_]: text for id_, text in covered.items()}


def at(found: dict[str, str], title: str) -> str:
    return next(place for text, place in found.items() if text.startswith(f"【{title}】"))


def in_table(document: Any, line: str) -> None:
    document.add_table(rows=1, cols=1).cell(0, 0).paragraphs[0].add_run(line)


def in_control(document: Any, line: str) -> None:
    xml = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>{line}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def inserted(document: Any, line: str) -> None:
    paragraph = document.add_paragraph()
    half = len(line) // 2
    for part in (line[:half], line[half:]):
        xml = f'<w:ins {nsdecls("w")} w:id="9" w:author="x"><w:r><w:t>{part}</w:t></w:r></w:ins>'
        paragraph._p.append(parse_xml(xml))
    deleted = f'<w:del {nsdecls("w")} w:id="8" w:author="x"><w:r><w:delText>旧文</w:delText></w:r></w:del>'
    paragraph._p.append(parse_xml(deleted))


def in_runs(document: Any, line: str) -> None:
    paragraph = document.add_paragraph()
    for char in line:
        paragraph.add_run(char)


@pytest.mark.parametrize("add", [None, in_table, in_control, inserted, in_runs])
def test_comments_stand_where_the_deciding_text_stands(tmp_path: Path, add: Any) -> None:
    target = tmp_path / "reviewed" / "章程.docx"
    assert write_reviewed(charter(add), sample_verdicts(), CHARTER_TEXT, target) == 3
    found = comments(target)
    assert "坚持中国共产党的领导" in at(found, "坚持中国共产党的全面领导")
    assert at(found, "任期不超过五年").startswith("理事会每届六年")
    assert at(found, "践行社会主义核心价值观") == "总则"


def test_a_comment_covers_just_the_runs_of_the_quote(tmp_path: Path) -> None:
    target = tmp_path / "章程.docx"
    write_reviewed(charter(in_runs), sample_verdicts(), CHARTER_TEXT, target)
    assert at(comments(target), "坚持中国共产党的全面领导") == "坚持中国共产党的领导"


def test_a_comment_says_rule_conclusion_basis_and_wording(tmp_path: Path) -> None:
    target = tmp_path / "章程.docx"
    write_reviewed(charter(), sample_verdicts(), CHARTER_TEXT, target)
    document = docx.Document(str(target))
    text = "\n".join(comment.text for comment in document.comments)
    assert "【坚持中国共产党的全面领导】不完整（缺少“全面”二字" in text
    assert "依据：民函〔2019〕54号（民政部规定）" in text
    assert "建议：理事会每届五年。" in text
    assert "规则：governance.term" in text
    assert {comment.author for comment in document.comments} == {AUTHOR}


def unmarked(part: bytes) -> bytes:
    """The canonical XML of a part without the marks of comments."""
    root = etree.fromstring(part)
    marks = [f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"]
    for mark in list(root.iter(*marks)):
        parent = mark.getparent()
        assert parent is not None
        parent.remove(mark)
        if parent.tag == f"{W}r" and not len(parent):
            parent.getparent().remove(parent)  # type: ignore[union-attr]
    return etree.tostring(root, method="c14n")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("add", [None, in_table, in_control, inserted, in_runs])
def test_nothing_but_the_comments_is_changed(tmp_path: Path, add: Any) -> None:
    source, target = charter(add), tmp_path / "章程.docx"
    write_reviewed(source, sample_verdicts(), CHARTER_TEXT, target)
    before, after = parts(source), parts(target.read_bytes())
    assert set(after) - set(before) == {"word/comments.xml"}
    changed = {name for name, data in before.items() if after[name] != data}
    assert changed == {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert unmarked(after["word/document.xml"]) == unmarked(before["word/document.xml"])


def test_comments_of_others_are_kept(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(charter()))
    document.add_comment(document.paragraphs[2].runs, "请与章程核准表核对", author="王科长", initials="王")
    target = tmp_path / "章程.docx"
    write_reviewed(saved(document), sample_verdicts(), CHARTER_TEXT, target)
    found = list(docx.Document(str(target)).comments)
    assert (found[0].author, found[0].text) == ("王科长", "请与章程核准表核对")
    assert len({comment.comment_id for comment in found}) == len(found) == 4
    assert comments(target)["请与章程核准表核对"].startswith("本会的名称是")


def test_a_file_that_wps_left_with_a_relation_to_nothing_is_copied_too(tmp_path: Path) -> None:
    content = parts(charter())
    image = b'<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="NULL"/>'
    rels = "word/_rels/document.xml.rels"
    content[rels] = content[rels].replace(b"</Relationships>", image + b"</Relationships>")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in content.items():
            package.writestr(name, data)
    target = tmp_path / "x.docx"
    assert write_reviewed(buffer.getvalue(), sample_verdicts(), CHARTER_TEXT, target) == 3
    assert image in parts(target.read_bytes())[rels]


def test_a_charter_of_another_format_gets_a_word_file_of_its_text(tmp_path: Path) -> None:
    target = tmp_path / "x.docx"
    source = plain_docx(CHARTER_TEXT + "\x0b", "青禾市茶叶行业协会章程")
    assert write_reviewed(source, sample_verdicts(), CHARTER_TEXT, target) == 3
    found = comments(target)
    assert at(found, "任期不超过五年") == "第三条 理事会每届六年。\ufffd"
    assert at(found, "践行社会主义核心价值观") == "第一章 总则"
    assert plain_docx(CHARTER_TEXT + "\x0b", "青禾市茶叶行业协会章程") == source


def test_the_second_of_two_equal_paragraphs_is_found() -> None:
    text = "第一条 会员应当缴纳会费。\n第二条 其他\n第三条 会员应当缴纳会费。"
    matcher = Matcher(text, ["会员应当缴纳会费。", "其他", "会员应当缴纳会费。"])
    quote = text.rindex("会员应当")
    place = matcher.place(quote, quote + 4)
    assert place is not None
    assert (place.paragraph, place.start, place.end) == (2, 0, 4)


def test_full_width_and_blanks_do_not_matter() -> None:
    matcher = Matcher("第一条 任期4年。", ["任期 ４ 年。"])
    place = matcher.place(4, 8)
    assert place is not None
    assert (place.start, place.end) == (0, 6)


@pytest.mark.parametrize("leader", ["", "……1"])
@pytest.mark.parametrize("contents_read", [True, False])
def test_a_missing_clause_stands_at_its_chapter_not_at_the_line_of_the_contents(
    tmp_path: Path, leader: str, contents_read: bool
) -> None:
    contents = ["目录", f"第一章 总则{leader}", f"第二章 组织机构{leader}"]
    document = docx.Document()
    for line in [*contents, *CHARTER_TEXT.split("\n")]:
        document.add_paragraph(line)
    text = "\n".join([*contents, CHARTER_TEXT]) if contents_read else CHARTER_TEXT
    target = tmp_path / "x.docx"
    write_reviewed(saved(document), [verdict()], text, target)
    paragraphs = docx.Document(str(target)).paragraphs
    assert [n for n, p in enumerate(paragraphs) if p._p.find(f"{W}commentRangeStart") is not None] == [4]


def test_every_rule_of_the_packs_has_a_place_where_its_clause_belongs() -> None:
    rules = {rule.id for pack in (rule_pack(), *local_packs()) for rule in pack.rules}
    families = {rule for rule in rules if rule.startswith("quality.")}
    assert {rule for rule in rules - families if not belonging(rule).chapters} == set()
    known = {other for rule in rules for other in belonging(rule).beside}
    assert known - rules == set()


def test_a_missing_clause_stands_after_the_article_of_its_like(tmp_path: Path) -> None:
    purpose = "本会的名称是青禾市茶叶行业协会"
    start = CHARTER_TEXT.index(purpose)
    kept = verdict(
        rule="statute.purpose_scope", verdict="satisfied", quote=purpose, start=start, end=start + len(purpose)
    )
    target = tmp_path / "x.docx"
    write_reviewed(charter(), [verdict(), kept], CHARTER_TEXT, target)
    ((said, place),) = comments(target).items()
    assert place.startswith(purpose)
    assert "位置：接在第一条之后" in said


def test_a_suggestion_that_names_an_article_stands_there(tmp_path: Path) -> None:
    target = tmp_path / "x.docx"
    write_reviewed(charter(), [verdict(suggestion="第一条“甲”一句缺少“乙”。")], CHARTER_TEXT, target)
    ((said, place),) = comments(target).items()
    assert place.startswith("本会的名称是青禾市茶叶行业协会")
    assert "位置：" not in said


def test_missing_clauses_stand_at_the_title_when_there_is_no_heading(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("")
    document.add_paragraph("协会规矩")
    target = tmp_path / "x.docx"
    assert write_reviewed(saved(document), [verdict()], "协会规矩", target) == 1
    assert list(comments(target).values()) == ["协会规矩"]


def test_nothing_to_mend_means_no_comment(tmp_path: Path) -> None:
    target = tmp_path / "x.docx"
    assert write_reviewed(charter(), [verdict(verdict="satisfied")], CHARTER_TEXT, target) == 0
    assert target.exists()


def test_two_reviews_give_the_same_bytes(tmp_path: Path) -> None:
    source = charter()
    write_reviewed(source, sample_verdicts(), CHARTER_TEXT, tmp_path / "1.docx")
    time.sleep(2.1)  # the times in a zip file are even seconds
    write_reviewed(source, sample_verdicts(), CHARTER_TEXT, tmp_path / "2.docx")
    digests = {hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("1.docx", "2.docx")}
    assert len(digests) == 1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"plain text", charter()[:2000]])
def test_a_file_that_is_no_word_document_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Corrupt):
        write_reviewed(data, sample_verdicts(), CHARTER_TEXT, tmp_path / "x.docx")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy(tmp_path: Path) -> None:
    target = tmp_path / "x.docx"
    write_reviewed(charter(inserted), sample_verdicts(), CHARTER_TEXT, target)
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(target)], check=True, capture_output=True, timeout=120)
    assert (tmp_path / "x.pdf").stat().st_size > 1_000
