"""Where a claim is said to be true: the place named in its clause, in words of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.languages import dates
from dragoman.reactions.claims.found import Found
from dragoman.reactions.claims.words import Sentence
from dragoman.records import Span

_DEMONYMS = ("ian", "ish", "ese", "an", "ic", "i")
_REACH = 9
_FAR = 60


def placed(s: Sentence, found: Sequence[Found]) -> list[Found]:
    """The claims, each with the nearest place: inside its words, after them, then before them."""
    if not found:
        return []
    days = {n for day in dates.find(s.text) for n in s.within(day)}
    starts = sorted({one.evidence.start for one in found})
    return [replace(one, place=_place(s, one.evidence, starts, days)) for one in found]


def _place(s: Sentence, evidence: Span, starts: Sequence[int], days: set[int]) -> str | None:
    inside = s.within(evidence)
    if not inside:
        return None
    later = bisect_left(starts, evidence.end)
    limit = starts[later] if later < len(starts) else len(s.text)
    end = _stop(s, range(inside.stop, min(len(s), inside.stop + _FAR)), limit)
    before = range(max(0, inside.start - _FAR), inside.start)
    for one in (inside, range(inside.stop, end), before):
        named = next(_places(s, one, days), None)
        if named:
            return named
    return None


def _stop(s: Sentence, over: range, limit: int) -> int:
    """Where the clause ends: at a word of saying, a semicolon, or the next claim."""
    for k in over:
        if s.has("grammar.reporting", k) or s.low(k) == ";" or s.atoms[k].start >= limit:
            return k
    return over.stop


def _places(s: Sentence, over: range, days: set[int]) -> Iterator[str]:
    for k in _asserted(s, over):
        if not _before(s, k):
            continue
        name = _name(s, k + 1, loose=s.has("places.loose", k))
        if name and days.isdisjoint(s.within(name)):
            yield name.of(s.text)


def _before(s: Sentence, at: int) -> bool:
    return s.has("places.before", at) or s.has("places.loose", at)


def _asserted(s: Sentence, over: range) -> range:
    """The atoms that belong to what is told, where those before it tell who told it."""
    told = [k for k in over if s.has("grammar.reporting", k)]
    if not told:
        return over
    opening = (n for n in range(told[-1], over.stop) if s.low(n) in ("that", ",", ":", "“", '"'))
    return range(next(opening, over.stop), over.stop)


def _name(s: Sentence, at: int, loose: bool) -> Span | None:
    """The capitalised name after a preposition, over "the northern town of"."""
    kind = not loose
    for k in range(at, min(at + _REACH, len(s))):
        word = s.atoms[k].text
        if s.kind(k) != "word":
            return None
        if word[0].isupper():
            end = _last(s, k)
            if s.has("places.kinds", end) and s.low(end + 1) == "of":
                return _name(s, end + 2, loose=False) or s.span(k, end)
            kind = kind or s.has("places.kinds", end)
            return s.span(k, end) if kind and not _adjective(s, k, end) else None
        if s.has("places.kinds", k):
            kind = True
        elif s.has("grammar.prepositions", k) and (s.low(k) != "of" or not kind):
            return None
    return None


def _adjective(s: Sentence, start: int, end: int) -> bool:
    """Whether the name only qualifies what follows: in Ruritanian raids."""
    if s.person(end) or s.has("places.compass", start):
        return True
    plain = s.kind(end) == "word" and not s.has("places.kinds", end)
    closed = any(
        s.has(f"grammar.{n}", end)
        for n in ("prepositions", "be", "have", "joins", "adverbs", "stops", "reporting", "modal",
                  "indefinite", "determiners", "relatives", "causes")
    )  # fmt: skip
    return plain and not closed and s.low(end - 1).endswith(_DEMONYMS)


def _last(s: Sentence, at: int) -> int:
    end = at + 1
    while end < len(s) and s.kind(end) == "word" and any(c.isupper() for c in s.atoms[end].text):
        end += 1
    return end
