"""The command line as its users meet it: over the sample documents, in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from outputs.schema import TABLES

FILES = ["run.json", "indicators.xlsx", "report.html"] + [
    f"{table}.{suffix}" for table in TABLES for suffix in ("jsonl", "csv", "parquet")
]


def zhibiao(*arguments: object, language: str = "en") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
        env={**os.environ, "LC_ALL": f"{language}_XX.UTF-8", "PYTHONIOENCODING": "utf-8", "COLUMNS": "160"},
    )


def records(out: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / f"{table}.jsonl").read_bytes().decode("utf-8").splitlines()]


def data(out: Path) -> dict[str, bytes]:
    """All files that must not differ between two runs."""
    paths = (p for p in sorted(out.rglob("*")) if p.is_file() and ".zhibiao" not in p.parts and p.name != "run.json")
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in paths}


@pytest.fixture(scope="module")
def done(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """A run over the samples; its folder is ``done.args[-1]``."""
    out = tmp_path_factory.mktemp("samples") / "out"
    return zhibiao("run", samples, "--workers", 2, "--out", out)


@pytest.fixture(scope="module")
def out(done: subprocess.CompletedProcess[str]) -> Path:
    return Path(done.args[-1])


def test_a_run_over_the_samples_reads_all_of_them(done: subprocess.CompletedProcess[str], out: Path) -> None:
    assert done.returncode == 0, done.stderr
    assert [r["doc"] for r in records(out, "documents") if r["status"] == "failed"] == []
    assert len(records(out, "documents")) >= 16
    assert [name for name in FILES if not (out / name).exists()] == []
    # The summary ends with the files to open, and they are there.
    shown = [Path(line.split("  ")[1].strip()) for line in done.stdout.splitlines() if line.startswith("  ")]
    assert shown
    assert all(path.exists() for path in shown)


def test_every_number_stands_in_its_text(out: Path) -> None:
    texts = {p.stem: p.read_bytes().decode("utf-8") for p in (out / "text").glob("*.txt")}
    numbers = records(out, "observations")
    assert len(numbers) > 100
    assert [n["id"] for n in numbers if texts[n["doc_id"]][n["start"] : n["end"]] != n["quote"]] == []
    verdicts = [v for v in records(out, "charters") if v["quote"] is not None]
    assert [v["rule"] for v in verdicts if texts[v["doc_id"]][v["start"] : v["end"]] != v["quote"]] == []


def test_records_keep_the_contract(out: Path) -> None:
    documents = {r["doc"]: r for r in records(out, "documents")}
    assert list(documents) == sorted(documents)
    for name, table in TABLES.items():
        rows = records(out, name)
        assert all(list(row) == [c.name for c in table.columns] for row in rows)
        assert all(row["doc_id"] == documents[row["doc"]]["doc_id"] for row in rows)
    numbers = records(out, "observations")
    keys = Counter((n["doc"], n["id"]) for n in numbers)
    assert [key for key, n in keys.items() if n > 1] == []
    assert [n["id"] for n in numbers if n["part_of"] and (n["doc"], n["part_of"]) not in keys] == []
    assert [n["id"] for n in numbers if not re.fullmatch(rf"{n['doc_id']}-{n['start']}(-\d+)?", n["id"])] == []
    assert [n["id"] for n in numbers if not 0 <= n["confidence"] <= 1] == []
    assert numbers == sorted(numbers, key=lambda n: (n["doc"], n["start"]))
    without = {d for d, r in documents.items() if r["doc_type"] in ("charter", "inspection_report")}
    assert without.isdisjoint(n["doc"] for n in numbers)


def test_the_samples_show_what_the_program_does(out: Path) -> None:
    documents = records(out, "documents")
    types = Counter(r["doc_type"] for r in documents)
    assert types["charter"] >= 5
    assert {"work_report", "work_plan", "press_page", "inspection_notice"} <= types.keys()
    media = {r["media_type"] for r in documents}
    assert {"application/pdf", "text/html", "text/plain"} <= media
    assert any("!/" in r["doc"] for r in documents)
    assert {v["verdict"] for v in records(out, "charters")} >= {"satisfied", "partial", "missing", "violated"}
    assert list((out / "reviewed").rglob("*.docx"))


@pytest.mark.parametrize("workers", [1, 8])
def test_the_same_bytes_whatever_the_workers(samples: Path, out: Path, tmp_path: Path, workers: int) -> None:
    assert zhibiao("run", samples, "--out", tmp_path / "again", "--workers", workers).returncode == 0
    assert data(tmp_path / "again") == data(out)


def test_a_second_run_is_quick_and_changes_nothing(samples: Path, out: Path) -> None:
    before = data(out)
    assert zhibiao("run", samples, "--out", out).returncode == 0
    assert data(out) == before
    times = json.loads((out / "run.json").read_text(encoding="utf-8"))["times"]
    assert times["reused"] == len(records(out, "documents"))


def test_run_json_says_how_the_results_came_about(out: Path) -> None:
    content = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert content["version"] == zhibiao("--version").stdout.split()[1]
    assert content["counts"]["records"]["observations"] == len(records(out, "observations"))
    assert sum(content["counts"]["by_type"].values()) == len(records(out, "documents"))
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in content["packs"].values())


def test_failed_documents_are_listed_with_advice(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (tmp_path / "in" / "空.txt").write_bytes(b"")
    (tmp_path / "in" / "好.txt").write_text("全市共有社会组织312家。", encoding="utf-8")
    done = zhibiao("run", tmp_path / "in", "--out", tmp_path / "out", "--lang", "zh")
    assert done.returncode == 1
    lines = {line.split(" [")[0].strip(): line for line in done.stderr.splitlines()[1:]}
    assert set(lines) == {"a.png", "空.txt"}
    # A broken picture: without the extra [ocr] it lacks text recognition, with it it is a damaged file.
    assert re.search(r"\[(needs_ocr|corrupt)\]", lines["a.png"])
    assert "[empty_text] 文件中没有文字" in lines["空.txt"]
    assert "2 份文件未能读取" in done.stdout
    assert {r["doc"]: (r["status"], r["media_type"]) for r in records(tmp_path / "out", "documents")} == {
        "a.png": ("failed", "image/png"),
        "好.txt": ("ok", "text/plain"),
        "空.txt": ("failed", None),
    }
    assert "312" in {str(n["value"]) for n in records(tmp_path / "out", "observations")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "{tmp}/nowhere", "--out", "{tmp}/o"], "nowhere"),
        (["run", "{samples}", "--out", "{tmp}/o", "--indicators", "{tmp}/none.yaml"], "none.yaml"),
        (["run", "{samples}", "--out", "{tmp}/file"], "file"),
        (["run", "{samples}"], "--out"),
        (["explain", "{tmp}", "abc"], "zhibiao run"),
        (["explain", "{out}", "nosuchid"], "observations.csv"),
        (["explain", "{out}", ""], "observations.csv"),
        (["evaluate", "{tmp}", "{tmp}"], "observations.jsonl"),
        (["evaluate", "{out}", "{tmp}"], "gold.jsonl"),
        (["charter", "{tmp}/none.docx"], "none.docx"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_wrong_orders_end_with_2_and_say_how_to_mend_them(
    arguments: list[str], said: str, tmp_path: Path, samples: Path, out: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = zhibiao(*(a.format(tmp=tmp_path, samples=samples, out=out) for a in arguments))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "o").exists()


def test_a_catalogue_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("全年共修缮凉亭37座。", encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text("indicators:\n  - code: x\n    nonsense: 1\n", encoding="utf-8")
    done = zhibiao("run", tmp_path / "in.txt", "--out", tmp_path / "out", "--indicators", own)
    assert done.returncode == 2
    assert "own.yaml" in done.stderr
    assert not (tmp_path / "out").exists()


def test_explain_shows_sentence_rule_and_every_field(out: Path) -> None:
    number = next(n for n in records(out, "observations") if n["indicator"] != "other")
    done = zhibiao("explain", out, number["id"])
    assert done.returncode == 0
    flat = re.sub(r"\s", "", done.stdout)
    assert f"【{number['quote']}】" in flat
    assert number["label"] in flat
    assert "rule" in done.stdout
    assert "cue words" in done.stdout
    assert all(key in done.stdout for key in number)


def test_charter_in_the_terminal(samples: Path, out: Path) -> None:
    charters = {v["doc"] for v in records(out, "charters") if "!/" not in v["doc"]}
    doc = sorted(charters)[0]
    done = zhibiao("charter", samples / doc, language="zh")
    assert done.returncode == 0
    for verdict in (v for v in records(out, "charters") if v["doc"] == doc and v["verdict"] != "not_applicable"):
        assert verdict["rule"] in done.stdout
    other = next(r["doc"] for r in records(out, "documents") if r["doc_type"] == "work_report" and "!/" not in r["doc"])
    done = zhibiao("charter", samples / other, language="zh")
    assert (done.returncode, "不是章程" in done.stdout) == (1, True)


def test_evaluate_prints_what_it_counts(out: Path, tmp_path: Path) -> None:
    number = next(n for n in records(out, "observations") if n["status"] != "masked" and n["value_max"] is None)
    stem = Path(number["doc"].split("!/")[-1]).stem
    gold = tmp_path / "deep" / f"{stem}.gold.jsonl"
    gold.parent.mkdir()
    line = {**number, "of_quote": number["part_of"], "note": None}
    gold.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    scores = json.loads(zhibiao("evaluate", out, tmp_path, "--json").stdout)
    assert scores["gold"] == 1
    assert scores["L3"]["r"] == 1
    assert list(scores["groups"]) == [number["indicator"].partition(".")[0]]
    assert "structure" not in scores
    assert "L2_core" in zhibiao("evaluate", out, tmp_path, "--misses", 2).stdout
    document = next(d for d in records(out, "documents") if d["doc"] == number["doc"])
    types = {"doc": stem, "doc_type": document["doc_type"], "title": document["title"]}
    (tmp_path / "types.jsonl").write_text(json.dumps(types, ensure_ascii=False) + "\n", encoding="utf-8")
    printed = zhibiao("evaluate", out, tmp_path, "--breakdown", "--lang", "en").stdout
    assert "by group of indicators" in printed
    assert "document types: 1 documents, accuracy 1.000" in printed


def test_help_is_instant(tmp_path: Path) -> None:
    def seconds(*command: str) -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=tmp_path)
        return time.perf_counter() - began

    # A ratio, so that it holds on slow machines: Python with typer alone, against the program's own help.
    floor = min(seconds("-c", "import typer") for _ in range(5))
    own = min(seconds("-m", "pipeline.cli", "--help") for _ in range(5))
    assert own < 0.3 or own < 2.5 * floor


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_only_what_exists(root: Path, readme: str) -> None:
    text = (root / readme).read_text(encoding="utf-8")
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    code = "\n".join(block or span for block, span in re.findall(r"```sh\n(.*?)```|`([^`\n]+)`", text, re.DOTALL))
    targets = set(re.findall(r"\bmake ([a-z]+)\b", code))
    assert {"run", "test"} <= targets
    assert [t for t in targets if not re.search(rf"^{t}:", makefile, re.MULTILINE)] == []
    commands = re.findall(r"\bzhibiao ([a-z]+)((?: [^\s`]+)*)", code)
    assert {name for name, _ in commands} >= {"run", "charter", "explain", "evaluate"}
    for name, rest in commands:
        help_text = zhibiao(name, "--help").stdout
        assert all(option in help_text for option in re.findall(r"--[a-z]+", rest))
    links = re.findall(r"\]\(((?!https?:)[^)#]+)", text)
    assert [link for link in links if not (root / link).exists()] == []


def test_the_example_catalogue_of_ones_own_works(root: Path, tmp_path: Path) -> None:
    source = tmp_path / "in.txt"
    source.write_text(
        "临江市2024年老年助餐工作总结\n全年为老年人助餐3.2万人次。全市现有老年食堂46个。", encoding="utf-8"
    )
    example = root / "docs" / "indicators.example.yaml"
    assert zhibiao("run", source, "--out", tmp_path / "out", "--indicators", example).returncode == 0
    found = {(n["indicator"], n["value"]) for n in records(tmp_path / "out", "observations")}
    assert found == {("meal.diners", 32000), ("meal.sites", 46)}
    content = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert content["indicators"]["path"] == str(example)
    # Another catalogue is another configuration: nothing of the first run is used again.
    assert zhibiao("run", source, "--out", tmp_path / "out").returncode == 0
    assert {n["indicator"] for n in records(tmp_path / "out", "observations")}.isdisjoint({"meal.diners", "meal.sites"})


def test_documents_that_contradict_each_other_are_said_so(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, number in (("甲", 412), ("乙", 421), ("丙", 412)):
        text = f"青禾县2022年社会组织工作总结\n青禾县民政局\n截至2022年底，全县登记社会组织{number}家。\n来源{name}\n"
        (tmp_path / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    assert zhibiao("run", tmp_path / "in", "--out", tmp_path / "out").returncode == 0
    findings = [f for f in records(tmp_path / "out", "audit") if f["kind"] == "cross_document"]
    assert [(f["doc"], len(f["observations"])) for f in findings] == [("甲.txt", 3)]
    numbers = records(tmp_path / "out", "observations")
    assert {n["id"] for n in numbers if "conflict" in n["flags"]} == set(findings[0]["observations"])
