"""PLOVER roots of a sentence with source and target given: five folds grouped by sentence.

    python -m training.plover --corpora ../shared --base minilm --seeds 5

Prints macro F1 over the roots, mean and deviation over seeds, CONCEDE and RETREAT counted as YIELD.
The labelled rows are those of Zero-Shot-PLOVER's training part (ACL 2024); `--synthetic` adds as many
generated first sentences of its authors to each epoch's fold, at a lower weight.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.reactions.framing import signed
from dragoman.records import Span
from training.events import Row, rows
from training.marked import Example, Floats, Plan, chances, f1, train

FOLDS = 5
SOURCE, TARGET = "@", "#"
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
GENERATED = 0.3
_FIRST = re.compile(r"(?<=[.!?])\s")


def generated(corpora: Path) -> Iterator[tuple[str, str]]:
    """First sentences of the generated news with their roots."""
    with gzip.open(corpora / "data/events/plover-synthetic.jsonl.gz", "rt", "utf-8") as lines:
        for line in lines:
            one: dict[str, Any] = json.loads(line)
            yield _FIRST.split(one["text"])[0][:300], YIELD.get(one["root"], one["root"])


def marked(row: Row) -> tuple[str, str]:
    """The sentence with signs around source and target, and what stands for them before it."""
    text = row["sentence"]
    found: list[tuple[Span, str]] = []
    for name, sign in (("source", SOURCE), ("target", TARGET)):
        at = text.find(row[name])
        span = Span(max(at, 0), max(at, 0) + len(row[name]))
        if at >= 0 and not any(span.overlaps(other) for other, _ in found):
            found.append((span, sign))
    signs = {sign for _, sign in found}
    who = SOURCE if SOURCE in signs else row["source"]
    whom = TARGET if TARGET in signs else row["target"]
    return signed(text, found)[0], f"{who} > {whom}"


def folds(every: Sequence[Row], seed: int = 0) -> dict[str, int]:
    """The fold of each sentence."""
    sentences = sorted({row["sentence"] for row in every})
    random.Random(seed).shuffle(sentences)
    return {sentence: n % FOLDS for n, sentence in enumerate(sentences)}


def run(given: argparse.Namespace, seed: int) -> float:
    """Macro F1 of one seed, all folds put together."""
    every = rows(given.corpora)
    names = sorted({row["root"] for row in every})
    fold = folds(every)
    more = [one for one in generated(given.corpora) if one[1] in names]
    chosen: Floats = np.zeros((len(every), len(names)), dtype=np.float32)
    for number in range(FOLDS):
        own = [row for row in every if fold[row["sentence"]] != number]
        plan = Plan(
            given.base, len(names), (SOURCE, TARGET), False, given.epochs, given.rate,
            seed=FOLDS * seed + number,
        )  # fmt: skip
        drawn = random.Random(plan.seed).sample(more, given.synthetic)
        texts = [Example(t, f"{SOURCE} > {TARGET}", (names.index(r),), GENERATED) for t, r in drawn]
        net = train(plan, [*_examples(own, names), *texts])
        held = [n for n, row in enumerate(every) if fold[row["sentence"]] == number]
        part = _examples([every[n] for n in held], names)
        chosen[held] = chances(net, part, several=False)
        print(f"seed {seed}, fold {number} done", flush=True)
    wanted = np.array([[row["root"] == name for name in names] for row in every])
    _, each = f1(wanted, chosen.argmax(1)[:, None] == np.arange(len(names)))
    print("  ".join(f"{name} {value:.2f}" for name, value in zip(names, each, strict=True)))
    return float(each.mean())


def _examples(part: Sequence[Row], names: Sequence[str]) -> list[Example]:
    """The rows as examples; rare roots weigh more, by the root of how rare they are."""
    counted = Counter(row["root"] for row in part)
    mean = sum(counted.values()) / len(counted)
    return [
        Example(*marked(row), (names.index(row["root"]),), (mean / counted[row["root"]]) ** 0.5)
        for row in part
    ]


def main() -> None:
    """Prints what each seed reaches, then mean and deviation."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpora", type=Path, required=True)
    options.add_argument("--base", default="minilm", choices=("minilm", "mpnet"))
    options.add_argument("--epochs", type=int, default=8)
    options.add_argument("--rate", type=float, default=1.5e-4)
    options.add_argument("--synthetic", type=int, default=500)
    options.add_argument("--seeds", type=int, default=5)
    given = options.parse_args()
    reached = [run(given, seed) for seed in range(given.seeds)]
    print(f"macro F1 {np.mean(reached):.3f}, deviation {np.std(reached):.3f}, {given.seeds} seeds")


if __name__ == "__main__":
    main()
