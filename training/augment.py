"""Articles read in other clothes, word for word, so that labels and the teacher's words stay where they are.

American election news shall not stand for the world: names are replaced by names of the newswire set,
quotation marks change their style, letter case is lost now and then.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dragoman.inference import Vocabulary, Words
from dragoman.layers import LAYERS
from training.corpus import Example

STYLES = (("“", "”"), ("‘", "’"), ("«", "»"), ("„", "“"), ('"', '"'))
MARKS = frozenset('“”«»„"')
GIVEN = ("person", "location", "norp", "organization")
ALWAYS = 0.97
SEEN = 3
"""A word is a name if it is capitalised in nearly all of at least so many places inside sentences."""


@dataclass(frozen=True)
class Wardrobe:
    """Names that texts may be given, names that they may lose, and how a word is spelt in wordpieces."""

    names: tuple[str, ...]
    removable: frozenset[str]
    vocabulary: Vocabulary

    def pieces(self, word: str) -> list[int]:
        """The wordpieces of one word."""
        found = self.vocabulary.words([word])[0].pieces
        return [piece for one in found for piece in one]


def wardrobe(examples: Sequence[Example], vocabulary: Vocabulary) -> Wardrobe:
    """What the corpora offer: persons, places, peoples and bodies as the newswire set marks them."""
    marked: dict[str, set[str]] = {"date": set()}
    for one in examples:
        for word, label in zip(_texts(one), one.labels["entities"].tolist(), strict=True):
            if label > 0 and word[:1].isupper() and word.isalpha() and len(word) > 2:
                marked.setdefault(LAYERS["entities"][label][2:], set()).add(word)
    given = set().union(*(marked.get(kind, set()) for kind in GIVEN))
    kept = {word.lower() for word in marked["date"]}
    upper: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for one in examples:
        for i, word in enumerate(_texts(one)):
            if i and word.isalpha():
                every[word.lower()] += 1
                upper[word.lower()] += word[0].isupper()
    names = {w for w, n in every.items() if n >= SEEN and upper[w] >= ALWAYS * n and len(w) > 2}
    return Wardrobe(tuple(sorted(given)), frozenset(names - kept), vocabulary)


def dressed(one: Example, wear: Wardrobe, rng: random.Random) -> Example:
    """The article with other names, quotation marks or letter case; about half stay as they are."""
    pieces: list[list[int]] = list(one.words.pieces)
    feature = one.words.feature
    texts = _texts(one)
    if rng.random() < 0.35:
        pieces = _renamed(texts, pieces, wear, rng)
    if rng.random() < 0.25:
        pieces = _requoted(texts, feature, pieces, (wear, rng))
    if rng.random() < 0.04:
        feature = feature - feature % 4
    return replace(one, words=Words(one.words.offsets, pieces, one.words.paragraph, feature))


def _texts(one: Example) -> list[str]:
    return [one.text[s:e] for s, e in one.words.offsets.tolist()]


def _renamed(
    texts: Sequence[str], pieces: Sequence[list[int]], wear: Wardrobe, rng: random.Random
) -> list[list[int]]:
    new: dict[str, list[int]] = {}
    out = []
    for word, old in zip(texts, pieces, strict=True):
        name = word.lower()
        if word[:1].isupper() and name in wear.removable and name not in new:
            new[name] = wear.pieces(rng.choice(wear.names)) if rng.random() < 0.6 else old
        out.append(new.get(name, old) if word[:1].isupper() else old)
    return out


def _requoted(
    texts: Sequence[str],
    feature: Any,
    pieces: Sequence[list[int]],
    tools: tuple[Wardrobe, random.Random],
) -> list[list[int]]:
    wear, rng = tools
    opening, closing = (wear.pieces(mark) for mark in rng.choice(STYLES))
    out = []
    inside = False
    for word, state, old in zip(texts, np.asarray(feature).tolist(), pieces, strict=True):
        if word in MARKS and state // 4 == 2:
            inside = not inside
            out.append(opening if inside else closing)
        else:
            inside = inside and state // 4 != 0
            out.append(old)
    return out
