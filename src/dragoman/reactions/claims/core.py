"""The numbers of one sentence that are claims: how many, of whom, where, part or total.

Years, ages, durations, votes, distances, names with numbers and the number of sources are none
(the conventions C1 to C12 of the codebook).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.reactions.claims.found import Found
from dragoman.reactions.claims.money import aid, currency
from dragoman.reactions.claims.people import people
from dragoman.reactions.claims.places import placed
from dragoman.reactions.claims.prices import prices
from dragoman.reactions.claims.words import Sentence
from dragoman.records import Span

__all__ = ["Found", "read_claims"]


def read_claims(given: str | Sentence) -> list[Found]:
    """The claims of a sentence in order, totals before their parts; offsets are of its text."""
    s = Sentence(given) if isinstance(given, str) else given
    worth, dear = aid(s), prices(s)
    taken = [one.evidence for one in (*worth, *dear)]
    counted = _free(s, people(s), taken)
    return placed(s, [*counted, *worth, *dear])


def _free(s: Sentence, found: Sequence[Found], taken: Sequence[Span]) -> list[Found]:
    """The counts of people whose number is no money and no goods; indexes are kept right."""
    spent = {n for n in range(len(s)) if s.kind(n) == "number" and currency(s, n)}
    spent.update(n for span in taken for n in s.within(span))
    kept = [n for n, one in enumerate(found) if spent.isdisjoint(s.within(one.number))]
    new = {old: n for n, old in enumerate(kept)}
    return [replace(found[n], part_of=_moved(found[n].part_of, new)) for n in kept]


def _moved(index: int | None, new: dict[int, int]) -> int | None:
    return None if index is None else new.get(index)
