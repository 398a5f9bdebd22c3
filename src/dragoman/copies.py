"""Near copies of one text: sketches that can be compared, and which articles are one after syndication.

A sketch is a MinHash (Broder 1997) over runs of five words; two texts are looked at where one of 16 bands of
their sketches is the same, and are copies from an estimated similarity of 0.7 on. What is a copy of a copy is one
with both, so that the order in which articles come changes nothing. Only `sketch` knows `rensa`, which makes them.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping

from dragoman.ids import digest

PERMUTATIONS = 128
BANDS = 16
SHINGLE = 5
SIMILAR = 0.7
FEWEST_WORDS = 40
"""A shorter text is like others by chance."""
SEED = 20_210
MOST_LOOKED_AT = 8
"""Texts with a band in common that one is compared with: of many copies the first are enough."""
_WORD = re.compile(r"\w+")
_ROWS = PERMUTATIONS // BANDS
_FORM = f"<{PERMUTATIONS}I"


def sketch(text: str) -> bytes | None:
    """The sketch of a text; None for one that is too short to be told from others."""
    words = _WORD.findall(text.casefold())
    if len(words) < FEWEST_WORDS:
        return None
    from rensa import RMinHash  # noqa: PLC0415  only where articles are kept

    made = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    made.update([" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)])
    return struct.pack(_FORM, *made.digest())


def bands(made: bytes) -> list[int]:
    """The bands of a sketch: signed 63-bit numbers, one of which copies almost surely share."""
    values = struct.unpack(_FORM, made)
    parts = (values[at : at + _ROWS] for at in range(0, PERMUTATIONS, _ROWS))
    return [int(digest(n, *part), 16) >> 1 for n, part in enumerate(parts)]


def similarity(one: bytes, other: bytes) -> float:
    """The estimated share of runs of words that two texts have in common (Jaccard)."""
    pairs = zip(struct.unpack(_FORM, one), struct.unpack(_FORM, other), strict=True)
    same = sum(1 for a, b in pairs if a == b)
    return same / PERMUTATIONS


def joined(clusters: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Which clusters change their name when pairs are copies: each takes the least name of those joined."""
    into: dict[str, str] = {}

    def root(name: str) -> str:
        while name in into:
            name = into[name]
        return name

    for one, other in pairs:
        a, b = root(clusters[one]), root(clusters[other])
        if a != b:
            into[max(a, b)] = min(a, b)
    return {name: root(name) for name in into}


def clusters(texts: Mapping[str, str]) -> dict[str, str]:
    """The cluster of each text, by its key: near copies have one, and what is a copy of a copy too."""
    sketches = {key: made for key, text in texts.items() if (made := sketch(text))}
    held: dict[int, list[str]] = {}
    pairs = []
    for key, made in sketches.items():
        for band in bands(made):
            for other in held.setdefault(band, [])[:MOST_LOOKED_AT]:
                if similarity(made, sketches[other]) >= SIMILAR:
                    pairs.append((key, other))
                    break
            held[band].append(key)
    own = {key: key for key in texts}
    return {**own, **joined(own, pairs)}
