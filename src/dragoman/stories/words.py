"""The words of a saying as they are compared: stems, runs and numbers, how much each says, and near words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dragoman.languages.data import load
from dragoman.languages.numbers import find
from dragoman.languages.quotes import MARKS, quotations_of

Floats = npt.NDArray[np.float32]
STEM = 6
"""Letters by which two forms of a word are one: "condemns" and "condemned"."""
KEPT = 4096
"""Texts whose words are kept."""
_WORD = re.compile(r"\d[\d.,]*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEAR = 0.45
"""The nearness of two words from which they count as related at all."""
_NEARLY = 0.8
"""What a word of the same meaning counts for, where the word itself counts one."""


@dataclass(frozen=True, slots=True)
class Bag:
    """The words of a saying: words with their stems, runs of two stems, those inside quotation marks, numbers.

    `corrects` tells that it names a number that it says is no more.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    runs: frozenset[str]
    quoted: frozenset[str]
    numbers: frozenset[float | None]
    corrects: bool = False


@lru_cache(maxsize=KEPT)
def bag(text: str) -> Bag:
    """The words of a text as they are compared; kept, for a page asks twice."""
    found = _words(text)
    stems = [_stem(one) for one in found]
    counted = find(text) if any(map(_counts, found)) else []
    first = dict(zip(reversed(stems), reversed(found), strict=True))
    return Bag(
        tuple(first[stem] for stem in dict.fromkeys(stems)),
        tuple(dict.fromkeys(stems)),
        frozenset(_runs(stems)),
        frozenset(run for one in _quoted(text) for run in _runs([_stem(w) for w in _words(one)])),
        frozenset(one.high if one.low is None else one.low for one in counted),
        any(_is_old(_words(text[: one.span.start])) for one in counted),
    )


def _runs(stems: Sequence[str]) -> Iterator[str]:
    return (f"{a} {b}" for a, b in pairwise(stems))


def _quoted(text: str) -> Iterator[str]:
    if not MARKS.isdisjoint(text):
        yield from (one.span.of(text) for one in quotations_of(text))


def _counts(word: str) -> bool:
    """Whether a word may be a number, or a part of one."""
    return word[0].isdigit() or word in _numerals()


def _is_old(before: list[str]) -> bool:
    """Whether the words before a number tell that it was said once and is no more."""
    held = load("en").table("stories", "words")
    while before and before[-1] in held["between"] and before[-1] not in held["before_old"]:
        before.pop()
    return bool(before) and before[-1] in held["before_old"]


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [_stem(one) for one in _words(text)]


def _words(text: str) -> list[str]:
    return [one.rstrip(".,") for one in _WORD.findall(text.casefold())]


def _stem(word: str) -> str:
    return word if word[0].isdigit() else word.removesuffix("'s")[:STEM]


def says_little(stem: str) -> bool:
    """Whether a stem is that of a function word, or a number."""
    return stem in _function() or stem[0].isdigit()


@cache
def _numerals() -> frozenset[str]:
    held = (load("en").table("numbers", name) for name in ("small", "scales", "plurals"))
    return frozenset(word for one in held for word in one)


@cache
def _function() -> frozenset[str]:
    """Words that say little by themselves, as stems."""
    return frozenset(one[:STEM] for one in load("en").table("stories", "words")["function"])


class Weights:
    """How much a word says: the seldomer among the sayings of a page, the more (Sparck Jones 1972)."""

    def __init__(self, bags: Iterable[Bag]) -> None:
        self._held: Counter[str] = Counter()
        self._told: dict[str, float] = {}
        self._count = 0
        for one in bags:
            self._held.update(one.stems)
            self._count += 1

    def of(self, stem: str) -> float:
        """The weight of a stem."""
        found = self._told.get(stem)
        if found is None:
            seldom = math.log((self._count + 20) / (self._held[stem] + 1))
            found = self._told[stem] = 0.1 if stem in _function() else max(seldom, 0.2)
        return found


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
    count = len(bags)
    forms = {stem: word for one in bags for stem, word in zip(one.stems, one.words, strict=True)}
    table, vectors = _near_words()
    meant = [stem for stem, word in forms.items() if word in table]
    shared = shared_by_two([one.stems for one in bags], set(meant))
    stems = [*meant, *shared]
    place = {stem: n for n, stem in enumerate(stems)}
    own = vectors[[table[forms[stem]] for stem in meant]] if meant else vectors[:0]
    near = np.clip((own @ own.T - _NEAR) / (1 - _NEAR), 0, 1) * _NEARLY
    np.fill_diagonal(near, 1)
    held = np.zeros((count, max(len(stems), 1)), dtype=np.float32)
    best = np.zeros((max(len(stems), 1), count), dtype=np.float32)
    for n, one in enumerate(bags):
        places = [place[stem] for stem in one.stems if stem in place]
        known = [at for at in places if at < len(meant)]
        if known:
            best[: len(meant), n] = near[:, known].max(axis=1)
        held[n, places] = 1
        best[places, n] = 1
    held *= np.array([weights.of(stem) for stem in stems] or [1], dtype=np.float32)
    whole = [sum(weights.of(stem) for stem in one.stems) for one in bags]
    total = np.maximum(np.array(whole, dtype=np.float32), 1e-6)[:, None]
    found = np.asarray(held @ best / total, dtype=np.float32)
    if count:
        np.fill_diagonal(found, [1.0 if one.stems else 0.0 for one in bags])
    return found


def shared_by_two(
    held: Sequence[Sequence[str]], others: AbstractSet[str] = frozenset()
) -> list[str]:
    """What stands in two sayings and more, but for `others`: what one alone has is like nothing."""
    counts = Counter(word for one in held for word in one)
    return [word for word, count in counts.items() if count > 1 and word not in others]
