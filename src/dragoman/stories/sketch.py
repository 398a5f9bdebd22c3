"""What of an article tells its story: what it is about, whom and what it names, whose crisis, when."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dragoman.records import ARTICLE, Reading
from dragoman.stories.words import says_little, stems

BEGINNING = 1500
"""Characters of an article whose words are looked at."""
MOST_WORDS = 80
MOST_NAMES = 40
"""Names of an article that are kept, those named most first."""
NAMED = frozenset({"person", "organization", "location", "norp", "facility", "product", "misc"})
_POSSESSIVE = re.compile(r"['’]s?$")
_EDGES = " \t\n\"'“”‘’.,;:()"


@dataclass(frozen=True, slots=True)
class Sketch:
    """One article as stories see it; `names` and other `words` with how much each counts, the title's twice."""

    article: str
    when: datetime
    vector: bytes | None
    names: Mapping[str, float]
    words: Mapping[str, float]
    host: str | None = None
    title: str | None = None


def sketch(reading: Reading, when: datetime) -> Sketch:
    """The sketch of a reading that came out at a time."""
    article = reading.article
    titled = (article.title or "").casefold()
    counts: Counter[str] = Counter()
    for one in reading.entities:
        if one.kind in NAMED:
            counts[plain(one.span.of(article.text))] += 1
    for mention in reading.mentions:
        counts.update(f"@{code}" for code in mention.actors)
    counts.pop("", None)
    kept = sorted(counts.items(), key=lambda held: (-held[1], held[0]))[:MOST_NAMES]
    names = {name: (1 + math.log(count)) * (2 if name in titled else 1) for name, count in kept}
    vector = reading.vectors.get(ARTICLE)
    return Sketch(article.id, when, vector, names, _words(reading), reading.host, article.title)


def _words(reading: Reading) -> dict[str, float]:
    """The words of title and beginning that are no names, as stems."""
    article = reading.article
    named = {
        stem
        for one in reading.entities
        if one.kind in NAMED
        for stem in stems(one.span.of(article.text))
    }
    counts = Counter(stems(article.text[:BEGINNING]))
    titled = set(stems(article.title or ""))
    counts.update(titled)
    held = {s: 1 + math.log(n) for s, n in counts.items() if s not in named and not says_little(s)}
    kept = sorted(held.items(), key=lambda one: (-one[1], one[0]))[:MOST_WORDS]
    return {stem: weight * (2 if stem in titled else 1) for stem, weight in kept}


def plain(name: str) -> str:
    """A name as it is compared: in one case, without article and possessive."""
    words = " ".join(name.casefold().split()).strip(_EDGES)
    return _POSSESSIVE.sub("", words).removeprefix("the ")
