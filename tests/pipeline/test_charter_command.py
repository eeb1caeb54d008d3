"""``zhibiao charter`` as its users meet it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from test_cli import zhibiao

from corpora.errors import ConfigurationError
from extractors.records import Verdict, columns
from pipeline.charter import CharterOrder, show


class Done(NamedTuple):
    """What the command said, named as in ``subprocess``."""

    returncode: int
    stdout: str
    stderr: str


TEA, RUNNING = "章程/青禾县茶产业协会章程.docx", "章程/海棠市长跑运动协会章程.pdf"


@pytest.fixture
def charter(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """The command in this process, in Chinese."""
    monkeypatch.setenv("COLUMNS", "160")

    def run(*files: Path, **options: Any) -> Done:
        status = show(CharterOrder(files, **options), "zh")
        said = capsys.readouterr()
        return Done(status, said.out, said.err)

    return run


def squeezed(text: str) -> str:
    return re.sub(r"[\s│]", "", text)


def test_several_charters_end_with_what_passes(samples: Path, charter: Callable[..., Done]) -> None:
    done = charter(samples / TEA, samples / RUNNING)
    assert done.returncode == 0, done.stderr
    overview = done.stdout[done.stdout.rindex("须修改 ") - 200 :]
    assert "通过（有建议）" in overview
    # The worse of the two comes first, and in its table the rules of the law before advice.
    assert overview.index("长跑") < overview.index("茶产业")
    running = squeezed(done.stdout[done.stdout.index("长跑") :])
    assert running.index("governance.fees") < running.index("quality.blanks")
    assert "第三十条" in running
    assert "会费标准由理事会制定" in running


def test_json_gives_the_records_of_the_contract(samples: Path) -> None:
    done = zhibiao("charter", samples / TEA, samples / RUNNING, "--json")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert all(tuple(record) == columns(Verdict) for record in records)
    assert {record["doc"] for record in records} == {Path(TEA).name, Path(RUNNING).name}


def test_a_folder_is_taken_whole_and_what_is_no_charter_is_said(
    samples: Path, tmp_path: Path, charter: Callable[..., Done]
) -> None:
    shutil.copy(samples / TEA, tmp_path)
    (tmp_path / "总结.txt").write_text("全市共有社会组织312家。", encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    done = charter(tmp_path, as_json=True)
    assert done.returncode == 1
    assert all(json.loads(line)["doc"] == Path(TEA).name for line in done.stdout.splitlines())
    assert "总结.txt" in done.stderr
    assert "[corrupt]" in done.stderr


def test_out_takes_the_files_and_is_not_read_again(samples: Path, tmp_path: Path, charter: Callable[..., Done]) -> None:
    shutil.copy(samples / TEA, tmp_path)
    before = (tmp_path / Path(TEA).name).read_bytes()
    for _ in range(2):
        assert charter(tmp_path, out=tmp_path).returncode == 0
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()} == {
        Path(TEA).name,
        f"reviewed/{Path(TEA).name}",
        f"opinions/{Path(TEA).name}",
        f"opinions/{Path(TEA).stem}.html",
    }
    assert (tmp_path / Path(TEA).name).read_bytes() == before
    with pytest.raises(ConfigurationError, match=r"--out.*不能覆盖"):
        charter(tmp_path / "reviewed" / Path(TEA).name, out=tmp_path)


@pytest.fixture
def amended(tmp_path: Path) -> tuple[Path, Path]:
    """A charter before and after an amendment that mends one finding and makes another."""
    lines = [
        "青禾市茶叶行业协会章程",
        "第一章 总则",
        "第一条 本会的名称是青禾市茶叶行业协会。",
        "第二条 本会是由茶叶企业自愿组成的非营利性社会团体法人，住所设在青禾市望江路8号，活动地域为青禾市。",
        "第三条 本会的宗旨是遵守宪法、法律、法规和国家政策，践行社会主义核心价值观，遵守社会道德风尚，服务茶农。",
        "第四条 本会坚持中国共产党的领导，根据中国共产党章程的规定，设立中国共产党的组织，开展党的活动，为党组织的活动提供必要条件。",
        "第二章 会员",
        "第五条 申请加入本会的会员，应当拥护本会的章程。会员享有选举权和表决权，会员应当履行缴纳会费的义务。",
        "第三章 组织机构",
        "第六条 会员大会是最高权力机构，每届四年；理事会是执行机构，由会员大会选举产生。",
        "第七条 会长为本会的法定代表人，会长由理事会选举和罢免。",
        "第四章 资产",
        "第八条 本会的经费来源是会费和捐赠，不得在会员中分配。",
        "第五章 章程的修改和终止",
        "第九条 本会修改章程，由会员大会表决通过，报登记管理机关核准后生效。",
        "第十条 本会终止后的剩余财产，用于发展与本会宗旨相关的事业。",
    ]
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("\n".join(lines), encoding="utf-8")
    text = "\n".join(lines).replace("坚持中国共产党的领导", "坚持中国共产党的全面领导").replace("四年", "七年")
    new.write_text(text, encoding="utf-8")
    return old, new


def test_an_amended_charter_beside_the_earlier_one(
    amended: tuple[Path, Path], tmp_path: Path, charter: Callable[..., Done]
) -> None:
    old, new = amended
    done = charter(new, against=str(old), out=tmp_path / "out")
    assert done.returncode == 0, done.stderr
    text = squeezed(done.stdout)
    assert text.index("新出现任期写明") < text.index("已改正坚持中国共产党的全面领导")
    assert "有改动2，移动0，新增0，删去0，只改条号0，未变8" in text
    assert {p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*") if p.is_file()} == {
        "comparisons/new.txt~.html",
        "opinions/new.txt~.docx",
        "opinions/new.txt~.html",
        "reviewed/new.txt~.docx",
    }
    records = [json.loads(line) for line in charter(new, against=str(old), as_json=True).stdout.splitlines()]
    changes = {(r["kind"], r["change"]) for r in records}
    assert changes >= {("finding", "mended"), ("finding", "new"), ("article", "changed"), ("article", "same")}


def test_a_charter_beside_the_skeleton_of_its_type(amended: tuple[Path, Path]) -> None:
    done = zhibiao("charter", amended[0], "--against", "model", "--json")
    assert done.returncode == 0, done.stderr
    topics = {record["topic"]: record for record in map(json.loads, done.stdout.splitlines())}
    assert topics["监事会（监事）"]["change"] == "removed"
    assert topics["法定代表人"]["new"]["number"] == "第七条"
    assert "第十四条" in topics["会员的权利"]["basis"]


def test_one_charter_at_a_time_is_compared(
    amended: tuple[Path, Path], tmp_path: Path, charter: Callable[..., Done]
) -> None:
    old, new = amended
    with pytest.raises(ConfigurationError, match=r"--against.*一份章程"):
        charter(old, new, against="model")
    with pytest.raises(ConfigurationError, match=r"none\.txt"):
        charter(new, against=str(tmp_path / "none.txt"))
    other = tmp_path / "总结.txt"
    other.write_text("全市共有社会组织312家。", encoding="utf-8")
    done = charter(new, against=str(other))
    assert (done.returncode, "总结.txt" in done.stdout) == (1, True)
