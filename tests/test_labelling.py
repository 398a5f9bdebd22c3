from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.inference import Encoding, Floats, Ints, Words
from dragoman.labelling import LEAST, Decoder, Found, Transitions, best, lattice, worth
from dragoman.layers import LAYERS, constraints, may_begin, may_end, may_follow

LABELS = LAYERS["statements"]
NONE = dict.fromkeys(("source", "cue", "content"), 0.0)


def transitions(seed: int = 0) -> Transitions:
    between, begin, end = constraints(LABELS)
    noise = np.random.default_rng(seed).normal(size=between.shape).astype(np.float32)
    return Transitions(between + noise, begin, end)


def drawn(seed: int, rows: int, width: int, scale: float = 3) -> tuple[Floats, Ints]:
    rng = np.random.default_rng(seed)
    scores = rng.normal(scale=scale, size=(rows, width, len(LABELS))).astype(np.float32)
    lengths = np.sort(rng.integers(1, width + 1, size=rows))
    lengths[-1] = width
    return scores, lengths


def total(scores: Floats, path: tuple[int, ...], weights: Transitions) -> float:
    value = weights.begin[path[0]] + weights.end[path[-1]]
    value += sum(scores[t, label] for t, label in enumerate(path))
    return float(value + sum(weights.between[a, b] for a, b in itertools.pairwise(path)))


def spelt(path: tuple[int, ...]) -> list[tuple[str, int, int]]:
    out, first = [], 0
    for at, label in enumerate(path):
        prefix, _, kind = LABELS[label].partition("-")
        first = at if prefix in ("B", "S") else first
        if prefix in ("E", "S"):
            out.append((kind, first, at))
    return out


def every_path(scores: Floats, weights: Transitions) -> tuple[list[tuple[int, ...]], Floats]:
    n = len(scores)
    paths = [
        path
        for path in itertools.product(range(len(LABELS)), repeat=n)
        if may_begin(LABELS[path[0]])
        and may_end(LABELS[path[-1]])
        and all(may_follow(LABELS[a], LABELS[b]) for a, b in itertools.pairwise(path))
    ]
    values = np.exp([total(scores, path, weights) for path in paths])
    return paths, values / values.sum()


def encoding(scores: Floats, paragraph: list[int]) -> Encoding:
    offsets = np.array([(2 * i, 2 * i + 1) for i in range(len(scores))], dtype=np.int64)
    zeros = np.zeros(len(scores), dtype=np.int64)
    words = Words(offsets, [[1]] * len(scores), np.array(paragraph, dtype=np.int64), zeros)
    return Encoding(words, np.zeros((len(scores), 4), dtype=np.float32), {"statements": scores})


def test_labels_are_as_probable_as_all_paths_through_them() -> None:
    weights = transitions()
    scores, lengths = drawn(1, 3, 4)
    chances = lattice(scores, lengths, weights).chances()
    for row, n in enumerate(lengths.tolist()):
        paths, values = every_path(scores[row, :n], weights)
        for t, label in itertools.product(range(n), range(len(LABELS))):
            wanted = sum(v for p, v in zip(paths, values, strict=True) if p[t] == label)
            assert chances[row, t, label] == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize("seed", range(6))
def test_spans_are_as_probable_as_all_paths_that_spell_them(seed: int) -> None:
    weights = transitions(seed)
    scores, _ = drawn(seed, 1, 4, scale=1.5)
    paths, values = every_path(scores[0], weights)
    wanted: dict[tuple[str, int, int], float] = defaultdict(float)
    for path, value in zip(paths, values, strict=True):
        for span in spelt(path):
            wanted[span] += value
    held = lattice(scores, np.array([4]), weights)
    decoder = Decoder("statements", weights, NONE)
    (spans,) = decoder._candidates(held, np.array([4]))
    found = {(f.kind, f.first, f.last): f.confidence for f in spans}
    for span, chance in found.items():
        assert chance == pytest.approx(wanted[span], abs=1e-5)
    assert {span for span, chance in wanted.items() if chance >= LEAST + 1e-6} <= set(found)


@given(st.integers(0, 10_000), st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_no_two_spans_overlap_and_none_crosses_a_paragraph(seed: int, cut: int) -> None:
    scores, _ = drawn(seed, 1, 10)
    given_ = encoding(scores[0], [0] * cut + [3] * (10 - cut))
    (found,) = Decoder("statements", transitions(seed), NONE)([given_])
    for a, b in itertools.pairwise(found):
        assert a.last < b.first
    assert all((f.first < cut) == (f.last < cut) for f in found)
    assert all(0 < f.confidence <= 1 + 1e-9 for f in found)


def test_other_texts_change_nothing() -> None:
    one, other = (encoding(drawn(seed, 1, n)[0][0], [0] * n) for seed, n in ((3, 7), (4, 12)))
    decoder = Decoder("statements", transitions(), NONE)
    for alone, among in zip(decoder([one])[0], decoder([one, other])[0], strict=True):
        assert (alone.kind, alone.first, alone.last) == (among.kind, among.first, among.last)
        assert alone.confidence == pytest.approx(among.confidence)
    assert decoder([encoding(np.zeros((0, 13), np.float32), [])]) == [[]]


def test_scores_far_apart_decide() -> None:
    labels = [
        LABELS.index(n)
        for n in ("B-source", "E-source", "S-cue", "B-content", "I-content", "E-content")
    ]
    scores = np.full((6, len(LABELS)), -900.0, dtype=np.float32)
    scores[np.arange(6), labels] = 900.0
    (found,) = Decoder("statements", Transitions(*constraints(LABELS)), NONE)(
        [encoding(scores, [0] * 6)]
    )
    assert [(f.kind, f.first, f.last) for f in found] == [
        ("source", 0, 1), ("cue", 2, 2), ("content", 3, 5),
    ]  # fmt: skip
    assert all(f.confidence == pytest.approx(1) for f in found)


def test_two_likely_spans_beat_one_over_both() -> None:
    both = [Found("content", 0, 9, 0.5), Found("source", 0, 1, 0.45), Found("content", 6, 9, 0.44)]
    least = {"source": 0.2, "content": 0.2}
    assert best(both, least) == [both[1], both[2]]
    assert best(both, {"source": 0.2, "content": 0.43}) == [both[1], both[2]]
    assert best(both, {"source": 0.46, "content": 0.43}) == [both[0]]


def test_a_span_of_uncertain_ends_counts_with_its_likes() -> None:
    spread = [Found("content", 0, last, 0.25) for last in (6, 7, 8)]
    assert worth(spread) == pytest.approx([0.5, 0.5, 0.5])
    assert best([*spread, Found("cue", 4, 4, 0.45)], {"content": 0.4, "cue": 0.4}) == [spread[0]]
    assert (
        best([Found("content", 0, 6, 0.25), Found("cue", 0, 6, 0.25)], {"content": 0.4, "cue": 0.4})
        == []
    )


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3), st.floats(0.01, 0.99)), max_size=7))
def test_the_best_choice_is_the_best_of_all(given_: list[tuple[int, int, float]]) -> None:
    found = [Found("cue", a, a + n, p) for a, n, p in given_]
    values: list[float] = worth(found).tolist() if found else []
    numbers = range(len(found))

    def total_worth(chosen: Iterable[int]) -> float:
        return sum(values[n] - 0.3 for n in chosen)

    def apart(chosen: tuple[int, ...]) -> bool:
        ordered = sorted((found[n] for n in chosen), key=lambda f: f.first)
        return all(a.last < b.first for a, b in itertools.pairwise(ordered))

    subsets = itertools.chain.from_iterable(
        itertools.combinations(numbers, n) for n in range(len(found) + 1)
    )
    taken = best(found, {"cue": 0.3})
    held = [n for n in numbers if any(found[n] is one for one in taken)]
    assert len(held) == len(taken)
    assert total_worth(held) == pytest.approx(max(total_worth(s) for s in subsets if apart(s)))
