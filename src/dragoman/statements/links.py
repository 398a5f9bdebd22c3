"""Which content belongs to which cue, and which cue to which source: a learned choice.

Biaffine scores (Dozat and Manning 2017) over the encoder's vectors of the first and last word of each
span, plus a learned weight for how far apart they stand. Spans are (first word, last word), inclusive.
"""

from __future__ import annotations

import numpy as np

from dragoman.inference import Floats, Ints

RANK = 96
STEPS = np.array([1, 2, 3, 5, 8, 12, 18, 27, 40, 60, 90, 140, 220])
PARAGRAPHS = 4
BUCKETS = 2 * (len(STEPS) + 1) * PARAGRAPHS
SCALE = 4.0


def buckets(chooser: Ints, choice: Ints, paragraph: Ints) -> Ints:
    """The distance class (n, m) of each pair: direction, words between, paragraphs between."""
    before = choice[None, :, 0] < chooser[:, None, 0]
    gap = np.where(
        before,
        chooser[:, None, 0] - choice[None, :, 1],
        choice[None, :, 0] - chooser[:, None, 1],
    )
    steps = np.searchsorted(STEPS, np.maximum(gap, 0))
    rows = np.abs(paragraph[chooser[:, 0]][:, None] - paragraph[choice[:, 0]][None, :])
    apart = np.searchsorted([1, 3, 9], rows, side="right")
    out: Ints = (before * (len(STEPS) + 1) + steps) * PARAGRAPHS + apart
    return out


class Places:
    """Where words stand: their vectors (words, width) and paragraphs (words,)."""

    __slots__ = ("paragraph", "vectors")

    def __init__(self, vectors: Floats, paragraph: Ints) -> None:
        self.vectors = vectors
        self.paragraph = paragraph


def choose(heads: dict[str, Floats], kind: str, spans: tuple[Ints, Ints], at: Places) -> Floats:
    """Scores (choosers, candidates + 1) of each chooser for each candidate; the last is none."""
    chooser, choice = spans
    a = _project(heads, f"{kind}.chooser", at.vectors, chooser)
    b = _project(heads, f"{kind}.choice", at.vectors, choice)
    scores = a @ b.T / np.float32(RANK**0.5) * np.float32(SCALE)
    scores = scores + heads[f"{kind}.distance"][buckets(chooser, choice, at.paragraph)]
    none = a @ heads[f"{kind}.none.weight"].T + heads[f"{kind}.none.bias"]
    return np.concatenate([scores, none], axis=1)


def _project(heads: dict[str, Floats], name: str, vectors: Floats, spans: Ints) -> Floats:
    both = vectors[spans].reshape(len(spans), -1)
    out: Floats = np.tanh(both @ heads[f"{name}.weight"].T + heads[f"{name}.bias"])
    return out
