"""From INPUTs to sources: names, archives, limits, and nothing dropped in silence."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import struct
import zipfile
from pathlib import Path

import pytest

from corpora import intake
from corpora.errors import ConfigurationError, Corrupt, Encrypted, LimitExceeded, OutsideLink, Skipped, Unreadable
from corpora.intake import SourceRef, find_sources


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def zipped_raw_name(raw: bytes, data: bytes) -> bytes:
    """An archive whose only member has its name in the packer's code page, without the UTF-8 flag."""
    placeholder = "x" * len(raw)
    return zipped({placeholder: data}).replace(placeholder.encode(), raw)


def docs(sources: list[SourceRef]) -> list[str]:
    return [source.doc for source in sources]


def by_doc(sources: list[SourceRef]) -> dict[str, SourceRef]:
    return {source.doc: source for source in sources}


def test_folders_are_walked_in_order_and_names_are_relative(tmp_path: Path) -> None:
    for name in ("乙/二.txt", "乙/一.txt", "甲.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    sources = find_sources([tmp_path])
    assert docs(sources) == ["乙/一.txt", "乙/二.txt", "甲.txt"]
    assert sources[0].load() == "乙/一.txt".encode()
    assert docs(find_sources([tmp_path / "乙" / "一.txt"])) == ["一.txt"]


def test_members_of_nested_archives_load_after_pickling(tmp_path: Path) -> None:
    inner = zipped({"丙.txt": b"3", "丁.txt": b"4"})
    (tmp_path / "包.zip").write_bytes(zipped({"甲.txt": b"1", "里/内.zip": inner}))
    sources = by_doc(pickle.loads(pickle.dumps(find_sources([tmp_path]))))
    assert {doc: source.load() for doc, source in sources.items()} == {
        "包.zip!/甲.txt": b"1",
        "包.zip!/里/内.zip!/丙.txt": b"3",
        "包.zip!/里/内.zip!/丁.txt": b"4",
    }


def test_archives_nested_too_deep_fail_by_name(tmp_path: Path) -> None:
    data = zipped({"文.txt": b"x"})
    for level in range(4):
        data = zipped({f"{level}.zip": data})
    (tmp_path / "a.zip").write_bytes(data)
    (source,) = find_sources([tmp_path])
    assert source.doc == "a.zip!/3.zip!/2.zip!/1.zip"
    with pytest.raises(LimitExceeded):
        source.load()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("年检通知.docx".encode("gbk"), "年检通知.docx"),
        ("章程/章程（草案）.docx".encode(), "章程/章程（草案）.docx"),
        ("㐂村.txt".encode("gb18030"), "㐂村.txt"),
        (b"..\\..\\etc\\a.txt", "etc/a.txt"),
        (b"/etc/../b.txt", "etc/b.txt"),
        (b"C:\\x\\c.txt", "x/c.txt"),
        (b"..", "unnamed"),
    ],
)
def test_member_names(tmp_path: Path, raw: bytes, expected: str) -> None:
    (tmp_path / "a.zip").write_bytes(zipped_raw_name(raw, b"x"))
    assert docs(find_sources([tmp_path])) == [f"a.zip!/{expected}"]


def test_lock_files_and_resource_forks_come_back_as_skipped(tmp_path: Path) -> None:
    (tmp_path / "~$总结.docx").write_bytes(b"x")
    (tmp_path / ".~lock.总结.docx#").write_bytes(b"x")
    (tmp_path / "Thumbs.db").write_bytes(b"x")
    (tmp_path / "总结.txt").write_bytes(b"x")
    (tmp_path / "a.zip").write_bytes(zipped({"__MACOSX/._b.txt": b"x", "b.txt": b"x"}))
    skipped = {source.doc: source.skipped for source in find_sources([tmp_path])}
    assert skipped == {
        ".~lock.总结.docx#": True,
        "Thumbs.db": True,
        "a.zip!/__MACOSX/._b.txt": True,
        "a.zip!/b.txt": False,
        "~$总结.docx": True,
        "总结.txt": False,
    }


def test_symbolic_link_loops_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_bytes(b"x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    sources = by_doc(find_sources([tmp_path]))
    assert set(sources) == {"a/x.txt", "dangling.txt"}
    with pytest.raises(Unreadable):
        sources["dangling.txt"].load()


def test_links_out_of_a_folder_are_named_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a.txt").write_bytes(b"secret")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "b.txt").write_bytes(b"b")
    (folder / "same.txt").symlink_to(folder / "b.txt")
    (folder / "file.txt").symlink_to(tmp_path / "secret" / "a.txt")
    (folder / "folder").symlink_to(tmp_path / "secret")
    (tmp_path / "alias").symlink_to(folder)
    for given in (folder, tmp_path / "alias"):
        sources = by_doc(find_sources([given]))
        assert set(sources) == {"b.txt", "same.txt", "file.txt", "folder"}
        assert sources["same.txt"].load() == b"b"
        for doc in ("file.txt", "folder"):
            with pytest.raises(OutsideLink):
                sources[doc].load()
            assert sources[doc].digest() == hashlib.sha256().hexdigest()
    (source,) = find_sources([folder / "file.txt"])
    assert source.load() == b"secret"


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (source,) = find_sources([tmp_path])
    with pytest.raises(Skipped) as caught:
        source.load()
    assert (source.skipped, source.digest()) == (True, hashlib.sha256().hexdigest())
    assert "管道" in caught.value.message("zh")
    assert "a pipe" in caught.value.message("en")


def test_what_does_not_load_is_known_by_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_DOCUMENT", 1000)
    big = b"x" * 1001
    (tmp_path / "big.txt").write_bytes(big)
    (tmp_path / "~$a.docx").write_bytes(b"lock")
    (tmp_path / "a.zip").write_bytes(zipped({"big.txt": big, "__MACOSX/._b": b"fork", "in.zip": zipped({"big": big})}))
    (tmp_path / "cut.zip").write_bytes(zipped({"a.txt": big})[:-30])
    damaged = bytearray(zipped({"a.txt": b"text" * 99}))
    damaged[40] ^= 0xFF
    (tmp_path / "damaged.zip").write_bytes(damaged)
    with zipfile.ZipFile(tmp_path / "damaged.zip") as archive:
        packed = archive.infolist()[0].compress_size
    locked = bytearray(zipped({"a.txt": b"secret"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + offset] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    expected = {
        "big.txt": big,
        "~$a.docx": b"lock",
        "a.zip!/big.txt": big,
        "a.zip!/__MACOSX/._b": b"fork",
        "a.zip!/in.zip!/big": big,
        "cut.zip": (tmp_path / "cut.zip").read_bytes(),
        "damaged.zip!/a.txt": damaged[35 : 35 + packed],
        "locked.zip!/a.txt": locked[35 : locked.index(b"PK\x01\x02")],
    }
    found = {source.doc: source.digest() for source in find_sources([tmp_path])}
    assert found == {doc: hashlib.sha256(data).hexdigest() for doc, data in expected.items()}


def test_equal_names_are_told_apart(tmp_path: Path) -> None:
    for folder in ("甲县", "乙县", "备份/甲县"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "总结.docx").write_bytes(folder.encode())
    inputs = [tmp_path / "甲县", tmp_path / "乙县", tmp_path / "备份/甲县", tmp_path / "甲县/总结.docx"]
    sources = find_sources(inputs)
    assert docs(sources) == ["甲县/总结.docx", "乙县/总结.docx", "甲县/总结~2.docx"]
    assert [s.load().decode() for s in sources] == ["甲县", "乙县", "备份/甲县"]


def test_a_missing_input_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="没有这个"):
        find_sources([tmp_path / "没有这个"])
    with pytest.raises(ConfigurationError):
        find_sources([])


def test_documents_that_are_zip_inside_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "章程").write_bytes(zipped({"[Content_Types].xml": b"x", "word/document.xml": b"x"}))
    (tmp_path / "b.docx").write_bytes(zipped({"a.txt": b"x"}))
    assert docs(find_sources([tmp_path])) == ["b.docx", "章程"]


def test_damaged_and_encrypted_archives_are_sources_that_say_why(tmp_path: Path) -> None:
    (tmp_path / "cut.zip").write_bytes(zipped({"a.txt": b"x" * 999})[:60])
    locked = bytearray(zipped({"a.txt": b"secret"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + offset] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    damaged = bytearray(zipped({"a.txt": b"text" * 99}))
    damaged[40] ^= 0xFF
    (tmp_path / "damaged.zip").write_bytes(damaged)
    sources = by_doc(find_sources([tmp_path]))
    with pytest.raises(Corrupt):
        sources["cut.zip"].load()
    with pytest.raises(Encrypted):
        sources["locked.zip!/a.txt"].load()
    with pytest.raises(Corrupt):
        sources["damaged.zip!/a.txt"].load()


def test_real_bytes_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_DOCUMENT", 1000)
    (tmp_path / "big.txt").write_bytes(b"x" * 1001)
    (tmp_path / "bomb.zip").write_bytes(zipped({"a.txt": b"\0" * 1001, "b.txt": b"\0" * 1000}))
    sources = by_doc(find_sources([tmp_path]))
    for doc in ("big.txt", "bomb.zip!/a.txt"):
        with pytest.raises(LimitExceeded):
            sources[doc].load()
    assert len(sources["bomb.zip!/b.txt"].load()) == 1000


def test_a_directory_that_lies_about_sizes_gains_nothing(tmp_path: Path) -> None:
    honest = zipped({"a.txt": b"\0" * 5_000_000})
    (tmp_path / "liar.zip").write_bytes(honest.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 10)))
    (source,) = find_sources([tmp_path])
    with pytest.raises(Corrupt):
        source.load()


@pytest.mark.parametrize(("limit", "value"), [("MAX_MEMBERS", 2), ("MAX_ARCHIVE", 250)])
def test_limits_of_a_whole_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(intake, limit, value)
    (tmp_path / "a.zip").write_bytes(zipped({f"{i}.txt": b"x" * 100 for i in range(3)}))
    (source,) = find_sources([tmp_path])
    assert source.doc == "a.zip"
    with pytest.raises(LimitExceeded):
        source.load()
