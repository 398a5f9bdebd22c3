"""Which sayings of several articles are one utterance: quoted, shortened, paraphrased, translated or corrected.

Sayings are compared in windows of time, a learned score (logistic regression over
`similar.FEATURES`, fitted by `training/utterances.py`) tells how likely two are one, and groups grow from the
surest pair on while the mean score between two groups stays above the bound (average linkage, Sokal and Michener
1958). A window holds so many sayings that no page's cost grows faster than its length.
"""

from __future__ import annotations

import heapq
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from dragoman.stories.similar import FEATURES, Saying, measured, speakers
from dragoman.stories.words import Bag, Floats, Weights, bag

WINDOW = 512
"""Sayings that are compared with one another; the next window begins in the middle of one."""
LEAST = -3.0
"""The score below which two are not remembered to be alike; what those count that never met."""
FEWEST = 3
"""Words below which a saying is a phrase that anybody may use."""
SAME_ARTICLE = 0.6
"""How much of the shorter's words two statements of one article must share: it rarely tells one thing twice."""
_SHORTER, _ONE_ARTICLE = FEATURES.index("words of the shorter"), FEATURES.index("one article")
ENOUGH = 4
"""Words from which the same words are the same saying, however long after."""
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Score:
    """A learned score: `weights` over FEATURES and `bias`; above `bound` two are one."""

    weights: Floats
    bias: float
    bound: float

    def of(self, features: Floats) -> Floats:
        """The scores (logits) of pairs (pairs, features)."""
        return np.asarray(features @ self.weights + self.bias, dtype=np.float32)


@cache
def learned() -> Score:
    """The shipped score."""
    held = json.loads(
        files("dragoman.stories").joinpath("utterances.json").read_text(encoding="utf-8")
    )
    weights = np.array([held["weights"][name] for name in FEATURES], dtype=np.float32)
    return Score(weights, held["bias"], held["bound"])


def utterances(sayings: Sequence[Saying], score: Score | None = None) -> list[list[int]]:
    """The numbers of the sayings in groups, one an utterance; each, and their order, by time."""
    order = sorted(range(len(sayings)), key=lambda n: (sayings[n].printed, n))
    if len(sayings) < 2:
        return [order] if order else []
    ordered = [sayings[n] for n in order]
    edges = scores(ordered, score or learned())
    kept = [_Kept.of(one, by) for one, by in zip(ordered, speakers(ordered), strict=True)]
    groups = _grown(kept, edges, (score or learned()).bound)
    return [[order[n] for n in group] for group in groups]


def scores(sayings: Sequence[Saying], score: Score) -> dict[Pair, float]:
    """The scores of the pairs that have one above LEAST; sayings in order of time."""
    bags = [bag(one.text) for one in sayings]
    weights = Weights(bags)
    found: dict[Pair, float] = {}
    for window in _windows(sayings):
        held, own = [sayings[n] for n in window], [bags[n] for n in window]
        pairs = measured(held, own, weights)
        told = score.of(pairs.features)
        few = np.array([len(one.stems) < FEWEST for one in own])
        own_words = pairs.features[:, _SHORTER] < SAME_ARTICLE
        other_point = (pairs.features[:, _ONE_ARTICLE] > 0) & own_words
        kept = (told > LEAST) & ~few[pairs.one] & ~few[pairs.other] & ~other_point
        for a, b, value in zip(
            pairs.one[kept].tolist(), pairs.other[kept].tolist(), told[kept].tolist(), strict=True
        ):
            found[window[a], window[b]] = value
    found.update(
        {pair: max(found.get(pair, 0.0), 4.0) for pair in _same_words(sayings, bags, found)}
    )
    return found


def _windows(sayings: Sequence[Saying]) -> Iterator[list[int]]:
    """All sayings in windows that overlap by half, and those of actors that no such window holds together."""
    held: defaultdict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(sayings):
        for actor in one.actors:
            held[actor].append(n)
    far = [numbers for numbers in held.values() if numbers[-1] - numbers[0] >= WINDOW // 2]
    for numbers in (range(len(sayings)), *(far if len(sayings) > WINDOW else ())):
        for at in range(0, max(len(numbers) - WINDOW // 2, 1), WINDOW // 2):
            yield list(numbers[at : at + WINDOW])


def _same_words(
    sayings: Sequence[Saying], bags: Sequence[Bag], met: Mapping[Pair, float]
) -> Iterator[Pair]:
    """The next of the same words by the same speaker, where they never met in a window."""
    held: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for n, one in enumerate(sayings):
        if len(bags[n].stems) >= ENOUGH:
            held[one.actors, one.source, bags[n].stems, one.said].append(n)
    for numbers in held.values():
        yield from (pair for pair in pairwise(numbers) if pair not in met and len(sayings) > WINDOW)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What all of a group share: the day it was said, where told, and the actors of those that are decided.

    `places` are the sentences where it stands: no sentence says one thing twice.
    """

    said: date | None
    actors: frozenset[str] | None
    places: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, one: Saying, by: frozenset[str]) -> _Kept:
        place = () if one.sentence is None else ((one.article, one.sentence),)
        return cls(one.said, by or None, frozenset(place))

    def with_(self, other: _Kept) -> _Kept | None:
        """What both share; None where they cannot be one: of two days, of one sentence, of no actor in common."""
        if (self.said and other.said and self.said != other.said) or self.places & other.places:
            return None
        actors = self.actors or other.actors
        if self.actors is not None and other.actors is not None:
            actors = self.actors & other.actors
            if not actors:
                return None
        return _Kept(self.said or other.said, actors, self.places | other.places)


def _grown(kept: list[_Kept], edges: Mapping[Pair, float], bound: float) -> list[list[int]]:
    """Groups by average linkage, the surest pair first; in the order of their first members."""
    groups = {n: [n] for n in range(len(kept))}
    between: dict[int, dict[int, float]] = {n: {} for n in range(len(kept))}
    for (a, b), told in edges.items():
        between[a][b] = between[b][a] = told - LEAST
    heap = [(-(told), a, b, 1, 1) for (a, b), told in edges.items() if told > bound]
    heapq.heapify(heap)
    while heap:
        _, a, b, of_a, of_b = heapq.heappop(heap)
        if a not in groups or b not in groups or (of_a, of_b) != (len(groups[a]), len(groups[b])):
            continue
        shared = kept[a].with_(kept[b])
        if shared is None:
            continue
        kept[a] = shared
        groups[a] = sorted(groups[a] + groups.pop(b))
        for other, told in between.pop(b).items():
            if other != a:
                del between[other][b]
                between[a][other] = between[a].get(other, 0.0) + told
                between[other][a] = between[a][other]
        between[a].pop(b, None)
        for other, told in between[a].items():
            mean = told / (len(groups[a]) * len(groups[other])) + LEAST
            if mean > bound:
                heapq.heappush(heap, (-mean, a, other, len(groups[a]), len(groups[other])))
    return sorted(groups.values())
