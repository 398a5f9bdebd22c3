"""The scorer of attributions.

The unit is a span: (article, start, end) in characters, over all attributions of the article, titles
included; each part of a discontinuous content is a span of its own, and a span that several
attributions share counts once. `exact` asks for both ends, `begin` for the first character alone,
`token` counts the words that spans touch (those of `inference.Words`: punctuation marks stand alone),
each once a kind. A full statement is right when source, cue and content each overlap the gold's by
half (intersection over union of characters) and belong together; a gold attribution without source
asks for none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dragoman.inference import Ints

KINDS = ("source", "cue", "content")
WAYS = ("exact", "begin", "token")
HALF = 0.5
Ends = tuple[int, int]


@dataclass(frozen=True)
class Attribution:
    """Source, cue, content and mention as (start, end); `within` numbers the one around it.

    `within` counts from 0 in the list of the article's attributions, None for one that is in none.
    """

    source: tuple[Ends, ...] = ()
    cue: tuple[Ends, ...] = ()
    content: tuple[Ends, ...] = ()
    mention: tuple[Ends, ...] = ()
    within: int | None = None
    in_title: bool = False

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Attribution:
        """From a record of a corpus; `mention` (one span), `within`, `in_title` may be missing."""
        mention = row.get("mention")
        return cls(
            _pairs(row["source"]),
            _pairs(row["cue"]),
            _pairs(row["content"]),
            _pairs([mention] if mention else ()),
            row.get("within"),
            bool(row.get("in_title")),
        )

    def part(self, kind: str) -> tuple[Ends, ...]:
        found: tuple[Ends, ...] = getattr(self, kind)
        return found


def _pairs(ends: Iterable[Sequence[int]]) -> tuple[Ends, ...]:
    return tuple((int(start), int(end)) for start, end in ends)


@dataclass
class Counts:
    """True positives of both sides, gold and found, summed over articles."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def add(self, right: int, gold: int, found: int) -> None:
        self.right += right
        self.gold += gold
        self.found += found

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.gold + self.found
        return 2 * self.right / total if total else 0.0

    def figures(self) -> dict[str, float]:
        """F1, precision and recall by name."""
        return {"F1": self.f1, "precision": self.precision, "recall": self.recall}


def _of_each_kind() -> dict[str, Counts]:
    return {kind: Counts() for kind in KINDS}


@dataclass
class Scores:
    """How many spans and full statements of a corpus are right."""

    exact: dict[str, Counts] = field(default_factory=_of_each_kind)
    begin: dict[str, Counts] = field(default_factory=_of_each_kind)
    token: dict[str, Counts] = field(default_factory=_of_each_kind)
    statement: Counts = field(default_factory=Counts)

    def add(self, gold: Sequence[Attribution], found: Sequence[Attribution], words: Ints) -> None:
        """Counts one article; `words` (n, 2) are the ends of its words in characters, in order."""
        for kind in KINDS:
            a, b = spans(gold, kind), spans(found, kind)
            _count(self.exact[kind], a, b)
            _count(self.begin[kind], {s for s, _ in a}, {s for s, _ in b})
            _count(self.token[kind], touched(a, words), touched(b, words))
        self.statement.add(len(matched(gold, found)), len(gold), len(found))

    def table(self) -> dict[str, float]:
        """Every figure by name, as "source exact F1"."""
        counted = {f"{kind} {way}": getattr(self, way)[kind] for way in WAYS for kind in KINDS}
        counted["statement"] = self.statement
        return {f"{of} {n}": v for of, one in counted.items() for n, v in one.figures().items()}


def _count(counts: Counts, gold: set[Any], found: set[Any]) -> None:
    counts.add(len(gold & found), len(gold), len(found))


def spans(attributions: Iterable[Attribution], kind: str) -> set[Ends]:
    """The spans of one kind, each once."""
    return {ends for one in attributions for ends in one.part(kind)}


def touched(among: Iterable[Ends], words: Ints) -> set[int]:
    """The numbers of the words of which spans hold a character."""
    found: set[int] = set()
    for start, end in among:
        first = int(np.searchsorted(words[:, 1], start, side="right"))
        found.update(range(first, int(np.searchsorted(words[:, 0], end, side="left"))))
    return found


def characters(among: Iterable[Ends]) -> set[int]:
    """The characters that spans cover."""
    return {at for start, end in among for at in range(start, end)}


def alike(a: Iterable[Ends], b: Iterable[Ends]) -> float:
    """Intersection over union of characters; 1 where both are empty."""
    one, two = characters(a), characters(b)
    return len(one & two) / len(one | two) if one or two else 1.0


def matched(gold: Sequence[Attribution], found: Sequence[Attribution]) -> dict[int, int]:
    """The numbers of gold attributions with that of the found one that is right, best first.

    Each is used once.
    """
    pairs = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            if not _near(g.content, f.content):
                continue
            likeness = [alike(g.part(kind), f.part(kind)) for kind in KINDS]
            if min(likeness) >= HALF:
                pairs.append((-sum(likeness), i, j))
    used: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in used and j not in taken:
            used[i] = j
            taken.add(j)
    return used


def _near(a: Sequence[Ends], b: Sequence[Ends]) -> bool:
    if not a or not b:
        return not a and not b
    return min(s for s, _ in a) < max(e for _, e in b) and min(s for s, _ in b) < max(
        e for _, e in a
    )
