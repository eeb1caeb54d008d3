"""``reviewed/…docx``: a copy of an applicant's charter with a Word comment at each finding."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from corpora.errors import ConfigurationError, Corrupt
from extractors.records import Verdict
from outputs.atomic import atomic_file
from outputs.cells import without_controls
from outputs.reviewed.matching import Matcher, Place
from outputs.wording import shown, shown_defects

AUTHOR = "指标审查"
_INITIALS = "审"
_TO_MEND = ("partial", "missing", "violated")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SHOWN = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK})
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def write_reviewed(source_docx: bytes, verdicts: Sequence[Verdict], document_text: str, target: Path) -> int:
    """Write a copy of a charter with comments; the applicant's own text is not changed.

    A ``partial`` or ``violated`` clause is commented where its deciding text stands; a ``missing`` one at the heading
    under which it belongs, else at the title. Comments carry no date, so that the same review gives the same bytes.

    Args:
        source_docx: the file as handed in.
        verdicts: of this charter; those that ask for nothing are passed over.
        document_text: the clean text that the verdicts' offsets count in.
        target: where the copy goes.

    Returns:
        How many comments were written.

    Raises:
        Corrupt: the file does not open as a Word document.
        OSError: the disk refuses.
    """
    document = _opened(source_docx)
    paragraphs = list(_paragraphs(document.element.body))
    matcher = Matcher(document_text, ["".join(text for _, text in _runs(paragraph)) for paragraph in paragraphs])
    written = 0
    for verdict in verdicts:
        if verdict.verdict in _TO_MEND:
            place = _place(matcher, verdict)
            written += _comment(document, paragraphs, place, comment_text(verdict))
    buffer = io.BytesIO()
    document.save(buffer)
    with atomic_file(target) as file:
        _repack(buffer.getvalue(), file)
    return written


def comment_text(verdict: Verdict) -> str:
    """What a comment says: rule and conclusion, basis, ready wording; one a line."""
    defects = shown_defects(verdict.rule, verdict.defects)
    lines = [
        f"【{verdict.title}】{shown('verdict', verdict.verdict)}" + (f"（{defects}）" if defects else ""),
        f"依据：{verdict.basis}（{shown('level', verdict.level)}）",
    ]
    if verdict.suggestion:
        lines.append(f"建议写法：{verdict.suggestion}")
    return without_controls("\n".join(lines))


def _opened(source: bytes) -> Any:
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(io.BytesIO(source))
        if document.element.body is None:
            raise Corrupt("没有正文")
    except (OpcError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile) as error:
        raise Corrupt("不是可以打开的 Word 文件") from error
    return document


def _paragraphs(body: Any) -> Iterator[Any]:
    """Paragraphs in the order of the file: of tables, content controls and text boxes too, deleted ones not."""
    for paragraph in body.iter(f"{_W}p"):
        if not any(above.tag in _NOT_SHOWN for above in paragraph.iterancestors()):
            yield paragraph


def _runs(paragraph: Any) -> Iterator[tuple[Any, str]]:
    """The runs of a paragraph with their text, without those of text boxes in it and deleted ones."""
    for run in paragraph.iter(f"{_W}r"):
        above = run.iterancestors()
        inside = next(one for one in above if one.tag in _NOT_SHOWN or one.tag == f"{_W}p")
        if inside is paragraph:
            yield run, "".join(text.text or "" for text in run.iterchildren(f"{_W}t"))


def _place(matcher: Matcher, verdict: Verdict) -> Place | None:
    place = None
    if verdict.start is not None and verdict.end is not None:
        place = matcher.place(verdict.start, verdict.end)
    return place or matcher.heading(_anchor_words(verdict.rule)) or matcher.first()


@cache
def _anchors() -> dict[str, list[str]]:
    source = files("outputs.reviewed").joinpath("anchors.yaml")
    data = yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader)
    for rule, words in data.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ConfigurationError(f"outputs/reviewed/anchors.yaml: {rule}: not a list of words")
    result: dict[str, list[str]] = data
    return result


def _anchor_words(rule: str) -> list[str]:
    anchors = _anchors()
    return anchors.get(rule, anchors.get(rule.partition(".")[0], []))


def _comment(document: Any, paragraphs: Sequence[Any], place: Place | None, text: str) -> int:
    if place is None:
        return 0
    comment = document.comments.add_comment(text=text, author=AUTHOR, initials=_INITIALS)
    element = comment._comment_elm
    element.attrib.pop(f"{_W}date", None)
    paragraph = paragraphs[place.paragraph]
    covered = _covered(paragraph, place)
    anchor = _outermost(paragraph)
    if anchor is not paragraph or not covered:
        # In a text box, or without runs: Word takes comments on the paragraph that holds it.
        covered = [run for run, _ in _runs(anchor)]
    _mark(anchor, covered, comment.comment_id)
    return 1


def _covered(paragraph: Any, place: Place) -> list[Any]:
    covered, offset = [], 0
    for run, text in _runs(paragraph):
        if offset < place.end and offset + len(text) > place.start:
            covered.append(run)
        offset += len(text)
    return covered


def _outermost(paragraph: Any) -> Any:
    """The paragraph itself, or the one that the text box around it hangs on."""
    box = None
    for above in paragraph.iterancestors():
        if above.tag == f"{_W}txbxContent":
            box = above
        elif above.tag == f"{_W}p" and box is not None:
            return _outermost(above)
    return paragraph


def _mark(paragraph: Any, runs: Sequence[Any], comment_id: int) -> None:
    """Put the range of a comment around runs, at the level of the paragraph, whatever the runs are wrapped in."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    def element(tag: str) -> Any:
        made = OxmlElement(tag)
        made.set(qn("w:id"), str(comment_id))
        return made

    reference = OxmlElement("w:r")
    reference.append(element("w:commentReference"))
    if not runs:
        paragraph.append(reference)
        return
    _child_of(paragraph, runs[0]).addprevious(element("w:commentRangeStart"))
    last = _child_of(paragraph, runs[-1])
    end = element("w:commentRangeEnd")
    last.addnext(end)
    end.addnext(reference)


def _child_of(paragraph: Any, run: Any) -> Any:
    while run.getparent() is not paragraph:
        run = run.getparent()
    return run


def _repack(data: bytes, target: Any) -> None:
    """Write the package again with fixed times, so that the same review gives the same bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as packed:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, source.read(name))
