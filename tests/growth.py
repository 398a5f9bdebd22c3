"""How time grows with the length of an input, told apart from a machine whose speed moves."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

LINEAR = 8
"""More is no growth with the length alone: four times the input takes 4 times as long, 16 where all meets all."""
_SHORTEST = 0.005
"""Seconds that the smaller input must take, so that what is not of its length says nothing."""


def growth(work: Callable[[int], Callable[[], object]], size: int) -> float:
    """How many times as long four times the input takes, the least of six tries.

    `work` makes an input of a size and returns what is timed. Each try has another size, for what is kept of a
    text takes no time again. A machine that slows down within a try makes a linear cost look worse; both sizes are
    timed in turn, and the first try that looks linear settles it.
    """
    while _seconds(work(size)) < _SHORTEST:
        size *= 2
    tries = []
    for number in range(1, 7):
        tries.append(_seconds(work(4 * (size + number))) / _seconds(work(size + number)))
        if tries[-1] < LINEAR:
            break
    return min(tries)


def _seconds(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return max(process_time() - begun, 1e-4)
