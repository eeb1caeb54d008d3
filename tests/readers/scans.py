"""How many records of a scan come out the same as from the text: the samples, scanned askew and with noise.

By hand, where the extra ``[ocr]`` is installed, from the project's folder: ``python -m tests.readers.scans``.
"""

from __future__ import annotations

import io
import time
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.processed import Processed
from pipeline.stages import load_resources, process
from tests.test_every_format import SAMPLES, records

_DPI = 150
_TILT = 0.7  # degrees, at most
_NOISE = 12.0  # levels of grey, standard deviation


def scanned(data: bytes, seed: int) -> bytes:
    """A PDF as a scanner gives it back: grey pictures, each a little askew, with noise."""
    import numpy as np
    import pypdfium2
    from PIL import Image

    rng = np.random.default_rng(seed)
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.render(scale=_DPI / 72).to_pil().convert("L") for page in document]
    made = []
    for page in pages:
        turned = page.rotate(rng.uniform(-_TILT, _TILT), fillcolor=255, resample=Image.Resampling.BICUBIC)
        grey = np.asarray(turned).astype(float) + rng.normal(0, _NOISE, (page.height, page.width))
        made.append(Image.fromarray(np.clip(grey, 0, 255).astype("uint8")))
    out = io.BytesIO()
    made[0].save(out, "PDF", save_all=True, append_images=made[1:], resolution=_DPI)
    return out.getvalue()


def _all_records(processed: Processed) -> Counter[Any]:
    fields: Counter[Any] = Counter((f.field, str(f.value)) for f in processed.fields)
    return records(processed) + fields


def main() -> None:
    """See the module."""
    resources = load_resources()
    same = made = wanted = 0
    for path in sorted(Path(SAMPLES).rglob("*.pdf")):
        data = path.read_bytes()
        began = time.process_time()
        scan = process("a.pdf", scanned(data, 7), resources)
        seconds = time.process_time() - began
        ours, theirs = _all_records(scan), _all_records(process("a.pdf", data, resources))
        same += (alike := sum((ours & theirs).values()))
        made, wanted = made + sum(ours.values()), wanted + sum(theirs.values())
        told = f"{alike} of {sum(theirs.values())} records the same, {sum(ours.values())} made"
        print(f"{path.name}: {told}; {seconds / (scan.record.pages or 1):.1f} s of processor a page", flush=True)
    print(f"all: {same} of {wanted} records the same, {made} made")


if __name__ == "__main__":
    main()
