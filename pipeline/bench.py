"""``make bench``: speed and memory on this machine, each beside the floor of reading the bytes and beside its peers.

Peers are installed by the benchmark into a folder of its own; where that fails the rest is measured all the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_HOUSE = Path(__file__).parent.parent
_PEERS = _HOUSE / ".venv-bench"
# recognizers-text imports a name that emoji dropped in its version 2.
_PEER_PACKAGES = ("jionlp", "recognizers-text-suite", "emoji<2")
_PEER_SECONDS = 300
_MB = 1_000_000

_PEER_CODE = """
import json, sys, time
texts = json.load(open(sys.argv[2], encoding="utf-8"))
if sys.argv[1] == "jionlp":
    import jionlp
    call = jionlp.ner.extract_money
else:
    from recognizers_number import Culture, recognize_number
    call = lambda text: recognize_number(text, Culture.Chinese)
call(texts[0])
began = time.perf_counter()
for text in texts:
    call(text)
print(json.dumps(time.perf_counter() - began))
"""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The texts of the written reports (bytes as they stand in files) and the PDF files among the samples."""

    texts: tuple[bytes, ...]
    pdfs: tuple[Path, ...]


def corpus() -> Corpus:
    """The documents of this project that the benchmark reads."""
    reports = sorted((_HOUSE / "corpora" / "reports").glob("*/*.txt"))
    pdfs = sorted((_HOUSE / "corpora" / "samples").rglob("*.pdf"))
    return Corpus(tuple(path.read_bytes() for path in reports), tuple(pdfs))


def main() -> int:
    """Print all figures."""
    from pipeline import cycles

    cycles.look_seldom()  # As workers do.
    documents = corpus()
    processor = platform.processor() or platform.machine()
    print(f"zhibiao bench · Python {platform.python_version()} · {processor} · {os.cpu_count()} cores\n")
    own = text_speed(documents)
    print()
    peers(documents, own)
    print()
    pdf_speed(documents)
    print()
    batch_speed(documents)
    print()
    print(f"peak memory: this process {_peak_mb('self'):.0f} MB, largest worker {_peak_mb('children'):.0f} MB")
    return 0


def best_of(times: int, job: Callable[[], object]) -> float:
    """Seconds of the quickest of some calls."""
    return min(_seconds(job) for _ in range(times))


def _seconds(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def text_speed(documents: Corpus) -> dict[str, float]:
    """Print MB/s of UTF-8 text on one core for each stage; returns them by stage."""
    from corpora.document import Document
    from corpora.readers import read
    from corpora.structure import analyse
    from corpora.structure.model import Structure
    from extractors.observations import load_catalogue, observe
    from extractors.quantities import scan
    from extractors.records import Observation
    from models.doctype import classify
    from models.transformer.runtime import Transformer
    from pipeline.stages import load_resources, process

    catalogue = load_catalogue()
    resources = load_resources()
    files = [(f"{n}.txt", data) for n, data in enumerate(documents.texts)]
    size = sum(map(len, documents.texts)) / _MB
    read_documents: list[Document] = [read(doc, data) for doc, data in files]
    structures: list[Structure] = [analyse(d) for d in read_documents]
    types = [classify(d, s).label for d, s in zip(read_documents, structures, strict=True)]
    process(*files[0], resources)

    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / doc for doc, _ in files]
        for path, (_, data) in zip(paths, files, strict=True):
            path.write_bytes(data)
        floor = best_of(5, lambda: [path.read_bytes().decode("utf-8") for path in paths])

    def observed(transformer: Transformer | None = resources.transformer) -> list[Observation]:
        parts = zip(read_documents, structures, types, strict=True)
        return [o for d, s, t in parts for o in observe(d, s, t, catalogue, transformer)]

    stages = {
        "read files and decode (floor)": floor,
        "reader: bytes → Document": best_of(3, lambda: [read(doc, data) for doc, data in files]),
        "structure": best_of(3, lambda: [analyse(d) for d in read_documents]),
        "document type": best_of(3, lambda: list(map(classify, read_documents, structures))),
        "quantities alone": best_of(3, lambda: [scan(d.text) for d in read_documents]),
        "text → observations": best_of(3, observed),
        "… without the transformer": best_of(3, lambda: observed(None)),
        "bytes → records, all stages": best_of(3, lambda: [process(doc, data, resources) for doc, data in files]),
    }
    numbers = len(observed())
    print(f"text, one core: {len(files)} reports, {size:.2f} MB of UTF-8, {numbers:,} observations")
    for name, seconds in stages.items():
        print(f"  {name:32} {size / seconds:9.2f} MB/s   1/{seconds / floor:,.0f} of the floor")
    return {name: size / seconds for name, seconds in stages.items()}


def peers(documents: Corpus, own: dict[str, float]) -> None:
    """Print MB/s of the peers on the same texts, paragraph by paragraph, and the speed of this program as ratios."""
    python = installed_peers()
    if python is None:
        print("peers: could not be installed, left out")
        return
    paragraphs = [p for data in documents.texts for p in data.decode("utf-8").split("\n") if p.strip()]
    size = sum(len(p.encode()) for p in paragraphs) / _MB
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.json"
        texts.write_text(json.dumps(paragraphs), encoding="utf-8")
        for name, call in (("jionlp", "JioNLP extract_money"), ("recognizers", "Recognizers-Text number model")):
            try:
                seconds = _peer(python, name, texts)
            except (subprocess.SubprocessError, ValueError) as error:
                print(f"  {call}: {type(error).__name__}, left out")
                continue
            scan, observe = (own[stage] * seconds / size for stage in ("quantities alone", "text → observations"))
            print(f"  {call:32} {size / seconds:9.2f} MB/s   ours: quantities {scan:.1f}×, observations {observe:.1f}×")


def _peer(python: Path, name: str, texts: Path) -> float:
    code = [str(python), "-W", "ignore", "-c", _PEER_CODE, name, str(texts)]
    done = subprocess.run(code, capture_output=True, text=True, timeout=_PEER_SECONDS, check=True)
    return float(json.loads(done.stdout.splitlines()[-1]))


def installed_peers() -> Path | None:
    """The interpreter of the peers' own environment, made when it is not there; None when it cannot be made."""
    python = _PEERS / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = _PEERS / ".ready"
    if ready.exists():
        return python
    print("installing the peers into .venv-bench …")
    uv = shutil.which("uv", path=str(Path(sys.executable).parent))
    install = [uv, "pip", "install", "--python", str(python)] if uv else [str(python), "-m", "pip", "install"]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(_PEERS)], check=True, capture_output=True)
        subprocess.run([*install, "--quiet", *_PEER_PACKAGES], check=True, capture_output=True, timeout=600)
    except (subprocess.SubprocessError, OSError):
        return None
    ready.touch()
    return python


def pdf_speed(documents: Corpus) -> None:
    """Print pages/s of PDF → records beside the bare text of pypdfium2."""
    import pypdfium2

    from corpora.readers import read
    from pipeline.stages import load_resources, process

    if not documents.pdfs:
        print("PDF: no samples, left out")
        return
    resources = load_resources()
    files = [(path.name, path.read_bytes()) for path in documents.pdfs]

    def bare() -> int:
        pages = 0
        for _, data in files:
            document = pypdfium2.PdfDocument(data)
            for page in document:
                page.get_textpage().get_text_bounded()
                pages += 1
            document.close()
        return pages

    pages = bare()
    floor = best_of(5, bare)
    stages = {
        "bare pypdfium2 text (floor)": floor,
        "PDF → Document": best_of(5, lambda: [read(doc, data) for doc, data in files]),
        "PDF → records": best_of(5, lambda: [process(doc, data, resources) for doc, data in files]),
    }
    print(f"PDF, one core: {len(files)} files, {pages} pages")
    for name, seconds in stages.items():
        print(f"  {name:32} {pages / seconds:9.1f} pages/s   {seconds / floor:.1f} times the floor's time")


def batch_speed(documents: Corpus) -> None:
    """Print documents/s of the batch with 1 and 2 workers over one thousand reports, without and with start-up."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / "in"
        inputs.mkdir()
        for n, data in enumerate(_varied(documents.texts, 1_000)):
            (inputs / f"{n:04}.txt").write_bytes(data)
        print("batch: 1,000 reports")
        steady: list[float] = []
        for workers in (1, 2):
            first, last, count = _batch(inputs, Path(folder) / f"out{workers}", workers)
            steady.append(count / last)
            print(f"  {workers} worker(s): {steady[-1]:7.1f} documents/s   (the first came after {first:.1f} s)")
        print(f"  2 workers are {steady[1] / steady[0]:.2f} times as fast as 1")


def _varied(texts: tuple[bytes, ...], count: int) -> Iterator[bytes]:
    """As many documents as asked for, no two alike."""
    for n in range(count):
        yield texts[n % len(texts)] + f"\n附记{hashlib.sha256(str(n).encode()).hexdigest()}\n".encode()


def _batch(inputs: Path, out: Path, workers: int) -> tuple[float, float, int]:
    """Seconds until the first outcome, seconds from there to the last, and how many came after the first."""
    from corpora.intake import find_sources
    from pipeline.batch import run_batch
    from pipeline.folder import RunFolder
    from pipeline.worker import Settings, Task

    RunFolder(out).prepare()
    tasks = [Task(source) for source in find_sources([inputs])]
    began = time.perf_counter()
    arrivals = [time.perf_counter() for _ in run_batch(tasks, Settings(out, "bench"), workers)]
    return arrivals[0] - began, arrivals[-1] - arrivals[0], len(arrivals) - 1


def _peak_mb(whose: str) -> float:
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    usage = resource.getrusage(resource.RUSAGE_SELF if whose == "self" else resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_maxrss * unit / _MB


if __name__ == "__main__":
    sys.exit(main())
