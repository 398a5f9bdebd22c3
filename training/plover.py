"""PLOVER roots of a sentence with source and target given: five folds grouped by sentence.

    python -m training.plover --corpora ../shared --start runs/coder-own/net.pt --out runs/plover --seeds 5

The rows are the labelled ones of Zero-Shot-PLOVER's training part (ACL 2024). The network is the coder's; with
`--start` it has learnt our own coded statements and deeds before, which must not have been learnt together with
these rows. Prints macro F1 over the roots and accuracy, mean and deviation over the seeds, CONCEDE and RETREAT
counted as YIELD. A seed draws the order, the label layer and what is dropped; the folds are the same for all.
What each fold told is kept under `--out`, so that a stopped run goes on.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from dragoman.reactions.framing import Framed, between_two
from dragoman.reactions.pieces import Pieces
from training.coder import TOKENIZER, Net, batch_of, every
from training.events import Row, rows
from training.measure import f1

FOLDS = 5
BATCH = 16
CHUNK = 256
"""Sentences among which batches of like length are made."""
SMOOTHING = 0.05
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def folds(part: Sequence[Row], seed: int = 0) -> dict[str, int]:
    """The fold of each sentence."""
    sentences = sorted({row["sentence"] for row in part})
    random.Random(seed).shuffle(sentences)
    return {sentence: n % FOLDS for n, sentence in enumerate(sentences)}


def trained(given: argparse.Namespace, frames: Sequence[Framed], roots: Tensor, seed: int) -> Net:
    """A coder that has learnt the roots of these sentences; rare roots weigh more, by the root of how rare."""
    torch.manual_seed(seed)
    order = random.Random(seed)
    pieces = Pieces(TOKENIZER)
    net = Net(given.base, every(pieces))
    if given.start:
        kept = torch.load(given.start)
        whole = {name: w for name, w in kept.items() if not name.startswith("roots.")}
        net.load_state_dict(whole, strict=False)
    _hold(net, given.hold)
    counts = Counter(roots.tolist())
    rare = {n: (len(roots) / len(counts) / count) ** 0.5 for n, count in counts.items()}
    groups = [
        {"params": [p for p in net.encoder.parameters() if p.requires_grad], "lr": given.rate},
        {"params": net.roots.parameters(), "lr": given.label_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = given.epochs * -(-len(frames) // BATCH)
    falling = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1.0, (n + 1) / (0.1 * steps)) * max(0.02, 1 - n / steps)
    )
    net.train()
    for _ in range(given.epochs):
        for part in _parts(frames, order):
            scores = net.root_scores(batch_of(pieces, [frames[n] for n in part]))
            weights = torch.tensor([rare[int(roots[n])] for n in part])
            each = nn.functional.cross_entropy(
                scores, roots[part], reduction="none", label_smoothing=SMOOTHING
            )
            optimizer.zero_grad()
            (each * weights).mean().backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            falling.step()
    return net


def _parts(frames: Sequence[Framed], order: random.Random) -> list[list[int]]:
    """The numbers of the sentences in batches of like length, in a random order."""
    mixed = order.sample(range(len(frames)), len(frames))
    parts: list[list[int]] = []
    for at in range(0, len(mixed), CHUNK):
        near = sorted(mixed[at : at + CHUNK], key=lambda n: len(frames[n].text))
        parts += [near[n : n + BATCH] for n in range(0, len(near), BATCH)]
    order.shuffle(parts)
    return parts


def _hold(net: Net, layers: int) -> None:
    """Holds the embeddings and the lowest layers as they are: a thousand rows teach them nothing."""
    if layers:
        for part in (net.encoder.embeddings, *net.encoder.encoder.layer[:layers]):
            part.requires_grad_(False)


def told(net: Net, frames: Sequence[Framed]) -> np.ndarray:
    """The scores (sentences, roots)."""
    net.eval()
    pieces = Pieces(TOKENIZER)
    with torch.no_grad():
        found = [
            net.root_scores(batch_of(pieces, frames[at : at + BATCH]))
            for at in range(0, len(frames), BATCH)
        ]
    return np.asarray(torch.cat(found).numpy())


def run(given: argparse.Namespace, seed: int) -> tuple[float, float]:
    """Macro F1 and accuracy of one seed, all folds put together."""
    part = rows(given.corpora)
    roots = [YIELD.get(row["root"], row["root"]) for row in part]
    names = sorted(set(roots))
    wanted = torch.tensor([names.index(root) for root in roots])
    frames = [between_two(row["sentence"], row["source"], row["target"]) for row in part]
    number = folds(part)
    fold = np.array([number[row["sentence"]] for row in part])
    chosen = np.zeros(len(part), dtype=int)
    for held in range(FOLDS):
        kept = given.out / f"seed-{seed}-fold-{held}.npy"
        if not kept.exists():
            inside = np.flatnonzero(fold != held)
            net = trained(given, [frames[n] for n in inside], wanted[inside], FOLDS * seed + held)
            outside = [frames[n] for n in np.flatnonzero(fold == held)]
            np.save(kept, told(net, outside))
            print(f"seed {seed}, fold {held} done", flush=True)
        chosen[fold == held] = np.load(kept)[:, : len(names)].argmax(1)
    right = wanted.numpy()
    _, each = f1(right[:, None] == np.arange(len(names)), chosen[:, None] == np.arange(len(names)))
    values = zip(names, each, strict=True)
    print("  ".join(f"{name} {value:.2f}" for name, value in values), flush=True)
    return float(each.mean()), float((right == chosen).mean())


def main() -> None:
    """Prints what each seed reaches, then mean and deviation."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpora", type=Path, required=True)
    options.add_argument("--base", default="minilm", choices=("minilm", "mpnet"))
    options.add_argument("--start", type=Path, help="weights of a coder that never saw these rows")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--epochs", type=int, default=5)
    options.add_argument("--rate", type=float, default=1.0e-4)
    options.add_argument("--label-rate", type=float, default=1e-3)
    options.add_argument("--hold", type=int, default=0, help="lowest layers that do not learn")
    options.add_argument("--seeds", type=int, default=5)
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    found = [run(given, seed) for seed in range(given.seeds)]
    for name, values in zip(("macro F1", "accuracy"), zip(*found, strict=True), strict=True):
        each = " ".join(f"{value:.3f}" for value in values)
        print(f"{name} {np.mean(values):.3f}, deviation {np.std(values):.3f} ({each})")


if __name__ == "__main__":
    main()
