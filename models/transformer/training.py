"""Training of the transformer: hidden characters of all texts first, then what is annotated of numbers (needs torch)."""

from __future__ import annotations

import math
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from models.transformer.meanings import Meanings
from models.transformer.network import Network, Size
from models.transformer.passages import (
    BEFORE,
    BODY,
    MASK,
    NUMBERS,
    PAD,
    SPECIAL,
    UNKNOWN,
    Passage,
    Tokens,
    passage,
    windows,
)

SEED = 20260503
_BATCH = 8
# Half precision where it does no harm takes half the time on processors that have it.
_HALF = torch.autocast("cpu", dtype=torch.bfloat16)
_HIDDEN = 0.15  # of the tokens, while characters are guessed
_BLURRED = 0.08  # of the tokens, while numbers are learned
# Of the words: shown by their meaning alone, and by their characters alone.
_MEANT, _SPELT = 0.12, 0.1
_SMOOTHING = 0.05
_EDGE = 12  # numbers so near to where a passage is cut are not learned from
_KEEPING = 0.995  # of the running mean of the weights
_JUDGED = 4  # after so many passes
_WEIGHT = {"indicator": 1.0, "measure": 0.3, "status": 0.3, "org_type": 0.3}


@dataclass(frozen=True, slots=True)
class Target:
    """What is right for a number, by head: one or several labels that are equally right."""

    right: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Material:
    """A text to learn from: its tokens, for each number what its passage begins with, and what is right (None: unknown)."""

    tokens: Tokens
    prefaces: tuple[tuple[str, ...], ...]
    targets: tuple[Target | None, ...]


def vocabulary_of(texts: Sequence[Tokens], least: int = 2) -> list[str]:
    """The tokens that are known: the special ones, then those seen at least so often, in order of their code points."""
    seen = Counter(name for text in texts for name in text.names)
    return [*SPECIAL, *sorted(name for name, times in seen.items() if times >= least and name not in SPECIAL)]


def labels_of(material: Sequence[Material]) -> dict[str, list[str]]:
    """The labels of each head, sorted."""
    found: dict[str, set[str]] = {head: set() for head in _WEIGHT}
    for one in material:
        for target in filter(None, one.targets):
            for head, right in target.right.items():
                found[head].update(right)
    return {head: sorted(labels) for head, labels in found.items()}


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a batch: the row of each token's word among the meanings, and its number in the batch (0: of none)."""

    rows: Tensor
    numbers: Tensor

    def some(self, share: float) -> Tensor:
        """Where the tokens of so many words stand, drawn by chance."""
        drawn = torch.rand(int(self.numbers.max()) + 1) < share
        drawn[0] = False
        return drawn[self.numbers]

    def without(self, hidden: Tensor) -> Tensor:
        """The rows, but those of words with a hidden token."""
        return self.rows.masked_fill(torch.isin(self.numbers, self.numbers[hidden]), 0)


class Trainer:
    """A network in training, with the running mean of its weights, which is what is kept."""

    def __init__(self, vocabulary: Sequence[str], labels: Mapping[str, Sequence[str]], meanings: Meanings) -> None:
        torch.manual_seed(SEED)
        self.dice = random.Random(SEED)
        self.ids = {name: n for n, name in enumerate(vocabulary)}
        self.labels = {head: {label: n for n, label in enumerate(names)} for head, names in labels.items()}
        counts = {head: len(names) for head, names in labels.items()}
        self.meanings = meanings
        self.vectors = torch.from_numpy(meanings.of_rows(np.arange(len(meanings.vectors))))
        size = Size(len(vocabulary), meanings.columns)
        self.network, self.mean = Network(size, counts), Network(size, counts)
        self.mean.load_state_dict(self.network.state_dict())
        self.steps = 0

    def guess_characters(self, texts: Sequence[Tokens], passes: int, rate: float, say: Callable[[str], None]) -> None:
        """Learn to tell what stood where a token was hidden."""
        per_pass = sum(max(1, len(text.names) // BODY) for text in texts) // _BATCH + 1
        step = self._optimiser(rate, passes * per_pass)
        for number in range(passes):
            began, losses = time.monotonic(), []
            pieces = [piece for text in texts for piece in self._pieces(text)]
            for batch in self._batches(pieces):
                (ids, mask), words = self._matrix(batch), self._words(batch)
                hidden = (torch.rand(ids.shape) < _HIDDEN) & (ids >= len(SPECIAL))
                meanings = self.vectors[words.without(hidden)]
                with _HALF:
                    states = self.network.states(self._blurred(ids, hidden), mask, meanings)
                    guessed = self.network.hidden_tokens(states[hidden])
                losses.append(step(functional.cross_entropy(guessed.float(), ids[hidden])))
            say(f"characters {number + 1}: loss {np.mean(losses):.3f}, {time.monotonic() - began:.0f} s")

    def learn_numbers(
        self,
        material: Sequence[Material],
        passes: int,
        rate: float,
        say: Callable[[str], None],
        judge: Callable[[], Mapping[str, float]],
    ) -> None:
        """Learn what is annotated; ``judge`` says by head, now and then, what share is right, and the best state is kept."""
        per_pass = sum(max(1, len(one.tokens.names) // (BODY - BEFORE)) for one in material) // _BATCH + 1
        step = self._optimiser(rate, passes * per_pass)
        best, kept = -1.0, self.mean.state_dict()
        for number in range(passes):
            began, losses = time.monotonic(), []
            pieces = [piece for one in material for piece in self._learnable(one)]
            for batch in self._batches(pieces):
                losses.append(step(self._loss(batch)))
            line = f"numbers {number + 1}: loss {np.mean(losses):.3f}, {time.monotonic() - began:.0f} s"
            if number % _JUDGED == _JUDGED - 1 or number + 1 == passes:
                reached = judge()
                line += "; right: " + ", ".join(f"{head} {share:.4f}" for head, share in reached.items())
                if reached["indicator"] > best:
                    best = reached["indicator"]
                    kept = {name: value.clone() for name, value in self.mean.state_dict().items()}
            say(line)
        self.mean.load_state_dict(kept)

    def read(self, passages: Sequence[Passage]) -> Iterator[dict[int, dict[str, NDArray[np.float32]]]]:
        """For each passage the probabilities of each head by index of number."""
        self.mean.eval()
        for one in passages:
            ids, mask = self._matrix([one.tokens])
            with torch.no_grad():
                told = self.mean(ids, mask, torch.from_numpy(self.meanings.of(one.tokens)).unsqueeze(0))
            chances = [torch.softmax(logits[0], dim=-1).numpy() for logits in told]
            yield {n: {h: c[at] for h, c in zip(self.labels, chances, strict=True)} for n, at in one.numbers}

    def _loss(self, batch: Sequence[tuple[Passage, Sequence[Target]]]) -> Tensor:
        texts = [self._varied(one.tokens) for one, _ in batch]
        (ids, mask), words = self._matrix(texts), self._words(texts)
        blurred = (torch.rand(ids.shape) < _BLURRED) & (ids >= len(SPECIAL))
        meant = words.without(blurred | words.some(_SPELT))
        shown = self._blurred(ids, blurred).masked_fill(words.some(_MEANT) & (meant > 0), self.ids[UNKNOWN])
        rows = torch.tensor([row for row, (one, _) in enumerate(batch) for _ in one.numbers])
        places = torch.tensor([at for one, _ in batch for _, at in one.numbers])
        targets = [target for _, right in batch for target in right]
        with _HALF:
            states = self.network.states(shown, mask, self.vectors[meant])
            guessed = self.network.hidden_tokens(states[blurred])
        mine = states[rows, places].float()
        # The mean over nothing, where a batch of short texts has no blurred token, would be no number.
        total = 0.1 * functional.cross_entropy(guessed.float(), ids[blurred], reduction="sum") / max(1, len(guessed))
        for head, weight in _WEIGHT.items():
            told = [n for n, target in enumerate(targets) if head in target.right]
            if told:
                chance = torch.log_softmax(self.network.heads[head](mine[told]), dim=-1)
                right = torch.full(chance.shape, -math.inf)
                for row, n in enumerate(told):
                    right[row, [self.labels[head][label] for label in targets[n].right[head]]] = 0.0
                hit = -torch.logsumexp(chance + right, dim=-1)
                total = total + weight * ((1 - _SMOOTHING) * hit - _SMOOTHING * chance.mean(-1)).mean()
        return total

    def _learnable(self, one: Material) -> Iterator[tuple[Passage, list[Target]]]:
        """Passages of a text, cut elsewhere in each pass."""
        size, step = BODY, BODY - BEFORE
        length = len(one.tokens.names)
        start = -self.dice.randrange(step) if length > size else 0
        while start < length:
            first, last = max(start, 0), min(start + size, length)
            low, high = first + _EDGE * (first > 0), last - _EDGE * (last < length)
            wanted = [n for n, at in enumerate(one.tokens.at) if low <= at < high and one.targets[n] is not None]
            if wanted:
                made = passage(one.tokens, one.prefaces[wanted[0]], first, last, wanted)
                yield made, [target for n in wanted if (target := one.targets[n])]
            start += step

    def _pieces(self, text: Tokens) -> Iterator[Sequence[str]]:
        start = -self.dice.randrange(BODY) if len(text.names) > BODY else 0
        while start < len(text.names):
            piece = text.names[max(start, 0) : start + BODY]
            if len(piece) > _EDGE:
                yield piece
            start += BODY

    def _batches(self, pieces: list) -> Iterator[list]:  # type: ignore[type-arg]
        """Batches of pieces of like length, in random order."""
        self.dice.shuffle(pieces)
        pieces.sort(key=lambda p: len(p[0].tokens if isinstance(p, tuple) and isinstance(p[0], Passage) else p) // 32)
        cut = [pieces[n : n + _BATCH] for n in range(0, len(pieces), _BATCH)]
        self.dice.shuffle(cut)
        yield from cut

    def _varied(self, tokens: Sequence[str]) -> list[str]:
        """Some numbers get the order of magnitude of another."""
        return [self.dice.choice(NUMBERS) if t in NUMBERS and self.dice.random() < 0.1 else t for t in tokens]

    def _blurred(self, ids: Tensor, where: Tensor) -> Tensor:
        """Most of the tokens to hide become the mask, some another character."""
        other = torch.randint(len(SPECIAL), len(self.ids), ids.shape)
        new = torch.where(torch.rand(ids.shape) < 0.8, torch.tensor(self.ids[MASK]), other)
        return torch.where(where, new, ids)

    def _matrix(self, texts: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor]:
        unknown, longest = self.ids[UNKNOWN], max(map(len, texts))
        rows = [[self.ids.get(t, unknown) for t in text] + [self.ids[PAD]] * (longest - len(text)) for text in texts]
        ids = torch.tensor(rows)
        return ids, (ids != self.ids[PAD]).long()

    def _words(self, texts: Sequence[Sequence[str]]) -> _Words:
        rows = torch.zeros(len(texts), max(map(len, texts)), dtype=torch.long)
        numbers, count = torch.zeros_like(rows), 0
        for n, text in enumerate(texts):
            for start, end, row in self.meanings.words(text):
                count += 1
                rows[n, start:end], numbers[n, start:end] = row, count
        return _Words(rows, numbers)

    def _optimiser(self, rate: float, steps: int) -> Callable[[Tensor], float]:
        """A function that takes a loss and makes one step; the rate rises at first and falls to a twentieth."""
        optimiser = torch.optim.AdamW(
            self.network.parameters(), lr=rate, weight_decay=0.05, betas=(0.9, 0.98), fused=True
        )
        warm = max(1, steps // 15)

        def factor(n: int) -> float:
            return min((n + 1) / warm, 0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * min(1.0, n / steps))))

        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, factor)

        def step(loss: Tensor) -> float:
            self.network.train()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            self.steps += 1
            keeping = min(_KEEPING, self.steps / (self.steps + 10))
            with torch.no_grad():
                torch._foreach_lerp_(list(self.mean.parameters()), list(self.network.parameters()), 1 - keeping)
            return float(loss.detach())

        return step


def passages_of(one: Material) -> list[Passage]:
    """The passages in which all numbers of a text are read."""
    return [passage(one.tokens, one.prefaces[w[0]], start, end, w) for start, end, w in windows(one.tokens)]
