"""The coder's second task: deeds in sentences, as tagged words with a modality and a role for each candidate."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import Tensor, nn

from dragoman.reactions.deeds.framing import MODALITIES, ROLES, TYPES
from dragoman.reactions.pieces import Pieces, between
from training.labelled import Acted

HIDDEN = 128
BATCH = 16
TAGS = 1 + 2 * len(TYPES)
"""O, then for each type the first wordpiece of a deed's words and the others."""
TOLD = 3.0
"""What a wordpiece of a deed weighs beside one of none."""


@dataclass(frozen=True)
class Task:
    """A batch: rows (rows, width), tags a wordpiece (-1 for none), and the spans with their answers.

    `spans` (spans, width) and `row` of each; `pairs` are (span, candidate) numbers, with what lies between.
    """

    ids: Tensor
    tags: Tensor
    spans: Tensor
    row: Tensor
    modality: Tensor
    candidates: Tensor
    pairs: Tensor
    near: Tensor
    roles: Tensor


def task_of(pieces: Pieces, part: Sequence[Acted]) -> Task:
    """Sentences with their deeds as one batch."""
    rows = [pieces.acting(one.sentence) for one in part]
    width = max(len(row.ids) for row in rows)
    ids = torch.tensor([row.ids + [0] * (width - len(row.ids)) for row in rows])
    tags = torch.full((len(rows), width), -1)
    spans: list[tuple[int, int, int]] = []
    modality: list[int] = []
    candidates: list[tuple[int, int, int]] = []
    pairs: list[tuple[int, int]] = []
    near: list[list[float]] = []
    roles: list[int] = []
    for n, (row, one) in enumerate(zip(rows, part, strict=True)):
        tags[n, row.start : len(row.ids) - 1] = 0
        first = len(candidates)
        candidates += [(n, a, b) for a, b in row.candidates]
        for act in one.acts:
            place = row.at(act.span)
            if place is None:
                continue
            a, b = place
            tags[n, a] = 1 + 2 * act.type
            tags[n, a + 1 : b] = 2 + 2 * act.type
            for c, role in enumerate(act.roles):
                pairs.append((len(spans), first + c))
                near.append(between(place, row.candidates[c]))
                roles.append(role)
            spans.append((n, a, b))
            modality.append(act.modality)
    return Task(
        ids,
        tags,
        _masks(spans, width),
        torch.tensor([n for n, _, _ in spans], dtype=torch.long),
        torch.tensor(modality, dtype=torch.long),
        _masks(candidates, width),
        torch.tensor(pairs, dtype=torch.long).reshape(-1, 2),
        torch.tensor(near).reshape(-1, 3),
        torch.tensor(roles, dtype=torch.long),
    )


def _masks(places: Sequence[tuple[int, int, int]], width: int) -> Tensor:
    out = torch.zeros(len(places), width)
    for at, (_, first, last) in enumerate(places):
        out[at, first:last] = 1.0
    return out


class Actor(nn.Module):
    """The label layers of deeds."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.1)
        self.tag = nn.Linear(width, TAGS)
        self.modality = nn.Linear(2 * width, len(MODALITIES))
        self.inner = nn.Linear(3 * width + 3, HIDDEN)
        self.role = nn.Linear(HIDDEN, len(ROLES))

    def loss(self, vectors: Tensor, task: Task) -> Tensor:
        """What a batch costs."""
        weights = torch.full((TAGS,), TOLD)
        weights[0] = 1.0
        scores = self.tag(self.drop(vectors)).flatten(0, 1)
        cost = nn.functional.cross_entropy(scores, task.tags.flatten(), weights, ignore_index=-1)
        total: Tensor = 2.0 * cost
        if len(task.row):
            whole = vectors[task.row, 0]
            spans = _pooled(vectors[task.row], task.spans)
            told = self.modality(self.drop(torch.cat([spans, whole], -1)))
            total = total + nn.functional.cross_entropy(told, task.modality)
            if len(task.pairs):
                named = _pooled(
                    vectors[task.row[task.pairs[:, 0]]], task.candidates[task.pairs[:, 1]]
                )
                both = torch.cat(
                    [spans[task.pairs[:, 0]], named, whole[task.pairs[:, 0]], task.near], -1
                )
                inner = torch.tanh(self.inner(self.drop(both)))
                total = total + nn.functional.cross_entropy(self.role(inner), task.roles)
        return total


def _pooled(vectors: Tensor, places: Tensor) -> Tensor:
    summed = torch.einsum("sw,swh->sh", places, vectors)
    return summed / places.sum(1, keepdim=True).clamp(min=1)


One = TypeVar("One")


def batches(part: Sequence[One], order: random.Random) -> Iterator[list[One]]:
    """The sentences in parts, in a random order."""
    mixed = order.sample(part, len(part))
    for at in range(0, len(mixed), BATCH):
        yield mixed[at : at + BATCH]
