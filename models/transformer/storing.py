"""A trained network as the folder that ``runtime`` loads (needs torch, onnx and onnxruntime)."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from models.transformer.blend import Blend
from models.transformer.network import Network

_HEAD = "indicator"


class _OneHead(nn.Module):
    """The network with the one head that is stored, for one passage with its meanings and its numbers."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.register_buffer("distances", network.by_distance().detach())

    def forward(self, input_ids: Tensor, meanings: Tensor, places: Tensor) -> Tensor:
        states = self.network.states(input_ids, None, meanings, places, self.distances)
        logits: Tensor = self.network.heads[_HEAD](states)
        return logits


def store(folder: Path, network: Network, vocabulary: Sequence[str], labels: Sequence[str], blend: Blend) -> None:
    """Write all files but the meanings; the weights of matrices become integers of eight bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as passing, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(passing) / "model.onnx"
        export(network, whole)
        # reduce_range: processors without VNNI would overflow otherwise, and give other figures.
        quantize_dynamic(whole, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    (folder / "labels.txt").write_text("\n".join(labels) + "\n", encoding="utf-8")
    blend.save(folder / "blend.json")


def export(network: Network, path: Path) -> None:
    """Write a network as ONNX, for a passage of any length and the places of its numbers among the tokens."""
    torch.onnx.export(
        _OneHead(network).eval(),
        (torch.randint(1, 9, (1, 40)), torch.randn(1, 40, network.meaning.in_features), torch.tensor([3, 17, 30])),
        str(path),
        input_names=["input_ids", "meanings", "places"],
        output_names=["logits"],
        dynamic_axes={
            "input_ids": {1: "length"},
            "meanings": {1: "length"},
            "places": {0: "numbers"},
            "logits": {1: "numbers"},
        },
        opset_version=17,
        custom_opsets={"com.microsoft": 1},
        dynamo=False,
    )
