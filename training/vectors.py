"""Ships MiniLM as its authors left it, as sentence vectors of 128 numbers: the encoder in int8, and a projection.

    python -m training.vectors --corpora ../shared/data --to src/dragoman/models/vectors --version 1

Vectors are the mean over wordpieces (Reimers and Gurevych 2019), less the mean vector of news, turned into their
first principal axes: a third of the size, and sentences of news that have nothing in common come out
unlike. The axes are those of sentences of the news that readers learn from (PolNeAR, newswire, Syria).
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np

from dragoman.inference import Model
from dragoman.languages.sentences import sentences
from dragoman.vectors import Pieces
from training.bases import base
from training.corpus import records
from training.export import Place, share, write_plain
from training.vocabulary import pieces

WIDTH = 128
SHORT = 64
"""Wordpieces of a sentence of news that are read."""
TOKENIZER = Path("src/dragoman/models/accurate/tokenizer.json")


def drawn(corpora: Path, count: int) -> list[str]:
    """Sentences of the news that readers learn from, drawn from a seed."""
    found = [
        span.of(one["text"])
        for one in records(corpora)
        for span in sentences(one["text"])
        if len(span) > 30
    ]
    return random.Random(5).sample(found, min(count, len(found)))


def axes(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mean (384,) and the first principal axes (384, WIDTH) of unit vectors."""
    mean = vectors.mean(axis=0)
    _, _, turned = np.linalg.svd(vectors - mean, full_matrices=False)
    return mean, turned[:WIDTH].T


def main() -> None:
    """The command."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpora", type=Path, required=True)
    options.add_argument("--to", type=Path, required=True)
    options.add_argument("--version", required=True)
    options.add_argument("--sentences", type=int, default=12_000)
    given = options.parse_args()
    to: Path = given.to
    to.mkdir(parents=True, exist_ok=True)
    start = base("minilm", pieces(TOKENIZER))
    write_plain(start.encoder, start.own_ids, Place(TOKENIZER, to))
    card = {"version": given.version, "layers": {}, "width": 384, "depth": 6, "files": {}}
    (to / "model.json").write_text(json.dumps(card))
    rows = Pieces(TOKENIZER).rows(drawn(given.corpora, given.sentences), SHORT)
    means = np.stack([one.mean(axis=0) for one in Model(to).rows(rows)])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    mean, turned = axes(means)
    np.savez(to / "heads.npz", mean=mean.astype(np.float16), axes=turned.astype(np.float16))
    (to / "model.json").write_text(
        json.dumps({**card, **share(to, "../accurate")}, indent=1) + "\n"
    )
    kept = ((means - mean) @ turned) ** 2
    print(f"share of the variance kept: {kept.sum() / ((means - mean) ** 2).sum():.3f}")


if __name__ == "__main__":
    main()
