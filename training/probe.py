"""PLOVER roots from vectors that are not trained further: five folds grouped by sentence, five seeds.

    python -m training.probe --corpora ../shared --base minilm
    python -m training.probe --corpora ../shared --base mpnet --run runs/coder-teacher --signs

The first is the baseline: the mean of a sentence encoder's wordpieces, and a logistic regression. With
`--run` the encoder is a coder's, which must not have learnt from these rows; with `--signs` the means of
source and target stand beside the whole. A seed draws the folds. Prints macro F1 over the roots, CONCEDE and
RETREAT as YIELD, and accuracy, each as mean and deviation over the seeds.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from dragoman.reactions.framing import between_two
from dragoman.reactions.pieces import Pieces
from training.coder import TOKENIZER, Net, batch_of, every, mean
from training.events import Row, rows
from training.measure import f1
from training.plover import FOLDS, YIELD, folds

BATCH = 32
STRENGTHS = (0.3, 1.0, 3.0)
"""Weights of the penalty on the squared weights; the best on an inner fold is taken."""


def vectors(net: Net, pieces: Pieces, part: Sequence[Row], *, signs: bool) -> Tensor:
    """The pooled vectors (rows, width) of sentences with signs around source and target."""
    net.eval()
    found = []
    with torch.no_grad():
        for at in range(0, len(part), BATCH):
            framed = [
                between_two(r["sentence"], r["source"], r["target"]) for r in part[at : at + BATCH]
            ]
            batch = batch_of(pieces, framed)
            made = net.vectors(batch.ids)
            places = (batch.mask, *batch.signs) if signs else (batch.mask,)
            found.append(torch.cat([mean(made, one) for one in places], -1))
    every_one = torch.cat(found)
    return (every_one - every_one.mean(0)) / every_one.std(0).clamp(min=1e-6)


def regression(given: Tensor, wanted: Tensor, labels: int, strength: float) -> nn.Linear:
    """A logistic regression of several classes, rare ones weighed up by the root of how rare they are."""
    layer = nn.Linear(given.shape[1], labels)
    nn.init.zeros_(layer.weight)
    counts = torch.bincount(wanted, minlength=labels).clamp(min=1).float()
    weights = (counts.mean() / counts) ** 0.5
    optimizer = torch.optim.LBFGS(layer.parameters(), max_iter=60)

    def closure() -> Tensor:
        optimizer.zero_grad()
        cost = nn.functional.cross_entropy(layer(given), wanted, weights)
        cost = cost + strength * layer.weight.square().sum() / len(given)
        cost.backward()
        return cost

    optimizer.step(closure)
    return layer


def run(given: Tensor, wanted: Tensor, part: Sequence[Row], seed: int) -> tuple[float, float]:
    """Macro F1 and accuracy of one seed, all folds put together."""
    number = folds(part, seed)
    fold = torch.tensor([number[row["sentence"]] for row in part])
    labels = int(wanted.max()) + 1
    chosen = torch.zeros_like(wanted)
    for held in range(FOLDS):
        inner = (held + 1) % FOLDS
        kept = (fold != held) & (fold != inner)
        tried = [regression(given[kept], wanted[kept], labels, s) for s in STRENGTHS]
        with torch.no_grad():
            right = [
                float((one(given[fold == inner]).argmax(1) == wanted[fold == inner]).float().mean())
                for one in tried
            ]
        best = STRENGTHS[int(np.argmax(right))]
        layer = regression(given[fold != held], wanted[fold != held], labels, best)
        with torch.no_grad():
            chosen[fold == held] = layer(given[fold == held]).argmax(1)
    names = torch.arange(labels)
    _, each = f1((wanted[:, None] == names).numpy(), (chosen[:, None] == names).numpy())
    return float(each.mean()), float((chosen == wanted).float().mean())


def main() -> None:
    """Prints what the seeds reach."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpora", type=Path, required=True)
    options.add_argument("--base", default="minilm", choices=("minilm", "mpnet"))
    options.add_argument("--run", type=Path)
    options.add_argument("--signs", action="store_true")
    options.add_argument("--seeds", type=int, default=5)
    given = options.parse_args()
    pieces = Pieces(TOKENIZER)
    net = Net(given.base, every(pieces))
    if given.run:
        net.load_state_dict(torch.load(given.run / "net.pt"), strict=False)
    part = rows(given.corpora)
    roots = [YIELD.get(row["root"], row["root"]) for row in part]
    names = sorted(set(roots))
    wanted = torch.tensor([names.index(root) for root in roots])
    made = vectors(net, pieces, part, signs=given.signs)
    found = [run(made, wanted, part, seed) for seed in range(given.seeds)]
    for name, values in zip(("macro F1", "accuracy"), zip(*found, strict=True), strict=True):
        print(f"{name} {np.mean(values):.3f}, deviation {np.std(values):.3f}, {given.seeds} seeds")


if __name__ == "__main__":
    main()
