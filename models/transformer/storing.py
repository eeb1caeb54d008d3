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
    """The network with the one head that is stored."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        states = self.network.states(input_ids, attention_mask)
        logits: Tensor = self.network.heads[_HEAD](states)
        return logits


def store(folder: Path, network: Network, vocabulary: Sequence[str], labels: Sequence[str], blend: Blend) -> None:
    """Write the four files; the weights of matrices become integers of eight bits."""
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
    """Write a network as ONNX, for any batch and length."""
    ids = torch.randint(1, 9, (2, 40))
    free = {0: "batch", 1: "length"}
    torch.onnx.export(
        _OneHead(network).eval(),
        (ids, torch.ones_like(ids)),
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_axes={"input_ids": free, "attention_mask": free, "logits": free},
        opset_version=17,
        dynamo=False,
    )
