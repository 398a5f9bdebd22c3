"""Whether a story's articles are two heaps: far from each other by what they are about, and by what they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from dragoman.stories.similar import rows
from dragoman.stories.sketch import Sketch
from dragoman.stories.words import Floats

APART = 0.0
"""The mean nearness between two heaps below which they are no one story."""
SMALLEST_HEAP = 3


def second_heap(held: Sequence[Sketch]) -> list[int]:
    """The articles of the heap without the first, where two heaps are apart; empty where they are not."""
    if len(held) < 2 * SMALLEST_HEAP or not all(one.vector for one in held):
        return []
    near = rows([one.vector for one in held])
    alike = near @ near.T
    groups = _grown([[n] for n in range(len(held))], alike.copy())
    one, other = groups
    if min(len(one), len(other)) < SMALLEST_HEAP:
        return []
    if float(alike[np.ix_(one, other)].mean()) > APART or _share_names(held, one, other):
        return []
    return other if 0 in one else one


def _grown(groups: list[list[int]], sums: Floats) -> list[list[int]]:
    """The groups joined, the nearest first, until two are left; `sums` is how near all of two are together."""
    while len(groups) > 2:
        sizes = np.array([len(group) for group in groups], dtype=np.float32)
        means = sums / np.outer(sizes, sizes)
        np.fill_diagonal(means, -2)
        a, b = sorted(divmod(int(means.argmax()), len(groups)))
        groups[a] += groups.pop(b)
        sums[a] += sums[b]
        sums[:, a] += sums[:, b]
        sums = np.delete(np.delete(sums, b, axis=0), b, axis=1)
    return groups


def _share_names(held: Sequence[Sketch], one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two heaps name the same: a third of the names that half of a heap's articles hold."""
    usual = [_usual([held[n] for n in heap]) for heap in (one, other)]
    return 3 * len(usual[0] & usual[1]) >= min(map(len, usual))


def _usual(held: Sequence[Sketch]) -> set[str]:
    counts = Counter(name for one in held for name in one.names)
    return {name for name, count in counts.items() if 2 * count >= len(held)}
