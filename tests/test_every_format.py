"""The same report and the same charter through every format give the same records."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from corpora.intake import find_sources
from corpora.readers import ocr, read
from pipeline.processed import Processed
from pipeline.stages import Resources, load_resources, process
from tests.readers.ofd_making import OfdPage, ofd
from tests.readers.pdf_making import Page, pdf

SAMPLES = Path(__file__).parent.parent / "corpora" / "samples"
REPORT = SAMPLES / "报告" / "云岭省2021年社会组织工作总结.docx"
NUMBERED = SAMPLES / "报告" / "临江市2023年社会组织工作总结.docx"
CHARTER = SAMPLES / "章程" / "青禾县茶产业协会章程.docx"
PRINTED = SAMPLES / "报告" / "青禾县2022年社会组织管理工作情况汇报.pdf"
WRITTEN = (REPORT, NUMBERED, CHARTER)
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None or sys.platform == "win32", reason="LibreOffice is not installed"
)


@pytest.fixture(scope="module")
def resources() -> Resources:
    return load_resources()


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The written samples in the formats that LibreOffice writes, by ``name.suffix``."""
    folder = tmp_path_factory.mktemp("converted")
    for at, source in enumerate(WRITTEN):
        shutil.copy(source, folder / f"{at}.docx")
    for suffix in ("doc", "rtf", "odt", "pdf", "html"):
        command = [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            suffix,
        ]
        command += ["--outdir", str(folder), *(str(folder / f"{at}.docx") for at in range(len(WRITTEN)))]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


def records(processed: Processed) -> Counter[Any]:
    """What a document says, without where it stands."""
    found: Counter[Any] = Counter()
    for o in processed.observations:
        own = (o.indicator, o.value, o.value_max, o.unit, o.bound, o.status, o.measure, o.org_type, o.area, o.scope)
        found[own, o.period, o.quote] += 1
    for v in processed.verdicts:
        found[v.rule, v.verdict, v.defects] += 1
    return found


def alike(processed: Processed, wanted: Processed) -> float:
    """The share of the records wanted that came out the same."""
    ours, theirs = records(processed), records(wanted)
    assert theirs
    return sum((ours & theirs).values()) / max(sum(theirs.values()), sum(ours.values()))


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
@pytest.mark.parametrize("at", range(len(WRITTEN)), ids=[path.stem for path in WRITTEN])
def test_office_formats_give_the_same_records(converted: Path, resources: Resources, at: int, suffix: str) -> None:
    wanted = process("a.docx", WRITTEN[at].read_bytes(), resources)
    found = process(f"a.{suffix}", (converted / f"{at}.{suffix}").read_bytes(), resources)
    assert found.text == wanted.text
    assert records(found) == records(wanted)
    assert found.record.title == wanted.record.title
    assert found.record.sections == wanted.record.sections


@needs_office
@pytest.mark.parametrize("at", range(len(WRITTEN)), ids=[path.stem for path in WRITTEN])
def test_the_name_of_a_kingsoft_file_changes_nothing(converted: Path, resources: Resources, at: int) -> None:
    data = (converted / f"{at}.doc").read_bytes()
    assert records(process("a.wps", data, resources)) == records(process("a.doc", data, resources))


# LibreOffice writes automatic numbers like 一、 into no web page; the charter's articles it does.
PAGES = [(0, "pdf"), (1, "pdf"), (2, "pdf"), (0, "html"), (2, "html")]


@needs_office
@pytest.mark.parametrize(("at", "suffix"), PAGES)
def test_printed_and_web_pages_give_nearly_the_same(
    converted: Path, resources: Resources, at: int, suffix: str
) -> None:
    wanted = process("a.docx", WRITTEN[at].read_bytes(), resources)
    found = process(f"a.{suffix}", (converted / f"{at}.{suffix}").read_bytes(), resources)
    assert alike(found, wanted) >= 0.95


def test_plain_text_gives_the_same_records(resources: Resources) -> None:
    for path in WRITTEN:
        wanted = process("a.docx", path.read_bytes(), resources)
        lines = "\r\n".join(wanted.text.split("\n"))
        for encoding in ("gb18030", "utf-16", "utf-8-sig"):
            found = process("a.txt", lines.encode(encoding), resources)
            assert found.text == wanted.text


def _as_text(path: Path, resources: Resources) -> Processed:
    """A sample as plain text, which has no tables."""
    return process("a.txt", read("a.docx", path.read_bytes()).text.encode(), resources)


def test_mails_give_the_same_records(resources: Resources) -> None:
    for path in WRITTEN:
        wanted = _as_text(path, resources)
        message = EmailMessage()
        message["Subject"], message["From"] = wanted.record.title, "a@example.com"
        message.set_content(wanted.text, cte="base64")
        assert records(process("a.eml", message.as_bytes(), resources)) == records(wanted)


def test_archives_give_the_same_records(resources: Resources, tmp_path: Path) -> None:
    inner, outer = io.BytesIO(), tmp_path / "a.tar.gz"
    with zipfile.ZipFile(inner, "w") as archive:
        for at, path in enumerate(WRITTEN):
            archive.write(path, f"{at}.docx")
    with tarfile.open(outer, "w:gz") as packed:
        member = tarfile.TarInfo("材料.zip")
        member.size = len(inner.getvalue())
        packed.addfile(member, io.BytesIO(inner.getvalue()))
    sources = find_sources([outer])
    assert [source.doc for source in sources] == [f"a.tar.gz!/材料.zip!/{at}.docx" for at in range(len(WRITTEN))]
    assert [source.load() for source in sources] == [path.read_bytes() for path in WRITTEN]


def test_the_same_pages_as_pdf_and_as_ofd_give_the_same_records(resources: Resources) -> None:
    for path in WRITTEN:
        wanted = _as_text(path, resources)
        found = []
        for kind, write in ((Page, pdf), (OfdPage, ofd)):
            pages = [kind()]
            top = 60.0
            for line in wanted.text.split("\n"):
                if top > 700:
                    pages.append(kind())
                    top = 60.0
                top = pages[-1].paragraph(60, top, line, 38)
            found.append(process(f"a.{write.__name__}", write(*pages), resources))
        assert records(found[0]) == records(found[1])
        assert alike(found[1], wanted) >= 0.95


@pytest.mark.skipif(not ocr.is_available(), reason="the extra [ocr] is not installed")
def test_a_scan_gives_nearly_the_same_records(resources: Resources) -> None:
    import pypdfium2

    data = PRINTED.read_bytes()
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.render(scale=150 / 72).to_pil().convert("L") for page in document]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    scanned = process("a.pdf", out.getvalue(), resources)
    assert scanned.record.warnings == ("ocr",)
    assert alike(scanned, process("a.pdf", data, resources)) >= 0.95
