"""A teacher's labels: how probable it finds each label of statements for each word of every article.

python -m training.teach --run runs/teacher --corpora ../corpora --to runs/taught.npz
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from dragoman.inference import Floats, Vocabulary
from dragoman.labelling import Transitions, lattice, paragraphs
from training.batch import batch, groups
from training.corpus import Example, examples, records
from training.model import Reader
from training.train import TRANSITIONS, of_run, plan_of, vocabulary_file

TOKENS = 4800


@torch.inference_mode()
def taught(reader: Reader, data: list[Example], tools: tuple[Vocabulary, int]) -> Iterator[Floats]:
    """The probabilities (words, labels) of each article, in order; `tools` are vocabulary and window."""
    weights = transitions(reader)
    for group in groups(data, TOKENS):
        made = batch(group, *tools)
        scores = reader.scores(made).numpy()
        at = 0
        for one in group:
            yield _chances(one, scores[at : at + len(one.words)], weights)
            at += len(one.words)


def transitions(reader: Reader) -> Transitions:
    """The learned transitions with the constraints put on top."""
    pairs = [(getattr(reader, n) + getattr(reader, f"forbid_{n}")).numpy() for n in TRANSITIONS]
    return Transitions(*pairs)


def _chances(one: Example, scores: Floats, weights: Transitions) -> Floats:
    out = np.zeros_like(scores)
    for a, b in paragraphs(one.words):
        out[a:b] = lattice(scores[None, a:b], np.array([b - a]), weights).chances()[0]
    return out


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    given = parser.parse_args()
    plan = plan_of(given.run)
    reader = of_run(given.run)
    vocabulary = Vocabulary(vocabulary_file(plan))
    data = [e for e in examples(records(given.corpora), vocabulary) if len(e.words)]
    held = {n: getattr(reader, n).detach().numpy() for n in TRANSITIONS}
    for number, (one, chances) in enumerate(
        zip(data, taught(reader, data, (vocabulary, plan.window)), strict=True), 1
    ):
        held[one.id] = chances.astype(np.float16)
        if number % 100 == 0:
            print(f"{number}/{len(data)} articles", flush=True)
    np.savez(given.to, **held)


if __name__ == "__main__":
    main()
