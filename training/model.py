"""The network: an encoder, a score for each label of each layer, a CRF over paragraphs, and linking layers.

Linking follows the biaffine scorers of dependency parsing (Dozat and Manning 2017): each content
chooses its cue, each cue its source or none. A reader may have a second, earlier exit: layers of its
own over the vectors that a lower layer gives, so that one run trains the fast setting's encoder too.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import torch
from torch import Tensor, nn

from dragoman.layers import LAYERS, constraints
from dragoman.statements.links import BUCKETS, RANK
from training.bases import Base
from training.corpus import UNKNOWN

FEATURES = 12


@dataclass
class LinkTask:
    """Spans that choose among others in one article: word indices (n, 2), buckets (n, m), answers."""

    kind: str
    chooser: Tensor
    choice: Tensor
    buckets: Tensor
    answer: Tensor


@dataclass
class Batch:
    """Several articles: window rows, and for each word where its first wordpiece stands.

    `paragraphs` (rows, width) indexes words, -1 where a row is shorter; `wanted` (words, labels) has the
    probabilities that statements' labels are to have; `labels` one a word for each other layer.
    """

    ids: Tensor
    features: Tensor
    row: Tensor
    column: Tensor
    paragraphs: Tensor
    wanted: Tensor
    labels: dict[str, Tensor]
    links: list[LinkTask]

    def to(self, device: torch.device) -> Batch:
        """The same on a device."""
        moved: Batch = _moved(self, device)
        return moved


def _moved(value: Any, device: torch.device) -> Any:
    if isinstance(value, Tensor):
        return value.to(device)
    if isinstance(value, dict):
        return {k: _moved(v, device) for k, v in value.items()}
    if isinstance(value, list):
        return [_moved(v, device) for v in value]
    if isinstance(value, Batch | LinkTask):
        return type(value)(*(_moved(getattr(value, f.name), device) for f in fields(value)))
    return value


class Linker(nn.Module):
    """Scores of every chooser for every candidate, and for none."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.chooser = nn.Linear(2 * width, RANK)
        self.choice = nn.Linear(2 * width, RANK)
        self.distance = nn.Parameter(torch.zeros(BUCKETS))
        self.none = nn.Linear(RANK, 1)
        self.drop = nn.Dropout(0.2)

    def forward(self, vectors: Tensor, task: LinkTask) -> Tensor:
        """Scores (choosers, candidates + 1); the last column is none."""
        a = torch.tanh(self.chooser(self.drop(vectors[task.chooser].flatten(1))))
        b = torch.tanh(self.choice(self.drop(vectors[task.choice].flatten(1))))
        scores = a @ b.T / RANK**0.5 * 4 + self.distance[task.buckets]
        return torch.cat([scores, self.none(a)], dim=1)


class Heads(nn.Module):
    """What stands on the vectors of one exit: a score for each label of each layer, and the linkers."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.1)
        self.score = nn.ModuleDict({n: nn.Linear(width, len(v)) for n, v in LAYERS.items()})
        self.linkers = nn.ModuleDict({"content": Linker(width), "cue": Linker(width)})


@dataclass
class Losses:
    """What one batch costs: the CRF a word, links a choice, the other layers a marked word."""

    statements: Tensor
    links: Tensor
    marks: Tensor


class Reader(nn.Module):
    """The whole reader, for training; `exit` is the layer after which a second reader stands, or 0."""

    def __init__(self, base: Base, exit: int = 0) -> None:
        super().__init__()
        self.encoder = base.encoder
        self.exit = exit
        self.register_buffer("own_ids", base.own_ids, persistent=False)
        width = base.encoder.config.hidden_size
        self.feature = nn.Embedding(FEATURES, width)
        nn.init.zeros_(self.feature.weight)
        self.heads = Heads(width)
        self.early = Heads(width) if exit else None
        between, begin, end = (torch.from_numpy(a) for a in constraints(LAYERS["statements"]))
        self.register_buffer("forbid_between", between, persistent=False)
        self.register_buffer("forbid_begin", begin, persistent=False)
        self.register_buffer("forbid_end", end, persistent=False)
        self.between = nn.Parameter(torch.zeros_like(between))
        self.begin = nn.Parameter(torch.zeros_like(begin))
        self.end = nn.Parameter(torch.zeros_like(end))

    def encode(self, ids: Tensor, features: Tensor) -> list[Tensor]:
        """The vectors (rows, width, hidden) of every wordpiece: the last layer's, then the exit's."""
        words = self.encoder.embeddings.word_embeddings(self.own_ids[ids])
        mask = (ids != 0).long()
        # Where the processor has it, twice as fast for MPNet's wide layers, by a quarter for MiniLM's.
        with torch.autocast(ids.device.type, torch.bfloat16):
            inner = words + self.feature(features)
            out = self.encoder(
                inputs_embeds=inner, attention_mask=mask, output_hidden_states=bool(self.exit)
            )
        found = [out.last_hidden_state.float()]
        return found + ([out.hidden_states[self.exit].float()] if self.exit else [])

    def scores(self, batch: Batch) -> Tensor:
        """The statements' scores (words, labels) of the last layer, for a teacher that labels."""
        vectors = self.encode(batch.ids, batch.features)[0][batch.row, batch.column]
        found: Tensor = self.heads.score["statements"](vectors)
        return found

    def losses(self, batch: Batch) -> list[Losses]:
        """The losses of each exit, the last layer's first."""
        vectors = [v[batch.row, batch.column] for v in self.encode(batch.ids, batch.features)]
        exits = [h for h in (self.heads, self.early) if h is not None]
        dropped = [h.drop(v) for h, v in zip(exits, vectors, strict=True)]
        scores = [h.score["statements"](d) for h, d in zip(exits, dropped, strict=True)]
        tags = self.crf(scores, batch) / (batch.paragraphs >= 0).sum().clamp(min=1)
        return [
            Losses(tag, _links(heads, v, batch.links), _marks(heads, d, batch.labels))
            for tag, heads, v, d in zip(tags, exits, vectors, dropped, strict=True)
        ]

    def crf(self, scores: list[Tensor], batch: Batch) -> Tensor:
        """Negative log likelihood of each exit, summed over paragraphs (Lafferty et al. 2001).

        Where the wanted labels are probabilities it is the cross entropy to the teacher's CRF, up to a
        constant, as long as both have the same transitions and these are frozen (after Wang et al.
        2020, structure-level distillation): what then changes in the expected score of a path needs the
        single words' probabilities alone.
        """
        index, there = batch.paragraphs.clamp(min=0), batch.paragraphs >= 0
        emit = torch.stack([s[index] for s in scores])
        want = batch.wanted[index] * there.unsqueeze(2)
        between = self.between + self.forbid_between
        alpha = self.begin + self.forbid_begin + emit[:, :, 0]
        for t in range(1, index.shape[1]):
            step = torch.logsumexp(alpha.unsqueeze(3) + between, dim=2) + emit[:, :, t]
            alpha = torch.where(there[:, t].unsqueeze(1), step, alpha)
        total = torch.logsumexp(alpha + self.end + self.forbid_end, dim=2) * there[:, 0]
        steps = torch.einsum("rtl,rtm,lm->r", want[:, :-1], want[:, 1:], self.between)
        last = want.gather(1, _last(there).expand(-1, 1, want.shape[2])).squeeze(1)
        path = (emit * want).sum((2, 3)) + steps + want[:, 0] @ self.begin + last @ self.end
        return (total - path).sum(1)


def _last(there: Tensor) -> Tensor:
    return (there.sum(1) - 1).clamp(min=0).view(-1, 1, 1)


def _links(heads: Heads, vectors: Tensor, tasks: list[LinkTask]) -> Tensor:
    if not tasks:
        return vectors.new_zeros(())
    losses = [
        nn.functional.cross_entropy(heads.linkers[t.kind](vectors, t), t.answer, reduction="sum")
        for t in tasks
    ]
    return torch.stack(losses).sum() / sum(len(t.answer) for t in tasks)


def _marks(heads: Heads, vectors: Tensor, labels: dict[str, Tensor]) -> Tensor:
    """The layers that are decoded word by word: cross entropy over the words that somebody marked."""
    total = vectors.new_zeros(())
    for name, wanted in labels.items():
        if (known := wanted != UNKNOWN).any():
            total = total + nn.functional.cross_entropy(
                heads.score[name](vectors[known]), wanted[known]
            )
    return total
