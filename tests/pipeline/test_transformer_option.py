"""``--transformer``: a checkpoint has a say in the choice of indicators that are in doubt, and in nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from corpora.document import Document
from corpora.gold import load_gold
from corpora.structure import analyse
from extractors.observations import load_catalogue, observe
from extractors.records import Observation, as_dict
from models.transformer import runtime
from models.transformer.passages import NUMBERS
from pipeline import configuration
from pipeline.stages import load_resources, process
from pipeline.transformer_training import write_passages

TINY = Path(__file__).parent.parent / "models" / "tiny_transformer"
TEXT = (
    "云岫县2023年社会组织工作总结\n一、登记管理\n截至2023年底，全县登记社会组织312家，其中社会团体140家、"
    "民办非企业单位170家、基金会2家。全年新登记18家，注销5家。\n二、党的建设\n共有党员460名，建立党组织96个。\n"
)


def observed(transformer: runtime.Transformer | None) -> list[Observation]:
    document = Document("a.txt", "0" * 16, "text/plain", TEXT)
    return observe(document, analyse(document), "work_report", load_catalogue(), transformer)


def test_it_changes_indicators_and_not_numbers() -> None:
    without, with_it = observed(None), observed(runtime.load(TINY))
    assert [(o.start, o.end, o.value, o.bound, o.unit) for o in without] == [
        (o.start, o.end, o.value, o.bound, o.unit) for o in with_it
    ]
    assert without[0].indicator == "reg.total"
    assert {o.indicator for o in with_it} >= {"honour"}
    assert all(0.0 <= o.confidence <= 1.0 for o in with_it)


def test_it_is_not_asked_where_the_ranker_is_sure() -> None:
    tiny = runtime.load(TINY)
    never = replace(tiny, blend=replace(tiny.blend, asked_below=0.0))
    assert observed(never) == observed(None)


def test_none_leaves_it_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    done = zhibiao("run", tmp_path / "a.txt", "--out", tmp_path / "out", "--transformer", "none")
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["transformer"] is None


def test_an_indicator_of_ones_own_is_still_found(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "group: 自有\nindicators:\n- code: own.lamps\n  label: 路灯数\n  definition: 路灯\n  units: [count]\n  measure: stock\n"
        "  rules:\n  - {near: [路灯], weight: 2}\n  examples:\n  - {text: 安装路灯40个。, quote: 40个}\n"
        "  counter_examples:\n  - {text: 全市现有社会组织412家。, quote: 412家}\n",
        encoding="utf-8",
    )
    catalogue = load_catalogue(own)
    document = Document("a.txt", "0" * 16, "text/plain", "全县安装路灯40个。")
    found = observe(document, analyse(document), "work_report", catalogue, runtime.load(TINY))
    assert [o.indicator for o in found] == ["own.lamps"]


def test_the_digest_tells_checkpoints_apart(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for name in runtime.FILES:
        (other / name).write_bytes((TINY / name).read_bytes())
    with_tiny = configuration.digest(None, None, TINY)
    assert configuration.digest(None) != with_tiny
    assert configuration.digest(None, None, other) == with_tiny
    (other / "blend.json").write_text('{"score": 1, "chance": 0, "first": 0, "slope": 1, "offset": 0}', "utf-8")
    assert configuration.digest(None, None, other) != with_tiny


def zhibiao(*arguments: object) -> subprocess.CompletedProcess[str]:
    code = [sys.executable, "-m", "pipeline.cli", *map(str, arguments), "--lang", "en"]
    return subprocess.run(code, capture_output=True, text=True, timeout=120, check=False)


def test_a_run_with_a_checkpoint_says_so_and_keeps_the_contract(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    texts = {f"{n}.txt": TEXT.replace("云岫", name) for n, name in enumerate(("云岫", "青溪"))}
    for name, text in texts.items():
        (tmp_path / "in" / name).write_text(text, "utf-8")
    out = tmp_path / "out"
    done = zhibiao("run", tmp_path / "in", "--out", out, "--transformer", TINY, "--workers", 2)
    assert done.returncode == 0, done.stderr
    said = json.loads((out / "run.json").read_text("utf-8"))["transformer"]
    assert said["path"] == str(TINY)
    assert len(said["sha256"]) == 64
    resources = load_resources(transformer=TINY)
    alone = [o for name, text in texts.items() for o in process(name, text.encode(), resources).observations]
    assert [json.loads(line) for line in (out / "observations.jsonl").read_text("utf-8").splitlines()] == [
        json.loads(json.dumps(as_dict(o))) for o in alone
    ]
    assert "honour" in {o.indicator for o in alone}


def test_a_wrong_folder_is_said_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    done = zhibiao("run", tmp_path / "a.txt", "--out", tmp_path / "out", "--transformer", tmp_path / "none")
    assert done.returncode == 2
    assert "model.onnx" in done.stderr
    assert "built-in" in done.stderr
    assert not (tmp_path / "out").exists()


def test_passages_for_a_checkpoint_of_ones_own_hold_every_annotated_number(root: Path, tmp_path: Path) -> None:
    dev, target = root / "corpora" / "reports" / "dev", tmp_path / "passages.jsonl"
    count = write_passages(dev, target)
    rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert len(rows) == count
    numbers = [(row["tokens"][n["place"]], n["codes"]) for row in rows for n in row["numbers"]]
    annotated = sum(len(load_gold(path)) for path in dev.glob("*.gold.jsonl"))
    assert 0.98 * annotated <= len(numbers) <= annotated
    assert all(token in NUMBERS and codes for token, codes in numbers)
