"""A transformer as stored, run with ONNX Runtime.

A model is a folder of four files, so that a checkpoint of one's own can take the place of the built-in one:

- ``model.onnx``: a token classifier. Inputs ``input_ids`` (``attention_mask`` and ``token_type_ids`` if it has them), batch ×
  length, int64; first output the logits, batch × length × labels. This is what the usual exporters write. One that also has
  the input ``places`` (of the numbers among the tokens, int64) gives batch × numbers × labels and need not think of the rest.
- ``vocab.txt``: one token a line, among them ``passages.SPECIAL`` (or at least ``passages.NEEDED``).
- ``labels.txt``: the indicator code of each logit, one a line.
- ``blend.json``: how its word is weighed against the ranker's (``models.transformer.blend``).
- ``meanings.npz``, of a model with the input ``meanings`` (batch × length × columns, float) alone: what words mean (``models.transformer.meanings``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpora.errors import ConfigurationError
from corpora.offline import keep_silent
from models.transformer.blend import Blend
from models.transformer.meanings import Meanings
from models.transformer.meanings import load as load_meanings
from models.transformer.passages import NEEDED, UNKNOWN, Passage

_PLACES, _MEANINGS = "places", "meanings"
_INPUTS = frozenset(["input_ids", "attention_mask", "token_type_ids", _PLACES, _MEANINGS])
BUILT_IN, NONE = "built-in", "none"
FILES = ("model.onnx", "vocab.txt", "labels.txt", "blend.json")
MEANINGS = "meanings.npz"

Chances = NDArray[np.float64]


class TransformerMissing(ConfigurationError):
    """The library onnxruntime cannot be loaded."""

    advice_zh = "请重新安装 onnxruntime（pip install onnxruntime），或加 --transformer none。"
    advice_en = "Install it again (pip install onnxruntime), or say --transformer none."


class WrongCheckpoint(ConfigurationError):
    """A folder given as transformer lacks files, or they do not fit together."""

    advice_zh = "文件夹须含 model.onnx、vocab.txt、labels.txt 和 blend.json，格式见 docs/transformer.md；内置模型用 --transformer built-in。"
    advice_en = (
        "The folder wants model.onnx, vocab.txt, labels.txt and blend.json as docs/transformer.md says; "
        "--transformer built-in is the model of the program."
    )


@dataclass(frozen=True, slots=True)
class Transformer:
    """A loaded model; ``inputs`` are the names of what it takes, meanings among them or not."""

    session: Any
    inputs: frozenset[str]
    ids: dict[str, int]
    labels: tuple[str, ...]
    blend: Blend
    meanings: Meanings | None = None

    def read(self, passage: Passage) -> dict[int, Chances]:
        """The probability of each of ``labels`` by index of number. A passage is read alone: nothing depends on its neighbours."""
        unknown = self.ids[UNKNOWN]
        row = np.array([[self.ids.get(token, unknown) for token in passage.tokens]], dtype=np.int64)
        places = np.array([at for _, at in passage.numbers], dtype=np.int64)
        told: dict[str, NDArray[Any]] = {
            "input_ids": row,
            "attention_mask": np.ones_like(row),
            "token_type_ids": np.zeros_like(row),
            _PLACES: places,
        }
        if self.meanings is not None:
            told[_MEANINGS] = self.meanings.of(passage.tokens)[None]
        logits = self.session.run(None, {name: told[name] for name in self.inputs})[0][0].astype(np.float64)
        mine = logits if _PLACES in self.inputs else logits[places]
        odds = np.exp(mine - mine.max(axis=1, keepdims=True))
        return dict(zip((n for n, _ in passage.numbers), odds / odds.sum(axis=1, keepdims=True), strict=True))

    def by_label(self, chances: Chances) -> dict[str, float]:
        """Probabilities that were read, by label."""
        return dict(zip(self.labels, chances.tolist(), strict=True))


def home(folder: Path | None) -> Path:
    """The folder of a model, None for the built-in one."""
    return folder or Path(str(resources.files("models").joinpath("weights", "transformer")))


def files(folder: Path) -> list[Path]:
    """The files of a model: those that all have, and its meanings if it has any."""
    return [folder / name for name in (*FILES, MEANINGS) if name in FILES or (folder / name).is_file()]


@cache
def load(folder: Path | None = None) -> Transformer:
    """The model of a folder, None for the built-in one; once for each process.

    Raises:
        TransformerMissing: onnxruntime is not installed.
        WrongCheckpoint: the folder does not hold such a model; the message says what is wrong.
    """
    keep_silent()
    try:
        import onnxruntime
    except ImportError as error:
        raise TransformerMissing(str(error)) from error
    source = home(folder)
    if lacking := [name for name in FILES if not (source / name).is_file()]:
        raise WrongCheckpoint(f"{source}: {', '.join(lacking)}")
    ids = {token: n for n, token in enumerate(_lines(source / "vocab.txt"))}
    if unknown := [token for token in NEEDED if token not in ids]:
        raise WrongCheckpoint(f"{source / 'vocab.txt'}: {' '.join(unknown)}")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(source / "model.onnx", options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's own classes differ from version to version
        raise WrongCheckpoint(f"{source / 'model.onnx'}: {error}") from error
    return _fitting(source, session, ids, _lines(source / "labels.txt"))


def _lines(path: Path) -> tuple[str, ...]:
    try:
        return tuple(path.read_text(encoding="utf-8").rstrip("\n").split("\n"))
    except (OSError, UnicodeDecodeError) as error:
        raise WrongCheckpoint(f"{path}: {error}") from error


def _fitting(source: Path, session: Any, ids: dict[str, int], labels: Sequence[str]) -> Transformer:
    """The model, if its parts fit together."""
    inputs = frozenset(one.name for one in session.get_inputs())
    if not {"input_ids"} <= inputs <= _INPUTS:
        raise WrongCheckpoint(f"{source / 'model.onnx'}: inputs {', '.join(sorted(inputs))}")
    width = session.get_outputs()[0].shape[-1]
    if width != len(labels):
        raise WrongCheckpoint(f"{source / 'labels.txt'}: {len(labels)} labels, model.onnx gives {width}")
    try:
        blend = Blend.load(source / "blend.json")
    except (OSError, TypeError, ValueError) as error:
        raise WrongCheckpoint(f"{source / 'blend.json'}: {error}") from error
    meanings = _meanings(source, session) if _MEANINGS in inputs else None
    return Transformer(session, inputs, ids, tuple(labels), blend, meanings)


def _meanings(source: Path, session: Any) -> Meanings:
    path = source / MEANINGS
    try:
        meanings = load_meanings(path)
    except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
        raise WrongCheckpoint(f"{path}: {error}") from error
    wanted = next(one.shape[-1] for one in session.get_inputs() if one.name == _MEANINGS)
    if wanted != meanings.columns:
        raise WrongCheckpoint(f"{path}: {meanings.columns} columns, model.onnx takes {wanted}")
    return meanings
