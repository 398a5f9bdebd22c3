"""Whose words: speaker accuracy as Gender Gap Tracker counts it, nesting, and what stands in titles.

Speaker accuracy (Asr et al. 2021, their `evaluate_quotes.py` at its stricter threshold): each gold
attribution in order takes, of the found ones not yet taken, the one whose content covers most of the
characters of its own, if that is more than 0.8 of them; such a pair is a quote found. Its speaker is
right when the found source shares a character with the gold source, or when neither side has one.
Where the gold gives a mention, the phrase that names the speaker, source or mention of the found one
may share a character with source or mention of the gold.

Nesting is counted over the full statements that are right (`spans.matched`) and that are nested in
the gold, in what was found, or in both: right are those whose outer statement is, too, the match of
the gold's. `in_title` is counted the same way: of those in a title by either, how many by both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.evaluation.spans import Attribution, Ends, characters, matched

COVERED = 0.8


@dataclass
class Share:
    """How many of some are right."""

    right: int = 0
    total: int = 0

    def add(self, right: int, total: int) -> None:
        self.right += right
        self.total += total

    @property
    def value(self) -> float:
        return self.right / self.total if self.total else 0.0


@dataclass
class Voices:
    """Speakers, nesting and titles of a corpus."""

    speaker: Share = field(default_factory=Share)
    within: Share = field(default_factory=Share)
    in_title: Share = field(default_factory=Share)

    def add_speakers(self, gold: Sequence[Attribution], found: Sequence[Attribution]) -> None:
        """Counts the speakers of one article."""
        pairs = quotes(gold, found)
        right = sum(same_speaker(gold[i], found[j]) for i, j in pairs.items())
        self.speaker.add(right, len(pairs))

    def add_places(self, gold: Sequence[Attribution], found: Sequence[Attribution]) -> None:
        """Counts nesting and titles of one article whose gold tells of them."""
        pairs = matched(gold, found)
        nested = [(i, j) for i, j in pairs.items() if not _is_outer(gold[i], found[j])]
        self.within.add(sum(_same_outer(gold[i], found[j], pairs) for i, j in nested), len(nested))
        titled = [(gold[i].in_title, found[j].in_title) for i, j in pairs.items()]
        self.in_title.add(sum(map(all, titled)), sum(map(any, titled)))

    def table(self) -> dict[str, float]:
        """Every figure of which there is something to count, by name."""
        shares = {"speaker": self.speaker, "within": self.within, "in_title": self.in_title}
        return {f"{name} accuracy": one.value for name, one in shares.items() if one.total}


def quotes(gold: Sequence[Attribution], found: Sequence[Attribution]) -> dict[int, int]:
    """The numbers of gold attributions with that of the found one that covers its content."""
    contents = [characters(one.content) for one in found]
    pairs: dict[int, int] = {}
    for i, one in enumerate(gold):
        wanted = characters(one.content)
        free = (j for j in range(len(found)) if j not in pairs.values())
        best = max(free, key=lambda j: len(wanted & contents[j]), default=None)
        if best is not None and len(wanted & contents[best]) > COVERED * len(wanted):
            pairs[i] = best
    return pairs


def same_speaker(gold: Attribution, found: Attribution) -> bool:
    """Whether the found attribution has the gold's speaker, as the module says."""
    wanted, given = gold.source, found.source
    if gold.mention:
        wanted, given = wanted + gold.mention, given + found.mention
    return _meet(wanted, given) if wanted or given else True


def _meet(a: Sequence[Ends], b: Sequence[Ends]) -> bool:
    return bool(characters(a) & characters(b))


def _is_outer(gold: Attribution, found: Attribution) -> bool:
    return gold.within is None and found.within is None


def _same_outer(gold: Attribution, found: Attribution, pairs: Mapping[int, int]) -> bool:
    if gold.within is None or found.within is None:
        return False
    return pairs.get(gold.within) == found.within
