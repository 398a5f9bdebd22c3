"""How well a fine-tuned encoder tells the types of statements, on a fifth of the project's own sentences.

python -m training.types --base mpnet --epochs 8 --rate 5e-5
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence

import numpy as np

from dragoman.reactions.framing import signed
from dragoman.records import Statement
from training.coded import statements
from training.marked import Example, Plan, chances, f1, train

MARKS = {"source": "@", "cue": "#", "content": "<"}
FOLDS = 5
BOUND = 0.5


def marked(text: str, statement: Statement) -> str:
    """A sentence with signs around source, cue and content."""
    source = [statement.source] if statement.source else []
    spans = [(s, "source") for s in source]
    spans += [(s, "cue") for s in statement.cue] + [(s, "content") for s in statement.content]
    return signed(text, [(span, MARKS[kind]) for span, kind in spans])[0]


def main() -> None:
    """Trains on four fifths and prints micro and macro F1 on the last."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--base", default="minilm", choices=("minilm", "mpnet"))
    options.add_argument("--epochs", type=int, default=15)
    options.add_argument("--rate", type=float, default=1.5e-4)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    coded = list(statements())
    names = sorted({name for one in coded for name in one.types})
    examples = [
        Example(marked(o.text, o.statement), "", tuple(names.index(t) for t in o.types))
        for o in coded
    ]
    random.Random(given.seed).shuffle(examples)
    cut = len(examples) // FOLDS
    plan = Plan(
        given.base,
        len(names),
        tuple(MARKS.values()),
        True,
        given.epochs,
        given.rate,
        seed=given.seed,
    )
    net = train(plan, examples[cut:])
    _report(names, examples[:cut], chances(net, examples[:cut], several=True))


def _report(names: Sequence[str], examples: Sequence[Example], found: np.ndarray) -> None:
    wanted = np.zeros(found.shape, dtype=bool)
    for row, one in enumerate(examples):
        wanted[row, list(one.labels)] = True
    told = found >= BOUND
    told[np.arange(len(told)), found.argmax(1)] = True  # every statement has a type
    micro, each = f1(wanted, told)
    there = wanted.any(0)
    print(f"{len(examples)} statements: micro F1 {micro:.3f}, macro F1 {each[there].mean():.3f}")
    for name, value in zip(names, each, strict=True):
        print(f"  {name:18}{value:.2f}")


if __name__ == "__main__":
    main()
