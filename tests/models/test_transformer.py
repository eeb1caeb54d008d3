"""The transformer: tokens and passages, the blend, and folders of checkpoints.

``tiny_transformer`` is a network of eight columns, stored by ``models.transformer.storing``, that takes nearly every number
for ``honour``.
"""

from __future__ import annotations

import math
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.transformer import blend, runtime
from models.transformer.passages import (
    BODY,
    DIGITS,
    LINE,
    NUMBERS,
    SPECIAL,
    YEAR,
    Number,
    Passage,
    passage,
    preface,
    tokens_of,
    windows,
)

TINY = Path(__file__).parent / "tiny_transformer"


def test_a_number_is_one_token_of_its_order_of_magnitude() -> None:
    text = "2021年末，培训(含线上)1,267人次，投入３.２万元。\n其中**家"
    at = [text.index(q) for q in ("1,267", "３.２万", "**")]
    numbers = [Number(at[0], at[0] + 5, 1267), Number(at[1], at[1] + 4, 32000), Number(at[2], at[2] + 2, None)]
    tokens = tokens_of(text, numbers)
    assert [tokens.names[n] for n in tokens.at] == ["[NUM4]", "[NUM5]", "[NUM?]"]
    assert tokens.names[:6] == (YEAR, "年", "末", "，", "培", "训")
    assert LINE in tokens.names
    assert "（" in tokens.names


@pytest.mark.parametrize(
    ("value", "token"), [(0, "[NUM0]"), (1, "[NUM1]"), (9, "[NUM1]"), (10, "[NUM2]"), (-45, "[NUM2]"), (1e9, "[NUM7]")]
)
def test_orders_of_magnitude(value: float, token: str) -> None:
    assert tokens_of("x", [Number(0, 1, value)]).names == (token,)


@given(st.text(st.sampled_from("0123４5年家，。\n 　（)a"), max_size=80))
def test_no_digit_is_told(text: str) -> None:
    tokens = tokens_of(text, ())
    assert not any(c.isdecimal() for name in tokens.names if name not in SPECIAL for c in name)
    digits = [YEAR if len(run) == 4 else DIGITS for run in re.findall("[0-9４]+", text)]
    assert [name for name in tokens.names if name in (YEAR, DIGITS)] == digits


@given(st.lists(st.integers(0, 120), max_size=60), st.integers(0, 400))
@settings(max_examples=60)
def test_every_number_is_read_once_in_a_passage_of_limited_length(gaps: list[int], rest: int) -> None:
    text = "".join("字" * gap + "7" for gap in gaps) + "字" * rest
    numbers = [Number(n, n + 1, 7) for n, char in enumerate(text) if char == "7"]
    tokens = tokens_of(text, numbers)
    front = preface("work_report", "标题", "一级\n二级")
    read = []
    for start, end, wanted in windows(tokens):
        made = passage(tokens, front, start, end, wanted)
        assert len(made.tokens) <= BODY + len(front)
        assert all(made.tokens[at] in NUMBERS for _, at in made.numbers)
        read += [n for n, _ in made.numbers]
    assert read == list(range(len(numbers)))


def test_a_preface_holds_type_and_the_ends_of_title_and_headings() -> None:
    made = preface("charter", "长" * 90 + "题", "上\n下")
    assert made[:2] == ("[CLS]", "[other]")
    assert made.count("长") < 30
    assert made[-5:] == ("[SEP]", "上", LINE, "下", "[SEP]")


def test_probabilities_by_number_do_not_depend_on_other_passages() -> None:
    model = runtime.load(TINY)
    one = Passage(("[CLS]", "[work_report]", "[SEP]", "[SEP]", "党", "员", "[NUM3]", "人", "未", "见"), ((5, 6),))
    read = model.read(one)
    assert list(read) == [5]
    told = model.by_label(read[5])
    assert set(told) == {"honour", "other", "party.members", "reg.total"}
    assert math.isclose(sum(told.values()), 1.0)
    assert max(told, key=told.__getitem__) == "honour"
    model.read(Passage(("[CLS]", "[NUM1]"), ((0, 1),)))
    assert model.by_label(model.read(one)[5]) == told


def changed(tmp_path: Path, name: str, content: str | None) -> Path:
    folder = tmp_path / "model"
    shutil.copytree(TINY, folder)
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("model.onnx", None, "model.onnx"),
        ("blend.json", None, "blend.json"),
        ("model.onnx", "no model", "model.onnx"),
        ("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n家\n", "[NUM0]"),
        ("labels.txt", "other\n", "1 labels"),
        ("blend.json", '{"score": 1}', "blend.json"),
        ("blend.json", "[]", "blend.json"),
    ],
)
def test_a_folder_that_holds_no_such_model_is_refused(
    tmp_path: Path, name: str, content: str | None, said: str
) -> None:
    with pytest.raises(runtime.WrongCheckpoint) as refused:
        runtime.load(changed(tmp_path, name, content))
    assert said in refused.value.message("en")
    assert "vocab.txt" in refused.value.message("zh")


def test_without_onnxruntime_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(runtime.TransformerMissing) as missing:
        runtime.load(tmp_path)
    assert "--transformer none" in missing.value.message("en")


def likeliest(made: blend.Blend, *offer: Any) -> tuple[int, float]:
    scores = made.scores(*offer)
    return scores.index(max(scores)), made.probability(max(scores))


def test_a_blend_without_weight_on_the_transformer_is_the_ranker() -> None:
    silent = blend.Blend(1.0, 0.0, 0.0, 2.0, 0.5)
    index, chance = likeliest(silent, ("a", "b"), (-1.0, 0.3), {"a": 0.99, "b": 0.01})
    assert index == 1
    assert math.isclose(chance, 1 / (1 + math.exp(-(2 * 0.3 + 0.5))))


def test_a_code_that_the_transformer_does_not_know_is_not_ruled_out() -> None:
    made = blend.Blend(1.0, 0.5, 1.0, 1.0, 0.0)
    assert likeliest(made, ("own.code", "other"), (3.0, 0.0), {"other": 1.0})[0] == 0


def test_fitting_learns_whom_to_trust_and_storing_keeps_it(tmp_path: Path) -> None:
    offers = [(("a", "b"), (0.1 * (n % 7) - 0.3, 0.0), {"a": 0.9, "b": 0.1}) for n in range(40)]
    right = [[n % 10 != 0, n % 10 == 0] for n in range(40)]
    made = blend.fit(offers, right)
    won = [likeliest(made, *offer) for offer in offers]
    assert [index for index, _ in won] == [0] * 40
    assert abs(sum(chance for _, chance in won) / 40 - 0.9) < 0.02
    made.save(tmp_path / "blend.json")
    kept = blend.Blend.load(tmp_path / "blend.json")
    assert likeliest(kept, *offers[3])[1] == pytest.approx(won[3][1], abs=1e-3)
