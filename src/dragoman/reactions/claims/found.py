"""What is found in a sentence on the way to its claims."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.reactions.claims.counts import Count
from dragoman.reactions.claims.words import Link
from dragoman.records import Bound, Span


@dataclass(frozen=True, slots=True)
class Found:
    """A claim of one sentence before it has an id and a claimant.

    `part_of` is the index of the total among the claims of the sentence; `partial` marks a part
    whose total stands in an earlier sentence; `replaces` is the older number that this one follows.
    """

    quantity: str
    text: str
    evidence: Span
    number: Span
    low: float | None
    high: float | None
    bound: Bound
    population: str | None = None
    currency: str | None = None
    place: str | None = None
    part_of: int | None = None
    partial: bool = False
    replaces: float | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A count with what is said of it; `base` is the start of the count of which it is a part."""

    count: Count
    link: Link
    base: int | None = None
    partial: bool = False
    replaces: float | None = None
    text: str = ""
