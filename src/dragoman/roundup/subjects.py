"""What a number counts, in a form by which those of several articles are of one thing or of two."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.languages.data import load
from dragoman.records import Mention
from dragoman.roundup.page import Figure, normal
from dragoman.roundup.sections import Lookup

HELD = frozenset({"arrested", "abducted", "released"})
"""Quantities whose prisoners are any people."""
AT_HOME = frozenset({"missing", "displaced", "evacuated"})
"""Quantities that a state tells of its own people, unless it names a place or others."""
LONGEST_NAME = 200
"""Characters of the longest mention that is looked for."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number counts: quantity, population, place and currency; and the state whose people they are.

    `whose` is "" where the words of the number tell of none, or of the host.
    """

    what: tuple[str | None, ...]
    whose: str


class Subjects:
    """Of whom and where the numbers of a page are; `mentions` are those of each article in order, by its id."""

    def __init__(
        self,
        host: str | None,
        host_name: str | None,
        actor: Lookup,
        mentions: Mapping[str, Sequence[Mention]],
    ) -> None:
        self._host = host
        self._host_name = normal(host_name or "")
        self._actor = actor
        self._mentions = mentions

    def of(self, figure: Figure) -> Subject:
        """What one number counts, as one article tells it."""
        claim, named = figure.claim, self._named(figure)
        place = normal(claim.place or "")
        if place == self._host_name:
            place = ""
        if not place and _counts_its_own(claim.claimant or ""):
            place = normal(claim.claimant or "")
        what = (claim.quantity, _population(figure, named), place, claim.currency)
        return Subject(what, self._whose(figure, named))

    def _whose(self, figure: Figure, named: Sequence[Mention]) -> str:
        """The one state that is named; that of a claimant who counts its own."""
        claim = figure.claim
        codes = {code for m in named for code in m.actors}
        if not codes and claim.claimant and self._is_of_its_own(figure):
            codes = {claim.claimant}
        return codes.pop() if len(codes) == 1 and self._host not in codes else ""

    def _is_of_its_own(self, figure: Figure) -> bool:
        """Whether a state counts its own people: it says so, or they are missing or fled and it names no place."""
        claim = figure.claim
        claimant = self._actor(claim.claimant) if claim.claimant else None
        if claimant is None or claimant.kind != "state":
            return False
        at_home = claim.quantity in AT_HOME and not claim.place
        return at_home or not _words("own").isdisjoint(normal(figure.words.text).split())

    def _named(self, figure: Figure) -> list[Mention]:
        """The states that the words of a number name."""
        held, evidence = self._mentions.get(figure.article.id, ()), figure.claim.evidence
        first, last = (
            bisect_left(held, at, key=lambda m: m.span.start)
            for at in (evidence.start - LONGEST_NAME, evidence.end)
        )
        found = (m for m in held[first:last] if evidence.overlaps(m.span) and len(m.actors) == 1)
        return [m for m in found if (known := self._actor(m.actors[0])) and known.kind == "state"]


def _population(figure: Figure, named: Sequence[Mention]) -> str:
    """The counted by their usual word; nothing where they are any people, or a state's: "40 Vardunans"."""
    claim, text = figure.claim, figure.article.text
    found = normal(claim.population or "")
    if found in _words("soldiers"):
        return "soldiers"
    people = any(normal(m.span.of(text)) == found for m in named)
    held = claim.quantity in HELD and found in _words("anyone_held")
    return "" if people or held or found in _words("anyone") else found


def is_part(figure: Figure) -> bool:
    """Whether a number counts some of those whom a total counts: "forty of the dead"."""
    words = f" {normal(figure.words.text)} "
    return figure.claim.part_of is not None or any(f" {one} " in words for one in _words("parts"))


@cache
def _counts_its_own(claimant: str) -> bool:
    """Whether a claimant speaks of what it sees within its own walls: a hospital, a school."""
    return bool(_words("own_count") & set(normal(claimant).split()))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(normal, load("en").table("roundup", "counted")[name]))
