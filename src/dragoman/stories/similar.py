"""How alike sayings are: words, runs of words, numbers, meaning, speaker and day, for all pairs at once.

A saying is one statement as one article prints it, cut down to what is compared. Every measure is a matrix over
all pairs of a group, made by products of arrays, so that a page of hundreds of statements takes milliseconds.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.languages.data import load

Floats = npt.NDArray[np.float32]
STEM = 6
"""Letters by which two forms of a word are one: "condemns" and "condemned"."""
FEATURES = (
    "words of the shorter", "words of both", "runs of the shorter", "meaning", "close meaning",
    "numbers differ", "numbers shared", "same day", "other day", "same name", "other name",
    "one article", "types shared", "both quoted", "days apart", "other actors", "lengths",
    "words and meaning", "one article, words", "both short", "no actor", "same source", "other actors, words",
    "no actor, words", "some other actors", "near words", "near words of the shorter", "best of both",
    "lead over others", "neighbours", "one actor, near words",
    "weight of the shorter", "near words, weight",
)  # fmt: skip
_WORD = re.compile(r"\d[\d.,]*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_CLOSE = 0.5
_NEAR = 0.45
"""The nearness of two words from which they count as related at all."""
_NEARLY = 0.8
"""What a word of the same meaning counts for, where the word itself counts one."""
_SHORT = 5


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement as one article prints it: what of it is compared with others.

    `actors` are whom it was said for, empty where nobody is decided; `source` the words that name the source,
    `name` the speaker's surname. `said` is the day it was said, where told; `printed` when its article came out.
    `vector` is as `vectors` made it.
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


@dataclass(frozen=True, slots=True)
class Bag:
    """The words of a saying: words with their stems, runs of two stems, numbers."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    runs: frozenset[str]
    numbers: frozenset[str]


def bag(text: str) -> Bag:
    """The words of a text as they are compared."""
    found = [one.rstrip(".,") for one in _WORD.findall(text.casefold())]
    stems = [one if one[0].isdigit() else one.removesuffix("'s")[:STEM] for one in found]
    numbers = {one.replace(",", "") for one in found if one[0].isdigit()}
    numbers |= {str(_numerals()[one]) for one in found if one in _numerals()}
    runs = {f"{a} {b}" for a, b in pairwise(stems)}
    first = dict(zip(reversed(stems), reversed(found), strict=True))
    return Bag(
        tuple(first[stem] for stem in dict.fromkeys(stems)),
        tuple(dict.fromkeys(stems)),
        frozenset(runs),
        frozenset(numbers),
    )


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    found = (one.rstrip(".,") for one in _WORD.findall(text.casefold()))
    return [one if one[0].isdigit() else one.removesuffix("'s")[:STEM] for one in found]


def says_little(stem: str) -> bool:
    """Whether a stem is that of a function word, or a number."""
    return stem in _function() or stem[0].isdigit()


@cache
def _numerals() -> Mapping[str, int]:
    return {word: n for n, word in enumerate(load("en").table("stories", "words")["numerals"], 2)}


@cache
def _function() -> frozenset[str]:
    """Words that say little by themselves, as stems."""
    return frozenset(one[:STEM] for one in load("en").table("stories", "words")["function"])


class Weights:
    """How much a word says: the seldomer among the sayings of a page, the more (Sparck Jones 1972)."""

    def __init__(self, bags: Iterable[Bag]) -> None:
        self._held: Counter[str] = Counter()
        self._count = 0
        for one in bags:
            self._held.update(one.stems)
            self._count += 1

    def of(self, stem: str) -> float:
        """The weight of a stem."""
        seldom = math.log((self._count + 20) / (self._held[stem] + 1))
        return 0.1 if stem in _function() else max(seldom, 0.2)


def rows(vectors: Sequence[bytes | None]) -> Floats:
    """Kept vectors as rows of length one; nothing where there is none."""
    width = next((len(one) for one in vectors if one), 1)
    empty = bytes(width)
    held = b"".join(one if one and len(one) == width else empty for one in vectors)
    found = np.frombuffer(held, dtype=np.int8).reshape(len(vectors), width).astype(np.float32)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.maximum(lengths, 1), dtype=np.float32)


@cache
def _near_words() -> tuple[Mapping[str, int], Floats]:
    """The words whose meaning is known, by number, and their vectors (words, 64) of length one."""
    with (
        files("dragoman.stories").joinpath("words.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as held,
    ):
        words = str(held["words"]).split("\n")
        vectors = held["vectors"].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return {word: n for n, word in enumerate(words)}, vectors


def soft(bags: Sequence[Bag], weights: Weights) -> Floats:
    """How much of each saying's words the other has, near ones counted in part: (sayings, sayings)."""
    stems = list(dict.fromkeys(stem for one in bags for stem in one.stems))
    if not stems:
        return np.zeros((len(bags), len(bags)), dtype=np.float32)
    place = {stem: n for n, stem in enumerate(stems)}
    forms = {stem: word for one in bags for stem, word in zip(one.stems, one.words, strict=True)}
    numbers, vectors = _near_words()
    known = np.array([numbers.get(forms[stem], -1) for stem in stems])
    own = np.where((known >= 0)[:, None], vectors[known], 0)
    near = np.clip((own @ own.T - _NEAR) / (1 - _NEAR), 0, 1) * _NEARLY
    np.fill_diagonal(near, 1)
    held = np.zeros((len(bags), len(stems)), dtype=np.float32)
    best = np.zeros((len(stems), len(bags)), dtype=np.float32)
    for n, one in enumerate(bags):
        places = [place[stem] for stem in one.stems]
        if places:
            held[n, places] = 1
            best[:, n] = near[:, places].max(axis=1)
    held *= np.array([weights.of(stem) for stem in stems] or [1], dtype=np.float32)
    total = np.maximum(held.sum(axis=1, keepdims=True), 1e-6)
    return np.asarray(held @ best / total, dtype=np.float32)


def alike(sayings: Sequence[Saying], bags: Sequence[Bag], weights: Weights) -> Floats:
    """The FEATURES of all pairs: (sayings, sayings, features), the same both ways round."""
    if not sayings:
        return np.zeros((0, 0, len(FEATURES)), dtype=np.float32)
    parts = measures(sayings, bags, weights)
    return np.stack([np.asarray(one, dtype=np.float32) for one in parts], axis=-1)


def measures(
    sayings: Sequence[Saying], bags: Sequence[Bag], weights: Weights
) -> tuple[npt.NDArray[Any], ...]:
    """The FEATURES of all pairs, each a matrix (sayings, sayings)."""
    words, own = _common([b.stems for b in bags], weights)
    less, more = np.minimum(own[:, None], own), np.maximum(own[:, None], own)
    shorter = words / np.maximum(less, 1e-6)
    both = words / np.maximum(own[:, None] + own - words, 1e-6)
    run, of_runs = _common([tuple(b.runs) for b in bags], None)
    runs = run / np.maximum(np.minimum(of_runs[:, None], of_runs), 1)
    held = rows([s.vector for s in sayings])
    meaning = held @ held.T
    counts, number = _common([tuple(b.numbers) for b in bags], None)
    either = (number[:, None] > 0) & (number > 0)
    same_day, other_day = _days(sayings)
    same_name, other_name = _equal([s.name for s in sayings])
    article, _ = _equal([s.article for s in sayings])
    types = _jaccard([tuple(s.types) for s in sayings])
    direct = np.array([s.direct for s in sayings], dtype=np.float32)
    printed = np.array([s.printed.timestamp() for s in sayings]) / 86_400
    shared = _jaccard([tuple(s.actors) for s in sayings])
    decided = np.array([bool(s.actors) for s in sayings])
    known = decided[:, None] & decided
    nobody = (~known).astype(np.float32)
    apart = (known & (shared == 0)).astype(np.float32)
    source, _ = _equal([s.source for s in sayings])
    length = np.array([len(b.stems) for b in bags], dtype=np.float32)
    short = (length < _SHORT).astype(np.float32)
    one_way = soft(bags, weights)
    near, either_near = (one_way + one_way.T) / 2, np.maximum(one_way, one_way.T)
    likeness = np.asarray(
        np.where(apart > 0, 0, near + np.maximum(meaning, 0)) / 2, dtype=np.float32
    )
    best, lead = _standing(likeness, [s.article for s in sayings])
    return (
        shorter, both, runs, meaning, np.maximum(meaning - _CLOSE, 0),
        either & (counts == 0), counts > 0, same_day, other_day, same_name, other_name,
        article, types, np.outer(direct, direct), np.log1p(np.abs(printed[:, None] - printed)),
        apart, np.log(np.maximum(less, 0.1) / np.maximum(more, 0.1)),
        shorter * meaning, article * shorter, np.outer(short, short),
        nobody, nobody * source, apart * shorter, nobody * shorter, known * (shared > 0) * (1 - shared),
        near, either_near, best, lead, _beside(likeness, sayings), (known & (shared > 0)) * near,
        np.log1p(less), near * np.log1p(less),
    )  # fmt: skip


def _standing(likeness: Floats, articles: Sequence[str]) -> tuple[Floats, Floats]:
    """Whether two are the likest of each other's article, and by how much they are liker than the next."""
    of, count = _numbered(articles)
    size = len(articles)
    most = np.zeros((size, count), dtype=np.float32)
    next_most = np.zeros((size, count), dtype=np.float32)
    for n in range(count):
        own = np.flatnonzero(of == n)
        ranked = np.sort(likeness[:, own], axis=1)
        most[:, n] = ranked[:, -1]
        next_most[:, n] = ranked[:, -2] if len(own) > 1 else 0
    is_most = likeness >= most[:, of] - 1e-6
    others = np.where(is_most, next_most[:, of], most[:, of])
    lead = likeness - others
    return (is_most & is_most.T).astype(np.float32), np.minimum(lead, lead.T)


def _beside(likeness: Floats, sayings: Sequence[Saying]) -> Floats:
    """How like the likest are of those that stand beside the two, up to two places away."""
    of, _ = _numbered([s.article for s in sayings])
    order = np.lexsort((np.arange(len(sayings)), of))
    found = np.zeros_like(likeness)
    shifted = []
    for step in (-2, -1, 1, 2):
        to = np.full(len(sayings), -1)
        for at, n in enumerate(order):
            if 0 <= at + step < len(order) and of[order[at + step]] == of[n]:
                to[n] = order[at + step]
        shifted.append(to)
    for one in shifted:
        for other in shifted:
            there = (one[:, None] >= 0) & (other >= 0)
            found = np.maximum(found, np.where(there, likeness[np.ix_(one, other)], 0))
    different = of[:, None] != of
    return np.asarray(found * different, dtype=np.float32)


def _numbered(held: Sequence[str]) -> tuple[npt.NDArray[np.int64], int]:
    numbers = {one: n for n, one in enumerate(dict.fromkeys(held))}
    return np.array([numbers[one] for one in held], dtype=np.int64), len(numbers)


def _common(held: Sequence[tuple[str, ...]], weights: Weights | None) -> tuple[Floats, Floats]:
    """How much each two have in common, and how much each has."""
    places: dict[str, int] = {}
    for one in held:
        for word in one:
            places.setdefault(word, len(places))
    found = np.zeros((len(held), max(len(places), 1)), dtype=np.float32)
    for n, one in enumerate(held):
        found[n, [places[word] for word in one]] = 1
    if weights:
        found *= np.sqrt(np.array([weights.of(w) for w in places] or [1], dtype=np.float32))
    product = found @ found.T
    return product, np.diagonal(product).copy()


def _jaccard(held: Sequence[tuple[str, ...]]) -> Floats:
    common, own = _common(held, None)
    return np.asarray(common / np.maximum(own[:, None] + own - common, 1), dtype=np.float32)


def _equal(held: Sequence[str]) -> tuple[Floats, Floats]:
    """Where two have the same, and where both have something and it differs."""
    of, _ = _numbered(held)
    known = np.array([bool(one) for one in held])
    both = known[:, None] & known
    same = of[:, None] == of
    return (both & same).astype(np.float32), (both & ~same).astype(np.float32)


def _days(sayings: Sequence[Saying]) -> tuple[Floats, Floats]:
    """Where two were said on one day, and where they cannot have been: other days, or printed before said."""
    said = np.array([s.said.toordinal() if s.said else 0 for s in sayings])
    printed = np.array([s.printed.date().toordinal() for s in sayings])
    known = said > 0
    both = known[:, None] & known
    later = known[:, None] & (said[:, None] > printed)
    other = (both & (said[:, None] != said)) | later | later.T
    return (both & (said[:, None] == said)).astype(np.float32), other.astype(np.float32)
