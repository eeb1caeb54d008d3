"""Odd names, odd files and odd folders: each ends in a clear status, and nothing that was found goes unmentioned."""

from __future__ import annotations

import hashlib
import io
import json
import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

TEXT = "截至2023年底，全市共有社会组织312家。"
NO_BYTES = hashlib.sha256().hexdigest()[:16]


def zhibiao(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={**os.environ, "LC_ALL": "en_XX.UTF-8", "PYTHONIOENCODING": "utf-8"},
        **options,
    )


def documents(out: Path) -> dict[str, dict[str, Any]]:
    lines = (out / "documents.jsonl").read_bytes().decode("utf-8").splitlines()
    return {record["doc"]: record for record in map(json.loads, lines)}


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def test_what_is_no_document_is_listed_and_does_not_fail_the_run(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "~$总结.docx").write_bytes(b"lock")
    (folder / ".DS_Store").write_bytes(b"store")
    os.mkfifo(folder / "pipe")
    (folder / "a.zip").write_bytes(zipped({"__MACOSX/._b.txt": b"fork", "b.txt": TEXT.encode()}))
    done = zhibiao("run", folder, "--out", tmp_path / "out", "--lang", "zh")
    assert (done.returncode, done.stderr) == (0, "")
    found = documents(tmp_path / "out")
    assert {doc: (r["status"], (r["error"] or {}).get("code"), r["doc_id"]) for doc, r in found.items()} == {
        ".DS_Store": ("failed", "skipped", sha(b"store")),
        "a.zip!/__MACOSX/._b.txt": ("failed", "skipped", sha(b"fork")),
        "a.zip!/b.txt": ("ok", None, sha(TEXT.encode())),
        "pipe": ("failed", "skipped", NO_BYTES),
        "~$总结.docx": ("failed", "skipped", sha(b"lock")),
    }
    assert "临时文件" in found["~$总结.docx"]["error"]["message"]
    assert "文件 1 份（失败 0" in done.stdout
    assert "另有 4 个" in done.stdout


def test_damaged_members_and_links_are_failures_with_an_id(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "outside.txt").write_text(TEXT, encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "dangling.txt").symlink_to(tmp_path / "nowhere")
    cut = zipped({"a.txt": b"x" * 999})[:60]
    (folder / "cut.zip").write_bytes(cut)
    damaged = bytearray(zipped({"a.txt": TEXT.encode() * 9}))
    damaged[45] ^= 0xFF
    (folder / "damaged.zip").write_bytes(damaged)
    done = zhibiao("run", folder, "--out", tmp_path / "out")
    assert done.returncode == 1
    found = documents(tmp_path / "out")
    assert {doc: (r["error"] or {}).get("code") for doc, r in found.items()} == {
        "cut.zip": "corrupt",
        "damaged.zip!/a.txt": "corrupt",
        "dangling.txt": "unreadable",
        "link.txt": "outside_link",
    }
    assert found["cut.zip"]["doc_id"] == sha(cut)
    assert found["damaged.zip!/a.txt"]["doc_id"] not in (NO_BYTES, sha(bytes(damaged)))
    assert all(len(r["doc_id"]) == 16 for r in found.values())
    assert all(f"{doc} [" in done.stderr for doc in found)


def test_odd_names(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = [
        "两\n行\r.txt",
        "长" * 83 + ".txt",
        "cafe\u0301 ガイド.txt",
        "\u202etxt.总结.txt",
        " 空 格 .txt",
        "--help.txt",
        "$(id); `id` | cat.txt",
        "=cmd|' ⁄C calc'!A0.txt",
        "<script>alert(1)<\u2215script>.txt",
        b"\xd7\xdc\xbd\xe1.txt".decode("utf-8", "surrogateescape"),
    ]
    for name in names:
        (folder / name).write_text(TEXT, encoding="utf-8")
    (folder / "坏\n\u202e.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    done = zhibiao("run", folder, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert [line.split(" [")[0] for line in done.stderr.splitlines()[1:]] == ["  坏\\n\\u202e.png"]
    found = documents(tmp_path / "out")
    assert found.keys() == {*names[:-1], "总结.txt", "坏\n\u202e.png"}
    assert [doc for doc, record in found.items() if record["status"] != "ok"] == ["坏\n\u202e.png"]
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in report


def test_members_cannot_leave_their_folder(tmp_path: Path, samples: Path) -> None:
    charter = next(samples.rglob("*章程.docx")).read_bytes()
    (tmp_path / "a.zip").write_bytes(
        zipped({"../../出去.docx": charter, "/绝对.docx": charter, f"{'长' * 120}.docx": charter})
    )
    done = zhibiao("run", tmp_path / "a.zip", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert set(documents(tmp_path / "out")) == {"a.zip!/出去.docx", "a.zip!/绝对.docx", f"a.zip!/{'长' * 120}.docx"}
    assert {p.name for p in tmp_path.iterdir()} == {"a.zip", "out"}
    copies = list((tmp_path / "out" / "reviewed").rglob("*.docx"))
    assert len(copies) == 3
    assert all(not record["warnings"] for record in documents(tmp_path / "out").values())


def test_out_may_be_the_input_or_above_it(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    for out in (folder, folder, tmp_path):
        # What this run or another wrote into the folder is no document.
        assert zhibiao("run", folder, "--out", out).returncode == 0
        assert set(documents(out)) == {"a.txt"}


def test_an_input_with_files_of_the_names_of_results_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    done = zhibiao("run", tmp_path, "--out", tmp_path)
    assert (done.returncode, "text" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert not (tmp_path / "documents.jsonl").exists()


def test_a_full_disk_ends_with_2_and_says_where(tmp_path: Path) -> None:
    """A limit on the size of files stands in for a full disk."""
    source = tmp_path / "a.txt"
    source.write_text("".join(f"第{n}项：{TEXT}\n" for n in range(400)), encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    for most in (20_000, 150_000):
        done = zhibiao("run", source, "--out", tmp_path / f"out{most}", preexec_fn=limit)
        assert done.returncode == 2, (most, done.stdout, done.stderr)
        assert "cannot write" in done.stderr
        assert "Traceback" not in done.stderr
        assert not list((tmp_path / f"out{most}").glob("*.tmp"))
    # What was done is used when there is room again.
    assert zhibiao("run", source, "--out", tmp_path / "out150000").returncode == 0


def test_a_title_with_markup_stays_text(tmp_path: Path) -> None:
    page = f"<html><head><title>&lt;script&gt;alert(1)&lt;/script&gt;</title></head><body><h1>&lt;script&gt;alert(2)</h1><p>{TEXT}</p></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert zhibiao("run", tmp_path / "a.html", "--out", tmp_path / "out").returncode == 0
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in report
    assert "&lt;script&gt;alert" in report
