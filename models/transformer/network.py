"""The network: characters with what their words mean and their neighbours, then layers of attention, then one head for each thing that is told of a number.

Needs torch, which is for training only.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.onnx import symbolic_helper

_BUCKETS, _FURTHEST = 32, 128
# In tokens: no passage is longer (``passages``: what it begins with, and its body).
LONGEST = 256
_BESIDE = 2  # so many neighbours on each side of a character


@dataclass(frozen=True, slots=True)
class Size:
    """How large a network is: its vocabulary, the columns of meanings and of its states, layers, heads, columns inside a layer."""

    vocabulary: int
    meanings: int
    width: int = 128
    layers: int = 3
    heads: int = 4
    inner: int = 384
    dropout: float = 0.15


class Network(nn.Module):
    """``forward`` takes ids, a mask (batch × length, 1 where there is a token) and meanings, and gives the logits of each head."""

    def __init__(self, size: Size, labels: Mapping[str, int]) -> None:
        super().__init__()
        self.embedding = nn.Embedding(size.vocabulary, size.width, padding_idx=0)
        nn.init.normal_(self.embedding.weight, std=0.02)
        self.meaning = nn.Linear(size.meanings, size.width)
        self.neighbours = nn.Linear((2 * _BESIDE + 1) * size.width, size.width)
        self.distances = nn.Embedding(_BUCKETS, size.heads)
        self.register_buffer("buckets", _buckets(LONGEST), persistent=False)
        self.layers = nn.ModuleList(_Layer(size) for _ in range(size.layers))
        self.norm = nn.LayerNorm(size.width)
        self.dropout = _Columns(size.dropout)
        self.heads = nn.ModuleDict({name: nn.Linear(size.width, count) for name, count in labels.items()})
        self.guess = nn.Linear(size.width, size.width)

    def states(
        self,
        ids: Tensor,
        mask: Tensor | None,
        meanings: Tensor,
        places: Tensor | None = None,
        distances: Tensor | None = None,
    ) -> Tensor:
        """The states of all tokens (batch × length × width), or of those at ``places`` alone.

        Args:
            ids: batch × length.
            mask: 1 where there is a token, None where all are.
            meanings: batch × length × columns, the vector of the word that a token belongs to (zeros: none).
            places: the places among the tokens that are wanted, the same in each row.
            distances: what ``by_distance`` says, where it is known already.
        """
        bias = self.by_distance() if distances is None else distances
        bias = bias[:, :, : ids.shape[1], : ids.shape[1]]
        x = self.embedding(ids) * math.sqrt(self.embedding.embedding_dim) + self.meaning(meanings)
        here = None if mask is None else mask.unsqueeze(-1).to(x.dtype)
        if here is not None:
            x, bias = x * here, bias + (1.0 - here.transpose(1, 2).unsqueeze(1)) * -1e4
        around = functional.pad(x, (0, 0, _BESIDE, _BESIDE))
        beside = [around[:, n : n + x.shape[1]] for n in range(2 * _BESIDE + 1)]
        x = self.dropout(x + functional.gelu(self.neighbours(torch.cat(beside, dim=2))))
        if here is not None:
            x = x * here
        for layer in self.layers[:-1]:
            x = layer(x, bias)
        states: Tensor = self.norm(self.layers[-1](x, bias, places))
        return states

    def forward(self, input_ids: Tensor, attention_mask: Tensor, meanings: Tensor) -> tuple[Tensor, ...]:
        """The logits of each head for every token, in order of the heads."""
        states = self.states(input_ids, attention_mask, meanings)
        return tuple(head(states) for head in self.heads.values())

    def hidden_tokens(self, states: Tensor) -> Tensor:
        """The logits of what stood where a token was hidden: rows of states → rows of the vocabulary."""
        return functional.linear(functional.gelu(self.guess(states)), self.embedding.weight)

    def by_distance(self) -> Tensor:
        """What the distance of two tokens adds to their attention: 1 × heads × LONGEST × LONGEST."""
        bias: Tensor = self.distances(self.buckets).permute(2, 0, 1).unsqueeze(0)
        return bias


def _buckets(longest: int) -> Tensor:
    """The bucket of the distance of any two of so many tokens: near ones each their own, those further off in growing ranges."""
    place = torch.arange(longest)
    away = place.unsqueeze(0) - place.unsqueeze(1)
    half, exact = _BUCKETS // 2, _BUCKETS // 4
    far = away.abs()
    growing = torch.log(far.clamp(min=1).float() / exact) / math.log(_FURTHEST / exact) * (half - exact)
    bucket = torch.where(far < exact, far, (exact + growing.clamp(min=0).long()).clamp(max=half - 1))
    return bucket + (away > 0).long() * half


class _Columns(nn.Module):
    """Dropout of whole columns: the same for all tokens of a passage, which costs next to nothing to draw."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """Batch × length × width, in training with some columns at zero and the others raised."""
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) >= self.share
        y: Tensor = x * (kept.to(x.dtype) / (1.0 - self.share))
        return y


class _Layer(nn.Module):
    """Attention, then a gate over ``inner`` columns; each after its own norm."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.count = size.heads
        self.first, self.second = nn.LayerNorm(size.width), nn.LayerNorm(size.width)
        self.query, self.known = nn.Linear(size.width, size.width), nn.Linear(size.width, 2 * size.width)
        self.told = nn.Linear(size.width, size.width)
        self.up, self.down = nn.Linear(size.width, size.inner), nn.Linear(size.inner, size.width)
        self.dropout = _Columns(size.dropout)

    def forward(self, x: Tensor, bias: Tensor, places: Tensor | None = None) -> Tensor:
        """The tokens after the layer; with ``places`` only these, each of which looks at all."""
        normed = self.first(x)
        key, value = self.known(normed).chunk(2, dim=-1)
        if places is not None:
            x, normed, bias = x.index_select(1, places), normed.index_select(1, places), bias.index_select(2, places)
        x = x + self.dropout(self.told(_attend(self.query(normed), key, value, bias, self.count)))
        y: Tensor = x + self.dropout(self.down(functional.gelu(self.up(self.second(x)))))
        return y


def _attend(query: Tensor, key: Tensor, value: Tensor, bias: Tensor, heads: int) -> Tensor:
    """What each query takes from the values by the keys and the bias: batch × queries × width."""
    if torch.onnx.is_in_onnx_export():
        mixed: Tensor = _Fused.apply(query, key, value, bias, heads)
        return mixed
    return _attended(query, key, value, bias, heads)


def _attended(query: Tensor, key: Tensor, value: Tensor, bias: Tensor, heads: int) -> Tensor:
    parts = [x.unflatten(-1, (heads, -1)).transpose(1, 2) for x in (query, key, value)]
    share = torch.softmax(parts[0] @ parts[1].transpose(-1, -2) / math.sqrt(parts[0].shape[-1]) + bias, dim=-1)
    return (share @ parts[2]).transpose(1, 2).flatten(2)


class _Fused(torch.autograd.Function):
    """Attention as the one operator that ONNX Runtime has for it, which takes half the time of its parts."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, bias: Tensor, heads: int) -> Tensor:
        return _attended(query, key, value, bias, heads)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, bias: Any, heads: int) -> Any:
        """The node of the graph; its inputs 4 and 5 (biases of the projections, a mask of keys) are left out."""
        none = symbolic_helper._optional_input_placeholder_tensor(g)
        return g.op("com.microsoft::MultiHeadAttention", query, key, value, none, none, bias, num_heads_i=heads)
