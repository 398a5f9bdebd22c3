"""The encoder's scores turned into spans: the best sequence of labels that breaks none (Viterbi)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dragoman.inference import Encoding, Floats, Ints
from dragoman.statements.labels import KINDS, LABELS

CELLS = 16_384
"""Words, padding counted, that are decoded together."""
LARGEST = 60.0
"""Scores further apart are taken for so far: products of more would underflow."""


@dataclass(frozen=True, slots=True)
class Found:
    """A span of one kind, as words `first` to `last` (both inclusive), with its probability."""

    kind: str
    first: int
    last: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Transitions:
    """How well labels follow one another, constraints included: (labels, labels), (labels,) twice."""

    between: Floats
    begin: Floats
    end: Floats


def viterbi(scores: Floats, lengths: Ints, transitions: Transitions) -> Ints:
    """The best labels (rows, width) of paragraphs whose scores are (rows, width, labels)."""
    rows, width, _ = scores.shape
    best: Floats = transitions.begin + scores[:, 0]
    back = np.zeros((width, rows, scores.shape[2]), dtype=np.int8)
    for t in range(1, width):
        steps = best[:, :, None] + transitions.between
        back[t] = steps.argmax(axis=1)
        moved = steps.max(axis=1) + scores[:, t]
        best = np.where((t < lengths)[:, None], moved, best)
    out = np.zeros((rows, width), dtype=np.int64)
    at = (best + transitions.end).argmax(axis=1)
    every = np.arange(rows)
    for t in range(width - 1, -1, -1):
        inside = t < lengths
        out[:, t] = np.where(inside, at, 0)
        at = np.where(inside & (t > 0), back[t, every, at], at)
    return out


def paragraphs(encoding: Encoding) -> list[tuple[int, int]]:
    """First word and end (exclusive) of each paragraph."""
    rows = encoding.words.paragraph
    cuts = [0, *(np.flatnonzero(np.diff(rows)) + 1).tolist(), len(rows)]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def marginals(scores: Floats, lengths: Ints, transitions: Transitions) -> Floats:
    """The probability (rows, width, labels) of each label at each place, given the whole paragraph.

    Forward and backward passes with scaling (Rabiner 1989); places after a paragraph's end are 0.
    """
    rows, width, count = scores.shape
    below = np.maximum(scores - scores.max(axis=2, keepdims=True), -LARGEST)
    emit = np.exp(below.astype(np.float64))
    between = np.exp(transitions.between.astype(np.float64))
    forward = np.zeros((rows, width, count))
    forward[:, 0] = _scaled(np.exp(transitions.begin.astype(np.float64)) * emit[:, 0])
    for t in range(1, width):
        forward[:, t] = _scaled((forward[:, t - 1] @ between) * emit[:, t])
    backward = np.zeros((rows, width, count))
    ends = np.exp(transitions.end.astype(np.float64))
    for t in range(width - 1, -1, -1):
        inner = (
            _scaled((emit[:, t + 1] * backward[:, t + 1]) @ between.T) if t + 1 < width else ends
        )
        last = np.equal(lengths, t + 1)
        backward[:, t] = np.where(last[:, None], ends, inner)
    inside = np.arange(width)[None, :] < lengths[:, None]
    both = forward * backward * inside[:, :, None]
    shares: Floats = (both / np.maximum(both.sum(axis=2, keepdims=True), 1e-300)).astype(np.float32)
    return shares


def _scaled(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    out: npt.NDArray[np.float64] = values / np.maximum(values.sum(axis=1, keepdims=True), 1e-300)
    return out


@dataclass(frozen=True, slots=True)
class Labelled:
    """The label of each word of a text, and how probable each of them is."""

    labels: Ints
    chances: Floats


def labels(encodings: Sequence[Encoding], transitions: Transitions) -> list[Labelled]:
    """The labels of every word of each text; paragraphs of like length are decoded together."""
    places = [(n, a, b) for n, one in enumerate(encodings) for a, b in paragraphs(one)]
    places.sort(key=lambda p: p[2] - p[1])
    out = [
        Labelled(np.zeros(len(one.words), np.int64), np.zeros(len(one.words), np.float32))
        for one in encodings
    ]
    for part in _batches(places):
        lengths = np.array([b - a for _, a, b in part])
        scores = np.zeros((len(part), int(lengths[-1]), len(LABELS)), dtype=np.float32)
        for row, (n, a, b) in enumerate(part):
            scores[row, : b - a] = encodings[n].scores[a:b]
        found = viterbi(scores, lengths, transitions)
        sure = np.take_along_axis(marginals(scores, lengths, transitions), found[:, :, None], 2)
        for row, (n, a, b) in enumerate(part):
            out[n].labels[a:b] = found[row, : b - a]
            out[n].chances[a:b] = sure[row, : b - a, 0]
    return out


Places = list[tuple[int, int, int]]


def _batches(places: Places) -> Iterator[Places]:
    """Paragraphs, the shortest first, so many at a time that little is padded."""
    batch: Places = []
    for place in places:
        if batch and (len(batch) + 1) * (place[2] - place[1]) > CELLS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def spans(found: Labelled) -> list[Found]:
    """The spans that the labels spell, in order; the confidence of one is that of its words' mean."""
    out: list[Found] = []
    first = 0
    for at in np.flatnonzero(found.labels).tolist():
        prefix, kind = LABELS[found.labels[at]].split("-")
        if prefix in "BS":
            first = at
        if prefix in "ES":
            logs = np.log(np.maximum(found.chances[first : at + 1], 1e-6))
            out.append(Found(kind, first, at, float(np.exp(logs.mean()))))
    return out


def of_kind(found: Sequence[Found], kind: str) -> list[Found]:
    """The spans of one kind, in order."""
    assert kind in KINDS, kind
    return [f for f in found if f.kind == kind]
