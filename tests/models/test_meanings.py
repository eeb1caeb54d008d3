"""What words mean: known words are found longest first, their vectors are stored and read, and a model that wants them has them."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.transformer import meanings, runtime

WORDS = ["社会", "社会组织", "会组", "取缔", "非法"]
VECTORS = np.arange(10, dtype=np.float32).reshape(5, 2) / 4


@pytest.fixture
def known(tmp_path: Path) -> meanings.Meanings:
    meanings.save(tmp_path / "meanings.npz", WORDS, VECTORS)
    return meanings.load(tmp_path / "meanings.npz")


def test_the_longest_word_wins_and_a_number_parts_words(known: meanings.Meanings) -> None:
    tokens = [*"取缔非法社会组织", "[NUM2]", "家", "非", "[LINE]", "法"]
    assert known.words(tokens) == [(0, 2, 4), (2, 4, 5), (4, 8, 2)]


def test_tokens_get_the_vector_of_their_word_and_zeros_without_one(known: meanings.Meanings) -> None:
    told = known.of(["家", *"取缔", "[NUM1]"])
    assert told.shape == (4, known.columns)
    assert told.tolist() == [[0, 0], [1.5, 1.75], [1.5, 1.75], [0, 0]]


@given(st.lists(st.sampled_from([*"社会组织取缔非法家", "[NUM1]"]), max_size=30))
def test_words_do_not_overlap_and_are_what_stands_there(tokens: list[str]) -> None:
    known = meanings.Meanings(
        {word: n for n, word in enumerate(WORDS, 1)}, {w[:2] for w in WORDS}, np.zeros((6, 2), np.int8)
    )
    end = 0
    for start, stop, row in known.words(tokens):
        assert end <= start
        assert "".join(tokens[start:stop]) == WORDS[row - 1]
        end = stop


def test_related_words_lie_nearer_than_others() -> None:
    built_in = meanings.load(runtime.home(None) / runtime.MEANINGS)

    def likeness(one: str, other: str) -> float:
        a, b = built_in.of(one)[0], built_in.of(other)[0]
        return float(a @ b / np.sqrt((a @ a) * (b @ b)))

    assert likeness("捐款", "捐赠") > likeness("捐款", "登记") + 0.2
    assert likeness("走访", "回访") > likeness("走访", "注销") + 0.2


@pytest.mark.parametrize("content", [None, b"no archive", b""])
def test_a_model_that_wants_meanings_and_has_none_is_refused(tmp_path: Path, content: bytes | None) -> None:
    folder = tmp_path / "model"
    shutil.copytree(runtime.home(None), folder)
    (folder / runtime.MEANINGS).unlink()
    if content is not None:
        (folder / runtime.MEANINGS).write_bytes(content)
    with pytest.raises(runtime.WrongCheckpoint, match="meanings"):
        runtime.load(folder)


def test_meanings_of_another_width_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(runtime.home(None), folder)
    meanings.save(folder / runtime.MEANINGS, WORDS, VECTORS)
    with pytest.raises(runtime.WrongCheckpoint, match="2 columns"):
        runtime.load(folder)
