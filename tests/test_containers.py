"""Containers other than .zip, made by the tests."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import shutil
import subprocess
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from corpora import containers
from corpora.errors import Corrupt, LimitExceeded, Unsupported
from corpora.intake import SourceRef, find_sources
from corpora.readers import read

TEXT = "全市登记社会组织12家。".encode()


def tar(members: dict[str, bytes], encoding: str = "utf-8") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", encoding=encoding, format=tarfile.GNU_FORMAT) as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("链接.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


def mail(body: str, attachments: dict[str, bytes], subject: str = "报送2023年度工作总结") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["Date"] = subject, "Mon, 15 Jan 2024 09:30:00 +0800"
    message.set_content(body)
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def found(folder: Path, name: str, data: bytes) -> dict[str, SourceRef]:
    (folder / name).write_bytes(data)
    return {source.doc: source for source in find_sources([folder])}


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.tar", bytes), ("a.tar.gz", gzip.compress), ("a.tgz", gzip.compress), ("甲.bz2", bz2.compress)],
)
def test_tar_in_all_wrappings(tmp_path: Path, name: str, pack: type[bytes]) -> None:
    inner = tar({"乙/丙.txt": TEXT})
    sources = found(tmp_path, name, pack(tar({"总结/甲.txt": TEXT, "内.tar.gz": gzip.compress(inner)}, "gbk")))
    assert set(sources) == {f"{name}!/总结/甲.txt", f"{name}!/内.tar.gz!/乙/丙.txt"}
    assert {source.load() for source in sources.values()} == {TEXT}


def test_one_packed_file(tmp_path: Path) -> None:
    sources = found(tmp_path, "总结.txt.gz", gzip.compress(TEXT))
    assert [(doc, source.load()) for doc, source in sources.items()] == [("总结.txt.gz!/总结.txt", TEXT)]


def test_mails_and_their_attachments(tmp_path: Path) -> None:
    zip_file = io.BytesIO()
    with zipfile.ZipFile(zip_file, "w") as archive:
        archive.writestr("丁.txt", TEXT)
    inner = mail("转发", {"旧.txt": TEXT}, "内信")
    message = mail("现报送总结，登记社会组织12家。", {"总结.txt": TEXT, "材料.zip": zip_file.getvalue()})
    message.add_attachment(inner)
    sources = found(tmp_path, "a.eml", message.as_bytes())
    members = ("总结.txt", "材料.zip!/丁.txt", "4.eml", "4.eml!/旧.txt")
    assert set(sources) == {"a.eml", *(f"a.eml!/{member}" for member in members)}
    body = read("a.eml", sources["a.eml"].load())
    assert body.text == "现报送总结，登记社会组织12家。"
    assert body.hints == {"title": "报送2023年度工作总结", "date": "2024-01-15"}
    assert sources["a.eml!/材料.zip!/丁.txt"].load() == TEXT


def test_bodies_in_gbk_and_mails_without_text() -> None:
    head = (
        b"Subject: =?gbk?B?"
        + base64.b64encode("通知".encode("gbk"))
        + b"?=\r\nX-Long: a\r\n b\r\nMIME-Version: 1.0\r\n"
    )
    html = "<p>登记12家</p>".encode("gbk")
    data = head + b"Content-Type: text/html; charset=gb2312\r\n\r\n" + html
    assert read("a.eml", data).text == "登记12家"
    assert read("a.eml", head + b"Content-Type: text/plain\r\n\r\n").text == "通知"


def test_web_archives_are_pages() -> None:
    data = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; "
        b'charset="utf-8"\r\n\r\n<html><body><p>' + TEXT + b"</p></body></html>\r\n--x\r\nContent-Type: image/png\r\n"
        b"Content-Location: a.png\r\n\r\nx\r\n--x--\r\n"
    )
    assert read("a.mht", data).text == TEXT.decode()


def test_limits_and_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (torn,) = found(tmp_path, "a.tar.gz", gzip.compress(tar({"a.txt": TEXT * 9999}))[:400]).values()
    assert torn.failure is Corrupt
    monkeypatch.setattr(containers, "_MOST", 10_000)
    (large,) = found(tmp_path, "a.tar.gz", gzip.compress(b"0" * 20_000)).values()
    assert large.failure is LimitExceeded


def test_without_a_program_7z_and_rar_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "_bsdtar", lambda: None)
    (source,) = found(tmp_path, "a.rar", b"Rar!\x1a\x07\x01\x00" + b"\0" * 50).values()
    with pytest.raises(Unsupported) as caught:
        read(source.doc, source.load())
    assert "解压" in caught.value.message("zh")


@pytest.mark.skipif(shutil.which("bsdtar") is None, reason="bsdtar (libarchive-tools) is not installed")
def test_7z_with_bsdtar(tmp_path: Path) -> None:
    (tmp_path / "总结.txt").write_bytes(TEXT)
    subprocess.run(
        ["bsdtar", "-c", "-f", "a.7z", "--format", "7zip", "总结.txt"],
        cwd=tmp_path,
        check=True,
        env={"LC_ALL": "C.UTF-8"},
    )
    data = (tmp_path / "a.7z").read_bytes()
    (tmp_path / "总结.txt").unlink()
    sources = found(tmp_path, "a.7z", data)
    assert [(doc, source.load()) for doc, source in sources.items()] == [("a.7z!/总结.txt", TEXT)]
    (torn,) = found(tmp_path, "a.7z", data[:60]).values()
    assert torn.failure is Corrupt
