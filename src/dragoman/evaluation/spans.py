"""The scorer of attributions.

The unit is a span: (article, start, end) in characters, over all attributions of the article, titles
included; each part of a discontinuous content is a span of its own, and a span that several
attributions share counts once. `exact` asks for both ends, `begin` for the first character alone,
`overlap` counts characters. A full statement is right when source, cue and content each overlap the
gold's by half (intersection over union of characters) and belong together; a gold attribution
without source asks for none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

KINDS = ("source", "cue", "content")
Ends = tuple[int, int]


@dataclass(frozen=True)
class Attribution:
    """Source, cue and content as lists of (start, end)."""

    source: tuple[Ends, ...] = ()
    cue: tuple[Ends, ...] = ()
    content: tuple[Ends, ...] = ()

    @classmethod
    def of(cls, row: Mapping[str, Iterable[Sequence[int]]]) -> Attribution:
        """From a record of a corpus."""
        return cls(*(tuple((int(s), int(e)) for s, e in row[kind]) for kind in KINDS))

    def part(self, kind: str) -> tuple[Ends, ...]:
        found: tuple[Ends, ...] = getattr(self, kind)
        return found


@dataclass
class Counts:
    """True positives of both sides, gold and found, summed over articles."""

    right: float = 0
    gold: float = 0
    found: float = 0

    def add(self, right: float, gold: float, found: float) -> None:
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


@dataclass
class Scores:
    """All measures of a corpus: exact, begin and overlap for each kind, and full statements."""

    exact: dict[str, Counts] = field(default_factory=lambda: {k: Counts() for k in KINDS})
    begin: dict[str, Counts] = field(default_factory=lambda: {k: Counts() for k in KINDS})
    overlap: dict[str, Counts] = field(default_factory=lambda: {k: Counts() for k in KINDS})
    statement: Counts = field(default_factory=Counts)

    def add(self, gold: Sequence[Attribution], found: Sequence[Attribution]) -> None:
        """Counts one article."""
        for kind in KINDS:
            a = {ends for one in gold for ends in one.part(kind)}
            b = {ends for one in found for ends in one.part(kind)}
            self.exact[kind].add(len(a & b), len(a), len(b))
            first_a, first_b = {s for s, _ in a}, {s for s, _ in b}
            self.begin[kind].add(len(first_a & first_b), len(first_a), len(first_b))
            chars_a, chars_b = characters(a), characters(b)
            self.overlap[kind].add(len(chars_a & chars_b), len(chars_a), len(chars_b))
        self.statement.add(matched(gold, found), len(gold), len(found))

    def table(self) -> dict[str, float]:
        """Every figure by name."""
        out: dict[str, float] = {}
        for name in ("exact", "begin", "overlap"):
            for kind, counts in getattr(self, name).items():
                out[f"{kind} {name} F1"] = counts.f1
                out[f"{kind} {name} precision"] = counts.precision
                out[f"{kind} {name} recall"] = counts.recall
        out["statement F1"] = self.statement.f1
        out["statement precision"] = self.statement.precision
        out["statement recall"] = self.statement.recall
        return out


def characters(spans: Iterable[Ends]) -> set[int]:
    """The characters that spans cover."""
    return {at for start, end in spans for at in range(start, end)}


def alike(a: Iterable[Ends], b: Iterable[Ends]) -> float:
    """Intersection over union of characters; 1 where both are empty."""
    one, two = characters(a), characters(b)
    return len(one & two) / len(one | two) if one or two else 1.0


def matched(gold: Sequence[Attribution], found: Sequence[Attribution]) -> int:
    """How many gold attributions a found one matches, each used once, best first."""
    pairs = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            if not _near(g.content, f.content):
                continue
            likeness = [alike(g.part(kind), f.part(kind)) for kind in KINDS]
            if min(likeness) >= 0.5:
                pairs.append((-sum(likeness), i, j))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
    return len(used_gold)


def _near(a: Sequence[Ends], b: Sequence[Ends]) -> bool:
    if not a or not b:
        return not a and not b
    return min(s for s, _ in a) < max(e for _, e in b) and min(s for s, _ in b) < max(
        e for _, e in a
    )
