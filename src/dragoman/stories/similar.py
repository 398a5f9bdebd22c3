"""How alike sayings are: words, runs of words, numbers, meaning, speaker and day, for all pairs at once.

A saying is one statement as one article prints it, cut down to what is compared. Every measure is a matrix over
all pairs of a group, made by products of arrays, so that a page of hundreds of statements takes milliseconds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.stories.words import Bag, Floats, Weights, shared_by_two, soft

Ints = npt.NDArray[np.int64]
FEATURES = (
    "words of the shorter", "words of both", "runs of the shorter", "meaning", "close meaning",
    "numbers differ", "numbers shared", "same day", "other day", "same name", "other name",
    "one article", "types shared", "both quoted", "days apart", "other actors", "lengths",
    "words and meaning", "one article, words", "both short", "no actor", "same source", "other actors, words",
    "no actor, words", "some other actors", "near words", "near words of the shorter", "best of both",
    "lead over others", "neighbours", "one actor, near words",
    "weight of the shorter", "near words, weight", "same words",
    "quoted runs", "one quotes", "one corrects",
)  # fmt: skip
LEAST_ALIKE = 0.12
"""The likeness below which two are not compared any further."""
_CLOSE = 0.5
_SHORT = 5
_SAME = 0.95
"""The share of words of both from which on two are the same words."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement as one article prints it: what of it is compared with others.

    `actors` are whom it was said for, empty where nobody is decided; `source` the words that name the source,
    `name` the speaker's surname. `said` is the day it was said, where told; `printed` when its article came out.
    `vector` is as `vectors` made it. `sentence` is where in the article its sentence begins, about; None where
    that is not known.
    """

    key: Hashable
    article: str
    printed: datetime
    actors: frozenset[str]
    text: str
    said: date | None = None
    source: str = ""
    name: str = ""
    types: frozenset[str] = frozenset()
    direct: bool = False
    vector: bytes | None = None
    sentence: int | None = None


def rows(vectors: Sequence[bytes | None]) -> Floats:
    """Kept vectors as rows of length one; nothing where there is none."""
    width = next((len(one) for one in vectors if one), 1)
    empty = bytes(width)
    held = b"".join(one if one and len(one) == width else empty for one in vectors)
    found = np.frombuffer(held, dtype=np.int8).reshape(len(vectors), width).astype(np.float32)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.maximum(lengths, 1), dtype=np.float32)


def speakers(sayings: Sequence[Saying]) -> list[frozenset[str]]:
    """The actors of each saying; of who speaks for herself alone, those too for whom others let her speak.

    One article has "Ana Ruiz", the next "Ana Ruiz of the Harbour Union": they are one person.
    """
    named: defaultdict[str, set[str]] = defaultdict(set)
    for one in sayings:
        if one.name:
            named[one.name].update(one.actors)
    return [one.actors | named[one.name] if _for_herself(one) else one.actors for one in sayings]


def _for_herself(one: Saying) -> bool:
    """Whether the only actor is the speaker, by name."""
    called = {word.casefold() for actor in one.actors for word in actor.split()[-1:]}
    return called == {one.name}


@dataclass(frozen=True, slots=True)
class Measured:
    """Pairs of sayings, by their numbers (pairs,), and their FEATURES (pairs, features)."""

    one: Ints
    other: Ints
    features: Floats


def alike(sayings: Sequence[Saying], bags: Sequence[Bag], weights: Weights) -> Floats:
    """The FEATURES of all pairs: (sayings, sayings, features), the same both ways round."""
    size = len(sayings)
    if not size:
        return np.zeros((0, 0, len(FEATURES)), dtype=np.float32)
    found = measured(sayings, bags, weights, least=-1)
    made = np.zeros((size, size, len(FEATURES)), dtype=np.float32)
    made[found.one, found.other] = made[found.other, found.one] = found.features
    return made


def measured(
    sayings: Sequence[Saying], bags: Sequence[Bag], weights: Weights, least: float = LEAST_ALIKE
) -> Measured:
    """The FEATURES of the pairs that are alike at all: by near words and meaning, from `least` on."""
    words, own = _common([b.stems for b in bags], weights)
    shared = _jaccard([tuple(actors) for actors in speakers(sayings)])
    decided = np.array([bool(s.actors) for s in sayings])
    apart = decided[:, None] & decided & (shared == 0)
    one_way = soft(bags, weights)
    near = (one_way + one_way.T) / 2
    meaning = _meaning(sayings, near)
    likeness = np.asarray(np.where(apart, 0, near + np.maximum(meaning, 0)) / 2, dtype=np.float32)
    shorter = words / np.maximum(np.minimum(own[:, None], own), 1e-6)
    looked_at = np.maximum(likeness, np.maximum(shorter, near) / 2)
    a, b = np.nonzero(np.triu(looked_at > least, 1))
    part = _Pairs(sayings, bags, a, b)
    said, sense, close, far = shorter[a, b], meaning[a, b], near[a, b], apart[a, b]
    of_both = words[a, b] / np.maximum(own[a] + own[b] - words[a, b], 1e-6)
    known = decided[a] & decided[b]
    with_some = known & (shared[a, b] > 0)
    less = np.minimum(own[a], own[b])
    best, lead = _standing(likeness, part)
    runs, quoted, one_quotes = part.runs(weights)
    parts = (
        said, of_both, runs,
        sense, np.maximum(sense - _CLOSE, 0), *part.numbers(), *part.days(), *part.names(),
        part.one_article, part.types(), part.quoted(), part.days_apart(), far,
        np.log(np.maximum(less, 0.1) / np.maximum(np.maximum(own[a], own[b]), 0.1)),
        said * sense, part.one_article * said, part.short(),
        ~known, ~known & part.one_source(), far * said, ~known * said,
        with_some * (1 - shared[a, b]), close, np.maximum(one_way[a, b], one_way[b, a]), best, lead,
        _beside(likeness, part), with_some * close, np.log1p(less), close * np.log1p(less),
        of_both > _SAME, quoted, one_quotes, part.one_corrects(),
    )  # fmt: skip
    return Measured(a, b, np.stack([np.asarray(one, dtype=np.float32) for one in parts], axis=-1))


def _of_one_kind(vectors: Sequence[bytes | None]) -> list[bytes | None]:
    """The vectors of the kind that most have, without the byte that tells it; none for the others."""
    counts = Counter((len(one), one[-1]) for one in vectors if one)
    usual = max(counts, key=lambda kind: (counts[kind], kind), default=None)
    return [one[:-1] if one and (len(one), one[-1]) == usual else None for one in vectors]


def _meaning(sayings: Sequence[Saying], near: npt.NDArray[Any]) -> Floats:
    """How near vectors are; how near words are, where one of two has none, or one of another kind."""
    held = rows(_of_one_kind([s.vector for s in sayings]))
    known = np.asarray(held.any(axis=1))
    both = known[:, None] & known
    return np.asarray(np.where(both, held @ held.T, near), dtype=np.float32)


class _Pairs:
    """What is measured of pairs (a, b) of sayings alone, without all others."""

    def __init__(self, sayings: Sequence[Saying], bags: Sequence[Bag], a: Ints, b: Ints) -> None:
        self.sayings, self.bags, self.a, self.b = sayings, bags, a, b
        self.articles, self.count = _numbered([s.article for s in sayings])
        self.one_article = self.articles[a] == self.articles[b]

    def runs(self, weights: Weights) -> tuple[Any, Any, Any]:
        """Of runs of two words: the share of the shorter's, the weight of those of one's quotations that the other
        has, as a logarithm, and where one alone quotes."""
        own = [tuple(one.runs) for one in self.bags]
        places = {run: n for n, run in enumerate(shared_by_two(own))}
        had, quoted = (
            np.zeros((len(own), max(len(places), 1)), dtype=np.float32) for _ in range(2)
        )
        for n, one in enumerate(self.bags):
            had[n, [places[run] for run in one.runs if run in places]] = 1
            quoted[n, [places[run] for run in one.quoted if run in places]] = 1
        told = [sum(map(weights.of, run.split(" "))) for run in places]
        common, cited = had @ had.T, (quoted * np.array(told or [0], dtype=np.float32)) @ had.T
        a, b = self.a, self.b
        count = np.array([len(one) for one in own])
        quotes = np.array([bool(one.quoted) for one in self.bags])
        return (
            common[a, b] / np.maximum(np.minimum(count[a], count[b]), 1),
            np.log1p(np.maximum(cited[a, b], cited[b, a])),
            quotes[a] != quotes[b],
        )

    def one_corrects(self) -> Any:
        """Where one names a number that is no more, and the other none."""
        corrects = np.array([one.corrects for one in self.bags])
        return corrects[self.a] != corrects[self.b]

    def numbers(self) -> tuple[Any, Any]:
        """Where both name numbers and none is the same, and where one is."""
        common, own = _common([tuple(one.numbers) for one in self.bags], None)
        both, shared = (own[self.a] > 0) & (own[self.b] > 0), common[self.a, self.b] > 0
        return both & ~shared, shared

    def days(self) -> tuple[Any, Any]:
        """Where two were said on one day, and where they cannot have been: other days, or printed before said."""
        said = np.array([s.said.toordinal() if s.said else 0 for s in self.sayings])
        printed = np.array([s.printed.date().toordinal() for s in self.sayings])
        one, other = said[self.a], said[self.b]
        both, same = (one > 0) & (other > 0), one == other
        return both & same, (both & ~same) | (one > printed[self.b]) | (other > printed[self.a])

    def names(self) -> tuple[Any, Any]:
        """Where two have the same speaker's name, and where both have one and it differs."""
        return self._equal([s.name for s in self.sayings])

    def one_source(self) -> Any:
        """Where the same words name the source."""
        return self._equal([s.source for s in self.sayings])[0]

    def _equal(self, held: Sequence[str]) -> tuple[Any, Any]:
        of, _ = _numbered(held)
        known = np.array([bool(one) for one in held])
        both, same = known[self.a] & known[self.b], of[self.a] == of[self.b]
        return both & same, both & ~same

    def types(self) -> Floats:
        """The share of types in common."""
        return _jaccard([tuple(s.types) for s in self.sayings])[self.a, self.b]

    def quoted(self) -> Any:
        """Where both are direct speech."""
        direct = np.array([s.direct for s in self.sayings])
        return direct[self.a] & direct[self.b]

    def days_apart(self) -> Any:
        """How far apart two came out, as the logarithm of days."""
        printed = np.array([s.printed.timestamp() for s in self.sayings]) / 86_400
        return np.log1p(np.abs(printed[self.a] - printed[self.b]))

    def short(self) -> Any:
        """Where both have few words."""
        short = np.array([len(one.stems) < _SHORT for one in self.bags])
        return short[self.a] & short[self.b]


def _standing(likeness: Floats, pairs: _Pairs) -> tuple[Any, Any]:
    """Whether two are the likest of each other's article, and by how much they are liker than the next."""
    of, a, b = pairs.articles, pairs.a, pairs.b
    most = np.zeros((len(of), pairs.count), dtype=np.float32)
    next_most = np.zeros((len(of), pairs.count), dtype=np.float32)
    for n in range(pairs.count):
        own = np.flatnonzero(of == n)
        ranked = np.sort(likeness[:, own], axis=1)
        most[:, n] = ranked[:, -1]
        next_most[:, n] = ranked[:, -2] if len(own) > 1 else 0
    told = likeness[a, b]
    leads = []
    for one, other in ((a, b), (b, a)):
        is_most = told >= most[one, of[other]] - 1e-6
        rival = np.where(is_most, next_most[one, of[other]], most[one, of[other]])
        leads.append((is_most, told - rival))
    (first, lead), (second, other_lead) = leads
    return first & second, np.minimum(lead, other_lead)


def _beside(likeness: Floats, pairs: _Pairs) -> Floats:
    """How like the likest are of those that stand beside the two, up to two places away."""
    of = pairs.articles
    order = np.lexsort((np.arange(len(of)), of))
    at = np.empty(len(of), dtype=np.int64)
    at[order] = np.arange(len(of))
    found = np.zeros(len(pairs.a), dtype=np.float32)
    for step in (-2, -1, 1, 2):
        one, is_one = _neighbour(order, at, of, pairs.a, step)
        for other_step in (-2, -1, 1, 2):
            other, is_other = _neighbour(order, at, of, pairs.b, other_step)
            found = np.maximum(found, np.where(is_one & is_other, likeness[one, other], 0))
    return np.asarray(found * ~pairs.one_article, dtype=np.float32)


def _neighbour(order: Ints, at: Ints, of: Ints, who: Ints, step: int) -> tuple[Ints, Any]:
    """The saying so many places on in the same article, and whether there is one."""
    place = at[who] + step
    inside = (place >= 0) & (place < len(order))
    found = order[np.clip(place, 0, len(order) - 1)]
    return found, inside & (of[found] == of[who])


def _numbered(held: Sequence[str]) -> tuple[npt.NDArray[np.int64], int]:
    numbers = {one: n for n, one in enumerate(dict.fromkeys(held))}
    return np.array([numbers[one] for one in held], dtype=np.int64), len(numbers)


def _common(held: Sequence[tuple[Any, ...]], weights: Weights | None) -> tuple[Floats, Floats]:
    """How much each two have in common, and how much each has."""
    places = {word: n for n, word in enumerate(shared_by_two(held))}
    found = np.zeros((len(held), max(len(places), 1)), dtype=np.float32)
    own = np.zeros(len(held), dtype=np.float32)
    for n, one in enumerate(held):
        found[n, [places[word] for word in one if word in places]] = 1
        own[n] = sum(weights.of(word) for word in one) if weights else len(one)
    if weights:
        found *= np.sqrt(np.array([weights.of(w) for w in places] or [1], dtype=np.float32))
    product = found @ found.T
    np.fill_diagonal(product, own)
    return product, own


def _jaccard(held: Sequence[tuple[str, ...]]) -> Floats:
    common, own = _common(held, None)
    return np.asarray(common / np.maximum(own[:, None] + own - common, 1), dtype=np.float32)
