"""``reviewed/…docx``: a copy of an applicant's charter with a Word comment at each finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extractors.records import Verdict
from outputs.atomic import atomic_file
from outputs.cells import without_controls
from outputs.findings import in_order, to_mend, what_is_wrong
from outputs.reviewed.anchors import Anchor, Anchors
from outputs.reviewed.matching import Matcher, Place
from outputs.reviewed.package import CommentedPackage
from outputs.wording import shown

AUTHOR = "zhibiao"
_INITIALS = "zb"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def write_reviewed(source_docx: bytes, verdicts: Sequence[Verdict], document_text: str, target: Path) -> int:
    """Write a copy of a charter with comments; all else, comments of others too, stays as it was handed in.

    A finding is commented where its deciding text stands; a missing clause at the article that it belongs after, else
    at the heading under which it belongs, else at the title. Comments carry no date, so that the same review gives the
    same bytes.

    Args:
        source_docx: the file as handed in, or one made from another format (``plain_docx``).
        verdicts: of this charter; those that ask for nothing are passed over.
        document_text: the clean text that the verdicts' offsets count in.
        target: where the copy goes.

    Returns:
        How many comments were written.

    Raises:
        Corrupt: the file does not open as a Word document.
        LimitExceeded: its parts are larger than a document's can be.
        OSError: the disk refuses.
    """
    package = CommentedPackage(source_docx)
    paragraphs = list(_paragraphs(package))
    matcher = Matcher(
        document_text, ["".join(text for _, text in _runs(package, paragraph)) for paragraph in paragraphs]
    )
    anchors = Anchors(document_text, verdicts)
    written = 0
    for verdict in in_order(filter(to_mend, verdicts)):
        anchor = anchors.of(verdict)
        place = (matcher.place(anchor.start, anchor.end) if anchor else None) or matcher.first()
        if place is not None:
            number = package.add_comment(comment_lines(verdict, anchor), AUTHOR, _INITIALS)
            _attach(package, paragraphs[place.paragraph], place, number)
            written += 1
    with atomic_file(target) as file:
        package.save(file)
    return written


def comment_lines(verdict: Verdict, anchor: Anchor | None = None) -> list[str]:
    """What a comment says, one a line: rule and conclusion, place of a missing clause, basis, wording, code of the rule."""
    conclusion, wrong = shown("verdict", verdict.verdict), what_is_wrong(verdict)
    lines = [f"【{verdict.title}】{conclusion}" + (f"（{wrong}）" if wrong != conclusion else "")]
    if anchor and anchor.told:
        lines.append(f"位置：{anchor.told}")
    lines.append(f"依据：{verdict.basis}（{shown('level', verdict.level)}）")
    if verdict.suggestion:
        lines.append(f"建议：{verdict.suggestion}")
    lines.append(f"规则：{verdict.rule}")
    return [part for line in lines for part in without_controls(line).split("\n")]


def _paragraphs(package: CommentedPackage) -> Iterator[Any]:
    """Paragraphs in the order of the file: of tables, content controls and text boxes too, deleted ones not."""
    not_shown = _not_shown(package)
    for paragraph in package.body.iter(f"{package.w}p"):
        if not any(above.tag in not_shown for above in paragraph.iterancestors()):
            yield paragraph


def _not_shown(package: CommentedPackage) -> frozenset[str]:
    return frozenset({f"{package.w}del", f"{package.w}moveFrom", _FALLBACK})


def _runs(package: CommentedPackage, paragraph: Any) -> Iterator[tuple[Any, str]]:
    """The runs of a paragraph with their text, without those of text boxes in it and deleted ones."""
    ends = _not_shown(package) | {f"{package.w}p"}
    for run in paragraph.iter(f"{package.w}r"):
        if next(above for above in run.iterancestors() if above.tag in ends) is paragraph:
            yield run, "".join(text.text or "" for text in run.iterchildren(f"{package.w}t"))


def _attach(package: CommentedPackage, paragraph: Any, place: Place, number: str) -> None:
    covered = _covered(package, paragraph, place)
    anchor = _outermost(package, paragraph)
    if anchor is not paragraph or not covered:
        # In a text box, or without runs: Word takes comments on the paragraph that holds it.
        covered = [run for run, _ in _runs(package, anchor)]
    _mark(package, anchor, covered, number)


def _covered(package: CommentedPackage, paragraph: Any, place: Place) -> list[Any]:
    covered, offset = [], 0
    for run, text in _runs(package, paragraph):
        if offset < place.end and offset + len(text) > place.start:
            covered.append(run)
        offset += len(text)
    return covered


def _outermost(package: CommentedPackage, paragraph: Any) -> Any:
    """The paragraph itself, or the one that the text box around it hangs on."""
    box = None
    for above in paragraph.iterancestors():
        if above.tag == f"{package.w}txbxContent":
            box = above
        elif above.tag == f"{package.w}p" and box is not None:
            return _outermost(package, above)
    return paragraph


def _mark(package: CommentedPackage, paragraph: Any, runs: Sequence[Any], number: str) -> None:
    """Put the range of a comment around runs, at the level of the paragraph, whatever the runs are wrapped in.

    Runs are not cut, so that the applicant's own elements stay as they are: the range may cover more than the quote.
    """
    reference = package.make("r")
    package.make("commentReference", reference, id=number)
    if not runs:
        paragraph.append(reference)
        return
    _child_of(paragraph, runs[0]).addprevious(package.make("commentRangeStart", id=number))
    end = package.make("commentRangeEnd", id=number)
    _child_of(paragraph, runs[-1]).addnext(end)
    end.addnext(reference)


def _child_of(paragraph: Any, run: Any) -> Any:
    while run.getparent() is not paragraph:
        run = run.getparent()
    return run
