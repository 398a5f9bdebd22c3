"""The encoder's scores turned into spans: how probable each span is, and which to keep.

Each layer's scores are the potentials of a linear-chain CRF over the words of a paragraph (Lafferty et
al. 2001). A forward and a backward pass give the probability of every span as a whole, both ends exact.
A span is worth its own probability and that of all that overlap it by half, in equal parts, since both
are asked of a reader; kept are the spans, none over another, that are worth most above the bound at
which one more still helps F1 (Lipton et al. 2014). The best single path (Viterbi) decides for a whole
paragraph, and its labels' probabilities do not say how sure a span's ends are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dragoman.inference import Encoding, Floats, Ints, Words
from dragoman.layers import LAYERS

CELLS = 16_384
"""Words, padding counted, that are decoded together."""
LARGEST = 60.0
"""Scores further apart are taken for so far: products of more would underflow."""
LEAST = 0.03
"""Spans less probable than this are not looked at."""
HALF = 0.5
TINY = 1e-300
Doubles = npt.NDArray[np.float64]


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


@dataclass(frozen=True, slots=True)
class Lattice:
    """What the two passes give of several paragraphs, in logarithms: (rows, width, labels) each.

    `emit` are the scores less the best of their word; `before` sums all paths up to and with a label,
    `behind` all from it on, without it; `whole` (rows,) sums all paths of a paragraph.
    """

    emit: Doubles
    before: Doubles
    behind: Doubles
    whole: Doubles

    def chances(self) -> Doubles:
        """The probability of each label at each place, given the whole paragraph."""
        logs = self.before + self.behind - self.whole[:, None, None]
        out: Doubles = np.exp(np.minimum(logs, 0.0))  # behind a paragraph's end they mean nothing
        return out


def lattice(scores: Floats, lengths: Ints, transitions: Transitions) -> Lattice:
    """Forward and backward passes with scaling (Rabiner 1989); places after an end are improbable."""
    rows, width, count = scores.shape
    emit = np.maximum(scores - scores.max(axis=2, keepdims=True), -LARGEST).astype(np.float64)
    raised = np.exp(emit)
    between = np.exp(transitions.between.astype(np.float64))
    ends = np.exp(transitions.end.astype(np.float64))
    before = np.zeros((rows, width, count))
    behind = np.zeros((rows, width, count))
    grown = np.zeros((rows, width, 2))
    step, scale = _scaled(np.exp(transitions.begin.astype(np.float64)) * raised[:, 0])
    before[:, 0], grown[:, 0, 0] = step, scale
    for t in range(1, width):
        step, scale = _scaled((step @ between) * raised[:, t])
        before[:, t], grown[:, t, 0] = step, grown[:, t - 1, 0] + scale
    for t in range(width - 1, -1, -1):
        inside = (lengths > t + 1)[:, None]
        if t + 1 < width:
            step, scale = _scaled((raised[:, t + 1] * behind[:, t + 1]) @ between.T)
            behind[:, t] = np.where(inside, step, ends)
            grown[:, t, 1] = np.where(inside[:, 0], grown[:, t + 1, 1] + scale, 0.0)
        else:
            behind[:, t] = ends
    logs_before = np.log(np.maximum(before, TINY)) + grown[:, :, :1]
    logs_behind = np.log(np.maximum(behind, TINY)) + grown[:, :, 1:]
    first = np.maximum((before[:, 0] * behind[:, 0]).sum(axis=1), TINY)
    whole = np.log(first) + grown[:, 0].sum(axis=1)
    return Lattice(emit, logs_before, logs_behind, whole)


def _scaled(values: Doubles) -> tuple[Doubles, Doubles]:
    """Rows that sum to 1, and the logarithm of what each was divided by."""
    sums = np.maximum(values.sum(axis=1), TINY)
    return values / sums[:, None], np.log(sums)


def paragraphs(words: Words) -> list[tuple[int, int]]:
    """First word and end (exclusive) of each paragraph."""
    rows = words.paragraph
    cuts = [0, *(np.flatnonzero(np.diff(rows)) + 1).tolist(), len(rows)]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


@dataclass(frozen=True, slots=True)
class Decoder:
    """A layer's transitions, and for each kind of span what one must be worth to be kept."""

    layer: str
    transitions: Transitions
    least: Mapping[str, float]

    def __call__(self, encodings: Sequence[Encoding]) -> list[list[Found]]:
        """The spans of each text, in order; paragraphs of like length are read together."""
        places = [(n, a, b) for n, one in enumerate(encodings) for a, b in paragraphs(one.words)]
        places.sort(key=lambda p: p[2] - p[1])
        out: list[list[Found]] = [[] for _ in encodings]
        for part in _batches(places):
            lengths = np.array([b - a for _, a, b in part])
            shape = (len(part), int(lengths[-1]), len(LAYERS[self.layer]))
            scores = np.zeros(shape, dtype=np.float32)
            for row, (n, a, b) in enumerate(part):
                scores[row, : b - a] = encodings[n].scores[self.layer][a:b]
            every = self._candidates(lattice(scores, lengths, self.transitions), lengths)
            for (n, a, _), found in zip(part, every, strict=True):
                out[n] += [
                    Found(f.kind, f.first + a, f.last + a, f.confidence)
                    for f in best(found, self.least)
                ]
        return [sorted(found, key=lambda f: f.first) for found in out]

    def _candidates(self, held: Lattice, lengths: Ints) -> list[list[Found]]:
        """Every span of each paragraph that may be kept, with its probability."""
        chances = held.chances()
        likely = (chances >= LEAST) & (np.arange(chances.shape[1]) < lengths[:, None])[:, :, None]
        out: list[list[Found]] = [[] for _ in lengths]
        for label, name in enumerate(LAYERS[self.layer]):
            prefix, _, kind = name.partition("-")
            if prefix == "S":
                rows, places = np.nonzero(likely[:, :, label])
                made = (rows, places, places, chances[rows, places, label])
            elif prefix == "B":
                made = self._longer(held, likely, label)
            else:
                continue
            for row, first, last, chance in zip(*(c.tolist() for c in made), strict=True):
                out[row].append(Found(kind, first, last, chance))
        return out

    def _longer(
        self, held: Lattice, likely: npt.NDArray[np.bool_], b: int
    ) -> tuple[Ints, Ints, Ints, Doubles]:
        """Paragraph, first and last word and probability of the longer spans of the kind whose B this is."""
        i, e = b + 1, b + 2
        steps = self.transitions.between.astype(np.float64)
        rows, firsts, lasts = _pairs(likely[:, :, b], likely[:, :, e])
        inner = np.cumsum(held.emit[:, :, i] + steps[i, i], axis=1)
        # From B over the I's between to E: what I's score and each step into one costs.
        run = inner[rows, lasts - 1] - inner[rows, firsts]
        inside = run - steps[i, i] + steps[b, i] + steps[i, e]
        logs = np.where(lasts - firsts > 1, inside, steps[b, e]) + held.before[rows, firsts, b]
        logs += held.emit[rows, lasts, e] + held.behind[rows, lasts, e] - held.whole[rows]
        values = np.exp(np.minimum(logs, 0.0))
        kept = values >= LEAST
        return rows[kept], firsts[kept], lasts[kept], values[kept]


def _pairs(begins: npt.NDArray[np.bool_], ends: npt.NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
    """Rows, first and last columns of all pairs of a beginning with an end behind it in its row."""
    width = begins.shape[1]
    firsts, lasts = np.flatnonzero(begins), np.flatnonzero(ends)
    low = np.searchsorted(lasts, firsts, side="right")
    high = np.searchsorted(lasts, (firsts // width + 1) * width)
    counts = high - low
    chosen = np.repeat(firsts, counts)
    ranks = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    behind = lasts[np.repeat(low, counts) + ranks]
    return chosen // width, chosen % width, behind % width


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


def worth(found: Sequence[Found]) -> Doubles:
    """What each span is worth: the mean of its probability and of all of its kind that overlap it by half."""
    kinds = np.array([f.kind for f in found])
    firsts, lasts = (np.array([getattr(f, end) for f in found]) for end in ("first", "last"))
    chances = np.array([f.confidence for f in found])
    both = np.minimum(lasts[:, None], lasts) - np.maximum(firsts[:, None], firsts) + 1
    either = np.maximum(lasts[:, None], lasts) - np.minimum(firsts[:, None], firsts) + 1
    alike = (both >= HALF * either) & (kinds[:, None] == kinds)
    out: Doubles = (chances + np.minimum(alike @ chances, 1.0)) / 2
    return out


def best(found: Sequence[Found], least: Mapping[str, float]) -> list[Found]:
    """The spans, none over another, whose worth exceeds `least` by most in all; in order."""
    if not found:
        return []
    gained = [
        (f, value - least[f.kind])
        for f, value in zip(found, worth(found).tolist(), strict=True)
        if value > least[f.kind]
    ]
    gained.sort(key=lambda pair: (pair[0].last, pair[0].first, pair[0].kind))
    ends = [f.last for f, _ in gained]
    gains = [0.0]
    taken: list[bool] = []
    before = [bisect_right(ends, f.first - 1) for f, _ in gained]
    for number, (_, value) in enumerate(gained):
        gain = gains[before[number]] + value
        taken.append(gain > gains[-1])
        gains.append(max(gain, gains[-1]))
    out: list[Found] = []
    at = len(gained)
    while at:
        if taken[at - 1]:
            out.append(gained[at - 1][0])
            at = before[at - 1]
        else:
            at -= 1
    return out[::-1]


def of_kind(found: Sequence[Found], kind: str) -> list[Found]:
    """The spans of one kind, in order."""
    return [f for f in found if f.kind == kind]
