"""The sample documents are what their sources say, and every reader gives the sources' text back."""

from __future__ import annotations

import functools
import importlib.util
import re
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from corpora.document import Document
from corpora.intake import find_sources
from corpora.readers import read

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "corpora" / "samples"


def _builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_builder", ROOT / "corpora" / "sample_sources" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


BUILDER = _builder()


SOURCES = {source.doc: source for source in find_sources([SAMPLES])}


@functools.cache
def _document(name: str) -> Document:
    return read(name, SOURCES[name].load())


def _name(sample: object) -> str:
    member = sample.member  # type: ignore[attr-defined]
    return f"{sample.path}!/{member}" if member else str(sample.path)  # type: ignore[attr-defined]


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_sample_is_found_and_nothing_else() -> None:
    assert sorted(SOURCES) == sorted(_name(sample) for sample in BUILDER.ALL)
    assert len(SOURCES) >= 16


@pytest.mark.parametrize("sample", BUILDER.ALL, ids=lambda s: s.source)
def test_text_is_read_back_whole(sample: object) -> None:
    document = _document(_name(sample))
    wanted = BUILDER.pieces(sample.source)  # type: ignore[attr-defined]
    if sample.make is BUILDER.web_page:  # type: ignore[attr-defined]
        assert not re.search("首页|相关链接|备案号|技术支持|visits", document.text)
        wanted = [piece for piece in wanted if piece.role != "centre"]  # date and source stand among other particulars
    lines = [_tight(document.text[b.start : b.end]) for b in document.blocks]
    expected = [_tight(cell) for p in wanted if p.role != "break" for cell in (p.cells or (p.text,)) if cell]
    if sample.make in (BUILDER.press_page, BUILDER.web_page):  # type: ignore[attr-defined]
        assert [line for line in lines if line in expected] == expected
        return
    assert lines == expected
    assert not document.partial
    assert document.warnings == ()


def test_samples_are_small_and_sources_are_used() -> None:
    assert all(path.stat().st_size < 200_000 for path in SAMPLES.rglob("*") if path.is_file())
    used = {sample.source for sample in BUILDER.ALL}
    assert used == {path.stem for path in BUILDER.SOURCES.glob("*.txt")}


@pytest.mark.skipif(not BUILDER.FONTS.exists(), reason="needs the Noto CJK fonts (fonts-noto-cjk)")
def test_samples_are_built_from_their_sources() -> None:
    built = BUILDER.build()
    for path, data in built.items():
        if path.endswith(".pdf"):  # compared by their text: another version of the font gives other bytes
            assert read(path, data).text == _document(path).text
        elif path.endswith((".txt", ".html")):
            assert (SAMPLES / path).read_bytes() == data, path


@pytest.mark.parametrize(
    ("source", "total", "parts"),
    [
        ("临江市2023年社会组织工作总结", 1286, (562, 709, 15)),
        ("临江市2023年社会组织工作总结", 1286, (418, 868)),
        ("临江市2023年社会组织工作总结", 412, (286, 97, 29)),
        ("临江市2023年社会组织工作总结", 1151, (1089, 45, 17)),
        ("云岭省2021年社会组织工作总结", 38620, (17215, 21093, 312)),
        ("云岭省2021年社会组织工作总结", 2094, (587, 902, 605)),
        ("海棠市2022年民政事业发展统计公报", 2147, (938, 1187, 22)),
        ("松溪区关于清理整治非法社会组织和僵尸型社会组织情况的通报", 37, (12, 16, 9)),
    ],
)
def test_sums_of_the_sources_hold(source: str, total: int, parts: tuple[int, ...]) -> None:
    text = BUILDER.plain(source)
    assert all(re.search(rf"(?<!\d){number}(?!\d)", text) for number in (total, *parts))
    assert sum(parts) == total


def test_the_two_contradictions_are_there_on_purpose() -> None:
    report = BUILDER.plain("青禾县2022年社会组织管理工作情况汇报")
    assert "312家，其中社会团体136家、民办非企业单位158家、基金会2家" in report
    assert 136 + 158 + 2 != 312
    street = BUILDER.plain("望江街道2024年上半年社区社会组织工作总结")
    assert "备案社区社会组织168个" in street
    assert "186个备案社区社会组织" in street


def test_statements_of_the_filled_form_agree() -> None:
    rows = {
        p.cells[0]: p.cells[1:] for p in BUILDER.pieces("临江市模具行业协会2023年度工作报告书") if len(p.cells) == 3
    }
    for column in (0, 1):
        value = {label: Decimal(cells[column]) for label, cells in rows.items() if cells[column][0].isdigit()}
        income = ("捐赠收入", "会费收入", "提供服务收入", "政府补助收入", "其他收入")
        assert value["收入合计"] == sum(value[k] for k in income)
        assert value["费用合计"] == sum(value[k] for k in ("业务活动成本", "管理费用", "筹资费用", "其他费用"))
        assert value["净资产变动额"] == value["收入合计"] - value["费用合计"]
        assert value["资产总计"] == value["负债和净资产总计"] == value["负债合计"] + value["净资产合计"]


def test_credit_codes_of_the_notice_are_valid() -> None:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    rows = [p.cells for p in BUILDER.pieces("临江市2023年度社会组织年检结论公告") if p.role == "row"][1:]
    for _, name, code, _ in rows:
        check = (31 - sum(alphabet.index(c) * (3**k % 31) for k, c in enumerate(code[:17])) % 31) % 31
        assert code[17] == alphabet[check], name
    counts = [sum(row[3] == word for row in rows) for word in ("合格", "基本合格", "不合格")]
    assert counts == [11, 3, 2]


@pytest.mark.parametrize(
    ("charter", "present", "absent"),
    [
        ("青禾县茶产业协会章程", "坚持中国共产党的全面领导", "____"),
        ("海棠市长跑运动协会章程", "每届六年", "全面领导"),
        ("临江市晨光社会工作服务中心章程", "按照举办者的出资比例退还举办者", "全面领导"),
        ("海棠市博远职业培训学校章程", "坚持中国共产党的全面领导", "社会主义核心价值观"),
        ("临江市春晖教育基金会章程", "在条件成熟时设立中国共产党的组织", "提供必要条件"),
    ],
)
def test_charters_are_whole_and_have_their_defects(charter: str, present: str, absent: str) -> None:
    text = BUILDER.plain(charter)
    assert len(re.findall("^第[一二三四五六七八九十]+条　", text, re.MULTILINE)) >= 39
    assert present in text
    assert absent not in text
