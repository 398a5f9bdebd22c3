"""Needs torch, which only training has: skipped elsewhere, with the reason."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from dragoman.layers import LAYERS, may_begin, may_end, may_follow

torch = pytest.importorskip("torch", reason="torch is installed for training alone: make train")
LABELS = LAYERS["statements"]


def reader() -> Any:
    from transformers import BertConfig, BertModel

    from training.bases import Base
    from training.model import Reader

    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=50,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
    )
    base = Base(BertModel(config, add_pooling_layer=False), torch.arange(50))
    made = Reader(base, exit=1)
    for weights in (made.between, made.begin, made.end):
        torch.nn.init.normal_(weights)
    return made.eval()


def batch(wanted: Any) -> Any:
    from training.model import Batch

    n = len(wanted)
    ids = torch.arange(1, n + 1).unsqueeze(0)
    at = torch.arange(n)
    return Batch(
        ids,
        torch.zeros_like(ids),
        torch.zeros(n, dtype=torch.long),
        at,
        at.unsqueeze(0),
        wanted,
        {},
        [],
    )


def paths(n: int) -> list[tuple[int, ...]]:
    return [
        p
        for p in itertools.product(range(len(LABELS)), repeat=n)
        if may_begin(LABELS[p[0]])
        and may_end(LABELS[p[-1]])
        and all(may_follow(LABELS[a], LABELS[b]) for a, b in itertools.pairwise(p))
    ]


def test_the_loss_of_marked_labels_is_that_of_all_paths_counted() -> None:
    made = reader()
    gold = [LABELS.index(name) for name in ("B-source", "E-source", "S-cue")]
    wanted = torch.nn.functional.one_hot(torch.tensor(gold), len(LABELS)).float()
    scores = [torch.randn(3, len(LABELS)) for _ in range(2)]
    losses = made.crf(scores, batch(wanted))
    for one, loss in zip(scores, losses, strict=True):
        values = {p: float(_value(made, one, p)) for p in paths(3)}
        total = np.log(sum(np.exp(list(values.values()))))
        assert float(loss) == pytest.approx(total - values[tuple(gold)], abs=1e-4)


def _value(made: Any, scores: Any, path: tuple[int, ...]) -> Any:
    value = made.begin[path[0]] + made.end[path[-1]] + sum(scores[t, y] for t, y in enumerate(path))
    return value + sum(made.between[a, b] for a, b in itertools.pairwise(path))


def test_a_pupil_that_scores_as_its_teacher_has_nothing_to_learn() -> None:
    from dragoman.labelling import Transitions, lattice

    made = reader()
    scores = torch.randn(4, len(LABELS), requires_grad=True)
    weights = Transitions(
        *(
            (getattr(made, n) + getattr(made, f"forbid_{n}")).detach().numpy()
            for n in ("between", "begin", "end")
        )
    )
    held = lattice(scores.detach().numpy()[None], np.array([4]), weights)
    wanted = torch.from_numpy(held.chances()[0].astype(np.float32))
    made.crf([scores, torch.randn(4, len(LABELS))], batch(wanted))[0].backward()
    assert scores.grad.abs().max() < 1e-4


def test_every_exit_has_its_losses() -> None:
    made = reader()
    one = batch(torch.nn.functional.one_hot(torch.zeros(3, dtype=torch.long), len(LABELS)).float())
    one.labels = {"entities": torch.tensor([0, 3, -1]), "roles": torch.tensor([-1, -1, -1])}
    last, early = made.losses(one)
    for losses in (last, early):
        assert float(losses.statements) > 0
        assert float(losses.links) == 0
        assert float(losses.marks) > 0
    assert float(last.statements) != float(early.statements)
