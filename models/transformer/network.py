"""The network: characters and their neighbours, then layers of attention, then one head for each thing that is told of a number.

Needs torch, which is for training only.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

_BUCKETS, _FURTHEST = 32, 128
# In tokens: no passage is longer (``passages``: what it begins with, and its body).
LONGEST = 192
_BESIDE = 2  # so many neighbours on each side of a character


@dataclass(frozen=True, slots=True)
class Size:
    """How large a network is: its vocabulary, the columns of its states, layers, heads, and columns inside a layer."""

    vocabulary: int
    width: int = 128
    layers: int = 3
    heads: int = 4
    inner: int = 384
    dropout: float = 0.15


class Network(nn.Module):
    """``forward`` takes ids and a mask (batch × length, 1 where there is a token) and gives the logits of each head."""

    def __init__(self, size: Size, labels: Mapping[str, int]) -> None:
        super().__init__()
        self.embedding = nn.Embedding(size.vocabulary, size.width, padding_idx=0)
        nn.init.normal_(self.embedding.weight, std=0.02)
        self.neighbours = nn.Linear((2 * _BESIDE + 1) * size.width, size.width)
        self.distances = nn.Embedding(_BUCKETS, size.heads)
        self.register_buffer("buckets", _buckets(LONGEST), persistent=False)
        self.layers = nn.ModuleList(_Layer(size) for _ in range(size.layers))
        self.norm = nn.LayerNorm(size.width)
        self.dropout = _Columns(size.dropout)
        self.heads = nn.ModuleDict({name: nn.Linear(size.width, count) for name, count in labels.items()})
        self.guess = nn.Linear(size.width, size.width)

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The states of all tokens: batch × length × width."""
        here = mask.unsqueeze(-1).to(self.embedding.weight.dtype)
        x = self.embedding(ids) * math.sqrt(self.embedding.embedding_dim) * here
        around = functional.pad(x, (0, 0, _BESIDE, _BESIDE))
        beside = [around[:, n : n + x.shape[1]] for n in range(2 * _BESIDE + 1)]
        x = self.dropout(x + functional.gelu(self.neighbours(torch.cat(beside, dim=2)))) * here
        bias = self._bias(ids.shape[1]) + (1.0 - here.transpose(1, 2).unsqueeze(1)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        states: Tensor = self.norm(x)
        return states

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, ...]:
        """The logits of each head for every token, in order of the heads."""
        states = self.states(input_ids, attention_mask)
        return tuple(head(states) for head in self.heads.values())

    def hidden_tokens(self, states: Tensor) -> Tensor:
        """The logits of what stood where a token was hidden: rows of states → rows of the vocabulary."""
        return functional.linear(functional.gelu(self.guess(states)), self.embedding.weight)

    def _bias(self, length: int) -> Tensor:
        """What the distance of two tokens adds to their attention: 1 × heads × length × length."""
        bias: Tensor = self.distances(self.buckets).permute(2, 0, 1).unsqueeze(0)
        return bias[:, :, :length, :length]


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
        self.asked = nn.Linear(size.width, 3 * size.width)
        self.told = nn.Linear(size.width, size.width)
        self.up, self.down = nn.Linear(size.width, size.inner), nn.Linear(size.inner, size.width)
        self.dropout = _Columns(size.dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape
        parts = self.asked(self.first(x)).view(batch, length, 3, self.count, width // self.count)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        share = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(width // self.count) + bias, dim=-1)
        mixed = (share @ value).transpose(1, 2).reshape(batch, length, width)
        x = x + self.dropout(self.told(mixed))
        y: Tensor = x + self.dropout(self.down(functional.gelu(self.up(self.second(x)))))
        return y
