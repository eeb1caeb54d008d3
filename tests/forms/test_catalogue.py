"""The field catalogue: its examples, its complaints."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpora.errors import ConfigurationError
from extractors.forms.catalogue import FieldInfo, field_catalogue, load_catalogue
from extractors.forms.checking import checks
from extractors.forms.families import family_of
from extractors.forms.labels import expanded, normal
from extractors.forms.values import parse

_FOLDER = Path(__file__).parents[2] / "extractors/forms/catalogue"


@pytest.mark.parametrize("field", field_catalogue().fields.values(), ids=lambda field: field.id)
def test_examples_suit_their_types(field: FieldInfo) -> None:
    assert field.examples
    for example in field.examples:
        assert parse(field, example, "元").fit > 0


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("名　称", "name"),
        ("（一）业务活动成本", "expense_activities"),
        ("其中：人员费用", "expense_personnel"),
        ("注册资金(万元)", "registered_capital"),
        ("四、净资产变动额（若为净资产减少额，以“-”号填列）", "net_assets_change"),
        ("减：累计折旧", "fixed_assets_depreciation"),
        ("会员（代表）大会（次）", "general_meetings"),
    ],
)
def test_labels_as_they_are_printed(label: str, field: str) -> None:
    assert field in {meaning.field.id for meaning in field_catalogue().meanings(label) if meaning.under is None}


def test_words_of_last_year_in_front_of_a_label() -> None:
    (meaning, *_) = field_catalogue().meanings("上年度净资产合计")
    assert (meaning.field.id, meaning.previous) == ("net_assets_total", True)


def test_label_patterns() -> None:
    assert set(expanded("{专职|兼职}人员{数|}")) == {"专职人员数", "专职人员", "兼职人员数", "兼职人员"}
    assert normal(" 1．住　所：") == "住所"


def copied(folder: Path, name: str, content: str) -> Path:
    for source in _FOLDER.glob("_*.yaml"):
        (folder / source.name).write_text(source.read_text("utf-8"), "utf-8")
    (folder / name).write_text(content, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "section: 甲\nfields:\n- {id: a, title: 甲, type: text, labels: [甲], examples: [b], lable: x}\n",
            "fields[0].lable",
        ),
        ("section: 甲\nfields:\n- {id: a, title: 甲, type: word, labels: [甲], examples: [b]}\n", "fields[0] a.type"),
        ("section: 甲\nfields:\n- {id: a, title: 甲, type: text, labels: [甲]}\n", "fields[0].examples"),
        (
            "section: 甲\nfields:\n- {id: a, title: 甲, type: text, labels: [甲], examples: [b], patterns: ['(']}\n",
            "patterns[0]",
        ),
        (
            "section: 甲\nfields:\n- {id: a, title: 甲, type: text, labels: [甲], examples: [b]}\n- {id: c, title: 丙, type: text, labels: [甲], examples: [b]}\n",
            "甲",
        ),
    ],
)
def test_mistakes_are_named_with_their_path(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(ConfigurationError) as failure:
        load_catalogue(copied(tmp_path, "01.yaml", content))
    assert words in str(failure.value)


def test_every_check_is_there() -> None:
    assert {check.id for check in checks()} == {f"X{number:02}" for number in range(1, 26)} - {"X09"}
    assert all(check.source and check.ask for check in checks())


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("社 会 团 体 年 度 检 查 报 告 书\n（ 2013 年度 ）", "ministry_society"),
        ("民办非企业单位年度检查报告书（教育类）", "ministry_service"),
        ("基金会年度工作报告", "ministry_foundation"),
        ("霞岭市社会团体年度工作报告书", "provincial"),
        ("社会组织公共服务平台　打印时间：2023-05-16　状态：审核完成\n2022年度社会服务机构年度工作报告", "online"),
        ("关于表彰先进的决定", None),
    ],
)
def test_families_of_forms(text: str, family: str | None) -> None:
    found = family_of(text)
    assert (found.id if found else None) == family
