"""The same report and the same charter through every format give the same records."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpora.readers import ocr
from pipeline.processed import Processed
from pipeline.stages import Resources, load_resources, process

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
