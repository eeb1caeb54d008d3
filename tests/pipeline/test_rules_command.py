"""``zhibiao rules`` and ``--rules``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpora.errors import ConfigurationError
from pipeline import rules
from pipeline.charter import CharterOrder, show
from pipeline.run import Order, execute

HOUSE = Path(__file__).parents[2]
EXAMPLE = HOUSE / "docs" / "charter_rules.example.yaml"
CHARTER = HOUSE / "corpora" / "charters" / "dev" / "x_01.txt"


def test_list_names_every_pack_and_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert rules.show_list(EXAMPLE, "en") == 0
    printed = capsys.readouterr().out
    for word in ("national", "zhejiang  浙江省  [浙江省]", "charity", "qinghe.website", "party.leadership"):
        assert word in printed


def test_show_tells_all_of_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert rules.show_rule("governance.council_size", None, "zh") == 0
    printed = capsys.readouterr().out
    for word in ("理事为5人至25人", "≥ 5", "≤ 25", "第二十条", "必须改", "violated"):
        assert word in printed
    assert rules.show_rule("zhejiang", None, "zh") == 0
    assert "zhejiang.integrity" in capsys.readouterr().out
    with pytest.raises(ConfigurationError, match=r"party\.nothing"):
        rules.show_rule("party.nothing", None, "zh")


def test_check_runs_the_examples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules.check(EXAMPLE, "en") == 0
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(EXAMPLE.read_text(encoding="utf-8").replace("提前15日通知", "提前5日通知"), encoding="utf-8")
    assert rules.check(wrong, "en") == 1
    assert "qinghe.notice" in capsys.readouterr().out
    wrong.write_text(EXAMPLE.read_text(encoding="utf-8").replace("level: local", "levle: local"), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"wrong\.yaml: rules\[0\]\.levle"):
        rules.check(wrong, "en")
    with pytest.raises(ConfigurationError, match=r"none\.yaml"):
        rules.check(tmp_path / "none.yaml", "en")


def test_run_and_charter_use_ones_own_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(EXAMPLE.read_text(encoding="utf-8").replace("when: {areas: [青禾市]}\n", ""), encoding="utf-8")
    assert execute(Order((CHARTER,), tmp_path / "out", 1, rules=own), "en") == 0
    lines = (tmp_path / "out" / "charters.jsonl").read_text(encoding="utf-8").splitlines()
    assert "qinghe.website" in {json.loads(line)["rule"] for line in lines}
    assert json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["rules"]["path"] == str(own)
    assert execute(Order((CHARTER,), tmp_path / "named", 1, rules=Path("shandong")), "en") == 0
    assert "shandong.candidates" in (tmp_path / "named" / "charters.jsonl").read_text(encoding="utf-8")
    assert show(CharterOrder((CHARTER,), rules=own), "en") == 0
    assert "qinghe.website" in capsys.readouterr().out
