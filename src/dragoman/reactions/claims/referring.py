"""Numbers that leave it to an earlier sentence what they count: "the figure is 1,300", "134 names on its list",
"it had counted 1,350".

Anaphora of the kind that needs no knowledge: a noun for a number, or for a list of people, with an article or a
possessive before it, means what was counted last, a few sentences back at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.reactions.claims.core import Found, read_claims
from dragoman.reactions.claims.seen import open_numbers
from dragoman.reactions.claims.words import PEOPLE, Sentence
from dragoman.records import Span

BACK = 3
"""Sentences back to which a number may refer."""
BETWEEN = 6
"""Words that may stand between the noun and its number, or before the noun with its article."""


def referred(
    sentences: Sequence[Sentence], found: Sequence[list[Found]], begins: Sequence[bool]
) -> list[list[Found]]:
    """The claims of sentences, with those of numbers that refer back; `begins` tells where a text does."""
    told = list(found)
    last: tuple[int, Found] | None = None
    for n, s in enumerate(sentences):
        if begins[n]:
            last = None
        meant = {
            span.start: one
            for span in open_numbers(s, told[n])
            if span.start not in s.told
            and (one := _meant(span, told[n], last, n))
            and refers(s, s.within(span)[0])
        }
        if meant:
            s.told = {**s.told, **{at: one.quantity for at, one in meant.items()}}
            told[n] = [_of(s, o, meant.get(o.number.start)) for o in read_claims(s)]
        counted = [one for one in told[n] if one.quantity in PEOPLE]
        last = (n, counted[-1]) if counted else last
    return told


def _of(s: Sentence, one: Found, meant: Found | None) -> Found:
    """A number with whom and where it counts: those meant; of names on a list nobody says whose they are."""
    if meant is None:
        return one
    if one.population and s.words.has("referring.listed", one.population):
        return replace(one, population=None)
    return replace(
        one, population=one.population or meant.population, place=one.place or meant.place
    )


def _meant(
    number: Span, known: Sequence[Found], last: tuple[int, Found] | None, at: int
) -> Found | None:
    """The count of people that was told last before a number."""
    before = [one for one in known if one.number.end <= number.start]
    counted = [one for one in before if one.quantity in PEOPLE]
    if counted:
        return counted[-1]
    return last[1] if last and at - last[0] <= BACK else None


def refers(s: Sentence, at: int) -> bool:
    """Whether a word for a number, a list or for counting tells that the number here is of what was counted."""
    if s.has("referring.listed", at + 1) or _is_counted(s, at):
        return True
    noun = at - 1
    while noun > max(0, at - BETWEEN) and s.has("referring.between", noun):
        noun -= 1
    if noun == at - 1 or not s.has("referring.nouns", noun):
        return False
    before = range(max(0, noun - BETWEEN // 2), noun)
    return any(s.has("grammar.determiners", k) for k in before)


def _is_counted(s: Sentence, at: int) -> bool:
    """Whether a number of nothing follows a verb by which one gives his count, and no thing stands before it."""
    bare = at + 1 >= len(s) or s.low(at + 1) in (",", ";", ".", "!", "?")
    things = any(s.low(k) in s.words.things for k in range(at))
    return bare and not things and s.ending_of("referring.counting", at)
