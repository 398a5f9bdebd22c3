"""What a number counts, in a form by which those of several articles are of one thing or of two."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
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


class Subjects:
    """Of whom and where the numbers of a page are; `mentions` are those of each article, by its id."""

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
        self._ordered: dict[str, tuple[list[int], list[Mention]]] = {}

    def of(self, figure: Figure) -> tuple[object, ...]:
        """Quantity, population, where, currency, and whether it is some of a total."""
        claim = figure.claim
        place = normal(claim.place or "")
        if place == self._host_name:
            place = ""
        if not place and _counts_its_own(claim.claimant or ""):
            place = normal(claim.claimant or "")
        return (
            claim.quantity,
            self._population(figure),
            place,
            claim.currency,
            is_part(figure),
        )

    def _population(self, figure: Figure) -> str:
        """The counted by their usual word; nothing where they are any people."""
        claim = figure.claim
        found = normal(claim.population or "")
        if found in _words("soldiers"):
            return "soldiers"
        anyone = found in _words("anyone") or self._is_people(figure, found)
        held = claim.quantity in HELD and found in _words("anyone_held")
        return "" if anyone or held else found

    def _is_people(self, figure: Figure, population: str) -> bool:
        """Whether the word for the counted is that for a state's people: "40 Vardunans"."""
        text = figure.article.text
        return any(normal(m.span.of(text)) == population for m in self._named(figure))

    def whose(self, figure: Figure) -> str:
        """The state whose people are counted, where the words of the number tell; nothing for the host."""
        claim = figure.claim
        codes = {code for m in self._named(figure) for code in m.actors}
        words = set(normal(figure.words.text).split())
        claimant = self._actor(claim.claimant) if claim.claimant else None
        at_home = claim.quantity in AT_HOME and not claim.place
        if (
            not codes
            and claimant
            and claimant.kind == "state"
            and (words & _words("own") or at_home)
        ):
            codes = {claimant.code}
        return codes.pop() if len(codes) == 1 and self._host not in codes else ""

    def _named(self, figure: Figure) -> list[Mention]:
        """The states that the words of a number name."""
        starts, held = self._in_order(figure.article.id)
        evidence = figure.claim.evidence
        first = bisect_left(starts, evidence.start - LONGEST_NAME)
        near = held[first : bisect_left(starts, evidence.end)]
        found = (m for m in near if evidence.overlaps(m.span) and len(m.actors) == 1)
        return [m for m in found if (known := self._actor(m.actors[0])) and known.kind == "state"]

    def _in_order(self, article: str) -> tuple[list[int], list[Mention]]:
        """The mentions of an article with where each begins."""
        if article not in self._ordered:
            held = sorted(self._mentions.get(article, ()), key=lambda m: m.span)
            self._ordered[article] = [m.span.start for m in held], held
        return self._ordered[article]


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
