from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.inference import Floats, Ints
from dragoman.statements.decode import Labelled, Transitions, marginals, spans, viterbi
from dragoman.statements.labels import LABELS, constraints, may_begin, may_end, may_follow


def transitions(seed: int = 0) -> Transitions:
    between, begin, end = constraints()
    noise = np.random.default_rng(seed).normal(size=between.shape).astype(np.float32)
    return Transitions(between + noise, begin, end)


def drawn(seed: int, rows: int, width: int) -> tuple[Floats, Ints]:
    rng = np.random.default_rng(seed)
    scores = rng.normal(scale=3, size=(rows, width, len(LABELS))).astype(np.float32)
    lengths = np.sort(rng.integers(1, width + 1, size=rows))
    lengths[-1] = width
    return scores, lengths


def total(scores: Floats, path: tuple[int, ...], weights: Transitions) -> float:
    value = weights.begin[path[0]] + weights.end[path[-1]]
    value += sum(scores[t, label] for t, label in enumerate(path))
    return float(value + sum(weights.between[a, b] for a, b in itertools.pairwise(path)))


def test_viterbi_and_marginals_agree_with_all_paths_counted() -> None:
    weights = transitions()
    scores, lengths = drawn(1, 3, 3)
    best, chances = viterbi(scores, lengths, weights), marginals(scores, lengths, weights)
    for row, n in enumerate(lengths.tolist()):
        paths = list(itertools.product(range(len(LABELS)), repeat=n))
        values = np.exp([total(scores[row], path, weights) for path in paths])
        assert tuple(best[row, :n]) == paths[int(values.argmax())]
        for t, label in itertools.product(range(n), range(len(LABELS))):
            share = sum(v for v, path in zip(values, paths, strict=True) if path[t] == label)
            assert abs(chances[row, t, label] - share / values.sum()) < 1e-5


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 5), st.integers(1, 30))
def test_no_span_is_ever_broken(seed: int, rows: int, width: int) -> None:
    scores, lengths = drawn(seed, rows, width)
    found = viterbi(scores, lengths, transitions(seed))
    for row, n in enumerate(lengths.tolist()):
        names = [LABELS[label] for label in found[row, :n]]
        assert may_begin(names[0])
        assert may_end(names[-1])
        assert all(may_follow(a, b) for a, b in itertools.pairwise(names))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(1, 25))
def test_marginals_are_probabilities(seed: int, rows: int, width: int) -> None:
    scores, lengths = drawn(seed, rows, width)
    sums = marginals(scores * 30, lengths, transitions(seed)).sum(axis=2)
    inside = np.arange(width)[None, :] < lengths[:, None]
    assert np.allclose(sums, inside, atol=1e-4)


def test_spans_are_spelled_by_their_labels() -> None:
    names = ["S-source", "B-cue", "E-cue", "O", "B-content", "I-content", "E-content"]
    labels = np.array([LABELS.index(name) for name in names])
    found = spans(Labelled(labels, np.full(len(names), 0.5, dtype=np.float32)))
    assert [(f.kind, f.first, f.last) for f in found] == [
        ("source", 0, 0),
        ("cue", 1, 2),
        ("content", 4, 6),
    ]
    assert all(abs(f.confidence - 0.5) < 1e-6 for f in found)
