"""A pretrained encoder that labels sentences in which spans are marked, trained and asked.

The marks are signs of the vocabulary around the spans; what the label layer sees is the mean of all
wordpieces beside the mean of each mark's (entity markers: Baldini Soares et al. 2019). One label a
sentence by softmax, or several by a sigmoid each.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from training.bases import minilm, mpnet

LENGTH = 110
BATCH = 16
CHUNK = 256
"""Examples among which batches of like length are made."""
FOLDERS = {"minilm": minilm, "mpnet": mpnet}
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Plan:
    """What decides a training: `marks` are the signs, `several` whether a sentence has several labels."""

    base: str
    labels: int
    marks: tuple[str, ...]
    several: bool
    epochs: int
    rate: float
    head_rate: float = 1e-3
    warmup: float = 0.1
    seed: int = 0


@dataclass(frozen=True)
class Example:
    """A marked sentence, perhaps with words before it; a label's number or numbers; what it weighs."""

    text: str
    before: str
    labels: tuple[int, ...]
    weight: float = 1.0


class Labeller(nn.Module):
    """The network: encoder, pooling at the marks, one linear layer."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        folder: Path = FOLDERS[plan.base]()
        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.encoder: Any = AutoModel.from_pretrained(folder)
        self.marks = [self.tokenizer.convert_tokens_to_ids(mark) for mark in plan.marks]
        width = self.encoder.config.hidden_size * (1 + len(self.marks))
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(width, plan.labels))

    def forward(self, part: Sequence[Example]) -> Tensor:
        """The scores (sentences, labels)."""
        pairs = ([e.before for e in part], [e.text for e in part])
        given = self.tokenizer(
            *pairs, padding=True, truncation=True, max_length=LENGTH, return_tensors="pt"
        )
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = self.encoder(**given).last_hidden_state
            at = [given["attention_mask"], *(given["input_ids"] == mark for mark in self.marks)]
            scores: Tensor = self.head(torch.cat([mean(vectors, places) for places in at], -1))
        return scores.float()


def mean(vectors: Tensor, places: Tensor) -> Tensor:
    """The mean of the vectors (rows, width, hidden) at places (rows, width)."""
    share = places[..., None].to(vectors.dtype)
    return (vectors * share).sum(1) / share.sum(1).clamp(min=1e-6)


def train(plan: Plan, examples: Sequence[Example]) -> Labeller:
    """A network trained on the examples; the rate rises, then falls to almost nothing."""
    torch.manual_seed(plan.seed)
    shuffled = random.Random(plan.seed)
    net = Labeller(plan)
    rates = (plan.rate, plan.head_rate)
    groups = [{"params": net.encoder.parameters()}, {"params": net.head.parameters()}]
    optimizer = torch.optim.AdamW(groups, lr=plan.rate, weight_decay=0.01)
    steps = plan.epochs * len(list(_batches(examples, random.Random(0))))
    step = 0
    for _ in range(plan.epochs):
        net.train()
        for part in _batches(examples, shuffled):
            step += 1
            share = min(1.0, step / (plan.warmup * steps)) * max(0.02, 1 - step / steps)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * share
            loss = _loss(plan, net(part), part)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
    return net


def _batches(examples: Sequence[Example], order: random.Random) -> Iterator[list[Example]]:
    """The examples in parts of like length, in a random order."""
    mixed = order.sample(examples, len(examples))
    parts: list[list[Example]] = []
    for at in range(0, len(mixed), CHUNK):
        near = sorted(mixed[at : at + CHUNK], key=lambda e: len(e.text))
        parts += [near[n : n + BATCH] for n in range(0, len(near), BATCH)]
    order.shuffle(parts)
    yield from parts


def _loss(plan: Plan, scores: Tensor, part: Sequence[Example]) -> Tensor:
    weights = torch.tensor([e.weight for e in part])
    if plan.several:
        wanted = torch.zeros_like(scores)
        for row, one in enumerate(part):
            wanted[row, list(one.labels)] = 1.0
        each = nn.functional.binary_cross_entropy_with_logits(
            scores, wanted, pos_weight=torch.tensor(3.0), reduction="none"
        ).sum(1)
        return (each * weights).mean()
    numbers = torch.tensor([e.labels[0] for e in part])
    each = nn.functional.cross_entropy(scores, numbers, reduction="none", label_smoothing=0.05)
    return (each * weights).mean()


def chances(net: Labeller, examples: Sequence[Example], *, several: bool) -> Floats:
    """The chance of each label (sentences, labels)."""
    net.eval()
    found: list[Tensor] = []
    with torch.no_grad():
        for at in range(0, len(examples), 2 * BATCH):
            scores = net(examples[at : at + 2 * BATCH])
            found.append(scores.sigmoid() if several else scores.softmax(-1))
    return np.asarray(torch.cat(found).numpy(), dtype=np.float32)


def f1(wanted: npt.NDArray[np.bool_], found: npt.NDArray[np.bool_]) -> tuple[float, Floats]:
    """Micro-averaged F1 over (sentences, labels), and the F1 of each label."""
    right = (wanted & found).sum(0)
    both = wanted.sum(0) + found.sum(0)
    each = 2 * right / np.maximum(1, both)
    return float(2 * right.sum() / max(1, both.sum())), each.astype(np.float32)
