"""The transformer that comes with the program: weighed against the ranker, it helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpora.gold import load_lines
from extractors.records import as_dict
from pipeline.accuracy import measured
from pipeline.evaluate import evaluate
from pipeline.scores import load_annotations
from pipeline.stages import load_resources, process


def test_it_does_better_than_the_ranker_alone_on_dev(root: Path) -> None:
    """After a change of the ranker: python -m pipeline.transformer_training blend models/weights/transformer."""
    folder, resources = root / "corpora" / "reports" / "dev", load_resources(transformer=None)
    done = [process(path.name, path.read_bytes(), resources) for path in sorted(folder.glob("*.txt"))]
    rows = [as_dict(o) for processed in done for o in processed.observations]
    alone = evaluate(rows, load_annotations(folder)[0], load_lines(folder / "ambiguous.jsonl"))
    found = measured("dev").evaluation
    # The numbers found are the same; a unit that is left out comes from the indicator.
    assert found.levels["L1"].f1 == pytest.approx(alone.levels["L1"].f1, abs=0.002)
    assert found.levels["L2"].f1 > alone.levels["L2"].f1 + 0.005
    assert found.levels["L2_core"].f1 > alone.levels["L2_core"].f1
    assert found.calibration_error is not None
    assert found.calibration_error < 0.05
