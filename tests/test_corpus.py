"""The annotated corpus is sound, and its derived files agree with their sources."""

import json
from pathlib import Path

import pytest

from corpora.gold import load_gold, load_lines, problems, split_problems
from corpora.markup import MarkupError, parse_plain, read_source, split_lists, unique_quote

REPORTS = Path(__file__).parents[1] / "corpora" / "reports"
SPLITS = [REPORTS / name for name in ("train", "phrases", "dev", "test")]
SOURCES = sorted(path for folder in SPLITS for path in folder.glob("*.ann"))

EXAMPLE = """\
#! {"doc_type": "work_report", "title": "青沅县总结", "issuer": null, "date": "2021-12-31", "area": "青沅县"}
#! defaults a=青沅县;c=total;p=2021;d=2021-12-31;o=社会组织
#0 青沅县总结

#1 一、情况
年末在册⟦412家|reg.total|id=T⟧，其中社会团体⟦180家|reg.total|o=社会团体;of=T.1⟧、民非⟦232家|reg.total|o=民办非企业单位;of=T.1⟧。
#2~（一）党建。~新建支部⟦8个|party.orgs_new⟧，覆盖率⟦八成以上|party.coverage_rate|v=80;u=%;b=min⟧，提高⟦3个百分点|party.coverage_rate⟧；另有支部⟦8个|party.orgs⟧。
#! defaults p=2022;s=planned
提⟦三点|?|structural⟧，培训⟦200至300人次|train.persons|v=200;m=300;u=人次;x⟧，罚款⟦*万元|other|u=元;s=masked⟧。
"""


def convert(tmp_path, text):
    path = tmp_path / "x.ann"
    path.write_text(text, encoding="utf-8")
    return read_source(path)


def test_format_gives_text_offsets_and_fields(tmp_path):
    source = convert(tmp_path, EXAMPLE)
    assert "⟦" not in source.text
    assert "#" not in source.text
    assert problems(source.text, list(source.observations)) == []
    by_quote = {o.quote: o for o in source.observations}
    assert by_quote["412家"].period == "2021-12-31"
    assert by_quote["232家"].of_quote == "412家"
    assert (by_quote["建支部8个"].period, by_quote["建支部8个"].measure) == ("2021", "flow")
    assert source.text[by_quote["建支部8个"].start : by_quote["建支部8个"].end] == "8个"
    points = by_quote["3个百分点"]
    assert (points.measure, points.unit, points.alternatives) == ("change", "百分点", ("other",))
    people = by_quote["200至300人次"]
    assert (people.value, people.value_max, people.status, people.org_type, people.scope, people.period) == (
        200,
        300,
        "planned",
        None,
        None,
        "2022",
    )
    assert (by_quote["*万元"].value, by_quote["*万元"].status) == (None, "masked")
    assert [(s["heading"], s["level"], s["kind"]) for s in source.sections] == [
        ("青沅县总结", 0, "title"),
        ("一、情况", 1, "heading"),
        ("（一）党建", 2, "run_in"),
    ]
    assert [a["quote"] for a in source.ambiguous] == ["三点"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("180家", "181家", "add up"),
        ("of=T.1⟧、", "of=S⟧、", "labelled"),
        ("八成以上|party.coverage_rate|v=80;u=%", "八成以上|party.coverage_rate|b=min", "v and u"),
        (";x⟧", ";y⟧", "unknown key"),
        ("defaults p=2022", "defaults q=2022", "unknown defaults"),
        ("412家|reg.total", "412家", "unknown indicator"),
    ],
)
def test_mistakes_are_told(tmp_path, old, new, said):
    assert old in EXAMPLE
    with pytest.raises(MarkupError, match=said):
        convert(tmp_path, EXAMPLE.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("reg.total|id", "reg.total,reg.all|id", "unknown alternative"),
        ("o=社会团体", "o=社团组织", "unknown organisation type"),
        ("p=2021;", "p=去年;", "period"),
        ("party.coverage_rate|v=80;u=%", "party.coverage_rate|v=80;u=%;k=flow", "rate"),
    ],
)
def test_validator_finds_unknown_values(tmp_path, old, new, said):
    source = convert(tmp_path, EXAMPLE.replace(old, new, 1))
    assert any(said in line for line in problems(source.text, list(source.observations)))


@pytest.mark.parametrize(
    ("quote", "parsed"),
    [
        ("3,218家", (3218, "家", "exact")),
        ("１，０４３家", (1043, "家", "exact")),
        ("2.1万余家", (21000, "家", "min")),
        ("30余万人", (300000, "人", "min")),
        ("1.06亿元", (106000000, "元", "exact")),
        ("-1.18%", (-1.18, "%", "exact")),
        ("10-15家", None),
        ("380万", None),
        ("三家", None),
    ],
)
def test_plain_quotes(quote, parsed):
    assert parse_plain(quote) == parsed


def test_unique_quote_grows_left_then_right():
    text = "甲3家、乙3家\n3家丙\n"
    assert unique_quote(text, 1, 3) == "甲3家"
    assert unique_quote(text, 5, 7) == "乙3家"
    assert unique_quote(text, 8, 10) == "3家丙"


@pytest.mark.parametrize("path", SOURCES, ids=[p.stem for p in SOURCES])
def test_derived_files_agree_with_their_source(path):
    source = read_source(path)
    assert path.with_suffix(".txt").read_text(encoding="utf-8") == source.text
    assert load_gold(path.with_name(f"{path.stem}.gold.jsonl")) == list(source.observations)


@pytest.mark.parametrize("folder", SPLITS, ids=[p.name for p in SPLITS])
def test_split_is_sound(folder):
    assert split_problems(folder) == []
    lists = split_lists([read_source(path) for path in sorted(folder.glob("*.ann"))])
    for name, rows in lists.items():
        assert load_lines(folder / name) == json.loads(json.dumps(rows))
    assert len(lists["types.jsonl"]) == len(list(folder.glob("*.txt")))


def test_no_document_stands_in_two_splits():
    texts = [read_source(path).text for path in SOURCES]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("name", ["dev", "test"])
def test_particulars_stand_in_the_text(name):
    """Date and issuer are what a reader of the text alone can know."""
    figures = str.maketrans("〇○一二三四五六七八九", "00123456789")
    for row in load_lines(REPORTS / name / "types.jsonl"):
        text = (REPORTS / name / f"{row['doc']}.txt").read_text(encoding="utf-8")
        if row["date"]:
            assert row["date"][:4] in text.translate(figures), row["doc"]
        assert all(issuer in text for issuer in (row["issuer"] or "").split()), row["doc"]
