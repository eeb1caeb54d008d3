"""What stands in a charter's document but is not the charter: old columns, notes, contents, annexes."""

from __future__ import annotations

from corpora.readers import read
from corpora.structure import analyse
from extractors.charters import is_charter, review
from extractors.records import Verdict
from pipeline.stages import load_resources, process
from tests.charters.forms import as_traditional
from tests.readers.word_files import p, tbl, tc, tr, word_file

CLAUSE = "坚持中国共产党的全面领导，根据中国共产党章程的规定，设立中国共产党的组织，开展党的活动，为党组织的活动提供必要条件。"
VALUES = "遵守宪法、法律、法规和国家政策，践行社会主义核心价值观，遵守社会道德风尚。"
ROWS = [
    ("第一章 总则", "第一章 总则"),
    ("第一条 本会名称：永宁市茶业协会。", "第一条 本会名称：永宁市茶业协会。"),
    ("第二条 本会是行业性社会团体。", "第二条 本会是行业性、非营利性社会团体。" + VALUES),
    ("第三条 本会住所在永宁市茶城路1号。", "第三条 本会" + CLAUSE),
    ("第四条 本会宗旨是振兴茶业。", "第四条 本会宗旨是振兴茶业，住所在永宁市茶城路1号，活动地域为永宁市。"),
    ("第五条 业务范围：培训。", "第五条 业务范围：培训、交流。"),
    ("第六条 会员大会每届六年。", "第六条 会员大会每届五年，是最高权力机构。"),
    ("第七条 理事会由会长任命。", "第七条 理事会由会员大会选举产生，会长由理事会选举和罢免。"),
    ("第八条 会长为法定代表人。", "第八条 会长为法定代表人。"),
    ("第九条 年终结余返还会员。", "第九条 经费必须用于章程规定的业务范围，不得在会员中分配。"),
    ("第十条 剩余财产退还会员。", "第十条 本会终止须经会员大会通过，剩余财产用于与本会宗旨相关的事业。"),
    ("第十一条 章程由会长修改。", "第十一条 章程的修改由理事会提出，会员大会通过，报登记管理机关核准。"),
]


def verdicts(name: str, data: bytes) -> dict[str, Verdict]:
    document = read(name, data)
    return {v.rule: v for v in review(document, analyse(document))}


def compared(rows: list[tuple[str, str]], heads: tuple[str, str] = ("修改前", "修改后")) -> dict[str, bytes]:
    title = "永宁市茶业协会章程修改对照表"
    lines = [title, "\t".join(heads), *("\t".join(row) for row in rows)]
    table = tbl(tr(*(tc(head) for head in heads)), *(tr(tc(old), tc(new)) for old, new in rows))
    return {"a.txt": "\n".join(lines).encode(), "a.docx": word_file(p(title) + table)}


def test_an_amendment_table_is_judged_on_its_new_column() -> None:
    wanted = (
        "party.leadership",
        "party.core_values",
        "governance.term",
        "governance.no_distribution",
        "quality.numbering",
    )
    for heads in (("修改前", "修改后"), ("原章程", "新章程"), ("修订前内容", "拟修订后内容")):
        for name, data in compared(ROWS, heads).items():
            found = verdicts(name, data)
            assert {rule: found[rule].verdict for rule in wanted} == dict.fromkeys(wanted, "satisfied"), (name, heads)
            assert found["party.leadership"].article == "第三条"
            assert found["governance.surplus_assets"].verdict == "satisfied"
            record = process(name, data, load_resources()).record
            assert "new_column_judged" in record.warnings


def test_a_table_in_traditional_characters() -> None:
    found = verdicts("a.txt", as_traditional(compared(ROWS)["a.txt"].decode()))
    assert found["governance.term"].verdict == "satisfied"


def test_the_old_column_says_nothing() -> None:
    swapped = [(new, old) for old, new in ROWS]
    for name, data in compared(swapped).items():
        found = verdicts(name, data)
        assert found["party.leadership"].verdict == "missing"
        assert found["governance.term"].verdict == "violated"
        assert found["governance.no_distribution"].verdict == "violated"


def test_a_table_of_the_changed_articles_alone_is_no_whole_charter() -> None:
    some = [row for row in ROWS if row[0].split()[0] in ("第三条", "第六条", "第九条", "第十条", "第十一条", "第七条")]
    for name, data in compared(some).items():
        document = read(name, data)
        assert not is_charter(document, analyse(document))


def charter(third: str, *, front: str = "", end: str = "") -> dict[str, Verdict]:
    lines = ["永宁市茶业协会章程", front, *(new for _, new in ROWS), "第十二条 本章程自核准之日起生效。", end]
    text = "\n".join(line for line in lines if line).replace("本会" + CLAUSE, third)
    return verdicts("a.txt", text.encode())


def test_notes_are_not_the_clause() -> None:
    for note in (
        f"（说明：此条应当写入“本会{CLAUSE}”）本会依法开展活动。",
        f"本会依法开展活动。\n注：示范文本此处为本会{CLAUSE}",
        f"本会依法开展活动。\n【填写说明：本会{CLAUSE}】",
        f"本会依法开展活动。\n（起草说明：民政部要求写入本会{CLAUSE}）",
    ):
        found = charter(note)
        assert found["party.leadership"].verdict == "missing", note
        assert found["party.conditions"].verdict == "missing", note
        assert found["quality.blanks"].verdict == "violated", note


def test_annex_contents_and_quotation_are_not_the_clause() -> None:
    for found in (
        charter("本会依法活动。", end=f"附件：民政局通知\n一、章程应当写明本会{CLAUSE}\n"),
        charter("本会依法活动。", front="目录\n第一章 总则\n第二章 坚持中国共产党的全面领导\n第一章 总则\n"),
        charter(f"根据上级“社会组织{CLAUSE}”的通知精神，本会另行制定办法。"),
    ):
        assert found["party.leadership"].verdict == "missing"


def test_a_clause_over_two_articles_is_whole() -> None:
    found = charter(
        "本会坚持中国共产党的全面领导，依照中国共产党章程的规定，建立党的组织。\n第三条之一 本会开展党的活动，为党组织的活动提供必要条件。"
    )
    assert {found[f"party.{rule}"].verdict for rule in ("leadership", "organisation", "conditions")} == {"satisfied"}


def test_every_blank_is_listed() -> None:
    found = charter(
        "本会" + CLAUSE, end="".join(f"第{n}条 由____名理事组成。\n" for n in ("十三", "十四", "十五") * 10)
    )
    suggestion = found["quality.blanks"].suggestion
    assert suggestion is not None
    assert suggestion.startswith("共30处")
    assert suggestion.count("____") == 30
